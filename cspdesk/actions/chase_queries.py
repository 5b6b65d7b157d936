"""Chases of an action or a report-back, and which partners are to be reminded today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select

from cspdesk.actions.lines import IS_OPEN, boards, lines_where
from cspdesk.actions.records import ActionLine, Chase
from cspdesk.actions.report_back_queries import ReportBackLine, awaited_report_backs
from cspdesk.actions.rules import REMIND_BEFORE, next_reminder, ref_order
from cspdesk.homework.late import LateAnswer, late_answers
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import ActionRow, ChaseRow, OrganisationRow, PartnershipRow

_HOLIDAYS = 14  # days, more than any holiday is long

__all__ = ["Chase", "PartnerChase", "chases_of", "remind_before", "reminders_due"]


@dataclass(frozen=True, slots=True)
class PartnerChase:
    """What one partner is to be reminded of. `email` is "" when the partner has no address."""

    organisation_id: int
    name: str
    short_name: str
    email: str
    actions: tuple[ActionLine, ...]
    report_backs: tuple[ReportBackLine, ...]
    homework: tuple[LateAnswer, ...] = ()

    @property
    def words(self) -> str:
        """ "2 actions, 1 report-back, 1 homework answer"."""
        counts = (
            (len(self.actions), "action"),
            (len(self.report_backs), "report-back"),
            (len(self.homework), "homework answer"),
        )
        return ", ".join(counted(count, noun) for count, noun in counts if count)

    @property
    def overdue(self) -> int:
        late = sum(line.standing.is_overdue for line in self.actions)
        late += sum(line.is_late for line in self.report_backs)
        return late + len(self.homework)


def chases_of(
    reading: Reading,
    *,
    action_id: int | None = None,
    report_back_id: int | None = None,
    homework_id: int | None = None,
) -> tuple[Chase, ...]:
    """The reminders of one action, one report-back or one question, the newest first."""
    query = select(ChaseRow).order_by(ChaseRow.chased_on.desc(), ChaseRow.id.desc())
    if action_id is not None:
        query = query.where(ChaseRow.action_id == action_id)
    elif homework_id is not None:
        query = query.where(ChaseRow.homework_id == homework_id)
    else:
        query = query.where(ChaseRow.report_back_id == report_back_id)
    return tuple(
        Chase(
            id=row.id,
            version=row.version,
            chased_on=row.chased_on,
            way=row.way,
            whom=row.whom,
            text=row.text,
            answered_on=row.answered_on,
            answer=row.answer,
        )
        for row in reading.all(query)
    )


def remind_before(reading: Reading) -> int:
    """How many days before the day a reminder falls due, as the partnership has set it."""
    days = reading.one(select(PartnershipRow.remind_before))
    return REMIND_BEFORE if days is None else days


def reminders_due(reading: Reading, days_before: int | None = None) -> tuple[PartnerChase, ...]:
    """The partners to be reminded by today, each with what they owe, the most late first.

    `days_before` the day, else as the partnership has set it.
    """
    today = reading.today
    ahead = remind_before(reading) if days_before is None else days_before

    def is_due(due_on: date | None, last: date | None) -> bool:
        day = next_reminder(due_on, last, ahead)
        return day is not None and day <= today

    lines = lines_where(reading, IS_OPEN, _near(today, ahead), board_on=boards(reading)[0])
    actions = [line for line in lines if is_due(line.due_on, line.chased_on)]
    backs = awaited_report_backs(reading)
    last = _last_chases(reading)
    late = [line for line in backs if is_due(line.due_on, last.get(line.id))]
    answers = [one for one in late_answers(reading) if one.is_due(today)]
    return _by_partner(reading, actions, late, answers)


def _near(today: date, ahead: int) -> ColumnElement[bool]:
    """What may be due a reminder by today: a holiday moves one forward by some days at most."""
    action = ActionRow.__table__.c
    last = today + timedelta(days=ahead + _HOLIDAYS)
    return (action.due_on <= last) | action.due_meeting_id.is_not(None)


def _last_chases(reading: Reading) -> dict[int, date]:
    query = (
        select(ChaseRow.report_back_id, func.max(ChaseRow.chased_on))
        .where(ChaseRow.report_back_id.is_not(None))
        .group_by(ChaseRow.report_back_id)
    )
    return dict(reading.rows(query))


def _by_partner(
    reading: Reading,
    actions: list[ActionLine],
    backs: list[ReportBackLine],
    answers: list[LateAnswer],
) -> tuple[PartnerChase, ...]:
    concerned = {line.organisation_id for line in actions}
    concerned |= {line.organisation_id for line in backs}
    concerned |= {one.organisation_id for one in answers}
    partners = reading.all(
        select(OrganisationRow)
        .where(OrganisationRow.id.in_(concerned))
        .order_by(OrganisationRow.position, OrganisationRow.name)
    )
    found = [
        PartnerChase(
            organisation_id=row.id,
            name=row.name,
            short_name=row.short_name,
            email=row.email.strip(),
            actions=tuple(
                sorted(
                    (line for line in actions if line.organisation_id == row.id),
                    key=lambda line: (line.due_on or date.max, ref_order(line.ref)),
                )
            ),
            report_backs=tuple(line for line in backs if line.organisation_id == row.id),
            homework=tuple(one for one in answers if one.organisation_id == row.id),
        )
        for row in partners
    ]
    return tuple(sorted(found, key=lambda partner: -partner.overdue))
