"""The highlight report as it was issued: kept with the pack, and shown from then on.

A figure that is revised later must not change what the Board was told, so the whole report is kept
as plain data when the pack goes out, in the same transaction.
"""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import select

from cspdesk.kpis.closing import report_row
from cspdesk.kpis.records import HighlightReport
from cspdesk.reading import Reading
from db.tables import HighlightReportRow
from db.unit_of_work import UnitOfWork


def keep_report(work: UnitOfWork, cycle_id: int, report: HighlightReport) -> None:
    """Keep what the report of a cycle shows now; a later edition of the pack replaces it."""
    row = report_row(work.session, cycle_id)
    row = row or work.add(HighlightReportRow(cycle_id=cycle_id))
    row.as_issued = json.dumps(_plain(report), ensure_ascii=False)


def kept_report(reading: Reading, cycle_id: int) -> HighlightReport | None:
    """The report as it was issued; None before that, and where no pack was issued in this file."""
    query = select(HighlightReportRow.as_issued).where(HighlightReportRow.cycle_id == cycle_id)
    kept = reading.session.scalar(query)
    return _revived(HighlightReport, json.loads(kept)) if kept else None


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if hasattr(value, "_asdict"):
        return {name: _plain(held) for name, held in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(held) for held in value]
    return value


def _revived(kind: Any, value: Any) -> Any:
    """`value` as its field's type says. A field that the kept report lacks takes its default."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return tuple(_revived(get_args(kind)[0], held) for held in value)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        known = {name: held for name, held in value.items() if name in hints}
        return kind(**{name: _revived(hints[name], held) for name, held in known.items()})
    if issubclass(kind, Enum):
        return kind(value)
    return date.fromisoformat(value) if kind is date else value
