"""Report-backs as rows: partner and body, what was taken back, what it said, what changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from db.vocabulary import ReportBackState
from ui.delegates.cells import Line, Lines, Piece, rag_words, two_lines, work_state
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.actions.queries import ReportBackLine

CAME = "came"
_CHANGED = 3
_CHANGED_FROM = 640  # px of the list at 100 % below which what changed is left to the inspector


class ReportBackList(GroupedView):
    """Under partners or under decisions; the latest first."""

    def __init__(self) -> None:
        model: GroupedModel[ReportBackLine] = GroupedModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Report-backs", kind="agenda")

    def show_lines(self, lines: Sequence[ReportBackLine], by: str) -> None:
        """Show these, grouped "board", by the "decision" taken back, or by what came of it."""
        self.rows.set_groups(_groups(lines, by))
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        self.setColumnHidden(_CHANGED, room < _CHANGED_FROM)


def _groups(lines: Sequence[ReportBackLine], by: str) -> list[Group[ReportBackLine]]:
    held: dict[object, list[ReportBackLine]] = {}
    for line in sorted(lines, key=_came_place) if by == CAME else lines:
        key = line.taken_back if by == "decision" else line.board_on
        key = _came(line) if by == CAME else key
        held.setdefault((by, key), []).append(line)
    return [
        Group(key, _title(mine[0], by), tuple(mine), detail=_detail(mine, by))
        for key, mine in held.items()
    ]


_CAME = ("Asks the Board", "Changed something", "Answered, nothing changed", "Not heard yet")


def _came(line: ReportBackLine) -> str:
    """What came back, by what the Board has to do with it."""
    if not line.standing.is_in:
        return _CAME[3]
    return _CAME[0] if line.question else _CAME[1] if line.changed else _CAME[2]


def _came_place(line: ReportBackLine) -> int:
    return _CAME.index(_came(line))


def _title(line: ReportBackLine, by: str) -> str:
    if by == CAME:
        return _came(line)
    if by == "decision":
        return line.taken_back
    return f"Board of {_day(line.board_on)}" if line.board_on else "No Board"


def _detail(lines: Sequence[ReportBackLine], by: str) -> str:
    """ "6 of 8 received, 2 late"; under what came back only the count, and how many are late."""
    got = sum(line.standing.is_in for line in lines)
    late = sum(line.is_late for line in lines)
    if by == CAME:
        return f"{len(lines)}, {late} late" if late else str(len(lines))
    return f"{got} of {len(lines)} received" + (f", {late} late" if late else "")


def _partner(line: ReportBackLine) -> Lines:
    return two_lines(line.organisation, line.body)


def _taken(line: ReportBackLine) -> Lines:
    place = f"Item {line.item_number}" if line.item_number else "No item"
    return two_lines(line.taken_back, place, strong=False)


def _said(line: ReportBackLine) -> Lines | Line:
    if line.said:
        met = f"Met {_day(line.met_on)}" if line.met_on else ""
        asks = "asks the Board a question" if line.question else ""
        second = ", ".join(part for part in (met, asks) if part)
        return two_lines(line.said, second, strong=False)
    return Line((Piece(_nothing_said(line), tone="second", box="dashed"),))


def _nothing_said(line: ReportBackLine) -> str:
    if line.state is ReportBackState.TAKEN_ON and line.met_on:
        return f"On its agenda for {_day(line.met_on)}"
    if line.body_next_meets_on:
        return f"No response recorded; meets {_day(line.body_next_meets_on)}"
    return "No response recorded"


def _said_words(line: ReportBackLine) -> str:
    return line.said or _nothing_said(line)


def _changed(line: ReportBackLine) -> Line | None:
    if line.changed:
        return Line((Piece(line.changed, style="body"),))
    if not line.standing.is_in:
        return None
    return Line((Piece("No change recorded", tone="second", box="dashed"),))


def _changed_words(line: ReportBackLine) -> str:
    return line.changed or ("No change recorded" if line.standing.is_in else "")


def state_piece(line: ReportBackLine) -> Piece:
    """How the report-back stands, as mark and words."""
    if line.is_late:
        return rag_words("red", line.standing.words)
    kind = "done" if line.standing.is_in else "todo"
    return work_state(kind, line.standing.words)


def _day(day: object) -> str:
    from datetime import date

    assert isinstance(day, date)
    return f"{day.day} {day:%b %Y}"


_COLUMNS: tuple[Column[ReportBackLine], ...] = (
    Column("Partner and governance body", lambda line: f"{line.organisation}, {line.body}",
           cell=_partner, width=200),
    Column("Taken back", lambda line: line.taken_back, cell=_taken, width=190,
           tooltip=lambda line: line.taken_back),
    Column("What the body said", _said_words, cell=_said, tooltip=lambda line: line.said),
    Column("What changed", _changed_words, cell=_changed, width=190,
           tooltip=lambda line: line.changed),
    Column("State", lambda line: line.standing.words, width=132,
           cell=lambda line: Line((state_piece(line),))),
)  # fmt: skip
