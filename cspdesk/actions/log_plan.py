"""What an import of an action log would do, row by row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cspdesk.actions.owners import Owner
from db.vocabulary import ActionState, RowFate


@dataclass(frozen=True, slots=True)
class KnownAction:
    """An action of the log here. `said` are its updates."""

    id: int
    version: int
    ref: str
    text: str
    organisation_id: int
    lead: str
    supporting: str
    due_on: date | None
    due_meeting_id: int | None
    state: ActionState
    closed_on: date | None
    agreed_at_id: int | None
    priority_id: int | None
    done_when: str
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogValues:
    """What a row says of an action, as it would be kept. `updates` are new ones only.

    `other` is the reference of what superseded it or what it is a duplicate of.
    """

    ref: str
    text: str
    organisation_id: int
    lead: str = ""
    supporting: str = ""
    due_on: date | None = None
    due_meeting_id: int | None = None
    state: ActionState = ActionState.OPEN
    closed_on: date | None = None
    agreed_at_id: int | None = None
    priority_id: int | None = None
    done_when: str = ""
    evidence: str = ""
    other: str = ""
    updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """One action of the file. `row` is the row of the sheet from 1; `owner_words` as written.

    `values` is None when it is rejected; `known` the action here that it is; `changes` are the
    words of each field with old and new; `notes` what was read otherwise than it stands there.
    """

    row: int
    ref: str
    text: str
    owner_words: str
    due_words: str
    fate: RowFate
    reason: str = ""
    notes: tuple[str, ...] = ()
    values: LogValues | None = None
    known: KnownAction | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    owner: Owner | None = None

    @property
    def result(self) -> str:
        """What becomes of it and why, in a line."""
        if self.fate is RowFate.REJECTED:
            return self.reason
        told = [f"{words}: {old or 'nothing'} → {new}" for words, old, new in self.changes]
        return ". ".join([*told, *self.notes])


@dataclass(frozen=True, slots=True)
class LogChoices:
    """What a person decided about a file: nothing is guessed instead.

    owners: name as written → organisation (None: leave its rows out); rows: row of the sheet →
    organisation, where no owner is written; agreed_at_id: the Board of rows that name none.
    """

    owners: Mapping[str, int | None] = field(default_factory=dict)
    rows: Mapping[int, int | None] = field(default_factory=dict)
    agreed_at_id: int | None = None


@dataclass(frozen=True, slots=True)
class LogPlan:
    """The plan of one sheet. `sentences` say how it was read; `newest` is the newest action that
    was here when the plan was made, 0 for none."""

    file_name: str
    sha256: str
    size: int
    sheet: str
    rows: tuple[PlannedAction, ...]
    sentences: tuple[str, ...] = ()
    newest: int = 0

    @property
    def counts(self) -> Counter[RowFate]:
        return Counter(row.fate for row in self.rows)

    @property
    def changes(self) -> tuple[PlannedAction, ...]:
        """The rows that would be written."""
        return tuple(row for row in self.rows if row.fate in (RowFate.NEW, RowFate.CHANGED))

    @property
    def with_note(self) -> int:
        """Rows that would be written otherwise than they stand in the file."""
        return sum(bool(row.notes) for row in self.changes)
