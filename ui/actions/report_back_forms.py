"""The forms of report-backs: ask governance bodies, record a response, change a request."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from db.vocabulary import BusinessSource, ReportBackState
from ui.theme import label, theme
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog, Words
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.actions.queries import ReportBackLine
    from cspdesk.commanding import Command
    from cspdesk.people.queries import BodyLine
    from ui.widgets.page import Page

_STATES = (
    (ReportBackState.REPORTED, "It has reported back"),
    (ReportBackState.TAKEN_ON, "It has it on its agenda"),
    (ReportBackState.NONE_YET, "Nothing yet"),
)
_MEETS, _ON_DAY = "meets", "day"


class RecordForm(FormDialog):
    """What a governance body said, what changed, and what it asks the Board."""

    def __init__(self, page: Page, line: ReportBackLine) -> None:
        title = f"Response of {line.organisation}: {line.body}"
        super().__init__(page.operations, title, page.window())
        self.line = line
        state = line.state if line.state in dict(_STATES) else ReportBackState.REPORTED
        self.state = Choice(_STATES, state)
        self.met = DayEdit(line.met_on or page.desk.today)
        self.reported = DayEdit(line.reported_on or page.desk.today)
        self.said, self.changed = Words(line.said), Words(line.changed, 2)
        self.question = Words(line.question, 2)
        self.place(
            [("state", "&How it stands", self.state), ("met_on", "The body &meets on", self.met)],
            [("reported_on", "&Reported on", self.reported)],
            [("said", "What the body &said or decided", self.said)],
            [("changed", "What &changed because of it", self.changed)],
            [("question", "Its &question back to the Board", self.question)],
        )
        self.state.currentIndexChanged.connect(lambda _place: self._show_state())
        self._show_state()
        self.finish("Record the response")
        self.said.setFocus()

    def _show_state(self) -> None:
        state = self.state.key
        self.fields.field("met_on").setVisible(state is not ReportBackState.NONE_YET)
        self.fields.field("reported_on").setVisible(state is ReportBackState.REPORTED)

    def command(self) -> Command:
        from cspdesk.actions.commands import RecordReportBack

        state = self.state.key
        reported = state is ReportBackState.REPORTED
        return RecordReportBack(
            self.line.id,
            self.line.version,
            state,
            self.said.words,
            self.changed.words,
            None if state is ReportBackState.NONE_YET else self.met.day,
            self.reported.day if reported else None,
            self.question.words,
        )


class RaiseForm(FormDialog):
    """A body's question or refusal becomes business in the inbox; the partner is its source."""

    def __init__(self, page: Page, line: ReportBackLine, cycle_id: int) -> None:
        from cspdesk.actions.report_back_queries import to_raise

        super().__init__(page.operations, f"Raise for {line.organisation}", page.window())
        self.line, self.cycle_id = line, cycle_id
        asked = to_raise(line)
        self.subject = QLineEdit(_first_words(line.question or line.taken_back))
        self.asked = Words(asked)
        self.why = Words(lines=2)
        self.place(
            [("title", "&Subject", self.subject)],
            [("asked", "What is &asked", self.asked)],
            [("why_whole", "Why the &whole partnership is needed", self.why)],
        )
        words = f"Source: {line.body}, which was told: {line.taken_back}"
        source = label(words, "label", "second")
        source.setWordWrap(True)
        self.box.addWidget(source)
        self.finish("Raise in the inbox")
        self.subject.setFocus()

    def command(self) -> Command:
        from cspdesk.agenda.business_commands import RaiseBusiness

        return RaiseBusiness(
            self.cycle_id,
            BusinessSource.PARTNER,
            self.subject.text(),
            organisation_id=self.line.organisation_id,
            raised_by=self.line.body,
            asked=self.asked.words,
            why_whole=self.why.words,
        )


def _first_words(text: str, most: int = 80) -> str:
    """The first sentence, cut between words where it is long."""
    first = re.split(r"(?<=[.?!])\s", " ".join(text.split()), maxsplit=1)[0]
    return first if len(first) <= most else f"{first[:most].rsplit(' ', 1)[0]} …"


