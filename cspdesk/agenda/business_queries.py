"""What is asked of the inbox: its list, one piece in full, where it can go, who was silent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from cspdesk.agenda.business_history import earlier_times, history_of, source_words
from cspdesk.agenda.business_items import item_numbers
from cspdesk.agenda.business_records import (
    BusinessCard,
    BusinessLine,
    Inbox,
    InboxCounts,
    InboxGroup,
    Piece,
    SourceChoices,
    VerdictChoices,
    WayOut,
)
from cspdesk.agenda.business_reply import reply_of
from cspdesk.agenda.business_rules import sent_instead, way_out_words
from cspdesk.agenda.business_ties import indicator_key
from cspdesk.agenda.records import Choice
from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.calendar import plain_date
from cspdesk.meetings.queries import board_meeting_of, board_meetings
from cspdesk.people.queries import groups, organisations, partners
from cspdesk.reading import Reading
from db.tables import (
    AgendaItemRow,
    AssessmentRow,
    BusinessRow,
    CycleRow,
    DisseminationRow,
    GroupRow,
    IndicatorRow,
    MeetingRow,
    OrganisationRow,
)
from db.vocabulary import BusinessSource, GroupKind, Verdict

WINDOW = 300  # pieces shown at once: more are counted, and found by search and filter

# A piece with the names around it; columns, not rows of the tables: 5,000 of them stay quick.
_COLUMNS = (
    BusinessRow.id,
    BusinessRow.version,
    BusinessRow.cycle_id,
    BusinessRow.source,
    BusinessRow.raised_by,
    BusinessRow.raised_on,
    BusinessRow.title,
    BusinessRow.verdict,
    BusinessRow.subject_key,
    BusinessRow.indicator_id,
    CycleRow.board_on,
    GroupRow.short_name.label("group"),
    OrganisationRow.short_name.label("organisation"),
    IndicatorRow.code,
    BusinessRow.item_id,
    MeetingRow.held_on.label("deferred_to"),
)


def inbox(
    reading: Reading,
    cycle_id: int | None,
    *,
    only_open: bool = False,
    source: BusinessSource | None = None,
    search: str = "",
    limit: int = WINDOW,
) -> Inbox:
    """The business of a cycle (None: of all), by source, what is to decide first.

    Lines of the highlight report stand in it by themselves. At most `limit` pieces are shown, the
    latest.
    """
    where = list(_conditions(cycle_id, only_open, source, search))
    found = reading.rows(_latest(where, limit))
    total = len(found)
    if total == limit:
        counted = select(func.count()).select_from(BusinessRow).where(*where)
        total = int(reading.session.scalar(counted) or 0)
    lines = _lines(reading, found)
    if cycle_id is not None and source in (None, BusinessSource.PMG):
        arrived = _arrived(reading, cycle_id, search)
        lines, total = [*lines, *arrived], total + len(arrived)
    return Inbox(cycle_id, _by_source(lines), total)


def _latest(where: Sequence[ColumnElement[bool]], limit: int) -> Select[*tuple[Any, ...]]:
    """Chosen by their ids first: sorting thousands of whole rows costs ten times as much."""
    order = (CycleRow.board_on.desc(), BusinessRow.id.desc())
    ids = (
        select(BusinessRow.id)
        .join(CycleRow, BusinessRow.cycle_id == CycleRow.id)
        .where(*where)
        .order_by(*order)
        .limit(limit)
    )
    return _lines_query().where(BusinessRow.id.in_(ids)).order_by(*order)


def _conditions(
    cycle_id: int | None, only_open: bool, source: BusinessSource | None, search: str
) -> Iterable[ColumnElement[bool]]:
    if cycle_id is not None:
        yield BusinessRow.cycle_id == cycle_id
    if only_open:
        yield BusinessRow.verdict.is_(None)
    if source is not None:
        yield BusinessRow.source == source
    for word in search.casefold().split():
        yield BusinessRow.found_by.contains(word, autoescape=True)


def _lines_query() -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .join(CycleRow, BusinessRow.cycle_id == CycleRow.id)
        .outerjoin(GroupRow, BusinessRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, BusinessRow.organisation_id == OrganisationRow.id)
        .outerjoin(IndicatorRow, BusinessRow.indicator_id == IndicatorRow.id)
        .outerjoin(MeetingRow, BusinessRow.deferred_to_id == MeetingRow.id)
    )


def _lines(reading: Reading, found: Sequence[Any]) -> list[BusinessLine]:
    spread = [row.id for row in found if row.verdict is Verdict.DISSEMINATE]
    ways = _ways(reading, DisseminationRow.business_id.in_(spread)) if spread else ()
    by_piece: dict[int, list[WayOut]] = defaultdict(list)
    for way in ways:
        by_piece[way.business_id].append(way)
    earlier = earlier_times(reading, [(row.subject_key, row.board_on) for row in found])
    numbers = item_numbers(reading, {row.item_id for row in found if row.item_id is not None})
    return [
        _line(row, by_piece.get(row.id, []), earlier[place], numbers.get(row.item_id, ""))
        for place, row in enumerate(found)
    ]


def _line(row: Any, ways: Sequence[WayOut], before: int, item: str) -> BusinessLine:
    return BusinessLine(
        piece=Piece(row.cycle_id, row.id, row.indicator_id),
        version=row.version,
        source=row.source,
        raised_by=row.group or row.organisation or row.code or row.raised_by or row.source.label,
        raised_on=row.raised_on,
        title=row.title,
        verdict=row.verdict,
        outcome=f"Item {item}" if item else _outcome(row, ways),
        days_late=max((way.days_late for way in ways), default=0),
        came_before=before,
    )


def _outcome(row: Any, ways: Sequence[WayOut]) -> str:
    if row.deferred_to is not None:
        return plain_date(row.deferred_to)
    if ways:
        return f"{_how_far(ways)}, {ways[0].channel}"
    return ""


def _how_far(ways: Sequence[WayOut]) -> str:
    """ "2 days late" of the worst; else "Done 8 Feb" of one, "1 of 2 done" of several."""
    worst = max(ways, key=lambda way: way.days_late)
    if worst.days_late or len(ways) == 1:
        return worst.words
    return f"{sum(way.is_done for way in ways)} of {len(ways)} done"


def _arrived(reading: Reading, cycle_id: int, search: str) -> list[BusinessLine]:
    """Lines that PMG took into the highlight report and nobody has said anything about yet."""
    known = select(BusinessRow.indicator_id).where(
        BusinessRow.cycle_id == cycle_id, BusinessRow.indicator_id.is_not(None)
    )
    query = (
        select(AssessmentRow, IndicatorRow.code, IndicatorRow.name, CycleRow.pmg_on,
               CycleRow.board_on)
        .join(IndicatorRow, AssessmentRow.indicator_id == IndicatorRow.id)
        .join(CycleRow, AssessmentRow.cycle_id == CycleRow.id)
        .where(
            AssessmentRow.cycle_id == cycle_id,
            AssessmentRow.highlight.is_(True),
            AssessmentRow.indicator_id.not_in(known),
        )
        .order_by(AssessmentRow.id)
    )  # fmt: skip
    found = [row for row in reading.rows(query) if _holds(row, search)]
    keys = [(indicator_key(row[0].indicator_id), row.board_on) for row in found]
    earlier = earlier_times(reading, keys)
    return [_arrived_line(row, earlier[place]) for place, row in enumerate(found)]


def _holds(found: Any, search: str) -> bool:
    held, code, name = found[:3]
    whole = " ".join((code, name, held.headline, held.ask, held.partnership_value)).casefold()
    return all(word in whole for word in search.casefold().split())


def _arrived_line(found: Any, before: int) -> BusinessLine:
    held, code, name, pmg_on, _board_on = found
    return BusinessLine(
        piece=Piece(held.cycle_id, None, held.indicator_id),
        version=0,
        source=BusinessSource.PMG,
        raised_by=code,
        raised_on=held.assessed_on or pmg_on,
        title=held.headline.strip() or name,
        verdict=None,
        outcome="",
        days_late=0,
        came_before=before,
    )


def _by_source(lines: Sequence[BusinessLine]) -> tuple[InboxGroup, ...]:
    held: dict[BusinessSource, list[BusinessLine]] = defaultdict(list)
    for line in lines:
        held[line.source].append(line)
    return tuple(
        InboxGroup(source, tuple(sorted(held[source], key=lambda line: not line.to_decide)))
        for source in BusinessSource
        if source in held
    )


def inbox_counts(reading: Reading, cycle_id: int) -> InboxCounts:
    """What waits in the inbox of a cycle."""
    from cspdesk.agenda.business_requests import silent_of

    verdicts = Counter(
        verdict
        for (verdict,) in reading.rows(
            select(BusinessRow.verdict).where(BusinessRow.cycle_id == cycle_id)
        )
    )
    arrived = len(_arrived(reading, cycle_id, ""))
    out, silent = ways_out(reading, cycle_id), silent_of(reading, cycle_id)
    return InboxCounts(
        to_decide=verdicts[None] + arrived,
        pieces=verdicts.total() + arrived,
        ways_out=len(out),
        ways_open=sum(not way.is_done for way in out),
        silent=sum(silent),
        groups=len(silent),
    )


def to_decide(reading: Reading, cycle_id: int) -> int:
    """How many pieces the Executive has still to decide on in a cycle."""
    held = select(func.count()).where(
        BusinessRow.cycle_id == cycle_id, BusinessRow.verdict.is_(None)
    )
    return int(reading.session.scalar(held) or 0) + len(_arrived(reading, cycle_id, ""))


# One piece


def business_card(reading: Reading, piece: Piece) -> BusinessCard | None:
    """A piece in full; None when it is gone."""
    if piece.business_id is None:
        return _arrived_card(reading, piece)
    row = reading.one(select(BusinessRow).where(BusinessRow.id == piece.business_id))
    if row is None:
        return None
    line = _lines(reading, reading.rows(_lines_query().where(BusinessRow.id == row.id)))[0]
    ways = _ways(reading, DisseminationRow.business_id == row.id)
    return BusinessCard(
        line=line,
        asked=row.asked,
        asked_of=row.asked_of,
        why_whole=row.why_whole,
        group_id=row.group_id,
        organisation_id=row.organisation_id,
        raised_by_words=row.raised_by,
        reason=row.reason,
        decided_on=row.decided_on,
        told_on=row.told_on,
        item_id=row.item_id,
        deferred_to_id=row.deferred_to_id,
        ways=ways,
        history=history_of(reading, row.subject_key, row.id),
        source_words=source_words(reading, row),
        reply=reply_of(reading, row, [(way.channel, way.to_whom) for way in ways]),
    )


def _arrived_card(reading: Reading, piece: Piece) -> BusinessCard | None:
    held = reading.one(
        select(AssessmentRow).filter_by(cycle_id=piece.cycle_id, indicator_id=piece.indicator_id)
    )
    lines = _arrived(reading, piece.cycle_id, "")
    line = next((line for line in lines if line.piece == piece), None)
    if held is None or line is None:
        return None
    return BusinessCard(
        line=line,
        asked=held.ask,
        asked_of="",
        why_whole=held.partnership_value,
        group_id=None,
        organisation_id=None,
        raised_by_words="",
        reason="",
        decided_on=None,
        told_on=None,
        item_id=None,
        deferred_to_id=None,
        ways=(),
        history=history_of(reading, indicator_key(held.indicator_id), None),
        source_words="",
        reply="",
    )


# Where it can go, who raises it


def verdict_choices(reading: Reading, cycle_id: int) -> VerdictChoices:
    """Items of the cycle's Board, later Boards, channels and who was reached by them before."""
    board = board_meeting_of(reading, cycle_id)
    items = _items(reading, board.id) if board else []
    meetings = [
        Choice(meeting.id, f"{plain_date(meeting.held_on)}, {meeting.focus or 'no focus'}")
        for meeting in board_meetings(reading)
        if board is not None and meeting.held_on > board.held_on
    ]
    used = reading.rows(select(DisseminationRow.channel, DisseminationRow.to_whom).distinct())
    owned = {f"{one.short_name}: {way}" for one in organisations(reading) for way in one.channels}
    return VerdictChoices(
        items=tuple(choice for choice, _key in items),
        meetings=tuple(meetings),
        channels=tuple(sorted(owned | {channel for channel, _whom in used}, key=str.casefold)),
        to_whom=tuple(sorted({whom for _channel, whom in used}, key=str.casefold)),
        joins=next((choice.id for choice, key in items if key == HIGHLIGHT_REPORT), None),
    )


