"""A parallel board's sheet as PDF: of the chosen board, or a file for each into a folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu
from shiboken6 import isValid

from cspdesk.charts.mark_names import MarkName
from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.jobs import Cancelled, Token
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from cspdesk.boards.tab import BoardLine
    from cspdesk.desk import Desk
    from ui.boards.ledger import LedgerView


class SheetSaving:
    """One button with a menu, and the jobs behind its lines."""

    def __init__(self, view: LedgerView) -> None:
        self._view, self._making = view, False
        self.button = SecondaryButton("Save &sheets…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription("Save a sheet for each board as PDF")

    def show(self) -> None:
        """Allow what there is something to make of."""
        if not self._making:
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
        proposed = str(self._view.page.desk.path.parent / sheet_name(line))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._view, "Save the sheet", proposed, "PDF (*.pdf)"
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(".pdf")
        return self._start(((line.board.short_name, target),), f"Saved {target.name}.")

    def save_all(self) -> Token | None:
        """One PDF a board into a folder; nothing that lies there is replaced."""
        folder = QFileDialog.getExistingDirectory(
            self._view, "Where the sheets go", str(self._view.page.desk.path.parent)
        )
        if not folder:
            return None
        targets = tuple(
            (line.board.short_name, Path(folder) / sheet_name(line)) for line in self._lines()
        )
        there = next((out.name for _code, out in targets if out.exists()), "")
        if there:
            self._view.page.operations.tell(f"{there} is in that folder already: choose another.")
            return None
        return self._start(targets, f"Saved {counted(len(targets), 'sheet')} in {folder}.")

    def _start(self, targets: tuple[tuple[str, Path], ...], words: str) -> Token | None:
        tab = self._view.tab
        meeting_id = tab.ledger.cycle.meeting_id if tab else None
        if meeting_id is None:
            self._view.page.operations.tell("This cycle has no Board yet.")
            return None
        desk = self._view.page.desk
        self._making = True
        self.button.set_allowed(False, "Sheets are being made.")
        return self._view.page.context.jobs.start(
            "Make the boards’ sheets",
            lambda token: _make(desk.reader(), meeting_id, targets, token),
            on_done=lambda _made: self._saved(words),
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _rest(self) -> None:
        self._making = False
        if isValid(self._view):
            self.show()

    def _saved(self, words: str) -> None:
        self._rest()
        if isValid(self._view):
            self._view.page.operations.tell(words)

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._view):
            self._view.page.operations.tell(str(problem))


def sheet_name(line: BoardLine) -> str:
    """ "Sheet for Adults Safeguarding Board.pdf", without what Windows allows in no name."""
    name = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in line.board.name)
    return f"Sheet for {' '.join(name.split())}.pdf"


def _make(
    desk: Desk, meeting_id: int, targets: tuple[tuple[str, Path], ...], token: Token
) -> list[Path]:
    from cspdesk.packs.board_sheet import export_board_sheet
    from cspdesk.packs.pdf.render import RenderCancelled

    def cancelled() -> bool:
        return token.cancelled

    made: list[Path] = []
    for place, (code, out) in enumerate(targets):
        token.step(place, len(targets), out.name)
        try:
            sheet = export_board_sheet(
                desk, out, meeting_id=meeting_id, code=code, cancelled=cancelled
            )
        except RenderCancelled:
            raise Cancelled(token.label) from None
        made.append(sheet.path)
    return made
