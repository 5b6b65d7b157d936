"""How often a subject has come, what happened then, and what else its source raised."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from cspdesk.agenda.business_items import item_numbers
from cspdesk.agenda.business_records import Before
from cspdesk.agenda.business_rules import chip_words, tally_words
from cspdesk.calendar import plain_date
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import (
    BusinessRow,
    CycleRow,
    GroupRow,
    MeetingRow,
    OrganisationRow,
)
from db.vocabulary import BusinessSource, Verdict

_LATEST = 12  # earlier times that are shown of a subject
_AT_ONCE = 400  # keys asked for in one query


def earlier_times(reading: Reading, pieces: Sequence[tuple[str, date]]) -> list[int]:
    """How often each subject came in an earlier cycle; in the order given.

    A piece is its subject's key and the day of its cycle's Board.
    """
    keys = sorted({key for key, _board_on in pieces})
    days: dict[str, list[date]] = defaultdict(list)
    for start in range(0, len(keys), _AT_ONCE):
        query = (
            select(BusinessRow.subject_key, CycleRow.board_on)
            .join(CycleRow, BusinessRow.cycle_id == CycleRow.id)
            .where(BusinessRow.subject_key.in_(keys[start : start + _AT_ONCE]))
            .order_by(CycleRow.board_on)
        )
        for key, board_on in reading.rows(query):
            days[key].append(board_on)
    return [bisect_left(days[key], board_on) for key, board_on in pieces]


def history_of(reading: Reading, key: str, own_id: int | None) -> tuple[Before, ...]:
    """The other times that the subject came, the latest first."""
    query = (
        select(
            BusinessRow,
            CycleRow.number,
            CycleRow.year_label,
            GroupRow.short_name,
            OrganisationRow.short_name,
            MeetingRow.held_on,
        )
        .join(CycleRow, BusinessRow.cycle_id == CycleRow.id)
        .outerjoin(GroupRow, BusinessRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, BusinessRow.organisation_id == OrganisationRow.id)
        .outerjoin(MeetingRow, BusinessRow.deferred_to_id == MeetingRow.id)
        .where(BusinessRow.subject_key == key, BusinessRow.id != (own_id or 0))
        .order_by(CycleRow.board_on.desc(), BusinessRow.id.desc())
        .limit(_LATEST)
    )
    found = reading.rows(query)
    numbers = item_numbers(reading, {one[0].item_id for one in found if one[0].item_id})
    return tuple(_before(one, numbers) for one in found)


def _before(found: Any, numbers: dict[int, str]) -> Before:
    row, number, year, group, organisation, deferred_to = found
    return Before(
        cycle=f"Cycle {number}, {year}",
        raised_on=row.raised_on,
        title=row.title,
        raised_by=group or organisation or row.raised_by or row.source.label,
        words=_what_happened(row, numbers.get(row.item_id), deferred_to),
    )


def _what_happened(row: BusinessRow, item: str | None, deferred_to: date | None) -> str:
    words = chip_words(row.verdict)
    if row.verdict is Verdict.BOARD and item is not None:
        words = f"Board, item {item}"
    elif deferred_to is not None:
        words = f"Deferred to {plain_date(deferred_to)}"
    return f"{words}. {row.reason}" if row.reason else words


def source_words(reading: Reading, row: BusinessRow) -> str:
    """ "VAWG Strategic Group raised 3 pieces in 2016/17: 1 to the Board, 2 disseminated"."""
    own = {BusinessRow.group_id: row.group_id, BusinessRow.organisation_id: row.organisation_id}
    known = [(column, key) for column, key in own.items() if key is not None]
    if not known or row.source is BusinessSource.PMG:
        return ""
    year = select(CycleRow.year_label).where(CycleRow.id == row.cycle_id).scalar_subquery()
    query = (
        select(BusinessRow.verdict, CycleRow.year_label)
        .join(CycleRow, BusinessRow.cycle_id == CycleRow.id)
        .where(CycleRow.year_label == year, *(column == key for column, key in known))
    )
    found = reading.rows(query)
    verdicts = [verdict for verdict, _year in found]
    return f"{counted(len(found), 'piece')} in {found[0][1]}: {tally_words(verdicts)}"
