"""Documents as they left the house: bytes, number and hash never change."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import DocumentKind, Marking


class IssuedDocumentRow(Row):
    """`overruled` are the checks that stood in its way, a line each, with why it went out."""

    __tablename__ = "issued_document"

    meeting_id: Mapped[int | None] = refers("meeting", optional=True)
    kind: Mapped[DocumentKind]
    number: Mapped[int]
    title: Mapped[str]
    file_name: Mapped[str]
    marking: Mapped[Marking]
    pages: Mapped[int]
    sha256: Mapped[str]
    body: Mapped[bytes]
    issued_at: Mapped[datetime]
    overruled: Mapped[str] = mapped_column(default="")
    overrule_reason: Mapped[str] = mapped_column(default="")
