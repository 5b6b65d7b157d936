"""The grid an officer types figures into, worked by keyboard as a spreadsheet is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from db.vocabulary import MeasurementState
from ui.delegates.painting import paint_keys
from ui.delegates.rows import RowDelegate
from ui.kpis.entry_model import EntryModel
from ui.models.columns import Index
from ui.theme import Theme, theme

_DIGITS = "0123456789-−+.£"
_WIDTHS = {"Ref": 54, "Unit": 96, "Target": 86}
_PERIOD, _CHECK, _LEAST_NAME = 86, 176, 150
_LETTERS = {MeasurementState.PROVISIONAL: "p", MeasurementState.REVISED: "r"}
_STEPS = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}


class EntryDelegate(RowDelegate):
    """Cells with a "p" for provisional, the period that is due on a ground of its own.

    `finished(editor, rows, columns)` asks to keep what was typed and go that far on.
    """

    finished = Signal(QLineEdit, int, int)

    def __init__(self, view: EntryTable) -> None:
        super().__init__("entry", grid=True, parent=view)
        self._view = view

    def _paint_ground(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        super()._paint_ground(painter, look, option, index)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if self._view.cells.is_due(index.column()) and not chosen:
            painter.fillRect(option.rect.adjusted(0, 0, -1, -1), look.colour("accent_bg"))
        cell = self._view.cells.cell_at(index)
        letter = _LETTERS.get(cell.state) if cell is not None and cell.state else None
        if letter:
            place = QRect(option.rect).adjusted(look.px(6), 0, 0, -1)
            paint_keys(painter, look, place, letter)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setProperty("grid", "true")
        editor.setStyleSheet("min-height: 0; max-height: 1000px; border-radius: 0; padding: 0 5px;")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(self._view.cells.where(index))
        editor.textEdited.connect(self._view.typing)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model: QObject, index: Index) -> None:
        """Leaving the cell by mouse keeps what was typed, as Enter does."""
        if isinstance(editor, QLineEdit):
            self._view.typed.emit(index, editor.text())

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None and isinstance(editor, QLineEdit):
                self.finished.emit(editor, *step)
                return True
        return super().eventFilter(editor, event)


class EntryTable(QTableView):
    """One grid. It says what the officer wants; the screen does it and brings the figures back.

    typed(index, text) · cleared(indexes) · marked(indexes, "p" or "n") · filled(source, indexes) ·
    pasted(index, text) · left(rows): the keyboard went past the first (−1) or last (+1) row.
    """

    typed = Signal(object, str)
    cleared = Signal(list)
    marked = Signal(list, str)
    filled = Signal(list)
    pasted = Signal(object, str)
    note_wanted = Signal()
    typing = Signal(str)  # what stands in the open cell and is not kept yet
    cell_chosen = Signal(object)
    left = Signal(int)

    def __init__(self, cells: EntryModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = cells
        self.refused = False  # whether what was last typed broke a rule
        self.setModel(cells)
        self.setAccessibleName(name)
        self.entry_delegate = EntryDelegate(self)
        self.setItemDelegate(self.entry_delegate)
        self.entry_delegate.finished.connect(self._finish)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress_headers()
        cells.modelReset.connect(self.fit)
        theme().changed.connect(self.fit)
        self.selectionModel().currentChanged.connect(lambda now, _was: self.cell_chosen.emit(now))

    def _dress_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(theme().px(24))

    def fit(self) -> None:
        """Columns by what is in them, and as high as all rows: the screen scrolls, not the grid."""
        look, header = theme(), self.horizontalHeader()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.row("entry"))
        header.setFixedHeight(look.row("header"))
        for place in range(self.cells.columnCount()):
            figures = self.cells.first_period <= place <= self.cells.last_period
            title = "" if figures else str(header.model().headerData(place, header.orientation()))
            width = _PERIOD if figures else _WIDTHS.get(title, _CHECK)
            header.resizeSection(place, look.px(width))
        if self.cells.columnCount() > 1:
            header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setFixedHeight(
            look.row("header") + look.row("entry") * self.cells.rowCount() + look.px(1)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """The period that is due stays in sight: the unit and the oldest periods step aside."""
        if not self.cells.rowCount():
            return
        look, lead = theme(), self.cells.lead
        givers = [lead.index("Unit"), *range(self.cells.first_period, self.cells.last_period - 1)]
        widths = [_WIDTHS.get(title, 0) for title in lead]
        widths += [_PERIOD] * len(self.cells.grid.periods) + [_CHECK]
        need = look.px(sum(widths) + _LEAST_NAME)
        for place in givers:
            hidden = need > self.width()
            self.setColumnHidden(place, hidden)
            need -= look.px(widths[place]) if hidden else 0

    def first_shown(self) -> int:
        """The oldest period in sight."""
        places = range(self.cells.first_period, self.cells.last_period)
        return next((p for p in places if not self.isColumnHidden(p)), self.cells.last_period)

    # -- where the keyboard is ----------------------------------------------------------------

    def choose(self, index: QModelIndex) -> None:
        """Go to one cell."""
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flag)

    def enter(self, *, last: bool = False, column: int | None = None) -> None:
        """Take the keyboard: into the period that is due, at the first row or the last."""
        if not self.cells.rowCount():
            return
        if column is not None or self.cells.cell_at(self.currentIndex()) is None:
            row = self.cells.rowCount() - 1 if last else 0
            self.choose(self.cells.index(row, self.cells.due_column if column is None else column))
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def figures_chosen(self) -> list[QModelIndex]:
        """The chosen cells that hold figures, row by row."""
        chosen = self.selectedIndexes() or [self.currentIndex()]
        figures = [index for index in chosen if self.cells.cell_at(index) is not None]
        return sorted(figures, key=lambda index: (index.row(), index.column()))

    def step(self, rows: int, columns: int) -> None:
        """Go down, or right; Tab at the last period goes on to the next row."""
        here = self.currentIndex()
        row, column = here.row() + rows, here.column() + columns
        if column > self.cells.last_period:
            row, column = row + 1, self.first_shown()
        elif column < self.first_shown():
            row, column = row - 1, self.cells.last_period
        if 0 <= row < self.cells.rowCount():
            self.choose(self.cells.index(row, column))
        else:
            self.left.emit(1 if row > 0 else -1)

    def _finish(self, editor: QLineEdit, rows: int, columns: int) -> None:
        """Keep what was typed and go on; what breaks a rule stays in the cell to be put right."""
        self.refused = False
        self.typed.emit(self.currentIndex(), editor.text())
        if self.refused:
            editor.selectAll()
            return
        # RevertModelCache: the figure is kept already, it must not be written a second time.
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.step(rows, columns)

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._on_edge(event) and not self._acts(event):
            super().keyPressEvent(event)

    def _on_edge(self, event: QKeyEvent) -> bool:
        """Arrows lead from one grid into the next; Enter and Tab go on as in a spreadsheet."""
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Down and row == self.cells.rowCount() - 1:
            self.left.emit(1)
        elif event.key() == Qt.Key.Key_Up and row == 0:
            self.left.emit(-1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1, 0)
        else:
            return False
        return True

    def event(self, event: QEvent) -> bool:
        # Tab is asked for here, before Qt looks for the next control; it leaves only at the ends.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step is not None and self._tab_stays(step):
                self.step(0, step)
                return True
        return super().event(event)

    def _tab_stays(self, step: int) -> bool:
        here = self.currentIndex()
        if self.cells.cell_at(here) is None:
            return False
        first = here.row() == 0 and here.column() == self.first_shown()
        last = here.row() == self.cells.rowCount() - 1 and here.column() == self.cells.last_period
        return not (first if step < 0 else last)

    def _acts(self, event: QKeyEvent) -> bool:
        figures = self.figures_chosen()
        standard, control = QKeySequence.StandardKey, Qt.KeyboardModifier.ControlModifier
        if event.matches(standard.Copy):
            QGuiApplication.clipboard().setText(self.block())
        elif event.matches(standard.Paste) and figures:
            self.pasted.emit(figures[0], QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_D and event.modifiers() == control:
            self.filled.emit(figures)
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.cleared.emit(figures)
        elif event.key() == Qt.Key.Key_F4:
            self.note_wanted.emit()
        elif event.text() and event.text().isprintable():
            letter = event.text().casefold()
            if letter in ("p", "n") and figures:
                self.marked.emit(figures, letter)
            return letter not in _DIGITS  # only a figure opens the cell
        else:
            return False
        return True

    def block(self) -> str:
        """The chosen cells as Excel takes them: tabs between columns, a line a row."""
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectedIndexes(), key=lambda i: (i.row(), i.column())):
            rows.setdefault(index.row(), []).append(str(index.data() or ""))
        return "\n".join("\t".join(cells) for cells in rows.values())
