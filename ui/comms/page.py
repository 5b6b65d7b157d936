"""Communications: what the Board decided to tell whom, through whose channels, by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.comms.columns import OffersView, PlanView
from ui.comms.inspector import CommsInspector
from ui.comms.saving import PlanSaving
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.comms.records import CommsPlan, GoodNews, PlanLine
    from cspdesk.kpis.known import Known
    from db.changes import ChangeSet
    from ui.agenda.cycles import CycleDialog
    from ui.widgets.forms import FormDialog

# What good news is worked out from: figures that have not changed need not be read again.
_FIGURES = ("indicator", "measurement", "target", "assessment", "framework", "series_break")
_OFFERS_SHOWN = 3
_LOW = 700  # px of the page at 100 % under which two are shown
_NO_BOARD = "No Board is planned yet. Comms are decided at the end of each item of its agenda."
_NO_ITEMS = "The agenda of this Board has no items yet, so there is nothing to tell."


class CommsPage(Page):
    """The plan over the good news that the figures offer; the chosen line in the inspector."""

    title = "Communications"
    tables = frozenset(
        {"comms_decision", "item_record", "agenda_item", "organisation", "meeting", "cycle",
         *_FIGURES}
    )  # fmt: skip
    plan: CommsPlan | None = None
    offers: tuple[GoodNews, ...] = ()
    dialog: FormDialog | CycleDialog | None = None

    def build(self) -> None:
        self._known: Known | None = None
        self.header = PageHeader(self.title)
        self.saving = PlanSaving(self)
        self.copy_plan = SecondaryButton("Copy &plan", self.copy_all)
        self.add_button = PrimaryButton("Add message", self.add)
        self.add_button.setToolTip("A or Ctrl+N")
        self.header.end(self.copy_plan, self.saving.button, self.add_button)
        self.list, self.news = PlanView(), OffersView()
        self.inspector = CommsInspector(self.operations, self.desk.today)
        self.empty = EmptyState("")
        self._lay_out()
        self._connect()
        if self.operations.refusal:
            self.add_button.set_allowed(False, self.operations.refusal)

    def _lay_out(self) -> None:
        self.pane = Pane()
        self.pane.setAccessibleName("Comms plan")
        self.pane.add(self.list, 1)
        self.offered = Pane("Good news from the figures")
        self.offered.add(self.news, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self.offered)
        self.splitter = Splitter(
            "comms", (left, self.inspector), (0, 400), self.context.state, inspector=1
        )
        host = QWidget()
        self.stack = QStackedLayout(host)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(host, 1)

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show_line)
        self.list.record_opened.connect(lambda _line: self.inspector.edit_message())
        keys = {
            "F2": "message", "A": "add", "C": "channels", "S": "sign_off", "P": "publish",
            "N": "none", "T": "copy", "Del": "remove",
        }  # fmt: skip
        for key, what in keys.items():
            self.list.add_key(key, lambda _line, what=what: self.do(what))
        self.news.record_opened.connect(self.use)
        self.news.link_pressed.connect(lambda one, _link: self.use(one))
        self.inspector.wanted.connect(self.do)
        self.inspector.text_written.connect(self._record)
        self.empty.pressed.connect(self._start_from_nothing)
        add = QShortcut(QKeySequence("Ctrl+N"), self, self.add)
        add.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.comms.queries import comms_plan, good_news
        from cspdesk.kpis.known import read_known
        from cspdesk.meetings.queries import cycle_in_view
        from cspdesk.people.queries import organisations

        strip = self.desk.ask(cycle_in_view, self.context.cycle.cycle_id)
        meeting_id = strip.cycle.meeting_id if strip else None
        self.plan = self.desk.ask(comms_plan, meeting_id) if meeting_id is not None else None
        partners = [(one.id, one.short_name) for one in self.desk.ask(organisations)]
        self.inspector.offer_partners(partners)
        if self._known is None or changes is None or changes.touches(*_FIGURES):
            self._known = self.desk.ask(read_known)
        if meeting_id is not None:
            self.offers = self.desk.ask(good_news, meeting_id, self._known)
        self._show_stack()
        self._show_offers()
        self.list.show_lines(self.plan.lines if self.plan else ())
        self._show_line(self.list.current_record())

    def _show_stack(self) -> None:
        plan = self.plan
        there = plan is not None and bool(plan.lines)
        self.stack.setCurrentWidget(self.splitter if there else self.empty)
        for button in (self.copy_plan, self.saving.button, self.add_button):
            button.setVisible(there)
        self.saving.show_plan(plan)
        self.header.set_text(self.title, _sentence(plan))
        if plan is None:
            self.empty.set_text(_NO_BOARD, "Plan the first cycle…")
        elif not there:
            self.empty.set_text(_NO_ITEMS, "Open agenda planning")

    def _show_offers(self) -> None:
        self.news.rows.set_records(self.offers)
        held = f"{len(self.offers)} well better than target" if self.offers else ""
        self.offered.set_title("Good news from the figures", held)
        self._fit_offers()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_offers()

    def _fit_offers(self) -> None:
        """The plan gets the room; the offers scroll under it."""
        look = theme()
        most = _OFFERS_SHOWN if self.height() >= look.px(_LOW) else _OFFERS_SHOWN - 1
        shown = min(most, max(1, len(self.offers)))
        height = look.row("header") + shown * look.row("agenda") + look.px(40) + look.px(8)
        self.offered.setFixedHeight(height)

    def _show_line(self, line: PlanLine | None) -> None:
        held_on = self.plan.meeting.held_on if self.plan else self.desk.today
        self.inspector.show_line(line, held_on)

    def _start_from_nothing(self) -> None:
        if self.plan is None:
            from ui.agenda.cycles import plan_cycle

            self.dialog = plan_cycle(self.context, self.window())
        else:
            self.context.go("agenda", "")

    # -- doing --------------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """Do with the chosen line: message, channels, sign_off, publish, copy, none, remove."""
        line = self.inspector.line
        if line is None:
            return
        if what == "copy":
            self.copy_message()
        elif not self.operations.refuse():
            _DOING[what](self, line)

    def add(self) -> None:
        """A message of the chosen item, or beside the agenda."""
        from ui.comms.forms import MessageForm

        if self.plan is None or self.operations.refuse():
            return
        line = self.inspector.line
        form = MessageForm(self, self.plan, line.item_id if line else None)
        form.accepted.connect(lambda: self._show_made(form.changes))
        self._open(form)

    def use(self, offer: GoodNews) -> None:
        """Take good news into the plan, its owner leading, to be worded further there."""
        from cspdesk.comms.commands import RecordComms

        if self.plan is None or self.operations.refuse():
            return
        command = RecordComms(
            self.plan.meeting.id,
            None,
            offer.draft,
            organisation_id=offer.owner_id,
            indicator_id=offer.indicator_id,
        )
        self._run_new(command)

    def _record(self, text: str) -> None:
        """The first wording of an item makes its message."""
        from cspdesk.comms.commands import RecordComms

        line = self.inspector.line
        if line is not None and self.plan is not None:
            self._run_new(RecordComms(self.plan.meeting.id, line.item_id, text))

    def _run_new(self, command: Command) -> None:
        self._show_made(self.operations.run(command, fields=self.inspector.places))

    def _show_made(self, changes: ChangeSet | None) -> None:
        if changes is not None and changes.created is not None:
            self.list.choose(f"message:{changes.created}")
            self.list.setFocus()

    def copy_message(self) -> None:
        """The wording alone, to be pasted where it is published."""
        message = self.inspector.message
        if message is not None:
            QGuiApplication.clipboard().setText(message.message)
            self.operations.tell("Copied the message.")

    def copy_all(self) -> None:
        """The whole plan as text, for an e-mail to those who carry it."""
        from cspdesk.comms.plan_text import plan_text

        if self.plan is not None:
            QGuiApplication.clipboard().setText(plan_text(self.plan))
            self.operations.tell("Copied the comms plan.")

    def _open(self, form: FormDialog) -> None:
        self.dialog = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("A", "add message"),
            ("Enter", "wording"),
            ("C", "channels"),
            ("S", "sign off"),
            ("P", "published"),
            ("N", "nothing needed"),
            ("T", "copy text"),
        ]

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return [self.empty]
        return [self.pane, self.offered, self.inspector]

    def escape(self) -> None:
        focus_pane(self.panes()[0])

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "message:7" one message, "item:4" the first line of an item, "good_news" the offers."""
        self.bring_up_to_date()
        kind, _, key = target.partition(":")
        if target == "good_news":
            self.news.setFocus()
        elif kind == "item" and key.isdecimal():
            lines = self.plan.lines if self.plan else ()
            mine = next((line.key for line in lines if line.item_id == int(key)), None)
            if mine is not None:
                self.list.choose(mine)
        elif kind == "message":
            self.list.choose(target)


