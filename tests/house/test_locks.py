"""The lock files name everything, exactly, for Linux and Windows and each Python we promise."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
RUN, DEV, BUILD = "requirements.lock", "requirements-dev.lock", "requirements-build.lock"

MACHINES = [
    {"sys_platform": system, "platform_system": name, "os_name": os, "python_version": version,
     "python_full_version": f"{version}.1", "platform_machine": machine, "extra": "",
     "implementation_name": "cpython", "platform_python_implementation": "CPython"}
    for system, name, os, machine in
    [("linux", "Linux", "posix", "x86_64"), ("win32", "Windows", "nt", "AMD64")]
    for version in ("3.11", "3.12", "3.13")
]  # fmt: skip


def entries(lock: str) -> dict[str, tuple[str, int]]:
    """Package name to version and number of hashes."""
    found: dict[str, tuple[str, int]] = {}
    name = ""
    for line in (PACKAGING / lock).read_text(encoding="utf-8").splitlines():
        if start := re.match(r"([\w.-]+)==(\S+)", line):
            name = str(canonicalize_name(start[1]))
            found[name] = (start[2], 0)
        elif re.match(r"\s+--hash=sha256:[0-9a-f]{64}\b", line):
            found[name] = (found[name][0], found[name][1] + 1)
    return found


def asked(source: str) -> list[Requirement]:
    """The requirements of an .in file, without its -r and -c lines and its comments."""
    lines = (PACKAGING / source).read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("lock", [RUN, DEV, BUILD])
def test_every_package_is_exact_and_has_hashes(lock: str) -> None:
    text = (PACKAGING / lock).read_text(encoding="utf-8")
    found = entries(lock)
    assert len(found) > 3
    assert [name for name, (_, hashes) in found.items() if hashes == 0] == []
    starts = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert len(starts) == len(found), "a line that is no exact requirement"


@pytest.mark.parametrize("lock", [RUN, DEV, BUILD])
def test_a_lock_names_no_address_and_no_folder(lock: str) -> None:
    text = (PACKAGING / lock).read_text(encoding="utf-8")
    assert re.findall(r"\S*://\S*|--\w*(?:index|find-links|trusted)\S*|(?:^|\s)/\S+", text) == []


def test_the_running_lock_answers_what_the_project_file_asks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {canonicalize_name(r.name): r for r in asked("requirements.in")}
    locked = entries(RUN)
    for line in project["dependencies"]:
        wanted = Requirement(line)
        name = canonicalize_name(wanted.name)
        assert named[name].specifier == wanted.specifier, f"{name} differs in requirements.in"
        assert wanted.specifier.contains(locked[name][0])


def test_the_development_lock_answers_what_the_project_file_asks() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {str(Requirement(line)) for line in project["optional-dependencies"]["dev"]}
    assert {str(r) for r in asked("requirements-dev.in")} == wanted


def test_the_development_lock_holds_the_running_one() -> None:
    # dev.py takes an environment for tests as good enough to run the program.
    running, development = entries(RUN), entries(DEV)
    assert {name: development.get(name) for name in running} == running


def test_the_build_lock_shares_its_versions_with_the_running_one() -> None:
    running = {name: version for name, (version, _) in entries(RUN).items()}
    build = {name: version for name, (version, _) in entries(BUILD).items()}
    assert {n: v for n, v in build.items() if n in running} == {
        n: v for n, v in running.items() if n in build
    }


@pytest.mark.parametrize("machine", MACHINES, ids=lambda m: m["sys_platform"] + m["python_version"])
@pytest.mark.parametrize("lock", [RUN, DEV])
def test_nothing_is_asked_for_that_is_not_locked(lock: str, machine: dict[str, str]) -> None:
    # A lock made on Linux leaves out what only Windows asks for, unless it is named by hand.
    locked = entries(lock)
    lacking = []
    for name in locked:
        try:
            needs = distribution(name).requires or []
        except PackageNotFoundError:
            pytest.skip(f"{name} is not installed here")
        lacking += [
            f"{name} needs {need.name}"
            for need in map(Requirement, needs)
            if (need.marker is None or need.marker.evaluate(dict(machine)))
            and canonicalize_name(need.name) not in locked
        ]
    assert lacking == []


def test_the_qt_that_kills_older_pythons_is_not_locked() -> None:
    assert entries(RUN)["pyside6-essentials"][0].startswith("6.11.")
