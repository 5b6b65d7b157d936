"""Drawing and saving: forgotten tags raise, a failed save leaves nothing, papers are placed."""

from __future__ import annotations

import io
from pathlib import Path

import page
import pikepdf
import pytest
from pack_demo import document, every_block, one_page_pdf, page_words, rendered, section

from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.furniture import file_name, furniture, marking_text, page_line
from cspdesk.packs.pdf.canvas import TaggedCanvas, UntaggedText
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.pdf.fonts import font_name
from cspdesk.packs.pdf.render import RenderCancelled, render_pdf, write_pdf
from cspdesk.packs.pdf.structure import Node
from db.vocabulary import Marking


def canvas() -> TaggedCanvas:
    made = TaggedCanvas(io.BytesIO(), Node("Document"))
    made.setFont(font_name(), 11)
    return made


# ---- tags ---------------------------------------------------------------------------------------


def test_text_drawn_without_a_tag_raises() -> None:
    sheet = canvas()
    sheet.drawString(50, 50, "forgotten")
    with pytest.raises(UntaggedText, match="outside any tag"):
        sheet.showPage()


def test_a_rule_drawn_without_a_tag_becomes_decoration() -> None:
    out, root = io.BytesIO(), Node("Document")
    sheet = TaggedCanvas(out, root)
    sheet.setFont(font_name(), 11)
    sheet.line(0, 0, 50, 50)
    with sheet.content(root.child("P")):
        sheet.drawString(50, 50, "tagged")
    sheet.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert b"/Artifact BMC" in pdf.pages[0].Contents.read_bytes()


def test_content_inside_content_is_refused() -> None:
    sheet, node = canvas(), Node("P")
    refused = pytest.raises(RuntimeError, match="inside marked content")
    with refused, sheet.content(node), sheet.content(node):
        pass


def test_branches_without_content_are_left_out_but_empty_cells_are_kept() -> None:
    root = Node("Document")
    root.child("P")
    row = root.child("Table").child("TR")
    row.child("TD")
    root.prune()
    assert [node.role for node in root.nodes()] == ["Document", "Table", "TR", "TD"]


# ---- saving -------------------------------------------------------------------------------------


