"""Qt models over frozen records, updated by keyed differences."""
