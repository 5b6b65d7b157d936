"""What a column shows of a record, and the roles under which a model hands it out."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex

RECORD = int(Qt.ItemDataRole.UserRole) + 1  # the frozen record itself, through any proxy
KEY = RECORD + 1  # the record's key
CELL = RECORD + 2  # a cell of ui.delegates.cells for the delegate to paint, or None for plain text
SORT = RECORD + 3  # a value that sorts; None goes last
GROUP = RECORD + 4  # the Group of a group row, None for ordinary rows

_ALIGN = {
    "left": Qt.AlignmentFlag.AlignLeft,
    "right": Qt.AlignmentFlag.AlignRight,
    "centre": Qt.AlignmentFlag.AlignHCenter,
}


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column over records of type R.

    `text` is what is read, copied and spoken; `cell` what the delegate paints instead (see
    `ui.delegates.cells`); `sort` a value to sort by (default: the text); `check` gives a tick box;
    `edit` the value an editor starts from and makes the cell editable; `width` in design pixels,
    0 for a column that takes the room that is left.
    """

    title: str
    text: Callable[[R], str]
    sort: Callable[[R], Any] | None = None
    align: str = "left"
    tooltip: Callable[[R], str] | None = None
    cell: Callable[[R], Any] | None = None
    spoken: Callable[[R], str] | None = None
    check: Callable[[R], bool | None] | None = None
    edit: Callable[[R], Any] | None = None
    width: int = 0
    strong: bool = False
    tone: str = ""

    def data(self, record: R, role: int) -> Any:
        """What Qt asks of a cell of this column."""
        reader = _READERS.get(role)
        return reader(self, record) if reader else None

    def heading(self, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[self.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, record: R) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.check is not None and self.check(record) is not None:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if self.edit is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags


def _sort(column: Column[R], record: R) -> Any:
    return column.sort(record) if column.sort else column.text(record).casefold()


def _tooltip(column: Column[R], record: R) -> str | None:
    return (column.tooltip(record) or None) if column.tooltip else None


def _spoken(column: Column[R], record: R) -> str:
    return column.spoken(record) if column.spoken else column.text(record)


def _check(column: Column[R], record: R) -> int | None:
    ticked = column.check(record) if column.check else None
    if ticked is None:
        return None
    # The plain number: PySide refuses the enumeration where Qt's model tester reads the role.
    return int((Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked).value)


_ROLE = Qt.ItemDataRole
_READERS: dict[int, Callable[[Column[Any], Any], Any]] = {
    _ROLE.DisplayRole: lambda column, record: column.text(record),
    _ROLE.EditRole: lambda column, record: column.edit(record) if column.edit else None,
    _ROLE.ToolTipRole: _tooltip,
    _ROLE.AccessibleTextRole: _spoken,
    _ROLE.CheckStateRole: _check,
    _ROLE.TextAlignmentRole: lambda column, _: int(
        _ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter
    ),
    CELL: lambda column, record: column.cell(record) if column.cell else None,
    SORT: _sort,
}

Columns = Sequence[Column[R]]
KeyOf = Callable[[R], Hashable]
