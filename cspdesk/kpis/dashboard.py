"""The RAG dashboard: tallies, what changed since the last meeting, what is late or not covered.

One pass over the indicators serves all of it; `dashboard_of` is pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.kpis.facts import Block, Facts, Outcome
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.kpis.lines import gap_of, line_of, tally
from cspdesk.kpis.queries import cycle_before_dates, standings
from cspdesk.kpis.records import IndicatorLine, Tally
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import OutcomeRow, PriorityRow
from db.vocabulary import Rag, TargetKind

NO_OWNER, NO_THEME, NO_OUTCOME, NO_PRIORITY = "No owner", "No theme", "No outcome", "No priority"
_WORST_FIRST = (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN)


@dataclass(frozen=True, slots=True)
class TallyLine:
    """Ratings counted under one name. `missing` marks a name for what nobody filled in."""

    name: str
    detail: str
    tally: Tally
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Movement:
    """An indicator rated otherwise than at the meeting before; `judged`: PMG has said so."""

    id: int
    code: str
    name: str
    before: Rag
    now: Rag
    judged: bool


@dataclass(frozen=True, slots=True)
class LateFigure:
    """A figure that should have come; `days` past its due day."""

    id: int
    code: str
    name: str
    owner: str
    latest_period: str
    days: int


@dataclass(frozen=True, slots=True)
class Lack:
    """What an indicator lacks to be read or rated, in one sentence."""

    id: int
    code: str
    name: str
    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Covered:
    """One row of the coverage matrix."""

    id: int
    code: str
    name: str
    outcomes: frozenset[str]
    owner: str
    shown: Rag


@dataclass(frozen=True, slots=True)
class CoverageGroup:
    """The indicators under one priority or block."""

    block: Block | None
    name: str
    rows: tuple[Covered, ...]


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything the dashboard shows. `since`: the PMG day of the cycle before, if any."""

    by_priority: tuple[TallyLine, ...]
    by_theme: tuple[TallyLine, ...]
    by_outcome: tuple[TallyLine, ...]
    by_owner: tuple[TallyLine, ...]
    whole: Tally
    since: date | None
    moved: tuple[Movement, ...]
    late: tuple[LateFigure, ...]
    lacks: tuple[Lack, ...]
    outcomes: tuple[Outcome, ...]
    coverage: tuple[CoverageGroup, ...]
    holes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Seen:
    facts: Facts
    standing: Standing
    line: IndicatorLine


def dashboard(reading: Reading, cycle_id: int | None) -> Dashboard:
    """The dashboard as PMG's ratings of a cycle (or the newest) leave it."""
    seen = tuple(
        _Seen(facts, standing, line_of(facts, standing, cycle_id))
        for facts, standing in standings(reading)
    )
    before = cycle_before_dates(reading, cycle_id) if cycle_id is not None else None
    return dashboard_of(
        seen,
        blocks=_blocks(reading),
        outcomes=_outcomes(reading),
        before_id=before.id if before else None,
        since=before.pmg_on if before else None,
        cycle_id=cycle_id,
    )


def _blocks(reading: Reading) -> tuple[Block, ...]:
    query = select(PriorityRow).where(PriorityRow.framework_id == framework_in_force(reading))
    rows = reading.all(query.order_by(PriorityRow.position, PriorityRow.id))
    return tuple(Block(row.id, row.number, row.code, row.name) for row in rows)


def _outcomes(reading: Reading) -> tuple[Outcome, ...]:
    query = select(OutcomeRow).where(OutcomeRow.framework_id == framework_in_force(reading))
    rows = reading.all(query.order_by(OutcomeRow.number))
    return tuple(Outcome(row.id, row.code, row.name, row.short_name) for row in rows)


