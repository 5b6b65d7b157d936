"""What Home shows."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.home.rules import Gap, StepGroup
from cspdesk.meetings.queries import CycleLine, CycleStrip, MeetingCard


@dataclass(frozen=True, slots=True)
class PartnerLate:
    """A partner, or a vacant seat, in the table of what is overdue.

    Days are 0 when nothing is late. `report_back_words`: "34 days", "Received", "Due Fri 7 Apr",
    "Not asked"; `homework_words`: "2 set", "None set". The ids are what a cell leads to: the action
    and the report-back that wait longest, the vacant seat.
    """

    organisation_id: int | None
    name: str
    late_actions: int
    action_days: int
    action_words: str
    report_back_days: int
    report_back_words: str
    homework: int
    homework_words: str
    vacant: bool = False
    action_id: int | None = None
    report_back_id: int | None = None
    seat_id: int | None = None


@dataclass(frozen=True, slots=True)
class NextCycle:
    """The cycle after this one: "Prevention, Thu 8 June 2017" and how its invitations stand."""

    cycle: CycleLine
    title: str
    detail: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """Home of a cycle. The KPI columns come from the KPIs' own queries."""

    strip: CycleStrip
    meeting: MeetingCard | None
    headline: str
    sentence: str
    groups: tuple[StepGroup, ...]
    overdue: tuple[PartnerLate, ...]
    overdue_words: str
    gaps: tuple[Gap, ...]
    next_cycle: NextCycle | None

    @property
    def open_steps(self) -> int:
        return sum(len(group.steps) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The pills of the tabs: how much waits for the officer, with the words of a tooltip.

    `agenda` are checks to clear, `inbox` business to decide: both wait on the agenda's tab.
    """

    agenda: int
    agenda_words: str
    inbox: int
    inbox_words: str
    homework: int
    homework_words: str
    actions: int
    actions_words: str
    boards: int
    boards_words: str
