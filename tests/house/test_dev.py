"""dev.py: what it says and does before any package is installed."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="speaks of Linux")


def load(path: Path) -> ModuleType:
    """A fresh copy of the script as a module, so that tests may change its constants."""
    spec = importlib.util.spec_from_file_location("dev_under_test", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def new_checkout(folder: Path) -> ModuleType:
    """dev.py in a checkout of its own whose locks ask for nothing, so that it needs no network."""
    (folder / "packaging").mkdir(parents=True)
    for lock in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        (folder / "packaging" / lock).write_text(f"# {lock} asks for nothing\n")
    return load(Path(shutil.copy(ROOT / "dev.py", folder / "dev.py")))


@pytest.fixture
def dev(tmp_path: Path) -> ModuleType:
    """A checkout before its first use."""
    return new_checkout(tmp_path / "checkout")


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A .venv really made by dev.py (some seconds, hence once), and what was said meanwhile."""
    dev = new_checkout(tmp_path_factory.mktemp("made") / "checkout")
    code = "import dev; dev.Environment(dev.HOME / '.venv').ready(dev.RUN)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=dev.HOME, capture_output=True, text=True, check=True
    )
    return dev.HOME / ".venv", done.stderr


@pytest.fixture
def made(dev: ModuleType, made_once: tuple[Path, str]) -> Any:
    """The checkout with its .venv made for running."""
    shutil.copytree(made_once[0], dev.HOME / ".venv", symlinks=True)
    return dev.Environment(dev.HOME / ".venv")


def stamp(dev: ModuleType) -> dict[str, object]:
    return dict(json.loads((dev.HOME / ".venv" / "made-from.json").read_text("utf-8")))


# --- making the environment -------------------------------------------------------------------


