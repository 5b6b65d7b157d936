"""The drafts that reminders need today, and the partners that cannot be written to."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cspdesk.actions.chase_queries import PartnerChase, reminders_due
from cspdesk.mail.chasers import Sender, reminder
from cspdesk.mail.drafts import Draft, address_fault
from cspdesk.reading import Reading
from cspdesk.settings.queries import partnership


@dataclass(frozen=True, slots=True)
class Reminder:
    """A partner's reminder. `fault` says why there is no draft; its text can still be copied."""

    partner: PartnerChase
    draft: Draft
    fault: str

    @property
    def sentence(self) -> str:
        """ "London CRC has no e-mail address: copy the text, or add one under People." """
        if not self.fault:
            return ""
        return f"{self.partner.short_name} {self.fault}: copy the text instead."


def reminders(
    reading: Reading,
    days_before: int | None = None,
    *,
    actions: bool = True,
    report_backs: bool = True,
    homework: bool = True,
) -> tuple[Reminder, ...]:
    """A reminder for each partner that is due one today, of what is asked for.

    `days_before` the day, else as the partnership has set it.
    """
    sender = sender_of(reading)
    found = []
    for partner in reminders_due(reading, days_before):
        kept = replace(
            partner,
            actions=partner.actions if actions else (),
            report_backs=partner.report_backs if report_backs else (),
            homework=partner.homework if homework else (),
        )
        if kept.actions or kept.report_backs or kept.homework:
            draft = reminder(kept, sender, reading.today)
            found.append(Reminder(kept, draft, address_fault(kept.email)))
    return tuple(found)


def sender_of(reading: Reading) -> Sender:
    """Who signs the reminders."""
    card = partnership(reading)
    return Sender(card.name, card.secretariat, card.contact, card.marking)
