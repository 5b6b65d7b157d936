"""The rules of the house as functions: a source tree in, breaches out (a sentence each).

Everything is read from the syntax tree, so an import inside a function counts like one at the top,
and nothing of the program runs.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

FLOORS = ("db", "cspdesk", "ui")
LONGEST_FUNCTION = 80
LONGEST_FILE = 500

# Whoever talks to SQLite itself; everything else must work on another engine.
SQLITE_ROOMS = ("engine", "search", "backup", "lock", "upgrade", "store")
SQLITE_FILES = tuple(f"db/{room}.py" for room in SQLITE_ROOMS)

# The program opens no socket. urllib.parse only handles text.
NETWORK = (
    "socket", "socketserver", "ssl", "http", "urllib.request", "urllib.error", "urllib.robotparser",
    "urllib3", "requests", "httpx", "aiohttp", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc",
    "asyncio", "PySide6.QtNetwork", "PySide6.QtWebSockets",
)  # fmt: skip

PURE_KPI = ("periods", "targets", "rag", "spc", "highlight")


@dataclass(frozen=True)
class Import:
    """One imported name with its full path ("db.vocabulary.Rag") and its line."""

    name: str
    line: int

    def is_of(self, *packages: str) -> bool:
        return any(self.name == p or self.name.startswith(p + ".") for p in packages)


@dataclass(frozen=True)
class Rule:
    """Which files it is for (by path from the root, with slashes) and which imports break it."""

    says: str
    applies: Callable[[str], bool]
    breaks: Callable[[Import], bool]
    except_in: tuple[str, ...] = field(default=())


def ours(root: Path) -> list[Path]:
    """Every Python file of the program itself: the three floors and main.py."""
    files = [path for floor in FLOORS for path in sorted((root / floor).rglob("*.py"))]
    return [*files, *(path for path in [root / "main.py"] if path.exists())]


def read(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports_of(path: Path, root: Path) -> Iterator[Import]:
    """Every import of a file, wherever it stands, also by importlib.import_module("name")."""
    package = path.relative_to(root).with_suffix("").parts[:-1]
    for node in ast.walk(read(path)):
        if isinstance(node, ast.Import):
            yield from (Import(alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield from (Import(f"{base}.{alias.name}", node.lineno) for alias in node.names)
        elif isinstance(node, ast.Call):
            yield from by_name(node)


def by_name(node: ast.Call) -> Iterator[Import]:
    """The module that a call asks for by a name written out in the source."""
    called = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if called in ("import_module", "__import__") and node.args:
        wanted = node.args[0]
        if isinstance(wanted, ast.Constant) and isinstance(wanted.value, str):
            yield Import(wanted.value, node.lineno)


def under(*folders: str) -> Callable[[str], bool]:
    return lambda where: where.startswith(tuple(f"{folder}/" for folder in folders))


def is_pure(where: str) -> bool:
    """Rules and charts: values in, values out."""
    parts = where.removesuffix(".py").split("/")
    if parts[0] != "cspdesk":
        return False
    return (
        parts[-1] == "rules"
        or parts[1] == "charts"
        or (parts[1] == "kpis" and parts[-1] in PURE_KPI)
    )


IMPORT_RULES = [
    Rule(
        "ui imports of db only db.vocabulary and db.changes",
        under("ui"),
        lambda i: i.is_of("db") and not i.is_of("db.vocabulary", "db.changes"),
    ),
    Rule("ui knows no SQL", under("ui"), lambda i: i.is_of("sqlalchemy", "sqlite3", "alembic")),
    Rule(
        "cspdesk knows no window",
        under("cspdesk"),
        lambda i: i.is_of("PySide6", "pyqtgraph", "shiboken6", "ui", "main"),
    ),
    Rule(
        "db imports nothing of ours above it",
        under("db"),
        lambda i: i.is_of("cspdesk", "ui", "main", "PySide6", "pyqtgraph", "shiboken6"),
    ),
    Rule(
        "migrations are frozen: they never follow today's tables",
        under("db/migrations"),
        lambda i: i.is_of("db.tables"),
    ),
    Rule(
        "rules are pure: no database",
        is_pure,
        lambda i: (i.is_of("db") and not i.is_of("db.vocabulary")) or i.is_of("sqlalchemy"),
    ),
    Rule(
        "rules are pure: they call no command, query or desk",
        is_pure,
        lambda i: (
            i.is_of("cspdesk.desk") or bool(re.match(r"cspdesk\.\w+\.(commands|queries)\b", i.name))
        ),
    ),
    Rule(
        "only the SQLite rooms of db know SQLite",
        lambda where: True,
        lambda i: i.is_of("sqlite3", "sqlalchemy.dialects.sqlite"),
        except_in=SQLITE_FILES,
    ),
    Rule("the program opens no socket", lambda where: True, lambda i: i.is_of(*NETWORK)),
    Rule(
        "the program imports neither its tests nor its tools",
        lambda where: True,
        lambda i: i.is_of("tests", "benchmarks", "dev", "packaging", "pytest", "hypothesis"),
    ),
]


def broken_imports(root: Path) -> list[str]:
    """Each import that breaks a rule: "ui/x.py:3 imports sqlite3: ui knows no SQL"."""
    breaches = []
    for path in ours(root):
        where = path.relative_to(root).as_posix()
        rules = [r for r in IMPORT_RULES if r.applies(where) and where not in r.except_in]
        for found in imports_of(path, root):
            breaches += [
                f"{where}:{found.line} imports {found.name}: {rule.says}"
                for rule in rules
                if rule.breaks(found)
            ]
    return breaches


def docstrings(tree: ast.Module) -> set[int]:
    """Ids of the constants that are only documentation (any bare string)."""
    return {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def sqlite_words(root: Path) -> list[str]:
    """Each PRAGMA or sqlite3 in code or SQL outside the SQLite rooms; prose may name them."""
    breaches = []
    for path in ours(root):
        where = path.relative_to(root).as_posix()
        if where in SQLITE_FILES:
            continue
        tree = read(path)
        prose = docstrings(tree)
        for node in ast.walk(tree):
            text = node.value if isinstance(node, ast.Constant) else getattr(node, "id", None)
            if not isinstance(text, str) or id(node) in prose:
                continue
            if re.search(r"\bpragma\b|\bsqlite3\b|\bsqlite_master\b", text, re.IGNORECASE):
                breaches.append(f"{where}:{node.lineno} names {text.strip()[:40]!r}")
    return breaches


def functions(tree: ast.Module) -> Iterator[tuple[str, int, int]]:
    """Name, line and length in lines (from `def` to the end) of every function."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            last = node.end_lineno or node.lineno
            yield node.name, node.lineno, last - node.lineno + 1


