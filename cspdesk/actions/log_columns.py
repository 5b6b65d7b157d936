"""Where an action log stands on a sheet: header row, columns, merged cells. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cspdesk.sheets import names
from cspdesk.sheets.grid import Raw, SheetData, is_blank, shown

_LOOK_AT = 40
"""Rows from the top among which the header is looked for."""


class Holds(StrEnum):
    """What a column of an action log holds."""

    REF = "ref"
    TEXT = "text"
    OWNER = "owner"
    PERSON = "person"
    SUPPORTING = "supporting"
    DUE = "due"
    STATE = "state"
    UPDATE = "update"
    AGREED = "agreed"
    PRIORITY = "priority"
    CLOSED = "closed"
    DONE_WHEN = "done_when"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Holds.REF: "Reference",
    Holds.TEXT: "Action",
    Holds.OWNER: "Owner",
    Holds.PERSON: "Person",
    Holds.SUPPORTING: "Supporting",
    Holds.DUE: "Due",
    Holds.STATE: "Status",
    Holds.UPDATE: "Update",
    Holds.AGREED: "Agreed at",
    Holds.PRIORITY: "Priority",
    Holds.CLOSED: "Closed on",
    Holds.DONE_WHEN: "Done when",
}

# Titles by what they hold, the surest first; of two columns alike the first counts.
_TITLES: tuple[tuple[Holds, str], ...] = (
    (Holds.DONE_WHEN, r"(?:it is |success |is )?(?:done when|criteria|measure of success)"),
    (Holds.CLOSED, r"(?:date |day )?(?:closed|completed|completion)(?: on| date)?"),
    (Holds.CLOSED, r"(?:actual )?(?:completion date|date (?:of )?(?:completion|closure))"),
    (Holds.REF, r"(?:action |item )?(?:ref|reference|no|number|nr|id)(?: no| number)?"),
    (Holds.REF, r"ap(?: no)?|#"),
    (Holds.SUPPORTING, r"support\w*(?: .*)?|(?:other|partner) (?:agencies|partners|organisations)"),
    (
        Holds.PERSON,
        r"(?:lead |responsible |named )?(?:officer|person|contact|individual|name)"
        r"(?: responsible| or role)?|role",
    ),
    (
        Holds.OWNER,
        r"(?:lead |responsible |owning )?(?:owner|organisation|organization|agency|partner|body)"
        r"(?: responsible| lead)?|lead|who|by whom|assigned(?: to)?|responsib\w+|owned by"
        r"|action owner|lead partner|action (?:by|for)",
    ),
    (
        Holds.DUE,
        r"(?:date )?due(?: date| by| on)?|by when|when|deadline|target(?: date| completion date)?"
        r"|timescales?|timeframe|complete by|(?:to be )?completed by|required by|by",
    ),
    (
        Holds.STATE,
        r"(?:action |current )?(?:status|state)|rag(?: status| rating)?|complete|open closed|done",
    ),
    (
        Holds.UPDATE,
        r"(?:latest |last |progress |current )?(?:updates?|comments?|progress|notes?|position)"
        r"(?: report| update| notes| comments| to date)?|outcome",
    ),
    (
        Holds.AGREED,
        r"(?:date )?(?:agreed|raised|set|assigned on|logged|opened)(?: at| on)?"
        r"|(?:date of |board |agreed at )?meeting(?: date)?|board(?: date)?|date|source",
    ),
    (Holds.PRIORITY, r"(?:strategic |csp )?(?:priority|theme|priority area)"),
    (Holds.TEXT, r"(?:agreed |the )?actions?(?: points?| agreed| required| description| text)?"),
    (Holds.TEXT, r"tasks?|description|what(?: is to be done)?|activity|recommendation"),
)  # fmt: skip
_PATTERNS = tuple((holds, re.compile(words)) for holds, words in _TITLES)


@dataclass(frozen=True, slots=True)
class LogColumn:
    """One column: its place from 0, its title as written, what it holds (None: not known)."""

    index: int
    title: str
    holds: Holds | None


@dataclass(frozen=True, slots=True)
class LogLayout:
    """Where the log stands. `header` is the row of the titles from 0, -1 where none was found."""

    sheet: str
    header: int
    columns: tuple[LogColumn, ...]

    @property
    def is_log(self) -> bool:
        """Whether the actions are found, and at least one thing about them."""
        held = {one.holds for one in self.columns if one.holds}
        return self.header >= 0 and Holds.TEXT in held and len(held) > 1

    def index(self, holds: Holds) -> int | None:
        """The place of the column that holds this; None where no column does."""
        return next((one.index for one in self.columns if one.holds is holds), None)

    @property
    def score(self) -> int:
        return sum(one.holds is not None for one in self.columns) if self.is_log else 0


def holds_of(title: str) -> Holds | None:
    """What a column of this title holds; None when its title says nothing we know."""
    said = " ".join(names.words(title)) or title.strip()
    return next((holds for holds, form in _PATTERNS if form.fullmatch(said)), None)


def find_log(
    sheet: SheetData, *, header: int | None = None, holds: Mapping[int, Holds | None] | None = None
) -> LogLayout:
    """The layout of a sheet: by its best header row, or the row and the columns as told."""
    rows = range(min(len(sheet.rows), _LOOK_AT)) if header is None else (header,)
    layouts = [_layout(sheet, row, holds or {}) for row in rows if row < len(sheet.rows)]
    nothing = LogLayout(sheet.name, -1, ())
    # The sort is stable: of two rows as good the upper one.
    return max(layouts, key=lambda one: one.score, default=nothing) if layouts else nothing


def _layout(sheet: SheetData, row: int, told: Mapping[int, Holds | None]) -> LogLayout:
    taken: set[Holds] = {one for one in told.values() if one}
    columns = []
    for index, cell in enumerate(sheet.rows[row]):
        title = shown(cell)
        known = told.get(index) if index in told else holds_of(title) if title else None
        if index not in told and known in taken:
            known = None
        if known is not None:
            taken.add(known)
        if title or known:
            columns.append(LogColumn(index, title, known))
    layout = LogLayout(sheet.name, row, tuple(columns))
    return layout if layout.is_log or told else LogLayout(sheet.name, -1, tuple(columns))


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row under the header: `number` from 0; `below` is set where its action is the merged cell
    of the row above; `heading` where it is one merged cell across the table ("November 2016").
    """

    number: int
    cells: Mapping[Holds, Raw]
    below: bool = False
    heading: str = ""


