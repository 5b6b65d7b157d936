"""Next steps, headline and gaps: from facts, and on the sample as its days go by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.checks import Check
from cspdesk.agenda.commands import EditItem
from cspdesk.agenda.queries import agenda
from cspdesk.boards.queries import ledger
from cspdesk.desk import Desk
from cspdesk.home.queries import home, waiting
from cspdesk.home.records import HomeView
from cspdesk.home.rules import (
    AfterFacts,
    Beside,
    HomeFacts,
    NextStep,
    StepGroup,
    Target,
    Waits,
    headline,
    headline_detail,
)
from cspdesk.home.steps import most_urgent, next_steps
from cspdesk.homework.commands import SetHomework
from cspdesk.meetings.commands import StartCycle
from cspdesk.meetings.rules import Step
from cspdesk.minutes.commands import DraftMinutes
from cspdesk.minutes.queries import minutes_of
from cspdesk.minutes.step_commands import CirculateMinutes, ClearMinutes
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


def test_what_waits_beside_the_agenda_stands_under_what_its_day_comes_before() -> None:
    early, late, far = date(2017, 2, 2), date(2017, 2, 20), date(2017, 3, 31)
    beside = Beside(
        inbox=Waits(1, None, "Ward panel", early),
        conversations=Waits(2, None, "Traders and Tenants", late),
        duties=Waits(1, 7, "Strategic assessment (due in 50 days)", far),
        voices=Waits(3, 9, "The first was heard on 24 January"),
        to_confirm=Waits(1, 3, "24 November", BOARD),
    )
    assert lines(replace(QUIET, beside=beside)) == {
        "Before papers go out": [
            "Decide 1 item still in the business inbox",
            "Issue the Board pack",
        ],
        "Before the Board": [
            "Hold 2 conversations with communities",
            "Confirm the minutes of 24 November at the Board",
            "Answer 3 voices of the community",
        ],
        "After the Board": ["See to 1 statutory duty"],
    }
    issued = lines(replace(QUIET, beside=beside, issued=True))
    assert issued["Before the Board"][0] == "Decide 1 item still in the business inbox"
    over = lines(replace(QUIET, beside=beside, issued=True, today=date(2017, 2, 24)))
    assert list(over) == ["After the Board"]
    assert len(over["After the Board"]) == 4, "the Board that could confirm the minutes is over"


def test_every_step_beside_the_agenda_leads_to_its_record() -> None:
    beside = Beside(
        accounts=Waits(1, 8),
        reminders=Waits(2, 11),
        comms=Waits(1, 5, cycle_id=3),
        late_comms=Waits(2, 6, cycle_id=2),
        undated=Waits(2, 4),
        minutes=Waits(1, 3),
        late_answers=Waits(1, 40),
    )
    facts = replace(QUIET, issued=True, sent=2, asked=3, beside=beside)
    found = {step.key: step for group in next_steps(facts) for step in group.steps}
    assert {key: step.target for key, step in found.items()} == {
        "accounts": Target("boards", "group", 8),
        "reminders": Target("actions", "action", 11),
        "comms": Target("comms", "message", 5, 3),
        "late_comms": Target("comms", "message", 6, 2),
        "undated": Target("statutory", "duty", 4),
        "earlier_minutes": Target("minutes", "meeting", 3),
        "answers": Target("homework", "homework_question", 40),
    }
    assert (found["answers"].detail, found["answers"].due_words) == (
        "0 of 3 are in, 1 is late",
        "Today",
    )


def test_on_its_day_the_board_is_held() -> None:
    found = lines(replace(QUIET, issued=True, today=BOARD))
    assert found["Before the Board"] == ["Hold the Board"]


_STEPS = st.lists(st.integers(0, 9), max_size=6).map(
    lambda days: tuple(
        NextStep(f"{at}", "", "", TODAY + timedelta(days=day), "", Target("agenda"), "")
        for at, day in enumerate(sorted(days))
    )
)


@given(st.lists(_STEPS, max_size=4), st.integers(0, 30))
def test_what_is_shown_is_never_less_urgent_than_what_is_not(
    stacks: list[tuple[NextStep, ...]], count: int
) -> None:
    groups = [StepGroup(str(at), None, "", steps) for at, steps in enumerate(stacks)]
    shown = most_urgent(groups, count)
    kept = {(group.title, step.key) for group in shown for step in group.steps}
    every = [(group.title, step) for group in groups for step in group.steps]
    assert len(kept) == min(count, len(every))
    left = [step.due_on for title, step in every if (title, step.key) not in kept]
    latest = max((step.due_on for group in shown for step in group.steps), default=date.min)
    assert latest <= min(left, default=date.max)
    assert all(group.steps for group in shown)


def test_the_sample_says_what_waits_in_every_other_area(read_desk: Desk) -> None:
    found = {step.key: step for group in said(read_desk).groups for step in group.steps}
    assert found["inbox"].detail == "VAWG Strategic Group, ASB and Ward panel"
    assert found["inbox"].due_words == "Today"
    assert found["accounts"].title == "Get accounts of 6 sub-groups"
    assert found["duties"].detail.startswith("Crime and disorder scrutiny (9 days late)")
    assert found["voices"].title == "Answer 4 voices of the community"
    assert found["late_comms"].target.cycle_id == 3


def test_minutes_are_asked_for_until_they_are_out_and_then_to_be_confirmed(
    sample_file: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.cspdesk"
    copy.write_bytes(sample_file.read_bytes())

    def steps() -> dict[str, NextStep]:
        """Of two Boards that want the same, the one that has met."""
        groups = reversed(said(desk).groups)
        return {step.key: step for group in groups for step in group.steps}

    with Desk.open(copy, as_at=date(2017, 2, 24)) as desk:
        meeting_id = steps()["minutes"].target.record_id
        assert meeting_id == 4
        desk.run(DraftMinutes(meeting_id))
        assert steps()["minutes"].detail == "The chair clears the draft."
        card = desk.ask(minutes_of, meeting_id)
        assert card is not None
        desk.run(ClearMinutes(card.id, card.version, "Co-chairs"))
        assert steps()["minutes"].detail == "They are cleared and can go out."
        card = desk.ask(minutes_of, meeting_id)
        assert card is not None
        desk.run(CirculateMinutes(card.id, card.version))
        groups = {group.title: [step.key for step in group.steps] for group in said(desk).groups}
        assert "minutes" not in groups["After the Board of 23 February"]
        assert "confirm" in groups["Before the Board"]


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
    bme = found["No indicator for BME Engagement"]
    assert (bme.link, bme.target) == ("Item 4", Target("agenda", "agenda_item", 31))
    business = found["Who takes the vacant seat for business?"]
    assert (business.link, business.target.record) == ("Action 3.13", "action")
    assert found["Who takes the vacant seat for schools?"].target.record == "seat"
    assert found["16 of 19 wards not heard for a year"].target == Target("voices", "coverage")
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
        (date(2019, 1, 1), "Nine steps are still open in this cycle"),
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
