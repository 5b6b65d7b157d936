"""Actions that pasted minutes mark: "(Action: …)", "ACTION: …", "Action – Name". Pure.

Each becomes a proposal with its words, a guess whose it is and by when; a person confirms each.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cspdesk.actions.days_in_words import read_day
from cspdesk.actions.owners import How, Owner, OwnerFinder, plain_key
from cspdesk.phrases import sentence_case

NO_MARKS = (
    "No action is marked in this text. Write “Action:” before each, or “(Action: name)” behind the "
    "sentence, and paste it again."
)
_LONGEST = 200_000
"""Signs of pasted text that are read; minutes have some ten thousand."""
_MARK = r"(?:ACTIONS?|Actions?|AP)(?:\s+[Pp](?:oint|OINT))?(?:\s*(?:[Nn]o\.?\s*)?\d+(?:\.\d+)*)?"
_IN_BRACKETS = re.compile(
    rf"[(\[]\s*{_MARK}\s*[:–—\t-]\s*(?P<said>[^()\[\]]*(?:\([^()]*\)[^()\[\]]*)*)[)\]]"
)
_IN_LINE = re.compile(
    rf"(?:^|(?<=[.;!?)”])\s+|^[\W\d]*\s)\**(?:Agreed\s+)?{_MARK}\**\s*[:–—\t-]\**\s*(?P<said>.+)$"
)
_DOES = re.compile(
    r"^(?P<who>.{2,70}?)\s+(?:to|will|shall|should|agreed to|undertook to)\s+(?P<what>.+)$"
)
_LEADS = re.compile(
    r"[\s.;,(–—-]*\b(?:owner|lead|led by|responsible)\s*[:–—-]\s*(?P<who>[^.;()]+)\)?\.?$",
    re.IGNORECASE,
)
_AT_END = re.compile(r"^(?P<what>.{8,}?)(?:\s+[–—-]\s+|\s*\()(?P<who>[^()–—]{2,60})\)?\.?$")
_AT_START = re.compile(r"^(?P<who>[^:–—]{2,60}?)\s*(?::|\s[–—-])\s+(?P<what>.{8,})$")
_BY = re.compile(
    r"[\s,;(–—-]*\b(?:by|before|due|deadline)\b:?\s+(?P<when>[^;()]{3,60}?)\)?\.?$", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“‘(])")
_NAME_WORDS = 6
_SMALL_WORDS = frozenset({"and", "of", "for", "the", "&", "/"})
_BULLETS = " \t•*·-–—"


@dataclass(frozen=True, slots=True)
class MinuteProposal:
    """One marked action. `line` counts from 1; `source` is the passage as pasted.

    `known_ref` is the reference of the action here that says the same, "" for none.
    """

    number: int
    line: int
    source: str
    text: str
    owner: Owner
    due_on: date | None = None
    at_next: bool = False
    known_ref: str = ""


def marked_actions(
    text: str, finder: OwnerFinder, about: date, known: Mapping[str, str] | None = None
) -> tuple[MinuteProposal, ...]:
    """The actions a text marks, in their order; `about` is the day of the meeting.

    `known` are the actions here: the plain key of their words to the reference.
    """
    found = []
    for number, (line, source, said, before) in enumerate(_marks(text[:_LONGEST]), 1):
        rest, due_on, at_next = _without_day(said, about)
        what, owner = _read(rest, before, finder)
        if due_on is None and not at_next:
            what, due_on, at_next = _without_day(what, about)
        bare = sentence_case(what.strip(" .;,–—-"))
        ref = (known or {}).get(plain_key(bare), "")
        words = f"{bare}." if bare else ""
        found.append(MinuteProposal(number, line, source, words, owner, due_on, at_next, ref))
    return tuple(found)


def _marks(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Line, passage, what stands in the mark, and what stood before it."""
    last = ""
    for number, line in _paragraphs(text):
        marks = list(_IN_BRACKETS.finditer(line)) or list(_IN_LINE.finditer(line))
        start, rest = 0, ""
        for match in marks:
            before = line[start : match.start()].strip(_BULLETS)
            yield number, line, match["said"].strip(), before or last
            rest, start = f"{rest} {before}", match.end()
        # A name alone under a paragraph means what that paragraph says, not a mark within it.
        last = rest.strip() if marks else line


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Lines of the text with the lines that only go on with them, as where a PDF was copied."""
    held, first = "", 0
    for number, raw in enumerate(text.splitlines(), 1):
        line = " ".join(raw.replace("\t", " \t ").split(" ")).strip()
        goes_on = held and line and line[0].islower() and held[-1] not in ".!?:"
        if goes_on:
            held = f"{held} {line}"
            continue
        if held:
            yield first, held
        held, first = line, number
    if held:
        yield first, held


def _read(said: str, before: str, finder: OwnerFinder) -> tuple[str, Owner]:
    """What is to be done and whose it is: within the mark, or in the sentence before it."""
    bare = said.strip(" .,")
    if _is_name(bare, finder):
        return _last_sentence(before), finder.find(bare)
    named = _LEADS.search(bare)
    if named:
        return bare[: named.start()], finder.find(named["who"])
    for form in (_DOES, _AT_START, _AT_END):
        match = form.match(bare)
        if match and _is_name(match["who"], finder) and not _is_verb(match["who"], finder):
            return match["what"], finder.find(match["who"])
    return bare, Owner("", How.MISSING)


def _is_name(words: str, finder: OwnerFinder) -> bool:
    """Whether these few words say who, not what."""
    if not words or len(words.split()) > _NAME_WORDS:
        return False
    found = finder.find(words)
    sure = found.how in (How.SAME, How.CHOSEN)
    # "Circulate the slides (Police)": the organisation is sure, but the rest is no name.
    named = found.person if sure else words
    return all(_is_capital(word) for word in named.split())


def _is_verb(words: str, finder: OwnerFinder) -> bool:
    """ "Write to MOPAC": one word that nobody is called, and no initials."""
    strange = finder.find(words).how in (How.UNKNOWN, How.MISSING)
    return strange and len(words.split()) == 1 and not words.isupper()


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word in _SMALL_WORDS


def _last_sentence(text: str) -> str:
    return _SENTENCE.split(text.strip())[-1] if text.strip() else ""


def _without_day(words: str, about: date) -> tuple[str, date | None, bool]:
    """The words without the deadline at their end, the day, and whether it is the next meeting."""
    match = _BY.search(words)
    if match is None:
        return words, None, False
    read = read_day(match["when"], about)
    if read.on is None and not read.at_next:
        return words, None, False
    return words[: match.start()], read.on, read.at_next


def refs_by_words(known: Iterable[tuple[str, str]]) -> dict[str, str]:
    """References by the plain key of the words, of (reference, words)."""
    return {plain_key(words): ref for ref, words in known}
