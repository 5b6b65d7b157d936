"""What a chart puts on the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.charts.primitives import Drawing, Row

_MISSING = "no data"
_MINUS = "\N{MINUS SIGN}"


def figures_text(drawing: Drawing) -> str:
    """The chart's figures as `rows_text`."""
    return rows_text(drawing.table)


def rows_text(rows: Sequence[Row]) -> str:
    """Rows of figures with tabs between them; a true minus becomes the one spreadsheets know."""
    lines = ["\t".join(_cell(cell) for cell in row) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(words: str) -> str:
    if words == _MISSING:
        return ""  # an empty cell: a word would stop a spreadsheet from adding up the column
    plain = words.replace("\t", " ").replace("\n", " ")
    if plain.startswith(_MINUS):
        return "-" + plain[1:]
    # A name that begins like a formula must arrive as the name it is.
    return "'" + plain if plain[:1] in ("=", "+", "@", "-") else plain
