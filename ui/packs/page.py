"""The screen that makes the board pack: what goes in, what stands in its way, and the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token
from ui.packs.panes import ChecksPane, ContentsPane, EditionPane
from ui.widgets.buttons import SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page
from ui.widgets.pane import PageHeader
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.agenda.checks import Check
    from cspdesk.agenda.records import AgendaView
    from cspdesk.desk import Desk
    from cspdesk.packs.export import Exported
    from db.changes import ChangeSet

JOB = "Make the draft pack"


class PackPage(Page):
    """Edition and place at the left, contents in the middle, checks and the button at the right."""

    title = "Board pack"
    view: AgendaView | None = None
    made: Exported | None = None

    def build(self) -> None:
        self.edition = EditionPane(self.context.state, self.desk.path.parent)
        self.contents = ContentsPane(self.open_made)
        self.checks = ChecksPane(self.make_draft, self._can_fix())
        self.checks.fix_wanted.connect(self._fix)
        if not can_export():
            self.checks.refuse("This version cannot make the PDF yet.")
        self.header = PageHeader(self.title)
        self.back = SecondaryButton("Back to Home", lambda: self.context.go("home", ""))
        self.header.end(self.back)
        panes = (self.edition, self.contents, self.checks)
        self.splitter = Splitter("packs", panes, (288, 0, 405), self.context.state)
        self.empty = EmptyState(
            "There is no Board meeting to make a pack for yet. Plan one and its agenda first.",
            "Back to Home",
        )
        self.empty.pressed.connect(lambda: self.context.go("home", ""))
        self._lay_out()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        self._shown = QStackedLayout()
        self._shown.addWidget(self.splitter)
        self._shown.addWidget(self.empty)
        box.addLayout(self._shown, 1)

    # -- what is shown ------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        self.view = _agenda_in_view(self.desk, self.context.cycle.cycle_id)
        has_items = self.view is not None and bool(self.view.lines)
        self._shown.setCurrentWidget(self.splitter if has_items else self.empty)
        self.back.setVisible(has_items)
        self.header.set_text(self.title, _when(self.view, self.desk))
        if self.view is None:
            return
        if not self.view.lines:
            self.empty.set_text(
                "The agenda of this meeting has no items yet, so there is nothing to put in a "
                "pack. Add them on Agenda planning.",
                "Back to Home",
            )
        self.edition.show_meeting(self.view.meeting, _marking(self.desk))
        self.contents.show_agenda(self.view)
        self.checks.show_checks(self.view.checks)

    def panes(self) -> list[QWidget]:
        if self._shown.currentWidget() is self.empty:
            return [self.empty]
        return [self.edition, self.contents, self.checks]

    def activated(self) -> None:
        if self._shown.currentWidget() is self.empty:
            super().activated()
        else:
            self.contents.take_focus()

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "fix a check")] if self._can_fix() else []

    def _can_fix(self) -> bool:
        from ui.pages import module_exists

        return module_exists("ui.agenda.page")

    def _fix(self, check: Check) -> None:
        target = f"item:{check.item_id}" if check.item_id else ""
        self.context.go("agenda", target)

    # -- making the draft ---------------------------------------------------------------------

    def make_draft(self) -> Token | None:
        """Start the draft in the background; None when its name or folder cannot be used."""
        self.contents.clear_result()
        out = self.edition.chosen_path()
        if self.view is None or out is None or not can_export():
            return None
        desk, meeting_id = self.desk, self.view.meeting.id
        self.checks.set_making(True)
        return self.context.jobs.start(
            JOB,
            lambda token: _export(desk, out, meeting_id, token),
            on_done=self._on_made,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
        )

    def open_made(self) -> None:
        """Show the PDF in whatever program opens PDFs here."""
        if self.made is None:
            return
        opened = self.made.path.is_file() and QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(self.made.path))
        )
        if not opened:
            self.contents.say_problem(
                f"{self.made.path.name} could not be opened here: open it from its folder."
            )

    def _on_made(self, made: Exported) -> None:
        if not isValid(self):  # another file was opened meanwhile
            return
        self.made = made
        self._at_rest()
        self.contents.say_made(made.path, made.pages)

    def _on_failed(self, problem: Exception) -> None:
        if isValid(self):
            self._at_rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self):
            self.contents.say_problem(str(problem))

    def _on_cancelled(self) -> None:
        if isValid(self):
            self._at_rest()
            self.contents.say_quietly("Stopped. No file was made.")

    def _at_rest(self) -> None:
        self.checks.set_making(False)
        self.edition.propose_name()


def can_export() -> bool:
    """Whether this program has what makes the pack; asked without importing it."""
    from ui.pages import module_exists

    return module_exists("cspdesk.packs.export")


def _export(desk: Desk, out: Path, meeting_id: int, token: Token) -> Exported:
    from cspdesk.packs.export import export_board_pack
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return export_board_pack(
            desk.reader(),
            out,
            meeting_id=meeting_id,
            draft=True,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None


def _agenda_in_view(desk: Desk, cycle_id: int | None) -> AgendaView | None:
    from cspdesk.agenda.queries import agenda
    from cspdesk.meetings.queries import cycle_in_view

    strip = desk.ask(cycle_in_view, cycle_id)
    if strip is None or strip.cycle.meeting_id is None:
        return None
    return desk.ask(agenda, strip.cycle.meeting_id)


def _marking(desk: Desk) -> str:
    from cspdesk.settings.queries import partnership

    return desk.ask(partnership).marking.label


def _when(view: AgendaView | None, desk: Desk) -> str:
    from cspdesk.calendar import date_for, short_date

    if view is None:
        return ""
    papers = date_for(view.meeting.papers_on, desk.today)
    return f"{short_date(view.meeting.held_on, year=True)}. Papers go out by {papers}."
