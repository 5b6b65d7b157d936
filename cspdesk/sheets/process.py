"""A file's sheets, read by a child process under a time limit and a cancel.

The parent believes nothing but plain values; whatever goes wrong in the child ends as one sentence.
"""

from __future__ import annotations

import hashlib
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from cspdesk.sheets import limits, wire
from cspdesk.sheets.errors import ReadCancelled, SheetRefused
from cspdesk.sheets.grid import Book, SheetData
from cspdesk.sheets.guard import look
from cspdesk.sheets.quiet import quiet_collector

COMMAND = "_read-sheet"
Progress = Callable[[int, int, str], None]
"""Called with steps done, steps in all and a few words."""
Cancelled = Callable[[], bool]

_log = logging.getLogger("cspdesk.sheets")
_ROOT = Path(__file__).resolve().parents[2]


def read_book(
    path: Path | str,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    seconds: float = limits.CHILD_SECONDS,
) -> Book:
    """Every sheet of a file, read in a child process.

    Raises SheetRefused (what is wrong and what to do) or ReadCancelled; nothing is left behind.
    """
    path = Path(path)
    tell = progress or (lambda done, total, words: None)
    tell(0, 4, "Opening the file")
    looked = look(path)
    with _Child(path, seconds, cancelled or (lambda: False)) as child:
        digest = _sha256(path)
        sheets = child.receive(tell)
    return Book(path.name, looked.size, digest, looked.kind.value, sheets, looked.notes)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SheetRefused(f"{path.name} cannot be read any more.", "Try again.") from error


def command_line(path: Path) -> list[str]:
    """How to call the program so that it serves as the child."""
    file = str(path.absolute())
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND, file]
    main = _ROOT / "main.py"
    if main.is_file():
        return [sys.executable, str(main), COMMAND, file]
    return [sys.executable, "-m", "cspdesk.sheets.child", file]


class _Child:
    """The running child and the thread that ends it when its time is up or the person cancels."""

    def __init__(self, path: Path, seconds: float, cancelled: Cancelled) -> None:
        self.path = path
        self.seconds = seconds
        self.cancelled = cancelled
        self.ended_for = ""
        self.done = threading.Event()

    def __enter__(self) -> _Child:
        if self.cancelled():
            raise ReadCancelled
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            command_line(self.path),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_ROOT,
            env=os.environ | {"PYTHONIOENCODING": "utf-8", "OPENBLAS_NUM_THREADS": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self.watcher = threading.Thread(target=self._watch, daemon=True)
        self.watcher.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.process.kill()
        self.watcher.join()
        assert self.process.stdout is not None
        self.process.stdout.close()
        self.process.wait()

    def _watch(self) -> None:
        while not self.done.wait(0.05):
            if self.cancelled():
                self.ended_for = "cancel"
            elif time.monotonic() - self.started > self.seconds:
                self.ended_for = "time"
            if self.ended_for:
                self.process.kill()
                return

    def receive(self, tell: Progress) -> list[SheetData]:
        """The sheets as they come; SheetRefused or ReadCancelled when they do not."""
        assert self.process.stdout is not None
        sheets: list[SheetData] = []
        whole = False
        try:
            with quiet_collector():
                for message in _messages(self.process.stdout):
                    whole = self._take(message, sheets, tell)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            if not self.ended_for:
                _log.warning("the reader of %s wrote nonsense: %r", self.path.name, error)
            whole = False
        if not whole:
            raise self._failure()
        tell(3, 4, "Finding the figures")
        return sheets

    def _take(self, message: Any, sheets: list[SheetData], tell: Progress) -> bool:
        """Use one message; whether it is the last one."""
        if isinstance(message, list):
            sheets[-1].rows.extend(wire.rows_of(message))
        elif "sheet" in message:
            sheets.append(wire.sheet_of(message))
        elif "step" in message:
            tell(int(message["step"]), 4, str(message["words"]))
        elif "refused" in message:
            raise SheetRefused(str(message["refused"]), str(message["advice"]))
        elif "failed" in message:
            _log.warning("the reader failed on %s: %s", self.path.name, message["failed"])
        return isinstance(message, dict) and "end" in message

    def _failure(self) -> Exception:
        if self.ended_for == "cancel":
            return ReadCancelled()
        if self.ended_for == "time":
            return SheetRefused(
                f"{self.path.name} took longer than {self.seconds:.0f} seconds to read.",
                "Copy the table with the figures into a new workbook and import that.",
            )
        code = self.process.wait()
        _log.warning("the reader of %s ended with code %s", self.path.name, code)
        return SheetRefused(
            f"{self.path.name} is damaged, or needs more memory to read than a table of figures "
            "should.",
            "Copy the table with the figures into a new workbook and import that.",
        )


def _messages(pipe: IO[bytes]) -> Iterator[Any]:
    left = limits.WIRE_BYTES
    while data := pipe.readline(left):
        left -= len(data)
        if left <= 0:
            raise ValueError("too much")
        yield wire.read_line(data)
