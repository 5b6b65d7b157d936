"""How minutes are numbered, and the cross-references of standing wording. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from cspdesk.errors import RuleBroken

_LONGEST_PREFIX = 12
_REFERENCE = re.compile(r"\{([^{}]*)\}")
_OTHER_WORDS = ("urgent_item", "last_meeting")


class MinuteNumbering(StrEnum):
    """How the minutes of one meeting are numbered after those of another."""

    PER_MEETING = "per_meeting"
    CONTINUOUS = "continuous"
    PREFIX = "prefix"

    @property
    def label(self) -> str:
        return _STYLES[self]


_STYLES = {
    MinuteNumbering.PER_MEETING: "From 1 at each meeting",
    MinuteNumbering.CONTINUOUS: "On from the meeting before",
    MinuteNumbering.PREFIX: "With a prefix, on from the meeting before",
}


def minute_example(style: str, prefix: str) -> str:
    """How the first two minutes of a later meeting read: "1, 2", "CSP41, CSP42"."""
    if style == MinuteNumbering.PER_MEETING:
        return "1, 2, and again 1, 2 at the next meeting"
    head = prefix if style == MinuteNumbering.PREFIX else ""
    return f"{head}41, {head}42, and on with {head}43 at the next meeting"


def checked_numbering(style: str, prefix: str) -> tuple[str, str]:
    """Style and prefix as they are kept. Raises RuleBroken naming the field of the two."""
    if style not in list(MinuteNumbering):
        raise RuleBroken("minute_numbering", "Choose how minutes are numbered.")
    kept = prefix.strip()
    if style == MinuteNumbering.PREFIX and not kept:
        raise RuleBroken("minute_prefix", "Give the prefix that stands before the number: CSP.")
    if len(kept) > _LONGEST_PREFIX:
        raise RuleBroken("minute_prefix", f"A prefix has at most {_LONGEST_PREFIX} characters.")
    return style, kept


def item_reference(key: str) -> str:
    """What stands in standing wording for the number of an item: "{item:parallel_boards}"."""
    return f"{{item:{key}}}"


def references_in(wording: str) -> tuple[str, ...]:
    """The keys of the standing items that a wording refers to, each once, in order."""
    found = (part.partition(":") for part in _REFERENCE.findall(wording))
    return tuple(dict.fromkeys(key for head, _colon, key in found if head == "item"))


def checked_wording(wording: str, keys: Collection[str]) -> str:
    """The wording with references that can be filled. Raises RuleBroken("wording").

    `keys` are those of the standing items there are.
    """
    for part in _REFERENCE.findall(wording):
        head, colon, key = part.partition(":")
        if head in _OTHER_WORDS and not colon:
            continue
        if head != "item" or key not in keys:
            raise RuleBroken(
                "wording",
                f"“{{{part}}}” stands for nothing: press “Refer to an item” to put one in.",
            )
    return wording.strip()
