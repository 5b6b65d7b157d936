"""Minutes: drafted from what was recorded, edited, cleared, circulated, confirmed, locked."""
