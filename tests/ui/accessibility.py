"""Walks a window as a screen reader does: every control that takes the keyboard has a name."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractItemView, QLabel, QLineEdit, QScrollBar, QWidget

# Parts of Qt's own controls: their owner is what is read out.
_INSIDE = (QScrollBar,)


def focusable(root: QWidget) -> Iterator[QWidget]:
    """Every visible, enabled control under `root` which the keyboard or a press can focus."""
    for widget in [root, *root.findChildren(QWidget)]:
        policy = widget.focusPolicy()
        if policy == Qt.FocusPolicy.NoFocus or not widget.isVisible() or not widget.isEnabled():
            continue
        inside_view = isinstance(widget.parent(), QAbstractItemView)
        if not isinstance(widget, _INSIDE) and not inside_view and widget.focusProxy() is None:
            yield widget


def spoken_name(widget: QWidget) -> str:
    """The name a screen reader is given."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface else ""


def nameless(root: QWidget) -> list[str]:
    """Focusable controls without a name, as "SearchField in Pane 'Actions'"."""
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in focusable(root)
        if not spoken_name(widget).strip()
    ]


def tab_order(root: QWidget) -> list[QWidget]:
    """The controls Tab goes through, once round."""
    found: list[QWidget] = []
    widget = root.nextInFocusChain()
    while widget is not None and widget is not root and widget not in found:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            found.append(widget)
        widget = widget.nextInFocusChain()
    return found


def same_alt_keys(root: QWidget) -> list[str]:
    """Alt keys that two visible labels or buttons share."""
    seen: dict[str, int] = {}
    for widget in root.findChildren(QWidget):
        words = widget.property("text") if not isinstance(widget, QLineEdit) else ""
        if not isinstance(words, str) or not widget.isVisible():
            continue
        if isinstance(widget, QLabel) and widget.buddy() is None:
            continue
        place = words.replace("&&", "").find("&")
        if place >= 0:
            key = words.replace("&&", "")[place + 1].casefold()
            seen[key] = seen.get(key, 0) + 1
    return [key for key, count in seen.items() if count > 1]


def assert_reachable(root: QWidget) -> None:
    """Every control has a name, and Tab comes to each that it should."""
    assert nameless(root) == []
    chain = tab_order(root.window())
    missed = [
        f"{type(widget).__name__} “{spoken_name(widget)}”"
        for widget in focusable(root)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget not in chain
        and widget is not root.window()
    ]
    assert missed == []


def children(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    for place in range(interface.childCount()):
        child = interface.child(place)
        if child is not None:
            yield child
