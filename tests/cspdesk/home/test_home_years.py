"""Twenty years of meetings: what a query asks of the database does not grow with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from cspdesk.actions.queries import closed_actions, open_actions, report_backs
from cspdesk.agenda.queries import agenda, item_cards, item_choices
from cspdesk.boards.queries import ledger
from cspdesk.calendar import add_working_days
from cspdesk.desk import Desk
from cspdesk.finding.queries import everything
from cspdesk.home.queries import home, waiting
from cspdesk.homework.queries import by_partner, matrix
from cspdesk.meetings.front_matter import front_matter
from cspdesk.meetings.queries import board_meetings, current_cycle, cycles
from cspdesk.meetings.rules import worked_back
from cspdesk.people.queries import groups, organisations
from db.store import open_store
from db.tables import ActionRow, ActionUpdateRow, AgendaItemRow, CycleRow, HomeworkRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import ActionState, HomeworkState, ItemType, MeetingState

YEARS = 20
TODAY = date(2017, 2, 9)

QUERIES: tuple[tuple[Callable[..., Any], tuple[int, ...]], ...] = (
    (home, ()),
    (waiting, (4,)),
    (current_cycle, ()),
    (cycles, ()),
    (board_meetings, ()),
    (front_matter, (4,)),
    (agenda, (4,)),
    (item_cards, (4,)),
    (item_choices, ()),
    (matrix, (4,)),
    (by_partner, (4,)),
    (open_actions, ()),
    (report_backs, (3,)),
    (ledger, (4,)),
    (organisations, ()),
    (groups, ()),
    (everything, ()),
)


def _cycles(work: UnitOfWork) -> list[int]:
    """Four Boards a year before the trial year, each with a meeting; the meetings' ids."""
    cycle_rows, days = [], []
    for number in range(YEARS * 4):
        day = add_working_days(date(1996, 6, 5) + timedelta(days=91 * number), 0)
        dates = worked_back(day)
        days.append(day)
        cycle_rows.append(
            {
                "framework_id": 1,
                "year_label": f"{day.year}",
                "number": number % 4 + 1,
                "pmg_on": dates.pmg_on,
                "executive_on": dates.executive_on,
                "papers_on": dates.papers_on,
                "board_on": day,
                "minutes_on": dates.minutes_on,
                "report_backs_on": dates.report_backs_on,
            }
        )
    ids = work.insert_rows(CycleRow, cycle_rows)
    state = MeetingState.CONFIRMED
    return work.insert_rows(
        MeetingRow,
        [
            {"cycle_id": key, "group_id": 1, "held_on": day, "state": state}
            for key, day in zip(ids, days, strict=True)
        ],
    )


def _work_of(work: UnitOfWork, meetings: list[int]) -> None:
    """Eight items, two questions and 35 closed actions with two updates each, for every Board."""
    items = work.insert_rows(
        AgendaItemRow,
        [
            {"meeting_id": key, "position": n, "title": f"Item {n}", "type": ItemType.DECISION}
            for key in meetings
            for n in range(1, 9)
        ],
    )
    questions = [
        {"item_id": key, "organisation_id": 1, "question": "?", "state": HomeworkState.ANSWERED}
        for key in items
        for _twice in range(2)
    ]
    work.insert_rows(HomeworkRow, questions)
    actions = [
        {
            "ref": f"{n % 4 + 1}.{place:02d}",
            "text": "Brief the ward panels",
            "organisation_id": place % 8 + 1,
            "agreed_at_id": key,
            "state": ActionState.DONE,
            "closed_on": date(2010, 1, 1),
        }
        for n, key in enumerate(meetings)
        for place in range(1, 36)
    ]
    updates = [
        {"action_id": key, "made_on": date(2009, 1, 1), "text": "Begun."}
        for key in work.insert_rows(ActionRow, actions)
        for _twice in range(2)
    ]
    work.insert_rows(ActionUpdateRow, updates)


@pytest.fixture(scope="module")
def years_desk(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("years") / "years.cspdesk"
    path.write_bytes(sample_file.read_bytes())
    store = open_store(path)
    with store.write(TODAY) as (work, step):
        _work_of(work, _cycles(work))
        step.label = "Twenty years"
    store.changed = False
    store.close()
    with Desk.open(path) as desk:
        yield desk


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    said: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def statements(desk: Desk, query: Callable[..., Any], arguments: tuple[int, ...]) -> int:
    with counted_statements() as said:
        assert desk.ask(query, *arguments) is not None
    return sum(statement.lstrip().upper().startswith("SELECT") for statement in said)


@pytest.mark.parametrize(
    ("query", "arguments"), QUERIES, ids=lambda one: getattr(one, "__name__", "")
)
def test_a_query_asks_as_often_after_twenty_years_as_after_one(
    query: Callable[..., Any], arguments: tuple[int, ...], read_desk: Desk, years_desk: Desk
) -> None:
    few = statements(read_desk, query, arguments)
    assert 0 < few <= 60
    assert statements(years_desk, query, arguments) == few


def test_twenty_years_of_closed_actions_are_all_there(years_desk: Desk) -> None:
    found = years_desk.ask(closed_actions, None, None)
    assert years_desk.ask(closed_actions) == found[:200], "the newest"
    assert len(found) == YEARS * 4 * 35 + 31
    assert {line.updates for line in found if line.closed_on == date(2010, 1, 1)} == {2}
    assert years_desk.ask(open_actions).overdue == 7
