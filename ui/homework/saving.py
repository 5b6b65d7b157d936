"""Homework as sheets, PDF or Word to fill in: of one partner, or each partner’s into a folder."""

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
    from cspdesk.desk import Desk
    from cspdesk.homework.standing import PartnerStanding
    from ui.homework.page import HomeworkPage

_NOBODY = "No partner has a question yet."
_PDF, _WORD = ".pdf", ".docx"
_KINDS = {_PDF: "PDF (*.pdf)", _WORD: "Word (*.docx)"}


class SheetSaving:
    """One button with a menu, and the jobs behind its lines."""

    def __init__(self, page: HomeworkPage) -> None:
        self._page = page
        self._making = False
        self.button = SecondaryButton("Save &sheets…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription(
            "Save homework sheets, one for each partner, as PDF or as Word to fill in"
        )

    def show(self) -> None:
        """Allow what there is something to make of."""
        if not self._making:
            self.button.set_allowed(bool(self._asked()), _NOBODY)

    def _asked(self) -> list[PartnerStanding]:
        return [one for one in self._page.standings if one.asked]

    def menu(self) -> QMenu:
        """What can be saved, the chosen partner's sheet first."""
        menu = QMenu(self.button)
        chosen = self._page.chosen_partner()
        if chosen is not None and chosen.asked:
            name = chosen.short_name
            menu.addAction(f"Sheet of {name} as &PDF…", lambda: self.save_one())
            menu.addAction(f"Sheet of {name} in &Word, to fill in…", lambda: self.save_one(_WORD))
            menu.addSeparator()
        menu.addAction("A PDF for &each partner, into a folder…", lambda: self.save_all())
        word = "A Word sheet for each partner, into a &folder…"
        menu.addAction(word, lambda: self.save_all(_WORD))
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(QPoint(0, self.button.height())))
        menu.deleteLater()

    def save_one(self, suffix: str = _PDF) -> Token | None:
        """The sheet of the chosen partner, where the officer says."""
        one = self._page.chosen_partner()
        if one is None:
            return None
        proposed = str(self._page.desk.path.parent / sheet_name(one, suffix))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, "Save the sheet", proposed, _KINDS[suffix]
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(suffix)
        return self._start(((one.code, target),), f"Saved {target.name}.")

    def save_all(self, suffix: str = _PDF) -> Token | None:
        """One file a partner into a folder; nothing that lies there is replaced."""
        folder = QFileDialog.getExistingDirectory(
            self._page, "Where the sheets go", str(self._page.desk.path.parent)
        )
        if not folder:
            return None
        targets = tuple((one.code, Path(folder) / sheet_name(one, suffix)) for one in self._asked())
        there = next((out.name for _code, out in targets if out.exists()), "")
        if there:
            self._page.operations.tell(f"{there} is in that folder already: choose another.")
            return None
        return self._start(targets, f"Saved {counted(len(targets), 'sheet')} in {folder}.")

    def _start(self, targets: tuple[tuple[str, Path], ...], words: str) -> Token | None:
        view = self._page.matrix
        if view is None:
            return None
        desk, meeting_id = self._page.desk, view.meeting.id
        self._making = True
        self.button.set_allowed(False, "Sheets are being made.")
        return self._page.context.jobs.start(
            "Make homework sheets",
            lambda token: _make(desk.reader(), meeting_id, targets, token),
            on_done=lambda _made: self._saved(words),
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _rest(self) -> None:
        self._making = False
        if isValid(self._page):
            self.show()

    def _saved(self, words: str) -> None:
        self._rest()
        if isValid(self._page):
            self._page.operations.tell(words)

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._page):
            self._page.operations.tell(str(problem))


def sheet_name(one: PartnerStanding, suffix: str = _PDF) -> str:
    """ "Homework London Fire Brigade.pdf", without what Windows allows in no name."""
    name = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in one.name)
    return f"Homework {' '.join(name.split())}{suffix}"


def _make(
    desk: Desk, meeting_id: int, targets: tuple[tuple[str, Path], ...], token: Token
) -> list[Path]:
    from cspdesk.packs.partner_sheet import export_partner_sheet
    from cspdesk.packs.pdf.render import RenderCancelled

    def cancelled() -> bool:
        return token.cancelled

    made: list[Path] = []
    for place, (code, out) in enumerate(targets):
        token.step(place, len(targets), out.name)
        try:
            sheet = export_partner_sheet(
                desk, out, meeting_id=meeting_id, code=code, cancelled=cancelled
            )
        except RenderCancelled:
            raise Cancelled(token.label) from None
        made.append(sheet.path)
    return made
