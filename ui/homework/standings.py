"""Under the grid: how each partner stands, the one that needs the officer first on top."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cspdesk.charts.mark_names import MarkName
from ui.delegates.cells import Line, Piece, text
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.homework.standing import PartnerStanding


def _next(one: PartnerStanding) -> Line:
    """The need as mark and words, by the order of `Urgency`."""
    mark, tone = (
        (MarkName.RED, "red"),
        (MarkName.AMBER, "amber"),
        (MarkName.NOT_RATED, "second"),
        (MarkName.RING, ""),
        (MarkName.HALF, ""),
        (MarkName.DONE, ""),
    )[one.urgency]
    style = "label-strong" if tone in ("red", "amber") else "label"
    return Line((Piece(one.words, mark, tone, style=style),))


COLUMNS: tuple[Column[PartnerStanding], ...] = (
    Column(
        "Partner",
        lambda one: one.short_name,
        width=172,
        cell=lambda one: text(one.short_name, strong=True),
        tooltip=lambda one: one.name,
    ),
    Column("What is needed", lambda one: one.words, cell=_next, sort=lambda one: one.urgency),
    Column(
        "Answered",
        lambda one: f"{one.answered} of {one.asked}",
        align="right",
        width=96,
        sort=lambda one: (one.asked - one.answered, one.asked),
    ),
)


class StandingList(RowsView):
    """Enter goes to the question to see to first."""

    def __init__(self) -> None:
        model: RowsModel[PartnerStanding] = RowsModel(COLUMNS, key=lambda one: one.organisation_id)
        super().__init__(model, name="How each partner stands", kind="partner")
        self.set_empty_text("No partner has a seat on the Board yet.")
