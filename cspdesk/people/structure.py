"""The structure chart as boxes and lines in points: who reports to whom. Pure.

Large subtrees spread their groups side by side, small ones hang them one under the other; parallel
boards, which report to nobody here, have a panel of their own. Boxes never overlap, and no line
crosses one: everything stands in rectangles that are put side by side or one under the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cspdesk.charts.primitives import Weight
from cspdesk.charts.text import TextMeasure, fit
from cspdesk.people.rules import tree_order
from db.vocabulary import GroupKind

HANG_UP_TO = 4  # a subtree with no more groups than this under its head hangs them
LONGEST_TITLE = 48  # letters
PARALLEL, ALONE = "Parallel boards", "Groups that report to nobody"


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """A group as the chart shows it: `label` is a parallel board's, `note` what the group lacks."""

    id: int
    parent_id: int | None
    name: str
    short_name: str
    kind: GroupKind
    chair: str = ""
    label: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """The name people outside know it by; the short one where that is very long."""
        return self.name if len(self.name) <= LONGEST_TITLE else self.short_name


@dataclass(frozen=True, slots=True)
class ChartSize:
    """Sizes in the chart's units: points on paper, pixels at 100 % on screen."""

    name: float
    detail: float
    widths: tuple[float, ...]  # of a box, the narrowest that is legible first
    pad: float = 6.0
    across: float = 12.0  # between boxes side by side
    down: float = 10.0  # between boxes of a hanging list
    level: float = 26.0  # between a head and what spreads under it
    indent: float = 16.0
    details: bool = True  # chair, label and note under the name
    leading: float = 1.22


PAPER = ChartSize(name=10, detail=10, widths=(104, 116, 130, 146))
PAPER_NAMES = replace(PAPER, details=False)
SCREEN = ChartSize(name=12, detail=11, widths=(124, 140, 160), across=14, down=10, level=28)


@dataclass(frozen=True, slots=True)
class Box:
    """A placed group: its corner at the top left, its size, its lines of words."""

    id: int
    x: float
    y: float
    width: float
    height: float
    name: tuple[str, ...]
    details: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Link:
    """A straight line, level or upright; dashed where nobody reports to anybody."""

    x1: float
    y1: float
    x2: float
    y2: float
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A frame around groups that are outside the tree, with its title."""

    title: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class StructureChart:
    """What is drawn, in units of its `size`; `scale` shrinks it into the room it was made for."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    links: tuple[Link, ...]
    panels: tuple[Panel, ...]
    groups: tuple[ChartGroup, ...]
    size: ChartSize
    scale: float = 1.0

    @cached_property
    def by_id(self) -> Mapping[int, Box]:
        return {box.id: box for box in self.boxes}


@dataclass(slots=True)
class _Block:
    """What keeps together: a box or none, lines, and blocks inside with their places.

    `anchor` is where the line from above comes in at its top.
    """

    width: float = 0.0
    height: float = 0.0
    anchor: float = 0.0
    box: Box | None = None
    links: list[Link] = field(default_factory=list)
    parts: list[tuple[_Block, float, float]] = field(default_factory=list)

    def take(self, other: _Block, dx: float, dy: float) -> None:
        """Put another block into this one."""
        self.parts.append((other, dx, dy))
        self.width = max(self.width, dx + other.width)
        self.height = max(self.height, dy + other.height)

    def laid(self, x: float = 0.0, y: float = 0.0) -> Iterator[tuple[_Block, float, float]]:
        """This block and all within, each with its place."""
        yield self, x, y
        for part, dx, dy in self.parts:
            yield from part.laid(x + dx, y + dy)

    def head(self) -> tuple[Box, float, float] | None:
        """The first box and its place: the top of the tree."""
        return next(((b.box, x, y) for b, x, y in self.laid() if b.box is not None), None)


