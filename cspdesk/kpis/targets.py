"""Targets: what is aimed at, by when, from which baseline, and what is expected today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import Measured, TargetKind

TOLERANCE = 5.0
NUMERIC = frozenset(
    (TargetKind.LEVEL_BY_DATE, TargetKind.CHANGE_ON_BASELINE, TargetKind.COUNT_UP_TO)
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step that is done or not: `done` is the day it was, None while it is open."""

    words: str
    due: date | None = None
    done: date | None = None

    def days_late(self, today: date) -> int:
        """Days past due while open, else 0."""
        if self.done is not None or self.due is None:
            return 0
        return max((today - self.due).days, 0)


@dataclass(frozen=True, slots=True)
class Target:
    """One target of one indicator, in the indicator's unit.

    `value` is the level or count aimed at; a change on a baseline has `change_percent` instead,
    signed (−40.0 for a cut of 40%), of the baseline when `relative`, else in percentage points.
    `tolerance` is how far short still counts as amber: points for percentages, % otherwise.
    """

    kind: TargetKind
    value: float | None = None
    by: date | None = None
    baseline: float | None = None
    baseline_at: date | None = None
    change_percent: float | None = None
    relative: bool = True
    tolerance: float = TOLERANCE
    measured: Measured = Measured.LATEST
    milestones: tuple[Milestone, ...] = ()

    @property
    def is_numeric(self) -> bool:
        """Whether a figure can be held against it once it is complete."""
        return self.kind in NUMERIC

    @property
    def is_change(self) -> bool:
        return self.kind is TargetKind.CHANGE_ON_BASELINE

    @property
    def has_path(self) -> bool:
        """Whether there is a line from a dated baseline to a dated end."""
        return (
            self.baseline is not None
            and self.baseline_at is not None
            and self.by is not None
            and self.baseline_at < self.by
            and final_value(self) is not None
        )


def final_value(target: Target) -> float | None:
    """What is to be reached in the end; None when words or numbers for it are wanting."""
    if not target.is_numeric:
        return None
    if target.kind is not TargetKind.CHANGE_ON_BASELINE:
        return target.value
    if target.baseline is None or target.change_percent is None:
        return target.value
    if target.relative:
        return target.baseline * (100 + target.change_percent) / 100
    return target.baseline + target.change_percent


def expected_today(target: Target, today: date) -> float | None:
    """The target, or while it is still to come the point on the line from baseline to target."""
    final = final_value(target)
    if final is None or not target.has_path:
        return final
    assert target.baseline is not None
    assert target.baseline_at is not None
    assert target.by is not None
    gone = (today - target.baseline_at).days / (target.by - target.baseline_at).days
    share = min(max(gone, 0.0), 1.0)
    return final if share == 1.0 else target.baseline + (final - target.baseline) * share


def what_is_missing(target: Target) -> str | None:
    """Why no number can be expected yet, in one sentence; None when one can."""
    if final_value(target) is not None or not target.is_numeric:
        return None
    if target.kind is not TargetKind.CHANGE_ON_BASELINE:
        return "The target has no number."
    if target.change_percent is None:
        return "The target does not say by how much."
    return "There is no baseline to measure the change from."
