"""A reportlab canvas that knows what it draws: marked content, artifacts, links and form fields.

Whatever is painted is either inside `content(node)` or an artifact. Text that is neither raises
`UntaggedText`, so that a forgotten tag is an error in the tests and not a silence in a screen
reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName
from reportlab.pdfgen.canvas import Canvas

from cspdesk.packs.pdf.fonts import font_name, register
from cspdesk.packs.pdf.objects import ForeignPage, Written
from cspdesk.packs.pdf.structure import Content, Node, StructureWriter, Thing, text_string
from cspdesk.packs.pdf.styles import PAGE_HEIGHT, PAGE_WIDTH

_PAINTS = re.compile(r"(?:^|\s)(?:S|s|f|F|f\*|B|B\*|b|b\*|sh|Do|BI|Tj|TJ)(?:\s|$)")
_SHOWS_TEXT = re.compile(r"(?:Tj|TJ)(?:\s|$)")


class UntaggedText(RuntimeError):
    """Text was drawn outside any structure element and outside any artifact: a programming
    error.
    """


class _Mark(str):
    """A line of page code that begins or ends marked content."""

    __slots__ = ()


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Writes pages and, at the end, the structure tree under `root`."""

    def __init__(self, out: BinaryIO, root: Node) -> None:
        register()
        super().__init__(
            out,
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=0,  # the last pass compresses everything at once
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=font_name(),  # else Helvetica, which is not embedded, is on every page
        )
        self._root = root
        self._parents: list[list[Node] | Node | None] = []
        self._on_page: list[Node] = []
        self._open = 0
        self.foreign: list[ForeignPage] = []

    # ---- marked content ----

    @contextmanager
    def content(self, node: Node) -> Iterator[None]:
        """What is drawn inside is content of `node`. Not inside an artifact or other content."""
        if self._open:
            raise RuntimeError(f"marked content inside marked content ({node.role})")
        mcid = len(self._on_page)
        self._on_page.append(node)
        node.kids.append(Content(self._doc.thisPageName(), mcid))
        self._begin(f"/{node.role} <</MCID {mcid}>> BDC")
        yield
        self._end()

    @contextmanager
    def artifact(self, furniture: str = "") -> Iterator[None]:
        """What is drawn inside is decoration; `furniture` is "Header" or "Footer" for running
        lines.

        Inside content it does nothing, because content may not hold an artifact.
        """
        if self._open:
            yield
            return
        kind = f"/Type/Pagination/Subtype/{furniture}" if furniture else "/Type/Layout"
        self._begin(f"/Artifact <<{kind}>> BDC")
        yield
        self._end()

    def _begin(self, code: str) -> None:
        self._open += 1
        self._code.append(_Mark(code))

    def _end(self) -> None:
        self._open -= 1
        self._code.append(_Mark("EMC"))

    @property
    def in_content(self) -> bool:
        return self._open > 0

    # ---- links and fields ----

    def link(
        self, node: Node, rect: tuple[float, float, float, float], target: str, says: str
    ) -> None:
        """A link over `rect` (left, bottom, right, top) to "#key" or an address, read out as
        `says`.
        """
        if target.startswith("#"):
            where = {"Dest": self._bookmarkReference(target[1:])}
        else:
            action = PDFDictionary({"S": PDFName("URI"), "URI": _text(target)})
            where = {"A": action}
        self._annotation(node, "Link", rect, Contents=_text(says), **where)

    def field(
        self, node: Node, rect: tuple[float, float, float, float], name: str, tooltip: str
    ) -> None:
        """A text field of several lines; its look and font are added in the last pass."""
        self._annotation(
            node, "Widget", rect, FT=PDFName("Tx"), Ff=1 << 12, T=_text(name), TU=_text(tooltip)
        )

    def _annotation(self, node: Node, kind: str, rect: tuple[float, ...], **entries: Any) -> None:
        number = len(self._parents)
        self._parents.append(node)
        name = f"cspdesk{number}"
        self._addAnnotation(
            PDFDictionary(
                {
                    "Type": PDFName("Annot"),
                    "Subtype": PDFName(kind),
                    "F": 4,
                    "Rect": PDFArray([round(v, 2) for v in rect]),
                    "Border": PDFArray([0, 0, 0]),
                    "StructParent": number,
                    **entries,
                }
            ),
            name,
        )
        node.kids.append(Thing(self._doc.thisPageName(), name))

    def foreign_page(self, data: bytes, index: int, x: float, y: float, scale: float) -> None:
        """Draw a page of another PDF with its corner at (x, y); it is brought in the last pass."""
        name = f"Paper{len(self.foreign)}"
        self.foreign.append(ForeignPage(self.getPageNumber() - 1, name, data, index))
        self._code.append(f"q {scale:.5f} 0 0 {scale:.5f} {x:.2f} {y:.2f} cm /{name} Do Q")

    # ---- ends ----

    def showPage(self) -> None:
        self._sweep()
        super().showPage()
        page = self._doc.Pages.pages[-1]
        # reportlab writes only the entries that it knows of.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._parents)
        page.Tabs = PDFName("S")
        self._parents.append(self._on_page)
        self._on_page = []

    def save(self) -> None:
        if len(self._code):
            self.showPage()
        StructureWriter(self._root, self._parents).attach(self._doc)
        super().save()

    def _sweep(self) -> None:
        """Wrap what was painted outside marked content as an artifact; text there is a fault."""
        out: list[str] = []
        loose: list[str] = []
        depth = 0
        for code in self._code:
            marks = isinstance(code, _Mark)
            if not marks and not depth and _PAINTS.search(code):
                if _SHOWS_TEXT.search(code):
                    raise UntaggedText(f"text outside any tag or artifact: {code[:120]}")
                loose.append(code)
                continue
            if loose:
                out += ["/Artifact BMC", *loose, "EMC"]
                loose = []
            if marks:
                depth += -1 if code == "EMC" else 1
            out.append(code)
        if loose:
            out += ["/Artifact BMC", *loose, "EMC"]
        self._code[:] = out


def _text(words: str) -> Written:
    return _Inline(words)


class _Inline(Written):
    """A text string written where it stands."""

    __RefOnly__ = 0

    def __init__(self, words: str) -> None:
        super().__init__(lambda _doc: text_string(words))
