"""Starting the window: the frame is painted first, then the rest is loaded, then the file opens.

Until the first paint nothing but Qt and the frame is imported: no database, no screen, no dialog.
The heavy modules come in one thread afterwards, so the window answers all the while; those that
only some actions need come last, when the first screen is up.
"""

from __future__ import annotations

import importlib
import logging
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from cspdesk.errors import RuleBroken, WorldError
from cspdesk.paths import resource
from ui import errors
from ui.opening import OpeningPage
from ui.pages import module_of, standard_pages
from ui.starting import settle
from ui.state import EXTENSION, WindowState
from ui.theme import theme
from ui.window import MainWindow

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.first_run import FirstRunPage, NewPartnership

log = logging.getLogger(__name__)

NEEDED = ("cspdesk.desk", "ui.home.shell")  # to open a file
AFTER = 250  # ms for the first screen to be painted before anything else is loaded
CLEAR_DAYS = 5  # of a new partnership, before its Board
SOON = ("reportlab.platypus", "openpyxl")  # wanted within minutes; loaded while nobody waits


class Loader(QObject):
    """Imports modules in a thread. `loaded(problem)` comes on the window's thread; None is well."""

    loaded = Signal(object)

    def start(self, modules: tuple[str, ...], then: Callable[[], object] = lambda: None) -> None:
        threading.Thread(target=self._load, args=(modules, then), name="loader").start()

    def _load(self, modules: tuple[str, ...], then: Callable[[], object]) -> None:
        try:
            for name in modules:
                importlib.import_module(name)
            then()
        except Exception as problem:  # told on the window's thread, where it can be shown
            self._tell(problem)
        else:
            self._tell(None)

    def _tell(self, problem: Exception | None) -> None:
        with suppress(RuntimeError):  # the window was closed meanwhile: nobody waits to hear
            self.loaded.emit(problem)


class Program(QObject):
    """Keeps the window and the open file together: opens, creates, changes files."""

    def __init__(
        self, window: MainWindow, path: Path | None = None, as_at: date | None = None
    ) -> None:
        super().__init__(window)
        self.window = window
        self._asked, self._as_at = path, as_at
        self.first_run: FirstRunPage | None = None
        self.loader, self._later = Loader(self), Loader(self)
        self.loader.loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)
        window.painted.connect(self._on_painted)
        window.file_wanted.connect(self._on_file_wanted)
        self._show_frame()

    # -- the start ----------------------------------------------------------------------------

    def _show_frame(self) -> None:
        """Before anything is read: the file's name and place, and the title it had when closed."""
        path = self.file_to_open()
        if path is None:
            self.window.show_alone(OpeningPage("Starting…"))
            return
        title = self.window.state.title_of(path, self._as_at or date.today())
        self.window.announce(path, title or path.stem)
        self.window.show_alone(OpeningPage(f"Opening {path.name}…"))

    def file_to_open(self) -> Path | None:
        """The file asked for, else the last one open."""
        recent = self.window.state.recent()
        return self._asked or (recent[0] if recent else None)

    def _on_painted(self) -> None:
        _show_icon()
        first = module_of(self.window.state.text("window/page", "home"))
        self.loader.start((*NEEDED, *first))

    def _on_loaded(self, problem: Exception | None) -> None:
        if problem is not None:
            self.window.report(problem)
            return
        path = self.file_to_open()
        if path is None:
            self.show_first_run()
        else:
            self.open(path)
        QTimer.singleShot(AFTER, self, self._on_first_screen)

    def _on_first_screen(self) -> None:
        settle()
        self._later.start(SOON, _all_commands)

    # -- files --------------------------------------------------------------------------------

    def show_first_run(self) -> FirstRunPage:
        """The three offers instead of a file."""
        from ui.first_run import FirstRunPage

        state = self.window.state
        self.window.set_desk(None)
        self.first_run = page = FirstRunPage(state.folder, state.recent())
        page.sample_wanted.connect(self.open_sample)
        page.start_wanted.connect(self.start)
        page.open_wanted.connect(self.open)
        self.window.show_alone(page)
        return page

    def open(self, path: Path) -> None:
        """Open a file in place of the present one, which stays open when that fails."""
        from cspdesk.desk import Desk

        self._attempt(lambda: Desk.open(path, as_at=self._as_at), "open")

    def open_sample(self) -> None:
        """Open the officer's own copy of the sample, made when there is none yet."""
        from cspdesk.desk import Desk

        path = self.window.state.folder / f"sample{EXTENSION}"
        if path.exists():
            self._attempt(lambda: Desk.open(path, as_at=self._as_at), "sample")
            return
        self._attempt(
            lambda: Desk.create(path, preset="haringey", sample=True, as_at=self._as_at), "sample"
        )

    def start(self, wanted: NewPartnership) -> None:
        """Make the officer's own partnership and open it."""
        self._attempt(lambda: _started(wanted), "start")

    def _attempt(self, make: Callable[[], Desk], offer: str) -> None:
        """Get a desk and show it; a failure is said beside the offer, or over the open file."""
        QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            desk = make()
        except (WorldError, RuleBroken) as trouble:
            self._refused(offer, trouble)
            return
        except Exception as problem:  # the edge of the window: anything else is a bug
            self.window.report(problem)
            self._refused(offer, WorldError("The file could not be opened."))
            return
        finally:
            QApplication.restoreOverrideCursor()
        before, self.first_run = self.window.desk, None
        self.window.set_desk(desk)
        if before is not None:
            before.close()

    def _refused(self, offer: str, trouble: WorldError | RuleBroken) -> None:
        if self.window.desk is not None:
            self.window.explain("That file could not be opened", str(trouble))
            return
        page = self.first_run or self.show_first_run()
        page.show_problem(offer, str(trouble), getattr(trouble, "field", ""))

    def _on_file_wanted(self, what: str, path: Path | None) -> None:
        if what == "open" and path is not None:
            self.open(path)
        elif what == "sample":
            self.open_sample()
        elif what == "new":
            before = self.window.desk
            self.show_first_run()
            if before is not None:
                before.close()


