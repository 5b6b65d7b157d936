"""What waits for the officer today, from every area together."""
