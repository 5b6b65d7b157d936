"""What a cell shows, as plain records: pieces of text, marks and chips, on one line or two.

A `Column.cell` returns one of these; `RowDelegate` paints it, finds its links and spells it out in
a tooltip when it does not fit. Compose them from the helpers at the end:

    Column("RAG by PMG", lambda k: k.rag.label, cell=lambda k: rag_chip(k.rag, calculated="Amber"))
    Column("Direction", lambda k: k.direction, cell=lambda k: direction("up", "Better"))
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cspdesk.charts.mark_names import MarkName

# Which mark stands for which rating or severity, and the tone it is drawn in.
RAG_MARKS = {
    "red": MarkName.RED,
    "amber": MarkName.AMBER,
    "green": MarkName.GREEN,
    "grey": MarkName.NOT_RATED,
}
ARROWS = {"up": MarkName.UP, "down": MarkName.DOWN, "same": MarkName.FLAT}
WORK_MARKS = {"done": MarkName.DONE, "half": MarkName.HALF, "todo": MarkName.RING}


@dataclass(frozen=True, slots=True)
class Piece:
    """One run of text with an optional mark before it.

    `tone`: "" (text), second, hint, accent, red, amber, green.
    `box`: "" (none), tint (RAG fill), outline, strong, solid, dashed.
    `link`: a name handed to `RowDelegate.link_activated` when pressed; the text is underlined.
    """

    text: str = ""
    mark: MarkName | None = None
    tone: str = ""
    box: str = ""
    style: str = "label"
    link: str = ""

    @property
    def spoken(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces on one line. `span` columns from its own are covered (for rows with a gap)."""

    pieces: tuple[Piece, ...]
    span: int = 1

    @property
    def spoken(self) -> str:
        return ", ".join(piece.spoken for piece in self.pieces if piece.spoken)


@dataclass(frozen=True, slots=True)
class Lines:
    """A title over a second line, each with something at the right end."""

    title: tuple[Piece, ...]
    second: tuple[Piece, ...] = ()
    right: Piece | None = None
    right_second: Piece | None = None

    @property
    def spoken(self) -> str:
        ends = [piece for piece in (self.right, self.right_second) if piece]
        return ", ".join(p.spoken for p in (*self.title, *self.second, *ends) if p.spoken)


@dataclass(frozen=True, slots=True)
class Spark:
    """A small line of figures, oldest first; None is a missing month and breaks the line.

    The alternative text is the column's `spoken`.
    """

    points: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A `cspdesk.charts` drawing painted to the cell's size."""

    drawing: Any


Cell = Line | Lines | Spark | Picture


def rag_chip(rag: str, word: str = "", calculated: str = "") -> Line:
    """The RAG chip, with "calc. Amber" beside it where PMG differs from the sum.

    `rag` is "red", "amber", "green" or "grey" (the values of db.vocabulary.Rag).
    """
    if not calculated:
        return Line((rag_piece(rag, word),))
    beside = Piece(f"calc. {calculated}", tone="second", style="tick")
    return Line((rag_piece(rag, word), beside))


def rag_piece(rag: str, word: str = "") -> Piece:
    """One RAG chip; not rated is a dashed ring in a dashed chip."""
    words = {"red": "Red", "amber": "Amber", "green": "Green", "grey": "Not rated"}
    box, tone = ("dashed", "second") if rag == "grey" else ("tint", rag)
    return Piece(word or words[rag], RAG_MARKS[rag], tone, box, "label-strong")


def rag_words(rag: str, word: str) -> Piece:
    """Mark and word in the rating's colour without a chip ("3 red", "1 late, 27 days")."""
    if rag == "grey":
        return Piece(word, RAG_MARKS[rag], "second")
    return Piece(word, RAG_MARKS[rag], rag, style="label-strong")


def direction(arrow: str, word: str) -> Line:
    """An arrow for the number ("up", "down", "same") and Better, Worse or Same; never coloured."""
    return Line((Piece(word, ARROWS[arrow], style="label"),))


def gap(word: str, after: str = "", link: str = "", link_text: str = "", span: int = 1) -> Line:
    """Something that is not there: a dashed chip, why, and what to do about it."""
    pieces = [Piece(word, tone="second", box="dashed")]
    if after:
        pieces.append(Piece(after, tone="second"))
    if link:
        pieces.append(Piece(link_text or link, tone="accent", style="label-strong", link=link))
    return Line(tuple(pieces), span)


def work_state(state: str, word: str) -> Piece:
    """Grey state of work: "done" (filled tick), "half" (sent) or "todo" (ring), with the word."""
    return Piece(word, WORK_MARKS[state], "hint" if state == "todo" else "")


def chip(text: str, kind: str = "outline") -> Piece:
    """A chip that is not a rating: outline, strong (asks for a decision), solid or dashed."""
    style = "label-strong" if kind in ("strong", "solid") else "label"
    return Piece(text, tone="" if kind == "strong" else "second", box=kind, style=style)


def two_lines(
    title: str,
    second: tuple[Piece, ...] | str = (),
    *,
    right: str = "",
    right_second: Piece | None = None,
    strong: bool = True,
) -> Lines:
    """The two-line row: title (semibold), second line small, text at the right end."""
    pieces = (Piece(second, tone="second"),) if isinstance(second, str) else tuple(second)
    return Lines(
        (Piece(title, style="strong" if strong else "body"),),
        pieces,
        Piece(right, tone="second") if right else None,
        right_second,
    )


def text(words: str, *, strong: bool = False, tone: str = "", small: bool = False) -> Line:
    """Plain words in a chosen weight and tone."""
    size = "label" if small else "body"
    style = {"body": "strong", "label": "label-strong"}[size] if strong else size
    return Line((Piece(words, tone=tone, style=style),))
