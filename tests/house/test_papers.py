"""README, changelog and decisions say what is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAPERS = [
    ROOT / "README.md",
    ROOT / "packaging" / "README.md",
    *sorted((ROOT / "docs" / "decisions").glob("*.md")),
]


def names_of_pages() -> list[str]:
    return [path.name for path in PAPERS if re.match(r"\d{4}-", path.name)]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[)#]", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_index_lists_every_decision() -> None:
    index = (ROOT / "docs" / "decisions" / "README.md").read_text("utf-8")
    assert re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", index) == names_of_pages()


@pytest.mark.parametrize("name", names_of_pages())
def test_a_decision_has_its_four_parts(name: str) -> None:
    text = (ROOT / "docs" / "decisions" / name).read_text("utf-8")
    assert re.match(rf"# {int(name[:4])}\. .+\?\n", text)
    for part in ("Decision", "Why", "Alternatives"):
        assert f"**{part}.**" in text


def test_the_readme_lists_the_headless_commands_there_are() -> None:
    command = [sys.executable, str(ROOT / "main.py"), "--help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    there_are = re.findall(r"^    (\w+) ", shown, re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    table = readme.partition("## Without the window")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `(\w+)", table, re.MULTILINE) == there_are


def test_dev_knows_the_same_headless_commands_as_the_program() -> None:
    dev = (ROOT / "dev.py").read_text("utf-8")
    main = (ROOT / "main.py").read_text("utf-8")
    in_dev = re.search(r"^HEADLESS = \((.+?)\)", dev, re.MULTILINE | re.DOTALL)
    in_main = re.search(r"^HEADLESS = frozenset\(\s*\{(.+?)\}", main, re.MULTILINE | re.DOTALL)
    assert in_dev is not None
    assert in_main is not None
    words = set(re.findall(r'"(\w+)"', in_main[1]))
    assert set(re.findall(r'"(\w+)"', in_dev[1])) == words


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.search(r"^## \[Unreleased\]$", text, re.MULTILINE)
