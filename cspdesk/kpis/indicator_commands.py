"""Add, change, retire, replace, merge and bring back indicators. Each is one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.fields import edit_label, required
from cspdesk.kpis.drafts import IndicatorDraft, check_draft
from cspdesk.kpis.editing import stamp
from cspdesk.kpis.storing import check_fits, store_draft
from cspdesk.words import counted
from db.tables import FrameworkRow, IndicatorRow, MeasurementRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class AddIndicator(Command):
    """A new indicator at the end of its priority."""

    framework_id: int
    draft: IndicatorDraft


@dataclass(frozen=True, slots=True)
class EditIndicator(Command):
    """Everything that was changed in the editor, as one step. `seen` is the form's stamp."""

    indicator_id: int
    draft: IndicatorDraft
    seen: str


@dataclass(frozen=True, slots=True)
class RetireIndicator(Command):
    """Measure it no longer. Its figures, judgements and documents stay readable."""

    indicator_id: int
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class ReplaceIndicator(Command):
    """Retire an indicator and put another in its place; the two are linked, not compared."""

    indicator_id: int
    on: date
    reason: str
    draft: IndicatorDraft


@dataclass(frozen=True, slots=True)
class BringBackIndicator(Command):
    """Undo a retirement or a merge, however long ago it was."""

    indicator_id: int


@dataclass(frozen=True, slots=True)
class MergeIndicator(Command):
    """Count a doubled row with another. Figures the other lacks go over to it; none is lost."""

    indicator_id: int
    into_id: int


@handles(AddIndicator)
def add_indicator(command: AddIndicator, work: UnitOfWork) -> str:
    check_draft(command.draft)
    work.get(FrameworkRow, command.framework_id)
    row = _add(work, command.framework_id, command.draft)
    return f"Added indicator {row.code}, {row.name}"


def _add(
    work: UnitOfWork, framework_id: int, draft: IndicatorDraft, position: int | None = None
) -> IndicatorRow:
    if position is None:
        highest = work.session.scalar(
            select(func.max(IndicatorRow.position)).filter_by(framework_id=framework_id)
        )
        position = (highest or 0) + 1
    row = IndicatorRow(
        framework_id=framework_id, position=position, code=draft.code.strip(), words="", name=""
    )
    check_fits(work, row, draft)
    work.add(row)
    store_draft(work, row, draft)
    return row


@handles(EditIndicator)
def edit_indicator(command: EditIndicator, work: UnitOfWork) -> str:
    row = work.get(IndicatorRow, command.indicator_id)
    if stamp(work.session, row.id) != command.seen:
        raise Conflict("This indicator was changed in the meantime; look at it again.")
    check_draft(command.draft)
    check_fits(work, row, command.draft)
    return edit_label(store_draft(work, row, command.draft), row.code)


@handles(RetireIndicator)
def retire_indicator(command: RetireIndicator, work: UnitOfWork) -> str:
    row = work.get(IndicatorRow, command.indicator_id)
    _retire(work, row, command.on, command.reason)
    return f"Retired {row.code}"


def _retire(work: UnitOfWork, row: IndicatorRow, on: date, reason: str) -> None:
    if row.retired_on is not None:
        raise RuleBroken("on", f"{row.code} is retired already.")
    if on > work.today:
        raise RuleBroken("on", "Choose today or an earlier day: until then it is measured.")
    row.retired_reason = required("reason", reason, "Say why it is measured no longer.")
    row.retired_on = on


@handles(ReplaceIndicator)
def replace_indicator(command: ReplaceIndicator, work: UnitOfWork) -> str:
    old = work.get(IndicatorRow, command.indicator_id)
    check_draft(command.draft)
    _retire(work, old, command.on, command.reason)
    work.session.flush()
    new = _add(work, old.framework_id, command.draft, old.position)
    new.replaces_id = old.id
    if new.code == old.code:
        return f"Replaced {old.code}, {old.name} with {new.name}"
    return f"Replaced {old.code} with {new.code}"


@handles(BringBackIndicator)
def bring_back_indicator(command: BringBackIndicator, work: UnitOfWork) -> str:
    row = work.get(IndicatorRow, command.indicator_id)
    if row.retired_on is None and row.merged_into_id is None:
        raise RuleBroken("", f"{row.code} is neither retired nor merged.")
    merged = row.merged_into_id is not None
    row.retired_on, row.retired_reason, row.merged_into_id = None, "", None
    check_code(work, row)
    return f"Separated {row.code} again" if merged else f"Brought {row.code} back"


def check_code(work: UnitOfWork, row: IndicatorRow) -> None:
    """Nobody may have taken the code while it was away."""
    taken = work.session.scalars(
        select(IndicatorRow).where(
            IndicatorRow.framework_id == row.framework_id,
            IndicatorRow.code == row.code,
            IndicatorRow.id != row.id,
            IndicatorRow.retired_on.is_(None),
        )
    ).first()
    if taken is not None:
        raise RuleBroken("code", f"{row.code} is now {taken.name}. Give one of them another code.")


@handles(MergeIndicator)
def merge_indicator(command: MergeIndicator, work: UnitOfWork) -> str:
    row = work.get(IndicatorRow, command.indicator_id)
    into = work.get(IndicatorRow, command.into_id)
    _check_merge(row, into)
    row.merged_into_id = into.id
    moved = _move_figures(work, row, into)
    label = f"Merged {row.code} into {into.code}"
    return f"{label} with {counted(moved, 'figure')}" if moved else label


def _check_merge(row: IndicatorRow, into: IndicatorRow) -> None:
    if row.id == into.id:
        raise RuleBroken("into", "Choose another indicator to merge it into.")
    if row.merged_into_id is not None:
        raise RuleBroken("into", f"{row.code} is merged already.")
    if into.merged_into_id is not None or into.retired_on is not None:
        raise RuleBroken("into", f"{into.code} is merged or retired itself; choose another.")
    if row.framework_id != into.framework_id:
        raise RuleBroken("into", "Only indicators of one framework can be merged.")
    if (row.frequency, row.unit) != (into.frequency, into.unit):
        raise RuleBroken(
            "into", f"{row.code} and {into.code} are measured differently: they are not the same."
        )


def _move_figures(work: UnitOfWork, row: IndicatorRow, into: IndicatorRow) -> int:
    """Figures of periods that the other has not; the rest stay with the merged row."""

    def figures_of(key: int) -> list[MeasurementRow]:
        return work.all(select(MeasurementRow).filter_by(indicator_id=key))

    known = {held.period_start for held in figures_of(into.id)}
    moved = 0
    for held in figures_of(row.id):
        if held.period_start not in known:
            held.indicator_id = into.id
            moved += 1
    return moved
