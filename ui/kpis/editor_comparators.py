"""Figures of London and of the most similar group, typed or pasted beside the indicator's own."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from cspdesk.errors import RuleBroken
from cspdesk.kpis.drafts import ComparatorFigure
from cspdesk.kpis.field_words import read_number, write_number
from cspdesk.kpis.figures import format_figure
from cspdesk.kpis.periods import Period
from db.vocabulary import Comparator, Unit
from ui.delegates.rows import RowDelegate
from ui.models.columns import Index
from ui.theme import theme

_AREAS = (Comparator.LONDON, Comparator.SIMILAR)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_NOWHERE = QModelIndex()
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEPT = QAbstractItemDelegate.EndEditHint.SubmitModelCache


class ComparatorModel(QAbstractTableModel):
    """Periods down, the newest first; own figure, then one column for each area.

    Cells hold what was typed: what is no number is said when the form is saved.
    """

    edited = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.periods: tuple[Period, ...] = ()
        self._own: tuple[str, ...] = ()
        self.texts: dict[tuple[Comparator, Period], str] = {}

    def show_figures(
        self,
        periods: tuple[Period, ...],
        own: dict[Period, float | None],
        unit: Unit,
        decimals: int,
        known: tuple[ComparatorFigure, ...],
    ) -> None:
        starts = {period.start: period for period in periods}
        self.beginResetModel()
        self.periods = periods
        self._own = tuple(
            format_figure(own[p], unit, decimals) if p in own else "" for p in periods
        )
        self.texts = {
            (figure.area, starts[figure.start]): write_number(figure.value)
            for figure in known
            if figure.start in starts
        }
        self.endResetModel()

    def figures(self) -> tuple[ComparatorFigure, ...]:
        """What was typed, read. Raises RuleBroken naming the period."""
        found = []
        for (area, period), text in self.texts.items():
            try:
                value = read_number("comparators", text)
            except RuleBroken as broken:
                words = f"{area.label}, {period.label}: {broken.message}"
                raise RuleBroken("comparators", words) from broken
            if value is not None:
                found.append(ComparatorFigure(area, period.start, value))
        return tuple(sorted(found, key=lambda figure: (figure.start, figure.area)))

    # -- Qt's questions -----------------------------------------------------------------------

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.periods)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 2 + len(_AREAS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self._area(index) else flags

    def _area(self, index: Index) -> Comparator | None:
        place = index.column() - 2
        return _AREAS[place] if index.isValid() and place >= 0 else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if index.column() else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headerData(index.column(), Qt.Orientation.Horizontal)
            period = self.periods[index.row()].label
            return f"{heading}, {period}: {self._text(index) or 'empty'}"
        return None

    def _text(self, index: Index) -> str:
        period, area = self.periods[index.row()], self._area(index)
        if area is not None:
            return self.texts.get((area, period), "")
        return self._own[index.row()] if index.column() else period.label

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        area = self._area(index)
        if area is None or role != Qt.ItemDataRole.EditRole:
            return False
        key, text = (area, self.periods[index.row()]), str(value).strip()
        if text == self.texts.get(key, ""):
            return True
        if text:
            self.texts[key] = text
        else:
            self.texts.pop(key, None)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("Period", "Ours", *(area.label for area in _AREAS))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section else _LEFT
        return None


class _Cells(RowDelegate):
    """Grid cells like those of the entry screen."""

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        editor = QLineEdit(parent)
        editor.setStyleSheet("min-height: 0; max-height: 1000px; border-radius: 0; padding: 0 5px;")
        editor.setAlignment(Qt.AlignmentFlag.AlignRight)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter keeps the cell and goes no further: it would save the whole form."""
        pressed = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if pressed and event.key() in _ENTER and isinstance(editor, QWidget):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, _KEPT)
            return True
        return super().eventFilter(editor, event)


class ComparatorTable(QTableView):
    """Type, Enter goes down; Ctrl+V pastes a block from a spreadsheet; Delete empties a cell."""

    def __init__(self, model: ComparatorModel) -> None:
        super().__init__()
        self.figures = model
        self.setModel(model)
        self.setAccessibleName("London and most similar group")
        self.setAccessibleDescription("Type a figure, Enter goes down, Ctrl+V pastes a block.")
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setItemDelegate(_Cells("entry", grid=True, parent=self))
        self.setShowGrid(False)
        self.verticalHeader().hide()
        theme().changed.connect(self._fit)
        self._fit()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().row("entry"))
        self.horizontalHeader().setFixedHeight(theme().row("header"))

    def start(self) -> None:
        """The first cell that can be typed in."""
        if self.figures.rowCount():
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(self.figures.index(0, 2), flags)

    def closeEditor(self, editor: Any, hint: Any) -> None:
        """Enter goes on to the cell below."""
        super().closeEditor(editor, hint)
        here = self.currentIndex()
        if hint == _KEPT and here.row() + 1 < self.figures.rowCount():
            self.setCurrentIndex(here.siblingAtRow(here.row() + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.figures.setData(self.currentIndex(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def paste(self, text: str) -> None:
        """A block of cells from the current one on; what does not fit is left out."""
        here = self.currentIndex()
        for down, line in enumerate(text.rstrip("\r\n").splitlines()):
            for across, cell in enumerate(line.split("\t")):
                at = self.figures.index(here.row() + down, here.column() + across)
                if at.isValid():
                    self.figures.setData(at, cell)
