"""Meeting mode on the sample, by keyboard: begun, recorded, closed, cut short, taken up again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.meetings.recording_queries import meeting_view
from cspdesk.meetings.recording_records import ItemNow, MeetingView
from cspdesk.meetings.recording_rules import Watch
from cspdesk.minutes.queries import drafts
from db.vocabulary import MeetingState, Presence
from ui.jobs import InlineRunner
from ui.meeting.card import EntryRow
from ui.meeting.dialogs import (
    BodiesForm,
    EndForm,
    ExclusionForm,
    InterestForm,
    SeatForm,
    TogetherForm,
)
from ui.meeting.page import MeetingPage
from ui.meeting.typing import PAUSE
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    sample = getattr(request, "param", True)
    made = a_desk(tmp_path / "desk", preset="haringey" if sample else "blank", sample=sample)
    yield made
    made.close()


def a_window(qtbot: QtBot, folder: Path, desk: Desk, *others: str) -> MainWindow:
    """A window with this screen, and those named: each costs its time to make."""
    specs = [spec for spec in standard_pages() if spec.key in ("meeting", *others)]
    made = MainWindow(desk, specs, state=WindowState(folder), jobs=InlineRunner())
    qtbot.addWidget(made)
    made.resize(1366, 697)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)  # keys of the window go to the active one
    made.go("meeting")
    return made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, desk: Desk) -> MainWindow:
    return a_window(qtbot, tmp_path, desk)


def page_of(window: MainWindow) -> MeetingPage:
    page = window.current_page()
    assert isinstance(page, MeetingPage)
    return page


@pytest.fixture
def page(window: MainWindow) -> MeetingPage:
    return page_of(window)


@pytest.fixture
def at_items(qtbot: QtBot, page: MeetingPage) -> MeetingPage:
    """The meeting begun and item 1 open."""
    return begun(qtbot, page)


def begun(qtbot: QtBot, page: MeetingPage) -> MeetingPage:
    press(qtbot, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    press(qtbot, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.splitter
    return page


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = CTRL) -> None:
    """A key to whatever has the keyboard."""
    qtbot.keyClick(focus(), key, modifier)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def put(qtbot: QtBot, words: str) -> None:
    """Qt’s test keyboard has no keys beyond ASCII: other letters come as from an input method."""
    at = focus()
    for letter in words:
        if letter.isascii():
            qtbot.keyClicks(at, letter)
        else:
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(at, event)


def types(qtbot: QtBot, words: str) -> None:
    """Words, and then a pause."""
    put(qtbot, words)
    qtbot.wait(PAUSE + 60)


def seen(desk: Desk, page: MeetingPage) -> MeetingView:
    assert page.meeting_id is not None
    view = desk.ask(meeting_view, page.meeting_id, page.at)
    assert view is not None
    return view


def item(desk: Desk, page: MeetingPage) -> ItemNow:
    found = seen(desk, page).item
    assert found is not None
    return found


def killed(desk: Desk, folder: Path) -> Desk:
    """What the disk would hold if the process were killed now."""
    copy = folder / "after the kill.cspdesk"
    shutil.copyfile(desk.path, copy)
    return Desk.open(copy)


# -- beginning


def test_it_says_when_the_board_is_and_begins_nevertheless(
    qtbot: QtBot, page: MeetingPage, desk: Desk
) -> None:
    said = page.start_view.words.text()
    assert said.startswith("The Board is on Thu 23 Feb at 14:00, and today is Thu 9 Feb")
    assert nameless(page) == []
    assert focus() is page.start_view.button
    press(qtbot, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert seen(desk, page).state is MeetingState.IN_PROGRESS
    assert page.stack.currentWidget() is page.register
    assert focus() is page.register.list


def test_a_file_that_is_open_elsewhere_starts_no_meeting(
    qtbot: QtBot, tmp_path: Path, desk: Desk
) -> None:
    with Desk.open(desk.path) as second:
        page = page_of(a_window(qtbot, tmp_path, second))
        assert not page.start_view.button.isEnabled()
        assert page.start_view.button.toolTip() == page.operations.refusal != ""


@pytest.mark.parametrize("desk", [False], indirect=True)
def test_without_a_board_the_way_to_one_is_offered(page: MeetingPage) -> None:
    assert page.start_view.name.text() == "No Board is planned yet"
    page.begin()
    assert page.planning is not None
    page.planning.reject()


def test_the_register_is_marked_by_single_keys(qtbot: QtBot, page: MeetingPage, desk: Desk) -> None:
    page.begin()
    register, seats = page.register, page.register.list
    QAbstractItemModelTester(seats.rows)
    for key in "PPAPX":
        qtbot.keyClicks(seats, key)
    qtbot.keyClicks(seats, "S")
    assert focus() is register.substitute.edit
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    problem = register.substitute.field.problem.text()
    assert problem == "Name who came for the Superintendent, Neighbourhoods."
    put(qtbot, "Chief Inspector O’Neill")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert focus() is seats
    lines = seen(desk, page).register.lines
    marked = [line.presence for line in lines[:6]]
    assert marked == [
        Presence.PRESENT, Presence.PRESENT, Presence.APOLOGIES,
        Presence.PRESENT, Presence.ABSENT, Presence.SUBSTITUTE,
    ]  # fmt: skip
    assert lines[5].substitute == "Chief Inspector O’Neill"
    qtbot.keyClicks(seats, "L")
    assert seen(desk, page).register.lines[6].arrived_at
    qtbot.keyClicks(seats, "R")
    assert register.side.quorum.text() == "Quorate: all five key partners are here."
    qtbot.keyClicks(seats, "E")
    assert "Fire Brigade" in register.side.quorum.text()
    qtbot.keyClicks(seats, "G")
    qtbot.keyClicks(focus(), "Youth Council")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    row = register.side.findChildren(EntryRow)[-1]
    qtbot.keyClick(row, Qt.Key.Key_Delete)
    assert seen(desk, page).register.guests == ()
    seats.choose(lines[1].seat_id)
    qtbot.keyClick(seats, Qt.Key.Key_Return)
    form = page.asking.form
    assert isinstance(form, SeatForm)
    form.came.setText("2.20pm")
    form.left.setText("14:00")
    form.press()
    problem = form.fields.field("left_at").problem.text()
    assert problem == "They came at 14:20: they left after that."
    form.left.clear()
    form.press()
    assert seen(desk, page).register.lines[1].arrived_at == "14:20"
    assert nameless(page) == []
    press(qtbot, Qt.Key.Key_Return)
    assert page.stack.currentWidget() is page.splitter
    assert page.clock.running


# -- recording an item


def test_an_item_is_recorded_and_closed_by_keyboard(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    page = at_items
    assert not page.cards.close_item.isEnabled()
    press(qtbot, Qt.Key.Key_1)
    types(qtbot, "The minutes of 24 November")
    press(qtbot, Qt.Key.Key_2)
    types(qtbot, "Ask for a base")
    assert item(desk, page).unfinished == {"action": "Ask for a base"}
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert focus() is page.cards.actions.lead, "who leads it is asked"
    qtbot.keyClicks(focus(), "Pol")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    now = item(desk, page)
    assert [(one.ref, one.organisation) for one in now.actions] == [("4.01", "Police")]
    assert now.unfinished == {}
    press(qtbot, Qt.Key.Key_3)
    types(qtbot, "Late actions are done")
    assert page.cards.lacks.text() == "Choose who leads the comms."
    page.cards.comms.lead.setFocus()
    qtbot.keyClicks(focus(), "Cou")
    press(qtbot, Qt.Key.Key_4)
    qtbot.keyClick(page.cards.boards.none, Qt.Key.Key_Space)
    press(qtbot, Qt.Key.Key_6)
    types(qtbot, "Members spoke of dates.")
    assert page.cards.left.text() == "Nothing left"
    press(qtbot, Qt.Key.Key_Return)
    view = seen(desk, page)
    first = view.items[0]
    assert first.closed
    assert view.item is not None
    assert view.item.line.number == "2", "the next item is open"
    done = desk.ask(meeting_view, view.meeting.id, first.id)
    assert done is not None
    assert done.item is not None
    assert done.item.decisions[0].words == "Agreed: The minutes of 24 November"
    assert done.item.comms[0].organisation == "Council"
    assert done.item.discussion == "Members spoke of dates."


def test_keys_of_the_tabs_come_back_when_the_screen_is_left(
    qtbot: QtBot, tmp_path: Path, desk: Desk
) -> None:
    window = a_window(qtbot, tmp_path, desk, "home", "agenda")
    at_items = begun(qtbot, page_of(window))
    second = window.menus.pages["agenda"]
    assert second.shortcut() == QKeySequence()
    at_items.leave()
    assert window.current_key() == "home"
    assert second.shortcut() == QKeySequence("Ctrl+2")
    assert not at_items.clock.running
    window.go("meeting")
    assert at_items.stack.currentWidget() is at_items.splitter
    assert second.shortcut() == QKeySequence()


def test_an_item_that_lacks_something_does_not_close_and_says_what(
    qtbot: QtBot, window: MainWindow, at_items: MeetingPage, desk: Desk
) -> None:
    press(qtbot, Qt.Key.Key_Return)
    assert not seen(desk, at_items).items[0].closed
    assert window.toast.isVisible()
    at_items.say_none_for_the_rest()
    assert at_items.cards.left.text() == "Nothing left"
    press(qtbot, Qt.Key.Key_Return)
    ids = seen(desk, at_items).ids
    assert at_items.at == ids[1]
    at_items.operations.undo()
    assert (at_items.at, at_items.clock.item_id) == (ids[0], ids[0]), "the screen follows the undo"
    at_items.operations.redo()
    at_items.go_to(ids[0])
    before = desk.undo_label
    press(qtbot, Qt.Key.Key_Return)
    assert desk.undo_label == before, "closing twice changes nothing"
    assert at_items.cards.left.text().startswith("Closed at")
    at_items.close_or_open()
    assert not seen(desk, at_items).items[0].closed


def test_an_entry_is_changed_and_taken_out_from_its_row(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    press(qtbot, Qt.Key.Key_1)
    types(qtbot, "One")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    types(qtbot, "Two")
    press(qtbot, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    card = at_items.cards.decision
    rows = [row for row in card.findChildren(EntryRow) if row.isVisible()]
    assert [row.entry.words for row in rows] == ["Agreed: One", "Agreed: Two"]
    qtbot.keyClick(rows[0], Qt.Key.Key_Return)
    assert card.text.words == "One"
    types(qtbot, ", and again")
    assert item(desk, at_items).decisions[0].text == "One, and again"
    at_items.cards.stop()
    rows = [row for row in card.findChildren(EntryRow) if row.isVisible()]
    qtbot.keyClick(rows[1], Qt.Key.Key_Delete)
    assert len(item(desk, at_items).decisions) == 1


def test_messages_and_parked_topics_are_added_by_enter(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    press(qtbot, Qt.Key.Key_4)
    types(qtbot, "Young people’s indicator")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    boards = at_items.cards.boards
    assert boards.problem.text() == "Choose at least one parallel board."
    assert boards.text.words == "Young people’s indicator", "what was typed stays"
    next(iter(boards.boards.values())).setChecked(True)
    qtbot.keyClick(boards.text, Qt.Key.Key_Return)
    assert [one.text for one in item(desk, at_items).messages] == ["Young people’s indicator"]
    assert at_items.view is not None
    minuted = " ".join(one.text for one in desk.ask(drafts, at_items.view.meeting.id))
    assert "Young people’s indicator. To be passed on to Health and Wellbeing Board." in minuted
    press(qtbot, Qt.Key.Key_5)
    types(qtbot, "Dogs")
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert [one.title for one in item(desk, at_items).parked] == ["Dogs"]
    desk.undo()
    assert item(desk, at_items).parked == (), "undo takes the entry back first"


# -- nothing typed is lost


def test_after_a_pause_the_words_are_on_the_disk(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk, tmp_path: Path
) -> None:
    press(qtbot, Qt.Key.Key_6)
    types(qtbot, "O’Neill said that Şükrü")
    press(qtbot, Qt.Key.Key_1)
    types(qtbot, "Half a dec")
    press(qtbot, Qt.Key.Key_2)
    types(qtbot, "Half an act")
    with killed(desk, tmp_path) as after:
        now = item(after, at_items)
        assert now.discussion == "O’Neill said that Şükrü"
        assert [one.text for one in now.decisions] == ["Half a dec"]
        assert now.unfinished == {"action": "Half an act"}
    qtbot.keyClicks(focus(), "ion")
    at_items.hide()  # another screen, without a pause
    assert item(desk, at_items).unfinished == {"action": "Half an action"}
    assert at_items.clock.running


def test_a_window_closed_in_the_middle_comes_back_to_the_item_and_the_words(
    qtbot: QtBot, window: MainWindow, at_items: MeetingPage, desk: Desk, tmp_path: Path
) -> None:
    third = seen(desk, at_items).ids[2]
    at_items.go_to(third)
    at_items.clock.watch = Watch(100.0, at_items.clock.watch.since)
    press(qtbot, Qt.Key.Key_2)
    qtbot.keyClicks(focus(), "Not even a pause")
    path = desk.path
    window.close()
    with Desk.open(path) as again:
        page = page_of(a_window(qtbot, tmp_path, again))
        assert page.at == third
        assert page.clock.seconds >= 100
        assert page.cards.actions.active
        assert page.cards.actions.text.words == "Not even a pause"
        page.cards.stop()


# -- the clock


def test_the_list_pauses_the_clock_and_takes_items_out_of_order(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    clock = at_items.clock
    clock.watch = Watch(640.0, clock.watch.since)
    at_items.items.list.setFocus()
    press(qtbot, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert not clock.running
    assert at_items.pause.text() == "Go o&n"
    assert same_alt_keys(at_items) == []
    assert 640 <= seen(desk, at_items).items[0].seconds < 700
    assert at_items.stage.clock.text().startswith("10:4")
    assert at_items.stage.planned.text() == "of 10 minutes, 1 over, paused"
    press(qtbot, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert clock.running
    rows = at_items.items.list
    QAbstractItemModelTester(rows.rows)
    rows.setFocus()
    for _ in range(3):
        press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
    press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    view = seen(desk, at_items)
    assert at_items.at == view.ids[3]
    assert [line.turn for line in view.items[:4]] == [1, 0, 0, 2]
    assert at_items.clock.item_id == view.ids[3]


# -- what is seen, and what is asked in passing


def test_notes_are_hidden_until_asked_for_and_homework_is_ticked(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    at_items.go_to(seen(desk, at_items).ids[3])
    stage = at_items.stage
    assert not stage.notes.isVisible()
    assert at_items.projecting.accessibleName() == "Projecting. Chair’s notes hidden"
    at_items.toggle_notes()
    assert stage.notes.isVisible()
    assert "Steer:" in stage.notes.words.text()
    at_items.toggle_notes()
    assert not stage.notes.isVisible()
    stage.take_focus()
    line = item(desk, at_items).homework[0]
    assert line.question in stage.answer.asked.text()
    press(qtbot, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier)
    assert item(desk, at_items).homework[0].heard


def test_what_is_asked_in_passing_is_recorded(at_items: MeetingPage, desk: Desk) -> None:
    page, ids = at_items, seen(desk, at_items).ids
    page.asking.exclusion()
    form = page.asking.form
    assert isinstance(form, ExclusionForm)
    form.paragraph.choose("7")
    form.press()
    assert "Say why" in form.fields.field("exempt_reason").problem.text()
    form.reason.setPlainText("Streets under operation")
    form.press()
    assert "paragraph 7" in page.stage.said.text()
    page.asking.interest()
    form = page.asking.form
    assert isinstance(form, InterestForm)
    form.name.setText("Cabinet Member")
    form.interest.setPlainText("Trustee")
    form.press()
    assert "Interest declared by Cabinet Member: Trustee" in page.stage.said.text()
    declared = page.register.side.interests
    page.open_register()
    row = declared.itemAt(0).widget()
    assert isinstance(row, EntryRow)
    assert row.entry.right == "item 1"
    row.opened.emit(row.entry.id)
    form = page.asking.form
    assert isinstance(form, InterestForm)
    form.left_room.setChecked(True)
    form.press()
    page.leave_register()
    assert "left the room" in page.stage.said.text()
    page.go_to(ids[4])
    page.asking.together()
    form = page.asking.form
    assert isinstance(form, TogetherForm)
    form.other.choose(ids[3])
    form.press()
    assert page.cards.left.text() == "Taken together with item 4"
    page.close_or_open()
    assert seen(desk, page).items[4].taken_with == ""


def test_a_decision_goes_to_the_bodies_that_are_ticked(
    qtbot: QtBot, at_items: MeetingPage, desk: Desk
) -> None:
    press(qtbot, Qt.Key.Key_1)
    types(qtbot, "It")
    qtbot.keyClick(at_items.cards.decision.bodies, Qt.Key.Key_Space)
    form = at_items.asking.form
    assert isinstance(form, BodiesForm)
    _chosen, *others = form.bodies.values()
    for box in others:
        box.setChecked(False)
    form.press()
    assert item(desk, at_items).decisions[0].bodies == (next(iter(form.bodies)),)


def test_controls_have_names_and_the_meeting_ends_and_goes_on(
    at_items: MeetingPage, desk: Desk
) -> None:
    for number in range(1, 7):
        at_items.cards.start_number(number)
        assert nameless(at_items) == []
        assert same_alt_keys(at_items) == []
    assert ("Ctrl+3", "comms") in at_items.key_hints()
    assert at_items.asking.menu().actions()
    at_items.asking.end()
    form = at_items.asking.form
    assert isinstance(form, EndForm)
    form.press()
    assert "still open" in form.whole.text()
    form.not_reached.setChecked(True)
    form.press()
    assert seen(desk, at_items).state is MeetingState.MINUTES_DRAFT
    assert at_items.stack.currentWidget() is at_items.start_view
    assert at_items.start_view.words.text().startswith("This meeting has ended.")
    at_items.begin()
    assert seen(desk, at_items).state is MeetingState.IN_PROGRESS
