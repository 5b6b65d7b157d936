"""A lock file beside the partnership's file says who has it open.

`plan.cspdesk` is locked by `plan.cspdesk.lock`: a small JSON text made with O_EXCL. SQLite's own
locks are too short-lived to stop two officers from editing in turns without knowing.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from db.errors import WorldError
from db.unit_of_work import user_name

__all__ = ["FileLock", "Holder", "take"]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who has a file open, where and since when (local time, "2017-02-09 10:42")."""

    user: str
    host: str
    process: int
    since: str

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

    Raises WorldError when the folder cannot be written.
    """
    lock_path = path.with_name(path.name + ".lock")
    mine = Holder(
        user_name(), platform.node(), os.getpid(), f"{datetime.now():%Y-%m-%d %H:%M}"
    )
    for _attempt in range(2):
        try:
            _create(lock_path, mine)
        except FileExistsError:
            other = _read(lock_path)
            if other is not None and not _is_stale(other):
                return other
            lock_path.unlink(missing_ok=True)
        except OSError as error:
            raise WorldError(
                f"The folder of {path.name} cannot be written.",
                "Copy the file to a folder where you may write.",
            ) from error
        else:
            return FileLock(lock_path, mine)
    raise WorldError(f"{path.name} is being opened by someone else.", "Try again in a moment.")


def _create(path: Path, holder: Holder) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(holder), file)


def _read(path: Path) -> Holder | None:
    try:
        return Holder(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _is_stale(holder: Holder) -> bool:
    """Whether the process that made the lock is gone. Another computer's lock is never stale."""
    return holder.host == platform.node() and not _runs(holder.process)


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

    query_limited, still_active = 0x1000, 259
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = kernel.OpenProcess(query_limited, False, process)
    if not handle:
        return False
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == still_active
