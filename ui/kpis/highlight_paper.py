"""The highlight report on paper: its pages to look at, or saved as a PDF of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTemporaryDir, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.packs.export import Exported
    from ui.kpis.highlight_page import HighlightView

JOB = "Make the highlight report"
_NO_MEETING = "There is no report yet: it belongs to a Board meeting."


class ReportPaper:
    """Two buttons and the job behind them. A preview lies in a folder that goes with the window."""

    def __init__(self, view: HighlightView) -> None:
        self._view = view
        self._folder: QTemporaryDir | None = None
        self._count = 0
        self.preview = SecondaryButton("&Preview page", self.show_preview)
        self.save = SecondaryButton("&Save PDF…", self.save_as)

    def allow(self, there: bool) -> None:
        for button in (self.preview, self.save):
            button.set_allowed(there, _NO_MEETING)

    def shorten(self, short: bool) -> None:
        """Fewer words on the buttons, where the sub-tabs need the room."""
        self.preview.setText("&Preview" if short else "&Preview page")
        self.save.setText("&Save…" if short else "&Save PDF…")

    def show_preview(self) -> Token | None:
        """Make the PDF and open it in whatever program shows PDFs here."""
        if self._folder is None:
            self._folder = QTemporaryDir()
        self._count += 1  # the one before may still be open in a viewer
        out = Path(self._folder.path()) / f"Highlight report preview {self._count}.pdf"
        return self._make(out, self._open)

    def save_as(self) -> Token | None:
        """Ask where, and save it there."""
        start = self._view.page.desk.path.parent / self._name()
        chosen, _filter = QFileDialog.getSaveFileName(
            self._view, "Save the highlight report", str(start), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        out = Path(chosen)
        return self._make(out if out.suffix else out.with_suffix(".pdf"), self._saved)

    def _name(self) -> str:
        from cspdesk.meetings.queries import cycle_strip

        cycle_id = self._view.cycle_id
        strip = self._view.page.desk.ask(cycle_strip, cycle_id) if cycle_id else None
        day = f" {strip.cycle.board_on:%Y-%m-%d}" if strip else ""
        return f"Highlight report{day}.pdf"

    def _make(self, out: Path, then: Callable[[Exported], None]) -> Token | None:
        meeting_id = self._meeting()
        if meeting_id is None:
            self._view.way.say("This cycle has no Board meeting to make the report for.")
            return None
        desk = self._view.page.desk
        self._view.way.say("")
        self.allow(False)
        return self._view.page.context.jobs.start(
            JOB,
            lambda token: _export(desk, out, meeting_id, token),
            on_done=then,
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _meeting(self) -> int | None:
        from cspdesk.meetings.queries import board_meeting_of

        cycle_id = self._view.cycle_id
        found = self._view.page.desk.ask(board_meeting_of, cycle_id) if cycle_id else None
        return found.id if found else None

    # -- when it is made ----------------------------------------------------------------------

    def _rest(self) -> None:
        if isValid(self._view):
            self.allow(True)

    def _open(self, made: Exported) -> None:
        self._rest()
        if isValid(self._view) and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(made.path))):
            self._view.way.say("No program here opens PDFs: save the report instead.")

    def _saved(self, made: Exported) -> None:
        self._rest()
        if isValid(self._view):
            self._view.way.tell(f"Saved {made.path.name}, {made.pages} pages.")

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._view):
            self._view.way.say(str(problem))


def _export(desk: Desk, out: Path, meeting_id: int, token: Token) -> Exported:
    from cspdesk.packs.highlight_edition import export_highlight_report
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return export_highlight_report(
            desk.reader(),
            out,
            meeting_id=meeting_id,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None
