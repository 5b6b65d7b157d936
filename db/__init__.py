"""What is remembered: tables, engine, unit of work, history. Imports nothing of ours above it."""
