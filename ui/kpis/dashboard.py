"""The dashboard: ratings counted four ways, what covers what, and what to look at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.calendar import MONTHS
from ui.kpis.dashboard_columns import (
    NO_INDICATORS,
    coverage_groups,
    coverage_view,
    holes_view,
    lacks_view,
    late_view,
    moved_view,
    tally_view,
    whole_pieces,
)
from ui.widgets.chips import PieceLabel
from ui.widgets.page import Page
from ui.widgets.pane import Pane, Scroll
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter
from ui.widgets.tables import GroupedView
from ui.widgets.whole_rows import WholeRows

if TYPE_CHECKING:
    from cspdesk.kpis.dashboard import Covered, Dashboard, Lack, LateFigure, Movement
    from cspdesk.kpis.facts import Outcome
    from db.changes import ChangeSet

_WAYS = (
    ("by_priority", "Priority"),
    ("by_theme", "Theme"),
    ("by_outcome", "Outcome"),
    ("by_owner", "Owner"),
)


class DashboardView(QWidget):
    """Tallies over the coverage matrix at the left; at the right what changed, is late or lacks."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Dashboard")
        self.seen: Dashboard | None = None
        self._codes: tuple[str, ...] | None = None
        self.left, self.right = self._make_left(), self._make_right()
        parts = (self.left, self.right)
        self.splitter = Splitter("kpi-dashboard", parts, (0, 440), page.context.state)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)

    def _make_left(self) -> QWidget:
        self.ways = SegmentedControl(_WAYS, name="Count the ratings by", compact=True)
        self.ways.chosen.connect(lambda _key: self._show_tallies())
        self.whole = PieceLabel()
        self.tallies = tally_view()
        self.tally_pane = Pane("Ratings by")
        self.tally_pane.header.add(self.ways)
        self.tally_pane.tools(self.whole)
        self.tally_pane.add(self.tallies)
        self.coverage_pane = Pane(
            "Coverage", "which indicator serves which outcome, and who answers for it"
        )
        self.coverage: GroupedView | None = None
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.tally_pane)
        box.addWidget(self.coverage_pane, 1)
        return held

    def _make_right(self) -> Scroll:
        self.moved, self.late = moved_view(), late_view()
        self.lacks, self.holes = lacks_view(), holes_view()
        self.moved_pane, self.late_pane = Pane("Changed"), Pane("Overdue data")
        self.lacks_pane, self.holes_pane = Pane("Not rated"), Pane("Holes in the coverage")
        self._said_when_empty = {view: view.empty_text for _pane, view in self._lists()}
        held = Pane()
        for pane, view in self._lists():
            pane.add(view)
            held.add(pane)
            if view is not self.holes:
                view.record_opened.connect(self._open)
        held.box.addStretch(1)
        return Scroll(held)

    def _lists(self) -> tuple[tuple[Pane, WholeRows], ...]:
        return (
            (self.moved_pane, self.moved),
            (self.late_pane, self.late),
            (self.lacks_pane, self.lacks),
            (self.holes_pane, self.holes),
        )

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, _changes: ChangeSet | None) -> None:
        """Read the whole dashboard afresh; the chosen way of counting stays."""
        from cspdesk.kpis.dashboard import dashboard

        self.seen = self.page.desk.ask(dashboard, self.page.cycle_id)
        self.whole.set_pieces(whole_pieces(self.seen.whole.counts))
        self._show_tallies()
        self._show_coverage(self.seen)
        titles = (_since_words(self.seen), "Overdue data", "Not rated", "Holes in the coverage")
        records = (self.seen.moved, self.seen.late, self.seen.lacks, self.seen.holes)
        for (pane, view), title, rows in zip(self._lists(), titles, records, strict=True):
            pane.set_title(title, str(len(rows)) if rows else "")
            # With no indicators nothing is rated, nothing has come and nobody owns one.
            there = self.seen.whole.total
            view.set_empty_text(self._said_when_empty[view] if there else NO_INDICATORS)
            view.show_records(rows)

    def _show_tallies(self) -> None:
        if self.seen is not None:
            self.tallies.show_records(getattr(self.seen, self.ways.current))

    def _show_coverage(self, seen: Dashboard) -> None:
        """The columns are the outcomes, so another framework needs another table."""
        codes = tuple(outcome.code for outcome in seen.outcomes)
        if self.coverage is None or codes != self._codes:
            self._codes = codes
            self._replace_coverage(seen.outcomes)
        if self.coverage is not None:
            self.coverage.rows.set_groups(coverage_groups(seen.coverage))

    def _replace_coverage(self, outcomes: Sequence[Outcome]) -> None:
        if self.coverage is not None:
            self.coverage_pane.box.removeWidget(self.coverage)
            self.coverage.hide()
            self.coverage.deleteLater()
        self.coverage = coverage_view(outcomes)
        self.coverage.record_opened.connect(self._open)
        self.coverage_pane.add(self.coverage, 1)
        self.coverage_pane.focus_target = self.coverage

    # -- leading on ---------------------------------------------------------------------------

    def _open(self, row: Movement | LateFigure | Lack | Covered) -> None:
        self.page.show_target(f"indicator:{row.id}")

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "open the indicator"), ("← →", "another way of counting")]

    def panes(self) -> list[QWidget]:
        return [self.tally_pane, self.coverage_pane, *(pane for pane, _view in self._lists())]

    def take_focus(self) -> None:
        self.tally_pane.take_focus()


def _since_words(seen: Dashboard) -> str:
    """ "Changed since PMG in October"."""
    if seen.since is None:
        return "Changed since the last PMG"
    return f"Changed since PMG in {MONTHS[seen.since.month - 1]}"
