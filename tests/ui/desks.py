"""Real desks on real files for the window's tests, and the window over one of them.

A desk is made once a run and copied for each test.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

DAY = date(2017, 2, 9)


@lru_cache(maxsize=4)
def _made(preset: str, sample: bool) -> Path:
    path = Path(mkdtemp(prefix="desk-")) / f"{preset}.cspdesk"
    Desk.create(path, preset=preset, sample=sample, name="Testborough CSP").close()
    return path


def a_desk(folder: Path, *, preset: str = "blank", sample: bool = False) -> Desk:
    """An open desk on a file of its own in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "partnership.cspdesk"
    shutil.copyfile(_made(preset, sample), path)
    return Desk.open(path, as_at=None if sample else DAY)


def a_window(
    qtbot: QtBot,
    folder: Path,
    desk: Desk,
    specs: Sequence[PageSpec],
    size: tuple[int, int] = (1440, 870),
) -> MainWindow:
    """The window with these pages alone, in front: jobs run at once, its state in that folder."""
    window = MainWindow(
        desk,
        specs,
        state=WindowState(folder),
        jobs=InlineRunner(),
        shell=lambda desk, _chosen=None: ShellView(desk.path.stem),
    )
    qtbot.addWidget(window)
    window.resize(*size)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    return window
