"""A parallel board's sheet as PDF: of the chosen board, or a file for each into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from cspdesk.charts.mark_names import MarkName
from cspdesk.words import counted
from ui.jobs import Token
from ui.widgets.buttons import SecondaryButton
from ui.widgets.saving import PDF, FileSaving, Target, each, file_name

if TYPE_CHECKING:
    from cspdesk.boards.tab import BoardLine
    from cspdesk.desk import Desk
    from ui.boards.ledger import LedgerView


class SheetSaving:
    """One button with a menu, and the jobs behind its lines."""

    def __init__(self, view: LedgerView) -> None:
        self._view = view
        self.button = SecondaryButton("Save &sheets…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription("Save a sheet for each board as PDF")
        self._saving = FileSaving(view.page, self.button, self.show, "Sheets are being made.")

    def show(self) -> None:
        """Allow what there is something to make of."""
        if not self._saving.making:
            self.button.set_allowed(bool(self._lines()), "No parallel board is recorded.")

    def _lines(self) -> tuple[BoardLine, ...]:
        return self._view.tab.lines if self._view.tab else ()

    def menu(self) -> QMenu:
        """What can be saved, the chosen board's sheet first."""
        menu = QMenu(self.button)
        chosen = self._view.table.current_record()
        if chosen is not None:
            menu.addAction(f"Sheet for the {chosen.board.name} as PDF…", self.save_one)
        menu.addAction("A sheet for &each board, into a folder…", self.save_all)
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(QPoint(0, self.button.height())))
        menu.deleteLater()

    def save_one(self) -> Token | None:
        """The sheet of the chosen board, where the officer says."""
        line = self._view.table.current_record()
        if line is None:
            return None
        target = self._saving.where(sheet_name(line), PDF, "Save the sheet")
        if target is None:
            return None
        return self._start(((line.board.short_name, target),), f"Saved {target.name}.")

    def save_all(self) -> Token | None:
        """One PDF a board into a folder; nothing that lies there is replaced."""
        files = [(line.board.short_name, sheet_name(line)) for line in self._lines()]
        targets = self._saving.into_folder("Where the sheets go", files)
        if targets is None:
            return None
        folder = targets[0][1].parent if targets else ""
        return self._start(targets, f"Saved {counted(len(targets), 'sheet')} in {folder}.")

    def _start(self, targets: tuple[Target, ...], words: str) -> Token | None:
        tab = self._view.tab
        meeting_id = tab.ledger.cycle.meeting_id if tab else None
        if meeting_id is None:
            self._view.page.operations.tell("This cycle has no Board yet.")
            return None

        def make(desk: Desk, code: str, out: Path, token: Token) -> Path:
            from cspdesk.packs.board_sheet import export_board_sheet

            return export_board_sheet(
                desk, out, meeting_id=meeting_id, code=code, cancelled=lambda: token.cancelled
            ).path

        return self._saving.start(
            "Make the boards’ sheets",
            lambda desk, token: each(desk, targets, make, token),
            lambda _made: words,
        )


def sheet_name(line: BoardLine) -> str:
    """ "Sheet for Adults Safeguarding Board.pdf", without what Windows allows in no name."""
    return file_name("Sheet for", line.board.name, ".pdf")
