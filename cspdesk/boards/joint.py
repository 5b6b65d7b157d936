"""A joint meeting as the planner shows it: who comes, what each brings, the steps, what follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.boards.rules import StepMark, guest_words, places_words, step_standing
from cspdesk.calendar import short_date
from cspdesk.meetings.queries import MeetingCard, board_meetings
from cspdesk.people.queries import groups
from cspdesk.reading import Reading
from cspdesk.words import number_word
from db.tables import GroupRow, JointGuestRow, JointQuestionRow, JointStepRow
from db.vocabulary import GroupKind, GuestState


@dataclass(frozen=True, slots=True)
class GuestLine:
    """A member of another board; `words` say how far the invitation is."""

    id: int
    version: int
    group_id: int
    group: str
    short_name: str
    who: str
    brings: str
    state: GuestState
    invited_on: date | None

    @property
    def words(self) -> str:
        return guest_words(self.state, self.invited_on)


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question put to every board."""

    id: int
    version: int
    text: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step before the meeting, or (with a board) what follows it there."""

    id: int
    version: int
    title: str
    group: str
    due_on: date | None
    begun_on: date | None
    done_on: date | None
    outcome: str
    mark: StepMark
    words: str


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """What one board is asked to bring, and its place at the meeting."""

    group_id: int
    group: str
    brings: str
    state: GuestState
    words: str


@dataclass(frozen=True, slots=True)
class JointPlan:
    """The plan of one meeting. `boards` counts all parallel boards, invited or not."""

    meeting: MeetingCard
    boards: int
    guests: tuple[GuestLine, ...]
    questions: tuple[QuestionLine, ...]
    steps: tuple[StepLine, ...]
    follow_up: tuple[StepLine, ...]

    @property
    def is_started(self) -> bool:
        return bool(self.guests or self.questions or self.steps or self.follow_up)

    @property
    def title(self) -> str:
        """ "Joint Prevention meeting"."""
        return " ".join(word for word in ("Joint", self.meeting.focus, "meeting") if word)

    @property
    def words(self) -> str:
        """ "Thu 8 Jun 2017, with all four boards"."""
        with_whom = self._with_whom
        day = short_date(self.meeting.held_on, year=True)
        return f"{day}, {with_whom}" if with_whom else day

    @property
    def _with_whom(self) -> str:
        count = len({guest.group_id for guest in self.guests})
        if not count:
            return ""
        if count == self.boards and count > 1:
            return f"with all {number_word(count)} boards"
        return f"with {number_word(count)} board{'' if count == 1 else 's'}"

    @property
    def question(self) -> str:
        """The question for the day, "" while there is none."""
        return self.questions[0].text if self.questions else ""

    @property
    def places(self) -> tuple[BoardPlace, ...]:
        """One line for each board that has a guest, in the order of the boards."""
        held: dict[int, list[GuestLine]] = {}
        for guest in self.guests:
            held.setdefault(guest.group_id, []).append(guest)
        return tuple(_place(mine) for mine in held.values())

    @property
    def to_invite(self) -> tuple[GuestLine, ...]:
        return tuple(one for one in self.guests if one.state is GuestState.TO_INVITE)

    def of_board(self, group_id: int) -> tuple[GuestLine, ...]:
        return tuple(one for one in self.guests if one.group_id == group_id)


def _place(guests: Sequence[GuestLine]) -> BoardPlace:
    state, words = places_words([guest.state for guest in guests])
    brings = "; ".join(dict.fromkeys(guest.brings for guest in guests if guest.brings))
    return BoardPlace(guests[0].group_id, guests[0].group, brings, state, words)


def joint_meetings(reading: Reading) -> tuple[MeetingCard, ...]:
    """Boards that have such a plan or are still to come, the earliest first."""
    planned = _planned(reading)
    return tuple(
        one for one in board_meetings(reading) if one.id in planned or one.held_on >= reading.today
    )


def joint_meeting_of(reading: Reading, cycle_id: int | None) -> int | None:
    """The meeting to show: the first with a plan that is not before this cycle's Board.

    With no plan ahead the last one that was; None when no meeting has one.
    """
    planned, every = _planned(reading), board_meetings(reading)
    meetings = [one for one in every if one.id in planned]
    cycle_day = next((one.held_on for one in every if one.cycle_id == cycle_id),
                     reading.today)  # fmt: skip
    ahead = [one.id for one in meetings if one.held_on >= cycle_day]
    return ahead[0] if ahead else meetings[-1].id if meetings else None


def _planned(reading: Reading) -> frozenset[int]:
    kinds = (JointGuestRow, JointQuestionRow, JointStepRow)
    return frozenset(
        key for kind in kinds for (key,) in reading.rows(select(kind.meeting_id).distinct())
    )


def joint_plan(reading: Reading, meeting_id: int) -> JointPlan | None:
    """The plan of a Board meeting, empty where there is none yet; None when it is gone."""
    card = next((one for one in board_meetings(reading) if one.id == meeting_id), None)
    if card is None:
        return None
    boards = groups(reading, GroupKind.PARALLEL_BOARD)
    order = {board.id: place for place, board in enumerate(boards)}
    found = sorted(_guests(reading, meeting_id), key=lambda one: order.get(one.group_id, 0))
    steps = _steps(reading, meeting_id)
    return JointPlan(
        meeting=card,
        boards=len(boards),
        guests=tuple(found),
        questions=_questions(reading, meeting_id),
        steps=tuple(line for line, follows in steps if not follows),
        follow_up=tuple(line for line, follows in steps if follows),
    )


def _guests(reading: Reading, meeting_id: int) -> list[GuestLine]:
    query = (
        select(JointGuestRow, GroupRow.name, GroupRow.short_name)
        .join(GroupRow, JointGuestRow.group_id == GroupRow.id)
        .where(JointGuestRow.meeting_id == meeting_id)
        .order_by(JointGuestRow.position, JointGuestRow.id)
    )
    return [
        GuestLine(
            id=row.id,
            version=row.version,
            group_id=row.group_id,
            group=name,
            short_name=short_name,
            who=row.who,
            brings=row.brings,
            state=row.state,
            invited_on=row.invited_on,
        )
        for row, name, short_name in reading.rows(query)
    ]


def _questions(reading: Reading, meeting_id: int) -> tuple[QuestionLine, ...]:
    query = select(JointQuestionRow).filter_by(meeting_id=meeting_id)
    rows = reading.all(query.order_by(JointQuestionRow.position, JointQuestionRow.id))
    return tuple(QuestionLine(row.id, row.version, row.text) for row in rows)


def _steps(reading: Reading, meeting_id: int) -> list[tuple[StepLine, bool]]:
    query = (
        select(JointStepRow, GroupRow.name)
        .outerjoin(GroupRow, JointStepRow.group_id == GroupRow.id)
        .where(JointStepRow.meeting_id == meeting_id)
        .order_by(JointStepRow.position, JointStepRow.id)
    )
    return [
        (_step(row, group or "", reading.today), row.follows) for row, group in reading.rows(query)
    ]


def _step(row: JointStepRow, group: str, today: date) -> StepLine:
    mark, words = step_standing(row.begun_on, row.done_on, row.due_on, today)
    return StepLine(
        id=row.id,
        version=row.version,
        title=row.title,
        group=group,
        due_on=row.due_on,
        begun_on=row.begun_on,
        done_on=row.done_on,
        outcome=row.outcome,
        mark=mark,
        words=words,
    )
