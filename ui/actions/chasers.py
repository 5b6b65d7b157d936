"""Reminders as drafts: who is due one, some days before what they owe is due, and again after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ui.delegates.cells import Line, Piece, rag_words, text
from ui.models.columns import Column
from ui.theme import theme
from ui.widgets.drafts_dialog import DraftsDialog, Wording
from ui.widgets.fields import Field

if TYPE_CHECKING:
    from cspdesk.actions.commands import RecordChases
    from cspdesk.mail.queries import Reminder
    from ui.widgets.page import Page

_MOST_DAYS = 60
_NAMED = {
    (True, True, True): ("reminder", "Draft chasers"),
    (False, True, False): ("report-backs", "Draft requests for report-backs"),
    (False, False, True): ("homework", "Chase late homework"),
}
_REST = 300  # ms without a key before the days are read


class ChasersDialog(DraftsDialog["Reminder"]):
    """Partners at the left, the chosen one's text at the right, the folder beneath."""

    def __init__(
        self,
        page: Page,
        *,
        actions: bool = True,
        report_backs: bool = True,
        homework: bool = True,
    ) -> None:
        self._kinds = {"actions": actions, "report_backs": report_backs, "homework": homework}
        what, title = _NAMED[actions, report_backs, homework]
        self.reminders: tuple[Reminder, ...] = ()
        wording = Wording(
            title,
            list_name="Partners to remind",
            empty="No partner is due a reminder today.",
            preview="Text of the reminder",
            copied="Copied the reminder to",
            record="&Record them as chased today by email",
        )
        super().__init__(page, wording, what, (860, 600))
        self.read()

    # -- what differs -------------------------------------------------------------------------

    def key_of(self, one: Reminder) -> int:
        return one.partner.organisation_id

    def name_of(self, one: Reminder) -> str:
        return one.partner.short_name

    def columns(self) -> tuple[Column[Reminder], ...]:
        return (
            self.tick_column("Partner", width=150),
            Column("What for", lambda one: one.partner.words, cell=_what_for),
        )

    def command(self, chosen: list[Reminder]) -> RecordChases:
        from cspdesk.actions.commands import RecordChases

        actions = tuple(line.id for one in chosen for line in one.partner.actions)
        backs = tuple(line.id for one in chosen for line in one.partner.report_backs)
        asked = tuple(line.id for one in chosen for line in one.partner.homework)
        return RecordChases(actions, backs, homework_ids=asked)

    def above(self) -> tuple[QWidget, ...]:
        from cspdesk.actions.chase_queries import remind_before

        self.days = QLineEdit(str(self.page.desk.ask(remind_before)))
        self.days.setMaximumWidth(theme().px(70))
        field = Field(
            "Remind this many &days before the day",
            self.days,
            hint="As set for the partnership. Again on the day, then seven working days"
            " after each reminder; late homework is chased at once.",
        )
        rest = QWidget()
        rest.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        field.put_beside(rest)  # a short field stays at the left
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self.read)
        self.days.textEdited.connect(lambda _text: self._rest.start())
        if not (self._kinds["actions"] or self._kinds["report_backs"]):
            field.hide()  # homework is chased once it is late, not some days before
        return (self.fields.add("days", field),)

    # -- reading ------------------------------------------------------------------------------

    def read(self) -> None:
        """Who is due a reminder, with the days as typed."""
        from cspdesk.mail.queries import reminders

        self.fields.clear()
        typed = self.days.text().strip()
        if not (typed.isdecimal() and typed.isascii() and int(typed) <= _MOST_DAYS):
            words = f"Write a whole number from 0 to {_MOST_DAYS}."
            self.fields.field("days").set_problem(words)
            return
        self.reminders = self.page.desk.ask(reminders, int(typed), **self._kinds)
        self.fill(self.reminders)


def _what_for(one: Reminder) -> Line:
    pieces = [Piece(one.partner.words)]
    if one.fault:
        return Line((*pieces, rag_words("red", "No usable address")))
    late = one.partner.overdue
    return Line((*pieces, Piece(f"{late} late", tone="second"))) if late else text(pieces[0].text)
