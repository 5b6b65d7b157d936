"""Pages: what stays together, what is repeated, and numbers that are true."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_demo import document, page_words, picture, rendered, section
from pikepdf import Name

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.check import audit, structure_text
from cspdesk.packs.pdf.pieces import Paginator, Piece, keep, nothing, total_height
from cspdesk.packs.pdf.words import UnknownPlace

LONG = "Members heard why three actions were late and what each partner will do next. "


def pages_with(words: str, pages: list[str]) -> list[int]:
    return [number for number, page in enumerate(pages, 1) if words in page]


# ---- pieces, without words ----------------------------------------------------------------------


def piece(height: float, **more: object) -> Piece:
    return Piece(height, nothing, **more)  # type: ignore[arg-type]


@given(st.lists(st.tuples(st.floats(1, 120), st.floats(0, 20), st.booleans()), max_size=60))
def test_no_sheet_is_overfull_and_no_piece_is_lost(parts) -> None:
    pieces = [piece(h, gap=g, hold=k) for h, g, k in parts]
    paginator = Paginator(200)
    paginator.place(pieces)
    placed = [p for sheet in paginator.sheets for p in sheet]
    assert [p.piece for p in placed] == pieces
    for sheet in paginator.sheets:
        if sheet:
            assert sheet[0].down == 0
            assert sheet[-1].down + sheet[-1].piece.height <= 200.2


def test_a_heading_goes_over_with_what_it_heads() -> None:
    paginator = Paginator(100)
    heading = piece(20, hold=True)
    paginator.place([piece(70), heading, piece(30)])
    assert [len(sheet) for sheet in paginator.sheets] == [1, 2]
    assert paginator.sheets[1][0].piece is heading


def test_white_space_at_the_top_of_a_page_is_left_out() -> None:
    paginator = Paginator(100)
    paginator.place([piece(90), piece(50, gap=30)])
    assert paginator.sheets[1][0].down == 0


def test_what_is_repeated_takes_its_room() -> None:
    again = piece(30)
    paginator = Paginator(100)
    paginator.place([piece(60), *(piece(35, repeat=again) for _ in range(4))])
    assert [len(sheet) for sheet in paginator.sheets] == [2, 3, 2]
    assert paginator.sheets[1][0].piece is again
    assert [placed.down for placed in paginator.sheets[1]] == [0, 30, 65]


def test_keeping_together_is_given_up_when_it_cannot_be() -> None:
    pieces = keep([piece(80), piece(80)], 100)
    assert not pieces[0].hold
    assert total_height(pieces) == 160


# ---- long text and tables -----------------------------------------------------------------------


def test_a_paragraph_over_three_pages_is_one_element() -> None:
    data, found = rendered(document(section(b.Heading(1, "Long"), b.Paragraph(LONG * 160))))
    assert found.pages == 3
    with pikepdf.open(io.BytesIO(data)) as pdf:
        paragraphs = [words for role, words in structure_text(pdf) if role == "P"]
    assert paragraphs == [(LONG * 160).strip()]
    assert audit(data).faults == []


def test_no_line_of_a_paragraph_is_left_alone_at_the_end_of_a_page() -> None:
    for count in range(20, 34):
        blocks = [b.Paragraph(f"Line {i}.") for i in range(count)]
        data = rendered(document(section(b.Heading(1, "A"), *blocks, b.Paragraph(LONG * 12))))[0]
        for page in page_words(data):
            assert sum("Members" in row or "partner" in row for row in page.split("\n")) != 1


def test_a_long_table_repeats_its_headings_as_decoration() -> None:
    columns = (b.Column("Ref", 20, header=True), b.Column("Action"))
    rows = tuple(b.Row((f"A{i:03}", "Share custody release dates")) for i in range(80))
    data, found = rendered(document(section(b.Heading(1, "Log"), b.DataTable(columns, rows))))
    assert found.pages > 2
    pages = page_words(data)
    assert all("Ref" in page.split("\n") and "Action" in page.split("\n") for page in pages)
    counts = audit(data)
    assert counts.faults == []
    assert (counts.roles["Table"], counts.roles["TR"]) == (1, 81)
    assert counts.roles["TH"] == 2 + 80  # the repeated headings are not said again


def test_a_group_that_goes_on_says_its_name_again() -> None:
    columns = (b.Column("Partner", 40), b.Column("Ref", 20, header=True), b.Column("Action"))
    rows = tuple(b.Row((f"A{i:03}", "Share custody release dates")) for i in range(60))
    table = b.DataTable(columns, (b.Group(b.lines_cell("Probation", "60 open"), rows),))
    data = rendered(document(section(b.Heading(1, "Log"), table)))[0]
    pages = page_words(data)
    assert len(pages) > 1
    assert all("Probation" in page.split("\n") for page in pages)
    assert audit(data).faults == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [w for _, w in structure_text(pdf)].count("Probation") == 1


def test_a_row_too_tall_for_a_page_runs_over() -> None:
    columns = (b.Column("Board", 40, header=True), b.Column("What they said"))
    table = b.DataTable(columns, (b.Row(("Health and Wellbeing Board", LONG * 120)),))
    data, found = rendered(document(section(b.Heading(1, "Boards"), table)))
    assert found.pages > 2
    assert audit(data).faults == []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert ("TD", (LONG * 120).strip()) in structure_text(pdf)


def test_a_label_whose_row_goes_on_is_said_again_but_read_once() -> None:
    row = b.LabelRow("Discussion", tuple(b.Paragraph(LONG * 4) for _ in range(20)))
    data, found = rendered(document(section(b.Heading(1, "Minutes"), row)))
    assert found.pages > 1
    assert len(pages_with("Discussion", page_words(data))) == found.pages
    assert [words for _, words in audit(data).headings] == ["Minutes", "Discussion"]


def test_boxes_may_run_over_pages() -> None:
    box = b.KeyBox(tuple(b.Paragraph(LONG * 5) for _ in range(14)))
    data, found = rendered(document(section(b.Heading(1, "Box"), box, b.AskBox(box.blocks))))
    assert found.pages > 2
    assert audit(data).faults == []


def test_a_chart_never_leaves_its_finding_behind() -> None:
    for count in range(1, 60, 7):
        fill = [b.Paragraph("One line.") for _ in range(count)]
        made = b.Figure(picture(), title="Worry is falling", note="Source: survey.")
        data = rendered(document(section(b.Heading(1, "A"), *fill, made)))[0]
        pages = page_words(data)
        assert pages_with("Worry is falling", pages) == pages_with("35% in Sep", pages)
        assert pages_with("Source: survey.", pages) == pages_with("35% in Sep", pages)


# ---- numbers ------------------------------------------------------------------------------------


def test_references_and_contents_name_the_true_pages() -> None:
    body = tuple(b.Paragraph(LONG * 5) for _ in range(30))
    made = document(
        section(b.Heading(1, "Contents", in_contents=False), b.Contents()),
        section(b.Heading(1, "First", key="one"), *body,
                b.Paragraph(("See ", b.PageRef("two"), " and ", b.PageRef("one", whole=True)))),
        section(b.Heading(1, "Second", key="two")),
    )  # fmt: skip
    data, found = rendered(made)
    where = {h.key: (h.page, h.last_page) for h in found.headings}
    assert where["one"][0] == 2
    assert where["two"][0] == where["one"][1] + 1 == found.pages
    words = "".join(page_words(data)).replace("\n", "")
    assert f"See page {found.pages} and pages 2 to {found.pages - 1}" in words
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spoken = dict(reversed([(w.split(" ")[0], w) for _, w in structure_text(pdf)]))
    assert "Second" in spoken


def test_a_contents_page_that_grows_to_two_still_tells_the_truth() -> None:
    parts = [section(b.Heading(1, f"Item {n}", key=f"k{n}")) for n in range(60)]
    made = document(section(b.Heading(1, "Contents", in_contents=False), b.Contents()), *parts)
    data, found = rendered(made)
    assert found.places["k0"] == 3
    words = page_words(data)
    assert "Item 0 \n3" in words[0].replace("\u00a0", " ")
    assert "Item 59 \n62" in words[1].replace("\u00a0", " ")


def test_links_say_where_they_lead() -> None:
    made = document(
        section(b.Heading(1, "Agenda"), b.Paragraph((b.PageRef("kpi", words="item 4, "), "."))),
        section(b.Heading(1, "Highlight report", key="kpi")),
    )
    data = rendered(made)[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        link = pdf.pages[0].obj.Annots[0]
        assert str(link.Contents) == "item 4, page\u00a02, Highlight report"
        assert link.Dest is not None
        assert link.Subtype == Name.Link


def test_a_link_over_a_line_end_is_one_link_with_two_areas() -> None:
    words = "the content design guidance of the government, which goes over the end " * 2
    run = b.Run(words, link="https://www.gov.uk/")
    data = rendered(document(section(b.Heading(1, "A"), b.Paragraph(("See ", run, " today.")))))[0]
    assert audit(data).roles["Link"] == 1
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages[0].obj.Annots) == 2


@pytest.mark.parametrize(
    ("pages", "words"),
    [((8, 8), "page\u00a08"), ((9, 10), "pages\u00a09 and 10"), ((12, 15), "pages\u00a012 to 15")],
)
def test_ranges_of_pages_are_said_in_words(pages: tuple[int, int], words: str) -> None:
    from cspdesk.packs.pdf.words import Places, page_words

    places = Places(pages={"k": pages[0]}, ends={"k": pages[1]}, known=True)
    assert page_words(b.PageRef("k", whole=True), places) == words


def test_a_reference_to_nothing_is_an_error_and_not_a_wrong_number() -> None:
    with pytest.raises(UnknownPlace, match="nowhere"):
        rendered(document(section(b.Heading(1, "A"), b.Paragraph(b.PageRef("nowhere")))))


def test_two_blocks_may_not_have_one_key() -> None:
    with pytest.raises(ValueError, match="two blocks"):
        rendered(document(section(b.Heading(1, "A", key="k"), b.Heading(2, "B", key="k"))))


def test_a_section_may_flow_on_or_begin_a_page() -> None:
    first = section(b.Heading(1, "One"))
    assert rendered(document(first, section(b.Heading(1, "Two"), new_page=False)))[1].pages == 1
    assert rendered(document(first, section(b.Heading(1, "Two"))))[1].pages == 2


def test_a_page_break_breaks_once() -> None:
    blocks = (b.Heading(1, "A"), b.PageBreak(), b.PageBreak(), b.Paragraph("B"))
    assert rendered(document(section(*blocks)))[1].pages == 2


def test_a_document_of_nothing_has_one_page() -> None:
    data, found = rendered(document(section()))
    assert found.pages == 1
    assert "Page 1 of 1" in page_words(data)[0]


def test_a_supplement_goes_on_from_its_first_page() -> None:
    late = section(b.Heading(1, "Late paper", key="late"), b.Paragraph(b.PageRef("late")))
    data, found = rendered(document(late, first_page=20))
    assert found.places["late"] == 20
    assert "page 20" in page_words(data)[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert int(pdf.Root.PageLabels.Nums[1].St) == 20
