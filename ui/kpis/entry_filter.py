"""Over the grid: which rows to show, which periods, and the two ways to be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox

from db.vocabulary import MeasurementState
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.pane import Bar
from ui.widgets.segments import SegmentedControl

if TYPE_CHECKING:
    from cspdesk.kpis.entry_records import EntryGrid, EntryRow

ALL, EMPTY, PROVISIONAL, TO_CHECK = "all", "empty", "provisional", "check"
ALL_SOURCES = "All sources"
_KINDS = ((ALL, "All"), (EMPTY, "Empty"), (PROVISIONAL, "Provisional"), (TO_CHECK, "To check"))
_PASTE_FROM, _SOURCES_FROM = 900, 780  # px at 100 %
Test = Callable[["EntryRow", int], bool]


class EntryFilter(Bar):
    """changed: another choice; moved(by): that many periods back (+) or forth (−)."""

    changed = Signal()
    moved = Signal(int)
    paste_wanted = Signal()
    finish_wanted = Signal()

    def __init__(self, *, read_only: bool) -> None:
        super().__init__(44)
        self.kinds = SegmentedControl(_KINDS, name="Show", compact=True)
        self.sources = QComboBox()
        self.sources.setAccessibleName("Source of the figures")
        self.sources.addItem(ALL_SOURCES)
        self.sources.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sources.setMinimumContentsLength(14)
        self.earlier = SecondaryButton("‹ &Earlier", lambda: self.moved.emit(1), compact=True)
        self.later = SecondaryButton("&Later ›", lambda: self.moved.emit(-1), compact=True)
        self.paste = SecondaryButton("Paste from Excel", self.paste_wanted.emit)
        self.finish = PrimaryButton("&Finish and check", self.finish_wanted.emit)
        self.paste.set_allowed(not read_only, "This file is open for reading only.")
        self.add(self.kinds, self.sources, self.earlier, self.later)
        self.end(self.paste, self.finish)
        self.kinds.chosen.connect(lambda _key: self.changed.emit())
        self.sources.activated.connect(lambda _place: self.changed.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """With large text or in a narrow window the filter by source and the paste button give way:
        the list of sources is short, and Ctrl+V pastes.
        """
        super().resizeEvent(event)
        room = self.width() / theme().scale
        self.paste.setVisible(room >= _PASTE_FROM)
        self.sources.setVisible(room >= _SOURCES_FROM)

    @property
    def source(self) -> str:
        return "" if self.sources.currentIndex() <= 0 else self.sources.currentText()

    def show_grids(self, grids: Sequence[EntryGrid], back: int) -> None:
        """Counts in the segments, the sources there are, and whether there is a later period."""
        counts = dict.fromkeys((ALL, EMPTY, PROVISIONAL, TO_CHECK), 0)
        for grid in grids:
            for row in grid.rows:
                for kind in counts:
                    counts[kind] += _TESTS[kind](row, len(grid.periods) - 1)
        for kind, title in _KINDS:
            self.kinds.set_text(kind, title, str(counts[kind]))
        self._show_sources(sorted({row.source for g in grids for row in g.rows if row.source}))
        self.later.set_allowed(back > 0, "The newest period is shown.")

    def _show_sources(self, names: list[str]) -> None:
        shown = [self.sources.itemText(i) for i in range(1, self.sources.count())]
        if shown != names:
            chosen = self.source
            self.sources.clear()
            self.sources.addItems([ALL_SOURCES, *names])
            self.sources.setCurrentIndex(max(0, self.sources.findText(chosen)) if chosen else 0)

    def takes(self, row: EntryRow, newest: int) -> bool:
        """Whether the row is shown; `newest` is the place of the newest period."""
        right = not self.source or row.source == self.source
        return right and _TESTS[self.kinds.current or ALL](row, newest)


_TESTS: dict[str, Test] = {
    ALL: lambda _row, _newest: True,
    EMPTY: lambda row, newest: not row.cells[newest].text,
    PROVISIONAL: lambda row, _newest: any(
        cell.state is MeasurementState.PROVISIONAL for cell in row.cells
    ),
    TO_CHECK: lambda row, _newest: row.doubtful,
}
