"""A hint on plain English for what residents are to read: it suggests and never blocks. Pure.

Measure: Lix (C. H. Björnsson, Läsbarhet, 1968), the average words a sentence plus the share of
words with more than six letters in per cent; below 30 very easy, 40 newspapers, 50 official text.
Besides, sentences over 25 words (the limit that GOV.UK sets its writers) and words of the trade
from resources/comms/jargon.toml. A term that the text explains in brackets is no jargon there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cspdesk.paths import resource
from cspdesk.words import counted

LONG_WORD = 7  # letters from which Lix calls a word long
LONG_SENTENCE = 25
HARD = 45  # Lix above which a text is asked to be made simpler
FEWEST_WORDS = 15  # under so many words one long name would decide the measure
MEASURE = "Lix, by words a sentence and words over six letters"

_WORD = re.compile(r"[^\W\d_]+(?:[’'\-][^\W\d_]+)*|\d[\d,.:%]*\d%?|\d%?")
# A full stop within a figure ("2.5") or after a short form ends no sentence.
_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\betc)(?<!\bSt)(?<!\bMr)(?<!\bDr)[.!?…]+(?=\s|$|[”’)])"
)


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade as the text has it, and what to write instead."""

    found: str
    instead: str


@dataclass(frozen=True, slots=True)
class Reading:
    """How a text reads. `lix` is None under fifteen words; `longest` is a sentence over 25 words.

    `hints` are whole sentences, empty when there is nothing to suggest.
    """

    words: int
    sentences: int
    lix: float | None
    longest: str
    jargon: tuple[Term, ...]

    @property
    def words_a_sentence(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def is_plain(self) -> bool:
        return not self.hints

    @property
    def hints(self) -> tuple[str, ...]:
        """What to try, the most helpful first."""
        found = [f"“{term.found}”: perhaps “{term.instead}”." for term in self.jargon]
        if self.longest:
            start = " ".join(self.longest.split()[:4])
            many = len(words_of(self.longest))
            found.append(f"The sentence “{start}…” has {many} words: make two of it.")
        if self.lix is not None and self.lix > HARD:
            found.append("Shorter words and sentences would help: read it aloud.")
        return tuple(found)

    @property
    def summary(self) -> str:
        """ "Reads plainly. 9 words a sentence; Lix 32." or "Could be plainer. …"; "" for none."""
        if not self.words:
            return ""
        said = "Reads plainly" if self.is_plain else "Could be plainer"
        many = round(self.words_a_sentence)
        lix = f"; Lix {self.lix:.0f}" if self.lix is not None else ""
        return f"{said}. {counted(many, 'word')} a sentence{lix}."


def read_plainly(text: str) -> Reading:
    """How a text reads to somebody who does not work in community safety."""
    sentences = sentences_of(text)
    words = words_of(text)
    long_ones = [sentence for sentence in sentences if len(words_of(sentence)) > LONG_SENTENCE]
    return Reading(
        words=len(words),
        sentences=len(sentences),
        lix=lix_of(text) if len(words) >= FEWEST_WORDS else None,
        longest=max(long_ones, key=lambda one: len(words_of(one)), default=""),
        jargon=jargon_in(text, jargon()),
    )


def words_of(text: str) -> list[str]:
    """Words and figures; “O’Neill” and “self-help” are one each."""
    return _WORD.findall(text)


def sentences_of(text: str) -> list[str]:
    """Sentences that hold a word; a line is a sentence too, as in a list."""
    found = (part for line in text.splitlines() for part in _END.split(line))
    return [part.strip() for part in found if words_of(part)]


def lix_of(text: str) -> float:
    """Words a sentence plus the per cent of long words; 0 for no text."""
    words, sentences = words_of(text), sentences_of(text)
    if not words:
        return 0.0
    long_words = sum(sum(map(str.isalpha, word)) >= LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)


@lru_cache(maxsize=1)
def jargon() -> Mapping[str, str]:
    """The words of the trade and their plain forms; those in capitals keep them."""
    data = tomllib.loads(resource("comms", "jargon.toml").read_text(encoding="utf-8"))
    return {**data["words"], **data["capitals"]}


def jargon_in(text: str, terms: Mapping[str, str]) -> tuple[Term, ...]:
    """The terms that a text uses and does not explain, in the order in which they come."""
    found: list[tuple[int, int, Term]] = []
    for term, instead in terms.items():
        capitals = term != term.lower()
        pattern = re.compile(
            rf"(?<![\w’'-]){re.escape(term)}(?![\w-])", 0 if capitals else re.IGNORECASE
        )
        hit = pattern.search(text)
        if hit and not _is_explained(text, hit):
            found.append((hit.start(), -len(term), Term(hit[0], instead)))
    return tuple(term for _start, _length, term in sorted(found, key=lambda one: one[:2]))


def _is_explained(text: str, hit: re.Match[str]) -> bool:
    """ "… conference (MARAC)" and "MARAC (a meeting that …)" say what it is."""
    before, after = text[: hit.start()].rstrip(), text[hit.end() :].lstrip()
    in_brackets = before.endswith("(") and after.startswith(")")
    return in_brackets or after.startswith("(")
