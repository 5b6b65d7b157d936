"""Lists and counts in sentences, lines of a field, times as documents print them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from cspdesk.words import number_word


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it is ("BME" stays "BME")."""
    return text[:1].upper() + text[1:]


def joined(names: Sequence[str]) -> str:
    """Names in a sentence: "Police", "Police and Council", "Police, Council and CCG"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted_in_words(count: int, noun: str, many: str = "") -> str:
    """A count with its noun to begin a sentence: "Two papers", "No papers"."""
    return sentence_case(f"{number_word(count)} {noun if count == 1 else many or noun + 's'}")


def items_named(numbers: Sequence[str]) -> str:
    """ "Item 3", "Items 3 and 4", "Items 3, 4 and 6"."""
    return f"{'Item' if len(numbers) == 1 else 'Items'} {joined(numbers)}"


def lines_of(text: str) -> tuple[str, ...]:
    """The lines of a field that hold something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def spoken_time(clock: str) -> str:
    """A time as documents print it: "2pm" for "14:00", "2:45pm" for "14:45"."""
    hour, minute = (int(part) for part in clock.split(":"))
    half = "am" if hour < 12 else "pm"
    shown = hour % 12 or 12
    return f"{shown}{half}" if minute == 0 else f"{shown}:{minute:02d}{half}"
