"""The house is as the design draws it, and the checks that say so can fail."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import house_rules
import pytest

ROOT = Path(__file__).parents[2]


def plant(root: Path, where: str, source: str) -> Path:
    """A file in a house of its own."""
    path = root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return path


def committed_texts() -> dict[str, bytes]:
    """Every file that Git tracks or would (not ignored), by its path."""
    if not shutil.which("git"):
        pytest.skip("Git is not here")
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a Git checkout")
    names = listed.stdout.decode().split("\0")
    return {name: (ROOT / name).read_bytes() for name in names if (ROOT / name).is_file()}


# --- the house as it stands -------------------------------------------------------------------


def test_imports_only_point_down() -> None:
    assert house_rules.broken_imports(ROOT) == []


def test_only_the_sqlite_rooms_speak_sqlite() -> None:
    assert house_rules.sqlite_words(ROOT) == []


def test_no_file_and_no_function_is_over_its_budget() -> None:
    assert house_rules.over_budget(ROOT) == []


def test_functions_are_short_as_a_rule() -> None:
    middle, ninth_decile = house_rules.usual_lengths(ROOT)
    assert middle <= 10
    assert ninth_decile <= 30


def test_resources_hold_no_program() -> None:
    assert house_rules.python_in_resources(ROOT) == []


def test_no_file_names_a_registry_or_a_developers_machine() -> None:
    assert house_rules.tied_to_a_machine(committed_texts()) == []


@pytest.mark.parametrize("tool", ["dev.py", "packaging/collect_licences.py"])
def test_the_tools_need_nothing_but_python(tool: str) -> None:
    allowed = frozenset(sys.stdlib_module_names)
    assert house_rules.foreign_imports(ROOT / tool, ROOT, allowed) == []


def test_the_three_floors_are_there_to_be_checked() -> None:
    found = {path.relative_to(ROOT).parts[0] for path in house_rules.ours(ROOT)}
    assert set(house_rules.FLOORS) <= found


# --- the checks themselves --------------------------------------------------------------------

BREACHES = [
    ("ui/home/page.py", "import sqlalchemy"),
    ("ui/home/page.py", "def late():\n    from sqlite3 import connect"),
    ("ui/home/page.py", "from db.tables.people import Person"),
    ("ui/home/page.py", "from db import tables"),
    ("ui/home/page.py", "from db import *"),
    ("ui/home/page.py", "import db.vocabulary, db.store"),
    ("ui/home/page.py", "import importlib\nimportlib.import_module('db.store')"),
    ("cspdesk/desk.py", "from PySide6.QtCore import QObject"),
    ("cspdesk/desk.py", "if True:\n    import pyqtgraph.exporters"),
    ("cspdesk/desk.py", "from ui import bus"),
    ("cspdesk/desk.py", "__import__('shiboken6')"),
    ("db/store.py", "from cspdesk.errors import RuleBroken"),
    ("db/store.py", "import ui.bus"),
    ("db/migrations/versions/first.py", "from db.tables import people"),
    ("db/migrations/env.py", "from ..tables import people"),
    ("cspdesk/agenda/rules.py", "import sqlalchemy.orm"),
    ("cspdesk/agenda/rules.py", "from db.tables.agenda import Item"),
    ("cspdesk/agenda/rules.py", "from .commands import AddItem"),
    ("cspdesk/agenda/rules.py", "from .. import desk"),
    ("cspdesk/kpis/spc.py", "from db.unit_of_work import UnitOfWork"),
    ("cspdesk/charts/trend.py", "from cspdesk.kpis.queries import series"),
    ("cspdesk/cli.py", "import sqlite3"),
    ("db/history.py", "import sqlite3"),
    ("db/tables/people.py", "from sqlalchemy.dialects.sqlite import insert"),
    ("cspdesk/mail/drafts.py", "import smtplib"),
    ("cspdesk/paths.py", "import socket"),
    ("ui/app.py", "from PySide6.QtNetwork import QLocalServer"),
    ("ui/app.py", "from urllib.request import urlopen"),
    ("main.py", "import http.client"),
    ("cspdesk/cli.py", "from tests import conftest"),
]


@pytest.mark.parametrize(("where", "source"), BREACHES)
def test_a_breach_is_found(tmp_path: Path, where: str, source: str) -> None:
    plant(tmp_path, where, source)
    assert len(house_rules.broken_imports(tmp_path)) >= 1


ALLOWED = [
    ("ui/home/page.py", "from db.vocabulary import Rag\nfrom db import changes, vocabulary"),
    ("ui/home/page.py", "from cspdesk.agenda.queries import lines\nimport PySide6.QtWidgets"),
    ("ui/dbase.py", "import database"),
    ("cspdesk/agenda/commands.py", "from db.tables.agenda import Item\nimport sqlalchemy"),
    ("cspdesk/agenda/rules.py", "from db.vocabulary import Rag\nfrom ..errors import RuleBroken"),
    ("cspdesk/kpis/sums.py", "from db.store import Store"),
    ("cspdesk/mail/drafts.py", "from urllib.parse import quote"),
    ("db/engine.py", "import sqlite3\nfrom sqlalchemy.dialects import sqlite"),
    ("db/migrations/versions/first.py", "import sqlalchemy\nfrom alembic import op"),
]


@pytest.mark.parametrize(("where", "source"), ALLOWED)
def test_what_the_design_allows_is_no_breach(tmp_path: Path, where: str, source: str) -> None:
    plant(tmp_path, where, source)
    assert house_rules.broken_imports(tmp_path) == []


def test_a_pragma_is_found_in_code_and_not_in_prose(tmp_path: Path) -> None:
    plant(tmp_path, "cspdesk/a.py", '"""The pragma is set by db.engine."""\n# PRAGMA: see there\n')
    plant(tmp_path, "db/engine.py", 'SQL = "PRAGMA foreign_keys=ON"\n')
    assert house_rules.sqlite_words(tmp_path) == []
    plant(tmp_path, "cspdesk/b.py", 'SQL = f"pragma {1}"\n')
    plant(tmp_path, "db/history.py", "def f(c):\n    return sqlite3.connect(c)\n")
    assert [line.partition(" ")[0] for line in house_rules.sqlite_words(tmp_path)] == [
        "db/history.py:2",
        "cspdesk/b.py:1",
    ]


def long_function(lines: int) -> str:
    return "def f():\n" + "    x = 1\n" * (lines - 1)


def test_a_function_over_eighty_lines_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "ui/a.py", long_function(80))
    assert house_rules.over_budget(tmp_path) == []
    plant(tmp_path, "ui/b.py", long_function(81))
    plant(tmp_path, "db/migrations/versions/first.py", long_function(200))
    assert house_rules.over_budget(tmp_path) == ["ui/b.py:1 f() has 81 lines, over 80"]


def test_a_file_over_five_hundred_lines_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "db/a.py", "x = 1\n" * 500)
    assert house_rules.over_budget(tmp_path) == []
    plant(tmp_path, "dev.py", "x = 1\n" * 501)
    assert house_rules.over_budget(tmp_path) == ["dev.py has 501 lines, over 500"]


def test_usual_lengths_are_measured(tmp_path: Path) -> None:
    plant(tmp_path, "db/a.py", "\n".join(long_function(n) for n in range(2, 13)))
    middle, ninth_decile = house_rules.usual_lengths(tmp_path)
    assert (middle, round(ninth_decile)) == (7, 12)


def test_a_program_in_resources_is_found(tmp_path: Path) -> None:
    plant(tmp_path, "resources/help/index.html", "<p>")
    assert house_rules.python_in_resources(tmp_path) == []
    plant(tmp_path, "resources/fonts/build.py", "")
    assert house_rules.python_in_resources(tmp_path) == ["resources/fonts/build.py"]


@pytest.mark.parametrize(
    "text",
    [
        "--index-url https://" + "pypi" + ".org/simple",
        "see " + "/" + "work/main/dev.py",
        "cd " + "/" + "root/project",
    ],
)
def test_a_tied_file_is_found(text: str) -> None:
    assert len(house_rules.tied_to_a_machine({"a.lock": text.encode()})) == 1


def test_an_ordinary_path_ties_a_file_to_nothing() -> None:
    text = b"build/work/x, docs/work/y.md, /usr/share, teamwork/root/z"
    assert house_rules.tied_to_a_machine({"a.md": text}) == []


def test_a_tool_that_needs_a_package_is_found(tmp_path: Path) -> None:
    path = plant(tmp_path, "dev.py", "import json\nimport requests\n")
    found = house_rules.foreign_imports(path, tmp_path, frozenset(sys.stdlib_module_names))
    assert found == ["dev.py:2 imports requests"]
