"""What may be withheld, and what must be said about it. Pure.

The paragraphs are those of Part 1 of Schedule 12A to the Local Government Act 1972, in few words.
"""

from __future__ import annotations

from cspdesk.errors import RuleBroken
from db.vocabulary import Publicity

PARAGRAPHS = (
    ("1", "about an individual"),
    ("2", "likely to reveal who an individual is"),
    ("3", "financial or business affairs"),
    ("4", "labour relations"),
    ("5", "legal privilege"),
    ("6", "notices and orders to be given"),
    ("7", "prevention, investigation or prosecution of crime"),
)
_KNOWN = frozenset(number for number, _words in PARAGRAPHS)


def check_restricted(publicity: Publicity | None, paragraph: str, reason: str) -> None:
    """Raises RuleBroken when something is withheld without its paragraph or its reason."""
    if reason and not paragraph:
        raise RuleBroken(
            "exempt_paragraph", "Name the paragraph of Schedule 12A that the reason is about."
        )
    if publicity != Publicity.RESTRICTED:  # a word just edited may be plain text still
        return
    if paragraph not in _KNOWN:
        raise RuleBroken(
            "exempt_paragraph", "Choose the paragraph of Schedule 12A that it is restricted under."
        )
    if not reason.strip():
        raise RuleBroken("exempt_reason", "Say why it has to be withheld: the reason is kept.")


def is_said(publicity: Publicity | None, paragraph: str, reason: str) -> bool:
    """Whether all that must be said about withholding it is said."""
    restricted = publicity == Publicity.RESTRICTED
    return not restricted or bool(paragraph.strip() and reason.strip())


def paragraph_words(number: str) -> str:
    """ "paragraph 7 (prevention, investigation or prosecution of crime)"."""
    words = dict(PARAGRAPHS).get(number, "")
    return f"paragraph {number} ({words})" if words else f"paragraph {number}"
