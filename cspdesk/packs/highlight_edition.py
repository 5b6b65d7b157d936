"""The highlight report as a document of its own: one page, then a panel for each indicator."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.records import ExecutiveRequest, HighlightReport, ReportState
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts, read_pack
from cspdesk.packs.board.highlights import highlight_sections
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.queries import issued_documents
from cspdesk.packs.writing import Exported, refuse_place, save_document
from db.vocabulary import DocumentKind, HighlightState


def highlight_document(facts: PackFacts, *, draft: bool) -> b.Document:
    """The whole edition. The same facts on the same day make the same document."""
    owner, meeting = facts.front.partnership, facts.front.meeting
    page, *panels = highlight_sections(_alone(facts))
    asked = _decisions(facts)
    requests = _by_panel(facts.report)
    sections = (
        replace(
            page,
            blocks=_ended(page.blocks, asked),
            shorter=tuple(_ended(blocks, asked) for blocks in page.shorter),
        ),
        *[_with_requests(section, requests) for section in panels],
        *_other_requests(requests),
    )
    edition = _how_far(facts.report.state)
    return b.Document(
        title=f"Highlight report, {plain_date(meeting.held_on)}",
        partnership=owner.name,
        sections=sections,
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"Board meeting, {plain_date(meeting.held_on)}",
        marking=MARKINGS[owner.marking],
        edition_line=f"{edition}. Sample figures" if owner.is_sample else edition,
        draft=draft,
        subject="What the Board must see of the indicators, and what is left out",
    )


def _alone(facts: PackFacts) -> PackFacts:
    """The facts without the agenda: in this edition there are no front sheets to link to."""
    return replace(facts, agenda=replace(facts.agenda, lines=()))


def _decisions(facts: PackFacts) -> tuple[b.Block, ...]:
    """What the Board is asked, as the agenda's item has it."""
    item = facts.standing(HIGHLIGHT_REPORT)
    if item is None or not item.decisions:
        return ()
    return b.Paragraph(b.bold("The Board is asked to:")), b.NumberedList(item.decisions)


def _ended(blocks: tuple[b.Block, ...], asked: tuple[b.Block, ...]) -> tuple[b.Block, ...]:
    """The page with what is asked in the one box at its foot."""
    if not asked:
        return blocks
    last = blocks[-1]
    if isinstance(last, b.AskBox):
        return (*blocks[:-1], b.AskBox((*asked, *last.blocks)))
    return (*blocks, b.AskBox(asked))


def _how_far(state: ReportState) -> str:
    if state.issued_on is not None:  # issued without a pack in this file, so nothing was kept
        return "Made again, not as issued"
    return {
        HighlightState.DRAFT: "Draft by PMG",
        HighlightState.WITH_EXECUTIVE: "For the Executive",
        HighlightState.REVIEWED: "Reviewed by the Executive",
        HighlightState.APPROVED: "Approved for the papers",
    }[state.state]


def _with_requests(section: b.Section, asked: dict[str, list[ExecutiveRequest]]) -> b.Section:
    """The panels with what the Executive asked on each, and the answers, at their ends."""
    keys = [part.key for block in section.blocks for part in _panels_in(block)]
    wordings = (
        tuple(_answered(block, asked) for block in blocks)
        for blocks in (section.blocks, *section.shorter)
    )
    full, *shorter = wordings
    for key in keys:
        asked.pop(key, None)
    return replace(section, blocks=full, shorter=tuple(shorter))


def _panels_in(block: b.Block) -> list[b.KpiPanel]:
    held = block.blocks if isinstance(block, b.KeepTogether) else ()
    return [part for part in held if isinstance(part, b.KpiPanel)]


def _answered(block: b.Block, asked: dict[str, list[ExecutiveRequest]]) -> b.Block:
    if not isinstance(block, b.KeepTogether):
        return block
    rows = [_request_row(one) for part in _panels_in(block) for one in asked.get(part.key, [])]
    return replace(block, blocks=(*block.blocks, *rows))


def _request_row(one: ExecutiveRequest) -> b.LabelRow:
    words = (
        b.Paragraph(b.bold(f"More information needed: {one.text}")),
        b.Paragraph(one.answer or "No answer yet."),
    )
    return b.LabelRow("The Executive asked", words, level=3)


def _by_panel(report: HighlightReport) -> dict[str, list[ExecutiveRequest]]:
    """Requests by the key of the panel they belong to; "" for the report as a whole."""
    found: dict[str, list[ExecutiveRequest]] = {}
    for one in report.requests:
        key = f"kpi-{one.indicator_id}" if one.indicator_id else ""
        found.setdefault(key, []).append(one)
    return found


def _other_requests(asked: dict[str, list[ExecutiveRequest]]) -> tuple[b.Section, ...]:
    """What belongs to no panel: the report as a whole, and indicators that were left out."""
    rows = tuple(
        b.LabelRow(one.code or "The report", _request_row(one).blocks)
        for held in asked.values()
        for one in held
    )
    heading = b.Heading(1, "What the Executive asked for more on", key="executive-asked")
    return (b.Section((heading, *rows)),) if rows else ()


def _refuse_issued(desk: Desk, meeting_id: int) -> None:
    packs = desk.ask(issued_documents, meeting_id)
    issued = next((one for one in packs if one.kind is DocumentKind.BOARD), None)
    if issued is not None:
        raise WorldError(
            f"The highlight report went out in the pack issued on {plain_date(issued.issued_at)}: "
            "it is not made again from later figures.",
            f"Save the issued copy, {issued.file_name}, from Board pack.",
        )


def export_highlight_report(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the report to `out`. It says DRAFT until it is approved, unless told.

    Raises WorldError when it cannot be written or has gone out in an issued pack, which is kept
    and must not get a twin with other figures; RenderCancelled when `cancelled` says stop.
    """
    refuse_place(out)
    _refuse_issued(desk, meeting_id)
    facts = desk.ask(read_pack, meeting_id)
    state = facts.report.state
    final = state.issued_on is not None or state.state is HighlightState.APPROVED
    document = highlight_document(facts, draft=not final if draft is None else draft)
    marking = facts.front.partnership.marking
    return save_document(document, out, marking, progress=progress, cancelled=cancelled)