def test_the_first_use_makes_it_and_the_next_one_leaves_it_alone(
    dev: ModuleType, made: Any, made_once: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "first use: making .venv" in made_once[1]
    began = time.perf_counter()
    python = made.ready(dev.RUN)
    assert time.perf_counter() - began < 2
    assert capsys.readouterr().err == ""
    assert dev.python_version(python) == f"3.{sys.version_info[1]}"


def test_tests_add_their_packages_and_running_then_asks_for_nothing(
    dev: ModuleType, made: Any
) -> None:
    marker = dev.HOME / ".venv" / "kept"
    marker.touch()
    made.ready(dev.DEV)
    assert marker.exists(), "adding packages need not start from nothing"
    assert set(stamp(dev)["locks"]) == {dev.RUN, dev.DEV}
    assert made.lacks((dev.RUN,)) == []


def test_a_changed_lock_makes_it_anew(
    dev: ModuleType, made: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    marker = dev.HOME / ".venv" / "left from before"
    marker.touch()
    (dev.PACKAGING / dev.RUN).write_text("# changed\n")
    made.ready(dev.RUN)
    assert not marker.exists()
    assert stamp(dev)["locks"] == {dev.RUN: dev.fingerprint(dev.RUN)}
    assert "making it anew" in capsys.readouterr().err


def test_line_ends_do_not_count_as_a_change(dev: ModuleType) -> None:
    before = dev.fingerprint(dev.RUN)
    lock = dev.PACKAGING / dev.RUN
    lock.write_bytes(lock.read_bytes().replace(b"\n", b"\r\n"))
    assert dev.fingerprint(dev.RUN) == before


@pytest.mark.parametrize("damage", ["no stamp", "cut stamp", "no python", "other python"])
def test_a_half_made_or_broken_one_is_not_taken_for_whole(
    dev: ModuleType, made: Any, damage: str
) -> None:
    assert set(made.made_from()) == {dev.RUN}
    if damage == "no stamp":
        made.stamp.unlink()
    elif damage == "cut stamp":
        made.stamp.write_text(made.stamp.read_text("utf-8")[:20])
    elif damage == "no python":
        made.python.unlink()
    else:
        made.stamp.write_text(json.dumps({**stamp(dev), "python": "3.2"}))
    assert made.made_from() == {}
    assert made.lacks((dev.RUN,)) == [dev.RUN]


def test_an_install_that_fails_leaves_nothing_that_looks_whole(dev: ModuleType, made: Any) -> None:
    (dev.PACKAGING / dev.DEV).write_text("no-hash-here==1.0\n")
    with pytest.raises(dev.Stop, match="could not be installed"):
        made.ready(dev.DEV)
    assert made.made_from() == {}


def test_two_at_once_do_not_make_it_twice(dev: ModuleType) -> None:
    order: list[str] = []
    held = threading.Event()

    def first() -> None:
        with dev.only_one(dev.HOME / ".venv"):
            held.set()
            time.sleep(0.3)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    assert held.wait(10)
    with dev.only_one(dev.HOME / ".venv"):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


# --- what the system lacks --------------------------------------------------------------------


@linux_only
def test_a_library_that_is_not_there_is_named_with_its_package(dev: ModuleType) -> None:
    wanted = {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"}
    assert dev.missing_libraries(wanted) == {"libnowhere.so.9": "libnowhere9"}


@linux_only
def test_whoever_is_not_root_gets_the_one_line_to_type(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: "/usr/bin/" + name)
    with pytest.raises(dev.Stop) as stopped:
        dev.bring({"libEGL.so.1": "libegl1", "libGL.so.1": "libgl1"})
    assert "sudo apt-get install -y --no-install-recommends libegl1 libgl1" in str(stopped.value)


@linux_only
def test_a_system_without_apt_is_told_what_it_lacks(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev.shutil, "which", lambda name: None)
    with pytest.raises(dev.Stop, match=r"lacks libEGL\.so\.1: install it with"):
        dev.bring({"libEGL.so.1": "libegl1"})


@linux_only
def test_a_python_without_venv_is_noticed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert dev.missing_venv() == {}
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda name: None)
    assert list(dev.missing_venv().values()) == [f"python3.{sys.version_info[1]}-venv"]


@linux_only
def test_the_list_of_libraries_is_all_that_qt_asks_of_the_system(dev: ModuleType) -> None:
    if not shutil.which("readelf"):
        pytest.skip("readelf is not here")
    import PySide6

    qt = Path(PySide6.__file__).parent
    files = [qt / f"{name}.abi3.so" for name in ("QtCore", "QtGui", "QtWidgets")]
    libraries = ("Core", "Gui", "Widgets", "DBus", "XcbQpa")
    files += [qt / "Qt" / "lib" / f"libQt6{name}.so.6" for name in libraries]
    files += [qt / "Qt" / "plugins" / "platforms" / f"lib{n}.so" for n in ("qxcb", "qoffscreen")]
    read = subprocess.run(["readelf", "-d", *files], capture_output=True, text=True, check=True)
    needed = set(re.findall(r"\(NEEDED\).*\[(.+)\]", read.stdout))
    assert "libxkbcommon.so.0" in needed
    # Its own, and those no Linux is without: the C and C++ runtimes and zlib.
    brought = ("libQt6", "libpyside6", "libshiboken6", "libicu", "ld-linux")
    everywhere = re.compile(r"lib(c|m|dl|rt|pthread|gcc_s|stdc\+\+|z)\.so\.\d")
    system = {n for n in needed if not n.startswith(brought) and not everywhere.match(n)}
    assert system <= {*dev.QT_LIBRARIES, *dev.SCREEN_LIBRARIES}


# --- what it says -----------------------------------------------------------------------------


@pytest.mark.parametrize("version", [(3, 7), (3, 10)])
def test_a_python_too_old_gets_one_sentence(dev: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(dev.Stop) as stopped:
        dev.check_python(version)
    said = str(stopped.value)
    assert "needs Python 3.11 or later" in said
    assert f"3.{version[1]}" in said
    assert "\n" not in said


@pytest.mark.parametrize("version", [(3, 11), (3, 12), (3, 13)])
def test_a_python_we_promise_is_taken_in_silence(
    dev: ModuleType, version: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    dev.check_python(version)
    assert capsys.readouterr().err == ""


def ask(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """dev.py as a person starts it, without a display unless one is given."""
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, str(ROOT / "dev.py"), *words]
    return subprocess.run(
        command, env=environment | more, capture_output=True, text=True, timeout=60, check=False
    )


@linux_only
def test_without_a_display_it_names_what_works_all_the_same() -> None:
    answer = ask("run")
    assert answer.returncode == 1
    assert "no display" in answer.stderr
    for word in ("new", "import", "pack", "check", "backup", "restore", "selftest"):
        assert f"run -- {word} " in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("args", "window"),
    [
        ([], True),
        (["haringey.cspdesk"], True),
        (["--as-at", "2017-02-09", "haringey.cspdesk"], True),
        (["pack", "haringey.cspdesk", "--out", "pack.pdf"], False),
        (["selftest"], False),
        (["--help"], False),
    ],
)
def test_only_the_window_needs_a_display(dev: ModuleType, args: list[str], window: bool) -> None:
    assert dev.wants_window(args) is window


@pytest.mark.parametrize(("words", "code"), [([], 2), (["--help"], 0), (["dance"], 2)])
def test_usage(words: list[str], code: int) -> None:
    answer = ask(*words)
    assert answer.returncode == code
    assert "build" in answer.stdout + answer.stderr


def test_the_exit_code_of_what_it_starts_comes_back(dev: ModuleType) -> None:
    assert dev.call([sys.executable, "-c", "raise SystemExit(7)"]) == 7


@linux_only
def test_a_program_that_was_killed_is_told_like_a_shell_does(dev: ModuleType) -> None:
    assert dev.call([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]) == 128 + 9


@pytest.mark.usefixtures("made")
def test_arguments_reach_the_program_where_the_person_is(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told = tmp_path / "told.json"
    (dev.HOME / "main.py").write_text(
        "import json, os, sys\n"
        f"json.dump([os.getcwd(), sys.argv[1:]], open({str(told)!r}, 'w'))\n"
        "sys.exit(3)\n"
    )
    monkeypatch.chdir(tmp_path)
    assert dev.main(["run", "--", "check", "my file.cspdesk"]) == 3
    assert json.loads(told.read_text()) == [str(tmp_path), ["check", "my file.cspdesk"]]


@linux_only
def test_loading_a_library_to_look_for_it_is_quick(dev: ModuleType) -> None:
    # It happens at every start; a slow way of asking would be felt.
    began = time.perf_counter()
    dev.missing_libraries({**dev.QT_LIBRARIES, **dev.SCREEN_LIBRARIES})
    assert time.perf_counter() - began < 0.5


def test_the_two_halves_of_the_tests_are_the_whole(dev: ModuleType) -> None:
    rest, screens = dev.HALVES
    assert screens == ["tests/ui"]
    assert rest == ["--ignore=tests/ui", "tests"]


@pytest.mark.parametrize(("codes", "outcome"), [((0, 0), 0), ((1, 0), 1), ((0, 3), 3)])
def test_either_half_that_fails_fails_the_whole(
    dev: ModuleType,
    codes: tuple[int, int],
    outcome: int,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    halves = tuple(["-c", f"print('half'); raise SystemExit({code})"] for code in codes)
    monkeypatch.setattr(dev, "HALVES", halves)
    assert dev.in_halves([sys.executable]) == outcome
    assert capfd.readouterr().out.count("half") == 2
