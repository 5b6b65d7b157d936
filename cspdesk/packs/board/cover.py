"""The cover, and the contents behind it."""

from __future__ import annotations

from datetime import time

from cspdesk.agenda.queries import AgendaLine
from cspdesk.charts.plan import PlanItem
from cspdesk.charts.time_plan import time_plan
from cspdesk.packs import blocks as b
from cspdesk.packs.board.agenda_page import meeting_rows
from cspdesk.packs.board.facts import PackFacts
from cspdesk.phrases import counted_in_words
from db.vocabulary import ItemType

PLAN_WIDTH = 440.0
_MOST_AT_A_GLANCE = 5


def cover_section(facts: PackFacts) -> b.Section:
    """Who meets, when and where; the decisions; the time; where to begin."""
    meeting, lines = facts.front.meeting, facts.agenda.lines
    asked = _asked(lines)
    cover = b.Cover(
        title="Board meeting",
        edition="Board edition",
        date=meeting.paper_words,
        venue=meeting.venue,
        tiles=tuple(b.Tile(tile.name, tile.words, tile.in_focus) for tile in facts.front.tiles),
        decisions_title=_decisions_title(asked) if asked else "",
        decisions=tuple(_decision(line) for line in asked),
        plan_title=_plan_title(facts) if lines else "",
        plan=_plan(facts) if lines else None,
        reading_note=_reading_note(facts),
        key="cover",
    )
    return b.Section((cover,), bare_header=True)


def contents_section(facts: PackFacts) -> b.Section:
    """Every part of the pack with its pages, and what to know of the Board beside its agenda."""
    head = b.Heading(1, "Contents", in_contents=False)
    return b.Section((head, b.Contents(), b.Space(8), *meeting_rows(facts)))


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
    return f"Time plan: {meters.planned} of our {meters.available} minutes are planned"


def _plan(facts: PackFacts) -> b.Drawing:
    items = [
        PlanItem(line.number, line.short_title, line.minutes, line.type)
        for line in facts.agenda.lines
    ]
    return time_plan(items, time.fromisoformat(facts.front.meeting.starts_at), PLAN_WIDTH)


def _reading_note(facts: PackFacts) -> b.Text:
    pages = b.PageCount(" pages to read.", b.Weight.BOLD)
    start: tuple[b.Inline, ...] = (
        pages,
        " Short of time? Read the ",
        b.PageRef("agenda", words="agenda, "),
        " and the ",
        b.PageRef("highlights", words="highlight report, "),
        ".",
    )
    note = facts.front.partnership.sample_note
    return (*start, f" {note}") if note and facts.front.partnership.is_sample else start
