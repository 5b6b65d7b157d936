"""The unit chart: a table in which the symbols are decoration and the counts are the data."""

from __future__ import annotations

from cspdesk.packs import blocks as b
from cspdesk.packs.inline import Inline, Mark, Run, Sign, Tone, Weight, quiet
from cspdesk.packs.pdf.layout import Flow, Frame, Layout
from cspdesk.packs.pdf.tables import data_table

_SYMBOL = 4.3  # mm


def unit_chart(layout: Layout, block: b.UnitChart, frame: Frame) -> Flow:
    """Counts with one symbol for each indicator; the last row adds up the counts."""
    columns = (
        b.Column(quiet(block.corner), 42, header=True),
        *(b.Column(_heading(column)) for column in block.columns),
    )
    rows = [b.Row((row.label, *map(_count, row.cells))) for row in block.rows]
    sums = [sum(len(row.cells[i]) for row in block.rows) for i in range(len(block.columns))]
    rows.append(b.Row((block.total_label, *map(str, sums)), total=True))
    return data_table(layout, b.DataTable(columns, tuple(rows)), frame)


def _heading(column: b.UnitColumn) -> tuple[Inline, ...]:
    signs = [Sign(mark) for mark in column.marks]
    return (*signs, Run(column.label, Weight.BOLD, Tone.INK, size="body"))


def _count(marks: tuple[Mark, ...]) -> tuple[Inline, ...] | Run:
    if not marks:
        return quiet("0")
    count = Run(f"{len(marks)}\u00a0\u00a0\u00a0", Weight.BOLD, tabular=True)
    return (count, *(Sign(mark, _SYMBOL) for mark in marks))
