"""The middle of the screen, for the whole room: the item, its clock, homework and residents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cspdesk.agenda.rehearsing import clock_words, part_names
from cspdesk.agenda.restricting import paragraph_words
from cspdesk.meetings.recording_rules import next_step
from db.vocabulary import ItemType
from ui.charts.widget import ChartView
from ui.delegates.cells import chip, rag_words, work_state
from ui.delegates.painting import paint_focus
from ui.meeting.big import big
from ui.theme import label, theme
from ui.widgets.chips import PieceLabel
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane, Scroll, YieldingLabel

if TYPE_CHECKING:
    from cspdesk.charts.primitives import Drawing
    from cspdesk.charts.text import TextMeasure
    from cspdesk.meetings.recording_records import HeardLine, ItemNow, MeetingView

SIDE = 32  # px at 100 % on either side of the words
WIDE = 700  # px from which the words beside the clock have their full size
ROOM = 560  # px below which what is next stands under the minutes planned


class Stage(Pane):
    """`heard(homework_id, heard)` when a partner's row is ticked."""

    heard = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Item")
        self.with_notes = False
        self._shown: ItemNow | None = None
        self._of = 0
        self.held = QWidget()
        self.column = QVBoxLayout(self.held)
        self._make_head()
        self._make_clock()
        self._make_below()
        self.column.addStretch(1)
        self.add(Scroll(self.held), 1)
        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        look = theme()
        self.column.setSpacing(look.px(5 if look.compact else 8))
        self.bar.setFixedHeight(look.px(46))
        self._fit_width()

    def _fit_width(self) -> None:
        """Side by side where there is room, under each other in a narrow window."""
        look = theme()
        narrow = self.width() < look.px(ROOM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box in (self.eyebrow, self.times, self.lower):
            box.setDirection(down if narrow else across)
        for words in (self.planned, self.next_what, self.next_when):
            words.set_size(14 if narrow else 15 if self.width() < look.px(WIDE) else 17)
            # The small words stand on the clock’s line.
            level = look.px(8 if look.compact else 12)
            alone = narrow and words is not self.planned
            words.setContentsMargins(0, 0, 0, 0 if alone else level)
        side, top = look.px(16 if narrow else SIDE), look.px(12 if look.compact else 20)
        self.column.setContentsMargins(side, top, side, look.px(16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_width()

    def _make_head(self) -> None:
        self.place = big(15)
        self.place.set_tone("second")
        self.chips = PieceLabel()
        self.lead = YieldingLabel("", "subtab", "second")
        near = QHBoxLayout()
        near.setSpacing(theme().px(10))
        near.addWidget(self.place)
        near.addWidget(self.chips)
        near.addStretch(1)
        self.eyebrow = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.eyebrow.addLayout(near, 1)
        self.eyebrow.addWidget(self.lead)
        self.name = big(34, 27, strong=True, wrap=True)
        self.sought_caption = label("Decision sought", "strong", "second")
        self.sought = big(23, 18, wrap=True)
        self.column.addLayout(self.eyebrow)
        for part in (self.name, self.sought_caption, self.sought):
            self.column.addWidget(part)

    def _make_clock(self) -> None:
        self.clock = big(72, 54, strong=True)
        self.planned = big(17)
        self.planned.set_tone("second")
        self.next_what, self.next_when = big(17, strong=True), big(17)
        near, following = QHBoxLayout(), QHBoxLayout()
        for row, parts in (
            (near, (self.clock, self.planned)),
            (following, (self.next_what, self.next_when)),
        ):
            row.setSpacing(theme().px(8 if row is following else 14))
            for part in parts:
                row.addWidget(part, 0, Qt.AlignmentFlag.AlignBottom)
            row.addStretch(1)
        self.times = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.times.addLayout(near, 1)
        self.times.addLayout(following)
        self.bar = ChartView()
        self.started = label("", "body", "second")
        self.rehearsed = YieldingLabel("", "body", "second")
        below = QHBoxLayout()
        below.addWidget(self.started)
        below.addStretch(1)
        below.addWidget(self.rehearsed)
        self.column.addLayout(self.times)
        self.column.addWidget(self.bar)
        self.column.addLayout(below)

    def _make_below(self) -> None:
        self.notes = ChairBox()
        self.column.addWidget(self.notes)
        self.line = Rule()
        self.column.addWidget(self.line)
        self.said = wrapped("", "body", "second")  # interests, exclusion
        self.column.addWidget(self.said)
        self.lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.lower.setSpacing(theme().px(24))
        self.homework, self.residents = QVBoxLayout(), QVBoxLayout()
        for box in (self.homework, self.residents):
            box.setSpacing(theme().px(4))
            holder = QVBoxLayout()
            holder.addLayout(box)
            holder.addStretch(1)
            self.lower.addLayout(holder, 1)
        self.answer = AnswerBox()
        self.column.addLayout(self.lower)
        self.column.addWidget(self.answer)

    # -- showing ------------------------------------------------------------------------------

    def show_view(self, view: MeetingView) -> None:
        """Show the item; words are made anew only where they differ."""
        item = view.item
        if item is None:
            return
        before, self._shown = self._shown, item
        self._of = len(view.items)
        self._show_head(item)
        self._show_below(item, before)
        self.notes.show_notes(item)
        self.notes.setVisible(self.with_notes)

    def show_notes(self, shown: bool) -> None:
        """The chair's notes; hidden while the screen is projected."""
        self.with_notes = shown
        self.notes.setVisible(shown)

    def _show_head(self, item: ItemNow) -> None:
        line = item.line
        self.place.setText(f"Item {line.number} of {self._of}")
        solid = "solid" if line.type is ItemType.DECISION else "outline"
        pieces = [chip(line.type.label, solid)]
        if item.priority:
            pieces.append(chip(item.priority))
        if line.excluded:
            pieces.append(chip("Public excluded", "strong"))
        self.chips.set_pieces(pieces)
        self.lead.setText(f"Lead: {item.lead}" if item.lead else "No lead")
        self.name.setText(line.title)
        many = len(item.sought) > 1
        self.sought.set_size(*((18, 15) if many else (23, 18)))
        marks = [f"{n}. {words}" for n, words in enumerate(item.sought, start=1)]
        self.sought.setText("\n".join(marks if many else item.sought))
        for part in (self.sought_caption, self.sought):
            part.setVisible(bool(item.sought))
        self.sought_caption.setText("Decisions sought" if many else "Decision sought")

    def show_time(self, seconds: int, *, running: bool) -> None:
        """The clock of the item; called every second."""
        item = self._shown
        if item is None:
            return
        minutes = item.line.minutes
        over = seconds > minutes * 60
        self.clock.setText(clock_words(seconds))
        self.clock.set_tone("amber" if over else "")
        gone = f", {-(-(seconds - minutes * 60) // 60)} over" if over else ""
        paused = "" if running or item.line.closed else ", paused"
        self.planned.setText(f"of {minutes} minutes{gone}{paused}")
        self.clock.setAccessibleName(f"{self.clock.text()} {self.planned.text()}")
        what, when = ("", "") if item.line.closed else next_step(item.split, seconds)
        self.next_what.setText(what)
        self.next_when.setText(when)
        minutes_of = [part.minutes for part in item.split]
        parts = tuple(zip(part_names(item.split), minutes_of, strict=True))
        self.bar.setVisible(bool(parts))
        self.rehearsed.setText(item.rehearsed if parts else "")
        if parts:
            self.bar.set_chart(partial(_bar, parts, seconds / 60), "Time inside the item")
        at = item.line.started_at
        self.started.setText(f"Started {at}" if at else "Not started")

    def _show_below(self, item: ItemNow, before: ItemNow | None) -> None:
        told = [
            f"Interest declared by {one.who}: {one.interest}{', left the room' * one.left_room}."
            for one in item.declarations
        ]
        if item.excluded_paragraph:
            under = paragraph_words(item.excluded_paragraph)
            told.insert(0, f"Public excluded under {under}: {item.excluded_reason}.")
        self.said.setText("\n".join(told))
        self.said.setVisible(bool(told))
        if before is None or before.id != item.id or before.homework != item.homework:
            self._show_homework(item, same=before is not None and before.id == item.id)
        if before is None or before.id != item.id or before.residents != item.residents:
            self._show_residents(item)

    def _show_homework(self, item: ItemNow, *, same: bool) -> None:
        focused = next((row.line.id for row in self._heard_rows() if row.hasFocus()), None)
        _empty(self.homework)
        caption = item.heard_words if item.homework else "Homework"
        self.homework.addWidget(label(caption, "strong", "second"))
        if not item.homework:
            self.homework.addWidget(label("Nobody was asked a question", "body", "hint"))
        for line in item.homework:
            row = HeardRow(line)
            row.ticked.connect(self.heard.emit)
            row.looked_at.connect(self.answer.show_line)
            self.homework.addWidget(row)
            row.show()
            if line.id == focused:
                row.setFocus(Qt.FocusReason.OtherFocusReason)
        if not same:
            self.answer.hide()

    def _heard_rows(self) -> list[HeardRow]:
        return self.findChildren(HeardRow)

    def _show_residents(self, item: ItemNow) -> None:
        _empty(self.residents)
        self.residents.addWidget(label("Residents said", "strong", "second"))
        for one in item.residents[:2]:
            words = big(19, 16, wrap=True)
            words.setText(one.said if one.said.startswith("“") else f"“{one.said}”")
            self.residents.addWidget(words)
            if one.source:
                self.residents.addWidget(wrapped(one.source, "body", "second"))
        if not item.residents:
            self.residents.addWidget(label("No voice is kept for this item", "body", "hint"))

    def take_focus(self) -> None:
        rows = self._heard_rows()
        if rows:
            rows[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)


class HeardRow(QWidget):
    """A partner and whether it was heard: Space ticks it, the keyboard on it shows its answer."""

    ticked = Signal(int, bool)
    looked_at = Signal(object)

    def __init__(self, line: HeardLine) -> None:
        super().__init__()
        self.line = line
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        state = "Heard" if line.heard else "To come"
        self.setAccessibleName(f"{line.organisation}: {state}")
        self.setAccessibleDescription("Space marks it as heard")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(2), 0, theme().px(2))
        row.addWidget(wrapped(line.organisation, "subtab"), 1)
        mark = PieceLabel([work_state("done" if line.heard else "todo", state)])
        mark.setFixedWidth(theme().px(86))
        row.addWidget(mark)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and not event.modifiers():
            self.ticked.emit(self.line.id, not self.line.heard)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.ticked.emit(self.line.id, not self.line.heard)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.looked_at.emit(self.line)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus():
            edge = theme().px(4)
            paint_focus(QPainter(self), theme(), self.rect().adjusted(-edge, 0, edge, 0))


class AnswerBox(QWidget):
    """What one partner was asked and answered."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = wrapped("", "label", "second")
        self.answer = wrapped("", "body")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, theme().px(6), 0, 0)
        box.setSpacing(theme().px(2))
        for part in (self.asked, self.answer):
            box.addWidget(part)
        self.hide()

    def show_line(self, line: HeardLine) -> None:
        self.asked.setText(f"{line.organisation} was asked: {line.question}")
        self.answer.setText(line.answer or "No answer has come.")
        self.show()


class ChairBox(QWidget):
    """Steer, likely sidetrack and who must speak: for the chair's eyes."""

    def __init__(self) -> None:
        super().__init__()
        self.caption = PieceLabel([rag_words("amber", "Chair’s notes: not for the projector")])
        self.words = wrapped("", "subtab")
        box = QVBoxLayout(self)
        look = theme()
        box.setContentsMargins(look.px(14), look.px(8), look.px(10), look.px(8))
        box.setSpacing(look.px(3))
        box.addWidget(self.caption)
        box.addWidget(self.words)
        self.hide()

    def show_notes(self, item: ItemNow) -> None:
        notes = item.notes
        said = [
            f"Steer: {notes.steer}" if notes.steer else "",
            f"Likely sidetrack: {notes.sidetrack}" if notes.sidetrack else "",
            *(f"Must speak: {one}" for one in notes.speakers),
        ]
        self.words.setText("\n".join(one for one in said if one) or "Nothing was planned.")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("amber_bg"))
        painter.fillRect(0, 0, look.px(3), self.height(), look.colour("amber"))


class Rule(QWidget):
    """A line across with air around it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(theme().px(17))

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = theme().colour("line2")
        QPainter(self).fillRect(0, self.height() // 2, self.width(), 1, colour)


def _empty(box: QVBoxLayout) -> None:
    while (held := box.takeAt(0)) is not None:
        widget = held.widget()
        if isinstance(widget, QLabel | QWidget):
            widget.hide()
            widget.deleteLater()


def _bar(
    parts: tuple[tuple[str, int], ...],
    gone: float,
    width: float,
    height: float,
    measure: TextMeasure,
) -> Drawing:
    from cspdesk.charts.rehearsal import rehearsal_bar

    return rehearsal_bar(parts, width, height, measure=measure, elapsed=gone)
