"""The rows of an action log's plan as the table shows them."""

from __future__ import annotations

from cspdesk.actions.log_plan import PlannedAction
from cspdesk.charts.mark_names import MarkName
from db.vocabulary import RowFate
from ui.delegates.cells import Line, Piece
from ui.delegates.wrapping import Wrapped
from ui.models.columns import Column

FATES = {
    RowFate.NEW: "New",
    RowFate.CHANGED: "Changed",
    RowFate.SAME: "Unchanged",
    RowFate.REJECTED: "Rejected",
}


def _fate(row: PlannedAction) -> Line:
    if row.fate is RowFate.REJECTED:
        return Line((Piece(FATES[row.fate], MarkName.RED, "red", style="label-strong"),))
    if row.notes:
        return Line((Piece(FATES[row.fate], MarkName.AMBER, "amber", style="label-strong"),))
    style = "label-strong" if row.fate is RowFate.CHANGED else "label"
    return Line(
        (Piece(FATES[row.fate], tone="second" if row.fate is RowFate.SAME else "", style=style),)
    )


def _owner(row: PlannedAction) -> Line:
    if row.values is None and row.owner is not None and row.owner.organisation_id is None:
        words = row.owner_words or "Nobody"
        return Line((Piece(words, tone="second", box="dashed"),))
    return Line((Piece(row.owner_words, style="body"),))


COLUMNS: tuple[Column[PlannedAction], ...] = (
    Column("Row", lambda row: str(row.row), sort=lambda row: row.row, width=50, tone="second"),
    Column("Ref", lambda row: row.ref, width=48, tone="second"),
    Column(
        "Action in the file", lambda row: row.text,
        cell=lambda row: Wrapped(row.text, style="body"), tooltip=lambda row: row.text,
    ),
    Column("Owner in the file", lambda row: row.owner_words or "Nobody", cell=_owner, width=132),
    Column("Due", lambda row: row.due_words, width=90),
    Column(
        "Fate", lambda row: FATES[row.fate], cell=_fate,
        sort=lambda row: list(RowFate).index(row.fate), width=96,
    ),
    Column(
        "Changed or wrong", lambda row: row.result,
        cell=lambda row: Wrapped(row.result, tone="second"),
        tooltip=lambda row: row.result,
    ),
)  # fmt: skip
