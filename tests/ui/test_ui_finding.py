"""Find or go to, worked by keyboard in a window with the sample in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.settings.commands import AddToLibrary
from cspdesk.statutory.commands import AddDuty
from db.changes import ChangeSet
from ui.finding import Palette, open_palette
from ui.finding_places import _PLACES
from ui.frame_tools import FindButton
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView, standard_pages
from ui.state import WindowState
from ui.widgets.page import Page
from ui.window import MainWindow


class Plain(Page):
    """A screen with one field that remembers what it was asked to show."""

    title = "Plain"

    def build(self) -> None:
        self.targets: list[str] = []
        self.field = QLineEdit()
        self.field.setAccessibleName("Field")
        QVBoxLayout(self).addWidget(self.field)

    def refresh(self, changes: ChangeSet | None) -> None:
        pass

    def show_target(self, target: str) -> None:
        self.targets.append(target)


PAGES = [
    PageSpec(spec.key, spec.title, spec.shortcut, Plain, tab=spec.tab, more=spec.more)
    for spec in standard_pages()
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = a_desk(tmp_path_factory.mktemp("finding"), preset="haringey", sample=True)
    yield made
    made.close()


@pytest.fixture
def window(desk: Desk, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(
        desk,
        PAGES,
        state=WindowState(tmp_path),
        jobs=InlineRunner(),
        shell=lambda *_: ShellView("Testborough"),
    )
    # The module's tests share the desk: the window must not close it.
    qtbot.addWidget(made, before_close_func=lambda window: setattr(window, "desk", None))
    made.resize(1440, 870)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made)
    return made


def plain_page(window: MainWindow, key: str) -> Plain:
    page = window.open_pages[key]
    assert isinstance(page, Plain)
    return page


def opened(window: MainWindow, qtbot: QtBot) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.waitUntil(lambda: palette.isVisible() and palette.field.hasFocus())
    palette.read()
    return palette


def titles(palette: Palette) -> list[str]:
    return [one.title for one in palette.list.rows.records()]


def test_a_few_letters_and_enter_go_to_a_record(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    QAbstractItemModelTester(palette.list.rows)
    qtbot.keyClicks(palette.field, "3.13")
    assert titles(palette)[0].startswith("3.13 Approach traders")
    assert palette.field.accessibleDescription().startswith("3.13 Approach traders")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.current_key() == "actions"
    assert plain_page(window, "actions").targets == ["action:15"]


def test_arrows_choose_among_what_is_found_over_the_groups(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "noel park")
    found = palette.list.rows.records()
    assert len({one.kind for one in found}) > 1
    for _ in found[1:]:
        qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.current_record() == found[-1]
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.current_record() == found[-1]
    for _ in range(len(found) // 8 + 1):
        qtbot.keyClick(palette.field, Qt.Key.Key_PageUp)
    assert palette.list.current_record() == found[0]
    palette.close_up()


def test_esc_leaves_the_keyboard_where_it_was(window: MainWindow, qtbot: QtBot) -> None:
    window.go("home")
    field = plain_page(window, "home").field
    field.setFocus()
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "pol")
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert field.hasFocus()


def test_pressing_elsewhere_puts_it_away(window: MainWindow, qtbot: QtBot) -> None:
    window.go("home")
    palette = opened(window, qtbot)
    field = plain_page(window, "home").field
    field.setFocus()
    assert not palette.isVisible()
    assert field.hasFocus()


def test_what_is_of_an_earlier_cycle_is_shown_in_its_cycle(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "police update")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.cycle.cycle_id == 1
    assert plain_page(window, "agenda").targets == ["item:4"]
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "moped theft joint")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.cycle.cycle_id is None, "the current cycle is not held on to"


def test_empty_it_names_where_one_was_lately_and_the_screens(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, qtbot)
    assert [group.title for group in palette.list.rows.groups()] == ["Screens"]
    assert {"Home", "Minutes", "Board pack"} <= set(titles(palette))
    qtbot.keyClicks(palette.field, "statutory cal")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current_key() == "statutory"
    palette = opened(window, qtbot)
    lately, _screens = palette.list.rows.groups()
    assert [one.title for one in lately.rows] == ["Statutory calendar"]
    palette.close_up()


def test_what_changes_is_found_as_it_is_now_and_the_rest_is_not_read_again(
    window: MainWindow, qtbot: QtBot
) -> None:
    palette = opened(window, qtbot)
    assert window.operations is not None
    before = dict(palette._entries)
    window.operations.run(AddToLibrary("Hate crime"))
    assert palette._entries == before
    window.operations.run(AddDuty("Domestic homicide review published"))
    assert set(before) - set(palette._entries) == {"Statutory duties"}
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.field, "homicide")
    assert titles(palette) == ["Domestic homicide review published"]
    palette.close_up()


def test_every_place_is_on_a_screen_of_the_window(window: MainWindow) -> None:
    assert {page for _name, _on, page, *_rest in _PLACES} == set(window.specs)
    own = {name for name, on, *_rest in _PLACES if not on}
    assert own == {spec.title for spec in PAGES}


def test_the_box_right_of_the_tabs_opens_it_and_gives_way_to_the_tabs(
    window: MainWindow, qtbot: QtBot
) -> None:
    (box,) = window.findChildren(FindButton)
    wide = box.width()
    box.click()
    palette = window.findChild(Palette)
    assert palette is not None
    assert palette.isVisible()
    assert nameless(palette) == []
    palette.close_up()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: box.width() < wide / 2)
    window.resize(1440, 870)
    qtbot.waitUntil(lambda: box.width() == wide)


def test_without_a_file_there_is_nothing_to_find(qtbot: QtBot, tmp_path: Path) -> None:
    bare = MainWindow(None, PAGES, state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(bare)
    assert open_palette(bare) is None
    assert not bare.menus.find.isEnabled()
