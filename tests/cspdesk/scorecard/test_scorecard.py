"""The refresh scorecard: every figure worked out again from raw rows; nothing missing is good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.charts.cycle_bars import CycleBar, cycle_bars
from cspdesk.charts.primitives import Rect
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.queries import board_meetings
from cspdesk.meetings.recording_commands import StartMeeting
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.scorecard_sheet import export_scorecard
from cspdesk.scorecard import measures
from cspdesk.scorecard.facts import ActionFact, CycleFacts, ItemFact, SeatFact
from cspdesk.scorecard.queries import Scorecard, refresh_scorecard
from cspdesk.scorecard.rules import MEASURES, Finding, Line, added_up, scorecard, summary
from db.vocabulary import ActionState, ItemType, Sector

DAY = date(2017, 2, 9)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.create(tmp_path_factory.mktemp("card") / "s.cspdesk", sample=True) as made:
        yield made


@pytest.fixture(scope="module")
def card(desk: Desk) -> Scorecard:
    return desk.ask(refresh_scorecard)


def line(found: Scorecard, key: str) -> Line:
    return next(one for one in found.lines if one.measure.key == key)


def rows(desk: Desk, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(desk.path)) as raw:
        return raw.execute(query).fetchall()


# -- the sample's figures from its raw rows ---------------------------------------------------

# Each gives (Board's day, count, whole) by cycle, in plain SQL that shares nothing with the code.
_BOARDS = """
WITH board AS (
  SELECT m.id, m.held_on, m.cycle_id FROM meeting m JOIN partnership_group g ON g.id = m.group_id
  WHERE g.kind = 'board' AND m.held_on <= '2017-02-23')
"""
RAW = {
    "decision_time": """
SELECT b.held_on, SUM(CASE i.type WHEN 'decision' THEN i.minutes ELSE 0 END), SUM(i.minutes)
FROM board b JOIN agenda_item i ON i.meeting_id = b.id AND NOT i.is_sub GROUP BY b.id""",
    "decision_items": """
SELECT b.held_on, SUM(i.type = 'decision'), COUNT(*)
FROM board b JOIN agenda_item i ON i.meeting_id = b.id AND NOT i.is_sub AND i.type <> 'standing'
GROUP BY b.id""",
    "items": """
SELECT b.held_on, COUNT(*), 1
FROM board b JOIN agenda_item i ON i.meeting_id = b.id AND NOT i.is_sub GROUP BY b.id""",
    "information": """
SELECT b.held_on, SUM(i.type = 'information'), 1
FROM board b JOIN agenda_item i ON i.meeting_id = b.id AND NOT i.is_sub GROUP BY b.id""",
    "another_way": """
SELECT b.held_on, (SELECT COUNT(*) FROM dissemination d JOIN business s ON s.id = d.business_id
                   WHERE s.cycle_id = b.cycle_id AND d.done_on IS NOT NULL), 1 FROM board b""",
    "carried": """
SELECT b.held_on, SUM(o.sector IN ('police', 'council')), COUNT(*)
FROM board b JOIN action a ON a.agreed_at_id = b.id JOIN organisation o ON o.id = a.organisation_id
GROUP BY b.id""",
    "report_backs": """
SELECT b.held_on, SUM(r.state = 'reported'), COUNT(*)
FROM board b JOIN report_back r ON r.meeting_id = b.id GROUP BY b.id""",
    "homework": """
SELECT b.held_on, SUM(h.state = 'answered'), COUNT(*)
FROM board b JOIN agenda_item i ON i.meeting_id = b.id
JOIN homework_question h ON h.item_id = i.id AND h.state <> 'draft' GROUP BY b.id""",
    "on_time": """
SELECT held_on, SUM(state = 'done' AND closed_on <= due), COUNT(*) FROM (
  SELECT b.held_on, a.state, a.closed_on, COALESCE(a.due_on, m.held_on) AS due
  FROM board b JOIN action a ON a.agreed_at_id = b.id LEFT JOIN meeting m ON m.id = a.due_meeting_id
  WHERE a.state NOT IN ('superseded', 'duplicate', 'dropped'))
