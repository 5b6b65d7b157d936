"""What the lists of the inbox show of a piece, of a way out, of a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cspdesk.calendar import short_date
from cspdesk.charts.mark_names import MarkName
from db.vocabulary import RequestKind
from ui.delegates.cells import Line, Lines, Piece, chip, rag_words, two_lines, work_state
from ui.models.columns import Column

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import BusinessLine, GroupLine, RequestLine, WayOut


def verdict_chip(line: BusinessLine) -> Piece:
    """ "To decide" asks for something; a verdict is only said."""
    return chip(line.chip, "strong" if line.to_decide else "outline")


def came_words(times: int) -> str:
    """ "2nd time" for a subject that came once before; "" for a new one."""
    if not times:
        return ""
    return f"{times + 1}{ {2: 'nd', 3: 'rd'}.get(times + 1, 'th') } time"


def _piece(line: BusinessLine) -> Lines:
    day = short_date(line.raised_on, year=True).split(" ", 1)[1]
    parts = [line.raised_by, day, came_words(line.came_before)]
    second = ", ".join(part for part in parts if part)
    return two_lines(line.title, second, strong=line.to_decide)


def _verdict(line: BusinessLine) -> Line:
    if line.days_late:
        return Line((verdict_chip(line), rag_words("red", line.outcome)))
    said = (Piece(line.outcome, tone="second"),) if line.outcome else ()
    return Line((verdict_chip(line), *said))


PIECES: tuple[Column[BusinessLine], ...] = (
    Column(
        "Business",
        lambda line: f"{line.title}, {line.raised_by}",
        cell=_piece,
        tooltip=lambda line: line.title,
    ),
    Column(
        "Verdict",
        lambda line: f"{line.chip} {line.outcome}".strip(),
        cell=_verdict,
        tooltip=lambda line: line.outcome,
        width=256,
    ),
)


def _way_state(way: WayOut) -> Line:
    if way.is_done:
        return Line((work_state("done", way.words),))
    if way.days_late:
        return Line((rag_words("red", way.words),))
    return Line((work_state("todo", way.words),))


WAYS: tuple[Column[WayOut], ...] = (
    Column(
        "Business",
        lambda way: way.title,
        cell=lambda way: two_lines(way.title, way.raised_by, strong=not way.is_done),
        tooltip=lambda way: way.title,
    ),
    Column(
        "Goes out through, to whom",
        lambda way: f"{way.channel}, to {way.to_whom}",
        cell=lambda way: two_lines(way.channel, f"to {way.to_whom}", strong=False),
        tooltip=lambda way: f"{way.channel}, to {way.to_whom}",
    ),
    Column("How far", lambda way: way.words, cell=_way_state, width=118),
)


def _request(kind: RequestKind, width: int) -> Column[GroupLine]:
    return Column(
        kind.label,
        lambda group: group.request(kind).standing.words,
        cell=lambda group: _standing(group.request(kind)),
        tooltip=lambda group: group.request(kind).answer,
        width=width,
    )


def _standing(line: RequestLine) -> Line:
    standing = line.standing
    if not standing.asked:
        return Line((Piece(standing.words, tone="hint"),))
    return Line((work_state("half" if standing.open else "done", standing.words),))


def _group(group: GroupLine) -> Lines:
    heard = (
        Piece(group.silence, MarkName.AMBER, "amber", style="label-strong")
        if group.silent
        else Piece(group.heard or "Nothing to raise", tone="second")
    )
    return two_lines(group.name, (heard,), strong=group.silent)


GROUPS: tuple[Column[GroupLine], ...] = (
    Column(
        "Group",
        lambda group: f"{group.name}, {group.silence or group.heard or 'Nothing to raise'}",
        cell=_group,
        tooltip=lambda group: f"{group.name}. {group.owes}",
    ),
    _request(RequestKind.BUSINESS, 164),
    _request(RequestKind.MINUTES, 112),
    _request(RequestKind.ACTION_PLAN, 112),
)
