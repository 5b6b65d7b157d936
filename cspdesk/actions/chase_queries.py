"""Chases of an action or a report-back, and which partners are to be reminded today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from cspdesk.actions.lines import IS_OPEN, boards, lines_where
from cspdesk.actions.records import ActionLine, Chase
from cspdesk.actions.report_back_queries import ReportBackLine, awaited_report_backs
from cspdesk.actions.rules import REMIND_BEFORE, next_reminder, ref_order
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import ChaseRow, OrganisationRow

__all__ = ["Chase", "PartnerChase", "chases_of", "reminders_due"]


@dataclass(frozen=True, slots=True)
class PartnerChase:
    """What one partner is to be reminded of. `email` is "" when the partner has no address."""

    organisation_id: int
    name: str
    short_name: str
    email: str
    actions: tuple[ActionLine, ...]
    report_backs: tuple[ReportBackLine, ...]

    @property
    def words(self) -> str:
        """ "2 actions, 1 report-back"."""
        parts = [counted(len(self.actions), "action")] if self.actions else []
        parts += [counted(len(self.report_backs), "report-back")] if self.report_backs else []
        return ", ".join(parts)

    @property
    def overdue(self) -> int:
        late = sum(line.standing.is_overdue for line in self.actions)
        return late + sum(line.is_late for line in self.report_backs)


def chases_of(
    reading: Reading, *, action_id: int | None = None, report_back_id: int | None = None
) -> tuple[Chase, ...]:
    """The reminders of one action or one report-back, the newest first."""
    query = select(ChaseRow).order_by(ChaseRow.chased_on.desc(), ChaseRow.id.desc())
    if action_id is not None:
        query = query.where(ChaseRow.action_id == action_id)
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


def reminders_due(reading: Reading, days_before: int = REMIND_BEFORE) -> tuple[PartnerChase, ...]:
    """The partners to be reminded by today, each with what they owe, the most late first."""
    today = reading.today

    def is_due(due_on: date | None, last: date | None) -> bool:
        day = next_reminder(due_on, last, days_before)
        return day is not None and day <= today

    lines = lines_where(reading, IS_OPEN, board_on=boards(reading)[0])
    actions = [line for line in lines if is_due(line.due_on, line.chased_on)]
    backs = awaited_report_backs(reading)
    last = _last_chases(reading)
    late = [line for line in backs if is_due(line.due_on, last.get(line.id))]
    return _by_partner(reading, actions, late)


def _last_chases(reading: Reading) -> dict[int, date]:
    query = (
        select(ChaseRow.report_back_id, func.max(ChaseRow.chased_on))
        .where(ChaseRow.report_back_id.is_not(None))
        .group_by(ChaseRow.report_back_id)
    )
    return dict(reading.rows(query))


def _by_partner(
    reading: Reading, actions: list[ActionLine], backs: list[ReportBackLine]
) -> tuple[PartnerChase, ...]:
    concerned = {line.organisation_id for line in actions}
    concerned |= {line.organisation_id for line in backs}
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
        )
        for row in partners
    ]
    return tuple(sorted(found, key=lambda partner: -partner.overdue))
