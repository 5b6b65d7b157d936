"""What refers to a row, found from the tables themselves, so that nothing is left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import UniqueConstraint, func, select

from cspdesk.phrases import joined
from cspdesk.words import counted
from db.tables.base import Base, Row
from db.unit_of_work import UnitOfWork

# What people call the rows of a table that may refer to an organisation, a seat or a person.
_NOUNS = {
    "action": "action",
    "agenda_item": "agenda item",
    "appointment": "appointment",
    "attendance": "entry in the attendance",
    "body_meeting": "date",
    "business": "piece of business",
    "comms_decision": "comms decision",
    "governance_body": "governance body",
    "homework_question": "homework question",
    "indicator": "KPI",
    "joint_guest": "guest of a joint meeting",
    "partnership_group": "group",
    "person": "person",
    "report_back": "report-back",
    "seat": "seat",
}
_MANY = {
    "attendance": "entries in the attendance",
    "business": "pieces of business",
    "governance_body": "governance bodies",
    "joint_guest": "guests of joint meetings",
    "person": "people",
}


def references(kind: type[Row]) -> Iterator[tuple[type[Row], str]]:
    """Every (table's class, column) that points to rows of `kind`."""
    for mapper in Base.registry.mappers:
        if not issubclass(mapper.class_, Row):
            continue
        for column in mapper.local_table.columns:
            if any(key.column.table.name == kind.__tablename__ for key in column.foreign_keys):
                yield mapper.class_, column.name


def uses(work: UnitOfWork, kind: type[Row], key: int) -> dict[str, int]:
    """How many rows of which table refer to this one; tables without any are left out."""
    found: Counter[str] = Counter()
    for other, column in references(kind):
        count = select(func.count()).select_from(other).where(getattr(other, column) == key)
        found[other.__tablename__] += work.session.scalar(count) or 0
    return {table: number for table, number in sorted(found.items()) if number}


def said_uses(work: UnitOfWork, kind: type[Row], key: int, without: Iterable[str] = ()) -> str:
    """What refers to a row, in words: "4 seats and 7 actions"; "" when nothing does."""
    left = set(without)
    return joined(
        [
            counted(number, _noun(table), _MANY.get(table, ""))
            for table, number in uses(work, kind, key).items()
            if table not in left
        ]
    )


def _noun(table: str) -> str:
    return _NOUNS.get(table, f"{table.replace('_', ' ')} record")


def move_references(work: UnitOfWork, kind: type[Row], from_id: int, into_id: int) -> str:
    """Point everything that refers to one row to another; the clash that forbids it, "" for none.

    Nothing is moved where two rows would then stand for the same thing.
    """
    for other, column in references(kind):
        clash = _clash(work, other, column, from_id, into_id)
        if clash:
            return clash
    for other, column in references(kind):
        for row in work.all(select(other).where(getattr(other, column) == from_id)):
            setattr(row, column, into_id)
    return ""


def _clash(work: UnitOfWork, kind: type[Row], column: str, from_id: int, into_id: int) -> str:
    for rule in kind.__table__.constraints:  # type: ignore[attr-defined]
        if not isinstance(rule, UniqueConstraint) or column not in rule.columns:
            continue
        rest = [one.name for one in rule.columns if one.name != column]
        mine, theirs = (_keys(work, kind, column, key, rest) for key in (from_id, into_id))
        both = mine & theirs
        if both:
            return counted(len(both), _noun(kind.__tablename__), _MANY.get(kind.__tablename__, ""))
    return ""


def _keys(
    work: UnitOfWork, kind: type[Row], column: str, key: int, rest: Sequence[str]
) -> set[tuple[object, ...]]:
    """What tells the rows that refer to `key` apart, besides that."""
    rows = work.all(select(kind).where(getattr(kind, column) == key))
    return {tuple(getattr(row, name) for name in rest) for row in rows}
