"""One indicator: its facts, its chart or figures, what PMG said of it and how far to trust it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.charts.marks import MarkName
from cspdesk.charts.primitives import Drawing
from cspdesk.kpis.records import Fact, IndicatorCard
from db.vocabulary import Frequency, Rag
from ui.charts.widget import ChartView
from ui.delegates.cells import ARROWS, Piece
from ui.kpis.chart_actions import ChartActions
from ui.kpis.charting import XMR, YEARS, at_ease, builder_of, chart_title, view_of
from ui.kpis.figures import FiguresTable
from ui.kpis.words import KpiWords
from ui.theme import label, theme
from ui.widgets.chips import PieceLabel, RagChip
from ui.widgets.page import PageContext
from ui.widgets.pane import Bar, Pane, Section
from ui.widgets.segments import SegmentedControl

_YEAR_WORDS = {
    Frequency.MONTHLY: "12 months",
    Frequency.QUARTERLY: "4 quarters",
    Frequency.YEARLY: "Years",
}
_ARROW_NAMES = {"up": "up", "down": "down", "flat": "same"}


class KpiDetail(Pane):
    """Shows an `IndicatorCard`. Ctrl+T (the page's key) swaps chart and figures."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.card: IndicatorCard | None = None
        self.code = label("", "body", "second")
        self.name = label("", "page")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.summary = label("", "label", "second")
        head = Bar(40)
        head.box.takeAt(0)
        head.box.addWidget(self.code)
        head.box.addWidget(self.name, 1)
        head.box.addWidget(self.summary)
        self.strip = FactsStrip()
        self.chart = ChartView()
        self.actions_of_chart = ChartActions(self.chart, context, self)
        self.figures = FiguresTable()
        self.nothing = label("", "body", "second")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words = KpiWords()
        for part in (head, self.strip, self._chart_head()):
            self.add(part)
        self.add(self._chart_body(), 1)
        self.add(self.words)

    # -- building -----------------------------------------------------------------------------

    def _chart_head(self) -> QWidget:
        """The finding is the title; under it what is drawn and how to read it."""
        self.finding = label("", "strong")
        self.chart_title = label("", "label", "second")
        for words in (self.finding, self.chart_title):
            words.setWordWrap(True)
            words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.legend = PieceLabel()
        self.kind = SegmentedControl(
            [(XMR, "XmR"), (YEARS, "12 months")], name="Chart", compact=True
        )
        self.kind.chosen.connect(lambda _key: self._draw())
        actions = self.actions_of_chart
        row, under, top = QHBoxLayout(), QHBoxLayout(), Qt.AlignmentFlag.AlignTop
        row.addWidget(self.finding, 1)
        for part in (self.kind, actions.explore, actions.more):
            row.addWidget(part, 0, top)
        under.addWidget(self.chart_title, 1)
        under.addWidget(self.legend, 0, top)
        section = Section(line=False)
        section.box.addLayout(row)
        section.box.addLayout(under)
        section.box.addWidget(actions.prompt)
        return section

    def _chart_body(self) -> QWidget:
        self.stack = QStackedWidget()
        for part in (self.chart, self.figures, self.nothing):
            self.stack.addWidget(part)
        self.stack.setMinimumHeight(theme().px(120))
        holder = Section()
        holder.box.addWidget(self.stack)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.words.fit(self.height())

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: IndicatorCard | None) -> None:
        """Show an indicator; None leaves the pane empty."""
        self.card = card
        for part in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if part is not self.header:
                part.setVisible(card is not None)
        if card is None:
            self.setAccessibleName("Indicator")
            return
        self.setAccessibleName(f"{card.line.code} {card.line.name}")
        self.code.setText(card.line.code)
        self.name.setText(card.line.name)
        self.name.setToolTip(card.line.words)
        self.summary.setText(card.summary)
        self.strip.show_facts(card)
        self.words.show_card(card)
        self._draw()

    def _draw(self) -> None:
        card = self.card
        if card is None:
            return
        view = view_of(card)
        xmr = self.kind.current == XMR
        self.actions_of_chart.set_card(card, can_rebase=xmr)
        self.kind.setVisible(view is not None)
        self.legend.setVisible(view is not None and self.kind.current == XMR)
        if view is None:
            self._draw_nothing(card)
            return
        self.kind.set_text(YEARS, _YEAR_WORDS[view.frequency])
        builder = builder_of(card, view, self.kind.current)
        drawing = at_ease(builder)
        self.finding.setText(f"{drawing.title}.")
        self.chart_title.setText(" ".join([f"{chart_title(card, view)}.", *_notes(drawing)]))
        self.legend.set_pieces(_legend(bool(card.provisional)))
        self.chart.set_chart(builder, card.line.name)
        self.figures.show_rows(drawing.table, card.line.name)
        if self.stack.currentWidget() is self.nothing:
            self.stack.setCurrentWidget(self.chart)

    def _draw_nothing(self, card: IndicatorCard) -> None:
        gap = card.line.gap
        self.finding.setText(gap.sentence if gap else card.finding)
        self.chart_title.setText("No chart.")
        self.nothing.setText(card.good_looks_like and f"Good looks like: {card.good_looks_like}")
        self.chart.set_chart(None)
        self.figures.show_rows((), card.line.name)
        self.stack.setCurrentWidget(self.nothing)

    @property
    def shows_figures(self) -> bool:
        return self.stack.currentWidget() is self.figures

    def toggle_figures(self) -> None:
        """Chart to figures and back; an indicator without figures has neither."""
        if self.stack.currentWidget() is self.nothing:
            return
        other = self.chart if self.shows_figures else self.figures
        had_focus = self.stack.currentWidget().isAncestorOf(self.focusWidget() or self)
        self.stack.setCurrentWidget(other)
        if had_focus:
            self.take_focus()

    def take_focus(self) -> None:
        shown = self.stack.currentWidget()
        target = {self.chart: self.chart, self.figures: self.figures.table}.get(shown, self.words)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _notes(drawing: Drawing) -> list[str]:
    """What the chart says of itself, without what the legend says already."""
    return [note for note in drawing.notes if not note.startswith(("Squares:", "Hollow:"))]


