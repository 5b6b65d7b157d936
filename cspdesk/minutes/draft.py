"""The first words of minutes, from what was recorded at the meeting. Pure.

Nothing is made up: what was not recorded is not said, and its heading waits for the officer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from cspdesk.agenda.restricting import paragraph_words
from cspdesk.meetings.recording_rules import SeatNow, quorum
from cspdesk.minutes.rules import (
    ATTENDANCE,
    COMMUNICATIONS,
    DECLARATIONS,
    HEARD,
    MATTERS,
    OPENING,
    TO_BOARDS,
    TO_BODIES,
    action_line,
    stopped,
    verdict_lines,
)
from cspdesk.phrases import counted_in_words, joined, lines_of, sentence_case, spoken_time
from cspdesk.words import number_word
from db.vocabulary import DecisionKind, Presence


@dataclass(frozen=True, slots=True)
class Came:
    """How a seat was filled, or that a guest came. `presence` None: not recorded.

    `organisation` names a vacant seat by its role.
    """

    organisation: str
    role: str
    presence: Presence | None
    name: str = ""
    title: str = ""
    substitute: str = ""
    arrived_at: str = ""
    left_at: str = ""
    key_partner: bool = False
    co_chair: bool = False
    vacant: bool = False

    @property
    def is_there(self) -> bool:
        return self.presence is not None and self.presence.is_there


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest; `item` is "" for the whole meeting."""

    who: str
    interest: str
    item: str
    left_room: bool


@dataclass(frozen=True, slots=True)
class Agreed:
    """An action: `due` in words ("1 December 2016"), "" without one."""

    ref: str
    owner: str
    text: str
    due: str


@dataclass(frozen=True, slots=True)
class Told:
    """A message for a parallel board; `passed` once it was passed on."""

    board: str
    text: str
    passed: bool = True


@dataclass(frozen=True, slots=True)
class Publish:
    """A comms decision in its parts; those that were left open are ""."""

    message: str
    audience: str = ""
    channels: str = ""
    ward_panels: bool = False
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What was recorded of one item. `after` is the item before it in the order really taken,
    where that differs from the agenda; `together` the item it was taken with.
    """

    id: int | None
    number: str
    title: str
    discussion: str = ""
    after: str = ""
    together: str = ""
    paragraph: str = ""
    reason: str = ""
    heard: tuple[str, ...] = ()
    decisions: tuple[tuple[DecisionKind, str], ...] = ()
    actions: tuple[Agreed, ...] = ()
    comms: tuple[Publish, ...] = ()
    messages: tuple[Told, ...] = ()
    bodies: tuple[str, ...] = ()
    takes_matters: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything minutes are drafted from. `matters` are lines of matters arising.

    `starts_at` is when the first item was opened, else the time planned; `ends_at` when the last
    one closed, "" when that was not recorded.
    """

    venue: str
    starts_at: str
    ends_at: str
    came: tuple[Came, ...]
    guests: tuple[Came, ...]
    declarations: tuple[Declared, ...]
    matters: tuple[str, ...]
    items: tuple[ItemFacts, ...]

    @property
    def was_recorded(self) -> bool:
        """Whether anybody's attendance is known."""
        return any(one.presence for one in (*self.came, *self.guests))


@dataclass(frozen=True, slots=True)
class Drafted:
    """A minute as drafted; `agenda_number` is None for what is not on the agenda."""

    item_id: int | None
    heading: str
    text: str
    agenda_number: str | None = None


def drafted(facts: Facts) -> tuple[Drafted, ...]:
    """The minutes in order: opening, attendance, declarations, matters arising, the items."""
    first = [
        Drafted(None, OPENING, opening(facts)),
        Drafted(None, ATTENDANCE, "\n".join(attendance(facts))),
        Drafted(None, DECLARATIONS, "\n".join(declarations(facts))),
    ]
    if facts.matters and not any(item.takes_matters for item in facts.items):
        first.append(Drafted(None, MATTERS, "\n".join(facts.matters)))
    items = [
        Drafted(item.id, item.title, item_text(item, facts.matters), item.number or None)
        for item in facts.items
    ]
    return (*first, *items)


