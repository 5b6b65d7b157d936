"""The command line as a shell calls it: what it says, how long it takes, what it leaves.

Loading the program takes a second. So on Linux one process loads it once, and each command runs in
a process of its own forked from that one; where a command must begin otherwise, it is started anew.
"""

from __future__ import annotations

import atexit
import contextlib
import ctypes
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NoReturn

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "main.py"
LINUX = sys.platform.startswith("linux")
LIMIT = 60.0  # seconds on the clock; a test asks for far fewer of the processor's


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


def shell(*words: str | Path, folder: Path, before: Callable[[], None] | None = None) -> Told:
    """Run one headless command in a folder; `before` happens in the new process first."""
    streams = [folder.with_name(folder.name + name) for name in (".out", ".err")]
    asked = [str(word) for word in words]
    if LINUX and before is None:
        code, seconds, megabytes = _forked(asked, folder, streams)
    else:
        code, seconds, megabytes = _started(asked, folder, streams, before)
    out, err = (path.read_text(encoding="utf-8") for path in streams)
    for path in streams:
        path.unlink()
    return Told(code, out, err, seconds, megabytes)


def _started(
    words: list[str], folder: Path, streams: list[Path], before: Callable[[], None] | None
) -> tuple[int, float, float]:
    with streams[0].open("wb") as out, streams[1].open("wb") as err:
        process = subprocess.Popen(
            [sys.executable, str(MAIN), *words],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            preexec_fn=before,
        )
        if LINUX:
            process.returncode, seconds, megabytes = _wait(process.pid)
            return process.returncode, seconds, megabytes
        began = time.monotonic()
        return process.wait(LIMIT), time.monotonic() - began, 0


def _wait(pid: int) -> tuple[int, float, float]:
    """Exit code, seconds and megabytes of a child; the kernel counts its own children in."""
    until = time.monotonic() + LIMIT
    while time.monotonic() < until:
        ended, status, used = os.wait4(pid, os.WNOHANG)
        if ended:
            code = os.waitstatus_to_exitcode(status)
            return code, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        time.sleep(0.005)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    raise TimeoutError(f"still running after {LIMIT:.0f} s")


# -- forking ----------------------------------------------------------------------------------


def _forked(words: list[str], folder: Path, streams: list[Path]) -> tuple[int, float, float]:
    parent = _loaded()
    assert parent.stdin is not None
    assert parent.stdout is not None
    asked = {"words": words, "folder": str(folder), "streams": [str(path) for path in streams]}
    parent.stdin.write(json.dumps(asked) + "\n")
    parent.stdin.flush()
    code, seconds, megabytes = json.loads(parent.stdout.readline())
    return code, seconds, megabytes


@lru_cache(maxsize=1)
def _loaded() -> subprocess.Popen[str]:
    """The process that has the program loaded; it ends with the tests."""
    parent = subprocess.Popen(
        [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    atexit.register(_end, parent)
    return parent


def _end(parent: subprocess.Popen[str]) -> None:
    with parent:
        parent.kill()


def serve() -> None:
    """Load the program, then fork for each command asked on standard input."""
    sys.path[0] = str(ROOT)
    import cspdesk.checking
    import cspdesk.kpis.importing
    import cspdesk.packs.export  # noqa: F401
    import main

    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid == 0:
            _run(main.main, asked)
        print(json.dumps(_wait(pid)), flush=True)


def _run(program: Callable[[list[str]], int], asked: dict[str, Any]) -> NoReturn:
    """Be the command: its folder, its streams, its exit code."""
    os.chdir(asked["folder"])
    for number, name in zip((0, 1, 2), (os.devnull, *asked["streams"]), strict=True):
        os.dup2(os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC * (number > 0)), number)
    code = 70  # a traceback, which Python would have printed
    try:
        code = program(asked["words"])
    except SystemExit as ended:
        code = int(ended.code or 0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


# -- what commands meet and leave -------------------------------------------------------------


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


if __name__ == "__main__":
    serve()
