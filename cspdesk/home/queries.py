"""Home: the headline, next steps, what is overdue by partner, gaps, the next cycle, tab pills."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from cspdesk.actions.queries import (
    ActionLine,
    ActionLog,
    PartnerActions,
    latest_report_backs,
    open_actions,
)
from cspdesk.actions.report_back_queries import ReportBackLine, ReportBackView, report_backs
from cspdesk.agenda.business_queries import to_decide
from cspdesk.agenda.loading import LoadedAgenda, load_agenda
from cspdesk.agenda.rules import paper_standing
from cspdesk.boards.queries import Ledger, ledger
from cspdesk.boards.rules import is_waiting
from cspdesk.calendar import short_date
from cspdesk.home.beside import Unfinished, answers_sent, beside, unfinished_minutes
from cspdesk.home.gaps import Known, Table, board_table, gaps
from cspdesk.home.records import HomeView, NextCycle, PartnerLate, Waiting
from cspdesk.home.rules import (
    AfterFacts,
    HomeFacts,
    StepGroup,
    Waits,
    headline,
    headline_detail,
)
from cspdesk.home.steps import next_steps
from cspdesk.homework.rules import HomeworkTotals, answers_due, totals
from cspdesk.meetings.queries import CycleStrip, MeetingCard, current_cycle, cycle_strip, next_cycle
from cspdesk.people.gaps import SeatFact
from cspdesk.people.queries import BodyLine, governance_bodies, partners
from cspdesk.people.rules import Partner
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership
from cspdesk.words import counted
from db.tables import AgendaItemRow, BoardMessageRow, GroupRow
from db.vocabulary import GroupKind, HomeworkState, ItemType, MessageWay


@dataclass(frozen=True)
class _Areas:
    """What each area says of one cycle."""

    strip: CycleStrip
    agenda: LoadedAgenda | None
    log: ActionLog
    board: Ledger | None
    last: ReportBackView | None
    own: ReportBackView | None
    partners: tuple[Partner, ...]
    table: Table
    bodies: tuple[BodyLine, ...]
    minutes: Unfinished

    @property
    def homework(self) -> HomeworkTotals:
        marks = self.agenda.marks.values() if self.agenda else ()
        return totals(mark.state for each in marks for mark in each)


def home(reading: Reading, cycle_id: int | None = None) -> HomeView | None:
    """Home of a cycle, or of the current one; None when there is no cycle."""
    strip = current_cycle(reading) if cycle_id is None else cycle_strip(reading, cycle_id)
    return home_in(reading, strip) if strip is not None else None


def home_in(reading: Reading, strip: CycleStrip) -> HomeView:
    """Home of the cycle of a strip that is known already."""
    areas = _areas(reading, strip)
    late, late_words = _overdue(areas)
    step, groups = strip.next, _groups(reading, areas)
    still_open = sum(len(group.steps) for group in groups)
    card = areas.agenda.meeting if areas.agenda else None
    return HomeView(
        strip=strip,
        meeting=card,
        headline=headline(
            step.step if step else None,
            step.on if step else None,
            strip.next_words,
            still_open,
        ),
        sentence=headline_detail(
            step.step if step else None,
            step.on if step else None,
            strip.cycle.board_on,
            card.starts_at if card else "",
            card.venue if card else "",
            areas.agenda.settings.clear_days if areas.agenda else partnership(reading).clear_days,
        ),
        groups=groups,
        overdue=late,
        overdue_words=late_words,
        gaps=gaps(reading, _known(areas)),
        next_cycle=_next_cycle(reading, strip),
    )


def waiting(reading: Reading, cycle_id: int) -> Waiting | None:
    """How much waits on each tab; None when the cycle is gone."""
    strip = cycle_strip(reading, cycle_id)
    return waiting_in(reading, strip) if strip else None


def waiting_in(reading: Reading, strip: CycleStrip) -> Waiting:
    """How much waits on each tab in a cycle read already; read again after every change."""
    cycle_id, meeting_id = strip.cycle.id, strip.cycle.meeting_id
    agenda = load_agenda(reading, meeting_id) if meeting_id else None
    marks = agenda.marks.values() if agenda else ()
    count = totals(mark.state for each in marks for mark in each)
    to_clear = sum(not check.met for check in agenda.checks) if agenda else 0
    business = to_decide(reading, cycle_id)
    late, updates = open_actions(reading).overdue, _updates_to_come(reading, cycle_id)
    return Waiting(
        agenda=to_clear,
        agenda_words=f"{counted(to_clear, 'check')} to clear",
        inbox=business,
        inbox_words=f"{counted(business, 'piece')} of business to decide",
        homework=count.to_come,
        homework_words=f"{counted(count.to_come, 'answer')} to come",
        actions=late,
        actions_words=f"{counted(late, 'action')} overdue",
        boards=updates,
        boards_words=f"{counted(updates, 'update')} to come",
    )


def _updates_to_come(reading: Reading, cycle_id: int) -> int:
    """As the ledger counts them, without the words of every message."""
    query = (
        select(BoardMessageRow.group_id, BoardMessageRow.state)
        .join(GroupRow, BoardMessageRow.group_id == GroupRow.id)
        .where(
            BoardMessageRow.cycle_id == cycle_id,
            BoardMessageRow.way == MessageWay.IN,
            GroupRow.kind == GroupKind.PARALLEL_BOARD,
        )
    )
    return len({group for group, state in reading.rows(query) if is_waiting(state)})


def _areas(reading: Reading, strip: CycleStrip) -> _Areas:
    meeting_id = strip.cycle.meeting_id
    agenda = load_agenda(reading, meeting_id) if meeting_id else None
    return _Areas(
        strip=strip,
        agenda=agenda,
        log=open_actions(reading),
        board=ledger(reading, strip.cycle.id),
        last=latest_report_backs(reading, min(strip.cycle.board_on, reading.today)),
        own=report_backs(reading, meeting_id) if meeting_id else None,
        partners=agenda.partners if agenda else partners(reading),
        table=board_table(reading),
        bodies=governance_bodies(reading),
        minutes=unfinished_minutes(reading),
    )


def _known(areas: _Areas) -> Known:
    agenda = areas.agenda
    return Known(
        table=areas.table,
        partners=areas.partners,
        without_part=agenda.without_part if agenda else (),
        with_body=frozenset(body.organisation_id for body in areas.bodies),
        ledger=areas.board,
        actions=areas.log.lines,
        items=tuple((item.id, number, item.title) for item, number in _numbered(agenda)),
    )


def _numbered(agenda: LoadedAgenda | None) -> list[tuple[AgendaItemRow, str]]:
    return list(zip(agenda.items, agenda.numbers, strict=True)) if agenda else []


# Next steps


def _groups(reading: Reading, areas: _Areas) -> tuple[StepGroup, ...]:
    if areas.agenda is None:
        return ()
    return next_steps(_facts(reading, areas, areas.agenda))


def _facts(reading: Reading, areas: _Areas, agenda: LoadedAgenda) -> HomeFacts:
    dates, count = areas.strip.cycle.dates, areas.homework
    numbered = _numbered(agenda)
    late = areas.log.lines[0] if areas.log.overdue else None
    last_board_on, after_last = _after_last(reading, areas)
    latest, late_answers, first_late = answers_sent(reading, agenda)
    asked_already = [agenda.meeting.id]
    if after_last is not None and agenda.board_before is not None:
        asked_already.append(agenda.board_before.id)
    around = beside(
        reading, areas.strip.cycle, agenda, areas.log.lines, areas.minutes, asked_already
    )
    return HomeFacts(
        today=reading.today,
        papers_on=dates.papers_on,
        board_on=dates.board_on,
        issued=agenda.meeting.is_issued,
        checks=agenda.checks,
        numbers={item.id: number for item, number in numbered},
        without_part=agenda.without_part,
        late_papers=tuple(
            (number, item.paper_from)
            for item, number in numbered
            if paper_standing(item.paper_state, item.paper_due_on, reading.today).is_late
        ),
        drafts=_drafts(agenda),
        unsent=count.agreed,
        sent=count.sent,
        answered=count.answered,
        asked=count.total,
        answers_due=latest or answers_due(agenda.meeting.held_on),
        sidetracks=tuple(
            number
            for item, number in numbered
            if item.sidetrack.strip() and item.type is ItemType.DECISION
        ),
        over_limit=agenda.meters.over_limit,
        item_limit=agenda.meters.item_limit,
        late_actions=areas.log.overdue,
        oldest_action=_oldest(late) if late else "",
        waiting_boards=_waiting_boards(areas.board),
        after=_after(areas, agenda.meeting, areas.own, areas.board, areas.last, reading.today),
        last_board_on=last_board_on,
        after_last=after_last,
        beside=replace(around, late_answers=Waits(late_answers, first_late)),
        first_action=late.id if late else None,
        first_board=_first_waiting(areas.board),
    )


def _oldest(line: ActionLine) -> str:
    late = counted(line.standing.days, "day")
    return f"The oldest is {late} late: {line.ref}, {line.organisation}"


def _after(
    areas: _Areas,
    card: MeetingCard,
    backs: ReportBackView | None,
    board: Ledger | None,
    last: ReportBackView | None,
    today: date,
) -> AfterFacts:
    lines = backs.lines if backs else ()
    has_met = card.held_on <= today
    return AfterFacts(
        minutes_on=card.minutes_on,
        report_backs_on=card.report_backs_on,
        minutes_out=areas.minutes.are_out(card),
        messages_to_pass=board.messages_to_pass if board else 0,
        bodies=len(lines) or len(_bodies(areas)),
        report_backs_asked=len(lines),
        report_backs_in=sum(line.standing.is_in for line in lines),
        late=last.late if last else 0,
        late_from=last.meeting.held_on if last else None,
        minutes_next=areas.minutes.next_of(card) if has_met else "",
        meeting_id=card.id if has_met else None,
    )


def _after_last(reading: Reading, areas: _Areas) -> tuple[date | None, AfterFacts | None]:
    """What the Board before still owes, from its day until its report-backs are due."""
    card = areas.agenda.board_before if areas.agenda else None
    if card is None or not card.held_on < reading.today <= card.report_backs_on:
        return None, None
    backs, board = report_backs(reading, card.id), ledger(reading, card.cycle_id)
    return card.held_on, _after(areas, card, backs, board, None, reading.today)


def _drafts(agenda: LoadedAgenda) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (number, mark.organisation, mark.id)
        for item, number in zip(agenda.items, agenda.numbers, strict=True)
        for mark in agenda.marks.get(item.id, ())
        if mark.state is HomeworkState.DRAFT
    )


def _waiting_boards(board: Ledger | None) -> tuple[tuple[str, date | None], ...]:
    """Each parallel board whose update was sought and has not come, with its earliest date."""
    found = []
    for one in board.boards if board else ():
        sought = [line for line in one.incoming if line.is_waiting]
        if sought:
            days = [line.due_on for line in sought if line.due_on]
            found.append((one.name, min(days, default=None)))
    return tuple(found)


def _first_waiting(board: Ledger | None) -> int | None:
    """The first board whose update has not come."""
    boards = board.boards if board else ()
    waiting = (one.group_id for one in boards if any(line.is_waiting for line in one.incoming))
    return next(waiting, None)


def _bodies(areas: _Areas) -> list[int]:
    seated = {partner.id for partner in areas.partners}
    return [body.id for body in areas.bodies if body.organisation_id in seated]


# Overdue by partner


def _overdue(areas: _Areas) -> tuple[tuple[PartnerLate, ...], str]:
    groups = {group.organisation_id: group for group in areas.log.groups}
    homework = Counter(
        mark.organisation_id
        for each in (areas.agenda.marks.values() if areas.agenda else ())
        for mark in each
    )
    told: dict[int, list[ReportBackLine]] = {}
    for line in areas.last.lines if areas.last else ():
        told.setdefault(line.organisation_id, []).append(line)
    rows = [
        _partner_late(
            partner, groups.get(partner.id), told.get(partner.id, []), homework[partner.id]
        )
        for partner in areas.partners
    ]
    rows.sort(key=lambda row: (-row.action_days, -row.report_back_days))
    rows += [_vacant(seat) for seat in areas.table.vacant]
    backs = areas.last.late if areas.last else 0
    parts = ((areas.log.overdue, "action"), (backs, "report-back"))
    said = [counted(count, noun) for count, noun in parts if count]
    return tuple(rows), ", ".join(said) or "nothing is late"


def _partner_late(
    partner: Partner, group: PartnerActions | None, told: list[ReportBackLine], asked: int
) -> PartnerLate:
    late = group.overdue if group else 0
    days = group.most_late if group else 0
    back_days, back_words = _report_back(told)
    return PartnerLate(
        organisation_id=partner.id,
        name=partner.short_name,
        late_actions=late,
        action_days=days,
        action_words=f"{late} late, {counted(days, 'day')}" if late else "None late",
        report_back_days=back_days,
        report_back_words=back_words,
        homework=asked,
        homework_words=f"{asked} set" if asked else "None set",
        action_id=group.lines[0].id if group else None,
        report_back_id=_first_awaited(told),
    )


def _first_awaited(lines: list[ReportBackLine]) -> int | None:
    """The report-back that is awaited longest, else the first one that came."""
    ordered = sorted(lines, key=lambda line: (line.standing.is_in, -line.standing.days_late))
    return ordered[0].id if ordered else None


def _report_back(lines: list[ReportBackLine]) -> tuple[int, str]:
    """The latest of a partner's report-backs: days late and words."""
    if not lines:
        return 0, "Not asked"
    days = max(line.standing.days_late for line in lines)
    if days:
        return days, counted(days, "day")
    if all(line.standing.is_in for line in lines):
        return 0, "Received"
    due = min(
        (line.due_on for line in lines if not line.standing.is_in and line.due_on), default=None
    )
    return 0, f"Due {short_date(due)}" if due else "Asked"


def _vacant(seat: SeatFact) -> PartnerLate:
    return PartnerLate(None, seat.role, 0, 0, "Vacant", 0, "", 0, "", vacant=True, seat_id=seat.id)


# Next cycle


def _next_cycle(reading: Reading, strip: CycleStrip) -> NextCycle | None:
    line = next_cycle(reading, strip.cycle.id)
    if line is None:
        return None
    day = short_date(line.board_on, year=True)
    title = f"{line.focus}, {day}" if line.focus else f"Board, {day}"
    asked = _boards_asked(reading, line.id)
    if not asked:
        return NextCycle(line, title, f"Executive {short_date(line.dates.executive_on)}")
    boards = reading.one(
        select(func.count(GroupRow.id)).where(GroupRow.kind == GroupKind.PARALLEL_BOARD)
    )
    return NextCycle(line, title, f"{asked} of {boards} parallel boards have been asked")


def _boards_asked(reading: Reading, cycle_id: int) -> int:
    """How many parallel boards have had a message for a cycle."""
    row = BoardMessageRow
    query = select(row.group_id, row.state).where(
        row.cycle_id == cycle_id, row.way == MessageWay.OUT
    )
    return len({group for group, state in reading.rows(query) if not is_waiting(state)})