WHERE state = 'done' OR due IS NULL OR due < '2017-02-09' GROUP BY held_on""",
}


@pytest.mark.parametrize("key", RAW)
def test_a_figure_is_the_one_that_raw_rows_give(desk: Desk, card: Scorecard, key: str) -> None:
    raw = {
        date.fromisoformat(day): (count, of) for day, count, of in rows(desk, _BOARDS + RAW[key])
    }
    found = line(card, key)
    assert len(raw) >= 3
    for cycle, point in zip(card.cycles, found.points, strict=True):
        if cycle.board_on in raw:
            assert (point.value.count, point.value.whole) == raw[cycle.board_on]
        else:
            assert point.value.number is None


def test_every_finding_of_the_interviews_is_answered_by_a_measure() -> None:
    assert {measure.finding for measure in MEASURES} == set(Finding)
    assert len({measure.key for measure in MEASURES}) == len(MEASURES)


def test_the_count_is_that_of_the_records_behind_it(card: Scorecard) -> None:
    amounts_by_sector = {"decision_time", "over_time", "pages", "sectors"}
    for one in card.lines:
        if one.measure.key in amounts_by_sector:
            continue
        for point in one.points:
            if point.value.count is not None:
                assert point.value.count == sum(e.counts for e in point.value.evidence)


def test_what_was_not_recorded_is_missing_and_said(card: Scorecard) -> None:
    timed = line(card, "over_time")
    assert [point.words for point in timed.points] == ["Missing", "Missing", "Missing", "To come"]
    assert timed.change == ""
    assert timed.sentence == "Missing in all 3 cycles: nobody recorded how long items took."
    assert timed.years[0].words == "Missing"


def test_the_latest_is_of_a_board_that_met_and_the_sentence_says_both_ends(card: Scorecard) -> None:
    time = line(card, "decision_time")
    assert [point.words for point in time.points] == ["8%", "21%", "31%", "57%"]
    assert time.latest is time.points[2]
    assert time.sentence == "31% in Nov 2016, up from 8% in Jul 2016."
    assert line(card, "carried").change == "better"
    assert line(card, "on_time").change == "worse"


def test_a_year_is_added_up_from_counts(desk: Desk, card: Scorecard) -> None:
    whole = line(card, "carried")
    held = [point.value for point in whole.points if point.held]
    year = whole.years[0]
    assert year.label == "2016/17"
    assert year.value.count == sum(value.count or 0 for value in held)
    assert year.value.whole == sum(value.whole for value in held)
    assert desk.ask(refresh_scorecard, "2016/17").cycles == card.cycles
    assert desk.ask(refresh_scorecard, "1999/00").cycles == ()


def test_the_summary_counts_the_changes(card: Scorecard) -> None:
    words = summary(card.lines)
    better = sum(one.change == "better" for one in card.lines)
    assert words.startswith(f"Of 13 measures: {better} better than at the start")
    assert summary(()) == "Nothing can be compared yet: two Boards with records are needed."


def test_a_board_of_this_very_day_counts_once_its_meeting_has_begun(tmp_path: Path) -> None:
    day = date(2017, 2, 23)
    Desk.create(tmp_path / "s.cspdesk", sample=True).close()
    with Desk.open(tmp_path / "s.cspdesk", as_at=day) as opened:
        before = opened.ask(refresh_scorecard)
        assert (before.cycles[-1].board_on, before.cycles[-1].held) == (day, False)
        board = next(one for one in opened.ask(board_meetings) if one.held_on == day)
        opened.run(StartMeeting(board.id, board.version))
        after = opened.ask(refresh_scorecard)
        assert [cycle.held for cycle in after.cycles if cycle.board_on == day] == [True]


# -- rules that must not flatter --------------------------------------------------------------


def a_cycle(**parts: Any) -> CycleFacts:
    empty: dict[str, Any] = dict.fromkeys(
        ("items", "ways_out", "homework", "actions", "report_backs", "seats"), ()
    )
    return CycleFacts(
        cycle_id=1,
        year="2016/17",
        board_on=date(2016, 11, 24),
        held=parts.pop("held", True),
        meeting_id=1,
        pages=None,
        **{**empty, **parts},
    )


def an_action(**parts: Any) -> ActionFact:
    action = ActionFact(1, "3.01", "Do it", "Police", Sector.POLICE, ActionState.OPEN, None, None)
    return replace(action, **parts)


DUE, DONE = date(2017, 1, 10), ActionState.DONE


@pytest.mark.parametrize(
    ("action", "count", "whole"),
    [
        (an_action(state=DONE, due_on=DUE, closed_on=DUE), 1, 1),
        (an_action(state=DONE, due_on=DUE, closed_on=date(2017, 1, 11)), 0, 1),
        (an_action(state=DONE, due_on=None, closed_on=DUE), 0, 1),
        (an_action(state=DONE, due_on=DUE, closed_on=None), 0, 1),
        (an_action(state=ActionState.OPEN, due_on=DUE), 0, 1),
        (an_action(state=ActionState.OPEN, due_on=None), 0, 1),
        (an_action(state=ActionState.OPEN, due_on=date(2017, 3, 1)), None, 0),
        (an_action(state=ActionState.DROPPED, due_on=DUE), None, 0),
        (an_action(state=ActionState.PART_DONE, due_on=DUE), 0, 1),
    ],
)
def test_only_what_was_done_by_its_day_is_in_time(
    action: ActionFact, count: int | None, whole: int
) -> None:
    value = measures.on_time(a_cycle(actions=(action,)), DAY)
    assert (value.count, value.whole) == (count, whole)


def an_item(**parts: Any) -> ItemFact:
    item = ItemFact(1, "1", "Burglary", ItemType.DECISION, 20, None, views=True, heard=False)
    return replace(item, **parts)


def test_an_item_of_which_nothing_is_said_counts_as_one_without_views() -> None:
    items = (an_item(), an_item(heard=True), an_item(views=False))
    value = measures.community_views(a_cycle(items=items), DAY)
    assert (value.count, value.whole) == (1, 2)


def test_items_without_a_recorded_time_are_told_not_taken_as_planned() -> None:
    items = (an_item(seconds=1500), an_item())
    value = measures.over_time(a_cycle(items=items), DAY)
    assert (value.count, value.whole) == (5, 20)
    assert value.detail == "25 minutes, 20 planned; 1 item not timed"


def test_being_far_too_quick_is_no_better_than_being_far_too_slow() -> None:
    quick = measures.over_time(a_cycle(items=(an_item(seconds=300),)), DAY)
    slow = measures.over_time(a_cycle(items=(an_item(seconds=2100),)), DAY)
    assert quick.number == slow.number == 0.75


def a_seat(sector: Sector | None, there: bool | None) -> SeatFact:
    return SeatFact(1, "Member", "", sector, there)


def test_an_empty_seat_is_a_sector_that_was_not_there() -> None:
    seats = (
        a_seat(Sector.POLICE, True),
        a_seat(Sector.COUNCIL, True),
        a_seat(Sector.BUSINESS, None),
        a_seat(None, None),
    )
    value = measures.others_at_table(a_cycle(seats=seats), DAY)
    assert (value.count, value.whole) == (2, 4)
    nobody = (a_seat(Sector.POLICE, None),)
    assert measures.others_at_table(a_cycle(seats=nobody), DAY).number is None


def test_an_empty_partnership_has_a_scorecard_that_says_nothing_good() -> None:
    lines = scorecard([a_cycle()], DAY)
    amounts = {"another_way"}  # nothing went out another way: that is known, and nought
    assert all(one.latest is None for one in lines if one.measure.key not in amounts)
    assert {one.change for one in lines} == {""}
    assert scorecard([], DAY)[0].sentence == "No Board has met yet."


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 50)), min_size=1))
def test_what_is_added_up_lies_between_the_least_and_the_most(parts: list[tuple[int, int]]) -> None:
    values = [measures.Value(min(count, whole), whole, "") for count, whole in parts]
    numbers = [value.number for value in values if value.number is not None]
    total = added_up([*values, measures.missing("lost")]).number
    assert total is not None
    assert min(numbers) - 1e-9 <= total <= max(numbers) + 1e-9


# -- pictures and paper -----------------------------------------------------------------------


def test_a_missing_cycle_is_dashed_one_to_come_is_outlined_and_both_are_read_aloud() -> None:
    bars = [
        CycleBar(0.5, "50%", "Jul"),
        CycleBar(None, "Missing", "Sep"),
        CycleBar(0.6, "60%", "Feb", held=False),
    ]
    drawing = cycle_bars(bars, top=1.0)
    first, second, third = (shape for shape in drawing.shapes if isinstance(shape, Rect))
    assert first.fill is not None
    assert second.dash
    assert second.fill is None
    assert third.stroke is not None
    assert drawing.alt == "Jul 50%; Sep missing; Feb 60%."
    assert cycle_bars([]).alt == "No cycle yet."


def test_the_document_passes_the_checkers_and_says_every_sentence(
    desk: Desk, card: Scorecard, tmp_path: Path
) -> None:
    made = export_scorecard(desk, tmp_path / "card.pdf", "2016/17")
    assert made.title == "Refresh scorecard, 2016/17"
    assert made.pages <= 3
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert found.is_compliant
    assert audit(made.path.read_bytes()).faults == []


def test_without_a_cycle_there_is_nothing_to_save(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "b.cspdesk", preset="blank", name="T", as_at=DAY) as blank:
        with pytest.raises(WorldError, match="no cycle"):
            export_scorecard(blank, tmp_path / "card.pdf")
        assert not (tmp_path / "card.pdf").exists()
