"""Cost of an import plan, as a ratio to the bare reading of the same file in the same run.

A workbook and a text file of 50,000 rows and 8 columns, one figure a row, from the file on disk to
the finished plan. The floor of the workbook is python-calamine's `to_python()` alone, that of the
text the csv module's reader: neither looks at the bytes, starts a process or understands a figure.
Aim: three times the floor for the workbook. `growth` is the cost of ten times the rows over ten
times the cost of the rows: 1 is linear.
"""

from __future__ import annotations

import csv
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

ROWS = 50_000
FEW, MANY = 15_000, 150_000
"""For the growth: both above the rows from which another reader takes over."""
MEASURES = 200
_TITLES = ("Indicator", "Area", "Period", "Value", "Provisional", "Comment", "Source", "Ref")


def _table(count: int) -> list[list[object]]:
    rows: list[list[object]] = [list(_TITLES)]
    for number in range(count):
        month = number // MEASURES
        period = (1950 + month // 12) * 100 + month % 12 + 1
        name = f"Measure {number % MEASURES}"
        value = number * 7919 % 500
        rows.append([name, "Haringey", period, value, "", "", "Police", number])
    return rows


def _write(folder: Path, count: int = ROWS) -> tuple[Path, Path]:
    from openpyxl import Workbook

    rows = _table(count)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Return")
    for row in rows:
        sheet.append(row)
    workbook, text = folder / f"return-{count}.xlsx", folder / f"return-{count}.csv"
    book.save(workbook)
    with text.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return workbook, text


def _median(work: Callable[[], object], times: int) -> float:
    """Median seconds of several runs."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def _bare_workbook(path: Path) -> object:
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


def _bare_text(path: Path) -> object:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def _plan(path: Path, count: int = ROWS) -> object:
    from cspdesk.sheets.mapping import IndicatorKey
    from cspdesk.sheets.read import read_plan

    indicators = [IndicatorKey(n + 1, f"K{n}", f"Measure {n}") for n in range(MEASURES)]
    plan = read_plan(path, borough="Haringey", indicators=indicators)
    if plan.counts.new != count:
        raise AssertionError(f"the plan has {plan.counts.new} new figures, not {count}")
    return plan


def measure(times: int = 5) -> dict[str, float]:
    """Seconds and ratios: `xlsx_plan_s`, `xlsx_floor_s`, `xlsx_ratio`, and the same of csv."""
    with tempfile.TemporaryDirectory() as folder:
        workbook, text = _write(Path(folder))
        _plan(text)  # imports are paid once, by whoever imports first
        found = {
            "xlsx_floor_s": _median(lambda: _bare_workbook(workbook), times),
            "xlsx_plan_s": _median(lambda: _plan(workbook), times),
            "csv_floor_s": _median(lambda: _bare_text(text), times),
            "csv_plan_s": _median(lambda: _plan(text), times),
        }
    for kind in ("xlsx", "csv"):
        found[f"{kind}_ratio"] = found[f"{kind}_plan_s"] / found[f"{kind}_floor_s"]
    found |= _growth(max(1, times // 2))
    return {name: round(value, 3) for name, value in found.items()}


def _growth(times: int) -> dict[str, float]:
    """Seconds for the few and the many rows, and the growth, for both kinds of file."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        few, many = _write(Path(folder), FEW), _write(Path(folder), MANY)
        for kind, small, large in zip(("xlsx", "csv"), few, many, strict=True):
            first = _median(lambda path=small: _plan(path, FEW), times)
            tenth = _median(lambda path=large: _plan(path, MANY), times)
            found |= {
                f"{kind}_1x_s": first,
                f"{kind}_10x_s": tenth,
                f"{kind}_growth": tenth / first / (MANY / FEW),
            }
    return found


if __name__ == "__main__":
    for name, value in measure().items():
        print(f"{name:14} {value:8.3f}")
