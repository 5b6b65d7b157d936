"""The action log filtered and grouped as the officer asks: by partner, priority, meeting, state.

Pure: lines in, groups out. Within a group the most days late come first.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from cspdesk.actions.records import ActionLine
from cspdesk.actions.rules import REMIND_BEFORE, Due, next_reminder, ref_order
from cspdesk.calendar import short_date
from cspdesk.words import counted


class GroupBy(StrEnum):
    """What the log is grouped by."""

    PARTNER = "partner"
    PRIORITY = "priority"
    MEETING = "meeting"
    STATE = "state"


class Show(StrEnum):
    """Which actions of the log are shown."""

    OPEN = "open"
    OVERDUE = "overdue"
    SOON = "soon"
    REMIND = "remind"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; None and "" let everything through. `words` match in any order.

    `remind_before` is how many days before the day a reminder falls due, `today` the desk's day:
    with them the actions whose owners are to be reminded today are known.
    """

    show: Show = Show.OPEN
    words: str = ""
    meeting_id: int | None = None
    priority_id: int | None = None
    remind_before: int = REMIND_BEFORE
    today: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether fewer than all of the chosen kind may be shown."""
        chosen = (self.meeting_id, self.priority_id)
        return bool(self.words.strip()) or any(one is not None for one in chosen)


@dataclass(frozen=True, slots=True)
class LineGroup:
    """A group of the log. `progress` is how many of the partner's actions are closed, of how many.

    It is given for whole open logs by partner only; else None.
    """

    key: Hashable
    name: str
    lines: tuple[ActionLine, ...]
    progress: tuple[int, int] | None = None

    @property
    def words(self) -> str:
        """ "3 open, 2 overdue", "5 closed"."""
        still_open = sum(line.state.is_open for line in self.lines)
        if not still_open:
            return f"{len(self.lines)} closed"
        late = sum(line.standing.is_overdue for line in self.lines)
        return f"{still_open} open" + (f", {late} overdue" if late else "")

    @property
    def progress_words(self) -> str:
        """ "4 of 7 closed"; "" when not known."""
        return f"{self.progress[0]} of {self.progress[1]} closed" if self.progress else ""


def matching(lines: Iterable[ActionLine], wanted: Filter) -> list[ActionLine]:
    """The lines that the filter lets through, in their order."""
    words = wanted.words.casefold().split()
    kind = _KINDS[wanted.show]
    if wanted.show is Show.REMIND:
        kind = partial(to_remind, today=wanted.today, days_before=wanted.remind_before)
    return [
        line
        for line in lines
        if kind(line)
        and wanted.meeting_id in (None, line.agreed_at_id)
        and wanted.priority_id in (None, line.priority_id)
        and (not words or _holds(line, words))
    ]


def _holds(line: ActionLine, words: Sequence[str]) -> bool:
    whole = "\n".join(
        (
            line.ref,
            line.text,
            line.organisation,
            line.organisation_name,
            line.lead,
            line.supporting,
            line.last_update,
            line.standing.words,
        )
    ).casefold()
    return all(word in whole for word in words)


def to_remind(line: ActionLine, today: date | None, days_before: int) -> bool:
    """Whether the owner of an open action is to be reminded today."""
    if today is None or not line.state.is_open:
        return False
    day = next_reminder(line.due_on, line.chased_on, days_before)
    return day is not None and day <= today


_KINDS: dict[Show, Callable[[ActionLine], bool]] = {
    Show.OPEN: lambda line: line.state.is_open,
    Show.OVERDUE: lambda line: line.standing.is_overdue,
    Show.SOON: lambda line: line.standing.due is Due.SOON and line.standing.days <= 14,
    Show.REMIND: lambda line: line.state.is_open,
    Show.CLOSED: lambda line: not line.state.is_open,
}


def grouped(
    lines: Iterable[ActionLine], by: GroupBy, closed: dict[int, int] | None = None
) -> tuple[LineGroup, ...]:
    """The lines in groups, groups with the most days late first; closed ones newest first.

    `closed` counts the closed actions of each partner by its id, for the progress of partners.
    """
    key_of, name_of = _KEYS[by]
    held: dict[Hashable, list[ActionLine]] = {}
    for line in lines:
        held.setdefault(key_of(line), []).append(line)
    groups = [
        LineGroup(
            (by.value, key),
            name_of(mine[0]),
            tuple(sorted(mine, key=_place)),
            _progress(by, key, mine, closed),
        )
        for key, mine in held.items()
    ]
    # The sort is stable: groups without a late action keep the order in which they came.
    return tuple(sorted(groups, key=lambda group: _group_place(by, group)))


def _progress(
    by: GroupBy, key: Hashable, lines: list[ActionLine], closed: dict[int, int] | None
) -> tuple[int, int] | None:
    if by is not GroupBy.PARTNER or closed is None or not isinstance(key, int):
        return None
    return closed.get(key, 0), closed.get(key, 0) + len(lines)


def _place(line: ActionLine) -> tuple[int, int, Any]:
    if not line.state.is_open:
        day = line.closed_on or date.min
        return 1, -day.toordinal(), ref_order(line.ref)
    return 0, (line.due_on or date.max).toordinal(), ref_order(line.ref)


def _group_place(by: GroupBy, group: LineGroup) -> tuple[int, int]:
    first = group.lines[0]
    if by is GroupBy.STATE:
        return _STATES.index(_state(first)), 0
    if by is GroupBy.MEETING:
        return 0, -(first.agreed_on or date.min).toordinal()
    if by is GroupBy.PRIORITY:
        return int(first.priority_id is None), first.priority_id or 0
    late = max((one.standing.days for one in group.lines if one.standing.is_overdue), default=0)
    return -late, 0


_STATES = (
    "Overdue", "Due soon", "On track", "No date",
    "Done", "Superseded", "Duplicate", "Dropped",
)  # fmt: skip
_OPEN_STATES = dict(zip((Due.OVERDUE, Due.SOON, Due.ON_TRACK, Due.NO_DATE), _STATES, strict=False))


def _state(line: ActionLine) -> str:
    return _OPEN_STATES.get(line.standing.due) or line.state.label


def _meeting(line: ActionLine) -> str:
    if line.agreed_on is None:
        return "Not agreed at a meeting"
    return f"Board of {short_date(line.agreed_on, year=True)}"


_KEYS: dict[GroupBy, tuple[Callable[[ActionLine], Hashable], Callable[[ActionLine], str]]] = {
    GroupBy.PARTNER: (lambda line: line.organisation_id, lambda line: line.organisation_name),
    GroupBy.PRIORITY: (lambda line: line.priority_id, lambda line: line.priority or "No priority"),
    GroupBy.MEETING: (lambda line: line.agreed_at_id, _meeting),
    GroupBy.STATE: (_state, _state),
}


def found_words(shown: int, wanted: Filter) -> str:
    """What the filter found: "3 actions found", "Nothing matches the filter"."""
    if not wanted.narrows:
        return ""
    return f"{counted(shown, 'action')} found" if shown else "Nothing matches the filter"
