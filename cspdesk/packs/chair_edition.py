"""The private editions: the chair's brief and the Executive's rehearsal sheet.

What stands here (steer, likely sidetrack, who must speak, what partners answered) is in no other
edition: the Board pack's builders are never given it to print.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cspdesk.agenda.business_requests import group_lines
from cspdesk.agenda.rehearsing import (
    Contribution,
    Rehearsal,
    RehearsedItem,
    against_plan,
    clock_words,
    rehearsal,
    whole_minutes,
)
from cspdesk.boards.sub_groups import silence_sentence
from cspdesk.calendar import date_for, plain_date, plural
from cspdesk.charts.rehearsal import rehearsal_bar
from cspdesk.charts.style import PAPER
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.rules import minutes_after
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.board.parts import type_chip
from cspdesk.packs.writing import Exported, refuse_place, save_document
from cspdesk.people.queries import SeatLine, vacant_seats
from cspdesk.phrases import counted_in_words, joined, sentence_case, spoken_time
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from cspdesk.words import number_word
from db.vocabulary import HomeworkState, ItemType

_PRIVATE = "Private: for the chair and the secretariat only"


@dataclass(frozen=True, slots=True)
class ChairFacts:
    """What a private edition is made from; `silence` names groups that said nothing."""

    today: dt.date
    owner: PartnershipCard
    rehearsal: Rehearsal
    vacant: tuple[SeatLine, ...]
    silence: str = ""


def read_chair(reading: Reading, meeting_id: int) -> ChairFacts:
    """Read what the private editions say. Raises WorldError when the meeting is gone."""
    found = rehearsal(reading, meeting_id)
    if found is None:
        raise WorldError("This meeting is not in the file.", "Choose another meeting.")
    silence = silence_sentence(group_lines(reading, found.meeting.cycle_id))
    return ChairFacts(reading.today, partnership(reading), found, vacant_seats(reading), silence)


def chair_brief(facts: ChairFacts, *, draft: bool) -> b.Document:
    """A page on the meeting, then an item at a time in the order in which the chair takes them."""
    sections = (_overview(facts), *(_item_page(item) for item in facts.rehearsal.items))
    return _document(facts, "Chair’s brief", sections, draft=draft)


def rehearsal_sheet(facts: ChairFacts, *, draft: bool) -> b.Document:
    """The agenda with its rehearsal: time planned and used, parts, sidetrack and steer."""
    sections = (_times(facts), *(_split_part(item, facts) for item in facts.rehearsal.items))
    return _document(facts, "Rehearsal sheet", sections, draft=draft)


def _document(
    facts: ChairFacts, what: str, sections: Iterable[b.Section], *, draft: bool
) -> b.Document:
    meeting, owner = facts.rehearsal.meeting, facts.owner
    return b.Document(
        title=f"{what}, {plain_date(meeting.held_on)}",
        partnership=owner.name,
        sections=tuple(sections),
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"{what}, {plain_date(meeting.held_on)}",
        marking=MARKINGS[owner.marking],
        edition_line=f"{_PRIVATE}. Sample" if owner.is_sample else _PRIVATE,
        draft=draft,
        subject="Private notes for the conduct of the meeting; not part of the Board’s papers",
    )


# -- the chair's first page -----------------------------------------------------------------------

_COLUMNS = (
    b.Column("Starts", 19, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("No.", 8, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("Item, and what to leave with", header=True),
    b.Column("Type", 25),
    b.Column("Opened by", 38),
)


def _overview(facts: ChairFacts) -> b.Section:
    meeting = facts.rehearsal.meeting
    where = f", {meeting.short_venue}" if meeting.venue else ""
    head = (
        b.Eyebrow(f"{meeting.paper_words}{where}. {_PRIVATE}"),
        b.Heading(1, "Chair’s brief", key="brief"),
    )
    if not facts.rehearsal.items:
        return b.Section((*head, b.Paragraph("No item is on the agenda yet.")))
    rows = tuple(_overview_row(item) for item in facts.rehearsal.items)
    table = b.DataTable(_COLUMNS, rows, summary="The items in the order in which they are taken")
    return b.Section((*head, b.Lead(_lead(facts)), table, *_watch(facts)), fit=1)


def _lead(facts: ChairFacts) -> str:
    held, meters = facts.rehearsal, facts.rehearsal.view.meters
    decisions = sum(item.card.line.type is ItemType.DECISION for item in held.items)
    words = counted_in_words(decisions, "decision")
    items = f"{number_word(len(held.items))} {plural('item', len(held.items))}"
    focus = f" In focus: {held.meeting.focus}." if held.meeting.focus else ""
    takes = f"The agenda takes {meters.planned} minutes and {_end(facts)}."
    return f"{words} in {items}. {takes}{focus}"


def _end(facts: ChairFacts) -> str:
    meters = facts.rehearsal.view.meters
    end = f"ends at {spoken_time(meters.ends_at)}"
    if meters.spare < 0:
        return f"{end}, {-meters.spare} minutes after the room is booked until"
    return (
        f"{end}, {meters.spare} before the room closes"
        if meters.spare
        else (f"{end}, when the meeting closes")
    )


def _overview_row(item: RehearsedItem) -> b.Row:
    line = item.card.line
    leave = _first_ask(item)
    name = b.Cell((b.bold(line.title), *((leave,) if leave else ())))
    start = b.Cell((spoken_time(line.starts), b.quiet(f"{line.minutes} min")))
    opener = line.lead or "No lead yet"
    return b.Row((start, line.number, name, type_chip(line.type), opener), highlight=line.in_focus)


def _first_ask(item: RehearsedItem) -> str:
    decisions = item.card.decisions
    return decisions[0] if decisions else ""


def _watch(facts: ChairFacts) -> tuple[b.Block, ...]:
    """What the chair should know before the first item."""
    rows: list[b.Block] = []
    silent = facts.rehearsal.view.without_part
    if silent:
        words = joined([partner.name for partner in silent])
        verb = "has" if len(silent) == 1 else "have"
        rows.append(_row("Draw in", f"{words} {verb} no part in any item: ask them by name."))
    waiting = _waiting(facts.rehearsal)
    if waiting:
        rows.append(_row("Homework", f"No answer yet from {joined(waiting)}."))
    if facts.vacant:
        rows.append(_row("Empty seats", joined([seat.role for seat in facts.vacant]) + "."))
    unthought = [item.card.line.number for item in facts.rehearsal.items if not item.is_planned]
    if unthought:
        what = "no time is split and no words are thought of"
        rows.append(_row("Not planned", f"{_items(unthought)}: {what}."))
    return tuple(rows)


def _items(numbers: list[str]) -> str:
    return f"{'Item' if len(numbers) == 1 else 'Items'} {joined(numbers)}"


def _waiting(held: Rehearsal) -> list[str]:
    states = (HomeworkState.SENT, HomeworkState.NO_ANSWER)
    names = [
        part.partner for item in held.items for part in item.contributions if part.state in states
    ]
    return list(dict.fromkeys(names))


def _row(label: str, words: b.Text, level: int = 2) -> b.LabelRow:
    return b.LabelRow(label, (b.Paragraph(words),), level=level)


# -- a page for each item -------------------------------------------------------------------------


def _item_page(item: RehearsedItem) -> b.Section:
    line, card = item.card.line, item.card
    times = f"{spoken_time(line.starts)} to {spoken_time(line.ends)}"
    head = (
        b.Eyebrow((f"Item {line.number}, {times}  ", type_chip(line.type))),
        b.Heading(1, line.title, key=f"brief-{item.id}", bookmark=f"{line.number} {line.title}"),
        b.FactStrip(
            (
                b.Fact("Minutes", str(line.minutes)),
                b.Fact("Opened by", line.lead or "No lead yet"),
                b.Fact("Paper", line.paper.words),
            )
        ),
    )
    body = [
        *_steer(card.steer),
        *_sought(item),
        *_speakers(item),
        *_split_rows(item),
        *_sidetrack(card.sidetrack),
        *_communities(item),
        *_contribution_rows(item),
    ]
    if not body:
        body = [b.Paragraph("Nothing was planned for this item: take it as it stands.")]
    return b.Section((*head, *body), running=f"Item {line.number}", joins=True, fit=1)


def _steer(words: str) -> tuple[b.Block, ...]:
    if not words:
        return ()
    said = words if words.startswith(("“", '"')) else f"“{words}”"
    return (b.KeyBox((b.Paragraph((b.bold("Say: "), said)),)),)


def _sought(item: RehearsedItem) -> tuple[b.Block, ...]:
    if not item.card.decisions:
        return ()
    asked = (b.NumberedList(item.card.decisions),)
    return (b.LabelRow("Leave with", asked),)


def _speakers(item: RehearsedItem) -> tuple[b.Block, ...]:
    if not item.speakers:
        return ()
    return (b.LabelRow("Must speak", (b.BulletList(item.speakers),)),)


def _sidetrack(words: str) -> tuple[b.Block, ...]:
    return (_row("Likely sidetrack", words),) if words else ()


def _communities(item: RehearsedItem) -> tuple[b.Block, ...]:
    """What was heard in conversations, so that the chair can say it before anybody else does."""
    held = [one for one in item.card.conversations if one.heard]
    said = tuple(b.Paragraph((b.bold(f"{one.heard_from}: "), one.heard)) for one in held)
    return (b.LabelRow("Communities said", said),) if said else ()


def _split_rows(item: RehearsedItem) -> tuple[b.Block, ...]:
    parts = [(sentence_case(part.what), part.minutes) for part in item.card.split if part.minutes]
    if not parts:
        return ()
    return (b.LabelRow("Time", (b.Paragraph(_parts_words(item)),)),)


def _parts_words(item: RehearsedItem) -> str:
    """Each part with the clock: "2:25pm introduce (3), 2:28pm discuss (12)"."""
    start, gone, said = item.card.line.starts, 0, []
    for part in item.card.split:
        at = spoken_time(minutes_after(start, gone))
        said.append(f"{at} {part.what or 'next'} ({part.minutes} min)")
        gone += part.minutes
    return "; ".join(said) + "."


def _contribution_rows(item: RehearsedItem) -> tuple[b.Block, ...]:
    """What each partner could bring, one row a partner, with the homework that came back."""
    by_partner: dict[str, list[Contribution]] = {}
    for part in item.contributions:
        by_partner.setdefault(part.partner or "Everyone", []).append(part)
    if not by_partner:
        return ()
    heading = b.Heading(2, "What each partner could contribute", look="label", in_contents=False)
    rows = tuple(
        b.LabelRow(name, tuple(_contribution(part) for part in parts), level=3)
        for name, parts in by_partner.items()
    )
    return (heading, *rows)


def _contribution(part: Contribution) -> b.Block:
    if not part.question:
        return b.Paragraph(f"{part.what} ({part.by})" if part.by else part.what)
    expected = f"{part.what.rstrip('.')}. " if part.what else ""
    asked = (b.bold("Homework: "), f"{part.question} ", b.quiet(expected))
    if part.answer:
        return b.Paragraph((*asked, b.bold("Answer: "), part.answer))
    words = {
        HomeworkState.SENT: "No answer yet.",
        HomeworkState.NO_ANSWER: "There was no answer.",
    }.get(part.state or HomeworkState.DRAFT, "Not sent yet.")
    return b.Paragraph((*asked, b.bold(words)))


# -- the rehearsal sheet --------------------------------------------------------------------------

_TIME_COLUMNS = (
    b.Column("No.", 10, weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("Item", header=True),
    b.Column("Planned", 20, tabular=True),
    b.Column("Rehearsed", 24, tabular=True),
    b.Column("Against the plan", 40),
)


def _times(facts: ChairFacts) -> b.Section:
    held = facts.rehearsal
    head = (
        b.Eyebrow(f"{held.meeting.paper_words}. {_PRIVATE}"),
        b.Heading(1, "Rehearsal sheet", key="rehearsal"),
    )
    if not held.items:
        return b.Section((*head, b.Paragraph("No item is on the agenda yet.")))
    rows = tuple(_time_row(item, held) for item in held.items)
    said = held.standing(held.run).words
    when = f" Rehearsed on {date_for(held.rehearsed_on, facts.today)}." if held.rehearsed_on else ""
    table = b.DataTable(_TIME_COLUMNS, rows, summary="Minutes planned and used, by item")
    silent = (b.Paragraph((b.bold("Not heard from. "), facts.silence)),) if facts.silence else ()
    return b.Section((*head, b.Lead(f"{said}{when}"), table, *silent))


def _time_row(item: RehearsedItem, held: Rehearsal) -> b.Row:
    line, seconds = item.card.line, held.run.seconds(item.id)
    used = clock_words(seconds) if seconds else ""
    said = against_plan(line.minutes, seconds) or "Not rehearsed yet"
    return b.Row((line.number, b.bold(line.title), f"{line.minutes} min", used, said))


def _split_part(item: RehearsedItem, facts: ChairFacts) -> b.Section:
    line = item.card.line
    heading = b.Heading(
        2, f"{line.number}. {line.title}", key=f"rehearsal-{item.id}", in_contents=False
    )
    rows = [
        *_bar(item, facts),
        *_sheet_row("Steer", item.card.steer),
        *_sheet_row("Likely sidetrack", item.card.sidetrack),
        *_speakers_row(item),
    ]
    if not rows:
        rows = [b.Note("Nothing was planned for this item.")]
    return b.Section((b.KeepTogether((heading, *rows)),), new_page=False)


def _bar(item: RehearsedItem, facts: ChairFacts) -> tuple[b.Block, ...]:
    parts = [(part.what, part.minutes) for part in item.card.split if part.minutes]
    if not parts:
        return ()
    seconds = facts.rehearsal.run.seconds(item.id)
    elapsed = float(whole_minutes(seconds)) if seconds else None
    drawing = rehearsal_bar(parts, 126 * 72 / 25.4, 20.0, PAPER, elapsed=elapsed)
    words = "; ".join(f"{minutes} {what}".strip() for what, minutes in parts)
    return (b.Figure(drawing), b.Note(f"Minutes: {words}."))


def _sheet_row(label: str, words: str) -> tuple[b.Block, ...]:
    return (_row(label, words, level=3),) if words else ()


def _speakers_row(item: RehearsedItem) -> tuple[b.Block, ...]:
    if not item.speakers:
        return ()
    return (b.LabelRow("Must speak", (b.BulletList(item.speakers),), level=3),)


# -- files ----------------------------------------------------------------------------------------


class _Builder(Protocol):
    def __call__(self, facts: ChairFacts, *, draft: bool) -> b.Document: ...


def export_chair_brief(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the chair's brief to `out`. It says DRAFT until the agenda is locked, unless told.

    Raises WorldError when it cannot be written, RenderCancelled when `cancelled` says stop.
    """
    return _export(desk, out, chair_brief, meeting_id, draft, progress, cancelled)


def export_rehearsal_sheet(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the Executive's rehearsal sheet to `out`; as `export_chair_brief`."""
    return _export(desk, out, rehearsal_sheet, meeting_id, draft, progress, cancelled)


def _export(
    desk: Desk,
    out: Path,
    make: _Builder,
    meeting_id: int,
    draft: bool | None,
    progress: Callable[[int, int, str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> Exported:
    refuse_place(out)
    facts = desk.ask(read_chair, meeting_id)
    document = make(facts, draft=facts.rehearsal.can_take_over if draft is None else draft)
    marking = facts.owner.marking
    return save_document(document, out, marking, progress=progress, cancelled=cancelled)
