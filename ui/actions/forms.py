"""When an action or a report-back is due, as the fields of a form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice

ON_DAY, AT_MEETING, NO_DATE = "day", "meeting", "none"


class DueFields(QWidget):
    """When something is due: on a day, at a meeting, or without a date."""

    def __init__(
        self,
        meetings: Iterable[tuple[int, str]],
        day: date,
        *,
        has_date: bool = True,
        meeting_id: int | None = None,
    ) -> None:
        super().__init__()
        kinds = [(ON_DAY, "On a day"), (AT_MEETING, "At a meeting"), (NO_DATE, "No date yet")]
        chosen = AT_MEETING if meeting_id else ON_DAY if has_date else NO_DATE
        self.kind = Choice(kinds, chosen)
        self.day = DayEdit(day)
        self.meeting = Choice(meetings, meeting_id)
        self.kind.setAccessibleName("Due")
        self.day.setAccessibleName("Due day")
        self.meeting.setAccessibleName("Due at the meeting of")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for part in (self.kind, self.day, self.meeting):
            row.addWidget(part, 1)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()

    def _show_kind(self) -> None:
        self.day.setVisible(self.kind.key == ON_DAY)
        self.meeting.setVisible(self.kind.key == AT_MEETING)

    @property
    def due_on(self) -> date | None:
        return self.day.day if self.kind.key == ON_DAY else None

    @property
    def due_meeting_id(self) -> int | None:
        return self.meeting.key if self.kind.key == AT_MEETING else None
