"""Boxes to write in: a cell with a content control, so that answers can be read back.

The control of a reply to a homework question carries the tag "homework:ID" (`w:sdt/w:sdtPr/w:tag`),
where ID is that of the question; the answer is the text of its `w:sdtContent`, one paragraph a
line. A control nobody has written in still has `w:showingPlcHdr` in its properties: what it then
shows is the hint and no answer. Other boxes carry the name of their field.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.shared import Mm

from cspdesk.packs.blocks import FormField, FormRow
from cspdesk.packs.docx.looks import LINE
from cspdesk.packs.docx.pen import Pen
from cspdesk.packs.docx.tables import new_table
from cspdesk.packs.docx.xml import add_control, border, cell_borders, describe_table, repeat_row

HINT = "Click here and write."
_REPLY = "reply-"


def tag_of(name: str) -> str:
    """The tag of a field's control: "homework:12" for the field "reply-12", else its name."""
    return f"homework:{name.removeprefix(_REPLY)}" if name.startswith(_REPLY) else name


def form_field(pen: Pen, field: FormField) -> None:
    _boxes(pen, (field,))


def form_row(pen: Pen, row: FormRow) -> None:
    _boxes(pen, row.fields)


def _boxes(pen: Pen, fields: Sequence[FormField]) -> None:
    """Names in a row of headings, and under each the box for it."""
    width = pen.width / len(fields)
    made = new_table(pen, 2, [width] * len(fields))
    describe_table(made, "", "; ".join(field.tooltip for field in fields))
    repeat_row(made.rows[0])
    made.rows[1].height = Mm(max(field.height for field in fields))
    made.rows[1].height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    for place, field in enumerate(fields):
        head, box = made.cell(0, place), made.cell(1, place)
        label = pen.inside(head, "Answer label", width).paragraph(field.label)
        label.paragraph_format.keep_with_next = True
        add_control(
            box,
            tag=tag_of(field.name),
            title=field.label,
            hint=HINT,
            number=1000 + pen.next_control(),
        )
        sides = ("top", "left", "bottom", "right")
        cell_borders(box, *(border(side, LINE, 8) for side in sides))
    pen.paragraph("", "Note")
