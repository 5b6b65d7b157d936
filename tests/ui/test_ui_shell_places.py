"""Where the file lies and who has it open: advice given once; a second opener only reads."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from ui.agenda.page import AgendaPage
from ui.home.page import HomePage
from ui.jobs import InlineRunner
from ui.pages import standard_pages
from ui.state import WindowState
from ui.widgets.dialogs import ExplainDialog
from ui.window import MainWindow

KEY = Qt.Key
Open = Callable[[Desk], MainWindow]
ROOT = Path(__file__).parents[2]

# Another officer's program: opens the file, says so, holds it until told to end.
HOLDER = """
import sys
from pathlib import Path
from cspdesk.desk import Desk
with Desk.open(Path(sys.argv[1])) as desk:
    print("read only" if desk.read_only else "open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def opened(qtbot: QtBot, tmp_path: Path) -> Open:
    (tmp_path / "state").mkdir()

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


@pytest.fixture
def synced(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "OneDrive - Testborough") as desk:
        yield desk


# -- where it lies ----------------------------------------------------------------------------


def test_a_file_in_a_synced_folder_is_advised_on(opened: Open, synced: Desk) -> None:
    window = opened(synced)
    assert window.advice.isVisible()
    assert "synced by OneDrive" in window.advice.words.text()
    assert_reachable(window)


def test_advice_that_was_closed_is_not_given_again_for_that_file(
    opened: Open, synced: Desk, tmp_path: Path
) -> None:
    window = opened(synced)
    window.advice.close_button.click()
    assert not window.advice.isVisible()
    assert not opened(synced).advice.isVisible()
    with a_desk(tmp_path / "Dropbox") as other:
        assert "Dropbox" in opened(other).advice.words.text()


def test_a_file_on_this_computer_is_not_advised_on(opened: Open, tmp_path: Path) -> None:
    with a_desk(tmp_path / "local") as desk:
        assert not opened(desk).advice.isVisible()


# -- who has it open --------------------------------------------------------------------------


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Path]:
    """A sample that another process has open."""
    with a_desk(tmp_path / "held", preset="haringey", sample=True) as made:
        path = made.path
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "open\n"
    yield path
    other.communicate("\n", timeout=30)


@pytest.fixture
def reader(held: Path) -> Iterator[Desk]:
    with Desk.open(held) as desk:
        yield desk


def dialog_of(window: MainWindow) -> ExplainDialog:
    found = [made for made in window.findChildren(ExplainDialog) if made.isVisible()]
    assert len(found) == 1
    return found[0]


def agenda_of(window: MainWindow) -> AgendaPage:
    window.go("agenda")
    page = window.current_page()
    assert isinstance(page, AgendaPage)
    return page


def who_has(reader: Desk) -> str:
    """Who has the file open; the time is written in several ways."""
    return reader.held_by.partition(" since ")[0]


def test_the_second_process_reads_and_is_told_who_has_the_file(opened: Open, reader: Desk) -> None:
    assert reader.read_only
    window = opened(reader)
    assert window.row.reading.isVisible()
    assert who_has(reader) in window.row.reading.words
    assert len(agenda_of(window).list.rows.records()) > 3


def test_every_way_to_change_the_agenda_is_off_and_says_why(opened: Open, reader: Desk) -> None:
    page = agenda_of(opened(reader))
    for button in (page.add_button, page.change_button):
        assert not button.isEnabled()
        assert who_has(reader) in button.toolTip()
    for line in page.inspector.lines.values():
        assert line.isReadOnly()
        assert who_has(reader) in line.toolTip()
    assert not page.inspector.type.isEnabled()
    for part in page.inspector.parts.values():
        part.start_editing()
        assert not part.editing


@pytest.mark.parametrize(
    ("key", "held_down"),
    [
        (KEY.Key_Insert, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_Delete, Qt.KeyboardModifier.NoModifier),
        (KEY.Key_D, Qt.KeyboardModifier.ControlModifier),
        (KEY.Key_Down, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_a_key_that_would_change_something_says_why_it_does_not(
    opened: Open, reader: Desk, qtbot: QtBot, key: KEY, held_down: Qt.KeyboardModifier
) -> None:
    window = opened(reader)
    page = agenda_of(window)
    before = [line.title for line in page.list.rows.records()]
    page.list.setFocus()
    page.list.choose_first()
    qtbot.keyClick(page.list, key, held_down)
    dialog = dialog_of(window)
    assert dialog.windowTitle() == "This file can only be read here"
    assert who_has(reader) in dialog.accessibleDescription()
    dialog.accept()
    assert [line.title for line in page.list.rows.records()] == before


def test_no_cycle_is_planned_or_changed_in_a_file_open_elsewhere(
    opened: Open, reader: Desk
) -> None:
    window = opened(reader)
    home = window.current_page()
    assert isinstance(home, HomePage)
    home.plan_cycle()
    assert home.dialog is None
    dialog_of(window).accept()
    window.strip.change_wanted.emit()
    dialog_of(window).accept()


def test_the_file_is_free_again_once_the_other_process_has_ended(
    held: Path, tmp_path: Path
) -> None:
    lock = held.with_name(held.name + ".lock")
    assert lock.exists()
    with Desk.open(held) as second:
        assert second.read_only
    assert lock.exists(), "a reader must not take the other’s lock away"
