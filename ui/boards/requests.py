"""Letters to the parallel boards as drafts: one for each board, into a folder or to copy."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.delegates.cells import Line, Piece, rag_words
from ui.models.columns import Column
from ui.widgets.drafts_dialog import DraftsDialog, Wording

if TYPE_CHECKING:
    from cspdesk.boards.drafts import BoardDraft
    from cspdesk.commanding import Command
    from ui.widgets.page import Page

_ABOUT = (
    "One draft for each board. Your mail program opens it ready to send; CSP Desk itself never"
    " sends anything."
)


class RequestsDialog(DraftsDialog["BoardDraft"]):
    """Boards at the left, the chosen one's letter at the right, the folder beneath.

    `record_as` makes the command that notes who was written to.
    """

    def __init__(
        self,
        page: Page,
        title: str,
        what: str,
        drafts: tuple[BoardDraft, ...],
        record_as: Callable[[tuple[int, ...]], Command],
        *,
        record_words: str,
        empty: str,
    ) -> None:
        wording = Wording(
            title,
            list_name="Boards to write to",
            empty=empty,
            preview="Text of the letter",
            copied="Copied the letter to the",
            record=record_words,
            about=_ABOUT,
            choose="C&hoose…",
            nobody="No board with an address is chosen.",
        )
        super().__init__(page, wording, what, (900, 560))
        self.drafts, self._record_as = drafts, record_as
        self.fill(drafts)

    def key_of(self, one: BoardDraft) -> int:
        return one.group_id

    def name_of(self, one: BoardDraft) -> str:
        return one.name

    def columns(self) -> tuple[Column[BoardDraft], ...]:
        return (
            self.tick_column("Board"),
            Column("What for", _what_for_words, cell=_what_for, width=170),
        )

    def command(self, chosen: list[BoardDraft]) -> Command:
        return self._record_as(tuple(one.group_id for one in chosen))


def _what_for_words(one: BoardDraft) -> str:
    late = f", {one.days_late} days late" if one.days_late else ""
    return f"{one.what_for}{late}"


def _what_for(one: BoardDraft) -> Line:
    if one.fault:
        return Line((Piece(one.what_for), rag_words("red", "No usable address")))
    if not one.days_late:
        return Line((Piece(one.what_for),))
    return Line((Piece(one.what_for), rag_words("red", f"{one.days_late} days late")))
