"""What a comms decision still wants, how it stands on a day, good news as a sentence. Pure.

Source: "At the end of each agenda item the CSP board will be asked to decide what communications
work is required - to publicise decisions taken or any 'good news' concerning performance - and
which partners' channels should be used", with the Police Ward Panels among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cspdesk.calendar import plural, short_date
from cspdesk.kpis.highlight import Reason, reasons_for
from cspdesk.kpis.highlight import Standing as Weighed
from cspdesk.phrases import joined
from db.vocabulary import Direction, Publicity, Rag, Unit

WARD_PANELS = "Police Ward Panels"
SMALL_COUNT = 20  # under so many a figure may point to people, as the KPI rules have it


class CommsState(StrEnum):
    """How far the comms of an item are, the most pressing first."""

    OVERDUE = "overdue"
    TO_DECIDE = "to_decide"
    INCOMPLETE = "incomplete"
    TO_SIGN_OFF = "to_sign_off"
    READY = "ready"
    PUBLISHED = "published"
    NONE_NEEDED = "none_needed"

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is to be done."""
        return self in (CommsState.PUBLISHED, CommsState.NONE_NEEDED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a message has, as far as the rules look at it."""

    message: str
    audience: str
    channels: Sequence[str]
    ward_panels: bool
    owner: str
    sign_off: str
    signed_off_on: date | None
    due_on: date | None
    published_on: date | None
    published_where: str = ""


@dataclass(frozen=True, slots=True)
class CommsStanding:
    """`words` stand beside the mark; `days_late` is 0 unless overdue; `missing` in words."""

    state: CommsState
    words: str
    missing: tuple[str, ...] = ()
    days_late: int = 0


def is_ward_panels(channel: str) -> bool:
    """Whether a channel's name is only another for the Police Ward Panels ("Ward panels")."""
    return channel.strip().casefold() in ("ward panels", "police ward panels")


def all_channels(channels: Sequence[str], ward_panels: bool) -> tuple[str, ...]:
    """Every channel a message goes through, the Police Ward Panels last."""
    return (*channels, WARD_PANELS) if ward_panels else tuple(channels)


def what_is_missing(wanted: Wanted) -> tuple[str, ...]:
    """What nobody has said yet: "an audience", "a channel", "an owner", "by when"."""
    held = (
        ("the wording", wanted.message.strip()),
        ("an audience", wanted.audience.strip()),
        ("a channel", all_channels(wanted.channels, wanted.ward_panels)),
        ("an owner", wanted.owner.strip()),
        ("by when", wanted.due_on),
    )
    return tuple(name for name, value in held if not value)


def missing_sentence(missing: Sequence[str]) -> str:
    """ "Still to say: a channel, an owner and by when."; "" when nothing is missing."""
    return f"Still to say: {joined(missing)}." if missing else ""


def message_standing(wanted: Wanted, today: date) -> CommsStanding:
    """How a message stands. On its due day it is not late yet."""
    missing = what_is_missing(wanted)
    if wanted.published_on is not None:
        without = wanted.sign_off and wanted.signed_off_on is None
        after = ", without sign-off" if without else ""
        words = f"Published {_day(wanted.published_on)}{after}"
        return CommsStanding(CommsState.PUBLISHED, words)
    late = (today - wanted.due_on).days if wanted.due_on else 0
    if late > 0:
        words = f"{late} {plural('day', late)} late"
        return CommsStanding(CommsState.OVERDUE, words, missing, late)
    if missing:
        words = f"Wants {missing[0]}" if len(missing) == 1 else f"Wants {len(missing)} things"
        return CommsStanding(CommsState.INCOMPLETE, words, missing)
    assert wanted.due_on is not None  # or it would be missing
    if wanted.sign_off.strip() and wanted.signed_off_on is None:
        return CommsStanding(CommsState.TO_SIGN_OFF, f"For {wanted.sign_off.strip()} to sign off")
    return CommsStanding(CommsState.READY, f"Due {short_date(wanted.due_on)}")


def silent_standing(none_needed: bool, held_on: date, today: date) -> CommsStanding:
    """How an item without a message stands."""
    if none_needed:
        return CommsStanding(CommsState.NONE_NEEDED, "Nothing needed")
    words = "To decide there" if held_on >= today else "Not decided"
    return CommsStanding(CommsState.TO_DECIDE, words)


def plan_sentence(states: Iterable[CommsState]) -> str:
    """ "2 to decide, 1 overdue, 3 published."; what is nought is not said."""
    found = list(states)
    if not found:
        return "No item on this agenda yet."
    said = [f"{count} {words}" for words, count in _counts(found) if count]
    return f"{', '.join(said)}."


def _counts(states: Sequence[CommsState]) -> list[tuple[str, int]]:
    order = (
        (CommsState.TO_DECIDE, "to decide"),
        (CommsState.OVERDUE, "overdue"),
        (CommsState.INCOMPLETE, "to complete"),
        (CommsState.TO_SIGN_OFF, "to sign off"),
        (CommsState.READY, "to publish"),
        (CommsState.PUBLISHED, "published"),
        (CommsState.NONE_NEEDED, "with nothing needed"),
    )
    return [(words, states.count(state)) for state, words in order]


def item_caution(publicity: Publicity | None) -> str:
    """What to mind before something of an item is published; "" for nothing."""
    if publicity is Publicity.RESTRICTED:
        return "The item is restricted: nothing said under it may be published without advice."
    return ""


# Good news


@dataclass(frozen=True, slots=True)
class Achievement:
    """What is said of a figure that is well better than its target: texts as the KPI list has them.

    `window` is "in the 12 months to December 2016"; `target` "" where none is expected by now.
    """

    name: str
    latest: str
    things: str
    window: str
    target: str
    unit: Unit
    direction: Direction
    value: float | None
    worse_than_last_year: bool = False
    is_example: bool = False
    publicity: Publicity | None = None
    overdue: bool = False


def is_good_news(weighed: Weighed) -> bool:
    """Green and well better than target, by the rule of the highlight report; data not overdue."""
    return weighed.rag is Rag.GREEN and Reason.WELL_BETTER in reasons_for(weighed)


def is_small(found: Achievement) -> bool:
    """Whether the count is so small that it may point to people."""
    return found.unit is Unit.COUNT and found.value is not None and found.value < SMALL_COUNT


def good_news_sentence(found: Achievement) -> str:
    """ "Good news on burglary: 2,473 offences in the 12 months to December 2016, where we aimed
    for 2,879 or fewer." A small count is left out.
    """
    name = _as_in_a_sentence(found.name)
    if is_small(found):
        return f"Good news on {name}: we are doing better than we aimed for {found.window}."
    counted = found.unit in (Unit.COUNT, Unit.RATE)
    things = f" {found.things}" if counted and found.things else ""
    aim = f", where we aimed for {found.target}{_or_less(found)}" if found.target else ""
    return f"Good news on {name}: {found.latest}{things} {found.window}{aim}."


def good_news_cautions(found: Achievement) -> tuple[str, ...]:
    """What to settle before it is said in public, a sentence each."""
    said = []
    if found.worse_than_last_year:
        said.append("It is worse than a year ago: say so, or leave it.")
    if is_small(found):
        said.append(f"The count is under {SMALL_COUNT}: the figure may point to people.")
    if found.publicity is not Publicity.PUBLIC:
        said.append("The indicator is not marked public: ask its owner first.")
    if found.overdue:
        said.append("Newer figures are overdue: ask for them first.")
    if found.is_example:
        said.append("The figure is an example of the sample.")
    return tuple(said)


def _or_less(found: Achievement) -> str:
    if found.direction is Direction.HIGHER:
        return " or more"
    if found.direction is Direction.LOWER:
        return " or fewer" if found.unit is Unit.COUNT else " or less"
    return ""


def _as_in_a_sentence(name: str) -> str:
    """A name's first letter small, unless it is written in capitals ("MARAC repeats")."""
    first = name.split(" ", 1)[0]
    return name if len(first) > 1 and first.isupper() else name[:1].lower() + name[1:]


def _day(day: date) -> str:
    return short_date(day).split(" ", 1)[1]
