"""Small words that several areas print."""

from __future__ import annotations

_NUMBERS = (
    *("no", "one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def number_word(count: int) -> str:
    """ "three"; figures from 13 up, as in print. Nought is "no"."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, noun: str, many: str = "") -> str:
    """ "1 action", "12 actions", "no actions"."""
    word = noun if count == 1 else (many or f"{noun}s")
    return f"{count or 'no'} {word}"
