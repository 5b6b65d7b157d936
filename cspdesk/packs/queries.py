"""Documents as they left the house."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from cspdesk.errors import WorldError
from cspdesk.reading import Reading
from db.tables import IssuedDocumentRow
from db.vocabulary import DocumentKind, Marking


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """An issued document without its bytes; `size` is in bytes, `number` its edition.

    `overruled` are the checks it went out in spite of, with the reason.
    """

    id: int
    meeting_id: int | None
    kind: DocumentKind
    number: int
    title: str
    file_name: str
    marking: Marking
    pages: int
    size: int
    sha256: str
    issued_at: datetime
    overruled: tuple[str, ...]
    overrule_reason: str


def issued_documents(reading: Reading, meeting_id: int | None = None) -> tuple[IssuedLine, ...]:
    """All issued documents, or those of one meeting; the newest first. The bytes are not read."""
    query = select(
        IssuedDocumentRow.id,
        IssuedDocumentRow.meeting_id,
        IssuedDocumentRow.kind,
        IssuedDocumentRow.number,
        IssuedDocumentRow.title,
        IssuedDocumentRow.file_name,
        IssuedDocumentRow.marking,
        IssuedDocumentRow.pages,
        func.length(IssuedDocumentRow.body).label("size"),
        IssuedDocumentRow.sha256,
        IssuedDocumentRow.issued_at,
        IssuedDocumentRow.overruled,
        IssuedDocumentRow.overrule_reason,
    ).order_by(IssuedDocumentRow.issued_at.desc(), IssuedDocumentRow.id.desc())
    if meeting_id is not None:
        query = query.where(IssuedDocumentRow.meeting_id == meeting_id)
    return tuple(_line(row) for row in reading.rows(query))


def _line(row: Any) -> IssuedLine:
    told = {**row._mapping, "overruled": tuple(row.overruled.splitlines())}
    return IssuedLine(**told)


def issued_body(reading: Reading, document_id: int) -> bytes:
    """The bytes as they were issued. Raises WorldError when they are gone or damaged."""
    row = reading.one(select(IssuedDocumentRow).where(IssuedDocumentRow.id == document_id))
    if row is None:
        raise WorldError("This document is not in the file.")
    if hashlib.sha256(row.body).hexdigest() != row.sha256:
        raise WorldError(
            f"{row.file_name} is not as it was issued: the file is damaged.",
            "Restore the newest good snapshot.",
        )
    return row.body
