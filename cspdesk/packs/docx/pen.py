"""Where the next block goes: the document or a cell, its style, and the places blocks name."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from typing import Any

from docx.document import Document as Word
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from cspdesk.charts.primitives import Drawing
from cspdesk.packs.docx.lists import Lists
from cspdesk.packs.docx.pictures import png_of
from cspdesk.packs.docx.words import write
from cspdesk.packs.docx.xml import add_bookmark, describe_picture
from cspdesk.packs.inline import Text


@dataclass(slots=True)
class _Shared:
    """What all pens of one document share."""

    places: dict[str, str] = field(default_factory=dict)
    style_ids: dict[str, str] = field(default_factory=dict)
    bookmarks: int = 0
    pictures: int = 0
    controls: int = 0
    break_next: bool = False


@dataclass(slots=True)
class Pen:
    """Writes paragraphs into a container of python-docx (a document or a cell).

    `style` is that of plain paragraphs (a box sets its own), `keep` holds them with the next.
    """

    word: Word
    into: Any
    lists: Lists
    style: str = "Normal"
    width: float = 170.0
    keep: bool = False
    shared: _Shared = field(default_factory=_Shared)

    def inside(self, into: Any, style: str, width: float) -> Pen:
        """A pen for a cell; the paragraph it begins with is used first."""
        return replace(self, into=into, style=style, width=width)

    def styled(self, style: str) -> Pen:
        return replace(self, style=style)

    def kept(self) -> Pen:
        return replace(self, keep=True)

    # -- paragraphs ---------------------------------------------------------------------------

    def paragraph(
        self, text: Text = "", style: str = "", *, key: str = "", bold: bool | None = None
    ) -> Paragraph:
        """A paragraph with this text; `key` makes it a place that links lead to."""
        made = self._fresh()
        # By its id, kept: python-docx looks a style up from the first to the last each time.
        made._p.style = self._style_id(style or self.style)
        self.to_new_page(made)
        if self.keep:
            made.paragraph_format.keep_with_next = True
        write(self, made, text, bold=bold)
        if key:
            self.mark(made, key)
        return made

    def mark(self, paragraph: Paragraph, key: str) -> None:
        """Make the paragraph the place of a key."""
        self.shared.bookmarks += 1
        add_bookmark(paragraph, self.place(key), self.shared.bookmarks)

    def picture(self, drawing: Drawing) -> None:
        """A picture no wider than there is room, with its alternative text."""
        made = self.paragraph("")
        width = min(drawing.width, self.width / 25.4 * 72)
        shape = made.add_run().add_picture(io.BytesIO(png_of(drawing)), width=Pt(width))
        self.shared.pictures += 1
        describe_picture(shape, drawing.alt, self.shared.pictures)

    def _style_id(self, name: str) -> str:
        known = self.shared.style_ids.get(name)
        if known is None:
            known = self.shared.style_ids[name] = self.word.styles[name].style_id or name
        return known

    def _fresh(self) -> Paragraph:
        """The empty paragraph that every cell is made with comes first."""
        is_cell = hasattr(self.into, "_tc")
        if is_cell and len(self.into.paragraphs) == 1 and not len(self.into.paragraphs[0]._p):
            first: Paragraph = self.into.paragraphs[0]
            return first
        made: Paragraph = self.into.add_paragraph()
        return made

    def to_new_page(self, paragraph: Paragraph) -> None:
        """The first paragraph of a section that asked for a page of its own."""
        if self.shared.break_next:
            paragraph.paragraph_format.page_break_before = True
            self.shared.break_next = False

    def before_table(self) -> None:
        """A table cannot begin a page by itself: an empty line does it."""
        if self.shared.break_next:
            self.paragraph("")

    # -- places -------------------------------------------------------------------------------

    def place(self, key: str) -> str:
        """The bookmark of a key: letters, digits and "_", at most 40, one for each key."""
        known = self.shared.places.get(key)
        if known is None:
            stem = re.sub(r"\W", "_", key, flags=re.ASCII)[:30]
            known = self.shared.places[key] = f"p{len(self.shared.places) + 1}_{stem}"
        return known

    def next_control(self) -> int:
        self.shared.controls += 1
        return self.shared.controls
