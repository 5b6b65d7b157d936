"""Start a new framework beside the old one, and take chosen indicators over with their history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.kpis.drafts import IndicatorDraft
from cspdesk.kpis.editing import draft_of
from cspdesk.kpis.framework_words import PriorityWords
from cspdesk.kpis.storing import store_draft
from cspdesk.words import counted
from db.tables import (
    FrameworkRow,
    IndicatorRow,
    MeasurementRow,
    OutcomeRow,
    PriorityRow,
    ThemeRow,
)
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class CarryOver:
    """An indicator that goes on under the new framework's `priority` (its place, from 0)."""

    indicator_id: int
    priority: int | None = None


@dataclass(frozen=True, slots=True)
class StartFramework(Command):
    """A new framework from a day on. The old one stays as it is, and ends the day before.

    What is carried over becomes an indicator of its own with a copy of the figures so far, so that
    neither framework changes when the other's figures are revised.
    """

    name: str
    starts_on: date
    priorities: tuple[PriorityWords, ...]
    outcomes: tuple[str, ...] = ()
    carry: tuple[CarryOver, ...] = ()
    keep_targets: bool = True


@dataclass(frozen=True, slots=True)
class RenameFramework(Command):
    """Another name or another first day."""

    framework_id: int
    name: str
    starts_on: date
    seen_version: int


@handles(StartFramework)
def start_framework(command: StartFramework, work: UnitOfWork) -> str:
    name = required("name", command.name, "Give the framework its name.")
    if not command.priorities:
        raise RuleBroken("priorities", "Name at least one priority, each on a line of its own.")
    _check_day(work, command.starts_on, None)
    old = _before(work, command.starts_on)
    new = work.add(FrameworkRow(name=name, starts_on=command.starts_on))
    if old is not None and (old.ends_on is None or old.ends_on >= command.starts_on):
        old.ends_on = command.starts_on - timedelta(days=1)
    priorities = [
        _add_priority(work, new, place, words) for place, words in enumerate(command.priorities)
    ]
    for number, outcome in enumerate(command.outcomes, 1):
        work.add(
            OutcomeRow(framework_id=new.id, number=number, code=f"O{number}", name=outcome.strip())
        )
    for carried in command.carry:
        _carry_over(work, new, priorities, carried, command.keep_targets)
    if not command.carry:
        return f"Started the framework {name}"
    count = counted(len(command.carry), "indicator")
    return f"Started the framework {name} with {count} carried over"


def _check_day(work: UnitOfWork, day: date, own: int | None) -> None:
    for row in work.all(select(FrameworkRow)):
        if row.starts_on == day and row.id != own:
            raise RuleBroken("starts_on", f"{row.name} starts on that day.")


def _before(work: UnitOfWork, day: date) -> FrameworkRow | None:
    query = (
        select(FrameworkRow)
        .where(FrameworkRow.starts_on < day)
        .order_by(FrameworkRow.starts_on.desc())
    )
    return work.session.scalars(query).first()


def _add_priority(
    work: UnitOfWork, framework: FrameworkRow, place: int, words: PriorityWords
) -> PriorityRow:
    row = work.add(
        PriorityRow(
            framework_id=framework.id,
            number=words.number,
            code=words.code,
            name=words.name,
            position=place + 1,
        )
    )
    for position, theme in enumerate(words.themes, 1):
        work.add(ThemeRow(priority_id=row.id, name=theme, position=position))
    return row


def _carry_over(
    work: UnitOfWork,
    framework: FrameworkRow,
    priorities: Sequence[PriorityRow],
    carried: CarryOver,
    keep_target: bool,
) -> None:
    old = work.get(IndicatorRow, carried.indicator_id)
    priority = None if carried.priority is None else priorities[carried.priority]
    new = work.add(
        IndicatorRow(
            framework_id=framework.id,
            position=old.position,
            code=old.code,
            name=old.name,
            words=old.words,
            measure_key=old.measure_key,
            replaces_id=old.id,
            continues=True,
        )
    )
    draft = _draft_for(work, framework, old, priority)
    store_draft(work, new, draft if keep_target else replace(draft, target=None, milestones=()))
    work.insert_rows(MeasurementRow, _figures(work, old, new))


def _draft_for(
    work: UnitOfWork, framework: FrameworkRow, old: IndicatorRow, priority: PriorityRow | None
) -> IndicatorDraft:
    """The old one as a draft of the new framework: outcomes and themes by their names."""
    draft = draft_of(work.session, old)
    outcomes = {
        row.name.casefold(): row.id
        for row in work.all(select(OutcomeRow).filter_by(framework_id=framework.id))
    }
    names = (work.get(OutcomeRow, key).name.casefold() for key in draft.outcome_ids)
    themes = (
        {row.name for row in work.all(select(ThemeRow).filter_by(priority_id=priority.id))}
        if priority
        else set()
    )
    return replace(
        draft,
        priority_id=priority.id if priority else None,
        theme=draft.theme if draft.theme in themes else "",
        outcome_ids=tuple(sorted(outcomes[name] for name in names if name in outcomes)),
    )


_KEPT = ("period_start", "value", "numerator", "denominator", "state", "data_to", "note",
         "is_example")  # fmt: skip


def _figures(work: UnitOfWork, old: IndicatorRow, new: IndicatorRow) -> list[dict[str, Any]]:
    rows = work.all(select(MeasurementRow).filter_by(indicator_id=old.id))
    return [
        {
            **{name: getattr(row, name) for name in _KEPT},
            "indicator_id": new.id,
            "source": "carried over",
        }
        for row in rows
    ]


@handles(RenameFramework)
def rename_framework(command: RenameFramework, work: UnitOfWork) -> str:
    row = work.get(FrameworkRow, command.framework_id, command.seen_version)
    _check_day(work, command.starts_on, row.id)
    if row.ends_on is not None and command.starts_on > row.ends_on:
        raise RuleBroken("starts_on", "A framework cannot start after it ends.")
    row.name = required("name", command.name, "Give the framework its name.")
    row.starts_on = command.starts_on
    return f"Changed the framework {row.name}"
