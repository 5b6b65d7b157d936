"""Report-backs worked by keyboard: asked for, recorded, chased, drafted, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cspdesk.actions.queries import ReportBackLine, report_backs
from cspdesk.agenda.business_queries import inbox
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import BusinessSource, ReportBackState
from ui.actions.page import ActionsPage
from ui.pages import PageSpec

KEY = Qt.Key
PAGES = [PageSpec("actions", "Action tracking", "Ctrl+4", ActionsPage)]
NOVEMBER = 3


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ActionsPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("actions", "report_backs")
        made = window.open_pages["actions"]
        assert isinstance(made, ActionsPage)
        yield made


@pytest.fixture
def view(page: ActionsPage) -> Any:
    found = page.stack.currentWidget()
    assert found is not page.actions
    return found


def lines(view: Any) -> list[ReportBackLine]:
    found: list[ReportBackLine] = view.list.rows.records()
    return found


def choose(view: Any, partner: str) -> None:
    assert view.list.choose(next(one.id for one in lines(view) if one.organisation == partner))


def form_of(view: Any, qtbot: QtBot, key: Qt.Key) -> Any:
    qtbot.keyClick(view.list, key)
    assert view.form is not None
    assert view.form.isVisible()
    assert_reachable(view.form)
    assert same_alt_keys(view.form) == []
    return view.form


def test_the_register_shows_the_last_board_late_ones_first(page: ActionsPage, view: Any) -> None:
    asked = page.desk.ask(report_backs, NOVEMBER)
    assert asked is not None
    assert view.board.key == NOVEMBER
    assert lines(view) == list(asked.lines)
    assert view.sentence.text() == asked.sentence
    assert page.tabs.button("report_backs").accessibleName() == "Report-backs 2 late"
    assert view.list.hasFocus()
    assert lines(view)[0].is_late
    QAbstractItemModelTester(view.list.rows)


def test_by_decision_groups_by_what_was_taken_back_and_loses_nothing(view: Any) -> None:
    before = {line.id for line in lines(view)}
    view.by.button("decision").click()
    assert {line.id for line in lines(view)} == before
    for group in view.list.rows.groups():
        assert {line.taken_back for line in group.rows} == {group.title}


def test_all_boards_make_one_register(view: Any) -> None:
    some = len(lines(view))
    view.board.choose(None)
    assert len(lines(view)) > some
    assert len({line.meeting_id for line in lines(view)}) == 3
    assert view.sentence.text().endswith("with a change made.")


def test_a_response_is_recorded_with_what_changed_and_a_question(
    page: ActionsPage, view: Any, qtbot: QtBot
) -> None:
    choose(view, "London CRC")
    form = form_of(view, qtbot, KEY.Key_R)
    assert form.focusWidget() is form.said
    form.save.click()
    assert form.fields.field("said").problem.text() == "Say what the body said or decided."
    qtbot.keyClicks(form.said, "Agreed")
    qtbot.keyClicks(form.changed, "A lead was named")
    qtbot.keyClicks(form.question, "Who pays?")
    form.save.click()
    line = next(one for one in lines(view) if one.organisation == "London CRC")
    assert (line.said, line.changed, line.question) == ("Agreed", "A lead was named", "Who pays?")
    assert view.inspector.texts["Question back to the Board"].text() == "Who pays?"
    assert page.tabs.button("report_backs").accessibleName() == "Report-backs 1 late"
    page.operations.undo()
    assert next(one for one in lines(view) if one.organisation == "London CRC").said == ""


def test_what_came_back_is_grouped_by_what_the_board_has_to_do(view: Any, qtbot: QtBot) -> None:
    choose(view, "Police")
    form = form_of(view, qtbot, KEY.Key_R)
    form.question.setPlainText("Who pays for the script?")
    form.save.click()
    view.board.choose(None)
    view.by.button("came").click()
    groups = [group.title for group in view.list.rows.groups()]
    assert groups == [
        "Asks the Board", "Changed something", "Answered, nothing changed", "Not heard yet",
    ]  # fmt: skip
    found = lines(view)
    assert [bool(one.question) for one in found].index(False) == 1
    silent = view.list.rows.groups()[-1].rows
    assert silent
    assert not any(one.standing.is_in for one in silent)


def test_a_bodys_question_is_raised_in_the_inbox_once(
    page: ActionsPage, view: Any, qtbot: QtBot
) -> None:
    choose(view, "Police")
    form = form_of(view, qtbot, KEY.Key_R)
    form.question.setPlainText("Who pays for the script? It is needed by March.")
    form.save.click()
    choose(view, "Police")
    form = form_of(view, qtbot, KEY.Key_I)
    assert form.subject.text() == "Who pays for the script?"
    form.save.click()
    strip = page.desk.ask(current_cycle)
    assert strip is not None
    raised = page.desk.ask(inbox, strip.cycle.id).lines
    mine = next(one for one in raised if one.title == "Who pays for the script?")
    assert mine.source is BusinessSource.PARTNER
    choose(view, "Police")
    assert view.inspector.raised.text() == "Raised in the inbox on Thu 9 Feb 2017"
    assert view.inspector.buttons["raise"].isHidden()
    before = view.form
    qtbot.keyClick(view.list, KEY.Key_I)
    assert view.form is before  # it is not raised twice
    page.operations.undo()
    choose(view, "Police")
    assert not view.inspector.buttons["raise"].isHidden()


def test_what_has_not_come_back_cannot_be_raised(view: Any, qtbot: QtBot) -> None:
    choose(view, "London CRC")
    qtbot.keyClick(view.list, KEY.Key_I)
    assert view.form is None


def test_a_body_that_has_it_on_its_agenda_still_owes_its_answer(view: Any, qtbot: QtBot) -> None:
    choose(view, "London CRC")
    form = form_of(view, qtbot, KEY.Key_R)
    form.state.choose(ReportBackState.TAKEN_ON)
    assert not form.reported.isVisible()
    form.save.click()
    line = next(one for one in lines(view) if one.organisation == "London CRC")
    assert line.state is ReportBackState.TAKEN_ON
    assert line.is_late


def test_bodies_are_asked_and_each_answer_is_due_when_it_meets(
    page: ActionsPage, view: Any, qtbot: QtBot
) -> None:
    page.stack.currentWidget().ask()
    form = view.form
    assert_reachable(form)
    assert same_alt_keys(form) == []
    qtbot.keyClicks(form.taken_back, "The twelve-week plan")
    for tick in form.bodies.values():
        tick.setChecked(False)
    form.save.click()
    assert form.fields.field("body_ids").problem.text() == "Choose at least one governance body."
    form.board.choose(4)
    first, second = list(form.bodies)[:2]
    form.bodies[first].setChecked(True)
    form.bodies[second].setChecked(True)
    form.save.click()
    asked = page.desk.ask(report_backs, 4)
    assert asked is not None
    assert {line.body_id for line in asked.lines} == {first, second}
    for line in asked.lines:
        assert line.due_on is not None
        assert line.due_on > asked.meeting.held_on
    assert view.list.current_record().taken_back == "The twelve-week plan"


def test_a_request_is_changed_chased_answered_and_taken_back(
    page: ActionsPage, view: Any, qtbot: QtBot
) -> None:
    choose(view, "London CRC")
    form = form_of(view, qtbot, KEY.Key_F2)
    form.taken_back.setPlainText("IOM cohort plan")
    form.save.click()
    assert view.list.current_record().taken_back == "IOM cohort plan"
    form = form_of(view, qtbot, KEY.Key_C)
    form.save.click()
    assert view.list.current_record().chases == 1
    step = view.inspector.history.steps[0]
    assert step.link == "Answer…"
    view.inspector.history.link(step.key).click()
    qtbot.keyClicks(view.form.answer, "In March")
    view.form.save.click()
    assert "Answered 9 Feb: In March" in view.inspector.history.steps[0].words
    before = len(lines(view))
    qtbot.keyClick(view.list, KEY.Key_Delete)
    assert len(lines(view)) == before - 1
    page.operations.undo()
    assert len(lines(view)) == before


def test_a_response_that_came_is_neither_chased_nor_taken_back(view: Any, qtbot: QtBot) -> None:
    choose(view, "Police")
    before = len(lines(view))
    for key in (KEY.Key_C, KEY.Key_Delete):
        qtbot.keyClick(view.list, key)
    assert view.form is None
    assert len(lines(view)) == before
    assert view.inspector.buttons["chase"].isHidden()


def test_requests_are_drafted_for_report_backs_alone(view: Any, tmp_path: Path) -> None:
    view.requests.click()
    dialog = view.dialog
    assert {one.partner.short_name for one in dialog.reminders} == {"London CRC", "Haringey CCG"}
    assert not any(one.partner.actions for one in dialog.reminders)
    folder = tmp_path / "out"
    folder.mkdir()
    dialog.folder.setText(str(folder))
    dialog.write.click()
    assert len(list(folder.glob("*.eml"))) == 2
    assert {line.chases for line in lines(view) if line.is_late} == {1}


def test_an_earlier_cycle_shows_the_board_before_its_own(page: ActionsPage, view: Any) -> None:
    page.context.cycle.choose(3)
    page.refresh(None)
    assert view.board.key == 2


def test_every_control_has_a_name_and_tab_reaches_it(page: ActionsPage, view: Any) -> None:
    assert_reachable(page.window())
    assert same_alt_keys(page.window()) == []
