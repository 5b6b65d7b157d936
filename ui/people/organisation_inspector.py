"""One organisation in full, edited where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from ui.delegates.cells import chip
from ui.people.forms import SECTORS
from ui.people.ticks import KeptChoice, Ticks
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.timeline import Step, Timeline

if TYPE_CHECKING:
    from cspdesk.people.seat_records import BodyCard, OrganisationCard, PersonLine
    from ui.operations import Operations

_BUTTONS = {
    "body": ("Body…", "B"),
    "dates": ("Dates…", "D"),
    "person": ("Person…", "P"),
    "merge": ("Merge…", "M"),
    "remove": ("Remove", "Del"),
}
_TEXTS = (
    ("name", "Name", "The name in full"),
    ("short_name", "Short name", "For lists and tables"),
    ("code", "Code", "Letters such as MPS"),
    ("email", "E-mail", "Where drafts are addressed to"),
    ("channels", "Channels it owns", "A line for each: newsletter, ward panels"),
)


class OrganisationInspector(Inspector):
    """`wanted(what)`: body, dates, person, merge, remove; `part_wanted("date:4")`: change it."""

    wanted = Signal(str)
    part_wanted = Signal(str)

    def __init__(self, operations: Operations) -> None:
        super().__init__("Organisation")
        self.operations = operations
        self.card: OrganisationCard | None = None
        for key, caption, hint in _TEXTS:
            part = self.add_text(key, caption, hint=hint)
            part.committed.connect(lambda text, key=key: self.edit(**{key: text}))
        kind = self.add_section()
        self.sector = KeptChoice("Sector", lambda key: self.edit(sector=key))
        self.sector.offer(SECTORS)
        self.ticks = Ticks(
            {"statutory": "Responsible authority (statutory)"},
            lambda key, on: self.edit(**{key: on}),
        )
        kind.box.addWidget(Field("Sector", self.sector))
        kind.box.addWidget(self.ticks)
        self.bodies = Timeline("Governance bodies and their dates")
        self.no_body = wrapped("", tone="second")
        held = self.add_section("Governance bodies and their dates")
        held.box.addWidget(self.no_body)
        held.box.addWidget(self.bodies)
        self.seats = wrapped("")
        self.add_section("Seats").box.addWidget(self.seats)
        self.people = Timeline("People")
        self.people_part = self.add_section("People")
        self.people_part.box.addWidget(self.people)
        for line in (self.bodies, self.people):
            line.pressed.connect(self.part_wanted)
        self.buttons = {
            key: SecondaryButton(words, lambda key=key: self.wanted.emit(key), compact=True)
            for key, (words, _letter) in _BUTTONS.items()
        }
        *left, last = self.buttons.values()
        self.add_actions(*left, right=(last,))
        self.show_card(None)

    def show_card(self, card: OrganisationCard | None) -> None:
        """Show this organisation."""
        self.card = card
        self.body.setVisible(card is not None)
        self.foot.setVisible(card is not None)
        if card is None:
            self.set_head("", "No organisation chosen")
            return
        line = card.line
        chips = [chip(line.sector.label)] + ([chip("Statutory")] if line.statutory else [])
        self.set_head(line.code, line.short_name, chips)
        for key, _caption, _hint in _TEXTS:
            value = "\n".join(line.channels) if key == "channels" else getattr(line, key)
            self.parts[key].set_text(value)
        self.sector.choose(line.sector)
        self.ticks.show_ticks(statutory=line.statutory)
        refusal = self.operations.refusal
        steps = [step for body in card.bodies for step in _body(body, refusal)]
        self.bodies.show_steps(steps)
        self.bodies.setVisible(bool(steps))
        self.no_body.setText("None yet: decisions of the Board have nowhere to be taken.")
        self.no_body.setVisible(not steps)
        words = [f"{seat.group}: {seat.role}" for seat in card.seats]
        self.seats.setText("\n".join(words) or "No seat on any group.")
        self.people.show_steps([_person(one, refusal) for one in card.people])
        self.people_part.setVisible(bool(card.people))
        self._allow(card, refusal)

    def _allow(self, card: OrganisationCard, refusal: str) -> None:
        for key, button in self.buttons.items():
            why = refusal
            if key == "dates" and not why and not card.bodies:
                why = "Add a governance body first."
            button.set_allowed(not why, why)
            if not why:
                button.setToolTip(_BUTTONS[key][1])
        self.sector.setEnabled(not refusal)
        self.ticks.set_allowed(not refusal, refusal)
        for part in self.parts.values():
            part.set_read_only(bool(refusal))

    def edit(self, **changes: Any) -> None:
        """Keep what was changed of the organisation at hand."""
        from cspdesk.people.commands import EditOrganisation

        if self.card is None:
            return
        line = self.card.line
        done = self.operations.run(
            EditOrganisation(line.id, line.version, **changes), fields=self.fields
        )
        if done is None:
            self.sector.choose(line.sector)
            self.ticks.show_ticks(statutory=line.statutory)

    def take_focus(self) -> None:
        self.parts["name"].setFocus()


def _body(card: BodyCard, refusal: str) -> list[Step]:
    line = card.line
    day = line.next_meets_on
    meets = f"Meets next {_day(day)}" if day else "Next date unknown"
    change = "" if refusal else "Change…"
    steps = [Step(line.name, "", meets, strong=True, link=change, key=f"body:{line.id}")]
    steps += [
        Step(_day(day.held_on), "", day.note, link=change, key=f"date:{day.id}")
        for day in card.dates
    ]
    return steps


def _person(line: PersonLine, refusal: str) -> Step:
    words = ", ".join(part for part in (line.email, line.phone, *line.seats) if part)
    change = "" if refusal else "Change…"
    return Step(line.name, line.title, words, link=change, key=f"person:{line.id}")


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
