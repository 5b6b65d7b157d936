"""Tables: headings that repeat on every page, bands, groups, notes; and tables of facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm

from cspdesk.packs.blocks import FactStrip
from cspdesk.packs.docx.looks import HAIR, INK, LINE, NAVY, TINT
from cspdesk.packs.docx.pen import Pen
from cspdesk.packs.docx.words import MARKS, write, write_chip
from cspdesk.packs.docx.xml import (
    border,
    cell_borders,
    describe_table,
    element,
    keep_row,
    put,
    repeat_row,
    shade_cell,
)
from cspdesk.packs.grids import (
    Band,
    Cell,
    CellLike,
    ChipLine,
    Column,
    DataTable,
    Group,
    Picture,
    Row,
    UnitChart,
)
from cspdesk.packs.inline import Chip, Mark, Run, Text, Tone, Weight, bold, plain, quiet

_ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "centre": WD_ALIGN_PARAGRAPH.CENTER,
}
_LEAST = 12.0  # mm that a column without a width of its own has at least


def new_table(pen: Pen, rows: int, widths: Sequence[float]) -> Any:
    """A plain table of these widths in millimetres, with air in its cells."""
    pen.before_table()
    made = pen.into.add_table(rows, len(widths))
    made.alignment = WD_TABLE_ALIGNMENT.LEFT
    made.autofit = False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    for row in made.rows:
        keep_row(row)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    sides = (("top", 40), ("left", 60), ("bottom", 40), ("right", 80))
    margins = tuple(element(f"w:{side}", w=str(twips), type="dxa") for side, twips in sides)
    put(made._tbl.tblPr, element("w:tblCellMar", margins))
    return made


def data_table(pen: Pen, table: DataTable) -> None:
    """A table of data; a band runs across it, the label of a group stands beside its rows."""
    if plain(table.caption):
        pen.kept().paragraph(table.caption, bold=True)
    widths = _widths(table.columns, pen.width)
    flat = list(_flat(table.rows))
    made = new_table(pen, 1 + len(flat), widths)
    _tell(made, table)
    _heading_row(pen, made.rows[0], table.columns, widths)
    groups: dict[int, list[Any]] = {}
    for row, (group, what) in zip(list(made.rows)[1:], flat, strict=True):
        if isinstance(what, Band):
            _band(pen, row, what)
            continue
        _row(pen, row, table.columns, widths, what, group.label if group else None)
        if group is not None:
            groups.setdefault(id(group), []).append(row.cells[0])
    for cells in groups.values():
        _merge_down(cells)
    if plain(table.footnote):
        pen.paragraph(table.footnote, "Note")
    else:
        pen.paragraph("", "Note")


def _tell(made: Any, table: DataTable) -> None:
    describe_table(made, plain(table.caption), table.summary)
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    if look is not None:
        look.set(qn("w:firstRow"), "1")
        look.set(qn("w:firstColumn"), "1" if any(c.header for c in table.columns) else "0")
    lines = (border("bottom", INK, 4), border("insideH", HAIR, 4))
    put(made._tbl.tblPr, element("w:tblBorders", lines))


def _widths(columns: Sequence[Column], room: float) -> list[float]:
    """Columns without a width share what the others leave."""
    given = sum(column.width for column in columns)
    free = sum(not column.width for column in columns)
    share = max(_LEAST, (room - given) / free) if free else 0.0
    widths = [column.width or share for column in columns]
    scale = min(1.0, room / sum(widths)) if sum(widths) else 1.0
    return [width * scale for width in widths]


def _flat(rows: Sequence[Row | Group | Band]) -> Iterator[tuple[Group | None, Row | Band]]:
    """Bands and rows in order, each row with its group, or None."""
    for one in rows:
        if isinstance(one, Band):
            yield None, one
            yield from _flat(one.rows)
        elif isinstance(one, Group):
            yield from ((one, row) for row in one.rows)
        else:
            yield None, one


def _heading_row(pen: Pen, row: Any, columns: Sequence[Column], widths: Sequence[float]) -> None:
    repeat_row(row)
    for cell, column, width in zip(row.cells, columns, widths, strict=True):
        made = pen.inside(cell, "Cell", width).paragraph(column.title, bold=True)
        made.alignment = _ALIGNS[column.align]
        made.paragraph_format.keep_with_next = True
        cell_borders(cell, border("bottom", INK, 10))


def _band(pen: Pen, row: Any, band: Band) -> None:
    cell = row.cells[0].merge(row.cells[-1])
    shade_cell(cell, NAVY)
    words = Run(plain(band.text), Weight.BOLD, Tone.WHITE)
    made = pen.inside(cell, "Cell", pen.width).paragraph(words)
    made.paragraph_format.keep_with_next = True


def _row(
    pen: Pen,
    row: Any,
    columns: Sequence[Column],
    widths: Sequence[float],
    what: Row,
    label: CellLike | None,
) -> None:
    values = (label, *what.cells) if label is not None else what.cells
    for cell, column, width, value in zip(row.cells, columns, widths, values, strict=False):
        _fill(pen.inside(cell, "Cell", width), value, column, strong=what.total)
        if what.highlight:
            shade_cell(cell, TINT)
        if what.total:
            cell_borders(cell, border("top", INK, 10))
    if what.key:
        first = row.cells[0].paragraphs[0]
        pen.mark(first, what.key)


def _merge_down(cells: Sequence[Any]) -> None:
    """One label for the rows of a group; the copies below it go."""
    for cell in cells[1:]:
        for paragraph in list(cell.paragraphs)[1:]:
            paragraph._p.getparent().remove(paragraph._p)
        first = cell.paragraphs[0]
        for child in list(first._p):
            if child.tag != qn("w:pPr"):
                first._p.remove(child)
    for place, cell in enumerate(cells):
        begun = element("w:vMerge", val="restart" if place == 0 else None)
        put(cell._tc.get_or_add_tcPr(), begun)


# -- cells ------------------------------------------------------------------------------------


def _fill(pen: Pen, value: CellLike | None, column: Column, *, strong: bool) -> None:
    parts = value.parts if isinstance(value, Cell) else (value,)
    named = column.header or column.weight in (Weight.BOLD, Weight.SEMIBOLD)
    for place, part in enumerate(parts):
        is_bold = True if strong or (named and place == 0) else None
        _cell_part(pen, part, is_bold, column)


def _cell_part(pen: Pen, part: Any, is_bold: bool | None, column: Column) -> None:
    if isinstance(part, Picture):
        pen.picture(part.drawing)
        return
    made = pen.paragraph("")
    made.alignment = _ALIGNS[column.align]
    if isinstance(part, Chip):
        write_chip(made, part)
    elif isinstance(part, ChipLine):
        write_chip(made, part.chip)
        write(pen, made, part.text, bold=is_bold)
        if part.note:
            pen.paragraph(quiet(part.note))
    elif part is not None:
        write(pen, made, part, bold=is_bold)


# -- facts and units --------------------------------------------------------------------------


def fact_strip(pen: Pen, strip: FactStrip) -> None:
    """Small labels over bold values, side by side."""
    count = len(strip.facts)
    made = new_table(pen, 2, [pen.width / count] * count)
    repeat_row(made.rows[0])
    for place, fact in enumerate(strip.facts):
        top, bottom = made.cell(0, place), made.cell(1, place)
        width = pen.width / count
        head = pen.inside(top, "Cell", width).paragraph(quiet(fact.label))
        head.paragraph_format.keep_with_next = True
        pen.inside(bottom, "Cell", width).paragraph(fact.value, bold=True)
    if strip.boxed:
        sides = tuple(border(side, LINE, 6) for side in ("top", "left", "bottom", "right"))
        put(made._tbl.tblPr, element("w:tblBorders", sides))
    pen.paragraph("", "Note")


def unit_chart(pen: Pen, chart: UnitChart) -> None:
    """How many have each rating: the counts; the symbols only repeat them."""
    columns = (
        Column(chart.corner, header=True),
        *(Column(one.label, 28.0) for one in chart.columns),
    )
    counts = [[len(marks) for marks in row.cells] for row in chart.rows]
    rows = [
        Row((one.label, *(_count(marks) for marks in one.cells)), total=False) for one in chart.rows
    ]
    totals = [str(sum(column)) for column in zip(*counts, strict=True)]
    rows.append(Row((bold(chart.total_label), *totals), total=True))
    data_table(pen, DataTable(columns, tuple(rows), summary="How many have each rating"))


def _count(marks: Sequence[Mark]) -> Text:
    if not marks:
        return "0"
    return f"{len(marks)}\u00a0 " + "".join(MARKS[mark][0] for mark in marks)
