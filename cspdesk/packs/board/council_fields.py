"""What the council's own front sheet asks for, under what the Board needs: off unless wanted."""

from __future__ import annotations

from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import text_row


def council_rows(item_id: int, facts: PackFacts) -> tuple[b.Block, ...]:
    """A row for each field that is switched on and filled for the item, in the library's order."""
    said = facts.council_fields.get(item_id, ())
    return tuple(row for title, text in said for row in text_row(title, text))
