"""The forms of an action: add and edit it, move its date, update, chase, answer, close, reopen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from db.vocabulary import ActionState, ChaseWay, Publicity
from ui.actions.forms import DueFields
from ui.actions.supporting import SupportingFields
from ui.theme import theme
from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice, FormDialog, Words, completed

if TYPE_CHECKING:
    from cspdesk.actions.queries import ActionCard, ActionChoices, Chase
    from cspdesk.commanding import Command
    from ui.widgets.page import Page

_OUTCOMES = (
    (ActionState.DONE, "Done, with evidence"),
    (ActionState.SUPERSEDED, "Superseded by another"),
    (ActionState.DUPLICATE, "Duplicate of another"),
    (ActionState.DROPPED, "Dropped, with the reason"),
)
_EVIDENCE = {
    ActionState.DONE: "How we know that it is done",
    ActionState.SUPERSEDED: "By what, and why",
    ActionState.DUPLICATE: "What else to keep of it",
    ActionState.DROPPED: "Why it is dropped",
}


class ActionForm(FormDialog):
    """A new action, or everything about one that is there."""

    def __init__(self, page: Page, card: ActionCard | None = None) -> None:
        from cspdesk.actions.queries import action_choices

        title = f"Action {card.line.ref}" if card else "Add an action"
        super().__init__(page.operations, title, page.window())
        self.page, self.card = page, card
        self.choices = page.desk.ask(action_choices)
        self._make(self.choices, card)
        self.agreed.currentIndexChanged.connect(lambda _place: self._offer_items())
        self._offer_items(*((card.line.item_id, card.decision_id) if card else ()))
        self.finish("Save" if card else "Add the action")
        self.text.setFocus()

    def _make(self, choices: ActionChoices, card: ActionCard | None) -> None:
        line = card.line if card else None
        self.text = Words(line.text if line else "", 2)
        self.organisation = Choice(choices.organisations, line.organisation_id if line else None)
        self.lead = completed(line.lead if line else "", choices.leads)
        self.supporting = SupportingFields(line.supporting if line else "", choices.organisations)
        self.organisation.currentTextChanged.connect(self.supporting.leave_out)
        self.supporting.leave_out(self.organisation.currentText())
        self.due = due_fields(self.page, choices, card)
        self.reason = QLineEdit()
        meetings = [(one.id, _board(one.held_on)) for one in choices.boards]
        agreed = line.agreed_at_id if line else None
        self.agreed = Choice(meetings, agreed, "Not at a meeting")
        self.item = Choice((), none="No item")
        self.decision = Choice((), none="No decision")
        self.priority = Choice(choices.priorities, line.priority_id if line else None, "None")
        reading = [(one, one.label) for one in Publicity]
        self.publicity = Choice(reading, line.publicity if line else None, "As the partnership")
        self.done_when = Words(card.done_when if card else "", 2)
        due = [("due_on", "&Due", self.due)]
        if card:
            due.append(("due_reason", "Wh&y the date moves, if it does", self.reason))
        self.place(
            [
                ("text", "&What is to be done", self.text),
                ("done_when", "It is do&ne when", self.done_when),
            ],
            [
                ("organisation_id", "&Lead organisation", self.organisation),
                ("lead", "Pe&rson or role", self.lead),
            ],
            [("supporting", "S&upporting organisations", self.supporting)],
            due,
            [("agreed_at_id", "A&greed at", self.agreed), ("item_id", "Under &item", self.item)],
            [("decision_id", "B&orn from the decision", self.decision)],
            [
                ("priority_id", "&Priority", self.priority),
                ("publicity", "Who &may read it", self.publicity),
            ],
        )
        # Two columns, so that the form fits a small screen whole.
        self.setMinimumWidth(theme().px(660))

    def _offer_items(self, chosen: int | None = None, decision: int | None = None) -> None:
        from cspdesk.actions.queries import decisions_of, items_of

        key = self.agreed.key
        decisions = self.page.desk.ask(decisions_of, key) if key is not None else ()
        self.decision.offer(decisions, decision)
        self.fields.field("decision_id").setVisible(bool(decisions))
        items = self.page.desk.ask(items_of, key) if key is not None else ()
        self.item.offer(items, chosen)
        self.item.setEnabled(bool(items))

    def command(self) -> Command:
        from cspdesk.actions.commands import AddAction, EditAction

        values = {
            "text": self.text.words,
            "organisation_id": self.organisation.key,
            "lead": self.lead.text(),
            "supporting": self.supporting.text,
            "due_on": self.due.due_on,
            "due_meeting_id": self.due.due_meeting_id,
            "agreed_at_id": self.agreed.key,
            "item_id": self.item.key,
            "decision_id": self.decision.key,
            "priority_id": self.priority.key,
            "done_when": self.done_when.words,
            "publicity": self.publicity.key,
        }
        if self.card is None:
            return AddAction(**values)
        return EditAction(
            self.card.id,
            self.card.version,
            due_reason=self.reason.text(),
            **values,
        )


class RedateForm(FormDialog):
    """Another day or meeting for an action; the old one is kept with the reason."""

    def __init__(self, page: Page, card: ActionCard) -> None:
        from cspdesk.actions.queries import action_choices

        super().__init__(page.operations, f"Move the date of action {card.line.ref}", page.window())
        self.card = card
        self.due = due_fields(page, page.desk.ask(action_choices), card)
        self.reason = QLineEdit()
        self.place(
            [("due_on", f"&Due (was {card.due_words})", self.due)],
            [("due_reason", "&Why it moves", self.reason)],
        )
        self.finish("Move the date")

    def command(self) -> Command:
        from cspdesk.actions.commands import EditAction

        return EditAction(
            self.card.id,
            self.card.version,
            due_on=self.due.due_on,
            due_meeting_id=self.due.due_meeting_id,
            due_reason=self.reason.text(),
        )


class UpdateForm(FormDialog):
    """What the owner says, on which day."""

    def __init__(self, page: Page, card: ActionCard) -> None:
        super().__init__(page.operations, f"Update of action {card.line.ref}", page.window())
        self.card = card
        self.text, self.day = Words(), DayEdit(page.desk.today)
        self.part_done = QCheckBox("Part of it is &done")
        self.part_done.setChecked(card.line.state is ActionState.PART_DONE)
        self.part_done.setEnabled(card.line.state is ActionState.OPEN)
        self.place(
            [("text", "&What the owner says", self.text)], [("made_on", "&Said on", self.day)]
        )
        self.box.addWidget(self.part_done)
        self.finish("Record the update")
        self.text.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import AddUpdate

        partly = self.part_done.isChecked() and self.card.line.state is ActionState.OPEN
        return AddUpdate(self.card.id, self.text.words, self.day.day, partly)


class CorrectForm(FormDialog):
    """Another wording or day for an update that was recorded."""

    def __init__(self, page: Page, card: ActionCard, update_id: int) -> None:
        super().__init__(page.operations, "Correct the update", page.window())
        self.update_row = next(one for one in card.updates if one.id == update_id)
        self.text, self.day = Words(self.update_row.text), DayEdit(self.update_row.made_on)
        self.place(
            [("text", "&What the owner said", self.text)], [("made_on", "&Said on", self.day)]
        )
        self.finish("Save")
        self.text.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import EditUpdate

        row = self.update_row
        return EditUpdate(row.id, row.version, text=self.text.words, made_on=self.day.day)


class ChaseForm(FormDialog):
    """Who was reminded, how and when: of an action, a report-back or a homework question."""

    def __init__(
        self,
        page: Page,
        about: str,
        whom: str,
        *,
        action_id: int | None = None,
        report_back_id: int | None = None,
        homework_id: int | None = None,
    ) -> None:
        super().__init__(page.operations, f"Chase {about}", page.window())
        self._questions = (homework_id,) if homework_id is not None else ()
        self._actions = (action_id,) if action_id is not None else ()
        self._report_backs = (report_back_id,) if report_back_id is not None else ()
        self.way = Choice([(way, way.label) for way in ChaseWay], ChaseWay.PHONE)
        self.day, self.whom, self.text = DayEdit(page.desk.today), QLineEdit(whom), Words(lines=2)
        self.place(
            [("way", "&How", self.way), ("chased_on", "&When", self.day)],
            [("whom", "Wh&om", self.whom)],
            [("text", "What was &asked", self.text)],
        )
        self.finish("Record the chase")
        self.way.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import RecordChases

        return RecordChases(
            self._actions,
            self._report_backs,
            self.way.key,
            self.whom.text(),
            self.text.words,
            self.day.day,
            self._questions,
        )


class AnswerForm(FormDialog):
    """How a partner answered a reminder."""

    def __init__(self, page: Page, chase: Chase) -> None:
        title = f"Answer to the reminder of {_board(chase.chased_on).removeprefix('Board of ')}"
        super().__init__(page.operations, title, page.window())
        self.chase = chase
        self.answer = Words(chase.answer)
        self.day = DayEdit(chase.answered_on or page.desk.today)
        self.place(
            [("answer", "&What they answered", self.answer)],
            [("answered_on", "Answered &on", self.day)],
        )
        self.finish("Record the answer")
        self.answer.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import AnswerChase

        return AnswerChase(self.chase.id, self.chase.version, self.answer.words, self.day.day)


class CloseForm(FormDialog):
    """How an action ends: done with evidence, superseded, a duplicate, dropped with the reason.

    `others` are the references (with the words of each action) to the ids of other actions.
    """

    def __init__(self, page: Page, card: ActionCard, others: Mapping[str, int]) -> None:
        super().__init__(page.operations, f"Close action {card.line.ref}", page.window())
        self.card, self._others = card, others
        self.outcome = Choice(_OUTCOMES, ActionState.DONE)
        self.evidence, self.day = Words(), DayEdit(page.desk.today)
        self.successor = completed("", others)
        self.place(
            [("outcome", "&How it ends", self.outcome), ("closed_on", "&On", self.day)],
            [("successor_id", "Which &action (type its reference or words)", self.successor)],
            [("evidence", "&Evidence or reason", self.evidence)],
        )
        self.outcome.currentIndexChanged.connect(lambda _place: self._show_outcome())
        self.finish("Close the action")
        self._show_outcome()
        self.evidence.setFocus()

    def choose(self, outcome: ActionState) -> None:
        self.outcome.choose(outcome)

    def _show_outcome(self) -> None:
        outcome = self.outcome.key
        replaced = outcome in (ActionState.SUPERSEDED, ActionState.DUPLICATE)
        self.fields.field("successor_id").setVisible(replaced)
        self.evidence.setPlaceholderText(_EVIDENCE[outcome])

    def command(self) -> Command | None:
        from cspdesk.actions.commands import CloseAction

        outcome = self.outcome.key
        typed = self.successor.text().strip()
        successor = None
        if typed and self.fields.field("successor_id").isVisible():
            successor = self.find(typed)
            if successor is None:
                self.fields.show("successor_id", f"There is no action “{typed}”.")
                return None
        return CloseAction(
            self.card.id,
            self.card.version,
            outcome,
            self.evidence.words,
            self.day.day,
            successor,
        )

    def find(self, typed: str) -> int | None:
        """The action of that reference or wording; of two with one reference the newer."""
        if typed in self._others:
            return self._others[typed]
        ref = typed.split(maxsplit=1)[0]
        same = [key for words, key in self._others.items() if words.split(maxsplit=1)[0] == ref]
        return max(same, default=None)


class ReopenForm(FormDialog):
    """Why a closed action is opened again."""

    def __init__(self, page: Page, card: ActionCard) -> None:
        super().__init__(page.operations, f"Open action {card.line.ref} again", page.window())
        self.card = card
        self.reason = Words(lines=2)
        self.place([("reason", "&Why it is opened again", self.reason)])
        self.finish("Open it again")
        self.reason.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import ReopenAction

        return ReopenAction(self.card.id, self.card.version, self.reason.words)


def due_fields(page: Page, choices: ActionChoices, card: ActionCard | None) -> DueFields:
    """When the action is due; a new one at the next Board, else in four weeks."""
    from datetime import timedelta

    today = page.desk.today
    meetings = [(one.id, _board(one.held_on)) for one in choices.boards]
    if card is None:
        return DueFields(meetings, today + timedelta(weeks=4))
    line = card.line
    day = line.due_on or today
    return DueFields(
        meetings, day, has_date=line.due_on is not None, meeting_id=line.due_meeting_id
    )


def _board(day: object) -> str:
    from datetime import date

    from cspdesk.calendar import short_date

    assert isinstance(day, date)
    return f"Board of {short_date(day, year=True)}"
