"""What happens to a failure nobody foresaw: logged, shown once, details to copy.

Failures a person can do something about (RuleBroken, Conflict, WorldError) never come here; see
`ui.operations`. Every action commits on its own, so nothing entered is lost when one shows.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TextIO

import PySide6
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication, QWidget

if TYPE_CHECKING:
    from ui.widgets.dialogs import FailureDialog

log = logging.getLogger(__name__)

LINES_KEPT = 200
POOL = 20  # details of more than this many are of no further use to anybody


class RecentLines(logging.Handler):
    """Keeps the last lines of the log in memory for the details of a report."""

    def __init__(self, limit: int = LINES_KEPT) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=limit)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class ErrorDesk(QObject):
    """Takes failures from any thread, logs them and shows them in one dialog."""

    _arrived = Signal(object)

    def __init__(self, window: QWidget | None = None) -> None:
        super().__init__(window)
        self.window_widget = window
        self.recent = RecentLines()
        self.failures: list[BaseException] = []
        self.dialog: FailureDialog | None = None
        self._arrived.connect(self._show, Qt.ConnectionType.AutoConnection)

    def report(self, problem: BaseException) -> None:
        """Log the failure with its trace and show it; may be called from any thread."""
        log.error("unforeseen failure", exc_info=problem)
        self._arrived.emit(problem)

    def details(self) -> str:
        """What to send on: versions, traces, the last lines of the log. No data of the file."""
        import platform

        versions = (
            f"CSP Desk, Python {platform.python_version()}, Qt {PySide6.__version__}, "
            f"{platform.platform()}"
        )
        traces = ["".join(traceback.format_exception(problem)) for problem in self.failures]
        return "\n\n".join([versions, *traces, "Last lines of the log:", *self.recent.lines])

    def _show(self, problem: BaseException) -> None:
        if len(self.failures) < POOL:
            self.failures.append(problem)
        if self.dialog is None:
            from ui.widgets.dialogs import FailureDialog

            self.dialog = FailureDialog(self, self.window_widget)
            self.dialog.finished.connect(self._closed)
            self.dialog.open()
        else:
            self.dialog.refresh()

    def _closed(self, _result: int) -> None:
        self.failures.clear()
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    # -- hooks --------------------------------------------------------------------------------

    def install(self, folder: Path) -> None:
        """Catch what would otherwise be lost: hooks of Python and Qt, and hard crashes."""
        _start_log(folder, self.recent)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        sys.unraisablehook = self._on_unraisable
        qInstallMessageHandler(_on_qt_message)

    def _on_exception(
        self, kind: type[BaseException], problem: BaseException, _trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        self.report(problem)

    def _on_thread_exception(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and not isinstance(told.exc_value, SystemExit):
            self.report(told.exc_value)

    def _on_unraisable(self, told: sys.UnraisableHookArgs) -> None:
        # These come from clean-up code: worth a line in the log, not worth stopping the officer.
        log.error("failure while cleaning up: %s", told.err_msg or "", exc_info=told.exc_value)


def uninstall() -> None:
    """Put the hooks of Python and Qt back."""
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    sys.unraisablehook = sys.__unraisablehook__
    qInstallMessageHandler(None)


_crash_file: TextIO | None = None


def watch_for_crashes(folder: Path) -> str:
    """Write hard crashes to crash.log; returns what the last run left there, "" for nothing."""
    global _crash_file
    path = folder / "crash.log"
    left = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    if left.strip():
        with (folder / "crash-previous.log").open("w", encoding="utf-8") as keep:
            keep.write(left)
    # faulthandler writes to the open descriptor, so the file stays open as long as we run.
    _crash_file = path.open("w", encoding="utf-8")
    faulthandler.enable(_crash_file)
    return left.strip()


def stop_watching() -> None:
    """Close crash.log after a clean end and leave it empty."""
    global _crash_file
    if _crash_file is not None:
        faulthandler.disable()
        _crash_file.close()
        _crash_file = None


class LogFile(logging.Handler):
    """The log on disk, in turn three files of half a megabyte; opened by the first line."""

    def __init__(self, path: Path, formatter: logging.Formatter | None) -> None:
        super().__init__()
        self.path = path
        self.setFormatter(formatter)
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._open()
        self._file.emit(record)

    def _open(self) -> logging.Handler:
        # Its module brings sockets and queues along; most starts have nothing to log.
        from logging.handlers import RotatingFileHandler

        made = RotatingFileHandler(self.path, maxBytes=500_000, backupCount=2, encoding="utf-8")
        made.setFormatter(self.formatter)
        return made

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()


def _start_log(folder: Path, recent: RecentLines) -> None:
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(recent)
    root.addHandler(LogFile(folder / "cspdesk.log", recent.formatter))


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), "%s", text)
