"""Before a meeting begins and after it has ended: one sentence, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.vocabulary import MeetingState
from ui.meeting.big import big
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.pane import can_take_focus

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import MeetingView
    from ui.meeting.page import MeetingPage

_ENDED = (MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED)


class StartView(QWidget):
    """Which meeting it is, when it is, and the button that begins it or goes on with it."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Begin the meeting")
        self.name = big(27, 24, strong=True, wrap=True)
        self.words = big(17, 16, wrap=True)
        self.words.set_tone("second")
        self.button = PrimaryButton("&Start the meeting", page.begin)
        self.minutes = PrimaryButton("Open the &minutes", lambda: page.context.go("minutes", ""))
        self.other = SecondaryButton("&Go on with the meeting", page.begin)
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(look.px(48), look.px(40), look.px(48), look.px(32))
        box.setSpacing(look.px(12))
        box.addWidget(self.name)
        box.addWidget(self.words)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.button)
        row.addWidget(self.minutes)
        row.addWidget(self.other)
        row.addStretch(1)
        box.addLayout(row)
        box.addStretch(1)

    def show_view(self, view: MeetingView | None, why: str) -> None:
        """`why` is why nothing can be changed in this file, "" when it can."""
        ended = view is not None and view.state in _ENDED
        self.button.setVisible(not ended)
        self.other.setVisible(ended)
        self.minutes.setVisible(ended and self.page.has_minutes)
        if view is None:
            self.name.setText("No Board is planned yet")
            self.words.setText("A meeting is recorded against its agenda: plan a cycle first.")
            self.button.setText("&Plan the first cycle…")
            self.button.set_allowed(not why, why)
            return
        self.name.setText(_called(view))
        if view.state in _ENDED:
            self._show_ended(view, why)
            return
        self.words.setText(view.start_words)
        self.button.setText("&Start the meeting")
        none = "" if view.items else "The agenda has no items: add one before the meeting begins."
        if none:
            self.words.setText(none)
        self.button.set_allowed(not (why or none), why or none)

    def _show_ended(self, view: MeetingView, why: str) -> None:
        closed, items = len(view.closed), len(view.items)
        recorded = f"{closed} of {items} items were closed in it." if closed else (
            "It was not recorded with this screen."
        )  # fmt: skip
        self.words.setText(f"This meeting has ended. {recorded}")
        confirmed = view.state is MeetingState.CONFIRMED
        done = "Its minutes are confirmed: they stand as they are." if confirmed else ""
        self.other.set_allowed(not (why or done), why or done)

    def take_focus(self) -> None:
        for button in (self.button, self.minutes, self.other):
            if can_take_focus(button):
                button.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return


def _called(view: MeetingView) -> str:
    from cspdesk.calendar import long_date

    return f"{view.meeting.group}, {long_date(view.meeting.held_on)}"
