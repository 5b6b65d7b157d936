"""A field for a day: "Thu 23 Feb 2017", typed, stepped or taken from a calendar."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QDateEdit

_DAY_OF_MONTH = 1  # its place in the format below


class DayEdit(QDateEdit):
    """The keyboard starts in the day of the month: the weekday follows from it."""

    def __init__(self, day: date) -> None:
        super().__init__(QDate(day.year, day.month, day.day))
        self.setDisplayFormat("ddd d MMM yyyy")
        self.setCalendarPopup(True)

    @property
    def day(self) -> date:
        chosen = self.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # By its place: Qt calls the weekday and the day of the month by the same name.
        self.setCurrentSectionIndex(_DAY_OF_MONTH)
        self.setSelectedSection(self.currentSection())
