"""The window: menu, cycle strip, tabs, one screen at a time, status line.

`MainWindow(None, pages)` shows the frame at once, before anything heavy is imported; `set_desk`
fills it. Screens are made when first shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk import __version__
from ui.bus import Bus
from ui.cycle import ChosenCycle
from ui.errors import ErrorDesk
from ui.frame_tools import add_tools
from ui.frame_words import leading_only, reading_words, sample_words
from ui.keys import LETTER_KEYS
from ui.pages import PageSpec, ShellView, read_shell
from ui.state import EXTENSION, WindowState
from ui.theme import COMPACT_BELOW, theme
from ui.widgets.menus import MenuRow, Menus
from ui.widgets.page import Page, PageContext, focus_pane
from ui.widgets.statusbar import StatusLine
from ui.widgets.strip import CycleStrip, StripStep
from ui.widgets.tabs import TabStrip

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from db.changes import ChangeSet
    from ui.jobs import JobRunner
    from ui.operations import Operations

PROGRAM = "CSP Desk"
SMALLEST = (1024, 600)
USUAL = (1440, 900)


class MainWindow(QMainWindow):
    """The frame around the screens.

    `painted` comes once, after the first paint. `file_wanted(what, Path | None)` asks for another
    file: "open", "new" or "sample". `cycle` is the cycle every screen shows.
    """

    painted = Signal()
    file_wanted = Signal(str, object)

    def __init__(
        self,
        desk: Desk | None,
        pages: Sequence[PageSpec],
        *,
        state: WindowState | None = None,
        jobs: JobRunner | None = None,
        shell: Callable[..., ShellView] = read_shell,
    ) -> None:
        super().__init__()
        self.desk: Desk | None = None
        self.state = state or WindowState()
        self.bus = Bus(self)
        self.cycle = ChosenCycle(self)
        self._given_jobs, self._whole = jobs, False
        self.errors = ErrorDesk(self)
        self.operations: Operations | None = None
        self.specs = {spec.key: spec for spec in pages}
        self.open_pages: dict[str, Page] = {}
        self._shell = shell
        self._was_painted = False
        self._build(pages)
        self._connect()
        self._restore()
        self.set_desk(desk)

    # -- making -------------------------------------------------------------------------------

    def _build(self, pages: Sequence[PageSpec]) -> None:
        self.row = MenuRow()
        self.setMenuWidget(self.row)
        self.menus = Menus(self.row.bar, self, self._other_recent)
        self.strip, self.tabs = CycleStrip(), TabStrip()
        self.stack, self.status = QStackedWidget(), StatusLine()
        centre = QWidget()
        box = QVBoxLayout(centre)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.strip, self.tabs, self.stack, self.status):
            box.addWidget(part, 1 if part is self.stack else 0)
        self.setCentralWidget(centre)
        self._column = box
        self._add_pages(pages)

    def complete(self) -> None:
        """Make what the frame is first painted without: toast, focus ring, work in progress."""
        if self._whole:
            return
        from ui.jobs import JobRunner
        from ui.widgets.advice import AdviceBar
        from ui.widgets.focus_ring import FocusRing
        from ui.widgets.progress import JobPanel
        from ui.widgets.toast import Toast

        self._whole = True
        self.jobs = self._given_jobs or JobRunner(self)
        self.job_panel = JobPanel(self.jobs)
        self._column.insertWidget(self._column.indexOf(self.status), self.job_panel)
        self.toast, self.ring = Toast(self), FocusRing(self)
        self.advice = AdviceBar(self.state, self._save_copy)
        self._column.insertWidget(self._column.indexOf(self.stack), self.advice)
        self.toast.undo_pressed.connect(lambda: self.operations and self.operations.undo())

    def _add_pages(self, pages: Sequence[PageSpec]) -> None:
        tabs = [(p.key, p.title, p.shortcut) for p in pages if p.tab]
        self.tabs.tabs.set_tabs(tabs)
        for spec in pages:
            self.menus.add_page(spec.key, spec.title, spec.shortcut, partial(self.go, spec.key))
        add_tools(self.tabs, pages, self.go)

    def _connect(self) -> None:
        menus = self.menus
        self.tabs.tabs.currentChanged.connect(self._on_tab)
        self.tabs.tabs.tabBarClicked.connect(self._on_tab)
        self.strip.step_pressed.connect(self._on_step)
        self.strip.cycle_chosen.connect(self._choose_cycle)
        self.strip.plan_wanted.connect(lambda: self._cycle_form("plan_cycle"))
        self.strip.change_wanted.connect(lambda: self._cycle_form("change_cycle"))
        self.cycle.changed.connect(self.bus.reload)
        menus.undo.triggered.connect(lambda _on: self.operations and self.operations.undo())
        menus.redo.triggered.connect(lambda _on: self.operations and self.operations.redo())
        menus.inspector.triggered.connect(
            lambda _on: self._with_page(lambda page: page.toggle_inspector())
        )
        menus.new_wanted.connect(lambda: self.file_wanted.emit("new", None))
        menus.sample_wanted.connect(lambda: self.file_wanted.emit("sample", None))
        menus.open_wanted.connect(self._ask_for_file)
        menus.recent_wanted.connect(lambda path: self.file_wanted.emit("open", path))
        menus.copy_wanted.connect(self._save_copy)
        menus.zoom_wanted.connect(self._zoom)
        menus.appearance_wanted.connect(self._set_appearance)
        menus.letters_wanted.connect(self._set_letters)
        menus.keys_wanted.connect(self.show_keys)
        menus.about_wanted.connect(self._about)
        self.bus.changed.connect(self._on_changed)
        self.bus.reload.connect(self.refresh_shell)

    def _restore(self) -> None:
        self.setMinimumSize(*SMALLEST)
        if not self.state.restore_window(self):
            room = self.screen().availableGeometry()
            self.resize(min(USUAL[0], room.width()), min(USUAL[1], room.height()))
        look = theme()
        look.set_look(
            self.state.text("look/appearance", "system"), self.state.number("look/zoom", 1.0)
        )
        chosen = self.menus.appearances.get(look.appearance)
        if chosen is not None:
            chosen.setChecked(True)
        self.menus.letters.setChecked(self.state.flag("keys/letters", True))

    # -- the file -----------------------------------------------------------------------------

    def set_desk(self, desk: Desk | None) -> None:
        """Show this file, or none. Screens of the file before are let go."""
        self._drop_pages()
        self.cycle.forget()
        self.desk = desk
        self.operations = self._operations_on(desk) if desk else None
        for part in (self.strip, self.tabs, self.status):
            part.setVisible(desk is not None)
        self.tabs.setEnabled(desk is not None)
        self.menus.set_desk(desk is not None)
        self.refresh_shell()
        if desk is not None:
            self.state.add_recent(desk.path)
            self.status.say(path=str(desk.path))
            self.go(self._page_to_show())
        if self._whole:
            self.advice.advise_on(desk.path if desk else None)

    def announce(self, path: Path, title: str) -> None:
        """The frame of a file that is being opened: its title and place; nothing can be pressed."""
        for part in (self.strip, self.tabs, self.status):
            part.setVisible(True)
        self.tabs.setEnabled(False)
        self._mark_tab(self._page_to_show())
        self.status.say(path=str(path))
        self.setWindowTitle(f"{title} – {PROGRAM}")

    def _page_to_show(self) -> str:
        first = self.state.text("window/page", "home")
        return first if first in self.specs and self.specs[first].tab else self._first_page()

    def _operations_on(self, desk: Desk) -> Operations:
        from ui.operations import Operations

        self.complete()
        return Operations(desk, self.bus, self, self)

    def show_alone(self, widget: QWidget) -> None:
        """Show one widget instead of screens: the first-run page, or that a file is opening."""
        self._drop_pages()
        self.stack.addWidget(widget)
        self.stack.setCurrentWidget(widget)
        if hasattr(widget, "take_focus"):
            focus_pane(widget)

    def _drop_pages(self) -> None:
        self.open_pages.clear()
        while (widget := self.stack.widget(0)) is not None:
            self.stack.removeWidget(widget)
            widget.deleteLater()

    def _first_page(self) -> str:
        return next((key for key, spec in self.specs.items() if spec.tab), "")

    def _other_recent(self) -> list[Path]:
        return [p for p in self.state.recent() if not self.desk or p != self.desk.path.resolve()]

    # -- the frame ----------------------------------------------------------------------------

    def refresh_shell(self) -> None:
        """Read again what the frame shows: title, strip, pills, banners, undo, saved."""
        desk = self.desk
        self.row.sample.say(sample_words(desk))
        self.row.reading.say(reading_words(desk), warn=True)
        if desk is None:
            self.setWindowTitle(PROGRAM)
            self.strip.set_view(None)
            self.menus.set_steps(None, None)
            return
        try:
            chosen = self.cycle.cycle_id
            view = self._shell(desk) if chosen is None else self._shell(desk, chosen)
        except Exception as problem:  # a frame that cannot be read must not take the screen with it
            self.errors.report(problem)
            view = ShellView(title=desk.path.stem)
        self.setWindowTitle(f"{view.title} – {PROGRAM}")
        self.strip.set_view(leading_only(view.strip, self.specs))
        self.strip.setVisible(view.strip is not None)
        for key in self.specs:
            self.tabs.tabs.set_count(key, view.counts.get(key))
        from ui.operations import saved_words

        self.status.say(saved=saved_words(desk.saved_at), marking=view.marking)
        reach = desk.reach
        self.menus.set_steps(reach.undo, reach.redo, reach.fixed)

    def _on_changed(self, _changes: ChangeSet) -> None:
        self.refresh_shell()

    # -- screens ------------------------------------------------------------------------------

    def go(self, key: str, target: str = "") -> None:
        """Bring a screen to the front, and one record or part of it in view."""
        page = self._page(key)
        if page is None:
            return
        self.stack.setCurrentWidget(page)
        self._mark_tab(key)
        self.state.keep("window/page", key)
        self.status.set_hints([*page.key_hints(), ("F6", "next pane"), ("F1", "keys")])
        page.bring_up_to_date()
        page.activated()
        if target:
            page.show_target(target)

    def current_page(self) -> Page | None:
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def current_key(self) -> str:
        page = self.current_page()
        return next((key for key, made in self.open_pages.items() if made is page), "")

    def _page(self, key: str) -> Page | None:
        spec = self.specs.get(key)
        if spec is None or self.desk is None or self.operations is None:
            return None
        if key not in self.open_pages:
            page = spec.factory(self._context())
            self.open_pages[key] = page
            self.stack.addWidget(page)
        return self.open_pages[key]

    def _context(self) -> PageContext:
        assert self.desk is not None
        assert self.operations is not None
        return PageContext(
            self.desk, self.bus, self.operations, self.jobs, self.state, self.go, self.cycle
        )

    def _mark_tab(self, key: str) -> None:
        self.tabs.tabs.blockSignals(True)
        self.tabs.tabs.show_chosen(key)
        self.tabs.tabs.blockSignals(False)
        self.tabs.tabs.shown.emit(key)

    def _on_tab(self, place: int) -> None:
        key = self.tabs.tabs.tabData(place) if place >= 0 else None
        if not key or key == self.current_key():
            return
        by_keys = self.tabs.tabs.hasFocus()
        self.go(key)
        if by_keys:  # arrowing along the tabs must not throw the keyboard into a screen
            self.tabs.tabs.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_step(self, step: StripStep) -> None:
        if step.page in self.specs:
            self.go(step.page, step.target)

    def _choose_cycle(self, key: str) -> None:
        from ui.agenda.cycles import look_at

        look_at(self._context(), int(key))

    def _cycle_form(self, name: str) -> None:
        from ui.agenda import cycles

        getattr(cycles, name)(self._context(), self)

    def _with_page(self, act: Callable[[Page], None]) -> None:
        page = self.current_page()
        if page is not None:
            act(page)

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F6:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.next_pane(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.complete()
            self.toast.hide()
            self._with_page(lambda page: page.escape())
        else:
            super().keyPressEvent(event)

    def next_pane(self, by: int) -> None:
        """F6: the panes of the screen, then the strip, then the tabs, and round again."""
        page = self.current_page()
        inside = page.panes() if page else [self.stack]
        panes = [pane for pane in (*inside, self.strip, self.tabs.tabs) if pane.isVisible()]
        if not panes:
            return
        self.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        focus = QApplication.focusWidget()
        holding = [p for p, pane in enumerate(panes) if focus and _holds(pane, focus)]
        here = holding[0] if holding else (-1 if by > 0 else 0)
        focus_pane(panes[(here + by) % len(panes)])

    def show_keys(self) -> None:
        """F1: the keys of this screen and of the whole window."""
        from ui.widgets.dialogs import KeysDialog

        page = self.current_page()
        hints = page.key_hints() if page else []
        KeysDialog(page.title if page else "", hints, self).open()

    # -- what the window says (Teller) --------------------------------------------------------

    def say(self, words: str, *, undo: bool = False) -> None:
        self.complete()
        self.toast.say(words, undo=undo)

    def explain(
        self, title: str, words: str, *, button: str = "", act: Callable[[], None] | None = None
    ) -> None:
        from ui.widgets.dialogs import ExplainDialog

        ExplainDialog(title, words, button, act, self).open()

    def report(self, problem: BaseException) -> None:
        self.errors.report(problem)

    # -- menu answers -------------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = str(self.desk.path.parent if self.desk else self.state.folder)
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Open a partnership", folder, f"Partnership (*{EXTENSION})"
        )
        if chosen:
            self.file_wanted.emit("open", Path(chosen))

    def _save_copy(self) -> None:
        if self.desk is None:
            return
        from PySide6.QtWidgets import QFileDialog

        # Not beside a file that lies where it can be lost: into the program's own folder.
        folder = self.state.folder if self.advice.isVisible() else self.desk.path.parent
        proposed = folder / f"{self.desk.path.stem} copy{EXTENSION}"
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save a copy", str(proposed), f"Partnership (*{EXTENSION})"
        )
        if chosen:
            self.save_copy(Path(chosen))

    def save_copy(self, target: Path) -> None:
        """A checked copy of the file at that place; everything is saved already anyway."""
        from cspdesk.errors import WorldError

        assert self.desk is not None
        try:
            self.desk.snapshot(target)
        except WorldError as trouble:
            self.explain("The copy could not be saved", str(trouble))
        else:
            self.say(f"All changes are saved. Copy saved as {target.name}")

    def _zoom(self, by: int) -> None:
        look = theme()
        look.step_zoom(by) if by else look.set_zoom(1.0)
        self.state.keep("look/zoom", look.zoom)
        self.say(f"Text at {look.zoom:.0%}")

    def _set_appearance(self, appearance: str) -> None:
        theme().set_appearance(appearance)
        self.state.keep("look/appearance", appearance)

    def _set_letters(self, on: bool) -> None:
        app = QApplication.instance()
        assert app is not None
        app.setProperty(LETTER_KEYS, on)
        self.state.keep("keys/letters", on)

    def _about(self) -> None:
        from ui.widgets.dialogs import AboutDialog

        AboutDialog(__version__, str(self.state.folder), self).open()

    # -- Qt's events --------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        theme().set_compact(self.height() < COMPACT_BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self._on_painted)

    def _on_painted(self) -> None:
        self.complete()
        self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # an open editor commits what was typed
        self.state.keep_window(self)
        if self._whole:
            self.jobs.close()
        if self.desk is not None:
            self.desk.close()
            self._keep_title(self.desk)
        self.state.flush()
        super().closeEvent(event)

    def _keep_title(self, desk: Desk) -> None:
        """For the frame of the next start, as long as the file lies as it was left."""
        if self.cycle.cycle_id is not None:
            return  # the title of another cycle than the next start will show
        title = self.windowTitle().removesuffix(f" – {PROGRAM}")
        with suppress(OSError):  # a file on a stick that was pulled out
            self.state.keep_title(desk.path, desk.as_at or date.today(), title)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._whole and event.type() == QEvent.Type.ActivationChange:
            self.ring.update()
            if self.desk is not None and self.desk.read_only and self.isActiveWindow():
                self.bus.reload.emit()  # whoever has the file open may have changed it


def _holds(pane: QWidget, focus: QWidget) -> bool:
    return pane is focus or pane.isAncestorOf(focus)
