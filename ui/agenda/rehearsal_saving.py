"""The private editions as jobs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.jobs import Cancelled, Token

if TYPE_CHECKING:
    from cspdesk.desk import Desk

CHAIR, EXECUTIVE = "chair", "executive"
# What each is called in the menu, with its Alt key, and in its file's name.
EDITIONS = {
    CHAIR: ("&Chair’s brief", "Chair's brief"),
    EXECUTIVE: ("&Rehearsal sheet", "Rehearsal sheet"),
}


def make_edition(desk: Desk, out: Path, edition: str, meeting_id: int, token: Token) -> Path:
    """Write one of the editions; where it lies. Raises Cancelled, WorldError."""
    from cspdesk.packs.chair_edition import export_chair_brief, export_rehearsal_sheet
    from cspdesk.packs.pdf.render import RenderCancelled

    export = export_chair_brief if edition == CHAIR else export_rehearsal_sheet
    try:
        made = export(
            desk,
            out,
            meeting_id=meeting_id,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None
    return made.path
