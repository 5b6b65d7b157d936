"""One user action: one transaction, every row's image captured, audit written with it.

Bulk updates and deletes would pass the capture by, so they are refused; `insert_rows` is the one
fast way in, and captures what it writes.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, event, insert, inspect
from sqlalchemy.orm import InstanceState, Session, UOWTransaction

from db.changes import ChangeSet, RowChange
from db.engine import world_errors
from db.errors import Conflict
from db.images import Image, dumps, encode, same_content, without_bytes
from db.tables import AuditRow, HistoryRow
from db.tables.base import Base, Row
from db.vocabulary import Origin

R = TypeVar("R", bound=Row)

_KEEPING = (AuditRow, HistoryRow)


@dataclass
class Captured:
    """A row before and after: None before for a new row, None after for a deleted one."""

    table: str
    key: int
    before: Image | None
    after: Image | None

    @property
    def op(self) -> str:
        if self.before is None:
            return "insert"
        return "delete" if self.after is None else "update"


@dataclass
class UnitOfWork:
    """What a command's handler works with. `today` is the desk's day, never the clock's."""

    session: Session
    today: date
    created: int | None = None
    # Why this step cannot be undone; empty when it can.
    fixed: str = ""
    _rows: dict[tuple[str, int], Captured] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """The clock's time on the desk's day, for what an officer is shown: a sample lives on a
        day of its own. The stamps of rows and the audit keep the computer's clock."""
        return datetime.combine(self.today, datetime.now().time().replace(microsecond=0))

    def add(self, row: R) -> R:
        """Add a new row; it has its id when this returns. The first row added names the step."""
        self.session.add(row)
        self.session.flush()
        if self.created is None:
            self.created = row.id
        return row

    def get(self, kind: type[R], key: int, seen_version: int | None = None) -> R:
        """The row, or Conflict when it is gone or has moved on since the officer saw it."""
        row = self.session.get(kind, key)
        if row is None:
            raise Conflict("This record has been deleted in the meantime.")
        if seen_version is not None and row.version != seen_version:
            raise Conflict("This record was changed in the meantime; look at it again.")
        return row

    def delete(self, row: Row) -> None:
        self.session.delete(row)
        self.session.flush()

    def all(self, query: Select[R]) -> list[R]:
        return list(self.session.scalars(query))

    def insert_rows(self, kind: type[R], rows: Iterable[Mapping[str, Any]]) -> list[int]:
        """Insert many rows fast, captured like any other; returns their ids in order."""
        complete = [_with_defaults(kind, row) for row in rows]
        if not complete:
            return []
        table = kind.__tablename__
        # Pending changes are flushed first: a flush within the insert would end its permission.
        self.session.flush()
        with _bulk_allowed(self.session):
            ids = self.session.scalars(
                insert(kind).returning(kind.id, sort_by_parameter_order=True), complete
            ).all()
        for key, row in zip(ids, complete, strict=True):
            image = {"id": key, **{name: encode(value) for name, value in row.items()}}
            self._rows[table, key] = Captured(table, key, None, image)
        return list(ids)

    def captured(self) -> tuple[Captured, ...]:
        """Every row that really changed, in the order it was first touched."""
        return tuple(row for row in self._rows.values() if not same_content(row.before, row.after))


def _with_defaults(kind: type[Row], row: Mapping[str, Any]) -> dict[str, Any]:
    filled: dict[str, Any] = {}
    for column in kind.__table__.columns:
        if column.primary_key:
            continue
        default: Any = column.default
        if column.name in row:
            filled[column.name] = row[column.name]
        elif default is None:
            filled[column.name] = None
        else:
            filled[column.name] = default.arg(None) if default.is_callable else default.arg
    return filled


@contextmanager
def unit_of_work(
    engine: Engine, *, today: date, label: str = "", origin: Origin = Origin.DO
) -> Iterator[tuple[UnitOfWork, Step]]:
    """A unit of work and the step it becomes; committed when the block ends well.

    The caller sets `step.label` before the block ends. Raises Conflict, WorldError.
    """
    step = Step(label=label, origin=origin)
    with world_errors(), engine.connect().execution_options(writes=True) as connection:
        _refuse_bulk(connection)
        with Session(connection, expire_on_commit=False, autoflush=True) as session:
            work = UnitOfWork(session=session, today=today)
            _capture(session, work)
            yield work, step
            session.flush()
            step.finish(work)
            session.commit()


