"""Which column of a membership list is what, found by the titles over them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cspdesk.sheets.grid import SheetData, is_blank, shown

_LOOK_AT = 40  # rows from the top among which the header is looked for


class Part(StrEnum):
    """What a column tells."""

    STATUTORY = "statutory"
    EMAIL = "e-mail"
    PHONE = "phone"
    FROM = "from"
    TO = "to"
    SUBSTITUTE = "substitute"
    SECTOR = "sector"
    KEY = "key partner"
    FIRST = "first name"
    LAST = "surname"
    TITLE = "job title"
    ROLE = "seat"
    ORGANISATION = "organisation"
    NAME = "name"
    GROUP = "group"
    NOTE = "note"


# In this order: "Deputy name" is a substitute's, "Organisation name" an organisation's.
_TITLES: tuple[tuple[Part, str], ...] = (
    (Part.STATUTORY, r"statutory|responsible authorit"),
    (Part.EMAIL, r"e-?mail"),
    (Part.PHONE, r"phone|\btel\b|mobile|contact no|contact number"),
    (Part.SUBSTITUTE, r"substitute|deputy|deputies|alternate|\bsub\b"),
    (Part.KEY, r"key partner|quorum"),
    (Part.FROM, r"\bfrom\b|since|\bstart|appointed|joined|effective"),
    (Part.TO, r"^to$|until|\bend|expir|\bleft\b"),
    (Part.SECTOR, r"sector"),
    (Part.FIRST, r"first name|forename|given name"),
    (Part.LAST, r"surname|last name|family name"),
    (Part.TITLE, r"job|designation|post\b|position|^title$|rank"),
    (Part.ROLE, r"\bseat\b|\brole\b"),
    (Part.ORGANISATION, r"organi[sz]ation|agency|partner|employer|company|authority|represent"),
    (Part.NAME, r"name|member|holder|contact|person"),
    (Part.GROUP, r"group|board|committee"),
    (Part.NOTE, r"note|comment|remark"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """The header's row (from 0) and the column of each part that the list has."""

    row: int
    places: dict[Part, int]

    def has(self, *parts: Part) -> bool:
        return any(part in self.places for part in parts)


def part_of(title: str) -> Part | None:
    """What a column with this title tells; None when it says nothing we keep."""
    said = " ".join(title.casefold().replace("_", " ").split())
    if not said or len(said) > 40:
        return None
    return next((part for part, words in _TITLES if re.search(words, said)), None)


def find_columns(sheet: SheetData) -> Columns | None:
    """The header of a membership list: the row near the top that names most; None without one."""
    best: Columns | None = None
    for number, row in enumerate(sheet.rows[:_LOOK_AT]):
        titles = [shown(cell) if not is_blank(cell) else "" for cell in row]
        found = Columns(number, _places(titles))
        if not _is_header(found, titles):
            continue
        if best is None or len(found.places) > len(best.places):
            best = found
    return best


def _places(titles: Sequence[str]) -> dict[Part, int]:
    places: dict[Part, int] = {}
    for column, title in enumerate(titles):
        part = part_of(title)
        if part is not None and part not in places:
            places[part] = column
    return places


def _is_header(found: Columns, titles: Sequence[str]) -> bool:
    """Two columns at least, one of them who or for whom; most of its cells are such titles."""
    filled = sum(bool(title) for title in titles)
    named = found.has(Part.NAME, Part.LAST, Part.ORGANISATION)
    return named and len(found.places) >= 2 and 2 * len(found.places) >= filled


def best_sheet(sheets: Sequence[SheetData]) -> tuple[SheetData, Columns] | None:
    """The sheet whose header names most, hidden ones only when no other has any."""
    for hidden in (False, True):
        found = [
            (sheet, columns)
            for sheet in sheets
            if sheet.hidden is hidden and (columns := find_columns(sheet)) is not None
        ]
        if found:
            return max(found, key=lambda pair: len(pair[1].places))
    return None
