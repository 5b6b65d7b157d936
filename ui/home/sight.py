"""Everything Home shows, read in one go, and the words its panes put around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cspdesk.calendar import MONTHS, short_date
from cspdesk.home.queries import home_in
from cspdesk.home.records import HomeView, PartnerLate
from cspdesk.home.rules import NextStep, StepGroup, Target
from cspdesk.kpis.queries import (
    changed_since_last,
    cycle_before_dates,
    has_assessed,
    indicator_groups,
)
from cspdesk.kpis.records import Changed, IndicatorGroup
from cspdesk.meetings.queries import cycle_in_view
from ui.models.grouped import Group

if TYPE_CHECKING:
    from cspdesk.reading import Reading

# Records that a screen is told of by another word than Home's.
_TARGETS = {"agenda_item": "item"}
# Pages of a target that are a view of another screen, and checks that another screen puts right.
_VIEWS = {"report_backs": ("actions", "report_backs")}
_CHECKS = {"highlight": ("kpis", "highlight"), "brief": ("agenda", "rehearsal")}
# A late paper is asked for outside this program; what can be done here is to put it in.
_LINKS = {"papers": "Open item"}
# Columns of the table of what is overdue.
ACTIONS, REPORT_BACKS, HOMEWORK = 1, 2, 3


@dataclass(frozen=True, slots=True)
class HomeSight:
    """Home of a cycle (`view` None without any) and the KPIs beside it."""

    view: HomeView | None
    groups: tuple[IndicatorGroup, ...]
    changed: tuple[Changed, ...]
    last_pmg_on: date | None
    assessed: bool = False  # PMG has judged an indicator in the cycle shown


def read_home(reading: Reading, chosen: int | None = None) -> HomeSight:
    """For `Desk.ask`: Home of the chosen cycle, else of the current one."""
    strip = cycle_in_view(reading, chosen)
    if strip is None:
        return HomeSight(None, indicator_groups(reading), (), None)
    view = home_in(reading, strip)
    cycle_id = strip.cycle.id
    # Without a choice the newest ratings count, also before PMG has met in this cycle.
    groups = indicator_groups(reading, cycle_id if chosen is not None else None)
    before = cycle_before_dates(reading, cycle_id)
    return HomeSight(
        view,
        groups,
        changed_since_last(reading, cycle_id),
        before.pmg_on if before else None,
        has_assessed(reading, cycle_id),
    )


def step_groups(groups: Sequence[StepGroup]) -> list[Group[tuple[str, NextStep]]]:
    """Next steps for the list; each row carries its group, as two Boards can ask the same."""
    return [
        Group(
            group.title,
            group.title,
            tuple((group.title, step) for step in group.steps),
            group.words,
        )
        for group in groups
    ]


def way_of(target: Target, check: str = "") -> tuple[str, str]:
    """The screen a line leads to, and what to show there: ("agenda", "item:4").

    `check` is the key of a next step: some checks are put right on another screen, the others
    where their item is, with the form open that they want.
    """
    if check in _CHECKS:
        return _CHECKS[check]
    if check and target.page == "agenda" and target.record in ("", "agenda_item"):
        return "agenda", f"fix:{check}:{target.record_id or ''}"
    return _VIEWS.get(target.page, (target.page, place_of(target)))


def link_words(step: NextStep) -> str:
    """What can be done where the step leads."""
    return _LINKS.get(step.key, step.link)


def place_of(target: Target) -> str:
    """A target as the screens take it: "item:4", "inbox" a view, or "" for the screen itself."""
    kind = _TARGETS.get(target.record, target.record)
    if target.record_id is not None:
        return f"{kind}:{target.record_id}"
    return "" if target.record in _RECORDS else kind


# Records without an id lead to the screen itself: there is nothing to choose on it yet.
_RECORDS = ("agenda_item", "meeting", "group", "board", "action", "homework_question", "duty")


def late_target(row: PartnerLate, column: int = 0) -> Target:
    """Where a row of what is overdue leads: to what its cell says, else to what is most late."""
    if row.vacant:
        return Target("people", "seat", row.seat_id)
    if column not in (ACTIONS, REPORT_BACKS, HOMEWORK):
        column = ACTIONS if row.action_days else REPORT_BACKS if row.report_back_days else HOMEWORK
    if column == ACTIONS and row.action_id is not None:
        return Target("actions", "action", row.action_id)
    if column == REPORT_BACKS and row.report_back_id is not None:
        return Target("actions", "report_back", row.report_back_id)
    if column == HOMEWORK:
        return Target("homework", "organisation", row.organisation_id)
    return Target("ownership", "organisation", row.organisation_id)


def indicator_target(sight: HomeSight, code: str) -> Target:
    """Where a changed rating leads."""
    lines = (line for group in sight.groups for line in group.lines)
    found = next((line.id for line in lines if line.code == code), None)
    return Target("kpis", "indicator", found) if found is not None else Target("kpis")


def rag_words(sight: HomeSight) -> str:
    """ "29 KPIs, assessed by PMG on 17 Jan"; without the day when PMG has not assessed them."""
    lines = [line for group in sight.groups for line in group.lines]
    if not lines:
        return "none yet"
    count = f"{len(lines)} {'KPI' if len(lines) == 1 else 'KPIs'}"
    strip = sight.view.strip if sight.view else None
    if strip is None or not sight.assessed or strip.cycle.dates.pmg_on > strip.today:
        return count
    day = short_date(strip.cycle.dates.pmg_on).partition(" ")[2]
    return f"{count}, assessed by PMG on {day}"


def changed_title(sight: HomeSight) -> str:
    """ "Changed since PMG in October"."""
    if sight.last_pmg_on is None:
        return "Changed since the last PMG"
    return f"Changed since PMG in {MONTHS[sight.last_pmg_on.month - 1]}"
