"""Settings of the partnership."""
