"""Another cycle on every screen, cycles planned and changed, on the sample and on a blank file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable, spoken_name
from desks import a_desk
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.meetings.commands import StartCycle
from cspdesk.meetings.queries import current_cycle, cycle_in_view, cycles
from cspdesk.meetings.rules import Step
from ui.agenda.cycles import CycleDialog
from ui.agenda.page import AgendaPage
from ui.home.page import HomePage
from ui.jobs import InlineRunner
from ui.packs.page import PackPage
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
Open = Callable[[Desk], MainWindow]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "sample", preset="haringey", sample=True) as desk:
        yield desk


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "blank") as desk:
        yield desk


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Open:
    def made(desk: Desk) -> MainWindow:
        state = WindowState(tmp_path / "state")
        window = MainWindow(desk, standard_pages(), state=state, jobs=InlineRunner())
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return window

    return made


@pytest.fixture(autouse=True)
def a_place_for_window_state(tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()


def choose(window: MainWindow, words: str) -> None:
    """Choose a cycle in the strip's menu by its words, years gone by included."""
    menu = window.strip.menu()
    actions = [*menu.actions(), *(a for m in menu.findChildren(QMenu) for a in m.actions())]
    next(action for action in actions if action.text().startswith(words)).trigger()


def third(desk: Desk) -> int:
    return next(line.id for line in desk.ask(cycles) if line.number == 3)


def shown(window: MainWindow, key: str) -> HomePage | AgendaPage | PackPage:
    window.go(key)
    page = window.current_page()
    assert isinstance(page, HomePage | AgendaPage | PackPage)
    return page


# -- choosing ---------------------------------------------------------------------------------


def test_the_menu_lists_every_cycle_under_its_year_with_the_current_one_ticked(
    opened: Open, sample: Desk
) -> None:
    menu = opened(sample).strip.menu()
    listed = [action for action in menu.actions() if action.isCheckable()]
    assert len(listed) == len(sample.ask(cycles)) > 1
    years = [action.text() for action in menu.actions() if not action.isEnabled()]
    assert years[:2] == ["2017/18", "2016/17"]
    (ticked,) = [action for action in listed if action.isChecked()]
    assert ticked.text() == "Cycle 4: Public confidence, Board Thu 23 Feb 2017, current"


def test_a_chosen_cycle_is_on_every_screen(opened: Open, sample: Desk) -> None:
    window = opened(sample)
    before = {key: shown(window, key) for key in ("home", "agenda", "packs")}
    choose(window, "Cycle 3")
    assert window.cycle.cycle_id == third(sample)
    assert window.strip.view is not None
    assert window.strip.view.cycle == "Cycle 3 of 4, 2016/17"
    board = sample.ask(cycle_in_view, window.cycle.cycle_id)
    assert board is not None
    agenda, packs = shown(window, "agenda"), shown(window, "packs")
    assert agenda is before["agenda"]
    for page in (agenda, packs):
        assert isinstance(page, AgendaPage | PackPage)
        assert page.view is not None
        assert page.view.meeting.cycle_id == third(sample)
        assert page.view.meeting.held_on == board.cycle.board_on


def test_the_strip_says_that_an_earlier_cycle_is_shown_and_leads_back(
    opened: Open, sample: Desk, qtbot: QtBot
) -> None:
    window = opened(sample)
    choose(window, "Cycle 3")
    end = window.strip.next
    assert spoken_name(end) == "An earlier cycle is shown. Back to cycle 4, 2016/17"
    end.setFocus()
    qtbot.keyClick(end, KEY.Key_Return)
    assert window.cycle.cycle_id is None
    assert window.strip.view is not None
    assert window.strip.view.cycle == "Cycle 4 of 4, 2016/17"
    assert not window.strip.view.back_to


def test_the_current_cycle_is_not_held_on_to_by_its_id(opened: Open, sample: Desk) -> None:
    window = opened(sample)
    choose(window, "Cycle 4")
    assert window.cycle.cycle_id is None


def test_a_choice_is_for_the_session_and_the_file(opened: Open, sample: Desk, blank: Desk) -> None:
    window = opened(sample)
    choose(window, "Cycle 3")
    window.set_desk(blank)
    assert window.cycle.cycle_id is None
    window.set_desk(sample)
    assert window.strip.view is not None
    assert window.strip.view.cycle == "Cycle 4 of 4, 2016/17"


def test_undoing_the_cycle_that_is_shown_goes_back_to_the_current_one(
    opened: Open, sample: Desk
) -> None:
    window = opened(sample)
    assert window.operations is not None
    window.operations.run(StartCycle(date(2017, 9, 28)))
    choose(window, "Cycle 2, Board Thu 28 Sep 2017")
    window.operations.undo()
    assert window.strip.view is not None
    assert window.strip.view.cycle == "Cycle 4 of 4, 2016/17"


