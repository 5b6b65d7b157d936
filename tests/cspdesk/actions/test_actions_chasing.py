"""When a partner is reminded, what is recorded of it, and who is due a reminder today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.chase_queries import chases_of, reminders_due
from cspdesk.actions.commands import AnswerChase, CloseAction, RecordChases
from cspdesk.actions.queries import action, open_actions
from cspdesk.actions.rules import chase_words, next_reminder
from cspdesk.calendar import is_working_day
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from db.vocabulary import ActionState, ChaseWay

TODAY = date(2017, 2, 9)
DUE = date(2017, 2, 22)  # a Wednesday
DAYS = st.dates(date(2005, 1, 1), date(2045, 1, 1))


def the(desk: Desk, ref: str) -> int:
    return next(line.id for line in desk.ask(open_actions).lines if line.ref == ref)


@pytest.mark.parametrize(
    ("last", "before", "wanted"),
    [
        (None, 7, date(2017, 2, 15)),
        (date(2017, 2, 1), 7, date(2017, 2, 15)),
        (date(2017, 2, 15), 7, DUE),
        (date(2017, 2, 20), 7, DUE),
        (DUE, 7, date(2017, 3, 3)),
        (None, 0, DUE),
        (None, 4, date(2017, 2, 17)),  # the 18th is a Saturday
    ],
)
def test_reminders_come_before_the_day_on_the_day_and_again(
    last: date | None, before: int, wanted: date
) -> None:
    assert next_reminder(DUE, last, before) == wanted


def test_without_a_date_nobody_is_reminded() -> None:
    assert next_reminder(None, None) is None
    assert chase_words(None, 0, TODAY, None) == "No reminder: it has no date."


@given(DAYS, DAYS, st.integers(0, 60))
def test_a_reminder_falls_on_a_working_day_after_the_last_one(
    due: date, last: date, before: int
) -> None:
    found = next_reminder(due, last, before)
    assert found is not None
    assert is_working_day(found)
    assert found > last
    assert next_reminder(due, None, before) <= due - timedelta(days=before)  # type: ignore[operator]


def test_after_three_chases_the_co_chairs_are_told() -> None:
    day = date(2017, 2, 13)
    assert chase_words(day, 2, TODAY, None).startswith("Mon 13 Feb. After three chases")
    assert chase_words(TODAY, 0, TODAY, None).startswith("Today.")
    assert chase_words(day, 3, TODAY, date(2017, 2, 23)) == (
        "Mon 13 Feb. Chased three times: tell the co-chairs before the Board of Thu 23 Feb."
    )


def test_a_chase_is_recorded_counted_and_answered(desk: Desk) -> None:
    key = the(desk, "3.04")
    done = desk.run(RecordChases((key,), (), ChaseWay.PHONE, "O’Neill’s office", "Three panels?"))
    assert done.label == "Chased action 3.04"
    card = desk.ask(action, key)
    assert card is not None
    assert (card.line.chases, card.line.chased_on) == (1, TODAY)
    assert card.history[0].title == "Chased by phone"
    assert card.history[0].text == "O’Neill’s office: Three panels?"
    assert card.next_chase.startswith("Mon 20 Feb.")
    chase = card.chases[0]
    with pytest.raises(RuleBroken, match="Write how they answered"):
        desk.run(AnswerChase(chase.id, chase.version, " "))
    with pytest.raises(RuleBroken, match="before the reminder"):
        desk.run(AnswerChase(chase.id, chase.version, "Yes.", date(2017, 2, 8)))
    desk.run(AnswerChase(chase.id, chase.version, "By Friday."))
    answered = desk.ask(chases_of, action_id=key)[0]
    assert answered.words.endswith("Answered 9 Feb: By Friday.")
    desk.undo()
    desk.undo()
    assert desk.ask(chases_of, action_id=key) == ()


def test_what_is_closed_gone_or_still_to_come_is_not_chased(desk: Desk) -> None:
    key = the(desk, "3.02")
    with pytest.raises(RuleBroken, match="nothing to chase"):
        desk.run(RecordChases())
    with pytest.raises(RuleBroken, match="not come yet"):
        desk.run(RecordChases((key,), chased_on=date(2017, 2, 10)))
    with pytest.raises(Conflict):
        desk.run(RecordChases((99_999,)))
    desk.run(CloseAction(key, 1, ActionState.DONE, "Paper in."))
    with pytest.raises(RuleBroken, match=r"3\.02 is closed"):
        desk.run(RecordChases((key,)))


def test_a_partner_is_due_a_reminder_of_its_own_items_only(read_desk: Desk) -> None:
    found = read_desk.ask(reminders_due)
    assert found
    for partner in found:
        owners = {line.organisation_id for line in (*partner.actions, *partner.report_backs)}
        assert owners == {partner.organisation_id}
    overdue = {line.id for line in read_desk.ask(open_actions).lines if line.standing.is_overdue}
    assert overdue <= {line.id for partner in found for line in partner.actions}
    crc = next(partner for partner in found if partner.short_name == "London CRC")
    assert crc.words == "1 action, 1 report-back"
    assert crc.overdue == 2


def test_more_days_before_remind_of_more_and_a_reminder_rests_until_the_next(desk: Desk) -> None:
    few = {line.id for one in desk.ask(reminders_due, 0) for line in one.actions}
    many = {line.id for one in desk.ask(reminders_due, 30) for line in one.actions}
    assert few < many
    for partner in desk.ask(reminders_due, 0):
        backs = tuple(line.id for line in partner.report_backs)
        desk.run(RecordChases(tuple(line.id for line in partner.actions), backs))
    assert desk.ask(reminders_due, 0) == ()
