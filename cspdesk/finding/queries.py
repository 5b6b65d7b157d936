"""Everything in the file that can be found by words: one select a kind, the latest first.

The list is read when one begins to look for something and kept while nothing changes: twenty years
are some thousands of entries, searched in Python in a few milliseconds, accents and all.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date
from functools import cache

from sqlalchemy import select

from cspdesk.agenda.business_rules import chip_words
from cspdesk.calendar import long_date, short_date
from cspdesk.finding.rules import Entry, Kind, entry
from cspdesk.reading import Reading
from db.tables import (
    ActionRow,
    AgendaItemRow,
    AppointmentRow,
    BusinessRow,
    CommsDecisionRow,
    CycleRow,
    DecisionRow,
    GovernanceBodyRow,
    GroupRow,
    HomeworkRow,
    IndicatorRow,
    MeetingRow,
    MinuteRow,
    MinutesRow,
    OrganisationRow,
    PersonRow,
    PriorityRow,
    ReportBackRow,
    StatutoryDutyRow,
    VoiceRow,
)
from db.vocabulary import ActionState, GroupKind

Days = Callable[[date | None], str]
Entries = tuple[Entry, ...]


def everything(reading: Reading, kinds: Collection[Kind] | None = None) -> dict[Kind, Entries]:
    """The entries of these kinds, or of all; within a kind the latest first."""
    days = _days()
    wanted = _READERS if kinds is None else [kind for kind in _READERS if kind in kinds]
    return {kind: tuple(_READERS[kind](reading, days)) for kind in wanted}


def _days() -> Days:
    """Days in words, each worked out once: many entries share the day of one meeting."""

    @cache
    def words(day: date | None) -> str:
        return short_date(day, year=True) if day is not None else ""

    return words


def _items(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(
            AgendaItemRow.id, AgendaItemRow.title, AgendaItemRow.number, AgendaItemRow.position,
            AgendaItemRow.lead, MeetingRow.held_on, MeetingRow.cycle_id,
        )
        .join(MeetingRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), AgendaItemRow.position)
    )  # fmt: skip
    for key, title, number, place, lead, on, cycle_id in reading.rows(query):
        detail = f"Item {number or place}, {days(on)}"
        yield entry(Kind.ITEM, key, title, detail, ("agenda", f"item:{key}"), cycle_id, rest=lead)


def _actions(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    query = (
        select(
            ActionRow.id, ActionRow.ref, ActionRow.text, ActionRow.state, ActionRow.lead,
            OrganisationRow.short_name,
        )
        .join(OrganisationRow, ActionRow.organisation_id == OrganisationRow.id)
        .order_by(ActionRow.closed_on.is_not(None), ActionRow.id.desc())
    )  # fmt: skip
    for key, ref, text, state, lead, partner in reading.rows(query):
        detail, way = f"{partner}, {_STATES[state]}", ("actions", f"action:{key}")
        yield entry(Kind.ACTION, key, f"{ref} {text}", detail, way, rest=lead)


_STATES = {state: state.label.lower() for state in ActionState}


def _indicators(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    query = (
        select(IndicatorRow.id, IndicatorRow.code, IndicatorRow.name, PriorityRow.name)
        .outerjoin(PriorityRow, IndicatorRow.priority_id == PriorityRow.id)
        .where(IndicatorRow.retired_on.is_(None))
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    for key, code, name, priority in reading.rows(query):
        way = ("kpis", f"indicator:{key}")
        yield entry(Kind.INDICATOR, key, f"{code} {name}", priority or "", way)


def _homework(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(
            HomeworkRow.id, HomeworkRow.question, HomeworkRow.answer, OrganisationRow.short_name,
            MeetingRow.held_on, MeetingRow.cycle_id,
        )
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(MeetingRow, AgendaItemRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), HomeworkRow.id)
    )  # fmt: skip
    for key, question, answer, partner, on, cycle_id in reading.rows(query):
        detail, way = f"{partner}, {days(on)}", ("homework", f"homework_question:{key}")
        yield entry(Kind.HOMEWORK, key, question, detail, way, cycle_id, rest=answer)


def _business(reading: Reading, days: Days) -> Iterator[Entry]:
    row = BusinessRow
    query = (
        select(row.id, row.title, row.verdict, row.raised_on, row.found_by, row.cycle_id)
        .order_by(row.id.desc())
    )  # fmt: skip
    for key, title, verdict, on, rest, cycle_id in reading.rows(query):
        detail, way = f"{chip_words(verdict)}, {days(on)}", ("agenda", f"inbox:{key}")
        yield entry(Kind.BUSINESS, key, title, detail, way, cycle_id, rest=rest)


def _organisations(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    row = OrganisationRow
    query = select(row.id, row.name, row.short_name, row.code, row.sector).order_by(row.position)
    for key, name, short, code, sector in reading.rows(query):
        way, rest = ("people", f"organisation:{key}"), f"{short} {code}"
        yield entry(Kind.ORGANISATION, key, name, sector.label, way, rest=rest)


def _people(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    """People lead to the seat they hold, or held last; without one to their organisation."""
    query = select(AppointmentRow.person_id, AppointmentRow.seat_id).order_by(AppointmentRow.id)
    seats = {one.person_id: one.seat_id for one in reading.rows(query)}
    people = (
        select(PersonRow.id, PersonRow.name, PersonRow.title, OrganisationRow.short_name,
               PersonRow.organisation_id)
        .outerjoin(OrganisationRow, PersonRow.organisation_id == OrganisationRow.id)
        .order_by(PersonRow.name)
    )  # fmt: skip
    for key, name, title, partner, organisation_id in reading.rows(people):
        target = "seats"
        if key in seats:
            target = f"seat:{seats[key]}"
        elif organisation_id is not None:
            target = f"organisation:{organisation_id}"
        detail = ", ".join(part for part in (title, partner) if part)
        yield entry(Kind.PERSON, key, name, detail, ("people", target))


def _groups(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    row = GroupRow
    query = select(row.id, row.name, row.short_name, row.kind, row.chair).order_by(row.position)
    for key, name, short, kind, chair in reading.rows(query):
        way = _GROUP_WAYS.get(kind, ("people", "group"))
        found = (way[0], f"{way[1]}:{key}")
        yield entry(Kind.GROUP, key, name, kind.label, found, rest=f"{short} {chair}")


_GROUP_WAYS = {
    GroupKind.PARALLEL_BOARD: ("boards", "board"),
    GroupKind.SUB_GROUP: ("boards", "group"),
}


def _meetings(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(MeetingRow.id, MeetingRow.held_on, MeetingRow.cycle_id, GroupRow.short_name,
               PriorityRow.name, CycleRow.number, CycleRow.year_label)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .join(CycleRow, MeetingRow.cycle_id == CycleRow.id)
        .outerjoin(PriorityRow, CycleRow.focus_priority_id == PriorityRow.id)
        .order_by(MeetingRow.held_on.desc())
    )  # fmt: skip
    for key, on, cycle_id, group, focus, number, year in reading.rows(query):
        detail = ", ".join(part for part in (f"Cycle {number}, {year}", focus) if part)
        way, rest = ("agenda", "agenda"), long_date(on)
        yield entry(Kind.MEETING, key, f"{group}, {days(on)}", detail, way, cycle_id, rest=rest)


def _decisions(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(DecisionRow.id, DecisionRow.kind, DecisionRow.text, MeetingRow.id,
               MeetingRow.held_on)
        .join(MeetingRow, DecisionRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), DecisionRow.position)
    )  # fmt: skip
    for key, kind, text, meeting_id, on in reading.rows(query):
        detail, way = f"{kind.label}, {days(on)}", ("minutes", f"meeting:{meeting_id}")
        yield entry(Kind.DECISION, key, text, detail, way)


def _minutes(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(MinuteRow.id, MinuteRow.number, MinuteRow.heading, MinuteRow.text,
               MinutesRow.meeting_id, MeetingRow.held_on)
        .join(MinutesRow, MinuteRow.minutes_id == MinutesRow.id)
        .join(MeetingRow, MinutesRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), MinuteRow.position)
    )  # fmt: skip
    for key, number, heading, text, meeting_id, on in reading.rows(query):
        title, way = f"{number} {heading}".strip() or text, ("minutes", f"meeting:{meeting_id}")
        yield entry(Kind.MINUTE, key, title, days(on), way, rest=text)


def _voices(reading: Reading, days: Days) -> Iterator[Entry]:
    row = VoiceRow
    query = select(row.id, row.said, row.by_whom, row.place, row.theme, row.did, row.heard_on)
    for key, said, who, place, theme, did, on in reading.rows(query.order_by(row.heard_on.desc())):
        detail, way = (
            ", ".join(part for part in (who, days(on)) if part),
            ("voices", f"voice:{key}"),
        )
        yield entry(Kind.VOICE, key, said, detail, way, rest=f"{place} {theme} {did}")


def _messages(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(CommsDecisionRow.id, CommsDecisionRow.message, CommsDecisionRow.audience,
               MeetingRow.held_on, MeetingRow.cycle_id)
        .join(MeetingRow, CommsDecisionRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), CommsDecisionRow.id)
    )  # fmt: skip
    for key, message, audience, on, cycle_id in reading.rows(query):
        detail = ", ".join(part for part in (audience, days(on)) if part)
        yield entry(Kind.MESSAGE, key, message, detail, ("comms", f"message:{key}"), cycle_id)


def _report_backs(reading: Reading, days: Days) -> Iterator[Entry]:
    query = (
        select(ReportBackRow.id, ReportBackRow.taken_back, GovernanceBodyRow.name,
               OrganisationRow.short_name, ReportBackRow.said, MeetingRow.held_on)
        .join(GovernanceBodyRow, ReportBackRow.governance_body_id == GovernanceBodyRow.id)
        .join(OrganisationRow, GovernanceBodyRow.organisation_id == OrganisationRow.id)
        .join(MeetingRow, ReportBackRow.meeting_id == MeetingRow.id)
        .order_by(MeetingRow.held_on.desc(), ReportBackRow.id)
    )  # fmt: skip
    for key, taken, body, partner, said, on in reading.rows(query):
        detail, way = f"{partner}, {body}, {days(on)}", ("actions", f"report_back:{key}")
        yield entry(Kind.REPORT_BACK, key, taken, detail, way, rest=said)


def _duties(reading: Reading, _day_words: Days) -> Iterator[Entry]:
    row = StatutoryDutyRow
    query = select(row.id, row.title, row.basis, row.responsible).order_by(row.position)
    for key, title, basis, responsible in reading.rows(query):
        way = ("statutory", f"duty:{key}")
        yield entry(Kind.DUTY, key, title, basis, way, rest=responsible)


_READERS: dict[Kind, Callable[[Reading, Days], Iterator[Entry]]] = {
    Kind.ITEM: _items,
    Kind.ACTION: _actions,
    Kind.INDICATOR: _indicators,
    Kind.HOMEWORK: _homework,
    Kind.BUSINESS: _business,
    Kind.ORGANISATION: _organisations,
    Kind.PERSON: _people,
    Kind.GROUP: _groups,
    Kind.MEETING: _meetings,
    Kind.DECISION: _decisions,
    Kind.MINUTE: _minutes,
    Kind.VOICE: _voices,
    Kind.MESSAGE: _messages,
    Kind.REPORT_BACK: _report_backs,
    Kind.DUTY: _duties,
}
_MEETING = ("meeting", "cycle")
# The tables each kind is read from: a change elsewhere leaves its entries true.
TABLES: dict[Kind, tuple[str, ...]] = {
    Kind.ITEM: ("agenda_item", *_MEETING),
    Kind.ACTION: ("action", "organisation"),
    Kind.INDICATOR: ("indicator", "priority"),
    Kind.HOMEWORK: ("homework_question", "organisation", "agenda_item", *_MEETING),
    Kind.BUSINESS: ("business",),
    Kind.ORGANISATION: ("organisation",),
    Kind.PERSON: ("person", "appointment", "organisation"),
    Kind.GROUP: ("partnership_group",),
    Kind.MEETING: (*_MEETING, "partnership_group", "priority"),
    Kind.DECISION: ("decision", *_MEETING),
    Kind.MINUTE: ("minute", "minutes", *_MEETING),
    Kind.VOICE: ("voice",),
    Kind.MESSAGE: ("comms_decision", *_MEETING),
    Kind.REPORT_BACK: ("report_back", "governance_body", "organisation", *_MEETING),
    Kind.DUTY: ("statutory_duty",),
}
