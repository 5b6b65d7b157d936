"""Make a Board pack as a file: for the window, the command line and the self-test."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.queries import board_meetings
from cspdesk.packs.board.facts import read_pack
from cspdesk.packs.board.pack import board_pack
from cspdesk.packs.queries import issued_body
from cspdesk.packs.writing import Exported, refuse_place, refuse_target, save_document

__all__ = ["Exported", "export_board_pack", "meeting_for", "refuse_target", "save_issued"]


def meeting_for(desk: Desk, words: str) -> int:
    """The id of the Board of "next" or of a day such as 2017-02-23.

    "next" counts today and falls back on nothing: raises WorldError when no Board is to come.
    """
    boards = desk.ask(board_meetings)
    if words.strip().casefold() == "next":
        found = next((one for one in boards if one.held_on >= desk.today), None)
        if found is None:
            raise WorldError("No Board meeting is to come in this file.", "Plan a cycle first.")
        return found.id
    try:
        day = date.fromisoformat(words.strip())
    except ValueError as error:
        raise WorldError(
            f"“{words}” is neither “next” nor a date.", "Write a date as 2017-02-23."
        ) from error
    for one in boards:
        if one.held_on == day:
            return one.id
    raise WorldError(f"No Board meets on {day.isoformat()}.", "Choose the day of a Board meeting.")


def export_board_pack(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the Board pack to `out`, as Word where its name ends in .docx, else as PDF. It says
    DRAFT unless it is the copy that is being issued.

    What is made again after that is a draft of the next edition: figures may have changed since.

    Raises WorldError when it cannot be written, RenderCancelled when `cancelled` says stop.
    """
    refuse_place(out)
    facts = desk.ask(read_pack, meeting_id)
    document = board_pack(facts, draft=draft is not False)
    marking = facts.front.partnership.marking
    return save_document(document, out, marking, progress=progress, cancelled=cancelled)


def save_issued(desk: Desk, document_id: int, out: Path) -> Path:
    """Write an issued document to `out`, byte for byte. Raises WorldError; nothing is replaced."""
    body = desk.ask(issued_body, document_id)
    refuse_target(out)
    try:
        with out.open("xb") as file:
            file.write(body)
    except FileExistsError as error:
        raise WorldError(
            f"A file named {out.name} is there already.", "Give the copy another name."
        ) from error
    except OSError as error:
        out.unlink(missing_ok=True)  # half a document must not pass for the whole
        raise WorldError(
            f"{out.name} could not be saved in {out.parent}.", "Choose another folder."
        ) from error
    return out
