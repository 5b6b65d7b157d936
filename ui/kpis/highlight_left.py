"""Beside the highlight report: what the Executive asked for, and what was left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from ui.delegates.cells import Lines, Piece, rag_words
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.models.rows import RowsModel
from ui.widgets.buttons import LinkButton
from ui.widgets.pane import Bar, Pane
from ui.widgets.tables import GroupedView
from ui.widgets.whole_rows import WholeRows

if TYPE_CHECKING:
    from cspdesk.kpis.records import ExecutiveRequest, IndicatorLine, LeftOut


def _asked(request: ExecutiveRequest) -> Lines:
    about = Piece(request.code or "Report", tone="second", style="label-strong")
    answer = request.answer or "No answer yet"
    tone = "second" if request.answer else "amber"
    return Lines((about, Piece(request.text)), (Piece(answer, tone=tone),))


REQUESTS: tuple[Column[ExecutiveRequest], ...] = (
    Column(
        "More information needed",
        lambda one: f"{one.code or 'Report'}: {one.text} {one.answer or 'No answer yet'}",
        cell=_asked,
        tooltip=lambda one: f"{one.text}\n{one.answer}".strip(),
    ),
)

LEFT: tuple[Column[IndicatorLine], ...] = (
    Column("Ref", lambda line: line.code, width=48, tone="second"),
    Column("Indicator", lambda line: line.name, tooltip=lambda line: line.words),
    Column(
        "RAG",
        lambda line: line.shown.label,
        cell=lambda line: _rag(line),
        width=112,
    ),
)


def _rag(line: IndicatorLine) -> object:
    from ui.delegates.cells import Line

    return Line((rag_words(line.shown.value, line.shown.label),))


def _line() -> Bar:
    """A thin rule between the two lists."""
    rule = Bar(1, line="line2")
    rule.setMinimumHeight(1)
    return rule


class LeftPane(Pane):
    """`taken(line)` and `answered(request)` say what the officer wants with the chosen row."""

    take_wanted = Signal(object)
    answer_wanted = Signal(object)
    remove_wanted = Signal(object)
    open_wanted = Signal(object)
    rules_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Left out")
        self.asked = self._requests()
        self.rules = LinkButton("Rules", self.rules_wanted.emit)
        self.tools(self.rules)
        model: GroupedModel[IndicatorLine] = GroupedModel(LEFT, key=lambda line: line.id)
        self.view = GroupedView(
            model, name="Left out, by reason", kind="entry", header=False, collapsible=False
        )
        self.view.set_empty_text("Nothing is left out.")
        self.view.add_key("Space", self.take_wanted.emit)
        self.view.record_opened.connect(self.open_wanted)
        self.add(self.view, 1)
        self.add(_line())
        self.add(self.asked)

    def _requests(self) -> Pane:
        pane = Pane("The Executive asked for more")
        model: RowsModel[ExecutiveRequest] = RowsModel(REQUESTS, key=lambda one: one.id)
        self.requests = WholeRows(
            model, name="What the Executive asked", kind="next", header=False, sortable=False
        )
        self.requests.record_opened.connect(self.answer_wanted)
        self.requests.add_key("Del", self.remove_wanted.emit)
        pane.add(self.requests)
        return pane

    def show_left(self, groups: Sequence[LeftOut], requests: Sequence[ExecutiveRequest]) -> None:
        count = sum(len(group.lines) for group in groups)
        self.set_title("Left out", f"{count} KPIs, with the reason" if count else "")
        self.view.rows.set_groups(
            [
                Group((g.reason, g.detail), f"{g.reason} {len(g.lines)}", g.lines, detail=g.detail)
                for g in groups
            ]
        )
        self.asked.setVisible(bool(requests))
        waiting = sum(not one.answer for one in requests)
        self.asked.set_title(
            "The Executive asked for more", f"{waiting} to answer" if waiting else "all answered"
        )
        self.requests.show_records(requests)
