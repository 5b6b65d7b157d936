"""The rehearsal's clock, its parts, what it keeps and what it gives back to the agenda."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.commands import DeleteItem
from cspdesk.agenda.queries import agenda, item
from cspdesk.agenda.rehearsing import (
    MOST_SECONDS,
    Rehearsal,
    Run,
    against_plan,
    changed_minutes,
    clock_words,
    part_words,
    parts_now,
    rehearsal,
    standing,
    used_from,
    used_text,
    whole_minutes,
)
from cspdesk.agenda.rehearsing_commands import KeepRehearsal, PlanAsRehearsed, RestartRehearsal
from cspdesk.agenda.rules import SplitPart
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.queries import board_meetings

BOARD = date(2017, 2, 23)
SPLIT = (SplitPart(3, "introduce"), SplitPart(15, "discuss"), SplitPart(5, "decide"))


def board(desk: Desk, held_on: date = BOARD) -> int:
    return next(one.id for one in desk.ask(board_meetings) if one.held_on == held_on)


def held(desk: Desk) -> Rehearsal:
    found = desk.ask(rehearsal, board(desk))
    assert found is not None
    return found


# -- the clock ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("planned", "seconds", "words"),
    [
        (10, 0, ""),
        (10, 360, "4 minutes left"),
        (10, 570, "under a minute left"),
        (10, 600, "on time"),
        (10, 601, "1 minute over"),
        (10, 721, "3 minutes over"),
    ],
)
def test_time_is_said_against_the_plan(planned: int, seconds: int, words: str) -> None:
    assert against_plan(planned, seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0:00"), (65, "1:05"), (3599, "59:59"), (3725, "1:02:05")]
)
def test_the_clock_is_read(seconds: int, words: str) -> None:
    assert clock_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "states", "words"),
    [
        (0, ["now", "to_come", "to_come"], "Introduce: 3 minutes left of 3"),
        (179, ["now", "to_come", "to_come"], "Introduce: 1 minute left of 3"),
        (180, ["past", "now", "to_come"], "Discuss: 15 minutes left of 15"),
        (1080, ["past", "past", "now"], "Decide: 5 minutes left of 5"),
        (1380, ["past", "past", "past"], "Past its last part: close it."),
    ],
)
def test_the_parts_of_an_item_are_passed_through(
    seconds: int, states: list[str], words: str
) -> None:
    assert [part.state for part in parts_now(SPLIT, seconds)] == states
    assert part_words(SPLIT, seconds) == words


@given(st.integers(min_value=0, max_value=4000))
def test_one_part_at_most_is_now_and_all_before_it_are_past(seconds: int) -> None:
    states = [part.state for part in parts_now(SPLIT, seconds)]
    assert states.count("now") == (seconds < 23 * 60)
    assert states == sorted(states, key=["past", "now", "to_come"].index)


@given(
    st.lists(st.integers(min_value=1, max_value=99), unique=True, min_size=1, max_size=9),
    st.lists(st.tuples(st.integers(-3, 3), st.integers(-900, 900)), max_size=30),
)
def test_the_clock_stays_on_the_agenda_and_never_below_nought(
    items: list[int], steps: list[tuple[int, int]]
) -> None:
    run = Run()
    for by, seconds in steps:
        run = run.moved(items, by).after(seconds) if by else run.after(seconds)
        assert run.at is None or run.at in items
        assert all(0 <= taken <= MOST_SECONDS for taken in run.used.values())
    assert used_from(used_text(run.used)) == {key: s for key, s in run.used.items() if s}


def test_the_first_step_goes_to_the_first_item_and_the_last_stays() -> None:
    items = [7, 8, 9]
    run = Run().moved(items, 1)
    assert run.at == 7
    assert run.moved(items, 1).at == 8
    assert run.moved(items, 5).at == 9
    assert run.moved(items, -1).at == 7
    assert Run().moved([], 1).at is None


@pytest.mark.parametrize("text", ["", "x y", "12", "12 -4", "a 3\n\n"])
def test_lines_that_cannot_be_read_are_left_out(text: str) -> None:
    assert used_from(text) == {}


@given(st.integers(min_value=1, max_value=MOST_SECONDS))
def test_a_begun_minute_counts(seconds: int) -> None:
    assert 0 <= whole_minutes(seconds) * 60 - seconds < 60


def test_the_end_counts_rehearsed_items_as_they_took_and_the_rest_as_planned() -> None:
    planned = ((1, 10), (2, 25), (3, 20))
    stood = standing(planned, Run(1, {1: 16 * 60}), "14:00", 60)
    assert (stood.ends_at, stood.over, stood.rehearsed) == ("15:01", 1, 1)
    assert stood.words == "1 of 3 items rehearsed. The Board would end at 15:01, 1 minute late."
    assert changed_minutes(planned, Run(None, {1: 16 * 60, 2: 25 * 60})) == ((1, 16),)


# -- in the file ----------------------------------------------------------------------------------


def test_what_was_rehearsed_is_there_when_the_file_is_opened_again(desk: Desk) -> None:
    first, second = held(desk).ids[:2]
    desk.run(KeepRehearsal(board(desk), ((first, 540), (second, 61)), second))
    path = desk.path
    desk.close()
    with Desk.open(path) as again:
        found = held(again)
        assert (found.run.at, dict(found.run.used)) == (second, {first: 540, second: 61})
        assert found.rehearsed_on == again.today


def test_an_item_taken_off_the_agenda_leaves_the_rehearsal_of_the_others(desk: Desk) -> None:
    before = held(desk)
    noting = next(one for one in before.items if one.card.line.title.startswith("MOPAC funding"))
    kept = before.ids[0]
    desk.run(KeepRehearsal(board(desk), ((kept, 300), (noting.id, 200)), noting.id))
    desk.run(DeleteItem(noting.id, noting.card.version))
    assert held(desk).run == Run(None, {kept: 300})


def test_the_rehearsed_minutes_are_taken_over_in_one_step(desk: Desk) -> None:
    first, second = held(desk).ids[:2]
    desk.run(KeepRehearsal(board(desk), ((first, 12 * 60 + 1), (second, 9 * 60)), second))
    desk.run(PlanAsRehearsed(board(desk)))
    assert [one.minutes for one in held(desk).items[:2]] == [13, 9]
    view = desk.ask(agenda, board(desk))
    assert view is not None
    assert view.lines[2].starts == "14:22"
    desk.undo()
    assert [one.minutes for one in held(desk).items[:2]] == [10, 15]


def test_nothing_to_take_over_is_said(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="has the minutes that it took"):
        desk.run(PlanAsRehearsed(board(desk)))


def test_an_agenda_that_is_out_keeps_its_minutes(desk: Desk) -> None:
    november = board(desk, date(2016, 11, 24))
    found = desk.ask(rehearsal, november)
    assert found is not None
    assert not found.can_take_over
    desk.run(KeepRehearsal(november, ((found.ids[0], 60),)))
    with pytest.raises(RuleBroken, match="locked"):
        desk.run(PlanAsRehearsed(november))


def test_beginning_again_forgets_the_times_alone(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="Nothing has been rehearsed"):
        desk.run(RestartRehearsal(board(desk)))
    first = held(desk).items[0]
    desk.run(KeepRehearsal(board(desk), ((first.id, 300),), first.id))
    desk.run(RestartRehearsal(board(desk)))
    assert held(desk).run == Run()
    card = desk.ask(item, first.id)
    assert card is not None
    assert (card.steer, card.time_split) == (first.card.steer, first.card.time_split)


@pytest.mark.parametrize("seconds", [-1, MOST_SECONDS + 1])
def test_impossible_times_are_refused(desk: Desk, seconds: int) -> None:
    with pytest.raises(RuleBroken):
        desk.run(KeepRehearsal(board(desk), ((held(desk).ids[0], seconds),)))


def test_contributions_are_what_partners_are_asked_and_what_they_answered(read_desk: Desk) -> None:
    bme = next(one for one in held(read_desk).items if one.card.line.title.startswith("BME"))
    trust = [part for part in bme.contributions if part.partner == "Bridge Renewal Trust"]
    assert [bool(part.question) for part in trust] == [False, True]
    assert "41 residents" in trust[1].answer
    assert bme.speakers[0].startswith("Community Engagement Lead")
