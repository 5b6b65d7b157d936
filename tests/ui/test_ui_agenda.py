"""The agenda worked by keyboard: items added, edited, moved, deleted, and the clock after each."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.meetings.commands import StartCycle
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import ItemType
from ui.agenda.page import AgendaPage, read_agenda
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PAGES = [PageSpec("agenda", "Agenda planning", "Ctrl+2", AgendaPage)]

MakePage = Callable[..., AgendaPage]


@pytest.fixture
def make_page(qtbot: QtBot, tmp_path: Path) -> Iterator[MakePage]:
    desks: list[Desk] = []

    def make(*, sample: bool) -> AgendaPage:
        desk = a_desk(tmp_path / "file", sample=sample, preset="haringey" if sample else "blank")
        desks.append(desk)
        window = MainWindow(
            desk,
            PAGES,
            state=WindowState(tmp_path),
            jobs=InlineRunner(),
            shell=lambda desk: ShellView(desk.path.stem),
        )
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        window.go("agenda")
        page = window.open_pages["agenda"]
        assert isinstance(page, AgendaPage)
        return page

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def page(make_page: MakePage) -> AgendaPage:
    made = make_page(sample=True)
    made.list.setFocus()
    return made


def titles(page: AgendaPage) -> list[str]:
    return [line.title for line in page.list.rows.records()]


def runs(page: AgendaPage) -> list[tuple[str, str]]:
    return [(line.starts, line.ends) for line in page.list.rows.records()]


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def assert_clock_follows(page: AgendaPage) -> None:
    """Each item begins when the one before ends, and lasts its minutes."""
    lines = page.list.rows.records()
    assert page.view is not None
    assert lines[0].starts == page.view.meeting.starts_at
    for before, after in itertools.pairwise(lines):
        assert before.ends == after.starts
    assert all(minute(line.ends) - minute(line.starts) == line.minutes for line in lines)


def choose(page: AgendaPage, place: int) -> None:
    page.list.choose(page.list.rows.records()[place].id)


def test_the_list_shows_the_agenda_of_the_file(page: AgendaPage) -> None:
    view = read_agenda(page.desk)
    assert view is not None
    assert len(view.lines) > 3
    assert titles(page) == [line.title for line in view.lines]
    assert page.header.detail.text() == view.meeting.words
    assert page.overview.meters[0].view.figure == str(view.meters.planned)
    assert_clock_follows(page)


def test_ins_adds_an_item_behind_the_chosen_one(page: AgendaPage, qtbot: QtBot) -> None:
    before = titles(page)
    choose(page, 1)
    qtbot.keyClick(page.list, KEY.Key_Insert)
    assert page.adding.edit.hasFocus()
    assert page.note_host.isHidden()
    qtbot.keyClicks(page.adding.edit, "Night-time economy")
    qtbot.keyClick(page.adding.edit, KEY.Key_Return)
    assert titles(page) == [*before[:2], "Night-time economy", *before[2:]]
    assert page.list.current_record().title == "Night-time economy"
    assert page.adding.isHidden()
    assert page.note_host.isVisible()
    assert page.list.hasFocus()
    assert_clock_follows(page)


def test_a_title_of_the_library_brings_the_standing_item(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(sample=False)
    page.operations.run(StartCycle(date(2017, 4, 20)))
    page.list.setFocus()
    choose(page, 1)
    taken = page.list.current_record()
    qtbot.keyClick(page.list, KEY.Key_Delete)
    qtbot.keyClick(page.list, KEY.Key_Insert)
    assert page.adding.edit.completer().completionModel().rowCount() > 0
    page.adding.edit.setText(taken.title.upper())
    qtbot.keyClick(page.adding.edit, KEY.Key_Return)
    added = page.list.current_record()
    assert (added.standing_key, added.title) == (taken.standing_key, taken.title)
    assert (added.minutes, added.lead) == (taken.minutes, taken.lead)


def test_an_item_without_a_title_is_refused_beside_its_field(
    page: AgendaPage, qtbot: QtBot
) -> None:
    before = titles(page)
    qtbot.keyClick(page.list, KEY.Key_N, CTRL)
    qtbot.keyClick(page.adding.edit, KEY.Key_Return)
    assert page.adding.field.problem.text() == "Give the item a title."
    assert titles(page) == before
    qtbot.keyClick(page.adding.edit, KEY.Key_Escape)
    assert page.adding.isHidden()
    assert page.list.hasFocus()


def test_alt_down_and_alt_up_move_the_item_and_the_clock(page: AgendaPage, qtbot: QtBot) -> None:
    before, times = titles(page), runs(page)
    choose(page, 1)
    qtbot.keyClick(page.list, KEY.Key_Down, ALT)
    assert titles(page) == [before[0], before[2], before[1], *before[3:]]
    assert page.list.current_record().title == before[1]
    assert_clock_follows(page)
    qtbot.keyClick(page.list, KEY.Key_Up, ALT)
    assert (titles(page), runs(page)) == (before, times)


def test_the_first_item_does_not_move_up(page: AgendaPage, qtbot: QtBot) -> None:
    before, label = titles(page), page.desk.undo_label
    choose(page, 0)
    qtbot.keyClick(page.list, KEY.Key_Up, ALT)
    assert (titles(page), page.desk.undo_label) == (before, label)


def test_a_copied_item_is_deleted_and_undo_brings_it_back(page: AgendaPage, qtbot: QtBot) -> None:
    before = titles(page)
    choose(page, 2)
    qtbot.keyClick(page.list, KEY.Key_D, CTRL)
    copied = titles(page)
    assert len(copied) == len(before) + 1
    assert page.list.current_record().position == 4
    qtbot.keyClick(page.list, KEY.Key_Delete)
    assert titles(page) == before
    page.operations.undo()
    assert titles(page) == copied
    page.operations.undo()
    assert titles(page) == before
    assert_clock_follows(page)


@pytest.mark.parametrize(("typed", "minutes"), [("90m", 90), ("1:30", 90), ("35", 35)])
def test_minutes_are_typed_as_people_write_them(
    page: AgendaPage, qtbot: QtBot, typed: str, minutes: int
) -> None:
    choose(page, 2)
    line = page.inspector.lines["minutes"]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, KEY.Key_Return)
    assert page.list.rows.records()[2].minutes == minutes
    assert line.text() == str(minutes)
    assert_clock_follows(page)


def test_minutes_that_are_none_are_refused_beside_the_field(page: AgendaPage, qtbot: QtBot) -> None:
    choose(page, 2)
    before, line = runs(page), page.inspector.lines["minutes"]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "soon")
    qtbot.keyClick(line, KEY.Key_Return)
    assert "90m" in page.inspector.form["minutes"].problem.text()
    assert (line.text(), runs(page)) == ("soon", before)
    choose(page, 3)
    assert page.inspector.form["minutes"].problem.text() == ""
    assert line.text() == str(page.list.rows.records()[3].minutes)


def test_f2_edits_the_title(page: AgendaPage, qtbot: QtBot) -> None:
    choose(page, 1)
    qtbot.keyClick(page.list, KEY.Key_F2)
    title = page.inspector.lines["title"]
    assert title.hasFocus()
    qtbot.keyClicks(title, "Highlights")
    qtbot.keyClick(title, KEY.Key_Return)
    assert titles(page)[1] == "Highlights"
    assert page.inspector.title.text() == "Highlights"


@pytest.mark.parametrize(
    "name", ["decision_sought", "partner_actions", "value_added", "purpose", "time_split",
             "sidetrack", "steer", "communities", "comms_question"],
)  # fmt: skip
def test_every_part_is_edited_where_it_stands(page: AgendaPage, qtbot: QtBot, name: str) -> None:
    choose(page, 2)
    part = page.inspector.parts[name]
    before = part.text
    part.setFocus()
    qtbot.keyClick(part, KEY.Key_F2)
    qtbot.keyClicks(part.editor, "5 minutes of listening")
    qtbot.keyClick(part.editor, KEY.Key_Return, CTRL)
    card = page.inspector.card
    assert card is not None
    assert getattr(card, name) == "5 minutes of listening"
    assert part.text == "5 minutes of listening"
    page.operations.undo()
    assert part.text == before


def test_asks_and_split_are_read_in_words_and_typed_as_lines(
    page: AgendaPage, qtbot: QtBot
) -> None:
    choose(page, 2)
    page.inspector.edit("partner_actions", "Police | Map the thefts | 31 Mar 2017")
    asks = page.inspector.parts["partner_actions"]
    assert asks.shown.text() == "Police: Map the thefts (by 31 Mar 2017)"
    asks.start_editing()
    assert asks.editor.toPlainText() == "Police | Map the thefts | 31 Mar 2017"
    qtbot.keyClick(asks.editor, KEY.Key_Escape)
    page.inspector.edit("time_split", "5 introduce\n15 discuss")
    split = page.inspector.parts["time_split"]
    assert split.aside.accessibleName() == "20 of 25 minutes"
    assert "introduce 5, discuss 15" in page.inspector.rehearsal.accessibleName()
    page.inspector.edit("time_split", "")
    assert page.inspector.rehearsal.isHidden()


def test_what_is_typed_is_never_written_into_another_item(page: AgendaPage) -> None:
    choose(page, 2)
    page.inspector.parts["steer"].start_editing()
    page.inspector.parts["steer"].editor.setPlainText("Half a thought")
    choose(page, 3)
    card = page.inspector.card
    assert card is not None
    assert not page.inspector.editing
    assert card.steer != "Half a thought"
    assert page.inspector.parts["steer"].text == card.steer


def test_an_item_for_noting_only_is_challenged_until_a_reason_is_given(
    page: AgendaPage, qtbot: QtBot
) -> None:
    choose(page, 2)
    kind = page.inspector.type
    kind.setCurrentIndex(kind.findData(ItemType.INFORMATION))
    kind.activated.emit(kind.currentIndex())
    item = page.list.current_record()
    assert item.type is ItemType.INFORMATION
    assert page.challenged() == item
    assert page.note is not None
    assert "For noting only" in page.note.question.text()
    page.note.kept.emit()
    qtbot.keyClick(page.keeping.edit, KEY.Key_Return)
    assert page.keeping.field.problem.text() == "Say why the whole Board needs to hear this."
    qtbot.keyClicks(page.keeping.edit, "The funding ends in March")
    qtbot.keyClick(page.keeping.edit, KEY.Key_Return)
    assert page.inspector.card is not None
    assert page.inspector.card.keep_reason == "The funding ends in March"
    assert page.challenged() is None or page.challenged().id != item.id


def test_the_inspector_shows_homework_and_what_is_to_clear(page: AgendaPage) -> None:
    for place in range(len(page.list.rows.records())):
        choose(page, place)
        card = page.inspector.card
        assert card is not None
        assert page.inspector.homework.marks.count() == len(card.homework)
        assert page.inspector.homework.isHidden() is not bool(card.homework)
        said = "\n".join(check.sentence for check in card.checks)
        assert page.inspector.sentences.text() == said
        assert page.inspector.to_clear.isHidden() is not bool(card.checks)


@pytest.mark.parametrize("typed", ["soon", "-5", "1:75", "9999", "half"])
def test_minutes_that_are_no_number_are_said_beside_their_field(
    page: AgendaPage, typed: str
) -> None:
    choose(page, 2)
    before = page.list.rows.records()[2]
    line = page.inspector.lines["minutes"]
    line.setFocus()
    line.setText(typed)
    line.editingFinished.emit()
    problem = page.inspector.form["minutes"].problem
    assert problem.text().startswith(("Write minutes as", "Minutes must be"))
    assert problem.text().count(".") - problem.text().count("1.5") == 1
    assert line.text() == typed, "what was typed stays to be put right"
    assert page.list.rows.records()[2] == before
    choose(page, 3)
    assert problem.isHidden()


def test_a_lead_that_is_deleted_is_said_beside_its_field_and_the_rest_stays(
    page: AgendaPage,
) -> None:
    choose(page, 2)
    before = page.list.rows.records()[2]
    line = page.inspector.lines["lead"]
    line.setFocus()
    line.clear()
    line.editingFinished.emit()
    now = page.list.rows.records()[2]
    assert (now.lead, now.title, now.minutes) == ("", before.title, before.minutes)
    problem = page.inspector.form["lead"].problem
    assert problem.text() == "Nobody leads this item now: name a lead before the papers go out."
    page.operations.undo()
    assert page.list.rows.records()[2].lead == before.lead
    line.setText("Borough Commander, for the police")
    line.editingFinished.emit()
    assert problem.isHidden()


def test_the_lead_is_completed_from_the_roles_of_the_board(page: AgendaPage) -> None:
    completer = page.inspector.lines["lead"].completer()
    completer.setCompletionPrefix("borough comm")
    assert completer.currentCompletion() == "Borough Commander"
    choose(page, 3)
    lead = page.inspector.lines["lead"]
    lead.setFocus()
    lead.setText(completer.currentCompletion())  # as Qt does when a completion is taken
    page.list.setFocus()
    assert page.list.rows.records()[3].lead == "Borough Commander"


def test_the_bar_leads_to_its_item(page: AgendaPage) -> None:
    wanted = page.list.rows.records()[3]
    page.overview.bar.point_chosen.emit(str(wanted.id))
    assert page.list.current_record() == wanted
    page.show_target(f"item:{page.list.rows.records()[0].id}")
    assert page.list.current_record().position == 1


def test_every_control_has_a_name_and_tab_reaches_it(page: AgendaPage) -> None:
    assert_reachable(page.window())
    page.start_adding()
    assert_reachable(page.window())


def test_a_blank_file_plans_its_first_cycle_from_the_boards_date(
    make_page: MakePage, qtbot: QtBot
) -> None:
    page = make_page(sample=False)
    assert page.view is None
    assert page.empty.isVisible()
    assert page.add_button.isHidden()
    assert_reachable(page.window())
    page.empty.button.click()
    dialog = page.dialog
    assert_reachable(dialog)
    dialog.day.setDate(QDate(2017, 4, 20))
    dialog.save.click()
    strip = page.desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.board_on.isoformat() == "2017-04-20"
    assert page.view is not None
    assert page.splitter.isVisible()
    assert "20 Apr 2017" in page.header.detail.text()
    assert_clock_follows(page)