class _Tree:
    """Groups by parent in their order; a ring or a missing parent makes a group a top one."""

    def __init__(self, groups: Sequence[ChartGroup]) -> None:
        self.by_id = {group.id: group for group in groups}
        parents = {group.id: group.parent_id for group in groups}
        order = [key for key, _depth in tree_order(parents)]
        self.below: dict[int | None, list[int]] = {}
        hung = set(order)
        for key in order:
            parent = parents[key]
            self.below.setdefault(parent if parent in hung else None, []).append(key)
        for key in parents:
            if key not in hung:  # a ring hangs on nothing: its groups are drawn all the same
                self.below.setdefault(None, []).append(key)
        self._counts: dict[int, int] = {}

    def under(self, key: int) -> list[int]:
        return self.below.get(key, [])

    def count(self, key: int) -> int:
        """Groups under this one, at any depth."""
        if key not in self._counts:
            self._counts[key] = sum(1 + self.count(child) for child in self.under(key))
        return self._counts[key]

    @property
    def tops(self) -> list[int]:
        return self.below.get(None, [])

    @cached_property
    def main_and_panels(self) -> tuple[list[int], list[tuple[str, list[int]]]]:
        return _tops(self)


class _Layout:
    """One width of boxes; `limit` is how many groups a column of a spread may hold."""

    def __init__(self, tree: _Tree, size: ChartSize, box_width: float, words: _Words) -> None:
        self.tree, self.size, self.box_width, self.words = tree, size, box_width, words
        self.limit = 1
        self._hanging: dict[int, _Block] = {}

    def box(self, key: int) -> Box:
        return self.words.box(self.tree.by_id[key], self.box_width)

    def hanging(self, key: int) -> _Block:
        """A group with those under it one below the other, indented, on a spine."""
        if key not in self._hanging:
            box = self.box(key)
            block = _Block(box.width, box.height, box.middle, box)
            self._on_spine(block, self.tree.under(key), 0.0, box.height)
            self._hanging[key] = block
        return self._hanging[key]

    def _on_spine(self, block: _Block, keys: Sequence[int], x: float, top: float) -> None:
        """Hang groups on an upright line at `x` plus half an indent that begins at `top`."""
        size, y, last = self.size, top, top
        spine = x + size.indent / 2
        for key in keys:
            y += size.down
            below = self.hanging(key)
            last = y + self.box(key).height / 2
            block.take(below, x + size.indent, y)
            block.links.append(Link(spine, last, x + size.indent, last))
            y += below.height
        if keys:
            block.links.append(Link(spine, top, spine, last))

    def spreading(self, key: int) -> _Block:
        """A group with those under it side by side: spread themselves, or in hanging columns."""
        head, size = self.box(key), self.size
        parts = [self._part(column) for column in self._columns(self.tree.under(key))]
        if not parts:
            return _Block(head.width, head.height, head.middle, head)
        row, anchors = _side_by_side(parts, size.across)
        middle = (anchors[0] + anchors[-1]) / 2
        shift = max(0.0, head.width / 2 - middle)
        block = _Block()
        x = middle + shift - head.width / 2
        block.take(_Block(head.width, head.height, 0, head), x, 0)
        top = head.height + size.level
        block.take(row, shift, top)
        bus = head.height + size.level / 2
        centre = x + head.width / 2
        block.links.append(Link(centre, head.height, centre, bus))
        places = [anchor + shift for anchor in anchors]
        if len(places) > 1:
            block.links.append(Link(min(places), bus, max(places), bus))
        block.links += [Link(place, bus, place, top) for place in places]
        block.anchor = centre
        return block

    def _columns(self, keys: Iterable[int]) -> list[list[int]]:
        """Runs of hanging groups, as many to a column as it may hold; a spread one stands alone."""
        columns: list[list[int]] = []
        room = 0
        for key in keys:
            weight = 1 + self.tree.count(key)
            alone = self._spreads(key)
            if alone or weight > room:
                columns.append([key])
                room = 0 if alone else self.limit - weight
            else:
                columns[-1].append(key)
                room -= weight
        return columns

    def _spreads(self, key: int) -> bool:
        return self.tree.count(key) > HANG_UP_TO

    def _part(self, column: Sequence[int]) -> _Block:
        if len(column) == 1:
            key = column[0]
            return self.spreading(key) if self._spreads(key) else self.hanging(key)
        block = _Block(anchor=self.size.indent / 2)
        self._on_spine(block, column, 0.0, -self.size.down)
        # The line from above goes on as the spine of the column.
        block.links[-1] = replace(block.links[-1], y1=0.0)
        return block

    def whole(self, main: Sequence[int]) -> _Block:
        """The trees of several top groups side by side."""
        parts = [self.spreading(key) for key in main]
        row, anchors = _side_by_side(parts, self.size.across * 2)
        row.anchor = anchors[0] if anchors else 0.0
        return row

    def panel(self, keys: Sequence[int], per_column: int) -> _Block:
        """Groups outside the tree in columns of so many."""
        columns = [keys[at : at + per_column] for at in range(0, len(keys), per_column)]
        parts = []
        for column in columns:
            block, y = _Block(), 0.0
            for key in column:
                below = self.hanging(key)
                block.take(below, 0, y)
                y += below.height + self.size.down
            parts.append(block)
        return _side_by_side(parts, self.size.across)[0]


