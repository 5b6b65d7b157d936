"""The register: who is here, seat by seat, with the quorum as it stands in one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cspdesk.meetings.recording_people_commands import (
    AddGuest,
    RemoveDeclaration,
    RemoveGuest,
    RestPresent,
    SetAttendance,
)
from db.vocabulary import Presence
from ui.agenda.prompts import LinePrompt
from ui.delegates.cells import Line, Lines, Piece, chip, two_lines, work_state
from ui.meeting.big import big
from ui.meeting.card import Entry, EntryRow
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane, Section
from ui.widgets.splitter import Splitter
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import (
        AttendanceLine,
        DeclarationLine,
        MeetingView,
    )
    from ui.meeting.page import MeetingPage

KEYS = [
    ("P", "present"),
    ("S", "substitute"),
    ("A", "apologies"),
    ("X", "absent"),
    ("L", "came late, now"),
    ("E", "left early, now"),
    ("R", "the rest present"),
    ("G", "guest"),
    ("D", "interest"),
    ("Enter", "in full"),
]


class RegisterView(QWidget):
    """Single keys mark the chosen seat and go on to the next."""

    def __init__(self, page: MeetingPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Register")
        self._seat: AttendanceLine | None = None
        self.list = _seat_list()
        for key, act in (
            ("P", lambda line: self.mark(line, Presence.PRESENT)),
            ("S", self.ask_substitute),
            ("A", lambda line: self.mark(line, Presence.APOLOGIES)),
            ("X", lambda line: self.mark(line, Presence.ABSENT)),
            ("Del", lambda line: self.mark(line, None)),
            ("L", lambda line: self.note_time(line, "arrived_at")),
            ("E", lambda line: self.note_time(line, "left_at")),
            ("R", lambda _line: self.rest_present()),
            ("G", lambda _line: self.guest.ask()),
            ("D", lambda _line: page.asking.interest()),
        ):
            self.list.add_key(key, act)
        self.list.record_opened.connect(page.asking.seat)
        self.substitute = LinePrompt("Who came instead", "Record", ("substitute",))
        self.substitute.answered.connect(self._record_substitute)
        self.guest = LinePrompt("Who is in attendance", "Add", ("name",))
        self.guest.answered.connect(self._add_guest)
        for prompt in (self.substitute, self.guest):
            prompt.closed.connect(self.list.setFocus)
        self.left = Pane("Register")
        self.left.add(self.list, 1)
        self.left.add(self.substitute)
        self.left.add(self.guest)
        self.side = Side(self)
        panes = (self.left, self.side)
        self.splitter = Splitter("register", panes, (0, 440), page.context.state)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)

    # -- showing ------------------------------------------------------------------------------

    def show_view(self, view: MeetingView) -> None:
        register = view.register
        self.left.set_title("Register", register.tally)
        self.list.rows.set_records(register.lines)
        self.list.choose_first()
        self.side.show_view(view, self.page.operations.refusal)

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.list.choose_first()

    # -- marking ------------------------------------------------------------------------------

    def mark(self, line: AttendanceLine, presence: Presence | None, substitute: str = "") -> bool:
        """Record how the seat is filled, and choose the next one."""
        view = self.page.view
        if view is None or line.vacant:
            if line.vacant:
                self.page.operations.tell(f"The {line.role} is vacant: nobody can come for it.")
            return False
        command = SetAttendance(view.meeting.id, line.seat_id, presence, substitute)
        fields = self.substitute.fields if substitute else None
        done = self.page.operations.run(command, fields=fields, quiet=True)
        if done is not None and presence is not None:
            self._next(line)
        return done is not None

    def _next(self, line: AttendanceLine) -> None:
        """The next seat that can be recorded; the last one stays chosen."""
        lines = self.list.rows.records()
        seats = [one.seat_id for one in lines]
        place = seats.index(line.seat_id) if line.seat_id in seats else len(seats)
        following = next((one for one in lines[place + 1 :] if not one.vacant), None)
        if following is not None:
            self.list.choose(following.seat_id)

    def ask_substitute(self, line: AttendanceLine) -> None:
        if line.vacant:
            self.mark(line, None)
            return
        self._seat = line
        self.substitute.ask()
        self.substitute.offer(list(line.offers))
        self.substitute.edit.setPlaceholderText(f"For the {line.role}")

    def _record_substitute(self, name: str) -> None:
        if self._seat is None:
            return
        if not name.strip():
            self.substitute.fields.show("substitute", f"Name who came for the {self._seat.role}.")
        elif self.mark(self._seat, Presence.SUBSTITUTE, name):
            self.substitute.put_away()

    def note_time(self, line: AttendanceLine, field: str) -> None:
        """They came late, or left, at this minute; whoever was not there is present now."""
        view = self.page.view
        if view is None or line.vacant:
            return
        there = line.presence is not None and line.presence.is_there
        presence = line.presence if there else Presence.PRESENT
        substitute = line.substitute if there else ""
        now = {field: self.page.clock.time_of_day}
        if field == "arrived_at" and line.left_at:
            now["left_at"] = ""  # back again
        command = SetAttendance(view.meeting.id, line.seat_id, presence, substitute, **now)
        self.page.operations.run(command, quiet=True)

    def rest_present(self) -> None:
        if self.page.view is not None:
            self.page.operations.run(RestPresent(self.page.view.meeting.id))

    def _add_guest(self, name: str) -> None:
        if self.page.view is None:
            return
        command = AddGuest(self.page.view.meeting.id, name)
        if self.page.operations.run(command, fields=self.guest.fields, quiet=True) is not None:
            self.guest.put_away()

    def remove_guest(self, key: int) -> None:
        guests = self.page.view.register.guests if self.page.view else ()
        guest = next((one for one in guests if one.id == key), None)
        if guest is not None:
            self.page.operations.run(RemoveGuest(guest.id, guest.version))

    def _declared(self, key: int) -> DeclarationLine | None:
        lines = self.page.view.declared if self.page.view else ()
        return next((one for one in lines if one.id == key), None)

    def change_interest(self, key: int) -> None:
        line = self._declared(key)
        if line is not None:
            self.page.asking.interest(line)

    def remove_interest(self, key: int) -> None:
        line = self._declared(key)
        if line is not None:
            self.page.operations.run(RemoveDeclaration(line.id, line.version))


class Side(Pane):
    """The quorum in large words, who is in attendance, and the way on to the items."""

    def __init__(self, view: RegisterView) -> None:
        super().__init__()
        self.setAccessibleName("Quorum")
        self.register = view
        self.quorum = big(21, 18, strong=True, wrap=True)
        self.tally = wrapped("", "body", "second")
        head = Section()
        head.box.addWidget(label("Quorum by key partners", "label-strong", "second"))
        head.box.addWidget(self.quorum)
        head.box.addWidget(self.tally)
        self.rest = SecondaryButton("The &rest are present", view.rest_present)
        buttons = QHBoxLayout()
        buttons.addWidget(self.rest)
        buttons.addStretch(1)
        head.box.addLayout(buttons)
        self.add(head)
        self.guests, self.nobody = self._listed(
            "In attendance", "Nobody without a seat. Press G to add a guest."
        )
        self.interests, self.none = self._listed(
            "Interests declared", "None. Press D to record one."
        )
        self.box.addStretch(1)
        self.go_on = PrimaryButton("Go to item 1", view.page.leave_register)
        foot = Section(line=False)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.go_on)
        foot.box.addLayout(row)
        self.add(foot)
        self.focus_target = self.go_on

    def _listed(self, caption: str, none: str) -> tuple[QVBoxLayout, QLabel]:
        """A section for rows, and what stands there while there are none."""
        held, rows, said = Section(), QVBoxLayout(), wrapped(none, "body", "hint")
        held.box.addWidget(label(caption, "label-strong", "second"))
        held.box.addLayout(rows)
        held.box.addWidget(said)
        self.add(held)
        return rows, said

    def show_view(self, view: MeetingView, why: str) -> None:
        register = view.register
        self.quorum.setText(register.quorum.sentence)
        lost = not register.quorum.is_quorate and bool(register.quorum.missing)
        self.quorum.set_tone("red" if lost else "")
        self.tally.setText(f"{register.tally[:1].upper()}{register.tally[1:]}.")
        all_done = "Every seat is recorded." if not register.to_record else ""
        self.rest.set_allowed(not why and not all_done, why or all_done)
        self._show_rows(view)
        number = view.item.line.number if view.item else "1"
        self.go_on.setText(f"Go to item {number}")

    def _show_rows(self, view: MeetingView) -> None:
        owner = self.register
        for rows in (self.guests, self.interests):
            while (old := rows.takeAt(0)) is not None:
                widget = old.widget()
                if widget is not None:
                    widget.hide()
                    widget.deleteLater()
        for guest in view.register.guests:
            row = EntryRow(Entry(guest.id, guest.words))
            row.removed.connect(owner.remove_guest)
            self.guests.addWidget(row)
        for line in view.declared:
            about = view.line(line.item_id)
            where = f"item {about.number}" if about else "the whole meeting"
            row = EntryRow(Entry(line.id, f"{line.who}: {line.interest}", where))
            row.opened.connect(owner.change_interest)
            row.removed.connect(owner.remove_interest)
            self.interests.addWidget(row)
        self.nobody.setVisible(not view.register.guests)
        self.none.setVisible(not view.declared)


def _seat(line: AttendanceLine) -> Lines:
    marks = [Piece(line.role, tone="second")]
    if line.holder:
        marks.append(Piece(line.holder, tone="second"))
    title = line.organisation or line.role
    second = tuple(marks) if line.organisation else (Piece("Vacant seat", tone="hint"),)
    return two_lines(title, second)


def _part(line: AttendanceLine) -> Line | None:
    words = [chip("Co-chair")] if line.co_chair else []
    words += [chip("Key partner")] if line.key_partner else []
    return Line(tuple(words)) if words else None


def _state(line: AttendanceLine) -> Line | Lines:
    if line.vacant:
        return Line((Piece("Vacant", tone="second", box="dashed"),))
    if line.presence is None:
        return Line((work_state("todo", "To record"),))
    there = line.presence.is_there and not line.left_at
    how = work_state("done", line.how) if there else Piece(line.how)
    return Lines((how,), (Piece(line.times, tone="second"),)) if line.times else Line((how,))


def _seat_list() -> RowsView:
    columns = [
        Column["AttendanceLine"](
            "Seat",
            lambda line: f"{line.organisation} {line.role}".strip(),
            cell=_seat,
            spoken=lambda line: _seat(line).spoken,
        ),
        Column["AttendanceLine"]("", lambda _line: "", cell=_part, width=170),
        Column["AttendanceLine"]("Here", lambda line: line.words, cell=_state, width=330),
    ]
    model = RowsModel(columns, key=lambda line: line.seat_id)
    return RowsView(model, name="Seats", kind="agenda", sortable=False)
