"""The fields of the council's own front sheet: ticked ones are asked of items and printed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from cspdesk.words import counted
from ui.delegates.cells import Lines, Piece, two_lines
from ui.models.columns import Column
from ui.settings.lists import ListSettings
from ui.widgets.inspector import Inspector, wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.settings.front_sheets import FrontSheetField
    from ui.settings.page import SettingsPage

_ABOUT = (
    "A field that is ticked stands in the inspector of every agenda item. The pack’s front sheets "
    "print it where an item says something in it, after what the Board itself needs."
)


def _shown(field: FrontSheetField) -> Lines:
    said = (Piece(field.hint, tone="second"),) if field.hint else ()
    right = Piece(f"in {counted(field.filled, 'item')}", tone="second") if field.filled else None
    return two_lines(field.title, said, right_second=right)


class FrontSheetsView(ListSettings):
    """Tick, rename, reorder, add, remove. Words are kept while a field is off."""

    title = "Front-sheet fields"
    add_words = "Add a field"
    prompt_words = "Name of the new field"

    def __init__(self, page: SettingsPage) -> None:
        columns: list[Column[Any]] = [
            Column("", lambda _field: "", width=38, check=lambda field: field.shown),
            Column("Field", lambda field: field.title, cell=_shown),
        ]
        super().__init__(page, self._make_inspector(), columns)
        self.list.rows.check_requested.connect(self._switch)

    def _make_inspector(self) -> Inspector:
        inspector = Inspector("Front-sheet field")
        for name, caption, hint in (
            ("title", "Name", "As the council’s front sheet has it"),
            ("hint", "What to write in it", "Shown to whoever fills it in"),
        ):
            part = inspector.add_text(name, caption, hint=hint)
            part.committed.connect(partial(self._edit, name))
        inspector.add_section().box.addWidget(wrapped(_ABOUT, "label", "second"))
        return inspector

    # -- showing ------------------------------------------------------------------------------

    def read(self) -> Sequence[FrontSheetField]:
        from cspdesk.settings.front_sheets import front_sheet_fields

        return self.page.desk.ask(front_sheet_fields)

    def refresh(self) -> None:
        super().refresh()
        fields = self.list.rows.records()
        on = sum(field.shown for field in fields)
        self.pane.set_title(self.title, f"{on} of {len(fields)} switched on")

    def show_record(self, record: FrontSheetField | None) -> None:
        self.inspector.body.setVisible(record is not None)
        if record is None:
            self.inspector.set_head("", "No field chosen")
            return
        state = "Switched on" if record.shown else "Switched off"
        self.inspector.set_head(state, record.title)
        self.inspector.parts["title"].set_text(record.title)
        self.inspector.parts["hint"].set_text(record.hint)

    # -- doing --------------------------------------------------------------------------------

    def _edit(self, name: str, typed: str) -> None:
        from cspdesk.settings.front_sheet_commands import EditFrontSheetField

        record = self.chosen
        if record is not None:
            changed: dict[str, Any] = {name: typed}
            command = EditFrontSheetField(record.id, record.version, **changed)
            self.run(command, self.inspector.fields)

    def _switch(self, field: FrontSheetField, on: bool) -> None:
        from cspdesk.settings.front_sheet_commands import EditFrontSheetField

        if not self.page.operations.refuse():
            self.run(EditFrontSheetField(field.id, field.version, shown=on))

    def adding(self, title: str) -> Command:
        from cspdesk.settings.front_sheet_commands import AddFrontSheetField

        return AddFrontSheetField(title)

    def moving(self, record: FrontSheetField, to_position: int) -> Command:
        from cspdesk.settings.front_sheet_commands import MoveFrontSheetField

        return MoveFrontSheetField(record.id, to_position)

    def removing(self, record: FrontSheetField) -> Command:
        from cspdesk.settings.front_sheet_commands import RemoveFrontSheetField

        return RemoveFrontSheetField(record.id, record.version)

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Space", "on or off"), *super().key_hints()]
