"""What an indicator's figures may be compared with: chart baseline, breaks, London and its like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import RuleBroken
from cspdesk.kpis.drafts import BreakDraft, IndicatorDraft
from cspdesk.kpis.field_words import read_number, read_period
from cspdesk.kpis.periods import Period, PeriodError, period_of, span
from db.vocabulary import Frequency
from ui.kpis.editor_comparators import ComparatorModel, ComparatorTable
from ui.kpis.editor_fields import Choice, FormPart, RowList, row_of
from ui.theme import theme

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.kpis.editing import EditForm

_SHOWN = {Frequency.MONTHLY: 36, Frequency.QUARTERLY: 16, Frequency.YEARLY: 8}
_KINDS = (("Not comparable before", False), ("New limits from here (re-base)", True))


class SeriesPart(FormPart):
    """The third tab. `context` gives the draft as the other tabs have it."""

    title = "Series and c&omparison"

    def __init__(self, form: EditForm, context: Callable[[], IndicatorDraft]) -> None:
        super().__init__()
        self.form, self._context = form, context
        self._frequency = form.draft.frequency
        self.baseline_from, self.baseline_points = QLineEdit(), QLineEdit()
        self.breaks = RowList("break", "Add a &break", _break_row)
        self.breaks.changed.connect(self._listen_rows)
        self.model = ComparatorModel(self)
        self.table = ComparatorTable(self.model)
        self.table.setMinimumHeight(theme().px(280))
        self.model.edited.connect(self.edited)
        self._lay_out()
        self.load(form.draft)

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 12, 20, 12)))
        box.setSpacing(look.px(12))
        box.addWidget(
            self.field(
                "breaks",
                "Breaks of the series, each with its reason",
                self.breaks,
                "Nothing is compared across a break. A re-base is a person’s decision: the chart "
                "works out new limits from there, and says why.",
            )
        )
        lower = QHBoxLayout()
        lower.setSpacing(look.px(24))
        lower.addWidget(
            self.field(
                "comparators",
                "London and most similar &group",
                self.table,
                "In the indicator’s own unit. Ctrl+V pastes a block from a spreadsheet.",
            ),
            3,
        )
        side = QVBoxLayout()
        side.addLayout(
            row_of(
                (self.field("baseline_from", "Chart starts &from", self.baseline_from), 1),
                (self.field("baseline_points", "Limits from so many &points",
                            self.baseline_points), 1),
            )
        )  # fmt: skip
        side.addStretch(1)
        lower.addLayout(side, 2)
        box.addLayout(lower, 1)

    def _listen_rows(self) -> None:
        for controls in self.breaks.controls():
            for control in controls:
                if not control.property("heard"):
                    control.setProperty("heard", True)
                    self.listen(control)
        self.edited.emit()

    # -- the draft ----------------------------------------------------------------------------

    def load(self, draft: IndicatorDraft) -> None:
        self.blockSignals(True)
        self.baseline_from.setText(self._label(draft.baseline_from))
        points = draft.baseline_points
        self.baseline_points.setText("" if points is None else str(points))
        self.baseline_points.setPlaceholderText("All of them")
        self.baseline_from.setPlaceholderText("The last 24")
        for held in draft.breaks:
            start, kind, reason = self.breaks.add()
            start.setText(self._label(held.start))  # type: ignore[attr-defined]
            kind.choose(held.rebase)  # type: ignore[attr-defined]
            reason.setText(held.reason)  # type: ignore[attr-defined]
        self._listen_rows()
        self._show_table(draft)
        self.table.start()
        self.blockSignals(False)

    def _show_table(self, draft: IndicatorDraft) -> None:
        own = dict(self.form.figures)
        self.model.show_figures(
            self._periods(draft), own, draft.unit, draft.decimals, draft.comparators
        )

    def _periods(self, draft: IndicatorDraft) -> tuple[Period, ...]:
        """The newest first: as far back as a chart goes, and as any comparator known."""
        year_start = self.form.year_start
        last = period_of(self.form.today, draft.frequency, year_start).previous
        first = last.plus(1 - _SHOWN[draft.frequency])
        for held in draft.comparators:
            first = min(first, period_of(held.start, draft.frequency, year_start))
            last = max(last, period_of(held.start, draft.frequency, year_start))
        return tuple(reversed(span(first, last)))

    def follow(self, draft: IndicatorDraft) -> None:
        """A new indicator may change its frequency: its periods are then others."""
        if draft.frequency is not self._frequency and not self.model.texts:
            self._frequency = draft.frequency
            self._show_table(draft)

    def _label(self, start: date | None) -> str:
        if start is None:
            return ""
        try:
            return Period(start, self._frequency, self.form.year_start).label
        except PeriodError:
            return period_of(start, self._frequency, self.form.year_start).label

    def _start(self, field: str, text: str, draft: IndicatorDraft) -> date | None:
        period = read_period(field, text, draft.frequency, self.form.year_start)
        return period.start if period else None

    def fill(self, draft: IndicatorDraft) -> IndicatorDraft:
        """The draft with these parts. Raises RuleBroken where one cannot be read."""
        return replace(
            draft,
            baseline_from=self._start("baseline_from", self.baseline_from.text(), draft),
            baseline_points=self._points(),
            breaks=tuple(self._break(controls, draft) for controls in self.breaks.controls()),
            comparators=self.model.figures(),
        )

    def _points(self) -> int | None:
        value = read_number("baseline_points", self.baseline_points.text())
        if value is not None and not value.is_integer():
            raise RuleBroken("baseline_points", "Points of the baseline are a whole number.")
        return None if value is None else int(value)

    def _break(self, controls: list[QWidget], draft: IndicatorDraft) -> BreakDraft:
        start, kind, reason = controls
        assert isinstance(start, QLineEdit)
        assert isinstance(kind, Choice)
        assert isinstance(reason, QLineEdit)
        day = self._start("breaks", start.text(), draft)
        if day is None:
            raise RuleBroken("breaks", "Say from which period on the series is another.")
        return BreakDraft(day, bool(kind.value), reason.text().strip())

    def state(self) -> tuple[object, ...]:
        rows = self.breaks.controls()
        return (
            self.baseline_from.text(),
            self.baseline_points.text(),
            *((row[0].text(), row[1].value, row[2].text()) for row in rows),  # type: ignore[attr-defined]
            tuple(sorted((key[0], key[1].start, text) for key, text in self.model.texts.items())),
        )


def _break_row() -> list[tuple[str, QWidget, int]]:
    start, kind, reason = QLineEdit(), Choice(_KINDS), QLineEdit()
    start.setPlaceholderText("First period, e.g. Apr 2016")
    reason.setPlaceholderText("Why: a new definition, a new source, …")
    return [("First period", start, 2), ("Kind", kind, 3), ("Reason", reason, 5)]
