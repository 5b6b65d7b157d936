"""Whose an action is, from what a log or the minutes say: an organisation, perhaps a person. Pure.

A name is taken when it is the same, whatever its capitals and points; a name that is only alike is
offered and never used before somebody has confirmed it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cspdesk.sheets import names

_SUGGEST_FROM = 80.0
"""Score of rapidfuzz (0 to 100) from which a name is worth offering."""
_NOBODY = re.compile(
    r"(?:tb[cda]|to be (?:confirmed|agreed)|n/?a|none|unknown|[-–—?.]+)", re.IGNORECASE
)
_CUT = re.compile(r"\s*(?:/|;|,|\n|&|\+|\band\b|\bwith\b)\s*", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:owner|lead|led by|action|for|the)\b[:\s]*", re.IGNORECASE)
_BRACKETS = re.compile(r"^(?P<one>[^()]+?)\s*\((?P<two>[^()]+)\)$")
_DASHES = re.compile(r"^(?P<one>.+?)\s*(?:[–—:,]|\s-)\s+(?P<two>.+)$")
_EVERYBODY = frozenset({"all", "allpartners", "everyone", "everybody", "allmembers"})


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that may own an action."""

    id: int
    name: str
    short_name: str
    code: str = ""


class How(StrEnum):
    """How a name found its organisation."""

    SAME = "same"
    CHOSEN = "chosen"
    ALIKE = "alike"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose it is. `organisation_id` is None unless it is sure; `suggestions` are to be confirmed.

    `person` is who leads it there, as written; `supporting` are the other organisations named.
    """

    words: str
    how: How
    organisation_id: int | None = None
    person: str = ""
    supporting: tuple[int, ...] = ()
    suggestions: tuple[int, ...] = ()


@dataclass(slots=True)
class OwnerFinder:
    """Finds and remembers whose each name is; one for a file or a text.

    `people` are names and roles with the organisation they belong to. `chosen` is what a person
    decided: the name as written → organisation, or None to leave it out.
    """

    partners: Sequence[Partner]
    people: Mapping[str, int] = field(default_factory=dict)
    chosen: Mapping[str, int | None] = field(default_factory=dict)
    _same: dict[str, int] = field(init=False, default_factory=dict)
    _persons: dict[str, int] = field(init=False, default_factory=dict)
    _known: dict[str, Owner] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for partner in self.partners:
            for name in (partner.name, partner.short_name, partner.code):
                if name:
                    self._same.setdefault(plain_key(name), partner.id)
        self._persons = {plain_key(name): key for name, key in self.people.items() if name}

    def find(self, words: str) -> Owner:
        """Whose these words say it is."""
        words = " ".join(words.split())
        found = self._known.get(words)
        if found is None:
            found = self._known[words] = self._find(words)
        return found

    def _find(self, words: str) -> Owner:
        if words in self.chosen:
            key = self.chosen[words]
            return Owner(words, How.CHOSEN, key, "" if self._names(words, key) else words)
        bare = _BEFORE.sub("", words).strip(" .:")
        if not bare or _NOBODY.fullmatch(bare):
            return Owner(words, How.MISSING)
        return self._whole(words, bare) or self._parts(words, bare) or self._alike(words, bare)

    def _names(self, words: str, key: int | None) -> bool:
        """Whether the words name the organisation itself, not somebody who leads there."""
        from rapidfuzz import fuzz

        partner = next((one for one in self.partners if one.id == key), None)
        if partner is None or not words:
            return True
        texts = (_plain(partner.name), _plain(partner.short_name))
        return any(fuzz.token_set_ratio(_plain(words), text) >= _SUGGEST_FROM for text in texts)

    def _whole(self, words: str, bare: str) -> Owner | None:
        key = self.organisation(bare)
        if key is not None:
            return Owner(words, How.SAME, key)
        key = self._persons.get(plain_key(bare))
        if key is not None:
            return Owner(words, How.SAME, key, bare)
        for form in (_BRACKETS, _DASHES):
            match = form.match(bare)
            if match and (found := self._pair(words, match["one"], match["two"])):
                return found
        return None

    def _pair(self, words: str, first: str, second: str) -> Owner | None:
        """An organisation and somebody in it, in either order."""
        for one, two in ((first, second), (second, first)):
            key = self.organisation(one)
            if key is not None and self.organisation(two) is None:
                return Owner(words, How.SAME, key, two.strip())
        return None

    def _parts(self, words: str, bare: str) -> Owner | None:
        """ "Police / Council", "Council and Ms Şükrü": the first leads, the others support."""
        parts = [part for part in _CUT.split(bare) if part]
        if len(parts) < 2:
            return None
        found = [self._whole(part, part) for part in parts]
        sure = [one for one in found if one is not None]
        if not sure or found[0] is None:
            return None
        strangers = [part for part, one in zip(parts, found, strict=True) if one is None]
        lead = sure[0].organisation_id
        others = dict.fromkeys(one.organisation_id for one in sure if one.organisation_id != lead)
        person = ", ".join([*(one.person for one in sure[:1] if one.person), *strangers])
        supporting = tuple(key for key in others if key is not None)
        return Owner(words, How.SAME, lead, person, supporting)

    def _alike(self, words: str, bare: str) -> Owner:
        if plain_key(bare) in _EVERYBODY:
            return Owner(words, How.UNKNOWN)
        from rapidfuzz import fuzz, process

        choices = {
            (partner.id, place): _plain(text)
            for partner in self.partners
            for place, text in enumerate((partner.name, partner.short_name))
        }
        choices |= {(key, 2 + n): _plain(name) for n, (name, key) in enumerate(self.people.items())}
        scores: dict[int, float] = {}
        for _text, score, (key, _place) in process.extract(
            _plain(bare), choices, scorer=fuzz.token_set_ratio, score_cutoff=_SUGGEST_FROM, limit=12
        ):
            scores[key] = max(score, scores.get(key, 0.0))
        ranked = tuple(sorted(scores, key=lambda key: -scores[key])[:3])
        return Owner(words, How.ALIKE if ranked else How.UNKNOWN, suggestions=ranked)

    def organisation(self, name: str) -> int | None:
        """The organisation of exactly this name, short name or code; None when there is none."""
        return self._same.get(plain_key(_BEFORE.sub("", name)))

    def among(self, words: str) -> tuple[int, ...]:
        """Every organisation that a list of names holds ("Police, Homes for Haringey")."""
        whole = self.organisation(words)
        if whole is not None:
            return (whole,)
        keys = [self.organisation(part) for part in _CUT.split(words) if part]
        return tuple(dict.fromkeys(key for key in keys if key is not None))


def _plain(text: str) -> str:
    """Small letters without accents: Şükrü and Sukru are alike, O’Neill and O'Neill the same."""
    folded = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[’'`´]", "", bare).replace("&", " and ").split())


def plain_key(text: str) -> str:
    """The letters and figures of a name only, small and without accents."""
    return names.key(_plain(text))


def short_names(partners: Iterable[Partner]) -> dict[int, str]:
    """Ids to the short names."""
    return {partner.id: partner.short_name for partner in partners}
