"""The sample's business: what was raised, what became of it, what the groups were asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cspdesk.agenda.business_commands import come_back
from cspdesk.agenda.business_ties import from_highlight, set_keys
from cspdesk.presets.records import Loader, Record, without
from db.tables import (
    AgendaItemRow,
    AssessmentRow,
    BusinessRow,
    CycleRow,
    DisseminationRow,
    GroupRequestRow,
    IndicatorRow,
    MeetingRow,
)
from db.tables.base import Row

# What a verdict of the data file says beside the words of the business.
_VERDICT = ("verdict", "reason", "decided_on", "told_on")


def load_business(loader: Loader, folder: Path) -> None:
    """Every cycle's file in order: later ones take up what earlier ones deferred.

    Raises DataFault when a file cannot be right.
    """
    for path in sorted(folder.glob("*.toml")):
        with loader.reading(path) as data:
            _from_pmg(loader, data)
            _raised(loader, data)
            _come_back(loader, data)
            _requests(loader, data)


def _from_pmg(loader: Loader, data: dict[str, Any]) -> None:
    """Lines of the highlight report that share a verdict; their words are PMG's own."""
    cycle = _cycle(loader, data)
    for record in data.get("pmg", ()):
        for code in record["indicators"]:
            indicator = loader.find(IndicatorRow.__tablename__, code)
            same = {"cycle_id": cycle, "indicator_id": indicator, "highlight": True}
            for held in loader.work.all(select(AssessmentRow).filter_by(**same)):
                row = from_highlight(loader.work, held)
                _decide(loader, row, data, record)
                loader.work.add(row)
                _ways(loader, row, record)


def _raised(loader: Loader, data: dict[str, Any]) -> None:
    for record in data.get("business", ()):
        words = without(record, "code", "way", "item", "deferred_to", *_VERDICT)
        row = BusinessRow(**loader.columns(BusinessRow, {**words, "cycle": data["cycle"]}))
        _decide(loader, row, data, record)
        set_keys(loader.work, row)
        loader.work.add(row)
        if "code" in record:
            loader.learn(BusinessRow, record["code"], row.id)
        _ways(loader, row, record)


def _decide(loader: Loader, row: BusinessRow, data: Record, record: Record) -> None:
    if "verdict" not in record:
        return
    dates = {name: data[name] for name in ("decided_on", "told_on") if name in data}
    said = {name: record[name] for name in _VERDICT if name in record}
    for name, value in loader.columns(BusinessRow, {**dates, **said}).items():
        setattr(row, name, value)
    row.item_id = _found(loader, AgendaItemRow, record.get("item"))
    row.deferred_to_id = _found(loader, MeetingRow, record.get("deferred_to"))
    set_keys(loader.work, row)


def _found(loader: Loader, kind: type[Row], code: str | None) -> int | None:
    return None if code is None else loader.find(kind.__tablename__, code)


def _ways(loader: Loader, row: BusinessRow, record: Record) -> None:
    for way in record.get("way", ()):
        columns = loader.columns(DisseminationRow, way)
        loader.work.add(DisseminationRow(business_id=row.id, **columns))


def _come_back(loader: Loader, data: dict[str, Any]) -> None:
    for record in data.get("come_back", ()):
        key = loader.find(BusinessRow.__tablename__, record["before"])
        loader.work.add(come_back(loader.work.get(BusinessRow, key), _cycle(loader, data)))


def _requests(loader: Loader, data: dict[str, Any]) -> None:
    loader.put(GroupRequestRow, list(_each_group(data)))


def _each_group(data: dict[str, Any]) -> Iterator[Record]:
    for record in data.get("request", ()):
        for group in record["groups"]:
            yield {**without(record, "groups"), "group": group, "cycle": data["cycle"]}


def _cycle(loader: Loader, data: Record) -> int:
    return loader.find(CycleRow.__tablename__, data["cycle"])
