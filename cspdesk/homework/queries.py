"""Homework as a grid of partners by items, one question, and the questions of one partner."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cspdesk.agenda.loading import LoadedAgenda, load_agenda
from cspdesk.agenda.records import HomeworkMark
from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.calendar import short_date
from cspdesk.homework.rules import HomeworkTotals, answer_words, answers_due, totals
from cspdesk.meetings.queries import MeetingCard
from cspdesk.people.queries import SeatLine, vacant_seats
from cspdesk.people.rules import Partner
from cspdesk.reading import Reading
from db.tables import AgendaItemRow, ChaseRow, HomeworkRow, OrganisationRow
from db.vocabulary import HomeworkState, ItemType


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """An agenda item over the grid. `words` is its foot: "2 of 5" or "For noting"."""

    id: int
    number: str
    title: str
    short_title: str
    type: ItemType
    asked: int
    answered: int
    words: str


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A partner: one tuple of questions for each column. `has_nothing`: no part in any item."""

    organisation_id: int
    code: str
    name: str
    short_name: str
    cells: tuple[tuple[HomeworkMark, ...], ...]
    total: int
    has_nothing: bool


@dataclass(frozen=True, slots=True)
class HomeworkMatrix:
    """Partners by items, with the Board's vacant seats below. `due_on` is the usual reply date."""

    meeting: MeetingCard
    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    vacant: tuple[SeatLine, ...]
    totals: HomeworkTotals
    due_on: date

    @property
    def sentence(self) -> str:
        """ "16 questions: 5 answered, 8 sent, 3 draft. Answers due Fri 17 Feb."."""
        return f"{self.totals.words}. Answers due {short_date(self.due_on)}."


@dataclass(frozen=True, slots=True)
class HomeworkCard:
    """One question in full. `timing` is its answer against its date ("9 days early")."""

    id: int
    version: int
    item_id: int
    item_number: str
    item_title: str
    item_short_title: str
    organisation_id: int
    organisation: str
    organisation_name: str
    question: str
    contribution: str
    due_on: date | None
    state: HomeworkState
    sent_on: date | None
    answer: str
    answered_on: date | None
    timing: str
    chases: int = 0
    chased_on: date | None = None
    previous_id: int | None = None
    next_id: int | None = None


@dataclass(frozen=True, slots=True)
class PartnerHomework:
    """The questions of one partner for one Board, in the order of the agenda."""

    meeting: MeetingCard
    organisation_id: int
    code: str
    name: str
    short_name: str
    questions: tuple[HomeworkCard, ...]

    @property
    def to_send(self) -> tuple[HomeworkCard, ...]:
        """Those that have not gone out."""
        states = (HomeworkState.DRAFT, HomeworkState.SET)
        return tuple(card for card in self.questions if card.state in states)

    @property
    def waiting(self) -> tuple[HomeworkCard, ...]:
        """Those that were sent and not answered: for a reminder."""
        return tuple(card for card in self.questions if card.state is HomeworkState.SENT)

    @property
    def reply_by(self) -> date | None:
        """The earliest date of a question that still waits."""
        open_cards = (*self.to_send, *self.waiting)
        return min((card.due_on for card in open_cards if card.due_on), default=None)


def matrix(reading: Reading, meeting_id: int) -> HomeworkMatrix | None:
    """The grid of a meeting's homework; None when the meeting is gone.

    Standing items have a column only with a question on them, save the highlight report.
    """
    loaded = load_agenda(reading, meeting_id)
    if loaded is None:
        return None
    columns = _columns(loaded)
    idle = {partner.id for partner in loaded.without_part}
    marks = [mark for marks in loaded.marks.values() for mark in marks]
    return HomeworkMatrix(
        meeting=loaded.meeting,
        columns=columns,
        rows=tuple(
            _row(partner, columns, loaded, partner.id in idle)
            for partner in (*loaded.partners, *_guests(reading, loaded, marks))
        ),
        vacant=vacant_seats(reading),
        totals=totals(mark.state for mark in marks),
        due_on=_due(reading, meeting_id, answers_due(loaded.meeting.held_on)),
    )


def _due(reading: Reading, meeting_id: int, usual: date) -> date:
    """The latest date an answer is due, else the usual one."""
    query = (
        select(HomeworkRow.due_on)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
    )
    return max((day for (day,) in reading.rows(query) if day), default=usual)


def _columns(loaded: LoadedAgenda) -> tuple[MatrixColumn, ...]:
    return tuple(
        _column(item, number, loaded.marks.get(item.id, ()))
        for item, number in zip(loaded.items, loaded.numbers, strict=True)
        if item.type is not ItemType.STANDING
        or item.id in loaded.marks
        or item.standing_key == HIGHLIGHT_REPORT
    )


def _column(item: AgendaItemRow, number: str, marks: Sequence[HomeworkMark]) -> MatrixColumn:
    answered = sum(mark.state is HomeworkState.ANSWERED for mark in marks)
    noting = item.type is ItemType.INFORMATION and not marks
    return MatrixColumn(
        id=item.id,
        number=number,
        title=item.title,
        short_title=item.short_title or item.title,
        type=item.type,
        asked=len(marks),
        answered=answered,
        words="For noting" if noting else f"{answered} of {len(marks)}",
    )


