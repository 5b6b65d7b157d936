#!/usr/bin/env python3
"""CSP Desk from a checkout, one command for each thing a developer does.

    python3 dev.py run [-- ARGS]    start the program (ARGS go to main.py)
    python3 dev.py test [ARGS]      run the tests (ARGS go to pytest)
    python3 dev.py check            style, types and the rules of the house
    python3 dev.py bench [ARGS]     measure what things cost
    python3 dev.py build            make the folder that runs on a laptop without Python

On Windows type `py dev.py run`. The first use makes .venv from packaging/*.lock, and so does the
first use after a lock has changed. Nothing but Python 3.11 or later is needed beforehand.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

HOME = Path(__file__).resolve().parent
PACKAGING = HOME / "packaging"
WINDOWS = sys.platform == "win32"
OLDEST, NEWEST = (3, 11), (3, 13)
RUN, DEV, BUILD = "requirements.lock", "requirements-dev.lock", "requirements-build.lock"
# The development lock holds every line of the running one, so installing it serves both.
SERVES = {RUN: [RUN], DEV: [DEV, RUN], BUILD: [BUILD]}
HEADLESS = ("new", "import", "pack", "check", "backup", "restore", "selftest")
# What Qt asks of Linux beyond its own wheel: from `readelf -d` on QtCore, QtGui, QtWidgets and the
# platform plug-ins "offscreen" and "xcb" of PySide6-Essentials 6.11. Re-check at each Qt release.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}
SCREEN_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


class Stop(Exception):
    """Something a person can mend stands in the way; the message says what."""


def say(sentence: str) -> None:
    """Tell the person what is going on; on stderr, so that `--json` output stays clean."""
    print("dev.py: " + sentence, file=sys.stderr, flush=True)


# --- Python -----------------------------------------------------------------------------------


def check_python(version: tuple[int, int]) -> None:
    """Refuse a Python too old, naming a newer one where the machine has it."""
    here = f"{version[0]}.{version[1]}"
    if version < OLDEST:
        newer = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
        found = next((name for name in newer if python_version(Path(name))), None)
        advice = f"type {found} in its place." if found else "install a newer one and use that."
        raise Stop(f"CSP Desk needs Python 3.{OLDEST[1]} or later, and this is {here}: {advice}")
    if version > NEWEST:
        say(f"this is Python {here}; the newest one tried is 3.{NEWEST[1]}.")


# --- what the system has to bring -------------------------------------------------------------


def missing_libraries(wanted: dict[str, str]) -> dict[str, str]:
    """Those of the wanted shared libraries that Linux cannot load: library to Debian package."""
    missing = {}
    for library, package in wanted.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def missing_venv() -> dict[str, str]:
    """Debian ships Python without the part that makes environments."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return {}
    return {"the venv module of Python": f"python3.{sys.version_info[1]}-venv"}


def missing_for_build() -> dict[str, str]:
    """PyInstaller reads libraries with objdump and needs Python itself as a shared library."""
    missing = {} if shutil.which("objdump") else {"objdump": "binutils"}
    library = sysconfig.get_config_var("INSTSONAME") or ""
    if library.endswith(".a"):
        shared = f"libpython3.{sys.version_info[1]}"
        missing.update(missing_libraries({f"{shared}.so.1.0": shared}))
    return missing


def bring(missing: dict[str, str]) -> None:
    """Install what is missing where that can be done here, or say the one line that does it."""
    if not missing:
        return
    packages = sorted(set(missing.values()))
    names = ", ".join(missing)
    if not shutil.which("apt-get"):
        raise Stop(f"this system lacks {names}: install it with the system's package manager.")
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if os.geteuid() != 0:
        raise Stop(f"this system lacks {names}. Type this, then try again:\n    sudo {line}")
    say(f"installing from the system's packages: {' '.join(packages)}")
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    waiting = ["-o", "DPkg::Lock::Timeout=120"]
    for words in (["update", "-qq"], [*waiting, *line.split()[1:], "-qq"]):
        code = subprocess.run(
            ["apt-get", *words],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        ).returncode
    if code != 0:
        raise Stop(f"the system's packages could not be installed. By hand: {line}")


