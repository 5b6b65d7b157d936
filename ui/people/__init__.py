"""People and seats: who sits where, for whom, since when; organisations; the structure."""
