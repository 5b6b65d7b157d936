"""What the window's frame says of the file: its title, the cycle strip, the pills of the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from cspdesk.calendar import short_date
from cspdesk.home.queries import waiting_in
from cspdesk.home.records import Waiting
from cspdesk.meetings.board_now import board_now
from cspdesk.meetings.queries import (
    CycleLine,
    CycleStrip,
    StepView,
    current_cycle,
    cycle_in_view,
    cycles,
)
from cspdesk.meetings.rules import Step
from cspdesk.meetings.rules import StepState as StepStanding
from cspdesk.settings.queries import PartnershipCard, partnership
from cspdesk.words import counted
from db.vocabulary import Marking
from ui.delegates.cells import Piece
from ui.pages import ShellView
from ui.widgets.strip import CycleChoice, StepState, StripStep, StripView
from ui.widgets.tabs import TabCount

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.reading import Reading

_STATES = {
    StepStanding.DONE: StepState.DONE,
    StepStanding.CURRENT: StepState.CURRENT,
    StepStanding.TO_COME: StepState.TO_COME,
}
# Where the work of a step is done: a screen and a part of it. None exists: it is not gone to.
_PAGES = {
    Step.PMG: ("kpis", "pmg"),
    Step.EXECUTIVE: ("agenda", "inbox"),
    Step.PAPERS: ("packs", ""),
    Step.BOARD: ("agenda", "agenda"),
    Step.MINUTES: ("minutes", ""),
    Step.REPORT_BACKS: ("actions", "report_backs"),
}
_ABOUT = {
    Step.PMG: "PMG rates performance and writes the highlight report.",
    Step.EXECUTIVE: "The Executive chooses the business, plans the agenda and sets homework.",
    Step.PAPERS: "The Board pack goes out, with clear working days before the Board.",
    Step.BOARD: "The Board decides.",
    Step.MINUTES: "Minutes and actions go to the partners.",
    Step.REPORT_BACKS: "Partners say what their own governance bodies did with the decisions.",
}


def shell_view(desk: Desk, cycle_id: int | None = None) -> ShellView:
    """The frame of this file now, in a cycle or the current one; without any there is no strip."""
    return desk.ask(_read, cycle_id)


def _read(reading: Reading, cycle_id: int | None) -> ShellView:
    card, current = partnership(reading), current_cycle(reading)
    strip = current if cycle_id is None else cycle_in_view(reading, cycle_id)
    marking = "" if card.marking is Marking.NONE else card.marking.label
    if strip is None or current is None:
        return ShellView(title=card.name, marking=marking)
    waits = waiting_in(reading, strip)
    if strip.cycle.is_issued:
        waits = replace(waits, agenda=0)  # what was to clear before the papers went out
    shown = strip_view(strip, waits.agenda, current.cycle, cycles(reading))
    now = board_now(reading, strip.cycle.meeting_id)
    if now is not None:
        shown = shown._replace(next_title=now.title, next_detail=(Piece(now.words),))
    return ShellView(
        title=_title(card, strip),
        marking=marking,
        strip=shown,
        counts=tab_counts(waits),
    )


def _title(card: PartnershipCard, strip: CycleStrip) -> str:
    """ "Haringey Community Safety Partnership 2016-17"."""
    return f"{card.name} {strip.cycle.year_label.replace('/', '-')}"


def tab_counts(waits: Waiting) -> dict[str, TabCount]:
    """A pill for each tab behind which something waits."""
    found = {
        # The strip says how many checks are to clear; here is what the Executive has to decide.
        "agenda": TabCount(waits.inbox, _both(waits)),
        "homework": TabCount(waits.homework, waits.homework_words),
        "actions": TabCount(waits.actions, waits.actions_words),
        "boards": TabCount(waits.boards, waits.boards_words),
    }
    return {key: count for key, count in found.items() if count.number}


def _both(waits: Waiting) -> str:
    """What waits on the agenda's tab, for the tooltip of its pill."""
    return f"{waits.inbox_words}, {waits.agenda_words}" if waits.agenda else waits.inbox_words


def strip_view(
    strip: CycleStrip, checks: int, current: CycleLine, every: Sequence[CycleLine]
) -> StripView:
    """The strip of a cycle among `every` one; `checks` are to clear before papers go out."""
    papers_next = strip.next is not None and strip.next.step is Step.PAPERS
    shown = StripView(
        cycle=strip.label,
        focus=strip.focus,
        steps=tuple(_step(strip, view, checks) for view in strip.steps),
        today_at=today_at(strip.cycle.dates.days, strip.today),
        today=_day(strip.today),
        next_title=strip.next_title,
        next_detail=_next_detail(strip.next_words, checks if papers_next else 0),
        choices=cycle_choices(every, strip.cycle, current),
    )
    if strip.cycle.id == current.id:
        return shown
    when = "An earlier" if strip.cycle.board_on < current.board_on else "A later"
    back = Piece(f"Back to {current.label.partition(' of ')[0].lower()}, {current.year_label}")
    return shown._replace(
        next_title=f"{when} cycle is shown",
        next_detail=(replace(back, tone="accent", style="label-strong"),),
        back_to=str(current.id),
    )


def cycle_choices(
    every: Sequence[CycleLine], shown: CycleLine, current: CycleLine
) -> tuple[CycleChoice, ...]:
    """The cycles for the menu: the latest year first, within a year in their order."""
    years = sorted({line.year_label for line in every}, reverse=True)
    return tuple(
        CycleChoice(
            key=str(line.id),
            label=_cycle_words(line) + (", current" if line.id == current.id else ""),
            chosen=line.id == shown.id,
            year=line.year_label,
        )
        for year in years
        for line in every
        if line.year_label == year
    )


def _cycle_words(line: CycleLine) -> str:
    """ "Cycle 4: Public confidence, Board Thu 23 Feb 2017"."""
    focus = f": {line.focus}" if line.focus else ""
    return f"Cycle {line.number}{focus}, Board {short_date(line.board_on, year=True)}"


def _step(strip: CycleStrip, view: StepView, checks: int) -> StripStep:
    waits = checks if view.step is Step.PAPERS and view.state is StepStanding.CURRENT else 0
    page, target = _PAGES[view.step]
    if view.step is Step.BOARD and view.on <= strip.today:
        page, target = "meeting", ""
    if view.step is Step.MINUTES and strip.cycle.meeting_id is not None:
        target = f"meeting:{strip.cycle.meeting_id}"
    return StripStep(
        key=view.step.value,
        title=view.name,
        when=view.words,
        state=_STATES[view.state],
        checks=waits,
        page=page,
        target=target,
        about=_ABOUT[view.step],
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
