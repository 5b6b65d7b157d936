"""The fields of the council's front sheet that are switched on, filled in item by item."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.inspector import EditableText
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.settings.front_sheets import ItemField
    from ui.operations import Operations


class CouncilFields(QWidget):
    """A section for each field; nothing at all while every field is off. Reads for itself."""

    def __init__(self, operations: Operations) -> None:
        super().__init__()
        self.operations = operations
        self.item_id: int | None = None
        self.fields: dict[int, ItemField] = {}
        self.parts: dict[int, EditableText] = {}
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        self.hide()

    def show_item(self, item_id: int) -> None:
        """Show what this item says; what is being typed for the same item stays."""
        from cspdesk.settings.front_sheets import fields_of_item

        if item_id != self.item_id:
            self.let_go()
        found = self.operations.desk.ask(fields_of_item, item_id)
        named = [(one.field_id, one.title, one.hint) for one in found]
        if named != [(one.field_id, one.title, one.hint) for one in self.fields.values()]:
            self._make(found)
        self.item_id = item_id
        self.fields = {one.field_id: one for one in found}
        for key, part in self.parts.items():
            part.set_text(self.fields[key].text)
        self.setVisible(bool(found))

    def _make(self, found: tuple[ItemField, ...]) -> None:
        self.let_go()
        while self.box.count():
            section = self.box.takeAt(0).widget()
            section.hide()
            section.deleteLater()
        self.parts = {}
        why = self.operations.refusal
        for one in found:
            part = EditableText(one.title, hint=one.hint, read_only=bool(why))
            part.setToolTip(why)
            part.committed.connect(partial(self._keep, one.field_id))
            section = Section()
            section.box.addWidget(part)
            self.box.addWidget(section)
            self.parts[one.field_id] = part

    def let_go(self) -> None:
        """An editor left open belongs to the item before."""
        for part in self.parts.values():
            if part.editing:
                part.editor.given_up.emit()

    def _keep(self, field_id: int, text: str) -> None:
        from cspdesk.settings.front_sheet_commands import SetItemField

        field = self.fields[field_id]
        if self.item_id is not None:
            command = SetItemField(self.item_id, field_id, text, field.version)
            self.operations.run(command, fields=_Place(self.parts[field_id]))


class _Place:
    """The one field that was left takes any sentence."""

    def __init__(self, part: EditableText) -> None:
        self._part = part

    def clear(self) -> None:
        self._part.problem.say("")

    def show(self, _name: str, words: str) -> bool:
        self._part.set_problem(words)
        return True
