"""Which indicator a name in the file means: by recipe, by the same name, or as a suggestion.

A suggestion is never used until a person has confirmed it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cspdesk.sheets import names
from cspdesk.sheets.recipes import Recipe, Target
from db.vocabulary import Frequency, Unit

_SUGGEST_FROM = 80.0
"""Score of rapidfuzz (0 to 100) from which a name is worth suggesting."""


@dataclass(frozen=True, slots=True)
class IndicatorKey:
    """What an import needs to know of an indicator. `code` is what people see ("M1"), `key` the
    measure's stable name ("mopac7.burglary")."""

    id: int
    code: str
    name: str
    key: str = ""
    unit: Unit = Unit.COUNT
    frequency: Frequency = Frequency.MONTHLY
    aliases: tuple[str, ...] = ()


class How(StrEnum):
    """How a name found its indicator."""

    CHOSEN = "chosen"
    RECIPE = "recipe"
    NAME = "name"
    LEFT_OUT = "left_out"
    AMBIGUOUS = "ambiguous"
    SUGGESTED = "suggested"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An indicator that may be meant, with how alike the names are (0 to 100)."""

    indicator: IndicatorKey
    score: float


@dataclass(frozen=True, slots=True)
class Match:
    """One name of the file and what it means. `indicator` is None unless the match counts.

    `summed`: figures of several names are added up for this indicator.
    """

    label: str
    parts: tuple[str, ...]
    how: How
    indicator: IndicatorKey | None = None
    summed: bool = False
    suggestions: tuple[Suggestion, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person decided about this file.

    names: name in the file → indicator id, or None to leave it out; keep: (indicator id, start of
    the period) → number of the row whose figure counts, or None for neither; sums: indicators for
    which the figures of several names are to be added up; keep_sheet: (indicator id, start of the
    period) → the sheet whose figure counts where two sheets have one; fractions: indicator id →
    whether 0.45 without a sign means 45% (False: 0.45%); other_place: use a sheet that names
    another borough.
    """

    names: Mapping[str, int | None] = field(default_factory=dict)
    keep: Mapping[tuple[int, date], int | None] = field(default_factory=dict)
    sums: frozenset[int] = frozenset()
    keep_sheet: Mapping[tuple[int, date], str] = field(default_factory=dict)
    fractions: Mapping[int, bool] = field(default_factory=dict)
    other_place: bool = False


def label_of(parts: Sequence[str]) -> str:
    """The name in the file as one text: "BURGLARY – RES BURGLARY OF A HOME"."""
    filled = [part for part in parts if part]
    if len(filled) == 2 and names.key(filled[0]) == names.key(filled[1]):
        return filled[1]
    return " – ".join(filled)


def _none_for(parts: Sequence[str]) -> str:
    return f"no indicator for {next((part for part in reversed(parts) if part), '')}"


