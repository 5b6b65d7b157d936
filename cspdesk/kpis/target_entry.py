"""A target typed in plain words, made into the target of a draft: what the words say wins, what
they leave out stays or is found in the figures, and whatever was assumed is said. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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

    `said` is the target in plain words; `notes` are sentences on what was assumed, which are
    stored and printed with the target. What is still wanting is no part of it: `still_to_do`.
    `rests_on` pairs a field with the note that is true only while the field stays as it was read;
    `direction` and `unit` are those of the words, None where they do not tell.
    """

    draft: IndicatorDraft | None
    said: str = ""
    notes: tuple[str, ...] = ()
    problem: str = ""
    rests_on: tuple[tuple[str, str], ...] = ()
    way_open: bool = False
    direction: Direction | None = None
    unit: Unit | None = None


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
    if not fresh and (problem := _wrong_unit(words, parsed, draft)):
        return TargetEntry(None, problem=problem)
    notes = [note for note in parsed.assumptions if not note.startswith(_WAY_OPEN)]
    way_open = len(notes) < len(parsed.assumptions)
    draft = _fitted(draft, parsed, notes, fresh)
    made = _merged(draft, parsed, words, notes)
    made = _with_baseline(made, figures, notes)
    made = replace(made, target=replace(_held(made), assumption=" ".join(notes)))
    rests = tuple((name, note) for note in notes for name in _RESTING if _RESTING[name](note))
    return TargetEntry(
        made, say_draft(made), tuple(notes), "", rests, way_open, parsed.direction, parsed.unit
    )


_WAY_OPEN = "The words do not say whether higher or lower is better"
_RESTING: dict[str, Callable[[str], bool]] = {
    "baseline": lambda note: note.startswith("The baseline "),
    "measured": lambda note: note == _OVER_A_YEAR,
    "direction": lambda note: note.endswith(" is better is assumed."),
}
_OVER_A_YEAR = "It is measured over 12 months."
_PERCENTAGE = re.compile(r"\d ?(?:%|per ?cent)", re.IGNORECASE)
_LEVELS = (TargetKind.LEVEL_BY_DATE, TargetKind.COUNT_UP_TO)


def _wrong_unit(words: str, parsed: ParsedTarget, draft: IndicatorDraft) -> str:
    """A level in per cent for what is no percentage would be kept as so many: 28 offences."""
    said = _PERCENTAGE.search(words) is not None and parsed.unit is Unit.PERCENT
    if draft.unit is Unit.PERCENT or parsed.kind not in _LEVELS or not said:
        return ""
    return (
        f"The words give a percentage, but the unit of this indicator is “{draft.unit.label}”: "
        "write a number, or change the unit on the tab Indicator."
    )


def still_to_do(draft: IndicatorDraft, entry: TargetEntry) -> tuple[str, ...]:
    """What the target still lacks as the form now stands, in sentences: shown, never stored."""
    target = draft.target
    if target is None or target.kind not in NUMERIC:
        return ()
    found = []
    dated = target.baseline_at is not None or target.kind is TargetKind.CHANGE_ON_BASELINE
    if dated and target.baseline is None:
        found.append("There is no figure for the baseline yet: enter it below.")
    if entry.way_open and draft.direction is Direction.NEITHER:
        found.append(f"{_WAY_OPEN}: choose it on the tab Indicator.")
    if entry.direction not in (None, draft.direction):
        found.append(f"The words ask for {_WAY[entry.direction]}, but {_BETTER[draft.direction]}.")
    if entry.unit is Unit.PERCENT and draft.unit is not Unit.PERCENT:
        found.append("The words speak of a percentage, but this indicator is no percentage.")
    return tuple(found)


def still_true(assumption: str, entry: TargetEntry, draft: IndicatorDraft) -> str:
    """The assumption without what a field that was changed since has made untrue."""
    read = entry.draft
    if read is None or read.target is None or draft.target is None:
        return assumption
    for name, note in entry.rests_on:
        held, now = (read, draft) if name == "direction" else (read.target, draft.target)
        if note in assumption and getattr(held, name) != getattr(now, name):
            assumption = " ".join(assumption.replace(note, "").split())
    return assumption


def _held(draft: IndicatorDraft) -> TargetDraft:
    assert draft.target is not None
    return draft.target


def _fitted(
    draft: IndicatorDraft, parsed: ParsedTarget, notes: list[str], fresh: bool
) -> IndicatorDraft:
    """Unit and direction: of a new indicator from the words, else kept."""
    unit, direction = parsed.unit or draft.unit, parsed.direction or draft.direction
    if fresh:
        return replace(draft, unit=unit, direction=direction)
    if draft.unit is Unit.PERCENT and unit is not Unit.PERCENT:
        notes.append("This indicator is a percentage: the number is read as one.")
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
        notes.append(_OVER_A_YEAR)
        return Measured.ROLLING_12
    return Measured.LATEST


def _with_baseline(draft: IndicatorDraft, figures: Figures, notes: list[str]) -> IndicatorDraft:
    """The baseline that the words only date ("from 2012/13"), where the figures have it."""
    target = _held(draft)
    if not target.baseline_at or target.baseline is not None or target.kind not in NUMERIC:
        return draft
    found = figure_at(target.baseline_at, target.measured, draft, figures)
    if found is None:
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