# -- who was there ----------------------------------------------------------------------------


def opening(facts: Facts) -> str:
    """Where and when, in the chair, and who was there in a sentence."""
    ends = f" to {spoken_time(facts.ends_at)}" if facts.ends_at else ""
    place = f"{facts.venue}, " if facts.venue else ""
    lines = [stopped(f"{place}{spoken_time(facts.starts_at)}{ends}")]
    here = (one for one in facts.came if one.co_chair and one.is_there)
    chairs = [_person(one) or one.organisation for one in here]
    if chairs:
        lines[0] += f" In the chair: {stopped(joined(chairs))}"
    if facts.was_recorded:
        lines.append(_counts(facts))
    return "\n".join(lines)


def _counts(facts: Facts) -> str:
    there = {one.organisation for one in facts.came if one.is_there}
    apologies = sum(one.presence is Presence.APOLOGIES for one in facts.came)
    vacant = sum(one.vacant for one in facts.came)
    words = [counted_in_words(len(there), "organisation") + " present"]
    if apologies:
        noun = "apology" if apologies == 1 else "apologies"
        words.append(f"{number_word(apologies)} {noun}")
    if vacant:
        words.append(f"{number_word(vacant)} {'seat' if vacant == 1 else 'seats'} vacant")
    return f"{', '.join(words)}.{_key_partners(facts)}"


def _key_partners(facts: Facts) -> str:
    """Whether the partners that make the quorum were there, by the rule of meeting mode."""
    counted = quorum(
        [
            SeatNow(one.role, one.organisation, one.key_partner, one.presence, one.vacant)
            for one in facts.came
        ]
    )
    if counted.is_quorate:
        return " The meeting was quorate."
    if not counted.missing:
        return ""
    verb = "was" if len(counted.missing) == 1 else "were"
    return f" The meeting was not quorate: {joined(counted.missing)} {verb} not there."


def attendance(facts: Facts) -> list[str]:
    """A line for each seat, then those in attendance; none when nothing was recorded."""
    if not facts.was_recorded:
        return []
    filled = [one for one in facts.came if not one.vacant]
    ordered = sorted(filled, key=lambda one: not one.is_there)
    vacant = [_seat(one) for one in facts.came if one.vacant]
    rows = [_row(one) for one in (*ordered, *facts.guests)]
    return [*rows, f"Vacant: {joined(vacant)}."] if vacant else rows


def _seat(one: Came) -> str:
    """ "Business seat"; "Director of Adults (Council)" where it belongs to an organisation."""
    if one.role and one.organisation:
        return f"{one.role} ({one.organisation})"
    return one.role or one.organisation


def _row(one: Came) -> str:
    """Cells of organisation, role and how; a role that nobody knows is left out."""
    cells = (one.organisation or "Guest", _role(one), _how(one))
    return " | ".join(cell.replace(" | ", ", ") for cell in cells if cell)


def _role(one: Came) -> str:
    holder = _person(one)
    if one.presence is Presence.SUBSTITUTE:
        instead = one.substitute or "Substitute"
        return f"{instead}, for {holder}" if holder else instead
    return holder


def _person(one: Came) -> str:
    title = one.title or one.role
    if one.name and title:
        return f"{one.name}, {title}"
    return one.name or title


def _how(one: Came) -> str:
    if one.presence is None:
        return "Not recorded"
    words = _HOW[one.presence]
    if one.arrived_at:
        words += f", from {spoken_time(one.arrived_at)}"
    return f"{words}, until {spoken_time(one.left_at)}" if one.left_at else words


