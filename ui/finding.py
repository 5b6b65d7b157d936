"""Find or go to (Ctrl+K): a palette that leads to any screen or record by a few words.

The list is read when the palette opens and kept while nothing of it changes. Enter goes to the
chosen line, Esc leaves the keyboard where it was.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from cspdesk.finding.rules import Entry, FoundGroup, Kind, found
from ui.delegates.cells import text
from ui.finding_places import screens
from ui.models.columns import GROUP, RECORD, Column
from ui.models.grouped import Group, GroupedModel, every_index
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from db.changes import ChangeSet
    from ui.window import MainWindow

WIDE, HIGH = 680, 460
RECENT = 8
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_NOTHING = "Nothing is called that. Fewer letters find more."


def open_palette(window: QWidget) -> Palette | None:
    """Show the palette of that window; None while no file is open."""
    if getattr(window, "desk", None) is None:
        return None
    palette = window.findChild(Palette) or Palette(window)
    palette.open()
    return palette


class Palette(QFrame):
    """A field and what it finds, over the middle of the window."""

    gone_to = Signal(object)  # Entry

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window: MainWindow = window
        self._entries: dict[Kind, tuple[Entry, ...]] = {}
        self._recent: list[Entry] = []
        self._desk: object = None
        self._before: QWidget | None = None
        self.setAccessibleName("Find or go to")
        self._make()
        window.installEventFilter(self)
        window.bus.changed.connect(self._on_changed)
        window.bus.reload.connect(self._entries.clear)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]
        self.hide()

    def _make(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText("A screen, an item, an action’s number, a KPI, a name…")
        self.field.setAccessibleName("Find or go to")
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self.search())
        columns = [
            Column[Entry]("Name", lambda one: one.title, cell=lambda one: text(one.title)),
            Column[Entry](
                "Detail",
                lambda one: one.detail,
                cell=lambda one: text(one.detail, tone="second", small=True),
                width=232,
            ),
        ]
        model = GroupedModel(columns, key=_key)
        self.list = GroupedView(model, name="Found", header=False, collapsible=False)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.clicked.connect(lambda index: self.go(index.data(RECORD)))
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(1, look.px(10), 1, 1)
        box.setSpacing(look.px(8))
        row = QVBoxLayout()
        row.setContentsMargins(look.px(12), 0, look.px(12), 0)
        row.addWidget(self.field)
        box.addLayout(row)
        box.addWidget(self.list, 1)

    # -- opening and closing ------------------------------------------------------------------

    def open(self) -> None:
        """Show it empty, with the places gone to lately; the list is read after it is seen."""
        if self._desk is not self._window.desk:
            self._desk = self._window.desk
            self._entries.clear()
            self._recent.clear()
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.field.clear()
        self._place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search()
        QTimer.singleShot(0, self, self.read)

    def close_up(self) -> None:
        """Away, with the keyboard where it was before."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Pressed outside: it goes away and the keyboard stays where it was put."""
        outside = now is not None and now is not self and not self.isAncestorOf(now)
        if self.isVisible() and outside:
            self._before = None
            self.hide()

    def _place(self) -> None:
        look, room = theme(), self._window.size()
        width = min(look.px(WIDE), room.width() - look.px(32))
        top = self._window.tabs.mapTo(self._window, self._window.tabs.rect().bottomLeft()).y()
        height = min(look.px(HIGH), room.height() - top - look.px(40))
        self.setGeometry((room.width() - width) // 2, top + look.px(6), width, height)

    # -- finding ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the kinds that are not known, or have changed."""
        from cspdesk.finding.queries import TABLES, everything

        lacking = [kind for kind in TABLES if kind not in self._entries]
        desk = self._window.desk
        if lacking and desk is not None:
            self._entries |= desk.ask(everything, lacking)
            if self.field.text():
                self.search()

    def search(self) -> None:
        """Show what the words in the field find."""
        query = self.field.text()
        if not query.strip():
            groups = self._to_begin_with()
        else:
            groups = [_found_group(one) for one in found(self._every(), query)]
        self.list.set_empty_text(_NOTHING)
        self.list.rows.set_groups(groups)
        self.list.setCurrentIndex(self.list.model().index(-1, -1))
        self.list.choose_first()
        self._say_chosen()

    def _to_begin_with(self) -> list[Group[Entry]]:
        """Where one was lately, then the screens themselves."""
        lately = [_key(one) for one in self._recent]
        whole = [one for one in screens(self._window.specs) if not one.detail]
        rest = [one for one in whole if _key(one) not in lately]
        groups = [_as_group("Lately", "", self._recent), _as_group("Screens", "", rest)]
        return [group for group in groups if group.rows]

    def _every(self) -> Iterable[Entry]:
        yield from screens(self._window.specs)
        for held in self._entries.values():
            yield from held

    def _say_chosen(self) -> None:
        """The keyboard is in the field: a screen reader hears there what Enter would open."""
        record = self.list.current_record()
        words = f"{record.title}, {record.detail}" if record is not None else ""
        self.field.setAccessibleDescription(words)

    def _on_changed(self, changes: ChangeSet) -> None:
        from cspdesk.finding.queries import TABLES

        for kind in [kind for kind in self._entries if changes.touches(*TABLES[kind])]:
            del self._entries[kind]

    # -- going --------------------------------------------------------------------------------

    def go(self, one: Entry | None) -> None:
        """To the place of an entry, in its own cycle."""
        if one is None:
            return
        self._recent = [one, *(old for old in self._recent if _key(old) != _key(one))][:RECENT]
        self._before = None
        self.hide()
        page = self._window.current_page()
        if one.cycle_id is not None and page is not None:
            from ui.agenda.cycles import look_at

            look_at(page.context, one.cycle_id)
        self._window.go(one.page, one.target)
        self.gone_to.emit(one)

    # -- keys ---------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent):
            return event.type() == QEvent.Type.KeyPress and self._took(event)
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    def _took(self, event: QKeyEvent) -> bool:
        """Keys of the list, pressed in the field; True when one was used."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.close_up()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go(self.list.current_record())
        elif key in _MOVES:
            self._move(key)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._move(Qt.Key.Key_Down if key == Qt.Key.Key_Tab else Qt.Key.Key_Up)
        else:
            return False
        return True

    def _move(self, key: Qt.Key) -> None:
        """To the next line, or a screenful on; titles of groups are passed over."""
        every = list(every_index(self.list.proxy))
        lines = [index for index in every if index.data(GROUP) is None]
        if not lines:
            return
        here = self.list.currentIndex().siblingAtColumn(0)
        at = lines.index(here) if here in lines else -1
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}.get(key, 1)
        self.list.choose(_key(lines[max(0, min(at + by, len(lines) - 1))].data(RECORD)))
        self._say_chosen()

    def sizeHint(self) -> QSize:
        return QSize(theme().px(WIDE), theme().px(HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.setPen(look.colour("ctl"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _key(one: Entry) -> Hashable:
    return one.kind, one.id


def _found_group(one: FoundGroup) -> Group[Entry]:
    more = f"{one.more:,} more: type another word" if one.more else ""
    return _as_group(one.kind.value, more, one.entries)


def _as_group(title: str, detail: str, entries: Sequence[Entry]) -> Group[Entry]:
    return Group(title, title, tuple(entries), detail)
