"""The minutes as a file: made in the background, where the officer says, as PDF or Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from cspdesk.minutes.records import MinutesCard
    from cspdesk.packs.export import Exported
    from ui.minutes.page import MinutesPage

_KINDS = {".pdf": "PDF (*.pdf)", ".docx": "Word (*.docx)"}


class MinutesSaving:
    """Two buttons, and the job behind them."""

    def __init__(self, page: MinutesPage) -> None:
        self._page = page
        self.pdf = SecondaryButton("Save as &PDF…", lambda: self.ask(".pdf"))
        self.word = SecondaryButton("Save as &Word…", lambda: self.ask(".docx"))

    def show(self, card: MinutesCard | None) -> None:
        for button in (self.pdf, self.word):
            button.set_allowed(card is not None, "There are no minutes to save yet.")

    def ask(self, suffix: str) -> Token | None:
        """Where the file goes; None when nowhere."""
        card = self._page.card
        if card is None:
            return None
        self._page.paper.keep_what_waits()
        proposed = str(self._page.desk.path.parent / (name_of(card) + suffix))
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, "Save the minutes", proposed, _KINDS[suffix]
        )
        if not chosen:
            return None
        out = Path(chosen)
        return self.save(out if out.suffix.casefold() == suffix else Path(f"{out}{suffix}"))

    def save(self, out: Path) -> Token | None:
        """Make the file there."""
        card, desk = self._page.card, self._page.desk
        if card is None:
            return None
        meeting_id = card.meeting.id

        def make(token: Token) -> Exported:
            from cspdesk.packs.minutes_edition import export_minutes
            from cspdesk.packs.pdf.render import RenderCancelled

            try:
                return export_minutes(
                    desk.reader(),
                    out,
                    meeting_id=meeting_id,
                    progress=token.step,
                    cancelled=lambda: token.cancelled,
                )
            except RenderCancelled:
                raise Cancelled(token.label) from None

        return self._page.context.jobs.start(
            "Save the minutes", make, on_done=self._saved, on_failed=self._failed
        )

    def _saved(self, made: Exported) -> None:
        if isValid(self._page):
            self._page.operations.tell(f"Saved {made.path.name}.")

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._page):
            self._page.operations.tell(str(problem))


def name_of(card: MinutesCard) -> str:
    """ "Minutes 2016-11-24 draft"."""
    draft = "" if card.is_confirmed else " draft"
    return f"Minutes {card.meeting.held_on:%Y-%m-%d}{draft}"
