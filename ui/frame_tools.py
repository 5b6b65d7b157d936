"""What stands right of the tabs: buttons of the screens without a tab, and the menu of the rest."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QMenu

from ui.pages import PageSpec
from ui.widgets.buttons import SecondaryButton
from ui.widgets.tabs import TabStrip


def add_tools(strip: TabStrip, pages: Sequence[PageSpec], go: Callable[[str], object]) -> None:
    """A button for each screen without a tab; those marked `more` share one button's menu."""
    rest = [spec for spec in pages if spec.more]
    if rest:
        strip.add_tool(_more_button(rest, go))
    for spec in pages:
        if not spec.tab and not spec.more:
            words = spec.title if spec.key == "meeting" else f"{spec.title}…"
            button = SecondaryButton(words, partial(go, spec.key), compact=True)
            button.setToolTip(spec.shortcut)
            strip.add_tool(button)


def _more_button(pages: Sequence[PageSpec], go: Callable[[str], object]) -> SecondaryButton:
    button = SecondaryButton("More", compact=True)
    button.setAccessibleName("More screens")
    menu = QMenu(button)
    for spec in pages:
        action = menu.addAction(spec.title)
        # Shown, not set: the View menu holds the key itself, and two owners would silence it.
        if spec.shortcut:
            action.setText(f"{spec.title}\t{spec.shortcut}")
        action.triggered.connect(lambda _on=False, key=spec.key: go(key))
    button.setMenu(menu)
    return button
