"""The cover, and the contents behind it."""

from __future__ import annotations

from datetime import time

from cspdesk.agenda.queries import AgendaLine
from cspdesk.calendar import plain_date
from cspdesk.charts.plan import PlanItem
from cspdesk.charts.time_plan import time_plan
from cspdesk.meetings.front_matter import PriorityTile
from cspdesk.packs import blocks as b
from cspdesk.packs.board.agenda_page import meeting_rows
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import short_day
from cspdesk.phrases import counted_in_words, joined
from db.vocabulary import ItemType

PLAN_WIDTH = 456.0
_MOST_AT_A_GLANCE = 5
_TILE_LETTERS = 27


def cover_section(facts: PackFacts) -> b.Section:
    """Who meets, when and where; the decisions; the time; where to begin."""
    meeting, lines = facts.front.meeting, facts.agenda.lines
    asked = _asked(lines)
    cover = b.Cover(
        title="Board meeting",
        edition="Board edition",
        date=meeting.paper_words,
        venue=meeting.venue,
        tiles=tuple(_tile(tile) for tile in facts.front.tiles),
        decisions_title=_decisions_title(asked) if asked else "",
        decisions=tuple(_decision(line) for line in asked),
        plan_title=_plan_title(facts) if lines else "",
        plan=_plan(facts) if lines else None,
        reading_note=_reading_note(facts),
        key="cover",
    )
    return b.Section((cover,), bare_header=True)


def _tile(tile: PriorityTile) -> b.Tile:
    """A month in three letters where the whole name would not fit into the tile's one line."""
    words = tile.words
    if len(words) > _TILE_LETTERS and tile.board_on:
        full = plain_date(tile.board_on)
        words = words.replace(full, f"{short_day(tile.board_on)} {tile.board_on.year}")
    return b.Tile(tile.name, words, tile.in_focus)


def contents_section(facts: PackFacts) -> b.Section:
    """Every part of the pack with its pages, and what to know of the Board beside its agenda."""
    head = b.Heading(1, "Contents", in_contents=False)
    rows = (*meeting_rows(facts), *_missing(facts))
    return b.Section((head, b.Contents(), b.Space(8), *rows), fit=1)


def _missing(facts: PackFacts) -> tuple[b.Block, ...]:
    """What a pack usually has and this one not, said rather than left out in silence."""
    absent = [
        words
        for words, there in (
            ("no indicator has been set up", facts.report.groups),
            ("no action is open", facts.actions.groups),
            ("no parallel board has been set up", facts.boards and facts.boards.boards),
        )
        if not there
    ]
    if not absent:
        return ()
    said = joined(absent)
    return (b.LabelRow("Not in this pack", (b.Paragraph(f"{said[:1].upper()}{said[1:]}."),)),)


def _asked(lines: tuple[AgendaLine, ...]) -> tuple[AgendaLine, ...]:
    """The items for decision; without one, those that ask for something. One page has no more."""
    asking = tuple(line for line in lines if line.decisions)
    deciding = tuple(line for line in asking if line.type is ItemType.DECISION)
    return (deciding or asking)[:_MOST_AT_A_GLANCE]


def _decisions_title(asked: tuple[AgendaLine, ...]) -> str:
    return f"At a glance: {counted_in_words(len(asked), 'item').lower()} to decide"


def _decision(line: AgendaLine) -> b.RefItem:
    first = line.decisions[0]
    more = len(line.decisions) - 1
    return b.RefItem(f"Item {line.number}", first, f"and {more} more" if more else "")


def _plan_title(facts: PackFacts) -> str:
    meters = facts.agenda.meters
    deciding = dict(meters.by_type).get(ItemType.DECISION, 0)
    if deciding:
        return f"Time plan: {deciding} of our {meters.available} minutes are for decisions"
    return f"Time plan: {meters.planned} of our {meters.available} minutes are planned"


def _plan(facts: PackFacts) -> b.Drawing:
    items = [
        PlanItem(line.number, line.short_title, line.minutes, line.type)
        for line in facts.agenda.lines
    ]
    return time_plan(items, time.fromisoformat(facts.front.meeting.starts_at), PLAN_WIDTH)


def _reading_note(facts: PackFacts) -> b.Text:
    words: list[b.Inline] = [
        b.PageCount(" pages to read.", b.Weight.BOLD),
        " Short of time? Read the ",
        b.PageRef("agenda", words="agenda, "),
    ]
    if facts.report.groups:
        words += [" and the ", b.PageRef("highlights", words="highlight report, ")]
    words.append(".")
    owner = facts.front.partnership
    if owner.sample_note and owner.is_sample:
        words.append(f" {owner.sample_note}")
    return tuple(words)