def test_the_file_is_written_beside_and_moved_into_place(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    found = write_pdf(every_block(), path)
    assert path.stat().st_size == found.size
    assert [p.name for p in tmp_path.iterdir()] == ["pack.pdf"]


def test_a_save_that_fails_says_why_and_leaves_nothing_behind(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    path.mkdir()
    (path / "in the way").touch()
    with pytest.raises(WorldError, match=r"could not be saved as pack\.pdf"):
        render_pdf(document(section(b.Heading(1, "A"))), path)
    assert [p.name for p in tmp_path.iterdir()] == ["pack.pdf"]


def test_progress_is_told_page_by_page() -> None:
    told: list[tuple[int, int, str]] = []
    sections = [section(b.Heading(1, f"Item {n}")) for n in range(3)]
    render_pdf(document(*sections), io.BytesIO(), progress=lambda *step: told.append(step))
    assert told == [(1, 3, "Page 1 of 3"), (2, 3, "Page 2 of 3"), (3, 3, "Page 3 of 3")]


def test_a_cancelled_document_writes_nothing(tmp_path: Path) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 2

    sections = [section(b.Heading(1, f"Item {n}")) for n in range(3)]
    with pytest.raises(RenderCancelled):
        render_pdf(document(*sections), tmp_path / "pack.pdf", cancelled=cancelled)
    assert list(tmp_path.iterdir()) == []


def test_a_password_encrypts_with_aes_256_and_lets_screen_readers_read() -> None:
    out = io.BytesIO()
    render_pdf(document(section(b.Heading(1, "A"))), out, password="wood green")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(out.getvalue()))
    with pikepdf.open(io.BytesIO(out.getvalue()), password="wood green") as pdf:
        assert pdf.encryption.bits == 256
        assert pdf.allow.accessibility


# ---- papers that came as PDF --------------------------------------------------------------------


def paper(data: bytes) -> b.Section:
    eyebrow = b.Eyebrow("Item 5, paper 5.1. Change offer", is_heading=True, key="paper")
    return section(eyebrow, b.AttachedPages(data, "Change offer"), running="Item 5, paper 5.1")


def test_each_page_of_a_paper_has_our_header_and_words_for_those_who_cannot_see_it() -> None:
    source = rendered(document(*[section(b.Heading(1, f"Page {n}")) for n in range(3)]))[0]
    data, found = rendered(document(section(b.Heading(1, "Agenda")), paper(source)))
    assert found.pages == 4
    assert [(h.page, h.last_page) for h in found.headings] == [(1, 1), (2, 4)]
    assert all("Item 5, paper 5.1" in words for words in page_words(data)[1:])
    assert audit(data).faults == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        figures = [
            str(e.Alt)
            for e in pdf.objects
            if isinstance(e, pikepdf.Dictionary) and e.get("/S") == pikepdf.Name.Figure
        ]
    assert "Page 2 of 3 of “Change offer”, as it was supplied." in figures


def test_a_tagged_paper_brings_no_foreign_tags_and_the_pack_stays_valid(tmp_path: Path) -> None:
    path = tmp_path / "pack.pdf"
    source = rendered(every_block())[0]
    write_pdf(document(paper(source)), path)
    found = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert [f.message for f in found.failures] == []
    assert audit(path).faults == []


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 nothing more", b"PK\x03\x04 a word document"])
def test_a_paper_that_is_no_pdf_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(WorldError, match="“Change offer” cannot be read"):
        rendered(document(paper(data)))


def test_a_paper_with_a_password_is_refused_in_words() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(one_page_pdf())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(WorldError, match="needs a password"):
        rendered(document(paper(out.getvalue())))


# ---- furniture ----------------------------------------------------------------------------------


def test_a_section_may_name_its_paper_in_the_header() -> None:
    part = section(b.Heading(1, "A"), running="Item 5, paper 5.1")
    lines = furniture(document(part), part)
    assert lines.left == "Haringey Community Safety Partnership"
    assert lines.right == "Item 5, paper 5.1"
    assert lines.foot == "Board edition. Sample figures"


def test_a_cover_keeps_only_the_marking() -> None:
    part = section(bare_header=True)
    lines = furniture(document(part, draft=True), part)
    assert (lines.left, lines.marking, lines.right) == ("", "OFFICIAL-SENSITIVE", "")
    assert lines.draft


@pytest.mark.parametrize(
    ("marking", "public", "words"),
    [
        (Marking.OFFICIAL, False, "OFFICIAL"),
        (Marking.OFFICIAL_SENSITIVE, False, "OFFICIAL-SENSITIVE"),
        (Marking.NONE, False, ""),
        (None, False, ""),
        (Marking.OFFICIAL, True, "PUBLIC EDITION"),
    ],
)
def test_the_marking_in_words(marking: Marking | None, public: bool, words: str) -> None:
    assert marking_text(marking, public=public) == words


@pytest.mark.parametrize(
    ("title", "marking", "draft", "name"),
    [
        ("Board, 9 February 2017", "OFFICIAL", True, "Board, 9 February 2017 OFFICIAL DRAFT.pdf"),
        ("Board 2016/17", "", False, "Board 2016-17.pdf"),
        ("A: <b> | c?", "", False, "A b c.pdf"),
        ("x" * 300, "", False, "x" * 120 + ".pdf"),
    ],
)
def test_the_file_name_carries_the_marking(
    title: str, marking: str, draft: bool, name: str
) -> None:
    assert file_name(document(title=title, marking=marking, draft=draft)) == name


def test_the_page_line() -> None:
    assert page_line(8, 19) == "Page 8 of 19"
