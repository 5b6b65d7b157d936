"""The minutes of each Board, one Board's minutes whole, and what is arising from old ones."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from cspdesk.actions.lines import lines_where
from cspdesk.actions.records import ActionLine
from cspdesk.actions.rules import ref_order
from cspdesk.calendar import short_date
from cspdesk.meetings.queries import MeetingCard, board_after, board_before, board_meetings
from cspdesk.meetings.queries import meeting as meeting_card
from cspdesk.minutes.draft import Drafted, drafted
from cspdesk.minutes.loading import load_facts
from cspdesk.minutes.records import (
    Matter,
    MatterAction,
    MinuteCard,
    MinutesCard,
    MinutesLine,
)
from cspdesk.minutes.rules import (
    PER_MEETING,
    stopped,
    why_not_drafted,
    why_not_editable,
    why_not_sent,
)
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    MatterArisingRow,
    MeetingRow,
    MinuteRow,
    MinutesRow,
    PartnershipRow,
)
from db.vocabulary import MeetingState, MinutesState


def minutes_list(reading: Reading) -> tuple[MinutesLine, ...]:
    """Every Board that has met, was ended or has minutes, the last one first."""
    held = {row.meeting_id: row for row in reading.all(select(MinutesRow))}
    boards = [
        card
        for card in reversed(board_meetings(reading))
        if card.held_on <= reading.today
        or card.id in held
        or card.state in (MeetingState.IN_PROGRESS, MeetingState.MINUTES_DRAFT)
    ]
    return tuple(_line(reading, card, held.get(card.id)) for card in boards)


def _line(reading: Reading, card: MeetingCard, row: MinutesRow | None) -> MinutesLine:
    refusal = why_not_drafted(card.state, card.held_on, reading.today) if row is None else ""
    standing = (None, "Not begun", "") if refusal else _standing(row)
    return MinutesLine(card.id, card.held_on, *standing, refusal)


def _standing(row: MinutesRow | None) -> tuple[MinutesState | None, str, str]:
    """State, how it stands, and what comes next."""
    if row is None:
        return None, "Not drafted", "Draft them"
    if row.state is MinutesState.DRAFT:
        return row.state, f"Draft, {short_date(row.drafted_on)}", "To the chair"
    if row.state is MinutesState.CLEARED and row.cleared_on:
        return row.state, f"Cleared {short_date(row.cleared_on)}", "Circulate"
    if row.state is MinutesState.CIRCULATED and row.circulated_on:
        return row.state, f"Circulated {short_date(row.circulated_on)}", "Confirm at the Board"
    day = short_date(row.confirmed_on) if row.confirmed_on else ""
    return row.state, f"Confirmed {day}".strip(), ""


def minutes_of(reading: Reading, meeting_id: int) -> MinutesCard | None:
    """The minutes of a meeting; None while they are not drafted, or the meeting is gone."""
    row = reading.one(select(MinutesRow).filter_by(meeting_id=meeting_id))
    held = meeting_card(reading, meeting_id)
    if row is None or held is None:
        return None
    following = board_after(reading, held.held_on)
    style = _numbering(reading)
    earlier = board_before(reading, held.held_on) if style != PER_MEETING else None
    return MinutesCard(
        id=row.id,
        version=row.version,
        meeting=held,
        state=row.state,
        drafted_on=row.drafted_on,
        cleared_on=row.cleared_on,
        cleared_by=row.cleared_by,
        circulated_on=row.circulated_on,
        confirmed_on=row.confirmed_on,
        confirmed_at_id=row.confirmed_at_id,
        corrections=row.corrections,
        next_board_id=following.id if following else None,
        next_board_on=following.held_on if following else None,
        numbering=style,
        own_first=style != PER_MEETING
        and (earlier is None or not _has_numbers_before(reading, held.held_on)),
        minutes=_cards(reading, row),
        not_yet=why_not_sent(held.state, held.held_on, reading.today),
    )


def _numbering(reading: Reading) -> str:
    found = reading.one(select(PartnershipRow))
    return found.minute_numbering if found else PER_MEETING


def _has_numbers_before(reading: Reading, held_on: Any) -> bool:
    query = (
        select(MinuteRow.id)
        .join(MinutesRow, MinuteRow.minutes_id == MinutesRow.id)
        .join(MeetingRow, MinutesRow.meeting_id == MeetingRow.id)
        .where(MeetingRow.held_on < held_on, MinuteRow.number != "")
    )
    return bool(reading.rows(query.limit(1)))


def _cards(reading: Reading, row: MinutesRow) -> tuple[MinuteCard, ...]:
    query = select(MinuteRow).filter_by(minutes_id=row.id)
    rows = reading.all(query.order_by(MinuteRow.position, MinuteRow.id))
    fresh: Mapping[Any, Drafted] = {}
    if not why_not_editable(row.state) and any(one.edited for one in rows):
        fresh = drafts_by_key(reading, row.meeting_id)
    return tuple(_card(one, fresh.get(key_of(one.item_id, one.heading))) for one in rows)


def _card(row: MinuteRow, fresh: Drafted | None) -> MinuteCard:
    differs = row.edited and fresh is not None and fresh.text.strip() != row.text.strip()
    return MinuteCard(
        id=row.id,
        version=row.version,
        item_id=row.item_id,
        number=row.number,
        heading=row.heading,
        text=row.text,
        edited=row.edited,
        fresh=fresh.text if fresh is not None and differs else "",
    )


def key_of(item_id: int | None, heading: str) -> int | str:
    """What tells a minute from the others of its meeting: its item, else its heading."""
    return item_id if item_id is not None else heading


def drafts(reading: Reading, meeting_id: int) -> tuple[Drafted, ...]:
    """What the minutes of a meeting would say if they were drafted now; none when it is gone."""
    row = reading.one(select(MeetingRow).where(MeetingRow.id == meeting_id))
    return drafted(load_facts(reading, row)) if row is not None else ()


def drafts_by_key(reading: Reading, meeting_id: int) -> dict[int | str, Drafted]:
    """The same by item or heading."""
    return {key_of(one.item_id, one.heading): one for one in drafts(reading, meeting_id)}


# -- matters arising --------------------------------------------------------------------------


def matters(reading: Reading, meeting_id: int) -> tuple[Matter, ...]:
    """Old minutes with an open action, or of which this meeting said something.

    Those of the Board just before also when all their actions are closed: it hears what was done.
    """
    held = meeting_card(reading, meeting_id)
    if held is None:
        return ()
    said = {
        row.minute_id: row
        for row in reading.all(select(MatterArisingRow).filter_by(meeting_id=meeting_id))
    }
    before = board_before(reading, held.held_on)
    by_place = _actions(reading)
    found = []
    for minute, of_meeting, held_on in reading.rows(_earlier(held)):
        lines = by_place.get((of_meeting, minute.item_id), [])
        is_last = before is not None and of_meeting == before.id
        if minute.id in said or any(line.state.is_open for line in lines) or (is_last and lines):
            row = said.get(minute.id)
            lines.sort(key=lambda line: ref_order(line.ref))
            found.append(_matter(meeting_id, minute, held_on, lines, row))
    return tuple(found)


def unminuted(reading: Reading, meeting_id: int) -> tuple[str, ...]:
    """Open actions of earlier Boards that stand under no minute, a sentence for each Board."""
    held = meeting_card(reading, meeting_id)
    if held is None:
        return ()
    told = {one.id for matter in matters(reading, meeting_id) for one in matter.actions}
    drafted_ones = {row.meeting_id for row in reading.all(select(MinutesRow))}
    columns = ActionRow.__table__.c
    sentences = []
    for board in _boards_before(reading, held):
        lines = lines_where(reading, columns.agreed_at_id == board.id)
        refs = sorted((one.ref for one in _still_open(lines, told)), key=ref_order)
        if refs:
            why = "under no minute" if board.id in drafted_ones else "whose minutes are not drafted"
            day = short_date(board.held_on, year=True)
            sentences.append(f"Open from {day}, {why}: {joined(refs)}.")
    return tuple(sentences)


def _still_open(lines: Iterable[ActionLine], told: Collection[int]) -> list[ActionLine]:
    return [one for one in lines if one.state.is_open and one.id not in told]


def _boards_before(reading: Reading, held: MeetingCard) -> list[MeetingRow]:
    """Earlier meetings of the same group, the latest first."""
    row = MeetingRow
    query = select(row).where(row.held_on < held.held_on, row.group_id == held.group_id)
    return reading.all(query.order_by(row.held_on.desc()))


def _earlier(held: Any) -> Any:
    """Minutes of earlier Boards, the latest first, in their order."""
    return (
        select(MinuteRow, MinutesRow.meeting_id, MeetingRow.held_on)
        .join(MinutesRow, MinuteRow.minutes_id == MinutesRow.id)
        .join(MeetingRow, MinutesRow.meeting_id == MeetingRow.id)
        .where(MeetingRow.held_on < held.held_on, MeetingRow.group_id == held.group_id)
        .order_by(MeetingRow.held_on.desc(), MinuteRow.position)
    )


def _actions(reading: Reading) -> dict[tuple[int, int | None], list[ActionLine]]:
    """Actions by the meeting and the item they were agreed at."""
    columns = ActionRow.__table__.c
    known = select(MinutesRow.meeting_id)
    found: dict[tuple[int, int | None], list[ActionLine]] = {}
    for line in lines_where(reading, columns.agreed_at_id.in_(known)):
        if line.agreed_at_id is not None:
            found.setdefault((line.agreed_at_id, line.item_id), []).append(line)
    return found


def _matter(
    meeting_id: int,
    minute: MinuteRow,
    held_on: Any,
    lines: Iterable[ActionLine],
    row: MatterArisingRow | None,
) -> Matter:
    actions = tuple(_matter_action(line) for line in lines)
    return Matter(
        meeting_id=meeting_id,
        minute_id=minute.id,
        row_id=row.id if row else None,
        version=row.version if row else None,
        held_on=held_on,
        number=minute.number,
        heading=minute.heading,
        actions=actions,
        text=row.text if row else "",
        proposed=" ".join(f"{one.ref}: {stopped(_latest(one))}" for one in actions),
    )


def _latest(one: MatterAction) -> str:
    return one.update or one.words


def _matter_action(line: ActionLine) -> MatterAction:
    owner = f"{line.organisation} ({line.lead})" if line.lead else line.organisation
    is_open = line.state.is_open
    return MatterAction(
        id=line.id,
        ref=line.ref,
        text=line.text,
        owner=owner,
        is_open=is_open,
        words=line.standing.words if is_open else line.state.label,
        update=line.last_update if is_open else (line.evidence or line.last_update),
    )


__all__ = [
    "drafts",
    "drafts_by_key",
    "key_of",
    "matters",
    "minutes_list",
    "minutes_of",
    "unminuted",
]
