"""The screen that makes the board pack: what goes in, what stands in its way, and the PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.errors import WorldError
from cspdesk.phrases import sentence_case
from db.vocabulary import DocumentKind
from ui.agenda.cycles import CycleDialog, plan_cycle
from ui.packs.issued import edition_words
from ui.packs.issuing import IssueDialog
from ui.packs.making import Final, export_pack, final_pack, issue_command
from ui.packs.panes import ChecksPane, ContentsPane, EditionPane
from ui.packs.saving import final_name, supplement_name
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
    from cspdesk.packs.late import LateBusiness
    from cspdesk.packs.queries import IssuedLine
    from db.changes import ChangeSet
    from ui.jobs import Token

JOB = "Make the draft pack"
ISSUING = "Issue the pack"
CHANGED = (
    "Something was changed while the pack was being made, so nothing was issued. Issue it again."
)


class PackPage(Page):
    """Edition and place at the left, contents in the middle, checks and buttons at the right."""

    title = "Board pack"
    view: AgendaView | None = None
    issued: tuple[IssuedLine, ...] = ()
    late: LateBusiness | None = None
    saved: Path | None = None
    dialog: IssueDialog | None = None
    planning: CycleDialog | None = None

    def build(self) -> None:
        self._changed_meanwhile = False
        self.edition = EditionPane(self.context.state, self.desk.path.parent)
        self.edition.kind_changed.connect(self._show_kind)
        self.contents = ContentsPane(self.open_saved)
        self.checks = ChecksPane(
            self.make_draft, self.start_issuing, self._can_fix(), self.operations.refusal
        )
        self.checks.fix_wanted.connect(self._fix)
        self.contents.issued.copy_wanted.connect(self._ask_copy)
        self.context.bus.changed.connect(self._note_change)
        self.header = PageHeader(self.title)
        self.back = SecondaryButton("Back to Home", lambda: self.context.go("home", ""))
        self.header.end(self.back)
        panes = (self.edition, self.contents, self.checks)
        self.splitter = Splitter("packs", panes, (290, 0, 472), self.context.state)
        self.empty = EmptyState("")
        self.empty.pressed.connect(self._start_from_nothing)
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
        before = self.view.meeting.id if self.view else None
        self.view = _agenda_in_view(self.desk, self.context.cycle.cycle_id)
        has_items = self.view is not None and bool(self.view.lines)
        self._shown.setCurrentWidget(self.splitter if has_items else self.empty)
        self.header.set_text(self.title, _when(self.view, self.desk))
        if self.view is None:
            self.empty.set_text(
                "No Board is planned yet. Its pack is made from its agenda.",
                "Plan the first cycle…",
            )
            return
        if not self.view.lines:
            self.empty.set_text(
                "The agenda of this Board has no items yet, so there is nothing to put in a pack.",
                "Open agenda planning",
            )
        if before not in (None, self.view.meeting.id):
            self.contents.clear_result()
        self.edition.show_meeting(self.view.meeting, _marking(self.desk))
        self._read_issued(self.view)
        self.edition.show_late(self.late)

    def _read_issued(self, view: AgendaView) -> None:
        from cspdesk.packs.queries import issued_documents

        self.issued = self.desk.ask(issued_documents, view.meeting.id)
        self.contents.issued.show_issued(self.issued)
        self.late = None
        if self.issued:
            from cspdesk.packs.late import late_business

            self.late = self.desk.ask(late_business, view.meeting.id)

    def _show_kind(self) -> None:
        """Contents, checks and buttons of what is to be made."""
        view, late = self.view, self.supplement()
        if view is None:
            return
        self.contents.show_agenda(view, late)
        self.checks.show_checks(view.checks)
        self.checks.show_issued(self.issued, view.checks)
        if late is not None:
            self.checks.show_supplement(late, self._stops())

    def supplement(self) -> LateBusiness | None:
        """What the supplement holds, when that is what is chosen."""
        return self.late if self.edition.kind is DocumentKind.SUPPLEMENT else None

    def _stops(self) -> tuple[Check, ...]:
        from cspdesk.agenda.checks import stopping
        from cspdesk.packs.late import stopping_supplement

        stops = stopping(self.view.checks) if self.view else ()
        late = self.supplement()
        return stopping_supplement(stops, late) if late else stops

    def next_edition(self) -> int:
        packs = (line.number for line in self.issued if line.kind is DocumentKind.BOARD)
        return max(packs, default=0) + 1

    def _start_from_nothing(self) -> None:
        if self.view is None:
            self.planning = plan_cycle(self.context, self.window())
        else:
            self.context.go("agenda", "")

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
        """Where the check is put right; a late paper is chased from its partner’s homework."""
        from ui.agenda.fixing import chasing, elsewhere

        if self.view is None:
            return
        place = chasing(self.view, check.item_id) if check.key == "papers" else ""
        if place:
            self.context.go("homework", place)
            return
        screen, target = elsewhere(self.desk, self.view, check.key, check.item_id)
        if screen:
            self.context.go(screen, target)
        else:
            self.context.go("agenda", f"fix:{check.key}:{check.item_id or ''}")

    # -- making the draft ---------------------------------------------------------------------

    def make_draft(self) -> Token | None:
        """Start the draft in the background; None when its name or folder cannot be used."""
        self.contents.clear_result()
        out = self.edition.chosen_path()
        if self.view is None or out is None:
            return None
        desk, meeting_id, kind = self.desk, self.view.meeting.id, self.edition.kind
        self.checks.set_making("Making the draft…")
        return self.context.jobs.start(
            JOB,
            lambda token: export_pack(desk, out, meeting_id, token, kind=kind, draft=True),
            on_done=self._on_made,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
        )

    def open_saved(self) -> None:
        """Show the PDF in whatever program opens PDFs here."""
        if self.saved is None:
            return
        opened = self.saved.is_file() and QDesktopServices.openUrl(
            QUrl.fromLocalFile(str(self.saved))
        )
        if not opened:
            self.contents.say_problem(
                f"{self.saved.name} could not be opened here: open it from its folder."
            )

    def _on_made(self, made: Exported) -> None:
        if not isValid(self):  # another file was opened meanwhile
            return
        self.saved = made.path
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
        self.checks.set_making("")
        self.edition.propose_name()

    # -- issuing ------------------------------------------------------------------------------

    def start_issuing(self) -> None:
        """Ask where the pack goes and, while checks stop it, why it goes out all the same."""
        if self.view is None:
            return
        late, held_on = self.supplement(), self.view.meeting.held_on
        edition, marking = self.next_edition(), _marking(self.desk)
        name = final_name(held_on, edition, marking)
        if late is not None:
            name = final_name(held_on, marking=marking, what=supplement_name(late.number))
        folder, number = self.edition.place(), late.number if late else 0
        self.dialog = IssueDialog(self._stops(), name, folder, edition, self.window(), number)
        self.dialog.issue_wanted.connect(self.issue)
        self.dialog.open()

    def issue(self, path: Path, reason: str) -> Token | None:
        """Make the final pack in the background, issue it, and save it at that place."""
        if self.view is None:
            return None
        self.contents.clear_result()
        self._changed_meanwhile = False
        desk, meeting_id, kind = self.desk, self.view.meeting.id, self.edition.kind
        self.checks.set_making("Making the pack…")
        return self.context.jobs.start(
            ISSUING,
            lambda token: final_pack(desk, kind, meeting_id, path, reason, token),
            on_done=self._on_final,
            on_failed=self._on_failed,
            on_cancelled=self._on_cancelled,
        )

    def _note_change(self, _changes: object) -> None:
        self._changed_meanwhile = True

    def _on_final(self, final: Final) -> None:
        """Issue what was made, unless the file says something else by now."""
        if not isValid(self):
            return
        self._at_rest()
        if self._changed_meanwhile:
            self.contents.say_problem(CHANGED)
            return
        # Quietly: this screen says it, and where the file lies.
        if self.operations.run(issue_command(final), quiet=True) is not None:
            self._save_issued(final)

    def _save_issued(self, final: Final) -> None:
        """Of the meeting it was made for: another cycle may be shown by now."""
        from cspdesk.packs.queries import issued_documents

        line = self.desk.ask(issued_documents, final.meeting_id)[0]
        if self._save(line, final.path):
            self.contents.say_issued(final.path, line)

    def _save(self, line: IssuedLine, path: Path) -> bool:
        from cspdesk.packs.export import save_issued

        try:
            self.saved = save_issued(self.desk, line.id, path)
        except WorldError as trouble:
            what = sentence_case(edition_words(line))
            kept = f"{what} is kept in this file: save a copy of it from the list."
            self.contents.say_problem(f"{trouble} {kept}")
            return False
        return True

    def _ask_copy(self, line: IssuedLine) -> None:
        proposed = str(self.edition.place() / line.file_name)
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Save a copy of the pack", proposed, "PDF (*.pdf)"
        )
        if chosen:
            self.save_copy(line, Path(chosen))

    def save_copy(self, line: IssuedLine, path: Path) -> None:
        """The issued pack, byte for byte, at another place."""
        if self._save(line, path):
            self.contents.say_copied(path, line)


def _agenda_in_view(desk: Desk, cycle_id: int | None) -> AgendaView | None:
    from cspdesk.agenda.queries import agenda
    from cspdesk.meetings.queries import cycle_in_view

    strip = desk.ask(cycle_in_view, cycle_id)
    if strip is None or strip.cycle.meeting_id is None:
        return None
    return desk.ask(agenda, strip.cycle.meeting_id)


def _marking(desk: Desk) -> str:
    from cspdesk.settings.queries import partnership
    from db.vocabulary import Marking

    marking = desk.ask(partnership).marking
    return "" if marking is Marking.NONE else marking.label


def _when(view: AgendaView | None, desk: Desk) -> str:
    from cspdesk.calendar import date_for, short_date

    if view is None:
        return ""
    held = short_date(view.meeting.held_on, year=True)
    if view.meeting.is_issued:
        return f"{held}. The papers are out."
    papers = date_for(view.meeting.papers_on, desk.today)
    return f"{held}. Papers go out by {papers}."
