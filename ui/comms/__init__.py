"""Communications: the plan of a Board, its messages in full, good news that the figures offer."""
