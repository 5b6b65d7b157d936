"""The groups as the structure chart draws them, with what each lacks."""

from __future__ import annotations

from cspdesk.boards.rules import scheme_in_full
from cspdesk.people.gaps import is_vacant_chair
from cspdesk.people.queries import GroupLine, groups
from cspdesk.people.structure import ChartGroup
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.words import counted


def structure_groups(reading: Reading) -> tuple[ChartGroup, ...]:
    """Every group in the order of the chart."""
    return tuple(
        ChartGroup(
            id=group.id,
            parent_id=group.parent_id,
            name=group.name,
            short_name=group.short_name,
            kind=group.kind,
            chair="" if is_vacant_chair(group.chair) else group.chair,
            label=scheme_in_full(group.scheme_label),
            note=_lacks(group),
        )
        for group in groups(reading)
    )


def _lacks(group: GroupLine) -> str:
    """ "Chair vacant", "2 seats vacant", "Chair and 1 seat vacant", or ""."""
    found = ["chair"] if is_vacant_chair(group.chair) else []
    if group.vacant:
        found.append(counted(group.vacant, "seat"))
    said = joined(found)
    return f"{said[:1].upper()}{said[1:]} vacant" if found else ""
