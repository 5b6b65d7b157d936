"""A draft written into its rows, and which parts of it really changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import func, select

from cspdesk.errors import RuleBroken
from cspdesk.fields import clean
from cspdesk.kpis.drafts import IndicatorDraft, TargetDraft, target_of
from cspdesk.kpis.editing import beside, draft_of
from cspdesk.kpis.targets import final_value
from cspdesk.words import counted
from db.tables import (
    ComparatorRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    MeasurementRow,
    MilestoneRow,
    OrganisationRow,
    OutcomeRow,
    PriorityRow,
    SeriesBreakRow,
    TargetRow,
    ThemeRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import TargetKind

# Column and what the label of the step calls it.
_COLUMNS = {
    "code": "code",
    "name": "name",
    "words": "source words",
    "priority_id": "priority",
    "source": "source",
    "data_source": "data source",
    "owner_id": "owner",
    "definition": "definition",
    "good_looks_like": "good looks like",
    "unit": "unit",
    "unit_words": "unit’s words",
    "direction": "direction",
    "frequency": "frequency",
    "decimals": "decimals",
    "caveats": "caveats",
    "lag_days": "lag",
    "publicity": "publicity",
    "exempt_paragraph": "exemption",
    "exempt_reason": "reason for exemption",
    "baseline_from": "chart’s baseline",
    "baseline_points": "points of the baseline",
}


def check_fits(work: UnitOfWork, row: IndicatorRow, draft: IndicatorDraft) -> None:
    """What a draft must keep beside the rest of the file. Raises RuleBroken, Conflict."""
    taken = work.session.scalars(
        select(IndicatorRow).where(
            IndicatorRow.framework_id == row.framework_id,
            func.lower(IndicatorRow.code) == draft.code.strip().lower(),
            IndicatorRow.id != (row.id or 0),
            IndicatorRow.retired_on.is_(None),
        )
    ).first()
    if taken is not None:
        raise RuleBroken("code", f"{taken.code} is taken by {taken.name}.")
    if draft.owner_id is not None:
        work.get(OrganisationRow, draft.owner_id)
    if draft.priority_id is not None:
        _of_framework(row, work.get(PriorityRow, draft.priority_id), "priority_id")
    for key in draft.outcome_ids:
        _of_framework(row, work.get(OutcomeRow, key), "outcome_ids")
    if row.id is not None and draft.frequency is not row.frequency:
        _check_no_figures(work, row)


def _of_framework(row: IndicatorRow, part: PriorityRow | OutcomeRow, field: str) -> None:
    if part.framework_id != row.framework_id:
        raise RuleBroken(field, f"{part.name} belongs to another framework.")


def _check_no_figures(work: UnitOfWork, row: IndicatorRow) -> None:
    """A month's figure is no quarter's: the frequency stays while there are figures."""
    count = work.session.scalar(
        select(func.count()).select_from(MeasurementRow).filter_by(indicator_id=row.id)
    )
    if count:
        raise RuleBroken(
            "frequency",
            f"{row.code} has {counted(count, row.frequency.value + ' figure')}. Replace it "
            "with an indicator of the other frequency; its history is kept.",
        )


def store_draft(work: UnitOfWork, row: IndicatorRow, draft: IndicatorDraft) -> list[str]:
    """Write what differs; returns what changed, in the words of the step's label."""
    before = draft_of(work.session, row)
    changed = [said for name, said in _COLUMNS.items() if _put(row, name, _value(draft, name))]
    if not row.words:
        row.words = row.name
    if _put(row, "theme_id", _theme(work, row, draft.theme)):
        changed.append("theme")
    work.session.flush()
    parts: tuple[tuple[str, str, Callable[[], object]], ...] = (
        ("outcome_ids", "outcomes", lambda: _outcomes(work, row, draft)),
        ("target", "target", lambda: _target(work, row, draft)),
        ("milestones", "milestones", lambda: _rows(work, row, MilestoneRow, _steps(draft))),
        ("breaks", "series breaks", lambda: _rows(work, row, SeriesBreakRow, _breaks(draft))),
        ("comparators", "comparators", lambda: _rows(work, row, ComparatorRow, _others(draft))),
    )
    for name, said, write in parts:
        if _set_of(name, before) != _set_of(name, draft):
            write()
            changed.append(said)
    return changed


