"""The papers of an item: add a PDF, name it, order, restrict and take it away."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.agenda.commands import named
from cspdesk.agenda.paper_files import refuse_size
from cspdesk.agenda.restricting import check_restricted
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, needs, required
from cspdesk.words import counted
from db.files import is_kept
from db.tables import AgendaItemRow, PaperRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import PaperState, Publicity


@dataclass(frozen=True, slots=True)
class AddPaper(Command):
    """Add a file whose bytes `desk.keep_file` has kept; `sha256` is their hash.

    The item's paper is in from then on.
    """

    item_id: int
    title: str
    file_name: str
    sha256: str
    pages: int
    size: int


@dataclass(frozen=True, slots=True)
class EditPaper(Command):
    """Name a paper, or say who may read it; restricted needs its paragraph and reason at once."""

    paper_id: int
    seen_version: int
    title: str | Keep = KEEP
    publicity: Publicity | Keep | None = KEEP
    exempt_paragraph: str | Keep = KEEP
    exempt_reason: str | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MovePaper(Command):
    """Put a paper of an item in another place, counted from 1."""

    paper_id: int
    to_position: int


@dataclass(frozen=True, slots=True)
class RemovePaper(Command):
    """Take a paper off its item. The last one leaves the item's paper to follow."""

    paper_id: int
    seen_version: int


_WORDS = {
    "title": "name",
    "publicity": "publicity",
    "exempt_paragraph": "exemption",
    "exempt_reason": "reason for exemption",
}


@handles(AddPaper)
def add_paper(command: AddPaper, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id)
    refuse_size(command.file_name, command.size)
    if command.pages < 1 or not is_kept(work.session, command.sha256, command.size):
        raise RuleBroken("paper", "The paper was not kept whole: add it again.")
    held = papers_of_item(work, item.id)
    if any(paper.sha256 == command.sha256 for paper in held):
        raise RuleBroken("paper", f"“{command.file_name}” is a paper of {named(item)} already.")
    row = work.add(
        PaperRow(
            item_id=item.id,
            position=len(held) + 1,
            title=required("paper", command.title, "Give the paper a name."),
            file_name=command.file_name,
            sha256=command.sha256,
            pages=command.pages,
            size=command.size,
            added_on=work.today,
        )
    )
    item.paper_state = PaperState.IN
    return f"Added “{row.title}” ({counted(row.pages, 'page')}) to {named(item)}"


@handles(EditPaper)
def edit_paper(command: EditPaper, work: UnitOfWork) -> str:
    row = work.get(PaperRow, command.paper_id, command.seen_version)
    checks = {"title": needs("title", "Give the paper a name.")}
    changed = apply_edit(row, command, _WORDS, checks)
    check_restricted(row.publicity, row.exempt_paragraph, row.exempt_reason)
    return edit_label(changed, f"the paper “{row.title}”")


@handles(MovePaper)
def move_paper(command: MovePaper, work: UnitOfWork) -> str:
    row = work.get(PaperRow, command.paper_id)
    held = papers_of_item(work, row.item_id)
    if not 1 <= command.to_position <= len(held):
        raise RuleBroken("to_position", f"Choose a place from 1 to {len(held)}.")
    held.remove(row)
    held.insert(command.to_position - 1, row)
    _number(held)
    return f"Moved the paper “{row.title}” to place {row.position}"


@handles(RemovePaper)
def remove_paper(command: RemovePaper, work: UnitOfWork) -> str:
    row = work.get(PaperRow, command.paper_id, command.seen_version)
    item = work.get(AgendaItemRow, row.item_id)
    label = f"Took the paper “{row.title}” off {named(item)}"
    work.delete(row)
    left = papers_of_item(work, item.id)
    _number(left)
    if not left and item.paper_state is PaperState.IN:
        item.paper_state = PaperState.TO_FOLLOW
    return label


def papers_of_item(work: UnitOfWork, item_id: int) -> list[PaperRow]:
    query = select(PaperRow).filter_by(item_id=item_id)
    return work.all(query.order_by(PaperRow.position, PaperRow.id))


def _number(papers: list[PaperRow]) -> None:
    for place, paper in enumerate(papers, start=1):
        if paper.position != place:
            paper.position = place
