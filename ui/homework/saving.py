"""Homework as sheets, PDF or Word to fill in: of one partner, or each partner’s into a folder."""

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
    from cspdesk.desk import Desk
    from cspdesk.homework.standing import PartnerStanding
    from ui.homework.page import HomeworkPage

_NOBODY = "No partner has a question yet."
_PDF, _WORD = ".pdf", ".docx"
_KINDS = {_PDF: PDF, _WORD: "Word (*.docx)"}


class SheetSaving:
    """One button with a menu, and the jobs behind its lines."""

    def __init__(self, page: HomeworkPage) -> None:
        self._page = page
        self.button = SecondaryButton("Save &sheets…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription(
            "Save homework sheets, one for each partner, as PDF or as Word to fill in"
        )
        self._saving = FileSaving(page, self.button, self.show, "Sheets are being made.")

    def show(self) -> None:
        """Allow what there is something to make of."""
        if not self._saving.making:
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
        target = self._saving.where(sheet_name(one, suffix), _KINDS[suffix], "Save the sheet")
        if target is None:
            return None
        return self._start(((one.code, target),), f"Saved {target.name}.")

    def save_all(self, suffix: str = _PDF) -> Token | None:
        """One file a partner into a folder; nothing that lies there is replaced."""
        files = [(one.code, sheet_name(one, suffix)) for one in self._asked()]
        targets = self._saving.into_folder("Where the sheets go", files)
        if targets is None:
            return None
        folder = targets[0][1].parent if targets else ""
        return self._start(targets, f"Saved {counted(len(targets), 'sheet')} in {folder}.")

    def _start(self, targets: tuple[Target, ...], words: str) -> Token | None:
        view = self._page.matrix
        if view is None:
            return None
        meeting_id = view.meeting.id

        def make(desk: Desk, code: str, out: Path, token: Token) -> Path:
            from cspdesk.packs.partner_sheet import export_partner_sheet

            return export_partner_sheet(
                desk, out, meeting_id=meeting_id, code=code, cancelled=lambda: token.cancelled
            ).path

        return self._saving.start(
            "Make homework sheets",
            lambda desk, token: each(desk, targets, make, token),
            lambda _made: words,
        )


def sheet_name(one: PartnerStanding, suffix: str = _PDF) -> str:
    """ "Homework London Fire Brigade.pdf", without what Windows allows in no name."""
    return file_name("Homework", one.name, suffix)
