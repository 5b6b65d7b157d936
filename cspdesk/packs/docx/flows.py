"""Each block of a document as Word has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from cspdesk.packs import blocks as b
from cspdesk.packs.docx.forms import form_field, form_row
from cspdesk.packs.docx.pen import Pen
from cspdesk.packs.docx.tables import data_table, fact_strip, unit_chart
from cspdesk.packs.docx.words import set_language, write
from cspdesk.packs.docx.xml import add_field


def write_blocks(pen: Pen, blocks: Sequence[b.Block]) -> None:
    """Write the blocks one after the other."""
    for block in blocks:
        WRITERS[type(block)](pen, block)


# -- words ------------------------------------------------------------------------------------


def _eyebrow(pen: Pen, block: b.Eyebrow) -> None:
    if block.is_heading:
        pen.paragraph(block.text, "Heading 1", key=block.key)
    else:
        pen.kept().paragraph(block.text, "Eyebrow")


def _heading(pen: Pen, block: b.Heading) -> None:
    pen.paragraph(block.text, f"Heading {block.level}", key=block.key)


def _paragraph(pen: Pen, block: b.Paragraph) -> None:
    made = pen.paragraph(block.text, key=block.key)
    if block.lang:
        set_language(made, block.lang)


def _bullets(pen: Pen, block: b.BulletList) -> None:
    _items(pen, block.items, pen.lists.begin(""))


def _numbered(pen: Pen, block: b.NumberedList) -> None:
    _items(pen, block.items, pen.lists.begin(block.style, block.start))


def _items(pen: Pen, items: Sequence[b.Text], number: str) -> None:
    for item in items:
        made = pen.paragraph(item)
        made.paragraph_format.space_after = Mm(1)
        pen.lists.put(made, number)


def _references(pen: Pen, block: b.RefList) -> None:
    for item in block.items:
        made = pen.paragraph("", "Reference line")
        form = made.paragraph_format
        form.left_indent, form.first_line_indent = Mm(block.ref_width), Mm(-block.ref_width)
        form.tab_stops.add_tab_stop(Mm(block.ref_width))
        form.tab_stops.add_tab_stop(Mm(pen.width), WD_TAB_ALIGNMENT.RIGHT)
        write(pen, made, item.ref)
        made.add_run().add_tab()
        write(pen, made, item.text)
        if b.plain(item.right):
            made.add_run().add_tab()
            write(pen, made, item.right)


def _legend(pen: Pen, block: b.Legend) -> None:
    parts: list[b.Inline] = []
    for mark, words in block.items:
        parts += [b.Sign(mark), f"{words}    "]
    pen.paragraph(tuple(parts), "Note")


# -- labels and boxes -------------------------------------------------------------------------


def _label_row(pen: Pen, block: b.LabelRow) -> None:
    """The label is the heading of what stands beside it in print."""
    blocks = block.blocks
    first = blocks[0] if blocks else None
    if block.level:
        pen.paragraph(block.label, f"Heading {block.level}", key=block.key)
    elif isinstance(first, b.Heading):
        label = b.plain(block.label)
        number = f"{label}. " if label else ""
        words = (number, *b.inlines(first.text))
        pen.paragraph(words, f"Heading {first.level}", key=first.key or block.key)
        blocks = blocks[1:]
    else:
        pen.kept().paragraph(block.label, key=block.key, bold=True)
    write_blocks(pen, block.aside)
    write_blocks(pen, blocks)


def _ask_box(pen: Pen, block: b.AskBox) -> None:
    write_blocks(pen.styled("Ask box"), block.blocks)


def _key_box(pen: Pen, block: b.KeyBox) -> None:
    write_blocks(pen.styled("Key box"), block.blocks)


def _big_figure(pen: Pen, block: b.BigFigure) -> None:
    pen.kept().paragraph(block.value, "Big figure")
    pen.paragraph(block.text)
    if block.drawing is not None:
        pen.picture(block.drawing)


def _signpost(pen: Pen, block: b.Signpost) -> None:
    pen.paragraph(block.statement, "Ask box", bold=True)
    if b.plain(block.detail):
        pen.paragraph(block.detail, "Ask box")


def _together(pen: Pen, block: b.KeepTogether) -> None:
    if block.blocks:
        write_blocks(pen.kept(), block.blocks[:-1])
        write_blocks(pen, block.blocks[-1:])


# -- pictures ---------------------------------------------------------------------------------


def _figure(pen: Pen, block: b.Figure) -> None:
    if b.plain(block.title):
        pen.paragraph(block.title, f"Heading {block.level}", key=block.key)
    _if_any(pen.kept(), block.subtitle)
    pen.picture(block.drawing)
    _if_any(pen, block.note)


def _if_any(pen: Pen, text: b.Text, style: str = "Note") -> None:
    if b.plain(text):
        pen.paragraph(text, style)


def _kpi_panel(pen: Pen, block: b.KpiPanel) -> None:
    pen.paragraph(block.finding, f"Heading {block.level}", key=block.key)
    keep = pen.kept()
    _if_any(keep, block.subtitle)
    if block.value:
        keep.paragraph((b.bold(block.value), "  ", *b.inlines(block.period)))
    if b.plain(block.target):
        keep.paragraph((*b.inlines(block.target_label), " ", *b.inlines(block.target)))
    rated: list[b.Inline] = []
    for mark, word in ((block.rating, block.rating_word), (block.way, block.way_word)):
        if mark is not None:
            rated += [b.Sign(mark), f"{word}   "]
    if rated:
        keep.paragraph(tuple(rated), bold=True)
    pen.picture(block.drawing)
    _if_any(pen, block.outlook)
    _if_any(pen, block.note)


# -- cover, contents, papers ------------------------------------------------------------------


def _cover(pen: Pen, block: b.Cover) -> None:
    pen.paragraph(block.edition, "Eyebrow")
    pen.paragraph(block.title, "Heading 1", key=block.key)
    pen.paragraph((b.bold(block.date), f"\n{block.venue}"))
    if block.tiles:
        tiles = [
            (b.bold(f"{tile.title}{' (in focus)' if tile.in_focus else ''}: "), tile.detail)
            for tile in block.tiles
        ]
        _items(pen, tiles, pen.lists.begin(""))
    if block.decisions:
        pen.paragraph(block.decisions_title, "Heading 2")
        _references(pen, b.RefList(block.decisions))
    if block.plan is not None:
        pen.paragraph(block.plan_title, "Heading 2")
        pen.picture(block.plan)
    _if_any(pen, block.reading_note)


def _contents(pen: Pen, block: b.Contents) -> None:
    """Word's own contents, which it fills when the file is opened or printed."""
    made = pen.paragraph("")
    hint = "Right-click here and choose Update field to see the contents."
    add_field(made, f'TOC \\o "1-{block.depth}" \\h \\z \\u', hint, stale=True)


