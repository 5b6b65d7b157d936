"""The lists of the dashboard: tallies, coverage matrix, changes, late figures, lacks, holes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QResizeEvent

from cspdesk.charts.marks import MarkName
from cspdesk.kpis.dashboard import (
    CoverageGroup,
    Covered,
    Lack,
    LateFigure,
    Movement,
    TallyLine,
)
from cspdesk.kpis.facts import Outcome
from db.vocabulary import Rag
from ui.delegates.cells import (
    Line,
    Lines,
    Piece,
    rag_piece,
    rag_words,
    text,
    two_lines,
)
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import GroupedView
from ui.widgets.whole_rows import WholeRows

NO_INDICATORS = "There are no indicators yet."
_NAME_LEAST, _REF, _OUTCOME, _OWNER, _RAG = 132, 52, 44, 126, 112  # px of the coverage's columns
_WORDS = {Rag.RED: "Red", Rag.AMBER: "Amber", Rag.GREEN: "Green", Rag.GREY: "Not rated"}


# -- tallies --------------------------------------------------------------------------------------


def tally_view() -> WholeRows:
    """A row for each priority, theme, outcome or owner; Enter opens the list of KPIs."""
    columns = [
        Column[TallyLine]("Name", lambda row: _tally_words(row), cell=_tally_name),
        *(_count_column(rag) for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)),
        Column[TallyLine](
            "KPIs", lambda row: str(row.tally.total), lambda row: row.tally.total, "right", width=56
        ),
    ]
    model = RowsModel(columns, key=lambda row: (row.name, row.detail))
    view = WholeRows(model, name="Ratings counted")
    view.set_empty_text(NO_INDICATORS)
    return view


def _tally_words(row: TallyLine) -> str:
    return f"{row.name}, {row.detail}" if row.detail else row.name


def _tally_name(row: TallyLine) -> Line:
    name = (
        Piece(row.name, tone="second", box="dashed")
        if row.missing
        else Piece(row.name, style="strong")
    )
    red = f"red: {', '.join(row.tally.red)}" if row.tally.red else ""
    return Line((name, *(Piece(words, tone="second") for words in (row.detail, red) if words)))


def _count_column(rag: Rag) -> Column[TallyLine]:
    def words(row: TallyLine) -> str:
        return str(len(row.tally.of(rag)) or "")

    def cell(row: TallyLine) -> Line | None:
        codes = row.tally.of(rag)
        return Line((rag_words(rag.value, str(len(codes))),)) if codes else None

    return Column(
        _WORDS[rag],
        words,
        sort=lambda row: -len(row.tally.of(rag)),
        cell=cell,
        tooltip=lambda row: ", ".join(row.tally.of(rag)),
        spoken=lambda row: f"{len(row.tally.of(rag))} {_WORDS[rag].lower()}",
        width=78,
    )


# -- coverage -------------------------------------------------------------------------------------


class CoverageView(GroupedView):
    """In a narrow pane the owners, then the outcomes give way: names keep 120 px."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / theme().scale - _NAME_LEAST - _REF - _RAG
        owner, outcomes = len(self.rows.columns) - 2, range(2, len(self.rows.columns) - 2)
        room -= _OUTCOME * len(outcomes)
        self.setColumnHidden(owner, room < _OWNER)
        for place in outcomes:
            self.setColumnHidden(place, room < 0)


def coverage_view(outcomes: Sequence[Outcome]) -> GroupedView:
    """Indicators by priority, a column for each outcome, the owner and the rating."""
    columns = [
        Column[Covered](
            "Ref",
            lambda row: row.code,
            cell=lambda row: text(row.code, tone="second"),
            width=52,
        ),
        Column[Covered]("Indicator", lambda row: row.name),
        *(_outcome_column(outcome) for outcome in outcomes),
        Column[Covered](
            "Owner", lambda row: row.owner or "No owner", cell=_owner, width=_OWNER, tone="second"
        ),
        Column[Covered](
            "RAG", lambda row: _WORDS[row.shown], cell=lambda row: _shown(row.shown), width=_RAG
        ),
    ]
    model = GroupedModel(columns, key=lambda row: row.id)
    view = CoverageView(
        model, name="Coverage: indicators by outcome, priority and owner", kind="kpi"
    )
    view.set_empty_text(NO_INDICATORS)
    return view


