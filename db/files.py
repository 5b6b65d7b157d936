"""The bytes of files that were added (papers), in pieces found by their hash.

They are written outside the steps, so that a long file holds up nobody: a few pieces at a time,
from any thread. Bytes that no record and no step to undo speaks of any more are swept away later.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, delete, func, insert, select
from sqlalchemy.orm import Session

from db.engine import reading, world_errors, writing
from db.tables import HistoryRow, PaperPieceRow, PaperRow
from db.unit_of_work import now_utc

PIECE = 1 << 20  # bytes in one short transaction: the window's own writes get in between
# Bytes kept a moment ago may be waiting for the record that will point to them.
_SWEEP_AFTER = timedelta(days=1)
_PIECES = cast(Table, PaperPieceRow.__table__)

Progress = Callable[[int, int], None]


def sha256_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def keep_file(
    engine: Engine, body: bytes, progress: Progress | None = None, now: datetime | None = None
) -> str:
    """Keep these bytes; their hash. Kept already, they are not written again. Raises WorldError.

    What `progress` raises ends it: the pieces written by then are swept away another day.
    """
    digest = sha256_of(body)
    with world_errors():
        _sweep(engine, now or now_utc())
        there = _places(engine, digest)
        for place, start in enumerate(range(0, len(body), PIECE)):
            if progress is not None:
                progress(start, len(body))
            if place not in there:
                piece = body[start : start + PIECE]
                row = {"sha256": digest, "place": place, "body": piece, "kept_at": now or now_utc()}
                begun = time.monotonic()
                with writing(engine) as connection:
                    connection.execute(insert(_PIECES), row)
                # Who waits for the file looks only now and then: without a pause longer than the
                # writing, the window would hardly ever find it free.
                time.sleep(2 * (time.monotonic() - begun))
    if progress is not None:
        progress(len(body), len(body))
    return digest


def file_of(session: Session, digest: str) -> bytes | None:
    """The bytes with this hash, checked against it; None when they are not all there."""
    query = select(PaperPieceRow.body).filter_by(sha256=digest).order_by(PaperPieceRow.place)
    body = b"".join(session.scalars(query))
    return body if sha256_of(body) == digest else None


def is_kept(session: Session, digest: str, size: int) -> bool:
    """Whether all the bytes of a file are there."""
    query = select(func.sum(func.length(PaperPieceRow.body))).filter_by(sha256=digest)
    return bool(session.scalar(query) == size)


def _places(engine: Engine, digest: str) -> set[int]:
    with reading(engine) as connection:
        return set(connection.scalars(select(_PIECES.c.place).filter_by(sha256=digest)))


def _sweep(engine: Engine, now: datetime) -> None:
    with reading(engine) as connection, Session(connection) as session:
        old = select(PaperPieceRow.sha256).where(PaperPieceRow.kept_at < now - _SWEEP_AFTER)
        named = select(PaperRow.sha256)
        lost = [
            digest
            for digest in session.scalars(old.where(PaperPieceRow.sha256.not_in(named)).distinct())
            if not _in_history(session, digest)
        ]
    for digest in lost:
        with writing(engine) as connection:
            connection.execute(delete(_PIECES).where(_PIECES.c.sha256 == digest))


def _in_history(session: Session, digest: str) -> bool:
    query = select(HistoryRow.id).where(HistoryRow.images.contains(digest)).limit(1)
    return session.scalar(query) is not None
