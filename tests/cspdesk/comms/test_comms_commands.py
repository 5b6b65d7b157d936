"""Comms decisions are recorded, changed, signed off and published as a secretariat does it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from comms_cases import board, comms_rows, item, record_of

from cspdesk.agenda.commands import DeleteItem
from cspdesk.comms.commands import (
    EditComms,
    MarkPublished,
    RecordComms,
    RemoveComms,
    SayNoComms,
    SignOffComms,
)
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from db.errors import Conflict
from db.tables import AgendaItemRow

HELD, COMING = date(2016, 11, 24), date(2017, 2, 23)


def record(desk: Desk, **fields: object) -> int:
    meeting = board(desk, HELD)
    given: dict[str, object] = {"item_id": item(desk, meeting, 4), "message": "We did it."}
    done = desk.run(RecordComms(meeting, **{**given, **fields}))  # type: ignore[arg-type]
    assert done.created is not None
    return done.created


def test_channels_are_kept_once_each_and_without_blanks(desk: Desk) -> None:
    record(desk, channels=(" Council website", "Homes newsletter", "Council website", " "))
    assert comms_rows(desk)[-1].channels == "Council website\nHomes newsletter"


@pytest.mark.parametrize("message", ["", "  \n "])
def test_a_message_without_words_is_refused(desk: Desk, message: str) -> None:
    with pytest.raises(RuleBroken) as raised:
        record(desk, message=message)
    assert raised.value.field == "message"


def test_nothing_is_due_before_the_meeting_that_decides_it(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="before the meeting that decides it") as raised:
        record(desk, due_on=date(2016, 11, 23))
    assert raised.value.field == "due_on"
    record(desk, due_on=HELD)


def test_a_message_belongs_to_an_item_of_its_own_meeting(desk: Desk) -> None:
    other = item(desk, board(desk, date(2017, 2, 23)), 1)
    with pytest.raises(RuleBroken, match="item of this meeting"):
        record(desk, item_id=other)


def test_changed_wording_wants_its_sign_off_again(desk: Desk) -> None:
    key = record(desk, sign_off="Chair")
    desk.run(SignOffComms(key, 1, date(2016, 12, 1)))
    assert comms_rows(desk)[-1].signed_off_on == date(2016, 12, 1)
    desk.run(EditComms(key, 2, audience="Residents"))
    assert comms_rows(desk)[-1].signed_off_on == date(2016, 12, 1)
    desk.run(EditComms(key, 3, message="We did it together."))
    assert comms_rows(desk)[-1].signed_off_on is None


def test_what_is_published_keeps_its_wording_and_stays(desk: Desk) -> None:
    key = record(desk)
    desk.run(MarkPublished(key, 1, "Council website", date(2016, 12, 2)))
    for command in (
        EditComms(key, 2, message="Something else."),
        RemoveComms(key, 2),
        SignOffComms(key, 2),
    ):
        with pytest.raises(RuleBroken, match="has been published"):
            desk.run(command)
    desk.run(MarkPublished(key, 2, "Council website and Homes newsletter", date(2016, 12, 2)))
    assert comms_rows(desk)[-1].published_where == "Council website and Homes newsletter"


@pytest.mark.parametrize(
    ("where", "on", "field"),
    [
        ("", date(2016, 12, 2), "where"),
        ("Website", date(2017, 2, 10), "on"),
        ("Website", date(2016, 11, 1), "on"),
    ],
)
def test_publishing_needs_a_place_and_a_day_that_can_be(
    desk: Desk, where: str, on: date, field: str
) -> None:
    key = record(desk)
    with pytest.raises(RuleBroken) as raised:
        desk.run(MarkPublished(key, 1, where, on))
    assert raised.value.field == field
    assert comms_rows(desk)[-1].published_on is None


def test_nothing_needed_and_a_message_exclude_each_other(desk: Desk) -> None:
    meeting = board(desk, COMING)
    fourth = item(desk, meeting, 4)
    desk.run(SayNoComms(fourth))
    assert record_of(desk, fourth) is True
    key = desk.run(RecordComms(meeting, fourth, "We did it.")).created
    assert key is not None
    assert record_of(desk, fourth) is None
    with pytest.raises(RuleBroken, match="remove it first"):
        desk.run(SayNoComms(fourth))
    desk.run(RemoveComms(key, 1))
    desk.run(SayNoComms(fourth))
    assert record_of(desk, fourth) is True
    desk.run(SayNoComms(fourth, none=False))
    assert record_of(desk, fourth) is None


def test_an_item_whose_nothing_needed_was_taken_back_can_be_deleted(desk: Desk) -> None:
    seventh = item(desk, board(desk, COMING), 7)
    version = desk.ask(lambda reading: reading.session.get_one(AgendaItemRow, seventh).version)
    desk.run(SayNoComms(seventh))
    with pytest.raises(RuleBroken, match="dealt with this item"):
        desk.run(DeleteItem(seventh, version))
    desk.run(SayNoComms(seventh, none=False))
    assert desk.run(DeleteItem(seventh, version)).rows


def test_two_officers_do_not_overwrite_each_other(desk: Desk) -> None:
    key = record(desk)
    desk.run(EditComms(key, 1, audience="Residents"))
    with pytest.raises(Conflict):
        desk.run(EditComms(key, 1, audience="Traders"))


def test_undo_after_a_restart_takes_the_message_back(desk: Desk, tmp_path: Path) -> None:
    before = len(comms_rows(desk))
    record(desk, message="Şükrü and O’Neill spoke — “together”.")
    path = desk.path
    desk.close()
    with Desk.open(path) as again:
        assert len(comms_rows(again)) == before + 1
        assert again.undo() is not None
        assert len(comms_rows(again)) == before
