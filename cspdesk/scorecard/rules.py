"""The measures by the interview finding each answers, how they changed, and the words for it.

Findings: source "CSP refresh", the seven common issues of the interviews. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from cspdesk.calendar import SHORT_MONTHS
from cspdesk.scorecard import measures
from cspdesk.scorecard.facts import CycleFacts
from cspdesk.scorecard.measures import Compute, Shape, Value
from cspdesk.words import counted
from db.vocabulary import Direction


class Finding(IntEnum):
    """What partners said in the interviews, in the source's order."""

    INFORMATION = 1
    FEWER = 2
    OWNERSHIP = 3
    REPORTING = 4
    ROLE = 5
    COMMUNITY = 6
    BUSINESS = 7

    @property
    def words(self) -> str:
        return _FINDINGS[self]


_FINDINGS = {
    Finding.INFORMATION: "Too much information sharing, too little strategic leadership",
    Finding.FEWER: "Too many items and too many papers",
    Finding.OWNERSHIP: "Police and Council carry too much of it",
    Finding.REPORTING: "Nobody reports back what their own body did",
    Finding.ROLE: "Partners are unsure what their role is",
    Finding.COMMUNITY: "The views of the community are missing",
    Finding.BUSINESS: "Business and others are not represented",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the scorecard. `good` is which way the figure should go."""

    key: str
    title: str
    finding: Finding
    shape: Shape
    good: Direction
    compute: Compute
    unit: str = ""


_SHARE, _AMOUNT = Shape.SHARE, Shape.AMOUNT
_MORE, _LESS = Direction.HIGHER, Direction.LOWER
MEASURES = (
    Measure("decision_time", "Agenda time for decisions", Finding.INFORMATION, _SHARE, _MORE,
            measures.decision_time),
    Measure("decision_items", "Items for decision", Finding.INFORMATION, _SHARE, _MORE,
            measures.decision_items),
    Measure("over_time", "Time off the planned minutes", Finding.INFORMATION, _SHARE, _LESS,
            measures.over_time),
    Measure("items", "Items on the agenda", Finding.FEWER, _AMOUNT, _LESS, measures.all_items,
            "item"),
    Measure("information", "Items for information only", Finding.FEWER, _AMOUNT, _LESS,
            measures.information_items, "item"),
    Measure("pages", "Pages of papers", Finding.FEWER, _AMOUNT, _LESS, measures.pages, "page"),
    Measure("another_way", "Information sent another way", Finding.FEWER, _AMOUNT, _MORE,
            measures.sent_another_way, "piece"),
    Measure("carried", "Actions with Police or Council", Finding.OWNERSHIP, _SHARE, _LESS,
            measures.carried),
    Measure("on_time", "Actions done in time", Finding.OWNERSHIP, _SHARE, _MORE,
            measures.on_time),
    Measure("report_backs", "Report-backs received", Finding.REPORTING, _SHARE, _MORE,
            measures.reported_back),
    Measure("homework", "Homework answered", Finding.ROLE, _SHARE, _MORE, measures.homework),
    Measure("views", "Items with community views", Finding.COMMUNITY, _SHARE, _MORE,
            measures.community_views),
    Measure("sectors", "Sectors at the table", Finding.BUSINESS, _SHARE, _MORE,
            measures.others_at_table),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Point:
    """A measure in one cycle, or in one year: its label, value, and the value in a word or two."""

    label: str
    value: Value
    words: str
    held: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A measure over the cycles shown, the earliest first, with its years and its sentence.

    `change` is "better", "worse", "same" or "" where two cycles cannot be compared.
    """

    measure: Measure
    points: tuple[Point, ...]
    years: tuple[Point, ...]
    change: str
    sentence: str

    @property
    def latest(self) -> Point | None:
        """The latest Board held that says anything: what is planned is no result."""
        said = [one for one in self.points if one.held and one.value.number is not None]
        return said[-1] if said else None


def scorecard(cycles: Sequence[CycleFacts], today: date) -> tuple[Line, ...]:
    """Every measure over these cycles, which come in the order of their Boards."""
    return tuple(_line(measure, cycles, today) for measure in MEASURES)


def _line(measure: Measure, cycles: Sequence[CycleFacts], today: date) -> Line:
    points = tuple(
        _point(measure, month(cycle.board_on), measure.compute(cycle, today), cycle.held)
        for cycle in cycles
    )
    held = [point for point in points if point.held]
    return Line(measure, points, _years(measure, cycles, points), _change(measure, held),
                _sentence(measure, held))  # fmt: skip


def _point(measure: Measure, label: str, value: Value, held: bool) -> Point:
    words = value_words(measure, value.number)
    return Point(label, value, words if held or value.number is not None else "To come", held)


def value_words(measure: Measure, number: float | None) -> str:
    """ "48%", "7 items", "7.5 items"; "Missing" where there is no record."""
    if number is None:
        return "Missing"
    if measure.shape is Shape.SHARE:
        return f"{round(number * 100)}%"
    amount = f"{number:.1f}".removesuffix(".0")
    return f"{amount} {measure.unit}{'' if number == 1 else 's'}"


def added_up(values: Sequence[Value]) -> Value:
    """Several cycles as one value: counts and wholes added; what is missing is told."""
    known = [value for value in values if value.number is not None]
    if not known:
        return measures.missing("Missing in every cycle.")
    lacking = len(values) - len(known)
    detail = f"{len(known)} of {counted(len(values), 'cycle')} recorded" if lacking else ""
    count = sum(value.count or 0 for value in known)
    return Value(count, sum(value.whole for value in known), detail)


def _years(
    measure: Measure, cycles: Sequence[CycleFacts], points: Sequence[Point]
) -> tuple[Point, ...]:
    """Each year of cycles whose Board has met."""
    held: dict[str, list[Value]] = {}
    for cycle, point in zip(cycles, points, strict=True):
        if cycle.held:
            held.setdefault(cycle.year, []).append(point.value)
    return tuple(_point(measure, year, added_up(values), True) for year, values in held.items())


def _change(measure: Measure, held: Sequence[Point]) -> str:
    """From the first cycle that says anything to the latest; under half a point is the same."""
    known = [point.value.number for point in held if point.value.number is not None]
    if len(known) < 2:
        return ""
    rise = known[-1] - known[0]
    if abs(rise) < (0.005 if measure.shape is Shape.SHARE else 0.05):
        return "same"
    return "better" if (rise > 0) == (measure.good is Direction.HIGHER) else "worse"


def _sentence(measure: Measure, held: Sequence[Point]) -> str:
    """One sentence: the latest, the first, and what is missing. It must not flatter."""
    known = [point for point in held if point.value.number is not None]
    lacking = len(held) - len(known)
    if not held:
        return "No Board has met yet."
    if not known:
        return f"Missing in all {counted(len(held), 'cycle')}: {_why(held[-1])}"
    last, first = known[-1], known[0]
    said = f"{last.words} in {last.label}"
    if first is not last:
        said += f", {_way(first, last)} in {first.label}"
    if last is not held[-1]:
        said += f"; missing in {held[-1].label}"
    elif lacking:
        said += f"; missing in {counted(lacking, 'cycle')}"
    return f"{said}."


def _why(point: Point) -> str:
    detail = point.value.detail
    return f"{detail[:1].lower()}{detail[1:]}"


def _way(first: Point, last: Point) -> str:
    before, after = first.value.number or 0, last.value.number or 0
    if first.words == last.words:
        return "as"
    return f"{'up' if after > before else 'down'} from {first.words}"


def month(day: date) -> str:
    """ "Nov 2016"."""
    return f"{SHORT_MONTHS[day.month - 1]} {day.year}"


def summary(lines: Sequence[Line]) -> str:
    """ "Of 13 measures: 7 better than at the start, 2 worse; 4 cannot be said yet." """
    counts = {word: sum(line.change == word for line in lines) for word in _CHANGES}
    parts = [f"{counts[word]} {said}" for word, said in _CHANGES.items() if counts[word]]
    if not parts:
        return "Nothing can be compared yet: two Boards with records are needed."
    unknown = len(lines) - sum(counts.values())
    rest = f"; {unknown} cannot be said yet" if unknown else ""
    return f"Of {counted(len(lines), 'measure')}: {', '.join(parts)}{rest}."


_CHANGES = {"better": "better than at the start", "worse": "worse", "same": "the same"}
