"""What a person may decide about a row of a plan, and what each answer makes of the choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.sheets.mapping import Choices, How, IndicatorKey, Match
from cspdesk.sheets.plan import ImportPlan, PlannedFigure
from cspdesk.sheets.values import read_fraction
from db.vocabulary import RowFate, Unit

_ONE_OF_MANY = (How.SUGGESTED, How.AMBIGUOUS, How.NONE)
Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: its words, what is said beside it, the choices it makes, whether it is made."""

    words: str
    detail: str
    choices: Choices
    made: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about a row. `label` is the name to be matched; with it any other indicator
    may be the answer (`with_name`)."""

    ask: str
    options: tuple[Option, ...]
    label: str = ""


def question_for(plan: ImportPlan, row: PlannedFigure, choices: Choices) -> Question | None:
    """What can be decided about a row; None when the file itself has to be mended."""
    if row.fault == "place":
        said = "These figures are ours all the same"
        return Question(row.reason, (Option(said, "", replace(choices, other_place=True)),))
    if row.fault in ("row", "sheet") and row.indicator and row.period:
        return _which_one(plan, row, choices)
    if row.fault == "value" and _is_fraction(row):
        return _what_fraction(row, choices)
    match = plan.match_of(row.label)
    if match is None or not match.label:
        return None
    if match.how in _ONE_OF_MANY or match.label in choices.names:
        return _which_kpi(plan, match, choices)
    return None


def with_name(plan: ImportPlan, choices: Choices, label: str, indicator_id: int | None) -> Choices:
    """The choices with a name of the file taken as an indicator (None: left out).

    A name beside others of the same indicator is added to them: a category that was renamed
    stands under both its names for some months, and neither is all of it.
    """
    names = {**choices.names, label: indicator_id}
    made = replace(choices, names=names)
    if indicator_id is not None and _others(plan, label, indicator_id):
        made = replace(made, sums=choices.sums | {indicator_id})
    return made


def _others(plan: ImportPlan, label: str, indicator_id: int) -> list[str]:
    """The file's other names of an indicator."""
    return [
        match.label
        for match in plan.matches
        if match.indicator is not None
        and match.indicator.id == indicator_id
        and match.label != label
    ]


def _which_kpi(plan: ImportPlan, match: Match, choices: Choices) -> Question:
    offered: dict[int, tuple[IndicatorKey, str]] = {
        one.indicator.id: (one.indicator, f"{one.score:.0f}% alike") for one in match.suggestions
    }
    if match.indicator is not None:
        offered.setdefault(match.indicator.id, (match.indicator, ""))
    options = [
        Option(
            f"{key.code} {key.name}".strip(),
            _beside(plan, match.label, key, said),
            with_name(plan, choices, match.label, number),
            choices.names.get(match.label, 0) == number,
        )
        for number, (key, said) in offered.items()
    ]
    left = match.label in choices.names and choices.names[match.label] is None
    options.append(
        Option(
            "Leave it out", "this time and next", with_name(plan, choices, match.label, None), left
        )
    )
    return Question(f"Which KPI is “{match.label}”?", tuple(options), match.label)


def _beside(plan: ImportPlan, label: str, key: IndicatorKey, said: str) -> str:
    others = _others(plan, label, key.id)
    return f"added to “{others[0]}”" if others else said


def _which_one(plan: ImportPlan, row: PlannedFigure, choices: Choices) -> Question | None:
    assert row.indicator is not None
    assert row.period is not None
    key = (row.indicator.id, row.period.start)
    group = _group(plan.rows, key)
    if row.fault == "sheet":
        options = tuple(
            Option(
                one.text,
                f"sheet “{one.sheet}”, {one.where}",
                replace(choices, keep_sheet={**choices.keep_sheet, key: one.sheet}),
                choices.keep_sheet.get(key) == one.sheet,
            )
            for one in group
        )
        return Question(f"Keep one for {row.period.label}", options)
    mine = [one for one in group if one.sheet == row.sheet]
    return Question(f"Keep one for {row.period.label}", _rows(mine, key, choices, row))


def _group(rows: Iterable[PlannedFigure], key: Key) -> list[PlannedFigure]:
    number, start = key
    return [
        row
        for row in rows
        if row.indicator is not None
        and row.indicator.id == number
        and row.period is not None
        and row.period.start == start
    ]


def _rows(
    group: Sequence[PlannedFigure], key: Key, choices: Choices, row: PlannedFigure
) -> tuple[Option, ...]:
    options = [
        Option(
            one.text,
            f"row {one.row}{', first in the file' if place == 0 else ''}",
            _keeping(choices, key, one.row),
            choices.keep.get(key) == one.row,
        )
        for place, one in enumerate(group)
    ]
    if len({one.label for one in group}) > 1 and all(one.value is not None for one in group):
        added = " + ".join(one.text for one in group[:4])
        options.append(
            Option(
                "Add them up",
                added + (" …" if len(group) > 4 else ""),
                _adding(choices, group, key[0]),
                key[0] in choices.sums,
            )
        )
    assert row.period is not None
    left = key in choices.keep and choices.keep[key] is None
    options.append(
        Option(f"Leave {row.period.label} as it is", "and ask", _keeping(choices, key, None), left)
    )
    return tuple(options)


def _keeping(choices: Choices, key: Key, row: int | None) -> Choices:
    return replace(choices, keep={**choices.keep, key: row})


def _adding(choices: Choices, group: Iterable[PlannedFigure], number: int) -> Choices:
    names: Mapping[str, int | None] = {
        **choices.names, **{one.label: number for one in group}
    }  # fmt: skip
    return replace(choices, names=names, sums=choices.sums | {number})


def _is_fraction(row: PlannedFigure) -> bool:
    return (
        row.indicator is not None
        and row.indicator.unit is Unit.PERCENT
        and read_fraction(row.text, True) is not None
    )


def _what_fraction(row: PlannedFigure, choices: Choices) -> Question:
    assert row.indicator is not None
    number = row.indicator.id
    options = []
    for hundredfold in (True, False):
        read = read_fraction(row.text, hundredfold)
        assert read is not None
        options.append(
            Option(
                f"{read.number:.10g}%",
                f"and so for every figure of {row.indicator.code} in this file",
                replace(choices, fractions={**choices.fractions, number: hundredfold}),
                choices.fractions.get(number) is hundredfold,
            )
        )
    return Question(f"What is {row.text} of {row.indicator.code}?", tuple(options))


def open_questions(plan: ImportPlan) -> int:
    """How many rejected rows wait for a decision that nobody has made."""
    return sum(row.fate is RowFate.REJECTED and "you chose" not in row.reason for row in plan.rows)
