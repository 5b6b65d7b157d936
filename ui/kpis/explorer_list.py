"""The explorer's list of indicators: tick those to hold beside each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.kpis.exploring import Choice
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.search import SearchField
from ui.widgets.tables import RowsView

_WIDTH = 268


@dataclass(frozen=True)
class _Line:
    choice: Choice
    ticked: bool


class Chooser(QWidget):
    """picked(id, on) says what the officer ticked; `show_choices` what is ticked then."""

    picked = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(theme().px(_WIDTH))
        self.find = SearchField("Find an indicator")
        model: RowsModel[_Line] = RowsModel(_COLUMNS, key=lambda line: line.choice.id)
        model.check_requested.connect(lambda line, on: self.picked.emit(line.choice.id, on))
        self.table = RowsView(model, name="Indicators to compare", kind="kpi", sortable=False)
        self.find.searched.connect(self.table.proxy.set_filter)
        self.find.left_downwards.connect(self.table.setFocus)
        self.table.record_opened.connect(
            lambda line: self.picked.emit(line.choice.id, not line.ticked)
        )
        self.words = label("", "label", "second")
        self.words.setWordWrap(True)
        box = QVBoxLayout(self)
        side = theme().px(12)
        box.setContentsMargins(side, side, 0, side)
        box.setSpacing(theme().px(6))
        self.find.setMaximumWidth(theme().px(_WIDTH))
        for part in (self.find, self.table, self.words):
            box.addWidget(part)

    def show_choices(self, choices: Sequence[Choice], ticked: Collection[int]) -> None:
        """List these, with those ticked."""
        self.table.rows.set_records([_Line(choice, choice.id in ticked) for choice in choices])

    def allow(self, allowed: bool, reason: str) -> None:
        """Whether indicators may be ticked; the reason stands under the list while not."""
        if allowed == self.table.isEnabled():
            return
        self.table.setEnabled(allowed)
        self.table.setAccessibleDescription("" if allowed else reason)
        self.say("" if allowed else reason)

    def say(self, words: str) -> None:
        """One sentence under the list; "" for none."""
        self.words.setText(words)


_COLUMNS: tuple[Column[_Line], ...] = (
    Column(
        "Compare",
        lambda line: line.choice.code,
        check=lambda line: line.ticked,
        width=84,
        tone="second",
    ),
    Column("Indicator", lambda line: line.choice.name, tooltip=lambda line: line.choice.block),
)
