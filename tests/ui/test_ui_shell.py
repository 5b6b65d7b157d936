"""The window's frame, worked by keyboard: screens, panes, strip, banners, menus, dialogs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from accessibility import assert_reachable, nameless, same_alt_keys, spoken_name
from desks import a_desk
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.settings.commands import AddToLibrary, SetRatingDefaults
from cspdesk.settings.queries import partnership
from db.changes import ChangeSet
from ui.delegates.cells import Piece
from ui.frame_tools import add_tools
from ui.frame_words import long_date, reading_words, sample_words, since_words
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView, module_exists, read_shell, standard_pages
from ui.state import WindowState
from ui.theme import theme
from ui.widgets.page import Page
from ui.widgets.strip import CycleChoice, StepState, StripStep, StripView
from ui.widgets.tables import LETTER_KEYS
from ui.widgets.tabs import TabCount, TabStrip
from ui.window import MainWindow

STEPS = (
    StripStep("pmg", "PMG", "Tue 17 Jan", StepState.DONE, page="second"),
    StripStep("executive", "Executive", "Thu 2 Feb", StepState.DONE),
    StripStep("papers", "Papers out", "Wed 15 Feb", StepState.CURRENT, 7, "second", "checks"),
    StripStep("board", "Board", "Thu 23 Feb, 14:00", StepState.TO_COME),
    StripStep("minutes", "Minutes and actions", "Thu 2 Mar", StepState.TO_COME),
    StripStep("back", "Report-backs", "Fri 7 Apr", StepState.TO_COME, 1),
)
STRIP = StripView(
    "Cycle 4 of 4, 2016/17",
    "Public confidence",
    STEPS,
    today_at=1.5,
    today="9 Feb",
    next_title="Next: papers out",
    next_detail=(Piece("4 working days, "), Piece("7 checks", style="label-strong")),
    choices=(CycleChoice("3", "Cycle 3"), CycleChoice("4", "Cycle 4", chosen=True)),
)


class FirstPage(Page):
    """Two fields as two panes, and a record of what happened to it."""

    title = "First"
    tables = frozenset({"standing_item"})

    def build(self) -> None:
        self.refreshed: list[ChangeSet | None] = []
        self.targets: list[str] = []
        self.left, self.right = QLineEdit(), QLineEdit()
        self.inspector_toggled = self.escaped = 0
        box = QVBoxLayout(self)
        for field, name in ((self.left, "Left"), (self.right, "Right")):
            field.setAccessibleName(name)
            box.addWidget(field)

    def refresh(self, changes: ChangeSet | None) -> None:
        self.refreshed.append(changes)

    def panes(self) -> list[QWidget]:
        return [self.left, self.right]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("A", f"add to {self.title}")]

    def show_target(self, target: str) -> None:
        self.targets.append(target)

    def toggle_inspector(self) -> None:
        self.inspector_toggled += 1

    def escape(self) -> None:
        self.escaped += 1
        super().escape()


class SecondPage(FirstPage):
    title = "Second"
    tables = frozenset()


def shell(desk: Desk) -> ShellView:
    counts = {"second": TabCount(3, "3 items to decide")}
    return ShellView("Testborough CSP 2016-17", "OFFICIAL", STRIP, counts)


PAGES = [
    PageSpec("first", "First", "Ctrl+1", FirstPage),
    PageSpec("second", "Second", "Ctrl+6", SecondPage),
    PageSpec("pack", "Board pack", "Ctrl+P", SecondPage, tab=False),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def make_window(qtbot: QtBot, tmp_path: Path) -> Callable[[Desk | None], MainWindow]:
    def make(desk: Desk | None) -> MainWindow:
        state = WindowState(tmp_path)
        window = MainWindow(desk, PAGES, state=state, jobs=InlineRunner(), shell=shell)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        return window

    return make


@pytest.fixture
def window(make_window: Callable[[Desk | None], MainWindow], desk: Desk) -> MainWindow:
    return make_window(desk)


@pytest.fixture(autouse=True)
def the_look_as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_high_contrast(None)
    theme().set_appearance("system")
    theme().set_zoom(1.0)
    theme().set_compact(False)
    qapp.setProperty(LETTER_KEYS, None)


def page(window: MainWindow) -> FirstPage:
    found = window.current_page()
    assert isinstance(found, FirstPage)
    return found


CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


# -- screens ----------------------------------------------------------------------------------


def test_screens_are_made_when_first_shown_and_kept(window: MainWindow, qtbot: QtBot) -> None:
    assert list(window.open_pages) == ["first"]
    first = page(window)
    qtbot.keyClick(window, Qt.Key.Key_6, CTRL)
    assert page(window).title == "Second"
    assert page(window).refreshed == [None]
    qtbot.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.current_page() is first
    assert first.refreshed == [None]


def test_a_key_belongs_to_its_screen_however_many_there_are(
    window: MainWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.current_key() == "first"
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    assert window.current_key() == "pack"
    assert window.tabs.tabs.chosen == "pack"
    place = window.tabs.tabs.place_of("first")
    window.tabs.tabs.tabBarClicked.emit(place)
    assert window.current_key() == "first"


def test_the_tab_and_the_hints_follow_the_screen(window: MainWindow) -> None:
    window.go("second")
    tabs = window.tabs.tabs
    assert tabs.tabData(tabs.currentIndex()) == tabs.chosen == "second"
    assert window.status.hints[0] == ("A", "add to Second")
    assert "A add to Second" in spoken_name(window.status)


def test_the_last_screen_comes_back(
    window: MainWindow, make_window: Callable[[Desk | None], MainWindow], desk: Desk
) -> None:
    window.go("second")
    assert make_window(desk).current_key() == "second"


def test_arrows_walk_the_tabs_and_the_keyboard_stays_there(
    window: MainWindow, qtbot: QtBot
) -> None:
    tabs = window.tabs.tabs
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Right)
    assert window.current_key() == "second"
    assert tabs.hasFocus()


def test_a_pill_counts_in_words_too(window: MainWindow) -> None:
    tabs = window.tabs.tabs
    place = tabs.place_of("second")
    assert tabs.accessibleTabName(place) == "Second, 3 items to decide"
    assert tabs.tabToolTip(place) == "3 items to decide"
    with_pill = tabs.tabSizeHint(place).width()
    tabs.set_count("second", None)
    assert tabs.accessibleTabName(place) == "Second"
    assert tabs.tabSizeHint(place).width() < with_pill


def test_a_screen_whose_module_is_missing_does_not_appear() -> None:
    assert not module_exists("ui.no_such_room.page")
    assert not module_exists("ui.theme.page")
    assert module_exists("ui.window")
    keys = [spec.key for spec in standard_pages()]
    assert len(keys) == len(set(keys))
    main = ("home", "agenda", "homework", "actions", "boards", "kpis")
    assert [spec.key for spec in standard_pages() if spec.tab] == [k for k in main if k in keys]
    assert all(module_exists(f"ui.{key}.page") for key in keys)


def test_screens_beside_the_tabs_stand_in_one_menu_with_their_keys(
    qtbot: QtBot, tmp_path: Path
) -> None:
    gone: list[str] = []
    strip = TabStrip()
    qtbot.addWidget(strip)
    specs = [
        PageSpec("people", "People and seats", "Ctrl+Shift+1", FirstPage, tab=False, more=True),
        PageSpec("packs", "Board pack", "Ctrl+P", FirstPage, tab=False),
    ]
    add_tools(strip, specs, gone.append)
    more, pack = strip.findChildren(QPushButton)
    assert [action.text() for action in more.menu().actions()] == ["People and seats\tCtrl+Shift+1"]
    strip.tabs.shown.emit("people")
    assert more.text() == "People and seats"
    strip.tabs.shown.emit("packs")
    assert more.text() == "More"
    more.menu().actions()[0].trigger()
    pack.click()
    assert gone == ["people", "packs"]


# -- keeping up -------------------------------------------------------------------------------


def test_a_change_refreshes_the_screen_that_shows_it_and_stales_the_hidden_one(
    window: MainWindow,
) -> None:
    window.go("second")
    second = page(window)
    window.go("first")
    first = page(window)
    assert window.operations is not None
    change = window.operations.run(AddToLibrary("Hate crime"))
    assert first.refreshed == [None, change]
    assert second.stale
    window.go("second")
    assert second.refreshed == [None, None]


def test_a_change_to_other_tables_leaves_the_screen_alone(window: MainWindow, desk: Desk) -> None:
    first, card = page(window), desk.ask(partnership)
    assert window.operations is not None
    assert window.operations.run(SetRatingDefaults(card.id, card.version, tolerance=6)) is not None
    assert first.refreshed == [None]
    window.bus.reload.emit()
    assert first.refreshed == [None, None]


def test_undo_is_named_in_the_menu_and_ctrl_z_takes_it_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert not window.menus.undo.isEnabled()
    assert window.operations is not None
    change = window.operations.run(AddToLibrary("Hate crime"))
    assert change is not None
    assert window.menus.undo.text() == f"&Undo “{change.label}”"
    assert window.status.saved.startswith("Saved ")
    assert window.toast.isVisible()
    assert window.toast.words.text() == change.label
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert not window.menus.undo.isEnabled()
    assert window.menus.redo.text() == f"&Redo “{change.label}”"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    assert window.menus.undo.isEnabled()


def test_the_toast_undoes_and_goes(window: MainWindow, qtbot: QtBot, desk: Desk) -> None:
    assert window.operations is not None
    window.operations.run(AddToLibrary("Hate crime"))
    qtbot.mouseClick(window.toast.undo, Qt.MouseButton.LeftButton)
    assert desk.undo_label is None
    assert window.toast.words.text().startswith("Undone: ")
    assert not window.toast.undo.isVisible()
    assert window.toast.clock.interval() <= 5_000
    window.toast.clock.timeout.emit()
    assert not window.toast.isVisible()


@pytest.mark.parametrize("words", ["Something done", "Took the paper off item 3 " * 12])
def test_the_toast_stands_just_above_the_status_bar(window: MainWindow, words: str) -> None:
    window.say(words, undo=True)
    toast = window.toast
    line = QRect(window.status.mapTo(window, QPoint(0, 0)), window.status.size())
    assert not line.intersects(toast.geometry())
    assert window.rect().contains(toast.geometry())
    assert toast.geometry().bottom() > line.top() - toast.height()
    assert toast.rect().contains(toast.dismiss.geometry())
    assert toast.words.text() == words


# -- panes and keys ---------------------------------------------------------------------------


def test_f6_goes_round_panes_strip_and_tabs_and_back(window: MainWindow, qtbot: QtBot) -> None:
    at = page(window)
    at.left.setFocus()
    seen = []
    for _ in range(4):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert seen == [at.right, window.strip.steps[2], window.tabs.tabs, at.left]
    qtbot.keyClick(at.left, Qt.Key.Key_F6, SHIFT)
    assert window.tabs.tabs.hasFocus()


def test_escape_goes_back_to_the_list(window: MainWindow, qtbot: QtBot) -> None:
    window.toast.say("Something done")
    window.tabs.tabs.setFocus()
    qtbot.keyClick(window.tabs.tabs, Qt.Key.Key_Escape)
    assert page(window).left.hasFocus()
    assert page(window).escaped == 1
    assert not window.toast.isVisible()


def test_f9_reaches_the_screen(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert page(window).inspector_toggled == 1


def test_f1_lists_the_keys_of_the_screen(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    names = [widget.accessibleName() for widget in dialog.findChildren(QWidget)]
    assert "A" in names
    assert "F6 Shift+F6" in names
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_text_grows_and_shrinks_by_keys_and_is_remembered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    strip = window.strip.height()
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL)
    assert theme().zoom == 1.25
    assert window.strip.height() == theme().px(58) > strip
    assert WindowState(tmp_path).number("look/zoom", 1) == 1.25
    qtbot.keyClick(window, Qt.Key.Key_Minus, CTRL)
    assert theme().zoom == 1.1
    qtbot.keyClick(window, Qt.Key.Key_0, CTRL)
    assert theme().zoom == 1.0


def test_the_menu_is_whole_at_every_text_size(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(6):
        bar = window.row.bar
        QApplication.processEvents()
        assert bar.height() >= bar.sizeHint().height()
        assert bar.width() >= bar.sizeHint().width()
        theme().step_zoom(1)


def test_single_letters_can_be_switched_off_and_stay_off(
    window: MainWindow, tmp_path: Path, qapp: QApplication
) -> None:
    window.menus.letters.trigger()
    assert qapp.property(LETTER_KEYS) is False
    assert not WindowState(tmp_path).flag("keys/letters", True)


# -- strip ------------------------------------------------------------------------------------


def test_a_step_is_read_out_with_date_state_and_checks(window: MainWindow) -> None:
    names = [spoken_name(step) for step in window.strip.steps]
    assert names[2] == "Papers out, Wed 15 Feb, next, 7 checks"
    assert names[0] == "PMG, Tue 17 Jan, done"
    assert names[5] == "Report-backs, Fri 7 Apr, to come, 1 check"


def test_arrows_walk_the_steps_and_enter_goes_to_the_work(window: MainWindow, qtbot: QtBot) -> None:
    window.strip.take_focus()
    qtbot.keyClick(window.strip.steps[2], Qt.Key.Key_Left)
    assert window.strip.steps[0].hasFocus()  # the Executive has no screen in this window
    qtbot.keyClick(window.strip.steps[0], Qt.Key.Key_Right)
    qtbot.keyClick(window.strip.steps[2], Qt.Key.Key_Return)
    assert window.current_key() == "second"
    assert page(window).targets == ["checks"]


def test_a_step_without_a_screen_shows_its_date_and_is_no_button(
    window: MainWindow, qtbot: QtBot
) -> None:
    step = window.strip.steps[3]
    assert not step.isEnabled()
    assert step.toolTip().startswith("Board, Thu 23 Feb, 14:00, to come")
    qtbot.mouseClick(step, Qt.MouseButton.LeftButton)
    assert window.current_key() == "first"
    assert "Board, Thu 23 Feb, 14:00, to come" in window.strip.accessibleDescription()


def test_arrows_go_from_the_steps_to_both_ends(window: MainWindow, qtbot: QtBot) -> None:
    window.strip.take_focus()
    qtbot.keyClick(window.strip.steps[2], Qt.Key.Key_Right)
    assert window.strip.next.hasFocus()
    window.strip.take_focus()
    qtbot.keyClick(window.strip.steps[2], Qt.Key.Key_Left)
    qtbot.keyClick(window.strip.steps[0], Qt.Key.Key_Left)
    assert window.strip.who.hasFocus()


def test_the_strip_is_one_tab_stop(window: MainWindow) -> None:
    stops = [s for s in window.strip.steps if s.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert stops == [window.strip.steps[2]]


def test_the_right_end_leads_to_the_next_step(window: MainWindow, qtbot: QtBot) -> None:
    assert spoken_name(window.strip.next) == "Next: papers out. 4 working days, 7 checks"
    qtbot.mouseClick(window.strip.next, Qt.MouseButton.LeftButton)
    assert page(window).targets == ["checks"]


def test_another_cycle_is_asked_for_from_the_menu(window: MainWindow, qtbot: QtBot) -> None:
    menu = window.strip.menu()
    cycles = [action for action in menu.actions() if action.isCheckable()]
    assert [(a.text(), a.isChecked()) for a in cycles] == [("Cycle 3", False), ("Cycle 4", True)]
    window.strip.cycle_chosen.disconnect()
    with qtbot.waitSignal(window.strip.cycle_chosen) as asked:
        cycles[0].trigger()
    assert asked.args == ["3"]


def test_the_strip_keeps_its_focus_when_the_cycle_moves_on(window: MainWindow) -> None:
    window.strip.take_focus()
    window.refresh_shell()
    assert window.strip.steps[2].hasFocus()


# -- what is said about the file --------------------------------------------------------------


def test_the_title_names_the_partnership(window: MainWindow) -> None:
    assert window.windowTitle() == "Testborough CSP 2016-17 – CSP Desk"


def test_another_day_is_said_in_a_banner(window: MainWindow, desk: Desk) -> None:
    assert sample_words(desk) == "Seen as at Thursday 9 February 2017"
    assert window.row.sample.isVisible()
    assert not window.row.reading.isVisible()


def test_the_sample_says_so_for_ever(
    tmp_path: Path, make_window: Callable[[Desk | None], MainWindow]
) -> None:
    sample = a_desk(tmp_path / "sample", preset="haringey", sample=True)
    window = make_window(sample)
    assert window.row.sample.words == f"Sample partnership, as at {long_date(sample.today)}"
    assert window.row.sample.isVisible()
    sample.close()


def test_a_second_window_reads_only_and_says_who_has_the_file(
    desk: Desk, make_window: Callable[[Desk | None], MainWindow]
) -> None:
    second = Desk.open(desk.path)
    window = make_window(second)
    assert window.row.reading.words == reading_words(second)
    assert "reading only" in window.row.reading.words
    assert since_words(second.held_by) in window.row.reading.words
    assert not re.search(r"\d{4}-\d\d-\d\d", window.row.reading.words)
    second.close()


@pytest.mark.parametrize(
    ("holder", "said"),
    [
        ("officer on DESK-7 since 2026-11-23 14:09", "officer on DESK-7 since 14:09 today"),
        ("officer on DESK-7 since 2026-11-20 09:05", "officer on DESK-7 since Fri 20 Nov, 09:05"),
        ("somebody", "somebody"),
        ("", ""),
    ],
)
def test_who_has_the_file_is_said_with_a_day_that_people_read(holder: str, said: str) -> None:
    assert since_words(holder, datetime(2026, 11, 23, 15, 0)) == said


def test_without_a_file_the_frame_shows_nothing_of_one(
    make_window: Callable[[Desk | None], MainWindow],
) -> None:
    window = make_window(None)
    assert window.windowTitle() == "CSP Desk"
    assert not window.tabs.isVisible()
    assert not window.menus.copy.isEnabled()
    assert window.operations is None
    window.go("first")
    assert window.current_page() is None


@pytest.mark.expects_log
def test_a_frame_that_cannot_be_read_does_not_take_the_screen_with_it(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    def broken(_desk: Desk) -> ShellView:
        raise KeyError("cycle")

    window = MainWindow(desk, PAGES, state=WindowState(tmp_path), shell=broken)
    qtbot.addWidget(window)
    window.show()
    assert window.windowTitle() == "partnership – CSP Desk"
    assert page(window).title == "First"
    assert window.errors.dialog is not None
    window.errors.dialog.close()


def test_the_frame_reads_what_it_shows_from_the_file(desk: Desk) -> None:
    view = read_shell(desk)
    assert view.title
    assert view.strip is None or len(view.strip.steps) == 6


# -- files ------------------------------------------------------------------------------------


def test_a_copy_is_a_whole_file(window: MainWindow, tmp_path: Path) -> None:
    window.save_copy(tmp_path / "copy.cspdesk")
    assert window.toast.words.text() == "All changes are saved. Copy saved as copy.cspdesk"
    with Desk.open(tmp_path / "copy.cspdesk") as copy:
        assert copy.ask(partnership).name == "Testborough CSP"


def test_recent_files_are_offered_but_not_the_open_one(
    window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    other = tmp_path / "other & more.cspdesk"
    other.write_bytes(b"")
    window.state.add_recent(other)
    window.menus.recent_menu.aboutToShow.emit()
    [action] = window.menus.recent_menu.actions()
    with qtbot.waitSignal(window.file_wanted) as wanted:
        action.trigger()
    assert wanted.args == ["open", other.resolve()]


def test_closing_commits_what_is_being_typed_and_closes_the_file(
    window: MainWindow, qtbot: QtBot
) -> None:
    typed: list[str] = []
    field = page(window).left
    field.editingFinished.connect(lambda: typed.append(field.text()))
    field.setFocus()
    qtbot.keyClicks(field, "Agree three indicators")
    window.close()
    assert typed == ["Agree three indicators"]


# -- what must be read ------------------------------------------------------------------------


def modal() -> QWidget:
    found = QApplication.activeModalWidget()
    assert found is not None
    return found


def test_an_explanation_does_its_one_thing(window: MainWindow, qtbot: QtBot) -> None:
    done: list[bool] = []
    window.explain("This could not be saved", "The disk is full.", button="Try again",
                   act=lambda: done.append(True))  # fmt: skip
    qtbot.keyClick(modal(), Qt.Key.Key_Return)
    assert done == [True]
    window.explain("This cannot be done", "The agenda is locked.")
    dialog = modal()
    assert [b.text() for b in dialog.findChildren(QPushButton)] == ["Close"]
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert done == [True]


@pytest.mark.expects_log
def test_bugs_share_one_dialog_and_give_their_details(window: MainWindow, qtbot: QtBot) -> None:
    for words in ("first slip", "second slip"):
        try:
            raise ValueError(words)
        except ValueError as problem:
            window.report(problem)
    dialog = window.errors.dialog
    assert dialog is not None
    dialog.copy.click()
    details = QGuiApplication.clipboard().text()
    assert "first slip" in details
    assert "second slip" in details
    assert "test_ui_shell.py" in details
    assert dialog.heading.text() == "2 things went wrong in CSP Desk"
    dialog.close()
    assert window.errors.dialog is None
    assert window.errors.failures == []


# -- everything can be reached ----------------------------------------------------------------


def test_every_control_of_the_frame_has_a_name_and_a_way_to_it(window: MainWindow) -> None:
    assert_reachable(window)
    assert same_alt_keys(window) == []


def test_the_walk_finds_a_control_without_a_name(qtbot: QtBot) -> None:
    host = QWidget()
    box = QVBoxLayout(host)
    box.addWidget(QPushButton(""))
    box.addWidget(QPushButton("Named"))
    qtbot.addWidget(host)
    host.show()
    assert nameless(host) == ["QPushButton in QWidget"]


def test_every_menu_entry_says_what_it_does_and_no_key_is_used_twice(window: MainWindow) -> None:
    actions = window.findChildren(QAction)
    keys = [s.toString() for a in actions for s in a.shortcuts() if s.toString()]
    assert len(keys) == len(set(keys))
    menus = [action.menu() for action in window.row.bar.actions()]
    assert all(a.text() for menu in menus for a in menu.actions() if not a.isSeparator())


# -- looks ------------------------------------------------------------------------------------


def painted_colours(window: MainWindow) -> set[str]:
    image = window.grab().toImage()
    across, down = range(0, image.width(), 7), range(0, image.height(), 7)
    return {image.pixelColor(x, y).name() for x in across for y in down}


def test_the_window_is_light_or_dark_as_chosen(window: MainWindow) -> None:
    window.menus.appearances["dark"].trigger()
    assert theme().dark
    colours = painted_colours(window)
    assert theme().tokens.strip.lower() in colours
    assert "#ffffff" not in colours
    window.menus.appearances["light"].trigger()
    assert theme().tokens.panel == "#FFFFFF"
    assert "#18222e" not in painted_colours(window)


def test_high_contrast_takes_the_systems_colours(window: MainWindow, qapp: QApplication) -> None:
    theme().set_high_contrast(True)
    assert theme().tokens.name == "high contrast"
    assert "#1B5596" not in qapp.styleSheet()
    assert "border-radius" in qapp.styleSheet()
    assert theme().tokens.red == theme().tokens.text
    assert not window.grab().isNull()


def test_a_low_window_has_compact_rows(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 900)
    assert theme().row("agenda") == 51
    window.resize(1366, 697)
    qtbot.waitUntil(lambda: theme().compact)
    assert theme().row("agenda") == 38


def test_the_window_paints_at_its_smallest_and_at_twice_the_text(window: MainWindow) -> None:
    window.resize(1024, 600)
    theme().set_zoom(2.0)
    assert not window.grab().isNull()
    assert window.strip.height() == 116
