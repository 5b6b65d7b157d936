"""A finished document as a file: PDF, or Word where the name ends so."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cspdesk.errors import WorldError
from cspdesk.packs.blocks import Document
from cspdesk.packs.pdf.render import RenderCancelled, write_pdf
from db.vocabulary import Marking

WORD = ".docx"


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished file. `sha256` is that of its bytes, in hex; `pages` is 0 for a Word file, which
    Word lays out by itself.
    """

    path: Path
    title: str
    pages: int
    sha256: str
    marking: Marking


def is_word(path: Path) -> bool:
    """Whether a file of this name is a Word file."""
    return path.suffix.casefold() == WORD


def refuse_place(out: Path) -> None:
    """Say what is wrong with the place before anything is made; only a file of its kind is
    replaced. Raises WorldError.
    """
    if not is_word(out):
        refuse_target(out)
        return
    if out.is_dir():
        raise WorldError(f"{out.name} is a folder.", "Give the document a file name.")
    if not out.parent.is_dir():
        raise WorldError(f"The folder {out.parent} does not exist.", "Choose another folder.")
    if out.exists() and not (out.is_file() and _is_word_file(out)):
        raise WorldError(
            f"{out.name} is there already and is no Word document.", "Choose another name."
        )


def refuse_target(out: Path) -> None:
    """Say what is wrong before the pages are laid out, not after; only a PDF is replaced."""
    if is_word(out):
        raise WorldError("This paper is made as PDF, not as Word.", "Name it with .pdf at the end.")
    if out.is_dir():
        raise WorldError(f"{out.name} is a folder.", "Give the pack a file name.")
    if not out.parent.is_dir():
        raise WorldError(f"The folder {out.parent} does not exist.", "Choose another folder.")
    if out.exists() and not (out.is_file() and _is_pdf(out)):
        raise WorldError(f"{out.name} is there already and is no PDF.", "Choose another name.")


def _is_pdf(path: Path) -> bool:
    """Whether a file is a PDF, or empty."""
    with path.open("rb") as file:
        return file.read(5) in (b"%PDF-", b"")


def _is_word_file(path: Path) -> bool:
    """Whether a file is a zip with a Word document in it, or empty."""
    import zipfile

    if not path.stat().st_size:
        return True
    try:
        with zipfile.ZipFile(path) as found:
            return "word/document.xml" in found.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def save_document(
    document: Document,
    out: Path,
    marking: Marking,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the document to `out`, as its name says.

    Raises WorldError when it cannot be written, RenderCancelled when `cancelled` says stop.
    """
    pages = 0
    if is_word(out):
        _save_word(document, out, progress, cancelled)
    else:
        pages = write_pdf(document, out, progress=progress, cancelled=cancelled).pages
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    return Exported(out, document.title, pages, digest, marking)


def _save_word(
    document: Document,
    out: Path,
    progress: Callable[[int, int, str], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    from cspdesk.packs.docx.render import WritingCancelled, write_docx

    try:
        write_docx(document, out, progress=progress, cancelled=cancelled)
    except WritingCancelled:
        raise RenderCancelled from None
