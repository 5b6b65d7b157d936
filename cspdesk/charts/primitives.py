"""The words a picture is described in: a few shapes in points, coloured by role, painted elsewhere.

Units are points on paper and device-independent pixels on screen; the origin is at the top left and
y grows downwards. Shapes carry no colours: a painter looks up each `Ink` for its own surface.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

Point = tuple[float, float]
Dash = tuple[float, ...]


class Ink(StrEnum):
    """What a colour is for. Each painter maps every role (screen light, dark, contrast; paper)."""

    TEXT = "text"
    SECONDARY = "secondary"
    DATA = "data"
    LINE = "line"  # average, limits, outlines: must be seen
    GRID = "grid"  # decoration only: nothing is lost without it
    ACCENT = "accent"
    ON_ACCENT = "on_accent"
    CONCERN = "concern"
    IMPROVE = "improve"
    TARGET = "target"
    LIMIT = "limit"
    RED = "red"
    AMBER = "amber"
    AMBER_EDGE = "amber_edge"
    GREEN = "green"
    NOT_RATED = "not_rated"
    PANEL = "panel"  # the surface itself: holes, white bars, knock-outs
    PALE = "pale"
    TINT = "tint"
    TRACK = "track"  # the empty part of a meter
    ON_DARK = "on_dark"  # a mark inside a filled mark


class Weight(Enum):
    REGULAR = 400
    SEMIBOLD = 600
    BOLD = 700


class Anchor(StrEnum):
    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line; level and upright ones are snapped to whole pixels on screen."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Ink = Ink.LINE
    width: float = 1.0
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Poly:
    """An open line through two or more points, with round joins."""

    points: tuple[Point, ...]
    ink: Ink = Ink.DATA
    width: float = 1.4
    dash: Dash = ()


@dataclass(frozen=True, slots=True)
class Rect:
    """A box; `hatch` draws 45 degree lines in the stroke's ink over the fill."""

    x: float
    y: float
    width: float
    height: float
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1.0
    dash: Dash = ()
    hatch: bool = False
    radius: float = 0.0


class Dot(StrEnum):
    """The form of a data point."""

    CIRCLE = "circle"
    SQUARE = "square"
    DIAMOND = "diamond"


@dataclass(frozen=True, slots=True)
class Mark:
    """A data point: `r` is the half width of the form, stroke included."""

    x: float
    y: float
    r: float
    form: Dot = Dot.CIRCLE
    fill: Ink = Ink.DATA
    stroke: Ink | None = None
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Text:
    """One line of words; (x, y) is the anchor on the base line."""

    x: float
    y: float
    words: str
    size: float = 10.0
    anchor: Anchor = Anchor.START
    ink: Ink = Ink.TEXT
    weight: Weight = Weight.REGULAR
    tabular: bool = True


@dataclass(frozen=True, slots=True)
class Move:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class To:
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic curve to (x, y) with two control points."""

    ax: float
    ay: float
    bx: float
    by: float
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Close:
    """Back to the last move."""


Step = Move | To | Curve | Close


@dataclass(frozen=True, slots=True)
class Path:
    """A free form: steps in the drawing's units, filled, stroked or both."""

    steps: tuple[Step, ...]
    fill: Ink | None = None
    stroke: Ink | None = None
    stroke_width: float = 1.0
    dash: Dash = ()
    round_ends: bool = False


Shape = Line | Poly | Rect | Mark | Text | Path


@dataclass(frozen=True, slots=True)
class HotPoint:
    """A place to point at or walk to; with a width and height, a box from its top left (x, y)."""

    x: float
    y: float
    label: str
    key: str = ""
    width: float = 0.0
    height: float = 0.0


Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture with all it says: shapes back to front, alternative text, hot points, figures.

    `notes` are sentences for the line under the title ("Axis starts at 170."); `table` holds the
    figures as text, headings first, for a table view or the clipboard; `title` is the finding.
    """

    width: float
    height: float
    shapes: tuple[Shape, ...]
    alt: str
    hot: tuple[HotPoint, ...] = ()
    notes: tuple[str, ...] = ()
    table: tuple[Row, ...] = ()
    title: str = ""
