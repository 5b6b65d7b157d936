"""Words on paper: no letter is lost, no words are joined, nothing breaks where it must not."""

from __future__ import annotations

import io
import logging

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pack_demo import NAMES, document, page_words, rendered, section

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Weight
from cspdesk.packs.pdf.check import structure_text
from cspdesk.packs.pdf.fonts import face, fallback, to_unicode_map
from cspdesk.packs.pdf.letters import in_fonts, tidy
from cspdesk.packs.pdf.lines import break_lines
from cspdesk.packs.pdf.styles import BODY, TextStyle
from cspdesk.packs.pdf.words import Places, Words, compose


def said(*blocks: b.Block) -> list[tuple[str, str]]:
    data = rendered(document(section(b.Heading(1, "Names"), *blocks)))[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return structure_text(pdf)[1:]


def lines(text: b.Text, width: float, style: TextStyle = BODY, grace: float = 0.0) -> list[str]:
    made = break_lines(compose(text, style, Places()), width, grace)
    return ["".join(i.text for i in line.items if isinstance(i, Words)) for line in made]


# ---- letters ------------------------------------------------------------------------------------


@pytest.mark.parametrize("weight", list(Weight))
def test_names_of_haringey_come_back_letter_for_letter(weight: Weight) -> None:
    words = said(b.Paragraph(b.Run(NAMES, weight)))[0][1]
    assert words == tidy(NAMES)


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Şükrü O’Neill", []),
        ("Łukasz Żółć", []),
        ("Xaawo Cabdi", []),
        ("Ọláyínká", ["Ọláyínká"]),
        ("Mrs Nguyễn of N22", ["Nguyễn"]),
        ("Ελένη", ["Ελένη"]),
        ("Ирина Щукина", ["Ирина", "Щукина"]),
    ],
)
def test_only_words_with_missing_letters_go_to_the_other_font(text: str, second: list[str]) -> None:
    parts = in_fonts(tidy(text), Weight.REGULAR, False)
    moved = " ".join(part for part, font in parts if font is fallback()).split()
    assert moved == second
    assert "".join(part for part, _ in parts) == tidy(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Well done 👍", "Well done [thumbs up sign]"),
        ("👍🏽 agreed", "[thumbs up sign] agreed"),
        ("مرحبا يا هارينغي", "[Arabic text]"),
        ("হ্যারিঙ্গে", "[Bengali text]"),
        ("Ali (علي حسن) and علي", "Ali ([Arabic text] [Arabic text]) and [Arabic text]"),
        ("👍 👍", "[thumbs up sign] [thumbs up sign]"),
        ("a\ue000b", "a[?]b"),
        ("Ọ😀", "Ọ[grinning face]"),
    ],
)
def test_a_character_of_no_font_is_named_and_logged(
    text: str, shown: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert "".join(part for part, _ in in_fonts(tidy(text), Weight.REGULAR, False)) == shown
    assert "No font has every character" in caplog.text


@given(st.text(max_size=40))
def test_whatever_is_typed_is_set_in_fonts_that_have_it(text: str) -> None:
    for part, font in in_fonts(tidy(text), Weight.BOLD, True):
        assert font.has(part.replace("\n", ""))


def test_a_typed_arrow_is_drawn_and_keeps_its_meaning() -> None:
    data = rendered(document(section(b.Heading(1, "In: them → us"))))[0]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        spans = [str(e.ActualText) for e in _spans(pdf.Root.StructTreeRoot.K)]
    assert spans == ["→"]


def _spans(element):
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            if pikepdf.Name.Span == kid.S:
                yield kid
            yield from _spans(kid)


def test_more_letters_than_one_font_resource_holds_are_all_mapped_back() -> None:
    codes = [*range(0x400, 0x500), *range(0x1EA0, 0x1EFF)]
    many = "".join(chr(c) for c in codes if fallback().has(chr(c)) and not 0x482 < c < 0x48A)
    assert len(many) > 280
    text = " ".join(many[i : i + 8] for i in range(0, len(many), 8))
    assert said(b.Paragraph(text))[0][1] == tidy(text)


def test_the_map_back_to_unicode_leaves_out_unused_slots_and_knows_far_characters() -> None:
    made = to_unicode_map("F", [0, 0, 65, 0x1F600])
    assert "<02> <0041>" in made
    assert "<03> <D83DDE00>" in made
    assert "<00> <0000>" not in made


def test_the_map_back_to_unicode_has_blocks_of_no_more_than_a_hundred() -> None:
    made = to_unicode_map("F", list(range(32, 256)))
    counts = [int(row.split()[0]) for row in made.splitlines() if row.endswith("beginbfchar")]
    assert counts == [100, 100, 24]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("9 February 2017", "9\u00a0February 2017"),
        ("by 31 Mar", "by 31\u00a0Mar"),
        ("see item 5 and page 8", "see item\u00a05 and page\u00a08"),
        ("35 minutes", "35\u00a0minutes"),
        ("Priority 1, quarter 2", "Priority\u00a01, quarter\u00a02"),
        ("may 5 things", "may 5 things"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tab\tand\x07bell", "tab andbell"),
        ("e\u0301", "é"),
        ("well\u2011known", "well-known"),
    ],
)
def test_typed_text_is_made_fit_to_print(typed: str, printed: str) -> None:
    assert tidy(typed) == printed


