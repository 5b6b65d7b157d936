"""Is this file a paper we can print? Looks at the bytes first, then counts the pages."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cspdesk.errors import RuleBroken
from cspdesk.words import counted

MOST_BYTES = 100 * 1024 * 1024
MOST_PAGES = 1500
_CHUNK = 1 << 20
_HOW = "open it in {program} and choose File, Save as, PDF"
# The first bytes of what people send instead, what to call it and how to make a PDF of it.
_OTHERS = (
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), (".doc", ".docx", ".docm", ".dotx", ".odt"), "a Word "
     "document", _HOW.format(program="Word")),
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), (".xls", ".xlsx", ".xlsm", ".ods"), "a spreadsheet",
     _HOW.format(program="Excel")),
    ((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"), (".ppt", ".pptx", ".pptm", ".odp"), "a presentation",
     _HOW.format(program="PowerPoint")),
    ((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*"), (), "a picture",
     "open it and print it to “Microsoft Print to PDF”"),
    ((b"PK\x03\x04",), (), "a ZIP or Office file",
     "open what is in it and choose File, Save as, PDF"),
)  # fmt: skip

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A file that was read and found good."""

    name: str
    body: bytes = field(repr=False)
    sha256: str
    pages: int

    @property
    def title(self) -> str:
        """What to call the paper until somebody names it better: "change-offer_v2" reads badly."""
        stem = Path(self.name).stem.replace("_", " ").replace("-", " ")
        return " ".join(stem.split()) or "Paper"


def read_paper(path: Path, progress: Progress | None = None) -> PaperFile:
    """Read and check a paper. Raises RuleBroken("paper", one sentence); `progress` may stop it."""
    body = _read(path, progress)
    pages = count_pages(path.name, body)
    return PaperFile(path.name, body, hashlib.sha256(body).hexdigest(), pages)


def _read(path: Path, progress: Progress | None) -> bytes:
    try:
        size = path.stat().st_size
        refuse_size(path.name, size)
        parts, done = [], 0
        with path.open("rb") as file:
            while part := file.read(_CHUNK):
                parts.append(part)
                done += len(part)
                refuse_size(path.name, done)
                if progress is not None:
                    progress(done, max(size, done))
        return b"".join(parts)
    except OSError as error:
        raise RuleBroken(
            "paper", f"“{path.name}” cannot be read: check that it is there and not open elsewhere."
        ) from error


def refuse_size(name: str, size: int) -> None:
    """Raises RuleBroken for an empty or an enormous file."""
    if size == 0:
        raise RuleBroken("paper", f"“{name}” is empty: save it as PDF again and add that.")
    if size > MOST_BYTES:
        raise RuleBroken(
            "paper",
            f"“{name}” has {size / 1024 / 1024:,.0f} MB, more than the {MOST_BYTES >> 20} MB that "
            "can be sent round: save it as PDF again with “Minimum size”.",
        )


def count_pages(name: str, body: bytes) -> int:
    """How many pages the PDF has. Raises RuleBroken when it cannot be printed."""
    if b"%PDF-" not in body[:1024]:
        raise RuleBroken("paper", _no_pdf(name, body))
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(body), attempt_recovery=False) as pdf:
            pages = len(pdf.pages)
    except pikepdf.PasswordError as error:
        raise RuleBroken(
            "paper",
            f"“{name}” needs a password: open it, print it to “Microsoft Print to PDF” and add "
            "that.",
        ) from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise RuleBroken("paper", _damaged(name)) from error
    if not pages:
        raise RuleBroken("paper", _damaged(name))
    if pages > MOST_PAGES:
        raise RuleBroken(
            "paper",
            f"“{name}” has {counted(pages, 'page')}, more than the {MOST_PAGES:,} of a whole pack: "
            "save only the pages the Board needs as PDF.",
        )
    return pages


def _damaged(name: str) -> str:
    return (
        f"“{name}” is damaged or not whole: ask for it again, or open it and print it to "
        "“Microsoft Print to PDF”."
    )


def _no_pdf(name: str, body: bytes) -> str:
    ending = Path(name).suffix.lower()
    for starts, endings, what, how in _OTHERS:
        if body.startswith(starts) and (ending in endings or not endings):
            return f"“{name}” is {what}, not a PDF: {how}."
    return f"“{name}” is not a PDF: open it where it was made and choose File, Save as, PDF."
