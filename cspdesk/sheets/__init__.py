"""Spreadsheets in: open, detect, map, check, plan. A command applies the plan."""
