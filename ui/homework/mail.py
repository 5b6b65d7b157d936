"""What goes out to partners and what comes back: questions as drafts, replies read, late ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QDialog, QMenu

from cspdesk.charts.mark_names import MarkName
from cspdesk.words import counted
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from ui.homework.page import HomeworkPage


class MailMenu:
    """One button with a menu of three; `dialog` is the one opened last."""

    def __init__(self, page: HomeworkPage) -> None:
        self._page = page
        self._late = 0
        self.dialog: QDialog | None = None
        self.button = SecondaryButton("&E-mail…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription("Send questions, read replies, chase late answers")

    def show(self, late: int) -> None:
        """`late` answers can be chased."""
        self._late = late

    def menu(self) -> QMenu:
        menu = QMenu(self.button)
        menu.addAction("&Draft the questions (.eml)…", self.draft)
        reading = menu.addAction("&Read a reply…", self.read_reply)
        reading.setEnabled(not self._page.operations.refusal)
        words = (
            f"Chase {counted(self._late, 'late answer')}…" if self._late else "Chase late answers…"
        )
        chasing = menu.addAction(words, self.chase)
        chasing.setEnabled(bool(self._late))
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(QPoint(0, self.button.height())))
        menu.deleteLater()

    def draft(self) -> None:
        """A letter for each partner, its sheet attached."""
        from ui.homework.sending import LettersDialog

        self._open(LettersDialog(self._page))

    def read_reply(self) -> None:
        """Answers out of a partner's reply."""
        from ui.homework.replies import RepliesDialog

        if not self._page.operations.refuse():
            one = self._page.chosen_partner()
            self._open(RepliesDialog(self._page, one.organisation_id if one else None))

    def chase(self) -> None:
        """Reminders of late answers alone, as drafts in a folder or to copy."""
        from ui.actions.chasers import ChasersDialog

        self._open(ChasersDialog(self._page, actions=False, report_backs=False))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.open()
