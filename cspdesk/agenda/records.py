"""What the agenda's screens and documents read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.agenda.checks import Check, to_clear
from cspdesk.agenda.rules import Meters, PaperStanding, PartnerAsk, SplitPart
from cspdesk.meetings.queries import MeetingCard
from cspdesk.people.rules import Partner
from cspdesk.settings.queries import StandingLine
from cspdesk.voices.conversation_records import ConversationCard
from cspdesk.words import counted
from db.vocabulary import HomeworkState, ItemType, MeetingState, PaperState, Publicity


@dataclass(frozen=True, slots=True)
class HomeworkMark:
    """A homework question as a mark: who is asked and how far it is."""

    id: int
    organisation_id: int
    organisation: str
    state: HomeworkState


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One paper of an item, without its bytes. `size` is in bytes; no publicity follows the item's.

    `paper_body(reading, id)` gives the bytes.
    """

    id: int
    version: int
    position: int
    title: str
    file_name: str
    sha256: str
    pages: int
    size: int
    publicity: Publicity | None
    exempt_paragraph: str
    exempt_reason: str

    @property
    def words(self) -> str:
        """ "12 pages, 1.4 MB"."""
        size = f"{self.size / 1024 / 1024:.1f} MB" if self.size >= 1 << 20 else (
            f"{max(1, round(self.size / 1024))} KB"
        )  # fmt: skip
        return f"{counted(self.pages, 'page')}, {size}"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item in the agenda's list. Times are "14:50"; `number` is as printed.

    `is_sub` stands under the item before ("4a"); `is_late` came after the agenda was locked.

    `challenge` is the question put beside an item for noting only, with its consequence; both ""
    for other items. `must` and `should` count the unmet checks that point to it.
    """

    id: int
    version: int
    position: int
    number: str
    is_sub: bool
    is_late: bool
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
    def is_locked(self) -> bool:
        """Numbers and order are fixed: locked, or issued already."""
        return self.meeting.state is not MeetingState.PLANNING

    @property
    def subs(self) -> tuple[bool, ...]:
        return tuple(line.is_sub for line in self.lines)

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
    community_none: str
    conversations: tuple[ConversationCard, ...]
    comms_question: str
    paper_state: PaperState
    paper_due_on: date | None
    papers: tuple[PaperCard, ...]
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
