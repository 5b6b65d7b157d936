"""Which function lays out which block."""

from __future__ import annotations

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf import (
    attached,
    boxes,
    contents,
    cover,
    forms,
    paragraphs,
    pictures,
    rows,
    tables,
)
from cspdesk.packs.pdf.layout import Flow, Frame, Handler, Layout
from cspdesk.packs.pdf.pieces import keep
from cspdesk.packs.pdf.styles import CONTENT_HEIGHT, MM
from cspdesk.packs.pdf.units import unit_chart


def page_break(_layout: Layout, _block: b.PageBreak, _frame: Frame) -> Flow:
    return Flow([], breaks=True)


def space(_layout: Layout, block: b.Space, _frame: Frame) -> Flow:
    return Flow([], after=block.height * MM)


def keep_together(layout: Layout, block: b.KeepTogether, frame: Frame) -> Flow:
    pieces = layout.stack(block.blocks, frame)
    before = pieces[0].gap if pieces else 0.0
    return Flow(keep(pieces, CONTENT_HEIGHT), before, 1.2 * MM)


HANDLERS: dict[type, Handler] = {
    b.Eyebrow: paragraphs.eyebrow,
    b.Heading: paragraphs.heading,
    b.Lead: paragraphs.lead,
    b.Paragraph: paragraphs.paragraph,
    b.Note: paragraphs.note,
    b.BulletList: paragraphs.bullet_list,
    b.NumberedList: paragraphs.numbered_list,
    b.RefList: paragraphs.ref_list,
    b.Legend: paragraphs.legend,
    b.LabelRow: rows.label_row,
    b.FactStrip: rows.fact_strip,
    b.AskBox: boxes.ask_box,
    b.KeyBox: boxes.key_box,
    b.BigFigure: boxes.big_figure,
    b.Signpost: boxes.signpost,
    b.DataTable: tables.data_table,
    b.Figure: pictures.figure,
    b.KpiPanel: pictures.kpi_panel,
    b.UnitChart: unit_chart,
    b.FormField: forms.form_field,
    b.FormRow: forms.form_row,
    b.Cover: cover.cover,
    b.Contents: contents.contents,
    b.AttachedPages: attached.attached_pages,
    b.PageBreak: page_break,
    b.Space: space,
    b.KeepTogether: keep_together,
}
