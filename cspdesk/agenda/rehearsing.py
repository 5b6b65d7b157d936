"""The rehearsal of an agenda: the clock, the parts of an item, what each item took. Pure, and read.

Time used is kept in whole seconds an item. What a partner could say comes from the partner actions
sought and from the homework, so that the chair knows whom to ask and what they answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.queries import AgendaView, ItemCard, agenda, item_cards
from cspdesk.agenda.rules import SplitPart
from cspdesk.calendar import plural
from cspdesk.homework.queries import HomeworkCard, by_partner
from cspdesk.meetings.queries import MeetingCard
from cspdesk.meetings.rules import minutes_after
from cspdesk.phrases import lines_of
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import RehearsalRow
from db.vocabulary import HomeworkState, MeetingState

MOST_SECONDS = 6 * 60 * 60
_MINUTE = 60


# -- the clock ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """How far a rehearsal is: the item the clock is in, and the seconds each item has had."""

    at: int | None = None
    used: Mapping[int, int] = field(default_factory=dict)

    def seconds(self, item_id: int) -> int:
        return self.used.get(item_id, 0)

    def after(self, seconds: int) -> Run:
        """The run so many seconds later, or earlier; an item never has less than none."""
        if self.at is None:
            return self
        total = min(max(0, self.seconds(self.at) + seconds), MOST_SECONDS)
        return replace(self, used={**self.used, self.at: total})

    def moved(self, items: Sequence[int], by: int) -> Run:
        """The clock in another item, `by` places on; it stops at either end of the agenda."""
        if not items:
            return replace(self, at=None)
        place = items.index(self.at) if self.at in items else 0 if by > 0 else len(items)
        if self.at in items or by < 0:
            place += by
        return replace(self, at=items[min(max(place, 0), len(items) - 1)])

    def without_strangers(self, items: Sequence[int]) -> Run:
        """The run of the items that are still on the agenda."""
        kept = {key: seconds for key, seconds in self.used.items() if key in items}
        return Run(self.at if self.at in items else None, kept)


def used_text(used: Mapping[int, int]) -> str:
    """Seconds of each item as they are kept: "12 540" a line."""
    return "\n".join(f"{key} {seconds}" for key, seconds in sorted(used.items()) if seconds)


def used_from(text: str) -> dict[int, int]:
    """What `used_text` wrote; a line that cannot be read is left out."""
    found = {}
    for line in lines_of(text):
        key, _blank, seconds = line.partition(" ")
        if key.isdecimal() and seconds.isdecimal():
            found[int(key)] = min(int(seconds), MOST_SECONDS)
    return found


def clock_words(seconds: int) -> str:
    """ "12:05"; an hour and more as "1:02:05"."""
    hours, rest = divmod(max(0, seconds), 3600)
    minutes, second = divmod(rest, _MINUTE)
    return f"{hours}:{minutes:02d}:{second:02d}" if hours else f"{minutes}:{second:02d}"


def whole_minutes(seconds: int) -> int:
    """The minutes to plan for so many seconds: a begun minute counts."""
    return -(-seconds // _MINUTE)


def against_plan(planned: int, seconds: int) -> str:
    """Time used against the minutes planned: "4 minutes left", "2 minutes over", "on time"."""
    if not seconds:
        return ""
    over = seconds - planned * _MINUTE
    minutes = whole_minutes(over) if over > 0 else -over // _MINUTE
    if over > 0:
        return f"{minutes} {plural('minute', minutes)} over"
    if over == 0:
        return "on time"
    if not minutes:
        return "under a minute left"
    return f"{minutes} {plural('minute', minutes)} left"


# -- the parts of an item -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PartNow:
    """One part of an item as the clock passes through it; `state` is past, now or to come."""

    minutes: int
    what: str
    state: str


def parts_now(split: Sequence[SplitPart], seconds: int) -> tuple[PartNow, ...]:
    """Where the clock is inside an item; beyond the last part all of them are past."""
    parts, begins = [], 0
    for part in split:
        ends = begins + part.minutes * _MINUTE
        state = "past" if seconds >= ends else "now" if seconds >= begins else "to_come"
        parts.append(PartNow(part.minutes, part.what, state))
        begins = ends
    return tuple(parts)


def part_names(split: Sequence[SplitPart]) -> tuple[str, ...]:
    """What each part is called beside the clock: "Introduce"; "Part 2" where it has no words."""
    return tuple(
        part.what[:1].upper() + part.what[1:] or f"Part {place}"
        for place, part in enumerate(split, 1)
    )


def part_words(split: Sequence[SplitPart], seconds: int) -> str:
    """Where an item should be now: "Discuss: 3 minutes left of 12"."""
    begins = 0
    for name, part in zip(part_names(split), split, strict=True):
        ends = begins + part.minutes * _MINUTE
        if begins <= seconds < ends:
            left = whole_minutes(ends - seconds)
            return f"{name}: {left} {plural('minute', left)} left of {part.minutes}"
        begins = ends
    return "Past its last part: close it." if split else ""


# -- the whole meeting ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """The rehearsal so far: seconds used, whole minutes planned, when the Board would end.

    The end counts what rehearsed items took and what the others have on the agenda; the item that
    the clock is in is not taken to be over before its time.
    """

    used: int
    planned: int
    rehearsed: int
    items: int
    available: int
    ends_at: str
    over: int

    @property
    def words(self) -> str:
        """ "3 of 8 items rehearsed. The Board would end at 16:05, 5 minutes late."."""
        done = self.rehearsed or "None"
        said = f"{done} of {counted(self.items, 'item')} rehearsed."
        end = f"The Board would end at {self.ends_at}"
        if self.over > 0:
            return f"{said} {end}, {self.over} {plural('minute', self.over)} late."
        if self.over < 0:
            return f"{said} {end}, {-self.over} {plural('minute', -self.over)} to spare."
        return f"{said} {end}, on time."


def standing(
    planned: Sequence[tuple[int, int]], run: Run, starts_at: str, available: int
) -> Standing:
    """How the rehearsal stands; `planned` are the items in order as (id, minutes)."""
    took = [_expected(key, minutes, run) for key, minutes in planned]
    total = sum(took)
    return Standing(
        used=sum(run.seconds(key) for key, _minutes in planned),
        planned=sum(minutes for _key, minutes in planned),
        rehearsed=sum(bool(run.seconds(key)) for key, _minutes in planned),
        items=len(planned),
        available=available,
        ends_at=minutes_after(starts_at, total),
        over=total - available,
    )


def _expected(item_id: int, minutes: int, run: Run) -> int:
    used = whole_minutes(run.seconds(item_id))
    return max(used, minutes) if item_id == run.at or not used else used


def changed_minutes(planned: Sequence[tuple[int, int]], run: Run) -> tuple[tuple[int, int], ...]:
    """Items whose minutes the rehearsal would change, each with the new minutes."""
    return tuple(
        (key, whole_minutes(run.seconds(key)))
        for key, minutes in planned
        if run.seconds(key) and whole_minutes(run.seconds(key)) != minutes
    )


# -- reading --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a partner could bring to an item: as planned, with the question and the answer to it.

    `by` is the day or time as typed beside the partner action. `answer` is "" while none has come.
    """

    partner: str
    what: str
    by: str = ""
    question: str = ""
    answer: str = ""
    state: HomeworkState | None = None


