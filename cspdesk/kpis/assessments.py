"""What PMG works from at its meeting: every indicator with its state, one of them in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.kpis.card import card_of
from cspdesk.kpis.closing import closed_sentence
from cspdesk.kpis.facts import Judgement, load_facts, spc_settings
from cspdesk.kpis.known import Known, read_known
from cspdesk.kpis.lines import line_of, standing_of
from cspdesk.kpis.queries import cycle_before_dates, grouped
from cspdesk.kpis.records import IndicatorCard, IndicatorGroup
from cspdesk.reading import Reading
from db.tables import AssessmentRow, CycleRow, IndicatorRow, PriorityRow
from db.vocabulary import Rag

CHAIR = "PMG chair"


@dataclass(frozen=True, slots=True)
class AssessmentSheet:
    """PMG's sheet for a cycle. `assessed` holds the ids of the indicators that PMG has rated."""

    cycle_id: int
    pmg_on: date
    groups: tuple[IndicatorGroup, ...]
    assessed: frozenset[int]
    closed: str
    role: str

    @property
    def total(self) -> int:
        return sum(len(group.lines) for group in self.groups)

    @property
    def progress(self) -> str:
        """ "12 of 29 assessed"."""
        return f"{len(self.assessed)} of {self.total} assessed"


@dataclass(frozen=True, slots=True)
class AssessmentCard:
    """One indicator before PMG. `before` is what PMG recorded in the cycle before."""

    card: IndicatorCard
    cycle_id: int
    judgement: Judgement | None
    before: Judgement | None
    before_on: date | None
    closed: str
    role: str

    @property
    def version(self) -> int:
        """The version of the assessment, 0 where there is none."""
        return self.judgement.version if self.judgement else 0

    @property
    def calculated(self) -> Rag:
        return self.card.line.rating.rag

    @property
    def moved(self) -> str:
        """What later figures made of the calculated rating; "" when it is as PMG saw it."""
        held = self.judgement
        if held is None or held.rag is None or held.calculated is self.calculated:
            return ""
        return (
            f"{held.calculated.label} was calculated when PMG rated it; with the figures since "
            f"then it is {self.calculated.label}. Rate it again if PMG's view has changed."
        )


def assessment_sheet(
    reading: Reading, cycle_id: int, known: Known | None = None
) -> AssessmentSheet | None:
    """The sheet of a cycle; None when the cycle is gone. `known` saves reading the figures."""
    cycle = reading.session.get(CycleRow, cycle_id)
    if cycle is None:
        return None
    held = (known or read_known(reading)).pairs
    return AssessmentSheet(
        cycle_id=cycle_id,
        pmg_on=cycle.pmg_on,
        groups=grouped((facts.block, line_of(facts, at, cycle_id)) for facts, at in held),
        assessed=frozenset(
            facts.row.id
            for facts, _at in held
            if (said := facts.judgements.get(cycle_id)) and said.assessed_on is not None
        ),
        closed=closed_sentence(reading.session, cycle_id, reading.today),
        role=_role(reading, cycle_id),
    )


def assessment_card(reading: Reading, indicator_id: int, cycle_id: int) -> AssessmentCard | None:
    """One indicator with PMG's words of this cycle and the one before; None when it is gone."""
    found = load_facts(reading, (indicator_id,))
    if not found:
        return None
    (facts,) = found
    standing = standing_of(facts, reading.today, spc_settings(reading))
    earlier = cycle_before_dates(reading, cycle_id)
    return AssessmentCard(
        card=card_of(facts, standing, cycle_id),
        cycle_id=cycle_id,
        judgement=facts.judgements.get(cycle_id),
        before=facts.judgements.get(earlier.id) if earlier else None,
        before_on=earlier.pmg_on if earlier else None,
        closed=closed_sentence(reading.session, cycle_id, reading.today),
        role=_role(reading, cycle_id),
    )


def before_deciding(reading: Reading, indicator_id: int, cycle_id: int) -> tuple[int, bool]:
    """(version of the assessment, 0 without one; whether its partnership value must be stated)."""
    query = select(AssessmentRow).filter_by(indicator_id=indicator_id, cycle_id=cycle_id)
    row = reading.one(query)
    block = (
        select(PriorityRow.number)
        .join(IndicatorRow, IndicatorRow.priority_id == PriorityRow.id)
        .where(IndicatorRow.id == indicator_id)
    )
    beside = [number for (number,) in reading.rows(block)] == [None]
    stated = bool(row and row.partnership_value.strip())
    return (row.version if row else 0), beside and not stated


def _role(reading: Reading, cycle_id: int) -> str:
    """Who rated last in this cycle: most likely the one who rates next."""
    query = (
        select(AssessmentRow.by_role)
        .where(AssessmentRow.cycle_id == cycle_id, AssessmentRow.by_role != "")
        .order_by(AssessmentRow.updated_at.desc(), AssessmentRow.id.desc())
        .limit(1)
    )
    return reading.session.scalar(query) or CHAIR
