"""Everything a Board pack says, read in one go so that its pages agree with each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select

from cspdesk.actions.queries import ActionLog, ReportBackView, latest_report_backs, open_actions
from cspdesk.agenda.business_queries import not_on_this_agenda
from cspdesk.agenda.plan_queries import PaperPages, paper_pages
from cspdesk.agenda.queries import AgendaLine, AgendaView, ItemCard, agenda, item_cards
from cspdesk.boards.queries import Ledger, ledger
from cspdesk.errors import WorldError
from cspdesk.homework.queries import PartnerHomework, by_partner
from cspdesk.kpis.facts import load_facts
from cspdesk.kpis.highlight_report import report_now
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.kpis.queries import gaps, indicator_card
from cspdesk.kpis.records import HighlightReport, IndicatorCard, IndicatorLine
from cspdesk.kpis.targets import Target
from cspdesk.meetings.front_matter import FrontMatter, front_matter
from cspdesk.reading import Reading
from cspdesk.settings.front_sheets import filled_fields
from db.tables import OutcomeRow


@dataclass(frozen=True, slots=True)
class PackFacts:
    """What the builders are given. `cards` are those of the highlighted indicators, by id, and
    `targets` theirs where they have one. `instead` is what went out and not onto the agenda,
    `papers` the PDFs of each item, by item id, `council_fields` what its front sheet says besides.
    """

    today: date
    front: FrontMatter
    agenda: AgendaView
    items: tuple[ItemCard, ...]
    homework: tuple[PartnerHomework, ...]
    report: HighlightReport
    cards: dict[int, IndicatorCard]
    targets: dict[int, Target]
    gaps: tuple[tuple[IndicatorLine, str], ...]
    outcomes: tuple[tuple[str, str], ...]
    actions: ActionLog
    report_backs: ReportBackView | None
    boards: Ledger | None
    instead: tuple[str, ...] = ()
    papers: dict[int, tuple[PaperPages, ...]] = field(default_factory=dict)
    council_fields: dict[int, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def standing(self, key: str) -> AgendaLine | None:
        """The item on this agenda that came from a standing item; None when it is not on it."""
        return next((line for line in self.agenda.lines if line.standing_key == key), None)


def read_pack(reading: Reading, meeting_id: int) -> PackFacts:
    """Read a pack. Raises WorldError when the meeting is gone."""
    front, agenda_view = front_matter(reading, meeting_id), agenda(reading, meeting_id)
    if front is None or agenda_view is None:
        raise WorldError("This meeting is not in the file.", "Choose another meeting.")
    cycle_id = front.meeting.cycle_id
    report = report_now(reading, cycle_id)
    return PackFacts(
        today=reading.today,
        front=front,
        agenda=agenda_view,
        items=item_cards(reading, meeting_id),
        homework=by_partner(reading, meeting_id),
        report=report,
        cards=_cards(reading, report, cycle_id),
        targets=_targets(reading, report),
        gaps=gaps(reading),
        outcomes=_outcomes(reading),
        actions=open_actions(reading),
        report_backs=latest_report_backs(reading, front.meeting.held_on),
        boards=ledger(reading, cycle_id),
        instead=not_on_this_agenda(reading, cycle_id),
        papers=paper_pages(reading, meeting_id),
        council_fields=filled_fields(reading, meeting_id),
    )


def _cards(reading: Reading, report: HighlightReport, cycle_id: int) -> dict[int, IndicatorCard]:
    found = (indicator_card(reading, held.line.id, cycle_id) for held in report.taken)
    return {card.line.id: card for card in found if card is not None}


def _targets(reading: Reading, report: HighlightReport) -> dict[int, Target]:
    ids = [held.line.id for held in report.taken]
    found = load_facts(reading, ids, recent=True) if ids else ()
    return {facts.row.id: facts.target for facts in found if facts.target is not None}


def _outcomes(reading: Reading) -> tuple[tuple[str, str], ...]:
    query = select(OutcomeRow).where(OutcomeRow.framework_id == framework_in_force(reading))
    rows = reading.all(query.order_by(OutcomeRow.number))
    return tuple((row.code, row.short_name or row.name) for row in rows)
