"""Twenty years of agendas: a move and the reading after it stay quick. Time is the processor's."""

from __future__ import annotations

import time
from datetime import date, timedelta

from sqlalchemy import select

from cspdesk.agenda.commands import MoveItem
from cspdesk.agenda.queries import agenda_and_item
from cspdesk.desk import Desk
from db.tables import AgendaItemRow, CycleRow, FrameworkRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import ItemType, MeetingState

BOARD = 4
BUDGET = 0.050  # seconds, of the issue


def twenty_years(work: UnitOfWork) -> None:
    """76 Boards of 19 items each before those of the sample, and a long agenda now."""
    framework = work.session.scalars(select(FrameworkRow)).first()
    board = work.get(MeetingRow, BOARD)
    assert framework is not None
    for turn in range(76):
        day = date(1997, 1, 6) + timedelta(days=90 * turn)
        names = ("pmg_on", "executive_on", "papers_on", "board_on", "minutes_on", "report_backs_on")
        cycle = work.add(
            CycleRow(
                framework_id=framework.id,
                year_label=f"{day.year}/{(day.year + 1) % 100:02d}",
                number=1 + turn % 4,
                **dict.fromkeys(names, day),
            )
        )
        held = work.add(
            MeetingRow(
                cycle_id=cycle.id,
                group_id=board.group_id,
                held_on=day,
                state=MeetingState.CONFIRMED,
            )
        )
        add_items(work, held.id, 0, 19)
    add_items(work, BOARD, 8, 11)


def add_items(work: UnitOfWork, meeting_id: int, there: int, count: int) -> None:
    work.insert_rows(
        AgendaItemRow,
        [
            {
                "meeting_id": meeting_id,
                "position": there + place,
                "title": f"Item {place}",
                "type": ItemType.DECISION,
                "lead": "Head of Community Safety",
                "partner_actions": "Police | Share the list | 1 Mar",
            }
            for place in range(1, count + 1)
        ],
    )


def test_a_reorder_after_twenty_years_takes_less_than_its_budget(desk: Desk) -> None:
    with desk._store.write(desk.today) as (work, step):
        twenty_years(work)
        step.label = "Twenty years"
    view, _card = desk.ask(agenda_and_item, BOARD, None)
    assert view is not None
    assert len(view.lines) == 19
    taken = []
    for turn in range(7):
        line = view.lines[0]
        begun = time.process_time()
        desk.run(MoveItem(line.id, 2 + turn))
        view, card = desk.ask(agenda_and_item, BOARD, line.id)
        taken.append(time.process_time() - begun)
        assert view is not None
        assert card is not None
        assert card.line.position == 2 + turn
    assert min(taken) < BUDGET
