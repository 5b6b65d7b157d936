"""The structure chart over as many pages as it needs, and in words. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cspdesk.charts.text import TextMeasure
from cspdesk.people.rules import tree_order
from cspdesk.people.structure import (
    PAPER,
    PAPER_NAMES,
    ChartGroup,
    StructureChart,
    structure_chart,
)
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.vocabulary import GroupKind

LEAST_SCALE = 0.9  # 9 points on paper: smaller words are not read


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One group in words; `depth` is 0 at the top."""

    id: int
    depth: int
    name: str
    words: str

    @property
    def whole(self) -> str:
        return f"{self.name}. {self.words}" if self.words else self.name


def structure_pages(
    groups: Sequence[ChartGroup], width: float, height: float, measure: TextMeasure
) -> tuple[StructureChart, ...]:
    """One chart where it fits at a size that is read, with chairs or at least with names;
    otherwise several, each with the groups above those it shows.
    """
    for size in (PAPER, PAPER_NAMES):
        chart = structure_chart(groups, width, height, measure, size)
        if chart.scale >= LEAST_SCALE:
            return (chart,)
    parts = _parts(groups, width, height, measure, len(groups))
    even = _parts(groups, width, height, measure, -(-len(groups) // len(parts)))
    if len(even) == len(parts):  # no last page with one lonely box
        parts = even
    return tuple(structure_chart(part, width, height, measure) for part in parts)


def _parts(
    groups: Sequence[ChartGroup], width: float, height: float, measure: TextMeasure, most: int
) -> list[list[ChartGroup]]:
    """Groups page by page, in the order of the chart: as many as fit and no more than `most` of
    its own, with those above them.
    """
    by_id = {group.id: group for group in groups}
    parents = {group.id: group.parent_id for group in groups}
    order = [key for key, _depth in tree_order(parents)]
    order += [key for key in by_id if key not in order]
    pages: list[list[ChartGroup]] = []
    own: list[int] = []

    def page_of(keys: Sequence[int]) -> list[ChartGroup]:
        return [by_id[one] for one in _with_those_above(keys, parents, order)]

    def fits(keys: Sequence[int]) -> bool:
        chart = structure_chart(page_of(keys), width, height, measure)
        return len(keys) <= most and chart.scale >= LEAST_SCALE

    for key in order:
        if own and not fits([*own, key]):
            pages.append(page_of(own))
            own = []
        own.append(key)
    pages.append(page_of(own))
    return pages


def _with_those_above(
    keys: Sequence[int], parents: dict[int, int | None], order: Sequence[int]
) -> list[int]:
    wanted = set(keys)
    for key in keys:
        at, seen = parents.get(key), {key}
        while at is not None and at in parents and at not in seen:
            wanted.add(at)
            seen.add(at)
            at = parents[at]
    return [key for key in order if key in wanted]


# ---- in words -----------------------------------------------------------------------------------


def outline(groups: Sequence[ChartGroup]) -> tuple[OutlineLine, ...]:
    """The chart as a nested list, in its order: what each group is, who chairs it, what it lacks.

    Parallel boards come last, as the chart shows them.
    """
    by_id = {group.id: group for group in groups}
    order = list(tree_order({group.id: group.parent_id for group in groups}))
    placed = {key for key, _depth in order}
    order += [(key, 0) for key in by_id if key not in placed]
    tops: list[list[tuple[int, int]]] = []
    for key, depth in order:
        if depth == 0:
            tops.append([])
        tops[-1].append((key, depth))
    tops.sort(key=lambda top: by_id[top[0][0]].kind is GroupKind.PARALLEL_BOARD)
    return tuple(
        OutlineLine(key, depth, by_id[key].name, group_words(by_id[key]))
        for top in tops
        for key, depth in top
    )


def group_words(group: ChartGroup) -> str:
    """What is told of a group beside its name: "Sub-group. Chair: Prevent Lead."."""
    said = [group.label or _KINDS.get(group.kind, ""), _chair(group.chair), group.note]
    return " ".join(f"{part.rstrip('.')}." for part in said if part)


def _chair(words: str) -> str:
    """ "Chair: Prevent Lead"; "Co-chairs: …" says itself what it is."""
    if not words or "chair" in words.casefold().split(":")[0]:
        return words
    return f"Chair: {words}"


_KINDS = {GroupKind.SUB_GROUP: "Sub-group", GroupKind.PARALLEL_BOARD: "Parallel board"}


def chart_words(groups: Sequence[ChartGroup]) -> str:
    """The alternative text of the chart: what it shows, in a few sentences."""
    if not groups:
        return "No groups are recorded."
    lines = outline(groups)
    by_id = {group.id: group for group in groups}
    said = [f"Structure chart of {counted(len(groups), 'group')}."]
    for line in lines:
        under = [by_id[one.id].title for one in lines if by_id[one.id].parent_id == line.id]
        if under:
            verb = "reports" if len(under) == 1 else "report"
            said.append(f"{joined(under)} {verb} to {by_id[line.id].title}.")
    parallel = [
        group.title
        for group in groups
        if group.kind is GroupKind.PARALLEL_BOARD and group.parent_id not in by_id
    ]
    if parallel:
        said.append(f"Beside it: {joined(parallel)}.")
    return " ".join(said)
