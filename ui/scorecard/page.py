"""The refresh scorecard: what the interviews found, and what the records show since."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.scorecard.list import EvidenceList, MeasureList
from ui.theme import label
from ui.widgets.buttons import PrimaryButton
from ui.widgets.forms import Choice
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane, Section
from ui.widgets.saving import PDF, FileSaving
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.scorecard.measures import Evidence
    from cspdesk.scorecard.queries import Scorecard
    from cspdesk.scorecard.rules import Line
    from db.changes import ChangeSet
    from ui.jobs import Token

EMPTY = "No cycle has been planned yet. The scorecard fills itself as the cycles go by."
NO_RECORDS = "No record stands behind this measure yet."


class ScorecardPage(Page):
    """Measures at the left; the records behind the chosen one at the right, Enter leads there."""

    title = "Refresh scorecard"

    def build(self) -> None:
        self.found: Scorecard | None = None
        self.header = PageHeader(self.title)
        self.save = PrimaryButton("Save as PDF…", self.save_pdf)
        self.saving = FileSaving(self, self.save)
        self.year = Choice((), none="All years")
        self.year.setAccessibleName("Year")
        self.year.setMinimumContentsLength(10)
        self.header.end(self.year, self.save)
        self.measures, self.records = MeasureList(), EvidenceList()
        self.measures.set_empty_text(EMPTY)
        self.records.set_empty_text(NO_RECORDS)
        self.pane = Pane()
        self.pane.setAccessibleName("Measures")
        self.pane.add(self.measures, 1)
        self.pane.focus_target = self.measures
        self._build_records()
        state = self.context.state
        self.splitter = Splitter(
            "scorecard", (self.pane, self.behind), (0, 420), state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.splitter, 1)
        self.measures.record_chosen.connect(self._show_line)
        self.measures.record_opened.connect(lambda _line: self.records.setFocus())
        self.records.record_opened.connect(self._go)
        self.year.currentIndexChanged.connect(lambda _place: self.refresh(None))

    def _build_records(self) -> None:
        self.behind = Pane("Records behind it")
        self.sentence = label("", "strong")
        self.sentence.setWordWrap(True)
        section = Section()
        section.box.addWidget(self.sentence)
        self.behind.add(section)
        self.behind.add(self.records, 1)
        self.behind.focus_target = self.records

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.scorecard.queries import refresh_scorecard
        from cspdesk.scorecard.rules import summary

        year: str | None = self.year.key
        self.found = found = self.desk.ask(refresh_scorecard, year)
        self.year.offer([(one, one) for one in found.years], year)
        self.header.set_text(self.title, summary(found.lines) if found.cycles else "")
        self.measures.show_lines(found.lines if found.cycles else ())
        self._show_line(self.measures.current_record())
        none = "" if found.cycles else "Plan a cycle first."
        self.save.set_allowed(not none, none)

    def _show_line(self, line: Line | None) -> None:
        self.behind.set_title(line.measure.title if line else "Records behind it")
        self.sentence.setText(line.sentence if line else "")
        self.records.show_points(line.points if line else ())

    # -- doing --------------------------------------------------------------------------------

    def _go(self, record: tuple[int, Evidence]) -> None:
        """Lead to the record itself."""
        one = record[1]
        if one.page:
            self.context.go(one.page, one.target)

    def save_pdf(self) -> Token | None:
        """The scorecard of the year shown, for the annual review."""
        year: str | None = self.year.key

        def make(desk: Desk, out: Path, token: Token) -> Path:
            from cspdesk.packs.scorecard_sheet import export_scorecard

            made = export_scorecard(
                desk, out, year, progress=token.step, cancelled=lambda: token.cancelled
            )
            return made.path

        name = f"Refresh scorecard {year.replace('/', '-') if year else 'all years'}.pdf"
        return self.saving.ask(name, PDF, make)

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "records behind it, then the record")]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.behind]

    def escape(self) -> None:
        focus_pane(self.pane)

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "homework": the measure of that key."""
        self.measures.choose(target)
        self.activated()
