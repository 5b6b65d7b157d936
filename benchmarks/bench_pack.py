"""Cost of a tagged board pack, as a ratio to stock reportlab writing the same pages untagged.

Both sides are made from the same blocks: 12 sections with headings, paragraphs, lists, 30 charts
and 12 tables of 30 rows by 6 columns, a contents page with page numbers, running lines on each
page, in the same fonts and sizes. Ours is tagged, checked for missing letters and compressed in a
last pass; the floor is platypus with `multiBuild`, as its manual says to do it. Aim: below 0.8.
"""

from __future__ import annotations

import datetime as dt
import io
import random
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from cspdesk.packs import blocks as b

_WORDS = """partner board action police housing health probation community ward panel victim
offence target quarter review lead report agree cohort referral caseload priority message resident
school outreach tenancy custody mentor service burglary robbery confidence survey violence"""
SECTIONS, PARAGRAPHS, CHARTS, TABLE_ROWS = 12, 17, 30, 30


def blocks(seed: int = 7) -> list[tuple[b.Block, ...]]:
    """The blocks of each section; the same every time."""
    chance, known = random.Random(seed), _WORDS.split()

    def words(count: int) -> str:
        return " ".join(chance.choice(known) for _ in range(count)).capitalize() + "."

    charts = 0
    sections: list[tuple[b.Block, ...]] = []
    for number in range(1, SECTIONS + 1):
        out: list[b.Block] = [b.Heading(1, f"{number}. Section {number}")]
        for place in range(PARAGRAPHS):
            if place % 4 == 0:
                out.append(b.Heading(2, f"Part {number}.{place // 4 + 1}"))
            out.append(b.Paragraph(words(95)))
            if place % 6 == 2:
                out.append(b.BulletList(tuple(words(9) for _ in range(4))))
            if place in (3, 9, 15) and charts < CHARTS:
                charts += 1
                out.append(b.Figure(_chart([chance.uniform(55, 95) for _ in range(12)])))
        rows = tuple(
            b.Row(
                (f"K{i:02}", words(3), f"{chance.randint(50, 99)}%", "80%",
                 chance.choice(("Green", "Amber", "Red")), words(8))
            )
            for i in range(TABLE_ROWS)
        )  # fmt: skip
        out.append(b.DataTable(_COLUMNS, rows, look="compact"))
        sections.append(tuple(out))
    return sections


_COLUMNS = (
    b.Column("Ref", 12, header=True),
    b.Column("Measure", 40),
    b.Column("Actual", 17),
    b.Column("Target", 17),
    b.Column("Status", 18),
    b.Column("Comment"),
)


def _chart(values: list[float]) -> b.Drawing:
    from cspdesk.charts.primitives import Anchor, Drawing, Ink, Line, Mark, Poly, Shape, Text

    points = tuple((30 + 400 * i / 11, 100 - 90 * (v - 50) / 50) for i, v in enumerate(values))
    shapes: list[Shape] = [Line(30, 46, 430, 46, Ink.TARGET, 1.5, (7, 3)), Poly(points)]
    for i, (x, y) in enumerate(points):
        shapes += [Mark(x, y, 2.1), Text(x, 112, "AMJJASONDJFM"[i], 10, Anchor.MIDDLE)]
    return Drawing(440, 116, tuple(shapes), f"From {values[0]:.0f}% to {values[-1]:.0f}%.")


# ---- the two sides ------------------------------------------------------------------------------


def tagged(sections: list[tuple[b.Block, ...]]) -> int:
    """Our way; gives the number of pages."""
    from cspdesk.packs.pdf.render import render_pdf

    contents = b.Section((b.Heading(1, "Contents", in_contents=False), b.Contents(2)))
    document = b.Document(
        title="Board pack",
        partnership="Community Safety Partnership",
        sections=(contents, *(b.Section(part, new_page=i == 0) for i, part in enumerate(sections))),
        created=dt.datetime(2017, 2, 9),
        running="Board meeting",
    )
    return render_pdf(document, io.BytesIO()).pages


def stock(sections: list[tuple[b.Block, ...]]) -> int:
    """The floor: platypus, untagged; gives the number of pages."""
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate

    from cspdesk.packs.pdf import styles as s

    class Doc(BaseDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, flowable: Any) -> None:
            level = getattr(flowable, "level", None)
            if level is not None:
                words = flowable.getPlainText()
                self.canv.bookmarkPage(flowable.key)
                self.canv.addOutlineEntry(words, flowable.key, level, closed=1)
                self.notify("TOCEntry", (level, words, self.page, flowable.key))

    def furniture(canvas: Any, doc: Any) -> None:
        canvas.setFont(_fonts()[0], 9)
        canvas.drawString(s.LEFT, s.PAGE_HEIGHT - 36, "Community Safety Partnership")
        canvas.drawRightString(s.LEFT + s.CONTENT_WIDTH, 28, f"Page {doc.page}")
        canvas.line(s.LEFT, s.PAGE_HEIGHT - 44, s.LEFT + s.CONTENT_WIDTH, s.PAGE_HEIGHT - 44)

    doc = Doc(io.BytesIO(), pagesize=(s.PAGE_WIDTH, s.PAGE_HEIGHT), initialFontName=_fonts()[0])
    frame = Frame(s.LEFT, s.BOTTOM, s.CONTENT_WIDTH, s.CONTENT_HEIGHT, 0, 0, 0, 0)
    doc.addPageTemplates([PageTemplate("page", [frame], onPage=furniture)])
    doc.multiBuild(_stock_story(sections))
    return int(doc.page)


