"""What fields of people and organisations must hold. Pure."""

from __future__ import annotations

from cspdesk.errors import RuleBroken


def address(text: str) -> str:
    """An e-mail address, checked only for what none can be: drafts go through Outlook anyway.

    Raises RuleBroken("email", …).
    """
    kept = text.strip()
    if kept and not is_address(kept):
        raise RuleBroken("email", "Write an e-mail address such as name@example.gov.uk.")
    return kept


def is_address(text: str) -> bool:
    """Whether a text could be an e-mail address."""
    name, at, place = text.rpartition("@")
    return bool(at and name and "." in place and " " not in text)
