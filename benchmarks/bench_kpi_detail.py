"""Cost of the KPI screen at 200 indicators × 20 years of months, and at a tenth of that.

On the real screen: the first paint of list and detail, then each step down the list, chart painted
and all. The floor is sqlite3 reading the same figures into plain tuples in the same run: nothing
can show them sooner. `growth` is the cost at full size over the cost at a tenth: a linear cost
grows tenfold, one step must not grow at all. Times are the process's own: neighbours do not count.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.kpis.page import KpisPage

INDICATORS = 200
STEPS = 40


def measure() -> dict[str, float]:
    """Milliseconds at a tenth and at full size, their ratios to the floor and their growth."""
    small, large = _at(INDICATORS // 10), _at(INDICATORS)
    found = {f"{name}_1x_ms": value for name, value in small.items()}
    found |= {f"{name}_10x_ms": value for name, value in large.items()}
    found["open_10x_ratio"] = large["open"] / large["floor"]
    found["list_growth"] = large["open"] / small["open"]
    found["step_growth"] = large["step"] / small["step"]
    return found


def _at(count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.cspdesk"
        make_large(path, count)
        floor = _median_ms(lambda: _read_all(path))
        with _desk(path) as desk:
            return {"floor": floor, **_screen(desk, Path(folder))}


def _median_ms(act: Callable[[], object], times: int = 9) -> float:
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(1000 * (time.process_time() - start))
    return statistics.median(taken)


def _read_all(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "SELECT indicator_id, period_start, value, state FROM measurement"
            " ORDER BY indicator_id, period_start"
        ).fetchall()


def _desk(path: Path) -> Desk:
    from cspdesk.desk import Desk

    return Desk.open(path, as_at=date(2017, 2, 9))


def make_large(path: Path, count: int) -> None:
    """A file of `count` indicators with twenty years of months each, in the three priorities."""
    from benchmarks.years import add_indicator
    from cspdesk.desk import Desk

    Desk.create(path, sample=True).close()
    with closing(sqlite3.connect(path)) as connection:
        known = [key for (key,) in connection.execute("SELECT id FROM indicator ORDER BY id")]
        for number in range(count):
            add_indicator(connection, known[number % len(known)], 1000 + number)
        connection.execute("UPDATE indicator SET retired_on = '2016-01-01' WHERE id < 1000")
        connection.commit()


def _screen(desk: Desk, folder: Path) -> dict[str, float]:
    """Open the page and walk down its list, painting each time."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    _page(
        desk, folder
    ).deleteLater()  # the program has its modules loaded before a page is asked for
    page = _page(desk, folder)
    page.resize(1366, 640)
    start = time.process_time()
    page.show()
    app.processEvents()
    shown = 1000 * (time.process_time() - start)
    again = _median_ms(lambda: (page.refresh(None), app.processEvents()), 5)
    view = page.list.view
    view.setFocus()

    def step() -> None:
        QTest.keyClick(view, Qt.Key.Key_Down)
        app.processEvents()

    steps = []
    for _ in range(min(STEPS, len(view.rows.records()) - 2)):
        start = time.process_time()
        step()
        steps.append(1000 * (time.process_time() - start))
    page.close()
    page.deleteLater()
    worst = sorted(steps)[int(0.95 * len(steps))]
    return {"open": shown, "refresh": again, "step": statistics.median(steps), "step_p95": worst}


def _page(desk: Desk, folder: Path) -> KpisPage:
    from ui.bus import Bus
    from ui.cycle import ChosenCycle
    from ui.jobs import InlineRunner
    from ui.kpis.page import KpisPage
    from ui.operations import Operations
    from ui.state import WindowState
    from ui.widgets.page import PageContext

    bus = Bus()
    operations = Operations(desk, bus, _Silent())
    state = WindowState(folder)
    jobs, cycle = InlineRunner(), ChosenCycle()
    return KpisPage(PageContext(desk, bus, operations, jobs, state, lambda *_: None, cycle))


class _Silent:
    """A window that says nothing: no command runs here."""

    def say(self, words: str, *, undo: bool = False) -> None: ...

    def explain(
        self, title: str, words: str, *, button: str = "", act: Callable[[], None] | None = None
    ) -> None: ...

    def report(self, problem: BaseException) -> None:
        raise problem


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:8.2f}")
