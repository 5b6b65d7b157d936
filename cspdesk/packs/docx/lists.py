"""Numbered lists as Word's own: "a.", "(a)" and "1.", each list beginning where it says."""

from __future__ import annotations

from typing import Any

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from cspdesk.packs.docx.xml import element

_FORMS = {"a.": ("lowerLetter", "%1."), "(a)": ("lowerLetter", "(%1)"), "1.": ("decimal", "%1.")}
_BULLET = ("bullet", "•")
_INDENT, _HANGING = 454, 454  # twentieths of a point


class Lists:
    """Makes the numbering of one document: a definition for each form, a number for each list."""

    def __init__(self, word: Word) -> None:
        self._numbering = word.part.numbering_part.element
        self._definitions: dict[str, str] = {}

    def begin(self, style: str, start: int = 1) -> str:
        """A new list; the id that its paragraphs name. `style` "" is a list of bullets."""
        number = str(1 + max((int(n) for n in self._ids("w:num", "w:numId")), default=0))
        override = element("w:lvlOverride", (element("w:startOverride", val=str(start)),), ilvl="0")
        made = element(
            "w:num",
            (element("w:abstractNumId", val=self._definition(style)), override),
            numId=number,
        )
        self._numbering.append(made)
        return number

    def put(self, paragraph: Paragraph, number: str) -> None:
        """Make the paragraph an item of the list."""
        properties = paragraph._p.get_or_add_pPr()
        made = element("w:numPr", (element("w:ilvl", val="0"), element("w:numId", val=number)))
        properties._insert_numPr(made)

    def _definition(self, style: str) -> str:
        if style not in self._definitions:
            form, text = _FORMS.get(style, _BULLET)
            number = str(1 + max(int(n) for n in self._ids("w:abstractNum", "w:abstractNumId")))
            level = element(
                "w:lvl",
                (
                    element("w:start", val="1"),
                    element("w:numFmt", val=form),
                    element("w:lvlText", val=text),
                    element("w:lvlJc", val="left"),
                    element(
                        "w:pPr",
                        (element("w:ind", left=str(_INDENT), hanging=str(_HANGING)),),
                    ),
                ),
                ilvl="0",
            )
            kind = element("w:multiLevelType", val="singleLevel")
            made = element("w:abstractNum", (kind, level), abstractNumId=number)
            # The schema wants every definition before the first list.
            first = self._numbering.find(qn("w:num"))
            if first is None:
                self._numbering.append(made)
            else:
                first.addprevious(made)
            self._definitions[style] = number
        return self._definitions[style]

    def _ids(self, tag: str, attribute: str) -> list[Any]:
        return ["0", *(one.get(qn(attribute)) for one in self._numbering.findall(qn(tag)))]
