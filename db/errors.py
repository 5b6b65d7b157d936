"""Failures of the store that a person can do something about."""

from __future__ import annotations


class Conflict(Exception):
    """A row has moved on since it was read or left; nothing was overwritten."""


class WorldError(Exception):
    """Disk, lock, share or file is at fault. `advice` says what to do (may be empty)."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.message} {self.advice}".strip()


class Damaged(WorldError):
    """The file's pages are not as SQLite left them."""

    def __init__(self, name: str, advice: str = "Restore the newest good snapshot.") -> None:
        super().__init__(f"{name} is damaged.", advice)
