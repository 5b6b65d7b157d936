"""A neutral document as a Word file: one flow of real headings, tables, lists and pictures.

Page numbers and contents are Word's own fields. The same document gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import docx
from docx.document import Document as Word
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from cspdesk.errors import WorldError
from cspdesk.packs.blocks import Chip, Document
from cspdesk.packs.docx.flows import write_blocks
from cspdesk.packs.docx.lists import Lists
from cspdesk.packs.docx.looks import CONTENT_WIDTH, LINE, NAVY, prepare
from cspdesk.packs.docx.pen import Pen
from cspdesk.packs.docx.words import plain_run, write_chip
from cspdesk.packs.docx.xml import add_field, border, element, fit_text, put
from cspdesk.packs.furniture import DRAFT

Progress = Callable[[int, int, str], None]
Cancelled = Callable[[], bool]


class WritingCancelled(Exception):
    """The person asked to stop; nothing was written."""


def render_docx(
    document: Document,
    out: BinaryIO,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write the document to a binary stream.

    `progress(done, sections, words)` is called for each section; `cancelled()` is asked before
    each and, when true, raises WritingCancelled.
    """
    word = docx.Document()
    _drop_thumbnail(word)
    prepare(word, document.language)
    _tell(word, document)
    _furniture(word, document)
    pen = Pen(word, word, lists=Lists(word), width=CONTENT_WIDTH)
    total = len(document.sections)
    for number, section in enumerate(document.sections):
        if cancelled and cancelled():
            raise WritingCancelled
        pen.shared.break_next = bool(number) and section.new_page
        write_blocks(pen, section.blocks)
        if progress:
            progress(number + 1, total, f"Part {number + 1} of {total}")
    made = io.BytesIO()
    word.save(made)
    out.write(_same_bytes(made.getvalue(), document))


def write_docx(
    document: Document,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> None:
    """Write to a file beside `path` and move it there whole; raises WorldError when that fails."""
    made = io.BytesIO()
    render_docx(document, made, progress=progress, cancelled=cancelled)
    partial = path.with_name(path.name + ".partial")
    try:
        partial.write_bytes(made.getvalue())
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WorldError(
            f"The document could not be saved as {path.name}.",
            f"{error.strerror or error}. If it is open in Word, close it there; "
            "or save under another name or in another folder.",
        ) from error


def _tell(word: Word, document: Document) -> None:
    """What the file says of itself."""
    about = word.core_properties
    about.title = _property(document.title)
    about.subject = _property(document.subject)
    about.author = about.last_modified_by = _property(document.partnership)
    about.comments = ""
    about.language = document.language
    about.category = _property(document.marking)
    about.content_status = DRAFT if document.draft else ""
    about.created = about.modified = document.created.replace(tzinfo=None)
    about.revision = 1


def _property(text: str) -> str:
    """Fit for a property of the file, which holds 255 letters."""
    return " ".join(fit_text(text).split())[:255]


def _drop_thumbnail(word: Word) -> None:
    """The empty document that python-docx starts from brings a picture of itself."""
    rels = word.part.package.rels
    for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
        del rels[key]


# -- header and footer ------------------------------------------------------------------------


def _furniture(word: Word, document: Document) -> None:
    section = word.sections[0]
    head = _line(section.header, document.partnership)
    head.add_run().add_tab()
    if document.draft:
        write_chip(head, Chip(DRAFT, solid=True))
    plain_run(head, document.marking, True)
    head.add_run().add_tab()
    plain_run(head, document.running)
    _rule(head, border("bottom", NAVY, 18, 4))
    foot = _line(section.footer, document.edition_line)
    foot.add_run().add_tab()
    plain_run(foot, document.marking, True)
    foot.add_run().add_tab()
    plain_run(foot, "Page ")
    add_field(foot, "PAGE", "1")
    plain_run(foot, " of ")
    add_field(foot, "NUMPAGES", "1")
    _rule(foot, border("top", LINE, 4, 4))


def _line(part: Any, left: str) -> Any:
    """The one line of a header or footer, with the places of its middle and its right."""
    part.is_linked_to_previous = False
    made = part.paragraphs[0]
    stops = made.paragraph_format.tab_stops
    for old in list(made.style.paragraph_format.tab_stops):
        stops.add_tab_stop(old.position, WD_TAB_ALIGNMENT.CLEAR)
    stops.add_tab_stop(Mm(CONTENT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    stops.add_tab_stop(Mm(CONTENT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    plain_run(made, left)
    return made


def _rule(paragraph: Any, line: Any) -> None:
    put(paragraph._p.get_or_add_pPr(), element("w:pBdr", (line,)))


# -- the file ---------------------------------------------------------------------------------


def _same_bytes(made: bytes, document: Document) -> bytes:
    """The same parts with the document's own time on them instead of the clock's."""
    when = document.created.timetuple()[:6]
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, when)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return out.getvalue()
