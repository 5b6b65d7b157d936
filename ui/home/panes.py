"""The lists of Home: next steps, what is overdue by partner, gaps, changed ratings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent

from cspdesk.charts.marks import MarkName
from cspdesk.home.records import PartnerLate
from cspdesk.home.rules import Gap, NextStep, Target
from cspdesk.kpis.records import Changed
from db.vocabulary import Rag
from ui.delegates.cells import Line, Lines, Piece, gap, rag_piece, rag_words, text, two_lines
from ui.home.sight import link_words
from ui.models.columns import RECORD, Column
from ui.models.grouped import GroupedModel
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import GroupedView, RowsView
from ui.widgets.whole_rows import WholeRows

Leads = Callable[[Target, str], bool]
Row = tuple[str, NextStep]

_RAG_WORDS = {Rag.RED: "Red", Rag.AMBER: "Amber", Rag.GREEN: "Green", Rag.GREY: "Not rated"}


class OverdueView(WholeRows):
    """What is overdue. In a narrow pane homework, then report-backs, give way to what is late."""

    _ROOM = ((2, 330), (3, 430))  # column, and the width below which it gives way
    place_opened = Signal(object, int)  # PartnerLate, column

    def _on_double_click(self, index: QModelIndex) -> None:
        """What stands under the pointer is opened; Enter opens what is most late."""
        self.place_opened.emit(index.data(RECORD), index.column())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for column, least in self._ROOM:
            hide = self.width() < theme().px(least)
            if hide != self.isColumnHidden(column):
                self.setColumnHidden(column, hide)


def steps_view(leads: Leads) -> GroupedView:
    """Next steps under the day they lead up to."""

    def cell(row: Row) -> Lines:
        step = row[1]
        link = _link(link_words(step)) if leads(step.target, step.key) else None
        return two_lines(step.title, step.detail, right=step.due_words, right_second=link)

    column = Column[Row](
        "Next step", lambda row: row[1].title, cell=cell, spoken=lambda row: _step_words(row[1])
    )
    model = GroupedModel([column], key=lambda row: (row[0], row[1].key))
    return GroupedView(model, name="Next steps", kind="next", header=False, collapsible=False)


def _step_words(step: NextStep) -> str:
    return f"{step.title}. {step.detail}. {step.due_words}"


def _link(words: str) -> Piece:
    return Piece(words, tone="accent", style="label-strong", link="go")


def overdue_view() -> OverdueView:
    """A row for each partner, the latest first, and one for each vacant seat."""
    columns = [
        Column[PartnerLate]("Partner", lambda row: row.name, cell=_name),
        Column[PartnerLate](
            "Actions",
            lambda row: row.action_words,
            cell=_actions,
            sort=lambda row: -row.action_days,
            width=126,
        ),
        Column[PartnerLate](
            "Report-back",
            lambda row: row.report_back_words,
            cell=_report_back,
            sort=lambda row: -row.report_back_days,
            width=92,
        ),
        Column[PartnerLate](
            "Homework",
            lambda row: row.homework_words,
            cell=_homework,
            sort=lambda row: row.homework,
            width=96,
        ),
    ]
    model = RowsModel(columns, key=lambda row: (row.organisation_id, row.name))
    return OverdueView(model, name="Overdue by partner")


def _name(row: PartnerLate) -> Line:
    return text(row.name, tone="second") if row.vacant else text(row.name, strong=True)


def _actions(row: PartnerLate) -> Line:
    if row.vacant:
        return gap(row.action_words)
    return _late(row.action_words, row.action_days)


def _report_back(row: PartnerLate) -> Line:
    return _late(row.report_back_words, row.report_back_days)


def _late(words: str, days: int) -> Line:
    return Line((rag_words("red", words),)) if days else text(words, tone="second", small=True)


def _homework(row: PartnerLate) -> Line:
    if row.vacant or row.homework:
        return text(row.homework_words, tone="second", small=True)
    return gap(row.homework_words)


def gaps_view(leads: Leads) -> RowsView:
    """What the partnership does not have yet, with a way to it where its screen exists."""

    def cell(row: Gap) -> Lines:
        link = _link(row.link) if leads(row.target, "") else None
        head = Piece(row.title, MarkName.NOT_RATED, style="strong")
        return Lines((head,), (Piece(row.detail, tone="second"),), link)

    columns = [
        Column[Gap](
            "Gap", lambda row: row.title, cell=cell, spoken=lambda row: f"{row.title}. {row.detail}"
        )
    ]
    return RowsView(
        RowsModel(columns, key=lambda row: row.title), name="Gaps", kind="next", header=False
    )


def changed_view() -> WholeRows:
    """Code, name, and the two ratings."""
    columns = [
        Column[Changed](
            "Code", lambda row: row.code, cell=lambda row: text(row.code, tone="second"), width=46
        ),
        Column[Changed]("Indicator", lambda row: row.name),
        Column[Changed]("PMG’s rating", _change_words, cell=_change, width=190),
    ]
    view = WholeRows(
        RowsModel(columns, key=lambda row: row.code), name="Changed ratings", header=False
    )
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.set_empty_text("No rating has changed.")
    return view


def _change_words(row: Changed) -> str:
    return f"{_RAG_WORDS[row.before]} to {_RAG_WORDS[row.now]}"


def _change(row: Changed) -> Line:
    arrow = Piece("→", tone="second")
    return Line(
        (rag_words(row.before.value, _RAG_WORDS[row.before]), arrow, rag_piece(row.now.value))
    )
