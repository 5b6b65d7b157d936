"""The log filtered and grouped: nothing is lost, nothing is doubled, the latest come first."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.actions.grouping import Filter, GroupBy, Show, grouped, matching
from cspdesk.actions.queries import ActionLine, closed_actions, closed_by_partner, open_actions
from cspdesk.desk import Desk


@pytest.fixture(scope="module")
def lines(read_desk: Desk) -> tuple[ActionLine, ...]:
    return (*read_desk.ask(open_actions).lines, *read_desk.ask(closed_actions))


@pytest.mark.parametrize("by", GroupBy)
@pytest.mark.parametrize("show", Show)
def test_every_line_is_in_exactly_one_group(
    lines: tuple[ActionLine, ...], by: GroupBy, show: Show
) -> None:
    wanted = matching(lines, Filter(show))
    found = [line.id for group in grouped(wanted, by) for line in group.lines]
    assert sorted(found) == sorted(line.id for line in wanted)
    assert len({group.key for group in grouped(wanted, by)}) == len(grouped(wanted, by))


def test_the_segments_count_as_the_screen_shows(lines: tuple[ActionLine, ...]) -> None:
    today = date(2017, 2, 9)
    counts = {show: len(matching(lines, Filter(show, today=today))) for show in Show}
    assert counts == {
        Show.OPEN: 16, Show.OVERDUE: 7, Show.SOON: 4, Show.REMIND: 10, Show.CLOSED: 31,
    }  # fmt: skip


def test_partners_with_the_latest_action_come_first_and_overdue_first_in_each(
    read_desk: Desk, lines: tuple[ActionLine, ...]
) -> None:
    groups = grouped(matching(lines, Filter()), GroupBy.PARTNER, read_desk.ask(closed_by_partner))
    assert groups[0].name == "London Community Rehabilitation Company"
    police = next(group for group in groups if group.name == "Metropolitan Police, Haringey")
    assert (police.words, police.progress_words) == ("3 open, 2 overdue", "5 of 8 closed")
    for group in groups:
        late = [line.standing.is_overdue for line in group.lines]
        assert late == sorted(late, reverse=True)


def test_states_and_meetings_are_named(lines: tuple[ActionLine, ...]) -> None:
    names = [group.name for group in grouped(lines, GroupBy.STATE)]
    assert names[:3] == ["Overdue", "Due soon", "On track"]
    meetings = [group.name for group in grouped(lines, GroupBy.MEETING)]
    assert meetings[0] == "Board of Thu 24 Nov 2016"
    priorities = [group.name for group in grouped(lines, GroupBy.PRIORITY)]
    assert priorities[-1] == "No priority"


def test_words_are_found_anywhere_in_any_order(lines: tuple[ActionLine, ...]) -> None:
    found = matching(lines, Filter(words="offer POLICE panels"))
    assert [line.ref for line in found] == ["3.04"]
    assert matching(lines, Filter(words="no such words")) == []
    november = matching(lines, Filter(meeting_id=3))
    assert november
    assert {line.agreed_at_id for line in november} == {3}
    first = november[0].priority_id
    assert {line.priority_id for line in matching(lines, Filter(priority_id=first))} == {first}
    assert Filter(words=" ").narrows is False
    assert Filter(priority_id=first).narrows
