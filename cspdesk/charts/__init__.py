"""Charts and marks as pure descriptions, for the painters of the screen and of documents."""