class AskForm(FormDialog):
    """One decision or piece of information sent to several governance bodies."""

    def __init__(self, page: Page, meeting_id: int | None) -> None:
        from cspdesk.actions.queries import action_choices
        from cspdesk.people.queries import governance_bodies

        super().__init__(page.operations, "Ask for report-backs", page.window())
        self.page = page
        boards = page.desk.ask(action_choices).boards
        self.board = Choice([(one.id, _day(one.held_on)) for one in boards], meeting_id)
        self.item = Choice((), none="No item")
        self.taken_back = Words(lines=2)
        self.due = Choice([(_MEETS, "When each body next meets"), (_ON_DAY, "On one day")], _MEETS)
        self.day = DayEdit(page.desk.today)
        self.place(
            [
                ("meeting_id", "Decided by the &Board of", self.board),
                ("item_id", "&Item", self.item),
            ],
            [("taken_back", "The decision or information to &take back", self.taken_back)],
            [("due", "&Due", self.due), ("due_on", "Da&y", self.day)],
        )
        self.bodies: dict[int, QCheckBox] = {}
        self._make_bodies(page.desk.ask(governance_bodies))
        self.board.currentIndexChanged.connect(lambda _place: self._offer_items())
        self.due.currentIndexChanged.connect(lambda _place: self._show_day())
        self._offer_items()
        self._show_day()
        self.finish("Ask them")
        self.taken_back.setFocus()

    def _make_bodies(self, bodies: tuple[BodyLine, ...]) -> None:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        for body in bodies:
            tick = QCheckBox(f"{body.organisation}: {body.name}".replace("&", "&&"))
            tick.setChecked(True)
            if body.next_meets_on:
                tick.setToolTip(f"Meets {_day(body.next_meets_on)}")
            self.bodies[body.id] = tick
            column.addWidget(tick)
        scroll = Scroll(host)
        scroll.setFixedHeight(min(host.sizeHint().height(), theme().px(170)) + theme().px(4))
        if not self.bodies:
            self.box.addWidget(label("No partner has a governance body yet.", "label", "second"))
        self.box.addWidget(self.fields.add("body_ids", Field("Governance bodies", scroll)))

    def _offer_items(self) -> None:
        from cspdesk.actions.queries import items_of

        key = self.board.key
        self.item.offer(self.page.desk.ask(items_of, key) if key is not None else ())

    def _show_day(self) -> None:
        self.fields.field("due_on").setVisible(self.due.key == _ON_DAY)

    def command(self) -> Command | None:
        from cspdesk.actions.commands import AskReportBacks

        if self.board.key is None:
            self.fields.show("meeting_id", "Plan a Board first.")
            return None
        return AskReportBacks(
            self.board.key,
            tuple(key for key, tick in self.bodies.items() if tick.isChecked()),
            self.taken_back.words,
            self.item.key,
            self.day.day if self.due.key == _ON_DAY else None,
        )


class RequestForm(FormDialog):
    """Another wording, item or day for a request that was made."""

    def __init__(self, page: Page, line: ReportBackLine) -> None:
        from cspdesk.actions.queries import items_of

        title = f"Request to {line.organisation}: {line.body}"
        super().__init__(page.operations, title, page.window())
        self.line = line
        self.taken_back = Words(line.taken_back, 2)
        items = page.desk.ask(items_of, line.meeting_id)
        self.item = Choice(items, line.item_id, "No item")
        self.day = DayEdit(line.due_on or page.desk.today)
        self.place(
            [("taken_back", "The decision or information to &take back", self.taken_back)],
            [("item_id", "&Item", self.item), ("due_on", "&Due", self.day)],
        )
        self.finish("Save")
        self.taken_back.setFocus()

    def command(self) -> Command:
        from cspdesk.actions.commands import EditReportBack

        return EditReportBack(
            self.line.id,
            self.line.version,
            taken_back=self.taken_back.words,
            item_id=self.item.key,
            due_on=self.day.day,
        )


def _day(day: date) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)
