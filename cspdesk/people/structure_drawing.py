"""The structure chart as a drawing for screen and paper, with a hot box for each group. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.charts.primitives import (
    Anchor,
    Drawing,
    HotPoint,
    Ink,
    Line,
    Rect,
    Shape,
    Text,
    Weight,
)
from cspdesk.charts.text import ASCENT
from cspdesk.people.structure import Box, ChartGroup, StructureChart
from cspdesk.people.structure_pages import chart_words, group_words, outline
from db.vocabulary import GroupKind

_ALT_GROUPS = 30  # beyond it the alternative text says how many, and the outline the rest


def structure_drawing(
    chart: StructureChart, *, chosen: int | None = None, edge: float = 0.0
) -> Drawing:
    """The chart at its scale. `chosen` is drawn with the accent; hot points have "group:ID".

    `edge` is left free all round: for the ring of the box that has the keyboard.
    """
    by_id = {group.id: group for group in chart.groups}
    shapes: list[Shape] = []
    shapes += _panels(chart)
    shapes += [
        Line(link.x1, link.y1, link.x2, link.y2, Ink.LINE, 1.0, (4, 3) if link.dashed else ())
        for link in chart.links
    ]
    for box in chart.boxes:
        shapes += _box(chart, box, by_id[box.id], box.id == chosen)
    return Drawing(
        chart.width * chart.scale + 2 * edge,
        chart.height * chart.scale + 2 * edge,
        tuple(_scaled(shapes, chart.scale, edge)),
        alt=chart_words(chart.groups)
        if len(chart.groups) <= _ALT_GROUPS
        else f"Structure chart of {len(chart.groups)} groups; the outline beside it says the same.",
        hot=_hot(chart, edge),
        title="Structure of the partnership",
        table=(("Group", "Reports to", "Chair"), *_rows(chart.groups)),
    )


def _rows(groups: Sequence[ChartGroup]) -> list[tuple[str, str, str]]:
    names = {group.id: group.name for group in groups}
    return [
        (group.name, names.get(group.parent_id or 0, ""), group.chair)
        for line in outline(groups)
        for group in groups
        if group.id == line.id
    ]


def _hot(chart: StructureChart, edge: float) -> tuple[HotPoint, ...]:
    """Every box, in the order of the outline, so that stepping on reads the tree."""
    scale, by_id = chart.scale, {group.id: group for group in chart.groups}
    names = {group.id: group.title for group in chart.groups}
    found = []
    for line in outline(chart.groups):
        box, group = chart.by_id[line.id], by_id[line.id]
        above = names.get(group.parent_id or 0)
        reports = f" Reports to {above}." if above else ""
        found.append(
            HotPoint(
                box.x * scale + edge,
                box.y * scale + edge,
                f"{group.name}. {group_words(group)}{reports}",
                f"group:{box.id}",
                box.width * scale,
                box.height * scale,
            )
        )
    return tuple(found)


def _panels(chart: StructureChart) -> list[Shape]:
    size, shapes = chart.size, list[Shape]()
    for panel in chart.panels:
        shapes.append(Rect(panel.x, panel.y, panel.width, panel.height, Ink.PALE, None, radius=4))
        base = panel.y + size.pad + size.detail * ASCENT + 1
        shapes.append(
            Text(
                panel.x + size.pad + 2, base, panel.title, size.detail,
                ink=Ink.SECONDARY, weight=Weight.SEMIBOLD,
            )
        )  # fmt: skip
    return shapes


def _box(chart: StructureChart, box: Box, group: ChartGroup, chosen: bool) -> list[Shape]:
    """The Board is filled, the Executive and PMG tinted, sub-groups plain; a lack is dashed."""
    size = chart.size
    fill, stroke, ink, quiet = _LOOKS.get(group.kind, _PLAIN)
    dash = (3.0, 2.5) if group.note and group.kind is not GroupKind.BOARD else ()
    shapes: list[Shape] = [
        Rect(
            box.x, box.y, box.width, box.height, fill, Ink.ACCENT if chosen else stroke,
            2.0 if chosen else 1.0, () if chosen else dash, radius=3,
        )
    ]  # fmt: skip
    y = box.y + size.pad
    for words in box.name:
        y += size.name * size.leading
        shapes.append(_line(box.middle, y, words, size.name, ink, Weight.SEMIBOLD))
    for words in box.details:
        y += size.detail * size.leading
        shapes.append(_line(box.middle, y, words, size.detail, quiet, Weight.REGULAR))
    return shapes


def _line(x: float, bottom: float, words: str, size: float, ink: Ink, weight: Weight) -> Text:
    return Text(x, bottom - 0.3 * size, words, size, Anchor.MIDDLE, ink, weight)


_PLAIN = (Ink.PANEL, Ink.LINE, Ink.TEXT, Ink.SECONDARY)
_LOOKS = {
    GroupKind.BOARD: (Ink.ACCENT, Ink.ACCENT, Ink.ON_ACCENT, Ink.ON_ACCENT),
    GroupKind.EXECUTIVE: (Ink.TINT, Ink.ACCENT, Ink.TEXT, Ink.TEXT),
    GroupKind.PMG: (Ink.TINT, Ink.LINE, Ink.TEXT, Ink.TEXT),
}


def _scaled(shapes: Sequence[Shape], by: float, edge: float) -> list[Shape]:
    """The shapes at another size; lines keep their width."""
    if by == 1 and not edge:
        return list(shapes)
    found: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Rect):
            found.append(
                replace(
                    shape,
                    x=shape.x * by + edge,
                    y=shape.y * by + edge,
                    width=shape.width * by,
                    height=shape.height * by,
                )
            )
        elif isinstance(shape, Line):
            found.append(
                replace(
                    shape,
                    x1=shape.x1 * by + edge,
                    y1=shape.y1 * by + edge,
                    x2=shape.x2 * by + edge,
                    y2=shape.y2 * by + edge,
                )
            )
        elif isinstance(shape, Text):
            x, y = shape.x * by + edge, shape.y * by + edge
            found.append(replace(shape, x=x, y=y, size=shape.size * by))
    return found
