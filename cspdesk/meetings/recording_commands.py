"""A meeting under way: begun and ended, its items opened, closed and recorded."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.business_rules import check_raised_on
from cspdesk.agenda.business_ties import set_keys
from cspdesk.agenda.commands import items_of, named
from cspdesk.agenda.restricting import check_restricted, paragraph_words
from cspdesk.agenda.rules import numbers
from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.meetings.recording_rules import (
    MOST_SECONDS,
    Part,
    Recorded,
    unfinished_from,
    unfinished_text,
    what_is_missing,
    why_not_none,
    why_not_recording,
)
from cspdesk.phrases import items_named, joined
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BoardMessageRow,
    BusinessRow,
    CommsDecisionRow,
    CycleRow,
    DecisionRow,
    HomeworkRow,
    ItemRecordRow,
    MeetingRow,
    MinutesRow,
    OrganisationRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import BusinessSource, MeetingState, MessageWay, MinutesState, Publicity

_NONE_COLUMNS = {
    Part.DECISION: "no_decision",
    Part.ACTIONS: "no_actions",
    Part.COMMS: "no_comms",
    Part.MESSAGES: "no_messages",
}
_NONE_WORDS = {
    Part.DECISION: "no decision",
    Part.ACTIONS: "no actions",
    Part.COMMS: "nothing to publish",
    Part.MESSAGES: "nothing for parallel boards",
}


# The meeting


@dataclass(frozen=True, slots=True)
class StartMeeting(Command):
    """Begin a meeting; the numbers of its items stand from now on."""

    meeting_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class EndMeeting(Command):
    """The meeting is over and its minutes can be drafted.

    Items still open are named and refused, unless `leave_open` says that they were not reached.
    """

    meeting_id: int
    seen_version: int
    leave_open: bool = False


@dataclass(frozen=True, slots=True)
class GoOnWithMeeting(Command):
    """Record more after the end, as long as the minutes have not gone round."""

    meeting_id: int
    seen_version: int


# Items


@dataclass(frozen=True, slots=True)
class OpenItem(Command):
    """The meeting turns to an item, in whatever order. `leaving` stops at so many `seconds`."""

    item_id: int
    leaving_id: int | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class KeepTime(Command):
    """The seconds that an item has had: kept at a pause and when the screen is left."""

    item_id: int
    seconds: int


@dataclass(frozen=True, slots=True)
class CloseItem(Command):
    """Close an item with all that was taken together with it, and open the next one."""

    item_id: int
    seconds: int = 0
    next_item_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenItem(Command):
    """Record more of an item that was closed."""

    item_id: int


@dataclass(frozen=True, slots=True)
class TakeTogether(Command):
    """Take an item together with another, whose record then answers for both; None parts them."""

    item_id: int
    with_item_id: int | None


@dataclass(frozen=True, slots=True)
class RecordDiscussion(Command):
    """What was said, for the minutes; the last words win."""

    item_id: int
    text: str


@dataclass(frozen=True, slots=True)
class KeepUnfinished(Command):
    """Text typed into a form that is no record yet; "" when it has become one or was dropped."""

    item_id: int
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class SayNone(Command):
    """Say of these parts of an item that there is none, or take the word back."""

    item_id: int
    parts: tuple[Part, ...]
    none: bool = True


@dataclass(frozen=True, slots=True)
class ExcludePublic(Command):
    """Exclude the public from an item by a paragraph of Schedule 12A; "" lets them in again."""

    item_id: int
    paragraph: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MarkHeard(Command):
    """A partner's homework has been heard at the item, or has not after all."""

    homework_id: int
    heard: bool = True


@dataclass(frozen=True, slots=True)
class ParkTopic(Command):
    """A topic that leads away: into the inbox of the next cycle, or of this one when it is last."""

    item_id: int
    title: str
    asked: str = ""


@handles(StartMeeting)
def start_meeting(command: StartMeeting, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id, command.seen_version)
    if meeting.state is MeetingState.IN_PROGRESS:
        raise RuleBroken("", "This meeting is under way already.")
    if meeting.state in (MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED):
        raise RuleBroken("", f"This meeting was held on {plain_date(meeting.held_on)}.")
    items = items_of(work, meeting.id)
    if not items:
        raise RuleBroken("", "The agenda has no items: add one before the meeting begins.")
    frozen = numbers([item.number for item in items], [item.is_sub for item in items])
    for item, number in zip(items, frozen, strict=True):
        item.number = number
    meeting.state = MeetingState.IN_PROGRESS
    return f"Started the Board of {plain_date(meeting.held_on)}"


