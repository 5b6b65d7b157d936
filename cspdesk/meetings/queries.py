"""Cycles as the strip shows them, and Board meetings."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, func, select

from cspdesk.calendar import date_for, long_date, short_date
from cspdesk.meetings.rules import (
    CycleDates,
    Step,
    StepState,
    current_of,
    minutes_after,
    step_states,
    time_left,
)
from cspdesk.phrases import spoken_time
from cspdesk.reading import Reading
from db.tables import CycleRow, GroupRow, MeetingRow, PriorityRow, ReportBackRow
from db.vocabulary import GroupKind, MeetingState


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting of the Board. `cycle_number` and `year_label` are those of its cycle."""

    id: int
    version: int
    cycle_id: int
    cycle_number: int
    year_label: str
    focus_priority_id: int | None
    focus: str
    group_id: int
    group: str
    held_on: date
    starts_at: str
    venue: str
    minutes_available: int
    item_limit: int
    state: MeetingState
    papers_on: date
    executive_on: date
    pmg_on: date
    minutes_on: date
    report_backs_on: date

    @property
    def ends_at(self) -> str:
        return minutes_after(self.starts_at, self.minutes_available)

    @property
    def is_issued(self) -> bool:
        return self.state not in (MeetingState.PLANNING, MeetingState.LOCKED)

    @property
    def short_venue(self) -> str:
        """The first part of the venue: "Civic Centre"."""
        return self.venue.partition(",")[0].strip()

    @property
    def words(self) -> str:
        """ "Thu 23 Feb 2017, 14:00 to 16:00, Civic Centre" (screen)."""
        when = f"{short_date(self.held_on, year=True)}, {self.starts_at} to {self.ends_at}"
        return f"{when}, {self.short_venue}" if self.venue else when

    @property
    def paper_words(self) -> str:
        """ "Thursday 23 February 2017, 2pm to 4pm" (documents)."""
        times = f"{spoken_time(self.starts_at)} to {spoken_time(self.ends_at)}"
        return f"{long_date(self.held_on)}, {times}"


@dataclass(frozen=True, slots=True)
class CycleLine:
    """A cycle in the list to choose from."""

    id: int
    version: int
    number: int
    year_label: str
    of: int
    focus_priority_id: int | None
    focus: str
    dates: CycleDates
    meeting_id: int | None
    is_issued: bool

    @property
    def label(self) -> str:
        """ "Cycle 4 of 4, 2016/17"."""
        return f"Cycle {self.number} of {self.of}, {self.year_label}"

    @property
    def board_on(self) -> date:
        return self.dates.board_on


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of the strip: `words` is its day, `time_left` ("4 working days") while not done."""

    step: Step
    name: str
    on: date
    words: str
    state: StepState
    time_left: str


@dataclass(frozen=True, slots=True)
class CycleStrip:
    """The strip at the top of the window. `next` is the current step, None when all are done."""

    cycle: CycleLine
    today: date
    steps: tuple[StepView, ...]
    next: StepView | None

    @property
    def label(self) -> str:
        return self.cycle.label

    @property
    def focus(self) -> str:
        return self.cycle.focus or "No priority in focus"

    @property
    def next_title(self) -> str:
        """ "Next: papers out", "Next: Board": a meeting keeps its capital."""
        if self.next is None:
            return "Cycle complete"
        name = self.next.name
        is_meeting = self.next.step in (Step.PMG, Step.EXECUTIVE, Step.BOARD)
        return f"Next: {name if is_meeting else name[0].lower() + name[1:]}"

    @property
    def next_words(self) -> str:
        return self.next.time_left if self.next else ""


def cycles(reading: Reading) -> tuple[CycleLine, ...]:
    """All cycles, the earliest Board first."""
    return _lines(reading, _cycles())


def year_of(reading: Reading, cycle_id: int) -> tuple[CycleLine, ...]:
    """The cycles of the same municipal year, the earliest Board first; empty when it is gone."""
    year = select(CycleRow.year_label).where(CycleRow.id == cycle_id).scalar_subquery()
    return _lines(reading, _cycles().where(CycleRow.year_label == year))


def board_days(reading: Reading) -> tuple[tuple[int, date], ...]:
    """Every cycle's id and Board day, the earliest first."""
    query = select(CycleRow.id, CycleRow.board_on).order_by(CycleRow.board_on, CycleRow.id)
    return tuple((key, day) for key, day in reading.rows(query))


def _lines(reading: Reading, query: Select[*tuple[Any, ...]]) -> tuple[CycleLine, ...]:
    found = reading.rows(query)
    of = Counter(row.year_label for row, *_rest in found)
    return tuple(_line(one, of[one[0].year_label]) for one in found)


@cache
def _cycles() -> Select[*tuple[Any, ...]]:
    # A cycle with a special meeting besides has two Boards: the first is the cycle's own.
    first = (
        select(MeetingRow.cycle_id, func.min(MeetingRow.id).label("id"))
        .join(GroupRow)
        .where(GroupRow.kind == GroupKind.BOARD)
        .group_by(MeetingRow.cycle_id)
        .subquery()
    )
    return (
        select(CycleRow, PriorityRow.name, MeetingRow.id, MeetingRow.state)
        .outerjoin(PriorityRow, CycleRow.focus_priority_id == PriorityRow.id)
        .outerjoin(first, first.c.cycle_id == CycleRow.id)
        .outerjoin(MeetingRow, MeetingRow.id == first.c.id)
        .order_by(CycleRow.board_on, CycleRow.id)
    )


