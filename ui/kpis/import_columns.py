"""Match columns: what each column of the sheet is taken for, to be put right where it is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.sheets.hints import ROLE_WORDS
from ui.theme import label, theme

if TYPE_CHECKING:
    from cspdesk.sheets.hints import ColumnCard
    from cspdesk.sheets.layout import ColumnRole

_HEIGHT, _COMPACT, _CARD, _LEAD = 90, 70, 196, 150  # px at 100 %


class _Card(QWidget):
    """One column: its letter and title, its role, how its cells are read."""

    def __init__(self, card: ColumnCard, chosen: Signal) -> None:
        super().__init__()
        look = theme()
        self.setFixedWidth(look.px(_CARD))
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(10), look.px(8), look.px(10), look.px(6))
        box.setSpacing(look.px(4))
        head = QHBoxLayout()
        head.setSpacing(look.px(6))
        plural = "s" if " to " in card.letters else ""
        head.addWidget(label(f"Column{plural} {card.letters}", "label", "second"))
        title = label(card.title, "label-strong")
        title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        title.setToolTip(card.title)
        head.addWidget(title, 1)
        box.addLayout(head)
        self.role = QComboBox()
        self.role.setAccessibleName(f"Column {card.letters} {card.title}")
        self.role.setAccessibleDescription(card.hint)
        if card.fixed:
            self.role.addItem("→ Figures by period")
            self.role.setEnabled(False)
        else:
            for role, words in ROLE_WORDS.items():
                self.role.addItem(f"→ {words}", role.value)
            self.role.setCurrentIndex(self.role.findData(card.role.value))
            self.role.activated.connect(
                lambda _place: chosen.emit(card.letters, self.role.currentData())
            )
        box.addWidget(self.role)
        hint = label(card.hint, "tick", "second")
        hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        hint.setToolTip(card.hint)
        hint.setVisible(not look.compact)  # a small laptop needs the height for the rows
        box.addWidget(hint)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().colour("line"))


class ColumnStrip(QWidget):
    """The columns side by side, scrolling sideways. `chosen(letter, role)`: a correction."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Match columns")
        look = theme()
        lead = QWidget()
        lead.setFixedWidth(look.px(_LEAD))
        words = QVBoxLayout(lead)
        words.setContentsMargins(look.px(16), look.px(8), look.px(8), look.px(6))
        words.setSpacing(look.px(2))
        self.title = label("Match columns", "strong")
        self.saved = label("", "tick", "second")
        self.saved.setWordWrap(True)
        words.addWidget(self.title)
        words.addWidget(self.saved, 1, Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 1)
        row.setSpacing(0)
        row.addWidget(lead)
        row.addWidget(self.area, 1)
        self.cards: list[_Card] = []

    def show_cards(self, cards: Sequence[ColumnCard], saved: str) -> None:
        """Show these columns; `saved` says under which name the mapping is kept."""
        self.saved.setText(saved.replace("_", "_\u200b"))  # long file names break there
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.cards = [_Card(card, self.chosen) for card in cards]
        for card in self.cards:
            row.addWidget(card)
        row.addStretch(1)
        self.area.setWidget(held)
        look = theme()
        wide = sum(card.width() for card in self.cards) > self.area.width() > 50
        tall = look.px(_COMPACT if look.compact else _HEIGHT)
        self.setFixedHeight(tall + (look.px(12) if wide else 0) + 1)

    def choose(self, letters: str, role: ColumnRole) -> None:
        """Give a column a role, as the officer does."""
        self.chosen.emit(letters, role.value)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line"))
