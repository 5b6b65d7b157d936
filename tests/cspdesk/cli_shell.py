"""The command line as a shell calls it: what it says, how long it takes, what it leaves."""

from __future__ import annotations

import ctypes
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "main.py"
LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Told:
    """What a command ended with. `seconds` are those of the processor, which other work on the
    machine does not lengthen; `megabytes` is the most it or its child held, 0 where unknown.
    """

    code: int
    out: str
    err: str
    seconds: float
    megabytes: float


def shell(
    *words: str | Path, folder: Path, before: Callable[[], None] | None = None, limit: float = 60
) -> Told:
    """Run one headless command in a folder; `before` happens in the new process first."""
    command = [sys.executable, str(MAIN), *map(str, words)]
    outs = [folder.with_name(folder.name + name) for name in (".out", ".err")]
    with outs[0].open("wb") as out, outs[1].open("wb") as err:
        process = subprocess.Popen(
            command, cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=err, preexec_fn=before
        )
        seconds, megabytes = _wait(process, limit)
    told = [path.read_text(encoding="utf-8") for path in outs]
    for path in outs:
        path.unlink()
    return Told(process.returncode, told[0], told[1], seconds, megabytes)


def _wait(process: subprocess.Popen[bytes], limit: float) -> tuple[float, float]:
    """Wait for the end: seconds and megabytes used; the kernel counts the reader's in."""
    began = time.monotonic()
    if not LINUX:
        process.wait(limit)
        return time.monotonic() - began, 0
    while time.monotonic() < began + limit:
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
        if ended:
            process.returncode = os.waitstatus_to_exitcode(status)
            return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        time.sleep(0.01)
    process.kill()
    process.wait()
    raise TimeoutError(f"still running after {limit} s")


def obey_permissions() -> None:
    """Take from root the right to read and write whatever it likes; others have none to lose."""
    drop, overrides = 24, (1, 2)  # PR_CAPBSET_DROP; CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH
    for capability in overrides:
        ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)


def contents(folder: Path) -> dict[str, str]:
    """Every file below a folder with its hash. SQLite leaves an empty journal, which is nothing."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith("-journal"):
            found[str(path.relative_to(folder))] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found
