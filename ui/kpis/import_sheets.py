"""Which sheets are read, and which row of each names the columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QTableView, QVBoxLayout, QWidget

from ui.models.columns import Column, Index
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.pane import Bar
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.sheets.grid import SheetData

_ROWS, _COLUMNS = 60, 40
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class SheetLine:
    """One sheet as the list shows it; `header` counts from 0, -1 without a table."""

    name: str
    rows: int
    found: str
    chosen: bool
    possible: bool
    header: int
    first: int


def _short(found: str) -> str:
    """The finding itself, which the column has room for; its tooltip has every sentence."""
    return found.replace("Periods run across: ", "Periods: ")


LINES: tuple[Column[SheetLine], ...] = (
    Column(
        "Read",
        lambda _line: "",
        width=52,
        check=lambda line: line.chosen if line.possible else None,
        spoken=lambda line: "read" if line.chosen else "not read",
    ),
    Column("Sheet", lambda line: line.name, width=130, strong=True, tooltip=lambda line: line.name),
    Column(
        "Rows", lambda line: f"{line.rows:,}", sort=lambda line: line.rows, align="right", width=64
    ),
    Column(
        "What was found",
        lambda line: _short(line.found),
        tone="second",
        tooltip=lambda line: line.found,
    ),
)


class CellsModel(QAbstractTableModel):
    """The first cells of one sheet as they stand in the file, with the header row marked."""

    def __init__(self) -> None:
        super().__init__()
        self._sheet: SheetData | None = None
        self.header_row = -1
        self.first_row = 0
        self._width = 0

    def show_sheet(self, sheet: SheetData | None, header: int, first: int) -> None:
        """Show another sheet; `header` and `first` row of the table count from 0."""
        self.beginResetModel()
        self._sheet, self.header_row, self.first_row = sheet, header, first
        rows = sheet.rows[:_ROWS] if sheet else []
        self._width = min(_COLUMNS, max((len(row) for row in rows), default=0))
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid() or self._sheet is None:
            return 0
        return min(_ROWS, len(self._sheet.rows))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._sheet is None:
            return None
        from cspdesk.sheets.grid import shown

        row, look = index.row(), theme()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown(self._sheet.raw(row, index.column())) or None
        if role == Qt.ItemDataRole.FontRole and row == self.header_row:
            return look.font("strong")
        if role == Qt.ItemDataRole.BackgroundRole and row == self.header_row:
            return look.colour("accent_bg")
        if role == Qt.ItemDataRole.ForegroundRole and row < self.first_row != self.header_row:
            return look.colour("text" if row == self.header_row else "text2")
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        from cspdesk.sheets.grid import letter

        return letter(section) if orientation == Qt.Orientation.Horizontal else str(section + 1)


class SheetsPage(QWidget):
    """The sheets at the left, the first rows of the one at hand at the right.

    `ticked(sheet, read)`, `header_chosen(sheet, row from 0)`, `sheet_shown(sheet)` and `went_on()`
    say what the officer does.
    """

    ticked = Signal(str, bool)
    header_chosen = Signal(str, int)
    sheet_shown = Signal(str)
    went_on = Signal()
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = RowsView(
            RowsModel(LINES, key=lambda line: line.name), name="Sheets of the file"
        )
        self._names: list[str] = []  # of the file at hand: another opens on a sheet that is read
        self.list.rows.check_requested.connect(lambda line, on: self.ticked.emit(line.name, on))
        self.list.record_chosen.connect(self._on_line)
        self.list.record_opened.connect(lambda _line: self.went_on.emit())
        self.cells = CellsModel()
        self.grid = QTableView()
        self.grid.setModel(self.cells)
        self.grid.setAccessibleName("First rows of the sheet")
        self.grid.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.grid.setTabKeyNavigation(False)
        self.grid.setFrameShape(QTableView.Shape.NoFrame)
        self.grid.doubleClicked.connect(lambda index: self._choose_row(index.row()))
        self.header = QComboBox()
        self.header.setAccessibleName("Row that names the columns")
        self.header.setMinimumWidth(theme().px(320))
        self.header.activated.connect(self._choose_row)
        self.words = label("", "label", "second")
        self.go = PrimaryButton("Match and preview", self.went_on.emit)
        self.back = SecondaryButton("Another file", self.went_back.emit)
        self._build()

    def _build(self) -> None:
        left = QWidget()
        left.setFixedWidth(theme().px(560))
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        top = Bar(40)
        top.add(label("Sheets to read", "pane"))
        box.addWidget(top)
        box.addWidget(self.list, 1)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(1, 0, 0, 0)
        side.setSpacing(0)
        bar = Bar(40)
        bar.add(label("Row that names the columns", "strong"), self.header, self.words)
        side.addWidget(bar)
        side.addWidget(self.grid, 1)
        foot = Bar(52, line="")
        foot.end(self.back, self.go)
        side.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left)
        row.addWidget(right, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(look.px(560), 0, 1, self.height(), look.colour("line2"))

    def show_lines(self, lines: Sequence[SheetLine]) -> None:
        """Show the sheets; the one at hand stays."""
        self.list.rows.set_records(list(lines))
        names = [line.name for line in lines]
        ticked = next((line.name for line in lines if line.chosen), None)
        if names == self._names or ticked is None or not self.list.choose(ticked):
            self.list.choose_first()
        self._names = names
        self._on_line(self.list.current_record())
        chosen = sum(line.chosen for line in lines)
        self.go.set_allowed(chosen > 0, "Choose at least one sheet with a table.")

    def show_cells(self, sheet: SheetData | None) -> None:
        """Show the first rows of the sheet at hand."""
        line = self.list.current_record()
        header, first = (line.header, line.first) if line else (-1, 0)
        self.header.clear()
        self.header.addItems(_row_words(sheet) if sheet else [])
        self.header.setCurrentIndex(header)
        self.cells.show_sheet(sheet, header, first)
        self.grid.resizeColumnsToContents()
        most = theme().px(220)
        for column in range(self.cells.columnCount()):
            if self.grid.columnWidth(column) > most:
                self.grid.setColumnWidth(column, most)

    def _on_line(self, line: SheetLine | None) -> None:
        if line is None:
            return
        self.words.setText("" if line.possible else "No table of figures is found this way.")
        self.sheet_shown.emit(line.name)

    def _choose_row(self, row: int) -> None:
        line = self.list.current_record()
        if line is not None and row != line.header:
            self.header_chosen.emit(line.name, row)


def _row_words(sheet: SheetData) -> list[str]:
    """The first rows as they are offered for the header: "4: Indicator, Period, Value"."""
    from cspdesk.sheets.grid import is_blank, shown

    found = []
    for number, row in enumerate(sheet.rows[:_ROWS], start=1):
        cells = [shown(cell)[:20] for cell in row if not is_blank(cell)]
        found.append(f"{number}: {', '.join(cells[:4])}{' …' if len(cells) > 4 else ''}")
    return found
