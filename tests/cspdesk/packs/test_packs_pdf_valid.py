"""Every block, rendered, is PDF/UA-1 by an independent checker and by a walk of our own."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import get_args

import page
import pikepdf
import pytest
from pack_demo import WHEN, document, every_block, page_words, rendered, section, walk
from pikepdf import Name

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.check import audit, structure_text


@pytest.fixture(scope="module")
def demo() -> bytes:
    return rendered(every_block())[0]


def failures(data: bytes, tmp_path) -> list[str]:
    path = tmp_path / "made.pdf"
    path.write_bytes(data)
    found = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    return [f"{f.rule_id}: {f.message}" for f in found.failures]


def test_the_demonstration_uses_every_block_there_is() -> None:
    used = {type(block) for part in every_block().sections for block in walk(part.blocks)}
    assert used == set(get_args(b.Block))


def test_every_block_passes_an_independent_pdf_ua_checker(demo: bytes, tmp_path) -> None:
    assert failures(demo, tmp_path) == []


def test_a_draft_supplement_without_marking_passes_too(tmp_path) -> None:
    made = document(section(b.Heading(1, "Late paper")), draft=True, marking="", first_page=20)
    data, found = rendered(made)
    assert failures(data, tmp_path) == []
    assert found.first_page == 20
    assert "Page 20 of 20" in page_words(data)[0]


def test_our_own_walk_finds_no_fault(demo: bytes) -> None:
    found = audit(demo)
    assert found.faults == []
    assert found.roles["Table"] == 5
    assert found.roles["Form"] == 3


def test_headings_never_skip_a_level_and_each_section_has_a_first(demo: bytes) -> None:
    levels = [level for level, _ in audit(demo).headings]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert levels.count(1) == 8


def test_the_reading_order_is_label_then_text(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        words = [said for _, said in structure_text(pdf)]
    first = words.index("Seats to fill")
    assert words[first + 1] == "Business and schools are vacant."


def test_marking_edition_and_page_stand_on_every_page(demo: bytes) -> None:
    pages = page_words(demo)
    for number, words in enumerate(pages, 1):
        assert words.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(pages)}" in words
        assert "Board edition. Sample figures" in words


def test_a_draft_says_so_on_every_page() -> None:
    pages = page_words(rendered(document(*every_block().sections, draft=True))[0])
    assert all("DRAFT" in words.split("\n") for words in pages)


def test_the_marking_is_also_in_the_text_of_the_cover(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        assert ("P", "Marking: OFFICIAL-SENSITIVE") in structure_text(pdf)


def test_a_cover_has_no_names_in_its_header_but_other_pages_do(demo: bytes) -> None:
    pages = page_words(demo)
    running = [words.split("\n").count("Board meeting, 9 February 2017") for words in pages]
    assert running[0] == 0
    assert running[1] == 1
    assert "Public page" in pages[-1]


def test_the_metadata_names_title_author_and_date_and_nothing_of_the_machine(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        info = {str(key): str(value) for key, value in pdf.docinfo.items()}
        xmp = pdf.Root.Metadata.read_bytes().decode()
        language = str(pdf.Root.Lang)
    assert info == {
        "/Title": "Board meeting, 9 February 2017",
        "/Author": "Haringey Community Safety Partnership",
        "/Creator": "CSP Desk",
        "/Producer": "CSP Desk",
        "/CreationDate": "D:20170209103000+00'00'",
        "/ModDate": "D:20170209103000+00'00'",
    }
    assert language == "en-GB"
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert WHEN.isoformat(timespec="seconds") in xmp


def test_no_path_or_tool_of_this_machine_is_in_the_file(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        out = io.BytesIO()
        pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = out.getvalue().lower()
    here = [str(Path.home()) + "/", str(Path(__file__).resolve().parents[3])]
    words = ["reportlab", "anonymous", ".ttf", *here]
    for word in (word.lower().encode() for word in words):
        assert word not in plain


def test_the_same_document_gives_the_same_bytes(demo: bytes) -> None:
    assert rendered(every_block())[0] == demo


def test_every_font_is_embedded(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        fonts = [f for sheet in pdf.pages for f in sheet.obj.Resources.get("/Font", {}).values()]
        forms = list(pdf.Root.AcroForm.DR.Font.values())
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in [*fonts, *forms])


def test_form_fields_have_the_question_as_tooltip(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        tips = [str(field.TU) for field in pdf.Root.AcroForm.Fields]
        several = all(int(field.Ff) & 1 << 12 for field in pdf.Root.AcroForm.Fields)
    assert tips == ["Which programmes could take people?", "Agreed by", "Body"]
    assert several


def test_bookmarks_lead_to_each_first_level_heading(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles == [words for level, words in audit(demo).headings if level == 1]


def test_cells_under_bands_and_groups_name_their_headings(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        cells = [e for e in _elements(pdf.Root.StructTreeRoot.K) if e.S == Name.TD]
        named = [cell for cell in cells if "/A" in cell and "/Headers" in cell.A]
        known = {str(e.ID) for e in _elements(pdf.Root.StructTreeRoot.K) if "/ID" in e}
        for cell in named:
            assert {str(name) for name in cell.A.Headers} <= known
        # column, band, group, row header; the reference stands before the header of its row
        assert {len(cell.A.Headers) for cell in named} == {4}
    assert len(named) == 9


def _elements(element):
    if isinstance(element, pikepdf.Dictionary) and "/S" in element:
        yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from _elements(kid)


def _first(pdf: pikepdf.Pdf, role: str):
    return next(e for e in _elements(pdf.Root.StructTreeRoot.K) if role == e.S)


def _drop_kid(element) -> None:
    element.K = pikepdf.Array(list(element.K)[:-1])


FAULTS: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "no language": lambda pdf: pdf.Root.__delitem__("/Lang"),
    "no structure tree": lambda pdf: pdf.Root.__delitem__("/StructTreeRoot"),
    "not marked": lambda pdf: pdf.Root.__delitem__("/MarkInfo"),
    "title not shown": lambda pdf: pdf.Root.__delitem__("/ViewerPreferences"),
    "no metadata": lambda pdf: pdf.Root.__delitem__("/Metadata"),
    "no alternative text": lambda pdf: _first(pdf, "/Figure").__delitem__("/Alt"),
    "no scope": lambda pdf: _first(pdf, "/TH").__delitem__("/A"),
    "a level skipped": lambda pdf: _first(pdf, "/H2").__setattr__("S", Name.H4),
    "a cell dropped": lambda pdf: _drop_kid(_first(pdf, "/TR")),
    "a list item loose": lambda pdf: _first(pdf, "/LI").__setattr__("S", Name.P),
    "tab order": lambda pdf: pdf.pages[0].obj.__delitem__("/Tabs"),
    "a link without words": lambda pdf: pdf.pages[0].obj.Annots[0].__delitem__("/Contents"),
    "a link without its element": lambda pdf: _first(pdf, "/Link").__setattr__("S", Name.Span),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_planted_fault_is_found(demo: bytes, name: str) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        FAULTS[name](pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert audit(out.getvalue()).faults


def test_text_painted_outside_any_tag_is_found(demo: bytes) -> None:
    with pikepdf.open(io.BytesIO(demo)) as pdf:
        sheet = pdf.pages[1]
        code = sheet.Contents.read_bytes()
        sheet.Contents = pdf.make_stream(code + b"\nBT (loose) Tj ET")
        out = io.BytesIO()
        pdf.save(out)
    assert audit(out.getvalue()).faults == ["Page 2: something is painted outside any tag."]
