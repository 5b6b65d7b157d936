"""Why a file was not read. One sentence says what and where, `advice` what to do."""

from __future__ import annotations

from db.errors import WorldError


class SheetRefused(WorldError):
    """The file cannot be read as a spreadsheet; nothing was changed."""


class ReadCancelled(Exception):
    """The person stopped the reading; nothing was changed."""
