"""Finding anything by words in it: one list of what there is, searched as one types."""
