"""The items at the left with ticks and times, and under them how the meeting stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.delegates.cells import Line, Lines, Piece, text, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.pane import Pane
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import ItemLine, MeetingView
    from cspdesk.meetings.recording_rules import Timing


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item of the list; `is_now` is the one on the screen."""

    line: ItemLine
    is_now: bool

    @property
    def id(self) -> int:
        return self.line.id


def _title(row: ItemRow) -> Lines:
    words = row.line.time_words
    if row.line.excluded:
        words = f"{words.removesuffix(' planned')}, public excluded"
    return two_lines(row.line.short_title, words, strong=row.is_now)


def _tick(row: ItemRow) -> Line | None:
    return Line((Piece("", MarkName.TICK),)) if row.line.closed else None


class ItemList(Pane):
    """Enter turns to an item, out of order if need be."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Items")
        columns = [
            Column[ItemRow](
                "No.",
                lambda row: row.line.number,
                width=44,
                align="centre",
                cell=lambda row: text(row.line.number, strong=True, tone="second"),
            ),
            Column[ItemRow](
                "Item",
                lambda row: row.line.title,
                cell=_title,
                spoken=lambda row: f"{_title(row).spoken}{', closed' * row.line.closed}",
                tooltip=lambda row: row.line.title,
            ),
            Column[ItemRow]("Closed", lambda _row: "", width=34, cell=_tick),
        ]
        model = RowsModel(columns, key=lambda row: row.id)
        self.list = RowsView(model, name="Items", kind="agenda", sortable=False, header=False)
        self.stand = Stand()
        self.add(self.list, 1)
        self.add(self.stand)

    def show_view(self, view: MeetingView, at: int | None) -> None:
        had = self.list.current_record()
        self.list.rows.set_records([ItemRow(line, line.id == at) for line in view.items])
        if at is not None and (had is None or not self.list.hasFocus()):
            self.list.choose(at)


class Stand(QWidget):
    """Time now, behind by, ends about."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        look = theme()
        grid.setContentsMargins(*(look.px(side) for side in (16, 12, 16, 12)))
        grid.setVerticalSpacing(look.px(2))
        self.values = []
        for row, words in enumerate(("Time now", "Behind by", "Ends about")):
            caption, value = label(words, "body", "second"), label("", "strong")
            grid.addWidget(caption, row, 0)
            grid.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight)
            self.values.append((caption, value))

    def show_timing(self, timing: Timing) -> None:
        ahead = timing.behind < 0
        minutes = abs(timing.behind)
        self.values[1][0].setText("Ahead by" if ahead else "Behind by")
        said = f"{minutes} minute{'s' * (minutes != 1)}" if minutes else "On time"
        for (_caption, value), words in zip(
            self.values, (timing.now, said, timing.ends_at), strict=True
        ):
            value.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line2"))
