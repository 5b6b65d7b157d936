"""One group of the structure in full: what it is, who chairs it, to whom it reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from db.vocabulary import GroupKind
from ui.delegates.cells import Piece, chip
from ui.people.forms import KINDS
from ui.people.ticks import KeptChoice
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field
from ui.widgets.inspector import Inspector, wrapped

if TYPE_CHECKING:
    from cspdesk.people.queries import GroupLine
    from ui.operations import Operations

_TEXTS = (
    ("name", "Name", "The name in full"),
    ("short_name", "Short name", "For lists and tables"),
    ("chair", "Chair", "Vacant. Whose role it is, such as Head of Community Safety"),
    ("scheme_label", "Label", "Its number with the plan it is of: Corporate Plan Priority 2 Board"),
    ("contact", "Contact", "Who to ask; for a parallel board, who attends from here"),
    ("owes", "What it owes us, and when", "An update before each Executive"),
)


class GroupInspector(Inspector):
    """`wanted(what)`: under (add a group there), seats, remove."""

    wanted = Signal(str)

    def __init__(self, operations: Operations) -> None:
        super().__init__("Group")
        self.operations = operations
        self.line: GroupLine | None = None
        place = self.add_section()
        self.parent_ = KeptChoice("Reports to", lambda key: self.edit(parent_id=key), "Nobody")
        self.parent_field = Field("Reports to", self.parent_)
        self.kind = KeptChoice("Kind", lambda key: self.edit(kind=key))
        self.kind.offer(KINDS)
        self.kind_field = Field("Kind", self.kind)
        place.box.addWidget(self.parent_field)
        place.box.addWidget(self.kind_field)
        for key, caption, hint in _TEXTS:
            part = self.add_text(key, caption, hint=hint)
            part.committed.connect(lambda text, key=key: self.edit(**{key: text}))
        self.seats = wrapped("")
        self.add_section("Seats").box.addWidget(self.seats)
        self.buttons = {
            "under": SecondaryButton("Add under it…", lambda: self.wanted.emit("under")),
            "seats": SecondaryButton("Its seats", lambda: self.wanted.emit("seats")),
            "remove": SecondaryButton("Remove", lambda: self.wanted.emit("remove")),
        }
        self.add_actions(
            self.buttons["under"], self.buttons["seats"], right=(self.buttons["remove"],)
        )
        self.show_group(None, ())

    def show_group(self, line: GroupLine | None, above: Sequence[tuple[int, str]]) -> None:
        """Show this group; `above` are the groups it could report to."""
        self.line = line
        self.body.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        if line is None:
            self.set_head("", "No group chosen")
            return
        from cspdesk.people.gaps import is_vacant_chair

        vacant = Piece("Chair vacant", tone="second", box="dashed")
        state = vacant if is_vacant_chair(line.chair) else None
        self.set_head(line.short_name, line.name, [chip(line.kind.label)], state=state)
        for key, _caption, _hint in _TEXTS:
            self.parts[key].set_text(getattr(line, key))
        of_parallel = line.kind is GroupKind.PARALLEL_BOARD or bool(line.scheme_label)
        self.parts["scheme_label"].parentWidget().setVisible(of_parallel)
        self.parent_.offer([one for one in above if one[0] != line.id], line.parent_id)
        self.kind.choose(line.kind)
        self.seats.setText(_seats(line))
        self._clear_places()
        refusal = self.operations.refusal
        for key in ("under", "remove"):
            self.buttons[key].set_allowed(not refusal, refusal)
        self.buttons["seats"].set_allowed(bool(line.seats), "This group has no seats.")
        for choice in (self.parent_, self.kind):
            choice.setEnabled(not refusal)
        for part in self.parts.values():
            part.set_read_only(bool(refusal))

    def edit(self, **changes: Any) -> None:
        """Keep what was changed of the group at hand."""
        from cspdesk.people.commands import EditGroup

        if self.line is None:
            return
        command = EditGroup(self.line.id, self.line.version, **changes)
        if self.operations.run(command, fields=_Places(self)) is None:
            self.parent_.choose(self.line.parent_id)
            self.kind.choose(self.line.kind)

    def _clear_places(self) -> None:
        for field in (self.parent_field, self.kind_field):
            field.set_problem("")

    def take_focus(self) -> None:
        self.parts["name"].setFocus()


class _Places:
    def __init__(self, inspector: GroupInspector) -> None:
        self.inspector = inspector

    def clear(self) -> None:
        self.inspector.fields.clear()
        self.inspector._clear_places()

    def show(self, name: str, words: str) -> bool:
        own = {"parent_id": self.inspector.parent_field, "kind": self.inspector.kind_field}
        if name in own:
            own[name].set_problem(words)
            return True
        return self.inspector.fields.show(name, words)


def _seats(line: GroupLine) -> str:
    if not line.seats:
        return "No seats are recorded."
    vacant = f", {line.vacant} vacant" if line.vacant else ""
    seats = "1 seat" if len(line.seats) == 1 else f"{len(line.seats)} seats"
    return f"{seats}{vacant}"
