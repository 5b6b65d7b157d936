"""What the secretariat does: rules, commands, queries, spreadsheets in, documents out. No Qt."""

from __future__ import annotations

__version__ = "0.1.0"