@handles(EndMeeting)
def end_meeting(command: EndMeeting, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id, command.seen_version)
    check_recording(meeting)
    closed = {row.item_id for row in _records(work, meeting.id) if row.closed}
    still = [item.number for item in items_of(work, meeting.id) if item.id not in closed]
    if still and not command.leave_open:
        verb = "is" if len(still) == 1 else "are"
        sentence = f"{items_named(still)} {verb} still open: close them, or say it was not reached."
        raise RuleBroken("leave_open", sentence)
    meeting.state = MeetingState.MINUTES_DRAFT
    return f"Ended the Board of {plain_date(meeting.held_on)}"


@handles(GoOnWithMeeting)
def go_on_with_meeting(command: GoOnWithMeeting, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id, command.seen_version)
    if meeting.state is not MeetingState.MINUTES_DRAFT:
        raise RuleBroken("", "Only a meeting that has just ended can go on.")
    minutes = work.session.scalars(select(MinutesRow).filter_by(meeting_id=meeting.id)).first()
    if minutes is not None and minutes.state is not MinutesState.DRAFT:
        raise RuleBroken("", "Its minutes have been cleared: correct them there.")
    meeting.state = MeetingState.IN_PROGRESS
    return f"Went on with the Board of {plain_date(meeting.held_on)}"


def check_recording(meeting: MeetingRow) -> None:
    """Raises RuleBroken when nothing can be recorded of the meeting as it stands."""
    why_not = why_not_recording(meeting.state)
    if why_not:
        raise RuleBroken("", why_not)


def item_under_way(work: UnitOfWork, item_id: int) -> AgendaItemRow:
    """The item of a meeting that is being recorded. Raises RuleBroken, Conflict."""
    item = work.get(AgendaItemRow, item_id)
    check_recording(work.get(MeetingRow, item.meeting_id))
    return item


def record_of(work: UnitOfWork, item: AgendaItemRow) -> ItemRecordRow:
    """How the item went; a new row where nothing is kept of it yet."""
    row = work.session.scalars(select(ItemRecordRow).filter_by(item_id=item.id)).first()
    return row or work.add(ItemRecordRow(meeting_id=item.meeting_id, item_id=item.id))


def _records(work: UnitOfWork, meeting_id: int) -> list[ItemRecordRow]:
    return work.all(select(ItemRecordRow).filter_by(meeting_id=meeting_id))


# Items


