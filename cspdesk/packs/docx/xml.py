"""The parts of a Word file that python-docx has no words for: fields, bookmarks, borders, controls.

Typed text only ever goes into `w:t` (through python-docx' runs); the field codes here are the
program's own, so that nothing anybody typed can become a field, a link or a macro.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

# lxml elements; they have no type information of their own.
Element = Any


# The order in which the standard (ECMA-376) wants the properties of a part; Word calls a file
# damaged that has them in another. Only those that are used here or written by python-docx.
_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind "
    "contextualSpacing jc outlineLvl rPr sectPr",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook "
    "tblCaption tblDescription",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs highlight u shd vertAlign rtl cs lang",
}


def put(parent: Element, child: Element) -> None:
    """Put a property among the others where the standard wants it, in place of one like it."""
    order = _ORDERS[_name(parent)].split()
    place = order.index(_name(child))
    for other in list(parent):
        if _name(other) == _name(child):
            parent.remove(other)
    later = next((one for one in parent if _after(order, _name(one), place)), None)
    if later is None:
        parent.append(child)
    else:
        later.addprevious(child)


def _name(one: Element) -> str:
    return str(one.tag).rpartition("}")[2]


def _after(order: list[str], name: str, place: int) -> bool:
    return name in order and order.index(name) > place


def element(tag: str, children: tuple[Element, ...] = (), /, **attributes: str | None) -> Element:
    """ "w:tag" with attributes in the same namespace (None: left out) and children."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        if value is None:
            continue
        made.set(qn(f"w:{name}"), value)
    for child in children:
        made.append(child)
    return made


def fit_text(text: str) -> str:
    """Composed letters without what XML cannot hold; tabs become blanks, lines stay."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    shown = composed.replace("\t", " ").replace("\x0b", "\n").replace("\x0c", "\n")
    return "".join(letter for letter in shown if letter == "\n" or _is_fit(letter))


def _is_fit(letter: str) -> bool:
    return unicodedata.category(letter) not in ("Cc", "Cs", "Cn") and letter not in "\ufffe\uffff"


# -- fields and places ------------------------------------------------------------------------


def add_field(paragraph: Paragraph, code: str, shown: str, *, stale: bool = False) -> list[Run]:
    """A field with what it shows until it is worked out; `stale` asks Word to do so on opening."""
    begin = paragraph.add_run()
    begin._r.append(element("w:fldChar", fldCharType="begin", dirty="1" if stale else None))
    told = element("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    instruction = paragraph.add_run()
    instruction._r.append(told)
    between, result, end = paragraph.add_run(), paragraph.add_run(shown), paragraph.add_run()
    between._r.append(element("w:fldChar", fldCharType="separate"))
    end._r.append(element("w:fldChar", fldCharType="end"))
    return [begin, instruction, between, result, end]


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A place that links and page references lead to, round what the paragraph holds so far."""
    properties = paragraph._p.pPr
    place = 0 if properties is None else list(paragraph._p).index(properties) + 1
    paragraph._p.insert(place, element("w:bookmarkStart", id=str(number), name=name))
    paragraph._p.append(element("w:bookmarkEnd", id=str(number)))


def link_runs(paragraph: Paragraph, runs: list[Run], *, place: str = "", address: str = "") -> None:
    """Put runs into a link to a bookmark, or to an address outside."""
    made = element("w:hyperlink", history="1")
    if place:
        made.set(qn("w:anchor"), place)
    else:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
        made.set(qn("r:id"), paragraph.part.relate_to(address, kind, is_external=True))
    runs[0]._r.addprevious(made)
    for run in runs:
        made.append(run._r)


# -- looks ------------------------------------------------------------------------------------


def border(side: str, colour: str, eighths: int, space: int = 0) -> Element:
    """A single line at one side; `eighths` of a point wide, `space` points away."""
    return element(f"w:{side}", val="single", sz=str(eighths), space=str(space), color=colour)


def shade(colour: str) -> Element:
    return element("w:shd", val="clear", color="auto", fill=colour)


def shade_cell(cell: Any, colour: str) -> None:
    put(cell._tc.get_or_add_tcPr(), shade(colour))


def cell_borders(cell: Any, *lines: Element) -> None:
    put(cell._tc.get_or_add_tcPr(), element("w:tcBorders", tuple(lines)))


def repeat_row(row: Any) -> None:
    """The row stands at the top of every page the table covers."""
    row._tr.get_or_add_trPr().append(element("w:tblHeader"))


def keep_row(row: Any) -> None:
    """The row is not broken over pages."""
    row._tr.get_or_add_trPr().append(element("w:cantSplit"))


def describe_table(table: Any, title: str, summary: str) -> None:
    """What a screen reader says of a table before its cells."""
    properties = table._tbl.tblPr
    if title:
        put(properties, element("w:tblCaption", val=fit_text(title)))
    if summary:
        put(properties, element("w:tblDescription", val=fit_text(summary)))


def describe_picture(shape: Any, alt: str, number: int) -> None:
    """The alternative text of a picture."""
    properties = shape._inline.docPr
    properties.set("descr", fit_text(alt))
    properties.set("name", f"Figure {number}")


# -- forms ------------------------------------------------------------------------------------


def add_control(cell: Any, *, tag: str, title: str, hint: str, number: int) -> None:
    """A rich-text content control that fills a cell, so that what is written there can be found.

    `tag` is at most 64 letters. A control still showing its hint has `w:showingPlcHdr`.
    """
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(fit_text(hint))
    run.style = "Placeholder Text"
    control = element(
        "w:sdt",
        (
            element(
                "w:sdtPr",
                (
                    element("w:alias", val=fit_text(title)[:64]),
                    element("w:tag", val=fit_text(tag)[:64]),
                    element("w:id", val=str(number)),
                    element("w:showingPlcHdr"),
                ),
            ),
            element("w:sdtContent"),
        ),
    )
    paragraph._p.addprevious(control)
    control[-1].append(paragraph._p)
    # A cell ends with a paragraph; without one Word calls the file damaged.
    cell._tc.append(element("w:p"))
