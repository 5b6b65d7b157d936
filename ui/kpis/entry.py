"""Enter data: a grid of monthly, quarterly and yearly figures, and what to check beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.words import counted
from db.vocabulary import Frequency, MeasurementState
from ui.kpis.entry_filter import ALL, EMPTY, TO_CHECK, EntryFilter
from ui.kpis.entry_grid import EntryTable
from ui.kpis.entry_model import EntryModel
from ui.kpis.entry_side import SidePane, awaited_lines
from ui.theme import theme
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.kpis.commands import Entry
    from cspdesk.kpis.entry_records import EntryGrid, EntryRow
    from db.changes import ChangeSet

_PREVIEW_AFTER = 120  # ms without a key: working a chart out for each would be felt
_NO_ROWS = "There are no indicators with figures yet."
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
        read_only = page.desk.read_only
        self.back = 0
        self.whole: dict[Frequency, EntryGrid] = {}
        self._kept_in_view: set[int] = set()
        self.filter = EntryFilter(read_only=read_only)
        self.filter.changed.connect(self._filter_chosen)
        self.filter.moved.connect(self._look_back)
        self.filter.paste_wanted.connect(self._paste_here)
        self.filter.finish_wanted.connect(self._finish)
        self.tables = [self._table(title, frequency) for frequency, title, _count in _GRIDS]
        self.grids = self._grids()
        self.area = Scroll(self.grids)
        self.side = SidePane(read_only=read_only, note_kept=self.write_note, act=self._answer)
        self._typed: str | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_AFTER)
        self._soon.timeout.connect(self._preview)
        self._lay_out()
        for keys, by in (("Alt+Left", 1), ("Alt+Right", -1)):
            key = QShortcut(QKeySequence(keys), self, lambda by=by: self._look_back(by))
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self.filter)
        left.addWidget(self.area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
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
        table.typing.connect(self._typing)
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
        self.nothing = EmptyState("")
        box.addWidget(self.nothing)
        box.addStretch(1)
        return inside

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the figures afresh; the chosen cell stays."""
        from cspdesk.kpis.entry import entry_grid

        for frequency, _title, count in _GRIDS:
            self.whole[frequency] = self.page.desk.ask(entry_grid, frequency, count, self.back)
        self.filter.show_grids(list(self.whole.values()), self.back)
        self._show_rows()
        self.side.show_rows(self._newest_rows())
        if changes is None:
            self.side.say("")
        self._show_chosen()

    def _newest_rows(self) -> list[EntryRow]:
        """The rows as of the periods that are due: what is asked stays so while looking back."""
        from cspdesk.kpis.entry import entry_grid

        if not self.back:
            return self._all_rows()
        grids = (
            self.page.desk.ask(entry_grid, frequency, count) for frequency, _t, count in _GRIDS
        )
        return [row for grid in grids for row in grid.rows]

    def _all_rows(self) -> list[EntryRow]:
        return [row for grid in self.whole.values() for row in grid.rows]

    def _show_rows(self) -> None:
        """The rows of the filter; one that was shown stays until the filter is chosen again."""
        for table, (frequency, _title, _count) in zip(self.tables, _GRIDS, strict=True):
            grid = self.whole[frequency]
            newest = len(grid.periods) - 1
            rows = tuple(
                row
                for row in grid.rows
                if row.id in self._kept_in_view or self.filter.takes(row, newest)
            )
            table.cells.show_grid(replace(grid, rows=rows))
            table.setVisible(bool(rows))
        shown = [row for table in self.tables for row in table.cells.grid.rows]
        self._kept_in_view = {row.id for row in shown}
        self.nothing.setVisible(not shown)
        self.nothing.set_text(
            "No figure is left here. Choose “All” above." if self._all_rows() else _NO_ROWS
        )

    def _filter_chosen(self) -> None:
        self._kept_in_view = set()
        self._show_rows()
        self.take_focus()

    def _look_back(self, by: int) -> None:
        """Show earlier periods, or come back; the newest period is where it ends."""
        back = max(0, self.back + by)
        if back != self.back:
            self.back = back
            self.refresh(None)
            self.take_focus()

    def _show_chosen(self) -> None:
        table = self.active
        index = table.currentIndex()
        row, cell = table.cells.row_at(index), table.cells.cell_at(index)
        where = table.cells.where(index) if cell is not None else ""
        self.side.chosen.show_cell(row, cell, where)
        self._typed = None
        self._soon.stop()
        self._preview()  # at once: another indicator's chart must not stand under this title

    def _typing(self, text: str) -> None:
        for table in self.tables:
            if table.cells.refused:
                table.cells.refuse(0, "")
        self._typed = text
        self._soon.start()

    def _preview(self) -> None:
        """Work out what the chosen figure does, a moment after the last key."""
        from cspdesk.kpis.entry_preview import entry_preview

        table = self.active
        row = table.cells.row_at(table.currentIndex())
        cell = table.cells.cell_at(table.currentIndex())
        seen = None
        if row is not None and cell is not None and (cell.text or self._typed):
            seen = self.page.desk.ask(entry_preview, row.id, cell.start, self._typed)
        self.side.chosen.show_preview(seen, self._typed)

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
            ("Alt+← Alt+→", "earlier, later"),
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
        self._show_chosen()

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
            if row is not None and cell is not None and text.strip() not in (cell.text, cell.typed):
                entries.append(Entry(row.id, cell.start, text))
        self.side.say("")
        if not entries or self.page.desk.read_only:
            return
        places = EntryPlaces(self, table, entries)
        many = len(entries) > 1
        done = self.page.operations.run(EnterFigures(tuple(entries)), fields=places, quiet=not many)
        table.refused = done is None
        if done is None:
            return
        said = [f"{counted(len(entries), 'figure')} entered. Ctrl+Z takes them back."] * many
        self.side.say(" ".join([*said, *self._printed_before(entries)]))

    def _printed_before(self, entries: Sequence[Entry]) -> list[str]:
        """A sentence for each figure that an issued pack says otherwise (three at most)."""
        wanted = {(entry.indicator_id, entry.period_start) for entry in entries}
        found = [
            f"{row.code}: reported as {cell.printed}; the pack keeps saying so."
            for row in self._all_rows()
            for cell in row.cells
            if cell.printed and (row.id, cell.start) in wanted
        ]
        return found[:3]

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
            if row is not None and cell is not None and cell.text not in ("", "n/a", "*"):
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

    def _paste_here(self) -> None:
        """The button pastes where the keyboard was, as Ctrl+V does."""
        table = self.active
        figures = table.figures_chosen()
        if figures:
            self._paste(table, figures[0], QGuiApplication.clipboard().text())
        else:
            self.side.say("Choose the first cell of the block, then paste.")

    def _answer(self, row: EntryRow, answer: str) -> None:
        """An answer to a doubt: keep the figure, clear it, or enter what was meant."""
        from cspdesk.kpis.commands import ConfirmFigure, EnterFigures, Entry

        if row.doubted is None or self.page.desk.read_only:
            return
        keep = answer == "keep"
        entry = EnterFigures((Entry(row.id, row.doubted, answer),))
        self.page.operations.run(ConfirmFigure(row.id, row.doubted) if keep else entry)
        self.take_focus()

    def _finish(self) -> None:
        """Lead to what is still open: figures to check, then empty ones; else say all is done."""
        rows = self._all_rows()
        newest = {grid.frequency: len(grid.periods) - 1 for grid in self.whole.values()}
        empty = [row for f, grid in self.whole.items() for row in grid.rows
                 if not row.cells[newest[f]].text]  # fmt: skip
        doubtful = [row for row in rows if row.doubtful]
        filled = f"{len(rows) - len(empty)} of {len(rows)} figures are in"
        if doubtful:
            self._choose_filter(TO_CHECK)
            self.side.say(f"{filled}. {counted(len(doubtful), 'figure')} to check first.")
        elif empty:
            self._choose_filter(EMPTY)
            waited = "; ".join(awaited_lines(empty))
            self.side.say(f"{filled}. Awaited: {waited}.")
        else:
            self._choose_filter(ALL)
            self.side.say(f"{filled}, and none looks like a slip." if rows else _NO_ROWS)

    def _choose_filter(self, kind: str) -> None:
        self.filter.kinds.choose(kind)
        self._filter_chosen()

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
        self._table.cells.refuse(0, "")

    def show(self, name: str, words: str) -> bool:
        where = self._where(words) if name in ("value", "note") else ""
        nothing = " Nothing was entered." if len(self._entries) > 1 else ""
        self._view.side.say(f"{f'{where}: ' if where else ''}{words}{nothing}", trouble=True)
        if len(self._entries) == 1:
            self._table.cells.refuse(self._entries[0].indicator_id, words)
        return True

    def _where(self, words: str) -> str:
        cells = self._table.cells
        for entry in self._entries:
            bare = " ".join(entry.text.split())
            if len(self._entries) == 1 or f"“{bare}" in words:
                return cells.where(cells.index_for(entry.indicator_id, entry.period_start))
        return "" if self._entries else cells.where(self._table.currentIndex())
