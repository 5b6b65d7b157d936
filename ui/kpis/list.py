"""The list of indicators under their priorities: figure, target, rating, travel and trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent

from cspdesk.charts.marks import MarkName
from cspdesk.kpis.lines import LISTED_TWICE
from cspdesk.kpis.records import IndicatorGroup, IndicatorLine
from db.vocabulary import Rag
from ui.delegates.cells import RAG_MARKS, Line, Piece, Spark, direction, gap, rag_chip
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel, Tally
from ui.theme import theme
from ui.widgets.chips import PieceLabel
from ui.widgets.pane import Bar, Pane
from ui.widgets.tables import GroupedView

_ARROWS = {"up": "up", "down": "down", "flat": "same"}
_TARGET, _DIRECTION, _TREND = 3, 5, 6  # places of the columns that give way
_GIVE_WAY = ((_TREND, 650), (_DIRECTION, 570), (_TARGET, 500))  # px of the list at 100 %
_GAP_SPAN = 6  # a gap covers everything from Latest to the flag


class KpiList(Pane):
    """Groups with tallies. chosen(IndicatorLine or None) follows the current row."""

    chosen = Signal(object)
    opened = Signal()

    def __init__(self, *, can_change: bool = True) -> None:
        super().__init__()
        self.setAccessibleName("Indicators")
        columns = COLUMNS if can_change else _READ_COLUMNS
        model: GroupedModel[IndicatorLine] = GroupedModel(columns, key=lambda line: line.id)
        self.view = GroupedView(model, name="Indicators by priority", kind="kpi")
        self.view.set_empty_text("There are no indicators.")
        self.view.record_chosen.connect(self.chosen)
        self.view.record_opened.connect(lambda _line: self.opened.emit())
        self.add(self.view, 1)
        self.add(_key())

    def show_groups(self, groups: Sequence[IndicatorGroup]) -> None:
        """Show these groups, keep the chosen row, choose the first where there is none."""
        self.view.rows.set_groups([_group(group) for group in groups])
        self.view.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the names come before trend, direction and target, in that order."""
        super().resizeEvent(event)
        room = self.width() / theme().scale
        for column, least in _GIVE_WAY:
            self.view.setColumnHidden(column, room < least)


def _key() -> Bar:
    """What the flag and "calc." stand for."""
    bar = Bar(28, ground="subtle", line="")
    flag = Piece("In the highlight report", MarkName.FLAG, "second")
    words = Piece("calc.: the calculated RAG where PMG’s differs", tone="second")
    bar.add(PieceLabel([flag]), PieceLabel([words]))
    return bar


def _group(group: IndicatorGroup) -> Group[IndicatorLine]:
    key = ("group", group.block.id if group.block else None)
    tallies = tuple(_tally(rag, count) for rag, count in group.tally.counts if count)
    return Group(key, group.name, group.lines, tallies=tallies)


def _tally(rag: Rag, count: int) -> Tally:
    tone = "" if rag is Rag.GREY else rag.value
    return Tally(f"{count} {rag.label.lower()}", RAG_MARKS[rag.value], tone)


# -- cells ----------------------------------------------------------------------------------------


def _latest(line: IndicatorLine) -> Line | None:
    if line.gap is None:
        return None
    link = ("merge", "Merge") if line.gap.label == LISTED_TWICE else ("", "")
    return gap(line.gap.label, line.gap.sentence, *link, span=_GAP_SPAN)


def _latest_read(line: IndicatorLine) -> Line | None:
    """In a file that can only be read here a gap has no way to close it."""
    return gap(line.gap.label, line.gap.sentence, span=_GAP_SPAN) if line.gap else None


def _latest_words(line: IndicatorLine) -> str:
    return f"{line.gap.label}: {line.gap.sentence}" if line.gap else line.latest


def _differs(line: IndicatorLine) -> bool:
    """Where nothing can be calculated PMG's rating differs from nothing."""
    return line.differs and line.rating.rag is not Rag.GREY


def _rating(line: IndicatorLine) -> Line:
    calculated = line.rating.rag.label if _differs(line) else ""
    return rag_chip(line.shown.value, calculated=calculated)


def _rating_words(line: IndicatorLine) -> str:
    words = line.shown.label
    return f"{words}, calculated {line.rating.rag.label}" if _differs(line) else words


def _direction(line: IndicatorLine) -> Line | None:
    return direction(_ARROWS[line.arrow], line.verdict) if line.arrow in _ARROWS else None


def _trend_words(line: IndicatorLine) -> str:
    known = sum(value is not None for value in line.spark)
    return f"Trend of {known} figures to {line.latest_period}" if known else ""


def _flag(line: IndicatorLine) -> Line | None:
    return Line((Piece(mark=MarkName.FLAG, tone="accent"),)) if line.highlight else None


COLUMNS: tuple[Column[IndicatorLine], ...] = (
    Column("Ref", lambda line: line.code, width=45, tone="second"),
    Column("Indicator", lambda line: line.name, tooltip=lambda line: line.words),
    Column("Latest", _latest_words, align="right", cell=_latest, width=76),
    Column("Target", lambda line: "" if line.gap else line.target, align="right", width=62),
    Column(
        "RAG by PMG",
        lambda line: "" if line.gap else _rating_words(line),
        cell=lambda line: None if line.gap else _rating(line),
        tooltip=lambda line: line.rating.reason,
        width=170,
    ),
    Column("Direction", lambda line: line.verdict, cell=_direction, width=74),
    Column(
        "Trend",
        lambda line: "",
        cell=lambda line: Spark(line.spark) if line.spark else None,
        spoken=_trend_words,
        width=80,
    ),
    Column(
        "",
        lambda line: "",
        cell=_flag,
        spoken=lambda line: "In the highlight report" if line.highlight else "",
        width=30,
    ),
)

_READ_COLUMNS = tuple(
    replace(column, cell=_latest_read) if column.title == "Latest" else column for column in COLUMNS
)
