"""The frameworks of a partnership: which one is in force, and which can be looked at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from cspdesk.kpis.facts import Block, Outcome
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.reading import Reading
from db.tables import FrameworkRow, IndicatorRow, OutcomeRow, PriorityRow, ThemeRow


@dataclass(frozen=True, slots=True)
class PriorityChoice:
    """A priority or block with its themes."""

    block: Block
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """A dated set of priorities, outcomes and indicators. `ends_on` None: until the next one."""

    id: int
    version: int
    name: str
    starts_on: date
    ends_on: date | None
    priorities: tuple[PriorityChoice, ...]
    outcomes: tuple[Outcome, ...]
    indicators: int
    in_force: bool


def frameworks(reading: Reading) -> tuple[Framework, ...]:
    """Every framework, the newest first."""
    rows = reading.all(select(FrameworkRow).order_by(FrameworkRow.starts_on.desc()))
    current = framework_in_force(reading)
    counts = dict(
        reading.rows(
            select(IndicatorRow.framework_id, func.count())
            .where(IndicatorRow.retired_on.is_(None))
            .group_by(IndicatorRow.framework_id)
        )
    )
    return tuple(
        Framework(
            id=row.id,
            version=row.version,
            name=row.name,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            priorities=_priorities(reading, row.id),
            outcomes=_outcomes(reading, row.id),
            indicators=counts.get(row.id, 0),
            in_force=row.id == current,
        )
        for row in rows
    )


def _priorities(reading: Reading, framework_id: int) -> tuple[PriorityChoice, ...]:
    rows = reading.all(
        select(PriorityRow)
        .where(PriorityRow.framework_id == framework_id)
        .order_by(PriorityRow.number.is_(None), PriorityRow.number, PriorityRow.position)
    )
    return tuple(
        PriorityChoice(Block(row.id, row.number, row.code, row.name), _themes(reading, row.id))
        for row in rows
    )


def _themes(reading: Reading, priority_id: int) -> tuple[str, ...]:
    query = select(ThemeRow).where(ThemeRow.priority_id == priority_id)
    return tuple(row.name for row in reading.all(query.order_by(ThemeRow.position, ThemeRow.id)))


def _outcomes(reading: Reading, framework_id: int) -> tuple[Outcome, ...]:
    query = select(OutcomeRow).where(OutcomeRow.framework_id == framework_id)
    return tuple(
        Outcome(row.id, row.code, row.name, row.short_name)
        for row in reading.all(query.order_by(OutcomeRow.number, OutcomeRow.id))
    )


def indicators_of(reading: Reading, framework_id: int) -> tuple[int, ...]:
    """The indicators of a framework that are not retired, in their order."""
    return _ids(
        reading, IndicatorRow.framework_id == framework_id, IndicatorRow.retired_on.is_(None)
    )


def retired_indicators(reading: Reading) -> tuple[int, ...]:
    """The indicators that are measured no longer, of whatever framework."""
    return _ids(reading, IndicatorRow.retired_on.is_not(None))


def _ids(reading: Reading, *wanted: ColumnElement[bool]) -> tuple[int, ...]:
    query = select(IndicatorRow.id).where(*wanted)
    return tuple(reading.all(query.order_by(IndicatorRow.position, IndicatorRow.id)))
