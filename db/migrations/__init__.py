"""Schema migrations, run inside the program. They never import the live tables."""
