"""Writes the table of English bank holidays from the holidays library.

    python packaging/bank_holidays.py

The library takes a quarter of a second to import and every start asks for the days of this cycle,
so the years anybody plans in are kept as a table. A test fails when the library has learned of
another day, such as a coronation: then run this again.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cspdesk.calendar import KEPT_YEARS, from_library  # noqa: E402
from cspdesk.paths import resource  # noqa: E402


def main() -> int:
    days = {
        day.isoformat(): name
        for year in KEPT_YEARS
        for day, name in sorted(from_library(year).items())
    }
    text = json.dumps(days, ensure_ascii=False, indent=0)
    resource("calendar", "bank-holidays.json").write_text(text + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
