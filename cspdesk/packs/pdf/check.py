"""Read a finished PDF back and say what a screen reader would trip over.

Independent of how the file was made: it walks pages, structure tree and annotations with pikepdf.
It does not look into font programs; a PDF/UA checker does that in the tests.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

_PAINTS = frozenset(
    ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "BI", "EI")
)
_WITHIN = frozenset(("Link", "Span"))
_HEADINGS = {f"H{level}": level for level in range(1, 7)}


@dataclass(slots=True)
class Audit:
    """What was found: faults as sentences, and how often each element occurs."""

    faults: list[str] = field(default_factory=list)
    roles: Counter[str] = field(default_factory=Counter)
    headings: list[tuple[int, str]] = field(default_factory=list)
    pages: int = 0


def audit(source: Path | bytes) -> Audit:
    """Check a tagged PDF. Raises pikepdf.PdfError for a file that is no PDF."""
    opened = io.BytesIO(source) if isinstance(source, bytes) else source
    with pikepdf.open(opened) as pdf:
        return _Auditor(pdf).run()


def structure_text(pdf: pikepdf.Pdf) -> list[tuple[str, str]]:
    """(role, words) of every element that has content of its own, in reading order."""
    auditor = _Auditor(pdf)
    auditor.run()
    return auditor.spoken


class _Auditor:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf: Any = pdf  # its objects have no types of their own
        self.found = Audit(pages=len(pdf.pages))
        self.pages = {page.obj.objgen: i for i, page in enumerate(pdf.pages)}
        self.in_tree: dict[tuple[int, int], Any] = {}
        self.bound: dict[Any, Any] = {}
        self.words: dict[tuple[int, int], str] = {}
        self.spoken: list[tuple[str, str]] = []

    def fault(self, words: str) -> None:
        self.found.faults.append(words)

    def run(self) -> Audit:
        self._catalogue()
        root = self.pdf.Root.get("/StructTreeRoot")
        if root is None:
            self.fault("There is no structure tree.")
            return self.found
        self._pages(pikepdf.NumberTree(root.ParentTree))
        for element in _kids(root):
            self._element(element, root)
        self._heading_order()
        if set(self.words) != set(self.in_tree):
            self.fault("Marked content and structure tree do not name the same pieces.")
        self._annotations(pikepdf.NumberTree(root.ParentTree))
        return self.found

    def _catalogue(self) -> None:
        root = self.pdf.Root
        if not root.get("/MarkInfo", {}).get("/Marked"):
            self.fault("The file does not say that it is tagged.")
        if not str(root.get("/Lang", "")):
            self.fault("The document has no language.")
        if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle"):
            self.fault("The title bar would show the file name and not the title.")
        if "/Metadata" not in root or b"pdfuaid:part" not in root.Metadata.read_bytes():
            self.fault("The metadata does not claim PDF/UA.")

    # ---- pages ----

    def _pages(self, parents: Any) -> None:
        for number, page in enumerate(self.pdf.pages):
            if page.obj.get("/Tabs") != Name.S:
                self.fault(f"Page {number + 1}: the tab key does not follow the structure.")
            owners = parents[int(page.obj.StructParents)]
            self._page(number, page, owners)

    def _page(self, number: int, page: pikepdf.Page, owners: Any) -> None:
        stack: list[int | None] = []
        decoders = _decoders(page)
        font = ""
        instructions: Any = pikepdf.parse_content_stream(page)
        for operands, operator in instructions:
            op = str(operator)
            if op in ("BDC", "BMC"):
                stack.append(_mcid(operands))
                if stack[-1] is not None:
                    self.words[number, stack[-1]] = ""
            elif op == "EMC":
                stack.pop()
            elif op == "Tf":
                font = str(operands[0])
            elif op in _PAINTS:
                if not stack:
                    self.fault(f"Page {number + 1}: something is painted outside any tag.")
                current = next((m for m in reversed(stack) if m is not None), None)
                if op == "Tj" and current is not None:
                    shown = decoders[font](bytes(operands[0]))
                    self.words[number, current] += shown
        if stack:
            self.fault(f"Page {number + 1}: marked content is not closed.")
        if any((number, m) in self.words and owners[m] is None for m in range(len(owners))):
            self.fault(f"Page {number + 1}: marked content without an element.")

    # ---- elements ----

    def _element(self, element: Any, parent: Any) -> str:
        role = str(element.S)[1:]
        self.found.roles[role] += 1
        if element.P.objgen != parent.objgen:
            self.fault(f"A {role} does not name its parent.")
        said = ""
        below: list[str] = []
        for kid in _kids(element):
            if isinstance(kid, Dictionary) and "/S" in kid:
                below.append(str(kid.S)[1:])
                said += self._element(kid, element)
            elif isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                self.bound[kid.Obj.objgen] = element
            else:
                said += self._content(kid, element)
        self._rules(element, role, below, said)
        if said and role not in _WITHIN and set(below) <= _WITHIN:
            self.spoken.append((role, said))
        if role in _HEADINGS:
            self.found.headings.append((_HEADINGS[role], said.strip()))
        return said

    def _content(self, kid: Any, element: Any) -> str:
        if isinstance(kid, Dictionary):
            place = self.pages[kid.get("/Pg", element.get("/Pg")).objgen], int(kid.MCID)
        else:
            place = self.pages[element.Pg.objgen], int(kid)
        if place in self.in_tree:
            self.fault("One piece of content belongs to two elements.")
        self.in_tree[place] = element
        return self.words.get(place, "")

    def _rules(self, element: Any, role: str, below: list[str], said: str) -> None:
        if role == "Figure" and not str(element.get("/Alt", "")).strip():
            self.fault("A figure has no alternative text.")
        if role == "TH" and _attribute(element, "/Scope") not in ("/Row", "/Column", "/Both"):
            self.fault("A heading cell does not say which cells it heads.")
        if role == "Table":
            self._table(element)
        wanted = _CHILDREN.get(role)
        if wanted and not set(below) <= wanted:
            self.fault(f"A {role} holds {', '.join(sorted(set(below) - wanted))}.")
        if role in _HEADINGS and not said.strip():
            self.fault(f"A heading of level {role[1]} is empty.")

    def _table(self, table: Any) -> None:
        """Every row covers the same columns, spans counted; there is a heading in it."""
        rows = list(_rows(table))
        heads = [cell for row in rows for cell in _kids(row) if cell.S == Name.TH]
        if not heads:
            self.fault("A table has no heading cells.")
        carried: list[int] = []  # how many rows a spanning cell still covers
        widths = set()
        for row in rows:
            carried = [left - 1 for left in carried if left > 1]
            width = len(carried)
            for cell in _kids(row):
                across = int(_attribute(cell, "/ColSpan") or 1)
                down = int(_attribute(cell, "/RowSpan") or 1)
                width += across
                carried += [down] * across if down > 1 else []
            widths.add(width)
        if len(widths) > 1:
            self.fault(f"The rows of a table differ in width: {sorted(widths)}.")

    def _heading_order(self) -> None:
        last = 0
        for level, words in self.found.headings:
            if level > last + 1:
                self.fault(f"The heading {words!r} skips a level.")
            last = level

    def _annotations(self, parents: Any) -> None:
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                kind = str(annotation.Subtype)[1:]
                element = self.bound.get(annotation.objgen)
                wanted = "/Link" if kind == "Link" else "/Form"
                if element is None or str(element.S) != wanted:
                    self.fault(f"Page {number}: a {kind} belongs to no {wanted[1:]}.")
                elif parents[int(annotation.StructParent)].objgen != element.objgen:
                    self.fault(f"Page {number}: a {kind} names another element.")
                if not str(annotation.get("/Contents", annotation.get("/TU", ""))).strip():
                    self.fault(f"Page {number}: a {kind} has no words.")


_CHILDREN = {
    "Table": {"Caption", "THead", "TBody", "TR"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
    "L": {"LI", "Caption"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI"},
}


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _rows(table: Any) -> Iterator[Any]:
    for kid in _kids(table):
        if kid.S == Name.TR:
            yield kid
        elif kid.S in (Name.THead, Name.TBody):
            yield from _kids(kid)


def _attribute(element: Any, name: str) -> str:
    attributes = element.get("/A")
    value = attributes.get(name) if isinstance(attributes, Dictionary) else None
    return "" if value is None else str(value)


def _mcid(operands: Any) -> int | None:
    if len(operands) == 2 and isinstance(operands[1], Dictionary):
        number = operands[1].get("/MCID")
        return None if number is None else int(number)
    return None


def _decoders(page: Any) -> dict[str, Any]:
    """For each font of a page, a function from shown bytes to words, by its ToUnicode map."""
    fonts = page.obj.Resources.get("/Font", {})
    return {name: _Decoder(font) for name, font in fonts.items()}


class _Decoder:
    def __init__(self, font: Any) -> None:
        self._map: dict[int, str] = {}
        if "/ToUnicode" in font:
            for line in font.ToUnicode.read_bytes().decode("latin-1").splitlines():
                parts = line.replace("<", " ").replace(">", " ").split()
                if line.startswith("<") and len(parts) == 2 and len(parts[1]) % 4 == 0:
                    self._map[int(parts[0], 16)] = bytes.fromhex(parts[1]).decode("utf-16-be")

    def __call__(self, data: bytes) -> str:
        return "".join(self._map.get(byte, "\ufffd") for byte in data)
