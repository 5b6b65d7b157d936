"""Readers of finished Word files for the tests: parts, order of properties, fields, controls."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document as Word
from lxml import etree

from cspdesk.packs import blocks as b
from cspdesk.packs.docx.render import render_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

# ECMA-376, part 1, 17: the order of children; Word calls a file damaged that has another.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection "
    "tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV",
    "tblBorders": "top start left bottom end right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "num": "abstractNumId lvlOverride",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
}


def rendered(made: b.Document) -> bytes:
    out = io.BytesIO()
    render_docx(made, out)
    return out.getvalue()


def opened(data: bytes) -> Word:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every XML part of the body by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as found:
        for name in found.namelist():
            if name.startswith("word/") and name.endswith(".xml") and "/theme" not in name:
                yield name, etree.fromstring(found.read(name))


def name_of(one: Any) -> str:
    return str(one.tag).removeprefix(W)


def misplaced(data: bytes) -> list[str]:
    """What stands in another order than the standard wants; cells that end without a paragraph."""
    found = []
    for part, root in parts(data):
        if part == "word/stylesWithEffects.xml":  # python-docx' own, for Word 2010
            continue
        for one in root.iter():
            order = ORDERS.get(name_of(one), "").split()
            names = [name_of(child) for child in one]
            if order and [n for n in order for _ in range(names.count(n))] != names:
                found.append(f"{part}: {name_of(one)} {names}")
            if name_of(one) == "tc" and names[-1] != "p":
                found.append(f"{part}: a cell ends with {names[-1]}")
    return found


def fields(data: bytes) -> list[str]:
    """The code of every field, without blanks around it."""
    return [
        (one.text or "").strip()
        for _part, root in parts(data)
        for one in root.iter(f"{W}instrText")
    ]


def controls(data: bytes) -> dict[str, tuple[str, bool]]:
    """Tag of each content control, to its text and whether that is only the hint."""
    root = dict(parts(data))["word/document.xml"]
    found = {}
    for one in root.iter(f"{W}sdt"):
        properties = one.find(f"{W}sdtPr")
        tag = properties.find(f"{W}tag").get(f"{W}val")
        text = "".join(t.text or "" for t in one.find(f"{W}sdtContent").iter(f"{W}t"))
        found[tag] = (text, properties.find(f"{W}showingPlcHdr") is not None)
    return found


def words(data: bytes) -> str:
    """Everything that can be read in the body, blanks made one."""
    root = dict(parts(data))["word/document.xml"]
    lines = ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]
    return " ".join(" ".join(lines).split()).replace("\u00a0", " ")