def _guests(
    reading: Reading, loaded: LoadedAgenda, marks: Iterable[HomeworkMark]
) -> tuple[Partner, ...]:
    """Organisations that are asked although they have no seat on the Board: nobody is dropped."""
    seated = {partner.id for partner in loaded.partners}
    asked = {mark.organisation_id for mark in marks} - seated
    if not asked:
        return ()
    rows = reading.all(
        select(OrganisationRow)
        .where(OrganisationRow.id.in_(asked))
        .order_by(OrganisationRow.position)
    )
    return tuple(Partner(row.id, row.code, row.name, row.short_name) for row in rows)


def _row(
    partner: Partner, columns: Sequence[MatrixColumn], loaded: LoadedAgenda, idle: bool
) -> MatrixRow:
    cells = tuple(
        tuple(m for m in loaded.marks.get(column.id, ()) if m.organisation_id == partner.id)
        for column in columns
    )
    return MatrixRow(
        organisation_id=partner.id,
        code=partner.code,
        name=partner.name,
        short_name=partner.short_name,
        cells=cells,
        total=sum(len(cell) for cell in cells),
        has_nothing=idle,
    )


def question(reading: Reading, homework_id: int) -> HomeworkCard | None:
    """One question, with those before and after it in the grid; None when it is gone."""
    query = select(AgendaItemRow.meeting_id).join(
        HomeworkRow, HomeworkRow.item_id == AgendaItemRow.id
    )
    found = reading.rows(query.where(HomeworkRow.id == homework_id))
    cards = _cards(reading, found[0][0]) if found else ()
    return next((card for card in cards if card.id == homework_id), None)


def questions_for(
    reading: Reading, organisation_id: int, meeting_id: int
) -> PartnerHomework | None:
    """The questions of one partner; None when it has none for this meeting."""
    found = by_partner(reading, meeting_id)
    return next((one for one in found if one.organisation_id == organisation_id), None)


def by_partner(reading: Reading, meeting_id: int) -> tuple[PartnerHomework, ...]:
    """Every partner with questions, in the partnership's order: for e-mails and the pack."""
    loaded = load_agenda(reading, meeting_id)
    if loaded is None:
        return ()
    held: dict[int, list[HomeworkCard]] = {}
    for card in _cards(reading, meeting_id, loaded):
        held.setdefault(card.organisation_id, []).append(card)
    codes = select(OrganisationRow.id, OrganisationRow.code).order_by(OrganisationRow.position)
    return tuple(
        PartnerHomework(
            meeting=loaded.meeting,
            organisation_id=key,
            code=code,
            name=held[key][0].organisation_name,
            short_name=held[key][0].organisation,
            questions=tuple(held[key]),
        )
        for key, code in reading.rows(codes)
        if key in held
    )


def _cards(
    reading: Reading, meeting_id: int, loaded: LoadedAgenda | None = None
) -> tuple[HomeworkCard, ...]:
    """All questions of a meeting: by item, then by partner, each knowing its neighbours."""
    loaded = loaded or load_agenda(reading, meeting_id)
    if loaded is None:
        return ()
    number_of = {item.id: no for item, no in zip(loaded.items, loaded.numbers, strict=True)}
    query = (
        select(HomeworkRow, AgendaItemRow, OrganisationRow.short_name, OrganisationRow.name)
        .join(AgendaItemRow, HomeworkRow.item_id == AgendaItemRow.id)
        .join(OrganisationRow, HomeworkRow.organisation_id == OrganisationRow.id)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position, OrganisationRow.position, HomeworkRow.id)
    )
    rows = reading.rows(query)
    chased = _chased(reading)
    ids: list[int | None] = [None, *(row[0].id for row in rows), None]
    return tuple(
        replace(
            _card(row, item, (short, name), number_of[item.id], (before, after), reading.today),
            **chased.get(row.id, {}),
        )
        for (row, item, short, name), before, after in zip(rows, ids, ids[2:], strict=False)
    )


def _chased(reading: Reading) -> dict[int, dict[str, Any]]:
    """Question id → how often and when last its answer was chased."""
    query = (
        select(ChaseRow.homework_id, func.count(), func.max(ChaseRow.chased_on))
        .where(ChaseRow.homework_id.is_not(None))
        .group_by(ChaseRow.homework_id)
    )
    rows = reading.rows(query)
    return {key: {"chases": count, "chased_on": last} for key, count, last in rows}


def _card(
    row: HomeworkRow,
    item: AgendaItemRow,
    names: tuple[str, str],
    number: str,
    neighbours: tuple[int | None, int | None],
    today: date,
) -> HomeworkCard:
    return HomeworkCard(
        id=row.id,
        version=row.version,
        item_id=item.id,
        item_number=number,
        item_title=item.title,
        item_short_title=item.short_title or item.title,
        organisation_id=row.organisation_id,
        organisation=names[0],
        organisation_name=names[1],
        question=row.question,
        contribution=row.contribution,
        due_on=row.due_on,
        state=row.state,
        sent_on=row.sent_on,
        answer=row.answer,
        answered_on=row.answered_on,
        timing=answer_words(row.state, row.due_on, row.answered_on, today),
        previous_id=neighbours[0],
        next_id=neighbours[1],
    )
