"""The forms of people and seats: a holder, an appointment, a person, a seat, a group."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from db.vocabulary import AppointmentKind, GroupKind, Sector
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice, FormDialog, Words, completed

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.people.seat_records import AppointmentLine, PersonLine, SeatCard
    from ui.widgets.page import Page

SECTORS = [(one, one.label) for one in Sector]
KINDS = [(one, one.label) for one in GroupKind]
_APPOINTMENTS = [(AppointmentKind.HOLDER, "Holds it"), (AppointmentKind.SUBSTITUTE, "Substitute")]


class MaybeDay(QWidget):
    """A day, or that none is recorded."""

    def __init__(self, day: date | None, today: date, none: str = "Not recorded") -> None:
        super().__init__()
        self.kind = Choice([(False, none), (True, "On")], day is not None)
        self.kind.setMinimumContentsLength(10)
        self.edit = DayEdit(day or today)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        row.addWidget(self.kind, 1)
        row.addWidget(self.edit, 1)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(lambda _place: self._fit())
        self._fit()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.kind.setAccessibleName(f"{name}: recorded or not")
        self.edit.setAccessibleName(name)

    def _fit(self) -> None:
        self.edit.setVisible(bool(self.kind.key))

    @property
    def day(self) -> date | None:
        return self.edit.day if self.kind.key else None

    def set_day(self, day: date) -> None:
        self.edit.set_day(day)
        self.kind.choose(True)


class AppointForm(FormDialog):
    """Who holds a seat, or substitutes on it, from which day."""

    def __init__(self, page: Page, card: SeatCard, kind: AppointmentKind) -> None:
        from cspdesk.people.queries import organisations
        from cspdesk.people.seat_queries import people

        holder = kind is AppointmentKind.HOLDER
        title = f"{'Holder of' if holder else 'Substitute for'} the seat of {card.seat.role}"
        super().__init__(page.operations, title, page.window())
        self.card, self.kind = card, kind
        self.known = {one.name: one for one in page.desk.ask(people)}
        self.name = completed("", self.known)
        self.title = QLineEdit(card.seat.role if holder else "")
        self.email, self.phone = QLineEdit(), QLineEdit()
        self.from_on = MaybeDay(page.desk.today, page.desk.today)
        self.to_on = MaybeDay(None, page.desk.today, "No end")
        self.note = QLineEdit()
        owners = [(one.id, one.short_name) for one in page.desk.ask(organisations)]
        self.organisation = Choice(owners, card.seat.organisation_id, "Choose it")
        self.place([("name", "&Name", self.name), ("title", "&Job title", self.title)])
        if card.seat.organisation_id is None:  # whoever takes the seat brings one
            self.place([("organisation_id", "Or&ganisation", self.organisation)])
        self.place(
            [("email", "&E-mail", self.email), ("phone", "&Phone", self.phone)],
            [("from_on", "&From", self.from_on), ("to_on", "&To", self.to_on)],
            [("note", "N&ote", self.note)],
        )
        self.replaces = QCheckBox("&Whoever holds it now holds it up to the day before")
        self.replaces.setChecked(True)
        self.replaces.setVisible(holder and card.holder is not None)
        self.box.addWidget(self.replaces)
        self.name.editingFinished.connect(self._fill_in)
        self.finish("Give the seat a holder" if holder else "Name the substitute")
        self.name.setFocus()

    def _fill_in(self) -> None:
        """Somebody who is known brings what is known."""
        person = self.known.get(self.name.text().strip())
        if person is not None:
            for field, words in (
                (self.title, person.title), (self.email, person.email), (self.phone, person.phone),
            ):  # fmt: skip
                field.setText(words)
        for field in (self.title, self.email, self.phone):
            field.setEnabled(person is None)

    def command(self) -> Command:
        from cspdesk.people.commands import Appoint

        name = self.name.text().strip()
        person = self.known.get(name)
        return Appoint(
            self.card.id,
            person_id=person.id if person else None,
            name=name,
            title=self.title.text(),
            email=self.email.text(),
            phone=self.phone.text(),
            kind=self.kind,
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            note=self.note.text(),
            replaces=not self.replaces.isHidden() and self.replaces.isChecked(),
            organisation_id=self.organisation.key,
        )


class AppointmentForm(FormDialog):
    """The days of an appointment that is there."""

    def __init__(self, page: Page, line: AppointmentLine, role: str) -> None:
        super().__init__(page.operations, f"{line.person.name}: {role}", page.window())
        self.line = line
        self.kind = Choice(_APPOINTMENTS, line.kind)
        self.from_on = MaybeDay(line.from_on, page.desk.today)
        self.to_on = MaybeDay(line.to_on, page.desk.today, "No end")
        self.note = QLineEdit(line.note)
        self.place(
            [("kind", "&Kind", self.kind)],
            [("from_on", "&From", self.from_on), ("to_on", "&To", self.to_on)],
            [("note", "N&ote", self.note)],
        )
        self.remove = SecondaryButton("It was a &slip: take it out", self._remove)
        self.finish("Save")
        self.box.insertWidget(self.box.count() - 2, self.remove)

    def _remove(self) -> None:
        from cspdesk.people.commands import RemoveAppointment

        self.changes = self.operations.run(RemoveAppointment(self.line.id, self.line.version))
        if self.changes is not None:
            self.accept()

    def command(self) -> Command:
        from cspdesk.people.commands import EditAppointment

        return EditAppointment(
            self.line.id,
            self.line.version,
            kind=self.kind.key,
            from_on=self.from_on.day,
            to_on=self.to_on.day,
            note=self.note.text(),
        )


class EndForm(FormDialog):
    """The last day of a holder or substitute."""

    def __init__(self, page: Page, line: AppointmentLine, role: str) -> None:
        title = f"When does {line.person.name} leave the seat of {role}?"
        super().__init__(page.operations, title, page.window())
        self.line = line
        self.day = DayEdit(page.desk.today)
        self.place([("to_on", "&Last day", self.day)])
        self.finish("End the appointment")
        self.day.setFocus()

    def command(self) -> Command:
        from cspdesk.people.commands import EndAppointment

        return EndAppointment(self.line.id, self.line.version, self.day.day)


class PersonForm(FormDialog):
    """A person, new or known; what minutes and registers say of them stays."""

    def __init__(
        self, page: Page, person: PersonLine | None = None, organisation_id: int | None = None
    ) -> None:
        from cspdesk.people.queries import organisations

        title = person.name if person else "Add a person"
        super().__init__(page.operations, title, page.window())
        self.person = person
        owners = [(one.id, one.short_name) for one in page.desk.ask(organisations)]
        chosen = person.organisation_id if person else organisation_id
        self.name = QLineEdit(person.name if person else "")
        self.title = QLineEdit(person.title if person else "")
        self.organisation = Choice(owners, chosen, "None")
        self.email = QLineEdit(person.email if person else "")
        self.phone = QLineEdit(person.phone if person else "")
        self.place(
            [("name", "&Name", self.name), ("title", "&Job title", self.title)],
            [("organisation_id", "&Organisation", self.organisation)],
            [("email", "&E-mail", self.email), ("phone", "&Phone", self.phone)],
        )
        if person is not None:
            self.remove = SecondaryButton("&Remove this person", self._remove)
            self.box.addWidget(self.remove)
        self.finish("Save" if person else "Add the person")
        self.name.setFocus()

    def _remove(self) -> None:
        from cspdesk.people.commands import RemovePerson

        assert self.person is not None
        command = RemovePerson(self.person.id, self.person.version)
        self.changes = self.operations.run(command, fields=self.fields)
        if self.changes is not None:
            self.accept()

    def command(self) -> Command:
        from cspdesk.people.commands import AddPerson, EditPerson

        values: dict[str, Any] = {
            "name": self.name.text(),
            "title": self.title.text(),
            "organisation_id": self.organisation.key,
            "email": self.email.text(),
            "phone": self.phone.text(),
        }
        if self.person is None:
            return AddPerson(**values)
        return EditPerson(self.person.id, self.person.version, **values)


class SeatForm(FormDialog):
    """A new seat on a group."""

    def __init__(self, page: Page, group_id: int | None, role: str = "") -> None:
        from cspdesk.people.queries import groups, organisations

        super().__init__(page.operations, "Add a seat", page.window())
        self.group = Choice([(one.id, one.short_name) for one in page.desk.ask(groups)], group_id)
        self.role = QLineEdit(role)
        owners = [(one.id, one.short_name) for one in page.desk.ask(organisations)]
        self.organisation = Choice(owners, None, "Nobody yet: vacant")
        self.key_partner = QCheckBox("&Key partner: counts for the quorum")
        self.co_opted = QCheckBox("&Co-opted by resolution")
        self.note = Words("", 2)
        self.place(
            [("group_id", "On the &group", self.group)],
            [("role", "Whose seat, as a &role", self.role)],
            [("organisation_id", "&Organisation", self.organisation)],
            [("note", "No&te", self.note)],
        )
        for tick in (self.key_partner, self.co_opted):
            self.box.addWidget(tick)
        self.finish("Add the seat")
        self.role.setFocus()

    def command(self) -> Command | None:
        from cspdesk.people.commands import AddSeat

        if self.group.key is None:
            self.fields.show("group_id", "Add a group first.")
            return None
        return AddSeat(
            self.group.key,
            self.role.text(),
            self.organisation.key,
            key_partner=self.key_partner.isChecked(),
            note=self.note.words,
            co_opted=self.co_opted.isChecked(),
        )


class OrganisationForm(FormDialog):
    """A new organisation."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.operations, "Add an organisation", page.window())
        self.name, self.short_name, self.code = QLineEdit(), QLineEdit(), QLineEdit()
        self.sector = Choice(SECTORS, Sector.BUSINESS)
        self.email = QLineEdit()
        self.statutory = QCheckBox("&Responsible authority (statutory)")
        self.channels = Words("", 2)
        self.place(
            [("name", "&Name", self.name)],
            [("short_name", "S&hort name", self.short_name), ("code", "&Code", self.code)],
            [("sector", "S&ector", self.sector), ("email", "E-&mail", self.email)],
            [("channels", "C&hannels it owns, one a line", self.channels)],
        )
        self.box.addWidget(self.statutory)
        self.finish("Add the organisation")
        self.name.setFocus()

    def command(self) -> Command:
        from cspdesk.people.commands import AddOrganisation

        return AddOrganisation(
            self.code.text(),
            self.name.text(),
            self.short_name.text() or self.name.text(),
            self.sector.key,
            self.statutory.isChecked(),
            self.email.text(),
            self.channels.words,
        )