@handles(OpenItem)
def open_item(command: OpenItem, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    if command.leaving_id is not None:
        _stop(work, command.leaving_id, command.seconds)
    return _turn_to(work, item)


def _turn_to(work: UnitOfWork, item: AgendaItemRow) -> str:
    record = record_of(work, item)
    if not record.turn:
        last = select(func.max(ItemRecordRow.turn)).filter_by(meeting_id=item.meeting_id)
        record.turn = (work.session.scalar(last) or 0) + 1
        record.started_at = f"{work.now:%H:%M}"
    return f"Opened {named(item)}"


def _stop(work: UnitOfWork, item_id: int, seconds: int) -> None:
    record = record_of(work, work.get(AgendaItemRow, item_id))
    record.seconds = min(max(0, seconds), MOST_SECONDS)


@handles(KeepTime)
def keep_time(command: KeepTime, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    _stop(work, item.id, command.seconds)
    return f"Kept the time of {named(item)}"


@handles(CloseItem)
def close_item(command: CloseItem, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    if record.closed:
        at = f" at {record.closed_at}" if record.closed_at else ""
        raise RuleBroken("", f"Item {item.number} was closed{at} already.")
    lacks = what_is_missing(recorded_of(work, item, record))
    if lacks:
        raise RuleBroken("", lacks)
    if command.seconds:
        _stop(work, item.id, command.seconds)
    _shut(work, record)
    for other in _records(work, item.meeting_id):
        if other.taken_with_id == item.id and not other.closed:
            _shut(work, other)
    if command.next_item_id is not None:
        _turn_to(work, item_under_way(work, command.next_item_id))
    return f"Closed {named(item)}"


def _shut(work: UnitOfWork, record: ItemRecordRow) -> None:
    record.closed, record.closed_at = True, f"{work.now:%H:%M}"
    if not record.turn:  # recorded without ever having been opened
        _turn_to(work, work.get(AgendaItemRow, record.item_id))


def recorded_of(work: UnitOfWork, item: AgendaItemRow, record: ItemRecordRow) -> Recorded:
    """What is recorded of an item; one that was taken with another is answered for there."""
    if record.taken_with_id is not None:
        return Recorded(dict.fromkeys(Part, 1))
    told = {"item_id": item.id, "way": MessageWay.OUT}
    comms = work.all(select(CommsDecisionRow).filter_by(item_id=item.id))
    entries = {
        Part.DECISION: len(work.all(select(DecisionRow).filter_by(item_id=item.id))),
        Part.ACTIONS: len(_actions(work, item)),
        Part.COMMS: len(comms),
        Part.MESSAGES: len(work.all(select(BoardMessageRow).filter_by(**told))),
    }
    none = frozenset(part for part, column in _NONE_COLUMNS.items() if getattr(record, column))
    return Recorded(entries, none, sum(row.organisation_id is None for row in comms))


def _actions(work: UnitOfWork, item: AgendaItemRow) -> list[ActionRow]:
    """Those that this meeting agreed under the item."""
    query = select(ActionRow).filter_by(item_id=item.id, agreed_at_id=item.meeting_id)
    return work.all(query)


@handles(ReopenItem)
def reopen_item(command: ReopenItem, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    if not record.closed:
        raise RuleBroken("", f"Item {item.number} is open already.")
    record.closed, record.closed_at = False, ""
    return f"Opened {named(item)} again"


@handles(TakeTogether)
def take_together(command: TakeTogether, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    if command.with_item_id is None:
        record.taken_with_id = None
        return f"Took {named(item)} by itself"
    other = item_under_way(work, command.with_item_id)
    if other.meeting_id != item.meeting_id:
        raise RuleBroken("with_item_id", "That item is on another agenda.")
    if other.id == item.id or record_of(work, other).taken_with_id is not None:
        raise RuleBroken("with_item_id", "Choose an item that is taken by itself.")
    if record.closed:
        raise RuleBroken("with_item_id", f"Item {item.number} is closed: open it again first.")
    record.taken_with_id = other.id
    for under in _records(work, item.meeting_id):
        if under.taken_with_id == item.id:
            under.taken_with_id = other.id
    return f"Took {named(item)} together with item {other.number}"


@handles(RecordDiscussion)
def record_discussion(command: RecordDiscussion, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record_of(work, item).discussion = command.text.strip()
    return f"Wrote down the discussion of {named(item)}"


@handles(KeepUnfinished)
def keep_unfinished(command: KeepUnfinished, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    held = unfinished_from(record.unfinished) | {command.form: command.text}
    record.unfinished = unfinished_text(held)
    return f"Kept what is being typed for {named(item)}"


@handles(SayNone)
def say_none(command: SayNone, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    held = recorded_of(work, item, record)
    for part in command.parts:
        if command.none and (why_not := why_not_none(held, part)):
            raise RuleBroken("", why_not)
        setattr(record, _NONE_COLUMNS[part], command.none)
    said = joined([_NONE_WORDS[part] for part in command.parts])
    return f"Recorded {said} for {named(item)}" if command.none else f"Took back “{said}”"


@handles(ExcludePublic)
def exclude_public(command: ExcludePublic, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    record = record_of(work, item)
    paragraph, reason = command.paragraph.strip(), command.reason.strip()
    if paragraph or reason:
        check_restricted(Publicity.RESTRICTED, paragraph, reason)
    record.excluded_paragraph, record.excluded_reason = paragraph, reason
    if not paragraph:
        return f"Let the public stay for {named(item)}"
    return f"Excluded the public from {named(item)}, {paragraph_words(paragraph)}"


@handles(MarkHeard)
def mark_heard(command: MarkHeard, work: UnitOfWork) -> str:
    row = work.get(HomeworkRow, command.homework_id)
    item_under_way(work, row.item_id)
    row.heard = command.heard
    partner = work.get(OrganisationRow, row.organisation_id).short_name
    return f"Heard the homework of {partner}" if command.heard else f"{partner} is still to come"


@handles(ParkTopic)
def park_topic(command: ParkTopic, work: UnitOfWork) -> str:
    item = item_under_way(work, command.item_id)
    meeting = work.get(MeetingRow, item.meeting_id)
    cycle = work.get(CycleRow, meeting.cycle_id)
    later = select(CycleRow).where(CycleRow.board_on > cycle.board_on).order_by(CycleRow.board_on)
    following = work.session.scalars(later.limit(1)).first() or cycle
    row = BusinessRow(
        cycle_id=following.id,
        source=BusinessSource.STANDING,
        raised_by=f"The Board of {plain_date(meeting.held_on)}, item {item.number}",
        raised_on=check_raised_on(work.today, work.today),
        title=required("title", command.title, "Say in a few words what is parked."),
        asked=command.asked.strip(),
        parked_at_id=item.id,
    )
    set_keys(work, row)
    work.add(row)
    return f"Parked “{row.title}” for the Board of {plain_date(following.board_on)}"
