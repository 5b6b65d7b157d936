"""Papers that came as PDF: each page drawn small inside ours, as a figure with words for it.

Their own tags cannot be joined to our structure tree, so a screen reader is told what they are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.letters import tidy
from cspdesk.packs.pdf.objects import ForeignPage, PageBox
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Piece
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import CONTENT_HEIGHT, HAIR, MM

_ROOM = CONTENT_HEIGHT - 12 * MM  # a line with item and title stays above the first page
_MARKED = frozenset(("BDC", "BMC", "EMC", "DP", "MP"))


def attached_pages(layout: Layout, block: b.AttachedPages, frame: Frame) -> Flow:
    """One piece for each page of the paper."""
    boxes = layout.memo.boxes.get(id(block.data)) or _sizes(block)
    layout.memo.boxes[id(block.data)] = boxes
    count = len(boxes)
    pieces = []
    for index, box in enumerate(boxes):
        alt = f"Page {index + 1} of {count} of “{tidy(block.title)}”, as it was supplied."
        node = frame.node.child("Figure", alt=alt, owner="Layout", Placement="Block")
        pieces.append(_page(block.data, index, box, node, frame.width))
    return Flow(pieces, 2 * MM)


def _page(data: bytes, index: int, box: PageBox, node: Node, room: float) -> Piece:
    scale = min(1.0, room / box.width, _ROOM / box.height)
    width, height = box.width * scale, box.height * scale

    def draw(pen: Pen, x: float, top: float) -> None:
        left, bottom = x + (room - width) / 2, top - height
        node.attributes["BBox"] = (left, bottom, left + width, top)
        with pen.canvas.content(node):
            pen.canvas.foreign_page(
                data, index, left - box.left * scale, bottom - box.bottom * scale, scale
            )
        with pen.decoration():
            pen.outline(left, bottom, width, height, 0.5, HAIR)

    return Piece(_ROOM, draw)


def _sizes(block: b.AttachedPages) -> list[PageBox]:
    """The box of each page as it is seen."""
    with _opened(block.data, block.title) as pdf:
        boxes = [_size(page) for page in pdf.pages]
    if not boxes:
        raise WorldError(f"The paper “{block.title}” has no pages.")
    return boxes


def _size(page: Any) -> PageBox:
    left, bottom, right, top = (float(v) for v in page.trimbox)
    width, height = right - left, top - bottom
    if int(page.obj.get("/Rotate", 0)) % 180:
        return PageBox(0.0, 0.0, height, width)
    turned = int(page.obj.get("/Rotate", 0)) % 360
    return PageBox(0.0 if turned else left, 0.0 if turned else bottom, width, height)


@contextmanager
def _opened(data: bytes, title: str) -> Iterator[pikepdf.Pdf]:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield pdf
    except pikepdf.PasswordError as error:
        raise WorldError(
            f"The paper “{title}” needs a password to open.", "Ask for a copy without one."
        ) from error
    except pikepdf.PdfError as error:
        raise WorldError(
            f"The paper “{title}” cannot be read as PDF.", "Ask for the file to be sent again."
        ) from error


def place_foreign_pages(pdf: pikepdf.Pdf, wanted: list[ForeignPage], sources: ExitStack) -> None:
    """Give the finished file the pages that its page code names.

    Keep `sources` open until the file is saved: what is copied is read then.
    """
    opened: dict[int, pikepdf.Pdf] = {}
    for item in wanted:
        key = id(item.data)
        if key not in opened:
            opened[key] = sources.enter_context(pikepdf.open(io.BytesIO(item.data)))
        form = pdf.copy_foreign(_form(opened[key], item.index))
        resources = pdf.pages[item.page].obj.Resources
        if "/XObject" not in resources:
            resources.XObject = Dictionary()
        resources.XObject[Name("/" + item.name)] = form


def _form(source: pikepdf.Pdf, index: int) -> pikepdf.Object:
    """The page as a form without its own tags, turned the way it is seen."""
    page = source.pages[index]
    instructions: Any = pikepdf.parse_content_stream(page)
    kept = [part for part in instructions if str(part.operator) not in _MARKED]
    page.obj.Contents = source.make_stream(pikepdf.unparse_content_stream(kept))
    return page.as_form_xobject()
