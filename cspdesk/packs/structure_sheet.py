"""The structure chart as a document: the drawing on one wide page or a few, then in words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.charts.text import PRINT_MEASURE
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.export import Exported, refuse_target
from cspdesk.packs.landscape import (
    CONTENT_HEIGHT,
    CONTENT_WIDTH,
    NestedList,
    WideDocument,
    WideSection,
    write_wide,
)
from cspdesk.packs.pdf.styles import MM
from cspdesk.people.structure import ChartGroup, StructureChart
from cspdesk.people.structure_drawing import structure_drawing
from cspdesk.people.structure_pages import outline, structure_pages
from cspdesk.people.structure_queries import structure_groups
from cspdesk.phrases import counted_in_words
from cspdesk.settings.queries import PartnershipCard, partnership
from db.vocabulary import GroupKind

TITLE = "Structure of the partnership"
_HEAD = 27 * MM  # what the heading and the sentence under it take


def structure_sheet(
    groups: Sequence[ChartGroup], owner: PartnershipCard, today: dt.date
) -> WideDocument:
    """The document. The same groups make the same document."""
    charts = structure_pages(groups, CONTENT_WIDTH, CONTENT_HEIGHT - _HEAD, PRINT_MEASURE)
    edition = f"{TITLE}, {plain_date(today)}"
    frame = b.Document(
        title=edition,
        partnership=owner.name,
        sections=(),
        created=dt.datetime.combine(today, dt.time(12), dt.UTC),
        running=TITLE,
        marking=MARKINGS[owner.marking],
        edition_line=f"{edition}. Sample content" if owner.is_sample else edition,
        subject="Who reports to whom in the partnership, drawn from its records",
    )
    return WideDocument(frame, (*_pages(charts, groups), _in_words(groups)))


def _pages(
    charts: Sequence[StructureChart], groups: Sequence[ChartGroup]
) -> tuple[WideSection, ...]:
    return tuple(
        WideSection(
            (
                b.Heading(1, TITLE if len(charts) == 1 else f"{TITLE}, part {number}"),
                b.Paragraph(_sentence(groups, number, len(charts))),
                b.Space(3),
                b.Figure(structure_drawing(chart)),
            )
        )
        for number, chart in enumerate(charts, 1)
    )


def _sentence(groups: Sequence[ChartGroup], number: int, of: int) -> str:
    if number > 1:
        return f"Part {number} of {of}; the groups above these are shown again."
    parallel = sum(one.kind is GroupKind.PARALLEL_BOARD for one in groups)
    own = len(groups) - parallel
    said = f"{counted_in_words(own, 'group')} of the partnership"
    beside = f" and {parallel} parallel boards" if parallel > 1 else ""
    lacks = any(one.note and one.kind is not GroupKind.BOARD for one in groups)
    vacancies = " A dashed frame marks a vacancy." if lacks else ""
    return f"{said}{beside}. A line leads from each group up to the one it reports to.{vacancies}"


def _in_words(groups: Sequence[ChartGroup]) -> WideSection:
    """The same for whoever does not see the drawing, or wants to copy it."""
    lines = tuple(
        (line.depth, (b.bold(line.name), f". {line.words}" if line.words else ""))
        for line in outline(groups)
    )
    return WideSection(
        (
            b.Heading(1, "The structure in words"),
            b.Paragraph("Each group stands under the one it reports to."),
            b.Space(2),
            NestedList(lines),
        )
    )


def export_structure(desk: Desk, out: Path) -> Exported:
    """Write the structure chart to `out`. Raises WorldError when there is none or it cannot be."""
    refuse_target(out)
    groups = desk.ask(structure_groups)
    if not groups:
        raise WorldError("No groups are recorded, so there is no chart.", "Add the Board first.")
    owner = desk.ask(partnership)
    document = structure_sheet(groups, owner, desk.today)
    pages = write_wide(document, out)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    return Exported(out, document.frame.title, pages, digest, owner.marking)
