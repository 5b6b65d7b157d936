"""From the rows of an action log to a plan: what is new, changed, the same, or cannot be taken.

Pure: the rows and what is here go in, the plan comes out. A blank cell leaves what is here alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cspdesk.actions.days_in_words import DayRead, days_in, read_day
from cspdesk.actions.log_changes import changes_to
from cspdesk.actions.log_columns import Holds, LogRow
from cspdesk.actions.log_plan import KnownAction, LogChoices, LogValues, PlannedAction
from cspdesk.actions.log_states import StateRead, read_state
from cspdesk.actions.owners import How, Owner, OwnerFinder, plain_key, short_names
from cspdesk.calendar import short_date
from cspdesk.sheets.grid import CellError, Raw, is_blank, shown
from db.vocabulary import ActionState, RowFate

_ALIKE = 55.0
"""How alike (0 to 100) two wordings under one reference must be to be the same action."""


@dataclass(frozen=True, slots=True)
class LogContext:
    """What a log is read against: `boards` are the Boards by their day, `priorities` by name.

    `knows_merged`: the reader told which cells are merged; in a pasted table, or an .xls, a blank
    owner may be the merged cell of the row above.
    """

    today: date
    finder: OwnerFinder
    known: Sequence[KnownAction]
    boards: Mapping[date, int]
    priorities: Mapping[str, int]
    file_name: str = ""
    knows_merged: bool = True

    def day_of(self, meeting_id: int | None) -> date | None:
        return next((day for day, key in self.boards.items() if key == meeting_id), None)

    def board_after(self, day: date) -> int | None:
        later = [one for one in self.boards if one > day]
        return self.boards[min(later)] if later else None


class _Refused(Exception):
    """Why a row cannot be taken, in a sentence."""


class LogPlanner:
    """Plans the rows of one sheet from the top; one for each plan."""

    def __init__(self, context: LogContext, choices: LogChoices) -> None:
        self.context, self.choices = context, choices
        self.short = short_names(context.finder.partners)
        self.headings = 0
        self._by_ref: dict[str, list[KnownAction]] = {}
        self._by_text: dict[str, list[KnownAction]] = {}
        for one in context.known:
            self._by_ref.setdefault(ref_key(one.ref), []).append(one)
            self._by_text.setdefault(plain_key(one.text), []).append(one)
        self._board: int | None = None
        self._priority: int | None = None
        self._seen: dict[tuple[str, ...], int] = {}
        self._refs: frozenset[str] = frozenset()
        self._above: int | None = None  # who owns the row above

    def plan(self, rows: Iterable[LogRow]) -> tuple[PlannedAction, ...]:
        """Every row with its fate; one under a merged action joins the action above it."""
        groups: list[list[LogRow]] = []
        for row in rows:
            if row.below and groups and not groups[-1][0].heading:
                groups[-1].append(row)
            else:
                groups.append([row])
        self._refs = frozenset(ref_key(_text(group[0], Holds.REF)) for group in groups)
        planned = []
        for first, *more in groups:
            if first.heading:
                self._take_heading(first.heading)
            else:
                planned.append(self._row(first, more))
        return tuple(planned)

    def _take_heading(self, words: str) -> None:
        """A cell across the table: the Board or the priority of the rows under it."""
        self.headings += 1
        days = [day for day, _note in days_in(words, self.context.today)]
        boards = [self.context.boards[day] for day in days if day in self.context.boards]
        priority = self.context.priorities.get(plain_key(words))
        if priority is not None:
            self._priority = priority
        else:
            self._board = boards[0] if boards else None

    # -- one row ------------------------------------------------------------------------------

    def _row(self, row: LogRow, more: Sequence[LogRow]) -> PlannedAction:
        owner_words = _text(row, Holds.OWNER) or (
            "" if Holds.OWNER in row.cells else _text(row, Holds.PERSON)
        )
        bare = PlannedAction(
            row=row.number + 1,
            ref=_text(row, Holds.REF),
            text=_text(row, Holds.TEXT),
            owner_words=owner_words,
            due_words=_text(row, Holds.DUE),
            fate=RowFate.REJECTED,
            owner=self._found(owner_words),
        )
        self._above = self._owner_below(bare)
        try:
            return self._planned(bare, row, more)
        except _Refused as why:
            return replace(bare, reason=str(why))

    def _found(self, words: str) -> Owner:
        """Whose the words say it is; where none are, perhaps whose the row above is."""
        owner = self.context.finder.find(words)
        if words or self.context.knows_merged or self._above is None:
            return owner
        return replace(owner, suggestions=(self._above,))

    def _owner_below(self, bare: PlannedAction) -> int | None:
        """Whom a blank cell under this row may mean: a merged cell can span many rows."""
        if bare.row in self.choices.rows:
            return self.choices.rows[bare.row]
        if bare.owner is None or not bare.owner_words:
            return self._above
        return bare.owner.organisation_id

    def _planned(self, bare: PlannedAction, row: LogRow, more: Sequence[LogRow]) -> PlannedAction:
        if not bare.text:
            raise _Refused("No action is written in this row")
        self._once(bare)
        known = self._known(bare)
        owner = self._owner(bare, row, known)
        agreed, notes = self._agreed(row)
        due, due_meeting, said = self._due(row, agreed)
        notes += said
        state = read_state(_plain(row, Holds.STATE))
        notes += [state.note] if state.note else []
        closed_on = self._closed(row)
        assert owner.organisation_id is not None
        values = LogValues(
            ref=bare.ref,
            text=bare.text,
            organisation_id=owner.organisation_id,
            lead=self._person(owner, row),
            supporting=self._supporting(owner, row, more),
            due_on=due,
            due_meeting_id=due_meeting,
            state=self._state(state),
            closed_on=closed_on,
            agreed_at_id=agreed,
            priority_id=self._priority_of(row, notes),
            done_when=_text(row, Holds.DONE_WHEN),
            other=state.other,
            updates=self._updates(row, more, known),
        )
        values = replace(values, evidence=self._evidence(values))
        return self._fated(bare, values, known, notes, has_state=state.state is not None)

    def _fated(
        self,
        bare: PlannedAction,
        values: LogValues,
        known: KnownAction | None,
        notes: list[str],
        *,
        has_state: bool,
    ) -> PlannedAction:
        if known is None:
            return replace(bare, fate=RowFate.NEW, notes=tuple(notes), values=values)
        kept, changes = changes_to(known, values, self.short, has_state=has_state)
        fate = RowFate.CHANGED if changes else RowFate.SAME
        said = tuple(notes) if changes else ()
        return replace(bare, fate=fate, values=kept, known=known, changes=changes, notes=said)

    def _once(self, bare: PlannedAction) -> None:
        """The same action twice in one file is taken once, and said."""
        key = (ref_key(bare.ref),) if bare.ref else (plain_key(bare.text), bare.owner_words)
        first = self._seen.setdefault(key, bare.row)
        if first != bare.row:
            what = f"Row {first} has the reference {bare.ref}" if bare.ref else f"As row {first}"
            raise _Refused(f"{what} already")

    def _known(self, bare: PlannedAction) -> KnownAction | None:
        """The action here that the row means: by its reference and wording, or by its wording."""
        same = self._by_text.get(plain_key(bare.text), [])
        owner = bare.owner.organisation_id if bare.owner else None
        mine = [one for one in same if one.organisation_id == owner] or same
        there = self._by_ref.get(ref_key(bare.ref), []) if bare.ref else []
        both = [one for one in mine if one in there]
        if both:
            return both[-1]
        alike = max(there, key=lambda one: _alike(one.text, bare.text), default=None)
        if alike is not None and _alike(alike.text, bare.text) >= _ALIKE:
            return alike
        if there and not mine:
            raise _Refused(f"{bare.ref} is another action here: “{there[-1].text}”")
        return mine[-1] if mine else None

    # -- parts of a row -----------------------------------------------------------------------

    def _owner(self, bare: PlannedAction, row: LogRow, known: KnownAction | None) -> Owner:
        owner = bare.owner or Owner("", How.MISSING)
        if bare.row in self.choices.rows:
            key = self.choices.rows[bare.row]
            owner = replace(owner, how=How.CHOSEN, organisation_id=key)
        if owner.how is How.MISSING:
            person = self.context.finder.find(_text(row, Holds.PERSON))
            if person.organisation_id is not None:
                return person
            if known is not None:
                return replace(owner, how=How.SAME, organisation_id=known.organisation_id)
        if owner.organisation_id is None:
            raise _Refused(self._nobody(owner))
        return owner

    def _nobody(self, owner: Owner) -> str:
        if owner.how is How.CHOSEN:
            return "Left out, as you chose"
        if owner.how is How.MISSING and not owner.suggestions:
            return "Nobody owns it: say whose it is"
        if owner.how is How.MISSING:
            best = self.short[owner.suggestions[0]]
            return f"Nobody is named: perhaps {best}, as in the row above. Confirm it"
        if owner.suggestions:
            best = self.short[owner.suggestions[0]]
            return f"“{owner.words}” is perhaps {best}: confirm it"
        return f"“{owner.words}” is no partner here: say whose it is"

    def _person(self, owner: Owner, row: LogRow) -> str:
        if Holds.OWNER not in row.cells:
            return owner.person
        named = _text(row, Holds.PERSON)
        return named or owner.person

    def _supporting(self, owner: Owner, row: LogRow, more: Sequence[LogRow]) -> str:
        """Short names of the organisations that are known, then the words of the others."""
        written = _text(row, Holds.SUPPORTING)
        keys = [*owner.supporting, *self.context.finder.among(written)]
        keys += [
            key
            for one in more
            if (key := self.context.finder.find(_text(one, Holds.OWNER)).organisation_id)
        ]
        known = [self.short[key] for key in dict.fromkeys(keys) if key != owner.organisation_id]
        if written and not self.context.finder.among(written):
            known.append(written)
        return ", ".join(known)

    def _agreed(self, row: LogRow) -> tuple[int | None, list[str]]:
        raw = row.cells.get(Holds.AGREED)
        fallback = self._board or self.choices.agreed_at_id
        if is_blank(raw):
            return fallback, []
        read = _day(raw, self.context.today)
        if read.on is None:
            return fallback, [] if read.at_next else [f"“{shown(raw)}” is the day of no Board"]
        if read.on in self.context.boards:
            return self.context.boards[read.on], []
        day = short_date(read.on, year=True)
        return fallback, [f"No Board here was held on {day}"]

    def _due(
        self, row: LogRow, agreed_at_id: int | None
    ) -> tuple[date | None, int | None, list[str]]:
        agreed_on = self.context.day_of(agreed_at_id)
        about = agreed_on or self.context.today
        read = _day(row.cells.get(Holds.DUE), about)
        if read.fault:
            raise _Refused(f"The due date {read.fault}")
        notes = [read.note] if read.note else []
        if read.at_next:
            board = self.context.board_after(about)
            if board is None:
                return None, None, ["No next Board is planned: it has no due date"]
            return None, board, notes
        if read.on and agreed_on and read.on < agreed_on:
            day, agreed = (short_date(one, year=True) for one in (read.on, agreed_on))
            raise _Refused(f"Due {day}, before the Board that agreed it, {agreed}")
        return read.on, None, notes

    def _state(self, read: StateRead) -> ActionState:
        if read.state is not ActionState.DUPLICATE:
            return read.state or ActionState.OPEN
        if not read.other:
            raise _Refused("It is a duplicate, but not said of which action")
        if ref_key(read.other) not in self._refs and ref_key(read.other) not in self._by_ref:
            raise _Refused(f"It is a duplicate of {read.other}, which is neither here nor there")
        return ActionState.DUPLICATE

    def _closed(self, row: LogRow) -> date | None:
        read = _day(row.cells.get(Holds.CLOSED), self.context.today)
        if read.fault:
            raise _Refused(f"The day it was closed {read.fault}")
        if read.on and read.on > self.context.today:
            raise _Refused(f"Closed on {short_date(read.on, year=True)}, which has not come yet")
        return read.on

    def _priority_of(self, row: LogRow, notes: list[str]) -> int | None:
        words = _text(row, Holds.PRIORITY)
        if not words:
            return self._priority
        found = self.context.priorities.get(plain_key(words))
        if found is None:
            notes.append(f"“{words}” is no priority here")
        return found

    def _updates(
        self, row: LogRow, more: Sequence[LogRow], known: KnownAction | None
    ) -> tuple[str, ...]:
        """What the file says and the log here does not; each once."""
        here = {plain_key(words) for words in known.said} if known else set()
        found = dict.fromkeys(_text(one, Holds.UPDATE) for one in (row, *more))
        return tuple(words for words in found if words and plain_key(words) not in here)

    def _evidence(self, values: LogValues) -> str:
        if values.state.is_open:
            return ""
        return (*values.updates, f"Closed in the log “{self.context.file_name}”")[0]


def ref_key(ref: str) -> str:
    """References are the same whatever stands around them: "3.04" and "Action 3.04." """
    bare = ref.casefold().removeprefix("action").removeprefix("ref")
    return bare.strip(" .:#()")


def _text(row: LogRow, holds: Holds) -> str:
    raw = row.cells.get(holds)
    if holds is Holds.REF and isinstance(raw, float) and not raw.is_integer():
        # Excel turns the reference 3.10 into the number 3.1: two places are how references go.
        return f"{raw:.2f}"
    return "" if isinstance(raw, CellError) else shown(raw)


def _plain(row: LogRow, holds: Holds) -> object:
    raw = row.cells.get(holds)
    return None if isinstance(raw, CellError) else raw


def _day(raw: Raw, about: date) -> DayRead:
    return DayRead(fault=raw.reason) if isinstance(raw, CellError) else read_day(raw, about)


def _alike(one: str, two: str) -> float:
    from rapidfuzz import fuzz

    return float(fuzz.token_set_ratio(one.casefold(), two.casefold()))
