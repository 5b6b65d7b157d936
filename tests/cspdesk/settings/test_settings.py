"""The partnership's settings and its library of standing items."""

from __future__ import annotations

from typing import Any

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.settings.commands import (
    AddToLibrary,
    EditInLibrary,
    RemoveFromLibrary,
    SetMeetingDefaults,
    SetPartnership,
    SetRatingDefaults,
)
from cspdesk.settings.queries import StandingLine, partnership, standing_library
from db.vocabulary import Marking


def standing(desk: Desk, key: str) -> StandingLine:
    return next(line for line in desk.ask(standing_library) if line.key == key)


def test_the_settings_are_read_whole(read_desk: Desk) -> None:
    card = read_desk.ask(partnership)
    assert card.name == "Haringey Community Safety Partnership"
    assert (card.clear_days, card.item_limit, card.meeting_minutes) == (5, 7, 120)
    assert card.is_sample


def test_the_name_is_changed_and_kept_as_typed(desk: Desk) -> None:
    card = desk.ask(partnership)
    change = SetPartnership(
        card.id,
        card.version,
        name=" Şükrü’s CSP ",
        secretariat="",
        contact="",
        marking=Marking.OFFICIAL,
    )
    assert desk.run(change).label == "Changed the settings of Şükrü’s CSP"
    with pytest.raises(Conflict):
        desk.run(change)


@pytest.mark.parametrize("field", ["name", "borough"])
def test_a_partnership_has_a_name_and_a_borough(desk: Desk, field: str) -> None:
    card = desk.ask(partnership)
    fields: dict[str, Any] = {field: " "}
    with pytest.raises(RuleBroken) as broken:
        desk.run(SetPartnership(card.id, card.version, **fields))
    assert broken.value.field == field


@pytest.mark.parametrize(
    ("command", "fields", "field"),
    [
        (SetMeetingDefaults, {"clear_days": -1}, "clear_days"),
        (SetMeetingDefaults, {"clear_days": 61}, "clear_days"),
        (SetMeetingDefaults, {"decision_aim": 101}, "decision_aim"),
        (SetMeetingDefaults, {"municipal_year_start": 13}, "municipal_year_start"),
        (SetMeetingDefaults, {"meeting_minutes": 0}, "meeting_minutes"),
        (SetRatingDefaults, {"tolerance": -0.1}, "tolerance"),
        (SetRatingDefaults, {"tolerance": float("nan")}, "tolerance"),
        (SetRatingDefaults, {"spc_run": 5}, "spc_run"),
        (SetRatingDefaults, {"spc_run": 8}, "spc_run"),
    ],
)
def test_settings_stay_within_reason(
    desk: Desk, command: Any, fields: dict[str, object], field: str
) -> None:
    card = desk.ask(partnership)
    with pytest.raises(RuleBroken) as broken:
        desk.run(command(card.id, card.version, **fields))
    assert broken.value.field == field


def test_only_what_was_touched_changes(desk: Desk) -> None:
    card = desk.ask(partnership)
    done = desk.run(SetMeetingDefaults(card.id, card.version, clear_days=7))
    assert done.label == "Changed the clear days of meetings"
    after = desk.ask(partnership)
    assert (after.clear_days, after.item_limit) == (7, card.item_limit)
    desk.run(SetRatingDefaults(after.id, after.version, tolerance=3))
    assert desk.ask(partnership).tolerance == 3.0


def test_the_library_grows_changes_and_keeps_what_every_agenda_needs(desk: Desk) -> None:
    desk.run(AddToLibrary("Emerging issues", lead="Co-chairs"))
    desk.run(AddToLibrary("Statutory update"))
    own = desk.ask(standing_library)[-2]
    assert own.title == "Emerging issues"
    desk.run(EditInLibrary(own.id, own.version, minutes=8))
    assert standing(desk, own.key).minutes == 8
    desk.run(RemoveFromLibrary(own.id, own.version + 1))
    desk.run(AddToLibrary("A third"))
    keys = [line.key for line in desk.ask(standing_library)]
    assert own.key not in keys, "agendas that had it keep a key of their own"
    assert len(set(keys)) == len(keys) == 7
    needed = standing(desk, "highlight_report")
    with pytest.raises(RuleBroken, match="stays in the library"):
        desk.run(RemoveFromLibrary(needed.id, needed.version))
    with pytest.raises(RuleBroken):
        desk.run(AddToLibrary(" "))