def _items(reading: Reading, meeting_id: int) -> list[tuple[Choice, str]]:
    rows = reading.all(
        select(AgendaItemRow).filter_by(meeting_id=meeting_id).order_by(AgendaItemRow.position)
    )
    number = item_numbers(reading, [row.id for row in rows])
    return [
        (Choice(row.id, f"Item {number[row.id]}, {row.title}"), row.standing_key) for row in rows
    ]


def source_choices(reading: Reading) -> SourceChoices:
    """Who can raise business."""

    def of(kind: GroupKind) -> tuple[Choice, ...]:
        return tuple(Choice(group.id, group.name) for group in groups(reading, kind))

    return SourceChoices(
        sub_groups=of(GroupKind.SUB_GROUP),
        parallel_boards=of(GroupKind.PARALLEL_BOARD),
        partners=tuple(Choice(one.id, one.short_name) for one in partners(reading)),
    )


# What went out instead


def ways_out(reading: Reading, cycle_id: int | None) -> tuple[WayOut, ...]:
    """All that goes out instead of onto the agenda of a cycle (None: of all), open ones first."""
    where = [] if cycle_id is None else [BusinessRow.cycle_id == cycle_id]
    return tuple(sorted(_ways(reading, *where), key=lambda way: way.is_done))


def not_on_this_agenda(reading: Reading, cycle_id: int) -> tuple[str, ...]:
    """What went out instead, in the words the pack prints."""
    return sent_instead(
        (way.title, way.channel, way.to_whom, way.due_on, way.done_on)
        for way in ways_out(reading, cycle_id)
    )


