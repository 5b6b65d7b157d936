"""The agenda as the rehearsal lists it: minutes planned, time used, how they compare."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cspdesk.charts.marks import MarkName
from ui.delegates.cells import Line, Lines, Piece, text, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.rehearsing import Rehearsal, Run


@dataclass(frozen=True, slots=True)
class RehearsalRow:
    """One item; `used` and `against` are "" until the clock has been in it."""

    id: int
    number: str
    title: str
    lead: str
    planned: int
    used: str
    against: str
    over: bool
    is_now: bool


def rows_of(seen: Rehearsal, run: Run) -> list[RehearsalRow]:
    """The rows of an agenda with the times of a run."""
    from cspdesk.agenda.rehearsing import against_plan, clock_words

    return [
        RehearsalRow(
            id=item.id,
            number=item.card.line.number,
            title=item.card.line.title,
            lead=item.card.line.lead,
            planned=item.minutes,
            used=clock_words(run.seconds(item.id)) if run.seconds(item.id) else "",
            against=against_plan(item.minutes, run.seconds(item.id)),
            over=run.seconds(item.id) > item.minutes * 60,
            is_now=item.id == run.at,
        )
        for item in seen.items
    ]


def _title(row: RehearsalRow) -> Lines:
    now = (Piece("Now", box="solid", style="label-strong"),) if row.is_now else ()
    lead = Piece(row.lead or "No lead yet", tone="second" if row.lead else "hint")
    return two_lines(row.title, (*now, lead))


def _against(row: RehearsalRow) -> Line | None:
    if not row.against:
        return None
    if row.over:
        return Line((Piece(row.against, MarkName.AMBER, "amber", style="label-strong"),))
    return text(row.against, tone="second")


def rehearsal_list() -> RowsView:
    """The items in their order; it does not sort."""
    columns = [
        Column[RehearsalRow](
            "No.",
            lambda row: row.number,
            align="centre",
            width=48,
            cell=lambda row: text(row.number, strong=True),
        ),
        Column[RehearsalRow](
            "Item and lead",
            lambda row: row.title,
            cell=_title,
            spoken=lambda row: _title(row).spoken,
        ),
        Column[RehearsalRow]("Planned", lambda row: f"{row.planned} min", align="right", width=78),
        Column[RehearsalRow]("Used", lambda row: row.used, align="right", width=72),
        Column[RehearsalRow]("Against the plan", lambda row: row.against, cell=_against, width=158),
    ]
    model = RowsModel(columns, key=lambda row: row.id)
    view = RowsView(model, name="Items to rehearse", kind="agenda", sortable=False)
    view.set_empty_text("The agenda has no item yet.")
    return view
