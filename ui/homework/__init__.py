"""Partner homework: who is asked what on which item, and what they answered."""
