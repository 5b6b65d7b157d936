"""The statutory calendar: what the law asks of the partnership, when, and what shows it."""
