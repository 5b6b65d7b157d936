"""Actions out of pasted minutes: what is marked is proposed, each confirmed before it is added."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from cspdesk.words import counted
from ui.actions.forms import AT_MEETING, NO_DATE, ON_DAY, DueFields
from ui.delegates.cells import Line, Piece, text
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.forms import Choice, Words, completed, fit
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.actions.commands import AddAction
    from cspdesk.actions.marked_minutes import MinuteProposal
    from cspdesk.actions.queries import ActionChoices
    from ui.widgets.page import Page

_ABOUT = (
    "Paste the minutes. What is marked with “Action:” or “(Action: name)” is proposed; tick and "
    "put right what shall be added."
)
_ALL_HERE = "Every action that is marked is in the log already."


@dataclass(frozen=True)
class Proposed:
    """A proposal as it stands: ticked or not, with what was put right."""

    number: int
    ticked: bool
    text: str
    organisation_id: int | None
    owner: str
    lead: str
    supporting: str
    due_on: date | None
    due_meeting_id: int | None
    source: MinuteProposal

    @property
    def due_words(self) -> str:
        from cspdesk.calendar import short_date

        if self.due_meeting_id is not None:
            return "Next Board"
        return short_date(self.due_on) if self.due_on else "No date"

    @property
    def lacks(self) -> str:
        """What must be said before it can be added; "" when it can."""
        if not self.text.strip():
            return "Say what is to be done"
        if self.organisation_id is None:
            return "Say whose it is"
        return ""


class MinutesImport(QDialog):
    """The text above, the proposals under it, the chosen one at the foot to be put right."""

    def __init__(self, page: Page) -> None:
        from cspdesk.actions.log_importing import log_context
        from cspdesk.actions.queries import action_choices

        super().__init__(page.window())
        self.page = page
        self.proposals: list[Proposed] = []
        self.chosen: Proposed | None = None
        self._filling = False
        self.context = page.desk.ask(log_context)
        self.choices: ActionChoices = page.desk.ask(action_choices)
        self.short = {one.id: one.short_name for one in self.context.finder.partners}
        self.setWindowTitle("Actions out of minutes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_top()
        self._make_list()
        self._make_editor()
        self._lay_out()
        self._show_found()

    # -- making -------------------------------------------------------------------------------

    def _make_top(self) -> None:
        today = self.page.desk.today
        boards = [(one.id, f"Board of {_day(one.held_on)}") for one in self.choices.boards]
        past = next((one.id for one in self.choices.boards if one.held_on <= today), None)
        self.board = Choice(boards, past, "Not at a meeting")
        self.minutes = QPlainTextEdit()
        self.minutes.setTabChangesFocus(True)
        self.minutes.setPlaceholderText("Paste the minutes here")
        self.minutes.setAccessibleName("Text of the minutes")
        self.find = SecondaryButton("&Find the actions", self.look)
        self.minutes.textChanged.connect(self._on_text)
        self.board.currentIndexChanged.connect(lambda _place: self.look())
        self.problem = ProblemLabel()

    def _make_list(self) -> None:
        columns: tuple[Column[Proposed], ...] = (
            Column("Add", lambda one: str(one.number), check=lambda one: one.ticked, width=56),
            Column("Action", lambda one: one.text, tooltip=lambda one: one.source.source),
            Column("Owner", self._owner_words, cell=self._owner, width=146),
            Column("Due", lambda one: one.due_words, width=96),
            Column("To see to", self._to_see_to, cell=self._to_see_to_cell, width=170),
        )  # fmt: skip
        model: RowsModel[Proposed] = RowsModel(columns, key=lambda one: one.number)
        model.check_requested.connect(self._tick)
        self.list = RowsView(model, name="Proposed actions", sortable=False)
        self.list.record_chosen.connect(self._choose)

    def _owner_words(self, one: Proposed) -> str:
        return self.short.get(one.organisation_id or 0, one.owner)

    def _to_see_to(self, one: Proposed) -> str:
        if one.source.known_ref:
            return f"In the log as {one.source.known_ref}"
        suggested = one.source.owner.suggestions
        if one.organisation_id is None and suggested and one.text.strip():
            return f"Perhaps {self.short[suggested[0]]}: choose"
        return one.lacks

    def _to_see_to_cell(self, one: Proposed) -> Line:
        tone = "second" if one.source.known_ref else "amber"
        words = self._to_see_to(one)
        return Line((Piece(words, tone=tone, style="label"),) if words else ())

    def _owner(self, one: Proposed) -> Line:
        if one.organisation_id is None:
            return Line((Piece(one.owner or "Nobody", tone="second", box="dashed"),))
        person = f", {one.lead}" if one.lead else ""
        return text(f"{self.short[one.organisation_id]}{person}", small=True)

    def _make_editor(self) -> None:
        self.words = Words(lines=2)
        self.organisation = Choice(self.choices.organisations, none="Choose a partner")
        self.lead = completed("", self.choices.leads)
        boards = [(one.id, f"Board of {_day(one.held_on)}") for one in self.choices.boards]
        self.due = DueFields(boards, self.page.desk.today + timedelta(weeks=4))
        self.source = label("", "label", "second")
        self.source.setWordWrap(True)
        self.words.textChanged.connect(self._keep)
        self.lead.textEdited.connect(lambda _text: self._keep())
        for one in (self.organisation, self.due.kind, self.due.meeting):
            one.currentIndexChanged.connect(lambda _place: self._keep())
        self.due.day.editingFinished.connect(self._keep)

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(8))
        box.addWidget(label("Actions out of minutes", "inspector"))
        about = label(_ABOUT)
        about.setWordWrap(True)
        box.addWidget(about)
        self.fields = Fields(
            {
                "agreed_at_id": Field("&Minutes of", self.board),
                "text": Field("&What is to be done", self.words),
                "organisation_id": Field("&Lead organisation", self.organisation),
                "lead": Field("Pe&rson or role", self.lead),
                "due_on": Field("&Due", self.due),
            },
            self.problem,
        )
        top = QHBoxLayout()
        top.addWidget(self.fields.field("agreed_at_id"), 1)
        top.addStretch(1)
        top.addWidget(self.find, 0, Qt.AlignmentFlag.AlignBottom)
        box.addLayout(top)
        box.addWidget(self.minutes, 2)
        box.addWidget(self.list, 3)
        self.editor = QWidget()
        inner = QVBoxLayout(self.editor)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(look.px(8))
        inner.addWidget(self.source)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.fields.field("text"), 3)
        row.addWidget(self.fields.field("organisation_id"), 2)
        inner.addLayout(row)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.fields.field("due_on"), 3)
        row.addWidget(self.fields.field("lead"), 2)
        inner.addLayout(row)
        box.addWidget(self.editor)
        box.addWidget(self.problem)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(SecondaryButton("Close", self.reject))
        self.add = PrimaryButton("Add the actions", self.add_actions)
        foot.addWidget(self.add)
        box.addLayout(foot)
        fit(self, 980, 720)

    # -- finding ------------------------------------------------------------------------------

    def _on_text(self) -> None:
        """A paste brings many letters at once: then the actions are found without being asked."""
        if not self.proposals and len(self.minutes.toPlainText()) > 200:
            self.look()

    def look(self) -> None:
        """Find what the text marks; what was ticked or put right before is let go."""
        from cspdesk.actions.marked_minutes import NO_MARKS, marked_actions, refs_by_words

        written = self.minutes.toPlainText()
        if not written.strip():
            return
        about = self.context.day_of(self.board.key) or self.page.desk.today
        known = refs_by_words([(one.ref, one.text) for one in self.context.known])
        found = marked_actions(written, self.context.finder, about, known)
        self.proposals = [self._proposed(one, about) for one in found]
        self.problem.say("" if found else NO_MARKS)
        if found and all(one.known_ref for one in found):
            self.problem.say(_ALL_HERE)
        self._show_found()

    def _proposed(self, one: MinuteProposal, about: date) -> Proposed:
        owner = one.owner
        supporting = ", ".join(self.short[key] for key in owner.supporting)
        next_board = self.context.board_after(about) if one.at_next else None
        return Proposed(
            number=one.number,
            ticked=not one.known_ref,
            text=one.text,
            organisation_id=owner.organisation_id,
            owner=owner.words,
            lead=owner.person or ("" if owner.organisation_id else owner.words),
            supporting=supporting,
            due_on=one.due_on,
            due_meeting_id=next_board,
            source=one,
        )

    def _show_found(self) -> None:
        self.list.rows.set_records(self.proposals)
        has = bool(self.proposals)
        self.list.setVisible(has)
        self.editor.setVisible(has)
        if has and self.list.current_record() is None:
            self.list.choose_first()
        self._choose(self.list.current_record())
        self._allow()

    def _allow(self) -> None:
        ticked = [one for one in self.proposals if one.ticked]
        self.add.setText(f"Add {counted(len(ticked), 'action')}" if ticked else "Add the actions")
        lacking = next((one for one in ticked if one.lacks), None)
        why = "Tick the actions to add."
        if lacking is not None:
            why = f"Action {lacking.number}: {lacking.lacks}."
        refusal = self.page.operations.refusal
        self.add.set_allowed(bool(ticked) and lacking is None and not refusal, refusal or why)

    # -- putting right ------------------------------------------------------------------------

    def _choose(self, one: Proposed | None) -> None:
        self.chosen = one
        if one is None:
            return
        self._filling = True
        self.source.setText(f"Line {one.source.line}: {one.source.source}")
        self.words.setPlainText(one.text)
        likely = one.source.owner.suggestions
        partners = sorted(self.choices.organisations, key=lambda each: each[0] not in likely)
        self.organisation.offer(partners, one.organisation_id)
        self.lead.setText(one.lead)
        kind = AT_MEETING if one.due_meeting_id else ON_DAY if one.due_on else NO_DATE
        self.due.kind.choose(kind)
        if one.due_on:
            self.due.day.set_day(one.due_on)
        if one.due_meeting_id:
            self.due.meeting.choose(one.due_meeting_id)
        self._filling = False

    def _keep(self) -> None:
        """What was typed belongs to the proposal at once."""
        one = self.chosen
        if self._filling or one is None:
            return
        self._replace(
            replace(
                one,
                text=self.words.words,
                organisation_id=self.organisation.key,
                lead=self.lead.text().strip(),
                due_on=self.due.due_on,
                due_meeting_id=self.due.due_meeting_id,
            )
        )

    def _tick(self, one: Proposed, ticked: bool) -> None:
        self._replace(replace(one, ticked=ticked))

    def _replace(self, made: Proposed) -> None:
        self.proposals = [made if one.number == made.number else one for one in self.proposals]
        if self.chosen is not None and self.chosen.number == made.number:
            self.chosen = made
        self.list.record_chosen.disconnect(self._choose)
        self.list.rows.set_records(self.proposals)
        self.list.record_chosen.connect(self._choose)
        self._allow()

    def add_actions(self) -> None:
        """Add what is ticked, in one step."""
        from cspdesk.actions.commands import AddActions

        self.fields.clear()
        made = tuple(self._command(one) for one in self.proposals if one.ticked)
        if self.page.operations.run(AddActions(made), fields=self.fields) is not None:
            self.accept()

    def _command(self, one: Proposed) -> AddAction:
        from cspdesk.actions.commands import AddAction

        assert one.organisation_id is not None
        return AddAction(
            one.text,
            one.organisation_id,
            due_on=one.due_on,
            due_meeting_id=one.due_meeting_id,
            lead=one.lead,
            supporting=one.supporting,
            agreed_at_id=self.board.key,
        )


def _day(day: Any) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)
