"""Boxes to write in: form fields on screen, outlined boxes on paper."""

from __future__ import annotations

from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.letters import tidy
from cspdesk.packs.pdf.paragraphs import text_piece
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Piece, merged
from cspdesk.packs.pdf.styles import LINE, MM, SMALL

_GAP = 4 * MM
_PAD = 2.8 * MM


def form_field(layout: Layout, block: b.FormField, frame: Frame) -> Flow:
    return Flow([_field(layout, block, frame, block.height * MM)], 2 * MM, 2 * MM)


def form_row(layout: Layout, block: b.FormRow, frame: Frame) -> Flow:
    """Fields side by side; all as high as the highest."""
    count = len(block.fields)
    width = (frame.width - (count - 1) * _GAP) / count
    height = max(field.height for field in block.fields) * MM
    columns = [
        (i * (width + _GAP), [_field(layout, field, frame.narrowed(width), height)])
        for i, field in enumerate(block.fields)
    ]
    return Flow([merged(columns)], 2 * MM, 2 * MM)


def _field(layout: Layout, block: b.FormField, frame: Frame, height: float) -> Piece:
    """The label inside the box at the top, and the field under it."""
    label = text_piece(layout, block.label, SMALL, frame.narrowed(frame.width - 2 * _PAD))
    node = frame.node.child("Form", alt=tidy(block.tooltip))
    used = 1.6 * MM + label.height

    def draw(pen: Pen, x: float, top: float) -> None:
        with pen.decoration():
            pen.outline(x, top - height, frame.width, height, 0.9, LINE)
        label.draw(pen, x + _PAD, top - 1.6 * MM)
        rect = (x + _PAD / 2, top - height + 1 * MM, x + frame.width - _PAD / 2, top - used)
        pen.canvas.field(node, rect, block.name, tidy(block.tooltip))

    return Piece(max(height, used + 8 * MM), draw)
