"""What an officer types is read as meant, and doubtful figures are asked about."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.errors import RuleBroken
from cspdesk.kpis.checks import check_figure
from cspdesk.kpis.entry_words import LARGEST, Entered, read_entry
from cspdesk.kpis.figures import format_figure
from db.vocabulary import Unit


@pytest.mark.parametrize(
    ("typed", "unit", "meant"),
    [
        ("77", Unit.COUNT, Entered(77)),
        (" 1,009 ", Unit.COUNT, Entered(1009)),
        ("45%", Unit.PERCENT, Entered(45)),
        ("45 %", Unit.PERCENT, Entered(45)),
        ("45", Unit.PERCENT, Entered(45)),
        ("−14.5", Unit.PERCENT, Entered(-14.5)),
        ("-14.5", Unit.PERCENT, Entered(-14.5)),
        (".82", Unit.RATE, Entered(0.82)),
        ("10 of 11", Unit.MILESTONES, Entered(10)),
        ("77 p", Unit.COUNT, Entered(77, provisional=True)),
        ("77p", Unit.COUNT, Entered(77, provisional=True)),
        ("77 (p)", Unit.COUNT, Entered(77, provisional=True)),
        ("n/a", Unit.COUNT, Entered(None)),
        ("N", Unit.COUNT, Entered(None)),
        ("–", Unit.COUNT, Entered(None)),
        ("", Unit.COUNT, None),
        ("  ", Unit.COUNT, None),
    ],
)
def test_a_typed_cell_is_read_as_meant(typed: str, unit: Unit, meant: Entered | None) -> None:
    assert read_entry(typed, unit) == meant


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("two hundred", Unit.COUNT, "not a number"),
        ("45%", Unit.COUNT, "is a percentage"),
        ("1,00", Unit.COUNT, "not a number"),
        ("1e400", Unit.COUNT, "not a number"),
        ("9" * 20, Unit.COUNT, "too large"),
        ("=1+1", Unit.COUNT, "not a number"),
        ("%", Unit.PERCENT, "not a number"),
        (".", Unit.COUNT, "not a number"),
    ],
)
def test_what_is_no_figure_is_refused_in_one_sentence(
    typed: str, unit: Unit, sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence) as refused:
        read_entry(typed, unit)
    assert refused.value.field == "value"


@given(st.integers(0, 10**9))
def test_a_figure_as_it_is_shown_reads_back(value: int) -> None:
    assert read_entry(format_figure(value, Unit.COUNT), Unit.COUNT) == Entered(value)


@given(st.text(max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(RuleBroken):
        entered = read_entry(text, Unit.COUNT)
        assert entered is None or entered.value is None or abs(entered.value) <= LARGEST


@pytest.mark.parametrize(
    ("value", "before", "words", "doubtful"),
    [
        (7.7, [78, 76, 79, 77], "Expected 76 to 79", True),
        (2731, [238, 226, 231, 219, 244], "Yearly total?", True),
        (80, [138, 112, 109, 100], "In limits", False),
        (140, [138, 112, 109, 100], "Above limit", False),
        (3, [1, 14, 2, 9], "Below limit", False),
        (None, [1, 2, 3], "", False),
        (5, [4], "", False),
        (500, [100, 101, 99, 100], "Expected 99 to 101", True),
    ],
)
def test_a_figure_far_from_the_last_ones_is_asked_about(
    value: float | None, before: list[float], words: str, doubtful: bool
) -> None:
    doubt = check_figure(value, before, Unit.COUNT, 0, limits=(17.9, 103.5 + 20))
    assert (doubt.words, doubt.doubtful) == (words, doubtful)


@pytest.mark.parametrize(
    ("value", "before", "unit", "instead"),
    [
        (7.7, [78, 76, 79, 77], Unit.PERCENT, 77),
        (0.45, [44, 46, 45], Unit.PERCENT, 45),
        (770, [78, 76, 79, 77], Unit.COUNT, None),  # ten times: a yearly total is likelier
        (7700, [78, 76, 79, 77], Unit.COUNT, None),
    ],
)
def test_a_slip_names_the_figure_that_was_meant(
    value: float, before: list[float], unit: Unit, instead: float | None
) -> None:
    doubt = check_figure(value, before, unit, 0)
    assert doubt.doubtful
    assert doubt.instead == instead
    assert doubt.sentence


@pytest.mark.parametrize(
    ("typed", "unit", "words", "meant"),
    [
        ("34/410", Unit.PERCENT, "%", Entered(pytest.approx(8.2927, abs=1e-4), False, 34, 410)),
        ("34 of 410 p", Unit.PERCENT, "%", Entered(pytest.approx(8.2927, abs=1e-4), True, 34, 410)),
        ("12/24,000", Unit.RATE, "per 1,000", Entered(0.5, False, 12, 24000)),
        ("12/24,000", Unit.RATE, "per 100,000", Entered(50, False, 12, 24000)),
        ("0/12", Unit.PERCENT, "%", Entered(0, False, 0, 12)),
    ],
)
def test_a_share_is_typed_as_its_two_numbers(
    typed: str, unit: Unit, words: str, meant: Entered
) -> None:
    assert read_entry(typed, unit, words) == meant


@pytest.mark.parametrize(
    ("typed", "unit", "sentence"),
    [
        ("34/0", Unit.PERCENT, "divides by nought"),
        ("410/34", Unit.PERCENT, "more than the whole"),
        ("34/410", Unit.COUNT, "is a share, but this indicator counts"),
        ("−5", Unit.COUNT, "below nought"),
        ("1,0/3", Unit.PERCENT, "not a number"),
    ],
)
def test_a_share_that_makes_no_sense_is_refused(typed: str, unit: Unit, sentence: str) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        read_entry(typed, unit)


def test_a_figure_of_the_other_sign_or_far_outside_is_doubted() -> None:
    assert check_figure(29, [-22, -24, -26, -28], Unit.PERCENT, 0).instead == -29
    assert check_figure(140, [43.1, 43.8, 43.6, 44.2], Unit.PERCENT, 1).doubtful
    assert check_figure(8.3, [21.6, 21.3, 20.9, 20.6], Unit.PERCENT, 1).doubtful
    assert not check_figure(20.4, [21.6, 21.3, 20.9, 20.6], Unit.PERCENT, 1).doubtful
    assert not check_figure(100, [138, 112, 109, 100], Unit.COUNT, 0).doubtful
    assert not check_figure(18, [1, 2, 1, 3], Unit.COUNT, 0).doubtful


def test_without_limits_a_usual_figure_needs_no_word() -> None:
    assert check_figure(5, [4, 5, 6], Unit.RATE, 2).words == ""
