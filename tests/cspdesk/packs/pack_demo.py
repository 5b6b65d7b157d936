"""A document that uses every block, and readers of finished files, for the tests of packs."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf

from cspdesk.charts.primitives import Drawing, Ink, Line, Mark, Poly, Text
from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.check import _decoders
from cspdesk.packs.pdf.render import Rendered, render_pdf

NAMES = (
    "Şükrü O’Neill, Łukasz Żółć, Ọláyínká Adébáyọ̀, Nguyễn Thị Ánh, Ελένη Παπαδοπούλου, Ирина Щукина"
)
WHEN = dt.datetime(2017, 2, 9, 10, 30, tzinfo=dt.UTC)


def picture(alt: str = "Repeat cases rose from 22% to 35%; the target is 28%.") -> Drawing:
    shapes = (
        Line(0, 60, 300, 60, Ink.TARGET, 1.5, (7, 3)),
        Poly(((0, 90), (150, 80), (300, 20))),
        Mark(300, 20, 2.1),
        Text(300, 14, "35% in Sep"),
    )
    return Drawing(340, 100, shapes, alt)


def spark() -> Drawing:
    return Drawing(46, 20, (Poly(((2, 15), (40, 5))),), "From 20% to 21%.")


def document(*sections: b.Section, **more: Any) -> b.Document:
    """A document with the given sections and unremarkable furniture."""
    known: dict[str, Any] = {
        "title": "Board meeting, 9 February 2017",
        "partnership": "Haringey Community Safety Partnership",
        "created": WHEN,
        "running": "Board meeting, 9 February 2017",
        "marking": "OFFICIAL-SENSITIVE",
        "edition_line": "Board edition. Sample figures",
    }
    return b.Document(sections=sections, **(known | more))


def section(*blocks: b.Block, **more: Any) -> b.Section:
    return b.Section(tuple(blocks), **more)


def rendered(made: b.Document) -> tuple[bytes, Rendered]:
    out = io.BytesIO()
    found = render_pdf(made, out)
    return out.getvalue(), found


def one_page_pdf() -> bytes:
    """A paper from elsewhere: one empty A5 page, landscape by rotation."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(420, 595))
    pdf.pages[0].obj.Rotate = 90
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


# ---- every block --------------------------------------------------------------------------------


def every_block() -> b.Document:
    return document(_cover(), _contents(), _agenda(), _front_sheet(), _kpis(), _rest(), _public())


def _cover() -> b.Section:
    return section(
        b.Cover(
            title="Board meeting",
            edition="Board edition",
            date="Thursday 9 February 2017, 2pm to 4pm",
            venue="Committee Room 1, Civic Centre",
            tiles=(b.Tile("Prevention", "Priority 2: in focus today", True),
                   b.Tile("Reoffending", "Priority 1: met 10 November 2016")),
            decisions_title="At a glance: two decisions we will ask you for",
            decisions=(b.RefItem("Item 3", "Close or reset three overdue actions."),
                       b.RefItem("Item 4", "Agree each partner’s response.")),
            plan_title="Time plan: 105 of our 120 minutes are for decisions",
            plan=picture("105 of 120 minutes are for decisions."),
            reading_note=(b.PageCount(" pages to read.", b.Weight.BOLD), " Short of time? Read ",
                          b.PageRef("kpis"), "."),
        ),
        bare_header=True,
    )  # fmt: skip


def _contents() -> b.Section:
    return section(b.Heading(1, "Contents", in_contents=False), b.Contents(depth=2))


def _agenda() -> b.Section:
    columns = (
        b.Column("Starts", 20, weight=b.Weight.SEMIBOLD, tabular=True),
        b.Column("Item and decision sought", header=True),
        b.Column("Type", 24),
        b.Column("Paper", 20),
    )
    rows = (
        b.Row((b.lines_cell("2pm", "5 min"), "Welcome", b.Chip("Standing"), b.quiet("none"))),
        b.Row((b.lines_cell("2:05pm", "35 min"), b.Cell((b.bold("Prevention"), "Agree an offer.")),
               b.Chip("Decision", True), b.PageRef("item5", whole=True)), highlight=True),
    )  # fmt: skip
    return section(
        b.Eyebrow("Thursday 9 February 2017, 2pm to 4pm"),
        b.Heading(1, "Agenda", key="agenda"),
        b.Lead("Three decisions and one highlight report."),
        b.DataTable(columns, rows, summary="Items of the meeting"),
        b.KeyBox((b.Paragraph((b.bold("At the end of each item:"), " who must hear it?")),)),
        b.LabelRow("Left out", (b.Paragraph("Five items for noting."),), rule_above=False),
        b.LabelRow("Seats to fill", (b.Paragraph("Business and schools are vacant."),)),
        b.Note("Sample figures."),
    )


def _front_sheet() -> b.Section:
    asked = b.NumberedList(("agree a lead partner", "agree one weekly list"))
    partners = b.DataTable(
        (b.Column("Partner", 40, header=True), b.Column("We ask them to"),
         b.Column("By", 15, align="right", tabular=True)),
        (b.Row(("Probation", "Share release dates", "1 Dec")),), look="compact",
    )  # fmt: skip
    return section(
        b.Eyebrow(("Item 5", b.Chip("Decision", True))),
        b.Heading(1, "Reoffending: a complete ‘change’ offer", key="item5"),
        b.FactStrip((b.Fact("Starts", "2:45pm"), b.Fact("Full paper", b.PageRef("paper")))),
        b.LabelRow("Decision sought",
                   (b.AskBox((b.Paragraph(b.bold("The Board is asked to:")), asked)),)),
        b.LabelRow("Partner actions sought", (partners,)),
        b.LabelRow("Actions", (b.RefList((b.RefItem("A25", "CCG to name a lead", "1 Dec 2016"),)),
                               b.BulletList(("one thing", "another thing")))),
        b.LabelRow("1", (b.Heading(2, "Which programmes could take people?", look="question"),
                         b.FormField("reply1", "Your reply", "Which programmes could take people?"),
                         b.FormRow((b.FormField("by", "Agreed by (role)", "Agreed by", 15),
                                    b.FormField("body", "Body that hears it", "Body", 15)))),
                   level=0, look="number", aside=(b.Note("For item 5"),)),
    )  # fmt: skip


