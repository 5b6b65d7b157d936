"""Apply the plan of an action log: one transaction, one step, every row's fate kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import func, select

from cspdesk.actions.commands import due_day, keep_moved_date, next_refs
from cspdesk.actions.log_plan import LogPlan, LogValues, PlannedAction
from cspdesk.actions.log_planning import ref_key
from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.words import counted
from db.tables import ActionRow, ActionUpdateRow, ImportRow, ImportRowFateRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import ActionState, RowFate

_FIELDS = (
    "text", "organisation_id", "lead", "supporting", "due_on", "due_meeting_id", "state",
    "closed_on", "agreed_at_id", "priority_id", "done_when",
)  # fmt: skip
_REPLACED = (ActionState.SUPERSEDED, ActionState.DUPLICATE)


@dataclass(frozen=True, slots=True)
class ApplyLog(Command):
    """Write what the plan says, exactly as it was shown."""

    snapshot_first: ClassVar[str] = "before import"

    plan: LogPlan


@handles(ApplyLog)
def apply_log(command: ApplyLog, work: UnitOfWork) -> str:
    plan = command.plan
    if not plan.changes:
        raise RuleBroken("", f"Nothing to import: every action of {plan.file_name} is here.")
    if (work.session.scalar(select(func.max(ActionRow.id))) or 0) != plan.newest:
        raise Conflict("Actions were added since this plan was made. Read the file again.")
    keys = _add_new(work, [row for row in plan.changes if row.known is None])
    for row in plan.changes:
        if row.known is not None:
            keys[row.row] = _change(work, row)
    _name_others(work, plan.changes, keys)
    _keep_fates(work, plan)
    return f"Imported {counted(len(plan.changes), 'action')} from {plan.file_name}"


def _add_new(work: UnitOfWork, rows: list[PlannedAction]) -> dict[int, int]:
    """Row of the file → id of its action. Many go in at once: a log may bring thousands."""
    given = [row.values for row in rows if row.values is not None]
    refs = next_refs(work, [(one.ref, one.agreed_at_id) for one in given])
    ids = work.insert_rows(
        ActionRow,
        [
            {"ref": ref, "evidence": one.evidence, **{name: getattr(one, name) for name in _FIELDS}}
            for one, ref in zip(given, refs, strict=True)
        ],
    )
    pairs = zip(ids, given, strict=True)
    work.insert_rows(
        ActionUpdateRow, [said for key, one in pairs for said in _said(work, key, one)]
    )
    return {row.row: key for row, key in zip(rows, ids, strict=True)}


def _said(work: UnitOfWork, key: int, values: LogValues) -> list[dict[str, Any]]:
    return [
        {"action_id": key, "made_on": work.today, "text": words, "due_was": None}
        for words in values.updates
    ]


def _change(work: UnitOfWork, row: PlannedAction) -> int:
    assert row.known is not None
    assert row.values is not None
    kept: ActionRow = work.get(ActionRow, row.known.id, row.known.version)
    was = due_day(work, kept)
    for name in _FIELDS:
        setattr(kept, name, getattr(row.values, name))
    keep_moved_date(work, kept, was, "as in the imported log")
    if kept.state is not row.known.state:
        kept.evidence = row.values.evidence
        kept.successor_id = None
    work.insert_rows(ActionUpdateRow, _said(work, kept.id, row.values))
    return kept.id


def _name_others(work: UnitOfWork, rows: Iterable[PlannedAction], keys: dict[int, int]) -> None:
    """What superseded an action, or what it is a duplicate of, by the reference in the file."""
    wanted = [row for row in rows if row.values and row.values.state in _REPLACED]
    if not wanted:
        return
    refs = {
        ref_key(ref): key for ref, key in work.session.execute(select(ActionRow.ref, ActionRow.id))
    }
    for row in wanted:
        assert row.values is not None
        other = refs.get(ref_key(row.values.other)) if row.values.other else None
        if other is not None and other != keys[row.row]:
            work.get(ActionRow, keys[row.row]).successor_id = other


def _keep_fates(work: UnitOfWork, plan: LogPlan) -> None:
    counts = plan.counts
    run = work.add(
        ImportRow(
            file_name=plan.file_name,
            sha256=plan.sha256,
            size=plan.size,
            sheet=plan.sheet,
            imported_at=work.now,
            new=counts[RowFate.NEW],
            changed=counts[RowFate.CHANGED],
            same=counts[RowFate.SAME],
            rejected=counts[RowFate.REJECTED],
        )
    )
    work.insert_rows(ImportRowFateRow, [_fate(row, run.id, plan.sheet) for row in plan.rows])


def _fate(row: PlannedAction, run_id: int, sheet: str) -> dict[str, Any]:
    return {
        "import_id": run_id,
        "where": f"{sheet}: row {row.row}",
        "words": " ".join(part for part in (row.ref, row.text) if part),
        "indicator_id": None,
        "period_start": None,
        "fate": row.fate,
        "reason": row.result,
        "old_value": None,
        "new_value": None,
    }
