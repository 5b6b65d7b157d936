"""The message ledger with the parallel boards."""

from __future__ import annotations

from cspdesk.agenda.rules import PARALLEL_BOARDS
from cspdesk.boards.queries import BoardLedger, Ledger, MessageLine
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import item_words
from db.vocabulary import MessageKind, MessageWay

_COLUMNS = (
    b.Column("Board", 44, header=True),
    b.Column("In: from them to us", 58),
    b.Column("Out: from us to them"),
)


def boards_section(facts: PackFacts) -> b.Section:
    """What came in and what goes out this cycle, a row for each board."""
    item, held = facts.standing(PARALLEL_BOARDS), facts.boards
    heading = b.Heading(1, _title(held), key="boards")
    head = (b.Eyebrow(item_words(item, "parallel boards")), heading)
    if held is None or not held.boards:
        return b.Section((*head, b.Paragraph("No parallel board has been set up.")))
    lead = b.Lead("What each board decided that matters to us, and what they need to hear.")
    table = b.DataTable(_COLUMNS, tuple(_row(board) for board in held.boards))
    ask: tuple[b.Block, ...] = ()
    if item and item.decisions:
        asked = b.NumberedList(item.decisions)
        ask = (b.AskBox((b.Paragraph(b.bold("The Board is asked to:")), asked)),)
    return b.Section((*head, lead, table, *ask))


def _title(held: Ledger | None) -> str:
    return f"Parallel boards: {held.sentence}" if held and held.boards else "Parallel boards"


def _row(board: BoardLedger) -> b.Row:
    link = ", ".join(part for part in (board.attends, board.attends_from) if part)
    facts: tuple[b.CellPart, ...] = (
        b.bold(board.name),
        b.quiet(f"Link: {link or 'nobody yet'}"),
        b.quiet(f"Next meets: {plain_date(board.next_meets_on)}" if board.next_meets_on
                else "Next meeting not known"),
    )  # fmt: skip
    return b.Row((b.Cell(facts), _messages(board.incoming), _messages(board.outgoing)))


def _messages(lines: tuple[MessageLine, ...]) -> b.CellLike:
    if not lines:
        return "none"
    parts: list[b.CellPart] = []
    for line in lines:
        if line.way is MessageWay.OUT:
            chip = b.Chip(line.kind.label, line.kind is MessageKind.ASK)
            parts.append(b.ChipLine(chip, line.text))
        else:
            parts.append(line.text)
        parts.append(b.quiet(line.words))
    return b.Cell(tuple(parts), gap=0.6)
