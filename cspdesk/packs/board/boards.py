"""The message ledger with the parallel boards."""

from __future__ import annotations

from datetime import date

from cspdesk.agenda.rules import PARALLEL_BOARDS
from cspdesk.boards.queries import BoardLedger, Ledger, MessageLine
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import day_without_its_year, item_words
from cspdesk.words import number_word
from db.vocabulary import MessageKind

_COLUMNS = (
    b.Column("Board", 50, header=True),
    b.Column("In: them → us", 54),
    b.Column("Out: us → them"),
)


def boards_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """What came in and what goes out this cycle, a row for each board; none without a board."""
    item, held = facts.standing(PARALLEL_BOARDS), facts.boards
    if held is None or not held.boards:
        return ()
    out = _one_state(held)
    blocks: list[b.Block] = [
        b.Eyebrow(item_words(item, "parallel boards")),
        b.Heading(1, _title(held), key="boards"),
        b.Lead("What each board decided that matters to us, and what they need to hear from us."),
    ]
    if item and item.decisions:
        # "The messages below" are then below.
        asked = b.NumberedList(item.decisions)
        blocks.append(b.AskBox((b.Paragraph(b.bold("The Board is asked to:")), asked)))
    note = f"Every message out: {out[:1].lower()}{out[1:]}." if out else ""
    rows = tuple(_row(board, facts.today, say_state=not out) for board in held.boards)
    blocks.append(b.DataTable(_COLUMNS, rows, look="large", footnote=note))
    return (b.Section(tuple(blocks), fit=1),)


def _title(held: Ledger) -> str:
    """ "Parallel boards: two of four updates are in, three messages to go out"."""
    sought = sum(bool(board.incoming) for board in held.boards)
    came = sought - held.updates_to_come
    updates = "no update was sought"
    if sought:
        verb = "is" if came == 1 else "are"
        updates = f"{number_word(came)} of {number_word(sought)} updates {verb} in"
    count = held.messages_to_pass
    messages = f"{number_word(count)} message{'' if count == 1 else 's'} to go out"
    return f"Parallel boards: {updates}, {messages}"


def _one_state(held: Ledger) -> str:
    """The state of all messages out when it is one and the same, to be said once."""
    states = {line.words for board in held.boards for line in board.outgoing}
    return states.pop() if len(states) == 1 else ""


def _row(board: BoardLedger, today: date, *, say_state: bool) -> b.Row:
    scheme = (b.bold(f"({board.scheme_label})"),) if board.scheme_label else ()
    meets = "Next meeting not known"
    if board.next_meets_on:
        meets = f"Next meets: {day_without_its_year(board.next_meets_on, today)}"
    link = ", ".join(part for part in (board.attends, board.attends_from) if part)
    name = b.Cell(
        (b.bold(board.name), *scheme, b.quiet(f"Link: {link or 'nobody yet'}"), b.quiet(meets))
    )
    return b.Row((name, _incoming(board.incoming), _outgoing(board.outgoing, say_state)))


def _incoming(lines: tuple[MessageLine, ...]) -> b.CellLike:
    if not lines:
        return b.quiet("none")
    return b.Cell(tuple(part for line in lines for part in (line.text, b.quiet(line.words))))


def _outgoing(lines: tuple[MessageLine, ...], say_state: bool) -> b.CellLike:
    if not lines:
        return b.quiet("none")
    parts = tuple(
        b.ChipLine(
            b.Chip(line.kind.label, line.kind is MessageKind.ASK),
            line.text,
            line.words if say_state else "",
        )
        for line in lines
    )
    return b.Cell(parts, gap=1.6)
