"""Measures, colours and type of printed pages: design/pdf sections 2 to 4. Lengths in points."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cspdesk.packs.inline import Tone, Weight

MM = 72 / 25.4

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 22 * MM, 18 * MM
TOP, BOTTOM = 21 * MM, 18 * MM
CONTENT_WIDTH = PAGE_WIDTH - LEFT - RIGHT
CONTENT_HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

LABEL_WIDTH, GUTTER = 38 * MM, 6 * MM
LABEL_GRID = LABEL_WIDTH + GUTTER


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the operands of `rg` and `RG`."""

    operands: str

    @classmethod
    def from_hex(cls, code: str) -> Colour:
        parts = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
        return cls(" ".join(f"{part:.4f}".rstrip("0").rstrip(".") for part in parts))


INK = Colour.from_hex("#14202B")
SECONDARY = Colour.from_hex("#46535F")
NAVY = Colour.from_hex("#123A63")
LINE = Colour.from_hex("#6B7884")
HAIR = Colour.from_hex("#B4BEC8")
PALE = Colour.from_hex("#EEF3F8")
TINT = Colour.from_hex("#DCE6F0")
WHITE = Colour.from_hex("#FFFFFF")
RED = Colour.from_hex("#A8121C")
AMBER = Colour.from_hex("#F0A30A")
AMBER_EDGE = Colour.from_hex("#6E4300")
GREEN = Colour.from_hex("#0B6B3A")

TONES = {Tone.INK: INK, Tone.SECONDARY: SECONDARY, Tone.NAVY: NAVY, Tone.WHITE: WHITE}


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a paragraph is set; `before` and `after` are the white space around it."""

    size: float
    leading: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK
    tabular: bool = False
    before: float = 0.0
    after: float = 0.0


_R, _S, _B = Weight.REGULAR, Weight.SEMIBOLD, Weight.BOLD

COVER_TITLE = TextStyle(42, 46, _B, WHITE)
COVER_DATE = TextStyle(17, 22, _B, WHITE)
COVER_VENUE = TextStyle(13, 18, _R, WHITE)
COVER_NAME = TextStyle(13, 18, _S, WHITE)
TILE_TITLE = TextStyle(13, 18, _B)
EYEBROW = TextStyle(11, 15, _S, NAVY, after=1.2 * MM)
H1 = TextStyle(22, 26, _B, after=2 * MM)
H2 = TextStyle(15, 19, _B, before=5 * MM, after=1.6 * MM)
H3 = TextStyle(11, 15, _B, before=3 * MM, after=0.8 * MM)
QUESTION = TextStyle(13, 17.5, _B, after=1 * MM)
LEAD = TextStyle(13, 18, after=4 * MM)
BODY = TextStyle(11, 15, before=1.2 * MM)
LABEL = TextStyle(11, 15, _B, NAVY)
NUMBER = TextStyle(26, 28, _B, NAVY, after=0.6 * MM)
NOTE = TextStyle(10, 13, _R, SECONDARY, before=1.2 * MM, after=1.2 * MM)
SMALL = TextStyle(10, 13, _R, SECONDARY)
CAPTION = TextStyle(11, 15, _B, before=3 * MM, after=1.2 * MM)
COLUMN_HEADING = TextStyle(10, 13, _S, SECONDARY)
LARGE_HEADING = TextStyle(13, 18, _B)
CELL = TextStyle(11, 15)
APPENDIX_CELL = TextStyle(11, 13.5)
BAND = TextStyle(11, 15, _B, WHITE)
CHIP = TextStyle(10, 13, _S)
KPI_VALUE = TextStyle(26, 28, _B, NAVY)
KPI_VALUE_COMPACT = TextStyle(22, 25, _B, NAVY)
PUBLIC_FIGURE = TextStyle(46, 48, _B, NAVY)
FURNITURE = TextStyle(9, 12, _R, SECONDARY)
MARKING = TextStyle(10, 12, _B)


@dataclass(frozen=True, slots=True)
class Scale:
    """The sizes that a section is set in; `close` shrinks white space between and inside blocks."""

    body: TextStyle = BODY
    cell: TextStyle = CELL
    label: TextStyle = LABEL
    heading: TextStyle = H1
    lead: TextStyle = LEAD
    eyebrow: TextStyle = EYEBROW
    row_above: float = 1.9 * MM
    row_below: float = 2.0 * MM
    close: float = 1.0


STANDARD = Scale()
PUBLIC = Scale(
    body=replace(BODY, size=13, leading=18.5),
    label=replace(LABEL, size=14, leading=18.5),
    heading=replace(H1, size=25, leading=30),
    lead=replace(LEAD, leading=18.5),
    eyebrow=replace(EYEBROW, size=13, leading=18),
    row_above=3.2 * MM,
    row_below=3.4 * MM,
)
SCALES = {"": STANDARD, "public": PUBLIC}


def _closer(leading: float, close: float, size: float = 11.0) -> Scale:
    """Standard sizes set closer, for a section that is to stay on its pages."""
    return replace(
        STANDARD,
        body=replace(BODY, size=size, leading=leading),
        cell=replace(CELL, size=size, leading=leading),
        label=replace(LABEL, size=size, leading=leading),
        row_above=STANDARD.row_above * close,
        row_below=STANDARD.row_below * close,
        close=close,
    )


# Words keep their size until nothing else helps; 10 pt is the least a page may have.
CLOSER = (
    STANDARD,
    _closer(14.2, 0.75),
    _closer(13.5, 0.55),
    _closer(13.0, 0.42),
    _closer(12.6, 0.4, size=10.0),
)
