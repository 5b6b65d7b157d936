"""Spreadsheets in: open, detect, map, check, plan. Nothing here writes; a command applies the plan."""
