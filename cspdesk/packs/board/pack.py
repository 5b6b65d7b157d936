"""The Board pack as one document, its pages in the order in which a meeting uses them."""

from __future__ import annotations

import datetime as dt

from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.action_log import action_section
from cspdesk.packs.board.agenda_page import agenda_section
from cspdesk.packs.board.boards import boards_section
from cspdesk.packs.board.cover import contents_section, cover_section
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.front_sheets import front_sheets
from cspdesk.packs.board.highlights import highlight_sections
from cspdesk.packs.board.homework import homework_sections
from cspdesk.packs.board.kpi_appendix import appendix_section
from db.vocabulary import Marking

MARKINGS = {
    Marking.NONE: "",
    Marking.OFFICIAL: "OFFICIAL",
    Marking.OFFICIAL_SENSITIVE: "OFFICIAL-SENSITIVE",
}


def pack_title(facts: PackFacts) -> str:
    """ "Board pack, 23 February 2017"."""
    return f"Board pack, {plain_date(facts.front.meeting.held_on)}"


def board_pack(facts: PackFacts, *, draft: bool) -> b.Document:
    """The whole pack. The same facts on the same day make the same document."""
    owner = facts.front.partnership
    sections = (
        cover_section(facts),
        contents_section(facts),
        agenda_section(facts),
        *front_sheets(facts),
        *homework_sections(facts),
        *highlight_sections(facts),
        appendix_section(facts),
        action_section(facts),
        boards_section(facts),
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
