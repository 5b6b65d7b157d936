"""What is asked in passing: governance bodies, interests, the public, items taken together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from cspdesk.agenda.restricting import PARAGRAPHS
from cspdesk.meetings.recording_commands import EndMeeting, ExcludePublic, TakeTogether
from cspdesk.meetings.recording_decision_commands import TakeToBodies
from cspdesk.meetings.recording_people_commands import (
    DeclareInterest,
    EditDeclaration,
    SetAttendance,
)
from cspdesk.phrases import items_named
from db.vocabulary import Presence
from ui.theme import label, theme
from ui.widgets.forms import Choice, FormDialog, Words, completed
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.recording_records import (
        AttendanceLine,
        DecisionLine,
        DeclarationLine,
        ItemNow,
        MeetingView,
    )
    from ui.meeting.page import MeetingPage


class BodiesForm(FormDialog):
    """Which governance bodies a decision goes to; each is to report back."""

    def __init__(self, page: MeetingPage, line: DecisionLine) -> None:
        super().__init__(page.operations, "Take it to governance bodies", page.window())
        self.line = line
        self.box.addWidget(wrapped(line.words, "strong"))
        self.box.addWidget(
            wrapped("Each reports back what it did, by its next meeting after the Board.")
        )
        assert page.choices is not None
        held = QWidget()
        boxes = QVBoxLayout(held)
        boxes.setContentsMargins(0, 0, 0, 0)
        boxes.setSpacing(theme().px(6))
        fresh = not line.bodies
        self.bodies = {key: QCheckBox(name) for key, name in page.choices.bodies}
        for key, box in self.bodies.items():
            box.setChecked(fresh or key in line.bodies)
            boxes.addWidget(box)
        self.box.addWidget(held)
        self.finish("Ask them to report back")
        self.save.setFocus()  # Enter asks all; Shift+Tab goes to the list

    def command(self) -> Command:
        chosen = tuple(key for key, box in self.bodies.items() if box.isChecked())
        return TakeToBodies(self.line.id, self.line.version, chosen)


class InterestForm(FormDialog):
    """An interest that a member declares, in this item or in the whole meeting; or one changed."""

    def __init__(
        self, page: MeetingPage, view: MeetingView, line: DeclarationLine | None = None
    ) -> None:
        title = "Change what was declared" if line else "Declare an interest"
        super().__init__(page.operations, title, page.window())
        self.meeting_id, self.line = view.meeting.id, line
        assert page.choices is not None
        offered = [(one.id, f"Item {one.number}, {one.title}") for one in view.items]
        where = line.item_id if line else view.item.id if view.item else None
        self.name = QLineEdit(line.name if line else "")
        self.organisation = Choice(
            page.choices.organisations, line.organisation_id if line else None, "None"
        )
        self.interest = Words(line.interest if line else "", 2)
        self.item = Choice(offered, where, "The whole meeting")
        self.left_room = QCheckBox("Left the room for it")
        self.left_room.setChecked(bool(line and line.left_room))
        self.place(
            [
                ("name", "&Member", self.name),
                ("organisation_id", "Or&ganisation", self.organisation),
            ],
            [("interest", "&Interest", self.interest)],
            [("item_id", "I&n", self.item)],
        )
        self.box.addWidget(self.left_room)
        self.finish("Save" if line else "Record the interest")
        self.name.setFocus()

    def command(self) -> Command:
        values = {
            "interest": self.interest.words,
            "item_id": self.item.key,
            "organisation_id": self.organisation.key,
            "name": self.name.text(),
            "left_room": self.left_room.isChecked(),
        }
        if self.line is not None:
            return EditDeclaration(self.line.id, self.line.version, **values)
        return DeclareInterest(meeting_id=self.meeting_id, **values)


class SeatForm(FormDialog):
    """One seat in full: how it is filled, by whom instead, from when to when."""

    def __init__(self, page: MeetingPage, view: MeetingView, line: AttendanceLine) -> None:
        title = f"{line.organisation}, {line.role}"
        super().__init__(page.operations, title, page.window())
        self.meeting_id, self.line = view.meeting.id, line
        ways = (
            Presence.PRESENT, Presence.SUBSTITUTE, Presence.APOLOGIES, Presence.ABSENT,
        )  # fmt: skip
        self.presence = Choice([(one, one.label) for one in ways], line.presence, "To record")
        self.substitute = completed(line.substitute, line.offers)
        self.came, self.left = QLineEdit(line.arrived_at), QLineEdit(line.left_at)
        for edit, hint in ((self.came, "At the start"), (self.left, "To the end")):
            edit.setPlaceholderText(hint)
        self.place(
            [
                ("seat_id", "&Here", self.presence),
                ("substitute", "&Substitute", self.substitute),
            ],
            [("arrived_at", "&Came at", self.came), ("left_at", "&Left at", self.left)],
        )
        self.finish("Record it")
        self.presence.setFocus()

    def command(self) -> Command:
        return SetAttendance(
            self.meeting_id,
            self.line.seat_id,
            self.presence.key,
            self.substitute.text(),
            self.came.text(),
            self.left.text(),
        )


class ExclusionForm(FormDialog):
    """Exclude the public from an item, with the paragraph and the reason; or let them stay."""

    def __init__(self, page: MeetingPage, item: ItemNow) -> None:
        super().__init__(
            page.operations, f"Exclude the public from item {item.line.number}", page.window()
        )
        self.item = item
        self.box.addWidget(
            label("Schedule 12A to the Local Government Act 1972", "label", "second")
        )
        offered = [(number, f"Paragraph {number}: {words}") for number, words in PARAGRAPHS]
        self.paragraph = Choice(offered, item.excluded_paragraph or None, "The public stays")
        self.reason = Words(item.excluded_reason, 2)
        self.place(
            [("exempt_paragraph", "&Paragraph", self.paragraph)],
            [("exempt_reason", "&Reason", self.reason)],
        )
        self.finish("Record it")
        self.paragraph.setFocus()

    def command(self) -> Command:
        paragraph = self.paragraph.key or ""
        return ExcludePublic(self.item.id, paragraph, self.reason.words if paragraph else "")


class TogetherForm(FormDialog):
    """Which open item this one is taken together with."""

    def __init__(self, page: MeetingPage, view: MeetingView) -> None:
        item = view.item
        assert item is not None
        title = f"Take item {item.line.number} together with another"
        super().__init__(page.operations, title, page.window())
        self.item_id = item.id
        self.box.addWidget(wrapped("What is recorded of the other answers for both."))
        others = [
            (line.id, f"Item {line.number}, {line.title}")
            for line in view.items
            if line.id != item.id and not line.closed and not line.taken_with
        ]
        self.other = Choice(others, none="By itself")
        self.place([("with_item_id", "&Together with", self.other)])
        self.finish("Record it")
        self.other.setFocus()

    def command(self) -> Command:
        return TakeTogether(self.item_id, self.other.key)


class EndForm(FormDialog):
    """End the meeting; items that are still open were not reached."""

    def __init__(self, page: MeetingPage, view: MeetingView) -> None:
        super().__init__(page.operations, "End the meeting", page.window())
        self.meeting = view.meeting
        still = [line.number for line in view.items if not line.closed]
        verb = "was" if len(still) == 1 else "were"
        self.not_reached = QCheckBox(f"{items_named(still)} {verb} not reached")
        self.box.addWidget(
            wrapped(
                "Nothing more is recorded after this, unless you go on with the meeting. "
                "Its minutes can be drafted."
            )
        )
        if still:
            self.box.addWidget(self.not_reached)
        self.finish("End the meeting")
        (self.not_reached if still else self.save).setFocus()

    def command(self) -> Command:
        return EndMeeting(
            self.meeting.id, self.meeting.version, leave_open=self.not_reached.isChecked()
        )
