"""What the ownership view reads: single records, partners with their figures, shares by cycle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cspdesk.ownership.rules import (
    WORK,
    Measure,
    Outcome,
    Rate,
    Split,
    Tally,
    dated_words,
    day_words,
    fair_share,
    has_nothing,
    idle_sentence,
    missing_words,
    share_finding,
    split_by_pair,
    tally,
    undated_sentence,
)
from cspdesk.phrases import counted_in_words, joined
from db.vocabulary import Sector


@dataclass(frozen=True, slots=True)
class Owner:
    """An organisation with its seats on the Board, by role."""

    id: int
    code: str
    name: str
    short_name: str
    sector: Sector
    seats: tuple[str, ...]


class Entry(NamedTuple):
    """One thing that a partner owned: the record behind a figure.

    `cycle_id` is None where it belongs to no meeting, and for KPIs, which are owned at all times.
    `page` and `target` lead to it. A tuple: twenty years make thousands at once.
    """

    measure: Measure
    organisation_id: int
    cycle_id: int | None
    outcome: Outcome
    title: str
    state: str
    page: str
    target: str
    board_on: date | None = None
    verb: str = ""
    due_on: date | None = None
    done_on: date | None = None

    @property
    def heading(self) -> str:
        """What it is, with its Board: "Moped theft, Board of 23 Feb 2017"."""
        return f"{self.title}, Board of {day_words(self.board_on)}" if self.board_on else self.title

    @property
    def words(self) -> str:
        """How it stands, with its days."""
        if not self.verb:
            return self.state
        return dated_words(self.outcome, self.verb, self.done_on, self.due_on, self.state)


@dataclass(frozen=True, slots=True)
class BoardHeld:
    """A Board that has been held, with the organisations that its register names."""

    cycle_id: int
    held_on: date
    recorded: frozenset[int]


@dataclass(frozen=True, slots=True)
class CycleName:
    """A cycle as the view names it."""

    id: int
    number: int
    year_label: str
    board_on: date


@dataclass(frozen=True, slots=True)
class PartnerRecord:
    """One partner in a time: its figures, what is missing, and the records behind them.

    `even_share` is its part if every partner carried the same.
    """

    owner: Owner
    tallies: Mapping[Measure, Tally]
    entries: tuple[Entry, ...]
    missing: str
    share_of_work: Rate
    even_share: float | None

    @property
    def has_nothing(self) -> bool:
        return has_nothing(self.tallies)

    @property
    def work(self) -> int:
        """Questions, actions and report-backs together."""
        return sum(self.tallies[one].total for one in WORK)

    def of(self, measure: Measure) -> tuple[Entry, ...]:
        """The records of one measure, those that count first."""
        mine = [entry for entry in self.entries if entry.measure is measure]
        return tuple(sorted(mine, key=lambda entry: entry.outcome is Outcome.SET_ASIDE))


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A cycle or a year: how Police and Council carry each kind of work, and who came.

    `attendance` are the seats filled by Police and Council, and by the rest; `even_share` is what
    they would carry if every partner carried the same.
    """

    key: str
    label: str
    year_label: str
    is_year: bool
    splits: Mapping[Measure, Split]
    attendance: tuple[Rate, Rate]
    even_share: float | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given out and nobody's coming was recorded."""
        return not self.work.rate.of and not any(rate.of for rate in self.attendance)

    @property
    def work(self) -> Split:
        held = self.splits.values()
        return Split(sum(one.pair for one in held), sum(one.rest for one in held))


@dataclass(frozen=True)
class Ownership:
    """Everything the view shows of a time."""

    partners: tuple[PartnerRecord, ...]
    shares: tuple[ShareLine, ...]
    split: Split
    fair: Rate
    kpis: Split
    notes: tuple[str, ...]

    @property
    def finding(self) -> str:
        return share_finding(self.split, self.fair)

    @property
    def kpi_words(self) -> str:
        """ "Police and Council own 27 of the 29 KPIs."; "" where there is none."""
        rate = self.kpis.rate
        return f"Police and Council own {rate.got} of the {rate.of} KPIs." if rate.of else ""

    @property
    def idle(self) -> tuple[str, ...]:
        return tuple(one.owner.short_name for one in self.partners if one.has_nothing)

    @property
    def idle_words(self) -> str:
        return idle_sentence(self.idle, len(self.partners))


@dataclass(frozen=True)
class Ledger:
    """Every record of every partner, read once; `ownership_of` looks at any time of it.

    `unowned` names seats of the Board that nobody fills, `kpis_unowned` counts KPIs without owner.
    """

    owners: tuple[Owner, ...]
    entries: tuple[Entry, ...]
    boards: tuple[BoardHeld, ...]
    cycles: tuple[CycleName, ...]
    vacant: tuple[str, ...]
    kpis_unowned: int

    @property
    def years(self) -> tuple[str, ...]:
        """The municipal years, the newest first."""
        return tuple(dict.fromkeys(one.year_label for one in reversed(self.cycles)))

    def cycles_of(self, year_label: str) -> frozenset[int]:
        return frozenset(one.id for one in self.cycles if one.year_label == year_label)


