"""What an agenda can be carried to or started from, how it was locked, and a paper's bytes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select

from cspdesk.agenda.loading import papers_of
from cspdesk.agenda.records import PaperCard
from cspdesk.calendar import short_date
from cspdesk.errors import WorldError
from cspdesk.meetings.queries import meeting
from cspdesk.reading import Reading
from db.files import file_of
from db.tables import (
    AgendaLockRow,
    AgendaTemplateRow,
    CycleRow,
    GroupRow,
    MeetingRow,
    PaperRow,
    PriorityRow,
    TemplateItemRow,
)
from db.vocabulary import GroupKind, MeetingState


@dataclass(frozen=True, slots=True)
class MeetingChoice:
    """A Board that an item can be taken to: "Thu 8 Jun 2017, Prevention"."""

    id: int
    held_on: date
    focus: str

    @property
    def words(self) -> str:
        day = short_date(self.held_on, year=True)
        return f"{day}, {self.focus}" if self.focus else day


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A template to start from, with how many items it has."""

    id: int
    version: int
    name: str
    items: int


@dataclass(frozen=True, slots=True)
class LockLine:
    """One time the agenda was locked; `reason` is why it was unlocked again."""

    locked_on: date
    unlocked_on: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class PaperPages:
    """A paper with its bytes, to be printed: `number` counts within the item."""

    number: int
    card: PaperCard
    body: bytes = field(repr=False)


def paper_pages(reading: Reading, meeting_id: int) -> dict[int, tuple[PaperPages, ...]]:
    """Item id to its papers with their bytes. Raises WorldError when one is not whole."""
    return {
        item_id: tuple(_pages(reading, number, card) for number, card in enumerate(cards, start=1))
        for item_id, cards in papers_of(reading, meeting_id).items()
    }


def _pages(reading: Reading, number: int, card: PaperCard) -> PaperPages:
    body = file_of(reading.session, card.sha256)
    if body is None:
        raise WorldError(
            f"The paper “{card.title}” is not whole in this file.", "Take it off and add it again."
        )
    return PaperPages(number, card, body)


def boards_ahead(reading: Reading, meeting_id: int) -> tuple[MeetingChoice, ...]:
    """The other Boards whose papers are not out, the next first."""
    own = meeting(reading, meeting_id)
    query = (
        select(MeetingRow.id, MeetingRow.held_on, MeetingRow.cycle_id)
        .join(GroupRow, MeetingRow.group_id == GroupRow.id)
        .where(
            GroupRow.kind == GroupKind.BOARD,
            MeetingRow.id != meeting_id,
            MeetingRow.state.in_((MeetingState.PLANNING, MeetingState.LOCKED)),
            MeetingRow.held_on >= (min(own.held_on, reading.today) if own else reading.today),
        )
        .order_by(MeetingRow.held_on, MeetingRow.id)
    )
    return tuple(
        MeetingChoice(key, held_on, _focus(reading, cycle_id))
        for key, held_on, cycle_id in reading.rows(query)
    )


def _focus(reading: Reading, cycle_id: int) -> str:
    query = (
        select(PriorityRow.name)
        .join(CycleRow, CycleRow.focus_priority_id == PriorityRow.id)
        .where(CycleRow.id == cycle_id)
    )
    return reading.session.scalar(query) or ""


def templates(reading: Reading) -> tuple[TemplateLine, ...]:
    """All templates by name."""
    query = (
        select(AgendaTemplateRow, func.count(TemplateItemRow.id))
        .outerjoin(TemplateItemRow, TemplateItemRow.template_id == AgendaTemplateRow.id)
        .group_by(AgendaTemplateRow.id)
    )
    lines = (TemplateLine(row.id, row.version, row.name, n) for row, n in reading.rows(query))
    return tuple(sorted(lines, key=lambda line: line.name.casefold()))


def locks(reading: Reading, meeting_id: int) -> tuple[LockLine, ...]:
    """When the agenda was locked and why it was unlocked, the latest first."""
    query = (
        select(AgendaLockRow)
        .where(AgendaLockRow.meeting_id == meeting_id)
        .order_by(AgendaLockRow.id.desc())
    )
    return tuple(LockLine(row.locked_on, row.unlocked_on, row.reason) for row in reading.all(query))


def paper_body(reading: Reading, paper_id: int) -> bytes | None:
    """The bytes of a paper, checked against its hash; None when it or they are gone."""
    digest = reading.session.scalar(select(PaperRow.sha256).where(PaperRow.id == paper_id))
    return file_of(reading.session, digest) if digest else None