def budgeted(root: Path) -> list[Path]:
    """Files under the size budget: ours, dev.py and packaging, without the frozen migrations."""
    tools = [*sorted((root / "packaging").glob("*.py")), *sorted(root.glob("dev.py"))]
    benchmarks = sorted((root / "benchmarks").rglob("*.py"))
    return [p for p in [*ours(root), *tools, *benchmarks] if "migrations" not in p.parts]


def over_budget(root: Path) -> list[str]:
    """Files and functions longer than the house allows."""
    breaches = []
    for path in budgeted(root):
        where = path.relative_to(root).as_posix()
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            breaches.append(f"{where} has {lines} lines, over {LONGEST_FILE}")
        breaches += [
            f"{where}:{line} {name}() has {length} lines, over {LONGEST_FUNCTION}"
            for name, line, length in functions(read(path))
            if length > LONGEST_FUNCTION
        ]
    return breaches


def usual_lengths(root: Path) -> tuple[float, float]:
    """Median and ninth decile of the lengths of our functions, in lines."""
    lengths = [length for path in budgeted(root) for _, _, length in functions(read(path))]
    return median(lengths), quantiles(lengths, n=10)[-1]


def python_in_resources(root: Path) -> list[str]:
    """Resources are data: a program hidden there would escape every other rule."""
    return [
        path.relative_to(root).as_posix()
        for path in sorted((root / "resources").rglob("*"))
        if path.suffix in (".py", ".pyc", ".pyw", ".pyd", ".so", ".dll")
    ]


# In pieces, so that this very file does not hold what it looks for.
REGISTRIES = ("pypi" + ".org", "python" + "hosted.org", "debian" + ".org", "registry.npm" + "js")
MACHINE = tuple(r"(?<![\w.])/" + folder + "/" for folder in ("work", "root", "tmp/w"))


def tied_to_a_machine(texts: dict[str, bytes]) -> list[str]:
    """Files (name to content) that name a package registry's address or a developer's own path."""
    pattern = re.compile("|".join([*map(re.escape, REGISTRIES), *MACHINE]).encode())
    return [
        f"{name} names {found.group().decode()}"
        for name, content in texts.items()
        if (found := pattern.search(content))
    ]


def foreign_imports(path: Path, root: Path, allowed: frozenset[str]) -> list[str]:
    """Imports of a file whose top package is not among the allowed ones."""
    where = path.relative_to(root).as_posix()
    return [
        f"{where}:{found.line} imports {found.name}"
        for found in imports_of(path, root)
        if found.name.partition(".")[0] not in allowed
    ]
