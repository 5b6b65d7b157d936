"""The library of standing items: what each new agenda starts with, in the clerk's own wording."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from cspdesk.errors import RuleBroken
from ui.delegates.cells import Line, Lines, Piece, two_lines
from ui.models.columns import Column
from ui.settings.lists import ListSettings
from ui.widgets.buttons import LinkButton
from ui.widgets.inspector import Inspector, wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.settings.library import LibraryLine
    from ui.settings.page import SettingsPage

_TEXTS = (
    ("title", "Title", "What the agenda calls it"),
    ("lead", "Lead", "The role that takes it"),
    ("minutes", "Minutes", ""),
    ("wording", "Wording", "One paragraph a line, as in Heading: sentence"),
)
_FILLED = (
    ("Number of the item for urgent business", "{urgent_item}"),
    ("Day of the last meeting", "{last_meeting}"),
)


class _Entry:
    """A line of the library with the id and version that the list works by."""

    def __init__(self, held: LibraryLine) -> None:
        self.held, self.line = held, held.line
        self.id, self.version, self.position = held.line.id, held.line.version, held.position

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Entry) and other.held == self.held

    def __hash__(self) -> int:
        return hash(self.held)


def _shown(entry: _Entry) -> Lines:
    told = f"{entry.line.minutes} minutes"
    lead = f"{entry.line.lead}, {told}" if entry.line.lead else told
    return two_lines(entry.line.title, (Piece(lead, tone="second"),))


class StandingView(ListSettings):
    """Add, reword, reorder, remove; agendas that have an item already keep their own words."""

    title = "Standing items"
    add_words = "Add a standing item"
    prompt_words = "Title of the new standing item"

    def __init__(self, page: SettingsPage) -> None:
        columns: list[Column[Any]] = [
            Column(
                "",
                lambda one: str(one.position),
                width=34,
                align="right",
                cell=lambda one: Line((Piece(str(one.position), tone="second"),)),
            ),
            Column("Title", lambda one: one.line.title, cell=_shown),
        ]
        super().__init__(page, self._make_inspector(), columns)

    def _make_inspector(self) -> Inspector:
        inspector = Inspector("Standing item")
        for name, caption, hint in _TEXTS:
            part = inspector.add_text(name, caption, hint=hint)
            part.committed.connect(partial(self._edit, name))
        self.refer = LinkButton("Refer to an item", self._offer_references)
        # So that a press leaves the cursor in the wording.
        self.refer.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.wording = inspector.parts["wording"]
        section = self.wording.parentWidget()
        section.box.addWidget(  # type: ignore[union-attr]
            self.refer, 0, Qt.AlignmentFlag.AlignLeft
        )
        self.read_section = inspector.add_section()
        self.read_on = wrapped("", "label-strong", "second")
        self.read_words = wrapped("")
        self.read_section.box.addWidget(self.read_on)
        self.read_section.box.addWidget(self.read_words)
        return inspector

    # -- showing ------------------------------------------------------------------------------

    def read(self) -> Sequence[_Entry]:
        from cspdesk.settings.library import library_as_read

        return [_Entry(held) for held in self.page.desk.ask(library_as_read)]

    def show_record(self, record: _Entry | None) -> None:
        self.inspector.body.setVisible(record is not None)
        if record is None:
            self.inspector.set_head("", "No standing item chosen")
            return
        line = record.line
        self.inspector.set_head(f"Standing item {record.position}", line.title)
        for name, part in self.inspector.parts.items():
            part.set_text(str(getattr(line, name)))
        why = self.page.operations.refusal
        self.refer.set_allowed(not why, why)
        self._show_read(record.held)

    def _show_read(self, held: LibraryLine) -> None:
        from cspdesk.calendar import short_date

        filled = held.board_on is not None and held.read != held.line.wording
        self.read_section.setVisible(filled)
        if filled and held.board_on is not None:
            board = short_date(held.board_on, year=True)
            self.read_on.setText(f"As it reads at the Board of {board}")
            self.read_words.setText(held.read.strip())

    # -- doing --------------------------------------------------------------------------------

    def _edit(self, name: str, typed: str) -> None:
        from cspdesk.agenda.rules import parse_minutes
        from cspdesk.settings.commands import EditInLibrary

        record = self.chosen
        if record is None:
            return
        try:
            value: Any = parse_minutes(typed) if name == "minutes" else typed
        except RuleBroken as broken:
            self.inspector.fields.show(name, broken.message)
            return
        changed: dict[str, Any] = {name: value}
        self.run(EditInLibrary(record.id, record.version, **changed), self.inspector.fields)

    def _offer_references(self) -> None:
        """The other items and what else is filled in, to put where the cursor is."""
        from cspdesk.settings.rules import item_reference

        self.menu = menu = QMenu(self)
        chosen = self.chosen
        for entry in self.list.rows.records():
            if chosen is None or entry.id != chosen.id:
                put = item_reference(entry.line.key)
                words = entry.line.title.replace("&", "&&")
                menu.addAction(words, partial(self.put_reference, put))
        menu.addSeparator()
        for words, put in _FILLED:
            menu.addAction(words, partial(self.put_reference, put))
        menu.popup(self.refer.mapToGlobal(self.refer.rect().bottomLeft()))

    def put_reference(self, words: str) -> None:
        """Put it into the wording: where the cursor is, else at the end."""
        if not self.wording.editing:
            self.wording.start_editing()
            cursor = self.wording.editor.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.wording.editor.setTextCursor(cursor)
        cursor = self.wording.editor.textCursor()
        before = self.wording.editor.toPlainText()[: cursor.selectionStart()]
        apart = " " if before and not before[-1].isspace() else ""
        cursor.insertText(f"{apart}{words}")
        self.wording.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def adding(self, title: str) -> Command:
        from cspdesk.settings.commands import AddToLibrary

        return AddToLibrary(title)

    def moving(self, record: _Entry, to_position: int) -> Command:
        from cspdesk.settings.commands import MoveInLibrary

        return MoveInLibrary(record.id, to_position)

    def removing(self, record: _Entry) -> Command:
        from cspdesk.settings.commands import RemoveFromLibrary

        return RemoveFromLibrary(record.id, record.version)
