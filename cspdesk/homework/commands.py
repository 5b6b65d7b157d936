"""Set homework questions for partners, send them, record their answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.commands import named
from cspdesk.calendar import short_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, edit_label, needs, required
from cspdesk.homework.rules import answers_due
from cspdesk.phrases import joined
from cspdesk.words import counted
from db.tables import AgendaItemRow, ChaseRow, HomeworkRow, MeetingRow, OrganisationRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import HomeworkState

_NO_QUESTION = "Write the question."
_BEFORE_SENDING = (HomeworkState.DRAFT, HomeworkState.SET)


@dataclass(frozen=True, slots=True)
class SetHomework(Command):
    """Set a question for a partner on an item. Without a due date it is due four working days
    before the Board. `draft` keeps it from going out unfinished.
    """

    item_id: int
    organisation_id: int
    question: str
    contribution: str = ""
    due_on: date | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class EditHomework(Command):
    """Change a question; `draft` only while it has not been sent."""

    homework_id: int
    seen_version: int
    question: str | Keep = KEEP
    contribution: str | Keep = KEEP
    due_on: date | Keep = KEEP
    draft: bool | Keep = KEEP


@dataclass(frozen=True, slots=True)
class MarkSent(Command):
    """The questions have gone to the partners, today."""

    homework_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecordAnswer(Command):
    """What the partner answered; `no_answer` records that none will come (`answer` may say why)."""

    homework_id: int
    seen_version: int
    answer: str
    answered_on: date | None = None
    no_answer: bool = False


@dataclass(frozen=True, slots=True)
class RecordAnswers(Command):
    """Record the answers of one reply in one step, each as it was confirmed."""

    answers: tuple[RecordAnswer, ...]


@dataclass(frozen=True, slots=True)
class WithdrawHomework(Command):
    """Take a question back."""

    homework_id: int
    seen_version: int


@dataclass(frozen=True, slots=True)
class CopyQuestions(Command):
    """Ask questions of an earlier Board again, as drafts with a due date of this one.

    `copies` pairs a question with the agenda item it goes to; `organisation_id` asks another
    partner, None the same ones. A question which that partner has on that item is left out.
    """

    copies: tuple[tuple[int, int], ...]
    organisation_id: int | None = None


@handles(SetHomework)
def set_homework(command: SetHomework, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id)
    organisation = work.get(OrganisationRow, command.organisation_id)
    meeting = work.get(MeetingRow, item.meeting_id)
    due_on = command.due_on or _usual_due(meeting, work.today)
    _check_due(due_on, meeting)
    work.add(
        HomeworkRow(
            item_id=item.id,
            organisation_id=organisation.id,
            question=required("question", command.question, _NO_QUESTION),
            contribution=command.contribution.strip(),
            due_on=due_on,
            state=HomeworkState.DRAFT if command.draft else HomeworkState.SET,
        )
    )
    verb = "Drafted" if command.draft else "Set"
    return f"{verb} homework for {organisation.short_name}, {named(item)}"


@handles(EditHomework)
def edit_homework(command: EditHomework, work: UnitOfWork) -> str:
    row = work.get(HomeworkRow, command.homework_id, command.seen_version)
    words = {"question": "question", "contribution": "contribution", "due_on": "due date"}
    changed = apply_edit(row, command, words, {"question": needs("question", _NO_QUESTION)})
    if "due date" in changed and row.due_on:
        item = work.get(AgendaItemRow, row.item_id)
        _check_due(row.due_on, work.get(MeetingRow, item.meeting_id))
    if command.draft is not KEEP:
        changed += _set_draft(row, command.draft)
    return edit_label(changed, _named(work, row))


def _set_draft(row: HomeworkRow, draft: bool) -> list[str]:
    if row.state not in _BEFORE_SENDING:
        raise RuleBroken("draft", "This question has been sent: it is no draft any more.")
    state = HomeworkState.DRAFT if draft else HomeworkState.SET
    if row.state is state:
        return []
    row.state = state
    return ["state"]


@handles(MarkSent)
def mark_sent(command: MarkSent, work: UnitOfWork) -> str:
    rows = [work.get(HomeworkRow, key) for key in dict.fromkeys(command.homework_ids)]
    fresh = [row for row in rows if row.state in _BEFORE_SENDING]
    if not fresh:
        raise RuleBroken("homework_ids", "These questions have all been sent.")
    for row in fresh:
        row.state = HomeworkState.SENT
        row.sent_on = work.today
    partners = {row.organisation_id: None for row in fresh}
    names = [work.get(OrganisationRow, key).short_name for key in partners]
    if len(names) > 3:
        return f"Sent {counted(len(fresh), 'question')} to {len(names)} partners"
    return f"Sent {counted(len(fresh), 'question')} to {joined(names)}"


@handles(RecordAnswer)
def record_answer(command: RecordAnswer, work: UnitOfWork) -> str:
    row = work.get(HomeworkRow, command.homework_id, command.seen_version)
    answered_on = command.answered_on or work.today
    if answered_on > work.today:
        raise RuleBroken("answered_on", f"{short_date(answered_on)} has not come yet.")
    if command.no_answer:
        row.answer = command.answer.strip()
        row.state, row.answered_on = HomeworkState.NO_ANSWER, None
        return f"Recorded no answer: {_named(work, row)}"
    row.answer = required("answer", command.answer, "Write what the partner answered.")
    row.state, row.answered_on = HomeworkState.ANSWERED, answered_on
    return f"Recorded the answer to {_named(work, row)}"


@handles(RecordAnswers)
def record_answers(command: RecordAnswers, work: UnitOfWork) -> str:
    if not command.answers:
        raise RuleBroken("answers", "Tick the answers to record.")
    for one in command.answers:
        record_answer(one, work)
    rows = [work.get(HomeworkRow, one.homework_id) for one in command.answers]
    names = [
        work.get(OrganisationRow, key).short_name
        for key in dict.fromkeys(row.organisation_id for row in rows)
    ]
    return f"Recorded {counted(len(rows), 'answer')} of {joined(names)}"


@handles(WithdrawHomework)
def withdraw_homework(command: WithdrawHomework, work: UnitOfWork) -> str:
    row = work.get(HomeworkRow, command.homework_id, command.seen_version)
    if row.state is HomeworkState.ANSWERED:
        raise RuleBroken("", "The partner has answered this question: it stays.")
    label = f"Withdrew {_named(work, row)}"
    for chase in work.all(select(ChaseRow).where(ChaseRow.homework_id == row.id)):
        work.delete(chase)
    work.delete(row)
    return label


@handles(CopyQuestions)
def copy_questions(command: CopyQuestions, work: UnitOfWork) -> str:
    pairs = dict.fromkeys(command.copies)
    if not pairs:
        raise RuleBroken("copies", "Tick the questions to ask again.")
    made = sum(_copy(work, *pair, command.organisation_id) for pair in pairs)
    if not made:
        raise RuleBroken("copies", "These questions are asked at this Board already.")
    return f"Copied {counted(made, 'question')} as drafts"


def _copy(work: UnitOfWork, homework_id: int, item_id: int, organisation_id: int | None) -> bool:
    """Whether a draft was made; the same question is not put twice."""
    earlier, item = work.get(HomeworkRow, homework_id), work.get(AgendaItemRow, item_id)
    asked = work.get(OrganisationRow, organisation_id or earlier.organisation_id)
    same = select(HomeworkRow).where(
        HomeworkRow.item_id == item.id,
        HomeworkRow.organisation_id == asked.id,
        HomeworkRow.question == earlier.question,
    )
    if work.all(same):
        return False
    work.add(
        HomeworkRow(
            item_id=item.id,
            organisation_id=asked.id,
            question=earlier.question,
            contribution=earlier.contribution,
            due_on=_usual_due(work.get(MeetingRow, item.meeting_id), work.today),
            state=HomeworkState.DRAFT,
        )
    )
    return True


def _usual_due(meeting: MeetingRow, today: date) -> date:
    """Some working days before the Board, but neither in the past nor after it."""
    return min(max(answers_due(meeting.held_on), today), meeting.held_on)


def _named(work: UnitOfWork, row: HomeworkRow) -> str:
    organisation = work.get(OrganisationRow, row.organisation_id)
    item = work.get(AgendaItemRow, row.item_id)
    return f"homework for {organisation.short_name}, {named(item)}"


def _check_due(due_on: date, meeting: MeetingRow) -> None:
    if due_on > meeting.held_on:
        board = short_date(meeting.held_on)
        raise RuleBroken("due_on", f"Answers are needed before the Board on {board}.")
