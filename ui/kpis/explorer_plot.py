"""The explorer's plot: zoom, pan and a crosshair that mouse and keys move. Loads pyqtgraph."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from cspdesk.calendar import SHORT_MONTHS
from cspdesk.charts.figures import Figures
from cspdesk.charts.scale import scale_for
from cspdesk.kpis.explore_lines import PlotLine
from db.vocabulary import Unit
from ui.kpis.explorer_look import SYMBOLS, colour_of, pen_of
from ui.theme import theme

_STEPS = (1, 3, 6, 12, 24, 60, 120)  # months between two names on the axis of time
_LABEL_ROOM = 64  # px
_FEWEST_SHOWN = 3  # periods: no closer than that
_DOTS_UP_TO = 60  # figures in view; with more the line alone is clearer
_ZOOM = 0.7


@dataclass(frozen=True)
class PlotLevel:
    """Average or a limit, from one place to another."""

    first: float
    last: float
    value: float
    dashed: bool


@dataclass(frozen=True)
class PlotView:
    """All that is plotted. `names` are those of the places in the view by years."""

    lines: tuple[PlotLine, ...] = ()
    target: PlotLine | None = None
    levels: tuple[PlotLevel, ...] = ()
    names: tuple[str, ...] = ()
    breaks: tuple[float, ...] = ()

    @property
    def places(self) -> list[float]:
        return sorted({place for line in self.lines for place in line.places})


class PeriodAxis(pg.AxisItem):
    """Years, quarters or months, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.names: tuple[str, ...] = ()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        if self.names:
            return [(1.0, [float(place) for place in range(len(self.names))])]
        per_px = max(1e-9, (high - low) / max(size, 1))
        step = next((s for s in _STEPS if s / per_px >= _LABEL_ROOM), _STEPS[-1])
        first = math.ceil(low / step) * step
        return [(float(step), [float(p) for p in range(first, math.floor(high) + 1, step)])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self._name(round(value), spacing) for value in values]

    def _name(self, place: int, spacing: float) -> str:
        if self.names:
            return self.names[place] if 0 <= place < len(self.names) else ""
        year, month = divmod(place, 12)
        return str(year) if spacing >= 12 else f"{SHORT_MONTHS[month]} {year % 100:02}"


