"""The grid on screen: partners down, items across, worked by keyboard cell by cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.vocabulary import ItemType
from ui.delegates.cells import Cell, Line
from ui.delegates.painting import paint_text
from ui.delegates.rows import EDGE, PAD, RowDelegate
from ui.homework.model import MatrixModel, Place, ask_piece
from ui.homework.states import ASK
from ui.keys import LETTER_KEYS
from ui.models.columns import RECORD, Index
from ui.theme import Theme, theme
from ui.widgets.tables import key_name

PARTNER, TOTAL, ITEM = 172, 64, 98  # widths; items share what is left and scroll below this
HEAD = 57  # height of the header: number over name


class MatrixDelegate(RowDelegate):
    """Cells with their marks; an empty cell that is chosen or pointed at offers to ask."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__("matrix", grid=True, parent=view)
        self._view = view

    def _paint_ground(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super()._paint_ground(painter, look, option, index)
        taken = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if self._view.cells.is_partner(index.row()):
            if not option.state & taken and self._is_quiet(index):
                painter.fillRect(option.rect.adjusted(0, 0, -1, -1), look.colour("subtle"))
            return
        if option.state & QStyle.StateFlag.State_Selected:
            return
        foot = self._view.cells.is_foot(index.row())
        painter.fillRect(option.rect.adjusted(0, 0, -1 if foot else 0, -1), look.colour("subtle"))

    def _is_quiet(self, index: Index) -> bool:
        """A partner without any question, or an item that is for noting."""
        model = self._view.cells
        item = model.item_at(index.column())
        noting = item is not None and item.type is ItemType.INFORMATION and not item.asked
        return noting or not model.partners[index.row()].total

    def cell_of(self, index: Index) -> Cell:
        cell = super().cell_of(index)
        if isinstance(cell, Line) and not cell.pieces and self._offers(index):
            return Line((ask_piece(),))
        return cell

    def link_at(self, option: QStyleOptionViewItem, index: Index, point: QPoint) -> str:
        """The offer to ask is pressed as a link is, though it is drawn as a chip."""
        if not self._offers(index):
            return ""
        boxes = [placed.box for placed in self._placed(option, index) if placed.piece.text == ASK]
        return ASK if any(box.contains(point) for box in boxes) else ""

    def _offers(self, index: Index) -> bool:
        model = self._view.cells
        item = model.item_at(index.column())
        if item is None or not model.is_partner(index.row()) or not model.may_ask:
            return False
        if index == self._view.currentIndex() or index == self._view.pointed:
            return True
        idle = not model.partners[index.row()].total
        return idle and item.type in (ItemType.DECISION, ItemType.DISCUSSION)


class ItemHeader(QHeaderView):
    """The item's number over its name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().px(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look, model = theme(), self.model()
        painter.save()
        painter.fillRect(rect, look.colour("subtle"))
        painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.colour("line"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line2"))
        side = look.px(PAD if section else EDGE)
        end = look.px(EDGE if section == self.count() - 1 else PAD)
        inner = rect.adjusted(side, 0, -end, -look.px(6))
        line = look.px(16)
        lower = QRect(inner.left(), inner.bottom() - line, inner.width(), line)
        item = model.headerData(section, Qt.Orientation.Horizontal, RECORD)
        name = item.short_title if item else str(model.headerData(section, self.orientation()))
        fitting = look.metrics("label-strong").elidedText(
            name, Qt.TextElideMode.ElideRight, inner.width()
        )
        align = model.headerData(section, self.orientation(), Qt.ItemDataRole.TextAlignmentRole)
        paint_text(
            painter, look, lower, fitting, "label-strong", look.colour("text"),
            Qt.AlignmentFlag(int(align)),
        )  # fmt: skip
        if item is not None:
            upper = lower.translated(0, -line)
            paint_text(painter, look, upper, f"Item {item.number}", "label", look.colour("text2"))
        painter.restore()


class MatrixView(QTableView):
    """place_chosen(Place) · opened(Place): Enter or a double press · ask_wanted(Place)."""

    place_chosen = Signal(object)
    opened = Signal(object)
    ask_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cells = MatrixModel(self)
        self.pointed = QModelIndex()
        self._keys: dict[str, Callable[[Place], object]] = {}
        self.setModel(self.cells)
        self.setAccessibleName("Homework: partners by agenda items")
        self.setHorizontalHeader(ItemHeader(self))
        self.matrix_delegate = MatrixDelegate(self)
        self.setItemDelegate(self.matrix_delegate)
        self.matrix_delegate.link_activated.connect(self._on_link)
        self._dress()
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.cells.place_at(index)))
        self.entered.connect(self._point_at)
        self.cells.modelAboutToBeReset.connect(lambda: self._point_at(QModelIndex()))
        self.cells.modelReset.connect(self.fit)
        theme().changed.connect(self.fit)

    def _dress(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setMouseTracking(True)

    # -- size ---------------------------------------------------------------------------------

    def fit(self) -> None:
        """Items share the width; no higher than all rows, so that what follows is close."""
        look, rows = theme(), self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.row("matrix"))
        self.setMaximumHeight(
            look.px(HEAD) + look.row("matrix") * max(1, self.cells.rowCount()) + look.px(2)
        )
        self.setMinimumHeight(look.px(HEAD) + look.row("matrix") * 2)
        self._share_width()

    def _share_width(self) -> None:
        look, header, items = theme(), self.horizontalHeader(), len(self.cells.items)
        if not items or header.count() != items + 2:
            return
        edge = look.px(PARTNER) + look.px(TOTAL)
        room = self.viewport().width() - edge
        each = max(look.px(ITEM), room // items)
        header.resizeSection(0, look.px(PARTNER))
        for place in range(items):
            header.resizeSection(place + 1, each)
        over = max(0, room - each * items) if each * items <= room else 0
        header.resizeSection(items + 1, look.px(TOTAL) + over)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    # -- where the keyboard is ----------------------------------------------------------------

    @property
    def place(self) -> Place:
        return self.cells.place_at(self.currentIndex())

    def choose(self, place: Place) -> bool:
        """Go to that place; False when it is not in the grid."""
        index = self.cells.index_of(place)
        if index.isValid():
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)
            self.scrollTo(index)
        return index.isValid()

    def choose_first(self) -> None:
        """A first look: the first partner's first question, when nothing is chosen."""
        if self.currentIndex().isValid() or not self.cells.partners:
            return
        cards = self.cells.cards_at(Place())
        first = Place(cards[0].organisation_id, cards[0].item_id) if cards else None
        self.choose(first or Place(self.cells.partners[0].organisation_id))

    def add_key(self, key: str, act: Callable[[Place], object]) -> None:
        """A key that acts on the chosen place while the grid has the keyboard."""
        self._keys[key] = act

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = key_name(event)
        act = self._keys.get(key)
        if act is not None and (len(key) > 1 or _letters_allowed()):
            act(self.place)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.place)
        elif not event.text().isprintable() or not event.text():
            super().keyPressEvent(event)

    def _on_current(self, now: QModelIndex, _was: QModelIndex) -> None:
        self.viewport().update()
        self.place_chosen.emit(self.cells.place_at(now))

    def _on_link(self, index: QModelIndex, _link: str) -> None:
        self.ask_wanted.emit(self.cells.place_at(index))

    def _point_at(self, index: QModelIndex) -> None:
        before, self.pointed = self.pointed, index
        for one in (before, index):
            self.update(one)


def _letters_allowed() -> bool:
    app = QApplication.instance()
    return app is None or app.property(LETTER_KEYS) is not False
