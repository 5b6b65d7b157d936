"""The keys of a meeting under way: they take the place of the tabs’ while it is on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

CARD_KEYS = {f"Ctrl+{number}": number for number in range(1, 7)}
CLOSE_KEYS = ("Ctrl+Return", "Ctrl+Enter")


class MeetingKeys(QObject):
    """Ctrl+1 to Ctrl+6 start a card, Ctrl+Enter closes the item."""

    def __init__(
        self, page: QWidget, start: Callable[[int], object], close: Callable[[], object]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._given_up: list[tuple[QAction, list[QKeySequence]]] = []
        self.cards = [
            self._shortcut(key, lambda number=number: start(number))
            for key, number in CARD_KEYS.items()
        ]
        self.closing = [self._shortcut(key, close) for key in CLOSE_KEYS]

    def _shortcut(self, key: str, act: Callable[[], object]) -> QShortcut:
        made = QShortcut(QKeySequence(key), self._page)
        made.setContext(Qt.ShortcutContext.WindowShortcut)
        made.setEnabled(False)
        made.activated.connect(act)
        return made

    def hold(self, *, cards: bool, closing: bool) -> None:
        """Which of them work now; the window’s own come back with the last of the cards’."""
        for shortcut in self.cards:
            shortcut.setEnabled(cards)
        for shortcut in self.closing:
            shortcut.setEnabled(closing)
        if not cards:
            self._give_back()
        elif not self._given_up:
            wanted = {QKeySequence(key) for key in CARD_KEYS}
            for action in self._page.window().findChildren(QAction):
                if action.shortcut() in wanted:
                    self._given_up.append((action, action.shortcuts()))
                    action.setShortcuts([])

    def _give_back(self) -> None:
        for action, keys in self._given_up:
            action.setShortcuts(keys)
        self._given_up = []
