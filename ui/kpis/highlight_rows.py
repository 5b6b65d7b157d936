"""Rows and columns of the highlight report, with text that wraps and is edited in its cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QPlainTextEdit, QStyleOptionViewItem, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.delegates.cells import Line, Lines, Piece, Spark, rag_chip
from ui.delegates.painting import LEFT, middle, paint_spark, paint_text, text_colour
from ui.delegates.rows import RowDelegate
from ui.models.columns import CELL, RECORD, Column, Index
from ui.theme import Theme, theme

if TYPE_CHECKING:
    from cspdesk.kpis.records import Highlight

WHY, ASK = 4, 5  # places of the columns that are edited
_NO_ASK = "No ask yet: press A"


@dataclass(frozen=True)
class HighlightRow:
    """An indicator that is in, or a candidate to decide on. `more`: the Executive waits."""

    held: Highlight
    more: str = ""

    @property
    def key(self) -> object:
        return self.held.line.id

    @property
    def taken(self) -> bool:
        return self.held.line.highlight is True


@dataclass(frozen=True)
class NoteRow:
    """A sentence in place of rows: nothing exceptional, or a gap that the report states."""

    key: str
    title: str
    sentence: str

    @property
    def spoken(self) -> str:
        return ": ".join(filter(None, [self.title, self.sentence]))


@dataclass(frozen=True)
class Wrapped:
    """A strong line over words that wrap. `tone` is that of the strong line."""

    head: str
    words: str
    tone: str = ""


Row = HighlightRow | NoteRow


def _check(row: Row) -> bool | None:
    return row.taken if isinstance(row, HighlightRow) else None


def _name(row: Row) -> str:
    if isinstance(row, NoteRow):
        return row.spoken
    line = row.held.line
    return f"{line.code} {line.name}, {_figures(row)}"


def _name_cell(row: Row) -> Any:
    if isinstance(row, HighlightRow):
        line = row.held.line
        head = (Piece(line.code, tone="second", style="body"), Piece(line.name, style="strong"))
        return Lines(head, (Piece(_figures(row), tone="second"),))
    pieces = [Piece(row.title, MarkName.NOT_RATED, "second", "dashed")] if row.title else []
    return Line((*pieces, Piece(row.sentence, tone="second")), span=5)


def _figures(row: HighlightRow) -> str:
    line = row.held.line
    return f"{line.latest}, target {line.target}"


def _rag_words(row: Row) -> str:
    return row.held.line.shown.label if isinstance(row, HighlightRow) else ""


def _why_words(row: Row) -> str:
    if isinstance(row, NoteRow):
        return ""
    parts = [row.held.why, row.held.headline, row.more]
    return ". ".join(part.removesuffix(".") for part in parts if part)


def _why(row: Row) -> Any:
    if isinstance(row, NoteRow):
        return None
    if row.more:
        return Wrapped(f"The Executive asks: {row.more}", row.held.headline, "amber")
    if not row.taken:
        return Wrapped(f"Candidate: {row.held.why}", row.held.sentence)
    return Wrapped(row.held.why, row.held.headline)


def _ask(row: Row) -> Any:
    return Wrapped("", row.held.ask or _NO_ASK) if isinstance(row, HighlightRow) else None


def _edit(name: str) -> Any:
    def start(row: Row) -> str | None:
        if isinstance(row, NoteRow):
            return None
        judgement = row.held.judgement
        return getattr(judgement, name) if judgement else ""

    return start


COLUMNS: tuple[Column[Row], ...] = (
    Column("In", lambda row: "", check=_check, width=44),
    Column("KPI, latest and target", _name, cell=_name_cell, width=184, tooltip=_name),
    Column(
        "RAG",
        _rag_words,
        cell=lambda row: (
            rag_chip(row.held.line.shown.value) if isinstance(row, HighlightRow) else None
        ),
        width=92,
    ),
    Column(
        "Trend",
        lambda row: "",
        cell=lambda row: Spark(row.held.line.spark) if isinstance(row, HighlightRow) else None,
        spoken=lambda row: (
            f"Trend to {row.held.line.latest_period}" if isinstance(row, HighlightRow) else ""
        ),
        width=104,
    ),
    Column("Why it is in, and its headline", _why_words, cell=_why, edit=_edit("headline"),
           tooltip=_why_words),
    Column(
        "What we ask of partners",
        lambda row: row.held.ask if isinstance(row, HighlightRow) else "",
        cell=_ask,
        edit=_edit("ask"),
        tooltip=lambda row: row.held.ask if isinstance(row, HighlightRow) else "",
    ),
)  # fmt: skip


class HighlightDelegate(RowDelegate):
    """Wraps `Wrapped` cells, draws the trend large, and edits text where it stands.

    Enter keeps what was typed, Tab keeps it and asks for the next cell (`next_wanted`), Esc gives
    up. What a rule refused is offered again by `offer`.
    """

    next_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("highlight", parent=parent)
        self._offered: str | None = None

    def offer(self, typed: str) -> None:
        """Start the next editor with this text."""
        self._offered = typed

    # -- painting -----------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        if isinstance(index.data(RECORD), NoteRow):
            size.setHeight(theme().row("general"))
        return size

    def _paint_content(
        self, painter: QPainter, look: Theme, option: QStyleOptionViewItem, index: Index
    ) -> None:
        cell, inner = index.data(CELL), self.inner_rect(option, index)
        if isinstance(cell, Wrapped):
            paint_wrapped(painter, look, inner, cell)
        elif isinstance(cell, Spark):
            paint_spark(painter, look, middle(inner, look.px(34)), cell.points)
        else:
            super()._paint_content(painter, look, option, index)

    # -- editing ------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setTabChangesFocus(True)
        editor.setFont(theme().font("label"))
        editor.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        editor.document().setDocumentMargin(2)
        names = {WHY: "Headline", ASK: "What we ask of partners"}
        editor.setAccessibleName(names[index.column()])
        editor.setPlaceholderText(
            "Empty: the computed sentence" if index.column() == WHY else "Who can do what?"
        )
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        text = index.data(Qt.ItemDataRole.EditRole) if self._offered is None else self._offered
        self._offered = None
        editor.setPlainText(str(text or ""))
        editor.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        typed = " ".join(editor.toPlainText().split())
        if typed != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            model.setData(index, typed, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(1, 1, -1, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(editor, QPlainTextEdit) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self.commitData.emit(editor)
                self.closeEditor.emit(editor)
                if event.key() == Qt.Key.Key_Tab:
                    self.next_wanted.emit(editor)
                return True
        return super().eventFilter(editor, event)


def paint_wrapped(painter: QPainter, look: Theme, inner: QRect, cell: Wrapped) -> None:
    """The strong line, then as many lines of words as the row holds, the last cut if need be."""
    strong, words = look.metrics("label-strong"), look.metrics("label")
    step, room = look.px(16), inner.height()
    heads = wrap_lines(strong, cell.head, inner.width(), 1)
    lines = wrap_lines(words, cell.words, inner.width(), max(1, room // step - len(heads)))
    y = inner.top() + max(0, (room - step * (len(heads) + len(lines))) // 2)
    tone = text_colour(look, cell.tone)
    for text, style, colour in (
        *((head, "label-strong", tone) for head in heads),
        *((line, "label", look.colour("text")) for line in lines),
    ):
        paint_text(painter, look, QRect(inner.left(), y, inner.width(), step), text, style, colour,
                   LEFT)  # fmt: skip
        y += step


def wrap_lines(metrics: QFontMetrics, text: str, width: int, most: int) -> list[str]:
    """The text in at most `most` lines of `width` pixels; what is left over ends in "…"."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        count = 1
        while count < len(words) and _fits(metrics, words[: count + 1], width):
            count += 1
        lines.append(" ".join(words[:count]))
        words = words[count:]
    if words and most > 0:
        rest = " ".join(words)
        # Eliding at the exact width would cut for a fraction of a pixel.
        fits = _fits(metrics, words, width)
        lines.append(rest if fits else metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
    return lines


def _fits(metrics: QFontMetrics, words: list[str], width: int) -> bool:
    return metrics.horizontalAdvance(" ".join(words)) <= width
