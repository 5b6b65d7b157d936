"""The settings: changed in place, saved at once, refused beside the field; the council's fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.meetings.queries import board_meetings, cycles
from cspdesk.meetings.replanning import cycles_to_replan
from cspdesk.settings.front_sheets import fields_of_item, front_sheet_fields
from cspdesk.settings.queries import PartnershipCard, partnership, standing_library
from db.vocabulary import Marking
from ui.agenda.cycles import CycleDialog
from ui.agenda.page import AgendaPage
from ui.jobs import InlineRunner
from ui.pages import standard_pages
from ui.settings.front_sheets import FrontSheetsView
from ui.settings.meetings import MeetingsView
from ui.settings.page import SettingsPage
from ui.settings.partnership import PartnershipView
from ui.settings.ratings import RatingsView
from ui.settings.standing import StandingView
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
Open = Callable[[str], SettingsPage]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "sample", preset="haringey", sample=True) as desk:
        yield desk


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, sample: Desk) -> MainWindow:
    (tmp_path / "state").mkdir()
    made = MainWindow(
        sample, standard_pages(), state=WindowState(tmp_path / "state"), jobs=InlineRunner()
    )
    qtbot.addWidget(made)
    made.resize(1366, 700)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


@pytest.fixture
def opened(window: MainWindow) -> Open:
    def show(target: str) -> SettingsPage:
        window.go("settings", target)
        page = window.current_page()
        assert isinstance(page, SettingsPage)
        return page

    return show


def meetings(page: SettingsPage) -> MeetingsView:
    view = page.view
    assert isinstance(view, MeetingsView)
    return view


def card(desk: Desk) -> PartnershipCard:
    return desk.ask(partnership)


# -- meetings and steps -----------------------------------------------------------------------


def test_a_setting_is_saved_when_its_field_is_left_and_taken_back_with_undo(
    opened: Open, sample: Desk, qtbot: QtBot, window: MainWindow
) -> None:
    view = meetings(opened("meetings"))
    line = view.form.lines["item_limit"]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "6")
    qtbot.keyClick(line, KEY.Key_Tab)
    assert card(sample).item_limit == 6
    window.operations.undo()
    assert (card(sample).item_limit, line.text()) == (7, "7")


@pytest.mark.parametrize(
    ("name", "typed", "part"),
    [
        ("item_limit", "many", "Write a whole number in figures."),
        ("item_limit", "0", "The item limit must be a whole number from 1 to 50."),
        ("executive_before", "5", "must be that many before, or more"),
        ("clear_days", "20", "Papers go out 21 working days before"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_what_was_typed_stays(
    opened: Open, sample: Desk, qtbot: QtBot, name: str, typed: str, part: str
) -> None:
    view, before = meetings(opened("meetings")), card(sample)
    line = view.form.lines[name]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, typed)
    qtbot.keyClick(line, KEY.Key_Return)
    assert part in view.form.places[name].problem.text()
    view.form.save("remind_before", 9)
    assert line.text() == typed, "another setting that is saved leaves it"
    qtbot.keyClick(line, KEY.Key_Escape)
    assert line.text() == str(getattr(before, name))
    assert view.form.places[name].problem.text() == ""
    assert getattr(card(sample), name) == getattr(before, name)


def test_the_counted_days_of_the_next_board_stand_beside_each_step(opened: Open) -> None:
    view = meetings(opened("meetings"))
    assert "Board of Thu 23 Feb 2017" in view.whose.text()
    assert view.steps["papers"].after.text() == (
        "Wed 15 Feb 2017, counting 16 to 22 Feb; not counted: Sat 18 Feb and Sun 19 Feb"
    )
    view.form.save("report_backs_after", 40)
    assert view.steps["report_backs"].after.text().startswith("Mon 24 Apr 2017, counting 24 Feb")
    assert "Fri 14 Apr (Good Friday)" in view.steps["report_backs"].after.text()


def test_a_changed_step_moves_nothing_until_the_cycles_that_are_ticked_are_replanned(
    opened: Open, sample: Desk
) -> None:
    view = meetings(opened("meetings"))
    before = [line.dates for line in sample.ask(cycles)]
    view.form.save("minutes_after", 7)
    assert [line.dates for line in sample.ask(cycles)] == before
    assert view.offer.question.text() == (
        "2 cycles to come are planned otherwise: PMG, Executive and Minutes and actions."
    )
    view.replan()
    dialog = view.dialog
    assert dialog is not None
    _february, june = dialog.found
    dialog.ticks[june.cycle_id].setChecked(False)
    dialog.save.click()
    assert [one.cycle_id for one in sample.ask(cycles_to_replan)] == [june.cycle_id]
    assert "The Board of Thu 8 Jun 2017 is planned otherwise" in view.offer.question.text()


def test_a_prefix_of_minutes_is_asked_for_only_where_it_is_used(opened: Open, sample: Desk) -> None:
    view = meetings(opened("meetings"))
    prefix = view.form.places["prefix"]
    assert prefix.isHidden()
    view.form.save("style", "prefix")
    assert not prefix.isHidden()
    assert card(sample).minute_prefix == "CSP"
    assert not view.form.save("prefix", "41")
    assert "letters, such as CSP" in prefix.problem.text()
    view.form.save("prefix", "HCSP ")
    assert card(sample).minute_prefix == view.form.lines["prefix"].text() == "HCSP"


# -- the partnership, ratings -----------------------------------------------------------------


def test_the_partnership_is_renamed_and_marked(opened: Open, sample: Desk) -> None:
    view = opened("partnership").view
    assert isinstance(view, PartnershipView)
    assert view.form.save("name", " Safer Haringey ")
    assert view.form.save("marking", Marking.OFFICIAL_SENSITIVE)
    assert not view.form.save("borough", "")
    assert "Give the borough" in view.form.places["borough"].problem.text()
    assert view.form.save("municipal_year_start", 4)
    now = card(sample)
    assert (now.name, now.marking) == ("Safer Haringey", Marking.OFFICIAL_SENSITIVE)
    assert (now.borough, now.municipal_year_start) == ("Haringey", 4)


def test_the_tolerance_and_the_conventions_of_charts_are_set(opened: Open, sample: Desk) -> None:
    view = opened("ratings").view
    assert isinstance(view, RatingsView)
    assert view.form.save("tolerance", "2.5 %")
    assert view.form.lines["tolerance"].text() == "2.5"
    assert not view.form.save("tolerance", "a lot")
    assert "from 0 to 100" in view.form.places["tolerance"].problem.text()
    view.form.ticks["spc_screening"].click()
    assert view.form.save("spc_run", 6)
    now = card(sample)
    assert (now.tolerance, now.spc_screening, now.spc_run) == (2.5, False, 6)


# -- standing items ---------------------------------------------------------------------------


def test_a_standing_item_is_added_reworded_and_read_as_the_agenda_will_have_it(
    opened: Open, sample: Desk, qtbot: QtBot
) -> None:
    view = opened("standing").view
    assert isinstance(view, StandingView)
    view.add()
    qtbot.keyClicks(view.prompt.edit, "Forward plan")
    qtbot.keyClick(view.prompt.edit, KEY.Key_Return)
    assert view.chosen is not None
    assert view.chosen.line.title == "Forward plan"
    view.inspector.parts["minutes"].committed.emit("1:30")
    view.inspector.parts["wording"].committed.emit("Messages: To be considered under")
    view.put_reference("{item:parallel_boards}.")
    qtbot.keyClick(view.wording.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    line = sample.ask(standing_library)[-1]
    assert line.minutes == 90
    assert line.wording == "Messages: To be considered under {item:parallel_boards}."
    board = next(one for one in sample.ask(board_meetings) if one.held_on == date(2017, 2, 23))
    view_of = sample.ask(agenda, board.id)
    assert view_of is not None
    number = next(it.number for it in view_of.lines if it.standing_key == "parallel_boards")
    assert view.read_words.text() == f"Messages: To be considered under item {number}."


def test_a_reference_to_nothing_is_refused_and_an_open_editor_never_writes_elsewhere(
    opened: Open, sample: Desk
) -> None:
    view = opened("standing").view
    assert isinstance(view, StandingView)
    view.wording.committed.emit("Late: under {item:nothing}.")
    assert "“{item:nothing}” stands for nothing" in view.wording.problem.text()
    assert view.wording.editing
    before = sample.ask(standing_library)
    view.list.choose(before[1].id)
    assert not view.wording.editing
    assert sample.ask(standing_library) == before


def test_standing_items_are_moved_and_what_a_board_needs_cannot_be_removed(
    opened: Open, sample: Desk, qtbot: QtBot
) -> None:
    view = opened("standing").view
    assert isinstance(view, StandingView)
    qtbot.keyClick(view.list, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    titles = [line.title for line in sample.ask(standing_library)]
    assert titles[:2] == ["PMG highlight report", "Welcome, minutes and actions due"]
    report = next(li for li in sample.ask(standing_library) if li.key == "highlight_report")
    view.list.choose(report.id)
    view.remove_button.click()
    assert "Every Board agenda needs" in view.problem.text()


# -- the council's fields ---------------------------------------------------------------------


def test_a_field_that_is_switched_on_stands_in_the_inspector_of_each_item_and_is_kept_there(
    opened: Open, window: MainWindow, sample: Desk, qtbot: QtBot
) -> None:
    window.go("agenda")
    page = window.current_page()
    assert isinstance(page, AgendaPage)
    assert page.inspector.council_fields.isHidden()
    view = opened("front_sheets").view
    assert isinstance(view, FrontSheetsView)
    legal = next(one for one in sample.ask(front_sheet_fields) if one.title == "Legal comments")
    view.list.choose(legal.id)
    qtbot.keyClick(view.list, KEY.Key_Space)
    assert view.pane.count.text() == "1 of 15 switched on"
    window.go("agenda")
    held = page.inspector.council_fields
    assert not held.isHidden()
    part = held.parts[legal.id]
    part.start_editing("No comments.")
    qtbot.keyClick(part.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.inspector.card is not None
    (said,) = sample.ask(fields_of_item, page.inspector.card.id)
    assert (said.text, part.text) == ("No comments.", "No comments.")
    window.operations.undo()
    assert part.text == ""


def test_fields_are_added_renamed_moved_and_removed(opened: Open, sample: Desk) -> None:
    view = opened("front_sheets").view
    assert isinstance(view, FrontSheetsView)
    view.prompt.answered.emit("Climate")
    view.inspector.parts["hint"].committed.emit("What it does for the climate")
    view.inspector.parts["title"].committed.emit("Legal comments")
    assert "already" in view.inspector.parts["title"].problem.text()
    view.up.click()
    assert [one.title for one in sample.ask(front_sheet_fields)][-2:] == [
        "Climate",
        "Background papers",
    ]
    view.remove_button.click()
    assert "Climate" not in [one.title for one in sample.ask(front_sheet_fields)]


# -- the whole --------------------------------------------------------------------------------


def test_every_control_of_the_settings_can_be_reached_and_has_a_name(
    opened: Open, window: MainWindow
) -> None:
    for key in ("meetings", "partnership", "standing", "front_sheets", "ratings"):
        page = opened(key)
        assert page.tabs.current == key
        assert_reachable(window)


def test_the_form_of_a_cycle_says_what_speaks_against_a_day_before_it_is_saved(
    window: MainWindow, sample: Desk
) -> None:
    window.go("agenda")
    page = window.current_page()
    assert isinstance(page, AgendaPage)
    page.plan_cycle()
    (dialog,) = window.findChildren(CycleDialog)
    said = dialog.fields.field("board_on").problem
    dialog.day.setDate(QDate(2017, 8, 28))
    assert "is a bank holiday" in said.text()
    assert dialog.clashes.isHidden()
    dialog.day.setDate(QDate(2017, 8, 30))
    assert said.text() == ""
    assert "August" in dialog.clashes.consequence.text()
    dialog.save.click()
    assert sample.ask(cycles)[-1].board_on == date(2017, 8, 30)
