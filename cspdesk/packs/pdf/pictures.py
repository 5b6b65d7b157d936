"""Drawings as figures with alternative text; the KPI panel; the count of symbols."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.charts.primitives import Drawing
from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Run, Sign, Text, Weight
from cspdesk.packs.pdf.layout import Flow, Frame, Layout, stacked
from cspdesk.packs.pdf.letters import tidy
from cspdesk.packs.pdf.paragraphs import heading_title, text_flow, text_piece
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Piece, Under, keep, merged, wrapped
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    BODY,
    CONTENT_HEIGHT,
    H2,
    H3,
    KPI_VALUE,
    KPI_VALUE_COMPACT,
    LABEL_GRID,
    LABEL_WIDTH,
    MM,
    NAVY,
    SMALL,
    TextStyle,
)


def drawing_piece(drawing: Drawing, parent: Node) -> Piece:
    """A drawing as a figure element; its box on the page is told to readers (14.8.5.4)."""
    node = parent.child("Figure", alt=tidy(drawing.alt), owner="Layout", Placement="Block")

    def draw(pen: Pen, x: float, top: float) -> None:
        bottom = top - drawing.height
        node.attributes["BBox"] = (x, bottom, x + drawing.width, top)
        with pen.canvas.content(node):
            paint_at(pen, drawing, x, bottom)

    return Piece(drawing.height, draw)


def paint_at(pen: Pen, drawing: Drawing, x: float, bottom: float) -> None:
    """Paint a drawing with its lower left corner at (x, bottom); the state of the page is kept."""
    from cspdesk.packs.pdf.paint import paint

    pen.canvas.saveState()
    pen.canvas.translate(x, bottom)
    paint(pen.canvas, drawing)
    pen.canvas.restoreState()


def figure(layout: Layout, block: b.Figure, frame: Frame) -> Flow:
    """A finding, its source line, the chart and a note, kept on one page."""
    flows: list[Flow] = []
    if block.title:
        flows.append(_finding(layout, block.title, block.level, block.key, frame))
    if block.subtitle:
        flows.append(Flow([text_piece(layout, block.subtitle, SMALL, frame)], after=2 * MM))
    flows.append(Flow([drawing_piece(block.drawing, frame.node)], after=1 * MM))
    if block.note:
        flows.append(Flow([text_piece(layout, block.note, SMALL, frame)], after=1.6 * MM))
    return Flow(keep(stacked(flows), CONTENT_HEIGHT), flows[0].before, flows[-1].after)


def _finding(layout: Layout, title: Text, level: int, key: str, frame: Frame) -> Flow:
    style = replace(H2 if level == 2 else H3, after=0.6 * MM)
    flow = text_flow(layout, title, style, frame, f"H{level}")
    flow.pieces[0].keys = (layout.add_heading(level, heading_title(title), key),)
    return flow


# ---- KPI panel ----------------------------------------------------------------------------------


def kpi_panel(layout: Layout, block: b.KpiPanel, frame: Frame) -> Flow:
    """A navy rule, the finding over the whole width, then figures at the left and the chart."""
    finding = _finding(layout, block.finding, block.level, block.key, frame)
    head = wrapped(finding.pieces[0], 0.0, 2 * MM, 0.0, _heavy_rule(frame.width))
    flows = [Flow([head], after=0.4 * MM)]
    if block.subtitle:
        flows.append(Flow([text_piece(layout, block.subtitle, SMALL, frame)], after=2.0 * MM))
    flows.append(Flow([_panel(layout, block, frame)]))
    return Flow(keep(stacked(flows), CONTENT_HEIGHT), 2 * MM, 1 * MM)


def _heavy_rule(width: float) -> Under:
    def under(pen: Pen, x: float, top: float, height: float, first: bool, last: bool) -> None:
        with pen.decoration():
            pen.rule(x, top, width, 2.25, NAVY)

    return under


def _panel(layout: Layout, block: b.KpiPanel, frame: Frame) -> Piece:
    left = stacked(_kpi_facts(layout, block, frame.narrowed(LABEL_WIDTH)))
    beside = frame.narrowed(frame.width - LABEL_GRID)
    right = [Flow([drawing_piece(block.drawing, frame.node)], after=1 * MM)]
    if block.note:
        right.append(Flow([text_piece(layout, block.note, SMALL, beside)]))
    panel = merged([(0.0, left), (LABEL_GRID, stacked(right))])
    return wrapped(panel, 0.0, 0.0, 0.4 * MM, None)


def _kpi_facts(layout: Layout, block: b.KpiPanel, frame: Frame) -> list[Flow]:
    value = KPI_VALUE_COMPACT if block.compact else KPI_VALUE
    gap = (1.2 if block.compact else 2.6) * MM
    flows: list[Flow] = []

    def add(text: Text, style: TextStyle, before: float) -> None:
        if text:
            flows.append(Flow([text_piece(layout, text, style, frame)], before=before))

    add(block.period, SMALL, 0.0)
    add(block.value, value, 0.2 * MM)
    add(block.target_label, SMALL, gap * 0.8)
    add(block.target, BODY, 0.0)
    if block.rating is not None:
        add((Sign(block.rating), Run(block.rating_word, Weight.SEMIBOLD)), BODY, gap)
    if block.way is not None:
        add((Sign(block.way), block.way_word), BODY, gap)
    add(block.outlook, BODY, gap)
    return flows
