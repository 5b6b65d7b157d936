"""Table and grouped list, ready for records: keys, links, ticks, widths, sorting, filter.

    view = RowsView(RowsModel(COLUMNS, key=lambda a: a.id), name="Actions", kind="action")
    view.rows.set_records(desk.ask(open_actions))
    view.record_chosen.connect(self._show_in_inspector)
    view.add_key("U", self._record_update)          # acts on the chosen record while focused

`GroupedView` is the same over a `GroupedModel`; its groups open with Right, close with Left.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QTreeView,
    QWidget,
)

from ui.delegates.groups import paint_group
from ui.delegates.painting import paint_text
from ui.delegates.rows import RowDelegate, toggle
from ui.keys import LETTER_KEYS as LETTER_KEYS
from ui.models.columns import GROUP, KEY, RECORD, Column, Index
from ui.models.grouped import GroupedModel, every_index
from ui.models.proxy import RowsProxy
from ui.models.rows import RowsModel
from ui.theme import theme

RowKey = Callable[[Any], object]


class _Records:
    """What both views share. Mixed into a QAbstractItemView that has `header_view()`."""

    proxy: RowsProxy
    delegate: RowDelegate
    empty_text: str

    def _prepare(self: Any, model: Any, name: str, kind: str, grid: bool, sortable: bool) -> None:
        self.rows = model
        self.proxy = RowsProxy(self)
        self.proxy.setSourceModel(model)
        self.setModel(self.proxy)
        self.delegate = RowDelegate(kind, grid=grid, parent=self)
        self.setItemDelegate(self.delegate)
        self.delegate.link_activated.connect(self._on_link)
        self.setAccessibleName(name)
        self._keys: dict[str, RowKey] = {}
        self.empty_text = ""
        behaviour = QAbstractItemView.SelectionBehavior
        self.setSelectionBehavior(behaviour.SelectItems if grid else behaviour.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseTracking(True)
        # Every dot is painted here, so that scrolling moves what is painted and adds a row or two.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setTabKeyNavigation(False)  # Tab leaves the list; arrows move inside it
        self._prepare_header(sortable)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double_click)
        theme().changed.connect(self._resize_all)
        self._resize_all()

    def _prepare_header(self: Any, sortable: bool) -> None:
        header = self.header_view()
        header.setHighlightSections(False)
        header.setSectionsClickable(sortable)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(theme().px(24))
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._sortable = sortable
        if sortable:
            header.setSortIndicatorShown(False)
            header.sectionClicked.connect(self._on_header)

    def _on_header(self: Any, section: int) -> None:
        """Sort rising, falling, then as given again."""
        order = Qt.SortOrder
        if self.proxy.sortColumn() != section:
            self.sort_by(section, order.AscendingOrder)
        elif self.proxy.sortOrder() == order.AscendingOrder:
            self.sort_by(section, order.DescendingOrder)
        else:
            self.sort_by(-1, order.AscendingOrder)

    def sort_by(self: Any, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 gives the order of the records."""
        self.proxy.sort(column, order)
        header = self.header_view()
        header.setSortIndicatorShown(column >= 0)
        header.setSortIndicator(column, order)

    def _resize_all(self: Any) -> None:
        look, header = theme(), self.header_view()
        header.setFixedHeight(look.row("header"))
        for place, column in enumerate(self.rows.columns):
            self._size_column(header, place, column, look.px(column.width or 60))
        self._resize_rows()

    def _size_column(self, header: QHeaderView, at: int, column: Column[Any], px: int) -> None:
        mode = QHeaderView.ResizeMode
        header.setSectionResizeMode(at, mode.Interactive if column.width else mode.Stretch)
        header.resizeSection(at, px)

    # -- the chosen record --------------------------------------------------------------------

    def current_record(self: Any) -> Any:
        """The record of the current row; None on a group row or in an empty list."""
        return self.currentIndex().data(RECORD)

    def choose(self: Any, key: Hashable) -> bool:
        """Select and show the record with that key; False when it is not in view."""
        index = self.proxy.mapFromSource(self.rows.index_of(key))
        if not index.isValid():
            return False
        flags = QItemSelectionModel.SelectionFlag
        rows = flags.ClearAndSelect | (flags.NoUpdate if self.delegate.grid else flags.Rows)
        self.selectionModel().setCurrentIndex(index, rows)
        self.scrollTo(index)
        return True

    def choose_first(self: Any) -> bool:
        """Select the first record shown, when nothing is chosen."""
        if self.current_record() is not None:
            return True
        for index in every_index(self.proxy):
            if index.data(RECORD) is not None:
                return bool(self.choose(index.data(KEY)))
        return False

    def add_key(self: Any, key: str, act: RowKey) -> None:
        """A key ("A", "Ins", "Alt+Up") that acts on the chosen record while the list has focus."""
        self._keys[key] = act

    def set_empty_text(self: Any, words: str) -> None:
        """One sentence shown while there are no rows."""
        self.empty_text = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    # -- answers ------------------------------------------------------------------------------

    def _on_current(self: Any, current: QModelIndex, previous: QModelIndex) -> None:
        # The ring of the row spans cells Qt does not repaint itself; other rows stay as they are.
        for index in (current, previous):
            row, view = self.visualRect(index), self.viewport()
            view.update(QRect(0, row.top() - 1, view.width(), row.height() + 2))
        if current.data(KEY) != previous.data(KEY) or not previous.isValid():
            self.record_chosen.emit(current.data(RECORD))

    def _on_double_click(self: Any, index: QModelIndex) -> None:
        if index.data(RECORD) is not None:
            self.record_opened.emit(index.data(RECORD))

    def _on_link(self: Any, index: QModelIndex, link: str) -> None:
        self.link_pressed.emit(index.data(RECORD), link)

    def _handle_key(self: Any, event: QKeyEvent) -> bool:
        """Keys of the row; True when one was used."""
        record, index = self.current_record(), self.currentIndex()
        act = self._keys.get(key_name(event))
        if act is not None and record is not None and _allowed(key_name(event)):
            act(record)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and record is not None:
            self.record_opened.emit(record)
            return True
        if event.key() == Qt.Key.Key_Space and record is not None:
            return bool(self._toggle_row(index))
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_row()
            return True
        return False

    def _toggle_row(self: Any, index: QModelIndex) -> bool:
        for column in range(self.proxy.columnCount()):
            cell = index.siblingAtColumn(column)
            if cell.data(Qt.ItemDataRole.CheckStateRole) is not None:
                return toggle(self.proxy, cell)
        return False

    def row_text(self: Any, index: QModelIndex) -> str:
        """The row as tab-separated text, as copied."""
        columns = range(self.proxy.columnCount())
        cells = (index.siblingAtColumn(column).data() for column in columns)
        return "\t".join(str(cell or "") for cell in cells)

    def copy_row(self: Any) -> None:
        if self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self.row_text(self.currentIndex()))

    def _paint_ground(self: Any, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for part in event.region():
            painter.fillRect(part, theme().colour("panel"))
        painter.end()

    def _paint_empty(self: Any) -> None:
        if self.proxy.rowCount() or not self.empty_text:
            return
        look = theme()
        words = "Nothing matches the filter." if self.proxy.filtered else self.empty_text
        area = QRect(look.px(16), look.px(8), self.viewport().width() - look.px(32), look.px(28))
        paint_text(QPainter(self.viewport()), look, area, words, "body", look.colour("text2"))


class RowsView(_Records, QTableView):
    """A table of records. Signals carry the record itself."""

    record_chosen = Signal(object)
    record_opened = Signal(object)
    link_pressed = Signal(object, str)

    def __init__(
        self,
        model: RowsModel[Any],
        *,
        name: str,
        kind: str = "general",
        grid: bool = False,
        sortable: bool = True,
        header: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        QTableView.__init__(self, parent)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setCornerButtonEnabled(False)
        self._prepare(model, name, kind, grid, sortable)
        self.horizontalHeader().setVisible(header)

    def header_view(self) -> QHeaderView:
        return self.horizontalHeader()

    def _resize_rows(self) -> None:
        height = theme().row(self.delegate.kind)
        self.verticalHeader().setDefaultSectionSize(height)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._handle_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make a row current without selecting it; a list with the keyboard has a choice.
        self.choose_first()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_ground(event)
        super().paintEvent(event)
        self._paint_empty()


class GroupedView(_Records, QTreeView):
    """Records under group rows. Groups open and close; `expand_all` at first showing."""

    record_chosen = Signal(object)
    record_opened = Signal(object)
    link_pressed = Signal(object, str)

    def __init__(
        self,
        model: GroupedModel[Any],
        *,
        name: str,
        kind: str = "general",
        sortable: bool = False,
        header: bool = True,
        collapsible: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        QTreeView.__init__(self, parent)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(collapsible)
        self.collapsible = collapsible
        self._closed: set[Hashable] = set()
        self._prepare(model, name, kind, False, sortable)
        self.header().setStretchLastSection(False)
        self.setHeaderHidden(not header)
        self.collapsed.connect(lambda index: self._closed.add(index.data(KEY)))
        self.expanded.connect(lambda index: self._closed.discard(index.data(KEY)))
        self.proxy.rowsInserted.connect(self._open_new)
        self.proxy.layoutChanged.connect(self._open_new)
        self._open_new()

    def header_view(self) -> QHeaderView:
        return self.header()

    def setTabKeyNavigation(self, _on: bool) -> None:
        """Trees never use Tab inside; nothing to switch."""

    def _resize_rows(self) -> None:
        self.scheduleDelayedItemsLayout()

    def _open_new(self, *_: object) -> None:
        """Groups are open unless the officer closed them."""
        for row in range(self.proxy.rowCount()):
            index = self.proxy.index(row, 0)
            if index.data(KEY) not in self._closed and not self.isExpanded(index):
                self.expand(index)

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        group = index.data(GROUP)
        if group is None:
            super().drawRow(painter, option, index)
            return
        row = QRect(0, option.rect.top(), self.viewport().width(), option.rect.height())
        here = self.currentIndex()
        chosen = self.hasFocus() and here == index.sibling(index.row(), here.column())
        chevron = "" if not self.collapsible else "down" if self.isExpanded(index) else "right"
        paint_group(painter, theme(), row, group, chevron=chevron, chosen=chosen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.data(GROUP) is not None and self.collapsible:
            self.setExpanded(index.siblingAtColumn(0), not self.isExpanded(index))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        opens = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if opens and index.data(GROUP) is not None and self.collapsible:
            self.setExpanded(index, not self.isExpanded(index))
        elif not self._handle_key(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would make a row current without selecting it; a list with the keyboard has a choice.
        self.choose_first()
        super().focusInEvent(event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Move what is painted. Qt's tree counts dots as rows and would paint everything again."""
        if dx or abs(dy) >= self.viewport().height():
            super().scrollContentsBy(dx, dy)
        else:
            self.viewport().scroll(0, dy)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._paint_ground(event)
        super().paintEvent(event)
        self._paint_empty()


def key_name(event: QKeyEvent) -> str:
    """The key as written in hints: "A", "Ins", "Alt+Up"."""
    portable = QKeySequence.SequenceFormat.PortableText
    return QKeySequence(event.keyCombination()).toString(portable)


def _allowed(key: str) -> bool:
    app = QApplication.instance()
    return len(key) > 1 or app is None or app.property(LETTER_KEYS) is not False
