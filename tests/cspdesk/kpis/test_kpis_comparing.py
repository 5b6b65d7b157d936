"""London and the most similar group beside our own figure: in sentences, never two sizes mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.desk import Desk
from cspdesk.kpis.comparing import comparisons
from cspdesk.kpis.drafts import ComparatorFigure
from cspdesk.kpis.editing import edit_form
from cspdesk.kpis.indicator_commands import EditIndicator
from cspdesk.kpis.periods import Period, span
from cspdesk.kpis.queries import indicator_card, indicator_groups
from db.vocabulary import Comparator, Frequency, Measured, Unit

LONDON, SIMILAR = Comparator.LONDON, Comparator.SIMILAR
DECEMBER = Period(date(2016, 12, 1), Frequency.MONTHLY)
QUARTER = Period(date(2016, 10, 1), Frequency.QUARTERLY)


def two_years(now: float, before: float) -> tuple[tuple[Comparator, date, float], ...]:
    months = span(DECEMBER.plus(-23), DECEMBER)
    values = [before] * 12 + [now] * 12
    return tuple((LONDON, p.start, value) for p, value in zip(months, values, strict=True))


def said(
    known: tuple[tuple[Comparator, date, float], ...],
    at: Period | None = DECEMBER,
    own: float | None = 1009,
    measured: Measured = Measured.ROLLING_12,
    unit: Unit = Unit.COUNT,
) -> tuple[str, ...]:
    return comparisons(known, at, own=own, measured=measured, unit=unit, decimals=0)


def test_a_whole_year_is_added_up_and_held_against_the_year_before() -> None:
    assert said(two_years(300, 240)) == (
        "London: 3,600 in the 12 months to Dec 2016, +25.0% on a year earlier.",
    )


def test_less_than_a_year_speaks_of_the_month() -> None:
    assert said(((LONDON, DECEMBER.start, 300.0),)) == ("London: 300 in Dec 2016.",)


def test_a_share_stands_beside_our_own_and_changes_in_points() -> None:
    known = ((SIMILAR, QUARTER.start, 66.0), (SIMILAR, QUARTER.plus(-4).start, 64.0))
    assert said(known, QUARTER, 63.0, Measured.LATEST, Unit.PERCENT) == (
        "Most similar group: 66% in Q3 2016/17, +2 points on a year earlier; ours is 63%.",
    )


def test_no_percentage_of_a_small_count() -> None:
    known = ((SIMILAR, DECEMBER.start, 12.0), (SIMILAR, DECEMBER.year_before.start, 8.0))
    assert said(known, measured=Measured.LATEST) == (
        "Most similar group: 12 in Dec 2016, +4 on a year earlier.",
    )


@pytest.mark.parametrize("at", [None, DECEMBER.plus(1)])
def test_without_a_figure_of_the_same_period_nothing_is_said(at: Period | None) -> None:
    assert said(two_years(300, 240), at, measured=Measured.LATEST) == ()


def test_london_comes_first_and_what_is_entered_reaches_the_card(desk: Desk) -> None:
    lines = {line.code: line for group in desk.ask(indicator_groups) for line in group.lines}
    form = desk.ask(edit_form, lines["M4"].id)
    assert form is not None
    figures = (
        ComparatorFigure(SIMILAR, DECEMBER.start, 88),
        ComparatorFigure(LONDON, DECEMBER.start, 2900),
    )
    draft = replace(form.draft, comparators=figures)
    desk.run(EditIndicator(form.id or 0, draft, form.seen))
    card = desk.ask(indicator_card, lines["M4"].id)
    assert card is not None
    assert card.comparisons == (
        "London: 2,900 in Dec 2016.",
        "Most similar group: 88 in Dec 2016.",
    )
