"""The comms plan of a meeting, what is late, the channels partners own, good news of the KPIs."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Select, select

from cspdesk.agenda.rules import numbers
from cspdesk.calendar import MONTHS
from cspdesk.comms.records import (
    CommsMessage,
    CommsPlan,
    GoodNews,
    PartnerChannels,
    PlanLine,
)
from cspdesk.comms.rules import (
    Achievement,
    CommsStanding,
    Wanted,
    good_news_cautions,
    good_news_sentence,
    is_good_news,
    is_ward_panels,
    item_caution,
    message_standing,
    silent_standing,
)
from cspdesk.kpis.facts import Facts
from cspdesk.kpis.highlight import Standing as Weighed
from cspdesk.kpis.known import Known, read_known
from cspdesk.kpis.lines import line_of
from cspdesk.kpis.periods import Period
from cspdesk.kpis.standing import Standing
from cspdesk.meetings.queries import meeting
from cspdesk.people.queries import organisations
from cspdesk.phrases import lines_of
from cspdesk.reading import Reading
from db.tables import (
    AgendaItemRow,
    CommsDecisionRow,
    IndicatorRow,
    ItemRecordRow,
    OrganisationRow,
)
from db.vocabulary import Frequency, Measured, Publicity


def comms_plan(reading: Reading, meeting_id: int) -> CommsPlan | None:
    """The plan of a meeting; None when the meeting is gone."""
    card = meeting(reading, meeting_id)
    if card is None:
        return None
    held: dict[int | None, list[CommsMessage]] = {}
    for message in messages_of(reading, meeting_id):
        held.setdefault(message.item_id, []).append(message)
    silent = _nothing_needed(reading, meeting_id)
    lines: list[PlanLine] = []
    for item, number in _items(reading, meeting_id):
        told = held.get(item.id, [])
        lines += [_message_line(item, number, message, reading.today) for message in told]
        if not told:
            standing = silent_standing(item.id in silent, card.held_on, reading.today)
            lines.append(_silent_line(item, number, standing))
    beside = [_message_line(None, "", one, reading.today) for one in held.get(None, [])]
    return CommsPlan(card, (*lines, *beside))


def messages_of(reading: Reading, meeting_id: int) -> tuple[CommsMessage, ...]:
    """Every message of a meeting in the order in which it was recorded."""
    query = _messages().where(CommsDecisionRow.meeting_id == meeting_id)
    return tuple(_message(found) for found in reading.rows(query))


def comms_of_item(reading: Reading, item_id: int) -> tuple[CommsMessage, ...]:
    """The messages of one item."""
    query = _messages().where(CommsDecisionRow.item_id == item_id)
    return tuple(_message(found) for found in reading.rows(query))


def late_comms(reading: Reading) -> tuple[CommsMessage, ...]:
    """Messages of all meetings that should have been published before today, the latest first."""
    query = (
        _messages()
        .where(CommsDecisionRow.due_on < reading.today, CommsDecisionRow.published_on.is_(None))
        .order_by(None)
        .order_by(CommsDecisionRow.due_on, CommsDecisionRow.id)
    )
    return tuple(_message(found) for found in reading.rows(query))


def channel_choices(reading: Reading) -> tuple[PartnerChannels, ...]:
    """The channels of every partner that owns one, in the partnership's order.

    The Police Ward Panels are a question of their own on each message, so they are not among them.
    """
    owned = (
        PartnerChannels(
            line.id,
            line.short_name,
            tuple(name for name in line.channels if not is_ward_panels(name)),
        )
        for line in organisations(reading)
    )
    return tuple(one for one in owned if one.channels)


def good_news(
    reading: Reading, meeting_id: int, known: Known | None = None
) -> tuple[GoodNews, ...]:
    """What the figures offer to tell and no message of this meeting tells yet.

    Restricted indicators are never offered. `known` saves reading the figures again.
    """
    card = meeting(reading, meeting_id)
    if card is None:
        return ()
    told = {message.indicator_id for message in messages_of(reading, meeting_id)}
    pairs = (known or read_known(reading)).pairs
    return tuple(
        _offer(facts, standing, card.cycle_id)
        for facts, standing in pairs
        if facts.row.id not in told
        and facts.row.publicity is not Publicity.RESTRICTED
        and is_good_news(_weighed(facts, standing, card.cycle_id))
    )


# Parts


def _items(reading: Reading, meeting_id: int) -> list[tuple[AgendaItemRow, str]]:
    query = (
        select(AgendaItemRow)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position, AgendaItemRow.id)
    )
    rows = reading.all(query)
    given = numbers([row.number for row in rows], [row.is_sub for row in rows])
    return list(zip(rows, given, strict=True))


def _silent_line(item: AgendaItemRow, number: str, standing: CommsStanding) -> PlanLine:
    return PlanLine(
        key=f"item:{item.id}",
        item_id=item.id,
        item_number=number,
        item_title=item.title,
        asked=item.comms_question.strip(),
        caution=item_caution(item.publicity),
        message=None,
        standing=standing,
    )


def _message_line(
    item: AgendaItemRow | None, number: str, message: CommsMessage, today: date
) -> PlanLine:
    return PlanLine(
        key=f"message:{message.id}",
        item_id=message.item_id,
        item_number=number,
        item_title=item.title if item else "",
        asked=item.comms_question.strip() if item else "",
        caution=item_caution(item.publicity) if item else "",
        message=message,
        standing=message_standing(_wanted(message), today),
    )


def _wanted(message: CommsMessage) -> Wanted:
    return Wanted(
        message=message.message,
        audience=message.audience,
        channels=message.channels,
        ward_panels=message.ward_panels,
        owner=message.owner or message.organisation,
        sign_off=message.sign_off,
        signed_off_on=message.signed_off_on,
        due_on=message.due_on,
        published_on=message.published_on,
        published_where=message.published_where,
    )


def _nothing_needed(reading: Reading, meeting_id: int) -> set[int]:
    """The items of a meeting whose record says that no comms are needed."""
    query = select(ItemRecordRow.item_id).where(
        ItemRecordRow.meeting_id == meeting_id, ItemRecordRow.no_comms
    )
    return {item_id for (item_id,) in reading.rows(query)}


@cache
def _messages() -> Select[*tuple[Any, ...]]:
    return (
        select(CommsDecisionRow, OrganisationRow.short_name, IndicatorRow.code, IndicatorRow.name)
        .outerjoin(OrganisationRow, CommsDecisionRow.organisation_id == OrganisationRow.id)
        .outerjoin(IndicatorRow, CommsDecisionRow.indicator_id == IndicatorRow.id)
        .order_by(CommsDecisionRow.id)
    )


def _message(found: Any) -> CommsMessage:
    row, organisation, code, name = found
    return CommsMessage(
        id=row.id,
        version=row.version,
        meeting_id=row.meeting_id,
        item_id=row.item_id,
        indicator_id=row.indicator_id,
        indicator=f"{code} {name}" if code else "",
        message=row.message,
        audience=row.audience,
        channels=lines_of(row.channels),
        ward_panels=row.ward_panels,
        organisation_id=row.organisation_id,
        organisation=organisation or "",
        owner=row.owner,
        sign_off=row.sign_off,
        signed_off_on=row.signed_off_on,
        due_on=row.due_on,
        published_on=row.published_on,
        published_where=row.published_where,
    )


def _weighed(facts: Facts, standing: Standing, cycle_id: int) -> Weighed:
    judgement = facts.judgements.get(cycle_id)
    return Weighed(
        code=facts.code,
        rating=standing.rating,
        rag=(judgement.rag if judgement else None) or standing.rating.rag,
        spc=standing.series.spc if standing.series else None,
        periods=standing.series.periods if standing.series else (),
    )


def _offer(facts: Facts, standing: Standing, cycle_id: int) -> GoodNews:
    line = line_of(facts, standing, cycle_id)
    found = Achievement(
        name=line.name,
        latest=line.latest,
        things=facts.row.unit_words,
        window=_window(standing),
        target="" if line.target in ("None", "Direction") else line.target,
        unit=line.unit,
        direction=facts.row.direction,
        value=standing.actual,
        worse_than_last_year=line.verdict == "Worse",
        is_example=line.is_example,
        publicity=line.publicity,
        overdue=bool(line.overdue_days),
    )
    return GoodNews(
        indicator_id=line.id,
        code=line.code,
        name=line.name,
        draft=good_news_sentence(found),
        why=line.rating.reason,
        cautions=good_news_cautions(found),
        owner_id=facts.row.owner_id,
        owner=facts.owner,
    )


def _window(standing: Standing) -> str:
    """ "in the 12 months to December 2016", "from October to December 2016": nobody knows Q3."""
    if standing.at is None:
        return "so far"
    last = _month(standing.at.end)
    if standing.measured is Measured.ROLLING_12:
        return f"in the 12 months to {last}"
    if standing.measured is Measured.YEAR_TO_DATE:
        return f"this year to {last}"
    return _in_period(standing.at, last)


def _in_period(period: Period, last: str) -> str:
    if period.frequency is Frequency.MONTHLY:
        return f"in {last}"
    if period.frequency is Frequency.YEARLY:
        return f"in the year to {last}"
    first = MONTHS[period.start.month - 1]
    year = f" {period.start.year}" if period.start.year != period.end.year else ""
    return f"from {first}{year} to {last}"


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
