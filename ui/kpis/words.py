"""What people said of an indicator: PMG's assessment, the partnership's part, BI, and cautions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.charts.marks import MarkName
from cspdesk.kpis.facts import Judgement
from cspdesk.kpis.records import IndicatorCard
from ui.delegates.cells import Piece
from ui.theme import label, theme
from ui.widgets.chips import PieceLabel
from ui.widgets.pane import Scroll, Section

_HEIGHT = 196  # px: six lines of the panes; the rest scrolls


class KpiWords(Scroll):
    """Three panes side by side, then what to keep in mind. Arrow keys scroll it."""

    def __init__(self) -> None:
        content = QWidget()
        super().__init__(content)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Assessment and cautions")
        self.pmg, self.value, self.bi = _Said(), _Said(), _Said()
        self.agrees = PieceLabel()
        self.pmg.box.insertWidget(2, self.agrees)
        panes = QHBoxLayout()
        panes.setSpacing(0)
        for part in (self.pmg, self.value, self.bi):
            panes.addWidget(part, 1)
        self.cautions = _Cautions()
        box = QVBoxLayout(content)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(panes)
        box.addWidget(self.cautions)
        box.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def fit(self, room: int) -> None:
        """Take its own height, but no more than a third of the room (px): the chart comes first."""
        self.setFixedHeight(min(theme().px(_HEIGHT), max(room // 3, theme().px(60))))

    def show_card(self, card: IndicatorCard) -> None:
        said = card.judgement
        self.pmg.say(_pmg_title(said), _or(said and said.reason, "PMG has not recorded one."))
        self.agrees.setVisible(bool(said and said.bi_agrees is not None))
        if said and said.bi_agrees is not None:
            self.agrees.set_pieces([_agreement(said.bi_agrees)])
        nothing = "Nothing recorded this cycle."
        self.value.say(
            "Value the partnership can add", _or(said and said.partnership_value, nothing)
        )
        self.bi.say("Context from BI", _or(said and said.context, nothing))
        self.cautions.say(card)
        self.setAccessibleDescription(self.text())
        self.verticalScrollBar().setValue(0)

    def text(self) -> str:
        """All that is said, one part a line."""
        parts = (self.pmg, self.value, self.bi)
        return "\n".join([*(f"{p.title.text()}: {p.words.text()}" for p in parts),
                          *self.cautions.sentences])  # fmt: skip


def _or(words: str | None, otherwise: str) -> str:
    return words or otherwise


def _pmg_title(said: Judgement | None) -> str:
    if said is None or said.assessed_on is None:
        return "PMG assessment"
    return f"PMG assessment, {said.assessed_on.day} {said.assessed_on:%b}"


def _agreement(agrees: bool) -> Piece:
    if agrees:
        return Piece("Business Intelligence agrees", MarkName.DONE, "second")
    return Piece("Business Intelligence does not agree", MarkName.CROSS, "second")


class _Said(QWidget):
    """A title over a paragraph, a line at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", "label-strong", "second")
        self.words = label("", "body")
        self.words.setWordWrap(True)
        self.box = QVBoxLayout(self)
        look = theme()
        self.box.setContentsMargins(look.px(16), look.px(8), look.px(12), look.px(8))
        self.box.setSpacing(look.px(3))
        self.box.addWidget(self.title)
        self.box.addWidget(self.words)
        self.box.addStretch(1)

    def say(self, title: str, words: str) -> None:
        self.title.setText(title)
        self.words.setText(words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().colour("line"))


class _Cautions(Section):
    """The rating's sum, the target's assumption, caveats, and what is odd about the source."""

    def __init__(self) -> None:
        super().__init__(line=False)
        self.sentences: list[str] = []
        self.words = label("", "label", "second")
        self.words.setWordWrap(True)
        self.box.addWidget(self.words)

    def say(self, card: IndicatorCard) -> None:
        self.sentences = _cautions(card)
        self.words.setText("\n".join(self.sentences))


def _cautions(card: IndicatorCard) -> list[str]:
    found = [f"Calculated: {card.line.rating.reason}"]
    if card.line.is_example:
        found.append("Example figures: not published ones.")
    found.extend(card.comparisons)
    if card.assumption:
        found.append(f"Assumption: {card.assumption}")
    if card.caveats:
        found.append(f"Caveat: {card.caveats}")
    if card.line.target_words:
        found.append(f"Target in the source: {card.line.target_words}")
    if card.replaces:
        found.append(f"It took the place of {card.replaces}, kept among the retired indicators.")
    return found + [f"Warning: {words}" for words in card.line.warnings]
