"""What waits beside the agenda of a cycle: inbox, conversations, comms, duties, voices, minutes.

Each is one select or two, however many years the file holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, exists, func, select

from cspdesk.actions.records import ActionLine
from cspdesk.actions.rules import next_reminder
from cspdesk.agenda.business_queries import to_decide
from cspdesk.agenda.loading import LoadedAgenda
from cspdesk.calendar import short_date
from cspdesk.home.rules import NOTHING, Beside, Waits, day_and_month
from cspdesk.meetings.queries import CycleLine, MeetingCard
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.statutory.queries import DutyLine, statutory_calendar
from cspdesk.statutory.rules import Standing
from db.tables import (
    BusinessRow,
    CommsDecisionRow,
    ConversationRow,
    GroupAccountRow,
    GroupRow,
    HomeworkRow,
    ItemRecordRow,
    MeetingRow,
    MinutesRow,
    OrganisationRow,
    VoiceRow,
)
from db.vocabulary import GroupKind, HomeworkState, MeetingState, MinutesState

_NAMED = 3  # names in the second line of a step; the others are counted


def beside(
    reading: Reading,
    cycle: CycleLine,
    agenda: LoadedAgenda | None,
    actions: Sequence[ActionLine],
    minutes: Unfinished,
    asked_already: Sequence[int],
) -> Beside:
    """What waits in the other areas. `asked_already` are Boards whose minutes a step asks for."""
    ahead = reading.today <= cycle.board_on
    late_comms, comms = _comms(reading)
    duties, undated = _duties(reading)
    before = agenda.settings.remind_before if agenda else 0
    return Beside(
        inbox=_inbox(reading, cycle),
        conversations=_conversations(reading, cycle) if ahead else NOTHING,
        accounts=_accounts(reading, cycle) if ahead else NOTHING,
        reminders=_reminders(actions, before, reading.today),
        comms=comms,
        late_comms=late_comms,
        duties=duties,
        undated=undated,
        voices=_voices(reading),
        minutes=minutes.to_send(asked_already),
        to_confirm=minutes.to_confirm(cycle.board_on if ahead else None),
    )


def named(names: Sequence[str]) -> str:
    """ "Police, Council and 4 more": as many as a second line has room for, each once."""
    once = list(dict.fromkeys(name for name in names if name))
    rest = len(once) - _NAMED
    return joined([*once[:_NAMED], f"{rest} more"] if rest > 1 else once)


def _inbox(reading: Reading, cycle: CycleLine) -> Waits:
    count = to_decide(reading, cycle.id)
    query = (
        select(GroupRow.short_name, OrganisationRow.short_name, BusinessRow.raised_by)
        .select_from(BusinessRow)
        .outerjoin(GroupRow, BusinessRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, BusinessRow.organisation_id == OrganisationRow.id)
        .where(BusinessRow.cycle_id == cycle.id, BusinessRow.verdict.is_(None))
        .order_by(BusinessRow.id)
    )
    names = [group or partner or said for group, partner, said in reading.rows(query)]
    return Waits(count, None, named(names), cycle.dates.executive_on)


def _conversations(reading: Reading, cycle: CycleLine) -> Waits:
    """Those whose day is still to come; what should have been held is a check of the agenda."""
    row = ConversationRow
    query = (
        select(row.community, row.due_on)
        .where(row.cycle_id == cycle.id, row.held_on.is_(None), row.due_on >= reading.today)
        .order_by(row.due_on, row.id)
    )
    found = reading.rows(query)
    days = [due_on for _community, due_on in found]
    return Waits(len(found), None, named([one for one, _due in found]), min(days, default=None))


def _accounts(reading: Reading, cycle: CycleLine) -> Waits:
    """Sub-groups that have not accounted for this cycle; due when the Executive meets."""
    given = exists().where(
        GroupAccountRow.group_id == GroupRow.id, GroupAccountRow.cycle_id == cycle.id
    )
    query = (
        select(GroupRow.id, GroupRow.short_name)
        .where(GroupRow.kind == GroupKind.SUB_GROUP, ~given)
        .order_by(GroupRow.position, GroupRow.id)
    )
    found = reading.rows(query)
    first = found[0][0] if found else None
    return Waits(len(found), first, named([name for _key, name in found]), cycle.dates.executive_on)


def _reminders(actions: Sequence[ActionLine], days_before: int, today: date) -> Waits:
    """Actions that fall due soon, and whose owner has not been reminded of that."""
    due = []
    for line in actions:
        on = next_reminder(line.due_on, line.chased_on, days_before)
        if on is not None and on <= today and not line.standing.is_overdue:
            due.append(line)
    due.sort(key=lambda line: line.due_on or date.max)
    words = named([f"{line.ref} {line.organisation}" for line in due])
    return Waits(len(due), due[0].id if due else None, words, today)


def _comms(reading: Reading) -> tuple[Waits, Waits]:
    """Messages past their day, and messages of a Board without an owner or a day."""
    row = CommsDecisionRow
    query = (
        select(row.id, row.owner, OrganisationRow.short_name, row.due_on, MeetingRow.cycle_id)
        .join(MeetingRow, row.meeting_id == MeetingRow.id)
        .outerjoin(OrganisationRow, row.organisation_id == OrganisationRow.id)
        .where(row.published_on.is_(None))
        .order_by(row.due_on, row.id)
    )
    found = reading.rows(query)
    late = [one for one in found if one.due_on and one.due_on < reading.today]
    open_ = [one for one in found if not one.due_on or not (one.owner or one.short_name)]
    return _late_comms(late), _open_comms([one for one in open_ if one not in late])


def _late_comms(late: Sequence[tuple[int, str, str | None, date, int]]) -> Waits:
    if not late:
        return NOTHING
    key, owner, partner, due_on, cycle_id = late[0]
    words = f"{partner or owner or 'Nobody named'}, due {short_date(due_on)}"
    return Waits(len(late), key, words, due_on, cycle_id)


def _open_comms(lacking: Sequence[tuple[int, str, str | None, date | None, int]]) -> Waits:
    if not lacking:
        return NOTHING
    owners = sum(not (owner or partner) for _key, owner, partner, _due, _cycle in lacking)
    days = sum(due is None for *_said, due, _cycle in lacking)
    said = [f"{count} without {what}" for count, what in ((owners, "an owner"), (days, "a day"))
            if count]  # fmt: skip
    return Waits(len(lacking), lacking[0][0], ", ".join(said), None, lacking[0][4])


def _duties(reading: Reading) -> tuple[Waits, Waits]:
    lines = statutory_calendar(reading).lines
    pressing = [line for line in lines if line.state.standing in (Standing.OVERDUE, Standing.SOON)]
    undated = [line for line in lines if line.state.standing is Standing.NO_DAY]
    return _of_duties(pressing, [_duty_words(line) for line in pressing]), _of_duties(
        undated, [line.title for line in undated]
    )


def _of_duties(lines: Sequence[DutyLine], words: Sequence[str]) -> Waits:
    if not lines:
        return NOTHING
    return Waits(len(lines), lines[0].id, named(words), lines[0].due_on)


def _duty_words(line: DutyLine) -> str:
    state = line.state.words
    return f"{line.title} ({state[0].lower()}{state[1:]})"


def _voices(reading: Reading) -> Waits:
    """Voices that nobody has answered, the longest waiting first."""
    query = (
        select(VoiceRow.id, VoiceRow.heard_on)
        .where(VoiceRow.did == "")
        .order_by(VoiceRow.heard_on, VoiceRow.id)
    )
    found = reading.rows(query)
    if not found:
        return NOTHING
    key, heard_on = found[0]
    return Waits(len(found), key, f"The first was heard on {day_and_month(heard_on)}")


# Homework


def answers_sent(reading: Reading, agenda: LoadedAgenda) -> tuple[date | None, int, int | None]:
    """The latest day an answer is due, how many answers are late, and the first late question."""
    row = HomeworkRow
    late = case((row.due_on < reading.today, row.id))
    query = select(func.max(row.due_on), func.count(late), func.min(late)).where(
        row.item_id.in_([item.id for item in agenda.items]), row.state == HomeworkState.SENT
    )
    latest, count, first = reading.rows(query)[0]
    return latest, count, first


# Minutes


@dataclass(frozen=True)
class Unfinished:
    """Boards that have met and whose minutes are not confirmed: (id, day, cycle, state)."""

    boards: tuple[tuple[int, date, int, MinutesState | None], ...]

    def are_out(self, card: MeetingCard) -> bool:
        """Whether the minutes of that Board have gone out, as far as anybody recorded it."""
        for key, _day, _cycle, state in self.boards:
            if key == card.id:
                return state is MinutesState.CIRCULATED
        return card.state in (MeetingState.MINUTES_DRAFT, MeetingState.CONFIRMED)

    def next_of(self, card: MeetingCard) -> str:
        """What they want next, as the second line of a step."""
        state = next((state for key, *_rest, state in self.boards if key == card.id), None)
        return _NEXT[state]

    def to_send(self, without: Sequence[int]) -> Waits:
        """Minutes of other Boards that are not out, the latest Board's first."""
        found = [
            one
            for one in self.boards
            if one[3] is not MinutesState.CIRCULATED and one[0] not in without
        ]
        if not found:
            return NOTHING
        key, day, cycle_id, state = found[0]
        return Waits(len(found), key, f"{day_and_month(day)}: {_NEXT[state]}", day, cycle_id)

    def to_confirm(self, board_on: date | None) -> Waits:
        """Minutes that are out and that the Board on that day can confirm."""
        if board_on is None:
            return NOTHING
        found = [
            one for one in self.boards if one[3] is MinutesState.CIRCULATED and one[1] < board_on
        ]
        if not found:
            return NOTHING
        key, day, cycle_id, _state = found[0]
        return Waits(len(found), key, day_and_month(day), board_on, cycle_id)


_NEXT = {
    None: "Draft them from what was recorded.",
    MinutesState.DRAFT: "The chair clears the draft.",
    MinutesState.CLEARED: "They are cleared and can go out.",
    MinutesState.CIRCULATED: "They are with the members.",
    MinutesState.CONFIRMED: "They are confirmed.",
}


def unfinished_minutes(reading: Reading) -> Unfinished:
    """Boards held by today with minutes under way, or with a record and no minutes yet."""
    recorded = exists().where(ItemRecordRow.meeting_id == MeetingRow.id)
    query = (
        select(MeetingRow.id, MeetingRow.held_on, MeetingRow.cycle_id, MinutesRow.state)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .outerjoin(MinutesRow, MinutesRow.meeting_id == MeetingRow.id)
        .where(
            GroupRow.kind == GroupKind.BOARD,
            MeetingRow.held_on <= reading.today,
            MeetingRow.state.not_in((MeetingState.CONFIRMED, MeetingState.IN_PROGRESS)),
            MinutesRow.id.is_not(None) | recorded,
        )
        .order_by(MeetingRow.held_on.desc(), MeetingRow.id.desc())
    )
    return Unfinished(
        tuple((key, day, cycle, state) for key, day, cycle, state in reading.rows(query))
    )
