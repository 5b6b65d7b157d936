"""The three panes of the pack's screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QWidget

from cspdesk.calendar import plural
from cspdesk.phrases import counted_in_words
from cspdesk.words import counted
from db.vocabulary import DocumentKind
from ui.models.rows import RowsModel
from ui.packs.issued import IssuedPane, edition_words, issued_words
from ui.packs.lists import CONTENTS, check_columns
from ui.packs.saving import (
    PACK,
    draft_name,
    folder_fault,
    name_fault,
    supplement_name,
    with_suffix,
)
from ui.state import WindowState
from ui.theme import label, theme
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, ProblemLabel
from ui.widgets.forms import Choice
from ui.widgets.pane import Pane, Section
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.checks import Check
    from cspdesk.agenda.records import AgendaView
    from cspdesk.meetings.queries import MeetingCard
    from cspdesk.packs.late import LateBusiness
    from cspdesk.packs.queries import IssuedLine

ISSUE = "Issue the pack…"
FOLDER_KEY = "packs/folder"


_BOARD = "A front sheet for each item, homework, highlight report, actions, boards and KPIs."
_SUPPLEMENT = (
    "Late items and late papers alone. Its pages go on from those of the pack that was issued."
)


class EditionPane(Pane):
    """Which edition, its marking, and the name and folder it is saved under.

    A supplement can be chosen once a pack is out and something has come since.
    """

    kind_changed = Signal()
    _offered = False
    _supplement = ""

    def __init__(self, state: WindowState, usual_folder: Path) -> None:
        super().__init__("Edition")
        self._state = state
        self._meeting: MeetingCard | None = None
        self._typed = False
        self._marking = ""
        self._what_for = PACK
        self.marking = label("", "strong")
        self.edition = Choice([(DocumentKind.BOARD, "Board pack")])
        self.edition.currentIndexChanged.connect(lambda _at: self._on_edition())
        self.name = QLineEdit()
        self.name.textEdited.connect(self._on_typed)
        self.folder = QLineEdit(state.text(FOLDER_KEY, str(usual_folder)))
        self.folder.editingFinished.connect(self._on_folder)
        self.choose = SecondaryButton("Choose…", self._choose, compact=True)
        self.choose.setAccessibleName("Choose the folder")
        self.name_field = Field("Save &as", self.name)
        self.folder_field = Field("&Folder", self.folder)
        self.folder_field.put_beside(self.choose)
        self.setMinimumWidth(theme().px(180))
        for part in (self._what(), self._marked(), self._saved()):
            self.add(part)
        self.box.addStretch(1)
        self.focus_target = self.name

    def show_meeting(self, meeting: MeetingCard, marking: str) -> None:
        """Name the file after this meeting unless the officer has named it."""
        if self._meeting is not None and self._meeting.id != meeting.id:
            self._typed = False
        self._meeting, self._marking = meeting, marking
        self.marking.setText(marking or "None")
        if not self._typed:
            self.propose_name()

    def show_late(self, late: LateBusiness | None) -> None:
        """Offer a supplement when there is something for it, and propose it when there is newly."""
        offered = bool(late and not late.is_nothing)
        before = self.kind
        choices = [(DocumentKind.BOARD, "The whole Board pack")]
        if late is not None and offered:
            what = supplement_name(late.number)
            choices.append((DocumentKind.SUPPLEMENT, f"{what}: {late.words}"))
            self._supplement = what
        new = offered and not self._offered
        self._offered = offered
        self.edition.offer(choices, DocumentKind.SUPPLEMENT if new else before)
        self.edition_field.setVisible(offered)
        self._on_edition()

    @property
    def kind(self) -> DocumentKind:
        """What is made: the pack, or its supplement."""
        kind: DocumentKind = self.edition.key
        return kind

    def _on_edition(self) -> None:
        supplement = self.kind is DocumentKind.SUPPLEMENT
        self._what_for = self._supplement if supplement else PACK
        self.title.setText(self._what_for if supplement else "Board")
        self.words.setText(_SUPPLEMENT if supplement else _BOARD)
        if not self._typed:
            self.propose_name()
        self.kind_changed.emit()

    def propose_name(self) -> None:
        """The next free draft number in the folder."""
        if self._meeting is not None:
            self._typed = False
            held_on, folder = self._meeting.held_on, self.place()
            self.name.setText(draft_name(held_on, folder, self._marking, self._what_for))
            self.name.setCursorPosition(0)
            self.name.setToolTip(self.name.text())

    def chosen_path(self) -> Path | None:
        """Where the document goes; None when it cannot, with the reason beside the field."""
        name, folder = with_suffix(self.name.text()), self.place()
        in_folder = folder_fault(folder)
        in_name = "" if in_folder else name_fault(name, folder)
        self.folder_field.set_problem(in_folder)
        self.name_field.set_problem(in_name)
        if in_folder or in_name:
            (self.folder if in_folder else self.name).setFocus()
            return None
        self._state.keep(FOLDER_KEY, str(folder))
        return folder / name

    def use_folder(self, folder: Path) -> None:
        self.folder.setText(str(folder))
        self._on_folder()

    def _what(self) -> Section:
        part = Section()
        self.title, self.words = label("Board", "strong"), _wrapped(_BOARD)
        self.edition_field = Field("&Edition", self.edition)
        self.edition_field.hide()
        for shown in (self.edition_field, self.title, self.words):
            part.box.addWidget(shown)
        return part

    def _marked(self) -> Section:
        part = Section()
        part.box.addWidget(label("Protective marking", "label-strong", "second"))
        part.box.addWidget(self.marking)
        part.box.addWidget(_wrapped("Printed at the head and foot of each page."))
        return part

    def _saved(self) -> Section:
        part = Section()
        part.box.setSpacing(theme().px(8))
        part.box.addWidget(self.name_field)
        part.box.addWidget(self.folder_field)
        return part

    def place(self) -> Path:
        """The folder as it stands in its field."""
        return Path(self.folder.text().strip()).expanduser()

    def _on_typed(self, _words: str) -> None:
        self._typed = True
        self.name_field.set_problem("")

    def _on_folder(self) -> None:
        self.folder_field.set_problem("")
        if not self._typed:
            self.propose_name()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Save the pack in", self.folder.text())
        if chosen:
            self.use_folder(Path(chosen))


class ContentsPane(Pane):
    """The agenda as it goes into the pack and, under it, what came of making it."""

    def __init__(self, opened: Callable[[], None]) -> None:
        super().__init__("Contents")
        self.list = RowsView(
            RowsModel(CONTENTS, key=lambda line: line.id), name="Contents of the pack"
        )
        self.list.setMinimumWidth(theme().px(200))
        self.add(self.list, 1)
        self.issued = IssuedPane()
        self.add(self.issued)
        self.result = label("", "strong")
        self.result.setWordWrap(True)
        self.problem = ProblemLabel()
        self.open = LinkButton("Open", opened)
        self.open.setAccessibleName("Open the PDF")
        self.foot = self._foot()
        self.add(self.foot)
        self.clear_result()

    def show_agenda(self, view: AgendaView, late: LateBusiness | None = None) -> None:
        """The items of the agenda, or of a supplement those that are late or have a late paper."""
        lines = [line for line in view.lines if late is None or late.has(line)]
        self.list.rows.set_records(lines)
        count = len(lines)
        waiting = sum(line.paper.state == "to_follow" for line in lines)
        words = f"{count} {plural('item', count)}"
        to_come = f", {waiting} {plural('paper', waiting)} to follow" if waiting else ""
        self.set_title("Contents", f"{words}{to_come}")

    def say_made(self, path: Path, pages: int) -> None:
        self._say(f"Draft made: {path.name}, {pages} {plural('page', pages)}.", can_open=True)

    def say_issued(self, path: Path, line: IssuedLine) -> None:
        counted = f"{edition_words(line)}, {line.pages} {plural('page', line.pages)}"
        self._say(f"Issued: {counted}. Saved as {path.name}.", can_open=True)

    def say_copied(self, path: Path, line: IssuedLine) -> None:
        self._say(f"Copy of {edition_words(line)} saved as {path.name}.", can_open=True)

    def say_quietly(self, words: str) -> None:
        self._say(words, can_open=False)

    def say_problem(self, words: str) -> None:
        self.problem.say(words)
        self.foot.show()

    def clear_result(self) -> None:
        self._say("", can_open=False)

    def _say(self, words: str, *, can_open: bool) -> None:
        self.problem.say("")
        self.result.setText(words)
        self.result.setVisible(bool(words))
        self.open.setVisible(can_open)
        self.foot.setVisible(bool(words))

    def _foot(self) -> QWidget:
        look, foot = theme(), _Foot()
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        row.addWidget(self.result, 1)
        row.addWidget(self.open)
        foot.box.addLayout(row)
        foot.box.addWidget(self.problem)
        return foot


class ChecksPane(Pane):
    """What is met before papers go out and what is not; the buttons that make and issue a pack.

    `refusal` says why nothing can be issued from this file, "" when it can.
    """

    fix_wanted = Signal(object)

    def __init__(
        self,
        make: Callable[[], object],
        issue: Callable[[], object],
        can_fix: bool,
        refusal: str = "",
    ) -> None:
        super().__init__("Before papers go out")
        self.unmet = _check_list("Checks not met", "next", can_fix)
        self.met = _check_list("Checks met", "entry", can_fix)
        if can_fix:
            self.unmet.link_pressed.connect(lambda check, _link: self.fix_wanted.emit(check))
            self.unmet.record_opened.connect(self.fix_wanted)
        self.add(self.unmet, 3)
        self.add(self.met, 1)
        self.filler = QWidget()
        self.add(self.filler, 1)
        theme().changed.connect(self._fit)
        self.standing = _wrapped("")
        self.make = PrimaryButton("Make draft PDF", make)
        self.issue = SecondaryButton(ISSUE, issue)
        self._refusal = refusal
        self.issue.set_allowed(not refusal, refusal)
        foot, row = _Foot(), QHBoxLayout()
        row.addWidget(self.issue)
        row.addStretch(1)
        row.addWidget(self.make)
        foot.box.addWidget(self.standing)
        foot.box.addLayout(row)
        self.add(foot)

    def show_checks(self, checks: tuple[Check, ...]) -> None:
        met = sum(check.met for check in checks)
        self.set_title("Before papers go out", f"{met} of {len(checks)} checks met")
        self.unmet.rows.set_records([check for check in checks if not check.met])
        self.met.rows.set_records([check for check in checks if check.met])
        self.unmet.setVisible(met < len(checks))
        self.met.show()
        self._fit()
        self.standing.setText(standing_words(checks))

    def show_issued(self, issued: Sequence[IssuedLine], checks: tuple[Check, ...]) -> None:
        """After an issue: when it went out, and what an edition after it would still want."""
        packs = [line for line in issued if line.kind is DocumentKind.BOARD]
        if not packs:
            self.issue.setText(ISSUE)
            return
        latest = max(packs, key=lambda line: line.number)
        following = latest.number + 1
        self.issue.setText(f"Issue edition {following}…")
        open_ = len(self.unmet.rows.records())
        count = f"{counted(open_, 'check')} not met" if open_ else "every check is met"
        self.set_title(f"For edition {following}", count)
        self.met.hide()
        self._fit()
        self.standing.setText(after_issue_words(latest, checks))

    def show_supplement(self, late: LateBusiness, stops: Sequence[Check]) -> None:
        """For a supplement only what stops a late item counts: the pack itself is out."""
        self.issue.setText(f"Issue supplement {late.number}…")
        count = f"{counted(len(stops), 'check')} not met" if stops else "nothing stops it"
        self.set_title(f"For supplement {late.number}", count)
        self.unmet.rows.set_records(stops)
        self.unmet.setVisible(bool(stops))
        self.met.hide()
        self._fit()
        issued = f"Issued on {issued_words(late.pack)}, edition {late.pack.number}."
        since = f"Since then: {late.words}. A draft carries “DRAFT” on each page."
        self.standing.setText(f"{issued} {since}")

    def set_making(self, words: str) -> None:
        """What is being made ("Making the draft…"); "" when nothing is."""
        self.make.set_allowed(not words, words)
        self.make.setText(words or "Make draft PDF")
        why = words or self._refusal
        self.issue.set_allowed(not why, why)

    def _fit(self) -> None:
        """No taller than its rows, so that those met follow at once; the buttons stay below."""
        self.filler.setVisible(self.met.isHidden())
        self.unmet.setMaximumHeight(theme().row("next") * len(self.unmet.rows.records()))


def _check_list(name: str, kind: str, can_fix: bool) -> RowsView:
    made = RowsView(
        RowsModel(check_columns(can_fix), key=lambda check: check.key),
        name=name,
        kind=kind,
        sortable=False,
        header=False,
    )
    made.setMinimumSize(theme().px(200), theme().px(40))
    return made


def standing_words(checks: tuple[Check, ...]) -> str:
    """What the checks mean for the papers, and what a draft is."""
    from cspdesk.agenda.checks import stopping

    stops = len(stopping(checks))
    draft = "A draft carries “DRAFT” on each page."
    if not stops:
        return f"Nothing stops the final papers. {draft}"
    verb = "stops" if stops == 1 else "stop"
    return f"{counted_in_words(stops, 'check')} {verb} the final papers. {draft}"


def after_issue_words(latest: IssuedLine, checks: tuple[Check, ...]) -> str:
    """ "Issued on Thu 9 Feb 2017, 10:42, edition 1." and what the next edition would still want."""
    from cspdesk.agenda.checks import stopping

    issued = f"Issued on {issued_words(latest)}, edition {latest.number}."
    stops = len(stopping(checks))
    if not stops:
        return f"{issued} Nothing stops edition {latest.number + 1}."
    verb = "stops" if stops == 1 else "stop"
    return f"{issued} {counted_in_words(stops, 'check')} {verb} edition {latest.number + 1}."


class _Foot(Section):
    """The strip at the foot of a pane, without a line under it."""

    def __init__(self) -> None:
        super().__init__(line=False)
        self.box.setSpacing(theme().px(8))


def _wrapped(words: str) -> QLabel:
    made = label(words, "label", "second")
    made.setWordWrap(True)
    return made
