"""A tagged PDF of wide pages (A4 landscape): figures of a whole page, and lists within lists.

The same pieces, tags and last pass as upright documents have (`cspdesk.packs.pdf`); only the sheet
and its running lines differ.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.furniture import DRAFT, Furniture, furniture, page_line
from cspdesk.packs.pdf.canvas import TaggedCanvas
from cspdesk.packs.pdf.finish import finish
from cspdesk.packs.pdf.flows import HANDLERS
from cspdesk.packs.pdf.layout import Flow, Frame, Layout, Memo
from cspdesk.packs.pdf.letters import in_fonts, tidy
from cspdesk.packs.pdf.paragraphs import lines_piece
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Paginator, Piece, Sheet, shifted
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    FURNITURE,
    LINE,
    MARKING,
    MM,
    NAVY,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    STANDARD,
    TextStyle,
)
from cspdesk.packs.pdf.words import Ink, Places

WIDTH, HEIGHT = PAGE_HEIGHT, PAGE_WIDTH  # the sheet lies on its side
SIDE, TOP, BOTTOM = 18 * MM, 21 * MM, 18 * MM
CONTENT_WIDTH, CONTENT_HEIGHT = WIDTH - 2 * SIDE, HEIGHT - TOP - BOTTOM
_INDENT = 6 * MM


@dataclass(frozen=True, slots=True)
class NestedList:
    """Texts with their depth, 0 at the top; each one deeper belongs to the one before it."""

    lines: tuple[tuple[int, b.Text], ...]


@dataclass(frozen=True, slots=True)
class WideSection:
    """Blocks that begin a page; `figure` ones may be as large as `CONTENT_WIDTH` allows."""

    blocks: tuple[b.Block | NestedList, ...]


@dataclass(frozen=True, slots=True)
class WideDocument:
    """The frame (title, marking, edition, dates) is a document without sections."""

    frame: b.Document
    sections: tuple[WideSection, ...]


def nested_list(layout: Layout, block: NestedList, frame: Frame) -> Flow:
    """A list whose items hold lists: a screen reader says how deep it is and what belongs to it."""
    style = frame.scale.body
    lists: list[Node] = []
    bodies: list[Node] = []
    pieces: list[Piece] = []
    for wanted, text in block.lines:
        depth = min(wanted, len(bodies))  # nothing hangs on nothing
        del lists[depth + 1 :], bodies[depth:]
        if len(lists) == depth:
            above = bodies[depth - 1] if depth else frame.node
            lists.append(above.child("L", owner="List", ListNumbering="Disc"))
        entry = lists[depth].child("LI")
        mark = entry.child("Lbl")
        body = entry.child("LBody")
        bodies.append(body)
        pieces.append(_item(layout, text, style, mark, body, depth, frame.width))
        pieces[-1].gap = 0.4 * MM if len(pieces) > 1 else 0.0
    return Flow(pieces, 0.6 * MM, 0.6 * MM)


def _item(
    layout: Layout, text: b.Text, style: TextStyle, mark: Node, body: Node, depth: int, width: float
) -> Piece:
    indent = depth * _INDENT
    room = width - indent - _INDENT
    bullet = lines_piece(layout.lines("•", style, _INDENT), style, mark, _INDENT)
    # A paragraph of its own: what is nested in the item must be read after its words.
    words = lines_piece(layout.lines(text, style, room), style, body.child("P"), room)
    moved = shifted(words, indent + _INDENT)

    def draw(pen: Pen, x: float, top: float) -> None:
        bullet.draw(pen, x + indent, top)
        moved.draw(pen, x, top)

    return Piece(moved.height, draw)


def write_wide(document: WideDocument, path: Path) -> int:
    """Write the document to `path`, whole or not at all; its number of pages. Raises WorldError."""
    data, pages = render_wide(document)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WorldError(
            f"The document could not be saved as {path.name}.",
            f"{error.strerror or error}. If it is open in another program, close it there; "
            "or save under another name or in another folder.",
        ) from error
    return pages


def render_wide(document: WideDocument) -> tuple[bytes, int]:
    """The bytes of the document and its number of pages."""
    root = Node("Document")
    layout = Layout(
        HANDLERS | {NestedList: nested_list}, Places(contents=()), Memo(),
        document.frame.marking, document.frame.partnership,
    )  # fmt: skip
    paginator = Paginator(CONTENT_HEIGHT)
    for section in document.sections:
        paginator.new_sheet()
        frame = Frame(CONTENT_WIDTH, root.child("Sect"), STANDARD)
        paginator.place(layout.stack(section.blocks, frame))  # type: ignore[arg-type]
    drawn = _drawn(document.frame, root, paginator.sheets, layout)
    return finish(document.frame, drawn, []), len(paginator.sheets)


def _drawn(frame: b.Document, root: Node, sheets: Sequence[Sheet], layout: Layout) -> bytes:
    buffer = io.BytesIO()
    canvas = TaggedCanvas(buffer, root)
    canvas.setPageSize((WIDTH, HEIGHT))
    pen = Pen(canvas)
    titles = {heading.key: heading for heading in layout.headings}
    running = furniture(frame, b.Section(()))
    for number, sheet in enumerate(sheets, 1):
        _furniture(pen, running, page_line(number, len(sheets)))
        for placed in sheet:
            top = HEIGHT - TOP - placed.down
            for key in placed.piece.keys:
                canvas.bookmarkHorizontal(key, SIDE, min(top + 6 * MM, HEIGHT))
                if key in titles and titles[key].level == 1:
                    canvas.addOutlineEntry(titles[key].title, key, 0)
            placed.piece.draw(pen, SIDE, top)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


# ---- running lines ------------------------------------------------------------------------------


def _furniture(pen: Pen, said: Furniture, page: str) -> None:
    """Header and footer as upright pages have them, over the width of this sheet."""
    head, foot = HEIGHT - 12.3 * MM, 10.1 * MM
    with pen.canvas.artifact("Header"):
        marked = " ".join(part for part in (DRAFT if said.draft else "", said.marking) if part)
        _at(pen, said.left, head, 0.0, FURNITURE)
        _at(pen, marked, head, 0.5, MARKING)
        _at(pen, said.right, head, 1.0, FURNITURE)
        pen.rule(SIDE, HEIGHT - 15.7 * MM, CONTENT_WIDTH, 2.25, NAVY)
    with pen.canvas.artifact("Footer"):
        pen.rule(SIDE, 14.9 * MM, CONTENT_WIDTH, 0.5, LINE)
        _at(pen, said.foot, foot, 0.0, FURNITURE)
        _at(pen, said.marking, foot, 0.5, MARKING)
        _at(pen, page, foot, 1.0, FURNITURE)


def _at(pen: Pen, words: str, y: float, share: float, style: TextStyle) -> None:
    """One running text at the left (0), in the middle (0.5) or at the right (1)."""
    shown = _cut(words, style, CONTENT_WIDTH * (0.2 if share == 0.5 else 0.39))
    x = SIDE + share * (CONTENT_WIDTH - _width(shown, style))
    for part, face in in_fonts(tidy(shown), style.weight, False):
        if part:
            pen.furniture(x, y, part, Ink(face, style.size, style.colour))
            x += face.width(part, style.size)


def _width(words: str, style: TextStyle) -> float:
    return sum(
        face.width(part, style.size) for part, face in in_fonts(tidy(words), style.weight, False)
    )


def _cut(words: str, style: TextStyle, room: float) -> str:
    if _width(words, style) <= room:
        return words
    while words and _width(words + "…", style) > room:
        words = words[:-1].rstrip()
    return words + "…"
