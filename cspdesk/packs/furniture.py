"""What stands at the top and bottom of every page, and in the file name: marking, edition, page."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cspdesk.packs.blocks import Document, Section
from db.vocabulary import Marking

PUBLIC_EDITION = "PUBLIC EDITION"
DRAFT = "DRAFT"


@dataclass(frozen=True, slots=True)
class Furniture:
    """The running texts of one page; an empty text is left out."""

    left: str
    marking: str
    right: str
    foot: str
    draft: bool


def furniture(document: Document, section: Section) -> Furniture:
    """The running texts of a section's pages: names are left out of the header of a cover."""
    return Furniture(
        left="" if section.bare_header else document.partnership,
        marking=document.marking,
        right="" if section.bare_header else section.running or document.running,
        foot=document.edition_line,
        draft=document.draft,
    )


def page_line(page: int, last: int) -> str:
    """ "Page 8 of 19"."""
    return f"Page {page} of {last}"


def marking_text(marking: Marking | None, *, public: bool = False) -> str:
    """The words printed in the middle of header and footer; a public edition has no marking."""
    if public:
        return PUBLIC_EDITION
    return marking.label if marking not in (None, Marking.NONE) else ""


def file_name(document: Document, suffix: str = ".pdf") -> str:
    """A file name with title, marking and DRAFT: "Board meeting 9 February 2017 OFFICIAL
    DRAFT.pdf".

    Only letters and signs that every file system takes; at most 120 characters before the suffix.
    """
    parts = [document.title, document.marking, DRAFT if document.draft else ""]
    stem = unicodedata.normalize("NFC", " ".join(part for part in parts if part))
    stem = re.sub(r'[\x00-\x1f<>:"/\\|?*]+', " ", stem.replace("/", "-"))
    return " ".join(stem.split())[:120].rstrip(" .") + suffix
