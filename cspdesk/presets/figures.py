"""The sample's figures: published police counts, and made-up ones that say so."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from cspdesk.presets.records import DataFault, Loader, read_csv
from db.tables import IndicatorRow, MeasurementRow
from db.vocabulary import Frequency, MeasurementState

# Figures of one indicator by the first day of their period.
Series = dict[date, float]

_MONTHS = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}


def load_figures(loader: Loader, folder: Path) -> dict[str, Series]:
    """Store every figure of the sample; what was stored, by indicator code."""
    frequency = {row.code: row.frequency for row in loader.work.all(select(IndicatorRow))}
    with loader.reading(folder / "police-figures.toml") as data:
        records = _police(data, read_csv(folder / data["file"]))
    records += [_example(row) for row in read_csv(folder / "example-figures.csv")]
    figures: dict[str, Series] = {}
    for record in records:
        code, start = record["indicator"], record["period_start"]
        if code not in frequency:
            raise DataFault("example-figures.csv", f"there is no indicator {code}.")
        record["data_to"] = last_day(start, frequency[code])
        if record["value"] is not None:
            figures.setdefault(code, {})[start] = record["value"]
    loader.put(MeasurementRow, records)
    return figures


def last_day(start: date, frequency: Frequency) -> date:
    """The last day of the period that begins on `start`, the first of a month."""
    months = start.year * 12 + start.month - 1 + _MONTHS[frequency]
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)


def _police(data: dict[str, Any], rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Columns of the published table added together, one record an indicator and month."""
    return [
        {
            "indicator": code,
            "period_start": month,
            "value": float(sum(int(row[column]) for column in columns)),
            "state": (
                MeasurementState.PROVISIONAL
                if month >= data["provisional_from"]
                else MeasurementState.FINAL
            ),
            "source": data["source"],
        }
        for code, columns in data["series"].items()
        for row in rows
        if (month := date.fromisoformat(f"{row['month']}-01"))
    ]


def _example(row: dict[str, str]) -> dict[str, Any]:
    numbers = ("value", "numerator", "denominator")
    return {
        "indicator": row["code"],
        "period_start": date.fromisoformat(row["period_start"]),
        **{name: float(row[name]) if row[name] else None for name in numbers},
        "state": row["state"],
        "note": row["note"],
        "source": "Example",
        "is_example": True,
    }
