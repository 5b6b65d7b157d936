"""What the comms screens and papers read: frozen records, words ready to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.comms.rules import CommsStanding, CommsState, all_channels, plan_sentence
from cspdesk.meetings.queries import MeetingCard
from cspdesk.words import counted


@dataclass(frozen=True, slots=True)
class CommsMessage:
    """A message as it is kept. `channels` without the Police Ward Panels."""

    id: int
    version: int
    meeting_id: int
    item_id: int | None
    indicator_id: int | None
    indicator: str
    message: str
    audience: str
    channels: tuple[str, ...]
    ward_panels: bool
    organisation_id: int | None
    organisation: str
    owner: str
    sign_off: str
    signed_off_on: date | None
    due_on: date | None
    published_on: date | None
    published_where: str

    @property
    def all_channels(self) -> tuple[str, ...]:
        return all_channels(self.channels, self.ward_panels)

    @property
    def who(self) -> str:
        """ "Police, Communications lead"."""
        return ", ".join(part for part in (self.organisation, self.owner) if part)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of the comms plan: a message, or an item without one.

    `key` is unique in a plan ("item:4", "message:7"). `asked` is the item's comms question as its
    front sheet has it; `caution` what to mind before anything is published.
    """

    key: str
    item_id: int | None
    item_number: str
    item_title: str
    asked: str
    caution: str
    message: CommsMessage | None
    standing: CommsStanding

    @property
    def place(self) -> str:
        """ "Item 4", "Good news", "Meeting"."""
        if self.item_number:
            return f"Item {self.item_number}"
        return "Good news" if self.message and self.message.indicator_id else "Meeting"

    @property
    def about(self) -> str:
        """The item's title, or what a message beside the agenda is about."""
        if self.item_title:
            return self.item_title
        indicator = self.message.indicator if self.message else ""
        return indicator or "Beside the agenda"


@dataclass(frozen=True, slots=True)
class CommsPlan:
    """The comms plan of a meeting: its items in order, then what stands beside the agenda."""

    meeting: MeetingCard
    lines: tuple[PlanLine, ...]

    def count(self, *states: CommsState) -> int:
        return sum(line.standing.state in states for line in self.lines)

    @property
    def to_decide(self) -> tuple[PlanLine, ...]:
        return self._of(CommsState.TO_DECIDE)

    @property
    def overdue(self) -> tuple[PlanLine, ...]:
        return self._of(CommsState.OVERDUE)

    @property
    def messages(self) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.message is not None)

    @property
    def none_needed(self) -> tuple[PlanLine, ...]:
        return self._of(CommsState.NONE_NEEDED)

    @property
    def sentence(self) -> str:
        """ "5 to decide, 1 overdue, 2 published."."""
        return plan_sentence(line.standing.state for line in self.lines)

    @property
    def finding(self) -> str:
        """As a heading: "Three messages, one published; two items to decide"."""
        said, out = len(self.messages), self.count(CommsState.PUBLISHED)
        parts = [counted(said, "message") + (f", {out or 'none'} published" if said else "")]
        if self.to_decide:
            parts.append(f"{counted(len(self.to_decide), 'item')} to decide")
        whole = "; ".join(parts)
        return whole[:1].upper() + whole[1:]

    def _of(self, state: CommsState) -> tuple[PlanLine, ...]:
        return tuple(line for line in self.lines if line.standing.state is state)


@dataclass(frozen=True, slots=True)
class PartnerChannels:
    """The channels that one partner owns."""

    organisation_id: int
    organisation: str
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoodNews:
    """Good news that the figures offer: a draft sentence, why, and what to settle first."""

    indicator_id: int
    code: str
    name: str
    draft: str
    why: str
    cautions: tuple[str, ...]
    owner_id: int | None
    owner: str
