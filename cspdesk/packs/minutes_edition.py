"""The minutes of a Board as a document: DRAFT on each page until the next Board confirms them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.minutes.queries import minutes_list, minutes_of
from cspdesk.minutes.records import MinuteCard, MinutesCard
from cspdesk.minutes.rules import (
    ATTENDANCE,
    OPENING,
    Attended,
    Labelled,
    Part,
    Task,
    Verdict,
    Words,
    parts_of,
)
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.export import meeting_for
from cspdesk.packs.writing import Exported, refuse_place, save_document
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from db.vocabulary import MinutesState


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """What the document is made from."""

    today: dt.date
    owner: PartnershipCard
    card: MinutesCard


def read_minutes(reading: Reading, meeting_id: int) -> MinutesFacts:
    """Read the minutes of a meeting. Raises WorldError while there are none."""
    card = minutes_of(reading, meeting_id)
    if card is None:
        raise WorldError("The minutes of this meeting are not drafted yet.", "Draft them first.")
    return MinutesFacts(reading.today, partnership(reading), card)


def minutes_document(facts: MinutesFacts) -> b.Document:
    """The minutes; DRAFT until they are confirmed. The same facts make the same document."""
    card, owner = facts.card, facts.owner
    day = plain_date(card.meeting.held_on)
    return b.Document(
        title=f"Minutes, {day}" if card.is_confirmed else f"Draft minutes, {day}",
        partnership=owner.name,
        sections=(b.Section(tuple(_blocks(card))),),
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"Minutes, {day}",
        marking=MARKINGS[owner.marking],
        edition_line=f"{_standing(card)}. Sample" if owner.is_sample else _standing(card),
        draft=not card.is_confirmed,
        subject=f"Minutes of the {card.meeting.group}: what was said, resolved and agreed",
    )


def _standing(card: MinutesCard) -> str:
    """ "Draft, 14 November 2016", "Confirmed on 9 February 2017"."""
    if card.is_confirmed and card.confirmed_on:
        return f"Confirmed on {plain_date(card.confirmed_on)}"
    if card.state is MinutesState.CIRCULATED and card.circulated_on:
        return f"Draft, circulated {plain_date(card.circulated_on)}"
    if card.state is MinutesState.CLEARED and card.cleared_on:
        return f"Draft, cleared by {card.cleared_by}"
    return f"Draft, {plain_date(card.drafted_on)}"


def _blocks(card: MinutesCard) -> Iterator[b.Block]:
    day = plain_date(card.meeting.held_on)
    yield b.Eyebrow(_eyebrow(card))
    yield b.Heading(1, f"Minutes of the Board, {day}", key="minutes")
    for one in card.minutes:
        if one.is_fixed and one.heading == OPENING:
            yield from _opening(one)
    if card.corrections:
        words = (b.bold("Corrected when they were confirmed: "), card.corrections)
        yield b.KeyBox((b.Paragraph(words),))
    for one in card.minutes:
        if one.is_fixed and one.heading == ATTENDANCE:
            yield from _attendance(one)
    for one in card.minutes:
        if not (one.is_fixed and one.heading in (OPENING, ATTENDANCE)):
            yield from _minute(one)


def _eyebrow(card: MinutesCard) -> b.Text:
    if card.is_confirmed and card.confirmed_on:
        return f"Confirmed as a correct record on {plain_date(card.confirmed_on)}"
    return (b.Chip("DRAFT", solid=True), f"  {card.until}")


def _opening(one: MinuteCard) -> Iterator[b.Block]:
    """Where and when; who was there stands out."""
    for place, part in enumerate(parts_of(one.text)):
        words = _plain(part)
        yield b.Paragraph(b.bold(words) if place == 1 else words)


_COLUMNS = (
    b.Column("Organisation", 52, header=True),
    b.Column("Role"),
    b.Column("Attendance", 44),
)


def _attendance(one: MinuteCard) -> Iterator[b.Block]:
    parts = parts_of(one.text)
    rows = [
        b.Row((part.organisation, part.role, part.how))
        for part in parts
        if isinstance(part, Attended)
    ]
    if rows:
        yield b.DataTable(_COLUMNS, tuple(rows), look="compact", summary="Who was at the meeting")
    for part in parts:
        if not isinstance(part, Attended):
            yield b.Paragraph(_plain(part))


def _minute(one: MinuteCard) -> Iterator[b.Block]:
    blocks = tuple(_parts(parts_of(one.text)))
    if not blocks and one.is_fixed:
        return
    told = blocks or (b.Paragraph(b.quiet("Nothing was recorded.")),)
    yield b.LabelRow(one.title, told, key=f"minute-{one.id}")


def _parts(parts: Sequence[Part]) -> Iterator[b.Block]:
    tasks: list[b.RefItem] = []
    for part in parts:
        if isinstance(part, Task):
            tasks.append(_task(part))
            continue
        if tasks:
            yield b.RefList(tuple(tasks), ref_width=_REF)
            tasks = []
        yield _block(part)
    if tasks:
        yield b.RefList(tuple(tasks), ref_width=_REF)


_REF = 14.0


def _task(part: Task) -> b.RefItem:
    owner = f"{part.owner}: " if part.owner else ""
    return b.RefItem(part.ref or "Action", (b.bold(owner), part.text), part.due)


def _block(part: Part) -> b.Block:
    if isinstance(part, Verdict):
        first = b.Paragraph((b.bold(f"{part.verb}: "), part.text) if part.text else f"{part.verb}:")
        letters = (b.NumberedList(part.letters, "(a)"),) if part.letters else ()
        return b.KeyBox((first, *letters))
    if isinstance(part, Labelled):
        return b.Paragraph((b.bold(f"{part.label}: "), part.text))
    return b.Paragraph(_plain(part))


def _plain(part: Part) -> str:
    """The words of a part where it has no look of its own."""
    if isinstance(part, Words):
        return part.text
    if isinstance(part, Attended):
        return f"{part.organisation}, {part.role}: {part.how}"
    if isinstance(part, Labelled):
        return f"{part.label}: {part.text}"
    if isinstance(part, Task):
        return " ".join(word for word in (part.ref, part.owner, part.text, part.due) if word)
    return " ".join((f"{part.verb}:", part.text, *part.letters))


# -- files ----------------------------------------------------------------------------------------


def minutes_meeting(desk: Desk, words: str) -> int:
    """The meeting of "next" (the last Board with minutes) or of a day such as 2016-11-24."""
    if words.strip().casefold() != "next":
        return meeting_for(desk, words)
    found = next((line for line in desk.ask(minutes_list) if line.state is not None), None)
    if found is None:
        raise WorldError("No minutes are drafted in this file.", "Draft them first.")
    return found.meeting_id


def export_minutes(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the minutes to `out`, as Word where its name ends in .docx, else as PDF.

    Raises WorldError while there are none or when the file cannot be written, RenderCancelled
    when `cancelled` says stop.
    """
    refuse_place(out)
    facts = desk.ask(read_minutes, meeting_id)
    document = minutes_document(facts)
    return save_document(document, out, facts.owner.marking, progress=progress, cancelled=cancelled)
