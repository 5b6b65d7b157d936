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
    *sorted((ROOT / "docs" / "guide").glob("*.md")),
]
PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.png"))


def names_of_pages() -> list[str]:
    return [path.name for path in PAPERS if re.match(r"\d{4}-", path.name)]


def anchors(paper: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.MULTILINE)
    return {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings
    }


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_link_leads_somewhere(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[)#]", paper.read_text("utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_link_into_a_page_finds_its_heading(paper: Path) -> None:
    links = re.findall(r"\]\(([^)#]*)#([^)]+)\)", paper.read_text("utf-8"))
    pages = [(paper.parent / page if page else paper, heading) for page, heading in links]
    assert [heading for page, heading in pages if heading not in anchors(page)] == []


def test_the_guide_lists_every_page_of_it() -> None:
    guide = ROOT / "docs" / "guide"
    listed = re.findall(r"\]\((\d+-[\w-]+\.md)\)", (guide / "README.md").read_text("utf-8"))
    pages = (path.name for path in guide.glob("*-*.md"))
    assert listed == sorted(pages, key=lambda name: int(name.partition("-")[0]))


def test_every_picture_is_shown_somewhere_and_none_is_too_large() -> None:
    shown = "".join(paper.read_text("utf-8") for paper in PAPERS)
    assert len(PICTURES) > 5
    assert [path.name for path in PICTURES if f"pictures/{path.name}" not in shown] == []
    assert [path.name for path in PICTURES if path.stat().st_size > 200_000] == []


def test_the_guide_names_the_keys_that_the_screens_name() -> None:
    pages = (ROOT / "docs" / "guide").glob("*.md")
    guide = "".join(path.read_text("utf-8") for path in pages)
    menus = (ROOT / "ui" / "widgets" / "menus.py").read_text("utf-8")
    screens = (ROOT / "ui" / "pages.py").read_text("utf-8")
    keys = re.findall(r'"((?:Ctrl\+|F)[\w+=-]+)"', menus + screens)
    lacking = {key for key in keys if key.replace("+", " ").replace("-", "−") not in guide}
    assert lacking <= {"Ctrl++", "Ctrl+=", "Ctrl+Shift+Z"}, "other keys for what is listed"


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
