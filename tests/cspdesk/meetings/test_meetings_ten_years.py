"""The dates of a cycle over ten years, held against the holidays library by plain counting."""

from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from cspdesk.calendar import papers_due
from cspdesk.meetings.forward_rules import ClashKind, clashes, polling_day, pre_election_period
from cspdesk.meetings.rules import (
    Offsets,
    Step,
    replanned,
    worked_back,
)

YEARS = range(2015, 2025)
# As first set; a partnership that plans close to its Board; one that plans far ahead.
SETTINGS = (Offsets(), Offsets(9, 8, 3, 1, 10), Offsets(60, 40, 10, 20, 90))
OFF = holidays.country_holidays("GB", subdiv="ENG", years=range(2014, 2026))
ONE_DAY = timedelta(days=1)


def works(day: date) -> bool:
    """The truth: what the library says, with the weekends."""
    return day.weekday() < 5 and day not in OFF


def boards(year: int) -> list[date]:
    """Every working day of a year: any of them may be the Board's."""
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(365))
    return [day for day in days if works(day)]


def working_days(first: date, last: date) -> int:
    """Working days after `first` up to and including `last`, one by one."""
    return sum(works(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@pytest.mark.parametrize("year", YEARS)
def test_papers_leave_five_whole_working_days_and_not_a_day_more(year: int) -> None:
    for board in boards(year):
        due = papers_due(board, 5).due
        assert works(due)
        assert working_days(due, board - ONE_DAY) == 5


@pytest.mark.parametrize("year", YEARS)
def test_every_step_is_a_working_day_at_its_distance(year: int) -> None:
    for board in boards(year)[::3]:
        offsets = SETTINGS[board.toordinal() % len(SETTINGS)]
        dates = worked_back(board, offsets)
        assert all(works(day) for day in dates.days)
        assert list(dates.days) == sorted(dates.days)
        assert working_days(dates.pmg_on, board) == offsets.pmg_before
        assert working_days(dates.executive_on, board) == offsets.executive_before
        assert working_days(dates.papers_on, board - ONE_DAY) == offsets.clear_days
        assert working_days(board, dates.minutes_on) == offsets.minutes_after
        assert working_days(board, dates.report_backs_on) == offsets.report_backs_after


@pytest.mark.parametrize("year", YEARS)
def test_a_board_that_moves_keeps_what_is_past_and_plans_nothing_for_a_day_gone(year: int) -> None:
    days = boards(year)
    for board, later in zip(days[60:200:7], days[67:207:7], strict=True):
        offsets = SETTINGS[board.toordinal() % len(SETTINGS)]
        old = worked_back(board, offsets)
        today = old.executive_on + ONE_DAY
        new = replanned(old, later, offsets, today)
        assert (new.pmg_on, new.executive_on) == (old.pmg_on, old.executive_on)
        assert working_days(new.papers_on, later - ONE_DAY) == offsets.clear_days
        assert working_days(later, new.report_backs_on) == offsets.report_backs_after


@pytest.mark.parametrize("year", YEARS)
def test_every_bank_holiday_on_a_weekday_is_a_clash_for_a_step(year: int) -> None:
    found = [day for day in OFF if day.year == year and day.weekday() < 5]
    assert len(found) >= 8
    for day in found:
        said = clashes(worked_back(day))
        kinds = {clash.kind for clash in said}
        assert ClashKind.NOT_WORKING in kinds
        assert f"{Step.BOARD.label}," in said[0].sentence


@pytest.mark.parametrize("year", YEARS)
def test_the_pre_election_period_is_twenty_five_working_days_before_a_thursday(year: int) -> None:
    first, poll = pre_election_period(year)
    assert poll == polling_day(year)
    assert poll.weekday() == 3
    assert (poll - timedelta(days=7)).month == 4, "the first Thursday of May"
    assert works(first)
    assert working_days(first, poll) == 25


@pytest.mark.parametrize("year", YEARS)
def test_a_working_day_next_to_days_off_with_a_bank_holiday_is_pointed_out(year: int) -> None:
    for board in boards(year):
        touching = False
        for way in (-ONE_DAY, ONE_DAY):
            at = board + way
            while not works(at):
                touching = touching or at in OFF
                at += way
        kinds = {clash.kind for clash in clashes(worked_back(board))}
        assert (ClashKind.BESIDE_HOLIDAY in kinds) == touching, board
