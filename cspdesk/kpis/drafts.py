"""An indicator as its editor holds it: plain values, and the rules they must keep.

Pure: nothing here reads the file. A rule that is broken names the field the sentence belongs
beside, by the names of `IndicatorDraft` and `TargetDraft`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from cspdesk.errors import RuleBroken
from cspdesk.fields import required, whole_number
from cspdesk.kpis.targets import TOLERANCE, Milestone, Target, final_value
from db.vocabulary import (
    Comparator,
    Direction,
    Frequency,
    Measured,
    Publicity,
    TargetKind,
    Unit,
)

LONGEST_CODE = 8
FEWEST_BASELINE_POINTS, MOST_BASELINE_POINTS = 12, 60  # reference/spc.md, section 1


@dataclass(frozen=True, slots=True)
class TargetDraft:
    """A target as it is edited; the fields are those of `Target`, with the source's words."""

    kind: TargetKind
    value: float | None = None
    by: date | None = None
    baseline: float | None = None
    baseline_at: date | None = None
    change_percent: float | None = None
    relative: bool = True
    tolerance: float = TOLERANCE
    measured: Measured = Measured.LATEST
    words: str = ""
    assumption: str = ""


@dataclass(frozen=True, slots=True)
class BreakDraft:
    """A change of the series from `start` on, or a deliberate re-base of its limits."""

    start: date
    rebase: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ComparatorFigure:
    """One figure of London or the most similar group, in the indicator's unit."""

    area: Comparator
    start: date
    value: float


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """Everything of one indicator that its editor changes, saved in one step."""

    code: str = ""
    name: str = ""
    words: str = ""
    priority_id: int | None = None
    theme: str = ""
    outcome_ids: tuple[int, ...] = ()
    source: str = ""
    data_source: str = ""
    owner_id: int | None = None
    definition: str = ""
    good_looks_like: str = ""
    unit: Unit = Unit.COUNT
    unit_words: str = ""
    direction: Direction = Direction.LOWER
    frequency: Frequency = Frequency.MONTHLY
    decimals: int = 0
    caveats: str = ""
    lag_days: int = 45
    publicity: Publicity | None = None
    exempt_paragraph: str = ""
    exempt_reason: str = ""
    baseline_from: date | None = None
    baseline_points: int | None = None
    target: TargetDraft | None = None
    milestones: tuple[Milestone, ...] = ()
    breaks: tuple[BreakDraft, ...] = ()
    comparators: tuple[ComparatorFigure, ...] = field(default=())


def target_of(draft: IndicatorDraft) -> Target | None:
    """The target as the rules of rating know it."""
    held = draft.target
    if held is None:
        return None
    return Target(
        kind=held.kind,
        value=held.value,
        by=held.by,
        baseline=held.baseline,
        baseline_at=held.baseline_at,
        change_percent=held.change_percent,
        relative=held.relative,
        tolerance=held.tolerance,
        measured=held.measured,
        milestones=draft.milestones if held.kind is TargetKind.MILESTONES else (),
    )


def check_draft(draft: IndicatorDraft) -> None:
    """Raises RuleBroken(field, sentence) for the first rule that the draft breaks."""
    code = required("code", draft.code, "Give it a code, such as C7.")
    if len(code) > LONGEST_CODE or " " in code:
        raise RuleBroken("code", f"A code is one word of at most {LONGEST_CODE} letters.")
    required("name", draft.name, "Give it the name people call it by.")
    if draft.theme.strip() and draft.priority_id is None:
        raise RuleBroken("priority_id", "A theme belongs to a priority: choose one.")
    whole_number("decimals", draft.decimals, 0, 4, "Decimals")
    whole_number("lag_days", draft.lag_days, 0, 730, "Days until the figure is due")
    if draft.baseline_points is not None:
        low, high = FEWEST_BASELINE_POINTS, MOST_BASELINE_POINTS
        whole_number("baseline_points", draft.baseline_points, low, high, "Points of the baseline")
    if draft.exempt_reason.strip() and not draft.exempt_paragraph.strip():
        raise RuleBroken(
            "exempt_paragraph", "Name the paragraph of Schedule 12A that the reason is about."
        )
    _check_target(draft.target)
    _check_lists(draft)


def _check_target(target: TargetDraft | None) -> None:
    if target is None:
        return
    if target.kind in (TargetKind.LEVEL_BY_DATE, TargetKind.COUNT_UP_TO) and target.value is None:
        raise RuleBroken("value", "Say what is to be reached: a number.")
    if target.kind is TargetKind.CHANGE_ON_BASELINE and target.change_percent is None:
        raise RuleBroken("change_percent", "Say by how much: a number, such as −20.")
    for name in ("value", "baseline", "change_percent"):
        number = getattr(target, name)
        if number is not None and not math.isfinite(number):
            raise RuleBroken(name, "That is not a number.")
    if not 0 <= target.tolerance <= 100:
        raise RuleBroken("tolerance", "The tolerance is a number from 0 to 100.")
    if target.by and target.baseline_at and target.baseline_at >= target.by:
        raise RuleBroken("baseline_at", "The baseline must be earlier than the day of the target.")


def _check_lists(draft: IndicatorDraft) -> None:
    for step in draft.milestones:
        required("milestones", step.words, "Say what each milestone is, or remove its row.")
    for held in draft.breaks:
        required(
            "breaks", held.reason, "Say why the series changes: the reason is printed with it."
        )
    _once([held.start for held in draft.breaks], "breaks", "Two breaks begin in the same period.")
    _once(
        [(held.area, held.start) for held in draft.comparators],
        "comparators",
        "One period has two figures of the same area.",
    )


def _once(keys: Sequence[object], name: str, sentence: str) -> None:
    if len(set(keys)) != len(keys):
        raise RuleBroken(name, sentence)


def doubts(draft: IndicatorDraft) -> tuple[str, ...]:
    """What is worth a second look, in sentences; none of it stops the save."""
    target, held = target_of(draft), draft.target
    if target is None or held is None or not target.is_numeric:
        return ()
    final = final_value(target)
    found = []
    if held.baseline is not None and final is not None and final != held.baseline:
        falls = final < held.baseline
        if falls and draft.direction is Direction.HIGHER:
            found.append("The target is below its baseline, but higher is better.")
        if not falls and draft.direction is Direction.LOWER:
            found.append("The target is above its baseline, but lower is better.")
    if draft.direction is Direction.NEITHER:
        found.append("Neither way is better, so it cannot be rated against a number.")
    if held.by is None:
        found.append("Without a day the target counts as due now.")
    elif held.baseline is not None and held.baseline_at is None:
        found.append("The baseline has no day, so the whole target is expected from the start.")
    return tuple(found)
