"""The parallel boards by keyboard: ledger, messages, calendar, requests, joint day, accounts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.meetings.commands import StartCycle
from db.vocabulary import GuestState, RequestKind
from ui.boards.ledger_table import FLOW, UPDATE, wrapped_lines
from ui.boards.messages import is_editing
from ui.boards.page import BoardsPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.theme import theme
from ui.window import MainWindow

KEY = Qt.Key
PAGES = [PageSpec("boards", "Parallel boards", "Ctrl+5", BoardsPage)]
BOARD = date(2017, 2, 23)


def _shown(qtbot: QtBot, desk: Any, folder: Path) -> BoardsPage:
    window = MainWindow(
        desk,
        PAGES,
        state=WindowState(folder),
        jobs=InlineRunner(),
        shell=lambda desk, _chosen=None: ShellView(desk.path.stem),
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, KEY.Key_5, Qt.KeyboardModifier.ControlModifier)
    page = window.current_page()
    assert isinstance(page, BoardsPage)
    return page


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[BoardsPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        yield _shown(qtbot, desk, tmp_path)


def choose(page: BoardsPage, name: str) -> None:
    tab = page.ledger.tab
    assert tab is not None
    line = next(one for one in tab.lines if one.board.short_name == name)
    assert page.ledger.table.choose(line.id)


def said(page: BoardsPage, name: str, column: int) -> str:
    choose(page, name)
    index = page.ledger.table.currentIndex().siblingAtColumn(column)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def form_of(view: Any) -> Any:
    assert view.form is not None
    assert view.form.isVisible()
    assert_reachable(view.form)
    assert same_alt_keys(view.form) == []
    return view.form


# -- the ledger -----------------------------------------------------------------------------------


def test_the_ledger_says_in_words_what_it_draws(page: BoardsPage) -> None:
    QAbstractItemModelTester(page.ledger.table.rows)
    QAbstractItemModelTester(page.ledger.spreads.rows)
    assert page.header.detail.text() == (
        "This cycle: 2 updates still to come, 3 messages to pass on at item 8"
    )
    assert said(page, "CSB", UPDATE).endswith("gangs, 10 days late")
    assert said(page, "HWB", FLOW) == (
        "Cycle 1: received, to pass on; cycle 2: received, passed on; "
        "cycle 3: received, nothing out; cycle 4: received, to pass on"
    )
    assert page.ledger.table.hasFocus()
    assert page.tabs.button("ledger").accessibleName() == "Ledger 2 to come"
    assert_reachable(page)
    assert same_alt_keys(page) == []


def test_words_wrap_onto_two_lines_and_no_more(qapp: QApplication) -> None:
    metrics = theme().metrics("body")
    lines = wrapped_lines(metrics, "mental health crisis pathway " * 5, 200)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(metrics.horizontalAdvance(line) <= 200 for line in lines)
    assert wrapped_lines(metrics, "short", 200) == ["short"]
    words = "police handover times now measured"
    exact = metrics.horizontalAdvance("police handover times")
    assert wrapped_lines(metrics, words, exact) == ["police handover times", "now measured"]


def test_an_update_is_recorded_by_keyboard_and_taken_back(page: BoardsPage, qtbot: QtBot) -> None:
    choose(page, "CSB")
    qtbot.keyClick(page.ledger.table, KEY.Key_U)
    form = form_of(page.ledger)
    assert form.focusWidget() is form.text
    form.save.click()
    assert form.fields.field("text").problem.text() == "Write what the board decided or told us."
    qtbot.keyClicks(form.text, "Two audits begun")
    form.save.click()
    assert said(page, "CSB", UPDATE) == "Two audits begun, Received 9 Feb"
    assert page.tabs.button("ledger").accessibleName() == "Ledger 1 to come"
    page.operations.undo()
    assert said(page, "CSB", UPDATE).endswith("10 days late")


def test_a_message_is_added_turned_reworded_and_removed(page: BoardsPage, qtbot: QtBot) -> None:
    table = page.ledger.spreads
    qtbot.keyClick(page.ledger.table, KEY.Key_Insert)
    form = form_of(page.ledger)
    qtbot.keyClicks(form.text, "New pathway: from May")
    for tick in form.boards.values():
        tick.setChecked(False)
    form.save.click()
    assert form.fields.field("group_ids").problem.text() == "Choose at least one parallel board."
    next(iter(form.boards.values())).setChecked(True)
    form.save.click()
    spread = table.rows.records()[-1]
    assert [mark is not None for mark in spread.marks] == [True, False, False, False]
    table.choose(spread.key)
    table.setFocus()
    table.setCurrentIndex(table.currentIndex().siblingAtColumn(3))
    qtbot.keyClick(table, KEY.Key_Space)
    spread = table.rows.records()[-1]
    assert [mark is not None for mark in spread.marks] == [True, False, True, False]
    qtbot.keyClick(table, KEY.Key_F2)
    editor = table.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "Another pathway")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: table.rows.records()[-1].text == "Another pathway")
    qtbot.keyClick(table, KEY.Key_Delete)
    assert len(table.rows.records()) == 3
    page.operations.undo()
    assert len(table.rows.records()) == 4


def test_messages_are_passed_on_only_once_the_board_has_met(page: BoardsPage) -> None:
    assert not page.ledger.pass_on.isEnabled()
    assert "The Board decides on Thu 23 Feb 2017" in page.ledger.pass_on.toolTip()
    page.desk.as_at = date(2017, 2, 27)
    page.refresh(None)
    assert page.ledger.pass_on.text() == "Pass on 8 of 23 Feb…"  # though the next cycle is shown
    page.ledger.pass_on.click()
    form = form_of(page.ledger)
    form.save.click()
    page.context.cycle.choose(4)
    page.refresh(None)
    assert {line.to_pass[1].words for line in page.ledger.table.rows.records()} == {
        "Passed on 27 Feb"
    }
    assert page.ledger.spreads.rows.index(0, 1).data(Qt.ItemDataRole.CheckStateRole) is None


def test_a_board_is_opened_worked_and_closed_by_keyboard(page: BoardsPage, qtbot: QtBot) -> None:
    ledger, inspector = page.ledger, page.ledger.inspector
    choose(page, "CE")
    qtbot.keyClick(ledger.table, KEY.Key_Return)
    assert inspector.isVisible()
    assert inspector.title.text() == "Children’s Executive"
    assert inspector.reference.text() == "Corporate Plan Priority 1 Board"
    assert_reachable(page)
    came = inspector.findChild(object, "paper:action_plan:came")
    came.click()
    assert ledger.tab is not None
    line = next(one for one in ledger.tab.lines if one.board.short_name == "CE")
    assert not next(
        one for one in line.requests if one.kind is RequestKind.ACTION_PLAN
    ).standing.open
    text = inspector.findChild(object, f"text:{line.board.incoming[0].id}")
    text.start_editing("Early Help takes schools")
    qtbot.keyClick(text.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said(page, "CE", UPDATE).startswith("Early Help takes schools")
    text = inspector.findChild(object, f"text:{line.board.incoming[0].id}")
    text.start_editing(" ")
    qtbot.keyClick(text.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert text.problem.text() == "Write the message."
    assert text.editing
    qtbot.keyClick(text.editor, KEY.Key_Escape)
    assert said(page, "CE", UPDATE).startswith("Early Help takes schools")
    page.escape()
    assert not inspector.isVisible()
    assert ledger.table.hasFocus()


def test_a_day_that_clashes_is_kept_only_when_told_to(page: BoardsPage, qtbot: QtBot) -> None:
    choose(page, "CSB")
    qtbot.keyClick(page.ledger.table, KEY.Key_D)
    form = form_of(page.ledger)
    form.day.set_day(BOARD)
    form.save.click()
    assert form.fields.field("held_on").problem.text() == (
        "Our own Board meets on Thu 23 Feb 2017 too: members sit on both."
    )
    assert form.anyway.isVisible()
    form.anyway.setChecked(True)
    form.save.click()
    line = page.ledger.table.current_record()
    assert line.board.next_meets_on == BOARD
    page.ledger.open_inspector()
    change = page.ledger.inspector.findChild(object, f"gone:{line.days[0].id}")
    change.click()
    assert page.ledger.table.current_record().board.next_meets_on == date(2017, 3, 20)


def test_requests_are_written_for_boards_that_owe_an_update(
    page: BoardsPage, qtbot: QtBot, tmp_path: Path
) -> None:
    qtbot.keyClick(page.ledger.table, KEY.Key_R)
    dialog = page.ledger.dialog
    assert dialog is not None
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    assert [one.name for one in dialog.drafts] == [
        "Adults Safeguarding Board",
        "Children’s Safeguarding Board",
    ]
    dialog.folder.setText(str(tmp_path / "nowhere"))
    dialog.write.click()
    assert dialog.fields.field("folder").problem.text().startswith("This folder is not there")
    out = tmp_path / "out"
    out.mkdir()
    dialog.folder.setText(str(out))
    qtbot.keyClick(dialog.list, KEY.Key_Space)
    assert dialog.write.text() == "Write 1 draft"
    dialog.write.click()
    assert [path.name for path in out.iterdir()] == ["Detective Inspector – update – OFFICIAL.eml"]


def test_sheets_are_saved_for_each_board(
    page: BoardsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheets = page.ledger.sheets
    assert len(sheets.menu().actions()) == 2
    out = tmp_path / "csb.pdf"
    choose(page, "CSB")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    assert sheets.save_one() is not None
    assert out.read_bytes().startswith(b"%PDF")
    (tmp_path / "Sheet for Children’s Executive.pdf").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    assert sheets.save_all() is None


# -- the joint meeting ----------------------------------------------------------------------------


def test_the_joint_meeting_is_worked_by_keyboard(page: BoardsPage, qtbot: QtBot) -> None:
    page.ledger.joint.open_button.click()
    view = page.front()
    for one in (view.guests, view.questions, view.steps, view.follow_up):
        QAbstractItemModelTester(one.rows)
    assert_reachable(page)
    assert same_alt_keys(page) == []
    guest = view.plan.to_invite[0]
    view.guests.choose(guest.id)
    view.guests.setFocus()
    qtbot.keyClick(view.guests, KEY.Key_Space)
    assert view.guests.current_record().state is GuestState.INVITED
    qtbot.keyClick(view.guests, KEY.Key_F2)
    editor = view.guests.findChild(QLineEdit)
    editor.selectAll()
    qtbot.keyClicks(editor, "A map of gangs")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(lambda: view.guests.current_record().brings == "A map of gangs")
    assert view.form is None
    step = view.plan.steps[3]
    view.steps.choose(step.id)
    for words in ("Begun 9 Feb", "Done 9 Feb", "Due 10 May"):
        qtbot.keyClick(view.steps, KEY.Key_Space)
        assert view.steps.current_record().words == words
    view.add_follow_up()
    form = form_of(view)
    qtbot.keyClicks(form.title, "Name a lead")
    form.save.click()
    assert form.fields.field("group_ids").problem.text() == "Choose at least one board."
    for tick in form.ticks.values():
        tick.setChecked(True)
    form.save.click()
    assert len(view.plan.follow_up) == 6
    qtbot.keyClick(view.questions, KEY.Key_Delete)
    assert len(view.plan.questions) == 1


def test_forms_of_the_plan_add_and_change(page: BoardsPage, qtbot: QtBot) -> None:
    page.show_target("joint")
    view = page.front()
    view.add_guest()
    form = form_of(view)
    qtbot.keyClicks(form.who, "A GP")
    form.save.click()
    assert len(view.plan.guests) == 5
    view.add_question()
    form = form_of(view)
    form.save.click()
    assert form.fields.field("text").problem.text().startswith("Write the question")
    qtbot.keyClicks(form.text, "Who pays?")
    form.save.click()
    view.steps.setFocus()
    qtbot.keyClick(view.steps, KEY.Key_Return)
    form = form_of(view)
    form.has_day.setChecked(False)
    form.outcome.setPlainText("8 June is free for all")
    form.save.click()
    assert view.plan.steps[0].outcome == "8 June is free for all"
    view.invite.click()
    assert [one.name for one in view.dialog.drafts] == [
        "Health and Wellbeing Board",
        "Children’s Safeguarding Board",
    ]


def test_another_meeting_starts_with_the_usual_steps(page: BoardsPage) -> None:
    page.show_view("joint")
    view = page.front()
    view.meeting.setCurrentIndex(0)
    assert page.panes() == [view.empty]
    view.empty.button.click()
    assert len(view.plan.steps) == 5
    page.operations.undo()
    assert page.panes() == [view.empty]


# -- the sub-groups -------------------------------------------------------------------------------


def test_an_account_is_recorded_edited_and_taken_back(page: BoardsPage, qtbot: QtBot) -> None:
    page.show_view("groups")
    page.activated()
    view = page.front()
    QAbstractItemModelTester(view.list.rows)
    assert page.header.detail.text() == "4 of 10 accounts are in, 1 chair vacant, 4 silent"
    assert_reachable(page)
    silent = next(line for line in view.groups.lines if line.short_name == "MARAC Steering Group")
    view.choose(silent.id)
    qtbot.keyClick(view.list, KEY.Key_A)
    form = form_of(view)
    form.save.click()
    assert form.fields.field("progress").problem.text().startswith("Write at least one")
    qtbot.keyClicks(form.progress, "Repeats are down")
    form.save.click()
    line = view.list.current_record()
    assert (line.words, line.is_silent) == ("Came 9 Feb", False)
    part = view.inspector.parts["support"]
    part.start_editing("A co-ordinator")
    qtbot.keyClick(part.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.list.current_record().account.support == "A co-ordinator"
    qtbot.keyClick(view.list, KEY.Key_Delete)
    assert view.list.current_record().account is None


def test_minutes_are_asked_for_asked_again_and_come(page: BoardsPage, qtbot: QtBot) -> None:
    page.show_view("groups")
    view = page.front()
    standings = []
    for _press in range(2):
        qtbot.keyClick(view.list, KEY.Key_M)
        standings.append(view.list.current_record().request(RequestKind.MINUTES).standing.words)
    assert standings == ["Asked 9 Feb", "Reminded 9 Feb"]
    view.inspector.came[RequestKind.MINUTES].click()
    assert view.list.current_record().request(RequestKind.MINUTES).standing.words == "Came 9 Feb"


def test_a_board_or_a_group_is_gone_to_from_elsewhere(page: BoardsPage) -> None:
    assert page.ledger.tab is not None
    last = page.ledger.tab.lines[-1].id
    page.show_target(f"board:{last}")
    assert page.ledger.chosen_id() == last
    first = page.ledger.tab.lines[0]
    page.show_target(f"message:{first.board.incoming[0].id}")
    assert page.ledger.chosen_id() == first.id
    page.show_target("groups")
    line = page.front().groups.lines[-1]
    page.show_target(f"group:{line.id}")
    assert page.front().list.current_record().id == line.id


def test_a_file_that_is_open_elsewhere_is_only_read(qtbot: QtBot, tmp_path: Path) -> None:
    with (
        a_desk(tmp_path / "file", sample=True, preset="haringey") as first,
        Desk.open(first.path) as second,
    ):
        assert second.read_only
        page = _shown(qtbot, second, tmp_path)
        page.ledger.open_inspector()
        assert not page.ledger.record.isEnabled()
        assert not page.ledger.add.isEnabled()
        assert page.ledger.requests.isEnabled()  # a draft changes nothing in the file
        for name in ("day:add", "gone:1"):
            button = page.ledger.inspector.findChild(object, name)
            assert not button.isEnabled()
        page.ledger.spreads.start_editing()
        assert not is_editing(page.ledger.spreads)
        for view in ("joint", "groups"):
            page.show_view(view)
            page.activated()
        assert not page.front().record.isEnabled()
        assert second.reach.undo is None


def test_a_file_without_cycles_or_boards_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path / "file") as desk:
        page = _shown(qtbot, desk, tmp_path)
        assert page.panes() == [page.ledger.empty]
        for key in ("joint", "groups"):
            page.show_view(key)
            assert page.panes() == [page.front().empty]
            assert_reachable(page)
        desk.run(StartCycle(date(2017, 6, 8)))
        page.refresh(None)
        assert page.header.detail.text() == "No sub-group yet"
        page.show_view("ledger")
        assert page.ledger.table.empty_text.startswith("No parallel board is recorded yet")
        assert not page.ledger.requests.isEnabled()
        assert not page.ledger.add.isEnabled()
        assert_reachable(page)
