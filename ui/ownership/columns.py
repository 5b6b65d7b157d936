"""Partners and shares as rows: the figure in words, a small bar under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line, Lines, Piece, rag_words, two_lines
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.ownership.bars import Bar, BarDelegate
from ui.theme import theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.ownership.records import PartnerRecord, ShareLine
    from cspdesk.ownership.rules import Rate

MEASURES = ("attendance", "homework", "actions", "report_backs", "kpis")
WORK = ("homework", "actions", "report_backs")
TITLES = {
    "attendance": "Attendance",
    "homework": "Homework",
    "actions": "Actions",
    "report_backs": "Report-backs",
    "kpis": "KPIs owned",
}
_WIDTHS = {"attendance": 136, "homework": 168, "actions": 140, "report_backs": 140, "kpis": 88}
_KPIS = 5
_KPIS_FROM = 900  # px of the list at 100 % below which KPIs are left to the inspector


class _BarView(RowsView):
    """A table whose cells may be bars."""

    def use_bars(self, kind: str) -> None:
        self.delegate = BarDelegate(kind, parent=self)
        self.setItemDelegate(self.delegate)
        self.delegate.link_activated.connect(self._on_link)


class PartnersView(_BarView):
    """One row a partner, in the partnership's order until a column is pressed."""

    def __init__(self) -> None:
        model: RowsModel[PartnerRecord] = RowsModel(_PARTNERS, key=lambda one: one.owner.id)
        super().__init__(model, name="Partners", kind="agenda")
        self.use_bars("agenda")
        self._resize_rows()
        self.empty_text = "No organisation has a seat on the Board yet."

    def _resize_rows(self) -> None:
        """Its cells have a figure, a bar and a line of words: the kind's row may be too low."""
        super()._resize_rows()
        if isinstance(self.delegate, BarDelegate):
            self.verticalHeader().setDefaultSectionSize(self.delegate.row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        self.setColumnHidden(_KPIS, room < _KPIS_FROM)


class SharesView(_BarView):
    """Police and Council against the rest, a row a year and each of its cycles."""

    def __init__(self) -> None:
        model: RowsModel[ShareLine] = RowsModel(_SHARES, key=lambda line: line.key)
        super().__init__(model, name="Police and Council by cycle", kind="partner", sortable=False)
        self.use_bars("partner")
        self.empty_text = "No cycle is planned yet."


def _partner(one: PartnerRecord) -> Lines:
    owner = one.owner
    second: tuple[Piece, ...] = (Piece(_seats(one), tone="second"),)
    if one.has_nothing:
        second = (rag_words("amber", "Owns nothing"),)
    return two_lines(owner.short_name, second)


def _seats(one: PartnerRecord) -> str:
    count = len(one.owner.seats)
    seats = f"{count or 'No'} {'seat' if count == 1 else 'seats'}"
    return f"{one.owner.sector.label}, {seats.lower()}"


def _figure(name: str) -> Column[PartnerRecord]:
    """A measure as its figure over a bar; sorted by the share, what has no record last."""

    def words(one: PartnerRecord) -> tuple[str, str]:
        from cspdesk.ownership.rules import Measure, figure_words

        measure = Measure(name)
        return figure_words(measure, one.tallies[measure])

    def rate(one: PartnerRecord) -> Rate:
        from cspdesk.ownership.rules import Measure, figure_of

        measure = Measure(name)
        return figure_of(measure, one.tallies[measure])

    def cell(one: PartnerRecord) -> Bar | Line:
        first, second = words(one)
        if name == "kpis":
            tone = "" if rate(one).of else "second"
            return Line((Piece(first, tone=tone, style="body"),))
        return Bar(first, second, rate(one).share)

    def sort(one: PartnerRecord) -> float | None:
        return rate(one).of if name == "kpis" else rate(one).share

    return Column(
        TITLES[name],
        lambda one: ", ".join(part for part in words(one) if part),
        cell=cell,
        sort=sort,
        width=_WIDTHS[name],
    )


def _load(one: PartnerRecord) -> Bar:
    rate = one.share_of_work
    return Bar(rate.words if rate.of else "No work given", "", rate.share, one.even_share)


_PARTNERS: tuple[Column[PartnerRecord], ...] = (
    Column("Partner", lambda one: f"{one.owner.short_name}, {_seats(one)}", cell=_partner,
           sort=lambda one: one.owner.short_name.casefold(),
           tooltip=lambda one: "\n".join((one.owner.name, *one.owner.seats))),
    *(_figure(name) for name in MEASURES),
    Column("Share of all work", lambda one: one.share_of_work.words, cell=_load,
           sort=lambda one: one.share_of_work.share, width=138),
)  # fmt: skip


def _split(name: str, title: str, width: int) -> Column[ShareLine]:
    def rate(line: ShareLine) -> Rate:
        from cspdesk.ownership.rules import Measure

        split = line.work if name == "work" else line.splits[Measure(name)]
        return split.rate

    return Column(
        title,
        lambda line: rate(line).words,
        cell=lambda line: Bar(
            rate(line).words, "", rate(line).share, line.even_share, strong=line.is_year
        ),
        width=width,
    )


def _came(side: int, title: str) -> Column[ShareLine]:
    def words(line: ShareLine) -> str:
        rate = line.attendance[side]
        return rate.words if rate.of else "No record"

    return Column(
        title,
        words,
        cell=lambda line: Bar(words(line), "", line.attendance[side].share, strong=line.is_year),
        width=146,
    )


def _label(line: ShareLine) -> Line:
    style, indent = ("strong", "") if line.is_year else ("body", "\u2003")
    return Line((Piece(f"{indent}{line.label}", style=style),))


_SHARES: tuple[Column[ShareLine], ...] = (
    Column("Year and cycle", lambda line: line.label, cell=_label),
    _split("work", "Of all work", 140),
    _split("homework", "Of questions", 132),
    _split("actions", "Of actions", 132),
    _split("report_backs", "Of report-backs", 132),
    _came(0, "Their seats filled"),
    _came(1, "Others’ seats filled"),
)
