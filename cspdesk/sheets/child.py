"""The child process that parses one spreadsheet: no file can hang, fill or stop the program.

The child is the program itself with the hidden command `_read-sheet`, which is also how it works
once built. It limits its own memory, looks at the bytes, reads, and hands the sheets over as lines
(see `wire`). The other end is `process`. Few imports, because starting it is part of every import.
"""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from cspdesk.sheets import limits, wire
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import SheetData
from cspdesk.sheets.guard import FileKind, Looked, Seen, check, look


def serve(argv: list[str]) -> int:
    """Read the file named by the last argument and write it to standard output; the exit code.

    `argv` is what follows the hidden command: the file. Exit 0 for read and for refused (the
    refusal is in the output), 1 for anything else.
    """
    # A windowed build has no sys.stdout, but the pipe is there all the same.
    with open(1, "wb", closefd=False) as out:
        return _serve(Path(argv[-1]), out)


def _serve(path: Path, out: BinaryIO) -> int:
    _limit_memory(limits.CHILD_BYTES)
    gc.disable()  # rows of plain values hold no cycles; the process is short
    try:
        for data in _lines(path):
            out.write(data)
            out.flush()
    except SheetRefused as refused:
        out.write(wire.line({"refused": refused.message, "advice": refused.advice}))
        out.flush()
    except MemoryError:
        return 3
    except BaseException as error:  # a panic of the native reader is not an Exception
        with contextlib.suppress(BaseException):
            out.write(wire.line({"failed": f"{type(error).__name__}: {error}"[:500]}))
            out.flush()
        return 1
    return 0


def _lines(path: Path) -> Iterator[bytes]:
    looked = look(path)
    yield wire.line({"step": 1, "words": "Looking at the bytes"})
    seen = check(looked)
    yield wire.line({"step": 2, "words": "Reading the sheets"})
    for sheet in _read(looked, seen):
        yield from wire.sheet_lines(sheet)
    yield wire.line({"end": True})


def _read(looked: Looked, seen: Seen) -> Iterator[SheetData]:
    if looked.kind.is_text:
        from cspdesk.sheets import reader_text

        return reader_text.read(looked)
    small = seen.rows <= limits.OPENPYXL_ROWS and seen.cells <= limits.OPENPYXL_CELLS
    if looked.kind in (FileKind.XLSX, FileKind.XLSM) and small:
        from cspdesk.sheets import reader_excel

        return _or_fast(looked, seen, reader_excel.read)
    from cspdesk.sheets import reader_fast

    return reader_fast.read(looked, seen)


def _or_fast(
    looked: Looked, seen: Seen, reader: Callable[[Looked, Seen], Iterator[SheetData]]
) -> Iterator[SheetData]:
    """openpyxl stumbles over some styles and drawings that have nothing to do with figures."""
    try:
        sheets = list(reader(looked, seen))
    except (SheetRefused, MemoryError):
        raise
    except Exception:
        from cspdesk.sheets import reader_fast

        yield from reader_fast.read(looked, seen)
    else:
        yield from sheets


def _limit_memory(limit: int) -> None:
    """Linux only. Windows has no such limit without a job object; there the guard's bounds and the
    time limit are what protects, and a child that fills the memory ends alone."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1:]))
