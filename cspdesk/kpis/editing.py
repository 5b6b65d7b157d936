"""What the indicator editor reads: the indicator as a draft, and what may be chosen in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.kpis.drafts import BreakDraft, ComparatorFigure, IndicatorDraft, TargetDraft
from cspdesk.kpis.facts import Outcome
from cspdesk.kpis.frameworks import Framework, PriorityChoice, frameworks
from cspdesk.kpis.periods import Period
from cspdesk.kpis.targets import Milestone
from cspdesk.reading import Reading
from db.tables import (
    ComparatorRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    MeasurementRow,
    MilestoneRow,
    OrganisationRow,
    PartnershipRow,
    SeriesBreakRow,
    TargetRow,
    ThemeRow,
)
from db.vocabulary import TargetKind

# What belongs to an indicator and is edited with it, each in the order it is shown.
_BESIDE: tuple[tuple[type[Any], Any], ...] = (
    (TargetRow, TargetRow.id),
    (IndicatorOutcomeRow, IndicatorOutcomeRow.id),
    (MilestoneRow, MilestoneRow.position),
    (SeriesBreakRow, SeriesBreakRow.period_start),
    (ComparatorRow, ComparatorRow.period_start),
)
_SAME_NAME = (
    "code", "name", "words", "priority_id", "source", "data_source", "owner_id", "definition",
    "good_looks_like", "unit", "unit_words", "direction", "frequency", "decimals", "caveats",
    "lag_days", "publicity", "exempt_paragraph", "exempt_reason", "baseline_from",
    "baseline_points",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose by its id."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class EditForm:
    """One indicator in its editor. `id` None: a new one, `seen` is then empty.

    `figures` are what has been measured, period and value, oldest first; `others` are the
    indicators it could be merged into, `twin` the one of them with the same words. With
    `continues` its figures go on from the indicator it replaces.
    """

    id: int | None
    seen: str
    draft: IndicatorDraft
    framework: Framework
    priorities: tuple[PriorityChoice, ...]
    outcomes: tuple[Outcome, ...]
    owners: tuple[Choice, ...]
    others: tuple[Choice, ...]
    figures: tuple[tuple[Period, float | None], ...]
    year_start: int
    today: date
    retired_on: date | None = None
    retired_reason: str = ""
    merged_into: str = ""
    replaces: str = ""
    replaced_by: str = ""
    twin: int | None = None
    continues: bool = False


def edit_form(reading: Reading, indicator_id: int) -> EditForm | None:
    """The editor of an indicator; None when it is gone."""
    row = reading.session.get(IndicatorRow, indicator_id)
    if row is None:
        return None
    return _form(reading, row, row.framework_id)


def new_form(
    reading: Reading, framework_id: int, priority_id: int | None = None
) -> EditForm | None:
    """An empty editor within a framework; None when the framework is gone."""
    return _form(reading, None, framework_id, priority_id)


def _form(
    reading: Reading, row: IndicatorRow | None, framework_id: int, priority_id: int | None = None
) -> EditForm | None:
    framework = next((held for held in frameworks(reading) if held.id == framework_id), None)
    if framework is None:
        return None
    partnership = reading.one(select(PartnershipRow))
    year_start = partnership.financial_year_start if partnership else 4
    return EditForm(
        id=row.id if row else None,
        seen=stamp(reading.session, row.id) if row else "",
        draft=draft_of(reading.session, row) if row else IndicatorDraft(priority_id=priority_id),
        framework=framework,
        priorities=framework.priorities,
        outcomes=framework.outcomes,
        owners=_owners(reading),
        others=_others(reading, framework_id, row.id if row else None),
        twin=_twin(reading, row) if row else None,
        continues=row.continues if row else False,
        figures=_figures(reading, row, year_start) if row else (),
        year_start=year_start,
        today=reading.today,
        retired_on=row.retired_on if row else None,
        retired_reason=row.retired_reason if row else "",
        **_links(reading, row),
    )


def _owners(reading: Reading) -> tuple[Choice, ...]:
    rows = reading.all(select(OrganisationRow).order_by(OrganisationRow.position))
    return tuple(Choice(row.id, row.code, row.name) for row in rows)


def _others(reading: Reading, framework_id: int, own: int | None) -> tuple[Choice, ...]:
    """What this one could be merged into: neither retired nor merged itself."""
    query = select(IndicatorRow).where(
        IndicatorRow.framework_id == framework_id,
        IndicatorRow.id != (own or 0),
        IndicatorRow.retired_on.is_(None),
        IndicatorRow.merged_into_id.is_(None),
    )
    rows = reading.all(query.order_by(IndicatorRow.position, IndicatorRow.id))
    return tuple(Choice(row.id, row.code, row.name) for row in rows)


def _twin(reading: Reading, row: IndicatorRow) -> int | None:
    """The row that says the same to the letter: one of the two was listed twice."""
    query = select(IndicatorRow.id).where(
        IndicatorRow.framework_id == row.framework_id,
        IndicatorRow.words == row.words,
        IndicatorRow.id != row.id,
        IndicatorRow.retired_on.is_(None),
        IndicatorRow.merged_into_id.is_(None),
    )
    return reading.one(query.order_by(IndicatorRow.position))


def _figures(
    reading: Reading, row: IndicatorRow, year_start: int
) -> tuple[tuple[Period, float | None], ...]:
    query = (
        select(MeasurementRow.period_start, MeasurementRow.value)
        .where(MeasurementRow.indicator_id == row.id)
        .order_by(MeasurementRow.period_start)
    )
    return tuple(
        (Period(start, row.frequency, year_start), value) for start, value in reading.rows(query)
    )


def _links(reading: Reading, row: IndicatorRow | None) -> dict[str, str]:
    if row is None:
        return {}
    followed = reading.one(select(IndicatorRow).where(IndicatorRow.replaces_id == row.id))
    return {
        "merged_into": _named(reading, row.merged_into_id),
        "replaces": _named(reading, row.replaces_id),
        "replaced_by": _named(reading, followed.id if followed else None),
    }


def _named(reading: Reading, key: int | None) -> str:
    row = reading.session.get(IndicatorRow, key) if key else None
    return f"{row.code} {row.name}" if row else ""


# -- shared with the commands, which must see what the editor saw ---------------------------------


def beside(session: Session, kind: type[Any], indicator_id: int) -> list[Any]:
    """The rows of a table that belong to an indicator, in their order."""
    order = dict(_BESIDE)[kind]
    query = select(kind).where(kind.indicator_id == indicator_id).order_by(order, kind.id)
    return list(session.scalars(query))


def stamp(session: Session, indicator_id: int) -> str:
    """The versions of everything that is edited together: it differs when any of it moved on."""
    row = session.get(IndicatorRow, indicator_id)
    parts = [str(row.version if row else 0)]
    for kind, _order in _BESIDE:
        parts.append(_stamps(beside(session, kind, indicator_id)))
    return "|".join(parts)


def _stamps(rows: Iterable[Any]) -> str:
    return ",".join(f"{row.id}:{row.version}" for row in rows)


def draft_of(session: Session, row: IndicatorRow) -> IndicatorDraft:
    """The stored indicator as a draft."""
    theme = session.get(ThemeRow, row.theme_id) if row.theme_id else None
    return IndicatorDraft(
        **{name: getattr(row, name) for name in _SAME_NAME},
        theme=theme.name if theme else "",
        outcome_ids=tuple(
            sorted(link.outcome_id for link in beside(session, IndicatorOutcomeRow, row.id))
        ),
        target=_target(beside(session, TargetRow, row.id)),
        milestones=tuple(
            Milestone(held.words, held.due, held.done)
            for held in beside(session, MilestoneRow, row.id)
        ),
        breaks=tuple(
            BreakDraft(held.period_start, held.rebase, held.reason)
            for held in beside(session, SeriesBreakRow, row.id)
        ),
        comparators=tuple(
            ComparatorFigure(held.area, held.period_start, held.value)
            for held in beside(session, ComparatorRow, row.id)
        ),
    )


def _target(rows: list[TargetRow]) -> TargetDraft | None:
    if not rows:
        return None
    row = rows[0]
    # The value of a change is worked out anew from its baseline; a stored copy would go stale.
    worked_out = row.kind is TargetKind.CHANGE_ON_BASELINE and row.baseline is not None
    return TargetDraft(
        kind=row.kind,
        value=None if worked_out else row.value,
        by=row.by_date,
        baseline=row.baseline,
        baseline_at=row.baseline_at,
        change_percent=row.change_percent,
        relative=row.relative,
        tolerance=row.tolerance,
        measured=row.measured,
        words=row.words,
        assumption=row.assumption,
    )
