"""Next steps, headline and gaps: from facts, and on the sample as its days go by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cspdesk.agenda.checks import Check
from cspdesk.agenda.commands import EditItem
from cspdesk.agenda.queries import agenda
from cspdesk.boards.queries import ledger
from cspdesk.desk import Desk
from cspdesk.home.queries import home, waiting
from cspdesk.home.records import HomeView
from cspdesk.home.rules import AfterFacts, HomeFacts, Target, headline, headline_detail
from cspdesk.home.steps import next_steps
from cspdesk.homework.commands import SetHomework
from cspdesk.meetings.commands import StartCycle
from cspdesk.meetings.rules import Step
from cspdesk.people.rules import Partner
from cspdesk.settings.commands import SetMeetingDefaults
from cspdesk.settings.queries import partnership
from db.vocabulary import PaperState

TODAY = date(2017, 2, 9)
BOARD = date(2017, 2, 23)
QUIET = HomeFacts(
    today=TODAY,
    papers_on=date(2017, 2, 15),
    board_on=BOARD,
    issued=False,
    checks=(),
    numbers={11: "3", 12: "4"},
    without_part=(),
    late_papers=(),
    drafts=(),
    unsent=0,
    sent=0,
    answered=0,
    asked=0,
    answers_due=date(2017, 2, 17),
    sidetracks=(),
    over_limit=0,
    item_limit=7,
    late_actions=0,
    oldest_action="",
    waiting_boards=(),
    after=AfterFacts(date(2017, 3, 2), date(2017, 4, 7), True, 0, 8, 8, 8),
)


def lines(facts: HomeFacts) -> dict[str, list[str]]:
    return {group.title: [step.title for step in group.steps] for group in next_steps(facts)}


def said(desk: Desk) -> HomeView:
    view = desk.ask(home)
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("step", "left", "words"),
    [
        (Step.PAPERS, "4 working days", "Papers go out in 4 working days"),
        (Step.PAPERS, "1 working day late", "Papers are 1 working day late"),
        (Step.BOARD, "today", "The Board meets today"),
        (Step.PMG, "1 working day", "PMG meets in 1 working day"),
        (Step.EXECUTIVE, "by the next working day", "The Executive meets by the next working day"),
        (Step.MINUTES, "late", "Minutes and actions are late"),
        (Step.REPORT_BACKS, "31 working days", "Report-backs are due in 31 working days"),
        (None, "", "Everything in this cycle is done"),
    ],
)
def test_the_headline_is_the_next_step(step: Step | None, left: str, words: str) -> None:
    assert headline(step, TODAY if step else None, left) == words


def test_the_sentence_below_says_why_that_day() -> None:
    def detail(step: Step | None, day: date | None) -> str:
        return headline_detail(step, day, BOARD, "14:00", "Civic Centre", 5)

    assert detail(Step.PAPERS, date(2017, 2, 15)) == (
        "Wednesday 15 February: five clear working days before the Board on "
        "Thursday 23 February, 14:00, Civic Centre"
    )
    assert detail(Step.BOARD, BOARD) == "Thursday 23 February, 14:00, Civic Centre"
    assert detail(Step.MINUTES, date(2017, 3, 2)) == (
        "Thursday 2 March, after the Board on Thursday 23 February"
    )
    assert detail(None, None) == "The Board met on Thursday 23 February."


def test_a_clear_agenda_leaves_one_thing_to_do() -> None:
    assert lines(QUIET) == {"Before papers go out": ["Issue the Board pack"]}
    assert lines(replace(QUIET, issued=True)) == {}


def test_what_is_late_is_due_today_and_other_work_in_its_turn() -> None:
    checks = (
        Check("papers", True, False, "One paper is late", "Item 3, due Wed 8 Feb", "Chase", (11,)),
        Check("publicity", False, False, "Item 4 does not say", "So.", "Check", (12,)),
        Check("drafts", False, False, "One draft", "", "Finish", (12,)),
        Check("value", True, False, "Item 4 does not say what", "", "Say it", (12,)),
        Check("lead", True, True, "Every item has a lead"),
    )
    facts = replace(
        QUIET,
        checks=checks,
        late_papers=(("3", "Police"),),
        drafts=(("4", "Council", 77),),
        unsent=2,
    )
    (group,) = next_steps(facts)
    assert [(step.title, step.due_words) for step in group.steps] == [
        ("Get 1 late paper", "Today"),
        ("Finish 1 draft homework question, on item 4", "Fri 10 Feb"),
        ("Send 2 homework questions", "Fri 10 Feb"),
        ("Item 4 does not say what", "Mon 13 Feb"),
        ("Say who may read item 4", "Tue 14 Feb"),
    ]
    assert group.steps[0].detail == "Item 3 from Police, due Wed 8 Feb"
    assert group.steps[1].target == Target("homework", "homework_question", 77)
    assert group.steps[4].target == Target("agenda", "agenda_item", 12)


def test_nothing_is_ever_due_in_the_past() -> None:
    late = replace(QUIET, today=date(2017, 2, 22), sent=3, asked=3, sidetracks=("3",))
    days = [step.due_on for group in next_steps(late) for step in group.steps]
    assert min(days) == date(2017, 2, 22)


def test_partners_without_a_part_are_named_one_or_many() -> None:
    check = Check("part", False, False, "x", "", "Set homework")
    one = Partner(5, "CRC", "London CRC", "London CRC")
    two = Partner(3, "LFB", "London Fire Brigade", "Fire Brigade")
    facts = replace(QUIET, checks=(check,), without_part=(one,))
    (group,) = next_steps(facts)
    assert group.steps[0].title == "Give London CRC a homework question or a part in an item"
    assert group.steps[0].target == Target("homework", "organisation", 5)
    (group,) = next_steps(replace(facts, without_part=(one, two)))
    assert group.steps[0].title == "Give 2 partners a homework question or a part in an item"
    assert group.steps[0].detail == "London CRC and Fire Brigade"


def test_what_the_last_board_owes_comes_first_until_its_report_backs_are_due() -> None:
    owed = AfterFacts(date(2017, 3, 2), date(2017, 4, 7), False, 2, 8, 0, 0)
    facts = replace(QUIET, issued=True, last_board_on=date(2016, 11, 24), after_last=owed)
    assert lines(facts) == {
        "After the Board of 24 November": [
            "Send minutes and actions",
            "Pass 2 messages to the parallel boards",
            "Collect report-backs from eight governance bodies",
        ]
    }


def test_collecting_says_how_many_are_in() -> None:
    facts = replace(QUIET, after=replace(QUIET.after, report_backs_in=3))
    step = next_steps(facts)[-1].steps[-1]
    assert step.detail == "3 of 8 are in"


def test_home_reads_as_the_screen_shows_it(read_desk: Desk) -> None:
    view = said(read_desk)
    assert view.headline == "Papers go out in 4 working days"
    assert view.overdue_words == "7 actions, 2 report-backs"
    rows = {row.name: row for row in view.overdue}
    crc = rows["London CRC"]
    assert (crc.action_words, crc.report_back_words, crc.homework_words) == (
        "1 late, 27 days",
        "34 days",
        "None set",
    )
    assert rows["Fire Brigade"].action_words == "None late"
    assert rows["Fire Brigade"].report_back_words == "Received"
    assert [row.name for row in view.overdue if row.vacant] == ["Business seat", "Schools seat"]
    days = [row.action_days for row in view.overdue]
    assert days == sorted(days, reverse=True)
    assert view.next_cycle is not None
    assert view.next_cycle.title == "Prevention, Thu 8 Jun 2017"


def test_gaps_are_said_and_lead_to_where_they_are_closed(read_desk: Desk) -> None:
    found = {gap.title: gap for gap in said(read_desk).gaps}
    assert found["No indicator for BME Engagement"].target.record == "indicator"
    assert "Nobody in the business seat of the Board" in found
    assert found["London CRC has neither homework nor a part"].target == Target(
        "homework", "organisation", 5
    )
    assert "No target for one KPI" in found


def test_a_new_partnership_is_told_what_it_needs_first(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "new.cspdesk", as_at=TODAY) as desk:
        desk.run(StartCycle(date(2017, 4, 20)))
        titles = [gap.title for gap in said(desk).gaps]
    assert titles[:3] == ["No partners yet", "No priorities yet", "No indicators yet"]


def test_the_pills_count_what_waits(read_desk: Desk) -> None:
    found = read_desk.ask(waiting, 4)
    assert found is not None
    assert (found.agenda, found.homework, found.actions, found.boards) == (8, 11, 7, 2)
    assert (found.inbox, found.inbox_words) == (3, "3 pieces of business to decide")
    assert found.boards_words == "2 updates to come"
    for cycle_id in range(1, 6):
        told, board = read_desk.ask(waiting, cycle_id), read_desk.ask(ledger, cycle_id)
        assert told is not None
        assert board is not None
        assert told.boards == board.updates_to_come
    assert read_desk.ask(waiting, 999) is None
    assert read_desk.ask(home, 999) is None


def test_work_done_leaves_the_list(desk: Desk) -> None:
    before = {step.key for group in said(desk).groups for step in group.steps}
    view = desk.ask(agenda, 4)
    assert view is not None
    for line in view.lines[2:4]:
        desk.run(EditItem(line.id, line.version, paper_state=PaperState.IN))
    desk.run(SetHomework(view.lines[1].id, 5, "Which employers?"))
    after = {step.key for group in said(desk).groups for step in group.steps}
    assert before - after == {"papers", "part"}
    assert after - before == {"send"}


def test_home_follows_the_settings(desk: Desk) -> None:
    card = desk.ask(partnership)
    desk.run(SetMeetingDefaults(card.id, card.version, clear_days=3))
    assert "three clear working days" in said(desk).sentence


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2017, 2, 16), "Papers are 1 working day late"),
        (BOARD, "The Board meets today"),
        (date(2017, 2, 24), "PMG meets in 35 working days"),
        (date(2017, 6, 9), "Minutes and actions go out in 4 working days"),
        (date(2019, 1, 1), "Three steps are still open in this cycle"),
    ],
)
def test_home_follows_the_day(sample_file: Path, tmp_path: Path, today: date, words: str) -> None:
    copy = tmp_path / "copy.cspdesk"
    copy.write_bytes(sample_file.read_bytes())
    with Desk.open(copy, as_at=today) as desk:
        assert said(desk).headline == words


def test_the_day_after_the_board_its_minutes_are_still_asked_for(
    sample_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.cspdesk"
    copy.write_bytes(sample_file.read_bytes())
    with Desk.open(copy, as_at=date(2017, 2, 24)) as desk:
        group = said(desk).groups[0]
    assert group.title == "After the Board of 23 February"
    assert group.steps[0].title == "Send minutes and actions"


def test_an_empty_partnership_has_a_home_without_a_cycle(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "new.cspdesk", name="Newham CSP", borough="Newham") as desk:
        assert desk.ask(home) is None
