"""What the screen of a meeting reads: only this meeting's rows, however long the file is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from cspdesk.agenda.loading import priority_names
from cspdesk.agenda.rehearsing import used_from
from cspdesk.agenda.rules import numbers, split_parts
from cspdesk.calendar import date_for, short_date
from cspdesk.meetings.queries import MeetingCard
from cspdesk.meetings.queries import meeting as meeting_card
from cspdesk.meetings.recording_records import (
    AgreedAction,
    ChairNotes,
    CommsLine,
    DecisionLine,
    DeclarationLine,
    HeardLine,
    ItemLine,
    ItemNow,
    MeetingView,
    ParkedLine,
    Residents,
    ToldLine,
)
from cspdesk.meetings.recording_register import register
from cspdesk.meetings.recording_rules import (
    Part,
    Recorded,
    next_open,
    unfinished_from,
)
from cspdesk.phrases import joined, lines_of
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BoardMessageRow,
    BusinessRow,
    CommsDecisionRow,
    ConversationRow,
    DecisionRow,
    DeclarationRow,
    GroupRow,
    HomeworkRow,
    ItemRecordRow,
    MeetingRow,
    OrganisationRow,
    RehearsalRow,
    ReportBackRow,
    VoiceRow,
)
from db.vocabulary import HomeworkState, MessageWay

_NONE = {
    Part.DECISION: "no_decision",
    Part.ACTIONS: "no_actions",
    Part.COMMS: "no_comms",
    Part.MESSAGES: "no_messages",
}


def meeting_view(
    reading: Reading,
    meeting_id: int,
    item_id: int | None = None,
    *,
    known: MeetingView | None = None,
) -> MeetingView | None:
    """The meeting at an item; without one at the item it is at. None when the meeting is gone.

    `known` is the view before, whose register still stands: what is typed changes nobody's seat.
    """
    card = meeting_card(reading, meeting_id)
    if card is None:
        return None
    rows = _items(reading, meeting_id)
    records = _records(reading, meeting_id)
    lines = _lines(reading, meeting_id, rows, records)
    at = (
        item_id if item_id in records or item_id in [row.id for row in rows] else where_it_is(lines)
    )
    row = next((one for one in rows if one.id == at), None)
    declared = _declarations(reading, meeting_id)
    item = None
    if row is not None:
        line = next(one for one in lines if one.id == row.id)
        mine = tuple(one for one in declared if one.item_id == row.id)
        item = _item_now(reading, card, row, line, records.get(row.id), mine)
    return MeetingView(
        meeting=card,
        items=lines,
        item=item,
        register=known.register if known else register(reading, meeting_id),
        today=reading.today,
        declared=declared,
    )


def where_it_is(lines: Sequence[ItemLine]) -> int | None:
    """The item that was turned to last and is open still, else the next one, else the last."""
    opened = [line for line in lines if line.is_open and not line.taken_with]
    if opened:
        return max(opened, key=lambda line: line.turn).id
    ids = [line.id for line in lines]
    following = next_open(ids, [line.id for line in lines if line.closed], None)
    return following if following is not None else (ids[-1] if ids else None)


# Items


def _items(reading: Reading, meeting_id: int) -> list[AgendaItemRow]:
    query = select(AgendaItemRow).where(AgendaItemRow.meeting_id == meeting_id)
    return reading.all(query.order_by(AgendaItemRow.position, AgendaItemRow.id))


def _records(reading: Reading, meeting_id: int) -> dict[int, ItemRecordRow]:
    query = select(ItemRecordRow).where(ItemRecordRow.meeting_id == meeting_id)
    return {row.item_id: row for row in reading.all(query)}


def _lines(
    reading: Reading,
    meeting_id: int,
    rows: Sequence[AgendaItemRow],
    records: dict[int, ItemRecordRow],
) -> tuple[ItemLine, ...]:
    held = _counts(reading, meeting_id, [row.id for row in rows])
    given = numbers([row.number for row in rows], [row.is_sub for row in rows])
    number_of = {row.id: number for row, number in zip(rows, given, strict=True)}
    return tuple(
        _line(row, number_of, records.get(row.id), held.get(row.id, Counter())) for row in rows
    )


def _line(
    row: AgendaItemRow,
    number_of: dict[int, str],
    record: ItemRecordRow | None,
    held: Counter[str],
) -> ItemLine:
    return ItemLine(
        id=row.id,
        number=number_of[row.id],
        title=row.title,
        short_title=row.short_title or row.title,
        type=row.type,
        minutes=row.minutes,
        seconds=record.seconds if record else 0,
        turn=record.turn if record else 0,
        closed=bool(record and record.closed),
        started_at=record.started_at if record else "",
        closed_at=record.closed_at if record else "",
        taken_with=number_of.get(record.taken_with_id or 0, "") if record else "",
        excluded=bool(record and record.excluded_paragraph),
        recorded=_recorded(record, held),
    )


def _recorded(record: ItemRecordRow | None, held: Counter[str]) -> Recorded:
    if record is not None and record.taken_with_id is not None:
        return Recorded(dict.fromkeys(Part, 1))
    none = frozenset(part for part, column in _NONE.items() if record and getattr(record, column))
    return Recorded({part: held[part] for part in Part}, none, held["without lead"])


def _counts(reading: Reading, meeting_id: int, item_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """Entries of each item by part, and comms decisions that nobody leads."""
    held: dict[int, Counter[str]] = defaultdict(Counter)

    def add(what: str, item: Any, *wanted: Any) -> None:
        for key, count in reading.rows(select(item, func.count()).where(*wanted).group_by(item)):
            if key is not None:
                held[key][what] += count

    comms, message = CommsDecisionRow, BoardMessageRow
    add(Part.DECISION, DecisionRow.item_id, DecisionRow.meeting_id == meeting_id)
    add(Part.ACTIONS, ActionRow.item_id, ActionRow.agreed_at_id == meeting_id)
    add(Part.COMMS, comms.item_id, comms.meeting_id == meeting_id)
    nobody = comms.organisation_id.is_(None)
    add("without lead", comms.item_id, comms.meeting_id == meeting_id, nobody)
    out = message.way == MessageWay.OUT
    add(Part.MESSAGES, message.item_id, message.item_id.in_(item_ids), out)
    return held


def _item_now(
    reading: Reading,
    card: MeetingCard,
    row: AgendaItemRow,
    line: ItemLine,
    record: ItemRecordRow | None,
    declared: tuple[DeclarationLine, ...],
) -> ItemNow:
    priorities = priority_names(reading)
    return ItemNow(
        line=line,
        lead=row.lead,
        lead_organisation_id=row.lead_organisation_id,
        priority=priorities.get(row.priority_id or 0, (None, ""))[1],
        purpose=row.purpose,
        sought=lines_of(row.decision_sought),
        split=tuple(part for part in split_parts(row.time_split) if part.minutes),
        rehearsed=_rehearsed(reading, card, row.id),
        homework=_homework(reading, row.id),
        residents=_residents(reading, row),
        notes=ChairNotes(row.steer, row.sidetrack, lines_of(row.speakers)),
        discussion=record.discussion if record else "",
        unfinished=unfinished_from(record.unfinished if record else ""),
        decisions=_decisions(reading, row.id),
        actions=_actions(reading, row),
        comms=_comms(reading, row.id),
        messages=_messages(reading, row.id),
        parked=_parked(reading, row.id),
        declarations=declared,
        excluded_paragraph=record.excluded_paragraph if record else "",
        excluded_reason=record.excluded_reason if record else "",
    )


def _rehearsed(reading: Reading, card: MeetingCard, item_id: int) -> str:
    """ "As planned by the Executive on 2 Feb"; "As rehearsed" once the clock was run."""
    run = reading.one(select(RehearsalRow).where(RehearsalRow.meeting_id == card.id))
    ran = run is not None and bool(used_from(run.used).get(item_id))
    day = run.rehearsed_on if run is not None and ran else card.executive_on
    words = short_date(day).partition(" ")[2]
    return f"As {'rehearsed' if ran else 'planned'} by the Executive on {words}"


def _homework(reading: Reading, item_id: int) -> tuple[HeardLine, ...]:
    query = (
        select(HomeworkRow, OrganisationRow.short_name)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .where(HomeworkRow.item_id == item_id, HomeworkRow.state != HomeworkState.DRAFT)
        .order_by(OrganisationRow.position, HomeworkRow.id)
    )
    return tuple(
        HeardLine(row.id, name, row.question, row.answer, row.heard)
        for row, name in reading.rows(query)
    )


def _residents(reading: Reading, row: AgendaItemRow) -> tuple[Residents, ...]:
    """Voices kept for the item, else what the agenda says was heard."""
    voices = select(VoiceRow).where(VoiceRow.item_id == row.id).order_by(VoiceRow.id)
    held = select(ConversationRow, OrganisationRow.short_name).outerjoin(
        OrganisationRow, ConversationRow.organisation_id == OrganisationRow.id
    )
    held = held.where(ConversationRow.item_id == row.id, ConversationRow.held_on.is_not(None))
    said = [Residents(voice.said, _by_whom(voice)) for voice in reading.all(voices)]
    conversations = reading.rows(held.order_by(ConversationRow.id))
    if said and conversations:
        said[-1] = Residents(said[-1].said, said[-1].source or _conversed(conversations))
    if not said:
        said = [
            Residents(one.heard, _conversed([(one, name)]))
            for one, name in conversations
            if one.heard
        ]
    return tuple(said) or _as_heard(row.community_heard)


def _by_whom(voice: VoiceRow) -> str:
    return ", ".join(part for part in (voice.by_whom, voice.place) if part)


def _conversed(conversations: Sequence[tuple[ConversationRow, str | None]]) -> str:
    """ "From four conversations with 52 residents, held by Bridge Renewal Trust"."""
    people = sum(one.people or 0 for one, _name in conversations)
    partners = joined(list(dict.fromkeys(name for _one, name in conversations if name)))
    said = f"From {counted(len(conversations), 'conversation')}"
    said += f" with {counted(people, 'resident')}" if people else ""
    return f"{said}, held by {partners}" if partners else said


def _as_heard(text: str) -> tuple[Residents, ...]:
    """A field of the agenda: lines in “ ” are residents' own words, the line before says whose."""
    found, before = [], ""
    for line in lines_of(text):
        if line.startswith("“"):
            found.append(Residents(line, before))
        else:
            before = line
    return tuple(found) or ((Residents(before, ""),) if before else ())