class ExplorerPlot(pg.PlotWidget):
    """Draws a `PlotView`. `read(place)` follows the crosshair; -1 when it is nowhere.

    Left and Right go to the next period, Page Up and Down a screen, Home and End to the ends;
    + and − zoom, 0 shows everything; the wheel zooms, dragging pans.
    """

    read = Signal(float)
    moved = Signal()  # another part is in view

    def __init__(self, parent: QWidget | None = None) -> None:
        self._axis = PeriodAxis()
        super().__init__(parent, axisItems={"bottom": self._axis})
        self.view = PlotView()
        self.place: float | None = None
        self.lowest = ""  # where the axis of values begins, when that is above nought
        self._dotted = True  # whether each figure has a point, or there are too many in view
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box = self.getViewBox()
        box.setMouseEnabled(x=True, y=False)
        box.setDefaultPadding(0.0)
        box.sigXRangeChanged.connect(lambda *_: self._fit_values())
        self.scene().sigMouseMoved.connect(self._pointed)
        self._cross = pg.InfiniteLine(angle=90, movable=False)
        self._dots = pg.ScatterPlotItem()
        theme().changed.connect(self._dress)
        self._dress()

    # -- what is shown ------------------------------------------------------------------------

    def show_view(self, view: PlotView, *, whole: bool) -> None:
        """Draw another view; `whole` shows all of it, otherwise the part in view stays."""
        before = self.place
        self.view = view
        self._axis.names = view.names
        self._draw()
        places = view.places
        if places:
            self.getViewBox().setLimits(
                xMin=places[0] - self._edge(),
                xMax=places[-1] + self._edge(),
                minXRange=min(_FEWEST_SHOWN * self._pitch(), places[-1] - places[0] + 1),
            )
        if whole:
            self.show_all()
        self._fit_values()
        self._put_cross(before if before in places else None)

    def _pitch(self) -> float:
        places = self.view.places
        gaps = [b - a for a, b in pairwise(places)]
        return min(gaps, default=1.0)

    def _edge(self) -> float:
        places = self.view.places
        return max(self._pitch() / 2, 0.01 * (places[-1] - places[0]))

    def _draw(self) -> None:
        plot = self.getPlotItem()
        plot.clear()
        look = theme()
        for place in self.view.breaks:
            plot.addItem(pg.InfiniteLine(place, pen=pg.mkPen(look.colour("ctl"), width=1)))
        for level in self.view.levels:
            pen = pg.mkPen(look.colour("text2"), width=1.2)
            if level.dashed:
                pen.setDashPattern([5, 3])
            plot.plot([level.first, level.last], [level.value] * 2, pen=pen, antialias=True)
        if self.view.target is not None:
            pen = pg.mkPen(look.colour("text"), width=1.8)
            pen.setDashPattern([8, 3, 2, 3])
            plot.plot(*_points(self.view.target), pen=pen, connect="finite", antialias=True)
        for number, line in reversed(list(enumerate(self.view.lines))):
            if line.known:  # without a number there are no bounds, of which numpy would warn
                self._draw_line(number, line)
        plot.addItem(self._cross, ignoreBounds=True)
        plot.addItem(self._dots, ignoreBounds=True)

    def _draw_line(self, number: int, line: PlotLine) -> None:
        colour = colour_of(number)
        self.getPlotItem().plot(
            *_points(line),
            pen=pen_of(number),
            connect="finite",
            antialias=True,
            symbol=SYMBOLS[number] if self._dotted else None,
            symbolSize=theme().px(7),
            symbolBrush=colour,
            symbolPen=pg.mkPen(theme().colour("panel"), width=1),
        )
        marked = [(place, value) for place, _, value in line.known if place in line.marked]
        if marked:
            self.getPlotItem().plot(
                [place for place, _ in marked], [value for _, value in marked], pen=None,
                symbol="s", symbolSize=theme().px(9), symbolBrush=theme().colour("accent"),
                symbolPen=pg.mkPen(theme().colour("panel"), width=1),
            )  # fmt: skip

    def _dress(self) -> None:
        look = theme()
        self.setBackground(look.colour("panel"))
        font = look.font("tick")
        for side in ("left", "bottom"):
            axis = self.getAxis(side)
            axis.setTickFont(font)
            axis.setPen(pg.mkPen(look.colour("line2")))
            axis.setTextPen(pg.mkPen(look.colour("text2")))
            axis.setStyle(tickLength=-4, hideOverlappingLabels=True)
        self.showGrid(x=False, y=True, alpha=0.35)
        self._cross.setPen(pg.mkPen(look.colour("accent"), width=1.4))
        self._dots.setPen(pg.mkPen(look.colour("accent"), width=2))
        self._dots.setBrush(pg.mkBrush(look.colour("panel")))
        if self.view.lines:
            self._draw()
            self._put_cross(self.place)

    def _fit_values(self) -> None:
        """The axis of values holds what is in view, with round steps."""
        if not self.view.lines:
            return
        low, high = self.shown
        self._choose_dots(low, high)
        values = [
            value
            for line in (*self.view.lines, *([self.view.target] if self.view.target else []))
            for place, _, value in line.known
            if low <= place <= high
        ]
        values += [one.value for one in self.view.levels if one.first <= high and one.last >= low]
        if not values:
            return
        figures = Figures(0, "%" if self.view.lines[0].unit is Unit.PERCENT else "")
        scale = scale_for(values, max(3, min(9, self.height() // theme().px(44))))
        self.setYRange(scale.low, scale.high, padding=0.02)
        self.lowest = figures.tick(scale.low, scale.step) if scale.low > 0 else ""
        ticks = [(tick, figures.tick(tick, scale.step)) for tick in scale.ticks]
        self.getAxis("left").setTicks([ticks])
        self.moved.emit()

    def _choose_dots(self, low: float, high: float) -> None:
        most = max(sum(low <= p <= high for p, _, _ in line.known) for line in self.view.lines)
        if (most <= _DOTS_UP_TO) != self._dotted:
            self._dotted = not self._dotted
            self._draw()

    @property
    def shown(self) -> tuple[float, float]:
        """The first and last place in view."""
        low, high = self.getViewBox().viewRange()[0]
        return float(low), float(high)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        if hasattr(self, "view"):
            self._fit_values()

    # -- zoom and pan -------------------------------------------------------------------------

    def zoom(self, factor: float) -> None:
        """Show more (above 1) or less (below 1), about the crosshair or the middle."""
        low, high = self.shown
        about = self.place if self.place is not None and low <= self.place <= high else None
        self.getViewBox().scaleBy(x=factor, center=QPointF(about or (low + high) / 2, 0.0))

    def zoom_in(self) -> None:
        self.zoom(_ZOOM)

    def zoom_out(self) -> None:
        self.zoom(1 / _ZOOM)

    def show_all(self) -> None:
        places = self.view.places
        if places:
            self.setXRange(places[0] - self._edge(), places[-1] + self._edge(), padding=0)

    def pan(self, screens: float) -> None:
        low, high = self.shown
        self.getViewBox().translateBy(x=screens * (high - low))

    # -- the crosshair ------------------------------------------------------------------------

    def go_to(self, place: float | None) -> None:
        """Put the crosshair on a period and bring it into view."""
        self._put_cross(place)
        if place is None:
            return
        low, high = self.shown
        edge = self._pitch() / 2
        if place - edge < low:
            self.getViewBox().translateBy(x=place - edge - low)
        elif place + edge > high:
            self.getViewBox().translateBy(x=place + edge - high)

    def _put_cross(self, place: float | None) -> None:
        self.place = place
        self._cross.setVisible(place is not None)
        found = []
        if place is not None:
            self._cross.setPos(place)
            found = [pair[1] for line in self.view.lines if (pair := line.at(place)) is not None]
        known = [value for value in found if value is not None]
        self._dots.setData(x=[place] * len(known), y=known, size=theme().px(10))
        self.read.emit(-1.0 if place is None else place)

    def _pointed(self, at: QPointF) -> None:
        places = self.view.places
        if not places or not self.getPlotItem().sceneBoundingRect().contains(at):
            return
        wanted = self.getViewBox().mapSceneToView(at).x()
        nearest = min(places, key=lambda place: abs(place - wanted))
        if nearest != self.place:
            self._put_cross(nearest)

    def step(self, by: int) -> None:
        """To the next period; first of all to the latest figure."""
        places = self.view.places
        if not places:
            return
        if self.place is None:
            known = self.view.lines[0].known
            self.go_to(known[-1][0] if known else places[-1])
        else:
            at = places.index(self.place) + by
            self.go_to(places[min(len(places) - 1, max(0, at))])

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._acts().get(Qt.Key(event.key()))
        if act is None:
            QWidget.keyPressEvent(self, event)  # the graphics view would keep Esc to itself
            return
        act()
        event.accept()
        self._announce()

    def _acts(self) -> dict[Qt.Key, Callable[[], None]]:
        places, key = self.view.places, Qt.Key
        first, last = (places[0], places[-1]) if places else (None, None)
        return {
            key.Key_Left: lambda: self.step(-1), key.Key_Right: lambda: self.step(1),
            key.Key_Home: lambda: self.go_to(first), key.Key_End: lambda: self.go_to(last),
            key.Key_PageUp: lambda: self.pan(-0.8), key.Key_PageDown: lambda: self.pan(0.8),
            key.Key_Plus: self.zoom_in, key.Key_Equal: self.zoom_in, key.Key_Up: self.zoom_in,
            key.Key_Minus: self.zoom_out, key.Key_Down: self.zoom_out, key.Key_0: self.show_all,
        }  # fmt: skip

    def _announce(self) -> None:
        if QAccessible.isActive() and self.accessibleDescription():
            words = QAccessibleAnnouncementEvent(self, self.accessibleDescription())
            QAccessible.updateAccessibility(words)


def _points(line: PlotLine) -> tuple[list[float], list[float]]:
    """Across and up; a missing figure is no number, which breaks the line."""
    return list(line.places), [math.nan if v is None else v for v in line.values]
