"""The four meters over the agenda and the agenda drawn to scale."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.charts.plan import PlanItem
from ui.charts.widget import ChartView
from ui.theme import theme
from ui.widgets.meters import Meter, MeterView

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaView
    from cspdesk.agenda.rules import Meters
    from cspdesk.charts.primitives import Drawing
    from cspdesk.charts.text import TextMeasure

_RING = 4  # px kept free under the bar's key, so that the focus ring does not strike through it
_ROOM = 1.2  # the bar reaches a fifth past the limit, so that the limit's tick stands inside it


def meter_views(meters: Meters) -> tuple[MeterView, ...]:
    """Minutes, decisions, items and partners as the meters show them."""
    without = len(meters.without_part)
    minutes = max(meters.planned, meters.available, 1)
    items = max(meters.items, meters.item_limit * _ROOM, 1)
    return (
        MeterView(
            "Minutes planned",
            str(meters.planned),
            f"of {meters.available}",
            meters.planned / minutes,
            meters.available / minutes,
            meters.minutes_words,
            meters.spare < 0,
        ),
        MeterView(
            "Time on decisions",
            f"{meters.decision_share}%",
            f"aim {meters.decision_aim}%",
            meters.decision_share / 100,
            meters.decision_aim / 100,
            meters.decision_words,
        ),
        MeterView(
            "Items",
            str(meters.items),
            f"limit {meters.item_limit}",
            meters.items / items,
            meters.item_limit / items,
            meters.items_words,
            meters.over_limit > 0,
        ),
        MeterView(
            "Partners without a part",
            str(without),
            f"of {meters.partners}",
            without / max(meters.partners, 1),
            None,
            meters.part_words if meters.partners else "No partners entered yet",
            without > 0,
        ),
    )


class AgendaOverview(QWidget):
    """Meters side by side over the agenda's bar; `item_chosen(id)` from the bar."""

    item_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        empty = MeterView("", "", "", 0)
        self.meters = [Meter(empty) for _ in range(4)]
        self.bar = ChartView()
        self.bar.point_chosen.connect(lambda key: self.item_chosen.emit(int(key)))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        for meter in self.meters:
            row.addLayout(_inset(meter, 16, 8, 16, 6))
        box.addLayout(row)
        # The drawing keeps 3 px of its own at each side for the frame of the chosen item.
        box.addLayout(_inset(self.bar, 13, 9, 13, 8 - _RING))

        self._fit()
        theme().changed.connect(self._fit)

    def _fit(self) -> None:
        """On a small laptop the bar goes without its key: the list's types say the same."""
        self.bar.setFixedHeight(theme().px((46 if theme().compact else 66) + _RING))

    def show_agenda(self, view: AgendaView, selected: int | None) -> None:
        for meter, shown in zip(self.meters, meter_views(view.meters), strict=True):
            meter.set_view(shown)
        items = [
            PlanItem(line.number, line.title, line.minutes, line.type, str(line.id))
            for line in view.lines
        ]
        starts, available = time.fromisoformat(view.meeting.starts_at), view.meters.available
        chosen = str(selected) if selected is not None else ""

        def build(width: float, height: float, measure: TextMeasure) -> Drawing:
            from cspdesk.charts.agenda_bar import agenda_bar

            return agenda_bar(
                items,
                starts,
                available,
                width,
                height - _RING,
                measure=measure,
                selected=chosen,
                with_key=not theme().compact,
            )

        self.bar.set_chart(build, "Agenda to scale")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, line = QPainter(self), theme().colour("line")
        floor = self.bar.y() - theme().px(9)
        for meter in self.meters[1:]:
            painter.fillRect(meter.x() - theme().px(16), 0, 1, floor, line)
        painter.fillRect(0, floor, self.width(), 1, line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)


def _inset(content: QWidget, *sides: int) -> QVBoxLayout:
    """Room around it in design pixels: left, above, right, beneath."""
    box = QVBoxLayout()
    box.setContentsMargins(*(theme().px(side) for side in sides))
    box.addWidget(content)
    return box
