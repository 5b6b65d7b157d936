"""Partner ownership: what each organisation carries, with the records behind each figure."""