def bring_system(window: bool) -> None:
    """Everything Linux needs before Qt loads; `window` adds what a real display needs."""
    if not sys.platform.startswith("linux"):
        return
    wanted = dict(QT_LIBRARIES)
    if window and not os.environ.get("WAYLAND_DISPLAY"):
        wanted.update(SCREEN_LIBRARIES)
    missing = missing_libraries(wanted)
    if not (HOME / ".venv").exists():
        # Asked for now rather than a moment later: one line to type is better than two.
        missing.update(missing_venv())
    bring(missing)


# --- the environment --------------------------------------------------------------------------


class Environment:
    """A folder with its own Python and the packages of one or more locks.

    A stamp is the last thing written, so a folder without one was left half-made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.python = folder / ("Scripts/python.exe" if WINDOWS else "bin/python")
        self.stamp = folder / "made-from.json"

    def ready(self, *locks: str) -> Path:
        """The environment's Python, with these locks installed."""
        if self.lacks(locks):
            with only_one(self.folder):
                self.make(locks)
        return self.python

    def lacks(self, locks: tuple[str, ...]) -> list[str]:
        """The locks still to install, in order."""
        made_from = self.made_from()
        return [lock for lock in locks if lock not in made_from]

    def made_from(self) -> dict[str, str]:
        """Lock name to hash; empty where the folder is absent, half-made, stale or broken."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
            locks = dict(stamp["locks"])
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        if any(fingerprint(lock) != made for lock, made in locks.items()):
            return {}
        # A system upgrade may have put another Python behind the same name.
        return locks if python_version(self.python) == stamp.get("python") else {}

    def make(self, locks: tuple[str, ...]) -> None:
        """Install what is lacking; start again from nothing unless what is there is whole."""
        made_from = self.made_from()
        if not made_from:
            self.begin()
        for lock in self.lacks(locks):
            # Taken away first: an install cut short must not look whole afterwards.
            self.stamp.unlink(missing_ok=True)
            self.install(lock)
            made_from.update({name: fingerprint(name) for name in SERVES[lock]})
            self.write_stamp(made_from)

    def begin(self) -> None:
        if sys.platform.startswith("linux"):
            bring(missing_venv())
        if self.folder.exists():
            say(f"{self.shown} is out of date or half-made: making it anew.")
            remove(self.folder)
        else:
            say(f"first use: making {self.shown}.")
        # Not venv.create(): this very script may be running on the folder's own Python.
        base = getattr(sys, "_base_executable", None) or sys.executable
        if subprocess.call([base, "-m", "venv", str(self.folder)], stdin=subprocess.DEVNULL) != 0:
            remove(self.folder)
            raise Stop(f"{self.shown} could not be made; the lines above say why.")

    def install(self, lock: str) -> None:
        say(f"installing the exact packages of packaging/{lock} (some minutes the first time).")
        words = "-m pip install --require-hashes --only-binary=:all: --no-input --quiet"
        command = [str(self.python), *words.split(), "--disable-pip-version-check", "--requirement"]
        if subprocess.call([*command, str(PACKAGING / lock)], stdin=subprocess.DEVNULL) != 0:
            raise Stop("the packages could not be installed; the lines above say why. Try again.")

    def write_stamp(self, locks: dict[str, str]) -> None:
        stamp = {"python": python_version(self.python), "locks": locks}
        partial = self.stamp.with_suffix(".partial")
        partial.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
        partial.replace(self.stamp)

    @property
    def shown(self) -> str:
        """The folder as a person in the checkout would name it."""
        inside = HOME in self.folder.parents
        return str(self.folder.relative_to(HOME) if inside else self.folder)


def fingerprint(lock: str) -> str:
    """SHA-256 of a lock's text; line ends do not count, since Git may change them on Windows."""
    text = (PACKAGING / lock).read_bytes().replace(b"\r\n", b"\n")
    return hashlib.sha256(text).hexdigest()


