"""The sample's working targets, some of them worked out from a year of its own figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.presets.figures import Series
from cspdesk.presets.records import DataFault, Loader, Record, without
from db.tables import IndicatorRow, TargetRow


def load_targets(loader: Loader, data: dict[str, Any], figures: dict[str, Series]) -> None:
    """Put the trial year's targets in the place of the preset's, and fix chart baselines."""
    for record in data["target"]:
        for code in record["codes"]:
            _set_target(loader, code, _worked_out(record, figures.get(code, {}), code))
    for record in data["chart"]:
        for code in record["codes"]:
            indicator = loader.work.get(IndicatorRow, loader.find("indicator", code))
            indicator.baseline_from = record["baseline_from"]
            indicator.baseline_points = record["baseline_points"]


def _set_target(loader: Loader, code: str, record: Record) -> None:
    key = loader.find("indicator", code)
    row = loader.work.session.scalars(
        select(TargetRow).where(TargetRow.indicator_id == key)
    ).first()
    if row is None:
        raise DataFault(loader.place, f"{code} has no target in the preset to replace.")
    for name, value in loader.columns(TargetRow, record).items():
        setattr(row, name, value)


def _worked_out(record: Record, series: Series, code: str) -> Record:
    """The record with baseline and value added up from its baseline year, when it names one."""
    target = without(record, "codes", "baseline_year")
    if "baseline_year" not in record:
        return target
    total = _year_total(series, record["baseline_year"], code)
    return {
        **target,
        "baseline": total,
        "value": total * (100 + record["change_percent"]) / 100,
        "assumption": record["assumption"].format(baseline=f"{total:,.0f}"),
    }


def _year_total(series: Series, year: int, code: str) -> float:
    """The sum of the financial year that begins in `year`. Raises DataFault when not whole."""
    months = [date(year, month, 1) for month in range(4, 13)]
    months += [date(year + 1, month, 1) for month in range(1, 4)]
    if not all(month in series for month in months):
        raise DataFault("targets.toml", f"{code} lacks months of {year}/{(year + 1) % 100:02}.")
    return sum(series[month] for month in months)
