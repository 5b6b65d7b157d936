"""A section that is to stay on its pages is set closer, then said shorter, and never cut off."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pack_demo import document, page_words, rendered, section

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.pdf.styles import CLOSER

LINE = "A promise made in front of all partners is kept more often than one in a log that nobody"


def rows(count: int) -> tuple[b.Block, ...]:
    return tuple(b.LabelRow(f"Row {n}", (b.Paragraph(f"{LINE} {n}."),)) for n in range(count))


def sheet(*blocks: b.Block, **given) -> b.Section:
    return section(b.Heading(1, "Front sheet", key="sheet"), *blocks, **given)


def pages(*sections: b.Section) -> int:
    return rendered(document(*sections))[1].pages


def most_on_a_page(**given) -> int:
    """How many rows one page holds."""
    return next(n for n in range(1, 60) if pages(sheet(*rows(n + 1), **given)) > 1)


def test_a_section_without_a_bound_runs_over() -> None:
    assert pages(sheet(*rows(most_on_a_page() + 1))) == 2


def test_a_section_with_a_bound_is_set_closer_until_it_fits() -> None:
    loose, close = most_on_a_page(), most_on_a_page(fit=1)
    assert close >= loose * 1.25
    data, found = rendered(document(sheet(*rows(close), fit=1)))
    assert found.pages == 1
    assert f"nobody {close - 1}." in " ".join(page_words(data)[0].split())


def test_what_fits_as_it_is_is_not_set_closer() -> None:
    few = rows(4)
    assert rendered(document(sheet(*few, fit=1)))[0] == rendered(document(sheet(*few)))[0]


def test_the_shorter_wording_comes_after_setting_closer_and_before_smaller_words() -> None:
    short = (b.Heading(1, "Front sheet", key="sheet"), b.Paragraph("In short."))

    def is_short(count: int) -> bool:
        data, found = rendered(document(sheet(*rows(count), fit=1, shorter=(short,))))
        assert found.pages == 1
        return "In short." in page_words(data)[0]

    loose, smallest = most_on_a_page(), most_on_a_page(fit=1)
    shown = [is_short(count) for count in range(loose, smallest + 1)]
    assert shown == sorted(shown)
    assert not shown[1]
    assert shown[-1]


def test_a_section_joins_the_page_before_only_where_it_fits_whole() -> None:
    most = most_on_a_page()
    for count, expected in ((most - 5, 1), (most - 1, 2)):
        first = sheet(*rows(count), running="Item 1")
        second = section(
            b.Heading(1, "Second", key="second"), *rows(1), joins=True, running="Item 2"
        )
        last = section(b.Heading(1, "Last", key="last"), b.Paragraph(b.PageRef("second")))
        data, found = rendered(document(first, second, last))
        assert found.pages == expected + 1
        ends = {one.title: (one.page, one.last_page) for one in found.headings if one.level == 1}
        assert ends["Front sheet"] == (1, 1)
        assert ends["Second"] == (expected, expected)
        running = page_words(data)[0].split("\n")
        assert ("Item 1" in running) is (expected == 2)
        assert audit(data).faults == []


def test_what_fits_in_no_way_runs_over_whole_and_as_little_as_can_be() -> None:
    data, found = rendered(document(sheet(*rows(60), fit=1)))
    assert 1 < found.pages < pages(sheet(*rows(60)))
    said = " ".join(" ".join(page_words(data)).split())
    assert all(f"nobody {n}." in said for n in range(60))


def test_words_never_get_smaller_than_ten_points_and_public_pages_not_at_all() -> None:
    sizes = [style.size for scale in CLOSER for style in (scale.body, scale.cell, scale.label)]
    assert min(sizes) == 10.0
    long = most_on_a_page(scale="public") + 1
    assert pages(sheet(*rows(long), fit=1, scale="public")) == 2


@pytest.mark.parametrize("count", [4, 22, 27, 60])
def test_trials_leave_nothing_in_the_tree_the_bookmarks_or_the_contents(count: int) -> None:
    table = b.DataTable((b.Column("Partner", 40, header=True), b.Column("Asked")),
                        (b.Group("Police", (b.Row(("By Friday",)),)),))  # fmt: skip
    short = (b.Heading(1, "Front sheet", key="sheet"), table, b.Paragraph("In short."))
    made = document(
        section(b.Heading(1, "Contents", in_contents=False), b.Contents()),
        sheet(table, *rows(count), fit=1, shorter=(short,)),
        section(b.Heading(1, "After", key="after"), b.Paragraph(b.PageRef("sheet"))),
    )
    data, found = rendered(made)
    assert audit(data).faults == []
    assert [one.title for one in found.headings if one.level == 1] == [
        "Contents",
        "Front sheet",
        "After",
    ]
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Contents", "Front sheet", "After"]
