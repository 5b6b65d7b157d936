"""One partner's homework as a document of its own: its questions, why them, room to reply.

As PDF with fields to fill in, or as Word: there each reply has a box of its own, which carries the
question's id, so that a sheet that comes back can be read (`cspdesk.packs.docx.forms`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.homework.queries import PartnerHomework
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts, read_pack
from cspdesk.packs.board.homework import homework_sections
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.writing import Exported, refuse_place, save_document
from cspdesk.people.queries import organisations
from cspdesk.phrases import joined
from db.vocabulary import HomeworkState


def partner_sheet(facts: PackFacts, partner: PartnerHomework, *, draft: bool) -> b.Document:
    """The sheet of one partner and of nobody else. The same facts make the same document."""
    owner, held_on = facts.front.partnership, facts.front.meeting.held_on
    edition = f"Homework for {partner.name}"
    return b.Document(
        title=f"{edition}, {plain_date(held_on)}",
        partnership=owner.name,
        sections=homework_sections(replace(facts, homework=(partner,))),
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"Board meeting, {plain_date(held_on)}",
        marking=MARKINGS[owner.marking],
        edition_line=f"{edition}. Sample content" if owner.is_sample else edition,
        draft=draft,
        subject="Questions for the Board, why this partner is asked, and room to reply",
    )


def export_partner_sheet(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    code: str,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the sheet of the partner with that code to `out`, whatever the case of its letters;
    as Word to fill in where its name ends in .docx, else as PDF.

    It says DRAFT while one of its questions is a draft, unless told. Raises WorldError when there
    is no such partner, it has no question, or the sheet cannot be written; RenderCancelled when
    `cancelled` says stop.
    """
    refuse_place(out)
    facts = desk.ask(read_pack, meeting_id)
    partner = _partner(desk, facts, code)
    unfinished = any(card.state is HomeworkState.DRAFT for card in partner.questions)
    document = partner_sheet(facts, partner, draft=unfinished if draft is None else draft)
    marking = facts.front.partnership.marking
    return save_document(document, out, marking, progress=progress, cancelled=cancelled)


def _partner(desk: Desk, facts: PackFacts, code: str) -> PartnerHomework:
    wanted = code.strip().casefold()
    found = next((one for one in facts.homework if one.code.casefold() == wanted), None)
    if found is not None:
        return found
    known = {line.code.casefold(): line for line in desk.ask(organisations)}
    board = plain_date(facts.front.meeting.held_on)
    if wanted in known:
        raise WorldError(
            f"{known[wanted].short_name} has no homework question for the Board on {board}.",
            "Set one first.",
        )
    asked = joined([one.code for one in facts.homework])
    advice = f"Partners with homework are {asked}." if asked else "No partner has homework yet."
    raise WorldError(f"No partner has the code “{code}”.", advice)
