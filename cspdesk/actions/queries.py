"""The action log by partner, one action with its history, the meetings it can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from cspdesk.actions.chase_queries import Chase, chases_of, remind_before
from cspdesk.actions.lines import IS_CLOSED, IS_OPEN, boards, lines_where
from cspdesk.actions.records import (
    ActionCard,
    ActionLine,
    ActionLog,
    ActionUpdate,
    HistoryEntry,
    PartnerActions,
)
from cspdesk.actions.report_back_queries import (
    ReportBackCard,
    ReportBackLine,
    ReportBackView,
    late_report_backs,
    latest_report_backs,
    report_back,
    report_back_meetings,
    report_back_register,
    report_backs,
)
from cspdesk.actions.rules import chase_words, next_reminder, ref_order
from cspdesk.agenda.loading import organisation_names, priority_names
from cspdesk.calendar import short_date
from cspdesk.meetings.queries import MeetingCard, board_meetings
from cspdesk.meetings.recording_rules import decision_words
from cspdesk.reading import Reading
from db.tables import ActionRow, ActionUpdateRow, AgendaItemRow, DecisionRow
from db.vocabulary import ActionState

__all__ = [
    "ActionCard",
    "ActionChoices",
    "ActionLine",
    "ActionLog",
    "ActionUpdate",
    "Chase",
    "HistoryEntry",
    "PartnerActions",
    "ReportBackCard",
    "ReportBackLine",
    "ReportBackView",
    "action",
    "action_choices",
    "actions_for",
    "closed_actions",
    "closed_by_partner",
    "decisions_of",
    "items_of",
    "late_report_backs",
    "latest_report_backs",
    "most_late_first",
    "open_actions",
    "references",
    "report_back",
    "report_back_meetings",
    "report_back_register",
    "report_backs",
]


def open_actions(reading: Reading) -> ActionLog:
    """The action log as it stands today."""
    ahead, behind = boards(reading)
    lines = lines_where(reading, IS_OPEN, board_on=ahead)
    closed = select(func.count()).select_from(ActionRow).where(IS_CLOSED)
    since = closed.where(ActionRow.closed_on > behind) if behind else closed
    return ActionLog(
        groups=_grouped(lines),
        board_on=ahead,
        closed=reading.rows(closed)[0][0],
        closed_since_last=reading.rows(since)[0][0],
        last_board_on=behind,
    )


def actions_for(reading: Reading, organisation_id: int) -> tuple[ActionLine, ...]:
    """The open actions of one partner, the most late first."""
    mine = ActionRow.organisation_id == organisation_id
    lines = lines_where(reading, IS_OPEN, mine, board_on=boards(reading)[0])
    return tuple(sorted(lines, key=most_late_first))


def closed_actions(
    reading: Reading, since: date | None = None, limit: int | None = 200
) -> tuple[ActionLine, ...]:
    """Closed actions, the last closed first; those closed after `since` when given.

    The newest `limit` of them: all of twenty years' take a tenth of a second (limit None).
    """
    wanted = [IS_CLOSED] if since is None else [IS_CLOSED, ActionRow.closed_on > since]
    return tuple(lines_where(reading, *wanted, last_closed=-1 if limit is None else limit))


def action(reading: Reading, action_id: int) -> ActionCard | None:
    """One action with its updates, chases and history; None when it is gone."""
    ahead = boards(reading)[0]
    found = lines_where(reading, ActionRow.id == action_id, board_on=ahead)
    if not found:
        return None
    line = found[0]
    updates, chases = _updates(reading, action_id), chases_of(reading, action_id=action_id)
    done_when, decision_id = reading.rows(
        select(ActionRow.done_when, ActionRow.decision_id).where(ActionRow.id == action_id)
    )[0]
    next_on = next_reminder(line.due_on, line.chased_on, remind_before(reading))
    return ActionCard(
        id=line.id,
        version=line.version,
        line=line,
        agreed_words=_agreed_words(reading, line),
        item_title=_item_title(reading, line.item_id),
        due_words=_due_words(line),
        due_before=tuple(one.due_was for one in reversed(updates) if one.due_was),
        done_when=done_when,
        updates=updates,
        chases=chases,
        history=_history(line, updates, chases),
        next_chase=chase_words(next_on, line.chases, reading.today, ahead),
        today=reading.today,
        decision_id=decision_id,
        decision_words=_decision_words(reading, decision_id),
    )


@dataclass(frozen=True, slots=True)
class ActionChoices:
    """What an action's form offers: id and name of partners, priorities; Boards, latest first.

    `leads` are the roles that lead or have led an action, for completion.
    """

    organisations: tuple[tuple[int, str], ...]
    priorities: tuple[tuple[int, str], ...]
    boards: tuple[MeetingCard, ...]
    leads: tuple[str, ...]


def action_choices(reading: Reading) -> ActionChoices:
    """Partners, priorities, Boards and leads to choose from."""
    leads = select(ActionRow.lead).where(ActionRow.lead != "").distinct()
    names = priority_names(reading).items()
    return ActionChoices(
        organisations=tuple(organisation_names(reading).items()),
        priorities=tuple((key, name) for key, (_number, name) in names),
        boards=tuple(reversed(board_meetings(reading))),
        leads=tuple(sorted((lead for (lead,) in reading.rows(leads)), key=str.casefold)),
    )


def closed_by_partner(reading: Reading) -> dict[int, int]:
    """Partner id to how many of its actions are closed."""
    query = (
        select(ActionRow.organisation_id, func.count())
        .where(IS_CLOSED)
        .group_by(ActionRow.organisation_id)
    )
    return dict(reading.rows(query))


def references(reading: Reading, other_than: int) -> dict[str, int]:
    """ "3.04 Brief the panels" to the id, of every other action; the newest first."""
    query = select(ActionRow.ref, ActionRow.text, ActionRow.id).order_by(ActionRow.id.desc())
    rows = reading.rows(query.where(ActionRow.id != other_than))
    return {f"{ref} {text}": key for ref, text, key in reversed(rows)}


def items_of(reading: Reading, meeting_id: int) -> tuple[tuple[int, str], ...]:
    """The items of a meeting's agenda: id and "4 BME engagement", in their order."""
    query = (
        select(AgendaItemRow.id, AgendaItemRow.number, AgendaItemRow.position, AgendaItemRow.title)
        .where(AgendaItemRow.meeting_id == meeting_id)
        .order_by(AgendaItemRow.position)
    )
    rows = reading.rows(query)
    return tuple((key, f"{number or position} {title}") for key, number, position, title in rows)