def _side_by_side(parts: Sequence[_Block], gap: float) -> tuple[_Block, list[float]]:
    row, x, anchors = _Block(), 0.0, []
    for part in parts:
        row.take(part, x, 0)
        anchors.append(x + part.anchor)
        x += part.width + gap
    return row, anchors


class _Words:
    """The words of boxes broken to a width; kept, because several tries ask for the same."""

    def __init__(self, size: ChartSize, measure: TextMeasure) -> None:
        self.size, self.measure = size, measure
        self._kept: dict[tuple[int, float], Box] = {}

    def box(self, group: ChartGroup, width: float) -> Box:
        key = group.id, width
        if key not in self._kept:
            self._kept[key] = self._box(group, width)
        return self._kept[key]

    def _box(self, group: ChartGroup, width: float) -> Box:
        size, room = self.size, width - 2 * self.size.pad
        name = broken(group.title, room, self.measure, size.name, Weight.SEMIBOLD, 4)
        said = (group.label, group.chair, group.note) if size.details else ()
        details = tuple(
            line
            for words in said
            if words
            for line in broken(words, room, self.measure, size.detail, Weight.REGULAR, 4)
        )
        height = 2 * size.pad + size.leading * (size.name * len(name) + size.detail * len(details))
        return Box(group.id, 0, 0, width, height, name, details)


def broken(
    words: str, room: float, measure: TextMeasure, size: float, weight: Weight, most: int
) -> tuple[str, ...]:
    """Words broken into no more than `most` lines; what is too much ends in an ellipsis."""
    lines: list[str] = []
    left = words.split()
    while left and len(lines) < most:
        line = left.pop(0)
        if len(lines) == most - 1:
            lines.append(fit(" ".join([line, *left]), room, measure, size, weight))
            break
        while left and measure.width(f"{line} {left[0]}", size, weight) <= room:
            line = f"{line} {left.pop(0)}"
        lines.append(fit(line, room, measure, size, weight))
    return tuple(lines) or ("",)


# ---- the whole chart ----------------------------------------------------------------------------


