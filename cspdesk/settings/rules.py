"""The cross-references of standing wording. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from cspdesk.errors import RuleBroken

_REFERENCE = re.compile(r"\{([^{}]*)\}")
_OTHER_WORDS = ("urgent_item", "last_meeting")


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