def python_version(python: Path) -> str:
    """ "3.11" for a Python that starts, "" for one that does not."""
    command = [str(python), "-I", "-S", "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout.strip()


def remove(folder: Path) -> None:
    """Take a folder away, or say why it stays."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        advice = "close what uses it and try again."
        raise Stop(f"{folder.name} could not be removed ({error}): {advice}") from error


if sys.platform == "win32":
    import msvcrt

    def hold(file: IO[bytes]) -> None:
        """Lock the first byte of a file; Windows gives up after ten seconds, this does not."""
        while True:
            try:
                return msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
            except OSError:
                continue

else:
    import fcntl

    def hold(file: IO[bytes]) -> None:
        """Lock a file, waiting for whoever holds it."""
        fcntl.flock(file, fcntl.LOCK_EX)


class only_one:  # noqa: N801 - reads as a verb at the `with`
    """Two commands started at once must not build the same environment: the second waits.

    The operating system drops the lock when its holder dies, so a crash leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        self.path = HOME / "build" / (folder.name.lstrip(".") + ".lock")

    def __enter__(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        self.file = self.path.open("a+b")
        hold(self.file)

    def __exit__(self, *exc: object) -> None:
        self.file.close()


# --- the commands -----------------------------------------------------------------------------


def call(
    command: list[str | Path], more: dict[str, str] | None = None, folder: Path | None = HOME
) -> int:
    """Run a command in a folder (None: where we are), with `more` environment; its exit code.

    Ctrl-C reaches the command too and is its own to answer.
    """
    words = [str(word) for word in command]
    process = subprocess.Popen(words, cwd=folder, env={**os.environ, **(more or {})})
    while True:
        try:
            code = process.wait()
        except KeyboardInterrupt:
            continue
        return code if code >= 0 else 128 - code


def offscreen() -> dict[str, str]:
    """Tests draw into memory, so that no window flashes up and no display is needed."""
    return {"QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}


def wants_window(args: list[str]) -> bool:
    """Whether main.py would open its window with these arguments."""
    return not any(word in (*HEADLESS, "-h", "--help", "--version") for word in args[:1])


def has_display() -> bool:
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def run(args: list[str]) -> int:
    window = wants_window(args)
    if window and not has_display():
        raise Stop(
            "there is no display here, so the window cannot open. These work without one:\n"
            + "\n".join(f"    python3 dev.py run -- {word} --help" for word in HEADLESS)
        )
    if window:
        bring_system(window=True)
    python = Environment(HOME / ".venv").ready(RUN)
    # Not in the checkout: a file named on the command line lies where the person is.
    return call([python, HOME / "main.py", *args], folder=None)


def test(args: list[str]) -> int:
    bring_system(window=False)
    python = Environment(HOME / ".venv").ready(DEV)
    pytest: list[str | Path] = [python, "-m", "pytest"]
    return call([*pytest, *args], offscreen()) if args else in_halves(pytest)


# The screens take as long as all the rest: two cores are done with both in half the time.
HALVES = (["--ignore=tests/ui", "tests"], ["tests/ui"])


def in_halves(pytest: list[str | Path]) -> int:
    """Run both halves of the tests at once; the exit code of the first that fails, else 0."""
    rest, screens = ([*map(str, pytest), *half] for half in HALVES)
    env = {**os.environ, **offscreen()}
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as kept:
        beside = subprocess.Popen(screens, cwd=HOME, env=env, stdout=kept, stderr=kept)
        first, second = call(list(rest), offscreen()), beside.wait()
        kept.seek(0)
        print(kept.read(), end="", flush=True)
    return first or abs(second)


def check(args: list[str]) -> int:
    bring_system(window=False)
    python = Environment(HOME / ".venv").ready(DEV)
    steps = {
        "style (ruff)": ["ruff", "check", "--no-cache", "."],
        "types (mypy)": ["mypy"],
        "the rules of the house": ["pytest", "tests/architecture", *args],
    }
    failed = []
    for name, words in steps.items():
        say(name)
        if call([python, "-m", *words], offscreen()) != 0:
            failed.append(name)
    say("failed: " + ", ".join(failed) if failed else "all checks passed.")
    return 1 if failed else 0


def bench(args: list[str]) -> int:
    bring_system(window=False)
    python = Environment(HOME / ".venv").ready(DEV)
    return call([python, "-m", "benchmarks", *args], offscreen())


def build(args: list[str]) -> int:
    """The folder dist/cspdesk, made in an environment of its own, with its selftest passed."""
    if sys.platform.startswith("linux"):
        bring(missing_for_build())
    bring_system(window=True)
    python = Environment(HOME / "build" / "venv").ready(RUN, BUILD)
    pyinstaller: list[str | Path] = [python, "-m", "PyInstaller", "--noconfirm", *args]
    pyinstaller += ["--distpath", HOME / "dist", "--workpath", HOME / "build" / "pyinstaller"]
    code = call([*pyinstaller, PACKAGING / "cspdesk.spec"])
    if code != 0:
        return code
    folder = HOME / "dist" / "cspdesk"
    code = call([python, PACKAGING / "collect_licences.py", "--texts", folder / "licences"])
    if code != 0:
        return code
    program = folder / ("cspdesk.exe" if WINDOWS else "cspdesk")
    with tempfile.TemporaryDirectory() as home:
        more = {"CSPDESK_HOME": home, **offscreen()}
        say("trying the built program: every module, and its selftest")
        code = call([program, "_load-all"], more) or call([program, "selftest"], more)
        if code == 0:
            say("trying the built program: its window")
            wrong = try_window(program, Path(home))
            if wrong:
                say(wrong)
                code = 1
    say(f"built: {folder}" if code == 0 else "the built program failed.")
    return code


def try_window(program: Path, home: Path) -> str:
    """Open the sample in the program's window for a moment; what went wrong, "" for nothing."""
    more = {"CSPDESK_HOME": str(home), **offscreen()}
    sample = home / "sample.cspdesk"
    if call([program, "new", sample, "--sample"], more) != 0:
        return "the sample could not be made."
    window = subprocess.Popen([program, sample], env={**os.environ, **more})
    try:
        # The lock is there once the window holds the file; what it shows is read after that.
        lock, latest = sample.with_name(sample.name + ".lock"), time.monotonic() + 60
        while window.poll() is None and not lock.exists() and time.monotonic() < latest:
            time.sleep(0.2)
        if window.poll() is None and lock.exists():
            time.sleep(3)
    finally:
        ended = window.poll()
        window.kill()
        window.wait()
    log = home / "cspdesk.log"
    said = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    if " ERROR " in said:
        return "the window failed:\n" + said
    if ended is not None:
        return f"the window ended by itself (exit code {ended})."
    return "" if lock.exists() else "the window did not open the sample within a minute."


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "bench": bench,
    "build": build,
}


def main(argv: list[str]) -> int:
    """The command's exit code; 1 with a sentence where something must be mended first; 2 usage."""
    if not argv or argv[0] in ("-h", "--help"):
        print((__doc__ or "").strip())
        return 0 if argv else 2
    name, args = argv[0], argv[1:]
    if name not in COMMANDS:
        say(f"there is no command “{name}”: run, test, check, bench or build.")
        return 2
    try:
        check_python(sys.version_info[:2])
        return COMMANDS[name](args[1:] if args[:1] == ["--"] else args)
    except Stop as reason:
        say(str(reason))
        return 1
    except KeyboardInterrupt:
        say("stopped.")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