def _outcome_column(outcome: Outcome) -> Column[Covered]:
    def serves(row: Covered) -> bool:
        return outcome.code in row.outcomes

    tick = Line((Piece(mark=MarkName.TICK),))
    return Column(
        outcome.code,
        lambda row: "yes" if serves(row) else "",
        cell=lambda row: tick if serves(row) else None,
        tooltip=lambda _row: f"{outcome.code}: {outcome.name}",
        spoken=lambda row: f"serves {outcome.code}" if serves(row) else "",
        width=_OUTCOME,
    )


def _owner(row: Covered) -> Line:
    if row.owner:
        return text(row.owner, tone="second")
    return Line((Piece("No owner", tone="second", box="dashed"),))


def _shown(rag: Rag) -> Line:
    return Line((rag_words(rag.value, _WORDS[rag]),))


def coverage_groups(groups: Sequence[CoverageGroup]) -> list[Group[Covered]]:
    """A priority without an indicator keeps its row: that is the hole to see."""
    return [
        Group(
            ("group", group.block.id if group.block else None),
            group.name,
            group.rows,
            detail="" if group.rows else "no indicator",
        )
        for group in groups
    ]


# -- what to look at ------------------------------------------------------------------------------


def moved_view() -> WholeRows:
    """Was and is, the worst first; a rating PMG has not looked at yet says so."""
    columns = [_code(), Column[Movement]("Indicator", lambda row: row.name, cell=_moved_name),
               Column[Movement]("Rating", _moved_words, cell=_moved, width=190)]  # fmt: skip
    return _side_list(columns, "Changed ratings", "No rating has changed.")


def _moved_name(row: Movement) -> Line:
    beside = () if row.judged else (Piece("calculated", tone="second", style="tick"),)
    return Line((Piece(row.name, style="body"), *beside))


def _moved_words(row: Movement) -> str:
    by = "" if row.judged else ", calculated, not yet assessed"
    return f"{_WORDS[row.before]} to {_WORDS[row.now]}{by}"


def _moved(row: Movement) -> Line:
    was = rag_words(row.before.value, _WORDS[row.before])
    return Line((was, Piece("→", tone="second"), rag_piece(row.now.value)))


def late_view() -> WholeRows:
    """The longest overdue first, with whom to ask."""
    columns = [
        _code(),
        Column[LateFigure]("Indicator", lambda row: row.name, cell=_late_name),
        Column[LateFigure](
            "Overdue", _late_words, sort=lambda row: -row.days, cell=_late, width=110
        ),
    ]
    return _side_list(columns, "Overdue data", "Every figure that is due has come.")


def _late_name(row: LateFigure) -> Line:
    last = f"{row.owner}, last figure {row.latest_period}".strip(", ")
    return Line((Piece(row.name, style="body"), Piece(last, tone="second")))


def _late_words(row: LateFigure) -> str:
    return f"{row.days} day{'' if row.days == 1 else 's'}"


def _late(row: LateFigure) -> Line:
    return Line((rag_words("red", _late_words(row)),))


def lacks_view() -> WholeRows:
    """Indicators that cannot be rated, each with the reason."""
    column = Column[Lack](
        "Indicator",
        lambda row: f"{row.code} {row.name}. {row.label}: {row.sentence}",
        cell=_lack,
    )
    return _side_list([column], "Indicators not rated", "Every indicator is rated.", kind="next")


def _lack(row: Lack) -> Lines:
    label = Piece(row.label, tone="second")
    return two_lines(f"{row.code} {row.name}", row.sentence, right_second=label)


def holes_view() -> WholeRows:
    """One sentence each."""
    column = Column[str](
        "Hole", lambda row: row, cell=lambda row: Line((Piece(row, MarkName.GAP, style="body"),))
    )
    model = RowsModel([column], key=lambda row: row)
    view = WholeRows(model, name="Holes in the coverage", header=False)
    view.set_empty_text("Every priority and outcome has indicators, and each has an owner.")
    view.scrolls_with_pane = True
    return view


def _code() -> Column[Any]:
    return Column("Ref", lambda row: row.code, cell=lambda row: text(row.code, tone="second"),
                  width=52)  # fmt: skip


def _side_list(
    columns: Sequence[Column[Any]], name: str, empty: str, kind: str = "general"
) -> WholeRows:
    model = RowsModel(columns, key=lambda row: row.id)
    view = WholeRows(model, name=name, kind=kind, header=False, sortable=False)
    view.set_empty_text(empty)
    view.scrolls_with_pane = True
    return view


def whole_pieces(counts: Sequence[tuple[Rag, int]]) -> list[Piece]:
    """ "7 Red", "10 Amber" … for the head of the page."""
    return [
        rag_words(rag.value, f"{count} {_WORDS[rag].lower()}") for rag, count in counts if count
    ]