def decisions_of(reading: Reading, meeting_id: int) -> tuple[tuple[int, str], ...]:
    """What a meeting decided: id and "Resolved: that …", in the order in which it was recorded."""
    query = (
        select(DecisionRow.id, DecisionRow.kind, DecisionRow.text)
        .where(DecisionRow.meeting_id == meeting_id)
        .order_by(DecisionRow.position, DecisionRow.id)
    )
    return tuple((key, decision_words(kind, text)) for key, kind, text in reading.rows(query))


# Parts


def _decision_words(reading: Reading, decision_id: int | None) -> str:
    if decision_id is None:
        return ""
    query = select(DecisionRow.kind, DecisionRow.text).where(DecisionRow.id == decision_id)
    kind, text = reading.rows(query)[0]
    return decision_words(kind, text)


def most_late_first(line: ActionLine) -> tuple[int, date, Any]:
    """Sorts lines: the most days late first, then by date, those without one last."""
    late = line.standing.days if line.standing.is_overdue else 0
    return -late, line.due_on or date.max, ref_order(line.ref)


def _grouped(lines: Iterable[ActionLine]) -> tuple[PartnerActions, ...]:
    held: dict[int, list[ActionLine]] = {}
    for line in lines:
        held.setdefault(line.organisation_id, []).append(line)
    groups = [
        PartnerActions(
            organisation_id=key,
            name=mine[0].organisation_name,
            short_name=mine[0].organisation,
            lines=tuple(sorted(mine, key=most_late_first)),
        )
        for key, mine in held.items()
    ]
    # The sort is stable: partners without a late action keep the partnership's order.
    return tuple(sorted(groups, key=lambda group: -group.most_late))


def _updates(reading: Reading, action_id: int) -> tuple[ActionUpdate, ...]:
    query = (
        select(ActionUpdateRow)
        .where(ActionUpdateRow.action_id == action_id)
        .order_by(ActionUpdateRow.made_on.desc(), ActionUpdateRow.id.desc())
    )
    return tuple(
        ActionUpdate(row.id, row.version, row.action_id, row.made_on, row.text, row.due_was)
        for row in reading.all(query)
    )


def _due_words(line: ActionLine) -> str:
    """ "Fri 20 Jan 2017", "Board, Thu 23 Feb 2017"."""
    if line.due_on is None:
        return "No date"
    day = short_date(line.due_on, year=True)
    return f"Board, {day}" if line.due_meeting_id else day


def _item_title(reading: Reading, item_id: int | None) -> str:
    if item_id is None:
        return ""
    return reading.one(select(AgendaItemRow.title).where(AgendaItemRow.id == item_id)) or ""


def _agreed_words(reading: Reading, line: ActionLine) -> str:
    if line.agreed_on is None:
        return "Not agreed at a meeting"
    words = f"Board, {short_date(line.agreed_on, year=True).split(' ', 1)[1]}"
    number = item_number(reading, line.item_id)
    return f"{words}, item {number}" if number else words


def item_number(reading: Reading, item_id: int | None) -> str:
    """The number of an item as printed; "" for none."""
    if item_id is None:
        return ""
    query = select(AgendaItemRow.number, AgendaItemRow.position).where(AgendaItemRow.id == item_id)
    found = reading.rows(query)
    return (found[0][0] or str(found[0][1])) if found else ""


def _history(
    line: ActionLine, updates: Sequence[ActionUpdate], chases: Sequence[Chase]
) -> tuple[HistoryEntry, ...]:
    entries = [
        HistoryEntry(
            update.made_on, "Due date moved" if update.due_was else "Update", update.text, update.id
        )
        for update in updates
    ]
    entries += [
        HistoryEntry(one.chased_on, one.title, one.words, chase_id=one.id) for one in chases
    ]
    # The sort is stable: of one day's, updates keep their order and stand over the chases.
    entries.sort(key=lambda entry: entry.on, reverse=True)
    if line.closed_on is not None:
        entries.insert(0, HistoryEntry(line.closed_on, _closed_title(line), line.evidence))
    if line.agreed_on is not None:
        entries.append(HistoryEntry(line.agreed_on, "Agreed by the Board", ""))
    return tuple(entries)


def _closed_title(line: ActionLine) -> str:
    """ "Closed as done", "Closed as duplicate of 3.04", "Closed as superseded by 4.02"."""
    title = f"Closed as {line.state.label.lower()}"
    if not line.successor:
        return title
    joint = "of" if line.state is ActionState.DUPLICATE else "by"
    return f"{title} {joint} {line.successor}"
