"""What has come since a pack was issued: late items, and late papers of items that were in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from cspdesk.agenda.checks import Check
from cspdesk.agenda.records import AgendaLine
from cspdesk.packs.queries import IssuedLine, issued_documents
from cspdesk.phrases import counted_in_words, joined, sentence_case
from cspdesk.reading import Reading
from cspdesk.words import counted
from db.tables import AgendaItemRow, AuditRow, IssuedDocumentRow, PaperRow
from db.vocabulary import DocumentKind


@dataclass(frozen=True, slots=True)
class LateBusiness:
    """A supplement to be: `number` counts from 1, its pages go on from `first_page`.

    `pack` is the edition that it supplements; `item_ids` and `paper_ids` have come since that, or
    since the supplement before. A paper of a late item goes with it and is not counted.
    """

    number: int
    pack: IssuedLine
    first_page: int
    item_ids: frozenset[int]
    paper_ids: frozenset[int]
    paper_items: frozenset[int]

    @property
    def is_nothing(self) -> bool:
        return not (self.item_ids or self.paper_ids)

    @property
    def words(self) -> str:
        """ "1 late item, 2 late papers"."""
        parts = ((len(self.item_ids), "late item"), (len(self.paper_ids), "late paper"))
        said = [counted(count, noun) for count, noun in parts if count]
        return ", ".join(said) or "nothing late"

    @property
    def sentence(self) -> str:
        """ "One late item and two late papers"."""
        parts = ((len(self.item_ids), "late item"), (len(self.paper_ids), "late paper"))
        said = [counted_in_words(count, noun).lower() for count, noun in parts if count]
        return sentence_case(joined(said)) or "Nothing late"

    def has(self, line: AgendaLine) -> bool:
        """Whether an item is in the supplement, for itself or for a paper."""
        return line.id in self.item_ids or line.id in self.paper_items


def late_business(reading: Reading, meeting_id: int) -> LateBusiness | None:
    """What a supplement would hold now; None while no pack was issued for the meeting."""
    issued = issued_documents(reading, meeting_id)
    pack = next((one for one in issued if one.kind is DocumentKind.BOARD), None)
    if pack is None:
        return None
    since = [one for one in issued if one.kind is DocumentKind.SUPPLEMENT and one.id > pack.id]
    after = _came(reading, IssuedDocumentRow.__tablename__, {one.id for one in (pack, *since)})
    line = max(after.values(), default=0)
    own = select(AgendaItemRow.id).where(AgendaItemRow.meeting_id == meeting_id)
    items = _late(reading, AgendaItemRow.__tablename__, set(reading.all(own)), line)
    papers = {
        paper: item
        for paper, item in reading.rows(
            select(PaperRow.id, PaperRow.item_id).where(PaperRow.item_id.in_(own))
        )
        if item not in items
    }
    late = _late(reading, PaperRow.__tablename__, set(papers), line)
    numbers = [one.number for one in issued if one.kind is DocumentKind.SUPPLEMENT]
    return LateBusiness(
        number=max(numbers, default=0) + 1,
        pack=pack,
        first_page=pack.pages + sum(one.pages for one in since) + 1,
        item_ids=items,
        paper_ids=late,
        paper_items=frozenset(papers[key] for key in late),
    )


def stopping_supplement(stops: Sequence[Check], late: LateBusiness | None) -> tuple[Check, ...]:
    """Of the checks that stop final papers those that point to a late item: the rest is out."""
    new = late.item_ids if late else frozenset()
    return tuple(check for check in stops if new.intersection(check.item_ids))


def _late(reading: Reading, table: str, keys: set[int], line: int) -> frozenset[int]:
    return frozenset(key for key, at in _came(reading, table, keys).items() if at > line)


def _came(reading: Reading, table: str, keys: set[int]) -> dict[int, int]:
    """The place of each record's first entry in the audit: it orders what clocks cannot.

    A day is too coarse, and the sample's day is not the computer's.
    """
    query = (
        select(AuditRow.key, func.min(AuditRow.id))
        .where(AuditRow.entity == table, AuditRow.op == "insert", AuditRow.key.in_(keys))
        .group_by(AuditRow.key)
    )
    return dict(reading.rows(query))
