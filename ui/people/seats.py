"""Seats by group, the one at hand at the right, and over them who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.vocabulary import AppointmentKind
from ui.people.questions import QuestionBand
from ui.people.seat_inspector import SeatInspector
from ui.people.seat_list import SeatList
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.page import focus_pane
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.people.seat_records import AppointmentLine, SeatCard
    from ui.people.page import PeoplePage
    from ui.widgets.forms import FormDialog


class SeatsView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self.owners: tuple[tuple[int, str], ...] = ()
        self.questions = QuestionBand()
        self.list, self.inspector = SeatList(), SeatInspector(page.operations)
        self.list.set_empty_text(
            "No seat is recorded. Press Ctrl+N to add the first, or import a list."
        )
        self.pane = Pane()
        self.pane.setAccessibleName("Seats")
        self.pane.add(self.questions)
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        self.splitter = Splitter(
            "people-seats", (self.pane, self.inspector), (0, 372), page.context.state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._make_tools()
        self._connect()

    def _make_tools(self) -> None:
        self.add_button = SecondaryButton("Add seat…", self.add)
        self.add_button.setToolTip("Ctrl+N")
        self.import_button = PrimaryButton("Import a list…", self.page.import_list)
        for button in (self.add_button, self.import_button):
            if self.page.operations.refusal:
                button.set_allowed(False, self.page.operations.refusal)

    def tools(self) -> list[QWidget]:
        return [self.add_button, self.import_button]

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_card)
        self.list.record_opened.connect(lambda _card: self.do("edit"))
        keys = {"H": "holder", "S": "substitute", "E": "end", "F2": "edit", "Del": "remove"}
        for key, what in keys.items():
            self.list.add_key(key, lambda _card, what=what: self.do(what))
        self.inspector.wanted.connect(self.do)
        self.inspector.term_wanted.connect(self.change_term)
        self.questions.asked.connect(self._answer_question)
        add = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.people.queries import organisations
        from cspdesk.people.seat_queries import seats_view

        view = self.page.desk.ask(seats_view)
        self.owners = tuple((one.id, one.short_name) for one in self.page.desk.ask(organisations))
        self.questions.show_gaps(view.gaps, view.sentence)
        self.list.show_cards(view.cards)
        self._show_card(self.list.current_record())

    def _show_card(self, card: SeatCard | None) -> None:
        self.inspector.show_card(card, self.owners)

    def choose(self, seat_id: int) -> bool:
        """Show one seat; False when it is gone."""
        return bool(self.list.choose(seat_id))

    # -- doing --------------------------------------------------------------------------------

    def add(self, role: str = "") -> None:
        """Add a seat to the group at hand."""
        from ui.people.forms import SeatForm

        if self.page.operations.refuse():
            return
        card = self.inspector.card
        form = SeatForm(self.page, card.seat.group_id if card else None, role)
        form.accepted.connect(lambda: self._show_made(form))
        self._open(form)

    def _show_made(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def _answer_question(self, target: str, question: str) -> None:
        """A question leads to its seat, group or organisation; without any, to a new seat."""
        if target:
            self.page.show_target(target)
            return
        known = {"business": "Business seat", "schools": "Schools seat"}
        self.add(next((role for word, role in known.items() if word in question), ""))

    def do(self, what: str) -> None:
        """Do with the chosen seat: holder, substitute, end, edit, remove."""
        from cspdesk.people.commands import RemoveSeat
        from ui.people.forms import AppointForm, EndForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        if what == "edit":
            self.splitter.widget(1).show()
            self.inspector.parts["role"].start_editing()
        elif what == "remove":
            self.page.operations.run(RemoveSeat(card.id, card.seat.version))
        elif what == "end":
            held = card.holder or next(iter(card.substitutes), None)
            if held is not None:
                self._open(EndForm(self.page, held, card.seat.role))
        else:
            self._open(AppointForm(self.page, card, AppointmentKind(what)))

    def change_term(self, appointment_id: int) -> None:
        """Change the days of one appointment of the seat at hand."""
        from ui.people.forms import AppointmentForm

        card = self.inspector.card
        if card is None or self.page.operations.refuse():
            return
        line = self._term(card, appointment_id)
        if line is not None:
            self._open(AppointmentForm(self.page, line, card.seat.role))

    def _term(self, card: SeatCard, appointment_id: int) -> AppointmentLine | None:
        return next((one for one in card.terms if one.id == appointment_id), None)

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("H", "holder"),
            ("S", "substitute"),
            ("E", "end"),
            ("F2", "edit"),
            ("Ctrl+N", "add seat"),
            ("Del", "remove"),
        ]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)