def _set_of(name: str, draft: IndicatorDraft) -> Any:
    """A part to compare: only milestones have an order that means something."""
    value = getattr(draft, name)
    return frozenset(value) if name in ("outcome_ids", "breaks", "comparators") else value


def _value(draft: IndicatorDraft, name: str) -> Any:
    value = clean(getattr(draft, name))
    return value or draft.name.strip() if name == "words" else value


def _put(row: IndicatorRow, name: str, value: Any) -> bool:
    if getattr(row, name) == value:
        return False
    setattr(row, name, value)
    return True


def _theme(work: UnitOfWork, row: IndicatorRow, name: str) -> int | None:
    """The theme of that name within the priority, made when there is none."""
    name = name.strip()
    if not name or row.priority_id is None:
        return None
    themes = work.all(select(ThemeRow).filter_by(priority_id=row.priority_id))
    found = next((held for held in themes if held.name.casefold() == name.casefold()), None)
    if found is None:
        place = max((held.position for held in themes), default=0) + 1
        found = work.add(ThemeRow(priority_id=row.priority_id, name=name, position=place))
    return found.id


def _outcomes(work: UnitOfWork, row: IndicatorRow, draft: IndicatorDraft) -> None:
    held = {link.outcome_id: link for link in beside(work.session, IndicatorOutcomeRow, row.id)}
    for key in held.keys() - set(draft.outcome_ids):
        work.delete(held[key])
    for key in draft.outcome_ids:
        if key not in held:
            work.add(IndicatorOutcomeRow(indicator_id=row.id, outcome_id=key))


def _target(work: UnitOfWork, row: IndicatorRow, draft: IndicatorDraft) -> None:
    held = beside(work.session, TargetRow, row.id)
    if draft.target is None:
        for old in held:
            work.delete(old)
        return
    stored = held[0] if held else None
    values = _target_columns(draft, draft.target)
    if stored is None:
        work.add(TargetRow(indicator_id=row.id, **values))
        return
    for name, value in values.items():
        setattr(stored, name, value)


def _target_columns(draft: IndicatorDraft, target: TargetDraft) -> dict[str, Any]:
    value = target.value
    if target.kind is TargetKind.CHANGE_ON_BASELINE:
        worked_out = target_of(draft)
        value = final_value(worked_out) if worked_out else None
    return {
        "kind": target.kind,
        "value": value,
        "by_date": target.by,
        "baseline": target.baseline,
        "baseline_at": target.baseline_at,
        "change_percent": target.change_percent,
        "relative": target.relative,
        "tolerance": target.tolerance,
        "measured": target.measured,
        "words": target.words.strip(),
        "assumption": target.assumption.strip(),
    }


def _rows(
    work: UnitOfWork, row: IndicatorRow, kind: type[Any], wanted: Sequence[dict[str, Any]]
) -> None:
    """Make the rows beside an indicator these: those that stay the same keep their ids."""
    spare = beside(work.session, kind, row.id)
    missing = []
    for values in wanted:
        same = next((old for old in spare if _is(old, values)), None)
        if same is None:
            missing.append(values)
        else:
            spare.remove(same)
    for old in spare:
        work.delete(old)
    for values in missing:
        work.add(kind(indicator_id=row.id, **values))


def _is(row: Any, values: dict[str, Any]) -> bool:
    return all(getattr(row, name) == value for name, value in values.items())


def _steps(draft: IndicatorDraft) -> list[dict[str, Any]]:
    return [
        {"position": place, "words": step.words.strip(), "due": step.due, "done": step.done}
        for place, step in enumerate(draft.milestones, 1)
    ]


def _breaks(draft: IndicatorDraft) -> list[dict[str, Any]]:
    return [
        {"period_start": held.start, "rebase": held.rebase, "reason": held.reason.strip()}
        for held in draft.breaks
    ]


def _others(draft: IndicatorDraft) -> list[dict[str, Any]]:
    return [
        {"area": held.area, "period_start": held.start, "value": held.value}
        for held in draft.comparators
    ]