def _fonts() -> tuple[str, str]:
    from cspdesk.packs.pdf.fonts import font_name, register

    register()
    return font_name(), font_name(b.Weight.BOLD)


def _stock_story(sections: list[tuple[b.Block, ...]]) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph
    from reportlab.platypus.tableofcontents import TableOfContents

    regular, bold = _fonts()
    body = ParagraphStyle("body", fontName=regular, fontSize=11, leading=15, spaceAfter=3.4)
    first = ParagraphStyle("h1", fontName=bold, fontSize=22, leading=26, spaceBefore=22,
                           spaceAfter=6, keepWithNext=1)  # fmt: skip
    second = ParagraphStyle("h2", fontName=bold, fontSize=15, leading=19, spaceBefore=14,
                            spaceAfter=4.5, keepWithNext=1)  # fmt: skip
    item = ParagraphStyle("item", parent=body, leftIndent=14, bulletFontName=regular, spaceAfter=2)
    contents = TableOfContents()
    contents.levelStyles = [body, item]
    story: list[Any] = [Paragraph("Contents", first), contents, PageBreak()]
    for block in (block for part in sections for block in part):
        if isinstance(block, b.Heading):
            heading = Paragraph(b.plain(block.text), (first, second)[block.level - 1])
            heading.level, heading.key = block.level - 1, f"k{len(story)}"
            story.append(heading)
        elif isinstance(block, b.Paragraph):
            story.append(Paragraph(b.plain(block.text), body))
        elif isinstance(block, b.BulletList):
            story += [Paragraph(b.plain(text), item, bulletText="\u2022") for text in block.items]
        elif isinstance(block, b.Figure):
            story.append(_stock_chart(block.drawing))
        elif isinstance(block, b.DataTable):
            story += _stock_table(block, regular, bold)
    return story


def _stock_chart(drawing: b.Drawing) -> Any:
    from reportlab.platypus import Flowable

    from cspdesk.packs.pdf.paint import paint

    class Chart(Flowable):  # type: ignore[misc]
        def wrap(self, *_room: float) -> tuple[float, float]:
            return drawing.width, drawing.height + 3

        def draw(self) -> None:
            paint(self.canv, drawing)

    return Chart()


def _stock_table(block: b.DataTable, regular: str, bold: str) -> list[Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Spacer, Table, TableStyle

    from cspdesk.packs.pdf.styles import CONTENT_WIDTH, MM

    cell = ParagraphStyle("cell", fontName=regular, fontSize=11, leading=15)
    head = ParagraphStyle("head", fontName=bold, fontSize=10, leading=13)
    rows = [[Paragraph(b.plain(column.title), head) for column in block.columns]]
    for row in block.rows:
        if isinstance(row, b.Row):
            rows.append([Paragraph(text, cell) for text in row.cells])
    widths = [column.width * MM for column in block.columns]
    widths[-1] = CONTENT_WIDTH - sum(widths)
    rules = TableStyle([
        ("LINEBELOW", (0, 0), (-1, 0), 1.25, HexColor("#14202B")),
        ("LINEBELOW", (0, 1), (-1, -1), 0.5, HexColor("#B4BEC8")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), 8.5),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 2.4),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.7),
    ])  # fmt: skip
    return [Table(rows, colWidths=widths, repeatRows=1, style=rules), Spacer(1, 8)]


def _median(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def measure(times: int = 5) -> dict[str, float]:
    """Median seconds, pages and `ratio`: `tagged_s`, `stock_s`, `tagged_pages`, `stock_pages`."""
    sections = blocks()
    pages = {"tagged_pages": tagged(sections), "stock_pages": stock(sections)}  # and imports
    ours, floor = [], []
    for _ in range(times):  # in turn, so that a busy machine is unkind to both
        ours.append(_median(lambda: tagged(sections), 1))
        floor.append(_median(lambda: stock(sections), 1))
    tagged_s, stock_s = statistics.median(ours), statistics.median(floor)
    found = {"tagged_s": tagged_s, "stock_s": stock_s, "ratio": tagged_s / stock_s, **pages}
    return {name: round(value, 3) for name, value in found.items()}


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:14} {value:8.3f}")