_HOW = {
    Presence.PRESENT: "Present",
    Presence.SUBSTITUTE: "Present",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent",
    Presence.IN_ATTENDANCE: "In attendance",
}


def declarations(facts: Facts) -> list[str]:
    """A sentence for each interest; that there was none, once the meeting was recorded."""
    if not facts.declarations:
        return ["No interest was declared."] if facts.was_recorded else []
    return [_declared(one) for one in facts.declarations]


def _declared(one: Declared) -> str:
    where = f" in item {one.item}" if one.item else ""
    words = f"{one.who or 'A member'} declared an interest{where}: {stopped(one.interest)}"
    return f"{words} They left the room for it." if one.left_room else words


# -- an item ----------------------------------------------------------------------------------


def item_text(item: ItemFacts, matters: Sequence[str] = ()) -> str:
    """The lines of one item, in the order in which a clerk writes them."""
    lines = [
        *_order_lines(item),
        *_exclusion_lines(item),
        *lines_of(item.discussion),
        *(matters if item.takes_matters else ()),
        *_heard_lines(item),
        *_decision_lines(item),
        *(action_line(one.ref, one.owner, one.text, one.due) for one in item.actions),
        *(f"{COMMUNICATIONS}: {_published(one)}" for one in item.comms),
        *_message_lines(item),
        *([f"{TO_BODIES}: {joined(item.bodies)}."] if item.bodies else []),
    ]
    return "\n".join(lines)


def _order_lines(item: ItemFacts) -> Iterable[str]:
    if item.together:
        yield f"This item was taken together with item {item.together}."
    elif item.after:
        yield f"This item was taken after item {item.after}."


def _exclusion_lines(item: ItemFacts) -> Iterable[str]:
    if item.paragraph:
        why = f": {item.reason}" if item.reason else ""
        yield stopped(
            "The public and press were excluded for this item under "
            f"{paragraph_words(item.paragraph)} of Part 1 of Schedule 12A to the Local "
            f"Government Act 1972{why}"
        )


def _heard_lines(item: ItemFacts) -> Iterable[str]:
    if item.heard:
        yield f"{HEARD}: {joined(item.heard)} answered what they had been asked."


def _decision_lines(item: ItemFacts) -> Iterable[str]:
    for kind, told in groupby(item.decisions, key=lambda decision: decision[0]):
        yield from verdict_lines(kind, [text for _kind, text in told])


def _published(one: Publish) -> str:
    """The message, then in brackets for whom, through what, by when and whose it is."""
    panels = ("Police Ward Panels",) if one.ward_panels else ()
    through = joined((*lines_of(one.channels), *panels))
    day = f"by {one.due}" if one.due else ""
    about = "; ".join(part for part in (one.audience, through, day, one.owner) if part)
    message = stopped(" ".join(one.message.split()))
    return f"{message} ({about})" if about else message


def _message_lines(item: ItemFacts) -> Iterable[str]:
    """The same words to several boards in one line."""
    boards: dict[tuple[str, bool], list[str]] = {}
    for message in item.messages:
        boards.setdefault((message.text, message.passed), []).append(message.board)
    for (text, passed), names in boards.items():
        to = "To" if passed else "To be passed on to"
        yield f"{TO_BOARDS}: {stopped(sentence_case(text))} {to} {joined(names)}."


def moved(turns: Sequence[int]) -> tuple[bool, ...]:
    """Which items were taken out of the agenda's order, by the turn each was taken in.

    As few as explain the order: the longest rising run of turns stays. 0 is an item not taken.
    """
    places = [place for place, turn in enumerate(turns) if turn]
    runs: dict[int, list[int]] = {}
    for at in places:
        before = [runs[one] for one in places if one < at and turns[one] < turns[at]]
        runs[at] = [*_longest(before), at]
    kept = set(_longest(list(runs.values())))
    return tuple(turn > 0 and place not in kept for place, turn in enumerate(turns))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run), default=[])
