"""The failures a person can do something about. Anything else is a bug and is logged as one."""

from __future__ import annotations

from db.errors import Conflict, WorldError

__all__ = ["Conflict", "RuleBroken", "WorldError"]


class RuleBroken(ValueError):
    """What was asked breaks a rule; nothing was written.

    `field` names the field the sentence belongs beside ("" for the whole form).
    """

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field
        self.message = message
