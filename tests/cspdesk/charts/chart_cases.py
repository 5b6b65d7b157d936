"""Series and checks that the tests of charts share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import combinations

from cspdesk.charts.extents import extent, text_box
from cspdesk.charts.figures import Figures
from cspdesk.charts.primitives import Drawing, Text
from cspdesk.charts.view import XmrView, xmr_view
from cspdesk.kpis.periods import Period
from cspdesk.kpis.spc import analyse
from db.vocabulary import Direction, Frequency

PERCENT = Figures(0, "%")
# Theft of motor vehicles in Haringey, January 2015 to December 2016 (Metropolitan Police).
THEFT = [87, 44, 62, 82, 69, 46, 50, 56, 57, 60, 43, 72,
         54, 72, 63, 59, 72, 54, 76, 100, 138, 112, 109, 100]  # fmt: skip
REPEATS = [26, 23, 27, 24, 22, 26, 28, 25, 22, 25, 27, 24,
           26, 24, 27, 25, 23, 29, 31, 30, 33, 33, 34, 35]  # fmt: skip
ENTRANTS = [15, 13, 14, 16, 13, 15, 14, 12, 15, 13, 14, 13,
            12, 11, 10, 11, 9, 8, 9, 7, 8, 7, 6, 7]  # fmt: skip
SURVEY = [60, 61, 59, 60, 62, 61, 60, 62, 61, 61]


def periods(count: int, first: date, frequency: Frequency = Frequency.MONTHLY) -> list[Period]:
    step = {Frequency.MONTHLY: 1, Frequency.QUARTERLY: 3, Frequency.YEARLY: 12}[frequency]
    months = [first.month - 1 + step * i for i in range(count)]
    return [Period(date(first.year + m // 12, m % 12 + 1, 1), frequency) for m in months]


def view_of(
    values: Sequence[float | None],
    first: date = date(2015, 1, 1),
    *,
    frequency: Frequency = Frequency.MONTHLY,
    improve: Direction = Direction.LOWER,
    target: float | Sequence[float | None] | None = None,
    fix_after: int | None = None,
    rebase_at: Iterable[int] = (),
    figures: Figures | None = None,
    **more: object,
) -> XmrView:
    level = target if target is None or isinstance(target, int | float) else target[-1]
    spc = analyse([None if v is None else float(v) for v in values], improve=improve,
                  target=level, fix_after=fix_after, rebase_at=list(rebase_at))  # fmt: skip
    months = periods(len(values), first, frequency)
    return xmr_view(spc, months, improve=improve, target=target, figures=figures, **more)  # type: ignore[arg-type]


def theft() -> XmrView:
    return view_of(THEFT, target=83.1, fix_after=12, provisional=frozenset([23]),
                   yearly=(1009, 997), name="Theft of motor vehicles")  # fmt: skip


def words(drawing: Drawing) -> list[str]:
    return [shape.words for shape in drawing.shapes if isinstance(shape, Text)]


def outside(drawing: Drawing, slack: float = 0.75) -> list[object]:
    """Shapes that reach beyond the drawing."""
    found = []
    for shape in drawing.shapes:
        box = extent(shape)
        if (box.left < -slack or box.top < -slack or box.right > drawing.width + slack
                or box.bottom > drawing.height + slack):  # fmt: skip
            found.append((shape, box))
    return found


def overlaps(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of words that lie over each other; boxes are trimmed to the letters themselves."""
    texts = [s for s in drawing.shapes if isinstance(s, Text)]
    boxes = [(t.words, _letters(t)) for t in texts]
    return [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.meets(other)]


def _letters(text: Text):  # type: ignore[no-untyped-def]
    box = text_box(text)
    trim = text.size * 0.08
    return type(box)(box.left + 0.3, box.top + trim, box.right - 0.3, box.bottom - 2.2 * trim)
