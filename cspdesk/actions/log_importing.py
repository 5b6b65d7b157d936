"""An action log out of a spreadsheet: open it, look at it, plan it. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select

from cspdesk.actions.log_columns import Holds, LogLayout, find_log, log_rows
from cspdesk.actions.log_plan import KnownAction, LogChoices, LogPlan
from cspdesk.actions.log_planning import LogContext, LogPlanner
from cspdesk.actions.owners import OwnerFinder, Partner, plain_key
from cspdesk.agenda.loading import priority_names
from cspdesk.meetings.queries import board_days
from cspdesk.people.queries import organisations
from cspdesk.reading import Reading
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import Book, SheetData, letter
from cspdesk.sheets.process import read_book
from cspdesk.sheets.read import book_of_text
from cspdesk.words import counted
from db.tables import ActionRow, ActionUpdateRow, PersonRow

_ADVICE = (
    "One row must name the columns, one of them Action, and another Owner, Due, Status or Update."
)


@dataclass(frozen=True, slots=True)
class OpenedLog:
    """A file or pasted table that was read, with the layout of each sheet that has rows."""

    book: Book
    layouts: tuple[LogLayout, ...]

    @property
    def best(self) -> LogLayout:
        """The sheet that looks most like an action log; visible ones first."""
        hidden = {sheet.name for sheet in self.book.sheets if sheet.hidden}
        return max(self.layouts, key=lambda one: (one.sheet not in hidden, one.score))

    def sheet(self, name: str) -> SheetData:
        return next(one for one in self.book.sheets if one.name == name)


@dataclass(frozen=True, slots=True)
class LogSettings:
    """What was decided about a file: the sheet ("" the best), its columns, whose is what."""

    sheet: str = ""
    columns: Mapping[int, Holds | None] = field(default_factory=dict)
    choices: LogChoices = field(default_factory=LogChoices)


def open_log(
    path: Path | str,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> OpenedLog:
    """Read a spreadsheet in the child process. Raises SheetRefused or ReadCancelled."""
    return _opened(read_book(path, progress=progress, cancelled=cancelled))


def open_pasted(text: str) -> OpenedLog:
    """Read a table that was copied. Raises SheetRefused."""
    return _opened(book_of_text(text, "Pasted table"))


def _opened(book: Book) -> OpenedLog:
    layouts = tuple(find_log(sheet) for sheet in book.sheets if sheet.rows)
    if not layouts:
        raise SheetRefused(f"{book.file_name} is empty.", "Choose the file with the actions.")
    return OpenedLog(book, layouts)


def log_context(reading: Reading) -> LogContext:
    """What is here: partners, people, Boards, priorities and every action with what was said."""
    partners = [
        Partner(one.id, one.name, one.short_name, one.code) for one in organisations(reading)
    ]
    known = known_actions(reading)
    people = {
        name: key
        for name, key in reading.rows(select(PersonRow.name, PersonRow.organisation_id))
        if key is not None
    }
    leads: dict[str, set[int]] = {}
    for one in known:
        if one.lead:
            leads.setdefault(one.lead, set()).add(one.organisation_id)
    # A role that leads actions of two organisations does not tell whose the next one is.
    people |= {lead: keys.pop() for lead, keys in leads.items() if len(keys) == 1}
    return LogContext(
        today=reading.today,
        finder=OwnerFinder(partners, people),
        known=known,
        boards={day: key for key, day in board_days(reading)},
        priorities={plain_key(name): key for key, (_no, name) in priority_names(reading).items()},
    )


def known_actions(reading: Reading) -> tuple[KnownAction, ...]:
    """Every action, open and closed, with its updates."""
    said: dict[int, list[str]] = {}
    for key, words in reading.rows(select(ActionUpdateRow.action_id, ActionUpdateRow.text)):
        said.setdefault(key, []).append(words)
    table = ActionRow.__table__.c
    names = [one for one in KnownAction.__slots__ if one != "said"]
    rows = reading.rows(select(*(table[name] for name in names)).order_by(table.id))
    return tuple(KnownAction(*(*row, tuple(said.get(row[0], ())))) for row in rows)


def plan_log(opened: OpenedLog, context: LogContext, settings: LogSettings) -> LogPlan:
    """The plan of the chosen sheet. Raises SheetRefused when there is no action log on it."""
    layout = layout_of(opened, settings)
    book = opened.book
    if not layout.is_log:
        raise SheetRefused(f"{book.file_name} has no action log on “{layout.sheet}”.", _ADVICE)
    finder = OwnerFinder(context.finder.partners, context.finder.people, settings.choices.owners)
    sheet = opened.sheet(layout.sheet)
    # Only the reader of newer workbooks says which cells are merged.
    merged = sheet.knows_formats and book.kind in ("xlsx", "xlsm")
    here = replace(context, finder=finder, file_name=book.file_name, knows_merged=merged)
    planner = LogPlanner(here, settings.choices)
    rows = planner.plan(log_rows(sheet, layout))
    return LogPlan(
        file_name=book.file_name,
        sha256=book.sha256,
        size=book.size,
        sheet=layout.sheet,
        rows=rows,
        sentences=(*book.notes, *_sentences(opened, layout, planner)),
        newest=max((one.id for one in context.known), default=0),
    )


def layout_of(opened: OpenedLog, settings: LogSettings) -> LogLayout:
    """The layout of the sheet that is read, with the columns as decided."""
    found = next((one for one in opened.layouts if one.sheet == settings.sheet), opened.best)
    if not settings.columns:
        return found
    sheet = opened.sheet(found.sheet)
    header = found.header if found.header >= 0 else None
    return find_log(sheet, header=header, holds=settings.columns)


def _sentences(opened: OpenedLog, layout: LogLayout, planner: LogPlanner) -> list[str]:
    said = [f"The titles stand in row {layout.header + 1} of “{layout.sheet}”."]
    others = [one.sheet for one in opened.layouts if one.sheet != layout.sheet]
    if others:
        said.append(f"Not read: {', '.join(f'“{name}”' for name in others[:5])}.")
    unread = [f"{letter(one.index)} {one.title}" for one in layout.columns if one.holds is None]
    if unread:
        said.append(f"Not used: {', '.join(unread)}.")
    if planner.headings:
        said.append(f"{counted(planner.headings, 'heading')} between the rows.")
    return said
