"""A sub-group or parallel board: what it was asked for, what came, and the message to send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from db.vocabulary import GroupKind, RequestKind
from ui.delegates.cells import Piece, rag_words
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.segments import SegmentedControl

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import GroupLine
    from cspdesk.commanding import Command
    from ui.agenda.page import AgendaPage

_NOTHING = "Nothing to raise this time."
_KIND_WORDS = {GroupKind.SUB_GROUP: "Sub-group", GroupKind.PARALLEL_BOARD: "Parallel board"}


class GroupInspector(Inspector):
    """Shows a `GroupLine`; asks, reminds and records for what the segments name."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__("Group")
        self.page = page
        self.group: GroupLine | None = None
        self.cycle_id = 0
        self.kind = SegmentedControl(
            [(kind.value, kind.label) for kind in RequestKind],
            name="What is asked for",
            compact=True,
        )
        self.kind.chosen.connect(lambda _key: self._show_request())
        self.standing = wrapped("")
        self.ask = SecondaryButton("&Ask", self.ask_now)
        self.remind = SecondaryButton("&Remind", self.remind_now)
        self.came = SecondaryButton("&Came", self.record_came)
        self.answer = QLineEdit()
        self.whole = ProblemLabel()
        self.fields = Fields(  # type: ignore[assignment]
            {"answer": Field("What came", self.answer)}, self.whole
        )
        self._make_request()
        self.letter_section = self.add_section("Message to send")
        self.letter = wrapped("")
        self.letter.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = SecondaryButton("Cop&y the message", self._copy)
        self.letter_section.box.addWidget(self.letter)
        self.letter_section.box.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.show_group(None, 0)

    def _make_request(self) -> None:
        section = self.add_section()
        section.box.addWidget(self.kind)
        section.box.addWidget(self.standing)
        section.box.addWidget(self.fields.field("answer"))
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for button in (self.ask, self.remind, self.came):
            row.addWidget(button)
        row.addStretch(1)
        section.box.addLayout(row)
        section.box.addWidget(self.whole)
        self.answer.returnPressed.connect(self.record_came)

    @property
    def wanted(self) -> RequestKind:
        return RequestKind(self.kind.current or RequestKind.BUSINESS)

    # -- showing ------------------------------------------------------------------------------

    def show_group(self, group: GroupLine | None, cycle_id: int) -> None:
        """Show this group in a cycle."""
        other = group is None or self.group is None or group.id != self.group.id
        self.group, self.cycle_id = group, cycle_id
        self.body.setVisible(group is not None)
        if other:
            self.answer.clear()
            self.fields.clear()
        if group is None:
            self.set_head("", "No group chosen")
            return
        silent = rag_words("amber", group.silence) if group.silent else None
        heard = [Piece(group.heard, tone="second")] if group.heard else []
        self.set_head(_KIND_WORDS[group.kind], group.name, heard, state=silent)
        self._show_request()

    def _show_request(self) -> None:
        from cspdesk.agenda.business_reply import question_to

        group = self.group
        if group is None:
            return
        line = group.request(self.wanted)
        owes = f"Owes: {group.owes}" if group.owes else ""
        said = f"{line.standing.words}. {line.answer}".strip()
        self.standing.setText("\n".join(part for part in (said, owes) if part))
        self.answer.setPlaceholderText(
            _NOTHING if self.wanted is RequestKind.BUSINESS else "Minutes of 12 January"
        )
        refusal = self.page.operations.refusal
        self.ask.set_allowed(not refusal and not line.standing.asked, refusal or "It was asked.")
        waits = line.standing.open
        self.remind.set_allowed(not refusal and waits, refusal or "Nothing is awaited.")
        has_come = line.standing.asked and not waits
        self.came.set_allowed(not refusal and not has_come, refusal or "It has come.")
        words = self.page.desk.ask(
            question_to, self.cycle_id, (group.id,), self.wanted, line.standing.asked
        )
        self.letter.setText(words)
        self.letter_section.setVisible(not has_come)
        self.copy.setText("Cop&y the message")

    # -- doing --------------------------------------------------------------------------------

    def ask_now(self) -> None:
        from cspdesk.agenda.business_request_commands import AskGroups

        if self.group is not None:
            self._run(AskGroups(self.cycle_id, (self.group.id,), self.wanted))

    def remind_now(self) -> None:
        from cspdesk.agenda.business_request_commands import RemindGroups

        if self.group is not None:
            self._run(RemindGroups(self.cycle_id, (self.group.id,), self.wanted))

    def record_came(self) -> None:
        """It has come; a group asked for business says so when it has none."""
        from cspdesk.agenda.business_request_commands import RecordCame

        if self.group is None:
            return
        usual = _NOTHING if self.wanted is RequestKind.BUSINESS else ""
        answer = self.answer.text().strip() or usual
        if self._run(RecordCame(self.cycle_id, self.group.id, self.wanted, answer)):
            self.answer.clear()

    def ask_all(self, groups: Sequence[GroupLine]) -> None:
        """Ask every group for business that was not asked, else remind those that are silent."""
        from cspdesk.agenda.business_request_commands import AskGroups, RemindGroups

        kind = RequestKind.BUSINESS
        fresh = tuple(one.id for one in groups if not one.request(kind).standing.asked)
        waiting = tuple(one.id for one in silent_and_asked(groups))
        if fresh:
            self._run(AskGroups(self.cycle_id, fresh, kind))
        elif waiting:
            self._run(RemindGroups(self.cycle_id, waiting, kind))

    def _run(self, command: Command) -> bool:
        if self.page.operations.refuse():
            return False
        return self.page.operations.run(command, fields=self.fields) is not None

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.letter.text())
        self.copy.setText("Copied")

    def take_focus(self) -> None:
        self.kind.button(self.kind.current).setFocus(Qt.FocusReason.ShortcutFocusReason)


def silent_and_asked(groups: Sequence[GroupLine]) -> list[GroupLine]:
    """The silent groups that were asked for business and have not answered."""
    return [one for one in groups if one.silent and one.request(RequestKind.BUSINESS).standing.open]
