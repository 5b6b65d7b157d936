"""The figures of a chart as a table, for those who read figures rather than lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.charts.primitives import Row
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.widgets.tables import RowsView


@dataclass(frozen=True)
class FigureRow:
    """One period of the table."""

    cells: Row


class FiguresTable(QWidget):
    """Headings and rows as a chart hands them out; another set of headings makes another table."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: Row = ()
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.table = self._make(("Period", "Value"))

    def show_rows(self, rows: Sequence[Row], name: str) -> None:
        """Show a chart's table, newest figures last; empty rows leave the table empty."""
        if rows and rows[0] != self.heads:
            self._box.removeWidget(self.table)
            self.table.deleteLater()
            self.table = self._make(rows[0])
        self.table.rows.set_records([FigureRow(row) for row in rows[1:]])
        self.table.setAccessibleName(f"Figures of {name}")

    def _make(self, heads: Row) -> RowsView:
        self.heads = heads
        columns = [_column(place, head, len(heads)) for place, head in enumerate(heads)]
        model: RowsModel[FigureRow] = RowsModel(columns, key=lambda row: row.cells[0])
        table = RowsView(model, name="Figures", kind="kpi")
        table.set_empty_text("There are no figures yet.")
        self._box.addWidget(table)
        return table


def _column(place: int, head: str, count: int) -> Column[FigureRow]:
    """Words at the ends, figures to the right between them; the last takes the room left."""

    def text(row: FigureRow) -> str:
        return row.cells[place] if place < len(row.cells) else ""

    if place == 0:
        return Column(head, text, width=104)
    if place == count - 1:
        return Column(head, text)
    return Column(head, text, align="right", width=94)