@dataclass(frozen=True, slots=True)
class RehearsedItem:
    """An item with all that is planned for it. `speakers` are its lines in order."""

    card: ItemCard
    contributions: tuple[Contribution, ...]

    @property
    def id(self) -> int:
        return self.card.id

    @property
    def minutes(self) -> int:
        return self.card.line.minutes

    @property
    def speakers(self) -> tuple[str, ...]:
        return lines_of(self.card.speakers)

    @property
    def is_planned(self) -> bool:
        """Whether its time was split or words were thought of; rehearsed is what the clock ran."""
        card = self.card
        return bool(card.split or card.steer or card.sidetrack or card.speakers)


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """An agenda as it is rehearsed. `can_take_over`: its minutes may still be changed."""

    meeting: MeetingCard
    view: AgendaView
    items: tuple[RehearsedItem, ...]
    run: Run
    rehearsed_on: date | None
    can_take_over: bool

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(item.id for item in self.items)

    @property
    def planned(self) -> tuple[tuple[int, int], ...]:
        return tuple((item.id, item.minutes) for item in self.items)

    def item(self, item_id: int | None) -> RehearsedItem | None:
        return next((item for item in self.items if item.id == item_id), None)

    def standing(self, run: Run) -> Standing:
        return standing(self.planned, run, self.meeting.starts_at, self.meeting.minutes_available)


def rehearsal(reading: Reading, meeting_id: int) -> Rehearsal | None:
    """The agenda of a meeting for its rehearsal; None when the meeting is gone."""
    view = agenda(reading, meeting_id)
    if view is None:
        return None
    answers: dict[int, list[HomeworkCard]] = {}
    for partner in by_partner(reading, meeting_id):
        for question in partner.questions:
            answers.setdefault(question.item_id, []).append(question)
    items = tuple(
        RehearsedItem(card, contributions(card, answers.get(card.id, ())))
        for card in item_cards(reading, meeting_id)
    )
    row = reading.one(select(RehearsalRow).where(RehearsalRow.meeting_id == meeting_id))
    run = Run(row.at_item_id, used_from(row.used)) if row else Run()
    return Rehearsal(
        meeting=view.meeting,
        view=view,
        items=items,
        run=run.without_strangers([item.id for item in items]),
        rehearsed_on=row.rehearsed_on if row else None,
        can_take_over=view.meeting.state is MeetingState.PLANNING,
    )


def contributions(card: ItemCard, answers: Sequence[HomeworkCard]) -> tuple[Contribution, ...]:
    """Partner actions sought, then each homework question with its answer."""
    asked = [Contribution(ask.partner, ask.what, ask.by) for ask in card.asks]
    homework = [
        Contribution(
            partner=one.organisation,
            what=one.contribution,
            question=one.question,
            answer=one.answer if one.state is HomeworkState.ANSWERED else "",
            state=one.state,
        )
        for one in answers
    ]
    return (*asked, *homework)
