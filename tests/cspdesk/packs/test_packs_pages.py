"""The pages of the sample's Board pack: each part on its pages, what belongs together on one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pikepdf
import pytest
from pack_demo import page_words
from pikepdf import Name

from cspdesk.agenda.commands import EditItem
from cspdesk.agenda.queries import item_cards
from cspdesk.desk import Desk
from cspdesk.kpis.highlight_report import highlight_report
from cspdesk.meetings.queries import meeting
from cspdesk.packs.board.facts import PackFacts, read_pack
from cspdesk.packs.board.kpi_appendix import runs_of
from cspdesk.packs.board.pack import board_pack
from cspdesk.packs.export import Exported, export_board_pack, meeting_for
from cspdesk.packs.pdf.check import audit

Found = dict[str, tuple[int, int]]


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk.create(tmp_path_factory.mktemp("pages") / "sample.cspdesk", sample=True) as made:
        yield made


@pytest.fixture(scope="module")
def made(desk: Desk) -> Exported:
    return export_board_pack(
        desk, desk.path.parent / "pack.pdf", meeting_id=meeting_for(desk, "next")
    )


@pytest.fixture(scope="module")
def words(made: Exported) -> list[str]:
    return [" ".join(text.split()) for text in page_words(made.path.read_bytes())]


@pytest.fixture(scope="module")
def parts(made: Exported) -> Found:
    """First and last page of each first-level part, by bookmark."""
    with pikepdf.open(made.path) as pdf, pdf.open_outline() as outline:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        starts = [(item.title, places[_target(pdf, item).objgen]) for item in outline.root]
        total = len(pdf.pages)
    ends = [after - 1 for _title, after in starts[1:]] + [total]
    return {
        title: (start, max(start, end)) for (title, start), end in zip(starts, ends, strict=True)
    }


def _target(pdf: pikepdf.Pdf, item) -> pikepdf.Object:
    where = item.destination if item.destination is not None else item.action.D
    if not isinstance(where, pikepdf.Array):
        named = pdf.Root.Dests[str(where)]
        where = named.D if isinstance(named, pikepdf.Dictionary) else named
    return where[0]


def pages_of(parts: Found, beginning: str) -> list[int]:
    """How many pages each part takes whose bookmark begins so."""
    found = [
        end - start + 1 for title, (start, end) in parts.items() if title.startswith(beginning)
    ]
    assert found, f"no part begins with {beginning}"
    return found


@pytest.mark.parametrize(
    ("beginning", "count", "most"),
    [
        ("Board meeting", 1, 1),
        ("Contents", 1, 1),
        ("Agenda", 1, 1),
        ("Item ", 8, 1),
        ("Action log", 1, 2),
        ("Highlight report", 1, 1),
        ("Charts", 4, 1),
        ("Parallel boards", 1, 1),
        ("Background", 1, 2),
        ("Homework", 7, 1),
        ("All indicators", 2, 1),
    ],
)
def test_every_part_takes_no_more_than_its_pages(
    parts: Found, beginning: str, count: int, most: int
) -> None:
    found = pages_of(parts, beginning)
    assert len(found) == count
    assert max(found) <= most


def test_the_pack_follows_the_agenda(parts: Found) -> None:
    order = [title.split(":")[0].split(".")[0] for title in parts]
    at = {name: order.index(name) for name in ("Action log", "Highlight report", "Parallel boards")}
    assert order[at["Action log"] - 1] == "Item 1"
    assert order[at["Highlight report"] - 1] == "Item 2"
    assert order[at["Parallel boards"] - 1] == "Item 8"
    assert order[-1] == "All indicators"


def test_no_page_is_nearly_empty(words: list[str]) -> None:
    assert min(len(text.split()) for text in words) > 80


# ---- what belongs together ----------------------------------------------------------------------


def test_a_panel_its_chart_and_its_judgements_are_on_one_page(made: Exported) -> None:
    """By the pages of the marked content itself, from one finding to the next."""
    with pikepdf.open(made.path) as pdf:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        panels = list(_panels(pdf))
        held = [{places[key] for element in panel for key in _content(element)} for panel in panels]
        roles = [{str(element.S) for element in panel} for panel in panels]
    assert len(panels) == 8
    assert all(len(found) == 1 for found in held)
    assert all({"/H2", "/H3", "/Figure", "/P"} <= found for found in roles)
    assert [len([x for x in held if x == {n}]) for n in sorted(set.union(*held))] == [2, 2, 2, 2]


def _panels(pdf: pikepdf.Pdf) -> Iterator[list]:
    """Runs of elements that begin with a finding, in the sections of charts."""
    for section in _below(pdf.Root.StructTreeRoot.K):
        kids = list(_below(section.K)) if Name.Sect == section.S else []
        if not any(Name.Figure == kid.S for kid in kids) or kids[0].S != Name.H1:
            continue
        starts = [n for n, kid in enumerate(kids) if kid.S == Name.H2]
        end = max(n for n, kid in enumerate(kids) if kid.S == Name.H3) + 2
        for start, after in pairwise([*starts, end]):
            yield kids[start:after]


def _below(kids) -> Iterator[pikepdf.Dictionary]:
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if Name.Document == kid.S:
                yield from _below(kid.K)
            else:
                yield kid


def _content(element, page=None) -> Iterator[tuple[int, int]]:
    """The pages that marked content of an element, and of all below, stands on."""
    page = element.get("/Pg", page)
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            if "/S" in kid:
                yield from _content(kid, page)
            else:
                yield kid.get("/Pg", page).objgen
        else:
            yield page.objgen


def test_a_caseload_on_its_way_up_is_drawn_against_its_path(words: list[str]) -> None:
    (page,) = [text for text in words if "R5. Increase the number of cases" in text]
    assert "Dashed line: the path from 70 in January 2014 to 310 in January 2018." in page
    assert "310 target" in page
    assert "41 short" in page


def test_reasons_for_leaving_out_are_said_once_each(desk: Desk, words: list[str]) -> None:
    card = desk.ask(meeting, meeting_for(desk, "next"))
    assert card is not None
    report = desk.ask(highlight_report, card.cycle_id)
    (page,) = [text for text in words if "Left out, and why" in text]
    for group in report.left_out:
        rated = [line for line in group.lines if line.shown.value != "grey"]
        assert page.count(f"{group.reason}: ") == (1 if rated else 0)
        assert all(line.name in page for line in rated)


def test_no_word_of_an_item_is_left_out_of_the_pack(desk: Desk, words: list[str]) -> None:
    """What moves behind the front sheet is still there."""
    everything = " ".join(words)
    for card in desk.ask(item_cards, meeting_for(desk, "next")):
        fields = (card.purpose_words, card.value_added, card.community_plan, card.community_heard,
                  card.comms_question, card.partner_actions and card.asks[0].what)  # fmt: skip
        for line in (line for text in fields for line in text.splitlines()):
            assert _letters(line) in _letters(everything)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


# ---- other material -----------------------------------------------------------------------------


def test_an_item_with_far_too_much_to_say_still_comes_out_whole(desk: Desk, tmp_path) -> None:
    found = desk.ask(item_cards, meeting_for(desk, "next"))[2]
    long = " ".join(f"Point {n} is what the borough command unit wants to add." for n in range(90))
    desk.run(EditItem(found.id, found.version, value_added=long))
    out = tmp_path / "long.pdf"
    export_board_pack(desk, out, meeting_id=meeting_for(desk, "next"))
    desk.undo()
    said = " ".join(page_words(out.read_bytes()))
    assert all(f"Point {n} is" in " ".join(said.split()) for n in range(90))
    assert audit(out).faults == []


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ([], ""),
        (["R1"], "R1"),
        (["R1", "R2"], "R1, R2"),
        (["R1", "R2", "R3"], "R1 to\u00a0R3"),
        (["R2", "R3", "R4", "P1", "M1"], "R2 to\u00a0R4, P1, M1"),
        (["R9", "P10"], "R9, P10"),
        (["ASB", "DV"], "ASB, DV"),
    ],
)
def test_neighbouring_codes_are_drawn_together(codes: list[str], said: str) -> None:
    assert runs_of(codes) == said


def test_without_indicators_or_boards_nothing_points_to_them(desk: Desk) -> None:
    facts = desk.ask(read_pack, meeting_for(desk, "next"))
    assert isinstance(facts, PackFacts)
    bare = replace(
        facts, report=replace(facts.report, taken=(), undecided=(), left_out=(),
                              cannot_be_rated=(), groups=()), boards=None,
    )  # fmt: skip
    keys = {getattr(block, "key", "") for part in board_pack(bare, draft=True).sections
            for block in part.blocks}  # fmt: skip
    assert not {"highlights", "appendix", "boards"} & keys
