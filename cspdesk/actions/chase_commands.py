"""Chases: which partner was reminded of what, how, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.tables import ActionRow, ChaseRow, HomeworkRow, ReportBackRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import ChaseWay, HomeworkState, ReportBackState


@dataclass(frozen=True, slots=True)
class RecordChases(Command):
    """Record that owners were reminded: of actions, report-backs, late homework, or all at once."""

    action_ids: tuple[int, ...] = ()
    report_back_ids: tuple[int, ...] = ()
    way: ChaseWay = ChaseWay.EMAIL
    whom: str = ""
    text: str = ""
    chased_on: date | None = None
    homework_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerChase(Command):
    """Record how the partner answered a reminder."""

    chase_id: int
    seen_version: int
    answer: str
    answered_on: date | None = None


@handles(RecordChases)
def record_chases(command: RecordChases, work: UnitOfWork) -> str:
    if not (command.action_ids or command.report_back_ids or command.homework_ids):
        raise RuleBroken("", "There is nothing to chase.")
    day = _past("chased_on", command.chased_on or work.today, work.today)
    refs = [_open_action(work, key).ref for key in command.action_ids]
    for key in command.report_back_ids:
        if work.get(ReportBackRow, key).state is ReportBackState.REPORTED:
            raise RuleBroken("", "The body has reported back: there is nothing to chase.")
    for key in command.homework_ids:
        if work.get(HomeworkRow, key).state is not HomeworkState.SENT:
            raise RuleBroken("", "The question is answered or was never sent: nothing to chase.")
    about = [{"action_id": key} for key in command.action_ids]
    about += [{"report_back_id": key} for key in command.report_back_ids]
    about += [{"homework_id": key} for key in command.homework_ids]
    told = {"whom": command.whom.strip(), "text": command.text.strip()}
    for which in about:
        work.add(ChaseRow(**which, chased_on=day, way=command.way, **told))
    return _label(refs, len(command.report_back_ids), len(command.homework_ids))


def _open_action(work: UnitOfWork, key: int) -> ActionRow:
    row = work.get(ActionRow, key)
    if not row.state.is_open:
        raise RuleBroken("", f"Action {row.ref} is closed: there is nothing to chase.")
    return row


def _label(refs: list[str], report_backs: int, answers: int) -> str:
    if len(refs) == 1 and not report_backs and not answers:
        return f"Chased action {refs[0]}"
    counts = (
        (len(refs), "action"), (report_backs, "report-back"), (answers, "homework answer"),
    )  # fmt: skip
    return f"Chased {joined([counted(count, noun) for count, noun in counts if count])}"


@handles(AnswerChase)
def answer_chase(command: AnswerChase, work: UnitOfWork) -> str:
    row = work.get(ChaseRow, command.chase_id, command.seen_version)
    row.answer = required("answer", command.answer, "Write how they answered.")
    day = _past("answered_on", command.answered_on or work.today, work.today)
    if day < row.chased_on:
        said = f"{short_date(day)} is before the reminder of {short_date(row.chased_on)}."
        raise RuleBroken("answered_on", said)
    row.answered_on = day
    return f"Recorded the answer to the reminder of {short_date(row.chased_on)}"


def _past(field: str, day: date, today: date) -> date:
    if day > today:
        raise RuleBroken(field, f"{short_date(day)} has not come yet.")
    return day
