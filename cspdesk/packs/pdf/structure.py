"""The structure tree of a tagged PDF: what each piece of content is, in reading order.

Nodes are made while a document is laid out, so their order is the order of the blocks; drawing only
adds the numbers of marked content and the links. ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Content:
    """One piece of marked content: its page and number there."""

    page: str
    mcid: int


@dataclass(frozen=True, slots=True)
class Thing:
    """A link or form field: its page and the internal name of the annotation."""

    page: str
    name: str


AttributeValue: TypeAlias = "str | int | float | tuple[float, ...] | tuple[str, ...]"


@dataclass(eq=False, slots=True)
class Node:
    """One structure element. `role` is a standard structure type."""

    role: str
    parent: Node | None = None
    alt: str = ""
    actual: str = ""
    lang: str = ""
    owner: str = ""
    attributes: dict[str, AttributeValue] = field(default_factory=dict)
    ident: str = ""
    kids: list[Node | Content | Thing] = field(default_factory=list)

    def child(
        self,
        role: str,
        *,
        alt: str = "",
        actual: str = "",
        lang: str = "",
        owner: str = "",
        **attributes: AttributeValue,
    ) -> Node:
        """A new last child. Attributes belong to `owner` (Table, List, Layout)."""
        node = Node(role, self, alt, actual, lang, owner, dict(attributes))
        self.kids.append(node)
        return node

    def nodes(self) -> Iterator[Node]:
        """This node and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def prune(self) -> bool:
        """Drop branches that have no content (but keep empty table cells); True when kept."""
        self.kids = [kid for kid in self.kids if not isinstance(kid, Node) or kid.prune()]
        return bool(self.kids) or self.role in ("TD", "TH")


class StructureWriter:
    """Writes a tree of nodes into a reportlab document."""

    def __init__(self, root: Node, parents: list[list[Node] | Node | None]) -> None:
        self._root = root
        self._parents = parents
        self._objects: dict[int, Any] = {}

    def attach(self, doc: Any) -> None:
        """Add every element, the parent tree and the catalogue entry. Call once, before saving."""
        from cspdesk.packs.pdf.objects import Written

        self._root.prune()
        self._tree = Written(lambda d: self._format_root(d))
        for node in self._root.nodes():
            self._objects[id(node)] = Written(partial(self._format, node))
        for written in (self._tree, *self._objects.values()):
            doc.Reference(written)
        doc.Catalog.StructTreeRoot = self._tree

    def _ref(self, node: Node | None, doc: Any) -> bytes:
        target = self._tree if node is None else self._objects[id(node)]
        return bytes(doc.Reference(target).format(doc))

    def _format_root(self, doc: Any) -> bytes:
        out = [b"<</Type/StructTreeRoot/K ", self._ref(self._root, doc)]
        out += [b"/ParentTree<</Nums[", b"\n".join(self._numbers(doc)), b"]>>"]
        out.append(b"/ParentTreeNextKey %d" % len(self._parents))
        named = sorted((n.ident, n) for n in self._root.nodes() if n.ident)
        if named:
            pairs = b" ".join(b"(%s) %s" % (i.encode(), self._ref(n, doc)) for i, n in named)
            out.append(b"/IDTree<</Names[" + pairs + b"]>>")
        return b"".join(out) + b">>"

    def _numbers(self, doc: Any) -> Iterator[bytes]:
        for number, entry in enumerate(self._parents):
            if isinstance(entry, list):
                refs = b" ".join(self._ref(node, doc) for node in entry)
                yield b"%d [%s]" % (number, refs)
            elif entry is not None:
                yield b"%d %s" % (number, self._ref(entry, doc))

    def _format(self, node: Node, doc: Any) -> bytes:
        page = next((k.page for k in node.kids if not isinstance(k, Node)), "")
        out = [b"<</S/", node.role.encode(), b"/P ", self._ref(node.parent, doc)]
        if page:
            out.append(b"/Pg " + _page(page, doc))
        for name, words in (
            (b"/Alt", node.alt),
            (b"/ActualText", node.actual),
            (b"/Lang", node.lang),
        ):
            if words:
                out.append(name + text_string(words))
        if node.ident:
            out.append(b"/ID(" + node.ident.encode() + b")")
        if node.attributes:
            out.append(_attributes(node))
        kids = [self._kid(kid, page, doc) for kid in node.kids]
        if kids:
            out.append(b"/K " + (kids[0] if len(kids) == 1 else b"[" + b" ".join(kids) + b"]"))
        return b"".join(out) + b">>"

    def _kid(self, kid: Node | Content | Thing, page: str, doc: Any) -> bytes:
        if isinstance(kid, Node):
            return self._ref(kid, doc)
        if isinstance(kid, Thing):
            target = bytes(doc.refAnnotation(kid.name).format(doc))
            return b"<</Type/OBJR/Obj " + target + b"/Pg " + _page(kid.page, doc) + b">>"
        if kid.page == page:
            return b"%d" % kid.mcid
        return b"<</Type/MCR/Pg " + _page(kid.page, doc) + b"/MCID %d>>" % kid.mcid


def _page(name: str, doc: Any) -> bytes:
    from reportlab.pdfbase.pdfdoc import PDFObjectReference

    return bytes(PDFObjectReference(name).format(doc))


def text_string(words: str) -> bytes:
    """A PDF text string: plain when ASCII, otherwise UTF-16 in hexadecimal."""
    if words.isascii() and words.isprintable():
        escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        return b"(" + escaped.encode() + b")"
    return b"<FEFF" + words.encode("utf-16-be").hex().upper().encode() + b">"


def _attributes(node: Node) -> bytes:
    pairs = (b"/" + key.encode() + b" " + _value(value) for key, value in node.attributes.items())
    return b"/A<</O/" + node.owner.encode() + b"".join(pairs) + b">>"


def _value(value: AttributeValue) -> bytes:
    if isinstance(value, str):
        return text_string(value[1:-1]) if value.startswith("(") else b"/" + value.encode()
    if isinstance(value, tuple):
        return b"[" + b" ".join(_item(item) for item in value) + b"]"
    return b"%d" % value if isinstance(value, int) else b"%.2f" % value


def _item(item: str | float) -> bytes:
    return b"(" + item.encode() + b")" if isinstance(item, str) else b"%.2f" % item


def headings(root: Node) -> Iterable[tuple[int, Node]]:
    """The headings in reading order, with their levels."""
    return ((int(n.role[1]), n) for n in root.nodes() if n.role in ("H1", "H2", "H3", "H4"))
