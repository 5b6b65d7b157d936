"""The screen of the minutes: each Board's, as paragraphs to edit, with their steps."""
