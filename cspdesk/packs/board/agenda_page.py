"""The agenda with its clock times."""

from __future__ import annotations

from cspdesk.agenda.queries import AgendaLine
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import item_key, type_chip
from cspdesk.people.queries import SeatLine
from cspdesk.phrases import counted_in_words, sentence_case, spoken_time
from cspdesk.words import number_word
from db.vocabulary import ItemType, PaperState

_COLUMNS = (
    b.Column("Starts", 19, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("No.", 8, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("Item and decision sought", header=True),
    b.Column("Type", 25),
    b.Column("Led by", 27),
    b.Column("Paper", 16),
)


def agenda_section(facts: PackFacts) -> b.Section:
    """When each item starts, what is decided, who leads it and where its paper is."""
    meeting, lines = facts.front.meeting, facts.agenda.lines
    where = f", {meeting.short_venue}" if meeting.venue else ""
    head: tuple[b.Block, ...] = (
        b.Eyebrow(f"{meeting.paper_words}{where}"),
        b.Heading(1, "Agenda", key="agenda"),
    )
    if not lines:
        return b.Section((*head, b.Paragraph("No item is on the agenda yet.")))
    table = b.DataTable(
        _COLUMNS, tuple(_row(line) for line in lines), summary="The items of the meeting"
    )
    closing = b.Paragraph((b.bold(spoken_time(lines[-1].ends)), " Close.", *_appendix(facts)))
    return b.Section((*head, b.Lead(_lead(facts)), table, closing, *_instead(facts), _ask()), fit=1)


def _appendix(facts: PackFacts) -> tuple[b.Inline, ...]:
    """Where the rest of the figures are, as the last line of an agenda says it."""
    return (" All indicators: ", b.PageRef("appendix"), ".") if facts.report.groups else ()


def _instead(facts: PackFacts) -> tuple[b.Block, ...]:
    """What was only for noting: to whom it goes another way, and when."""
    if not facts.instead:
        return ()
    words = "; ".join(facts.instead)
    return (b.Paragraph((b.bold("Not on this agenda, but sent another way: "), f"{words}.")),)


def _lead(facts: PackFacts) -> str:
    lines = facts.agenda.lines
    decisions = sum(line.type is ItemType.DECISION for line in lines)
    if not decisions:
        words = counted_in_words(len(lines), "item")
        return f"{words}, {facts.agenda.meters.planned} minutes in all. Nothing for decision yet."
    verb = "is" if decisions == 1 else "are"
    words = f"{sentence_case(number_word(decisions))} of {_items(len(lines))} {verb} for decision."
    focus = facts.front.meeting.focus
    return f"{words} In focus: {focus}." if focus else words


def _items(items: int) -> str:
    return "one item" if items == 1 else f"{number_word(items)} items"


def _row(line: AgendaLine) -> b.Row:
    cells: tuple[b.CellLike, ...] = (
        _times(line),
        line.number,
        b.Cell((b.bold(line.title), *_asked(line))),
        type_chip(line.type),
        line.lead or "No lead yet",
        _paper(line),
    )
    return b.Row(cells, highlight=line.in_focus)


def _times(line: AgendaLine) -> b.Cell:
    """In focus is said in words too: a tint alone is lost to many readers."""
    focus = (b.quiet("in focus"),) if line.in_focus else ()
    return b.Cell((spoken_time(line.starts), b.quiet(f"{line.minutes} min"), *focus))


def _asked(line: AgendaLine) -> tuple[b.Text, ...]:
    """The first decision, and how many more: the front sheet has them all."""
    if not line.decisions:
        return (b.quiet("For information."),) if line.type is ItemType.INFORMATION else ()
    more = len(line.decisions) - 1
    if not more:
        return (line.decisions[0],)
    return ((f"{line.decisions[0]} ", b.quiet(f"(and\u00a0{number_word(more)}\u00a0more)")),)


def _paper(line: AgendaLine) -> b.Cell:
    place = b.PageRef(item_key(line.id))
    if line.paper.state in (PaperState.TO_FOLLOW, PaperState.VERBAL):
        return b.Cell((place, b.quiet(line.paper.state.label)))
    return b.Cell((place,))


def _ask() -> b.KeyBox:
    words = (
        b.bold("At the end of each item we ask: "),
        "what will be told to residents, through whose channels, and which governance body of "
        "each partner must hear it and report back?",
    )
    return b.KeyBox((b.Paragraph(words),))


def meeting_rows(facts: PackFacts) -> tuple[b.Block, ...]:
    """Seats to fill and the next Board, for the page before the agenda."""
    rows: list[b.Block] = []
    if facts.front.vacant:
        seats = tuple(b.Paragraph(_seat(seat)) for seat in facts.front.vacant)
        rows.append(b.LabelRow("Seats to fill", seats))
    if facts.front.next_board is not None:
        after = facts.front.next_board
        focus = f", in focus: {after.focus}" if after.focus else ""
        rows.append(b.LabelRow("Next Board", (b.Paragraph(f"{plain_date(after.held_on)}{focus}"),)))
    return tuple(rows)


def _seat(seat: SeatLine) -> str:
    said = f"{seat.role}: {seat.note}" if seat.note else seat.role
    return said if said.endswith(".") else f"{said}."