def _legend(provisional: bool) -> list[Piece]:
    pieces = [Piece("Signal: outside the limits or a run", MarkName.SIGNAL, "second")]
    if provisional:
        pieces.append(Piece("Provisional", MarkName.PROVISIONAL, "second"))
    return pieces


class FactsStrip(QWidget):
    """Five facts: figure, target, both ratings, change on a year earlier.

    Side by side, each as wide as it needs; in two rows where they do not fit in one.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.cells = [_FactCell() for _ in range(5)]
        for cell in self.cells:
            cell.setParent(self)
        theme().changed.connect(self._arrange)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def rows(self) -> list[list[_FactCell]]:
        """The cells as they stand, row by row."""
        needed = sum(cell.sizeHint().width() for cell in self.cells)
        return [self.cells] if needed <= self.width() else [self.cells[:3], self.cells[3:]]

    def _arrange(self) -> None:
        for cell in self.cells:
            cell.box.activate()  # a part shown or hidden changes what a cell needs only then
        high, rows = theme().px(57), self.rows()
        self.setFixedHeight(high * len(rows) + 1)
        for place, row in enumerate(rows):
            needed = [cell.sizeHint().width() for cell in row]
            spare = (self.width() - sum(needed)) / len(row)
            left = 0.0
            for cell, width in zip(row, needed, strict=True):
                right = left + max(width + spare, 1)
                cell.setGeometry(round(left), high * place, round(right) - round(left), high)
                left = right

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, line = QPainter(self), theme().colour("line")
        for place in range(1, len(self.rows()) + 1):
            painter.fillRect(0, theme().px(57) * place, self.width(), 1, line)

    def show_facts(self, card: IndicatorCard) -> None:
        latest, target, calculated, pmg, change = card.facts
        line = card.line
        self.cells[0].show_fact(latest)
        self.cells[1].show_fact(target)
        self.cells[2].show_fact(calculated, rag=line.rating.rag)
        self.cells[3].show_fact(pmg, rag=line.pmg)
        self.cells[4].show_fact(change, arrow=_ARROW_NAMES.get(line.arrow, ""))
        self._arrange()

    def texts(self) -> list[str]:
        return [f"{cell.label.text()}: {cell.accessibleName()}" for cell in self.cells]


class _FactCell(QWidget):
    """A label over a figure, or over a rating's chip."""

    def __init__(self) -> None:
        super().__init__()
        self.label = label("", "label", "second")
        self.value = label("", "page")
        self.note = PieceLabel()
        self.chip = RagChip("grey")
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        for part in (self.value, self.chip, self.note):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.box = box = QVBoxLayout(self)
        box.setContentsMargins(theme().px(16), theme().px(6), theme().px(4), theme().px(6))
        box.setSpacing(0)
        box.addWidget(self.label)
        box.addLayout(row)

    def show_fact(self, fact: Fact, *, rag: Rag | None = None, arrow: str = "") -> None:
        self.label.setText(fact.label)
        self.chip.setVisible(rag is not None)
        self.value.setVisible(rag is None)
        self.value.setText(fact.text)
        if rag is not None:
            self.chip.set_rag(rag.value)
        beside = fact.note if rag is None else ""
        mark = ARROWS[arrow] if arrow and beside else None
        self.note.set_pieces([Piece(beside, mark, "second")] if beside else [])
        self.setToolTip(fact.note)
        self.setAccessibleName(f"{fact.text} {fact.note}".strip())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), theme().colour("line"))
