"""The ledger as a table: a parallel board a row, what came in, what goes out, the year's flow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyleOptionViewItem, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.delegates.cells import Piece, rag_words, work_state
from ui.delegates.painting import CENTRE, lay_out, paint_piece, paint_text
from ui.delegates.rows import EDGE, PAD, RowDelegate
from ui.marks import draw_mark
from ui.models.columns import CELL, Column, Index
from ui.models.rows import RowsModel
from ui.theme import Theme, theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.boards.records import CycleFlow
    from cspdesk.boards.tab import BoardLine, Standing

BOARD, ATTENDS, UPDATE, PAPERS, TO_PASS, FLOW = range(6)
BANDS = {
    UPDATE: "↓  Coming in to the Executive",
    TO_PASS: "↑  Going out from the Board",
    FLOW: "Flow by cycle",
}
_ROW, _LOW_ROW = 77, 65  # height of a row, ordinary and compact
_HEAD = 52
_PAIR = 43  # width of one cycle's two arrows
_FIRST_LINE, _OTHER_LINE = 18, 16
# Columns that give way in a narrow table, and from which width at 100 % they are shown.
_FROM = {ATTENDS: 1040, PAPERS: 1000}

# Words of an arrow and its mark, in and out.
IN_MARKS = {
    "passed": (MarkName.INWARD, "received"),
    "waiting": (MarkName.INWARD_ASKED, "asked"),
    "none": (MarkName.INWARD_NONE, "nothing in"),
}
OUT_MARKS = {
    "passed": (MarkName.OUTWARD, "passed on"),
    "waiting": (MarkName.OUTWARD_TO_PASS, "to pass on"),
    "none": (MarkName.OUTWARD_NONE, "nothing out"),
}


@dataclass(frozen=True)
class Entry:
    """Words over a second line: on two lines where they need them."""

    words: str
    second: Piece | None = None
    strong: bool = False


@dataclass(frozen=True)
class Arrows:
    """Two arrows for each cycle of the year."""

    flow: tuple[CycleFlow, ...]
    cycle_id: int


def state_piece(standing: Standing) -> Piece:
    """Mark and words of how something stands."""
    if standing.mark == "late":
        return rag_words("red", standing.words)
    return work_state(standing.mark, standing.words)


def flow_words(flow: tuple[CycleFlow, ...]) -> str:
    """ "Cycle 1: received, to pass on; cycle 2: …" as it is spoken."""
    parts = [
        f"cycle {one.number}: {IN_MARKS[one.came_in][1]}, {OUT_MARKS[one.went_out][1]}"
        for one in flow
    ]
    return "; ".join(parts).capitalize()


def wrapped_lines(metrics: QFontMetrics, words: str, width: int, most: int = 2) -> list[str]:
    """The words on as many lines as allowed; the last one ends in "…" when they do not fit."""
    lines: list[str] = [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if not lines[-1] or metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        elif len(lines) < most:
            lines.append(word)
        else:
            lines[-1] = longer  # too long now: cut below
    # Cutting at the exact width would cut for a fraction of a pixel.
    return [
        line
        if metrics.horizontalAdvance(line) <= width
        else metrics.elidedText(line, Qt.TextElideMode.ElideRight, width)
        for line in lines
    ]


class LedgerDelegate(RowDelegate):
    """Entries on up to three lines, and the arrows."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def _paint_ground(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super()._paint_ground(painter, look, option, index)
        if index.column() in BANDS:
            rect = option.rect
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), look.colour("line2"))

    def _paint_content(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell, inner = index.data(CELL), self.inner_rect(option, index)
        if isinstance(cell, Entry):
            _paint_entry(painter, look, inner, cell)
        elif isinstance(cell, Arrows):
            _paint_arrows(painter, look, inner, cell)

    def cut_text(self, option: QStyleOptionViewItem, index: Index) -> str:
        """Where words were cut, all of them."""
        cell = index.data(CELL)
        if not isinstance(cell, Entry):
            return str(index.data(Qt.ItemDataRole.AccessibleTextRole) or "")
        metrics = theme().metrics(_style(cell))
        lines = wrapped_lines(metrics, cell.words, self.inner_rect(option, index).width())
        return cell.words if any(line.endswith("…") for line in lines) else ""


def _style(entry: Entry) -> str:
    return "strong" if entry.strong else "body"


def _paint_entry(painter: QPainter, look: Theme, inner: QRect, entry: Entry) -> None:
    style = _style(entry)
    lines = wrapped_lines(look.metrics(style), entry.words, inner.width())
    first, other = look.px(_FIRST_LINE), look.px(_OTHER_LINE)
    high = first * len(lines) + (other + look.px(2) if entry.second else 0)
    top = inner.top() + max(0, (inner.height() - high) // 2)
    for place, words in enumerate(lines):
        area = QRect(inner.left(), top + first * place, inner.width(), first)
        paint_text(painter, look, area, words, style)
    if entry.second is not None:
        box = QRect(inner.left(), top + first * len(lines) + look.px(2), inner.width(), other)
        for placed in lay_out(look, [entry.second], box):
            paint_piece(painter, look, placed)


def _paint_arrows(painter: QPainter, look: Theme, inner: QRect, cell: Arrows) -> None:
    size, pair = look.px(15), look.px(_PAIR)
    top = inner.center().y() - size / 2
    for place, one in enumerate(cell.flow):
        left = inner.left() + place * pair + (pair - 2 * size) / 2
        for at, mark in enumerate((IN_MARKS[one.came_in][0], OUT_MARKS[one.went_out][0])):
            here = QRectF(left + at * size, top, size, size)
            colour = look.colour("text" if one.cycle_id == cell.cycle_id else "text2")
            draw_mark(painter, mark, here, colour)


def row_height() -> int:
    look = theme()
    return look.px(_LOW_ROW if look.compact else _ROW)


class LedgerHeader(QHeaderView):
    """Two lines: what the columns are together, and each column's own name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.flow: tuple[CycleFlow, ...] = ()
        self.cycle_id = 0

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        look = theme()
        upper, lower = self._lines(rect)
        painter.save()
        painter.fillRect(upper, look.colour("panel"))
        painter.fillRect(lower, look.colour("subtle"))
        for line in (upper, lower):
            painter.fillRect(rect.left(), line.bottom(), rect.width(), 1, look.colour("line"))
        if section in BANDS:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), look.colour("line2"))
        side = look.px(EDGE if self.visualIndex(section) == 0 else PAD)
        band = BANDS.get(section, "")
        paint_text(painter, look, upper.adjusted(side, 0, 0, 0), band, "label-strong")
        if section == FLOW:
            self._paint_numbers(painter, look, lower.adjusted(side, 0, 0, 0))
        else:
            name = str(self.model().headerData(section, self.orientation()) or "")
            colour = look.colour("text2")
            inner = lower.adjusted(side, 0, 0, 0)
            paint_text(painter, look, inner, name, "label-strong", colour)
        painter.restore()

    def _lines(self, rect: QRect) -> tuple[QRect, QRect]:
        half = rect.height() // 2
        upper = QRect(rect.left(), rect.top(), rect.width(), half)
        return upper, QRect(rect.left(), rect.top() + half, rect.width(), rect.height() - half)

    def _paint_numbers(self, painter: QPainter, look: Theme, area: QRect) -> None:
        pair = look.px(_PAIR)
        for place, one in enumerate(self.flow):
            here = QRect(area.left() + place * pair, area.top(), pair, area.height())
            now = one.cycle_id == self.cycle_id
            style, tone = ("label-strong", "text") if now else ("label", "text2")
            paint_text(painter, look, here, str(one.number), style, look.colour(tone), CENTRE)


class LedgerTable(RowsView):
    """The boards; no higher than all its rows, so that what follows is close."""

    resized = Signal()

    def __init__(self) -> None:
        model: RowsModel[BoardLine] = RowsModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Parallel boards", sortable=False)
        self.band = LedgerHeader(self)
        self.setHorizontalHeader(self.band)
        self._prepare_header(False)
        self.delegate = LedgerDelegate(parent=self)
        self.setItemDelegate(self.delegate)
        self.set_empty_text("No parallel board is recorded yet: add one under People and seats.")
        self._resize_all()

    def header_view(self) -> QHeaderView:
        return self.horizontalHeader()

    def show_lines(self, lines: tuple[BoardLine, ...], cycle_id: int, item: str) -> None:
        """Show the boards in a cycle; `item` is the number of the standing item for them."""
        self.band.flow = lines[0].board.flow if lines else ()
        self.band.cycle_id = cycle_id
        model = self.rows
        named = f"To pass on at item {item}" if item else "To pass on"
        model.columns = (*model.columns[:TO_PASS], _to_pass_column(named), _flow_column(cycle_id))
        model.headerDataChanged.emit(Qt.Orientation.Horizontal, TO_PASS, FLOW)
        model.set_records(lines)
        self.viewport().update()
        self._resize_rows()
        self.choose_first()

    def _resize_rows(self) -> None:
        rows, height = self.verticalHeader(), row_height()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(height)
        head = theme().px(_HEAD)
        self.horizontalHeader().setFixedHeight(head)
        self.horizontalHeader().resizeSection(FLOW, self._flow_width())
        self.setMaximumHeight(head + max(1, self.rows.rowCount()) * height)
        self.setMinimumHeight(head + height)
        self.resized.emit()

    def _flow_width(self) -> int:
        band = getattr(self, "band", None)
        cycles = len(band.flow) if band is not None else 4
        look = theme()
        return look.px(PAD + EDGE) + max(2, cycles) * look.px(_PAIR)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def _entry(found: tuple[str, Standing]) -> Entry:
    words, standing = found
    return Entry(words, state_piece(standing))


def _said(found: tuple[str, Standing]) -> str:
    return f"{found[0]}, {found[1].words}"


def _board(line: BoardLine) -> Entry:
    scheme = line.board.scheme_label
    return Entry(line.board.name, Piece(scheme, tone="second") if scheme else None, strong=True)


def _attends(line: BoardLine) -> Entry:
    who, where = line.board.attends, line.board.attends_from
    return Entry(who or "Nobody yet", Piece(where, tone="second") if where else None)


def _to_pass_column(title: str) -> Column[BoardLine]:
    return Column(
        title, lambda line: _said(line.to_pass), cell=lambda line: _entry(line.to_pass), width=232
    )


def _flow_column(cycle_id: int) -> Column[BoardLine]:
    return Column(
        "Flow by cycle",
        lambda line: flow_words(line.board.flow),
        cell=lambda line: Arrows(line.board.flow, cycle_id),
        width=190,
    )


_COLUMNS: tuple[Column[BoardLine], ...] = (
    Column(
        "Board",
        lambda line: ", ".join(x for x in (line.board.name, line.board.scheme_label) if x),
        cell=_board,
        width=212,
    ),
    Column(
        "Who attends from the CSP",
        lambda line: ", ".join(x for x in (line.board.attends, line.board.attends_from) if x),
        cell=_attends,
        width=200,
    ),
    Column("Update this cycle", lambda line: _said(line.update), cell=lambda x: _entry(x.update)),
    Column(
        "Minutes and action plan",
        lambda line: _said(line.papers),
        cell=lambda line: _entry(line.papers),
        width=166,
    ),
    _to_pass_column("To pass on"),
    _flow_column(0),
)


class Legend(QWidget):
    """What the arrows mean, at the right under the table."""

    _MARKS = (
        (MarkName.INWARD, "Received"),
        (MarkName.INWARD_ASKED, "Asked"),
        (MarkName.OUTWARD, "Passed on"),
        (MarkName.OUTWARD_TO_PASS, "To pass on"),
        (MarkName.OUTWARD_NONE, "None"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Arrows: " + ", ".join(words for _mark, words in self._MARKS))
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(28))

    def paintEvent(self, _event: object) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line2"))
        right, size = self.width() - look.px(EDGE), look.px(15)
        for mark, words in reversed(self._MARKS):
            wide = look.metrics("label").horizontalAdvance(words)
            area = QRect(right - wide, 0, wide + 1, self.height() - 1)
            paint_text(painter, look, area, words, "label", look.colour("text2"))
            left = area.left() - size - look.px(4)
            here = QRectF(left, (self.height() - size) / 2, size, size)
            draw_mark(painter, mark, here, look.colour("text2"))
            right = round(left) - look.px(16)
