"""Starting on the sample file: the first paint of the window, and of Home with what is in the file.

The floor is a bare PySide6 window, painted. Each start is a process of its own, by turns with the
floor's, with byte code at hand as in a built program.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cspdesk.desk import Desk

RUNS = 9
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
# The window's own first paint, then the first paint of the screen that shows the file.
_OURS = """
import os, sys, time
import main
from ui.starting import hurry
hurry()
from PySide6.QtCore import QTimer
import ui.window
def told(end=False):
    print(time.clock_gettime(time.CLOCK_MONOTONIC), flush=True)
    if end:
        os._exit(0)
paint, seen = ui.window.MainWindow.paintEvent, []
def painted(self, event):
    if not seen:
        seen.append(self)
        QTimer.singleShot(0, told)
    paint(self, event)
ui.window.MainWindow.paintEvent = painted
go = ui.window.MainWindow.go
def gone(self, *place):
    go(self, *place)
    page = type(self.current_page())
    was = page.paintEvent
    def shown(screen, event):
        QTimer.singleShot(0, lambda: told(end=True))
        was(screen, event)
    page.paintEvent = shown
ui.window.MainWindow.go = gone
main.main(sys.argv[1:])
"""


def measure() -> dict[str, float]:
    """Milliseconds (medians) from process start, and their ratios to the bare window."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sample = folder / "sample.cspdesk"
        Desk.create(sample, sample=True).close()
        starts = [
            (*_start(_BARE, folder), *_start(_OURS, folder, str(sample)))
            for _run in range(RUNS + 1)
        ][1:]  # the first one writes the byte code
    bare, window, home = (statistics.median(each) for each in zip(*starts, strict=True))
    return {
        "bare_window_ms": bare,
        "window_ms": window,
        "home_ms": home,
        "ratio": window / bare,
        "home_ratio": home / bare,
    }


def _start(code: str, folder: Path, *arguments: str) -> list[float]:
    """Milliseconds from the start of a process to each stamp it prints."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "CSPDESK_HOME": str(folder),
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.clock_gettime(time.CLOCK_MONOTONIC)
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=_ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,  # a window that says why it cannot open the file waits for an officer
    )
    return [1000 * (float(stamp) - begun) for stamp in done.stdout.split()]


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:20} {value:8.2f}")
