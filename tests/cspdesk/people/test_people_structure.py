"""The structure chart: every group once, nothing over anything else, within its room, in words."""

from __future__ import annotations

from itertools import combinations
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cspdesk.charts.primitives import Rect, Text
from cspdesk.charts.text import PRINT_MEASURE
from cspdesk.people.structure import (
    PAPER,
    SCREEN,
    Box,
    ChartGroup,
    ChartSize,
    Link,
    StructureChart,
    broken,
    structure_chart,
)
from cspdesk.people.structure_drawing import structure_drawing
from cspdesk.people.structure_pages import LEAST_SCALE, chart_words, outline, structure_pages
from db.vocabulary import GroupKind

WIDE, HIGH = 730.0, 440.0  # A4 landscape less its margins
NAMES = ("PMG", "Prevent Delivery Group", "O’Neill and Şükrü’s Memorial Violence Reduction Group",
         "Anti-Social-Behaviour-Partnership-Operational-Group", "X")  # fmt: skip


def group(number: int, parent: int | None, kind: GroupKind = GroupKind.SUB_GROUP) -> ChartGroup:
    name = f"{NAMES[number % len(NAMES)]} {number}"
    chair = "" if number % 4 == 0 else "Assistant Director, Early Help and Prevention"
    note = "" if chair else "Chair vacant"
    return ChartGroup(number, parent, f"The {name}", name, kind, chair, note=note)


@st.composite
def forests(draw: st.DrawFn, most: int = 60) -> list[ChartGroup]:
    """Groups in any order under any others, some on their own, some in a ring."""
    count = draw(st.integers(1, most))
    groups = []
    for number in range(1, count + 1):
        parent = draw(st.none() | st.integers(1, count)) if number > 1 else None
        kinds = (GroupKind.SUB_GROUP, GroupKind.PARALLEL_BOARD, GroupKind.PMG)
        kind = GroupKind.BOARD if number == 1 else draw(st.sampled_from(kinds))
        groups.append(group(number, parent, kind))
    return draw(st.permutations(groups))


def over(one: Box, other: Box) -> bool:
    return (
        one.x < other.right - 1e-6
        and other.x < one.right - 1e-6
        and one.y < other.bottom - 1e-6
        and other.y < one.bottom - 1e-6
    )


def through(link: Link, box: Box) -> bool:
    """Whether a line runs through the inside of a box, not only along its edge."""
    left, right = sorted((link.x1, link.x2))
    top, bottom = sorted((link.y1, link.y2))
    slack = 0.01
    return (
        left < box.right - slack
        and right > box.x + slack
        and top < box.bottom - slack
        and bottom > box.y + slack
    )


def check(chart: StructureChart, groups: list[ChartGroup]) -> None:
    assert sorted(box.id for box in chart.boxes) == sorted(one.id for one in groups)
    for one, other in combinations(chart.boxes, 2):
        assert not over(one, other)
    for link in chart.links:
        assert link.x1 == link.x2 or link.y1 == pytest.approx(link.y2)
        assert not any(through(link, box) for box in chart.boxes)
    for box in chart.boxes:
        assert box.x >= -1e-6
        assert box.y >= -1e-6
        assert box.right <= chart.width + 1e-6
        assert box.bottom <= chart.height + 1e-6
    for one, other in combinations(chart.panels, 2):
        assert one.y + one.height <= other.y or one.x + one.width <= other.x
    assert chart.scale <= 1


@settings(max_examples=15)
@given(forests(), st.sampled_from([PAPER, SCREEN]))
def test_every_group_is_drawn_once_and_nothing_over_anything_else(
    groups: list[ChartGroup], size: ChartSize
) -> None:
    check(structure_chart(groups, WIDE, HIGH, PRINT_MEASURE, size), groups)


@settings(max_examples=15)
@given(forests(most=20))
def test_a_group_hangs_by_a_line_on_the_group_it_reports_to(groups: list[ChartGroup]) -> None:
    """Lines that touch make one net: it joins each group to its parent and to no other tree."""
    chart = structure_chart(groups, WIDE, HIGH, PRINT_MEASURE)
    lines = [link for link in chart.links if not link.dashed]
    net = list(range(len(lines) + len(chart.boxes)))

    def top(at: int) -> int:
        while net[at] != at:
            at = net[at]
        return at

    for i, one in enumerate(lines):
        for j, other in enumerate(lines[:i]):
            if _touch(one, other):
                net[top(i)] = top(j)
        for k, box in enumerate(chart.boxes, len(lines)):
            if _at_edge(one, box):
                net[top(i)] = top(k)
    place = {box.id: top(k) for k, box in enumerate(chart.boxes, len(lines))}
    parents = {one.id: one.parent_id for one in groups}
    rooted = {line.id: line.depth for line in outline(groups)}
    for key, depth in rooted.items():
        if depth:
            assert place[key] == place[parents[key] or 0]
    tops = [key for key, depth in rooted.items() if depth == 0]
    assert len({place[key] for key in tops}) == len(tops)


def _touch(one: Link, other: Link) -> bool:
    def within(a: Link, x: float, y: float) -> bool:
        xs, ys = sorted((a.x1, a.x2)), sorted((a.y1, a.y2))
        return xs[0] - 0.01 <= x <= xs[1] + 0.01 and ys[0] - 0.01 <= y <= ys[1] + 0.01

    ends = [(one, other.x1, other.y1), (one, other.x2, other.y2)]
    ends += [(other, one.x1, one.y1), (other, one.x2, one.y2)]
    return any(within(*end) for end in ends)


