"""A plan held against the day a file lives on: figures of periods that have not begun.

A sample lives on a day of its own, and publishers print the months to come as empty or hidden
cells. A figure with a number is kept for its day; a cell without one says nothing of a period that
has not happened, so it is left out with that reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cspdesk.calendar import plain_date
from cspdesk.sheets.fates import changes_report
from cspdesk.sheets.plan import Counts, ImportPlan, LeftOut, PlannedFigure
from cspdesk.sheets.wording import ahead_said, fates_said, outcome, skipped_said
from db.vocabulary import RowFate

_WRITES = (RowFate.NEW, RowFate.CHANGED)


def as_at(plan: ImportPlan, today: date) -> ImportPlan:
    """The plan as it is on a day. Pure; a plan without a period after the day comes back as is."""
    later = [row for row in plan.rows if _is_later(row, today)]
    if not later:
        return plan
    skipped = [row for row in later if row.value is None]
    rows = tuple(row for row in plan.rows if row.value is not None or not _is_later(row, today))
    counts = _counts(plan.counts, rows, len(skipped))
    day, ahead = plain_date(today), len(later) - len(skipped)
    said = [outcome(counts, plan.layout), *fates_said(counts)]
    said += [ahead_said(ahead, day)] if ahead else []
    said += [skipped_said(len(skipped), day)] if skipped else []
    return replace(
        plan,
        rows=rows,
        counts=counts,
        left_out=(*plan.left_out, *_left_out(skipped, day)),
        sentences=_sentences(plan, said),
    )


def _is_later(row: PlannedFigure, today: date) -> bool:
    if row.fate is RowFate.REJECTED or row.period is None:
        return False
    return row.period.start > today


def _counts(before: Counts, rows: Sequence[PlannedFigure], skipped: int) -> Counts:
    """The counts without the cells that are left out."""
    if not skipped:
        return before
    fates = Counter(row.fate for row in rows)
    written = [row for row in rows if row.fate in _WRITES]
    return replace(
        before,
        figures=len(rows),
        new=fates[RowFate.NEW],
        changed=fates[RowFate.CHANGED],
        same=fates[RowFate.SAME],
        read_with_change=sum(bool(row.notes) and row.fate is not RowFate.REJECTED for row in rows),
        signed_off=sum(row.old is not None and row.old.signed_off for row in written),
        reported=sum(changes_report(row.value, row.old) for row in written),
        left_out=before.left_out + skipped,
    )


def _sentences(plan: ImportPlan, said: list[str]) -> tuple[str, ...]:
    """`said` in the place of the outcome and fates; notes on the book stay before them."""
    told = (outcome(plan.counts, plan.layout), *fates_said(plan.counts))
    place = plan.sentences.index(told[0]) if told[0] in plan.sentences else 0
    others = [sentence for sentence in plan.sentences if sentence not in told]
    return (*others[:place], *said, *others[place:])


def _left_out(skipped: Sequence[PlannedFigure], day: str) -> tuple[LeftOut, ...]:
    """Once per name, with its rows."""
    found: dict[str, list[int]] = {}
    for row in skipped:
        found.setdefault(row.label, []).append(row.row)
    why = f"no figure, and its period begins after {day}"
    return tuple(
        LeftOut(label, why, tuple(dict.fromkeys(rows)), len(rows)) for label, rows in found.items()
    )
