"""Answers out of a partner's reply: matched by reference, number or wording, to be confirmed. Pure.

What belongs to no question is kept and shown: nothing of a reply is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cspdesk.sheets import names

_QUOTE = re.compile(r"^\s*(?:[>|]\s?)+")
_REFERENCE = re.compile(r"\[?\bH(\d{1,9})\b\]?")
_NUMBER = re.compile(
    r"^\W*(?:(?:question|qu|q|answer|ans|a)\s*(?:no\.?\s*)?(\d{1,2})\b(?!/)|(\d{1,2})\s*[.):](?!\d))"
    r"\s*[:.)–—-]*\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HEADERS = re.compile(r"^\W*(?:from|sent|to|cc|subject|date|importance)\s*:\s", re.IGNORECASE)
_ORIGINAL = re.compile(
    r"^\W*(?:-+\s*original message\s*-+|on .{6,120} wrote:|begin forwarded message:?)\s*$",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^(?:dear|hello|hi|good (?:morning|afternoon)|all)\b.{0,60}[,.!]?$", re.IGNORECASE
)
_SIGN_OFF = re.compile(
    r"^(?:(?:kind|best|warm|many)\s+(?:regards|wishes|thanks)|regards|thanks|thank you|cheers"
    r"|yours (?:sincerely|faithfully))\b.{0,30}$",
    re.IGNORECASE,
)
_ALIKE = 92.0
"""Score of rapidfuzz (0 to 100) from which a line is the question and not an answer to it."""
_LONG_ENOUGH = 25


class MatchedBy(StrEnum):
    """How an answer found its question."""

    REFERENCE = "by its reference"
    NUMBER = "by its number"
    WORDING = "by its wording"
    ONLY = "the only question"
    SHEET = "from the Word sheet"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it was sent: `number` as on the partner's letter, from 1."""

    id: int
    version: int
    number: int
    item: str
    question: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class AnswerProposal:
    """An answer that was found for a question. `answer` is as written, its lines kept."""

    asked: Asked
    answer: str
    by: MatchedBy

    @property
    def replaces(self) -> bool:
        """Whether another answer is here already."""
        return bool(self.asked.answer.strip()) and not self.is_same

    @property
    def is_same(self) -> bool:
        """Whether this very answer is here already."""
        return names.key(self.answer) == names.key(self.asked.answer)


@dataclass(frozen=True, slots=True)
class ReplyRead:
    """What a reply holds: answers in the order of the questions, and what belongs to none."""

    proposals: tuple[AnswerProposal, ...]
    rest: str = ""
    notes: tuple[str, ...] = ()


def read_reply(text: str, asked: Sequence[Asked], sent: str = "") -> ReplyRead:
    """The answers in a reply; `sent` is the letter it replies to, whose lines are no answers."""
    found = _Reading(asked, sent)
    for line in text.splitlines():
        found.take(line)
    return found.result()


class _Reading:
    """Goes through a reply line by line; `current` is the question its lines belong to."""

    def __init__(self, asked: Sequence[Asked], sent: str) -> None:
        self.asked = asked
        self.by_id = {one.id: one for one in asked}
        self.by_number = {one.number: one for one in asked}
        self.ours = {names.key(_bare(line)) for line in sent.splitlines()} - {""}
        self.current: Asked | None = None
        self.lines: dict[int, list[str]] = {}
        self.by: dict[int, MatchedBy] = {}
        self.rest: list[str] = []
        self.over = False

    def take(self, line: str) -> None:
        quoted = bool(_QUOTE.match(line))
        bare = _bare(line)
        if _ORIGINAL.match(bare) or _HEADERS.match(bare):
            self.over = False  # answers may stand between the lines of the original
            self.current = None if _ORIGINAL.match(bare) else self.current
            return
        anchor = self._anchor(bare)
        if anchor is not None:
            asked, by, rest = anchor
            self.current, self.over = asked, False
            self.by.setdefault(asked.id, by)
            if rest and not quoted:
                self.lines.setdefault(asked.id, []).append(rest)
            return
        if not quoted and names.key(bare) not in self.ours:
            self._keep(bare)

    def _keep(self, bare: str) -> None:
        if _SIGN_OFF.match(bare) and len(bare) < 40:
            self.over = True
        if self.over or (self.current is None and _GREETING.match(bare)):
            return
        if self.current is None:
            self.rest.append(bare)
        else:
            self.lines.setdefault(self.current.id, []).append(bare)

    def _anchor(self, bare: str) -> tuple[Asked, MatchedBy, str] | None:
        """The question that a line names, and what the line says after it."""
        reference = _REFERENCE.search(bare)
        if reference and int(reference[1]) in self.by_id:
            asked = self.by_id[int(reference[1])]
            after = bare[reference.end() :].strip(" ]:.–—-")
            ours = names.key(bare) in self.ours or _is_question(bare, asked)
            return asked, MatchedBy.REFERENCE, "" if ours or _is_question(after, asked) else after
        worded = next((one for one in self.asked if _is_question(bare, one)), None)
        if worded is not None:
            return worded, MatchedBy.WORDING, ""
        number = _NUMBER.match(bare)
        asked_at = self.by_number.get(int(number[1] or number[2])) if number else None
        if asked_at is None or number is None or names.key(bare) in self.ours:
            return None
        rest = number["rest"].strip()
        return asked_at, MatchedBy.NUMBER, "" if _is_question(rest, asked_at) else rest

    def result(self) -> ReplyRead:
        answers = {key: _text(lines) for key, lines in self.lines.items()}
        rest = _text(self.rest)
        if len(self.asked) == 1 and rest and not any(answers.values()):
            only = self.asked[0]
            return ReplyRead((AnswerProposal(only, rest, MatchedBy.ONLY),))
        found = tuple(
            AnswerProposal(one, answers[one.id], self.by[one.id])
            for one in self.asked
            if answers.get(one.id)
        )
        return ReplyRead(found, rest)


def sheet_answers(
    filled: Mapping[int, str], asked: Iterable[Asked], others: Collection[int] = ()
) -> ReplyRead:
    """The answers of a filled-in Word sheet: question id → answer. `others` are ids known here
    but not asked of this partner at this Board."""
    known = {one.id: one for one in asked}
    found = tuple(
        AnswerProposal(known[key], answer.strip(), MatchedBy.SHEET)
        for key, answer in filled.items()
        if key in known and answer.strip()
    )
    strange = [answer for key, answer in filled.items() if key not in known and answer.strip()]
    note = ("Some answers belong to questions that are not asked here now.",) if strange else ()
    return ReplyRead(found, "\n\n".join(strange), note)


def _bare(line: str) -> str:
    return " ".join(_QUOTE.sub("", line).replace("\xa0", " ").split())


def _is_question(line: str, asked: Asked) -> bool:
    """Whether a line is the question itself, perhaps with its number or item before it."""
    if len(line) < _LONG_ENOUGH and names.key(line) != names.key(asked.question):
        return False
    from rapidfuzz import fuzz

    one, two = line.casefold(), " ".join(asked.question.casefold().split())
    if len(one) < 0.8 * len(two) or len(one) > 1.6 * len(two) + 40:
        return False
    return float(fuzz.partial_ratio(one, two)) >= _ALIKE


def _text(lines: Sequence[str]) -> str:
    """Lines with the blank ones at the ends gone and never two of them together."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
