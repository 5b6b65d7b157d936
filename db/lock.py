"""A lock file beside the partnership's file says who has it open.

`plan.cspdesk` is locked by `plan.cspdesk.lock`: a small JSON text made with O_EXCL. SQLite's own
locks are too short-lived to stop two officers from editing in turns without knowing.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
import time
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.errors import WorldError
from db.unit_of_work import user_name

__all__ = ["FileLock", "FolderClosed", "Holder", "born", "held", "take"]


class FolderClosed(WorldError):
    """No lock can be made beside the file, so it can at most be read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open, where and since when (local time, "2017-02-09 10:42").

    `born` is when the process started, in the system's own count ("" where that is not known).
    """

    user: str
    host: str
    process: int
    since: str
    born: str = ""

    def __str__(self) -> str:
        return f"{self.user} on {self.host} since {self.since}"


@dataclass
class FileLock:
    path: Path
    holder: Holder

    def release(self) -> None:
        """Remove the lock if it is still ours."""
        if _read(self.path) == self.holder:
            self.path.unlink(missing_ok=True)


def take(path: Path) -> FileLock | Holder:
    """The lock of this file, or who holds it. A lock left by a crash on this computer is replaced.

    Raises FolderClosed when the folder may not be written, WorldError when the disk is full.
    """
    lock_path = path.with_name(path.name + ".lock")
    mine = Holder(
        user_name(),
        platform.node(),
        os.getpid(),
        f"{datetime.now():%Y-%m-%d %H:%M}",
        born(os.getpid()),
    )
    for _attempt in range(2):
        try:
            _create(lock_path, mine)
        except FileExistsError:
            other = _read(lock_path) or _read_again(lock_path)
            if other is not None and not _is_stale(other):
                return other
            lock_path.unlink(missing_ok=True)
        except OSError as error:
            raise _no_lock(path, error) from error
        else:
            return FileLock(lock_path, mine)
    raise WorldError(f"{path.name} is being opened by someone else.", "Try again in a moment.")


def _no_lock(path: Path, error: OSError) -> WorldError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return WorldError("The disk is full.", "Free some space and try again.")
    return FolderClosed(
        f"The folder of {path.name} cannot be written.",
        "Copy the file to a folder where you may write.",
    )


def held(path: Path) -> Holder | None:
    """Who has this file open now, ourselves included."""
    holder = _read(path.with_name(path.name + ".lock"))
    return holder if holder is not None and not _is_stale(holder) else None


def _create(path: Path, holder: Holder) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(holder), file)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _read(path: Path) -> Holder | None:
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        return Holder(**{name: said[name] for name in Holder.__slots__ if name in said})
    except (OSError, ValueError, TypeError):
        return None


def _read_again(path: Path) -> Holder | None:
    # Another program may have made the lock this instant and not yet written its name in it.
    time.sleep(0.1)
    return _read(path)


def _is_stale(holder: Holder) -> bool:
    """Whether the process that made the lock is gone. Another computer's lock is never stale.

    After a power cut the number of that process soon belongs to another one, hence `born`.
    """
    if holder.host != platform.node():
        return False
    if not _runs(holder.process):
        return True
    return bool(holder.born) and born(holder.process) not in ("", holder.born)


def born(process: int) -> str:
    """When a running process started; "" where the system does not say."""
    if sys.platform == "win32":
        return _born_on_windows(process)
    try:
        words = Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    # The name of the program, in brackets, may hold blanks and brackets of its own.
    return words.rpartition(")")[2].split()[19]


def _runs(process: int) -> bool:
    if sys.platform == "win32":
        return _runs_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _runs_on_windows(process: int) -> bool:
    # os.kill(pid, 0) would end the process on Windows, so ask the kernel for a handle instead.
    import ctypes

    still_active = 259
    kernel, handle = _windows_process(process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active


def _born_on_windows(process: int) -> str:
    import ctypes

    kernel, handle = _windows_process(process)
    if not handle:
        return ""
    times = [ctypes.c_ulonglong() for _ in range(4)]
    told = kernel.GetProcessTimes(handle, *(ctypes.byref(one) for one in times))
    kernel.CloseHandle(handle)
    return str(times[0].value) if told else ""


def _windows_process(process: int) -> tuple[Any, Any]:
    """The kernel and a handle that may ask about a process; the handle is empty when it is gone."""
    import ctypes

    query_limited = 0x1000
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    # Without these a handle of 64 bits would be cut to 32.
    kernel.OpenProcess.restype = ctypes.c_void_p
    handle = kernel.OpenProcess(query_limited, False, process)
    return kernel, ctypes.c_void_p(handle) if handle else None