# What is recorded


def _decisions(reading: Reading, item_id: int) -> tuple[DecisionLine, ...]:
    asked: dict[int, list[int]] = defaultdict(list)
    bodies = select(ReportBackRow.decision_id, ReportBackRow.governance_body_id)
    for key, body in reading.rows(bodies.where(ReportBackRow.item_id == item_id)):
        asked[key].append(body)
    query = select(DecisionRow).where(DecisionRow.item_id == item_id)
    return tuple(
        DecisionLine(
            id=row.id,
            version=row.version,
            kind=row.kind,
            text=row.text,
            bodies=tuple(asked.get(row.id, ())),
            at=_local_time(row.updated_at),
        )
        for row in reading.all(query.order_by(DecisionRow.position, DecisionRow.id))
    )


def _local_time(stamp: datetime) -> str:
    return f"{stamp.replace(tzinfo=UTC).astimezone():%H:%M}"


def _actions(reading: Reading, item: AgendaItemRow) -> tuple[AgreedAction, ...]:
    query = (
        select(ActionRow, OrganisationRow.short_name, MeetingRow.held_on)
        .join(OrganisationRow, ActionRow.organisation_id == OrganisationRow.id)
        .outerjoin(MeetingRow, ActionRow.due_meeting_id == MeetingRow.id)
        .where(ActionRow.item_id == item.id, ActionRow.agreed_at_id == item.meeting_id)
        .order_by(ActionRow.id)
    )
    return tuple(
        AgreedAction(
            id=row.id,
            version=row.version,
            ref=row.ref,
            text=row.text,
            organisation_id=row.organisation_id,
            organisation=name,
            lead=row.lead,
            due_on=row.due_on,
            due_meeting_id=row.due_meeting_id,
            due=_due(row, board_on, reading),
        )
        for row, name, board_on in reading.rows(query)
    )


