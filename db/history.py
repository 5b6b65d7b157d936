"""Undo and redo from row images kept in the file: they outlive a restart.

An image is put back in a transaction of its own with its own audit entry. A row that has moved on
since the step is never overwritten: Conflict says so.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Table, select
from sqlalchemy.orm import Session

from db.changes import ChangeSet
from db.engine import defer_keys
from db.errors import Conflict
from db.images import Image, decode, same_content
from db.tables import Base, HistoryRow
from db.tables.base import Row
from db.unit_of_work import UnitOfWork, image_of, unit_of_work
from db.vocabulary import Origin

# Steps older than this are forgotten: an undo of last month's work would only surprise.
KEPT_STEPS = 200

_KINDS: dict[str, type[Row]] = {
    mapper.class_.__tablename__: mapper.class_
    for mapper in Base.registry.mappers
    if issubclass(mapper.class_, Row)
}


@dataclass(frozen=True, slots=True)
class Reach:
    """What undo and redo would do now: labels, None where there is nothing.

    `fixed` says why the last step cannot be undone, "" when it can.
    """

    undo: str | None
    redo: str | None
    fixed: str = ""


def reach(session: Session) -> Reach:
    done = _last_done(session)
    undone = _next_undone(session)
    return Reach(
        undo=done.label if done else None,
        redo=undone.label if undone else None,
        fixed=done.fixed if done else "",
    )


def undo(engine: Engine, *, today: date) -> ChangeSet | None:
    """Take the last step back. None when there is nothing to undo; raises Conflict."""
    with unit_of_work(engine, today=today, origin=Origin.UNDO) as (work, step):
        entry = _last_done(work.session)
        if entry is None:
            return None
        if entry.fixed:
            raise Conflict(f"“{entry.label}” cannot be undone. {entry.fixed}")
        step.label = f"Undo {entry.label}"
        images = json.loads(entry.images)
        present = _present(work.session, images)
        for row in reversed(images):
            _put(work, present, row, expected=row["after"], wanted=row["before"])
        entry.state = "undone"
    return step.changes


def redo(engine: Engine, *, today: date) -> ChangeSet | None:
    """Do the last undone step again. None when there is nothing to redo; raises Conflict."""
    with unit_of_work(engine, today=today, origin=Origin.REDO) as (work, step):
        entry = _next_undone(work.session)
        if entry is None:
            return None
        step.label = f"Redo {entry.label}"
        images = json.loads(entry.images)
        present = _present(work.session, images)
        for row in images:
            _put(work, present, row, expected=row["before"], wanted=row["after"])
        entry.state = "done"
    return step.changes


def _last_done(session: Session) -> HistoryRow | None:
    query = select(HistoryRow).filter_by(state="done").order_by(HistoryRow.id.desc()).limit(1)
    return session.scalars(query).first()


def _next_undone(session: Session) -> HistoryRow | None:
    query = select(HistoryRow).filter_by(state="undone").order_by(HistoryRow.id).limit(1)
    return session.scalars(query).first()


_Present = dict[tuple[str, int], Row]


def _present(session: Session, images: list[Image]) -> _Present:
    """The rows as they stand, fetched together: an undone import is thousands of them."""
    defer_keys(session.connection())
    keys: dict[str, list[int]] = {}
    for image in images:
        keys.setdefault(image["table"], []).append(image["key"])
    found: _Present = {}
    for table, wanted in keys.items():
        kind = _KINDS[table]
        for start in range(0, len(wanted), 500):
            query = select(kind).where(kind.id.in_(wanted[start : start + 500]))
            found.update({(table, row.id): row for row in session.scalars(query)})
    return found


def _put(
    work: UnitOfWork,
    present: _Present,
    entry: Image,
    *,
    expected: Image | None,
    wanted: Image | None,
) -> None:
    kind = _KINDS[entry["table"]]
    table: Table = kind.__table__  # type: ignore[assignment]
    row = present.get((entry["table"], entry["key"]))
    if not same_content(image_of(row) if row else None, expected):
        raise Conflict(
            "This step cannot be taken back: what it changed has been changed again since."
        )
    if wanted is None:
        work.session.delete(row)
    elif row is None:
        # The version only ever rises, so that an open editor notices.
        work.session.add(kind(**decode(table, {**wanted, "version": wanted["version"] + 1})))
    else:
        _write(row, decode(table, wanted))


def _write(row: Row, values: Image) -> None:
    for name, value in values.items():
        if name not in ("id", "version", "updated_at"):
            setattr(row, name, value)


def forget_old(work: UnitOfWork, keep: int = KEPT_STEPS) -> None:
    """Drop all but the newest `keep` steps; the audit keeps what they did."""
    old = select(HistoryRow).order_by(HistoryRow.id.desc()).offset(keep)
    for entry in work.session.scalars(old):
        work.session.delete(entry)
