"""One seat in full: whose it is, who holds it and held it, who came; edited where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from db.vocabulary import AppointmentKind, Presence
from ui.delegates.cells import Piece, chip
from ui.people.seat_list import seat_chips, sector_words
from ui.people.ticks import KeptChoice, Ticks
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from cspdesk.people.seat_records import AppointmentLine, Entry, SeatCard
    from ui.operations import Operations

_BUTTONS = {
    "holder": ("Holder…", "H"),
    "substitute": ("Substitute…", "S"),
    "end": ("End…", "E"),
    "remove": ("Remove", "Del"),
}
_TICKS = {
    "key_partner": "Key partner: counts for the quorum",
    "co_chair": "Co-chair",
    "co_opted": "Co-opted by resolution",
    "vacant": "Vacant",
}
_PRESENCE = {
    Presence.PRESENT: "Present",
    Presence.SUBSTITUTE: "Substitute",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent",
    Presence.IN_ATTENDANCE: "In attendance",
}


class SeatInspector(Inspector):
    """`wanted(what)`: holder, substitute, end, remove; `term_wanted(appointment id)`: change."""

    wanted = Signal(str)
    term_wanted = Signal(int)

    def __init__(self, operations: Operations) -> None:
        super().__init__("Seat")
        self.operations = operations
        self.card: SeatCard | None = None
        role = self.add_text("role", "Role", hint="Whose seat it is, such as Borough Commander")
        role.committed.connect(lambda text: self.edit(role=text))
        self.organisation = KeptChoice(
            "Organisation", lambda key: self.edit(organisation_id=key), "Nobody yet"
        )
        self.ticks = Ticks(_TICKS, lambda key, on: self.edit(**{key: on}))
        whose = self.add_section()
        self.organisation_field = Field("Organisation", self.organisation)
        whose.box.addWidget(self.organisation_field)
        whose.box.addWidget(self.ticks)
        self.people = Timeline("Holders and substitutes")
        self.nobody = wrapped("", tone="second")
        held = self.add_section("Holders and substitutes")
        held.box.addWidget(self.nobody)
        held.box.addWidget(self.people)
        self.people.pressed.connect(lambda key: self.term_wanted.emit(int(key)))
        self.attended = wrapped("")
        self.warning = wrapped("", tone="second")
        self.register = Timeline("Attendance")
        came = self.add_section("Attendance in the last 12 months")
        for part in (self.attended, self.warning, self.register):
            came.box.addWidget(part)
        note = self.add_text("note", "Note", hint="What to remember about this seat")
        note.committed.connect(lambda text: self.edit(note=text))
        self._make_foot()
        self.show_card(None, ())

    def _make_foot(self) -> None:
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        first, second, third, last = self.buttons.values()
        self.add_actions(first, second, third, right=(last,))

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: SeatCard | None, owners: Sequence[tuple[int, str]]) -> None:
        """Show this seat; `owners` are the organisations it can belong to."""
        self.card = card
        self.body.setVisible(card is not None)
        self.foot.setVisible(card is not None)
        if card is None:
            self.set_head("", "No seat chosen")
            return
        seat, words = card.seat, sector_words(card)
        state = Piece(card.state, tone="second", box="dashed") if card.state else None
        chips = (*seat_chips(card), *((chip(words),) if words else ()))
        self.set_head(seat.group, seat.role, chips, state=state)
        self.parts["role"].set_text(seat.role)
        self.parts["note"].set_text(seat.note)
        self.organisation.offer(owners, seat.organisation_id)
        self.ticks.show_ticks(
            key_partner=seat.key_partner,
            co_chair=seat.co_chair,
            co_opted=seat.co_opted,
            vacant=seat.vacant,
        )
        self._show_people(card)
        self._show_register(card)
        self._allow(card)

    def _show_people(self, card: SeatCard) -> None:
        self.people.show_steps([_term(one, self.operations.refusal) for one in card.terms])
        self.people.setVisible(bool(card.terms))
        self.nobody.setText("Nobody is named yet. H gives the seat a holder, S a substitute.")
        self.nobody.setVisible(not card.terms)

    def _show_register(self, card: SeatCard) -> None:
        said = card.attendance
        often = [f"{name} came {_times(count)}" for name, count in card.sent]
        self.attended.setText(" ".join([said.words, *(f"{one}." for one in often)]))
        self.warning.setText(said.warning)
        self.warning.setVisible(bool(said.warning))
        steps = [_entry(one) for one in reversed(card.register) if one.presence is not None]
        self.register.show_steps(steps)
        self.register.setVisible(bool(steps))

    def _allow(self, card: SeatCard) -> None:
        refusal = self.operations.refusal
        for key, button in self.buttons.items():
            why = refusal
            if key == "end" and not why and not (card.holder or card.substitutes):
                why = "Nobody is named whose time could end."
            button.set_allowed(not why, why)
            if not why:
                button.setToolTip(_BUTTONS[key][1])
        self.organisation.setEnabled(not refusal)
        self.ticks.set_allowed(not refusal, refusal)
        for part in self.parts.values():
            part.set_read_only(bool(refusal))

    # -- doing --------------------------------------------------------------------------------

    def edit(self, **changes: Any) -> None:
        """Keep what was changed of the seat at hand."""
        from cspdesk.people.commands import EditSeat

        if self.card is None:
            return
        command = EditSeat(self.card.id, self.card.seat.version, **changes)
        done = self.operations.run(command, fields=_Places(self))
        if done is None:  # the tick or choice goes back to what is recorded
            self._put_back()

    def _put_back(self) -> None:
        assert self.card is not None
        seat = self.card.seat
        self.organisation.choose(seat.organisation_id)
        self.ticks.show_ticks(
            key_partner=seat.key_partner, co_chair=seat.co_chair, co_opted=seat.co_opted,
            vacant=seat.vacant,
        )  # fmt: skip

    def take_focus(self) -> None:
        self.parts["role"].setFocus()


class _Places:
    """Where a broken rule's sentence goes: beside the text, or beside the organisation."""

    def __init__(self, inspector: SeatInspector) -> None:
        self.inspector = inspector

    def clear(self) -> None:
        self.inspector.fields.clear()
        self.inspector.organisation_field.set_problem("")

    def show(self, name: str, words: str) -> bool:
        if name == "organisation_id":
            self.inspector.organisation_field.set_problem(words)
            return True
        return self.inspector.fields.show(name, words)


def _term(line: AppointmentLine, refusal: str) -> Step:
    person = line.person
    substitute = line.kind is AppointmentKind.SUBSTITUTE
    said = [person.title, "substitute" if substitute else "", person.email, person.phone, line.note]
    words = ", ".join(part for part in said if part)
    return Step(
        person.name,
        line.term.words,
        words,
        strong=not substitute,
        link="" if refusal else "Change…",
        key=str(line.id),
    )


def _entry(entry: Entry) -> Step:
    presence = _PRESENCE[entry.presence] if entry.presence else "Not recorded"
    who = ", ".join(part for part in (entry.name, entry.title) if part)
    came = f"{entry.substitute} came" if entry.substitute else ""
    words = "; ".join(part for part in (who, came) if part)
    return Step(presence, _day(entry.held_on), words, strong=entry.presence is Presence.PRESENT)


def _times(count: int) -> str:
    return "once" if count == 1 else "twice" if count == 2 else f"{count} times"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
