"""The structure chart as a control: arrows walk up to parents, down and across to groups."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea

from ui.charts.widget import ChartView
from ui.theme import theme

if TYPE_CHECKING:
    from cspdesk.charts.primitives import Drawing
    from cspdesk.charts.text import TextMeasure
    from cspdesk.people.structure import ChartGroup, StructureChart

_LEAST = 0.92  # 11 px: below that the chart is wider than its room and scrolls
_EDGE = 4.0  # px: room for the ring of a box at the edge
_TALL = 100_000.0  # height is no matter on screen: the chart scrolls


class StructureChartView(ChartView):
    """`point_chosen("group:3")` when a group is gone to. Lives in `scroll`."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: tuple[ChartGroup, ...] = ()
        self.chosen: int | None = None
        self._laid: tuple[tuple[object, ...], StructureChart] | None = None
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setWidget(self)

    # -- what is shown ------------------------------------------------------------------------

    def show_groups(self, groups: Sequence[ChartGroup], chosen: int | None) -> None:
        """Draw these groups; `chosen` is framed."""
        self.groups, self.chosen = tuple(groups), chosen
        self.set_chart(self._build if groups else None, "Structure of the partnership")
        self._stand_on(chosen)
        self._fit()

    def choose(self, group_id: int | None) -> None:
        """Frame another group without telling."""
        if group_id == self.chosen:
            return
        self.chosen = group_id
        self._built_for = None
        self._stand_on(group_id)
        self._show_place()
        self.update()

    def _stand_on(self, group_id: int | None) -> None:
        drawing = self.drawing()
        keys = [spot.key for spot in drawing.hot] if drawing else []
        key = f"group:{group_id}"
        self._current = keys.index(key) if key in keys else None
        self._tell_name()

    def _build(self, width: float, _height: float, measure: TextMeasure) -> Drawing:
        from cspdesk.people.structure_drawing import structure_drawing

        return structure_drawing(self._chart(width, measure), chosen=self.chosen, edge=_EDGE)

    def _chart(self, width: float, measure: TextMeasure) -> StructureChart:
        from dataclasses import replace

        from cspdesk.people.structure import SCREEN, structure_chart

        wanted = (self.groups, round(width), id(measure))
        if self._laid is None or self._laid[0] != wanted:
            chart = structure_chart(self.groups, width - 2 * _EDGE, _TALL, measure, SCREEN)
            self._laid = wanted, replace(chart, scale=max(chart.scale, _LEAST))
        return self._laid[1]

    def _fit(self) -> None:
        """As wide as its room, and as high as it comes out at that width."""
        zoom = theme().scale
        room = self.scroll.viewport().width() / zoom
        if not self.groups or room < 50:
            return
        chart = self._chart(room, self._measure)
        width, height = (side * chart.scale + 2 * _EDGE for side in (chart.width, chart.height))
        self.setMinimumSize(
            math.ceil(width * zoom) if width > room + 1 else 0, math.ceil(height * zoom)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _look_changed(self) -> None:
        super()._look_changed()
        self._laid = None
        self._fit()

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goal = self._goal(Qt.Key(event.key()))
        if goal is not None:
            self._walk_to(goal)
        else:
            super().keyPressEvent(event)

    def _goal(self, key: Qt.Key) -> int | None:
        """The group an arrow leads to from the one at hand."""
        at = next((one for one in self.groups if one.id == self.chosen), None)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End) or at is None:
            drawing = self.drawing()
            if key not in _ARROWS or drawing is None or not drawing.hot:
                return None
            return _id_of(drawing.hot[-1 if key == Qt.Key.Key_End else 0].key)
        if key == Qt.Key.Key_Up:
            return at.parent_id
        if key == Qt.Key.Key_Down:
            return next((one.id for one in self.groups if one.parent_id == at.id), None)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            beside = [one.id for one in self.groups if one.parent_id == at.parent_id]
            place = beside.index(at.id) + (1 if key == Qt.Key.Key_Right else -1)
            return beside[min(len(beside) - 1, max(0, place))]
        return None

    def _walk_to(self, group_id: int) -> None:
        self.choose(group_id)
        self._announce()
        self._choose()

    def _go_to(self, index: int | None) -> None:
        """A press: the group becomes the one at hand."""
        super()._go_to(index)
        spot = self.current_point()
        if spot is not None:
            self.choose(_id_of(spot.key))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_place()

    def _show_place(self) -> None:
        """Scroll so that the group at hand is in sight."""
        spot, zoom = self.current_point(), theme().scale
        if spot is not None:
            area = QRect(
                round(spot.x * zoom), round(spot.y * zoom),
                round(spot.width * zoom), round(spot.height * zoom),
            )  # fmt: skip
            centre, half = area.center(), area.size() / 2
            self.scroll.ensureVisible(centre.x(), centre.y(), half.width() + 12, half.height() + 12)


_ARROWS = (
    Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home,
    Qt.Key.Key_End,
)  # fmt: skip


def _id_of(key: str) -> int:
    return int(key.partition(":")[2])
