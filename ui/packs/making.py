"""What a job makes: a draft where it is wanted, or the final pack as bytes to be issued."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ui.jobs import Cancelled, Token

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.packs.commands import IssueDocument
    from cspdesk.packs.export import Exported


@dataclass(frozen=True)
class Final:
    """A pack ready to be issued: its bytes, what it is, where it is wanted and why it may go."""

    meeting_id: int
    made: Exported
    body: bytes
    path: Path
    reason: str


def export_pack(desk: Desk, out: Path, meeting_id: int, token: Token, *, draft: bool) -> Exported:
    from cspdesk.packs.export import export_board_pack
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        return export_board_pack(
            desk.reader(),
            out,
            meeting_id=meeting_id,
            draft=draft,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None


def final_pack(desk: Desk, meeting_id: int, path: Path, reason: str, token: Token) -> Final:
    """Made aside: what was not issued must not lie about looking as if it had been."""
    with tempfile.TemporaryDirectory() as folder:
        made = export_pack(desk, Path(folder) / "pack.pdf", meeting_id, token, draft=False)
        return Final(meeting_id, made, made.path.read_bytes(), path, reason)


def issue_command(final: Final) -> IssueDocument:
    from cspdesk.packs.commands import IssueDocument
    from db.vocabulary import DocumentKind

    return IssueDocument(
        kind=DocumentKind.BOARD,
        meeting_id=final.meeting_id,
        title=final.made.title,
        file_name=final.path.name,
        marking=final.made.marking,
        pages=final.made.pages,
        body=final.body,
        sha256=final.made.sha256,
        overrule_reason=final.reason,
    )
