"""What the secretariat does: rules, commands, queries, spreadsheets in, documents out. No Qt."""
