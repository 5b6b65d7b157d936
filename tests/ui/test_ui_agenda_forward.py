"""The forward plan on a real desk: topics by keyboard, clashes, what moved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable, nameless, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.meetings.forward_queries import forward_plan
from ui.agenda.cycles import CycleDialog
from ui.agenda.forward import ForwardView
from ui.agenda.forward_columns import WAITING
from ui.agenda.forward_topic import TopicDialog
from ui.agenda.year import YearDialog
from ui.jobs import InlineRunner
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

JUNE = date(2017, 6, 8)


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    sample = getattr(request, "param", True)
    made = a_desk(tmp_path / "desk", preset="haringey" if sample else "blank", sample=sample)
    yield made
    made.close()


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path, desk: Desk) -> ForwardView:
    window = MainWindow(desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(window)
    window.resize(1366, 697)
    window.show()
    window.go("agenda", "forward")
    found = window.findChild(ForwardView)
    assert found is not None
    return found


def june(desk: Desk) -> int:
    boards = desk.ask(forward_plan).all_boards
    return next(one.meeting_id for one in boards if one.held_on == JUNE)


def planned(desk: Desk) -> dict[str, int | None]:
    """Topics by title with the meeting each is for."""
    plan = desk.ask(forward_plan)
    held = [topic for board in plan.all_boards for topic in board.topics]
    return {topic.title: topic.meeting_id for topic in (*held, *plan.waiting)}


def add(qtbot: QtBot, view: ForwardView, title: str, subject: str = "") -> None:
    """Plan a topic for the chosen Board as the keyboard does it."""
    view.boards.setFocus()
    qtbot.keyClick(view.boards, Qt.Key.Key_Insert)
    dialog = view.dialog
    assert isinstance(dialog, TopicDialog)
    qtbot.keyClicks(dialog.title, title)
    if subject:
        dialog.subject.setCurrentText(subject)
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)


def test_a_topic_is_planned_moved_and_taken_out_by_keyboard(
    qtbot: QtBot, view: ForwardView, desk: Desk
) -> None:
    view.boards.choose(june(desk))
    add(qtbot, view, "What panels hear", "Sub-groups: Police ward panels")
    assert planned(desk) == {"What panels hear": june(desk)}
    assert view.topics.current_record().subject_name == "Police ward panels"
    qtbot.keyClick(view.topics, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert planned(desk) == {"What panels hear": None}
    assert view.boards.current_record().meeting_id == WAITING
    qtbot.keyClick(view.topics, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert planned(desk) == {"What panels hear": june(desk)}
    qtbot.keyClick(view.topics, Qt.Key.Key_Delete)
    assert planned(desk) == {}


def test_a_topic_goes_onto_the_agenda_by_one_key(
    qtbot: QtBot, view: ForwardView, desk: Desk
) -> None:
    view.boards.choose(june(desk))
    before = view.boards.current_record().items
    add(qtbot, view, "What panels hear")
    qtbot.keyClick(view.topics, Qt.Key.Key_A)
    assert view.topics.current_record().item_number
    assert view.boards.current_record().items == before + 1


def test_a_topic_is_changed_and_stays_chosen(qtbot: QtBot, view: ForwardView, desk: Desk) -> None:
    view.boards.choose(june(desk))
    add(qtbot, view, "First words")
    qtbot.keyClick(view.topics, Qt.Key.Key_F2)
    dialog = view.dialog
    assert isinstance(dialog, TopicDialog)
    dialog.title.setText("Second words")
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    assert view.topics.current_record().title == "Second words"


def test_a_topic_without_words_is_refused_beside_its_field(
    qtbot: QtBot, view: ForwardView, desk: Desk
) -> None:
    add(qtbot, view, "  ")
    dialog = view.dialog
    assert isinstance(dialog, TopicDialog)
    assert dialog.fields.field("title").problem.text() == "Say what the topic is."
    assert planned(desk) == {}
    dialog.reject()


def test_the_table_has_a_column_for_each_board_and_fills_in_the_plan(
    qtbot: QtBot, view: ForwardView, desk: Desk
) -> None:
    assert view.subjects is not None
    titles = [column.title for column in view.subjects.rows.columns]
    assert titles == ["Subject", "Last", "Jul 2016", "Sep 2016", "Nov 2016", "Feb 2017", "Jun 2017"]
    qtbot.mouseClick(view.yearly, Qt.MouseButton.LeftButton)
    row = next(one for one in view.subjects.rows.records() if one.name == "Youth justice plan")
    assert row.cells[-1] == "planned"
    assert len(planned(desk)) >= 3


def test_a_board_that_moves_says_before_and_after_and_its_clash(
    qtbot: QtBot, view: ForwardView, desk: Desk
) -> None:
    view.boards.choose(june(desk))
    assert view.moves_pane.isHidden()
    qtbot.mouseClick(view.move, Qt.MouseButton.LeftButton)
    dialog = view.dialog
    assert isinstance(dialog, CycleDialog)
    dialog.day.set_day(date(2017, 8, 17))
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    moved = {line.step.label: (line.was, line.now) for line in view.moves.rows.records()}
    assert moved["Board"] == (JUNE, date(2017, 8, 17))
    assert moved["Papers out"] == (date(2017, 5, 31), date(2017, 8, 9))
    shown = view.clashes

    def said() -> list[str]:
        return [found.text() for found in shown.findChildren(QLabel) if found.isVisible()]

    # June clashed too; what takes its place is shown with the next turn of events.
    qtbot.waitUntil(lambda: any(words.startswith("August:") for words in said()))
    assert view.subjects is not None
    assert view.subjects.rows.columns[-1].title == "Aug 2017"


def test_every_control_has_a_name_and_the_models_are_sound(view: ForwardView) -> None:
    assert view.subjects is not None
    for table in (view.subjects, view.boards, view.topics, view.moves):
        QAbstractItemModelTester(table.rows)
    assert nameless(view) == []


@pytest.mark.parametrize("desk", [False], indirect=True)
def test_without_a_board_the_way_to_one_is_offered(view: ForwardView) -> None:
    assert view.stack.currentWidget() is view.empty
    assert view.panes() == [view.empty]


# -- a year of Boards -------------------------------------------------------------------------


def test_a_year_of_boards_is_planned_from_one_dialog(view: ForwardView) -> None:
    before = len(view.boards.rows.records())
    view.plan_year()
    dialog = view.dialog
    assert isinstance(dialog, YearDialog)
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    assert len(dialog.lines) == 4
    dialog.take_last()
    dialog.add_board()
    dialog.lines[3].day.set_day(dialog.lines[0].day.day)
    dialog.press()
    assert "already a Board" in dialog.fields.field("board_on_3").problem.text()
    dialog.lines[1].day.set_day(date(2017, 8, 17))
    assert "August" in dialog.lines[1].clash.text()
    dialog.take_last()
    dialog.press()
    assert len(view.boards.rows.records()) == before + 3
