"""Fill an empty file from a preset: framework, indicators, partners, groups, standing items."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select

from cspdesk.errors import RuleBroken
from cspdesk.paths import resource
from cspdesk.presets.records import Loader, Record, split, without
from db.tables import (
    CommunityRow,
    FrameworkRow,
    FrontSheetFieldRow,
    GovernanceBodyRow,
    GroupRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    IndicatorWarningRow,
    OrganisationRow,
    OutcomeRow,
    PartnershipRow,
    PriorityRow,
    SeatRow,
    StandingItemRow,
    TargetRow,
    ThemeRow,
    WardRow,
)
from db.unit_of_work import UnitOfWork


def preset_names() -> tuple[str, ...]:
    """The presets there are, the blank one first."""
    found = (path.parent.name for path in resource("presets").glob("*/partnership.toml"))
    return tuple(sorted(found, key=lambda name: (name != "blank", name)))


def load_preset(
    work: UnitOfWork,
    name: str,
    *,
    partnership_name: str | None = None,
    borough: str | None = None,
) -> None:
    """Fill an empty file from the preset; a given name or borough replaces the preset's.

    Raises RuleBroken for an unknown preset or a file that holds a partnership already, and
    DataFault (a WorldError) when a data file cannot be right.
    """
    if name not in preset_names():
        raise RuleBroken("preset", f"There is no preset {name}; choose {_listed()}.")
    if work.session.scalars(select(PartnershipRow).limit(1)).first() is not None:
        raise RuleBroken("", "This file already holds a partnership.")
    folder = resource("presets", name)
    loader = Loader(work)
    wishes = {"name": partnership_name, "borough": borough}
    _partnership(loader, folder, {key: value for key, value in wishes.items() if value})
    for file, load in _PARTS.items():
        path = folder / file
        if path.exists():
            with loader.reading(path) as data:
                load(loader, data)
    with loader.reading(resource("presets", "shared", "standing_items.toml")) as data:
        loader.put(StandingItemRow, data["standing_item"])
    with loader.reading(resource("presets", "shared", "front_sheet_fields.toml")) as data:
        fields = [{**one, "position": at} for at, one in enumerate(data["front_sheet_field"], 1)]
        loader.put(FrontSheetFieldRow, fields)


def _listed() -> str:
    return ", ".join(preset_names())


def _partnership(loader: Loader, folder: Path, wishes: dict[str, str]) -> None:
    with loader.reading(folder / "partnership.toml") as data:
        columns = loader.columns(PartnershipRow, {**data["partnership"], **wishes})
        loader.work.add(PartnershipRow(**columns))
        loader.put(FrameworkRow, [data["framework"]], [_FRAMEWORK])
        _priorities(loader, data.get("priority", []))
        outcomes = [{**record, "framework": _FRAMEWORK} for record in data.get("outcome", [])]
        loader.put(OutcomeRow, outcomes, [record["code"] for record in outcomes])


# The one framework a preset brings.
_FRAMEWORK = "framework"


def _priorities(loader: Loader, records: list[Record]) -> None:
    bare, themes = split(records, "themes")
    rows = [
        {**record, "framework": _FRAMEWORK, "position": place}
        for place, record in enumerate(bare, 1)
    ]
    codes = [record["code"] for record in bare]
    loader.put(PriorityRow, rows, codes)
    named = [
        {"priority": codes[place], "name": theme, "position": position}
        for position, (place, theme) in enumerate(themes, 1)
    ]
    # VAWG is a theme of two priorities.
    loader.put(ThemeRow, named, [f"{theme['priority']}/{theme['name']}" for theme in named])


def _organisations(loader: Loader, data: dict[str, Any]) -> None:
    bare, bodies = split(data["organisation"], "governance_bodies")
    codes = [record["code"] for record in bare]
    rows = [{**record, "position": place} for place, record in enumerate(bare, 1)]
    loader.put(OrganisationRow, rows, codes)
    records = [{"organisation": codes[place], "name": name} for place, name in bodies]
    loader.put(GovernanceBodyRow, records)


def _groups(loader: Loader, data: dict[str, Any]) -> None:
    bare, seats = split(data["group"], "seat")
    codes = [record["short_name"] for record in bare]
    # One at a time: a group's parent must be stored before it.
    for place, record in enumerate(bare, 1):
        loader.put(GroupRow, [{**record, "position": place}], [record["short_name"]])
    loader.put(
        SeatRow,
        [
            {**seat, "group": codes[place], "position": position}
            for position, (place, seat) in enumerate(seats, 1)
        ],
    )


def _indicators(loader: Loader, data: dict[str, Any]) -> None:
    records = data["indicator"]
    codes = [record["code"] for record in records]
    rows = [_indicator(record, place) for place, record in enumerate(records, 1)]
    loader.put(IndicatorRow, rows, codes)
    _beside(loader, IndicatorOutcomeRow, records, "outcomes")
    _beside(loader, IndicatorWarningRow, records, "warning")
    targets = [
        {**record["target"], "indicator": record["code"]}
        for record in records
        if "target" in record
    ]
    loader.put(TargetRow, targets)


def _indicator(record: Record, place: int) -> Record:
    row = without(record, "outcomes", "warning", "target")
    if "theme" in row:
        row["theme"] = f"{row['priority']}/{row['theme']}"
    return {**row, "framework": _FRAMEWORK, "position": place}


def _beside(loader: Loader, kind: type[Any], records: list[Record], child: str) -> None:
    """Records kept beside indicators: outcomes by their code, warnings whole."""
    _, children = split(records, child)
    rows: list[Record] = []
    for place, entry in children:
        fields = entry if isinstance(entry, dict) else {"outcome": entry}
        rows.append({**fields, "indicator": records[place]["code"]})
    loader.put(kind, rows)


def _communities(loader: Loader, data: dict[str, Any]) -> None:
    for kind, key in ((CommunityRow, "community"), (WardRow, "ward")):
        records = enumerate(data[key], 1)
        loader.put(kind, [{"name": name, "position": place} for place, name in records])


_PARTS = {
    "organisations.toml": _organisations,
    "groups.toml": _groups,
    "indicators.toml": _indicators,
    "communities.toml": _communities,
}