def _ways(reading: Reading, *where: ColumnElement[bool]) -> tuple[WayOut, ...]:
    query = (
        select(DisseminationRow, BusinessRow.cycle_id, BusinessRow.title, BusinessRow.source,
               BusinessRow.raised_by, GroupRow.short_name, OrganisationRow.short_name,
               IndicatorRow.code)
        .join(BusinessRow, DisseminationRow.business_id == BusinessRow.id)
        .outerjoin(GroupRow, BusinessRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, BusinessRow.organisation_id == OrganisationRow.id)
        .outerjoin(IndicatorRow, BusinessRow.indicator_id == IndicatorRow.id)
        .where(*where)
        .order_by(DisseminationRow.due_on.is_(None), DisseminationRow.due_on, DisseminationRow.id)
    )  # fmt: skip
    return tuple(_way(reading, found) for found in reading.rows(query))


def _way(reading: Reading, found: Any) -> WayOut:
    row, cycle_id, title, source, raised_by, group, organisation, code = found
    words, late = way_out_words(row.due_on, row.done_on, reading.today)
    return WayOut(
        id=row.id,
        version=row.version,
        business_id=row.business_id,
        cycle_id=cycle_id,
        title=title,
        raised_by=group or organisation or code or raised_by or source.label,
        channel=row.channel,
        to_whom=row.to_whom,
        due_on=row.due_on,
        done_on=row.done_on,
        words=words,
        days_late=late,
    )
