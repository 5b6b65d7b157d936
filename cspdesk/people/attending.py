"""Attendance by seat: what the registers say, and what they do not say. Pure.

A meeting without an entry counts as not recorded, never as present and never as absent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cspdesk.words import counted, number_word
from db.vocabulary import Presence

MOST_SUBSTITUTES = 2  # Haringey Strategic Partnership, 22 May 2007: not more than two, nor in a row


@dataclass(frozen=True, slots=True)
class Attendance:
    """How one seat was filled at its group's meetings, oldest first; None is not recorded."""

    entries: tuple[Presence | None, ...] = ()

    def count(self, presence: Presence | None) -> int:
        return self.entries.count(presence)

    @property
    def meetings(self) -> int:
        return len(self.entries)

    @property
    def recorded(self) -> int:
        return self.meetings - self.count(None)

    @property
    def there(self) -> int:
        """Meetings at which the seat was filled, by its holder or a substitute."""
        return sum(one is not None and one.is_there for one in self.entries)

    @property
    def short(self) -> str:
        """ "3 of 4", "Not recorded", "No meetings"."""
        if not self.meetings:
            return "No meetings"
        return f"{self.there} of {self.meetings}" if self.recorded else "Not recorded"

    @property
    def words(self) -> str:
        """ "Filled at 3 of 4 meetings: 2 present, 1 substitute, 1 not recorded."."""
        if not self.meetings:
            return "No meeting of this group has been held yet."
        if not self.recorded:
            return f"Not recorded at any of {counted(self.meetings, 'meeting')}."
        tallies = Counter(self.entries)
        parts = [
            f"{tallies[one]} {words}"
            for one, words in _WORDS.items()
            if tallies[one]  # what did not happen is not said
        ]
        return f"Filled at {self.there} of {counted(self.meetings, 'meeting')}: {', '.join(parts)}."

    @property
    def warning(self) -> str:
        """ "A substitute came to three meetings, two of them in a row."; "" when all is well."""
        sent = self.count(Presence.SUBSTITUTE)
        in_a_row = _in_a_row(self.entries)
        if sent <= MOST_SUBSTITUTES and not in_a_row:
            return ""
        row = ", two of them in a row" if in_a_row and sent > 2 else ""
        if in_a_row and sent == 2:
            return "A substitute came to two meetings in a row."
        return f"A substitute came to {number_word(sent)} meetings{row}."


_WORDS: dict[Presence | None, str] = {
    Presence.PRESENT: "present",
    Presence.SUBSTITUTE: "by a substitute",
    Presence.IN_ATTENDANCE: "in attendance",
    Presence.APOLOGIES: "with apologies",
    Presence.ABSENT: "absent",
    None: "not recorded",
}


def _in_a_row(entries: Sequence[Presence | None]) -> bool:
    return any(
        one is Presence.SUBSTITUTE and other is Presence.SUBSTITUTE
        for one, other in pairwise(entries)
    )


def substitutes_sent(names: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Each named substitute and how often that person came, the most frequent first."""
    tallies = Counter(name.strip() for name in names if name.strip())
    return tuple(sorted(tallies.items(), key=lambda pair: (-pair[1], pair[0].casefold())))
