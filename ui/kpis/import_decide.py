"""Beside the rows: what became of the one at hand, what can be decided about it, what was read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import RowFate
from ui.delegates.cells import Piece
from ui.delegates.painting import CENTRE, lay_out, paint_focus, paint_pieces, paint_text
from ui.kpis.import_rows import PlanRow, fate_piece
from ui.theme import label, theme
from ui.widgets.chips import PieceLabel
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.sheets.decisions import Option, Question
    from cspdesk.sheets.mapping import Choices, IndicatorKey

SIDE = 330
_ADVICE = {
    "period": "Choose another column for the period, or mend the cell in the file and read it "
    "again. The row can be saved with Rejects.",
    "value": "Mend the cell in the file and read it again, or save it with Rejects and mend it "
    "there. Nothing is kept for this period meanwhile.",
    "name": "The row has no name: mend it in the file.",
}


class Answer(QRadioButton):
    """One answer: a ring, its words, what is said beside it, and the key that gives it."""

    def __init__(self, words: str, detail: str, number: int) -> None:
        super().__init__(f"{words}  {detail}".strip().replace("&", "&&"))
        self.words, self.detail, self.number = words, detail, number
        self.setToolTip(f"{words} {detail}".strip())
        self.setAccessibleDescription(f"Key {number}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(200), theme().px(28))

    def hitButton(self, _place: QPoint) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size, on = look.px(16), self.isChecked()
        ring = QRectF(2, (self.height() - size) / 2, size, size).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(look.colour("accent" if on else "ctl"), look.scale * 1.4))
        painter.setBrush(look.colour("field"))
        painter.drawEllipse(ring)
        if on:
            inner = look.px(4)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(ring.adjusted(inner, inner, -inner, -inner))
        keys = look.px(22)
        area = self.rect().adjusted(size + look.px(10), 0, -keys, 0)
        pieces = [Piece(self.words, style="strong")]
        if self.detail:
            pieces.append(Piece(self.detail, tone="second"))
        paint_pieces(painter, look, lay_out(look, pieces, area))
        last = QRect(self.width() - keys, 0, keys, self.height())
        paint_text(painter, look, last, str(self.number), "tick", look.colour("text3"), CENTRE)
        if self.hasFocus():
            paint_focus(painter, look, self.rect())


class DecidePane(Pane):
    """One row at a time. `decided(Choices)` and `named(label, indicator id)` are the answers;
    `keeping(keep, name)` is whether the mapping is kept, and as what."""

    decided = Signal(object)
    named = Signal(str, int)
    keeping = Signal(bool, str)

    def __init__(self) -> None:
        super().__init__("")
        self.setAccessibleName("The row and what to decide")
        self.box.setContentsMargins(1, 0, 0, 0)  # the line at the left
        self.options: list[QRadioButton] = []
        self._indicators: tuple[IndicatorKey, ...] = ()
        self._asked = ""
        inside = QWidget()
        self.inner = QVBoxLayout(inside)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(0)
        for part in (self._head(), self._question(), self._keep(), self._read()):
            self.inner.addWidget(part)
        self.inner.addStretch(1)
        self.add(Scroll(inside), 1)
        self._fit()
        theme().changed.connect(self._fit)  # a method, not a lambda: it goes with the pane

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(SIDE))

    # -- making -------------------------------------------------------------------------------

    def _head(self) -> QWidget:
        part = Section()
        line = QHBoxLayout()
        self.where = label("", "label", "second")
        self.fate = PieceLabel()
        line.addWidget(self.where, 1)
        line.addWidget(self.fate)
        self.title = label("", "inspector")
        self.detail = label("", "body", "second")
        part.box.addLayout(line)
        for words in (self.title, self.detail):
            words.setWordWrap(True)
            part.box.addWidget(words)
        return part

    def _question(self) -> QWidget:
        self.question = Section()
        self.ask = label("", "strong")
        self.ask.setWordWrap(True)
        self.question.box.addWidget(self.ask)
        self.answers = QVBoxLayout()
        self.answers.setSpacing(theme().px(4))
        self.question.box.addLayout(self.answers)
        self.other = QComboBox()
        self.other.setAccessibleName("Another KPI")
        self.other.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.other.activated.connect(self._on_other)
        self.question.box.addWidget(self.other)
        self.group = QButtonGroup(self)
        self.question.hide()
        return self.question

    def _keep(self) -> QWidget:
        self.kept = Section()
        self.remember = QCheckBox("Remember this for the next file")
        self.name = QLineEdit()
        self.name.setAccessibleName("Name of the mapping")
        self.name.setPlaceholderText("Name of the mapping")
        self.remember.toggled.connect(self._on_keep)
        self.name.editingFinished.connect(self._on_keep)
        self.kept.box.addWidget(self.remember)
        self.kept.box.addWidget(self.name)
        return self.kept

    def _read(self) -> QWidget:
        part = Section(line=False)
        self.sentences, self.left_out = label(), label(tone="second")
        self.left_heading = label("Left out", "strong")
        part.box.addWidget(label("What was read", "strong"))
        for words in (self.sentences, self.left_heading, self.left_out):
            words.setWordWrap(True)
            part.box.addWidget(words)
        return part

    # -- showing ------------------------------------------------------------------------------

    def set_indicators(self, indicators: Sequence[IndicatorKey]) -> None:
        """The KPIs that any name may be taken for."""
        self._indicators = tuple(indicators)
        self.other.clear()
        self.other.addItem("Another KPI…")
        for key in self._indicators:
            self.other.addItem(f"{key.code} {key.name}".strip(), key.id)

    def show_words(self, sentences: Sequence[str], left_out: Sequence[str]) -> None:
        """What the plan says of the whole file."""
        self.sentences.setText("\n".join(sentences))
        self.left_heading.setVisible(bool(left_out))
        self.left_out.setVisible(bool(left_out))
        self.left_out.setText("\n".join(left_out))

    def show_keep(self, keep: bool, name: str, *, possible: bool) -> None:
        """Whether there is a mapping to keep, whether it is kept, and under which name."""
        self.kept.setVisible(possible)
        with QSignalBlocker(self.remember), QSignalBlocker(self.name):
            self.remember.setChecked(keep)
            self.name.setText(name)
            self.name.setEnabled(keep)

    def show_row(self, row: PlanRow | None, question: Question | None) -> None:
        """The row at hand with what can be decided about it."""
        figure = row.figure if row else None
        self.where.setText(_where(row) if row else "")
        self.fate.set_pieces([fate_piece(figure.fate)] if figure else [])
        self.title.setText(_title(row) if row else "No row is chosen")
        self.detail.setText(_detail(row) if row else "")
        self._show_question(question)
        if figure and question is None and figure.fate is RowFate.REJECTED:
            advice = _ADVICE.get(figure.fault, "")
            self.detail.setText(f"{self.detail.text()}\n\n{advice}".strip())

    def _show_question(self, question: Question | None) -> None:
        for button in self.options:
            self.group.removeButton(button)
            self.answers.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.options = []
        self.question.setVisible(question is not None)
        if question is None:
            return
        self.ask.setText(question.ask)
        self._asked = question.label
        self.other.setVisible(bool(question.label))
        self.other.setCurrentIndex(0)
        for number, option in enumerate(question.options, start=1):
            self._add(option, number)

    def _add(self, option: Option, number: int) -> None:
        button = Answer(option.words, option.detail, number)
        button.setChecked(option.made)
        choices: Choices = option.choices
        button.clicked.connect(lambda _on=False: self.decided.emit(choices))
        self.group.addButton(button)
        self.answers.addWidget(button)
        self.options.append(button)

    # -- answers ------------------------------------------------------------------------------

    def answer(self, number: int) -> bool:
        """Give the answer of that number (1 is the first); False when there is none."""
        if 1 <= number <= len(self.options) and not self.question.isHidden():
            self.options[number - 1].click()
            return True
        return False

    def take_answer_focus(self) -> bool:
        """Put the keyboard on the answers; False when nothing is asked."""
        if self.question.isHidden() or not self.options:
            return False
        chosen = self.group.checkedButton() or self.options[0]
        chosen.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def _on_other(self, place: int) -> None:
        if place > 0:
            self.named.emit(self._asked, int(self.other.itemData(place)))

    def _on_keep(self, *_: object) -> None:
        self.name.setEnabled(self.remember.isChecked())
        self.keeping.emit(self.remember.isChecked(), self.name.text())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().colour("line2"))


def _where(row: PlanRow) -> str:
    figure = row.figure
    sheet = f"Sheet “{figure.sheet}”, " if figure.sheet else ""
    return f"{sheet}row {figure.row}" if sheet else f"Row {figure.row}"


def _title(row: PlanRow) -> str:
    """The reason of a rejected row; else the figure's KPI."""
    figure = row.figure
    if figure.fate is RowFate.REJECTED and figure.reason:
        return figure.reason
    if figure.indicator is None:
        return figure.label
    period = f", {figure.period.label}" if figure.period else ""
    return f"{figure.indicator.code} {figure.indicator.name}{period}".strip()


def _detail(row: PlanRow) -> str:
    figure = row.figure
    said = [f"“{figure.label}” in the file: {figure.text} ({figure.where})."]
    if figure.fate is not RowFate.REJECTED and figure.result:
        said.append(f"{figure.result}.")
    if figure.comment:
        said.append(f"Note: {figure.comment}")
    return "\n".join(said)