def dashboard_of(
    seen: tuple[_Seen, ...],
    *,
    blocks: tuple[Block, ...],
    outcomes: tuple[Outcome, ...],
    before_id: int | None,
    since: date | None,
    cycle_id: int | None,
) -> Dashboard:
    """Put the indicators of one framework into the parts of the dashboard."""
    coverage = _coverage(seen, blocks)
    return Dashboard(
        by_priority=_by_priority(seen, blocks),
        by_theme=_counted(seen, _themes, NO_THEME),
        by_outcome=_by_outcome(seen, outcomes),
        by_owner=_counted(seen, lambda held: [(held.facts.owner, "")], NO_OWNER),
        whole=tally(tuple(held.line for held in seen)),
        since=since,
        moved=_moved(seen, before_id, cycle_id),
        late=_late(seen),
        lacks=_lacks(seen),
        outcomes=outcomes,
        coverage=coverage,
        holes=_holes(seen, blocks, outcomes),
    )


# -- tallies --------------------------------------------------------------------------------------

Names = Callable[[_Seen], Iterable[tuple[str, str]]]


def _counted(seen: Iterable[_Seen], names: Names, missing: str) -> tuple[TallyLine, ...]:
    """Ratings under each (name, detail), by name; what has no name comes last."""
    held: dict[tuple[str, str], list[IndicatorLine]] = {}
    for one in seen:
        for name, detail in names(one):
            held.setdefault((name, detail), []).append(one.line)
    return tuple(
        TallyLine(name or missing, detail, tally(tuple(held[name, detail])), not name)
        for name, detail in sorted(held, key=lambda key: (not key[0], *key))
    )


def _themes(held: _Seen) -> list[tuple[str, str]]:
    """Its theme and priority; a block beside the priorities has no themes and stands for itself."""
    block = held.facts.block
    if held.facts.is_block and not held.facts.theme:
        return [(block.name if block else "", "")]
    return [(held.facts.theme, block.name if block else "")]


def _by_priority(seen: tuple[_Seen, ...], blocks: tuple[Block, ...]) -> tuple[TallyLine, ...]:
    lines = [
        TallyLine(block.title, "", tally(_lines_in(seen, block))) for block in _in_order(blocks)
    ]
    if loose := _lines_in(seen, None):
        lines.append(TallyLine(NO_PRIORITY, "", tally(loose), missing=True))
    return tuple(lines)


def _lines_in(seen: tuple[_Seen, ...], block: Block | None) -> tuple[IndicatorLine, ...]:
    return tuple(held.line for held in seen if held.facts.block == block)


def _in_order(blocks: tuple[Block, ...]) -> list[Block]:
    """Priorities by number, then the blocks beside them (MOPAC 7)."""
    return sorted(blocks, key=lambda block: (block.number is None, block.number or 0))


def _by_outcome(seen: tuple[_Seen, ...], outcomes: tuple[Outcome, ...]) -> tuple[TallyLine, ...]:
    lines = []
    for outcome in outcomes:
        serving = tuple(h.line for h in seen if outcome.code in h.line.outcome_codes)
        name = f"{outcome.code} {outcome.short_name or outcome.name}"
        lines.append(TallyLine(name, outcome.name, tally(serving)))
    loose = tuple(held.line for held in seen if not held.line.outcome_codes)
    if loose:
        lines.append(TallyLine(NO_OUTCOME, "", tally(loose), missing=True))
    return tuple(lines)


# -- what to look at ------------------------------------------------------------------------------


def _moved(
    seen: tuple[_Seen, ...], before_id: int | None, cycle_id: int | None
) -> tuple[Movement, ...]:
    """Ratings unlike those of the cycle before, the worst now first."""
    found = []
    for held in seen:
        old = held.facts.judgements.get(before_id) if before_id is not None else None
        if old is not None and old.shown is not held.line.shown:
            judged = cycle_id is not None and cycle_id in held.facts.judgements
            line = held.line
            found.append(Movement(line.id, line.code, line.name, old.shown, line.shown, judged))
    return tuple(sorted(found, key=lambda moved: _WORST_FIRST.index(moved.now)))


