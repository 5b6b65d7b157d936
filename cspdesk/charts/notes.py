"""What a process behaviour chart explains in words beside it."""

from __future__ import annotations

from cspdesk.charts.levels import baseline_span, group_starts, shows_limits
from cspdesk.charts.scale import Scale
from cspdesk.charts.style import ChartStyle
from cspdesk.charts.view import XmrView
from cspdesk.charts.words import in_last_group, month
from cspdesk.kpis.spc import Signal
from db.vocabulary import Frequency


def xmr_notes(view: XmrView, scale: Scale, style: ChartStyle) -> tuple[str, ...]:
    """Sentences for the line by the chart: forms, limits, axis."""
    limits = shows_limits(view, style)
    signals = {p.signal for p in view.points} if limits else set()
    notes = [*_form_notes(view, signals, style), _limit_note(view, limits, style)]
    if limits and any(p.lower is not None and view.floor is not None and p.lower < view.floor
                      for p in view.points):  # fmt: skip
        notes.append("No lower limit: it would be below zero.")
    notes += [f"{one.name} from {view.points[one.place].short}: {_sentence(one.reason)}"
              for one in view.breaks]  # fmt: skip
    if limits:
        notes += view.cautions
    if any(p.provisional for p in view.points):
        notes.append("Hollow: provisional.")
    if any(p.value is None for p in view.points):
        notes.append("Dashed ring: no data.")
    if scale.starts_above_zero:
        notes.append(f"Axis starts at {view.figures.tick(scale.low, scale.step)}.")
    return tuple(notes)


def _form_notes(view: XmrView, signals: set[Signal], style: ChartStyle) -> list[str]:
    periods = f"{view.period_word}s"
    if not style.paper:
        found = signals - {Signal.COMMON}
        return [f"Squares: {periods} that chance does not explain."] if found else []
    notes = []
    if Signal.CONCERN in signals:
        notes.append(f"Diamonds: {periods} that chance does not explain.")
    if Signal.IMPROVEMENT in signals:
        notes.append("Rings: better than chance explains.")
    if signals & {Signal.NEUTRAL_HIGH, Signal.NEUTRAL_LOW}:
        notes.append(f"Squares: {periods} that chance does not explain.")
    return notes


def _sentence(words: str) -> str:
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _limit_note(view: XmrView, limits: bool, style: ChartStyle) -> str:
    count, period = in_last_group(view), f"{view.period_word}s"
    if not limits:
        return f"Too few {period} for limits ({count})."
    if count < style.least_points_for_limits:
        return ""  # the title says so
    if view.trial:
        return f"Trial limits, from {count} {period}."
    span = baseline_span(view)
    if span is None:
        since = f" since {view.points[group_starts(view)[-1]].short}" if group_starts(view) else ""
        return f"Average and limits: all {count} {period}{since}."
    inside = sum(p.in_baseline for p in view.points[span[0] : span[1] + 1])
    first = "first " if span[0] == 0 else ""
    since = "" if first else f" from {view.points[span[0]].short}"
    return f"Average and limits: {first}{inside} {period}{since}."


def baseline_words(view: XmrView) -> str:
    """The name of the baseline inside the chart; empty where all points make the limits."""
    if view.trial:
        count = in_last_group(view)
        return f"Trial limits: {count} {view.period_word}{'' if count == 1 else 's'}"
    span = baseline_span(view)
    if span is None:
        return ""
    first, last = view.points[span[0]], view.points[span[1]]
    if view.frequency is not Frequency.MONTHLY:
        return f"Baseline: {first.short} to {last.short}"
    if first.start.year == last.start.year:
        return f"Baseline: {month(first)} to {month(last)} {last.start.year}"
    return f"Baseline: {month(first)} {first.start.year} to {month(last)} {last.start.year}"
