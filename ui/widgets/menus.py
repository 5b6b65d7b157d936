"""The menu bar: everything the window itself can do, each with its key.

The actions exist once, here; the window connects them. Undo and Redo name the step.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMenuBar, QSizePolicy, QWidget

from ui.theme import theme
from ui.widgets.banner import Banner

HEIGHT = 24


class MenuRow(QWidget):
    """The slim menu bar, and at its right what must always be said about the file.

    Sharing one row keeps the banners in sight without taking height from the screen.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QMenuBar(self)
        self.bar.setNativeMenuBar(False)
        self.bar.setAccessibleName("Menu")
        # A menu bar asks for any width; in a row it must not be squeezed into its own overflow.
        self.bar.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding)
        self.sample, self.reading = Banner(), Banner()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.reading)
        row.addWidget(self.sample)
        theme().changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # Too low by one pixel and Qt hides every menu behind its overflow arrow.
        self.setFixedHeight(max(theme().px(HEIGHT), self.bar.sizeHint().height()))


class Menus(QObject):
    """The window's actions. Signals say what was asked."""

    new_wanted = Signal()
    open_wanted = Signal()
    recent_wanted = Signal(object)  # Path
    sample_wanted = Signal()
    copy_wanted = Signal()
    appearance_wanted = Signal(str)
    zoom_wanted = Signal(int)  # +1, -1, 0 for usual
    letters_wanted = Signal(bool)
    keys_wanted = Signal()
    about_wanted = Signal()

    def __init__(self, bar: QMenuBar, window: QWidget, recent: Callable[[], list[Path]]) -> None:
        super().__init__(window)
        self._window, self._recent = window, recent
        self.pages: dict[str, QAction] = {}
        self._file(bar.addMenu("&File"))
        self._edit(bar.addMenu("&Edit"))
        self.view = bar.addMenu("&View")
        self._view(self.view)
        self._help(bar.addMenu("&Help"))

    def _action(
        self, menu: QMenu, words: str, act: Callable[[], object], *keys: QKeySequence | str
    ) -> QAction:
        action = QAction(words, self._window)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.triggered.connect(lambda _on=False: act())
        menu.addAction(action)
        return action

    def _file(self, menu: QMenu) -> None:
        self._action(menu, "&New partnership…", self.new_wanted.emit)
        self._action(menu, "&Open…", self.open_wanted.emit, "Ctrl+O")
        self.recent_menu = menu.addMenu("Open &recent")
        self.recent_menu.aboutToShow.connect(self._fill_recent)
        self._action(menu, "Open the &sample", self.sample_wanted.emit)
        menu.addSeparator()
        self.copy = self._action(menu, "Save a &copy…", self.copy_wanted.emit, "Ctrl+S")
        menu.addSeparator()
        self._action(menu, "E&xit", self._window.close, "Ctrl+Q")

    def _fill_recent(self) -> None:
        self.recent_menu.clear()
        paths = self._recent()
        for path in paths:
            act = QAction(str(path).replace("&", "&&"), self.recent_menu)
            act.triggered.connect(lambda _on=False, path=path: self.recent_wanted.emit(path))
            self.recent_menu.addAction(act)
        if not paths:
            self.recent_menu.addAction("No other file yet").setEnabled(False)

    def _edit(self, menu: QMenu) -> None:
        self.undo = QAction("&Undo", self._window)
        self.undo.setShortcut(QKeySequence("Ctrl+Z"))
        self.redo = QAction("&Redo", self._window)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        menu.addActions([self.undo, self.redo])
        menu.addSeparator()
        self.find = self._action(menu, "&Find or go to…", self._find, "Ctrl+K")
        menu.setToolTipsVisible(True)

    def _find(self) -> None:
        from ui.finding import open_palette

        open_palette(self._window)

    def _view(self, menu: QMenu) -> None:
        self.inspector = QAction("&Inspector", self._window)
        self.inspector.setShortcut(QKeySequence("F9"))
        self._pages_end = menu.addSeparator()
        menu.addAction(self.inspector)
        menu.addSeparator()
        zoom = self.zoom_wanted.emit
        self._action(menu, "&Larger text", lambda: zoom(1), "Ctrl++", "Ctrl+=")
        self._action(menu, "S&maller text", lambda: zoom(-1), "Ctrl+-")
        self._action(menu, "&Usual text size", lambda: zoom(0), "Ctrl+0")
        self._appearance(menu.addMenu("&Appearance"))
        self.letters = QAction("&Single-letter keys in lists", self._window)
        self.letters.setCheckable(True)
        self.letters.setChecked(True)
        self.letters.toggled.connect(self.letters_wanted.emit)
        menu.addAction(self.letters)

    def _appearance(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        self.appearances: dict[str, QAction] = {}
        for key, words in (("system", "As the &system"), ("light", "&Light"), ("dark", "&Dark")):
            action = QAction(words, self._window)
            action.setCheckable(True)
            action.setChecked(key == "system")
            action.triggered.connect(lambda _on=False, key=key: self.appearance_wanted.emit(key))
            group.addAction(action)
            menu.addAction(action)
            self.appearances[key] = action

    def _help(self, menu: QMenu) -> None:
        self._action(menu, "&Keys on this screen", self.keys_wanted.emit, "F1")
        self._action(menu, "&About CSP Desk", self.about_wanted.emit)

    # -- what changes -------------------------------------------------------------------------

    def add_page(self, key: str, title: str, shortcut: str, act: Callable[[], object]) -> None:
        """A screen in the View menu, with its fixed key."""
        action = QAction(title, self._window)
        action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _on=False: act())
        self.view.insertAction(self._pages_end, action)
        self.pages[key] = action

    def set_steps(self, undo: str | None, redo: str | None, fixed: str = "") -> None:
        """Name the steps Undo and Redo would take; None switches them off.

        `fixed` says why the last step cannot be taken back.
        """
        for action, word, step in ((self.undo, "&Undo", undo), (self.redo, "&Redo", redo)):
            action.setEnabled(step is not None)
            action.setText(f"{word} “{step.replace('&', '&&')}”" if step else word)
        if fixed and undo:
            self.undo.setEnabled(False)
            self.undo.setText(f"“{undo.replace('&', '&&')}” cannot be undone")
            self.undo.setToolTip(fixed)

    def set_desk(self, there: bool) -> None:
        """Switch off what needs an open file."""
        for action in (self.copy, self.find, self.inspector, *self.pages.values()):
            action.setEnabled(there)
