"""The forward plan: Boards with their topics, and when each subject was before one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.agenda.rules import numbers
from cspdesk.calendar import date_for
from cspdesk.kpis.in_force import framework_in_force
from cspdesk.meetings.forward_records import BoardColumn, ForwardPlan, SubjectLine, TopicLine
from cspdesk.meetings.forward_rules import (
    YEARLY_DUTIES,
    OtherMeeting,
    SubjectKind,
    clashes,
    due_by,
    duty_of_title,
    is_neglected,
    month_year,
    names_group,
    since_words,
    subject_key,
    subject_parts,
)
from cspdesk.meetings.queries import MeetingCard, board_meetings
from cspdesk.meetings.rules import CycleDates
from cspdesk.phrases import items_named
from cspdesk.reading import Reading
from db.tables import (
    AgendaItemRow,
    AssessmentRow,
    BodyMeetingRow,
    BusinessRow,
    CycleRow,
    GroupRow,
    IndicatorOutcomeRow,
    MeetingRow,
    OutcomeRow,
    PlannedTopicRow,
    PriorityRow,
)
from db.vocabulary import GroupKind, MeetingState, Verdict

PAST_COLUMNS = 2
COLUMNS = 6


@dataclass(frozen=True, slots=True)
class _Subject:
    key: str
    kind: SubjectKind
    name: str
    detail: str = ""
    known_as: tuple[str, ...] = ()
    chair: str = ""


@dataclass(frozen=True, slots=True)
class _Item:
    id: int
    meeting_id: int
    number: str
    title: str
    lead: str
    priority_id: int | None

    @property
    def text(self) -> str:
        """What names a group: that a purpose mentions one does not bring it before the Board."""
        return f"{self.title} {self.lead}".casefold()


def forward_plan(reading: Reading) -> ForwardPlan:
    """The whole plan. Columns: the last two Boards and those to come, six in all."""
    meetings = board_meetings(reading)
    subjects, items = _subjects(reading), _items(reading, [one.id for one in meetings])
    names = {subject.key: subject.name for subject in subjects}
    topics = _topics(reading, names, {item.id: item.number for item in items})
    everything = _columns(reading, meetings, items, topics)
    shown = _shown(everything)
    sittings = _sittings(reading, meetings, subjects, items, topics)
    return ForwardPlan(
        today=reading.today,
        boards=shown,
        all_boards=everything,
        lines=tuple(
            _line(subject, sittings[subject.key], shown, everything, reading.today)
            for subject in subjects
        ),
        waiting=tuple(topic for topic in topics if topic.meeting_id is None),
    )


# -- Boards ---------------------------------------------------------------------------------------


def _columns(
    reading: Reading,
    meetings: Sequence[MeetingCard],
    items: Sequence[_Item],
    topics: Sequence[TopicLine],
) -> tuple[BoardColumn, ...]:
    dates, others = _cycle_dates(reading), other_meetings(reading)
    counts: dict[int, int] = defaultdict(int)
    planned: dict[int | None, list[TopicLine]] = defaultdict(list)
    for item in items:
        counts[item.meeting_id] += 1
    for topic in topics:
        planned[topic.meeting_id].append(topic)
    return tuple(
        _column(one, dates[one.cycle_id], others, counts[one.id], planned[one.id], reading.today)
        for one in meetings
    )


def _column(
    card: MeetingCard,
    dates: CycleDates,
    others: Sequence[OtherMeeting],
    items: int,
    topics: Sequence[TopicLine],
    today: date,
) -> BoardColumn:
    past = card.held_on < today
    return BoardColumn(
        meeting_id=card.id,
        cycle_id=card.cycle_id,
        held_on=card.held_on,
        label=month_year(card.held_on),
        words=f"{date_for(card.held_on, today)}, {card.starts_at}",
        focus=card.focus,
        is_past=past,
        can_plan=not past and card.state in (MeetingState.PLANNING, MeetingState.LOCKED),
        items=items,
        topics=tuple(topics),
        clashes=() if past else clashes(replace(dates, board_on=card.held_on), others),
    )


def _shown(boards: Sequence[BoardColumn]) -> tuple[BoardColumn, ...]:
    """The last two that have met and those to come; more that have met while few are planned."""
    met = sum(one.is_past for one in boards)
    ahead = len(boards) - met
    first = max(0, met - max(PAST_COLUMNS, COLUMNS - ahead))
    return tuple(boards[first : first + COLUMNS])


def _cycle_dates(reading: Reading) -> dict[int, CycleDates]:
    rows = reading.all(select(CycleRow))
    return {
        row.id: CycleDates(
            pmg_on=row.pmg_on,
            executive_on=row.executive_on,
            papers_on=row.papers_on,
            board_on=row.board_on,
            minutes_on=row.minutes_on,
            report_backs_on=row.report_backs_on,
        )
        for row in rows
    }


def other_meetings(reading: Reading) -> tuple[OtherMeeting, ...]:
    """The days of the parallel boards, and meetings of other groups that are in the file."""
    told = select(GroupRow.name, GroupRow.next_meets_on).where(
        GroupRow.kind == GroupKind.PARALLEL_BOARD, GroupRow.next_meets_on.is_not(None)
    )
    kept = select(GroupRow.name, BodyMeetingRow.held_on).join(
        GroupRow, BodyMeetingRow.group_id == GroupRow.id
    )
    held = (
        select(GroupRow.name, MeetingRow.held_on)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(GroupRow.kind != GroupKind.BOARD)
    )
    # A board's next day is in its calendar too: once is enough.
    found = [OtherMeeting(*row) for query in (told, kept, held) for row in reading.rows(query)]
    return tuple(dict.fromkeys(found))


# -- subjects -------------------------------------------------------------------------------------


def _subjects(reading: Reading) -> tuple[_Subject, ...]:
    return (*_priorities(reading), *_outcomes(reading), *_groups(reading), *_yearly())


def _priorities(reading: Reading) -> Iterator[_Subject]:
    query = select(PriorityRow).where(PriorityRow.framework_id == framework_in_force(reading))
    for row in reading.all(query.order_by(PriorityRow.position, PriorityRow.id)):
        yield _Subject(subject_key(SubjectKind.PRIORITY, row.id), SubjectKind.PRIORITY, row.name)


def _outcomes(reading: Reading) -> Iterator[_Subject]:
    query = select(OutcomeRow).where(OutcomeRow.framework_id == framework_in_force(reading))
    for row in reading.all(query.order_by(OutcomeRow.number)):
        key = subject_key(SubjectKind.OUTCOME, row.id)
        yield _Subject(key, SubjectKind.OUTCOME, row.short_name or row.name, row.code)


def _groups(reading: Reading) -> Iterator[_Subject]:
    query = select(GroupRow).where(GroupRow.kind == GroupKind.SUB_GROUP)
    rows = reading.all(query.order_by(GroupRow.position, GroupRow.id))
    chairs = [row.chair.casefold() for row in rows]
    for row in rows:
        key = subject_key(SubjectKind.GROUP, row.id)
        known_as = tuple(name.casefold() for name in (row.name, row.short_name) if name)
        # Whoever chairs two groups speaks for neither alone.
        chair = row.chair.casefold()
        only = chair if chairs.count(chair) == 1 else ""
        yield _Subject(key, SubjectKind.GROUP, row.name, known_as=known_as, chair=only)


def _yearly() -> Iterator[_Subject]:
    for duty in YEARLY_DUTIES:
        key = subject_key(SubjectKind.YEARLY, duty.key)
        yield _Subject(key, SubjectKind.YEARLY, duty.title, duty.basis)


# -- when each was before the Board ---------------------------------------------------------------


@dataclass(slots=True)
class _Sitting:
    """How one Board dealt with one subject: items by number, and in other words."""

    numbers: list[str]
    words: list[str]

    @property
    def said(self) -> str:
        parts = [items_named(self.numbers)] if self.numbers else []
        return ", ".join([*parts, *dict.fromkeys(self.words)])


_Sittings = dict[int, _Sitting]


def _sittings(
    reading: Reading,
    meetings: Sequence[MeetingCard],
    subjects: Sequence[_Subject],
    items: Sequence[_Item],
    topics: Sequence[TopicLine],
) -> dict[str, _Sittings]:
    """For each subject the Boards that had it or will have it."""
    found: dict[str, _Sittings] = defaultdict(dict)

    def add(subject: str, meeting_id: int, number: str = "", words: str = "") -> None:
        sitting = found[subject].setdefault(meeting_id, _Sitting([], []))
        if number and number not in sitting.numbers:
            sitting.numbers.append(number)
        if words:
            sitting.words.append(words)

    for subject, item in _items_of(reading, subjects, items, topics):
        add(subject, item.meeting_id, number=item.number)
    for meeting in meetings:
        if meeting.focus_priority_id is not None:
            key = subject_key(SubjectKind.PRIORITY, meeting.focus_priority_id)
            add(key, meeting.id, words="in focus")
    for subject, meeting_id in _highlighted(reading, meetings):
        add(subject, meeting_id, words="highlight report")
    for topic in topics:
        if topic.meeting_id is not None and topic.subject and not topic.item_number:
            add(topic.subject, topic.meeting_id, words="planned")
    return found


def _items_of(
    reading: Reading,
    subjects: Sequence[_Subject],
    items: Sequence[_Item],
    topics: Sequence[TopicLine],
) -> Iterator[tuple[str, _Item]]:
    """Each item with what it accounts for: priority, yearly duty, group, and what was planned.

    A group is before the Board when its business became the item, its chair leads it, or the title
    or the lead names it.
    """
    groups = [subject for subject in subjects if subject.kind is SubjectKind.GROUP]
    by_id = {item.id: item for item in items}
    for item in items:
        text, lead = item.text, item.lead.casefold()
        if item.priority_id is not None:
            yield subject_key(SubjectKind.PRIORITY, item.priority_id), item
        duty = duty_of_title(item.title)
        if duty is not None:
            yield subject_key(SubjectKind.YEARLY, duty.key), item
        for group in groups:
            led = bool(group.chair) and lead == group.chair
            if led or names_group(text, group.known_as):
                yield group.key, item
    for topic in topics:
        if topic.subject and topic.item_id in by_id:
            yield topic.subject, by_id[topic.item_id]
    taken = select(BusinessRow.group_id, BusinessRow.item_id).where(
        BusinessRow.verdict == Verdict.BOARD, BusinessRow.group_id.is_not(None)
    )
    for group_id, item_id in reading.rows(taken):
        if item_id in by_id:
            yield subject_key(SubjectKind.GROUP, group_id), by_id[item_id]


def _highlighted(reading: Reading, meetings: Sequence[MeetingCard]) -> Iterator[tuple[str, int]]:
    """Outcomes whose indicators were in the highlight report of a Board."""
    boards = {one.cycle_id: one.id for one in meetings}
    query = (
        select(IndicatorOutcomeRow.outcome_id, AssessmentRow.cycle_id)
        .join(AssessmentRow, AssessmentRow.indicator_id == IndicatorOutcomeRow.indicator_id)
        .where(AssessmentRow.highlight.is_(True))
        .distinct()
    )
    for outcome_id, cycle_id in reading.rows(query):
        if cycle_id in boards:
            yield subject_key(SubjectKind.OUTCOME, outcome_id), boards[cycle_id]


def _line(
    subject: _Subject,
    sittings: _Sittings,
    shown: Sequence[BoardColumn],
    everything: Sequence[BoardColumn],
    today: date,
) -> SubjectLine:
    had = [one for one in everything if one.meeting_id in sittings]
    last_on = max((one.held_on for one in had if one.is_past), default=None)
    next_on = min((one.held_on for one in had if not one.is_past), default=None)
    yearly = subject.kind is SubjectKind.YEARLY
    return SubjectLine(
        subject=subject.key,
        kind=subject.kind,
        name=subject.name,
        detail=subject.detail,
        cells=tuple(
            sittings[one.meeting_id].said if one.meeting_id in sittings else "" for one in shown
        ),
        last_on=last_on,
        last_words=since_words(last_on, today),
        next_on=next_on,
        next_words=month_year(next_on) if next_on else "",
        neglected=is_neglected(last_on, next_on, today),
        due_on=due_by(last_on, today) if yearly else None,
    )


# -- items and topics -----------------------------------------------------------------------------


def _items(reading: Reading, meeting_ids: Iterable[int]) -> tuple[_Item, ...]:
    """The items of every Board with their numbers as printed."""
    row = AgendaItemRow
    query = select(
        row.id, row.meeting_id, row.number, row.is_sub, row.title, row.lead, row.priority_id
    ).order_by(row.meeting_id, row.position, row.id)
    wanted, held = set(meeting_ids), defaultdict(list)
    for found in reading.rows(query):
        if found.meeting_id in wanted:
            held[found.meeting_id].append(found)
    return tuple(
        _Item(
            id=one.id,
            meeting_id=one.meeting_id,
            number=number,
            title=one.title,
            lead=one.lead,
            priority_id=one.priority_id,
        )
        for rows in held.values()
        for one, number in zip(rows, _numbers(rows), strict=True)
    )


def _topics(
    reading: Reading, names: dict[str, str], item_numbers: dict[int, str]
) -> tuple[TopicLine, ...]:
    query = select(PlannedTopicRow).order_by(PlannedTopicRow.position, PlannedTopicRow.id)
    return tuple(
        TopicLine(
            id=row.id,
            version=row.version,
            meeting_id=row.meeting_id,
            title=row.title,
            note=row.note,
            subject=row.subject if subject_parts(row.subject) else "",
            subject_name=names.get(row.subject, ""),
            item_id=row.item_id if row.item_id in item_numbers else None,
            item_number=item_numbers.get(row.item_id or 0, ""),
        )
        for row in reading.all(query)
    )


def _numbers(rows: Sequence[Any]) -> tuple[str, ...]:
    """The numbers of one meeting's items, sub-items among them, as printed."""
    return numbers([row.number for row in rows], [row.is_sub for row in rows])
