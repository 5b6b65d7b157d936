"""Examples of the commands of a meeting under way."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.meetings.recording_commands import (
    CloseItem,
    EndMeeting,
    ExcludePublic,
    GoOnWithMeeting,
    KeepTime,
    KeepUnfinished,
    MarkHeard,
    OpenItem,
    ParkTopic,
    RecordDiscussion,
    ReopenItem,
    SayNone,
    StartMeeting,
    TakeTogether,
)
from cspdesk.meetings.recording_decision_commands import (
    AddDecision,
    EditDecision,
    RemoveDecision,
    TakeToBodies,
)
from cspdesk.meetings.recording_people_commands import (
    AddGuest,
    DeclareInterest,
    EditDeclaration,
    RemoveDeclaration,
    RemoveGuest,
    RestPresent,
    SetAttendance,
)
from cspdesk.meetings.recording_rules import Part
from db.tables import (
    AgendaItemRow,
    AttendanceRow,
    DecisionRow,
    DeclarationRow,
    GovernanceBodyRow,
    HomeworkRow,
    ItemRecordRow,
    MeetingRow,
    SeatRow,
)
from db.vocabulary import DecisionKind, MeetingState, Presence


def under_way(desk: Desk) -> MeetingRow:
    """The meeting that is being recorded; one with an agenda begins where there is none."""
    try:
        return first(desk, MeetingRow, state=MeetingState.IN_PROGRESS)
    except IndexError:
        meeting = _to_come(desk)
        desk.run(StartMeeting(meeting.id, meeting.version))
        return first(desk, MeetingRow, id=meeting.id)


def _to_come(desk: Desk) -> MeetingRow:
    for state in (MeetingState.PLANNING, MeetingState.LOCKED, MeetingState.ISSUED):
        try:
            meeting = first(desk, MeetingRow, state=state)
            first(desk, AgendaItemRow, meeting_id=meeting.id)
        except IndexError:
            continue
        return meeting
    raise IndexError("no meeting to come has an agenda")


def an_item(desk: Desk, place: int = 1) -> AgendaItemRow:
    return first(desk, AgendaItemRow, meeting_id=under_way(desk).id, position=place)


def _start(desk: Desk) -> StartMeeting:
    meeting = _to_come(desk)
    return StartMeeting(meeting.id, meeting.version)


def _end(desk: Desk) -> EndMeeting:
    meeting = under_way(desk)
    return EndMeeting(meeting.id, meeting.version, leave_open=True)


def _go_on(desk: Desk) -> GoOnWithMeeting:
    desk.run(_end(desk))
    meeting = first(desk, MeetingRow, state=MeetingState.MINUTES_DRAFT)
    return GoOnWithMeeting(meeting.id, meeting.version)


def _closable(desk: Desk, place: int) -> AgendaItemRow:
    item = an_item(desk, place)
    desk.run(SayNone(item.id, tuple(Part)))
    return item


def _close(desk: Desk) -> CloseItem:
    return CloseItem(_closable(desk, 7).id, seconds=300, next_item_id=an_item(desk, 8).id)


def _reopen(desk: Desk) -> ReopenItem:
    item = _closable(desk, 6)
    desk.run(CloseItem(item.id))
    return ReopenItem(item.id)


def _leave(desk: Desk) -> OpenItem:
    return OpenItem(an_item(desk, 3).id, leaving_id=an_item(desk, 2).id, seconds=95)


def _heard(desk: Desk) -> MarkHeard:
    """Item 4 of the sample’s coming Board has homework."""
    return MarkHeard(first(desk, HomeworkRow, item_id=an_item(desk, 4).id, heard=False).id)


def _decided(desk: Desk) -> DecisionRow:
    text = "Three indicators, an owner for each."
    done = desk.run(AddDecision(an_item(desk, 4).id, DecisionKind.AGREED, text))
    return first(desk, DecisionRow, id=done.created)


def _edit_decision(desk: Desk) -> EditDecision:
    row = _decided(desk)
    return EditDecision(row.id, row.version, kind=DecisionKind.RESOLVED)


def _remove_decision(desk: Desk) -> RemoveDecision:
    row = _decided(desk)
    return RemoveDecision(row.id, row.version)


def _take_to_bodies(desk: Desk) -> TakeToBodies:
    row, body = _decided(desk), first(desk, GovernanceBodyRow)
    return TakeToBodies(row.id, row.version, (body.id, body.id + 1))


def _seat(desk: Desk) -> SeatRow:
    return first(desk, SeatRow, group_id=under_way(desk).group_id, key_partner=True)


def _substitute(desk: Desk) -> SetAttendance:
    meeting, seat = under_way(desk), _seat(desk)
    return SetAttendance(meeting.id, seat.id, Presence.SUBSTITUTE, "Deputy Cabinet Member")


def _guest(desk: Desk) -> AddGuest:
    return AddGuest(under_way(desk).id, "Chair of the Youth Council")


def _remove_guest(desk: Desk) -> RemoveGuest:
    added = desk.run(_guest(desk))
    row = first(desk, AttendanceRow, id=added.created)
    return RemoveGuest(row.id, row.version)


def _declare(desk: Desk) -> DeclareInterest:
    item = an_item(desk, 5)
    interest = "Trustee of the Bridge Renewal Trust"
    return DeclareInterest(item.meeting_id, interest, item.id, name="Cabinet Member")


def _declared(desk: Desk) -> DeclarationRow:
    return first(desk, DeclarationRow, id=desk.run(_declare(desk)).created)


def _edit_declaration(desk: Desk) -> EditDeclaration:
    row = _declared(desk)
    return EditDeclaration(row.id, row.version, left_room=True)


def _remove_declaration(desk: Desk) -> RemoveDeclaration:
    row = _declared(desk)
    return RemoveDeclaration(row.id, row.version)


def _together(desk: Desk) -> TakeTogether:
    return TakeTogether(an_item(desk, 5).id, an_item(desk, 4).id)


def _unfinished(desk: Desk) -> KeepUnfinished:
    return KeepUnfinished(an_item(desk).id, "action", "Baseline for the thr")


def _exclude(desk: Desk) -> ExcludePublic:
    return ExcludePublic(an_item(desk, 3).id, "7", "Names of streets under operation")


def _some_seconds(desk: Desk) -> KeepTime:
    item = an_item(desk)
    try:
        had = first(desk, ItemRecordRow, item_id=item.id).seconds
    except IndexError:
        had = 0
    return KeepTime(item.id, had + 61)


EXAMPLES: dict[type[Command], Example] = {
    StartMeeting: _start,
    EndMeeting: _end,
    GoOnWithMeeting: _go_on,
    OpenItem: _leave,
    KeepTime: _some_seconds,
    CloseItem: _close,
    ReopenItem: _reopen,
    TakeTogether: _together,
    RecordDiscussion: lambda desk: RecordDiscussion(an_item(desk).id, "Members spoke of moped."),
    KeepUnfinished: _unfinished,
    SayNone: lambda desk: SayNone(an_item(desk, 2).id, (Part.DECISION, Part.MESSAGES)),
    ExcludePublic: _exclude,
    MarkHeard: _heard,
    ParkTopic: lambda desk: ParkTopic(an_item(desk).id, "Stop and search figures"),
    AddDecision: lambda desk: AddDecision(an_item(desk).id, DecisionKind.NOTED, "The figures."),
    EditDecision: _edit_decision,
    RemoveDecision: _remove_decision,
    TakeToBodies: _take_to_bodies,
    SetAttendance: _substitute,
    RestPresent: lambda desk: RestPresent(under_way(desk).id),
    AddGuest: _guest,
    RemoveGuest: _remove_guest,
    DeclareInterest: _declare,
    EditDeclaration: _edit_declaration,
    RemoveDeclaration: _remove_declaration,
}
