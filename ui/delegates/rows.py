"""The delegate of every list and table: grounds, selection, cells, links, tick boxes, tooltips."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QTreeView,
    QWidget,
)

from ui.charts.paint import paint
from ui.charts.scheme import scheme_from
from ui.delegates.cells import Cell, Line, Lines, Picture, Piece, Spark
from ui.delegates.painting import (
    Placed,
    lay_out,
    middle,
    paint_focus,
    paint_pieces,
    paint_spark,
    paint_tick_box,
    piece_width,
)
from ui.models.columns import CELL, GROUP, Index
from ui.theme import Theme, theme

EDGE, PAD = 16, 8  # space at the sides of a row, and inside cells
TICK_COLUMN = 26  # a tick box before the text of its cell


class RowDelegate(QStyledItemDelegate):
    """Paints `Column.cell` records, or the plain text, on the row's ground.

    `kind` names the row height (`tokens.ROWS`). With `grid` cells are chosen one by one: vertical
    lines, and a 2 px frame on the chosen cell instead of the bar at the row's left.
    `link_activated(index, link)` follows a press on an underlined piece.
    """

    link_activated = Signal(QModelIndex, str)

    def __init__(
        self, kind: str = "general", *, grid: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = kind
        self.grid = grid

    # -- size ---------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The row's height, told once; columns have widths of their own: no text is measured."""
        if index.column():
            return QSize(0, 0)
        kind = "group" if index.data(GROUP) is not None else self.kind
        return QSize(0, theme().row(kind))

    # -- painting -----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = theme()
        painter.save()
        painter.setClipRect(option.rect)
        self._paint_ground(painter, look, option, index)
        origin, spanning = self._origin(index)
        if spanning is not None:
            self._paint_cell(painter, look, self._span_rect(option, origin, spanning), spanning)
        else:
            self._paint_content(painter, look, option, index)
        self._paint_frames(painter, look, option, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = "sel" if chosen else "hover" if hovered else "panel"
        rect = option.rect
        painter.fillRect(rect, look.colour(ground))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        if self.grid:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), look.colour("line"))
        elif chosen and is_first(option, index):
            bar = QRect(rect.left(), rect.top(), look.px(3), rect.height())
            painter.fillRect(bar, look.colour("accent"))

    def _paint_content(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        inner = self.inner_rect(option, index)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is not None:
            paint_tick_box(painter, look, tick_rect(look, inner, index), _is_ticked(ticked))
            inner.setLeft(inner.left() + look.px(TICK_COLUMN))
        cell = self.cell_of(index)
        self._paint_cell(painter, look, inner, cell, _align(index))

    def _paint_cell(
        self, painter: QPainter, look: Theme, inner: QRect, cell: Cell, align: str = "left"
    ) -> None:
        if isinstance(cell, Spark):
            paint_spark(painter, look, middle(inner, look.px(20)), cell.points)
        elif isinstance(cell, Picture):
            _paint_picture(painter, look, inner, cell)
        else:
            paint_pieces(painter, look, placed_pieces(look, cell, inner, align))

    def _paint_frames(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """The frame of the chosen grid cell, or of the whole row while keys are used."""
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if self.grid:
            if focused:
                paint_focus(painter, look, option.rect)
            return
        view = option.widget
        by_keys = bool(option.state & QStyle.StateFlag.State_KeyboardFocusChange)
        if not (by_keys and isinstance(view, QAbstractItemView) and view.hasFocus()):
            return
        current = view.currentIndex()
        if current.row() == index.row() and current.parent() == index.parent():
            row = QRect(option.rect)
            row.setLeft(0 if is_first(option, index) else row.left() - 8)
            row.setRight(row.right() + (0 if is_last(option, index) else 8))
            paint_focus(painter, look, row)

    # -- what is in a cell --------------------------------------------------------------------

    def cell_of(self, index: Index) -> Cell:
        """The cell's record; plain text becomes a line of one piece."""
        cell = index.data(CELL)
        if isinstance(cell, Line | Lines | Spark | Picture):
            return cell
        return Line((Piece(str(index.data(Qt.ItemDataRole.DisplayRole) or ""), style="body"),))

    def inner_rect(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        look = theme()
        left = look.px(EDGE if is_first(option, index) else PAD)
        right = look.px(EDGE if is_last(option, index) else PAD)
        return option.rect.adjusted(left, 0, -right, -1)

    def _origin(self, index: Index) -> tuple[Index, Line | None]:
        """The cell that covers this one, when one does: a gap runs over several columns."""
        for column in range(index.column(), -1, -1):
            beside = index.sibling(index.row(), column)
            cell = beside.data(CELL)
            if isinstance(cell, Line) and cell.span > 1:
                return beside, cell if column + cell.span > index.column() else None
        return index, None

    def _span_rect(self, option: QStyleOptionViewItem, origin: Index, cell: Line) -> QRect:
        """Each covered cell paints its own slice of the same picture."""
        header = _header(option.widget)
        if header is None:
            return QRect(option.rect)
        last = min(origin.column() + cell.span, origin.model().columnCount()) - 1
        left = header.sectionViewportPosition(origin.column())
        right = header.sectionViewportPosition(last) + header.sectionSize(last)
        look = theme()
        rect = QRect(left, option.rect.top(), right - left, option.rect.height())
        return rect.adjusted(look.px(PAD), 0, -look.px(EDGE), -1)

    # -- pointing -----------------------------------------------------------------------------

    def link_at(self, option: QStyleOptionViewItem, index: Index, point: QPoint) -> str:
        """The link under the point, "" for none."""
        for placed in self._placed(option, index):
            if placed.piece.link and placed.box.contains(point):
                return placed.piece.link
        return ""

    def _placed(self, option: QStyleOptionViewItem, index: Index) -> list[Placed]:
        look = theme()
        origin, spanning = self._origin(index)
        if spanning is not None:
            return placed_pieces(look, spanning, self._span_rect(option, origin, spanning))
        inner = self.inner_rect(option, index)
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            inner.setLeft(inner.left() + look.px(TICK_COLUMN))
        cell = self.cell_of(index)
        if isinstance(cell, Spark | Picture):
            return []
        return placed_pieces(look, cell, inner, _align(index))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            link = self.link_at(option, index, event.position().toPoint())
            if link:
                self.link_activated.emit(index.sibling(index.row(), index.column()), link)
                return True
            if self._press_tick(event, model, option, index):
                return True
        return False

    def _press_tick(
        self,
        event: QMouseEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        ticked = index.data(Qt.ItemDataRole.CheckStateRole)
        if ticked is None:
            return False
        target = QRect(option.rect)
        if index.data(Qt.ItemDataRole.DisplayRole):  # beside text the row's own press must work
            target.setRight(self.inner_rect(option, index).left() + theme().px(TICK_COLUMN))
        if not target.contains(event.position().toPoint()):
            return False
        return toggle(model, index)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """The column's tooltip, or the whole text where it was cut."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        words = index.data(Qt.ItemDataRole.ToolTipRole) or self.cut_text(option, index)
        if words:
            QToolTip.showText(event.globalPos(), str(words), view)
        else:
            QToolTip.hideText()
        return True

    def cut_text(self, option: QStyleOptionViewItem, index: Index) -> str:
        """The pieces that did not fit, in full; "" when all did."""
        cut = [placed.piece.text for placed in self._placed(option, index) if placed.cut]
        return "\n".join(cut)


def placed_pieces(look: Theme, cell: Cell, inner: QRect, align: str = "left") -> list[Placed]:
    """Where each piece of a cell goes."""
    if isinstance(cell, Line):
        return lay_out(look, cell.pieces, inner, align=align)
    if not isinstance(cell, Lines):
        return []
    upper, lower = look.px(18), look.px(16)
    top = inner.top() + max(0, (inner.height() - upper - lower) // 2)
    first = QRect(inner.left(), top, inner.width(), upper)
    second = QRect(inner.left(), top + upper, inner.width(), lower)
    return [
        *_with_end(look, cell.title, cell.right, first),
        *_with_end(look, cell.second, cell.right_second, second),
    ]


def _with_end(
    look: Theme, pieces: tuple[Piece, ...], end: Piece | None, area: QRect
) -> list[Placed]:
    if end is None:
        return lay_out(look, pieces, area)
    width = piece_width(look, end)
    right = QRect(area.right() - width + 1, area.top(), width, area.height())
    left = area.adjusted(0, 0, -width - look.px(12), 0)
    return [*lay_out(look, pieces, left), *lay_out(look, [end], right)]


def _paint_picture(painter: QPainter, look: Theme, inner: QRect, cell: Picture) -> None:
    drawing = cell.drawing
    scale = min(inner.width() / drawing.width, inner.height() / drawing.height)
    painter.save()
    painter.translate(inner.left(), inner.center().y() - drawing.height * scale / 2)
    paint(painter, drawing, scheme_from(look.tokens), scale)
    painter.restore()


def toggle(model: QAbstractItemModel, index: Index) -> bool:
    """Ask the model to turn the tick of this cell."""
    ticked = _is_ticked(index.data(Qt.ItemDataRole.CheckStateRole))
    state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
    return bool(model.setData(index, state, Qt.ItemDataRole.CheckStateRole))


def tick_rect(look: Theme, inner: QRect, index: Index) -> QRect:
    """Where the tick box lies: before the text, level with the first of two lines."""
    square = QRect(inner.left(), inner.top(), look.px(15), inner.height())
    if isinstance(index.data(CELL), Lines):
        lines = look.px(18) + look.px(16)
        square.setTop(inner.top() + (inner.height() - lines) // 2 + look.px(1))
        square.setHeight(look.px(18))
    return square


def is_first(option: QStyleOptionViewItem, index: Index) -> bool:
    """Whether the cell is the leftmost one shown."""
    header = _header(option.widget)
    return bool(header is None or header.visualIndex(index.column()) == 0)


def is_last(option: QStyleOptionViewItem, index: Index) -> bool:
    header = _header(option.widget)
    if header is None:
        return True
    shown = [s for s in range(header.count()) if not header.isSectionHidden(s)]
    return bool(shown and index.column() == max(shown, key=header.visualIndex))


def _header(view: QWidget | None) -> QHeaderView | None:
    if isinstance(view, QTableView):
        return view.horizontalHeader()
    return view.header() if isinstance(view, QTreeView) else None


def _align(index: Index) -> str:
    flags = int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0)
    if flags & int(Qt.AlignmentFlag.AlignRight):
        return "right"
    return "centre" if flags & int(Qt.AlignmentFlag.AlignHCenter) else "left"


def _is_ticked(value: object) -> bool:
    return value in (Qt.CheckState.Checked, Qt.CheckState.Checked.value)
