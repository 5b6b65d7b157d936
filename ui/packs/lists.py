"""The two lists of the pack's screen: what goes in, and what stands in its way."""

from __future__ import annotations

from cspdesk.agenda.checks import Check
from cspdesk.agenda.records import AgendaLine
from cspdesk.charts.marks import MarkName
from db.vocabulary import PaperState
from ui.delegates.cells import Line, Lines, Piece, text
from ui.models.columns import Column

FIX = "fix"
MUST_MARK = (MarkName.RED, "red")
_SHOULD_MARK = (MarkName.AMBER, "amber")


def paper_mark(line: AgendaLine) -> Piece:
    """How the paper stands: late is red, still to come amber, the rest plain."""
    standing = line.paper
    if standing.is_late:
        return Piece(standing.words, MarkName.RED, "red", style="label-strong")
    if standing.state is PaperState.TO_FOLLOW:
        return Piece(standing.words, MarkName.AMBER, "amber", style="label-strong")
    if standing.state is PaperState.IN:
        return Piece(standing.words, MarkName.DONE)
    return Piece(standing.words, tone="second")


def source(line: AgendaLine) -> str:
    """Who the paper comes from, else the organisation that leads, else the lead."""
    return line.paper_from or line.lead_organisation or line.lead


CONTENTS: tuple[Column[AgendaLine], ...] = (
    Column(
        "No.",
        lambda line: line.number,
        sort=lambda line: line.position,
        width=52,
        cell=lambda line: text(line.number, tone="second"),
    ),
    Column("Section", lambda line: line.title, tooltip=lambda line: line.title),
    Column("From", source, width=150, tooltip=source),
    Column(
        "State",
        lambda line: line.paper.words,
        width=150,
        cell=lambda line: Line((paper_mark(line),)),
    ),
)


def check_cell(check: Check, with_fix: bool) -> Line | Lines:
    """Met in grey with a tick; not met with its weight, its items and what can be done."""
    if check.met:
        return Line((Piece(check.sentence, MarkName.DONE, "second", style="body"),))
    mark, tone = MUST_MARK if check.must else _SHOULD_MARK
    fix = Piece(check.fix, tone="accent", style="label-strong", link=FIX)
    return Lines(
        (Piece("", mark, tone), Piece(check.sentence, style="strong")),
        (Piece(check.detail, tone="second"),) if check.detail else (),
        right_second=fix if with_fix and check.fix else None,
    )


def check_words(check: Check) -> str:
    """The check as it is read out: its sentence, its items, and whether it is met."""
    weight = "met" if check.met else "must be met" if check.must else "should be met"
    return ", ".join(part for part in (check.sentence, check.detail, weight) if part)


def check_columns(with_fix: bool) -> tuple[Column[Check], ...]:
    """One column; `with_fix` when there is a screen that the fixes lead to."""
    return (
        Column(
            "Check",
            check_words,
            tooltip=check_words,
            cell=lambda check: check_cell(check, with_fix),
        ),
    )
