"""What the window's frame says of the file: its title, the cycle strip, the pills of the tabs."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from cspdesk.home.queries import waiting
from cspdesk.home.records import Waiting
from cspdesk.meetings.queries import CycleStrip, StepView, current_cycle
from cspdesk.meetings.rules import Step
from cspdesk.meetings.rules import StepState as StepStanding
from cspdesk.settings.queries import PartnershipCard, partnership
from cspdesk.words import counted
from db.vocabulary import Marking
from ui.delegates.cells import Piece
from ui.pages import ShellView
from ui.widgets.strip import StepState, StripStep, StripView
from ui.widgets.tabs import TabCount

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.reading import Reading

_STATES = {
    StepStanding.DONE: StepState.DONE,
    StepStanding.CURRENT: StepState.CURRENT,
    StepStanding.TO_COME: StepState.TO_COME,
}
# The screen on which the work of a step is done; a screen that does not exist is not gone to.
_PAGES = {
    Step.PMG: "kpis",
    Step.EXECUTIVE: "agenda",
    Step.PAPERS: "agenda",
    Step.BOARD: "agenda",
    Step.MINUTES: "actions",
    Step.REPORT_BACKS: "actions",
}


def shell_view(desk: Desk) -> ShellView:
    """The frame of this file now; without a cycle there is no strip and no pill."""
    return desk.ask(_read)


def _read(reading: Reading) -> ShellView:
    card, strip = partnership(reading), current_cycle(reading)
    marking = "" if card.marking is Marking.NONE else card.marking.label
    if strip is None:
        return ShellView(title=card.name, marking=marking)
    waits = waiting(reading, strip.cycle.id)
    return ShellView(
        title=_title(card, strip),
        marking=marking,
        strip=strip_view(strip, waits.agenda if waits else 0),
        counts=tab_counts(waits) if waits else {},
    )


def _title(card: PartnershipCard, strip: CycleStrip) -> str:
    """ "Haringey Community Safety Partnership 2016-17"."""
    return f"{card.name} {strip.cycle.year_label.replace('/', '-')}"


def tab_counts(waits: Waiting) -> dict[str, TabCount]:
    """A pill for each tab behind which something waits."""
    found = {
        "agenda": TabCount(waits.agenda, waits.agenda_words),
        "homework": TabCount(waits.homework, waits.homework_words),
        "actions": TabCount(waits.actions, waits.actions_words),
        "boards": TabCount(waits.boards, waits.boards_words),
    }
    return {key: count for key, count in found.items() if count.number}


def strip_view(strip: CycleStrip, checks: int) -> StripView:
    """The strip; `checks` are those to clear before papers go out."""
    papers_next = strip.next is not None and strip.next.step is Step.PAPERS
    return StripView(
        cycle=strip.label,
        focus=strip.focus,
        steps=tuple(_step(view, checks) for view in strip.steps),
        today_at=today_at(strip.cycle.dates.days, strip.today),
        today=_day(strip.today),
        next_title=strip.next_title,
        next_detail=_next_detail(strip.next_words, checks if papers_next else 0),
    )


def _step(view: StepView, checks: int) -> StripStep:
    waits = checks if view.step is Step.PAPERS and view.state is StepStanding.CURRENT else 0
    return StripStep(
        key=view.step.value,
        title=view.name,
        when=view.words,
        state=_STATES[view.state],
        checks=waits,
        page=_PAGES[view.step],
    )


def _next_detail(time_left: str, checks: int) -> tuple[Piece, ...]:
    if not checks:
        return (Piece(time_left),) if time_left else ()
    return (
        Piece(f"{time_left}, "),
        Piece(counted(checks, "check"), style="label-strong"),
        Piece(" to clear"),
    )


def today_at(days: tuple[date, ...], today: date) -> float | None:
    """Where today lies between the days of the steps, in steps from the first.

    None before the first and after the last: then the rail has no place for it.
    """
    for place, (start, end) in enumerate(pairwise(days)):
        if start <= today < end:
            return place + (today - start) / (end - start)
    return float(len(days) - 1) if days and today == days[-1] else None


def _day(day: date) -> str:
    """ "9 Feb"."""
    return f"{day.day} {day:%b}"
