"""The explorer: the long history of one indicator or several, in a window of its own."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.kpis.explore_lines import (
    Form,
    PlotLine,
    by_year,
    comparable,
    figures_between,
    headline,
    in_words,
    names_in_year,
    over_time,
    place_of,
    target_line,
    years_headline,
    years_left,
)
from cspdesk.kpis.exploring import Explored, choices, explored
from db.changes import ChangeSet
from ui.charts.copying import rows_text
from ui.kpis.explorer_key import LineKey
from ui.kpis.explorer_list import Chooser
from ui.kpis.explorer_look import MOST_LINES
from ui.kpis.explorer_plot import ExplorerPlot, PlotLevel, PlotView
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.page import PageContext
from ui.widgets.segments import SegmentedControl

TIME, YEARS = "time", "years"
_TABLES = ("indicator", "measurement", "target", "series_break", "comparator")
_ONE_BY_YEARS = (
    "Years are shown of one indicator, the first one ticked: choose “Over time” to compare several."
)
_HELP = "←→ next period   + − zoom   Page Up, Page Down pan   0 everything   Esc close"


class Explorer(QDialog):
    """Indicators at the left; their lines, key and buttons at the right. Esc closes it."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.ids: list[int] = []
        self.series: tuple[Explored, ...] = ()
        self.setWindowTitle("Explore indicators")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self.resize(theme().px(1120), theme().px(680))
        self.chooser = Chooser()
        self.chooser.picked.connect(self._pick)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.chooser)
        row.addLayout(self._right(), 1)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.plot, self.copy_figures)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        context.bus.changed.connect(self._changed)
        context.bus.reload.connect(self._read)
        theme().changed.connect(self.key.update)

    # -- building -----------------------------------------------------------------------------

    def _right(self) -> QVBoxLayout:
        self.title = label("", "page")
        self.title.setWordWrap(True)
        self.note = label("", "label", "second")
        self.note.setWordWrap(True)
        self.axis = label("", "label", "second")
        self.plot = ExplorerPlot()
        self.plot.moved.connect(self._say_axis)
        self.key = LineKey()
        self.plot.read.connect(self._read_place)
        column = QVBoxLayout()
        look = theme()
        column.setContentsMargins(look.px(16), look.px(12), look.px(16), look.px(12))
        column.setSpacing(look.px(8))
        column.addWidget(self.title)
        column.addLayout(self._choices())
        column.addWidget(self.note)
        column.addWidget(self.axis)
        column.addWidget(self.plot, 1)
        column.addWidget(self.key.period)
        column.addWidget(self.key)
        column.addLayout(self._foot())
        return column

    def _choices(self) -> QHBoxLayout:
        self.kind = SegmentedControl(
            [(TIME, "Over time"), (YEARS, "Year under year")], name="Compare", compact=True
        )
        self.form = SegmentedControl(
            [(Form.FIGURES, "Figures"), (Form.TWELVE_MONTHS, "12 months"), (Form.INDEX, "Index")],
            name="Figures as",
            compact=True,
        )
        self.target, self.limits = QCheckBox("&Target"), QCheckBox("&Limits")
        self.areas = QCheckBox("London and &similar")
        for box in (self.target, self.limits, self.areas):
            box.setChecked(box is not self.areas)  # counts of London would flatten our own
            box.toggled.connect(lambda _on: self._show())
        for control in (self.kind, self.form):
            control.chosen.connect(lambda _key: self._show(whole=True))
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        for part in (self.kind, self.form, self.target, self.limits, self.areas):
            row.addWidget(part)
        row.addStretch(1)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(6))
        hint = label(_HELP, "label", "hint")
        row.addWidget(hint, 1)
        for words, act in (
            ("Zoom &in", self.plot.zoom_in),
            ("Zoom &out", self.plot.zoom_out),
            ("&Everything", self.plot.show_all),
            ("Copy &figures", self.copy_figures),
            ("Copy &picture", self.copy_picture),
            ("&Close", self.close),
        ):
            row.addWidget(SecondaryButton(words, act, compact=True))
        return row

    # -- what is shown ------------------------------------------------------------------------

    def show_indicator(self, key: int) -> None:
        """Start with one indicator."""
        self.ids = [key]
        self._read(whole=True)
        self.plot.setFocus(Qt.FocusReason.OtherFocusReason)

    def _pick(self, key: int, on: bool) -> None:
        """Add an indicator or take it away; there are six lines to tell apart, and always one."""
        if self.kind.current == YEARS:
            self.chooser.say(_ONE_BY_YEARS)
            return
        if on and len(self.ids) >= MOST_LINES:
            self.chooser.say(f"{MOST_LINES} indicators at most: take one away first.")
            return
        if not on and self.ids == [key]:
            self.chooser.say("One indicator stays: add another before this one goes.")
            return
        self.chooser.say("")
        self.ids = [*self.ids, key] if on else [held for held in self.ids if held != key]
        self._read(whole=True)

    def _changed(self, changes: ChangeSet) -> None:
        if changes.touches(*_TABLES):
            self._read()

    def _read(self, *, whole: bool = False) -> None:
        """Read the chosen indicators afresh; one that is gone is left out."""
        self.series = self.context.desk.ask(explored, self.ids)
        self.ids = [key for key in self.ids if any(one.id == key for one in self.series)]
        self.chooser.show_choices(self.context.desk.ask(choices), self.ids)
        self._show(whole=whole)

    def _show(self, *, whole: bool = False) -> None:
        own = [one for one in self.series if not one.area]
        self._allow(own)
        if own and self.kind.current == YEARS:
            view = self._by_year(own[0])
            self.title.setText(f"{years_headline(own[0], view.lines)}.")
        else:
            view = self._over_time(own)
            self.title.setText(f"{headline(view.lines, self._form)}.")
        self.key.show_view(view)
        words = " ".join(in_words(line) for line in view.lines)
        self.plot.setAccessibleName(f"{self.title.text()} {words}")
        self.plot.show_view(view, whole=whole)

    def _say_axis(self) -> None:
        """A cut axis makes small changes look large: it is said, and the room is kept."""
        low = self.plot.lowest
        self.axis.setText(f"The axis begins at {low}, not at nought." if low else "")

    def _allow(self, own: list[Explored]) -> None:
        """Switch off what would mean nothing for what is chosen, and say why in its tooltip."""
        years = self.kind.current == YEARS
        self.chooser.allow(not years, _ONE_BY_YEARS)
        one = len(own) == 1 and not years
        beside = any(series.area for series in self.series) and not years
        _allow(self.form, not years, "Years are compared as figures.")
        _allow(self.target, one, "A target is shown with one indicator over time.")
        _allow(self.limits, one and self._form is Form.FIGURES,
               "Limits are shown with one indicator’s figures over time.")  # fmt: skip
        _allow(self.areas, beside, "No figures of London or the most similar group are kept.")

    def _shown(self) -> list[Explored]:
        """The series to draw: our own, and the areas beside them where they are asked for."""
        areas = self.areas.isChecked()
        return [one for one in self.series if areas or not one.area][:MOST_LINES]

    @property
    def _form(self) -> Form:
        """The form asked for; what has no common axis is shown as an index."""
        return Form(self.form.current) if comparable(self._shown()) else Form.INDEX

    def _by_year(self, one: Explored) -> PlotView:
        self.note.setText(_year_note(one))
        return PlotView(lines=by_year(one), names=names_in_year(one))

    def _over_time(self, own: list[Explored]) -> PlotView:
        form = self._form
        lines = over_time(self._shown(), form)
        single = own[0] if len(own) == 1 else None
        target: PlotLine | None = None
        if single is not None and self.target.isChecked():
            target = target_line(single, form)
        limits = single is not None and self.limits.isChecked() and form is Form.FIGURES
        said = _limits_note(single, lines[0]) if limits and single else ""
        self.note.setText(said or _note(self._shown(), form, asked=Form(self.form.current)))
        return PlotView(
            lines=lines,
            target=target,
            levels=_levels(single) if limits and single else (),
            breaks=tuple(place_of(p) - 0.5 for p, _why in single.breaks) if single else (),
        )

    # -- reading ------------------------------------------------------------------------------

    def _read_place(self, place: float) -> None:
        said = self.key.read(place)
        self.plot.setAccessibleDescription(said or "Left and Right read each period.")

    def table(self) -> tuple[tuple[str, ...], ...]:
        """The figures in view, headings first."""
        view = self.plot.view
        lines = (*view.lines, view.target) if view.target is not None else view.lines
        low, high = self.plot.shown
        return figures_between(lines, low, high, years=view.names)

    def copy_figures(self) -> None:
        """The figures in view, tab-separated, as a spreadsheet reads them."""
        QGuiApplication.clipboard().setText(rows_text(self.table()))

    def copy_picture(self) -> None:
        """The plot as it is seen, twice as sharp."""
        from PySide6.QtGui import QImage, QPainter

        image = QImage(self.plot.size() * 2, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(2.0)
        image.fill(theme().colour("panel"))
        painter = QPainter(image)
        self.plot.render(painter)
        painter.end()
        QGuiApplication.clipboard().setImage(image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return  # a dialog would press a button that nobody chose
        super().keyPressEvent(event)


def _allow(control: QWidget, allowed: bool, reason: str) -> None:
    control.setEnabled(allowed)
    control.setToolTip("" if allowed else reason)


def _levels(one: Explored) -> tuple[PlotLevel, ...]:
    found = []
    for level in one.levels:
        first, last = place_of(level.first) - 0.5, place_of(level.last) + 0.5
        found.append(PlotLevel(first, last, level.mean, dashed=False))
        found += [PlotLevel(first, last, value, dashed=True)
                  for value in (level.upper, level.lower) if value is not None]  # fmt: skip
    return tuple(found)


def _limits_note(one: Explored, line: PlotLine) -> str:
    """The lines across the plot, in words; those of the last stretch are in force."""
    if not one.levels:
        return ""
    level = one.levels[-1]
    line = replace(line, decimals=max(line.decimals, 1))
    ends = [line.write(value) for value in (level.lower, level.upper) if value is not None]
    limits = f", limits {' and '.join(ends)} (dashed)" if ends else ""
    since = f"from {level.first.label}, as on its chart"
    marked = " Squares: what chance does not explain." if one.flagged else ""
    return f"Average {line.write(level.mean)} (solid){limits} {since}.{marked}"


def _year_note(one: Explored) -> str:
    first = one.periods[0].year_start_month
    start = "" if first == 1 else f" Years run from {names_in_year(one)[0]}."
    left = years_left(one)
    span = f"{left[0]} to {left[-1]}" if len(left) > 1 else "".join(left)
    more = f" {span} under “Over time”." if left else ""
    return f"The last years of {one.code}, the latest as a solid line.{start}{more}"


def _note(shown: list[Explored], form: Form, *, asked: Form) -> str:
    if form is Form.INDEX and asked is not Form.INDEX:
        why = "areas differ in size" if any(one.area for one in shown) else "units differ"
        return f"Shown as an index because {why}: the first year they share is 100."
    if form is Form.INDEX:
        return "Index: the first year they share is 100."
    left = [one.title for one in shown if not one.sums]
    if form is Form.TWELVE_MONTHS and left:
        verb = "is" if len(left) == 1 else "are"
        return f"{', '.join(left)} {verb} no sum over twelve months and shown as it is."
    if form is Form.TWELVE_MONTHS:
        return "Each point is the sum of the twelve months to it."
    return ""