def log_rows(sheet: SheetData, layout: LogLayout) -> Iterator[LogRow]:
    """The rows of the log that hold something, merged cells filled downwards."""
    above = _merged(sheet)
    across = {top: left for top, left, _bottom, right in sheet.merged if right > left}
    text = layout.index(Holds.TEXT)
    for number in range(layout.header + 1, len(sheet.rows)):
        cells = {
            one.holds: _cell(sheet, above, number, one.index)
            for one in layout.columns
            if one.holds is not None
        }
        filled = [cell for cell in sheet.rows[number] if not is_blank(cell)]
        if not filled and all(is_blank(cell) for cell in cells.values()):
            continue
        if len(filled) == 1 and (number in across or is_blank(cells.get(Holds.TEXT))):
            # One cell across the table heads the rows under it: a meeting, a priority.
            yield LogRow(number, {}, heading=shown(filled[0]))
            continue
        below = text is not None and above.get((number, text), number) < number
        yield LogRow(number, cells, below)


def _merged(sheet: SheetData) -> dict[tuple[int, int], int]:
    """The row in which the value of each vertically merged cell stands."""
    found = {}
    for top, left, bottom, _right in sheet.merged:
        for row in range(top + 1, min(bottom, len(sheet.rows) - 1) + 1):
            found[row, left] = top
    return found


def _cell(sheet: SheetData, above: Mapping[tuple[int, int], int], row: int, column: int) -> Raw:
    return sheet.raw(above.get((row, column), row), column)
