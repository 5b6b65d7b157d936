"""The minutes as a file: made in the background, where the officer says, as PDF or Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.widgets.buttons import SecondaryButton
from ui.widgets.saving import DOCX, PDF, FileSaving

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.minutes.records import MinutesCard
    from ui.jobs import Token
    from ui.minutes.page import MinutesPage

_KINDS = {".pdf": PDF, ".docx": DOCX}


class MinutesSaving:
    """Two buttons, and the jobs behind them."""

    def __init__(self, page: MinutesPage) -> None:
        self._page = page
        self.pdf = SecondaryButton("Save as &PDF…", lambda: self.ask(".pdf"))
        self.word = SecondaryButton("Save as &Word…", lambda: self.ask(".docx"))
        self._jobs = {
            suffix: FileSaving(page, button, lambda: self.show(page.card))
            for suffix, button in ((".pdf", self.pdf), (".docx", self.word))
        }

    def show(self, card: MinutesCard | None) -> None:
        for suffix, button in ((".pdf", self.pdf), (".docx", self.word)):
            if not self._jobs[suffix].making:
                button.set_allowed(card is not None, "There are no minutes to save yet.")

    def ask(self, suffix: str) -> Token | None:
        """Ask where the file goes, make it there and say so; None when nowhere."""
        card = self._page.card
        if card is None or self._jobs[suffix].making:
            return None
        self._page.paper.keep_what_waits()
        meeting_id = card.meeting.id
        return self._jobs[suffix].ask(
            name_of(card) + suffix,
            _KINDS[suffix],
            lambda desk, out, token: _make(desk, out, meeting_id, token),
            "Save the minutes",
        )


def _make(desk: Desk, out: Path, meeting_id: int, token: Token) -> Path:
    from cspdesk.packs.minutes_edition import export_minutes

    return export_minutes(
        desk,
        out,
        meeting_id=meeting_id,
        progress=token.step,
        cancelled=lambda: token.cancelled,
    ).path


def name_of(card: MinutesCard) -> str:
    """ "Minutes 2016-11-24 draft"."""
    draft = "" if card.is_confirmed else " draft"
    return f"Minutes {card.meeting.held_on:%Y-%m-%d}{draft}"
