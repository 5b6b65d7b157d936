"""Partner ownership as a workbook: partners, shares by cycle, every record behind them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from cspdesk.desk import Desk
from cspdesk.ownership.queries import ownership_ledger
from cspdesk.ownership.records import Ledger, Ownership, PartnerRecord, ShareLine, ownership_of
from cspdesk.ownership.rules import WORK, Measure, Rate, is_carrying
from cspdesk.sheets.book_out import CellOut, ColumnOut, SheetOut, write_book

_PARTNERS = (
    ColumnOut("Code", 8),
    ColumnOut("Partner", 34),
    ColumnOut("Sector", 13),
    ColumnOut("Police or Council", 10),
    ColumnOut("Seats on the Board", 10),
    ColumnOut("Seats filled", 10),
    ColumnOut("Seats recorded", 10),
    ColumnOut("Questions answered", 11),
    ColumnOut("Questions set", 11),
    ColumnOut("Actions in time", 11),
    ColumnOut("Actions due by now", 11),
    ColumnOut("Actions open", 10),
    ColumnOut("Actions overdue", 10),
    ColumnOut("Report-backs received", 12),
    ColumnOut("Report-backs asked", 12),
    ColumnOut("KPIs owned", 9),
    ColumnOut("All work", 9),
    ColumnOut("Owns nothing", 9),
    ColumnOut("What is missing", 44, wrap=True),
)
_SHARES = (
    ColumnOut("Year or cycle", 18),
    ColumnOut("Work", 16),
    ColumnOut("Police and Council", 12),
    ColumnOut("All others", 12),
    ColumnOut("Share of Police and Council", 14, "0%"),
)
_RECORDS = (
    ColumnOut("Partner", 24),
    ColumnOut("Kind", 14),
    ColumnOut("Cycle", 18),
    ColumnOut("What", 70, wrap=True),
    ColumnOut("How it stands", 34, wrap=True),
    ColumnOut("Counted", 9),
)


def save_ownership_book(
    desk: Desk, out: Path, cycle_ids: Collection[int] | None = None, label: str = "All cycles"
) -> Path:
    """Write the view of some cycles (None: all) to an .xlsx. Raises WorldError."""
    ledger = desk.ask(ownership_ledger)
    sheets = ownership_sheets(ledger, ownership_of(ledger, cycle_ids))
    at = datetime.combine(desk.today, datetime.min.time())
    return write_book(out, sheets, title=f"Partner ownership, {label}", created=at)


def ownership_sheets(ledger: Ledger, view: Ownership) -> tuple[SheetOut, ...]:
    """Partners and records of the chosen time; the shares of every year and cycle."""
    shares = tuple(row for line in view.shares for row in _share_rows(line))
    return (
        SheetOut("Partners", _PARTNERS, tuple(_partner(one) for one in view.partners)),
        SheetOut("Police and Council", _SHARES, shares),
        SheetOut("Records", _RECORDS, _records(ledger, view)),
    )


def _partner(one: PartnerRecord) -> tuple[CellOut, ...]:
    found, owner = one.tallies, one.owner
    came, asked = found[Measure.ATTENDANCE].finished, found[Measure.HOMEWORK].finished
    actions, backs = found[Measure.ACTIONS], found[Measure.REPORT_BACKS].finished
    return (
        owner.code,
        owner.name,
        owner.sector.label,
        "yes" if is_carrying(owner.sector) else "no",
        len(owner.seats),
        # Nobody recorded is no nought.
        came.got if came.of else "no record",
        came.of if came.of else "no record",
        asked.got,
        asked.of,
        actions.in_time.got,
        actions.in_time.of,
        actions.open,
        actions.late,
        backs.got,
        backs.of,
        found[Measure.KPIS].total,
        one.work,
        "yes" if one.has_nothing else "no",
        one.missing,
    )


def _share_rows(line: ShareLine) -> list[tuple[CellOut, ...]]:
    rows = [(one.label, line.splits[one]) for one in WORK]
    label = f"Year {line.label}" if line.is_year else f"{line.label}, {line.year_label}"
    found: list[tuple[CellOut, ...]] = [
        (label, name, split.pair, split.rest, _share(split.rate))
        for name, split in (*rows, ("All work", line.work))
    ]
    for name, rate in zip(("their own", "others’"), line.attendance, strict=True):
        words = f"Seats filled, {name}"
        # A rate of its own: so many of so many, in the two columns of figures.
        found.append((label, words, rate.got, rate.of - rate.got, _share(rate)) if rate.of
                     else (label, words, "no record", "no record", None))  # fmt: skip
    return found


def _share(rate: Rate) -> float | None:
    return rate.share


def _records(ledger: Ledger, view: Ownership) -> tuple[tuple[CellOut, ...], ...]:
    names = {one.id: f"Cycle {one.number}, {one.year_label}" for one in ledger.cycles}
    return tuple(
        (
            one.owner.short_name,
            measure.label,
            names.get(entry.cycle_id, "") if entry.cycle_id is not None else "",
            entry.heading,
            entry.words,
            "no" if entry.outcome.value == "set_aside" else "yes",
        )
        for one in view.partners
        for measure in Measure
        for entry in one.of(measure)
    )
