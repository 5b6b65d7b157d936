"""Which wards and communities have been heard, and which voices await an answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cspdesk.meetings.forward_rules import MONTHS_WITHOUT, months_between
from cspdesk.phrases import joined
from cspdesk.words import counted


@dataclass(frozen=True, slots=True)
class Heard:
    """One voice or one conversation that was held, where it was and with whom."""

    on: date
    ward: str = ""
    community: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """How often a ward or community was heard: in the cycle, in the twelve months to today."""

    name: str
    in_cycle: int
    in_year: int
    last: date | None
    panel: str = ""

    @property
    def is_hole(self) -> bool:
        """Not heard for a year, or never."""
        return not self.in_year


def coverage(
    names: Sequence[str], heard: Iterable[tuple[str, date]], cycle: tuple[date, date], today: date
) -> tuple[CoverageLine, ...]:
    """A line for each name in its order, also for those never heard. `cycle`: first and last day.

    `heard` are (name, day); names are compared without regard to case.
    """
    days: dict[str, list[date]] = {}
    for name, on in heard:
        days.setdefault(name.casefold(), []).append(on)
    return tuple(_line(name, days.get(name.casefold(), []), cycle, today) for name in names)


def _line(name: str, days: list[date], cycle: tuple[date, date], today: date) -> CoverageLine:
    first, last = cycle
    return CoverageLine(
        name=name,
        in_cycle=sum(first <= day <= last for day in days),
        in_year=sum(day <= today and months_between(day, today) < MONTHS_WITHOUT for day in days),
        last=max(days, default=None),
    )


def holes_sentence(lines: Sequence[CoverageLine], noun: str, many: str = "") -> str:
    """ "3 of 19 wards heard in a year. Not heard: Alexandra, Bounds Green and 14 more." """
    plural = many or f"{noun}s"
    if not lines:
        return f"No {plural} are listed yet."
    holes = [line.name for line in lines if line.is_hole]
    got = len(lines) - len(holes)
    start = f"{got} of {counted(len(lines), noun, plural)} heard in a year."
    if not holes:
        return start
    shown = holes[:3] if len(holes) > 4 else holes
    rest = len(holes) - len(shown)
    return f"{start} Not heard: {joined([*shown, f'{rest} more'] if rest else shown)}."


def answer_words(did: str, did_on: date | None) -> str:
    """What became of a voice, in a word or two for a list."""
    if not did:
        return "No answer yet"
    return "Answered" if did_on else "Answer drafted"


def you_said_text(answered: Sequence[tuple[str, str]]) -> str:
    """ "You said … We did …" for a web page or newsletter; (said, did) each."""
    return "\n\n".join(f"You said: “{said}”\nWe did: {did}" for said, did in answered)