class MergeForm(FormDialog):
    """Make two organisations one."""

    def __init__(self, page: Page, organisation_id: int, version: int, name: str) -> None:
        from cspdesk.people.queries import organisations

        super().__init__(page.operations, f"Merge {name} into another", page.window())
        self.organisation_id, self.version = organisation_id, version
        others = page.desk.ask(organisations)
        named = [(one.id, one.name) for one in others if one.id != organisation_id]
        self.into = Choice(named, None)
        self.place([("into_id", f"&Everything {name} has becomes that of", self.into)])
        self.finish("Merge them")
        self.into.setFocus()

    def command(self) -> Command | None:
        from cspdesk.people.commands import MergeOrganisations

        if self.into.key is None:
            self.fields.show("into_id", "There is no other organisation.")
            return None
        return MergeOrganisations(self.organisation_id, self.into.key, self.version)


class BodyForm(FormDialog):
    """A new governance body of an organisation, or the name of one that is there."""

    def __init__(
        self, page: Page, organisation_id: int, body: tuple[int, int, str] | None = None
    ) -> None:
        title = f"Governance body: {body[2]}" if body else "Add a governance body"
        super().__init__(page.operations, title, page.window())
        self.organisation_id, self.body = organisation_id, body
        self.name = QLineEdit(body[2] if body else "")
        self.place([("name", "&Name, such as Corporate Board", self.name)])
        if body is not None:
            self.remove = SecondaryButton("&Remove it with its dates", self._remove)
            self.box.addWidget(self.remove)
        self.finish("Save" if body else "Add the body")
        self.name.setFocus()

    def _remove(self) -> None:
        from cspdesk.people.commands import RemoveGovernanceBody

        assert self.body is not None
        command = RemoveGovernanceBody(self.body[0], self.body[1])
        self.changes = self.operations.run(command, fields=self.fields)
        if self.changes is not None:
            self.accept()

    def command(self) -> Command:
        from cspdesk.people.commands import AddGovernanceBody, EditGovernanceBody

        if self.body is None:
            return AddGovernanceBody(self.organisation_id, self.name.text())
        return EditGovernanceBody(self.body[0], self.body[1], name=self.name.text())