def _at_edge(link: Link, box: Box) -> bool:
    return any(
        box.x - 0.01 <= x <= box.right + 0.01 and box.y - 0.01 <= y <= box.bottom + 0.01
        for x, y in ((link.x1, link.y1), (link.x2, link.y2))
    )


@settings(max_examples=4)
@given(forests())
def test_pages_show_every_group_at_a_size_that_is_read(groups: list[ChartGroup]) -> None:
    pages = structure_pages(groups, WIDE, HIGH, PRINT_MEASURE)
    assert {box.id for page in pages for box in page.boxes} == {one.id for one in groups}
    for page in pages:
        check(page, list(page.groups))
        held = {one.id for one in page.groups}
        parents = {one.id: one.parent_id for one in groups}
        rooted = {line.id for line in outline(groups) if line.depth}
        assert all(parents[key] in held for key in held & rooted), "those above are on each page"


def sixty() -> list[ChartGroup]:
    """A large borough: a Board, its Executive, fifty sub-groups, eight parallel boards."""
    groups = [group(1, None, GroupKind.BOARD), group(2, 1, GroupKind.EXECUTIVE)]
    groups += [group(n, 2 if n % 3 else n - 1) for n in range(3, 53)]
    groups += [group(n, None, GroupKind.PARALLEL_BOARD) for n in range(53, 61)]
    return groups


def test_sixty_groups_are_laid_out_at_once_and_their_pages_are_read() -> None:
    groups = sixty()
    structure_chart(groups, WIDE, HIGH, PRINT_MEASURE, SCREEN)
    started = process_time()
    chart = structure_chart(groups, 1000, 9999, PRINT_MEASURE, SCREEN)
    drawing = structure_drawing(chart)
    assert process_time() - started < 0.15, "50 ms, and room for a machine that is shared"
    assert len(drawing.hot) == 60
    pages = structure_pages(groups, WIDE, HIGH, PRINT_MEASURE)
    assert len(pages) <= 4
    assert min(len(page.boxes) for page in pages) > 12, "no page for a few that were left over"
    assert all(page.scale >= LEAST_SCALE for page in pages)


def test_a_small_chart_is_not_blown_up_and_fits_one_page() -> None:
    groups = [group(1, None, GroupKind.BOARD), group(2, 1), group(3, 1)]
    (page,) = structure_pages(groups, WIDE, HIGH, PRINT_MEASURE)
    assert page.scale == 1
    assert page.by_id[2].y == page.by_id[3].y, "side by side while there is room"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("Channel Panel", ("Channel Panel",)),
        ("Youth Offending Service Partnership Board", ("Youth", "Offending", "Service Partn…")),
        ("Anti-Social-Behaviour", ("Anti-Social-B…",)),
        ("", ("",)),
    ],
)
def test_long_names_are_broken_and_end_in_an_ellipsis(words: str, lines: tuple[str, ...]) -> None:
    from cspdesk.charts.primitives import Weight

    found = broken(words, 72, PRINT_MEASURE, 10, Weight.SEMIBOLD, 3)
    assert found == lines
    assert all(PRINT_MEASURE.width(line, 10, Weight.SEMIBOLD) <= 72 for line in found)


def test_the_chart_is_told_in_words() -> None:
    groups = [
        ChartGroup(5, None, "Health and Wellbeing Board", "HWB", GroupKind.PARALLEL_BOARD,
                   label="Priority 2 Board (Corporate Plan)"),
        ChartGroup(1, None, "CSP Board", "Board", GroupKind.BOARD, "Co-chairs"),
        ChartGroup(3, 2, "Channel Panel", "Channel", GroupKind.SUB_GROUP, note="Chair vacant"),
        ChartGroup(2, 1, "Executive", "Executive", GroupKind.EXECUTIVE, "Head of Community Safety"),
    ]  # fmt: skip
    assert [(line.depth, line.whole) for line in outline(groups)] == [
        (0, "CSP Board. Co-chairs."),
        (1, "Executive. Chair: Head of Community Safety."),
        (2, "Channel Panel. Sub-group. Chair vacant."),
        (0, "Health and Wellbeing Board. Priority 2 Board (Corporate Plan)."),
    ]
    assert chart_words(groups) == (
        "Structure chart of 4 groups. Executive reports to CSP Board. Channel Panel reports to "
        "Executive. Beside it: Health and Wellbeing Board."
    )
    assert chart_words([]) == "No groups are recorded."


def test_the_drawing_has_a_box_and_all_the_words_of_each_group() -> None:
    groups = sixty()
    chart = structure_chart(groups, WIDE, HIGH, PRINT_MEASURE)
    drawing = structure_drawing(chart, chosen=2)
    rects = [shape for shape in drawing.shapes if isinstance(shape, Rect)]
    assert len(rects) == len(groups) + len(chart.panels)
    said = {shape.words for shape in drawing.shapes if isinstance(shape, Text)}
    assert {line for box in chart.boxes for line in (*box.name, *box.details)} <= said
    assert drawing.width <= WIDE + 0.01
    assert drawing.height <= HIGH + 0.01
