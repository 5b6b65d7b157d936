"""Paint a drawing as PNG: the shapes and colours of the paper editions, sharp enough to print."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from PIL import Image, ImageDraw, ImageFont

from cspdesk.charts.primitives import (
    Anchor,
    Close,
    Curve,
    Dot,
    Drawing,
    Ink,
    Line,
    Mark,
    Move,
    Path,
    Point,
    Poly,
    Rect,
    Shape,
    Text,
    To,
    Weight,
)
from cspdesk.packs import inline
from cspdesk.packs.pdf.letters import in_fonts, tidy
from cspdesk.packs.pdf.paint import PAPER
from cspdesk.paths import resource

DPI = 220
_FINER = 2  # painted so many times larger, then made smaller: slanted lines get smooth edges
_CURVE_STEPS = 16
_SHARE = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}
_WEIGHTS = {weight: inline.Weight[weight.name] for weight in Weight}


def png_of(drawing: Drawing) -> bytes:
    """The drawing on white, 220 dots to the inch."""
    scale = DPI / 72 * _FINER
    size = (max(1, round(drawing.width * scale)), max(1, round(drawing.height * scale)))
    image = Image.new("RGB", size, "#FFFFFF")
    brush = _Brush(ImageDraw.Draw(image), scale)
    for shape in drawing.shapes:
        brush.draw(shape)
    small = image.resize(
        (max(1, size[0] // _FINER), max(1, size[1] // _FINER)), Image.Resampling.LANCZOS
    )
    out = io.BytesIO()
    small.save(out, "PNG", dpi=(DPI, DPI))
    return out.getvalue()


class _Brush:
    """One painting; all sizes are multiplied here and nowhere else."""

    def __init__(self, on: ImageDraw.ImageDraw, scale: float) -> None:
        self._on, self._scale = on, scale

    def draw(self, shape: Shape) -> None:
        if isinstance(shape, Line):
            ends = ((shape.x1, shape.y1), (shape.x2, shape.y2))
            self._stroke(ends, shape.ink, shape.width, shape.dash)
        elif isinstance(shape, Poly):
            self._stroke(shape.points, shape.ink, shape.width, shape.dash)
        elif isinstance(shape, Mark):
            self._mark(shape)
        elif isinstance(shape, Text):
            self._text(shape)
        elif isinstance(shape, Rect):
            self._rect(shape)
        else:
            self._path(shape)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self._scale, y * self._scale) for x, y in points]

    def _wide(self, width: float) -> int:
        return max(1, round(width * self._scale))

    def _stroke(
        self, points: Sequence[Point], ink: Ink, width: float, dash: Sequence[float] = ()
    ) -> None:
        for piece in dashes(points, dash) if dash else (points,):
            self._on.line(self._at(piece), PAPER[ink], self._wide(width), joint="curve")

    def _rect(self, rect: Rect) -> None:
        fill = PAPER[rect.fill] if rect.fill is not None else None
        right, bottom = rect.x + rect.width, rect.y + rect.height
        if rect.width <= 0 or rect.height <= 0:
            return
        box = [value * self._scale for value in (rect.x, rect.y, right, bottom)]
        radius = min(rect.radius, rect.width / 2, rect.height / 2) * self._scale
        if fill is not None:
            self._on.rounded_rectangle(box, radius, fill)
        if rect.hatch:
            self._hatch(rect)
        if rect.stroke is not None and rect.dash:
            x, y = rect.x, rect.y
            outline = ((x, y), (right, y), (right, bottom), (x, bottom), (x, y))
            self._stroke(outline, rect.stroke, rect.stroke_width, rect.dash)
        elif rect.stroke is not None:
            edge = self._wide(rect.stroke_width)
            self._on.rounded_rectangle(box, radius, None, PAPER[rect.stroke], edge)

    def _hatch(self, rect: Rect) -> None:
        """Slanted lines, each cut where it leaves the box."""
        ink = rect.stroke or Ink.LINE
        bottom = rect.y + rect.height
        for step in range(int((rect.width + rect.height) / 4) + 1):
            start = rect.x - rect.height + 4 * step
            first, last = max(start, rect.x), min(start + rect.height, rect.x + rect.width)
            if first < last:
                ends = ((first, bottom - (first - start)), (last, bottom - (last - start)))
                self._stroke(ends, ink, 0.8)

    def _mark(self, mark: Mark) -> None:
        r = mark.r
        forms = {
            Dot.SQUARE: ((-r, -r), (r, -r), (r, r), (-r, r)),
            Dot.DIAMOND: ((0, -r), (r, 0), (0, r), (-r, 0)),
        }
        edge = self._wide(mark.stroke_width) if mark.stroke is not None else 0
        outline = PAPER[mark.stroke] if mark.stroke is not None else None
        if mark.form is Dot.CIRCLE:
            box = self._at(((mark.x - r, mark.y - r), (mark.x + r, mark.y + r)))
            self._on.ellipse([*box[0], *box[1]], PAPER[mark.fill], outline, edge or 1)
        else:
            corners = [(mark.x + dx, mark.y + dy) for dx, dy in forms[mark.form]]
            self._on.polygon(self._at(corners), PAPER[mark.fill], outline, edge or 1)

    def _text(self, text: Text) -> None:
        runs = in_fonts(tidy(text.words), _WEIGHTS[text.weight], text.tabular)
        width = sum(font.width(words, text.size) for words, font in runs)
        x = text.x - _SHARE[text.anchor] * width
        for words, font in runs:
            letters = _font(font.name, round(text.size * self._scale))
            place = (x * self._scale, text.y * self._scale)
            self._on.text(place, words, PAPER[text.ink], letters, anchor="ls")
            x += font.width(words, text.size)

    def _path(self, path: Path) -> None:
        for outline in outlines(path):
            if path.fill is not None and len(outline) > 2:
                self._on.polygon(self._at(outline), PAPER[path.fill])
            if path.stroke is not None and len(outline) > 1:
                self._stroke(outline, path.stroke, path.stroke_width, path.dash)


@lru_cache(maxsize=64)
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(resource("fonts", f"{name}.ttf")), max(1, size))


def dashes(points: Sequence[Point], pattern: Sequence[float]) -> Iterator[tuple[Point, Point]]:
    """The drawn pieces of a broken line; the pattern goes on round corners."""
    place, left, is_on = 0, pattern[0], True
    for (x1, y1), (x2, y2) in pairwise(points):
        length = math.hypot(x2 - x1, y2 - y1)
        gone = 0.0
        while gone < length:
            step = min(left, length - gone) or length
            if is_on:
                yield (
                    _between((x1, y1), (x2, y2), gone / length),
                    _between((x1, y1), (x2, y2), (gone + step) / length),
                )
            gone, left = gone + step, left - step
            if left <= 1e-9:
                place, is_on = (place + 1) % len(pattern), not is_on
                left = pattern[place]


def _between(one: Point, other: Point, share: float) -> Point:
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share


def outlines(path: Path) -> list[list[Point]]:
    """Each part of a free form as points, curves in short straight steps."""
    found: list[list[Point]] = []
    for step in path.steps:
        if isinstance(step, Move):
            found.append([(step.x, step.y)])
        elif isinstance(step, To):
            found[-1].append((step.x, step.y))
        elif isinstance(step, Curve):
            found[-1].extend(_curve(found[-1][-1], step))
        elif isinstance(step, Close):
            found[-1].append(found[-1][0])
    return found


def _curve(start: Point, to: Curve) -> Iterator[Point]:
    for n in range(1, _CURVE_STEPS + 1):
        t = n / _CURVE_STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        yield (
            a * start[0] + b * to.ax + c * to.bx + d * to.x,
            a * start[1] + b * to.ay + c * to.by + d * to.y,
        )
