"""The names of the marks: what each says is drawn in `cspdesk.charts.marks`.

Apart from the drawing because the window names marks long before it draws one.
"""

from __future__ import annotations

from enum import StrEnum

BOX = 12.0  # side of the square every mark is drawn in


class MarkName(StrEnum):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NOT_RATED = "not_rated"
    GAP = "gap"  # no indicator yet: a dashed square
    MUST = "must"
    CHECK = "check"
    DONE = "done"
    HALF = "half"
    RING = "ring"
    UP = "up"
    DOWN = "down"
    FLAT = "flat"
    IN = "in"
    FLAG = "flag"
    INWARD = "inward"
    INWARD_ASKED = "inward_asked"
    INWARD_NONE = "inward_none"
    OUTWARD = "outward"
    OUTWARD_TO_PASS = "outward_to_pass"
    OUTWARD_NONE = "outward_none"
    PAPER = "paper"
    BOX = "box"
    BOX_TICKED = "box_ticked"
    BOX_MIXED = "box_mixed"
    TICK = "tick"
    CROSS = "cross"
    PLUS = "plus"
    CHEVRON_DOWN = "chevron_down"
    CHEVRON_RIGHT = "chevron_right"
    SEARCH = "search"
    MAIL = "mail"
    SCREEN = "screen"
    SIGNAL = "signal"  # key to a chart: a point that chance does not explain
    PROVISIONAL = "provisional"
