"""A neutral document as a tagged PDF: lay out, number, draw, finish.

The document is laid out again only while page numbers that it prints change (mostly once more),
with lines already broken remembered; it is drawn once. Memory holds one document.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from cspdesk.errors import WorldError
from cspdesk.packs.blocks import Document, Section
from cspdesk.packs.furniture import furniture, page_line
from cspdesk.packs.pdf.canvas import TaggedCanvas
from cspdesk.packs.pdf.contents import expected_headings
from cspdesk.packs.pdf.finish import finish
from cspdesk.packs.pdf.fitting import fitted, under_rule
from cspdesk.packs.pdf.flows import HANDLERS
from cspdesk.packs.pdf.layout import HeadingAt, Layout, Memo
from cspdesk.packs.pdf.objects import ForeignPage
from cspdesk.packs.pdf.pen import Pen
from cspdesk.packs.pdf.pieces import Paginator, Sheet, total_height
from cspdesk.packs.pdf.running import draw_furniture
from cspdesk.packs.pdf.structure import Node
from cspdesk.packs.pdf.styles import (
    CONTENT_HEIGHT,
    LEFT,
    MM,
    PAGE_HEIGHT,
    TOP,
)
from cspdesk.packs.pdf.words import ContentsEntry, Places

log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]
_LAYOUTS = 6


class RenderCancelled(Exception):
    """The person asked to stop; nothing was written."""


@dataclass(frozen=True, slots=True)
class HeadingPage:
    """Where a heading ended up; `last_page` is the end of what a first-level heading covers."""

    level: int
    title: str
    key: str
    page: int
    last_page: int


@dataclass(frozen=True, slots=True)
class Rendered:
    """What was written: number of pages, the first page's number, headings, places by key,
    bytes.
    """

    pages: int
    first_page: int
    headings: tuple[HeadingPage, ...]
    places: dict[str, int]
    size: int


def render_pdf(
    document: Document,
    out: BinaryIO | Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    password: str = "",
) -> Rendered:
    """Write the document to `out`, a binary stream or a path (see `write_pdf`).

    `progress(done, pages, words)` is called for each page; `cancelled()` is asked between pages
    and, when true, raises RenderCancelled. A password makes the file AES-256 encrypted.
    """
    if isinstance(out, Path):
        return write_pdf(document, out, progress=progress, cancelled=cancelled, password=password)
    data, rendered = _render(document, progress, cancelled, password)
    out.write(data)
    return rendered


def write_pdf(
    document: Document,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    password: str = "",
) -> Rendered:
    """Write to a file beside `path` and move it there whole; raises WorldError when that fails."""
    data, rendered = _render(document, progress, cancelled, password)
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
    return rendered


def _render(
    document: Document, progress: Progress | None, cancelled: Cancelled | None, password: str
) -> tuple[bytes, Rendered]:
    built = _numbered(document, cancelled)
    drawn, foreign = _Drawing(document, built).draw(progress, cancelled)
    data = finish(document, drawn, foreign, password)
    return data, _report(document, built, len(data))


# ---- layout -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Built:
    """One finished layout: sheets with the section each belongs to, the tree and what it needs."""

    root: Node
    sheets: list[Sheet]
    owners: list[Section]
    headings: list[HeadingAt]
    places: Places
    fixed: bool


def _numbered(document: Document, cancelled: Cancelled | None) -> _Built:
    """Lay out until the printed page numbers are the true ones."""
    places = Places(contents=expected_headings(document))
    memo = Memo()
    for _ in range(_LAYOUTS):
        _stop_if(cancelled)
        built = _lay_out(document, places, memo)
        if built.fixed or built.places == places:
            return built
        places = built.places
    log.warning("Page numbers of %r did not settle in %d layouts.", document.title, _LAYOUTS)
    return built


def _lay_out(document: Document, places: Places, memo: Memo) -> _Built:
    root = Node("Document")
    layout = Layout(HANDLERS, places, memo, document.marking, document.partnership)
    paginator = Paginator(CONTENT_HEIGHT)
    owners: list[Section] = []
    sections_of: list[_Begun] = []
    for number, section in enumerate(document.sections):
        before = len(layout.headings)
        begun = _place_section(layout, section, root, paginator, number)
        sections_of += [begun] * (len(layout.headings) - before)
        if not begun.on_new_page and section.joins:
            owners[-1] = replace(owners[-1], running="")  # it is the page of neither alone
        while len(owners) < len(paginator.sheets):
            owners.append(section)
    found = _places(document, layout, paginator.sheets, sections_of)
    return _Built(
        root, paginator.sheets, owners, layout.headings, found, fixed=not layout.uses_places
    )


@dataclass(frozen=True, slots=True)
class _Begun:
    """A section, and whether it began a page of its own."""

    number: int
    on_new_page: bool


def _place_section(
    layout: Layout, section: Section, root: Node, paginator: Paginator, number: int
) -> _Begun:
    pieces = fitted(layout, section, root)
    if section.joins and number and pieces:
        under_rule(pieces)
        on_new_page = total_height(pieces) + pieces[0].gap > paginator.room_left
    else:
        on_new_page = section.new_page
        if pieces and not on_new_page:
            pieces[0].gap = max(pieces[0].gap, 8 * MM)
    if on_new_page and number:
        paginator.new_sheet()
    paginator.place(pieces)
    return _Begun(number, on_new_page)


def _places(
    document: Document, layout: Layout, sheets: list[Sheet], sections_of: list[_Begun]
) -> Places:
    pages: dict[str, int] = {}
    for number, sheet in enumerate(sheets, document.first_page):
        for placed in sheet:
            for key in placed.piece.keys:
                if key in pages:
                    raise ValueError(f"two blocks have the key {key!r}")
                pages[key] = number
    last = document.first_page + len(sheets) - 1
    return Places(
        pages=pages,
        ends=_ends(layout.headings, sections_of, pages, last),
        titles={heading.key: heading.title for heading in layout.headings},
        contents=tuple(
            ContentsEntry(h.level, h.title, h.key) for h in layout.headings if h.in_contents
        ),
        total=last,
        known=True,
    )


def _ends(
    headings: list[HeadingAt],
    sections_of: list[_Begun],
    pages: dict[str, int],
    last: int,
) -> dict[str, int]:
    """The last page of what each first-level heading covers."""
    firsts = [(h, s) for h, s in zip(headings, sections_of, strict=True) if h.level == 1]
    ends: dict[str, int] = {}
    for i, (heading, section) in enumerate(firsts):
        end = last
        if i + 1 < len(firsts):
            following, next_section = firsts[i + 1]
            end = pages[following.key]
            if next_section != section and next_section.on_new_page:
                end -= 1
        ends[heading.key] = max(end, pages[heading.key])
    return ends


# ---- drawing ------------------------------------------------------------------------------------


class _Drawing:
    """Draws a numbered layout once."""

    def __init__(self, document: Document, built: _Built) -> None:
        self._document = document
        self._built = built
        self._headings = {heading.key: heading for heading in built.headings}
        self._depth = -1

    def draw(
        self, progress: Progress | None, cancelled: Cancelled | None
    ) -> tuple[bytes, list[ForeignPage]]:
        """The drawn file, and the pages of other files that it still lacks."""
        buffer = io.BytesIO()
        canvas = TaggedCanvas(buffer, self._built.root)
        pen = Pen(canvas)
        total = len(self._built.sheets)
        for number, sheet in enumerate(self._built.sheets):
            _stop_if(cancelled)
            self._draw_sheet(pen, number, sheet)
            canvas.showPage()
            if progress:
                progress(number + 1, total, f"Page {number + 1} of {total}")
        canvas.save()
        return buffer.getvalue(), canvas.foreign

    def _draw_sheet(self, pen: Pen, number: int, sheet: Sheet) -> None:
        first = self._document.first_page
        line = page_line(first + number, first + len(self._built.sheets) - 1)
        draw_furniture(pen, furniture(self._document, self._built.owners[number]), line)
        for placed in sheet:
            top = PAGE_HEIGHT - TOP - placed.down
            for key in placed.piece.keys:
                pen.canvas.bookmarkHorizontal(key, LEFT, min(top + 6 * MM, PAGE_HEIGHT))
                self._outline(pen, key)
            placed.piece.draw(pen, LEFT, top)

    def _outline(self, pen: Pen, key: str) -> None:
        heading = self._headings.get(key)
        if heading is None or heading.level > 2 or not (heading.in_contents or heading.level == 1):
            return
        self._depth = min(heading.level - 1, self._depth + 1)
        pen.canvas.addOutlineEntry(heading.title, key, self._depth, closed=self._depth > 0)


def _stop_if(cancelled: Cancelled | None) -> None:
    if cancelled and cancelled():
        raise RenderCancelled


def _report(document: Document, built: _Built, size: int) -> Rendered:
    pages, ends = built.places.pages, built.places.ends
    return Rendered(
        pages=len(built.sheets),
        first_page=document.first_page,
        headings=tuple(
            HeadingPage(h.level, h.title, h.key, pages[h.key], ends.get(h.key, pages[h.key]))
            for h in built.headings
        ),
        places=dict(pages),
        size=size,
    )
