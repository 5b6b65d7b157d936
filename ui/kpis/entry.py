"""Enter data: a grid of monthly, quarterly and yearly figures, and what to check beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cspdesk.words import counted
from db.vocabulary import Frequency, MeasurementState
from ui.kpis.entry_grid import EntryTable
from ui.kpis.entry_model import EntryModel
from ui.theme import label, theme
from ui.widgets.page import Page
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.kpis.commands import Entry
    from db.changes import ChangeSet

SIDE = 330
_GRIDS = (
    (Frequency.MONTHLY, "Monthly", 6),
    (Frequency.QUARTERLY, "Quarterly", 5),
    (Frequency.YEARLY, "Yearly", 5),
)


class EntryView(QWidget):
    """Figures typed as into a spreadsheet; each entry, or pasted block, is one step to undo."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Enter data")
        self.tables = [self._table(title, frequency) for frequency, title, _count in _GRIDS]
        self.grids = self._grids()
        self.area = Scroll(self.grids)
        self.side = SidePane(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.area, 1)
        row.addWidget(self.side)

    def _table(self, title: str, frequency: Frequency) -> EntryTable:
        model = EntryModel(
            title,
            target=frequency is not Frequency.MONTHLY,
            writable=not self.page.desk.read_only,
            parent=self,
        )
        table = EntryTable(model, f"{title} figures")
        table.typed.connect(lambda index, text: self._type(table, index, text))
        table.cleared.connect(lambda figures: self._fill(table, figures, [""] * len(figures)))
        table.marked.connect(lambda figures, key: self._mark(table, figures, key))
        table.filled.connect(lambda figures: self._copy_down(table, figures))
        table.pasted.connect(lambda index, text: self._paste(table, index, text))
        table.note_wanted.connect(lambda: self.side.note.setFocus(Qt.FocusReason.OtherFocusReason))
        table.cell_chosen.connect(lambda index: self._chosen(table, index))
        table.left.connect(lambda way: self._go_on(table, way))
        return table

    def _grids(self) -> QWidget:
        inside = QWidget()
        box = QVBoxLayout(inside)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for table in self.tables:
            box.addWidget(table)
        box.addStretch(1)
        return inside

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the figures afresh; the chosen cell stays."""
        from cspdesk.kpis.entry import entry_grid

        for table, (frequency, _title, count) in zip(self.tables, _GRIDS, strict=True):
            table.cells.show_grid(self.page.desk.ask(entry_grid, frequency, count))
            table.setVisible(bool(table.cells.rowCount()))
        self.side.show_doubts([row for t in self.tables for row in t.cells.grid.rows])
        if changes is None:
            self.side.say("")
        self.side.show_cell(self.active)

    @property
    def active(self) -> EntryTable:
        """The grid the officer is in, the first one before that."""
        return next((t for t in self.tables if t.figures_chosen()), self.tables[0])

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Enter", "down"),
            ("Tab", "right"),
            ("P", "provisional"),
            ("N", "n/a"),
            ("Ctrl+D", "copy from above"),
            ("F4", "note"),
        ]

    def take_focus(self) -> None:
        """Into the chosen cell, or the first of the period that is due."""
        shown = [table for table in self.tables if table.cells.rowCount()]
        if shown:
            (self.active if self.active in shown else shown[0]).enter()

    def _chosen(self, table: EntryTable, index: QModelIndex) -> None:
        if not index.isValid():
            return
        for other in self.tables:
            if other is not table:
                other.setCurrentIndex(QModelIndex())
        spot = table.visualRect(index).center()
        at = table.viewport().mapTo(self.grids, spot)
        self.area.ensureVisible(at.x(), at.y(), 0, theme().px(60))
        self.side.say("")
        self.side.show_cell(table)

    def _go_on(self, table: EntryTable, way: int) -> None:
        """From the last row of one grid to the first of the next, in the period that is due."""
        shown = [each for each in self.tables if each.cells.rowCount()]
        place = shown.index(table) + way
        if 0 <= place < len(shown):
            there = shown[place]
            there.enter(last=way < 0, column=there.cells.due_column)

    # -- doing --------------------------------------------------------------------------------

    def _type(self, table: EntryTable, index: QModelIndex, text: str) -> None:
        self._fill(table, [index], [text])

    def _fill(
        self, table: EntryTable, figures: Sequence[QModelIndex], texts: Sequence[str]
    ) -> None:
        """Enter these texts into these cells as one step; what is there already is left alone."""
        from cspdesk.kpis.commands import EnterFigures, Entry

        entries: list[Entry] = []
        for index, text in zip(figures, texts, strict=True):
            row, cell = table.cells.row_at(index), table.cells.cell_at(index)
            if row is not None and cell is not None and cell.text != text.strip():
                entries.append(Entry(row.id, cell.start, text))
        self.side.say("")
        if not entries or self.page.desk.read_only:
            return
        places = EntryPlaces(self, table, entries)
        many = len(entries) > 1
        done = self.page.operations.run(EnterFigures(tuple(entries)), fields=places, quiet=not many)
        table.refused = done is None
        if many and done is not None:
            self.side.say(f"{counted(len(entries), 'figure')} entered. Ctrl+Z takes them back.")

    def _mark(self, table: EntryTable, figures: Sequence[QModelIndex], key: str) -> None:
        """N enters n/a; P marks provisional, or final when all of them are provisional."""
        from cspdesk.kpis.commands import MarkFigures

        if key == "n":
            self._fill(table, figures, ["n/a"] * len(figures))
            return
        cells = []
        states = set()
        for index in figures:
            row, cell = table.cells.row_at(index), table.cells.cell_at(index)
            if row is not None and cell is not None and cell.text not in ("", "n/a"):
                cells.append((row.id, cell.start))
                states.add(cell.state)
        if not cells:
            self.side.say(f"{table.cells.where(figures[0])}: type a figure first, then P.")
            return
        off = states == {MeasurementState.PROVISIONAL}
        state = MeasurementState.FINAL if off else MeasurementState.PROVISIONAL
        if not self.page.desk.read_only:
            places = EntryPlaces(self, table, [])
            self.page.operations.run(MarkFigures(tuple(cells), state), fields=places, quiet=True)

    def _copy_down(self, table: EntryTable, figures: Sequence[QModelIndex]) -> None:
        """One cell takes the figure above it; of several, the first row goes into the others."""
        if not figures:
            return
        top = figures[0].row()
        if figures[-1].row() == top:
            if top == 0:
                self.side.say("There is no row above to copy from.")
                return
            targets, source = list(figures), top - 1
        else:
            targets, source = [i for i in figures if i.row() > top], top
        texts = [
            str(i.siblingAtColumn(i.column()).sibling(source, i.column()).data() or "")
            for i in targets
        ]
        self._fill(table, targets, texts)

    def _paste(self, table: EntryTable, start: QModelIndex, text: str) -> None:
        """A block from Excel from this cell on; its empty cells leave what is there."""
        block = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        if not block:
            self.side.say("There is nothing to paste. Copy the figures first.")
            return
        chosen = table.figures_chosen()
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
            self._fill(table, chosen, block[0] * len(chosen))
            return
        wide, high = max(len(line) for line in block), len(block)
        rows = table.cells.rowCount() - start.row()
        columns = table.cells.last_period + 1 - start.column()
        if wide > columns or high > rows:
            self.side.say(
                f"{table.cells.where(start)}: the block has {counted(high, 'row')} and "
                f"{counted(wide, 'column')}, but only {rows} by {columns} are left here. "
                "Nothing was pasted."
            )
            return
        cells = [
            (table.cells.index(start.row() + y, start.column() + x), words.strip())
            for y, line in enumerate(block)
            for x, words in enumerate(line)
            if words.strip()
        ]
        self._fill(table, [index for index, _words in cells], [words for _index, words in cells])

    def write_note(self, text: str) -> None:
        """Keep the note of the chosen figure."""
        from cspdesk.kpis.commands import NoteFigure

        table = self.active
        row, cell = table.cells.row_at(table.currentIndex()), None
        if row is not None:
            cell = table.cells.cell_at(table.currentIndex())
        if row is None or cell is None or cell.note == text.strip():
            return
        places = EntryPlaces(self, table, [])
        command = NoteFigure(row.id, cell.start, text)
        if self.page.operations.run(command, fields=places, quiet=True) is not None:
            table.setFocus(Qt.FocusReason.OtherFocusReason)


class EntryPlaces:
    """Shows the sentence of a broken rule beside the grid, naming the cell it is about."""

    def __init__(self, view: EntryView, table: EntryTable, entries: Sequence[Entry]) -> None:
        self._view, self._table, self._entries = view, table, entries

    def clear(self) -> None:
        self._view.side.say("")

    def show(self, name: str, words: str) -> bool:
        where = self._where(words) if name in ("value", "note") else ""
        self._view.side.say(f"{where}: {words}" if where else words, trouble=True)
        return True

    def _where(self, words: str) -> str:
        cells = self._table.cells
        for entry in self._entries:
            bare = " ".join(entry.text.split())
            if len(self._entries) == 1 or f"“{bare}" in words:
                return cells.where(cells.index_for(entry.indicator_id, entry.period_start))
        return "" if self._entries else cells.where(self._table.currentIndex())


class SidePane(Pane):
    """Beside the grid: what went wrong, the chosen figure with its note, and what to check."""

    def __init__(self, view: EntryView) -> None:
        super().__init__("To check")
        self.box.setContentsMargins(1, 0, 0, 0)  # the line at the left
        self._view = view
        self._fit()
        theme().changed.connect(self._fit)
        self.message = label("", "strong")
        self.message.setWordWrap(True)
        self.said = Section()
        self.said.box.addWidget(self.message)
        self.said.hide()
        self.doubts = label("", "body", "second")
        self.doubts.setWordWrap(True)
        checks = Section()
        checks.box.addWidget(self.doubts)
        self.heading, self.detail = label("", "pane"), label("", "body", "second")
        self.detail.setWordWrap(True)
        self.note = QLineEdit()
        self.note.setAccessibleName("Note on this figure")
        self.note.setPlaceholderText("Note, kept with the figure")
        self.note.setReadOnly(view.page.desk.read_only)
        self.note.returnPressed.connect(lambda: view.write_note(self.note.text()))
        self.chosen = Section(line=False)
        for part in (self.heading, self.detail, self.note):
            self.chosen.box.addWidget(part)
        for section in (self.said, checks, self.chosen):
            self.add(section)
        self.box.addStretch(1)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(SIDE))

    def say(self, words: str, *, trouble: bool = False) -> None:
        """One sentence at the top, or nothing."""
        from ui.theme import set_style_property

        _put(self.message, words)
        set_style_property(self.message, "tone", "red" if trouble else "")
        self.said.setVisible(bool(words))

    def show_doubts(self, rows: Sequence[object]) -> None:
        from cspdesk.kpis.records import EntryRow

        doubtful = [row for row in rows if isinstance(row, EntryRow) and row.doubtful]
        self.set_title("To check", str(len(doubtful)) if doubtful else "")
        lines = [f"{row.code} {row.name}: {row.check}" for row in doubtful]
        _put(self.doubts, "\n".join(lines) or "No figure looks like a slip.")

    def show_cell(self, table: EntryTable) -> None:
        """The chosen figure: where, what, in which state, with its note."""
        index = table.currentIndex()
        row, cell = table.cells.row_at(index), table.cells.cell_at(index)
        self.chosen.setVisible(cell is not None)
        if row is None or cell is None:
            return
        self.heading.setText(table.cells.where(index))
        state = f", {cell.state.label.lower()}" if cell.state and cell.text != "n/a" else ""
        example = ", example figure" if cell.is_example else ""
        target = f". Target {row.target}" if row.target else ""
        words = f"{row.name}: {cell.text or 'empty'}{state}{example}{target}"
        _put(self.detail, words)
        self.note.setText(cell.note)
        self.note.setEnabled(bool(cell.text))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().colour("line2"))


def _put(words: QLabel, text: str) -> None:
    """Set wrapped words and keep the height they need, which a layout learns too late."""
    words.setText(text)
    words.setMinimumHeight(max(0, words.heightForWidth(theme().px(SIDE - 32))))