# ---- lines --------------------------------------------------------------------------------------

_words = st.text(alphabet="abcdefghijklmnoprstuvwyzABC,.’–é", min_size=1, max_size=14)


@given(st.lists(_words, min_size=1, max_size=60), st.floats(60, 400))
def test_lines_keep_every_word_and_stay_within_the_width(words: list[str], width: float) -> None:
    made = break_lines(compose(" ".join(words), BODY, Places()), width)
    text = ["".join(i.text for i in line.items if isinstance(i, Words)) for line in made]
    assert "".join(text).split() == words or any(" " not in t.strip() for t in text)
    assert "".join("".join(text).split()) == "".join("".join(words).split())
    assert all(line.width <= width + 0.1 for line in made)


def test_the_end_of_a_line_is_the_end_of_a_word_for_readers() -> None:
    made = lines("over the hills and far away", 60)
    assert len(made) > 1
    assert all(row.endswith(" ") for row in made[:-1])
    assert "".join(made) == "over the hills and far away"


def test_a_paragraph_read_back_has_no_joined_words() -> None:
    text = "Members heard why three actions were late and what each partner will do. " * 12
    assert said(b.Paragraph(text))[0] == ("P", text.strip())


def test_a_line_break_in_the_text_is_kept_and_does_not_join_words() -> None:
    assert lines("Council\n25 November", 400) == ["Council ", "25\u00a0November"]


def test_a_date_is_never_torn() -> None:
    for width in range(40, 200, 5):
        assert not any(row.strip().endswith(" 9") or row.strip() == "9"
                       for row in lines("The Board meets on 9 February 2017.", width))  # fmt: skip


def test_an_address_too_long_for_its_column_is_cut_after_a_mark() -> None:
    made = lines("https://www.haringey.gov.uk/community-safety", 120)
    assert all(row.strip()[-1] in "/-.y" for row in made)


def test_a_word_a_hair_too_wide_for_its_column_is_not_cut() -> None:
    wide = face().width("Communications", 11)
    assert lines("Communications lead", wide - 4) == ["Communication", "s lead"]
    assert lines("Communications lead", wide - 4, grace=5) == ["Communications ", "lead"]


@given(st.lists(st.tuples(_words, st.sampled_from(list(Weight))), min_size=1, max_size=20))
def test_runs_of_different_weight_keep_the_spaces_between_them(parts) -> None:
    text = tuple(b.Run(word + " ", weight) for word, weight in parts)
    assert "".join(lines(text, 200)).split() == [word for word, _ in parts]


def test_bold_words_stay_joined_to_the_comma_after_them() -> None:
    room = face(Weight.BOLD).width("Police", 11) + 4
    made = lines((b.bold("Police"), ", ", b.bold("Probation")), room)
    assert made[0] == "Police, "


# ---- what is said in boxes, chips and cells -----------------------------------------------------


def test_a_chip_does_not_join_the_words_beside_it() -> None:
    spoken = said(b.Eyebrow(("Item 3", b.Chip("Standing"), "Action log")))
    assert spoken[0] == ("P", "Item\u00a03 Standing Action log".replace("\u00a0", " "))


def test_a_status_is_said_in_words() -> None:
    cell = b.status_cell(b.Mark.RED, "Red", b.Mark.UP, "Worse")
    table = b.DataTable((b.Column("Indicator", header=True), b.Column("Status", 30)),
                        (b.Row(("MARAC repeats", cell)),))  # fmt: skip
    assert [words for _, words in said(table)] == [
        "Indicator", "Status", "MARAC repeats", "Red", "Worse",
    ]  # fmt: skip


def test_a_reference_line_says_text_before_date_with_a_space_between() -> None:
    words = said(b.RefList((b.RefItem("A25", "Name a lead", "1 Dec 2016"),)))
    assert words == [("Lbl", "A25"), ("LBody", "Name a lead 1 Dec 2016")]


def test_a_chip_line_says_chip_then_text() -> None:
    line = b.ChipLine(b.Chip("Ask", True), "Send three members.")
    table = b.DataTable((b.Column("Out", header=True),), (b.Row((line,)),))
    assert said(table)[1][1] == "Ask Send three members."


@pytest.mark.parametrize(
    ("style", "labels"), [("a.", ["a.", "b."]), ("(a)", ["(a)", "(b)"]), ("1.", ["1.", "2."])]
)
def test_lists_are_lettered_as_asked(style, labels: list[str]) -> None:
    words = said(b.NumberedList(("one", "two"), style))
    assert [text for role, text in words if role == "Lbl"] == labels


def test_a_long_name_in_the_header_is_shortened_and_never_runs_into_the_marking() -> None:
    made = document(section(b.Heading(1, "A")), partnership="A very long name indeed " * 6)
    words = page_words(rendered(made)[0])[0].split("\n")
    assert words[0] == "OFFICIAL-SENSITIVE"
    assert words[1].endswith("…")