@dataclass
class Step:
    """The label and origin of a unit of work, and afterwards its change set."""

    label: str
    origin: Origin
    changes: ChangeSet | None = None

    def finish(self, work: UnitOfWork) -> None:
        """Write audit and history into the same transaction; neither for a step without change."""
        captured = work.captured()
        self.changes = ChangeSet(
            label=self.label,
            origin=self.origin,
            rows=tuple(RowChange(row.table, row.key, row.op) for row in captured),
            created=work.created,
        )
        if not captured and not work.fixed:
            return
        step_id = self._remember(work, captured) if self.origin is Origin.DO else None
        _write_audit(work.session, captured, self.label, self.origin, step_id)

    def _remember(self, work: UnitOfWork, captured: tuple[Captured, ...]) -> int:
        # A new step makes the undone ones unreachable, as in Word.
        for undone in work.session.query(HistoryRow).filter_by(state="undone"):
            undone.state = "dropped"
        images = [
            {"table": row.table, "key": row.key, "before": row.before, "after": row.after}
            for row in captured
            # What cannot be taken back needs no images, and an issued pack's would be megabytes.
            if not work.fixed
        ]
        entry = HistoryRow(
            at=now_utc(), label=self.label, state="done", fixed=work.fixed, images=dumps(images)
        )
        work.session.add(entry)
        work.session.flush()
        return entry.id


def _write_audit(
    session: Session,
    captured: tuple[Captured, ...],
    label: str,
    origin: Origin,
    step_id: int | None,
) -> None:
    at, user = now_utc(), user_name()
    entries = [
        {
            "at": at,
            "user": user,
            "step_id": step_id,
            "label": label,
            "origin": origin,
            "entity": row.table,
            "key": row.key,
            "op": row.op,
            "old": _audit_image(row.table, row.before, row.after),
            "new": _audit_image(row.table, row.after, row.before),
        }
        for row in captured
    ]
    if entries:
        with _bulk_allowed(session):
            session.execute(insert(AuditRow), entries)


def _audit_image(table: str, image: Image | None, other: Image | None) -> str | None:
    """The columns that differ from the other image; all of them for a new or deleted row."""
    if image is None:
        return None
    differing = {
        name: value
        for name, value in image.items()
        if other is None or name not in other or other[name] != value
    }
    return dumps(without_bytes(Base.metadata.tables[table], differing))


def now_utc() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def user_name() -> str:
    """The name the computer knows the officer by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def _capture(session: Session, work: UnitOfWork) -> None:
    @event.listens_for(session, "before_flush")
    def _before(session: Session, _context: UOWTransaction, _rows: object) -> None:
        for row in session.dirty:
            if isinstance(row, Row) and session.is_modified(row):
                _note_before(work, row)
                row.version += 1
                row.updated_at = now_utc()
        for row in session.deleted:
            if isinstance(row, Row):
                _note_before(work, row)
        session.info["flushing"] = True
        session.connection().info["flushing"] = True

    @event.listens_for(session, "after_flush")
    def _after(session: Session, _context: UOWTransaction) -> None:
        for row in session.new:
            if isinstance(row, Row):
                key = (row.__tablename__, row.id)
                work._rows[key] = Captured(*key, before=None, after=image_of(row))
        for row in session.dirty:
            if isinstance(row, Row) and (row.__tablename__, row.id) in work._rows:
                work._rows[row.__tablename__, row.id].after = image_of(row)
        for row in session.deleted:
            if isinstance(row, Row):
                work._rows[row.__tablename__, row.id].after = None

    @event.listens_for(session, "after_flush_postexec")
    def _done(session: Session, _context: UOWTransaction) -> None:
        session.connection().info["flushing"] = False


def _note_before(work: UnitOfWork, row: Row) -> None:
    key = (row.__tablename__, row.id)
    if key not in work._rows:
        work._rows[key] = Captured(*key, before=_image_before(row), after=None)


def image_of(row: Base) -> Image:
    """The row's columns as they are now."""
    return {name: encode(getattr(row, name)) for name in row.__table__.columns.keys()}  # noqa: SIM118


def _image_before(row: Base) -> Image:
    state: InstanceState[Any] = inspect(row)
    image: Image = {}
    for name in row.__table__.columns.keys():  # noqa: SIM118
        past = state.attrs[name].history
        value = past.deleted[0] if past.deleted else getattr(row, name)
        image[name] = encode(value)
    return image


class BulkRefused(RuntimeError):
    """A statement would have changed rows behind the capture's back: a fault of the code."""


def _refuse_bulk(connection: Connection) -> None:
    # The driver's connection is kept: a transaction that failed may have left its permission.
    connection.info["flushing"] = False

    @event.listens_for(connection, "before_cursor_execute")
    def _check(conn: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        verb = statement.lstrip()[:7].upper()
        if verb.startswith(("UPDATE", "DELETE", "INSERT")) and not conn.info.get("flushing"):
            raise BulkRefused(f"A bulk statement would pass the capture by: {statement:.80s}")


@contextmanager
def _bulk_allowed(session: Session) -> Iterator[None]:
    info = session.connection().info
    was = info.get("flushing", False)
    info["flushing"] = True
    try:
        yield
    finally:
        info["flushing"] = was
