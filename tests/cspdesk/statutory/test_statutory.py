"""The statutory calendar: when a duty is due again, how it stands, what records do to it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.forward_rules import YEARLY_DUTIES
from cspdesk.statutory.commands import (
    AddDuty,
    AddKnownDuties,
    EditDuty,
    EditDutyRecord,
    RecordDuty,
    RemoveDuty,
    RemoveDutyRecord,
)
from cspdesk.statutory.queries import DutyLine, statutory_calendar
from cspdesk.statutory.rules import (
    KNOWN_DUTIES,
    Standing,
    duties_in_force,
    first_due,
    months_later,
    next_due,
    often_words,
    state_of,
)

DAY = date(2017, 2, 9)
DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.create(tmp_path / "p.cspdesk", preset="blank", name="Testborough CSP", as_at=DAY)


def line(desk: Desk, title: str) -> DutyLine:
    return next(one for one in desk.ask(statutory_calendar).lines if one.title == title)


@pytest.mark.parametrize(
    ("due", "last", "months", "standing", "words"),
    [
        (date(2017, 2, 8), None, 12, Standing.OVERDUE, "1 day late"),
        (DAY, None, 12, Standing.SOON, "Due today"),
        (date(2017, 2, 10), None, 12, Standing.SOON, "Due in 1 day"),
        (date(2017, 4, 10), None, 12, Standing.SOON, "Due in 60 days"),
        (date(2017, 4, 11), None, 12, Standing.TO_COME, "Due 11 April 2017"),
        (None, None, 12, Standing.NO_DAY, "No day set"),
        (None, date(2016, 6, 1), 12, Standing.NO_DAY, "No day set"),
        (None, date(2016, 6, 1), 0, Standing.DONE, "Done 1 June 2016"),
        (date(2016, 1, 1), None, 0, Standing.OVERDUE, "405 days late"),
    ],
)
def test_how_a_duty_stands_is_said_in_words(
    due: date | None, last: date | None, months: int, standing: Standing, words: str
) -> None:
    state = state_of(due, last, months, DAY)
    assert (state.standing, state.words) == (standing, words)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2016, 2, 29), 12, date(2017, 2, 28)),
        (date(2016, 8, 31), 1, date(2016, 9, 30)),
        (date(2016, 12, 1), 1, date(2017, 1, 1)),
        (date(2016, 6, 30), 36, date(2019, 6, 30)),
    ],
)
def test_months_are_counted_to_the_same_day_or_the_end_of_a_shorter_month(
    day: date, months: int, later: date
) -> None:
    assert months_later(day, months) == later


@given(DAYS, DAYS, st.integers(1, 60))
def test_what_was_done_is_never_due_again_on_a_day_that_has_gone(
    due: date, done: date, months: int
) -> None:
    again = next_due(due, months, done)
    assert again is not None
    assert again > done


def test_a_duty_done_before_its_day_is_due_again_a_year_after_that_day() -> None:
    assert next_due(date(2017, 6, 30), 12, date(2017, 5, 2)) == date(2018, 6, 30)
    assert next_due(date(2014, 6, 30), 12, date(2017, 5, 2)) == date(2017, 6, 30)
    assert next_due(date(2017, 6, 30), 0, date(2017, 5, 2)) is None


def test_a_duty_is_not_offered_before_its_act_was_in_force() -> None:
    keys = {one.key for one in duties_in_force(DAY)}
    assert "serious_violence" not in keys
    assert "prevent" in keys
    assert "serious_violence" in {one.key for one in duties_in_force(date(2026, 11, 23))}


def test_the_youth_justice_plan_is_due_by_30_june_and_other_days_are_the_officers() -> None:
    days = {one.key: first_due(one, DAY) for one in KNOWN_DUTIES}
    assert days.pop("youth_justice") == date(2017, 6, 30)
    assert set(days.values()) == {None}
    youth = next(one for one in KNOWN_DUTIES if one.key == "youth_justice")
    assert first_due(youth, date(2017, 7, 1)) == date(2018, 6, 30)


def test_the_forward_plan_and_the_calendar_know_the_same_yearly_duties() -> None:
    calendar = {one.key: one.title for one in KNOWN_DUTIES}
    assert all(calendar[duty.key] == duty.title for duty in YEARLY_DUTIES)


@pytest.mark.parametrize(
    ("months", "words"),
    [(0, "Once"), (1, "Every month"), (12, "Every year"), (36, "Every 3 years")],
)
def test_how_often_is_said_in_words(months: int, words: str) -> None:
    assert often_words(months) == words


def test_known_duties_are_added_once(desk: Desk) -> None:
    missing = desk.ask(statutory_calendar).missing
    assert missing == len(duties_in_force(DAY))
    desk.run(AddKnownDuties())
    assert len(desk.ask(statutory_calendar).lines) == missing
    with pytest.raises(RuleBroken, match="every duty that is in force"):
        desk.run(AddKnownDuties())


def test_a_recorded_duty_moves_on_and_comes_back_with_its_record(desk: Desk) -> None:
    desk.run(AddKnownDuties())
    plan = line(desk, "Youth justice plan")
    desk.run(RecordDuty(plan.id, plan.version, date(2017, 2, 1), "Cabinet, 1 February 2017"))
    plan = line(desk, "Youth justice plan")
    assert plan.due_on == date(2018, 6, 30)
    assert plan.last is not None
    assert (plan.last.due_on, plan.last.days_late) == (date(2017, 6, 30), 0)
    desk.run(RemoveDutyRecord(plan.last.id, plan.last.version))
    plan = line(desk, "Youth justice plan")
    assert (plan.due_on, plan.records) == (date(2017, 6, 30), ())


def test_taking_back_an_older_record_leaves_the_day_it_is_due(desk: Desk) -> None:
    desk.run(AddDuty("Licensing review", due_on=date(2015, 3, 1)))
    for done in (date(2015, 2, 1), date(2016, 2, 1)):
        one = line(desk, "Licensing review")
        desk.run(RecordDuty(one.id, one.version, done, "Minute 4"))
    one = line(desk, "Licensing review")
    assert one.due_on == date(2017, 3, 1)
    desk.run(RemoveDutyRecord(one.records[1].id, one.records[1].version))
    assert line(desk, "Licensing review").due_on == date(2017, 3, 1)


def test_a_duty_goes_with_its_records_and_both_come_back(desk: Desk) -> None:
    desk.run(AddDuty("Licensing review", due_on=date(2017, 3, 1)))
    one = line(desk, "Licensing review")
    desk.run(RecordDuty(one.id, one.version, DAY, "Minute 4"))
    one = line(desk, "Licensing review")
    desk.run(RemoveDuty(one.id, one.version))
    assert desk.ask(statutory_calendar).lines == ()
    desk.undo()
    assert len(line(desk, "Licensing review").records) == 1


@pytest.mark.parametrize(
    ("bad", "field"),
    [
        (lambda one: AddDuty("  "), "title"),
        (lambda one: AddDuty("Review", months=-1), "months"),
        (lambda one: AddDuty("Review", months=121), "months"),
        (lambda one: EditDuty(one.id, one.version, title=" "), "title"),
        (lambda one: EditDuty(one.id, one.version, months=500), "months"),
        (lambda one: RecordDuty(one.id, one.version, DAY, " "), "evidence"),
        (lambda one: RecordDuty(one.id, one.version, date(2017, 2, 10), "Minute"), "done_on"),
        (lambda one: EditDutyRecord(one.last.id, 1, evidence=""), "evidence"),
        (lambda one: EditDutyRecord(one.last.id, 1, done_on=date(2018, 1, 1)), "done_on"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(
    desk: Desk, bad: object, field: str
) -> None:
    desk.run(AddDuty("Licensing review", due_on=date(2017, 3, 1)))
    one = line(desk, "Licensing review")
    desk.run(RecordDuty(one.id, one.version, DAY, "Minute 4"))
    before = desk.ask(statutory_calendar)
    with pytest.raises(RuleBroken) as refused:
        desk.run(bad(line(desk, "Licensing review")))  # type: ignore[operator]
    assert refused.value.field == field
    assert desk.ask(statutory_calendar) == before
