"""The structure chart as a document: a figure with its words, an outline as lists within lists."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import page
import pikepdf
import pytest
from pack_demo import page_words

from cspdesk.charts.text import PRINT_MEASURE
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs.export import Exported
from cspdesk.packs.landscape import CONTENT_HEIGHT, CONTENT_WIDTH, WIDTH, render_wide
from cspdesk.packs.structure_sheet import export_structure, structure_sheet
from cspdesk.people.commands import RemoveGroup
from cspdesk.people.queries import groups
from cspdesk.people.structure import ChartGroup
from cspdesk.people.structure_pages import structure_pages
from cspdesk.people.structure_queries import structure_groups
from cspdesk.settings.queries import partnership
from db.vocabulary import GroupKind


@pytest.fixture(scope="module")
def made(read_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export_structure(read_desk, tmp_path_factory.mktemp("structure") / "chart.pdf")


def _children(element: pikepdf.Object, role: str) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    held = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in held if isinstance(kid, pikepdf.Dictionary) and kid.get("/S") == role]


def _every(element: pikepdf.Object, role: str) -> list[pikepdf.Object]:
    kids = element.get("/K", [])
    held = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
    found: list[pikepdf.Object] = []
    for kid in held:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            found += ([kid] if role == kid.S else []) + _every(kid, role)
    return found


def test_the_chart_is_one_wide_page_with_the_outline_after_it(made: Exported) -> None:
    assert made.pages == 2
    with pikepdf.open(made.path) as pdf:
        boxes = [[round(float(side)) for side in page_.mediabox] for page_ in pdf.pages]
    assert boxes == [[0, 0, 842, 595]] * 2
    first, second = page_words(made.path.read_bytes())
    assert "Page 1 of 2" in first
    assert "OFFICIAL" in first
    for name in ("Channel Panel", "Gang Action Group", "Health and Wellbeing Board"):
        assert name in " ".join(first.split())
        assert name in " ".join(second.split())


def test_it_passes_the_independent_checker(made: Exported) -> None:
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert [(one.rule_id, one.message) for one in found.failures] == []


def test_a_screen_reader_finds_the_finding_and_lists_within_lists(made: Exported) -> None:
    with pikepdf.open(made.path) as pdf:
        document = pdf.Root.StructTreeRoot.K
        (figure,) = _every(document, "/Figure")
        assert "Channel Panel reports to Haringey Prevent Delivery Group." in str(figure.Alt)
        tops = [one for sect in _children(document, "/Sect") for one in _children(sect, "/L")]
        assert len(tops) == 1
        items = _children(tops[0], "/LI")
        assert len(items) == 5, "the Board and four parallel boards"
        body = _children(items[0], "/LBody")[0]
        assert [str(kid.S) for kid in body.K] == ["/P", "/L"], "its words, then what is under it"
        depth, at = 1, items[0]
        while nested := _every(at, "/L"):
            depth, at = depth + 1, _children(nested[0], "/LI")[-1]
        assert depth >= 3
        assert len(_every(document, "/LI")) == 17


def test_the_same_groups_make_the_same_bytes(read_desk: Desk) -> None:
    drawn, owner = read_desk.ask(structure_groups), read_desk.ask(partnership)
    one, other = (render_wide(structure_sheet(drawn, owner, read_desk.today)) for _ in range(2))
    assert one == other


def test_many_groups_go_over_pages_that_name_their_part(read_desk: Desk) -> None:
    owner = read_desk.ask(partnership)
    many = [ChartGroup(1, None, "Board", "Board", GroupKind.BOARD, "Co-chairs")]
    chair = "Assistant Director, Early Help and Prevention"
    many += [
        ChartGroup(n, 1, f"O’Neill and Şükrü’s Group {n}", "G", GroupKind.SUB_GROUP, chair)
        for n in range(2, 60)
    ]
    pages = structure_pages(many, CONTENT_WIDTH, CONTENT_HEIGHT - 76, PRINT_MEASURE)
    data, count = render_wide(structure_sheet(many, owner, dt.date(2017, 2, 9)))
    assert count > len(pages) > 1
    said = page_words(data)
    assert "part 1" in said[0]
    assert f"Part 2 of {len(pages)}" in " ".join(said[1].split())
    assert all("Board" in words for words in said[: len(pages)])
    assert WIDTH > CONTENT_WIDTH


def test_a_file_without_groups_says_so(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "new.cspdesk", as_at=dt.date(2017, 2, 9)) as desk:
        for group in reversed(desk.ask(groups)):
            desk.run(RemoveGroup(group.id, group.version))
        with pytest.raises(WorldError, match="no chart"):
            export_structure(desk, tmp_path / "none.pdf")
        assert not (tmp_path / "none.pdf").exists()
