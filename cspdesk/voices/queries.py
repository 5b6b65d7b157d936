"""Voices read: the list, what awaits an answer, and who has not been heard."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.reading import Reading
from cspdesk.voices.rules import CoverageLine, answer_words, coverage
from db.tables import (
    AgendaItemRow,
    CommunityRow,
    ConversationRow,
    CycleRow,
    IndicatorRow,
    PriorityRow,
    VoiceRow,
    WardRow,
)
from db.vocabulary import Publicity, VoiceSource


@dataclass(frozen=True, slots=True)
class VoiceLine:
    """One voice with the names of what it is linked to."""

    id: int
    version: int
    cycle_id: int
    heard_on: date
    source: VoiceSource
    said: str
    by_whom: str
    place: str
    ward_id: int | None
    ward: str
    community_id: int | None
    community: str
    theme: str
    item_id: int | None
    item: str
    priority_id: int | None
    priority: str
    indicator_id: int | None
    indicator: str
    did: str
    did_on: date | None
    publicity: Publicity | None

    @property
    def answer(self) -> str:
        return answer_words(self.did, self.did_on)

    @property
    def is_public(self) -> bool:
        return self.publicity is Publicity.PUBLIC

    @property
    def who(self) -> str:
        """ "Shopkeepers, Traders, Noel Park": whoever spoke, as far as it is known."""
        parts = dict.fromkeys((self.by_whom, self.community, self.ward or self.place))
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class VoiceChoices:
    """What the form of a voice offers: (id, name) each."""

    wards: tuple[tuple[int, str], ...]
    communities: tuple[tuple[int, str], ...]
    items: tuple[tuple[int, str], ...]
    priorities: tuple[tuple[int, str], ...]
    indicators: tuple[tuple[int, str], ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A ward or community of the list with how often it was heard."""

    id: int
    version: int
    is_ward: bool
    heard: CoverageLine
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who has been heard, by ward and by community."""

    wards: tuple[PlaceLine, ...]
    communities: tuple[PlaceLine, ...]


def voices(reading: Reading, cycle_id: int | None = None) -> tuple[VoiceLine, ...]:
    """The voices of one cycle, or of all; those without an answer first, then the latest."""
    query = select(VoiceRow)
    if cycle_id is not None:
        query = query.where(VoiceRow.cycle_id == cycle_id)
    rows = reading.all(query)
    names = _Names(reading) if rows else None
    lines = [names.line(row) for row in rows] if names else []
    lines.sort(key=lambda line: (bool(line.did), -line.heard_on.toordinal(), -line.id))
    return tuple(lines)


def voice_choices(reading: Reading, cycle_id: int) -> VoiceChoices:
    """What a voice of that cycle can be linked to."""
    from cspdesk.meetings.queries import board_meeting_of

    board = board_meeting_of(reading, cycle_id)
    items = _items(reading, board.id) if board else ()
    themes = reading.all(select(VoiceRow.theme).distinct().where(VoiceRow.theme != ""))
    current = IndicatorRow.retired_on.is_(None)
    return VoiceChoices(
        wards=_pairs(reading, WardRow),
        communities=_pairs(reading, CommunityRow),
        items=items,
        priorities=tuple(
            (key, f"{code}: {name}")
            for key, code, name in reading.rows(
                select(PriorityRow.id, PriorityRow.code, PriorityRow.name)
            )
        ),
        indicators=tuple(
            (key, f"{code} {name}")
            for key, code, name in reading.rows(
                select(IndicatorRow.id, IndicatorRow.code, IndicatorRow.name)
                .where(current)
                .order_by(IndicatorRow.position)
            )
        ),
        themes=tuple(sorted(themes, key=str.casefold)),
    )


def voice_coverage(reading: Reading, cycle_id: int | None) -> Coverage:
    """Wards and communities with how often they were heard, also in conversations held."""
    heard_wards, heard_communities = _heard(reading)
    days = _cycle_days(reading, cycle_id)
    return Coverage(
        wards=_places(reading, WardRow, heard_wards, days),
        communities=_places(reading, CommunityRow, heard_communities, days),
    )


# Parts


class _Names:
    """The names behind the ids of voices, each table read once."""

    def __init__(self, reading: Reading) -> None:
        self.wards = dict(reading.rows(select(WardRow.id, WardRow.name)))
        self.communities = dict(reading.rows(select(CommunityRow.id, CommunityRow.name)))
        self.priorities = dict(reading.rows(select(PriorityRow.id, PriorityRow.name)))
        self.indicators = dict(reading.rows(select(IndicatorRow.id, IndicatorRow.code)))
        linked = select(VoiceRow.item_id).where(VoiceRow.item_id.is_not(None))
        query = select(AgendaItemRow.id, AgendaItemRow.title).where(AgendaItemRow.id.in_(linked))
        self.items = dict(reading.rows(query))

    def line(self, row: VoiceRow) -> VoiceLine:
        return VoiceLine(
            id=row.id,
            version=row.version,
            cycle_id=row.cycle_id,
            heard_on=row.heard_on,
            source=row.source,
            said=row.said,
            by_whom=row.by_whom,
            place=row.place,
            ward_id=row.ward_id,
            ward=self.wards.get(row.ward_id or 0, ""),
            community_id=row.community_id,
            community=self.communities.get(row.community_id or 0, ""),
            theme=row.theme,
            item_id=row.item_id,
            item=self.items.get(row.item_id or 0, ""),
            priority_id=row.priority_id,
            priority=self.priorities.get(row.priority_id or 0, ""),
            indicator_id=row.indicator_id,
            indicator=self.indicators.get(row.indicator_id or 0, ""),
            did=row.did,
            did_on=row.did_on,
            publicity=row.publicity,
        )


def _pairs(
    reading: Reading, kind: type[WardRow] | type[CommunityRow]
) -> tuple[tuple[int, str], ...]:
    query = select(kind.id, kind.name).order_by(kind.position, kind.name)
    return tuple((key, name) for key, name in reading.rows(query))


def _items(reading: Reading, meeting_id: int) -> tuple[tuple[int, str], ...]:
    query = (
        select(AgendaItemRow.id, AgendaItemRow.title)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position)
    )
    return tuple((key, title) for key, title in reading.rows(query))


def _heard(reading: Reading) -> tuple[list[tuple[str, date]], list[tuple[str, date]]]:
    """(ward, day) and (community, day) of every voice and every conversation that was held."""
    wards, communities = _Places(reading, WardRow), _Places(reading, CommunityRow)
    by_ward: list[tuple[str, date]] = []
    by_community: list[tuple[str, date]] = []
    voice = select(VoiceRow.ward_id, VoiceRow.community_id, VoiceRow.heard_on)
    for ward, community, on in reading.rows(voice.where(VoiceRow.conversation_id.is_(None))):
        by_ward += wards.at(ward, on)
        by_community += communities.at(community, on)
    held = select(ConversationRow.ward_id, ConversationRow.community, ConversationRow.held_on)
    for ward, name, on in reading.rows(held.where(ConversationRow.held_on.is_not(None))):
        by_ward += wards.at(ward, on)
        by_community.append((name, on))
    return by_ward, by_community


class _Places:
    def __init__(self, reading: Reading, kind: type[WardRow] | type[CommunityRow]) -> None:
        self.names: dict[int, str] = dict(reading.rows(select(kind.id, kind.name)))

    def at(self, key: int | None, on: date) -> list[tuple[str, date]]:
        return [(self.names[key], on)] if key is not None else []


def _cycle_days(reading: Reading, cycle_id: int | None) -> tuple[date, date]:
    """From the Executive of the cycle before to the Board of this one; today without a cycle."""
    row = reading.one(select(CycleRow).where(CycleRow.id == cycle_id))
    if row is None:
        return reading.today, reading.today
    before = select(CycleRow.board_on).where(CycleRow.board_on < row.board_on)
    last = reading.one(before.order_by(CycleRow.board_on.desc()).limit(1))
    return last or row.pmg_on, row.board_on


def _places(
    reading: Reading,
    kind: type[WardRow] | type[CommunityRow],
    heard: list[tuple[str, date]],
    days: tuple[date, date],
) -> tuple[PlaceLine, ...]:
    rows: list[Any] = reading.all(select(kind).order_by(kind.position, kind.name))
    lines = coverage([row.name for row in rows], heard, days, reading.today)
    return tuple(
        PlaceLine(row.id, row.version, kind is WardRow, line, getattr(row, "panel", ""))
        for row, line in zip(rows, lines, strict=True)
    )
