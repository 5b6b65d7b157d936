"""What the officer sees. Never imports sqlalchemy, sqlite3 or db.tables."""
