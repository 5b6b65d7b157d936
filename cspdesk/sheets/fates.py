"""What a figure of the file is to the one that is kept: new, changed (from what), or the same."""

from __future__ import annotations

from datetime import date

from cspdesk.calendar import MONTHS
from cspdesk.sheets.plan import ExistingFigure
from cspdesk.sheets.values import Outcome, ReadValue
from db.vocabulary import MeasurementState, RowFate, Unit

_NEW, _CHANGED, _SAME = RowFate.NEW, RowFate.CHANGED, RowFate.SAME
_FINAL = MeasurementState.FINAL
_SETTLED = (MeasurementState.FINAL, MeasurementState.REVISED)
_SUPPRESSED = Outcome.SUPPRESSED


def state_of(value: ReadValue, provisional: bool) -> MeasurementState:
    """The state in which a value is kept: its own mark counts before the column's."""
    if value.number is None:
        hidden = value.outcome is _SUPPRESSED
        return MeasurementState.SUPPRESSED if hidden else MeasurementState.NOT_AVAILABLE
    if value.mark is not None:
        return value.mark
    return MeasurementState.PROVISIONAL if provisional else _FINAL


def fate_of(
    value: float | None, state: MeasurementState, old: ExistingFigure | None, unit: Unit
) -> tuple[RowFate, str]:
    """New, changed or same, with what it was and what has been said of it."""
    if old is None:
        return _NEW, ""
    if same_figure(value, old.value):
        if state is old.state or (state in _SETTLED and old.state in _SETTLED):
            return _SAME, ""
        return _CHANGED, f"Was {old.state.label.lower()}{_said(old, unit, value)}"
    return _CHANGED, f"Was {_words(old.value, old.state, unit)}{_said(old, unit, value)}"


def same_figure(a: float | None, b: float | None) -> bool:
    """Whether two figures are one, up to what a binary number loses."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-9 * max(1.0, abs(a), abs(b))


def changes_report(value: float | None, old: ExistingFigure | None) -> bool:
    """Whether an issued pack has said something else."""
    return old is not None and old.reported_on is not None and not same_figure(value, old.reported)


def _said(old: ExistingFigure, unit: Unit, value: float | None) -> str:
    said = ""
    if changes_report(value, old) and old.reported_on is not None:
        figure = _words(old.reported, MeasurementState.NOT_AVAILABLE, unit)
        said = f". Reported as {figure} on {_day(old.reported_on)}"
    return said + (". PMG has signed off this period" if old.signed_off else "")


def _words(value: float | None, state: MeasurementState, unit: Unit) -> str:
    if value is None:
        return state.label.lower()
    return f"{value:.10g}{'%' if unit is Unit.PERCENT else ''}"


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
