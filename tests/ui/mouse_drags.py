"""Drags items of the sample's agenda with the mouse on a real display; prints what came of it.

Run by `test_ui_agenda_dragging.py` in a process of its own: without a display Qt drags nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from desks import a_desk
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ui.agenda.page import AgendaPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
PAGES = [PageSpec("agenda", "Agenda planning", "Ctrl+2", AgendaPage)]


def open_agenda(folder: Path) -> AgendaPage:
    desk = a_desk(folder / "file", sample=True, preset="haringey")
    window = MainWindow(
        desk,
        PAGES,
        state=WindowState(folder),
        jobs=InlineRunner(),
        shell=lambda desk: ShellView(desk.path.stem),
    )
    window.resize(1280, 800)
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.go("agenda")
    page = window.open_pages["agenda"]
    assert isinstance(page, AgendaPage)
    return page


def numbers(page: AgendaPage, before: list[int]) -> list[int]:
    """The items as they stand, each by its number at first."""
    return [before.index(line.id) + 1 for line in page.list.rows.records()]


def place_of(page: AgendaPage, row: int, share: float) -> QPoint:
    """A point in the title of a row, so far down, in the window."""
    rect = page.list.visualRect(page.list.proxy.index(row, 1))
    point = QPoint(rect.left() + 60, rect.top() + round(rect.height() * share))
    return page.list.viewport().mapTo(page.window(), point)


def drag(page: AgendaPage, row: int, to: int, share: float) -> int | None:
    """Press, move, let go; the gap shown before that, None when there was no drag.

    While it is dragged Qt waits in a loop of its own, so the rest of the way comes from a timer.
    """
    window, gaps = page.window().windowHandle(), []
    start, end = place_of(page, row, 0.5), place_of(page, to, share)

    def go_on() -> None:
        QTest.mouseMove(window, end - QPoint(0, 2))
        QTest.mouseMove(window, end)
        gaps.append(page.list._gap)
        QTest.mouseRelease(window, LEFT, NONE, end)

    QTest.mousePress(window, LEFT, NONE, start)
    QTimer.singleShot(80, go_on)
    QTest.mouseMove(window, start + QPoint(0, 2 * QApplication.startDragDistance()))
    if not gaps:
        QTest.qWait(150)
    return gaps[0]


def main(folder: Path) -> None:
    app = QApplication([])
    page = open_agenda(folder)
    app.processEvents()
    ids = [line.id for line in page.list.rows.records()]
    found = {}
    for name, drive in {"up": (3, 1, 0.2), "down": (1, 4, 0.8), "nowhere": (2, 2, 0.2)}.items():
        before = [line.id for line in page.list.rows.records()]
        gap = drag(page, *drive)
        found[name] = (gap, numbers(page, before), page.list._gap)
    found["undo"] = (page.desk.undo_label, numbers(page, ids), None)
    page.planning._lock()
    before = [line.id for line in page.list.rows.records()]
    found["locked"] = (drag(page, 3, 1, 0.2), numbers(page, before), None)
    print(json.dumps(found))
    page.desk.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