def _late(seen: tuple[_Seen, ...]) -> tuple[LateFigure, ...]:
    """Figures past their day, the longest first; an indicator with a gap is named there instead."""
    late = [
        LateFigure(
            held.line.id,
            held.line.code,
            held.line.name,
            held.line.owner,
            held.line.latest_period,
            held.line.overdue_days or 0,
        )
        for held in seen
        if held.line.overdue_days and held.line.gap is None
    ]
    return tuple(sorted(late, key=lambda figure: -figure.days))


def _lacks(seen: tuple[_Seen, ...]) -> tuple[Lack, ...]:
    found = []
    for held in seen:
        line, gap = held.line, gap_of(held.facts, held.standing, held.line.pmg)
        if gap is not None:
            found.append(Lack(line.id, line.code, line.name, gap.label, gap.sentence))
        elif held.line.shown is Rag.GREY:
            reason = held.line.rating.reason
            found.append(Lack(line.id, line.code, line.name, "Not rated", reason))
    return tuple(found)


# -- coverage -------------------------------------------------------------------------------------


def _coverage(seen: tuple[_Seen, ...], blocks: tuple[Block, ...]) -> tuple[CoverageGroup, ...]:
    groups = []
    for block in (*_in_order(blocks), None):
        rows = tuple(_covered(held) for held in seen if held.facts.block == block)
        if rows or block is not None:
            groups.append(CoverageGroup(block, block.name if block else NO_PRIORITY, rows))
    return tuple(groups)


def _covered(held: _Seen) -> Covered:
    line = held.line
    return Covered(
        line.id, line.code, line.name, frozenset(line.outcome_codes), line.owner, line.shown
    )


def _holes(
    seen: tuple[_Seen, ...], blocks: tuple[Block, ...], outcomes: tuple[Outcome, ...]
) -> tuple[str, ...]:
    """Sentences naming where nothing is measured, or nobody answers for it."""
    found = [
        f"{block.title} has no indicator."
        for block in _in_order(blocks)
        if not _lines_in(seen, block)
    ]
    found += [sentence for outcome in outcomes if (sentence := _outcome_hole(seen, outcome))]
    found += _theme_holes(seen)
    for words, without in (
        ("no owner", [h.line.code for h in seen if not h.line.owner]),
        ("no outcome", [h.line.code for h in seen if not h.line.outcome_codes]),
        ("no priority", [h.line.code for h in seen if h.facts.block is None]),
    ):
        if without:
            verb = "has" if len(without) == 1 else "have"
            found.append(
                f"{counted(len(without), 'indicator')} {verb} {words}: {_listed(without)}."
            )
    return tuple(found)


def _theme_holes(seen: tuple[_Seen, ...]) -> list[str]:
    """Themes for which the framework lists no indicator that could ever have a figure."""
    themes: dict[tuple[str, str], list[_Seen]] = {}
    for held in seen:
        if held.facts.theme and held.facts.block:
            themes.setdefault((held.facts.theme, held.facts.block.name), []).append(held)
    return [
        f"{theme} ({block}) has no indicator, only {_listed([one.line.code for one in held])}."
        for (theme, block), held in sorted(themes.items())
        if all(_marks_a_gap(one) for one in held)
    ]


def _marks_a_gap(held: _Seen) -> bool:
    return held.facts.target is not None and held.facts.target.kind is TargetKind.GAP


def _outcome_hole(seen: tuple[_Seen, ...], outcome: Outcome) -> str:
    name = f"{outcome.code} {outcome.short_name or outcome.name}"
    serving = [held for held in seen if outcome.code in held.line.outcome_codes]
    if not serving:
        return f"{name} has no indicator."
    if all(held.line.shown is Rag.GREY for held in serving):
        codes = _listed([held.line.code for held in serving])
        return f"{name}: none of its indicators is rated ({codes})."
    return ""


def _listed(codes: list[str], most: int = 8) -> str:
    more = f" and {len(codes) - most} more" if len(codes) > most else ""
    return ", ".join(codes[:most]) + more
