"""The four meters over the agenda and the agenda drawn to scale."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
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
            meters.part_words,
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
        self.bar.setFixedHeight(theme().px(66))
        self.bar.point_chosen.connect(lambda key: self.item_chosen.emit(int(key)))
        row = QHBoxLayout()
        row.setSpacing(0)
        for meter in self.meters:
            row.addWidget(meter)
        chart = QVBoxLayout()
        chart.setContentsMargins(theme().px(13), 0, theme().px(13), theme().px(8))
        chart.addWidget(self.bar)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(6))
        box.addLayout(row)
        box.addLayout(chart)

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
                items, starts, available, width, height, measure=measure, selected=chosen
            )

        self.bar.set_chart(build, "Agenda to scale")
