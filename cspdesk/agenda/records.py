"""What the agenda's screens and documents read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.checks import Check, to_clear
from cspdesk.agenda.rules import Meters, PaperStanding, PartnerAsk, SplitPart
from cspdesk.meetings.queries import MeetingCard
from cspdesk.people.rules import Partner
from cspdesk.settings.queries import StandingLine
from db.vocabulary import HomeworkState, ItemType, PaperState, Publicity


@dataclass(frozen=True, slots=True)
class HomeworkMark:
    """A homework question as a mark: who is asked and how far it is."""

    id: int
    organisation_id: int
    organisation: str
    state: HomeworkState


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item in the agenda's list. Times are "14:50"; `number` is as printed.

    `challenge` is the question put beside an item for noting only, with its consequence; both ""
    for other items. `must` and `should` count the unmet checks that point to it.
    """

    id: int
    version: int
    position: int
    number: str
    title: str
    short_title: str
    type: ItemType
    lead: str
    lead_organisation_id: int | None
    lead_organisation: str
    minutes: int
    starts: str
    ends: str
    priority_id: int | None
    priority: str
    in_focus: bool
    paper: PaperStanding
    paper_from: str
    publicity: Publicity | None
    standing_key: str
    decisions: tuple[str, ...]
    challenge: str
    challenge_detail: str
    must: int
    should: int

    @property
    def runs(self) -> str:
        """ "14:50–15:15"."""
        return f"{self.starts}–{self.ends}"


@dataclass(frozen=True, slots=True)
class AgendaView:
    """An agenda with its meters, its checks (unmet first) and the standing items not yet on it."""

    meeting: MeetingCard
    lines: tuple[AgendaLine, ...]
    meters: Meters
    checks: tuple[Check, ...]
    without_part: tuple[Partner, ...]
    standing_choices: tuple[StandingLine, ...]

    @property
    def to_clear(self) -> int:
        """Checks not met: "7 checks to clear"."""
        return to_clear(self.checks)

    def line(self, item_id: int) -> AgendaLine | None:
        return next((line for line in self.lines if line.id == item_id), None)


@dataclass(frozen=True, slots=True)
class ItemCard:
    """Everything about one item. Fields that EditItem takes carry its names and the raw text.

    Read forms beside them: `decisions`, `asks`, `split`, `named_communities`, `purpose_words`
    (standing wording with its cross-references filled in).
    """

    id: int
    version: int
    meeting_id: int
    line: AgendaLine
    priority_number: int | None
    purpose: str
    purpose_words: str
    decision_sought: str
    decisions: tuple[str, ...]
    partner_actions: str
    asks: tuple[PartnerAsk, ...]
    value_added: str
    time_split: str
    split: tuple[SplitPart, ...]
    sidetrack: str
    steer: str
    speakers: str
    communities: str
    named_communities: tuple[str, ...]
    community_plan: str
    community_heard: str
    comms_question: str
    paper_state: PaperState
    paper_due_on: date | None
    exempt_paragraph: str
    exempt_reason: str
    keep_reason: str
    homework: tuple[HomeworkMark, ...]
    checks: tuple[Check, ...]

    @property
    def split_minutes(self) -> int:
        """Minutes that the rehearsal has shared out."""
        return sum(part.minutes for part in self.split)

    @property
    def heading(self) -> str:
        """ "Item 4, 14:50 to 15:15"."""
        return f"Item {self.line.number}, {self.line.starts} to {self.line.ends}"


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a list to choose from."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class ItemChoices:
    """What an item can choose from; leads are those used before and the roles on the Board."""

    leads: tuple[str, ...]
    organisations: tuple[Choice, ...]
    priorities: tuple[Choice, ...]
