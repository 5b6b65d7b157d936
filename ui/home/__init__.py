"""Home: what waits for the officer today."""
