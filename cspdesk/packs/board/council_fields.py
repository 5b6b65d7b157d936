"""What the council's own front sheet asks for, after what the Board needs: off unless wanted."""

from __future__ import annotations

from cspdesk.agenda.queries import ItemCard
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import text_row


def council_sections(card: ItemCard, facts: PackFacts) -> tuple[b.Section, ...]:
    """The fields that are switched on and filled for an item, in the library's order; () for none.

    They share the page of its front sheet when they fit there whole, and never push its end over.
    """
    said = facts.council_fields.get(card.id, ())
    if not said:
        return ()
    running = f"Item {card.line.number}, council’s front sheet"
    rows = tuple(row for title, text in said for row in text_row(title, text, level=3))
    heading = b.Heading(2, "For the council’s front sheet", in_contents=False)
    eyebrow = b.Eyebrow(f"Item {card.line.number}")
    return (b.Section((eyebrow, heading, *rows), running=running, joins=True),)
