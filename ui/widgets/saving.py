"""A document made into a file the officer names: on a worker, with progress, cancel and words.

saving = FileSaving(self, self.button)
saving.ask("Refresh scorecard.pdf", PDF, make)     # make(desk, out, token) -> path that was written
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.widgets.page import Page

PDF, XLSX, DOCX = "PDF (*.pdf)", "Excel workbook (*.xlsx)", "Word document (*.docx)"
Make = Callable[["Desk", Path, Token], Path]
Target = tuple[str, Path]  # a code and where its file goes
MakeOne = Callable[["Desk", str, Path, Token], Path]
T = TypeVar("T")


class FileSaving:
    """Behind a button of a page: while a file is being made the button rests and says so.

    `rest()` puts the button as it should be afterwards; while `making`, the page leaves it alone.
    """

    def __init__(
        self,
        page: Page,
        button: Any,
        rest: Callable[[], None] | None = None,
        busy: str = "A file is being made.",
    ) -> None:
        self._page, self._button, self._busy = page, button, busy
        self._put_right = rest or (lambda: button.set_allowed(True))
        self.making = False

    def ask(self, name: str, kind: str, make: Make, title: str = "Save") -> Token | None:
        """Ask where to save `name`, then make it with a reader of its own; None when declined."""
        target = self.where(name, kind, title)
        if target is None:
            return None
        return self.start(
            f"Make {target.name}",
            lambda desk, token: make(desk, target, token),
            lambda path: f"Saved {path.name}.",
        )

    def where(self, name: str, kind: str, title: str = "Save") -> Path | None:
        """The file the officer names, with the suffix of `name` when none is given."""
        proposed = self._page.desk.path.parent / name
        chosen, _kind = QFileDialog.getSaveFileName(self._page, title, str(proposed), kind)
        if not chosen:
            return None
        out = Path(chosen)
        return out if out.suffix else out.with_suffix(proposed.suffix)

    def into_folder(self, title: str, files: list[tuple[str, str]]) -> tuple[Target, ...] | None:
        """Where (code, name) go together, in a folder the officer names; nothing is replaced."""
        beside = str(self._page.desk.path.parent)
        folder = QFileDialog.getExistingDirectory(self._page, title, beside)
        if not folder:
            return None
        targets = tuple((code, Path(folder) / name) for code, name in files)
        there = next((out.name for _code, out in targets if out.exists()), "")
        if there:
            self._page.operations.tell(f"{there} is in that folder already: choose another.")
            return None
        return targets

    def start(
        self, label: str, make: Callable[[Desk, Token], T], said: Callable[[T], str]
    ) -> Token:
        """Make something on a worker and say it: `said` of what was made."""
        desk = self._page.desk
        self.making = True
        self._button.set_allowed(False, self._busy)
        return self._page.context.jobs.start(
            label,
            lambda token: _made(make, desk.reader(), token),
            on_done=lambda made: self._tell(said(made)),
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _rest(self) -> None:
        self.making = False
        if isValid(self._page):
            self._put_right()

    def _tell(self, words: str) -> None:
        self._rest()
        if isValid(self._page):
            self._page.operations.tell(words)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorldError):
            self._rest()
            raise problem  # nobody foresaw it: the window's own dialog takes it
        self._tell(str(problem))


def each(desk: Desk, targets: tuple[Target, ...], make: MakeOne, token: Token) -> list[Path]:
    """A file for each target in turn, with the progress of all of them."""
    made = []
    for place, (code, out) in enumerate(targets):
        token.step(place, len(targets), out.name)
        made.append(make(desk, code, out, token))
    return made


def _made(make: Callable[[Desk, Token], T], desk: Desk, token: Token) -> T:
    """What is made, or Cancelled when a document was stopped half-way."""
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return make(desk, token)
    except RenderCancelled:
        raise Cancelled(token.label) from None


def file_name(begin: str, name: str, suffix: str) -> str:
    """ "Homework London Fire Brigade.pdf", without what Windows allows in no name."""
    bare = "".join(" " if letter in '\\/:*?"<>|' else letter for letter in name)
    return f"{begin} {' '.join(bare.split())}{suffix}"
