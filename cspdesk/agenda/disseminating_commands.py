"""An item for noting only goes out another way instead: off the agenda, onto the list of those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.agenda.business_commands import GiveVerdict, give_verdict
from cspdesk.agenda.business_records import Piece
from cspdesk.agenda.business_ties import set_keys
from cspdesk.agenda.commands import DeleteItem, delete_item, named
from cspdesk.commanding import Command, handles
from db.tables import AgendaItemRow, BusinessRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import BusinessSource, Verdict


@dataclass(frozen=True, slots=True)
class DisseminateItem(Command):
    """Take an item off the agenda and send it out another way; tracked until it is done.

    The business it came from gets the verdict; an item that came from none becomes business.
    """

    item_id: int
    seen_version: int
    channel: str
    to_whom: str
    reason: str
    due_on: date | None = None


@handles(DisseminateItem)
def disseminate_item(command: DisseminateItem, work: UnitOfWork) -> str:
    item = work.get(AgendaItemRow, command.item_id, command.seen_version)
    name, title = named(item), item.title
    business = _business_of(work, item)
    verdict = GiveVerdict(
        Piece(business.cycle_id, business.id),
        business.version,
        Verdict.DISSEMINATE,
        command.reason,
        channel=command.channel,
        to_whom=command.to_whom,
        due_on=command.due_on,
    )
    give_verdict(verdict, work)
    delete_item(DeleteItem(item.id, item.version), work)
    return f"Took {name}, {title}, off the agenda: it goes out through {command.channel.strip()}"


def _business_of(work: UnitOfWork, item: AgendaItemRow) -> BusinessRow:
    cycle_id = work.get(MeetingRow, item.meeting_id).cycle_id
    query = select(BusinessRow).filter_by(item_id=item.id, cycle_id=cycle_id)
    found = work.session.scalars(query.order_by(BusinessRow.id)).first()
    if found is not None:
        return found
    led = item.lead_organisation_id is not None
    row = BusinessRow(
        cycle_id=cycle_id,
        source=BusinessSource.PARTNER if led else BusinessSource.STANDING,
        organisation_id=item.lead_organisation_id,
        raised_by=item.lead,
        raised_on=work.today,
        title=item.title,
        asked=item.decision_sought,
        why_whole=item.value_added,
    )
    set_keys(work, row)
    return work.add(row)