def _attached(pen: Pen, block: b.AttachedPages) -> None:
    name = block.title.strip() or "This paper"
    pen.paragraph(
        f"“{name}” is a PDF and stands in the PDF edition: its pages cannot be set in Word.",
        "Ask box",
    )


def _break(pen: Pen, _block: b.PageBreak) -> None:
    pen.shared.break_next = True


def _space(_pen: Pen, _block: b.Space) -> None:
    """The styles bring their own white space."""


def _styled(style: str) -> Callable[[Pen, Any], None]:
    return lambda pen, block: _plain_in(pen, block.text, style)


def _plain_in(pen: Pen, text: b.Text, style: str) -> None:
    pen.paragraph(text, style)


WRITERS: dict[type[Any], Callable[[Pen, Any], None]] = {
    b.Eyebrow: _eyebrow,
    b.Heading: _heading,
    b.Lead: _styled("Lead"),
    b.Paragraph: _paragraph,
    b.Note: _styled("Note"),
    b.BulletList: _bullets,
    b.NumberedList: _numbered,
    b.RefList: _references,
    b.Legend: _legend,
    b.LabelRow: _label_row,
    b.FactStrip: fact_strip,
    b.AskBox: _ask_box,
    b.KeyBox: _key_box,
    b.BigFigure: _big_figure,
    b.Signpost: _signpost,
    b.DataTable: data_table,
    b.Figure: _figure,
    b.KpiPanel: _kpi_panel,
    b.UnitChart: unit_chart,
    b.FormField: form_field,
    b.FormRow: form_row,
    b.Cover: _cover,
    b.Contents: _contents,
    b.AttachedPages: _attached,
    b.PageBreak: _break,
    b.Space: _space,
    b.KeepTogether: _together,
}
