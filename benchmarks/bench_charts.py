"""Cost of thirty process behaviour charts, against thirty plain lines drawn in the same run.

Each chart has 36 points with limits, target, signals, axis and labels. The floor is QPainter
drawing one polyline of 36 points thirty times into an image of the same size. The description
(pure, on every resize) and the painting (on every repaint) are measured apart.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

CHARTS, POINTS = 30, 36
WIDTH, HEIGHT = 300, 160
_ACROSS = 5


def _median(work: Callable[[], object], times: int = 9) -> float:
    """Median seconds of several runs, after one that fills the caches."""
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _views() -> list[object]:
    from cspdesk.charts.view import xmr_view
    from cspdesk.kpis.periods import Period
    from cspdesk.kpis.spc import analyse
    from db.vocabulary import Direction, Frequency

    chance = random.Random(1)  # the same figures in every run
    months = [Period(date(2014 + m // 12, m % 12 + 1, 1), Frequency.MONTHLY) for m in range(POINTS)]
    views: list[object] = []
    for _ in range(CHARTS):
        values = [float(round(chance.gauss(70, 8))) for _ in range(POINTS)]
        values[30] = 120.0
        spc = analyse(values, improve=Direction.LOWER, target=65, fix_after=12)
        views.append(xmr_view(spc, months, target=65, improve=Direction.LOWER))
    return views


def measure() -> dict[str, float]:
    """Milliseconds for thirty charts and their ratios to the floor."""
    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
    from PySide6.QtWidgets import QApplication

    from cspdesk.charts.style import SCREEN
    from cspdesk.charts.xmr import xmr_chart
    from ui.charts.measure import ScreenMeasure
    from ui.charts.paint import paint
    from ui.charts.scheme import LIGHT

    app = QApplication.instance() or QApplication([])
    views = _views()
    words = ScreenMeasure(QApplication.font().family())
    rows = -(-CHARTS // _ACROSS)
    image = QImage(WIDTH * _ACROSS, HEIGHT * rows, QImage.Format.Format_ARGB32_Premultiplied)

    def describe() -> list[object]:
        return [xmr_chart(view, WIDTH, HEIGHT, SCREEN, words) for view in views]

    drawings = describe()
    line = QPolygonF([QPointF(8 * i, 40 + 7 * (i % 9)) for i in range(POINTS)])

    def each(draw: Callable[[QPainter, int], None]) -> None:
        image.fill(QColor("white"))
        painter = QPainter(image)
        for index in range(CHARTS):
            painter.save()
            painter.translate(index % _ACROSS * WIDTH, index // _ACROSS * HEIGHT)
            draw(painter, index)
            painter.restore()
        painter.end()

    def plain(painter: QPainter, index: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("black"), 1.4))
        painter.drawPolyline(line)

    def whole(painter: QPainter, index: int) -> None:
        paint(painter, drawings[index], LIGHT, measure=words)

    floor = _median(lambda: each(plain))
    describing, painting = _median(describe), _median(lambda: each(whole))
    assert app is not None
    return {
        "floor_ms": floor * 1e3,
        "describe_ms": describing * 1e3,
        "paint_ms": painting * 1e3,
        "describe_ratio": describing / floor,
        "paint_ratio": painting / floor,
        "total_ratio": (describing + painting) / floor,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:16} {value:8.2f}")
