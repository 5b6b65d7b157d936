"""Examples of the commands of homework that need rows of their own kind."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.homework.commands import CopyQuestions, RecordAnswer, RecordAnswers
from db.tables import AgendaItemRow, HomeworkRow
from db.vocabulary import HomeworkState


def _copy_questions(desk: Desk) -> CopyQuestions:
    """A question that was answered, asked again on another item."""
    worked = first(desk, HomeworkRow, state=HomeworkState.ANSWERED)
    home = first(desk, AgendaItemRow, id=worked.item_id)
    other = first(desk, AgendaItemRow, meeting_id=home.meeting_id, position=home.position + 1)
    return CopyQuestions(((worked.id, other.id),))


def _answers(desk: Desk) -> RecordAnswers:
    """Two answers out of one reply."""
    one = first(desk, HomeworkRow, state=HomeworkState.SENT)
    two = first(desk, HomeworkRow, state=HomeworkState.ANSWERED)
    return RecordAnswers(
        (
            RecordAnswer(one.id, one.version, "Two operations a week."),
            RecordAnswer(two.id, two.version, "Ms Şükrü can sign it."),
        )
    )


EXAMPLES: dict[type[Command], Example] = {
    CopyQuestions: _copy_questions,
    RecordAnswers: _answers,
}
