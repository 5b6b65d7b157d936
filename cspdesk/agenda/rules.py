"""Minutes, numbers and shares of an agenda, and how its many-lined fields are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cspdesk.calendar import date_for, plural
from cspdesk.errors import RuleBroken
from cspdesk.meetings.rules import minutes_after
from cspdesk.phrases import lines_of
from db.vocabulary import ItemType, PaperState

MOST_MINUTES = 600
HIGHLIGHT_REPORT = "highlight_report"
PARALLEL_BOARDS = "parallel_boards"
URGENT_BUSINESS = "urgent_business"
# Standing items that the refresh asks for on every agenda, with what to call them.
NEEDED_STANDING = (
    (HIGHLIGHT_REPORT, "the highlight report"),
    (PARALLEL_BOARDS, "information for parallel boards"),
)

_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|min|mins|minutes?)?", re.IGNORECASE)
_HOURS = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)\s*(?:h|hrs?|hours?)", re.IGNORECASE)
_BOTH = re.compile(
    r"(\d{1,2})\s*(?::|(?:h|hrs?|hours?))\s*(\d{1,2})\s*(?:m|min|mins|minutes?)?", re.IGNORECASE
)


_SPOKEN = {
    "a quarter": 15,
    "quarter of an hour": 15,
    "a quarter of an hour": 15,
    "half an hour": 30,
    "half hour": 30,
    "three quarters of an hour": 45,
    "an hour": 60,
    "one hour": 60,
    "an hour and a quarter": 75,
    "an hour and a half": 90,
    "two hours": 120,
}


def parse_minutes(text: str, field: str = "minutes") -> int:
    """Minutes as people write them: "25", "90m", "1:30", "1.5h", "an hour". Raises RuleBroken."""
    typed = text.strip()
    minutes: Decimal | None = None
    if spoken := _SPOKEN.get(" ".join(typed.lower().replace("-", " ").split())):
        minutes = Decimal(spoken)
    elif found := _MINUTES.fullmatch(typed):
        minutes = Decimal(found[1])
    elif found := _HOURS.fullmatch(typed):
        minutes = Decimal(found[1]) * 60
    elif (found := _BOTH.fullmatch(typed)) and int(found[2]) < 60:
        minutes = Decimal(found[1]) * 60 + Decimal(found[2])
    if minutes is None or minutes != int(minutes):
        raise RuleBroken(field, "Write minutes as 25, 90m, 1:30, 1.5h or “an hour”.")
    return check_minutes(int(minutes), field)


def check_minutes(minutes: int, field: str = "minutes") -> int:
    """Raises RuleBroken when an item cannot last that long."""
    if isinstance(minutes, bool) or not isinstance(minutes, int) or not 0 <= minutes <= 600:
        raise RuleBroken(field, f"Minutes must be a whole number from 0 to {MOST_MINUTES}.")
    return minutes


# Types


TYPE_MEANS = {
    ItemType.DECISION: "The Board chooses or commits: something is different afterwards.",
    ItemType.DISCUSSION: "Members work something out; partners leave with something to do.",
    ItemType.STANDING: "Every agenda has it: welcome, highlight report, parallel boards.",
    ItemType.INFORMATION: "To be heard only. Could it go round another way instead?",
}


# Numbers


def numbers(frozen: Sequence[str], subs: Sequence[bool] = ()) -> tuple[str, ...]:
    """The number of each item in order: the frozen one where there is one, else its place.

    `subs` says which items stand under the one before: they are "4a", "4b".
    """
    given, main, letter = [], 0, 0
    for place, number in enumerate(frozen):
        is_sub = place < len(subs) and subs[place] and main > 0
        main, letter = (main, letter + 1) if is_sub else (main + 1, 0)
        given.append(number or f"{main}{_letters(letter)}")
    return tuple(given)


def _letters(count: int) -> str:
    """ "a" to "z", then "aa": nobody has so many, but nothing may break."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def is_late_number(number: str) -> bool:
    """Whether an item came after its agenda was locked or issued."""
    return "." in number


def late_number(before: str, taken: Iterable[str]) -> str:
    """The number of an item added after issue: "4.1", "4.2" behind item 4; "0.1" before item 1."""
    stem = (before or "0").split(".")[0].rstrip("abcdefghijklmnopqrstuvwxyz")
    used = set(taken)
    step = 1
    while f"{stem}.{step}" in used:
        step += 1
    return f"{stem}.{step}"


# Meters


@dataclass(frozen=True, slots=True)
class Meters:
    """The four meters over an agenda; shares are whole per cents of the minutes planned.

    `last_decision_share` is that of the Board before, None when there was none.
    """

    planned: int
    available: int
    ends_at: str
    by_type: tuple[tuple[ItemType, int], ...]
    decision_share: int
    decision_aim: int
    last_decision_share: int | None
    items: int
    item_limit: int
    partners: int
    without_part: tuple[str, ...]

    @property
    def spare(self) -> int:
        """Minutes left; negative when the agenda is too long."""
        return self.available - self.planned

    @property
    def over_limit(self) -> int:
        return max(0, self.items - self.item_limit)

    @property
    def minutes_words(self) -> str:
        if self.spare < 0:
            return f"{-self.spare} too many, ends {self.ends_at}"
        return f"{self.spare} spare, ends {self.ends_at}"

    @property
    def decision_words(self) -> str:
        last = self.last_decision_share
        return "No Board before" if last is None else f"Last Board: {last}%"

    @property
    def items_words(self) -> str:
        if self.over_limit:
            return f"{self.over_limit} over the limit"
        left = self.item_limit - self.items
        return "At the limit" if left == 0 else f"{left} under the limit"

    @property
    def part_words(self) -> str:
        named = self.without_part
        if not named:
            return "Everybody has a part"
        rest = len(named) - 2
        return ", ".join(named[:2]) + (f" and {rest} more" if rest > 0 else "")


