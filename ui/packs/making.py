"""What a job makes: a draft where it is wanted, or the final pack as bytes to be issued."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.vocabulary import DocumentKind
from ui.jobs import Cancelled, Token

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.packs.commands import IssueDocument
    from cspdesk.packs.export import Exported


@dataclass(frozen=True)
class Final:
    """Ready to be issued: its bytes, what it is, where it is wanted and why it may go."""

    kind: DocumentKind
    meeting_id: int
    made: Exported
    body: bytes
    path: Path
    reason: str


def export_pack(
    desk: Desk, out: Path, meeting_id: int, token: Token, *, kind: DocumentKind, draft: bool
) -> Exported:
    """The pack, or its supplement; Cancelled when the officer stopped it."""
    from cspdesk.packs.export import export_board_pack
    from cspdesk.packs.pdf.render import RenderCancelled
    from cspdesk.packs.supplement import export_supplement

    export = export_supplement if kind is DocumentKind.SUPPLEMENT else export_board_pack
    try:
        return export(
            desk.reader(),
            out,
            meeting_id=meeting_id,
            draft=draft,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None


def final_pack(
    desk: Desk, kind: DocumentKind, meeting_id: int, path: Path, reason: str, token: Token
) -> Final:
    """Made aside: what was not issued must not lie about looking as if it had been."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "pack.pdf"
        made = export_pack(desk, out, meeting_id, token, kind=kind, draft=False)
        return Final(kind, meeting_id, made, made.path.read_bytes(), path, reason)


def issue_command(final: Final) -> IssueDocument:
    from cspdesk.packs.commands import IssueDocument

    return IssueDocument(
        kind=final.kind,
        meeting_id=final.meeting_id,
        title=final.made.title,
        file_name=final.path.name,
        marking=final.made.marking,
        pages=final.made.pages,
        body=final.body,
        sha256=final.made.sha256,
        overrule_reason=final.reason,
    )
