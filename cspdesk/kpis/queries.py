"""What is asked of the KPIs: the list by priority, one card, tallies, gaps, changes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import date

from sqlalchemy import select

from cspdesk.kpis.card import card_of
from cspdesk.kpis.facts import Block, Facts, is_listed, judgements, load_facts, spc_settings
from cspdesk.kpis.lines import gap_of, line_of, standing_of, tally
from cspdesk.kpis.records import Changed, IndicatorCard, IndicatorGroup, IndicatorLine, Tally
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from db.tables import AssessmentRow, CycleRow, IndicatorRow
from db.vocabulary import Rag


def standings(
    reading: Reading, *, since: date | None = None, ids: Collection[int] | None = None
) -> tuple[tuple[Facts, Standing], ...]:
    """Every indicator of the framework in force (or those of `ids`) with where it stands today.

    Their figures are the recent ones that a standing needs, and all `since` a day.
    """
    settings = spc_settings(reading)
    return tuple(
        (facts, standing_of(facts, reading.today, settings))
        for facts in load_facts(reading, ids, recent=True, since=since)
    )


def indicator_groups(
    reading: Reading, cycle_id: int | None = None, ids: Collection[int] | None = None
) -> tuple[IndicatorGroup, ...]:
    """The KPI list: priorities 1 to 3, then the blocks beside them, each with its tally.

    PMG's ratings are those of `cycle_id`, or the newest without one. `ids` asks for others than
    those of the framework in force.
    """
    return grouped(
        (facts.block, line_of(facts, standing, cycle_id))
        for facts, standing in standings(reading, ids=ids)
    )


def grouped(
    pairs: Iterable[tuple[Block | None, IndicatorLine]],
) -> tuple[IndicatorGroup, ...]:
    """Lines under their priorities 1 to 3, then the blocks beside them, each with its tally."""
    held: dict[Block | None, list[IndicatorLine]] = {}
    for block, line in pairs:
        held.setdefault(block, []).append(line)
    return tuple(
        IndicatorGroup(
            block=block,
            title=block.title if block else "No priority",
            name=block.name if block else "No priority",
            tally=tally(tuple(held[block])),
            lines=tuple(held[block]),
        )
        for block in sorted(held, key=_place)
    )


def _place(block: Block | None) -> tuple[float, int]:
    """Priorities by number, then blocks, then indicators without either."""
    if block is None:
        return float("inf"), 1
    return (float("inf") if block.number is None else block.number), 0


def indicator_card(
    reading: Reading, indicator_id: int, cycle_id: int | None = None
) -> IndicatorCard | None:
    """Everything about one indicator; None when it is gone."""
    found = load_facts(reading, (indicator_id,))
    if not found:
        return None
    (facts,) = found
    standing = standing_of(facts, reading.today, spc_settings(reading))
    return card_of(facts, standing, cycle_id)


def tallies_by(
    groups: Iterable[IndicatorGroup], key: Callable[[IndicatorLine], Iterable[str]]
) -> dict[str, Tally]:
    """Ratings counted by whatever `key` names (outcome codes, theme, owner), in order of name."""
    held: dict[str, list[IndicatorLine]] = {}
    for group in groups:
        for line in group.lines:
            for name in key(line):
                held.setdefault(name, []).append(line)
    return {name: tally(tuple(held[name])) for name in sorted(held)}


def changed_since_last(reading: Reading, cycle_id: int) -> tuple[Changed, ...]:
    """Ratings that PMG changed from the cycle before, worst now first."""
    before = _cycle_before(reading, cycle_id)
    if before is None:
        return ()
    held = judgements(reading, AssessmentRow.cycle_id.in_((before, cycle_id)))
    found = []
    query = (
        select(IndicatorRow.id, IndicatorRow.code, IndicatorRow.name)
        .where(is_listed(reading))
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    for key, code, name in reading.rows(query):
        old, new = held[key].get(before), held[key].get(cycle_id)
        if old and new and old.shown is not new.shown:
            found.append(Changed(code, name, old.shown, new.shown))
    return tuple(sorted(found, key=lambda changed: _severity(changed.now)))


def _severity(rag: Rag) -> int:
    return (Rag.RED, Rag.AMBER, Rag.GREY, Rag.GREEN).index(rag)


def _cycle_before(reading: Reading, cycle_id: int) -> int | None:
    this = reading.session.get(CycleRow, cycle_id)
    if this is None:
        return None
    query = (
        select(CycleRow).where(CycleRow.board_on < this.board_on).order_by(CycleRow.board_on.desc())
    )
    row = reading.one(query)
    return row.id if row else None


def cycle_before_dates(reading: Reading, cycle_id: int) -> CycleRow | None:
    """The cycle before this one, for "Changed since PMG in October"."""
    before = _cycle_before(reading, cycle_id)
    return reading.session.get(CycleRow, before) if before else None


def has_assessed(reading: Reading, cycle_id: int) -> bool:
    """Whether PMG has judged any indicator in that cycle."""
    query = select(AssessmentRow.id).filter_by(cycle_id=cycle_id)
    return reading.one(query.where(AssessmentRow.rag.is_not(None)).limit(1)) is not None


def gaps(reading: Reading) -> tuple[tuple[IndicatorLine, str], ...]:
    """Indicators that lack a measure, a figure or an indicator at all, with a sentence."""
    found = []
    for facts, standing in standings(reading):
        line = line_of(facts, standing, None)
        gap = gap_of(facts, standing, line.pmg)
        if gap is not None:
            found.append((line, gap.sentence))
    return tuple(found)