class DatesForm(FormDialog):
    """Days on which a governance body meets: one a line, as people write them."""

    def __init__(self, page: Page, bodies: list[tuple[int, str]]) -> None:
        super().__init__(page.operations, "Dates of a governance body", page.window())
        self.body = Choice(bodies)
        self.days = Words("", 4)
        self.days.setPlaceholderText("7 Mar 2017\n4 April 2017\n02/05/2017")
        self.place(
            [("body_id", "&Body", self.body)], [("days", "It &meets on, a line each", self.days)]
        )
        self.finish("Add the dates")
        self.days.setFocus()

    def command(self) -> Command | None:
        from cspdesk.people.commands import AddBodyDates
        from cspdesk.people.days import days_of

        days, strange = days_of(self.days.words)
        if strange:
            self.fields.show("days", f"“{strange[0]}” is not a day such as 7 March 2017.")
            return None
        return AddBodyDates(self.body.key, days)


class MoveDateForm(FormDialog):
    """Another day for one meeting of a governance body, or none."""

    def __init__(self, page: Page, date_id: int, version: int, day: date, name: str) -> None:
        super().__init__(page.operations, f"A date of {name}", page.window())
        self.date_id, self.version = date_id, version
        self.day = DayEdit(day)
        self.place([("held_on", "It &meets on", self.day)])
        self.remove = SecondaryButton("It does &not meet then", self._remove)
        self.box.addWidget(self.remove)
        self.finish("Move the date")
        self.day.setFocus()

    def _remove(self) -> None:
        from cspdesk.people.commands import RemoveBodyDate

        self.changes = self.operations.run(RemoveBodyDate(self.date_id, self.version))
        if self.changes is not None:
            self.accept()

    def command(self) -> Command:
        from cspdesk.people.commands import MoveBodyDate

        return MoveBodyDate(self.date_id, self.version, self.day.day)


class GroupForm(FormDialog):
    """A new group of the structure."""

    def __init__(self, page: Page, parent_id: int | None) -> None:
        from cspdesk.people.queries import groups

        super().__init__(page.operations, "Add a group", page.window())
        above = [(one.id, one.short_name) for one in page.desk.ask(groups)]
        self.name, self.short_name, self.chair = QLineEdit(), QLineEdit(), QLineEdit()
        self.kind = Choice(KINDS, GroupKind.SUB_GROUP)
        self.parent_ = Choice(above, parent_id, "Nobody")
        self.place(
            [("name", "&Name", self.name)],
            [("short_name", "S&hort name", self.short_name), ("kind", "&Kind", self.kind)],
            [("parent_id", "&Reports to", self.parent_), ("chair", "Cha&ir", self.chair)],
        )
        self.finish("Add the group")
        self.name.setFocus()

    def command(self) -> Command:
        from cspdesk.people.commands import AddGroup

        return AddGroup(
            self.name.text(),
            self.short_name.text() or self.name.text(),
            self.kind.key,
            self.parent_.key,
            chair=self.chair.text(),
        )
