"""Gathers what the drafted messages to the sources say."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from cspdesk.agenda.business_drafts import Asking, Decided, question, reply
from cspdesk.agenda.business_items import item_numbers
from cspdesk.meetings.queries import cycle_strip
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership
from db.tables import (
    AgendaItemRow,
    BusinessRow,
    CycleRow,
    GroupRow,
    MeetingRow,
    OrganisationRow,
)
from db.vocabulary import BusinessSource, RequestKind


def reply_of(reading: Reading, row: BusinessRow, ways: Sequence[tuple[str, str]]) -> str:
    """The reply to the source; "" before a verdict."""
    if row.verdict is None or row.decided_on is None:
        return ""
    session = reading.session
    item = session.get(AgendaItemRow, row.item_id) if row.item_id else None
    later = session.get(MeetingRow, row.deferred_to_id) if row.deferred_to_id else None
    # An item that was carried forward is at another Board than that of its business.
    board = session.get(MeetingRow, item.meeting_id) if item else None
    cycle = session.get(CycleRow, row.cycle_id)
    assert cycle is not None
    return reply(
        Decided(
            title=row.title,
            to=_source(reading, row),
            verdict=row.verdict,
            reason=row.reason,
            decided_on=row.decided_on,
            board_on=board.held_on if board else cycle.board_on,
            item=f"item {item_numbers(reading, [item.id])[item.id]}, {item.title}" if item else "",
            deferred_to=later.held_on if later else None,
            ways=tuple(ways),
            sender=sender(reading),
        )
    )


def _source(reading: Reading, row: BusinessRow) -> str:
    if row.source is BusinessSource.PMG:
        return "Performance Management Group"
    group = reading.session.get(GroupRow, row.group_id) if row.group_id else None
    organisation = (
        reading.session.get(OrganisationRow, row.organisation_id) if row.organisation_id else None
    )
    named = group or organisation
    words = [named.name if named else "", row.raised_by]
    return ", ".join(word for word in words if word) or row.source.label


def sender(reading: Reading) -> str:
    """Who writes: the secretariat with its address, a line each."""
    card = partnership(reading)
    return "\n".join(line for line in (card.secretariat, card.contact) if line)


def question_to(
    reading: Reading, cycle_id: int, group_ids: Sequence[int], kind: RequestKind, reminder: bool
) -> str:
    """The message that asks these groups, or reminds them; "" when the cycle is gone."""
    strip = cycle_strip(reading, cycle_id)
    if strip is None:
        return ""
    names = select(GroupRow.name).where(GroupRow.id.in_(group_ids)).order_by(GroupRow.position)
    dates = strip.cycle.dates
    return question(
        Asking(
            to=[name for (name,) in reading.rows(names)],
            kind=kind,
            executive_on=dates.executive_on,
            board_on=dates.board_on,
            today=reading.today,
            focus=strip.cycle.focus,
            sender=sender(reading),
        ),
        reminder=reminder,
    )