def _started(wanted: NewPartnership) -> Desk:
    """The officer's own partnership, with its first cycle. No file is left when it fails."""
    from cspdesk.desk import Desk
    from cspdesk.meetings.commands import StartCycle
    from cspdesk.meetings.rules import board_date_fault

    day = wanted.board_on
    fault = board_date_fault(day, CLEAR_DAYS, date.today()) if day else None
    if fault:  # asked before there is a file
        raise RuleBroken("board_on", fault)
    desk = Desk.create(wanted.path, preset=wanted.preset, name=wanted.name, borough=wanted.borough)
    if day:
        desk.run(StartCycle(day))
        desk.forget_history()
    return desk


def main(arguments: list[str]) -> int:
    """Open the window on a file, the last one, or the first-run page. The program's exit code."""
    asked = _parse(arguments)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontShowIconsInMenus)
    app = QApplication([PROGRAM, *asked.rest])
    _name()
    state = WindowState()
    theme(state.text("look/appearance", "system"), state.number("look/zoom", 1.0))
    window = MainWindow(None, standard_pages(), state=state)
    window.errors.install(state.folder)
    left = errors.watch_for_crashes(state.folder)
    if left:
        log.warning("the last run ended hard:\n%s", left)
    Program(window, asked.file, asked.as_at)
    window.show()
    code = app.exec()
    errors.uninstall()
    errors.stop_watching()
    return code


PROGRAM = "cspdesk"


def _name() -> None:
    QCoreApplication.setApplicationName("CSP Desk")
    if sys.platform == "win32":
        import ctypes

        # Without an id of its own Windows shows Python's icon on the taskbar.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("CSPDesk.Window")


def _show_icon() -> None:
    from PySide6.QtGui import QIcon

    icon = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        icon.addFile(str(resource("icons", f"cspdesk-{size}.png")))
    QApplication.setWindowIcon(icon)


class Asked(NamedTuple):
    """The arguments of the window; what is not its own (`-platform`) goes on to Qt."""

    file: Path | None = None
    as_at: date | None = None
    rest: Sequence[str] = ()


def _parse(arguments: list[str]) -> Asked:
    if not arguments:
        return Asked()
    import argparse

    parser = argparse.ArgumentParser(prog="main.py", description="Open the window of CSP Desk.")
    parser.add_argument("file", nargs="?", type=Path, help=f"a partnership (*{EXTENSION})")
    parser.add_argument("--as-at", type=_day, help="the day to see it on, as 2017-02-09")
    known, rest = parser.parse_known_args(arguments)
    return Asked(known.file, known.as_at, rest)


def _day(words: str) -> date:
    from argparse import ArgumentTypeError

    try:
        return datetime.strptime(words, "%Y-%m-%d").date()
    except ValueError:
        raise ArgumentTypeError(f"{words} is not a day like 2017-02-09") from None


def _all_commands() -> object:
    from cspdesk.commanding import all_commands

    return all_commands()
