"""What ties a piece of business to the highlight report it came from and to where it went."""

from __future__ import annotations

from sqlalchemy import select

from cspdesk.agenda.business_records import Piece
from cspdesk.agenda.business_rules import found_by, subject_key
from cspdesk.errors import Conflict
from db.tables import (
    AssessmentRow,
    BusinessRow,
    CycleRow,
    DisseminationRow,
    GroupRow,
    IndicatorRow,
    OrganisationRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import BusinessSource


def the_business(work: UnitOfWork, piece: Piece, seen_version: int) -> BusinessRow:
    """The record of a piece; a line of the highlight report gets its own here.

    Raises Conflict when it is gone, was decided meanwhile, or PMG has taken the line out.
    """
    if piece.business_id is not None:
        return work.get(BusinessRow, piece.business_id, seen_version)
    same = {"cycle_id": piece.cycle_id, "indicator_id": piece.indicator_id}
    if work.session.scalars(select(BusinessRow).filter_by(**same)).first() is not None:
        raise Conflict("This record was changed in the meantime; look at it again.")
    held = work.session.scalars(select(AssessmentRow).filter_by(**same, highlight=True)).first()
    if held is None:
        raise Conflict("PMG has taken this line out of the highlight report in the meantime.")
    return work.add(from_highlight(work, held))


def from_highlight(work: UnitOfWork, held: AssessmentRow) -> BusinessRow:
    """The line that PMG took into the highlight report, as business of its cycle."""
    indicator = work.get(IndicatorRow, held.indicator_id)
    row = BusinessRow(
        cycle_id=held.cycle_id,
        source=BusinessSource.PMG,
        indicator_id=indicator.id,
        raised_on=held.assessed_on or work.get(CycleRow, held.cycle_id).pmg_on,
        title=held.headline.strip() or indicator.name,
        asked=held.ask,
        why_whole=held.partnership_value,
    )
    set_keys(work, row)
    return row


def set_keys(work: UnitOfWork, row: BusinessRow) -> None:
    """Write what history and search look for; after every change of the words."""
    if row.indicator_id is not None:
        row.subject_key = indicator_key(row.indicator_id)
    else:
        row.subject_key = subject_key(row.title)
    words = (row.title, row.asked, row.asked_of, row.why_whole, row.raised_by, row.reason)
    # A new row has its defaults only once it is stored.
    row.found_by = found_by(*(text or "" for text in words), _source_name(work, row))


def indicator_key(indicator_id: int) -> str:
    """The same indicator is the same subject, whatever its headline says this time."""
    return f"kpi {indicator_id}"


def _source_name(work: UnitOfWork, row: BusinessRow) -> str:
    if row.group_id is not None:
        group = work.get(GroupRow, row.group_id)
        return f"{group.name} {group.short_name}"
    if row.organisation_id is not None:
        organisation = work.get(OrganisationRow, row.organisation_id)
        return f"{organisation.name} {organisation.short_name}"
    if row.indicator_id is not None:
        indicator = work.get(IndicatorRow, row.indicator_id)
        return f"{indicator.code} {indicator.name}"
    return ""


def ways_of(work: UnitOfWork, business_id: int) -> list[DisseminationRow]:
    query = select(DisseminationRow).filter_by(business_id=business_id)
    return work.all(query.order_by(DisseminationRow.id))


def let_go_of_item(work: UnitOfWork, item_id: int) -> None:
    """The item leaves the agenda: the business behind it is to be decided again."""
    for row in work.all(select(BusinessRow).filter_by(item_id=item_id)):
        row.item_id, row.verdict = None, None
        row.decided_on = row.told_on = None
        row.reason = ""
        set_keys(work, row)
