"""A target typed in plain words, made into the target of a draft: what the words say wins, what
they leave out stays or is found in the figures, and whatever was assumed is said. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.kpis.drafts import IndicatorDraft, TargetDraft, target_of
from cspdesk.kpis.figures import format_figure, rolling
from cspdesk.kpis.periods import Period, period_of
from cspdesk.kpis.target_words import ParsedTarget, parse_target, say_target
from cspdesk.kpis.targets import NUMERIC, what_is_missing
from db.vocabulary import Direction, Frequency, Measured, TargetKind, Unit

EXAMPLES = (
    "reduce by 40% over 4 years from 2012/13",
    "from 70 to 310 by March 2017",
    "28% by 2016/17",
    "yes by March 2018",
)
Figures = Mapping[Period, float | None]


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """What became of some words. `draft` is None when they cannot be read: nothing changes then.

    `said` is the target in plain words; `notes` are sentences on what was assumed or is wanting.
    """

    draft: IndicatorDraft | None
    said: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""


def enter_target(
    words: str, draft: IndicatorDraft, figures: Figures, *, fresh: bool = False
) -> TargetEntry:
    """Read the words into the draft; `figures` may hold the baseline that they only date.

    A `fresh` indicator takes its unit and direction from the words, where they tell; one that
    exists keeps its own, and a contradiction is said.
    """
    known = draft.direction if draft.direction is not Direction.NEITHER else None
    parsed = parse_target(words, direction=None if fresh else known)
    if parsed.target is None:
        return TargetEntry(None, problem=_problem(parsed))
    notes = [note for note in parsed.assumptions if not _settled(note, draft, fresh)]
    draft = _fitted(draft, parsed, notes, fresh)
    made = _merged(draft, parsed, words, notes)
    made = _with_baseline(made, figures, notes)
    made = replace(made, target=replace(_held(made), assumption=" ".join(notes)))
    return TargetEntry(made, say_draft(made), tuple(notes))


def _held(draft: IndicatorDraft) -> TargetDraft:
    assert draft.target is not None
    return draft.target


def _fitted(
    draft: IndicatorDraft, parsed: ParsedTarget, notes: list[str], fresh: bool
) -> IndicatorDraft:
    """Unit and direction: of a new indicator from the words, else kept and compared."""
    unit, direction = parsed.unit or draft.unit, parsed.direction or draft.direction
    if fresh:
        return replace(draft, unit=unit, direction=direction)
    if unit is not draft.unit and Unit.PERCENT in (unit, draft.unit):
        is_percent = unit is Unit.PERCENT
        notes.append(
            "The words speak of a percentage, but this indicator is no percentage."
            if is_percent
            else "This indicator is a percentage: the number is read as one."
        )
    if direction is not draft.direction:
        notes.append(f"The words ask for {_WAY[direction]}, but {_BETTER[draft.direction]}.")
    return draft


_WAY = {
    Direction.LOWER: "less",
    Direction.HIGHER: "more",
    Direction.NEITHER: "neither more nor less",
}
_BETTER = {
    Direction.LOWER: "lower is better here",
    Direction.HIGHER: "higher is better here",
    Direction.NEITHER: "neither way is better here",
}


def _problem(parsed: ParsedTarget) -> str:
    if "“" in parsed.reason:
        return parsed.reason  # it says already what to write instead
    examples = ", ".join(f"“{words}”" for words in EXAMPLES)
    return f"{parsed.reason} Write for example {examples}."


def _settled(note: str, draft: IndicatorDraft, fresh: bool) -> bool:
    """The words do not say which way is better, but the form does."""
    known = draft.direction is not Direction.NEITHER
    return known and not fresh and note.startswith("The words do not say whether")


def _merged(
    draft: IndicatorDraft, parsed: ParsedTarget, words: str, notes: list[str]
) -> IndicatorDraft:
    target = parsed.target
    assert target is not None
    before = draft.target
    numeric = target.kind in NUMERIC
    keep_baseline = numeric and target.baseline is None and target.baseline_at is None
    made = TargetDraft(
        kind=target.kind,
        value=target.value,
        by=target.by,
        baseline=before.baseline if before and keep_baseline else target.baseline,
        baseline_at=before.baseline_at if before and keep_baseline else target.baseline_at,
        change_percent=target.change_percent,
        relative=target.relative,
        tolerance=before.tolerance if before else target.tolerance,
        measured=_measured(draft, parsed, notes),
        words=words.strip(),
    )
    if made.by and made.baseline_at and made.baseline_at >= made.by:
        made = replace(made, baseline=None, baseline_at=None)
    elif keep_baseline and made.baseline is not None:
        notes.append("The baseline entered before is kept.")
    steps = draft.milestones or target.milestones
    return replace(draft, target=made, milestones=steps)


def _measured(draft: IndicatorDraft, parsed: ParsedTarget, notes: list[str]) -> Measured:
    """What the words name, else what was chosen, else twelve months for counts in parts of a year.

    A target for a year's offences cannot be held against one month's.
    """
    assert parsed.target is not None
    if parsed.target.measured is not Measured.LATEST:
        return parsed.target.measured
    if draft.target is not None:
        return draft.target.measured
    # "From 70 to 310" counts what there is at a time, not what happened in a year.
    if parsed.target.kind is TargetKind.COUNT_UP_TO:
        return Measured.LATEST
    if draft.unit is Unit.COUNT and draft.frequency is not Frequency.YEARLY:
        notes.append("It is measured over 12 months.")
        return Measured.ROLLING_12
    return Measured.LATEST


def _with_baseline(draft: IndicatorDraft, figures: Figures, notes: list[str]) -> IndicatorDraft:
    """The baseline that the words only date ("from 2012/13"), where the figures have it."""
    target = _held(draft)
    if not target.baseline_at or target.baseline is not None or target.kind not in NUMERIC:
        return draft
    found = figure_at(target.baseline_at, target.measured, draft, figures)
    if found is None:
        notes.append("There is no figure for the baseline yet: enter it below.")
        return draft
    at, value = found
    shown = format_figure(value, draft.unit, draft.decimals)
    over = "the 12 months to " if target.measured is Measured.ROLLING_12 and at.per_year > 1 else ""
    notes.append(f"The baseline is {shown}, the figure for {over}{at.label}.")
    return replace(draft, target=replace(target, baseline=value))


def figure_at(
    day: date, measured: Measured, draft: IndicatorDraft, figures: Figures
) -> tuple[Period, float] | None:
    """The period that ends on or holds a day, with its figure over the window; None without one."""
    start = next((period.year_start_month for period in figures), 4)
    at = period_of(day, draft.frequency, start)
    value = rolling(figures, at, measured, draft.unit)
    return None if value is None else (at, value)


def say_draft(draft: IndicatorDraft) -> str:
    """The draft's target in plain words; what it still lacks is said with it."""
    target = target_of(draft)
    if target is None:
        return "No target"
    if target.kind is TargetKind.MILESTONES and target.milestones:
        done = sum(step.done is not None for step in target.milestones)
        return f"{done} of {len(target.milestones)} milestones done: the PMG judges"
    said = say_target(target, draft.unit)
    return said if what_is_missing(target) is None else f"{said}. {what_is_missing(target)}"
