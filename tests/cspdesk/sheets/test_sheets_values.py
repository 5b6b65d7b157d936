"""What a cell of figures says."""

from __future__ import annotations

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.sheets.grid import CellError, Raw
from cspdesk.sheets.values import Outcome, read_value
from db.vocabulary import MeasurementState, Unit

P, R = MeasurementState.PROVISIONAL, MeasurementState.REVISED

NUMBERS: list[tuple[Raw, Unit, float, bool, MeasurementState | None]] = [
    # cell, unit, number, read with a note, mark
    ("1,234", Unit.COUNT, 1234, False, None),
    (" 211 ", Unit.COUNT, 211, False, None),
    ("\u00a045\u00a0", Unit.COUNT, 45, False, None),
    ("(12)", Unit.RATE, -12, True, None),
    ("-4.2", Unit.RATE, -4.2, False, None),
    ("−4.2", Unit.RATE, -4.2, False, None),
    ("+3", Unit.COUNT, 3, False, None),
    ("£1,250.50", Unit.RATE, 1250.5, True, None),
    ("-£12", Unit.RATE, -12, True, None),
    ("1 234", Unit.COUNT, 1234, True, None),
    ("45%", Unit.PERCENT, 45, False, None),
    ("45 %", Unit.PERCENT, 45, False, None),
    ("0.5%", Unit.PERCENT, 0.5, False, None),
    ("(2.5%)", Unit.PERCENT, -2.5, True, None),
    ("77", Unit.PERCENT, 77, True, None),
    (26, Unit.PERCENT, 26, True, None),
    (0, Unit.PERCENT, 0, True, None),
    ("102*", Unit.COUNT, 102, True, P),
    ("102 p", Unit.COUNT, 102, True, P),
    ("102 (p)", Unit.COUNT, 102, True, P),
    ("102[p]", Unit.COUNT, 102, True, P),
    ("1,020 [r]", Unit.COUNT, 1020, True, R),
    ("45% (r)", Unit.PERCENT, 45, True, R),
    ("12 [e]", Unit.COUNT, 12, True, P),
    ("12 [b]", Unit.COUNT, 12, True, None),
    ("12†", Unit.COUNT, 12, True, None),
    ("12²", Unit.COUNT, 12, True, None),
    ("nil", Unit.COUNT, 0, True, None),
    (0.82, Unit.RATE, 0.82, False, None),
    ("10 of 11", Unit.MILESTONES, 10, False, None),
    ("3 out of 4", Unit.PERCENT, 75, True, None),
    ("1.2E+05", Unit.COUNT, 120000, False, None),
]


@pytest.mark.parametrize(("cell", "unit", "number", "noted", "mark"), NUMBERS)
def test_a_figure_is_read(
    cell: Raw, unit: Unit, number: float, noted: bool, mark: MeasurementState | None
) -> None:
    value = read_value(cell, unit)
    assert value.outcome is Outcome.NUMBER, value.reason
    assert value.number == pytest.approx(number)
    assert bool(value.note) is noted
    assert value.mark is mark


@pytest.mark.parametrize(
    "cell", ["n/a", "N/A", "NA", "-", "–", "..", "…", ":", "[x]", "[z]", "not available", "tbc"]
)
def test_not_available_is_never_nought(cell: str) -> None:
    value = read_value(cell)
    assert value.outcome is Outcome.NOT_AVAILABLE
    assert value.number is None
    assert "never as 0" in value.note


@pytest.mark.parametrize(
    "cell", ["*", "<5", "< 5", "<5%", "c", "[c]", "1-4", "1 to 4", "fewer than 5", "≤ 5", ">95%"]
)
def test_a_suppressed_figure_has_no_number(cell: str) -> None:
    value = read_value(cell, Unit.PERCENT)
    assert value.outcome is Outcome.SUPPRESSED
    assert value.number is None


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0"])
def test_an_empty_cell_is_blank(cell: Raw) -> None:
    assert read_value(cell).outcome is Outcome.BLANK


@pytest.mark.parametrize(
    ("cell", "unit", "word"),
    [
        ("two hundred", Unit.COUNT, "Not a number"),
        ("about 50", Unit.COUNT, "not an exact number"),
        ("1,23", Unit.RATE, "comma"),
        ("45%", Unit.COUNT, "percentage"),
        (0.77, Unit.PERCENT, "0.77% or 77%"),
        ("0.77", Unit.PERCENT, "0.77% or 77%"),
        ("10 of 11", Unit.COUNT, "Two numbers"),
        ("12 of 11", Unit.MILESTONES, "no sense"),
        (date(2017, 1, 1), Unit.COUNT, "date"),
        (True, Unit.COUNT, "TRUE"),
        (CellError("#N/A"), Unit.COUNT, "#N/A"),
        (math.nan, Unit.COUNT, "Too large"),
        (math.inf, Unit.COUNT, "Too large"),
        ("1e99", Unit.COUNT, "Too large"),
        ("12 34", Unit.COUNT, "not an exact number"),
        ("p", Unit.COUNT, "Not a number"),
        ("£", Unit.COUNT, "Not a number"),
    ],
)
def test_what_is_no_figure_is_rejected_with_a_reason(cell: Raw, unit: Unit, word: str) -> None:
    value = read_value(cell, unit)
    assert value.outcome is Outcome.REJECTED
    assert word in value.reason
    assert value.number is None


def test_a_percent_cell_is_read_in_percentage_points() -> None:
    value = read_value(0.77, Unit.PERCENT, percent=True)
    assert value.number == 77
    assert "77%" in value.note
    assert read_value(0.77, Unit.COUNT, percent=True).outcome is Outcome.REJECTED


def test_ten_of_eleven_keeps_both_numbers() -> None:
    value = read_value("10 of 11", Unit.MILESTONES)
    assert (value.numerator, value.denominator) == (10, 11)


@given(
    st.one_of(st.none(), st.text(max_size=30), st.floats(), st.integers(), st.booleans()),
    st.sampled_from(list(Unit)),
    st.booleans(),
)
def test_any_cell_is_read_or_rejected_with_a_reason(cell: Raw, unit: Unit, percent: bool) -> None:
    value = read_value(cell, unit, percent=percent)
    assert (value.number is not None) == (value.outcome is Outcome.NUMBER)
    assert bool(value.reason) == (value.outcome is Outcome.REJECTED)
    if value.number is not None:
        assert math.isfinite(value.number)


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_reads_the_same_however_it_is_written(number: int) -> None:
    forms = [number, float(number), str(number), f"{number:,}", f" {number} ", f"{number}.0"]
    if number < 0:
        forms += [f"({-number:,})", f"−{-number}"]
    assert {read_value(form, Unit.RATE).number for form in forms} == {float(number)}


@given(st.decimals(min_value=2, max_value=1000, places=2))
def test_a_percentage_reads_the_same_with_and_without_its_sign(share: object) -> None:
    assert (
        read_value(f"{share}%", Unit.PERCENT).number == read_value(str(share), Unit.PERCENT).number
    )


@pytest.mark.parametrize("cell", ["(12)", -12, "-12", "−12", -0.5, "-12 (p)"])
def test_a_count_below_nought_is_rejected_with_a_sentence(cell: Raw) -> None:
    for unit in (Unit.COUNT, Unit.MILESTONES):
        found = read_value(cell, unit)
        assert found.outcome is Outcome.REJECTED
        assert found.number is None
        assert found.reason.endswith("a count cannot be below nought")
    assert read_value(cell, Unit.RATE).outcome is Outcome.NUMBER
