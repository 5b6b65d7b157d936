"""The first painted window against a bare PySide6 window, each a fresh process, in the same run."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 7
_ROOT = Path(__file__).resolve().parent.parent
_BARE = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True),
                                      os._exit(0)))
window = Window()
window.resize(1440, 870)
window.show()
app.exec()
"""
_OURS = """
import os, sys, time
from PySide6.QtCore import QTimer
import ui.window
paint = ui.window.MainWindow.paintEvent
def painted(self, event):
    paint(self, event)
    QTimer.singleShot(0, lambda: (print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True),
                                  os._exit(0)))
ui.window.MainWindow.paintEvent = painted
from ui.app import main
main([])
"""


def measure() -> dict[str, float]:
    """Milliseconds (medians) from process start to the first paint, and their ratio."""
    with tempfile.TemporaryDirectory() as home:
        bare, ours = [], []
        for _run in range(RUNS):
            bare.append(_to_first_paint(_BARE, home))
            ours.append(_to_first_paint(_OURS, home))
    floor, start = statistics.median(bare), statistics.median(ours)
    return {"window_ms": start, "bare_window_ms": floor, "ratio": start / floor}


def _to_first_paint(code: str, home: str) -> float:
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "CSPDESK_HOME": home}
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return 1000 * (float(done.stdout.split()[-1]) - begun)


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name} {value:.2f}")
