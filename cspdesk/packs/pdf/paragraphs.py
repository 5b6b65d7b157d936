"""Paragraphs, headings, lists and notes as pieces."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Align, Run, Sign, Text, Weight, plain
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.letters import tidy
from cspdesk.packs.pdf.lines import Line
from cspdesk.packs.pdf.pen import Pen, base_line
from cspdesk.packs.pdf.pieces import Piece, merged, shifted
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import H2, H3, INK, MM, NOTE, QUESTION, SMALL, TextStyle
from cspdesk.packs.pdf.words import Words

_LIST_INDENT = 5 * MM
_ITEM_GAP = 0.6 * MM


def lines_piece(
    lines: Sequence[Line], style: TextStyle, node: Node, width: float, align: Align = "left"
) -> Piece:
    """Lines of one element, cut between any two but never leaving one alone."""
    first = base_line(style)

    def draw(pen: Pen, x: float, top: float) -> None:
        pen.lines(
            node,
            [
                (x + _indent(line, width, align), top - first - i * style.leading, line)
                for i, line in enumerate(lines)
            ],
        )

    def cut(room: float) -> tuple[Piece, Piece] | None:
        count = min(int((room + 0.05) / style.leading), len(lines) - 2)
        if count < 2:
            return None
        return (
            lines_piece(lines[:count], style, node, width, align),
            lines_piece(lines[count:], style, node, width, align),
        )

    return Piece(len(lines) * style.leading, draw, cut=cut if len(lines) > 3 else None)


def _indent(line: Line, width: float, align: Align) -> float:
    if align == "left":
        return 0.0
    return (width - line.width) / (1 if align == "right" else 2)


def text_piece(
    layout: Layout, text: Text, style: TextStyle, frame: Frame, role: str = "P", lang: str = ""
) -> Piece:
    """One paragraph in an element of its own."""
    node = frame.node.child(role, lang=lang) if lang else frame.node.child(role)
    return lines_piece(layout.lines(text, style, frame.width), style, node, frame.width)


def text_flow(
    layout: Layout, text: Text, style: TextStyle, frame: Frame, role: str = "P", lang: str = ""
) -> Flow:
    return Flow([text_piece(layout, text, style, frame, role, lang)], style.before, style.after)


# ---- blocks -------------------------------------------------------------------------------------


def paragraph(layout: Layout, block: b.Paragraph, frame: Frame) -> Flow:
    flow = text_flow(layout, block.text, frame.scale.body, frame, lang=block.lang)
    flow.pieces[0].keys = (block.key,) if block.key else ()
    return flow


def lead(layout: Layout, block: b.Lead, frame: Frame) -> Flow:
    return text_flow(layout, block.text, frame.scale.lead, frame)


def note(layout: Layout, block: b.Note, frame: Frame) -> Flow:
    return text_flow(layout, block.text, NOTE, frame)


def eyebrow(layout: Layout, block: b.Eyebrow, frame: Frame) -> Flow:
    style = frame.scale.eyebrow
    if block.is_heading:
        title = block.bookmark or heading_title(block.text)
        key = layout.add_heading(1, title, block.key)
        piece = text_piece(layout, block.text, style, frame, "H1")
        piece.keys = (key,)
        style = replace(style, after=2 * MM)
    else:
        piece = text_piece(layout, block.text, style, frame)
    if any(isinstance(part, b.Chip) for part in b.inlines(block.text)):
        piece = _with_room_for_chip(piece)
    piece.hold = True
    return Flow([piece], 0.0, style.after)


def _with_room_for_chip(piece: Piece) -> Piece:
    """A chip is a little higher than its line."""
    return replace(piece, height=piece.height + 0.6 * MM)


def heading(layout: Layout, block: b.Heading, frame: Frame) -> Flow:
    style = _heading_style(block, frame)
    title = block.bookmark or heading_title(block.text)
    key = layout.add_heading(block.level, title, block.key, block.in_contents)
    piece = text_piece(layout, block.text, style, frame, f"H{block.level}")
    piece.keys, piece.hold, piece.cut = (key,), True, None
    return Flow([piece], style.before, style.after)


def _heading_style(block: b.Heading, frame: Frame) -> TextStyle:
    scale = frame.scale
    if block.look == "label":
        return replace(scale.label, before=scale.row_above, after=scale.row_below * 0.4)
    if block.look == "question":
        return QUESTION
    return {1: scale.heading, 2: H2, 3: H3}[block.level]


def heading_title(text: Text) -> str:
    """The words of a heading on one line, for bookmarks and the contents."""
    return " ".join(tidy(plain(text)).replace("\u00a0", " ").split())


# ---- lists --------------------------------------------------------------------------------------


def bullet_list(layout: Layout, block: b.BulletList, frame: Frame) -> Flow:
    labels = ["\u2022"] * len(block.items)
    return _list(layout, block.items, labels, "Disc", frame)


def numbered_list(layout: Layout, block: b.NumberedList, frame: Frame) -> Flow:
    labels = [_label(i, block.style) for i in range(block.start, block.start + len(block.items))]
    kind = "Decimal" if block.style == "1." else "LowerAlpha"
    return _list(layout, block.items, labels, kind, frame)


def _label(number: int, style: str) -> str:
    if style == "1.":
        return f"{number}."
    letters = chr(96 + number) if number <= 26 else f"a{chr(70 + number)}"
    return style.replace("a", letters)


def _list(
    layout: Layout, items: Sequence[Text], labels: Sequence[str], kind: str, frame: Frame
) -> Flow:
    style = frame.scale.body
    node = frame.node.child("L", owner="List", ListNumbering=kind)
    indent = _indent_for(layout, labels, style)
    pieces: list[Piece] = []
    for item, label in zip(items, labels, strict=True):
        entry = node.child("LI")
        side: Align = "left" if kind == "Disc" else "right"
        lines = layout.lines(label, style, indent)
        mark = lines_piece(lines, style, entry.child("Lbl"), indent - 2 * MM, side)
        body = Frame(frame.width - indent, entry, frame.scale, frame.inside)
        text = text_piece(layout, item, style, body, "LBody")
        pieces.append(_beside(mark, text, indent))
        pieces[-1].gap = _ITEM_GAP if len(pieces) > 1 else 0.0
    return Flow(pieces, 0.3 * MM, 0.6 * MM)


def _indent_for(layout: Layout, labels: Sequence[str], style: TextStyle) -> float:
    widest = max((layout.lines(label, style, 999.0)[0].width for label in labels), default=0.0)
    return max(_LIST_INDENT * style.size / 11, widest + 2.4 * MM)


def _beside(left: Piece, right: Piece, dx: float) -> Piece:
    """A label drawn beside the first line of a piece that may still be cut."""
    moved = shifted(right, dx)

    def draw(pen: Pen, x: float, top: float) -> None:
        left.draw(pen, x, top)
        moved.draw(pen, x, top)

    def cut(room: float) -> tuple[Piece, Piece] | None:
        parts = right.cut(room) if right.cut else None
        return (_beside(left, parts[0], dx), shifted(parts[1], dx)) if parts else None

    return replace(moved, draw=draw, cut=cut if right.cut else None)


def ref_list(layout: Layout, block: b.RefList, frame: Frame) -> Flow:
    style = frame.scale.body
    node = frame.node.child("L", owner="List", ListNumbering="None")
    pieces = [
        _ref_item(layout, item, block.ref_width * MM, style, node, frame) for item in block.items
    ]
    for piece in pieces[1:]:
        piece.gap = 1.6 * MM
    return Flow(pieces, 1.8 * MM, 1.8 * MM)


def _ref_item(
    layout: Layout, item: b.RefItem, width: float, style: TextStyle, node: Node, frame: Frame
) -> Piece:
    entry = node.child("LI")
    ref = replace(style, tabular=True)
    label = lines_piece(layout.lines(item.ref, ref, width), ref, entry.child("Lbl"), width)
    body = entry.child("LBody")
    right_lines = layout.lines(item.right, ref, frame.width) if item.right else []
    taken = right_lines[0].width + 4 * MM if right_lines else 0.0
    room = frame.width - width - taken
    spans = (body.child("Span"), body.child("Span")) if right_lines else (body, body)
    text = lines_piece(
        ended(layout.lines(item.text, style, room), bool(right_lines)), style, spans[0], room
    )
    if not right_lines:
        return _beside(label, text, width)
    right = lines_piece(right_lines, ref, spans[1], frame.width, "right")
    return merged([(0.0, [label]), (width, [text]), (0.0, [right])])


def ended(lines: list[Line], more: bool = True) -> list[Line]:
    """The lines with a space at the end when other words follow in the same element."""
    last = lines[-1].items[-1] if lines[-1].items else None
    if not more or not isinstance(last, Words):
        return lines
    ending = Line(
        [*lines[-1].items[:-1], Words(last.text.rstrip() + " ", last.ink)], lines[-1].width
    )
    return [*lines[:-1], ending]


def legend(layout: Layout, block: b.Legend, frame: Frame) -> Flow:
    """Marks with their words, as many in a line as fit."""
    style = replace(SMALL, weight=Weight.SEMIBOLD, colour=INK, size=11, leading=15)
    parts: list[b.Inline] = []
    for mark, word in block.items:
        parts += [Sign(mark), Run(word.replace(" ", "\u00a0")), Run("\u00a0\u00a0\u00a0\u00a0 ")]
    return Flow([text_piece(layout, tuple(parts[:-1]), style, frame)], 2 * MM, 1.2 * MM)
