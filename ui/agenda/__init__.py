"""Agenda planning: the items of the Board's next meeting and everything about each."""
