"""Change the library of front-sheet fields, and what an item says in one of them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.commands import named
from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, required
from cspdesk.words import counted
from db.tables import AgendaItemRow, FrontSheetFieldRow, ItemFieldRow
from db.unit_of_work import UnitOfWork

_NO_TITLE = "Give the field the name that the council’s front sheet has."


@dataclass(frozen=True, slots=True)
class AddFrontSheetField(Command):
    """Add a field to the library, at its end; it is switched on at once."""

    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class EditFrontSheetField(Command):
    """Rename a field, say what to write in it, or switch it on or off: words are kept."""

    field_id: int
    seen_version: int
    title: str | Keep = KEEP
    hint: str | Keep = KEEP
    shown: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MoveFrontSheetField(Command):
    """Put a field in another place, counted from 1."""

    field_id: int
    to_position: int


@dataclass(frozen=True, slots=True)
class RemoveFrontSheetField(Command):
    """Take a field out of the library; one in which an item says something stays."""

    field_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class SetItemField(Command):
    """What an item's front sheet says in a field; nothing takes it off. Version 0: none yet."""

    item_id: int
    field_id: int
    text: str
    seen_version: int


@handles(AddFrontSheetField)
def add_front_sheet_field(command: AddFrontSheetField, work: UnitOfWork) -> str:
    title = _free_title(work, command.title, None)
    last = work.session.scalar(select(func.max(FrontSheetFieldRow.position))) or 0
    row = work.add(
        FrontSheetFieldRow(
            key="own", title=title, hint=command.hint.strip(), shown=True, position=last + 1
        )
    )
    row.key = f"own_{row.id}"
    return f"Added the front-sheet field {row.title}"


@handles(EditFrontSheetField)
def edit_front_sheet_field(command: EditFrontSheetField, work: UnitOfWork) -> str:
    row = work.get(FrontSheetFieldRow, command.field_id, command.seen_version)
    words = {"title": "name", "hint": "hint", "shown": "showing"}
    changed = apply_edit(
        row, command, words, {"title": lambda title: _free_title(work, title, row.id)}
    )
    if changed == ["showing"]:
        return f"Switched the front-sheet field {row.title} {'on' if row.shown else 'off'}"
    return edit_label(changed, f"the front-sheet field {row.title}")


@handles(MoveFrontSheetField)
def move_front_sheet_field(command: MoveFrontSheetField, work: UnitOfWork) -> str:
    row = work.get(FrontSheetFieldRow, command.field_id)
    order = select(FrontSheetFieldRow).order_by(FrontSheetFieldRow.position, FrontSheetFieldRow.id)
    rows = [one for one in work.all(order) if one.id != row.id]
    if not 1 <= command.to_position <= len(rows) + 1:
        raise RuleBroken("to_position", f"Choose a place from 1 to {len(rows) + 1}.")
    rows.insert(command.to_position - 1, row)
    for place, one in enumerate(rows, 1):
        if one.position != place:
            one.position = place
    return f"Moved the front-sheet field {row.title} to place {command.to_position}"


@handles(RemoveFrontSheetField)
def remove_front_sheet_field(command: RemoveFrontSheetField, work: UnitOfWork) -> str:
    row = work.get(FrontSheetFieldRow, command.field_id, command.seen_version)
    said = len(work.all(select(ItemFieldRow).filter_by(field_id=row.id)))
    if said:
        verb = "says" if said == 1 else "say"
        raise RuleBroken(
            "",
            f"{counted(said, 'item')} {verb} something in “{row.title}”: switch it off instead, "
            "and the words are kept.",
        )
    label = f"Removed the front-sheet field {row.title}"
    work.delete(row)
    return label


@handles(SetItemField)
def set_item_field(command: SetItemField, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id)
    field = work.get(FrontSheetFieldRow, command.field_id)
    found = select(ItemFieldRow).filter_by(item_id=item.id, field_id=field.id)
    row = work.session.scalars(found).first()
    if (row.version if row else 0) != command.seen_version:
        raise Conflict(f"{field.title} of {named(item)} was changed in the meantime.")
    text = command.text.strip()
    if row is None and text:
        work.add(ItemFieldRow(item_id=item.id, field_id=field.id, text=text))
    elif row is not None and not text:
        work.delete(row)
    elif row is not None:
        row.text = text
    return f"Changed {field.title} of {named(item)}"


def _free_title(work: UnitOfWork, title: str, own: int | None) -> str:
    """The title, when no other field has it: two of one name could not be told apart on paper."""
    kept = required("title", title, _NO_TITLE)
    for row in work.all(select(FrontSheetFieldRow)):
        if row.id != own and row.title.casefold() == kept.casefold():
            raise RuleBroken("title", f"There is a field called {row.title} already.")
    return kept