def _kpis() -> b.Section:
    return section(
        b.Eyebrow("Item 4. Highlight report, quarter 2", is_heading=True, key="kpis"),
        b.KpiPanel(
            "Repeat MARAC cases have been above average for seven months", picture(),
            subtitle="R9. Cases that are repeats, % by month", period="Quarter 2", value="34%",
            target_label="Target, 2016/17", target=b.bold("28%"), rating=b.Mark.RED,
            rating_word="Red", way=b.Mark.UP, way_word="Rising, worse",
            outlook="Target will be missed", note="Source: MARAC coordinator.",
        ),
        b.LabelRow("PMG’s judgement", (b.Paragraph("Red. The rise is real."),), level=3),
        b.KpiPanel("The caseload has stalled", picture("It has stalled at 182."), compact=True),
        b.UnitChart(
            "Each symbol is one indicator",
            (b.UnitColumn((b.Mark.RED,), "Red"), b.UnitColumn((b.Mark.AMBER,), "Amber"),
             b.UnitColumn((b.Mark.GREEN,), "Green"),
             b.UnitColumn((b.Mark.NOT_RATED, b.Mark.GAP), "No rating")),
            (b.UnitRow("1 Reoffending", ((b.Mark.RED,) * 2, (b.Mark.AMBER,), (), (b.Mark.GAP,))),
             b.UnitRow("2 Prevention", ((), (b.Mark.AMBER,) * 2, (b.Mark.GREEN,) * 4, ()))),
        ),
        b.Figure(picture("Worry about ASB fell."), title="Worry about ASB is falling",
                 subtitle="R1. Per cent.", note="Source: MOPAC survey."),
    )  # fmt: skip


def _rest() -> b.Section:
    columns = (
        b.Column("Theme", 27, tone=b.Tone.NAVY), b.Column("Ref", 12, tabular=True),
        b.Column("Indicator", header=True), b.Column("Ten quarters", 20), b.Column("Status", 28),
    )  # fmt: skip

    def row(ref: str, mark: b.Mark) -> b.Row:
        state = b.status_cell(mark, mark.name.title(), b.Mark.FLAT, "Steady")
        return b.Row((b.lines_cell(ref, "O5"), "Residents worried", b.Picture(spark()), state))

    table = b.DataTable(
        columns,
        (b.Band("Priority 1: Reoffending", (
            b.Group("Youth offending", (row("R1", b.Mark.AMBER), row("R2", b.Mark.GREEN))),
            b.Group(b.lines_cell("PREVENT", "1 of 1"), (row("P6", b.Mark.RED),)))),),
        look="appendix", footnote="Duplicated indicators are shown once.",
    )  # fmt: skip
    boards = b.DataTable(
        (b.Column("Board", 50, header=True), b.Column("Out: us → them")),
        (b.Row(("Adults Safeguarding Board",
                b.Cell((b.ChipLine(b.Chip("Tell"), "34% are repeats."),
                        b.ChipLine(b.Chip("Ask", True), "Check the last 20.")), gap=2))),
         b.Row(("All", "2"), total=True)),
        caption="What goes out", look="large",
    )  # fmt: skip
    return section(
        b.Heading(1, "Appendix", key="paper"),
        table,
        b.Legend(((b.Mark.RED, "Red: off target"), (b.Mark.NOT_RATED, "Not rated"))),
        boards,
        b.KeepTogether((b.Heading(3 - 1, "Names"), b.Paragraph(NAMES))),
        b.Paragraph((b.Run("Bu sayfayı Türkçe isteyebilirsiniz.", lang="tr"), " See ",
                     b.Run("the guidance", link="https://www.gov.uk/guidance"), " or ",
                     b.Run("the agenda", link="#agenda"), ".")),
        b.Space(5),
        b.Signpost("This paper will follow.", "It comes as a supplement."),
        b.PageBreak(),
        b.Eyebrow("Item 6, paper 6.1", is_heading=True),
        b.AttachedPages(one_page_pdf(), "Change offer"),
    )  # fmt: skip


def _public() -> b.Section:
    return section(
        b.Heading(1, "What we decided"),
        b.KeyBox((b.Heading(2, "Good news"), b.BigFigure("105", "young people", spark()))),
        b.Paragraph("Poproś o tę stronę po polsku.", lang="pl"),
        scale="public",
        running="Public page",
    )


def walk(blocks: Iterable[Any]) -> Iterator[Any]:
    """Every block, those inside others too."""
    for block in blocks:
        yield block
        yield from walk(getattr(block, "blocks", ()))
        yield from walk(getattr(block, "fields", ()))


# ---- reading back -------------------------------------------------------------------------------


def page_words(data: bytes) -> list[str]:
    """All words of each page, running lines too, one line of text to a shown string."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return ["\n".join(_shown(page)) for page in pdf.pages]


def _shown(page: pikepdf.Page) -> Iterator[str]:
    decoders, font = _decoders(page), ""
    instructions: Any = pikepdf.parse_content_stream(page)
    for operands, operator in instructions:
        if str(operator) == "Tf":
            font = str(operands[0])
        elif str(operator) == "Tj":
            yield decoders[font](bytes(operands[0]))
