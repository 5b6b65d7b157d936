"""The sample's minutes: what was said and decided at the Boards that were held, and their steps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from cspdesk.minutes.commands import DraftMinutes, draft_minutes
from cspdesk.presets.records import Loader, Record
from db.tables import (
    ActionRow,
    AgendaItemRow,
    BoardMessageRow,
    CommsDecisionRow,
    DecisionRow,
    ItemRecordRow,
    MeetingRow,
    MinutesRow,
)
from db.vocabulary import DecisionKind, MeetingState, MessageWay, MinutesState


def load_minutes(loader: Loader, data: dict[str, Any]) -> None:
    """Load minutes.toml: for each meeting its items' discussion and decisions, then the steps.

    Everything else that minutes are drafted from must be there already.
    """
    for record in data["minutes"]:
        meeting = loader.work.get(
            MeetingRow, loader.find(MeetingRow.__tablename__, record["meeting"])
        )
        _items(loader, meeting, record)
        draft_minutes(DraftMinutes(meeting.id), loader.work)
        _steps(loader, meeting, record)


def _items(loader: Loader, meeting: MeetingRow, record: Record) -> None:
    work = loader.work
    query = select(AgendaItemRow).filter_by(meeting_id=meeting.id)
    items = work.all(query.order_by(AgendaItemRow.position))
    said = {one["number"]: one for one in record["item"]}
    # comms.toml says already which items need no message; what nobody asked stays unasked, and
    # an item closes only when it is.
    there = {row.item_id: row for row in work.all(select(ItemRecordRow))}
    for turn, item in enumerate(items, 1):
        told = said[item.number]
        decisions = _decisions(meeting, item, told)
        work.insert_rows(DecisionRow, decisions)
        row = there.get(item.id) or ItemRecordRow(meeting_id=meeting.id, item_id=item.id)
        row.turn = turn  # nobody held a clock then: times stay missing
        row.discussion, row.no_decision = told.get("discussion", ""), not decisions
        _say_none(loader, item, row)
        work.session.add(row)
    work.session.flush()


def _decisions(meeting: MeetingRow, item: AgendaItemRow, told: Record) -> Sequence[dict[str, Any]]:
    found = [(kind, text.rstrip(".")) for kind in DecisionKind for text in told.get(kind.value, ())]
    return [
        {
            "meeting_id": meeting.id,
            "item_id": item.id,
            "position": position,
            "kind": kind,
            "text": text,
        }
        for position, (kind, text) in enumerate(found, 1)
    ]


def _say_none(loader: Loader, item: AgendaItemRow, row: ItemRecordRow) -> None:
    """Note what the item had none of, and whether it closed so."""
    out = select(BoardMessageRow.id).filter_by(item_id=item.id, way=MessageWay.OUT)
    actions = select(ActionRow.id).filter_by(item_id=item.id)
    comms = select(CommsDecisionRow.id).filter_by(item_id=item.id)
    scalar = loader.work.session.scalar
    row.no_actions = scalar(actions.limit(1)) is None
    row.closed = bool(row.no_comms) or scalar(comms.limit(1)) is not None
    row.no_messages = scalar(out.limit(1)) is None


def _steps(loader: Loader, meeting: MeetingRow, record: Record) -> None:
    """How far the minutes are: all cleared and circulated, those of the year's start confirmed."""
    work = loader.work
    row = work.session.scalars(select(MinutesRow).filter_by(meeting_id=meeting.id)).one()
    row.drafted_on = row.cleared_on = record["cleared_on"]
    row.cleared_by, row.circulated_on = record["cleared_by"], record["circulated_on"]
    row.state = MinutesState.CIRCULATED
    if "confirmed_at" in record:
        at = work.get(MeetingRow, loader.find(MeetingRow.__tablename__, record["confirmed_at"]))
        row.state, row.confirmed_at_id, row.confirmed_on = (
            MinutesState.CONFIRMED, at.id, at.held_on,
        )  # fmt: skip
        row.corrections = record.get("corrections", "")
        meeting.state = MeetingState.CONFIRMED
    work.session.flush()
