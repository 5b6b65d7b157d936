"""Long work off the window's thread: progress, cancel, one answer.

The runner lives as long as the window and owns every signal; a worker only borrows a token. So no
QObject is ever deleted on a pool thread. Work is a function of the token which must not touch
widgets or the window's database session:

    runner.start("Import MPS borough table", lambda token: import_file(path, token.step),
                 on_done=self._imported)
"""

from __future__ import annotations

import itertools
import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

log = logging.getLogger(__name__)

REPORT_EVERY = 0.05  # seconds; the window needs no more than twenty figures a second
_numbers = itertools.count(1)


class _Task(QRunnable):
    """One piece of work for the pool, owned by Python and kept until the pool is idle.

    A task that the pool deleted would leave its Python shell behind, and Qt's next object at the
    same address would be taken for it.
    """

    def __init__(self, act: Callable[[], None]) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._act = act

    def run(self) -> None:
        self._act()


class Cancelled(Exception):
    """The officer stopped the work; raised inside it by the next `token.step`."""


@dataclass(eq=False)
class Token:
    """One piece of running work: its name, how far it is, and the wish to stop it."""

    label: str
    report: Callable[[Token, int, int, str], None]
    number: int = field(default_factory=lambda: next(_numbers))
    _stop: threading.Event = field(default_factory=threading.Event)
    _reported: float = 0.0

    def step(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is; raises Cancelled when it shall stop."""
        if self._stop.is_set():
            raise Cancelled(self.label)
        now = time.monotonic()
        if done >= total or now - self._reported >= REPORT_EVERY:
            self._reported = now
            self.report(self, done, total, text)

    def cancel(self) -> None:
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        return self._stop.is_set()


@dataclass
class _Callbacks:
    on_done: Callable[[Any], None] | None
    on_failed: Callable[[Exception], None] | None
    on_cancelled: Callable[[], None] | None


class JobRunner(QObject):
    """Runs work in a pool of its own and answers on the window's thread.

    started(token) · progress(token, done, total, text) · done(token, result)
    · failed(token, exception) · cancelled(token). A failure nobody handles is logged here and left
    to whoever listens to `failed`.
    """

    started = Signal(object)
    progress = Signal(object, int, int, str)
    done = Signal(object, object)
    failed = Signal(object, object)
    cancelled = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None, threads: int = 2) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(threads)
        self._running: dict[Token, _Callbacks] = {}
        self._tasks: list[_Task] = []
        self._closed = False
        # Queued, so that what a worker tells is always heard on the thread this object lives in.
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        label: str,
        work: Callable[[Token], Any],
        *,
        on_done: Callable[[Any], None] | None = None,
        on_failed: Callable[[Exception], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
    ) -> Token:
        """Start the work and return its token. Callbacks come on the window's thread."""
        if self._closed:
            raise RuntimeError("the window is closing")
        token = Token(label, self._report)
        self._running[token] = _Callbacks(on_done, on_failed, on_cancelled)
        self.started.emit(token)
        self._launch(token, work)
        return token

    def running(self) -> list[Token]:
        return list(self._running)

    def close(self, timeout_ms: int = 5000) -> bool:
        """Take no more work, ask what runs to stop, wait. True when all of it has ended."""
        self._closed = True
        for token in self._running:
            token.cancel()
        return self._pool.waitForDone(timeout_ms)

    def _launch(self, token: Token, work: Callable[[Token], Any]) -> None:
        task = _Task(lambda: self._told.emit(_outcome(token, work)))
        if not self._pool.activeThreadCount():
            # Only now: a thread may still be leaving a task whose outcome has been told.
            self._tasks.clear()
        self._tasks.append(task)
        self._pool.start(task)

    def _report(self, token: Token, done: int, total: int, text: str) -> None:
        self._told.emit(("progress", token, (done, total, text)))

    def _on_told(self, told: tuple[str, Token, Any]) -> None:
        what, token, value = told
        if what == "progress":
            if token in self._running:
                self.progress.emit(token, *value)
            return
        callbacks = self._running.pop(token)
        if what == "done":
            self.done.emit(token, value)
            _call(callbacks.on_done, value)
        elif what == "cancelled":
            self.cancelled.emit(token)
            _call(callbacks.on_cancelled)
        else:
            log.error("“%s” failed", token.label, exc_info=value)
            self.failed.emit(token, value)
            _call(callbacks.on_failed, value)


class InlineRunner(JobRunner):
    """The same runner doing the work at once, in the caller's thread: for tests."""

    def _launch(self, token: Token, work: Callable[[Token], Any]) -> None:
        self._on_told(_outcome(token, work))

    def _report(self, token: Token, done: int, total: int, text: str) -> None:
        self._on_told(("progress", token, (done, total, text)))


def _outcome(token: Token, work: Callable[[Token], Any]) -> tuple[str, Token, Any]:
    try:
        return "done", token, work(token)
    except Cancelled:
        return "cancelled", token, None
    except Exception as problem:  # the worker's edge: the answer is the exception itself
        return "failed", token, problem


def _call(callback: Callable[..., None] | None, *values: Any) -> None:
    if callback is not None:
        callback(*values)
