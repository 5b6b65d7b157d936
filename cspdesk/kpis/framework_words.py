"""Priorities as they are typed, one a line: "1 High-harm crimes: Domestic abuse; Gangs". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cspdesk.errors import RuleBroken

_NUMBERED = re.compile(r"(\d{1,2})[.):]?\s+(.*)")
_SMALL_WORDS = frozenset(("and", "of", "the", "in", "to", "for", "a"))


@dataclass(frozen=True, slots=True)
class PriorityWords:
    """A priority with its themes. `number` None: a block beside the priorities, like MOPAC 7."""

    number: int | None
    code: str
    name: str
    themes: tuple[str, ...] = ()

    @property
    def said(self) -> str:
        """ "Priority 1, High-harm crimes (H), with 2 themes: Domestic abuse, Gangs"."""
        lead = f"{self.name} ({self.code})"
        lead = f"Priority {self.number}: {lead}" if self.number else f"Beside them: {lead}"
        if not self.themes:
            return lead
        noun = "theme" if len(self.themes) == 1 else "themes"
        return f"{lead}, with {len(self.themes)} {noun}: {', '.join(self.themes)}"


def read_priorities(text: str) -> tuple[PriorityWords, ...]:
    """One line a priority, numbered in their order; a line that begins with "+" is a block.

    Themes follow a colon, parted by semicolons. Raises RuleBroken("priorities", sentence).
    """
    found: list[PriorityWords] = []
    for line in text.splitlines():
        if not line.strip(" \t+-•*"):
            continue
        found.append(_read(line, found))
    return tuple(found)


def _read(line: str, before: list[PriorityWords]) -> PriorityWords:
    block = line.lstrip().startswith("+")
    name, _colon, rest = line.strip(" \t+-•*").partition(":")
    numbered = _NUMBERED.fullmatch(name.strip())
    name = " ".join((numbered[2] if numbered else name).split())
    if not name:
        raise RuleBroken("priorities", f"“{line.strip()}” has no name.")
    if any(held.name.casefold() == name.casefold() for held in before):
        raise RuleBroken("priorities", f"“{name}” is there twice.")
    number = None if block else 1 + sum(held.number is not None for held in before)
    themes = tuple(theme for part in rest.split(";") if (theme := " ".join(part.split())))
    return PriorityWords(number, _code(name, {held.code for held in before}), name, themes)


def _code(name: str, taken: set[str]) -> str:
    """A letter of its own: the first that is free, else initials with a number."""
    words = [word for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _SMALL_WORDS]
    letters = "".join(words).upper() or "P"
    for letter in letters:
        if letter not in taken:
            return letter
    number = 2
    while f"{letters[0]}{number}" in taken:
        number += 1
    return f"{letters[0]}{number}"


def read_lines(text: str) -> tuple[str, ...]:
    """Lines without their bullets and blanks; each once."""
    lines = (" ".join(line.strip(" \t-•*").split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))
