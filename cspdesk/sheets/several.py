"""Several sheets read together: one plan, and no KPI and month filled twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from cspdesk.sheets.fates import changes_report, same_figure
from cspdesk.sheets.mapping import Choices, Match
from cspdesk.sheets.plan import Counts, ImportPlan, LeftOut, PlannedFigure, TableRead
from cspdesk.sheets.wording import fates_said, outcome
from db.vocabulary import RowFate

_WRITES = (RowFate.NEW, RowFate.CHANGED)
Key = tuple[int, date]


def together(plans: Sequence[ImportPlan], choices: Choices) -> ImportPlan:
    """One plan of several sheets of a file, in their order."""
    first = plans[0]
    rows = _judged([row._replace(sheet=plan.sheet) for plan in plans for row in plan.rows], choices)
    counts = _counts(plans, rows)
    return replace(
        first,
        sheet=", ".join(plan.sheet for plan in plans),
        rows=rows,
        left_out=_left_out(plans),
        matches=_matches(plans),
        counts=counts,
        sentences=(outcome(counts, first.layout), *fates_said(counts), *_by_sheet(plans)),
        tables=tuple(TableRead(plan.sheet, plan.layout, plan.recipe_name) for plan in plans),
    )


def _judged(rows: list[PlannedFigure], choices: Choices) -> tuple[PlannedFigure, ...]:
    """The rows, with those of one KPI and period on two sheets set against each other."""
    places: dict[Key, list[int]] = {}
    for place, row in enumerate(rows):
        if row.indicator and row.period and row.fate is not RowFate.REJECTED:
            places.setdefault((row.indicator.id, row.period.start), []).append(place)
    for key, found in places.items():
        if len(found) > 1:
            for place, row in zip(
                found, _against([rows[p] for p in found], key, choices), strict=True
            ):
                rows[place] = row
    return tuple(rows)


def _against(group: list[PlannedFigure], key: Key, choices: Choices) -> list[PlannedFigure]:
    first = group[0]
    kept = choices.keep_sheet.get(key)
    if kept in {row.sheet for row in group}:
        return [
            row if row.sheet == kept else _rejected(row, f"Sheet “{kept}” is kept, as you chose")
            for row in group
        ]
    if all(same_figure(row.value, first.value) for row in group):
        said = f"The same on sheet “{first.sheet}”, {first.where}"
        return [first, *(row._replace(fate=RowFate.SAME, reason=said) for row in group[1:])]
    return [
        _rejected(row, f"Another figure on {_others(row, group)}")._replace(
            rivals=tuple(other.row for other in group if other is not row)
        )
        for row in group
    ]


def _rejected(row: PlannedFigure, reason: str) -> PlannedFigure:
    return row._replace(fate=RowFate.REJECTED, reason=reason, fault="sheet", notes=())


def _others(row: PlannedFigure, group: Iterable[PlannedFigure]) -> str:
    return "; ".join(
        f"sheet “{other.sheet}”, {other.where}: {other.text}" for other in group if other is not row
    )


def _counts(plans: Sequence[ImportPlan], rows: Sequence[PlannedFigure]) -> Counts:
    total = {
        field.name: sum(getattr(plan.counts, field.name) for plan in plans)
        for field in fields(Counts)
    }
    fates = Counter(row.fate for row in rows)
    for fate in RowFate:
        total[fate.value] = fates[fate]
    total["read_with_change"] = sum(
        bool(row.notes) and row.fate is not RowFate.REJECTED for row in rows
    )
    written = [row for row in rows if row.fate in _WRITES]
    total["signed_off"] = sum(row.old is not None and row.old.signed_off for row in written)
    total["reported"] = sum(changes_report(row.value, row.old) for row in written)
    return Counts(**total)


def _left_out(plans: Sequence[ImportPlan]) -> tuple[LeftOut, ...]:
    found: dict[tuple[str, str], LeftOut] = {}
    for plan in plans:
        for one in plan.left_out:
            key = (one.label, one.why)
            known = found.get(key)
            found[key] = (
                one
                if known is None
                else replace(known, rows=known.rows + one.rows, figures=known.figures + one.figures)
            )
    return tuple(found.values())


def _matches(plans: Sequence[ImportPlan]) -> tuple[Match, ...]:
    found: dict[tuple[str, ...], Match] = {}
    for plan in plans:
        for match in plan.matches:
            found.setdefault(match.parts, match)
    return tuple(found.values())


def _by_sheet(plans: Sequence[ImportPlan]) -> list[str]:
    """What each sheet said for itself, without its own outcome; what all say is said once."""
    said = Counter(sentence for plan in plans for sentence in set(plan.sentences[1:]))
    shared = [s for s in plans[0].sentences[1:] if said[s] == len(plans)]
    own = [
        f"Sheet “{plan.sheet}”: {plan.counts.figures:,} figure"
        f"{'' if plan.counts.figures == 1 else 's'}. "
        + " ".join(s for s in plan.layout.sentences if said[s] < len(plans))
        for plan in plans
    ]
    return [f"{len(plans)} sheets are read together.", *(text.strip() for text in own), *shared]