def test_the_menu_opens_by_key(opened: Open, sample: Desk, qtbot: QtBot) -> None:
    window = opened(sample)
    window.strip.who.setFocus()
    qtbot.keyClick(window.strip.who, KEY.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.activeAction().isChecked()
    menu.close()


# -- planning and changing --------------------------------------------------------------------


def test_a_blank_file_is_planned_from_home(opened: Open, blank: Desk, qtbot: QtBot) -> None:
    window = opened(blank)
    home = shown(window, "home")
    assert isinstance(home, HomePage)
    assert home.plan.text() == "Plan the first cycle…"
    qtbot.mouseClick(home.plan, Qt.MouseButton.LeftButton)
    dialog = home.dialog
    assert isinstance(dialog, CycleDialog)
    assert_reachable(dialog)
    dialog.day.setDate(QDate(2017, 4, 20))
    dialog.starts.setText("2pm")
    dialog.venue.setText("Town Hall")
    dialog.save.click()
    assert window.current_key() == "agenda"
    agenda = window.current_page()
    assert isinstance(agenda, AgendaPage)
    assert agenda.header.detail.text() == "Thu 20 Apr 2017, 14:00 to 16:00, Town Hall"
    assert window.strip.isVisible()


def test_every_step_follows_the_board_while_it_is_planned(
    opened: Open, blank: Desk, qtbot: QtBot
) -> None:
    home = shown(opened(blank), "home")
    assert isinstance(home, HomePage)
    home.plan_cycle()
    dialog = home.dialog
    assert dialog is not None
    dialog.day.setDate(QDate(2017, 5, 18))
    assert dialog.days[Step.PAPERS].date() == QDate(2017, 5, 10)
    assert not dialog.days[Step.PAPERS].isEnabled()
    dialog.day.setDate(QDate(2017, 5, 25))
    assert dialog.days[Step.PAPERS].date() == QDate(2017, 5, 17)
    dialog.reject()


def test_a_board_that_cannot_be_is_refused_beside_its_date(opened: Open, blank: Desk) -> None:
    home = shown(opened(blank), "home")
    assert isinstance(home, HomePage)
    home.plan_cycle()
    dialog = home.dialog
    assert dialog is not None
    dialog.day.setDate(QDate(2017, 4, 22))
    dialog.save.click()
    assert dialog.fields.field("board_on").problem.text().endswith("choose a working day.")
    assert blank.ask(current_cycle) is None
    dialog.reject()


def test_a_cycle_is_changed_in_one_step_that_undo_takes_back(opened: Open, sample: Desk) -> None:
    window = opened(sample)
    agenda = shown(window, "agenda")
    assert isinstance(agenda, AgendaPage)
    before = sample.ask(current_cycle)
    agenda.change_button.click()
    dialog = agenda.dialog
    assert dialog is not None
    assert_reachable(dialog)
    dialog.day.setDate(QDate(2017, 3, 2))
    dialog.days[Step.REPORT_BACKS].setDate(QDate(2017, 4, 21))
    dialog.venue.setText("Bruce Castle")
    dialog.save.click()
    assert agenda.header.detail.text().endswith("Bruce Castle")
    now = sample.ask(current_cycle)
    assert now is not None
    assert now.cycle.board_on == date(2017, 3, 2)
    assert now.cycle.dates.report_backs_on == date(2017, 4, 21)
    assert sample.undo_label is not None
    assert sample.undo_label.startswith("Changed cycle 4, 2016/17: ")
    assert window.operations is not None
    window.operations.undo()
    again = sample.ask(current_cycle)
    assert before is not None
    assert again is not None
    assert again.cycle.dates == before.cycle.dates


def test_a_day_by_hand_that_breaks_the_order_is_refused_beside_it(
    opened: Open, sample: Desk
) -> None:
    agenda = shown(opened(sample), "agenda")
    assert isinstance(agenda, AgendaPage)
    agenda.change_button.click()
    dialog = agenda.dialog
    assert dialog is not None
    dialog.days[Step.PAPERS].setDate(QDate(2017, 2, 17))
    dialog.save.click()
    assert "clear working days" in dialog.fields.field("papers").problem.text()
    dialog.reject()


@pytest.mark.parametrize("typed", ["", "two hours", "0", "601", "1²"])
def test_a_length_that_is_no_number_is_refused_beside_it(
    opened: Open, sample: Desk, typed: str
) -> None:
    agenda = shown(opened(sample), "agenda")
    assert isinstance(agenda, AgendaPage)
    agenda.change_button.click()
    dialog = agenda.dialog
    assert dialog is not None
    dialog.minutes.setText(typed)
    dialog.save.click()
    words = dialog.fields.field("minutes_available").problem.text()
    assert words == "Minutes must be a whole number from 1 to 600."
    dialog.reject()


def test_the_board_of_an_earlier_cycle_has_met_and_its_day_stays(
    opened: Open, sample: Desk
) -> None:
    window = opened(sample)
    choose(window, "Cycle 3")
    agenda = shown(window, "agenda")
    assert isinstance(agenda, AgendaPage)
    agenda.change_cycle()
    dialog = agenda.dialog
    assert dialog is not None
    assert not dialog.day.isEnabled()
    assert "has met" in dialog.day.toolTip()
    dialog.reject()


def test_home_leads_to_the_next_cycle(opened: Open, sample: Desk) -> None:
    window = opened(sample)
    home = shown(window, "home")
    assert isinstance(home, HomePage)
    following = home.next.following
    assert following is not None
    home.next.link.click()
    assert window.cycle.cycle_id == following.cycle.id
    assert window.current_key() == "agenda"
    assert window.strip.view is not None
    assert window.strip.view.next_title == "A later cycle is shown"


def test_the_keyboard_starts_in_the_day_of_the_month(
    opened: Open, sample: Desk, qtbot: QtBot
) -> None:
    agenda = shown(opened(sample), "agenda")
    assert isinstance(agenda, AgendaPage)
    agenda.change_button.click()
    dialog = agenda.dialog
    assert dialog is not None
    qtbot.waitUntil(dialog.day.hasFocus)
    qtbot.keyClicks(dialog.day, "09")
    assert dialog.day.day == date(2017, 2, 9)
    dialog.reject()
