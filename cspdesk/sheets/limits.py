"""How much of a file we are ready to read: a KPI return has hundreds of rows.

Sizes are bytes, times are seconds. The ratio follows Apache POI's idea that no honest part of a
workbook unpacks to more than about a hundred times its size; doubled, because long tables of equal
cells are honest too.
"""

from __future__ import annotations

MB = 1 << 20

WORKBOOK_BYTES = 50 * MB
TEXT_BYTES = 200 * MB
ZIP_ENTRIES = 2_000
DIRECTORY_BYTES = 1 * MB
UNPACKED_BYTES = 400 * MB
PART_BYTES = 256 * MB
PART_RATIO = 200
RATIO_GRACE = 1 * MB
"""A part smaller than this may have any ratio: it cannot hurt."""

ROWS = 200_000
COLUMNS = 702
"""Column ZZ: a third letter in a cell's address is what the guard looks for."""
TEXT_ROWS = 500_000
CELLS = 6_000_000
"""Readers allocate the rectangle around all cells, filled or not."""

OPENPYXL_ROWS = 10_000
OPENPYXL_CELLS = 400_000
"""Up to here openpyxl, which knows formats, errors and hidden rows; above it python-calamine,
which is ten times faster and needs a fifth of the memory."""

CHILD_SECONDS = 30.0
CHILD_BYTES = 1 << 30
WIRE_BYTES = 600 * MB
