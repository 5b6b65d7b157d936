"""What the scorecard is worked out from: one record a cycle, of what was kept anyway."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from db.vocabulary import ActionState, HomeworkState, ItemType, Sector

# The interviews name these two as carrying too much.
CARRYING = frozenset((Sector.POLICE, Sector.COUNCIL))


@dataclass(frozen=True, slots=True)
class ItemFact:
    """One agenda item. `seconds` is how long it really took, None where nobody recorded it.

    `views` is whether communities are expected to have views; `heard` whether theirs are recorded.
    """

    id: int
    number: str
    title: str
    type: ItemType
    minutes: int
    seconds: int | None
    views: bool
    heard: bool


@dataclass(frozen=True, slots=True)
class WayOutFact:
    """A piece of business that went out another way than onto the agenda."""

    business_id: int
    title: str
    channel: str
    done: bool


@dataclass(frozen=True, slots=True)
class HomeworkFact:
    """A question that was put to a partner."""

    id: int
    item_id: int
    partner: str
    question: str
    state: HomeworkState


@dataclass(frozen=True, slots=True)
class ActionFact:
    """An action the Board agreed. `due_on` also from a due meeting; None without any date."""

    id: int
    ref: str
    text: str
    partner: str
    sector: Sector
    state: ActionState
    due_on: date | None
    closed_on: date | None


@dataclass(frozen=True, slots=True)
class ReportBackFact:
    """A governance body that was asked what it did with a decision."""

    id: int
    partner: str
    body: str
    received: bool


@dataclass(frozen=True, slots=True)
class SeatFact:
    """A seat of the Board and whether anybody sat in it; `there` is None where not recorded."""

    seat_id: int
    name: str
    partner: str
    sector: Sector | None
    there: bool | None


@dataclass(frozen=True, slots=True)
class CycleFacts:
    """Everything recorded of one cycle. `held`: its Board has met. `pages`: of the issued pack."""

    cycle_id: int
    year: str
    board_on: date
    held: bool
    meeting_id: int | None
    pages: int | None
    items: tuple[ItemFact, ...]
    ways_out: tuple[WayOutFact, ...]
    homework: tuple[HomeworkFact, ...]
    actions: tuple[ActionFact, ...]
    report_backs: tuple[ReportBackFact, ...]
    seats: tuple[SeatFact, ...]
