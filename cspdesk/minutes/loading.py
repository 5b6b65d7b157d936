"""Reads from the file what minutes are drafted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import select

from cspdesk.actions.rules import ref_order
from cspdesk.agenda.rules import numbers
from cspdesk.calendar import plain_date
from cspdesk.meetings.recording_rules import was_recorded
from cspdesk.minutes.draft import (
    Agreed,
    Came,
    Declared,
    Facts,
    ItemFacts,
    Publish,
    Told,
    moved,
)
from cspdesk.minutes.rules import OTHER
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    AttendanceRow,
    BoardMessageRow,
    CommsDecisionRow,
    DecisionRow,
    DeclarationRow,
    GovernanceBodyRow,
    GroupRow,
    HomeworkRow,
    ItemRecordRow,
    MatterArisingRow,
    MeetingRow,
    MinuteRow,
    OrganisationRow,
    ReportBackRow,
    SeatRow,
)
from db.vocabulary import ActionState, MessageState, MessageWay, Presence

_WELCOME = "welcome"  # the standing item under which the minutes before are confirmed

ByItem = Mapping[int | None, list[Any]]


def load_facts(reading: Reading, meeting: MeetingRow) -> Facts:
    """What was recorded of a meeting, in the order of its agenda."""
    records = {
        row.item_id: row
        for row in reading.all(select(ItemRecordRow).filter_by(meeting_id=meeting.id))
    }
    came, guests = _attendance(reading, meeting)
    began, ended = _clock(records.values())
    items = _items(reading, meeting, records)
    named = {item.id: item.number for item in items}
    return Facts(
        venue=", ".join(part.strip() for part in meeting.venue.split(",")[:2] if part.strip()),
        starts_at=began or meeting.starts_at,
        ends_at=ended,
        came=came,
        guests=guests,
        declarations=_declarations(reading, meeting, named),
        matters=_matters(reading, meeting),
        items=items,
    )


def _clock(records: Iterable[ItemRecordRow]) -> tuple[str, str]:
    """When the first item was opened and the last one closed; "" for what no clock recorded."""
    rows = list(records)
    began = min((row.started_at for row in rows if row.started_at), default="")
    ended = max((row.closed_at for row in rows), default="")
    # A meeting written up within a minute has no end that tells anything.
    return began, ended if began < ended else ""


# -- who was there ----------------------------------------------------------------------------


def _attendance(reading: Reading, meeting: MeetingRow) -> tuple[tuple[Came, ...], tuple[Came, ...]]:
    """Seats in their order, and the guests."""
    query = (
        select(AttendanceRow, OrganisationRow.name)
        .outerjoin(OrganisationRow, AttendanceRow.organisation_id == OrganisationRow.id)
        .where(AttendanceRow.meeting_id == meeting.id)
        .order_by(AttendanceRow.id)
    )
    rows = reading.rows(query)
    by_seat = {row.seat_id: row for row, _name in rows if row.seat_id is not None}
    seats = (
        select(SeatRow, OrganisationRow.name)
        .outerjoin(OrganisationRow, SeatRow.organisation_id == OrganisationRow.id)
        .where(SeatRow.group_id == meeting.group_id)
        .order_by(SeatRow.position, SeatRow.id)
    )
    filled = reading.rows(seats)
    came = tuple(_came(seat, name or "", by_seat.get(seat.id)) for seat, name in filled)
    guests = tuple(_guest(row, name or "") for row, name in rows if row.seat_id is None)
    return came, guests


def _came(seat: SeatRow, organisation: str, row: AttendanceRow | None) -> Came:
    return Came(
        organisation=organisation,
        role=seat.role,
        presence=row.presence if row else None,
        name=row.name if row else "",
        title=row.title if row else "",
        substitute=row.substitute if row else "",
        arrived_at=row.arrived_at if row else "",
        left_at=row.left_at if row else "",
        key_partner=seat.key_partner,
        co_chair=seat.co_chair,
        vacant=seat.vacant and row is None,
    )


def _guest(row: AttendanceRow, organisation: str) -> Came:
    # Whoever holds no seat attends; a substitute without one speaks for nobody's.
    there = row.presence.is_there or row.presence is Presence.IN_ATTENDANCE
    return Came(
        organisation=organisation,
        role=row.title,
        presence=Presence.IN_ATTENDANCE if there else row.presence,
        name=row.name or row.substitute,
        title=row.title,
        arrived_at=row.arrived_at,
        left_at=row.left_at,
    )


def _declarations(
    reading: Reading, meeting: MeetingRow, items: Mapping[int | None, str]
) -> tuple[Declared, ...]:
    query = (
        select(DeclarationRow, OrganisationRow.short_name)
        .outerjoin(OrganisationRow, DeclarationRow.organisation_id == OrganisationRow.id)
        .where(DeclarationRow.meeting_id == meeting.id)
        .order_by(DeclarationRow.id)
    )
    return tuple(
        Declared(_whose(row.name, name), row.interest, items.get(row.item_id, ""), row.left_room)
        for row, name in reading.rows(query)
    )


def _whose(name: str, organisation: str | None) -> str:
    if name and organisation:
        return f"{name} ({organisation})"
    return name or organisation or ""


def _matters(reading: Reading, meeting: MeetingRow) -> tuple[str, ...]:
    """ "Minute 34, Action log: …", in the order in which they were taken."""
    query = (
        select(MatterArisingRow.text, MinuteRow.number, MinuteRow.heading)
        .join(MinuteRow, MatterArisingRow.minute_id == MinuteRow.id)
        .where(MatterArisingRow.meeting_id == meeting.id, MatterArisingRow.text != "")
        .order_by(MatterArisingRow.position, MatterArisingRow.id)
    )
    return tuple(
        f"Minute {number}, {heading}: {' '.join(text.split())}"
        for text, number, heading in reading.rows(query)
    )


# -- items ------------------------------------------------------------------------------------


def _items(
    reading: Reading, meeting: MeetingRow, records: Mapping[int, ItemRecordRow]
) -> tuple[ItemFacts, ...]:
    query = select(AgendaItemRow).filter_by(meeting_id=meeting.id)
    rows = reading.all(query.order_by(AgendaItemRow.position, AgendaItemRow.id))
    given = numbers([row.number for row in rows], [row.is_sub for row in rows])
    number = {row.id: one for row, one in zip(rows, given, strict=True)}
    found = _found(reading, meeting)
    after = _after(rows, records, number)
    items = [
        _item(row, number, after[row.id], records.get(row.id), {k: v[row.id] for k, v in found})
        for row in rows
    ]
    told: dict[str, Any] = {name: tuple(values[None]) for name, values in found}
    outside = ItemFacts(None, "", OTHER, **told)
    if outside.decisions or outside.actions or outside.comms:
        items.append(outside)
    return tuple(items)


def _item(
    row: AgendaItemRow,
    number: Mapping[int, str],
    after: str,
    record: ItemRecordRow | None,
    found: dict[str, list[Any]],
) -> ItemFacts:
    told: dict[str, Any] = {name: tuple(values) for name, values in found.items()}
    together = number.get(record.taken_with_id or 0, "") if record else ""
    return ItemFacts(
        row.id,
        number[row.id],
        row.title,
        discussion=record.discussion if record else "",
        after=after,
        together=together,
        paragraph=record.excluded_paragraph if record else "",
        reason=record.excluded_reason if record else "",
        takes_matters=row.standing_key == _WELCOME,
        **told,
    )


def _after(
    rows: Sequence[AgendaItemRow], records: Mapping[int, ItemRecordRow], number: Mapping[int, str]
) -> dict[int, str]:
    """For the items that were moved: the number of the item taken before."""
    turns = [records[row.id].turn if row.id in records else 0 for row in rows]
    order = sorted((turn, row.id) for turn, row in zip(turns, rows, strict=True) if turn)
    before = {key: number[past] for (_t, past), (_u, key) in pairwise(order)}
    return {
        row.id: before.get(row.id, "") if was_moved else ""
        for row, was_moved in zip(rows, moved(turns), strict=True)
    }


def _found(reading: Reading, meeting: MeetingRow) -> list[tuple[str, ByItem]]:
    """What hangs on the items, by the name it has in ItemFacts."""
    readers = {
        "decisions": _decisions,
        "actions": _actions,
        "comms": _comms,
        "messages": _messages,
        "bodies": _bodies,
        "heard": _heard,
    }
    return [(name, _by_item(read(reading, meeting))) for name, read in readers.items()]


def _by_item(pairs: Iterable[tuple[int | None, Any]]) -> ByItem:
    found: dict[int | None, list[Any]] = defaultdict(list)
    for key, value in pairs:
        if value not in found[key]:
            found[key].append(value)
    return found


Pairs = Iterable[tuple[int | None, Any]]


def _decisions(reading: Reading, meeting: MeetingRow) -> Pairs:
    query = select(DecisionRow).filter_by(meeting_id=meeting.id)
    rows = reading.all(query.order_by(DecisionRow.position, DecisionRow.id))
    return [(row.item_id, (row.kind, row.text)) for row in rows]


def _actions(reading: Reading, meeting: MeetingRow) -> Pairs:
    """As they were agreed: a date that moved since shows the first one."""
    query = (
        select(ActionRow, OrganisationRow.short_name, MeetingRow.held_on)
        .join(OrganisationRow, ActionRow.organisation_id == OrganisationRow.id)
        .outerjoin(MeetingRow, ActionRow.due_meeting_id == MeetingRow.id)
        .where(ActionRow.agreed_at_id == meeting.id, ActionRow.state != ActionState.DUPLICATE)
        .order_by(ActionRow.id)
    )
    found = reading.rows(query)
    first = _first_due(reading, [row.id for row, *_rest in found])
    for row, name, board in sorted(found, key=lambda one: ref_order(one[0].ref)):
        owner = f"{name} ({row.lead})" if row.lead else name
        due = first.get(row.id) or row.due_on
        words = plain_date(due) if due else f"the Board of {plain_date(board)}" if board else ""
        yield row.item_id, Agreed(row.ref, owner, row.text, words)


def _first_due(reading: Reading, keys: Sequence[int]) -> dict[int, date]:
    query = select(ActionUpdateRow.action_id, ActionUpdateRow.due_was).where(
        ActionUpdateRow.action_id.in_(keys), ActionUpdateRow.due_was.is_not(None)
    )
    latest_first = (ActionUpdateRow.made_on.desc(), ActionUpdateRow.id.desc())
    return {key: due for key, due in reading.rows(query.order_by(*latest_first)) if due}


def _comms(reading: Reading, meeting: MeetingRow) -> Pairs:
    query = (
        select(CommsDecisionRow, OrganisationRow.short_name)
        .outerjoin(OrganisationRow, CommsDecisionRow.organisation_id == OrganisationRow.id)
        .where(CommsDecisionRow.meeting_id == meeting.id)
        .order_by(CommsDecisionRow.id)
    )
    for row, name in reading.rows(query):
        yield (
            row.item_id,
            Publish(
                row.message,
                row.audience,
                row.channels,
                row.ward_panels,
                ", ".join(part for part in (name, row.owner) if part),
                plain_date(row.due_on) if row.due_on else "",
            ),
        )


def _messages(reading: Reading, meeting: MeetingRow) -> Pairs:
    """What was passed on or recorded at the meeting; what was only planned for it is no minute."""
    query = (
        select(BoardMessageRow, GroupRow.name)
        .join(GroupRow, BoardMessageRow.group_id == GroupRow.id)
        .join(AgendaItemRow, BoardMessageRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting.id, BoardMessageRow.way == MessageWay.OUT)
        .order_by(BoardMessageRow.id)
    )
    for row, board in reading.rows(query):
        passed = row.state is not MessageState.TO_PASS
        if passed or was_recorded(row.source):
            yield row.item_id, Told(board, row.text, passed)


def _bodies(reading: Reading, meeting: MeetingRow) -> Pairs:
    query = (
        select(ReportBackRow.item_id, OrganisationRow.short_name, GovernanceBodyRow.name)
        .join(GovernanceBodyRow, ReportBackRow.governance_body_id == GovernanceBodyRow.id)
        .join(OrganisationRow, GovernanceBodyRow.organisation_id == OrganisationRow.id)
        .where(ReportBackRow.meeting_id == meeting.id)
        .order_by(ReportBackRow.id)
    )
    return ((item_id, f"{owner}’s {name}") for item_id, owner, name in reading.rows(query))


def _heard(reading: Reading, meeting: MeetingRow) -> Pairs:
    query = (
        select(HomeworkRow.item_id, OrganisationRow.short_name)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .where(AgendaItemRow.meeting_id == meeting.id, HomeworkRow.heard.is_(True))
        .order_by(OrganisationRow.position, HomeworkRow.id)
    )
    return ((item_id, name) for item_id, name in reading.rows(query))
