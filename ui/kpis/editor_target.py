"""The target of an indicator: typed in plain words, shown back in words and as a line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.charts.figures import Figures
from cspdesk.charts.style import SCREEN
from cspdesk.charts.target_path import TargetPath, target_path
from cspdesk.charts.text import TextMeasure
from cspdesk.errors import RuleBroken
from cspdesk.kpis.drafts import IndicatorDraft, TargetDraft, doubts, target_of
from cspdesk.kpis.figures import rolling
from cspdesk.kpis.target_entry import (
    EXAMPLES,
    TargetEntry,
    enter_target,
    say_draft,
    still_to_do,
    still_true,
)
from cspdesk.kpis.targets import Milestone, expected_today, final_value
from db.vocabulary import Frequency, Measured, TargetKind, Unit
from ui.charts.widget import ChartView
from ui.kpis.editor_fields import Choice, DayLine, FormPart, NumberLine, RowList, Words, row_of
from ui.theme import label, theme
from ui.widgets.fields import Field
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from cspdesk.charts.primitives import Drawing
    from cspdesk.kpis.editing import EditForm

_AS_IT_WAS = "The words above are not read: the target stays as it was."
_WAIT = 500  # ms without a key before words that cannot be read are called so
_NUMBERS = ("value", "change_percent", "baseline", "tolerance")
_DAYS = ("by", "baseline_at")
_LEVELS = (TargetKind.LEVEL_BY_DATE, TargetKind.COUNT_UP_TO)
# Which fields each kind of target has.
_SHOWN: dict[TargetKind | None, tuple[str, ...]] = {
    None: (),
    TargetKind.LEVEL_BY_DATE: ("value", "by", "baseline", "baseline_at", "tolerance", "measured"),
    TargetKind.COUNT_UP_TO: ("value", "by", "baseline", "baseline_at", "tolerance", "measured"),
    TargetKind.CHANGE_ON_BASELINE: (
        "change_percent", "relative", "by", "baseline", "baseline_at", "tolerance", "measured",
    ),
    TargetKind.DIRECTION_ONLY: ("tolerance", "measured"),
    TargetKind.MILESTONES: ("milestones",),
    TargetKind.NARRATIVE: (),
    TargetKind.GAP: (),
}  # fmt: skip


class TargetPart(FormPart):
    """The second tab. `context` gives the draft as the other tabs have it.

    Words that are read fill the fields; a field changed by hand leaves the words alone, since they
    are the source's. Words that cannot be read change nothing.
    """

    title = "&Target"
    words_read = Signal()

    def __init__(self, form: EditForm, context: Callable[[], IndicatorDraft]) -> None:
        super().__init__()
        self.form, self._context = form, context
        self.figures = dict(form.figures)
        self.on_read: Callable[[IndicatorDraft], None] = lambda _draft: None
        self._make_controls()
        self._lay_out()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_WAIT)
        self._late.timeout.connect(self._say_problem)
        self._entry = self._read = TargetEntry(None)
        self.load(form.draft)
        for line in (*self.numbers.values(), *self.days.values()):
            line.left.connect(self._say_problem)
        self.words.textEdited.connect(self._read_words)
        self.words.editingFinished.connect(self._say_problem)
        self.edited.connect(self._by_hand)

    # -- making -------------------------------------------------------------------------------

    def _make_controls(self) -> None:
        self.words = QLineEdit()
        self.words.setPlaceholderText(f"For example: {EXAMPLES[0]}")
        self.words.setClearButtonEnabled(True)
        kinds = [("No target", None), *((kind.label, kind) for kind in TargetKind)]
        self.kind = Choice(kinds)
        self.numbers = {name: NumberLine(name) for name in _NUMBERS}
        self.days = {name: DayLine(name) for name in _DAYS}
        self.relative = Choice([("per cent of the baseline", True), ("in its own unit", False)])
        self.measured = Choice(
            [
                ("The latest figure", Measured.LATEST),
                ("Year to date", Measured.YEAR_TO_DATE),
                ("Rolling 12 months", Measured.ROLLING_12),
            ]
        )
        self.assumption = Words(2)
        self.steps = RowList("milestone", "Add a milesto&ne", _milestone_row)
        self.steps.changed.connect(self._listen_rows)
        self.said = wrapped("", "strong")
        self.notes = wrapped("", "label", "second")
        self.chart = ChartView()
        self.chart.setMinimumHeight(theme().px(150))
        self.no_chart = wrapped("", "label", "hint")

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 12, 20, 12)))
        box.setSpacing(look.px(12))
        self.entry_field = self._words_field()
        box.addWidget(self.entry_field)
        columns = QHBoxLayout()
        columns.setSpacing(look.px(24))
        columns.addLayout(self._left(), 5)
        columns.addLayout(self._right(), 6)
        box.addLayout(columns)
        self.steps_field = self.field("milestones", "Milestones", self.steps)
        box.addWidget(self.steps_field)
        box.addWidget(self.field("assumption", "What wa&s assumed, printed with the target",
                                 self.assumption))  # fmt: skip
        box.addStretch(1)

    def _words_field(self) -> Field:
        made = Field("Target in plain &words", self.words, hint="")
        self.places["words_of_target"] = made
        self.fields.add("words_of_target", made)
        return made

    def _left(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(10))
        number, day = self.numbers, self.days
        box.addWidget(self.field("kind", "&Kind of target", self.kind))
        box.addLayout(
            row_of(
                (self.field("value", "To &reach", number["value"]), 2),
                (self.field("change_percent", "C&hange", number["change_percent"]), 2),
                (self.field("relative", "Co&unted", self.relative), 4),
                (self.field("by", "B&y", day["by"]), 3),
            )
        )
        box.addLayout(
            row_of(
                (self.field("baseline", "&Baseline", number["baseline"]), 1),
                (self.field("baseline_at", "Baseline &at", day["baseline_at"]), 1),
            )
        )
        box.addLayout(
            row_of(
                (self.field("tolerance", "To&lerance for amber", number["tolerance"]), 1),
                (self.field("measured", "Measured o&ver", self.measured), 1),
            )
        )
        box.addStretch(1)
        return box

    def _right(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(6))
        box.addWidget(label("Read as", "label-strong", "second"))
        for part in (self.said, self.notes):
            box.addWidget(part)
        box.addWidget(self.chart, 1)
        box.addWidget(self.no_chart)
        box.addStretch(0)
        return box

    def _listen_rows(self) -> None:
        for controls in self.steps.controls():
            for control in controls:
                if not control.property("heard"):
                    control.setProperty("heard", True)
                    self.listen(control)

    # -- words --------------------------------------------------------------------------------

    def _read_words(self, text: str) -> None:
        """Read the words on top of what stood there before they were typed."""
        self._late.stop()
        self.entry_field.set_problem("")
        if text.strip():
            entry = enter_target(text, self._base, self.figures, fresh=self.form.id is None)
        else:
            entry = TargetEntry(None)
        self._entry = self._read = entry
        if entry.draft is not None:
            self._show_draft(entry.draft, words=False)
            self.on_read(entry.draft)
        elif text.strip():
            self._late.start()
        self.show_result()
        self.words_read.emit()

    @property
    def unread(self) -> str:
        """Why the words cannot be read, while the fields stand as they did before them."""
        return self._entry.problem if self.words.text().strip() else ""

    def _say_problem(self) -> None:
        """One sentence beside its field, once the typing pauses or the field is left."""
        self._late.stop()
        if self.unread:
            self.entry_field.set_problem(self._entry.problem)
        for name, words in self._unreadable().items():
            self.places[name].set_problem(words)

    def _unreadable(self) -> dict[str, str]:
        """The fields of this kind of target that cannot be read, each with its sentence."""
        found = {}
        for name, line in (*self.numbers.items(), *self.days.items()):
            if name in _SHOWN[self.kind.value]:
                try:
                    line.read()
                except RuleBroken as broken:
                    found[name] = broken.message
        return found

    def _by_hand(self) -> None:
        """A field was changed: from here on the words build on that."""
        self._entry = TargetEntry(None)
        self._late.stop()
        self._keep_true()
        self._keep_base()
        self._show_fields()
        self.show_result()

    def _keep_true(self) -> None:
        """An assumption goes with the field it was made about."""
        try:
            kept = still_true(self.assumption.text, self._read, self.fill(self._context()))
        except RuleBroken:
            return
        if kept != self.assumption.text:
            self.assumption.blockSignals(True)
            self.assumption.setPlainText(kept)
            self.assumption.blockSignals(False)

    def follow(self) -> None:
        """Another tab changed: words that did not fit may fit now, and what is to do is less."""
        if self.unread:
            self._keep_base()
            self._read_words(self.words.text())
        else:
            self._keep_true()
            self.show_result()

    def _keep_base(self) -> None:
        try:
            self._base = self.fill(self._context())
        except RuleBroken:
            self._base = self._context()

    # -- the draft ----------------------------------------------------------------------------

    def load(self, draft: IndicatorDraft) -> None:
        self._show_draft(draft, words=True)
        self._base = draft
        self.show_result()

    def _show_draft(self, draft: IndicatorDraft, *, words: bool) -> None:
        self.blockSignals(True)
        target = draft.target
        if words:
            self.words.setText(target.words if target else "")
        self.kind.choose(target.kind if target else None)
        for name, number in self.numbers.items():
            number.show_value(getattr(target, name) if target else None)
        for name, day in self.days.items():
            day.show_value(getattr(target, name) if target else None)
        if target is None:
            self.numbers["tolerance"].show_value(5.0)
        self.relative.choose(target.relative if target else True)
        self.measured.choose(target.measured if target else _usual_window(draft))
        self.assumption.setPlainText(target.assumption if target else "")
        self._show_steps(draft.milestones)
        self._show_fields()
        self.blockSignals(False)

    def _show_steps(self, milestones: tuple[Milestone, ...]) -> None:
        if milestones == self._read_steps(strict=False):
            return
        self.steps.clear()
        for step in milestones:
            words, due, done = self.steps.add()
            words.setText(step.words)  # type: ignore[attr-defined]
            due.show_value(step.due)  # type: ignore[attr-defined]
            done.show_value(step.done)  # type: ignore[attr-defined]
        self._listen_rows()

    def _show_fields(self) -> None:
        shown = _SHOWN[self.kind.value]
        for name in (*_NUMBERS, *_DAYS, "relative", "measured"):
            self.places[name].setVisible(name in shown)
        self.steps_field.setVisible("milestones" in shown)
        self.places["assumption"].setVisible(self.kind.value is not None)

    def fill(self, draft: IndicatorDraft) -> IndicatorDraft:
        """The draft with this target. Raises RuleBroken where a field cannot be read."""
        kind = self.kind.value
        steps = self._read_steps(strict=kind is TargetKind.MILESTONES)
        if kind is None:
            return replace(draft, target=None, milestones=steps)
        shown = _SHOWN[kind]
        # A field that this kind of target does not have is not part of it.
        numbers = {n: line.read() if n in shown else None for n, line in self.numbers.items()}
        days = {n: line.read() if n in shown else None for n, line in self.days.items()}
        tolerance = numbers.pop("tolerance")
        target = TargetDraft(
            kind=kind,
            **numbers,
            **days,
            relative=self.relative.value if "relative" in shown else True,
            tolerance=5.0 if tolerance is None else tolerance,
            measured=self.measured.value if "measured" in shown else Measured.LATEST,
            words=self.words.text().strip(),
            assumption=self.assumption.text,
        )
        return replace(draft, target=target, milestones=steps)

    def _read_steps(self, *, strict: bool) -> tuple[Milestone, ...]:
        found = []
        for words, due, done in self.steps.controls():
            assert isinstance(words, QLineEdit)
            assert isinstance(due, DayLine)
            assert isinstance(done, DayLine)
            try:
                step = Milestone(words.text().strip(), due.read(), done.read())
            except RuleBroken:
                if strict:
                    raise
                continue
            found.append(step)
        return tuple(found)

    def state(self) -> tuple[object, ...]:
        return (
            self.words.text(),
            self.kind.value,
            *(line.text() for line in (*self.numbers.values(), *self.days.values())),
            self.relative.value,
            self.measured.value,
            self.assumption.toPlainText(),
            *(line.text() for row in self.steps.controls() for line in row),  # type: ignore[attr-defined]
        )

    # -- shown back ---------------------------------------------------------------------------

    def show_result(self) -> None:
        """The target in words and as a line, with whatever is doubtful about it."""
        unreadable = self._unreadable()
        for name in (*_NUMBERS, *_DAYS):
            if name not in unreadable:
                self.places[name].set_problem("")
        try:
            draft = self.fill(self._context())
        except RuleBroken as broken:
            named = self.places[broken.field].control.accessibleName()
            self.said.setText(f"“{named}” cannot be read yet.")
            self.notes.hide()
            self._late.start()
            self.chart.hide()
            self.no_chart.hide()
            return
        self.said.setText(say_draft(draft))
        unread = [_AS_IT_WAS] if self.unread else []
        to_do = still_to_do(draft, self._entry)
        notes = [*unread, *self._entry.notes, *to_do, *doubts(draft)]
        self.notes.setText("\n".join(dict.fromkeys(notes)))
        self.notes.setVisible(bool(notes))
        self._draw(draft)

    def _draw(self, draft: IndicatorDraft) -> None:
        path = self.path_of(draft)
        self.chart.setVisible(path is not None)
        self.no_chart.setVisible(path is None)
        self.no_chart.setText(_why_no_line(draft))
        if path is None:
            self.chart.set_chart(None)
            return

        def build(width: float, height: float, measure: TextMeasure) -> Drawing:
            return target_path(path, width, height, SCREEN, measure)

        self.chart.set_chart(build, "Target")

    def path_of(self, draft: IndicatorDraft) -> TargetPath | None:
        """What the line shows; None without a number to reach."""
        target = target_of(draft)
        final = final_value(target) if target else None
        if target is None or final is None:
            return None
        has_start = target.baseline is not None and target.baseline_at is not None
        start = (target.baseline_at, target.baseline) if has_start else None
        return TargetPath(
            said=say_draft(draft),
            end=(target.by or self.form.today, final),
            start=start,  # type: ignore[arg-type]
            points=self._points(draft, target.measured),
            today=self.form.today,
            expected=expected_today(target, self.form.today),
            figures=Figures(max(draft.decimals, 0), "%" if draft.unit is Unit.PERCENT else ""),
            baseline=None if has_start else target.baseline,
        )

    def _points(self, draft: IndicatorDraft, measured: Measured) -> tuple[tuple, ...]:  # type: ignore[type-arg]
        values = (
            (period.end, rolling(self.figures, period, measured, draft.unit))
            for period in self.figures
        )
        return tuple((day, value) for day, value in values if value is not None)


def _why_no_line(draft: IndicatorDraft) -> str:
    if draft.target is None or draft.target.kind not in (*_LEVELS, TargetKind.CHANGE_ON_BASELINE):
        return "There is no number to draw a line to."
    return "The line appears once the target has its numbers."


def _usual_window(draft: IndicatorDraft) -> Measured:
    """Counts of a month or quarter are judged over twelve months, anything else as it is."""
    adds_up = draft.unit is Unit.COUNT and draft.frequency is not Frequency.YEARLY
    return Measured.ROLLING_12 if adds_up else Measured.LATEST


def _milestone_row() -> list[tuple[str, QWidget, int]]:
    words, due, done = QLineEdit(), DayLine("milestones"), DayLine("milestones")
    words.setPlaceholderText("What is to be done")
    due.setPlaceholderText("Due, or empty")
    done.setPlaceholderText("Done on, or empty")
    return [("Milestone", words, 4), ("Due", due, 2), ("Done on", done, 2)]
