"""The answers of a filled-in Word sheet: each stands in a content control named "homework:ID".

Read with zipfile and an XML parser that expands no entities, under limits of size: a Word file
comes from outside the house.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from cspdesk.errors import WorldError

_MB = 1 << 20
WORD_BYTES = 20 * _MB
_PART_BYTES = 30 * _MB
_ENTRIES = 2_000
_DOCUMENT = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TAG = re.compile(r"homework:(\d{1,9})")
# Some programs keep the hint of an empty box but not the mark that it is one.
_HINT = "Click here and write."
_ADVICE = "Paste the answers instead."


def filled_in(raw: bytes, name: str) -> dict[int, str]:
    """Question id → the answer as written, its lines kept; empty ones are left out.

    Raises WorldError when it is no Word file, is damaged or swollen, or is not one of our sheets.
    """
    root = _parsed(_document(raw, name), name)
    found: dict[int, str] = {}
    controls = 0
    for control in root.iter(f"{_W}sdt"):
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        match = _TAG.fullmatch(tag.get(f"{_W}val", "")) if tag is not None else None
        if match is None:
            continue
        controls += 1
        content = control.find(f"{_W}sdtContent")
        placeholder = control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        answer = "" if content is None or placeholder else _text(content)
        if answer and answer != _HINT:
            found[int(match[1])] = answer
    if not controls:
        raise WorldError(f"{name} is not a homework sheet of CSP Desk.", _ADVICE)
    return found


def _document(raw: bytes, name: str) -> bytes:
    if len(raw) > WORD_BYTES:
        raise WorldError(f"{name} is larger than {WORD_BYTES // _MB} MB.", _ADVICE)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if len(packed.infolist()) > _ENTRIES:
                raise WorldError(f"{name} has more parts than a Word file should.", _ADVICE)
            with packed.open(_DOCUMENT) as part:
                # The size that the file gives for its part may be a lie: no more is read than this.
                body = part.read(_PART_BYTES + 1)
    except KeyError:
        raise WorldError(f"{name} is no Word document.", _ADVICE) from None
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError,
            NotImplementedError) as trouble:  # fmt: skip
        raise WorldError(f"{name} is damaged or locked by a password.", _ADVICE) from trouble
    if len(body) > _PART_BYTES:
        raise WorldError(f"{name} unpacks to more than {_PART_BYTES // _MB} MB.", _ADVICE)
    return body


def _parsed(body: bytes, name: str) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml import DefusedXmlException, ElementTree

    try:
        return ElementTree.fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as trouble:
        raise WorldError(f"{name} is damaged.", _ADVICE) from trouble


def _text(content: Any) -> str:
    """The words of a control: a line for each paragraph; a control within a line has one."""
    paragraphs = list(content.iter(f"{_W}p")) or [content]
    lines = ["".join(_words(paragraph)) for paragraph in paragraphs]
    return "\n".join(line.strip() for line in lines).strip()


def _words(paragraph: Any) -> list[str]:
    found = []
    for part in paragraph.iter():
        if part.tag == f"{_W}t":
            found.append(part.text or "")
        elif part.tag == f"{_W}tab":
            found.append(" ")
        elif part.tag in (f"{_W}br", f"{_W}cr"):
            found.append("\n")
    return found