def _word(page: CommsPage, _line: PlanLine) -> None:
    page.inspector.edit_message()


def _add(page: CommsPage, _line: PlanLine) -> None:
    page.add()


def _channels(page: CommsPage, line: PlanLine) -> None:
    from cspdesk.comms.queries import channel_choices
    from ui.comms.forms import ChannelsForm

    if line.message is not None:
        page._open(ChannelsForm(page, line.message, page.desk.ask(channel_choices)))


def _publish(page: CommsPage, line: PlanLine) -> None:
    from ui.comms.forms import PublishForm

    if line.message is not None:
        page._open(PublishForm(page, line.message))


def _sign_off(page: CommsPage, line: PlanLine) -> None:
    from cspdesk.comms.commands import SignOffComms

    if line.message is not None and line.message.signed_off_on is None:
        page.operations.run(SignOffComms(line.message.id, line.message.version))


def _none(page: CommsPage, line: PlanLine) -> None:
    """Nothing needed of an item, or that taken back."""
    from cspdesk.comms.commands import SayNoComms

    if line.message is None and line.item_id is not None:
        decided = line.standing.state.value == "none_needed"
        page.operations.run(SayNoComms(line.item_id, none=not decided))


def _remove(page: CommsPage, line: PlanLine) -> None:
    from cspdesk.comms.commands import RemoveComms

    if line.message is not None:
        page.operations.run(RemoveComms(line.message.id, line.message.version))


_DOING: dict[str, Any] = {
    "message": _word,
    "add": _add,
    "channels": _channels,
    "publish": _publish,
    "sign_off": _sign_off,
    "none": _none,
    "undecide": _none,
    "remove": _remove,
}


def _sentence(plan: CommsPlan | None) -> str:
    from cspdesk.calendar import short_date

    if plan is None:
        return ""
    return f"Board of {short_date(plan.meeting.held_on, year=True)}. {plan.sentence.capitalize()}"
