"""Documents in Word: real headings, tables and lists, and nothing typed that comes alive."""

from __future__ import annotations

import io
import math
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pack_demo import document, every_block, picture, section
from PIL import Image
from word_reading import (
    W,
    controls,
    fields,
    misplaced,
    name_of,
    opened,
    parts,
    rendered,
    words,
)

from cspdesk import cli
from cspdesk.charts.primitives import Curve, Move, To
from cspdesk.charts.primitives import Path as Form
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.homework.queries import PartnerHomework, by_partner
from cspdesk.homework.reply_word import filled_in
from cspdesk.packs import blocks as b
from cspdesk.packs.docx.pictures import dashes, outlines, png_of
from cspdesk.packs.export import meeting_for
from cspdesk.packs.partner_sheet import export_partner_sheet
from cspdesk.packs.pdf.render import RenderCancelled
from cspdesk.packs.writing import refuse_place, refuse_target, save_document
from db.vocabulary import HomeworkState, Marking


@pytest.fixture(scope="module")
def whole() -> bytes:
    return rendered(every_block())


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.create(tmp_path_factory.mktemp("word") / "s.cspdesk", sample=True) as made:
        yield made


# -- the file as Word wants it --------------------------------------------------------------------


def test_every_block_has_its_properties_in_the_standards_order(whole: bytes) -> None:
    assert misplaced(whole) == []


def test_the_same_document_is_the_same_bytes(whole: bytes) -> None:
    assert rendered(every_block()) == whole


def test_the_only_fields_are_page_numbers_and_contents(whole: bytes) -> None:
    told = fields(whole)
    assert {code.split()[0] for code in told} == {"PAGE", "NUMPAGES", "PAGEREF", "TOC"}
    with zipfile.ZipFile(io.BytesIO(whole)) as found:
        assert [name for name in found.namelist() if "vba" in name or "thumbnail" in name] == []


