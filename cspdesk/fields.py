"""What a form's fields must hold, and how an edit leaves the other fields alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Any, Final

from cspdesk.commanding import Command
from cspdesk.errors import RuleBroken
from db.tables.base import Row
from db.unit_of_work import UnitOfWork


class Keep(Enum):
    """The field of an edit that the officer did not touch; None would mean "make it empty"."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP

Check = Callable[[Any], Any]


def clean(value: Any) -> Any:
    """Text without blanks around it; anything else as it is."""
    return value.strip() if isinstance(value, str) else value


def required(field: str, text: str, sentence: str) -> str:
    """The text without blanks around it. Raises RuleBroken(field, sentence) when none is left."""
    kept = text.strip()
    if not kept:
        raise RuleBroken(field, sentence)
    return kept


def whole_number(field: str, value: object, low: int, high: int, what: str) -> int:
    """A whole number from `low` to `high`. Raises RuleBroken naming `what` ("Minutes")."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise RuleBroken(field, f"{what} must be a whole number from {low} to {high}.")
    return value


def needs(field: str, sentence: str) -> Check:
    """A check for `apply_edit`: the text may not be empty."""
    return lambda text: required(field, text, sentence)


def in_range(field: str, low: int, high: int, what: str) -> Check:
    """A check for `apply_edit`: a whole number within bounds."""
    return lambda value: whole_number(field, value, low, high, what)


def known(work: UnitOfWork, kind: type[Row]) -> Check:
    """A check for `apply_edit`: the id of a row that exists, or None. Raises Conflict."""

    def check(key: int | None) -> int | None:
        return None if key is None else work.get(kind, key).id

    return check


def apply_edit(
    row: Row, command: Command, words: Mapping[str, str], checks: Mapping[str, Check] | None = None
) -> list[str]:
    """Write the fields that the officer changed; returns their words, in the order of `words`.

    `words` names each field that may change ("decision_sought": "decision sought").
    """
    changed = []
    for name, said in words.items():
        value = getattr(command, name)
        if value is KEEP:
            continue
        value = (checks or {}).get(name, clean)(value)
        if value != getattr(row, name):
            setattr(row, name, value)
            changed.append(said)
    return changed


def edit_label(changed: Sequence[str], what: str) -> str:
    """The label of an edit: "Changed the decision sought of item 4", "Changed item 4"."""
    if not 1 <= len(changed) <= 2:
        return f"Changed {what}"
    return f"Changed the {' and '.join(changed)} of {what}"
