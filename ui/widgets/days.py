"""A field for a day: typed as people write it, stepped, or taken from a calendar."""

from __future__ import annotations

import datetime

from PySide6.QtCore import QDate, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QSizePolicy, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.marks import mark_icon
from ui.theme import set_style_property, theme
from ui.widgets.fields import Field

_WIDEST = "Wed 28 Sep 2016"
_LIKE = "write one like 14 Apr 2017 or 14/4/17."
_DAYS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
_MONTHS = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DayEdit(QLineEdit):
    """ "Thu 23 Feb 2017", read when it is left, when Enter is pressed and when `day` is asked for.

    What cannot be read stays as it was typed, with one sentence beside it, and `day` is the former
    day; `settle` says which. Up and Down step days, Page Up and Page Down months, Alt+Down opens
    the calendar. `dateChanged` carries a QDate.
    """

    dateChanged = Signal(QDate)

    def __init__(self, day: datetime.date) -> None:
        super().__init__()
        self._day = day
        self._said = ""  # the problem that this field has shown
        self._calendar: QCalendarWidget | None = None
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._opens = QAction("Calendar", self)
        self._opens.setToolTip("Calendar (Alt+Down)")
        self._opens.triggered.connect(self.open_calendar)
        self.addAction(self._opens, QLineEdit.ActionPosition.TrailingPosition)
        self.textEdited.connect(lambda _words: self._say(""))
        theme().changed.connect(self._dress)
        self._dress()
        self._write()

    # -- the day ------------------------------------------------------------------------------

    @property
    def day(self) -> datetime.date:
        self.settle()
        return self._day

    def set_day(self, day: datetime.date) -> None:
        changed, self._day = day != self._day, day
        self._write()
        self._say("")
        if changed:
            self.dateChanged.emit(self.date())

    def date(self) -> QDate:
        return QDate(self._day.year, self._day.month, self._day.day)

    def setDate(self, day: QDate) -> None:
        self.set_day(datetime.date(day.year(), day.month(), day.day()))

    def settle(self) -> bool:
        """Read what is typed; False, with a sentence beside the field, when it is no day."""
        from cspdesk.typed_days import typed_day

        typed = self.text().strip()
        if typed == _words(self._day):
            return True
        day = typed_day(typed, self._day)
        if day is None:
            self._say(f"“{typed}” is no day: {_LIKE}" if typed else f"No day is given: {_LIKE}")
            return False
        self.set_day(day)
        return True

    def _write(self) -> None:
        self.setText(_words(self._day))
        if self.hasFocus():
            self.selectAll()

    # -- its problem --------------------------------------------------------------------------

    def _say(self, words: str) -> None:
        """Say the problem beside the field; "" takes away what was said here, nothing else."""
        if words == self._said == "":
            return
        before, self._said = self._said, words
        field = self._field()
        if field is not None and (words or field.problem.text() == before):
            field.set_problem(words)
        set_style_property(self, "problem", "true" if words else "false")
        if field is None:
            self.setToolTip(words)
            self.setAccessibleDescription(words)

    def _field(self) -> Field | None:
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, Field):
            above = above.parentWidget()
        return above

    # -- the calendar -------------------------------------------------------------------------

    def open_calendar(self) -> None:
        """Choose from a month; Escape leaves it."""
        if self._calendar is None:
            self._calendar = self._made_calendar()
        self.settle()
        self._calendar.setSelectedDate(self.date())
        self._calendar.adjustSize()
        self._calendar.move(self._beneath(self._calendar.sizeHint()))
        self._calendar.show()
        self._calendar.setFocus()

    def _made_calendar(self) -> QCalendarWidget:
        calendar = QCalendarWidget(self)
        calendar.setWindowFlag(Qt.WindowType.Popup)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        # Qt paints weekends red, which here means a rating.
        plain = QTextCharFormat()
        plain.setForeground(theme().colour("text2"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, plain)
        calendar.setAccessibleName("Calendar")
        calendar.clicked.connect(self._take)
        calendar.activated.connect(self._take)
        return calendar

    def _beneath(self, size: QSize) -> QPoint:
        """Under the field, above it where the screen ends, and never over its side."""
        room, place = self.screen().availableGeometry(), self.mapToGlobal(QPoint(0, self.height()))
        if place.y() + size.height() > room.bottom():
            place.setY(place.y() - self.height() - size.height())
        place.setX(max(room.left(), min(place.x(), room.right() - size.width())))
        return place

    def _take(self, day: QDate) -> None:
        assert self._calendar is not None
        if self._calendar.isVisible():  # a double click and Enter are told twice
            self._calendar.hide()
            self.setDate(day)
            self.setFocus()
            self.editingFinished.emit()

    # -- the keyboard -------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        alt = bool(held & Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_F4 or (key == Qt.Key.Key_Down and alt):
            self.open_calendar()
        elif (key in _DAYS or key in _MONTHS) and not alt:
            self._step(key)
        elif key in _ENTER and not self.settle():
            self.selectAll()  # accepted: no default button is pressed on a day that is none
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key) -> None:
        if self.isReadOnly() or not self.settle():
            return
        day = self.date()
        self.setDate(day.addDays(_DAYS[key]) if key in _DAYS else day.addMonths(_MONTHS[key]))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()  # so that typing puts another day in its place

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
        super().focusOutEvent(event)

    # -- its looks ----------------------------------------------------------------------------

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        needed = self.fontMetrics().horizontalAdvance(_WIDEST) + theme().px(48)
        return QSize(needed, size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _dress(self) -> None:
        look = theme()
        icon = mark_icon(MarkName.CHEVRON_DOWN, look.colour("text2"), look.px(16))
        self._opens.setIcon(icon)


def _words(day: datetime.date) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)


def unread_day(within: QWidget) -> bool:
    """Whether a day that is seen here cannot be read; then the keyboard is put in its field."""
    for edit in within.findChildren(DayEdit):
        if edit.isEnabled() and edit.isVisibleTo(within) and not edit.settle():
            edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False
