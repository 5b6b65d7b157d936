"""The form of a sub-group's account: progress, challenges, support it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.widgets.days import DayEdit
from ui.widgets.forms import FormDialog, Words, completed

if TYPE_CHECKING:
    from cspdesk.boards.sub_groups import SubGroupLine, SubGroups
    from cspdesk.commanding import Command
    from ui.widgets.page import Page


class AccountForm(FormDialog):
    """What the group accounts for in this cycle."""

    def __init__(self, page: Page, groups: SubGroups, line: SubGroupLine) -> None:
        super().__init__(page.operations, f"Account of the {line.name}", page.window())
        self.cycle_id, self.line = groups.cycle.id, line
        self.progress, self.challenges, self.support = Words(), Words(lines=2), Words(lines=2)
        self.given_by = completed(line.chair, [line.chair])
        self.day = DayEdit(page.desk.today)
        self.place(
            [("progress", "&Progress", self.progress)],
            [("challenges", "&Challenges", self.challenges)],
            [("support", "Support it &needs", self.support)],
            [("given_by", "&Given by", self.given_by), ("received_on", "&Received", self.day)],
        )
        self.finish("Record the account")
        self.progress.setFocus()

    def command(self) -> Command:
        from cspdesk.boards.account_commands import RecordAccount

        return RecordAccount(
            self.cycle_id,
            self.line.id,
            self.progress.words,
            self.challenges.words,
            self.support.words,
            self.given_by.text(),
            self.day.day,
        )
