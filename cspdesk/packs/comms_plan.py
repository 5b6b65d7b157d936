"""The comms plan of a Board as a document: the messages, what is still to decide, what needs none.

In the look of the pack's page on communications; before the Board it says what is to be decided.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.comms.queries import comms_plan
from cspdesk.comms.records import CommsPlan, PlanLine
from cspdesk.comms.rules import CommsState, missing_sentence
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.board.parts import RAG_MARKS, short_day
from cspdesk.packs.writing import Exported, refuse_target, save_document
from cspdesk.phrases import items_named, joined
from cspdesk.settings.queries import PartnershipCard, partnership
from db.vocabulary import Rag

_MESSAGES = (
    b.Column("Message", header=True),
    b.Column("Channels", 46),
    b.Column("Lead, by when", 33),
    b.Column("State", 31),
)
_ITEMS = (b.Column("Item", 46, header=True), b.Column("What the front sheet asks"))
_RAGS = {CommsState.OVERDUE: Rag.RED, CommsState.INCOMPLETE: Rag.AMBER,
         CommsState.PUBLISHED: Rag.GREEN}  # fmt: skip


def comms_document(
    plan: CommsPlan, owner: PartnershipCard, today: dt.date, *, draft: bool
) -> b.Document:
    """The whole plan. The same facts make the same document."""
    held = plain_date(plan.meeting.held_on)
    blocks = (
        b.Eyebrow(f"Communications, Board of {held}"),
        b.Heading(1, plan.finding, key="comms"),
        *_messages(plan),
        *_to_decide(plan, today),
        *_none_needed(plan),
    )
    return b.Document(
        title=f"Comms plan, {held}",
        partnership=owner.name,
        sections=(b.Section(blocks),),
        created=dt.datetime.combine(today, dt.time(12), dt.UTC),
        running=f"Board meeting, {held}",
        marking=MARKINGS[owner.marking],
        edition_line="Comms plan. Sample content" if owner.is_sample else "Comms plan",
        draft=draft,
        subject="What is published, for whom, through which channels, by whom and when",
    )


def _messages(plan: CommsPlan) -> tuple[b.Block, ...]:
    if not plan.messages:
        return (b.Paragraph("No message has been decided yet."),)
    rows = tuple(_message_row(line) for line in plan.messages)
    return (
        b.Heading(2, "What we say, and who carries it"),
        b.DataTable(_MESSAGES, rows, summary="Messages with channels, lead, day and state"),
    )


def _message_row(line: PlanLine) -> b.Row:
    message = line.message
    assert message is not None
    audience = f"For: {message.audience}. " if message.audience else ""
    words = b.lines_cell(message.message, f"{audience}{line.place}, {line.about}")
    channels = joined(message.all_channels) or b.quiet("No channel yet")
    due = short_day(message.due_on) if message.due_on else "no day yet"
    who = b.lines_cell(message.who or "Nobody yet", due)
    return b.Row((words, channels, who, _state(line)))


def _state(line: PlanLine) -> b.Cell:
    message, state = line.message, line.standing.state
    rag = _RAGS.get(state)
    more = message.published_where if message else ""
    if len(line.standing.missing) > 1:
        more = missing_sentence(line.standing.missing)
    if rag is None:
        return b.lines_cell(line.standing.words, more)
    return b.status_cell(RAG_MARKS[rag], line.standing.words, way_word=more)


def _to_decide(plan: CommsPlan, today: dt.date) -> tuple[b.Block, ...]:
    if not plan.to_decide:
        return ()
    rows = tuple(
        b.Row(
            (
                b.lines_cell(line.place, line.about),
                line.asked or b.quiet("No question on the front sheet"),
            )
        )
        for line in plan.to_decide
    )
    table = b.DataTable(_ITEMS, rows, summary="Items without a decision on communications")
    heading = b.Heading(2, "Still to decide")
    if plan.meeting.held_on < today:
        return heading, table
    # The source has the Board decide it at the end of each item.
    sought = "for each item, nothing needed, or a message with its audience, channels, owner, day."
    return heading, table, b.AskBox((b.Paragraph((b.bold("Decision sought: "), sought)),))


def _none_needed(plan: CommsPlan) -> tuple[b.Block, ...]:
    if not plan.none_needed:
        return ()
    numbers = [line.item_number for line in plan.none_needed]
    return (b.Note(f"{items_named(numbers)}: nothing needs to be published."),)


def export_comms_plan(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the plan to `out`. It says DRAFT while an item is to be decided, unless told.

    Raises WorldError when the meeting is gone or it cannot be written, RenderCancelled when
    `cancelled` says stop.
    """
    refuse_target(out)
    plan, owner = desk.ask(comms_plan, meeting_id), desk.ask(partnership)
    if plan is None:
        raise WorldError("This meeting is not in the file.", "Choose another meeting.")
    unfinished = bool(plan.to_decide) if draft is None else draft
    document = comms_document(plan, owner, desk.today, draft=unfinished)
    return save_document(document, out, owner.marking, progress=progress, cancelled=cancelled)