def minutes_by_type(
    items: Iterable[tuple[ItemType, int]],
) -> tuple[tuple[ItemType, int], ...]:
    """Minutes of each type, in the order of ItemType, those without minutes left out."""
    found = list(items)
    sums = {kind: sum(minutes for type_, minutes in found if type_ is kind) for kind in ItemType}
    return tuple((kind, minutes) for kind, minutes in sums.items() if minutes)


def decision_share(items: Iterable[tuple[ItemType, int]]) -> int:
    """Whole per cent of the planned minutes that go to decisions; 0 for an empty agenda."""
    found = list(items)
    planned = sum(minutes for _type, minutes in found)
    deciding = sum(minutes for type_, minutes in found if type_ is ItemType.DECISION)
    return round(100 * deciding / planned) if planned else 0


def ends_at(starts_at: str, minutes: Iterable[int]) -> str:
    return minutes_after(starts_at, sum(minutes))


# Papers


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """How the paper of an item stands; `days_late` is 0 unless it is to follow and overdue."""

    state: PaperState
    due_on: date | None
    days_late: int
    words: str

    @property
    def is_late(self) -> bool:
        return self.days_late > 0


def paper_standing(state: PaperState, due_on: date | None, today: date) -> PaperStanding:
    """The paper's state in words: "Paper in", "Paper 1 day late", "Paper due Wed 15 Feb"."""
    late = 0
    if state is PaperState.TO_FOLLOW and due_on is not None:
        late = max(0, (today - due_on).days)
    if state is PaperState.IN:
        words = "Paper in"
    elif state is PaperState.VERBAL:
        words = "Verbal report"
    elif state is PaperState.NONE:
        words = "No paper"
    elif late:
        words = f"Paper {late} {plural('day', late)} late"
    else:
        words = f"Paper due {date_for(due_on, today)}" if due_on else "Paper to follow"
    return PaperStanding(state, due_on, late, words)


# Fields of many lines


@dataclass(frozen=True, slots=True)
class PartnerAsk:
    """One line of the partner actions sought: who is asked, what for, by when (as typed)."""

    partner: str
    what: str
    by: str


def partner_asks(text: str) -> tuple[PartnerAsk, ...]:
    """Lines of "Partner | what | by"; also "Partner: what" and a line that names no partner."""
    return tuple(_ask(line) for line in lines_of(text))


def _ask(line: str) -> PartnerAsk:
    if "|" in line:
        cells = [cell.strip() for cell in line.split("|")]
        partner, what, by = (*cells, "", "")[:3]
        return PartnerAsk(partner, what, by)
    who, colon, what = line.partition(":")
    if colon and len(who.split()) <= 5:
        return PartnerAsk(who.strip(), what.strip(), "")
    return PartnerAsk("", line, "")


@dataclass(frozen=True, slots=True)
class SplitPart:
    """One part of an item's time: "5 introduce"."""

    minutes: int
    what: str


_PART = re.compile(
    r"(\d{1,3})\s*(?:m|min|mins|minutes)?(?:\s*[:,–-])?\s+(?:to\s+)?(.*)", re.IGNORECASE
)


def split_parts(text: str) -> tuple[SplitPart, ...]:
    """Lines of "minutes what" ("5 introduce"); a line that begins with no number takes no time.

    "2 minutes" is two minutes for the minutes: nobody writes the unit alone.
    """
    return tuple(_part(line) for line in lines_of(text))


def _part(line: str) -> SplitPart:
    found = _PART.fullmatch(f"{line} ")
    if found is None:
        return SplitPart(0, line)
    alone = "the minutes" if line.endswith(" minutes") else ""
    return SplitPart(int(found[1]), found[2].strip() or alone)


def communities_named(text: str) -> tuple[str, ...]:
    """The communities expected to have views: one a line, or with semicolons between."""
    return tuple(
        part.strip() for line in lines_of(text) for part in line.split(";") if part.strip()
    )


# A list mark ("a.", "2)", "•") before the words does not make a note a decision.
_NOTE = re.compile(r"(?:[•*–-]\s*|\(?[a-z0-9]{1,2}[.)]\s*)?(?:to\s+)?note\b.*", re.IGNORECASE)


def only_notes(decision_sought: str) -> bool:
    """Whether all that is asked of the Board is to note something."""
    asked = lines_of(decision_sought)
    return bool(asked) and all(_NOTE.fullmatch(line) for line in asked)


_REFERENCE = re.compile(r"\{item:([a-z0-9_]+)\}")


def filled_wording(
    text: str, urgent_item: str, last_meeting: str, items: Mapping[str, str] | None = None
) -> str:
    """Standing wording with its cross-references put in: nobody has to fill "item x" by hand.

    `items` gives the number of each standing item of the agenda, for "{item:parallel_boards}";
    one that is not on this agenda reads "an item that is not on this agenda".
    """
    known = items or {}

    def number(found: re.Match[str]) -> str:
        at = known.get(found[1])
        return f"item {at}" if at else "an item that is not on this agenda"

    filled = text.replace("{urgent_item}", urgent_item).replace("{last_meeting}", last_meeting)
    return _REFERENCE.sub(number, filled)


def urgent_item(standing_keys: Sequence[str], item_numbers: Sequence[str]) -> str:
    """The number of the item that takes new urgent business, else of the last item; "" for none."""
    for key, number in zip(standing_keys, item_numbers, strict=True):
        if key == URGENT_BUSINESS:
            return number
    return item_numbers[-1] if item_numbers else ""
