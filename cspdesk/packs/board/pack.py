"""The Board pack as one document, its pages in the order in which a meeting uses them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from cspdesk.agenda.rules import HIGHLIGHT_REPORT, PARALLEL_BOARDS
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.action_log import WELCOME, action_sections
from cspdesk.packs.board.agenda_page import agenda_section
from cspdesk.packs.board.boards import boards_sections
from cspdesk.packs.board.council_fields import council_sections
from cspdesk.packs.board.cover import contents_section, cover_section
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.front_sheets import background_section, front_sheet, paper_sections
from cspdesk.packs.board.highlights import highlight_sections
from cspdesk.packs.board.homework import homework_sections
from cspdesk.packs.board.kpi_appendix import appendix_sections
from db.vocabulary import Marking

MARKINGS = {
    Marking.NONE: "",
    Marking.OFFICIAL: "OFFICIAL",
    Marking.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
}


def pack_title(facts: PackFacts) -> str:
    """ "Board pack, 23 February 2017"."""
    return f"Board pack, {plain_date(facts.front.meeting.held_on)}"


def _items(facts: PackFacts) -> Iterator[b.Section]:
    """Each item with its papers and the report it is about; a report without an item comes last."""
    reports = {
        WELCOME: action_sections(facts),
        HIGHLIGHT_REPORT: highlight_sections(facts) if facts.report.groups else (),
        PARALLEL_BOARDS: boards_sections(facts),
    }
    joins = False  # a report ends with a page of its own, and so does what stands before an item
    for card in facts.items:
        yield front_sheet(card, facts, joins=joins)
        council, papers = council_sections(card, facts), paper_sections(card, facts)
        yield from (*council, *papers)
        report = reports.pop(card.line.standing_key, ())
        yield from report
        joins = not (report or papers or council)
    for report in reports.values():
        yield from report


def board_pack(facts: PackFacts, *, draft: bool) -> b.Document:
    """The whole pack, in the order of the agenda. The same facts make the same document."""
    owner = facts.front.partnership
    sections = (
        cover_section(facts),
        contents_section(facts),
        agenda_section(facts),
        *_items(facts),
        *background_section(facts),
        *homework_sections(facts),
        *appendix_sections(facts),
    )
    return b.Document(
        title=pack_title(facts),
        partnership=owner.name,
        sections=sections,
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"Board meeting, {plain_date(facts.front.meeting.held_on)}",
        marking=MARKINGS[owner.marking],
        edition_line="Board edition. Sample figures" if owner.is_sample else "Board edition",
        draft=draft,
        subject="Agenda, front sheets, performance, actions and messages",
    )