def _line(found: Any, of: int) -> CycleLine:
    row, focus, meeting_id, state = found
    return CycleLine(
        id=row.id,
        version=row.version,
        number=row.number,
        year_label=row.year_label,
        of=of,
        focus_priority_id=row.focus_priority_id,
        focus=focus or "",
        dates=CycleDates(
            pmg_on=row.pmg_on,
            executive_on=row.executive_on,
            papers_on=row.papers_on,
            board_on=row.board_on,
            minutes_on=row.minutes_on,
            report_backs_on=row.report_backs_on,
        ),
        meeting_id=meeting_id,
        is_issued=state is not None and state not in (MeetingState.PLANNING, MeetingState.LOCKED),
    )


def current_cycle(reading: Reading) -> CycleStrip | None:
    """The strip of the cycle we are in: the next Board's, else the last; None without cycles."""
    days = board_days(reading)
    place = current_of([day for _key, day in days], reading.today)
    return None if place is None else cycle_strip(reading, days[place][0])


def cycle_in_view(reading: Reading, cycle_id: int | None) -> CycleStrip | None:
    """The strip of the cycle that was chosen; the current one when none was, or it is gone."""
    chosen = cycle_strip(reading, cycle_id) if cycle_id is not None else None
    return chosen or current_cycle(reading)


def cycle_strip(reading: Reading, cycle_id: int) -> CycleStrip | None:
    """The strip of one cycle; None when it is gone."""
    line = next((line for line in year_of(reading, cycle_id) if line.id == cycle_id), None)
    return None if line is None else _strip(reading, line)


def next_cycle(reading: Reading, cycle_id: int) -> CycleLine | None:
    """The cycle with the next Board after this one's."""
    ids = [key for key, _day in board_days(reading)]
    place = ids.index(cycle_id) + 1 if cycle_id in ids else len(ids)
    if place >= len(ids):
        return None
    return next(line for line in year_of(reading, ids[place]) if line.id == ids[place])


def _strip(reading: Reading, line: CycleLine) -> CycleStrip:
    states = step_states(line.dates, reading.today, issued=line.is_issued)
    meeting = board_meeting_of(reading, line.id)
    steps = tuple(
        StepView(
            step=step,
            name=step.label,
            on=day,
            words=_day_words(step, day, meeting, reading.today),
            state=state,
            time_left="" if state is StepState.DONE else time_left(day, reading.today),
        )
        for step, day, state in zip(Step, line.dates.days, states, strict=True)
    )
    current = next((view for view in steps if view.state is StepState.CURRENT), None)
    return CycleStrip(cycle=line, today=reading.today, steps=steps, next=current)


def _day_words(step: Step, day: date, meeting: MeetingCard | None, today: date) -> str:
    words = date_for(day, today)
    return f"{words}, {meeting.starts_at}" if step is Step.BOARD and meeting else words


def board_meeting_of(reading: Reading, cycle_id: int) -> MeetingCard | None:
    """The Board meeting of a cycle."""
    return _first(reading, _boards().where(MeetingRow.cycle_id == cycle_id))


def meeting(reading: Reading, meeting_id: int) -> MeetingCard | None:
    """One meeting; None when it is gone."""
    return _first(reading, _meetings().where(MeetingRow.id == meeting_id))


def board_meetings(reading: Reading) -> tuple[MeetingCard, ...]:
    """All Board meetings, the earliest first."""
    return tuple(_card(row) for row in reading.rows(_boards()))


def board_before(reading: Reading, held_on: date) -> MeetingCard | None:
    """The last Board held before a day."""
    query = _boards().where(MeetingRow.held_on < held_on)
    return _first(reading, query.order_by(None).order_by(MeetingRow.held_on.desc()))


def board_after(reading: Reading, held_on: date) -> MeetingCard | None:
    """The first Board after a day."""
    return _first(reading, _boards().where(MeetingRow.held_on > held_on))


def board_with_report_backs(reading: Reading, before: date) -> MeetingCard | None:
    """The last Board before a day from which a report-back was asked."""
    asked = select(ReportBackRow.meeting_id)
    query = _boards().where(MeetingRow.held_on < before, MeetingRow.id.in_(asked))
    return _first(reading, query.order_by(None).order_by(MeetingRow.held_on.desc()))


def _first(reading: Reading, query: Select[*tuple[Any, ...]]) -> MeetingCard | None:
    found = reading.rows(query.limit(1))
    return _card(found[0]) if found else None


@cache
def _meetings() -> Select[*tuple[Any, ...]]:
    return (
        select(MeetingRow, CycleRow, GroupRow.name, PriorityRow.name)
        .join(CycleRow, MeetingRow.cycle_id == CycleRow.id)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .outerjoin(PriorityRow, CycleRow.focus_priority_id == PriorityRow.id)
        .order_by(MeetingRow.held_on, MeetingRow.id)
    )


@cache
def _boards() -> Select[*tuple[Any, ...]]:
    return _meetings().where(GroupRow.kind == GroupKind.BOARD)


def _card(found: Any) -> MeetingCard:
    row, cycle, group, focus = found
    return MeetingCard(
        id=row.id,
        version=row.version,
        cycle_id=cycle.id,
        cycle_number=cycle.number,
        year_label=cycle.year_label,
        focus_priority_id=cycle.focus_priority_id,
        focus=focus or "",
        group_id=row.group_id,
        group=group,
        held_on=row.held_on,
        starts_at=row.starts_at,
        venue=row.venue,
        minutes_available=row.minutes_available,
        item_limit=row.item_limit,
        state=row.state,
        papers_on=cycle.papers_on,
        executive_on=cycle.executive_on,
        pmg_on=cycle.pmg_on,
        minutes_on=cycle.minutes_on,
        report_backs_on=cycle.report_backs_on,
    )