def _due(row: ActionRow, board_on: Any, reading: Reading) -> str:
    day = row.due_on or board_on
    return date_for(day, reading.today).partition(" ")[2] if day else "No date"


def _comms(reading: Reading, item_id: int) -> tuple[CommsLine, ...]:
    query = (
        select(CommsDecisionRow, OrganisationRow.short_name)
        .outerjoin(OrganisationRow, CommsDecisionRow.organisation_id == OrganisationRow.id)
        .where(CommsDecisionRow.item_id == item_id)
        .order_by(CommsDecisionRow.id)
    )
    return tuple(
        CommsLine(
            id=row.id,
            version=row.version,
            message=row.message,
            audience=row.audience,
            channels=lines_of(row.channels),
            ward_panels=row.ward_panels,
            organisation_id=row.organisation_id,
            organisation=name or "",
            due_on=row.due_on,
        )
        for row, name in reading.rows(query)
    )


def _messages(reading: Reading, item_id: int) -> tuple[ToldLine, ...]:
    query = (
        select(BoardMessageRow, GroupRow.name)
        .join(GroupRow, BoardMessageRow.group_id == GroupRow.id)
        .where(BoardMessageRow.item_id == item_id, BoardMessageRow.way == MessageWay.OUT)
        .order_by(BoardMessageRow.id)
    )
    return tuple(ToldLine(row.id, row.version, name, row.text) for row, name in reading.rows(query))


def _parked(reading: Reading, item_id: int) -> tuple[ParkedLine, ...]:
    query = select(BusinessRow).where(BusinessRow.parked_at_id == item_id).order_by(BusinessRow.id)
    return tuple(
        ParkedLine(row.id, row.version, row.title, row.verdict is not None)
        for row in reading.all(query)
    )


def _declarations(reading: Reading, meeting_id: int) -> tuple[DeclarationLine, ...]:
    query = (
        select(DeclarationRow, OrganisationRow.short_name)
        .outerjoin(OrganisationRow, DeclarationRow.organisation_id == OrganisationRow.id)
        .where(DeclarationRow.meeting_id == meeting_id)
        .order_by(DeclarationRow.id)
    )
    return tuple(
        DeclarationLine(
            id=row.id,
            version=row.version,
            item_id=row.item_id,
            organisation_id=row.organisation_id,
            who=", ".join(part for part in (row.name, name) if part),
            name=row.name,
            interest=row.interest,
            left_room=row.left_room,
        )
        for row, name in reading.rows(query)
    )