class Matcher:
    """Finds and remembers the meaning of each name; one per plan."""

    def __init__(
        self,
        indicators: Iterable[IndicatorKey],
        recipe: Recipe | None = None,
        choices: Choices | None = None,
    ) -> None:
        self.indicators = tuple(indicators)
        self.recipe = recipe
        self.choices = choices or Choices()
        self.by_id = {found.id: found for found in self.indicators}
        self.by_name: dict[str, list[IndicatorKey]] = {}
        for indicator in self.indicators:
            texts = (indicator.code, indicator.key, indicator.name, *indicator.aliases)
            for text in {names.key(names.bare(text)) for text in texts if text}:
                self.by_name.setdefault(text, []).append(indicator)
        self._codes = {names.key(i.code): i for i in self.indicators if i.code}
        rules = recipe.sums if recipe else ()
        targets = (self._target(rule.target) for rule in rules)
        self._summed = self.choices.sums | {found.id for found in targets if found}
        self.found: dict[tuple[str, ...], Match] = {}

    def match(self, parts: tuple[str, ...]) -> Match:
        """The meaning of a row's (or column's) name."""
        known = self.found.get(parts)
        if known is None:
            known = self.found[parts] = self._match(parts)
        return known

    def _match(self, parts: tuple[str, ...]) -> Match:
        label = label_of(parts)
        return (
            self._chosen(label, parts)
            or self._by_recipe(label, parts)
            or self._by_name(label, parts)
            or self._other(label, parts)
            or self._not_known(label, parts)
        )

    def _chosen(self, label: str, parts: tuple[str, ...]) -> Match | None:
        if label not in self.choices.names:
            return None
        number = self.choices.names[label]
        if number is None:
            return Match(label, parts, How.LEFT_OUT, reason="left out as you chose")
        indicator = self.by_id.get(number)
        if indicator is None:
            return None
        return Match(label, parts, How.CHOSEN, indicator, summed=number in self._summed)

    def _by_recipe(self, label: str, parts: tuple[str, ...]) -> Match | None:
        recipe = self.recipe
        if recipe is None:
            return None
        filled = tuple(part for part in parts if part)
        for rule in recipe.sums:
            if rule.takes(filled):
                indicator = self._target(rule.target)
                if indicator is None:
                    return Match(label, parts, How.LEFT_OUT, reason=_none_for(parts))
                return Match(label, parts, How.RECIPE, indicator, summed=True)
        if label in recipe.names:
            target = recipe.names[label]
            if target is None:
                return Match(label, parts, How.LEFT_OUT, reason="left out as in the recipe")
            indicator = self._target(target)
            if indicator is not None:
                return Match(label, parts, How.RECIPE, indicator, indicator.id in self._summed)
        return None

    def _other(self, label: str, parts: tuple[str, ...]) -> Match | None:
        """A name which neither the recipe nor an indicator knows."""
        recipe = self.recipe
        if recipe is None or recipe.others != "left out":
            return None
        group = names.key(parts[0])
        if group in {names.key(name) for name in recipe.complete} and not self._known(parts):
            reason = f"{label} is new in this table: decide whether it counts in {parts[0]}"
            return Match(label, parts, How.NONE, reason=reason)
        return Match(label, parts, How.LEFT_OUT, reason=_none_for(parts))

    def _known(self, parts: tuple[str, ...]) -> bool:
        assert self.recipe is not None
        wanted = tuple(map(names.key, parts))
        return any(tuple(map(names.key, row)) == wanted for row in self.recipe.known)

    def _target(self, target: Target) -> IndicatorKey | None:
        """By key, which means the same in every file; then by id; then by one of the names."""
        if target.key:
            for indicator in self.indicators:
                if indicator.key == target.key:
                    return indicator
        if target.id is not None and target.id in self.by_id:
            return self.by_id[target.id]
        for name in target.names:
            found = self.by_name.get(names.key(names.bare(name)), [])
            if len(found) == 1:
                return found[0]
        return None

    def _by_name(self, label: str, parts: tuple[str, ...]) -> Match | None:
        for part in parts:
            if part and (indicator := self._codes.get(names.key(part))) is not None:
                return Match(label, parts, How.NAME, indicator, indicator.id in self._summed)
        for text in (label, next((part for part in reversed(parts) if part), "")):
            found = self.by_name.get(names.key(names.bare(text)), []) if text else []
            if len(found) == 1:
                return Match(label, parts, How.NAME, found[0], found[0].id in self._summed)
            if found:
                codes = " or ".join(indicator.code or indicator.name for indicator in found)
                return Match(
                    label,
                    parts,
                    How.AMBIGUOUS,
                    suggestions=tuple(Suggestion(indicator, 100.0) for indicator in found),
                    reason=f"{len(found)} KPIs have this name: {codes}. Choose one",
                )
        return None

    def _not_known(self, label: str, parts: tuple[str, ...]) -> Match:
        if any(names.is_total(part) for part in parts):
            return Match(label, parts, How.LEFT_OUT, reason="a total row")
        suggestions = self._suggest(label)
        if suggestions:
            best = suggestions[0].indicator
            reason = f"No KPI with this name. Perhaps {best.code} {best.name}? Confirm it"
            return Match(label, parts, How.SUGGESTED, suggestions=suggestions, reason=reason)
        return Match(label, parts, How.NONE, reason="No KPI with this name")

    def _suggest(self, label: str) -> tuple[Suggestion, ...]:
        from rapidfuzz import fuzz, process, utils

        choices = {
            (indicator.id, number): text
            for indicator in self.indicators
            for number, text in enumerate((indicator.name, *indicator.aliases))
        }
        best: dict[int, float] = {}
        for text, _score, (number, _) in process.extract(
            label,
            choices,
            scorer=fuzz.token_set_ratio,
            processor=utils.default_process,
            score_cutoff=_SUGGEST_FROM,
            limit=6,
        ):
            # The same words among others score 100 above; how alike the whole names are ranks them.
            alike = fuzz.token_sort_ratio(label, text, processor=utils.default_process)
            best[number] = max(alike, best.get(number, 0.0))
        ranked = sorted(best.items(), key=lambda found: -found[1])[:3]
        return tuple(Suggestion(self.by_id[number], round(score, 1)) for number, score in ranked)
