"""Examples of the commands of the bank of questions."""

from __future__ import annotations

from command_examples import Example
from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.homework.commands import CopyQuestions
from db.tables import AgendaItemRow, HomeworkRow
from db.vocabulary import HomeworkState


def _copy_questions(desk: Desk) -> CopyQuestions:
    """A question that was answered, asked again on another item."""
    worked = first(desk, HomeworkRow, state=HomeworkState.ANSWERED)
    home = first(desk, AgendaItemRow, id=worked.item_id)
    other = first(desk, AgendaItemRow, meeting_id=home.meeting_id, position=home.position + 1)
    return CopyQuestions(((worked.id, other.id),))


EXAMPLES: dict[type[Command], Example] = {CopyQuestions: _copy_questions}
