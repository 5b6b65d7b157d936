"""Small PDF objects that reportlab has no class for, and pages of other files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


class Written(PDFObject):  # type: ignore[misc]
    """An indirect object that writes itself."""

    __RefOnly__ = 1

    def __init__(self, write: Callable[[Any], bytes]) -> None:
        self._write = write

    def format(self, document: Any) -> bytes:
        return self._write(document)


@dataclass(frozen=True, slots=True)
class PageBox:
    """The part of a foreign page that is seen: lower left corner and size in points."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page of another file, on our page (from 0), under the name that the page code draws."""

    page: int
    name: str
    data: bytes
    index: int