def structure_chart(
    groups: Sequence[ChartGroup],
    width: float,
    height: float,
    measure: TextMeasure,
    size: ChartSize = PAPER,
) -> StructureChart:
    """The chart that is best seen in a room of `width` by `height`: as large as it may be, no
    larger than its size says; then with the widest spread and the widest boxes.
    """
    tree, words = _Tree(groups), _Words(size, measure)
    layouts = [_Layout(tree, size, box_width, words) for box_width in reversed(size.widths)]
    best: tuple[float, _Arranged] | None = None
    for limit in _limits(len(groups)):
        for layout in layouts:
            layout.limit = limit
            for beside in (True, False):
                tried = _arranged(layout, beside)
                scale = min(1.0, width / max(tried.width, 1), height / max(tried.height, 1))
                if best is None or scale > best[0] + 0.01:
                    best = scale, replace(tried, scale=scale)
                if scale == 1.0:  # the widest spread that fits, in the widest boxes
                    return best[1].chart(groups, size)
    assert best is not None
    return best[1].chart(groups, size)


@dataclass(frozen=True, slots=True)
class _Arranged:
    """A try as a whole; turned into boxes and lines only when it is the best."""

    block: _Block
    panels: tuple[Panel, ...]
    scale: float = 1.0

    @property
    def width(self) -> float:
        return self.block.width

    @property
    def height(self) -> float:
        return self.block.height

    def chart(self, groups: Sequence[ChartGroup], size: ChartSize) -> StructureChart:
        boxes, links = list[Box](), list[Link]()
        for part, x, y in self.block.laid():
            if part.box is not None:
                boxes.append(replace(part.box, x=x, y=y))
            links += [
                Link(link.x1 + x, link.y1 + y, link.x2 + x, link.y2 + y, link.dashed)
                for link in part.links
            ]
        return StructureChart(
            self.width, self.height, tuple(boxes), tuple(links), self.panels, tuple(groups),
            size, self.scale,
        )  # fmt: skip


def _limits(count: int) -> list[int]:
    """How many groups a column may hold, to be tried one after the other."""
    return [limit for limit in (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22) if limit <= max(count, 1)]


def _arranged(layout: _Layout, beside: bool) -> _Arranged:
    """The tree, and the panels at its right or under it."""
    size, (main, panels) = layout.size, layout.tree.main_and_panels
    block = layout.whole(main)
    head = block.head() if len(main) == 1 else None
    framed: list[Panel] = []
    x, y = (block.width + size.across * 2, 0.0) if beside else (0.0, block.height + size.level)
    if not main:
        x = y = 0.0
    for title, keys in panels:
        inside = layout.panel(keys, _per_column(layout.limit, len(keys), beside))
        top = 2 * size.pad + size.detail * size.leading
        frame = Panel(title, x, y, inside.width + 2 * size.pad, inside.height + top + size.pad)
        block.take(inside, x + size.pad, y + top)
        block.width = max(block.width, x + frame.width)
        block.height = max(block.height, y + frame.height)
        if beside and title == PARALLEL and head:
            box, left, upper = head
            level = upper + box.height / 2
            block.links.append(Link(left + box.width, level, x, level, dashed=True))
        framed.append(frame)
        x, y = (x, y + frame.height + size.down) if beside else (x + frame.width + size.across, y)
    return _Arranged(block, tuple(framed))


def _per_column(limit: int, count: int, beside: bool) -> int:
    """A panel at the right is tall, one under the tree is flat."""
    if beside:
        return count if count <= 6 else -(-count // 2)
    return 1 if limit < 4 else limit - 2


def _tops(tree: _Tree) -> tuple[list[int], list[tuple[str, list[int]]]]:
    """The trees to draw, and what stands in panels: parallel boards, groups under nobody."""
    tops = [tree.by_id[key] for key in tree.tops]
    parallel = [group.id for group in tops if group.kind is GroupKind.PARALLEL_BOARD]
    others = [group for group in tops if group.id not in parallel]
    has_board = any(group.kind is GroupKind.BOARD for group in others)
    alone = [
        group.id
        for group in others
        if has_board and group.kind is not GroupKind.BOARD and tree.count(group.id) <= HANG_UP_TO
    ]
    main = [group.id for group in others if group.id not in alone]
    panels = [(PARALLEL, parallel), (ALONE, alone)]
    return main, [(title, keys) for title, keys in panels if keys]
