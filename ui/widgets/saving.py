"""A document made into a file the officer names: on a worker, with progress, cancel and words.

saving = FileSaving(self, self.button)
saving.ask("Refresh scorecard.pdf", PDF, make)     # make(desk, out, token) -> path that was written
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.widgets.page import Page

PDF, XLSX, DOCX = "PDF (*.pdf)", "Excel workbook (*.xlsx)", "Word document (*.docx)"
Make = Callable[["Desk", Path, Token], Path]


class FileSaving:
    """Behind a button of a page: while a file is being made the button rests and says so."""

    def __init__(self, page: Page, button: Any) -> None:
        self._page, self._button = page, button

    def ask(self, name: str, kind: str, make: Make) -> Token | None:
        """Ask where to save `name`, then make it with a reader of its own; None when declined."""
        desk = self._page.desk
        chosen, _filter = QFileDialog.getSaveFileName(
            self._page, "Save", str(desk.path.parent / name), kind
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(Path(name).suffix)
        self._button.set_allowed(False, "A file is being made.")
        return self._page.context.jobs.start(
            f"Make {target.name}",
            lambda token: _made(make, desk.reader(), target, token),
            on_done=self._saved,
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _rest(self) -> None:
        if isValid(self._page):
            self._button.set_allowed(True)

    def _saved(self, path: Path) -> None:
        self._rest()
        if isValid(self._page):
            self._page.operations.tell(f"Saved {path.name}.")

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._page):
            self._page.operations.tell(str(problem))


def _made(make: Make, desk: Desk, out: Path, token: Token) -> Path:
    """The file, or Cancelled when a document was stopped half-way."""
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return make(desk, out, token)
    except RenderCancelled:
        raise Cancelled(token.label) from None
