"""Long work on show: what it is, how far, and Cancel."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.jobs import JobRunner, Token
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton


class JobPanel(QWidget):
    """A line per running job; hidden while nothing runs."""

    def __init__(self, runner: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Work in progress")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.lines: dict[Token, _JobLine] = {}
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        runner.started.connect(self._on_started)
        runner.progress.connect(self._on_progress)
        runner.done.connect(lambda token, _result: self._on_ended(token))
        runner.failed.connect(lambda token, _problem: self._on_ended(token))
        runner.cancelled.connect(self._on_ended)
        self.hide()

    def _on_started(self, token: Token) -> None:
        line = _JobLine(token)
        self.lines[token] = line
        self._box.addWidget(line)
        self.show()

    def _on_progress(self, token: Token, done: int, total: int, text: str) -> None:
        line = self.lines.get(token)
        if line is not None:
            line.show_progress(done, total, text)

    def _on_ended(self, token: Token) -> None:
        line = self.lines.pop(token, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self.lines))


class _JobLine(QWidget):
    def __init__(self, token: Token) -> None:
        super().__init__()
        look = theme()
        self._token = token
        self.words = label(token.label, "label")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(token.label)
        self.bar.setFixedWidth(look.px(220))
        self.cancel = SecondaryButton("Cancel", self._cancel, compact=True)
        self.cancel.setAccessibleName(f"Cancel {token.label}")
        row = QHBoxLayout(self)
        row.setContentsMargins(look.px(16), look.px(4), look.px(16), look.px(4))
        row.setSpacing(look.px(12))
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        row.addWidget(self.cancel)

    def show_progress(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(f"{self._token.label}: {text}" if text else self._token.label)

    def _cancel(self) -> None:
        self._token.cancel()
        self.cancel.setEnabled(False)
        self.words.setText(f"{self._token.label}: stopping")

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
