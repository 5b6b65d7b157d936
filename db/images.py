"""Row images: a row's columns as JSON-able values and back, for history and audit."""

from __future__ import annotations

import base64
import json
from datetime import date, datetime
from enum import Enum
from hashlib import sha256
from typing import Any

from sqlalchemy import Date, DateTime, LargeBinary, Table
from sqlalchemy import Enum as EnumType

Image = dict[str, Any]

# Stamps and versions differ between a row and the same row put back by undo.
_NOT_CONTENT = frozenset({"version", "created_at", "updated_at"})


def encode(value: object) -> Any:
    """A column's value as JSON can hold it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def without_bytes(table: Table, image: Image) -> Image:
    """The image with a document's bytes as their hash and size: what the audit keeps of them.

    The bytes stay where they belong; the audit, which is never thinned, would double the file.
    """
    told = dict(image)
    for column in table.columns:
        if isinstance(column.type, LargeBinary) and told.get(column.name) is not None:
            body = base64.b64decode(told[column.name])
            told[column.name] = f"{len(body)} bytes, sha256 {sha256(body).hexdigest()}"
    return told


def decode(table: Table, image: Image) -> Image:
    """An image's values as the table's columns want them; unknown columns are left out."""
    return {
        column.name: _decoded(column.type, image[column.name])
        for column in table.columns
        if column.name in image
    }


def _decoded(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    if isinstance(kind, EnumType) and kind.enum_class is not None:
        return kind.enum_class(value)
    return value


def same_content(one: Image | None, other: Image | None) -> bool:
    """Whether two images say the same, stamps and version aside."""
    if one is None or other is None:
        return one is other
    names = (one.keys() | other.keys()) - _NOT_CONTENT
    return all(one.get(name) == other.get(name) for name in names)


def dumps(image: object) -> str:
    return json.dumps(image, ensure_ascii=False, separators=(",", ":"))
