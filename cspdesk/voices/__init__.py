"""What communities say: conversations before a Board, and what was heard in them."""