def test_every_link_inside_leads_to_a_place(whole: bytes) -> None:
    root = dict(parts(whole))["word/document.xml"]
    places = {one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart")}
    wanted = {one.get(f"{W}anchor") for one in root.iter(f"{W}hyperlink")} - {None}
    wanted |= {code.split()[1] for code in fields(whole) if code.startswith("PAGEREF")}
    assert wanted
    assert wanted <= places
    assert all(len(place) <= 40 for place in places)


def test_headings_are_headings_and_skip_no_level(whole: bytes) -> None:
    levels = [
        int(str(p.style.name).removeprefix("Heading "))
        for p in opened(whole).paragraphs
        if str(p.style.name).startswith("Heading")
    ]
    assert levels[0] == 1
    assert set(levels) == {1, 2, 3}
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_tables_repeat_their_headings_and_pictures_say_what_they_show(whole: bytes) -> None:
    word = opened(whole)
    assert len(word.tables) > 4
    for table in word.tables:
        properties = table.rows[0]._tr.trPr
        assert "tblHeader" in {name_of(one) for one in properties}
    shown = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(shown) > 2
    assert all(shown)


def test_the_file_says_what_it_is() -> None:
    made = opened(rendered(document(section(b.Heading(1, "Agenda")), draft=True)))
    about, head = made.core_properties, made.sections[0].header.paragraphs[0].text
    assert about.title == "Board meeting, 9 February 2017"
    assert about.language == "en-GB"
    assert made.styles["Normal"].element.rPr.find(f"{W}lang").get(f"{W}val") == "en-GB"
    assert "DRAFT" in head
    assert "OFFICIAL-SENSITIVE" in head
    foot = made.sections[0].footer.paragraphs[0].text
    assert "OFFICIAL-SENSITIVE" in foot
    assert "Page 1 of 1" in foot
    assert (
        "DRAFT" not in opened(rendered(document(section()))).sections[0].header.paragraphs[0].text
    )


def test_lists_are_lists_and_each_begins_where_it_says() -> None:
    blocks = [b.NumberedList(("one", "two"), "(a)"), b.NumberedList(("three",), "(a)", start=3)]
    data = rendered(document(section(*blocks)))
    numbering = dict(parts(data))["word/numbering.xml"]
    used = [p._p.pPr.numPr.numId.val for p in opened(data).paragraphs]
    assert len(set(used)) == 2
    starts = {
        int(one.get(f"{W}numId")): one.find(f".//{W}startOverride").get(f"{W}val")
        for one in numbering.findall(f"{W}num")
        if one.find(f".//{W}startOverride") is not None
    }
    assert [starts[key] for key in used] == ["1", "1", "3"]


def test_the_rows_of_a_group_share_one_label() -> None:
    columns = (b.Column("Theme"), b.Column("Ref"))
    group = b.Group("Youth", (b.Row(("R1",)), b.Row(("R2",))))
    table = b.DataTable(columns, (b.Band("Priority 1", (group,)),), caption="KPIs")
    made = opened(rendered(document(section(table)))).tables[0]
    assert [[cell.text for cell in row.cells] for row in made.rows] == [
        ["Theme", "Ref"],
        ["Priority 1", "Priority 1"],
        ["Youth", "R1"],
        ["Youth", "R2"],
    ]


# -- what people type -----------------------------------------------------------------------------


@settings(max_examples=8)
@given(st.lists(st.text(), max_size=9))
def test_typed_text_stays_text(texts: list[str]) -> None:
    blocks = [b.Paragraph((b.bold(text), text)) for text in texts]
    known = dict.fromkeys(("title", "marking", "partnership", "running"), "".join(texts) * 9)
    data = rendered(document(section(*blocks), **known))
    assert {code.split()[0] for code in fields(data)} == {"PAGE", "NUMPAGES"}
    letters = {letter for letter in "".join(texts) if letter.isalnum() and letter.isascii()}
    assert letters <= set(words(data))


LIVE = ("{ MACROBUTTON Run me }", "=SUM(A1)", "<w:fldSimple/>", "DDEAUTO c:\\cmd.exe", "a\x00b")


def test_what_looks_like_a_command_is_printed() -> None:
    said = words(rendered(document(section(*(b.Paragraph(text) for text in LIVE)))))
    assert all(text.replace("\x00", "") in said for text in LIVE)


# -- pictures -------------------------------------------------------------------------------------


def test_a_picture_is_as_large_as_its_drawing_and_not_empty() -> None:
    made = Image.open(io.BytesIO(png_of(picture())))
    assert abs(made.width - 340 / 72 * 220) <= 1
    assert len(made.getcolors(1_000_000) or []) > 20


@given(st.floats(0.5, 300), st.lists(st.floats(0.5, 9), min_size=2, max_size=4))
def test_dashes_cover_their_share_of_a_line(length: float, pattern: list[float]) -> None:
    pattern = pattern[: len(pattern) // 2 * 2]
    pieces = list(dashes(((0, 0), (length, 0)), pattern))
    drawn = sum(math.dist(*piece) for piece in pieces)
    whole_rounds, rest = divmod(length, sum(pattern))
    on = sum(pattern[::2])
    assert whole_rounds * on <= drawn + 1e-6
    assert drawn <= whole_rounds * on + min(on, rest) + 1e-6
    assert all(first[0] <= last[0] <= length + 1e-6 for first, last in pieces)


def test_a_curve_ends_where_it_should() -> None:
    (points,) = outlines(Form((Move(0, 0), To(1, 0), Curve(2, 0, 3, 1, 3, 2))))
    assert points[:2] == [(0, 0), (1, 0)]
    assert points[-1] == pytest.approx((3, 2))


# -- homework to fill in --------------------------------------------------------------------------


def _asked(desk: Desk) -> tuple[PartnerHomework, ...]:
    return desk.ask(by_partner, meeting_for(desk, "next"))


def test_a_sheet_to_fill_in_has_a_box_for_each_open_question(desk: Desk, tmp_path: Path) -> None:
    seen = 0
    for one in _asked(desk)[:3]:
        out = tmp_path / f"{one.organisation_id}.docx"
        made = export_partner_sheet(
            desk, out, meeting_id=meeting_for(desk, "next"), code=one.code.lower()
        )
        assert made.pages == 0
        data = out.read_bytes()
        assert misplaced(data) == []
        told, said = controls(data), words(data)
        assert all(" ".join(card.question.split()) in said for card in one.questions)
        waiting = {
            f"homework:{card.id}"
            for card in one.questions
            if not (card.state is HomeworkState.ANSWERED and card.answer)
        }
        assert {tag for tag in told if tag.startswith("homework:")} == waiting
        assert all(is_hint for _text, is_hint in told.values())
        seen += len(waiting)
    assert seen > 2


def test_a_box_that_is_filled_in_reads_back(desk: Desk, tmp_path: Path) -> None:
    """As Word does it: the hint goes, its mark with it, the words stand in the control."""
    one = next(p for p in _asked(desk) if any(not card.answer for card in p.questions))
    out = tmp_path / "sheet.docx"
    export_partner_sheet(desk, out, meeting_id=meeting_for(desk, "next"), code=one.code)
    word = docx.Document(str(out))
    box = next(iter(word.element.body.iter(f"{W}sdt")))
    properties = box.find(f"{W}sdtPr")
    properties.remove(properties.find(f"{W}showingPlcHdr"))
    next(box.iter(f"{W}t")).text = "Şükrü’s team: six."
    word.save(str(out))
    told = filled_in(out.read_bytes(), out.name)
    assert list(told.values()) == ["Şükrü’s team: six."]
    assert set(told) <= {card.id for card in one.questions}


# -- places and command line ----------------------------------------------------------------------


def test_only_a_word_document_is_replaced(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"PK\x03\x04 Dear Police")
    with pytest.raises(WorldError, match="is no Word document"):
        refuse_place(letter)
    with pytest.raises(WorldError, match="does not exist"):
        refuse_place(tmp_path / "none" / "x.docx")
    letter.write_bytes(rendered(document(section())))
    refuse_place(letter)
    with pytest.raises(WorldError, match="not as Word"):
        refuse_target(letter)


def test_stopping_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "never.docx"
    with pytest.raises(RenderCancelled):
        save_document(document(section()), out, Marking.NONE, cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


def test_the_board_pack_is_to_be_had_in_word(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "Pack.docx"
    assert cli.run(["pack", str(desk.path), "--out", str(out)]) == 0
    assert "for Word" in capsys.readouterr().out
    data = out.read_bytes()
    assert misplaced(data) == []
    headings = [p for p in opened(data).paragraphs if p.style.name == "Heading 1"]
    assert len(headings) > 10
