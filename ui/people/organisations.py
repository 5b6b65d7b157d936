"""Organisations: sector, channels, governance bodies and their dates, people; edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.vocabulary import Sector
from ui.delegates.cells import Line, Piece, text, two_lines
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.people.organisation_inspector import OrganisationInspector
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import focus_pane
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.people.queries import OrganisationLine
    from ui.people.page import PeoplePage
    from ui.widgets.forms import FormDialog

_FROM = {2: 640}


class OrganisationList(GroupedView):
    """Organisations under their sectors."""

    def __init__(self) -> None:
        model: GroupedModel[OrganisationLine] = GroupedModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Organisations", kind="agenda")

    def show_lines(self, lines: Sequence[OrganisationLine]) -> None:
        """Show these; the chosen one stays chosen while it is there."""
        held: dict[Sector, list[OrganisationLine]] = {}
        for line in lines:
            held.setdefault(line.sector, []).append(line)
        in_order = sorted(held, key=list(Sector).index)
        self.rows.set_groups([_group(sector, held[sector]) for sector in in_order])
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def _group(sector: Sector, lines: Sequence[OrganisationLine]) -> Group[OrganisationLine]:
    seats = sum(line.seats for line in lines)
    said = "1 organisation" if len(lines) == 1 else f"{len(lines)} organisations"
    return Group(sector, sector.label, tuple(lines), f"{said}, {seats} seats")


class OrganisationsView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self.list, self.inspector = OrganisationList(), OrganisationInspector(page.operations)
        self.list.set_empty_text("No organisation is recorded. Press Ctrl+N to add the first.")
        self.pane = Pane()
        self.pane.setAccessibleName("Organisations")
        self.pane.add(self.list, 1)
        self.splitter = Splitter(
            "people-organisations", (self.pane, self.inspector), (0, 400), page.context.state,
            inspector=1,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self.add_button = SecondaryButton("Add organisation…", self.add)
        self.add_button.setToolTip("Ctrl+N")
        self.import_button = PrimaryButton("Import a list…", page.import_list)
        for button in (self.add_button, self.import_button):
            if page.operations.refusal:
                button.set_allowed(False, page.operations.refusal)
        self._connect()

    def tools(self) -> list[QWidget]:
        return [self.add_button, self.import_button]

    def _connect(self) -> None:
        self.list.record_chosen.connect(lambda _line: self._show_chosen())
        self.list.record_opened.connect(lambda _line: self.do("edit"))
        keys = {
            "B": "body", "D": "dates", "P": "person", "M": "merge", "F2": "edit", "Del": "remove",
        }  # fmt: skip
        for key, what in keys.items():
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.inspector.part_wanted.connect(self.change_part)
        add = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.people.queries import organisations

        self.list.show_lines(self.page.desk.ask(organisations))
        self._show_chosen()

    def _show_chosen(self) -> None:
        from cspdesk.people.seat_queries import organisation_card

        line = self.list.current_record()
        self.inspector.show_card(self.page.desk.ask(organisation_card, line.id) if line else None)

    def choose(self, organisation_id: int) -> bool:
        return bool(self.list.choose(organisation_id))

    # -- doing --------------------------------------------------------------------------------

    def add(self) -> None:
        from ui.people.forms import OrganisationForm

        if self.page.operations.refuse():
            return
        form = OrganisationForm(self.page)
        form.accepted.connect(lambda: self._show_made(form))
        self._open(form)

    def _show_made(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def do(self, what: str) -> None:
        """Do with the chosen organisation: edit, body, dates, person, merge, remove."""
        from cspdesk.people.commands import RemoveOrganisation
        from ui.people.forms import BodyForm, DatesForm, MergeForm, PersonForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        line = card.line
        if what == "edit":
            self.splitter.widget(1).show()
            self.inspector.parts["name"].start_editing()
        elif what == "remove":
            self.page.operations.run(RemoveOrganisation(line.id, line.version))
        elif what == "body":
            self._open(BodyForm(self.page, line.id))
        elif what == "dates" and card.bodies:
            self._open(DatesForm(self.page, [(one.line.id, one.line.name) for one in card.bodies]))
        elif what == "person":
            self._open(PersonForm(self.page, None, line.id))
        elif what == "merge":
            self._open(MergeForm(self.page, line.id, line.version, line.short_name))

    def change_part(self, key: str) -> None:
        """Change a body ("body:3"), one of its dates ("date:4") or a person ("person:5")."""
        from ui.people.forms import BodyForm, MoveDateForm, PersonForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        kind, _, number = key.partition(":")
        wanted = int(number)
        for body in card.bodies:
            named = (body.line.id, body.line.version, body.line.name)
            if kind == "body" and body.line.id == wanted:
                self._open(BodyForm(self.page, card.line.id, named))
            for day in body.dates:
                if kind == "date" and day.id == wanted:
                    form = MoveDateForm(self.page, day.id, day.version, day.held_on, body.line.name)
                    self._open(form)
        person = next((one for one in card.people if one.id == wanted), None)
        if kind == "person" and person is not None:
            self._open(PersonForm(self.page, person))

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("F2", "edit"),
            ("B", "governance body"),
            ("D", "its dates"),
            ("P", "person"),
            ("M", "merge"),
            ("Ctrl+N", "add"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _bodies(line: OrganisationLine) -> str:
    return ", ".join(body.name for body in line.bodies)


def _meets(line: OrganisationLine) -> str:
    days = [body.next_meets_on for body in line.bodies if body.next_meets_on]
    return f"Meets {_day(min(days))}" if days else "Next date not known" if line.bodies else ""


def _body_cell(line: OrganisationLine) -> Any:
    if not line.bodies:
        return Line((Piece("No governance body", tone="second", box="dashed"),))
    return two_lines(_bodies(line), _meets(line), strong=False)


def _duty(line: OrganisationLine) -> str:
    return "Statutory" if line.statutory else ""


def _duty_cell(line: OrganisationLine) -> Line:
    return Line((Piece("Statutory", box="outline"),) if line.statutory else ())


def _channels(line: OrganisationLine) -> str:
    return ", ".join(line.channels)


_COLUMNS: tuple[Column[OrganisationLine], ...] = (
    Column(
        "Organisation",
        lambda line: line.name,
        cell=lambda line: two_lines(line.name, f"{line.code}, {line.email or 'no e-mail yet'}"),
    ),
    Column("Duty", _duty, cell=_duty_cell, width=104),
    Column(
        "Channels",
        _channels,
        cell=lambda line: text(_channels(line), small=True),
        tooltip=lambda line: "\n".join(line.channels),
        width=220,
    ),
    Column("Governance body", _bodies, cell=_body_cell, tooltip=_meets, width=200),
    Column(
        "Seats",
        lambda line: str(line.seats),
        sort=lambda line: line.seats,
        align="right",
        width=60,
    ),
)
