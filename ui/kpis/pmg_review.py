"""The sheet for PMG's meeting: one indicator after the other, rated by a key, with its chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from cspdesk.charts.mark_names import MarkName
from cspdesk.kpis.charted import view_of
from ui.charts.widget import ChartView
from ui.delegates.cells import Line, Piece, rag_chip
from ui.kpis.charting import XMR, at_ease, builder_of
from ui.kpis.detail import FactsStrip
from ui.kpis.knowing import Knowing
from ui.kpis.pmg_panel import RATING_KEYS, AssessmentPanel, BeforeSection, letters_allowed
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Bar, Pane, Section
from ui.widgets.splitter import Splitter
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.kpis.assessments import AssessmentCard, AssessmentSheet
    from cspdesk.kpis.records import IndicatorLine
    from db.changes import ChangeSet
    from ui.kpis.page import KpisPage
    from ui.widgets.page import Page

_NAME = 1  # place of the column with the indicator's name
_SIDES, _NARROW_SIDES, _NARROW = (360, 400), (214, 320), 1000  # px at 100 %
_NO_CYCLE = "PMG assesses the indicators of a board cycle. Plan a cycle first, on Agenda planning."


@dataclass(frozen=True)
class SheetRow:
    """An indicator in the list, with whether PMG has rated it."""

    line: IndicatorLine
    assessed: bool


def _rating(row: SheetRow) -> Line:
    if not row.assessed:
        return Line((Piece(f"calc. {row.line.rating.rag.label}", tone="second"),))
    return rag_chip(row.line.shown.value)


def _rating_words(row: SheetRow) -> str:
    if row.assessed:
        return row.line.shown.label
    return f"Not assessed, calculated {row.line.rating.rag.label}"


COLUMNS: tuple[Column[SheetRow], ...] = (
    Column("Ref", lambda row: row.line.code, width=46, tone="second"),
    Column("Indicator", lambda row: row.line.name, tooltip=lambda row: row.line.words),
    Column("PMG", _rating_words, cell=_rating, width=112),
    Column(
        "",
        lambda row: "",
        cell=lambda row: Line((Piece(mark=MarkName.DONE if row.assessed else MarkName.RING),)),
        spoken=lambda row: "Assessed" if row.assessed else "To assess",
        width=36,
    ),
)


class PmgReviewView(QWidget):
    """List at the left, figures and chart in the middle, the assessment at the right."""

    def __init__(self, page: KpisPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("PMG review")
        self.knowing = Knowing(page.desk)
        self.sheet: AssessmentSheet | None = None
        self._narrow = False
        self.list = self._list()
        self.middle = _Middle(page)
        self.panel = AssessmentPanel(page, with_before=False)
        panes = [self.list, self.middle, self.panel]
        self.splitter = Splitter("pmg", panes, [_SIDES[0], 0, _SIDES[1]], page.context.state)
        self.empty = EmptyState(_NO_CYCLE)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self.next = SecondaryButton("Next to &assess", self.go_to_open)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    def _list(self) -> Pane:
        pane = Pane("PMG")
        pane.setAccessibleName("Indicators to assess")
        model: GroupedModel[SheetRow] = GroupedModel(COLUMNS, key=lambda row: row.line.id)
        self.view = GroupedView(model, name="Indicators to assess", kind="kpi", collapsible=False)
        self.view.set_empty_text("There are no indicators.")
        self.view.record_chosen.connect(lambda _row: self._show_current())
        self.view.record_opened.connect(lambda _row: self.panel.parts["reason"].start_editing())
        for key, rag in RATING_KEYS.items():
            self.view.add_key(
                key.name.removeprefix("Key_"), lambda _row, rag=rag: self.panel.rate(rag)
            )
        for name, by in (("PgDown", 1), ("PgUp", -1)):
            self.view.add_key(name, lambda _row, by=by: self.step(by))
        self.view.add_key("T", lambda _row: self.go_to_open())
        pane.add(self.view, 1)
        return pane

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the chart keeps its room: names and the cycle before step aside."""
        super().resizeEvent(event)
        narrow = self.width() / theme().scale < _NARROW
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self.view.setColumnHidden(_NAME, narrow)
        self.middle.with_before, self.panel.with_before = not narrow, narrow
        left, right = (theme().px(size) for size in (_NARROW_SIDES if narrow else _SIDES))
        room = self.width() - left - right
        QTimer.singleShot(0, self, lambda: self.splitter.setSizes([left, room, right]))
        if self.sheet is not None:
            self._say_progress(self.sheet)
        self._show_current()

    def tools(self) -> list[QWidget]:
        """What the page puts at the right of its bar."""
        return [self.next]

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the sheet and the indicator shown afresh."""
        from cspdesk.kpis.assessments import assessment_sheet

        cycle_id = self.page.shown_cycle()
        sheet = None
        if cycle_id:
            known = self.knowing.now(cycle_id, changes)
            sheet = self.page.desk.ask(assessment_sheet, cycle_id, known)
        self.sheet = sheet
        self.stack.setCurrentWidget(self.splitter if sheet else self.empty)
        if sheet is None:
            self.next.set_allowed(False, _NO_CYCLE)
            return
        self.view.rows.set_groups([self._group(sheet, place) for place in sheet.groups])
        self.view.choose_first()
        self._say_progress(sheet)
        done = len(sheet.assessed) == sheet.total
        self.next.set_allowed(not done, "Every indicator is assessed.")
        self._show_current()

    def _say_progress(self, sheet: AssessmentSheet) -> None:
        day = "PMG" if self._narrow else f"PMG, {self._day(sheet)}"
        self.list.set_title(day, sheet.progress)

    def _group(self, sheet: AssessmentSheet, group: Any) -> Group[SheetRow]:
        rows = tuple(SheetRow(line, line.id in sheet.assessed) for line in group.lines)
        done = sum(row.assessed for row in rows)
        return Group(group.name, group.name, rows, detail=f"{done} of {len(rows)}")

    def _day(self, sheet: AssessmentSheet) -> str:
        from cspdesk.calendar import date_for

        return date_for(sheet.pmg_on, self.page.desk.today)

    def _show_current(self) -> None:
        row, sheet = self.view.current_record(), self.sheet
        if row is None or sheet is None:
            return
        from cspdesk.kpis.assessments import assessment_card

        card = self.page.desk.ask(assessment_card, row.line.id, sheet.cycle_id)
        self.panel.show_card(card)
        self.middle.show_card(card)
        ids = self._ids()
        self.middle.place.setText(f"{ids.index(row.line.id) + 1} of {len(ids)}")

    # -- going on -----------------------------------------------------------------------------

    def _ids(self) -> list[int]:
        return [row.line.id for row in self.view.rows.records()]

    def step(self, by: int) -> None:
        """To the next indicator (1) or the one before (-1), over the groups."""
        ids, row = self._ids(), self.view.current_record()
        if not ids:
            return
        place = ids.index(row.line.id) + by if row is not None else 0
        self.view.choose(ids[min(max(place, 0), len(ids) - 1)])

    def go_to_open(self) -> None:
        """To the next indicator that PMG has not rated, from here round to the top."""
        rows, row = self.view.rows.records(), self.view.current_record()
        start = rows.index(row) + 1 if row in rows else 0
        for other in (*rows[start:], *rows[:start]):
            if not other.assessed:
                self.view.choose(other.line.id)
                self.take_focus()
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The list's keys work in chart and panel too, as long as nothing is being typed."""
        rag, key = RATING_KEYS.get(Qt.Key(event.key())), event.key()
        if event.text() and not letters_allowed():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.step(1 if key == Qt.Key.Key_PageDown else -1)
        elif rag is not None and not event.modifiers():
            self.panel.rate(rag)
        elif key == Qt.Key.Key_T and not event.modifiers():
            self.go_to_open()
        else:
            super().keyPressEvent(event)

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("G A R N", "rate"),
            ("PgUp PgDn", "previous, next"),
            ("T", "next to assess"),
            ("Enter", "reason"),
        ]

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return [self.empty]
        return [self.list, self.middle, self.panel]

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Middle(Pane):
    """Code, name and place in the sheet; the five facts; the chart as large as it can be."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setAccessibleName("Figures")
        self.before, self.with_before = BeforeSection(page), True
        self.code = label("", "body", "second")
        self.name = label("", "page")
        self.name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.place = label("", "label", "second")
        head = Bar(40)
        head.box.takeAt(0)
        head.box.addWidget(self.code)
        head.box.addWidget(self.name, 1)
        head.box.addWidget(self.place)
        self.strip = FactsStrip()
        self.finding = label("", "strong")
        self.finding.setWordWrap(True)
        said = Section(line=False)
        said.box.addWidget(self.finding)
        self.chart = ChartView()
        self.nothing = label("", "body", "second")
        self.nothing.setWordWrap(True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.nothing)
        holder = Section(line=False)
        holder.box.addWidget(self.stack)
        self.stack.setMinimumHeight(theme().px(120))
        for part in (head, self.strip, said):
            self.add(part)
        self.add(holder, 1)
        self.add(self.before)

    def show_card(self, shown: AssessmentCard | None) -> None:
        if shown is None:
            return
        card = shown.card
        self.before.show_card(shown if self.with_before else None)
        self.code.setText(card.line.code)
        self.name.setText(card.line.name)
        self.name.setToolTip(card.line.words)
        self.strip.show_facts(card)
        view = view_of(card)
        if view is None:
            gap = card.line.gap
            self.finding.setText(gap.sentence if gap else card.finding)
            self.nothing.setText(card.line.words)
            self.chart.set_chart(None)
            self.stack.setCurrentWidget(self.nothing)
            return
        builder = builder_of(card, view, XMR)
        notes = [note for note in at_ease(builder).notes if not note.startswith("Hollow:")]
        self.finding.setText(card.finding)
        self.finding.setToolTip(" ".join(notes))
        self.chart.set_chart(builder, card.line.name)
        self.stack.setCurrentWidget(self.chart)
