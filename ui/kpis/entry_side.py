"""Beside the grid: what went wrong, what to check, what the chosen figure does, what is awaited."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from cspdesk.calendar import short_date
from cspdesk.charts.mark_names import MarkName
from cspdesk.charts.primitives import Drawing
from cspdesk.charts.style import COMPACT
from cspdesk.charts.text import TextMeasure
from cspdesk.charts.view import XmrView
from cspdesk.charts.xmr import xmr_chart
from cspdesk.words import counted
from ui.charts.widget import ChartView
from ui.delegates.cells import Piece, rag_piece
from ui.kpis.charting import view_of
from ui.theme import label, set_style_property, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.kpis.entry_records import EntryCell, EntryPreview, EntryRow

SIDE = 330
_MOST_CARDS = 4
_CHART = 108  # px at 100 %

Act = Callable[["EntryRow", str], object]
"""Enter this text into the doubted cell of the row; "keep" keeps what is there."""


class SidePane(Pane):
    """Four parts, each hidden while it has nothing to say; the whole scrolls."""

    def __init__(self, *, read_only: bool, note_kept: Callable[[str], object], act: Act) -> None:
        super().__init__("To check")
        self.box.setContentsMargins(1, 0, 0, 0)  # the line at the left
        self._fit()
        theme().changed.connect(self._fit)
        self.message = _wrapped("strong")
        self.said = Section()
        self.said.box.addWidget(self.message)
        self.said.hide()
        self.checks = Checks(act)
        self.chosen = ChosenFigure(read_only=read_only, note_kept=note_kept)
        self.note = self.chosen.note
        self.awaited = Awaiting()
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.said, self.checks, self.chosen, self.awaited):
            box.addWidget(part)
        box.addStretch(1)
        self.add(Scroll(held), 1)

    def _fit(self) -> None:
        self.setFixedWidth(theme().px(SIDE))

    def say(self, words: str, *, trouble: bool = False) -> None:
        """One sentence at the top, or nothing."""
        _put(self.message, words)
        set_style_property(self.message, "tone", "red" if trouble else "")
        self.said.setVisible(bool(words))

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        """What to check of these rows, and what of them has not come."""
        doubtful = [row for row in rows if row.doubtful]
        self.set_title("To check", str(len(doubtful)) if doubtful else "")
        self.checks.show_rows(doubtful)
        self.awaited.show_rows(rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().colour("line2"))


class Checks(QWidget):
    """A card for each figure that looks like a slip, with its two answers."""

    def __init__(self, act: Act) -> None:
        super().__init__()
        self._act = act
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.cards: list[CheckCard] = []
        self._rest: list[QWidget] = []
        self._shown: Sequence[EntryRow] | None = None

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        if rows == self._shown:
            return  # cards made anew would lose the keyboard
        self._shown = rows
        for old in (*self.cards, *self._rest):
            old.hide()
            old.deleteLater()
        self.cards = [CheckCard(row, self._act) for row in rows[:_MOST_CARDS]]
        self._rest = [] if rows else [_sentence("No figure looks like a slip.")]
        if len(rows) > _MOST_CARDS:
            more = counted(len(rows) - _MOST_CARDS, "more figure")
            self._rest = [_sentence(f"{more} to check: choose “To check” above the grid.")]
        for part in (*self.cards, *self._rest):
            self._box.addWidget(part)

    def text(self) -> str:
        """All that is asked, a line a card."""
        return "\n".join(f"{card.title.text()}: {card.words.text()}" for card in self.cards)


class CheckCard(Section):
    """ "R8: 7.7" over the sentence, with what was probably meant and what is there."""

    def __init__(self, row: EntryRow, act: Act) -> None:
        super().__init__()
        cell = next(cell for cell in row.cells if cell.start == row.doubted)
        self.title = label(f"{row.code} {row.name}: {cell.text}", "strong")
        self.words = _wrapped("label", "second")
        _put(self.words, row.doubt.sentence)
        head = QHBoxLayout()
        head.addWidget(PieceLabel([Piece(mark=MarkName.AMBER, tone="amber")]))
        head.addWidget(self.title, 1)
        answers = QHBoxLayout()
        instead = "" if row.doubt.instead is None else f"{row.doubt.instead:g}"
        other = f"Use {instead}" if instead else "Clear"
        self.use = SecondaryButton(other, lambda: act(row, instead), compact=True)
        self.keep = SecondaryButton(f"Keep {cell.text}", lambda: act(row, "keep"), compact=True)
        for button in (self.use, self.keep):
            button.setAccessibleDescription(f"{row.code}: {row.doubt.sentence}")
            answers.addWidget(button)
        answers.addStretch(1)
        self.box.addLayout(head)
        self.box.addWidget(self.words)
        self.box.addLayout(answers)


class ChosenFigure(Section):
    """The chosen cell: what it holds, what it does to the rating, what it was, its note."""

    def __init__(self, *, read_only: bool, note_kept: Callable[[str], object]) -> None:
        super().__init__()
        self.heading, self.detail = label("", "pane"), _wrapped("body", "second")
        self.saving, self.limits = label("", "label", "second"), label("", "label", "second")
        saved = QHBoxLayout()
        saved.addWidget(self.saving)
        saved.addStretch(1)
        saved.addWidget(self.limits)
        self.chart = ChartView()
        self.facts = _Facts()
        self.earlier = _wrapped("label", "second")
        self.note = QLineEdit()
        self.note.setAccessibleName("Note on this figure")
        self.note.setPlaceholderText("Note, kept with the figure")
        self.note.setReadOnly(read_only)
        self.note.returnPressed.connect(lambda: note_kept(self.note.text()))
        self.box.addWidget(self.heading)
        self.box.addWidget(self.detail)
        self.box.addLayout(saved)
        for part in (self.chart, self.facts, self.earlier, self.note):
            self.box.addWidget(part)
        for part in (self.chart, self.facts, self.saving):
            part.hide()  # until there is a figure to show
        theme().changed.connect(self._fit_chart)
        self._fit_chart()

    def _fit_chart(self) -> None:
        self.chart.setFixedHeight(theme().px(_CHART))

    def show_cell(self, row: EntryRow | None, cell: EntryCell | None, where: str) -> None:
        self.setVisible(cell is not None)
        if row is None or cell is None:
            return
        self.heading.setText(where)
        self._where = where
        state = f", {cell.state.label.lower()}" if cell.state and cell.text != "n/a" else ""
        example = ", example figure" if cell.is_example else ""
        parts = f" ({cell.typed})" if cell.typed != cell.text and cell.text else ""
        target = f". Target {row.target}" if row.target else ""
        _put(self.detail, f"{row.name}: {cell.text or 'empty'}{parts}{state}{example}{target}")
        was = "; ".join(held.words for held in reversed(cell.earlier))
        printed = f" Printed as {cell.printed}." if cell.printed else ""
        _put(self.earlier, f"{f'Was {was}.' if was else ''}{printed}".strip())
        self.note.setText(cell.note)
        self.note.setEnabled(bool(cell.text))
        from_where = cell.source or row.source
        self._source = from_where if cell.text else ""

    def show_preview(self, preview: EntryPreview | None, typing: str | None) -> None:
        """What the figure does; `typing` is what stands in the editor and is not kept yet."""
        view = view_of(preview.card) if preview else None
        self.chart.setVisible(view is not None)
        self.saving.setVisible(preview is not None)
        self.limits.setText(preview.limits if preview else "")
        self.facts.setVisible(preview is not None)
        if preview is None or view is None:
            return
        self.saving.setText(f"If you save {preview.figure}" if typing else "As it stands")
        self.chart.set_chart(partial(_small, view), f"{preview.card.line.name}, small chart")
        self.facts.show_facts(preview, self._source)


def _small(view: XmrView, width: float, height: float, measure: TextMeasure) -> Drawing:
    return xmr_chart(view, width, height, COMPACT, measure)


class _Facts(QWidget):
    """The sum the target is read against, the calculated rating, and the source."""

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self.names = [label(words, "label", "second") for words in ("", "Calculated", "Source")]
        self.window, self.source = label("", "body"), _wrapped("body")
        self.rating, self.reason = PieceLabel(), _wrapped("label", "second")
        rated = QVBoxLayout()
        rated.addWidget(self.rating)
        rated.addWidget(self.reason)
        top = Qt.AlignmentFlag.AlignTop
        for place, name in enumerate(self.names):
            grid.addWidget(name, place, 0, top)
        grid.addWidget(self.window, 0, 1)
        grid.addLayout(rated, 1, 1)
        grid.addWidget(self.source, 2, 1)

    def show_facts(self, preview: EntryPreview, source: str) -> None:
        was = preview.window_before
        changed = f", was {was}" if was and was != preview.window_text else ""
        self.names[0].setText(preview.window_label)
        self.window.setText(f"{preview.window_text or 'not complete'}{changed}")
        for part in (self.names[0], self.window):
            part.setVisible(bool(preview.window_label))
        self.rating.set_pieces([rag_piece(preview.rating.rag.value)])
        _put(self.reason, preview.rating.reason, SIDE - 118)
        _put(self.source, source, SIDE - 118)
        for part in (self.names[2], self.source):
            part.setVisible(bool(source))


class Awaiting(Section):
    """What has not come, from whom, and since when it has been due."""

    def __init__(self) -> None:
        super().__init__(line=False)
        self.title = label("Awaited", "strong")
        self.words = _wrapped("label", "second")
        self.box.addWidget(self.title)
        self.box.addWidget(self.words)

    def show_rows(self, rows: Sequence[EntryRow]) -> None:
        lines = awaited_lines(rows)
        self.setVisible(bool(lines))
        _put(self.words, "\n".join(lines))


def awaited_lines(rows: Sequence[EntryRow]) -> list[str]:
    """ "Police: M5, M6 since 14 Feb (12 days late)", the longest late first."""
    held: dict[tuple[int, str, str], list[str]] = {}
    for row in rows:
        if row.awaited is not None:
            waited = row.awaited
            late = (
                f"since {short_date(waited.due_on)}, {counted(waited.days_late, 'day')} late"
                if waited.days_late
                else f"due {short_date(waited.due_on)}"
            )
            key = (-waited.days_late, waited.owner or "No owner", late)
            held.setdefault(key, []).append(row.code)
    return [f"{owner}: {', '.join(codes)}, {late}" for (_days, owner, late), codes in
            sorted(held.items())]  # fmt: skip


def _wrapped(role: str, tone: str = "") -> QLabel:
    made: QLabel = label("", role, tone) if tone else label("", role)
    made.setWordWrap(True)
    return made


def _sentence(words: str) -> Section:
    held = Section()
    said = _wrapped("body", "second")
    _put(said, words)
    held.box.addWidget(said)
    return held


def _put(words: QLabel, text: str, width: int = SIDE - 32) -> None:
    """Set wrapped words and keep the height they need, which a layout learns too late."""
    words.setText(text)
    words.setVisible(bool(text))
    words.setMinimumHeight(max(0, words.heightForWidth(theme().px(width))) if text else 0)