def ownership_of(ledger: Ledger, cycle_ids: Collection[int] | None = None) -> Ownership:
    """The view of some cycles; None looks at everything, with what belongs to no meeting."""
    inside = [entry for entry in ledger.entries if _is_in(entry, cycle_ids)]
    boards = [one for one in ledger.boards if cycle_ids is None or one.cycle_id in cycle_ids]
    held: dict[int, list[Entry]] = {owner.id: [] for owner in ledger.owners}
    for entry in inside:
        held[entry.organisation_id].append(entry)
    work = sum(entry.measure in WORK and _counts(entry) for entry in inside)
    sectors = {owner.id: owner.sector for owner in ledger.owners}
    even = Rate(1, len(ledger.owners)).share if ledger.owners else None
    return Ownership(
        partners=tuple(
            _partner(owner, tuple(held[owner.id]), boards, work, even) for owner in ledger.owners
        ),
        shares=share_lines(ledger),
        split=split_of(inside, sectors, WORK),
        fair=fair_share(owner.sector for owner in ledger.owners),
        kpis=split_of(inside, sectors, (Measure.KPIS,)),
        notes=_notes(ledger, cycle_ids),
    )


def split_of(
    entries: Iterable[Entry], sectors: Mapping[int, Sector], measures: Collection[Measure]
) -> Split:
    """How Police and Council share these kinds of work with the rest."""
    return split_by_pair(
        (sectors[entry.organisation_id], 1)
        for entry in entries
        if entry.measure in measures and _counts(entry)
    )


def share_lines(ledger: Ledger) -> tuple[ShareLine, ...]:
    """The shares of each year and, under it, of each of its cycles, the newest first.

    A time in which nothing was given out has no line.
    """
    lines = []
    for year in ledger.years:
        lines.append(_share_line(ledger, f"year:{year}", year, year, ledger.cycles_of(year)))
        for cycle in reversed([one for one in ledger.cycles if one.year_label == year]):
            label = f"Cycle {cycle.number}"
            mine = frozenset((cycle.id,))
            lines.append(_share_line(ledger, f"cycle:{cycle.id}", label, year, mine))
    return tuple(line for line in lines if not line.is_empty)


def _share_line(
    ledger: Ledger, key: str, label: str, year: str, cycle_ids: frozenset[int]
) -> ShareLine:
    sectors = {owner.id: owner.sector for owner in ledger.owners}
    inside = [entry for entry in ledger.entries if entry.cycle_id in cycle_ids]
    came = [entry for entry in inside if entry.measure is Measure.ATTENDANCE and _counts(entry)]
    filled = split_of([one for one in came if one.outcome.is_done], sectors, (Measure.ATTENDANCE,))
    seats = split_of(came, sectors, (Measure.ATTENDANCE,))
    return ShareLine(
        key=key,
        label=label,
        year_label=year,
        is_year=key.startswith("year:"),
        splits={one: split_of(inside, sectors, (one,)) for one in WORK},
        attendance=(Rate(filled.pair, seats.pair), Rate(filled.rest, seats.rest)),
        even_share=fair_share(sectors.values()).share,
    )


def _partner(
    owner: Owner,
    entries: tuple[Entry, ...],
    boards: list[BoardHeld],
    work: int,
    even: float | None,
) -> PartnerRecord:
    tallies = {
        measure: tally(entry.outcome for entry in entries if entry.measure is measure)
        for measure in Measure
    }
    without = sum(owner.id not in board.recorded for board in boards)
    mine = sum(tallies[one].total for one in WORK)
    return PartnerRecord(
        owner=owner,
        tallies=tallies,
        entries=entries,
        missing=missing_words(len(boards), without),
        share_of_work=Rate(mine, work),
        even_share=even,
    )


def _is_in(entry: Entry, cycle_ids: Collection[int] | None) -> bool:
    return entry.measure is Measure.KPIS or cycle_ids is None or entry.cycle_id in cycle_ids


def _counts(entry: Entry) -> bool:
    return entry.outcome is not Outcome.SET_ASIDE


def _notes(ledger: Ledger, cycle_ids: Collection[int] | None) -> tuple[str, ...]:
    """What the figures leave out, a sentence each."""
    said = []
    if ledger.vacant:
        verb = "is" if len(ledger.vacant) == 1 else "are"
        many = counted_in_words(len(ledger.vacant), "seat")
        said.append(f"{many} {verb} vacant: {joined(ledger.vacant)}.")
    if ledger.kpis_unowned:
        verb = "has" if ledger.kpis_unowned == 1 else "have"
        said.append(f"{counted_in_words(ledger.kpis_unowned, 'KPI')} {verb} no owner.")
    if cycle_ids is not None:
        loose = sum(
            entry.cycle_id is None and entry.measure is Measure.ACTIONS and _counts(entry)
            for entry in ledger.entries
        )
        said.append(undated_sentence(loose))
    return tuple(words for words in said if words)
