"""The refresh scorecard as a document for the annual review: is the partnership changing?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.writing import Exported, refuse_target, save_document
from cspdesk.phrases import sentence_case
from cspdesk.scorecard.pictures import line_picture
from cspdesk.scorecard.queries import Scorecard, refresh_scorecard
from cspdesk.scorecard.rules import Finding, Line, Point, summary
from cspdesk.settings.queries import PartnershipCard, partnership

_CHART = (96.0, 22.0)  # points
_COLUMNS = (
    b.Column("Measure", 44, header=True),
    b.Column("Cycle by cycle", 36),
    b.Column("In words"),
    b.Column("Change", 20),
)
_CYCLE_WIDTH, _MOST_CYCLES = 19.0, 6  # millimetres; columns that fit beside the measure
_CHANGES = {"": "Cannot be said", "same": "Same"}


def scorecard_document(
    found: Scorecard, owner: PartnershipCard, today: dt.date, year: str | None
) -> b.Document:
    """The sentence for each measure, then every figure. The same facts make the same bytes."""
    period = year or "all years"
    title = f"Refresh scorecard, {period}"
    note = "Sample content" if owner.is_sample else ""
    edition = f"Scorecard at {plain_date(today)}"
    return b.Document(
        title=title,
        partnership=owner.name,
        sections=(_findings(found, period), _figures(found)),
        created=dt.datetime.combine(today, dt.time(12), dt.UTC),
        running=title,
        marking=MARKINGS[owner.marking],
        edition_line=f"{edition}. {note}" if note else edition,
        subject="What the interviews found, and what the records of each cycle show since",
    )


def _findings(found: Scorecard, period: str) -> b.Section:
    blocks: list[b.Block] = [
        b.Eyebrow(f"Refresh scorecard, {period}"),
        b.Heading(1, "Is the partnership changing?", key="scorecard"),
        b.Lead(summary(found.lines)),
        b.Paragraph(
            "Each measure falls out of records the secretariat keeps anyway. What was not recorded "
            "counts as missing, never as good."
        ),
    ]
    for finding in Finding:
        lines = [line for line in found.lines if line.measure.finding is finding]
        blocks.append(b.Heading(2, f"{int(finding)}. {finding.words}", key=f"finding-{finding}"))
        blocks.append(b.DataTable(_COLUMNS, tuple(_row(line) for line in lines), look="compact"))
    return b.Section(tuple(blocks), running="Refresh scorecard")


def _row(line: Line) -> b.Row:
    change = _CHANGES.get(line.change) or sentence_case(line.change)
    picture = b.Picture(line_picture(line, *_CHART))
    return b.Row((line.measure.title, picture, line.sentence, change))


def _figures(found: Scorecard) -> b.Section:
    """Cycle by cycle, with the year beside it where there is only one; else year by year too."""
    first = found.lines[0]
    points, years = first.points[-_MOST_CYCLES:], first.years[-_MOST_CYCLES:]
    single = len(years) == 1
    heads = [point.label if point.held else f"{point.label}, planned" for point in points]
    left = len(first.points) - len(points)
    note = f"{left} earlier cycles are counted in the years and not printed one by one."
    rows = [
        (line, [*line.points[-_MOST_CYCLES:], *(line.years if single else ())])
        for line in found.lines
    ]
    heads += [years[0].label] if single else []
    blocks: list[b.Block] = [
        b.Heading(1, "The figures behind it", key="figures"),
        _table(heads, rows, note if left else ""),
    ]
    if len(years) > 1:
        blocks.append(b.Heading(2, "Year by year", key="years"))
        by_year = [(line, list(line.years[-_MOST_CYCLES:])) for line in found.lines]
        blocks.append(_table([point.label for point in years], by_year))
    return b.Section(tuple(blocks), running="Refresh scorecard")


def _table(
    heads: Sequence[str], rows: Sequence[tuple[Line, list[Point]]], note: str = ""
) -> b.DataTable:
    columns = (
        b.Column("Measure", header=True),
        *(b.Column(head, _CYCLE_WIDTH, align="right", tabular=True) for head in heads),
    )
    cells = tuple(
        b.Row((line.measure.title, *(point.words for point in points))) for line, points in rows
    )
    return b.DataTable(columns, cells, look="compact", footnote=note)


def export_scorecard(
    desk: Desk,
    out: Path,
    year: str | None = None,
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the scorecard of a year, or of all, to `out`.

    Raises WorldError when there is no cycle or it cannot be written, RenderCancelled when
    `cancelled` says stop.
    """
    refuse_target(out)
    found = desk.ask(refresh_scorecard, year)
    if not found.cycles:
        raise WorldError("There is no cycle to make a scorecard of.", "Plan a cycle first.")
    owner = desk.ask(partnership)
    document = scorecard_document(found, owner, desk.today, year)
    return save_document(document, out, owner.marking, progress=progress, cancelled=cancelled)
