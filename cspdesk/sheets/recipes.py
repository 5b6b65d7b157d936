"""Recipes: how a known table is read. Kept from an import, or shipped under resources/recipes/.

A recipe is recognised by the titles of its columns (those that are not periods), so next month's
file is recognised although its months differ. It is plain data and survives JSON.
"""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from cspdesk.paths import resource
from cspdesk.sheets import names
from cspdesk.sheets.layout import ColumnRole, Layout

FORMAT = 1
_log = logging.getLogger("cspdesk.sheets")


@dataclass(frozen=True, slots=True)
class Target:
    """The indicator a rule fills: by key (stable everywhere), id (in one file) or name."""

    key: str = ""
    id: int | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SumRule:
    """Rows of the table that add up to one indicator. Each row is its name columns from left to
    right; "*" stands for any text."""

    target: Target
    rows: tuple[tuple[str, ...], ...]

    def takes(self, parts: Sequence[str]) -> bool:
        """Whether a row of these names is one of those to be added."""
        return any(
            len(row) == len(parts)
            and all(
                want == "*" or names.key(want) == names.key(part)
                for want, part in zip(row, parts, strict=True)
            )
            for row in self.rows
        )


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one table is read; see the module. `others` is what happens to names it does not know:
    "left out" (said once per name) or "rejected" (each row waits for a decision)."""

    name: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()
    exact: bool = False
    """The titles must be these and no others."""
    sheet: str = ""
    roles: Mapping[str, ColumnRole] = field(default_factory=dict)
    sums: tuple[SumRule, ...] = ()
    names: Mapping[str, Target | None] = field(default_factory=dict)
    """Names as in the file, each with its indicator, or None to leave it out."""
    others: str = "rejected"
    complete: tuple[str, ...] = ()
    """Groups (first name column) of which every row must be known, lest a sum be too low."""
    known: tuple[tuple[str, ...], ...] = ()
    """Rows of a complete group that are rightly left out."""
    where: Mapping[str, str] = field(default_factory=dict)
    publisher: str = ""
    licence: str = ""
    built_in: bool = False
    once: bool = False
    """Made for one file only, as for a return form of ours: there is nothing to keep."""
    extends: str = ""
    """Name of a recipe that ships, whose rules are this one's too; so they stay up to date."""

    def matches(self, titles: Iterable[str]) -> bool:
        """Whether a table with these titles (periods left out) is this recipe's."""
        found = {names.key(title) for title in titles if title}
        wanted = {names.key(title) for title in self.all_of}
        if not wanted or (found != wanted if self.exact else not wanted <= found):
            return False
        return not self.any_of or any(names.key(title) in found for title in self.any_of)

    def to_dict(self) -> dict[str, Any]:
        """The recipe as plain values for JSON."""
        kept_names = {
            name: _target_dict(target) if target else None for name, target in self.names.items()
        }
        if self.extends:
            return {
                "format": FORMAT,
                "name": self.name,
                "extends": self.extends,
                "names": kept_names,
            }
        return {
            "format": FORMAT,
            "name": self.name,
            "recognise": {
                "all_of": list(self.all_of),
                "any_of": list(self.any_of),
                "exact": self.exact,
            },
            "sheet": self.sheet,
            "columns": {title: role.value for title, role in self.roles.items()},
            "sum": [
                {**_target_dict(rule.target), "rows": [list(row) for row in rule.rows]}
                for rule in self.sums
            ],
            "names": kept_names,
            "others": self.others,
            "complete": list(self.complete),
            "known": [list(row) for row in self.known],
            "where": dict(self.where),
            "publisher": self.publisher,
            "licence": self.licence,
        }


def _target_dict(target: Target) -> dict[str, Any]:
    return {"to": target.key, "id": target.id, "names": list(target.names)}


def recipe_from(data: Mapping[str, Any], *, ships: bool = False) -> Recipe:
    """The recipe of plain values, as `Recipe.to_dict` or a TOML file gives them; ValueError when
    they are not a recipe of this format."""
    if data.get("format", FORMAT) != FORMAT:
        raise ValueError("The recipe was made by a newer version of the program.")
    try:
        return _recipe(data, ships)
    except (KeyError, TypeError, AttributeError, StopIteration) as error:
        raise ValueError(f"This is not a recipe: {error}") from error


def _recipe(data: Mapping[str, Any], ships: bool) -> Recipe:
    recognise = data.get("recognise", {})
    kept_names = {
        name: _target(target) if target else None for name, target in data.get("names", {}).items()
    }
    if data.get("extends"):
        base = next(r for r in built_in() if r.name == data["extends"])
        return replace(
            base, name=str(data["name"]), extends=base.name, names=kept_names, built_in=False
        )
    return Recipe(
        name=str(data["name"]),
        all_of=tuple(recognise.get("all_of", ())),
        any_of=tuple(recognise.get("any_of", ())),
        exact=bool(recognise.get("exact", False)),
        sheet=str(data.get("sheet", "")),
        roles={title: ColumnRole(role) for title, role in data.get("columns", {}).items()},
        sums=tuple(
            SumRule(_target(rule), tuple(tuple(row) for row in rule["rows"]))
            for rule in data.get("sum", ())
        ),
        names=kept_names,
        others=str(data.get("others", "rejected")),
        complete=tuple(data.get("complete", ())),
        known=tuple(tuple(row) for row in data.get("known", ())),
        where=dict(data.get("where", {})),
        publisher=str(data.get("publisher", "")),
        licence=str(data.get("licence", "")),
        built_in=ships,
    )


def _target(rule: Mapping[str, Any]) -> Target:
    return Target(str(rule.get("to", "")), rule.get("id"), tuple(rule.get("names", ())))


@cache
def built_in() -> tuple[Recipe, ...]:
    """The recipes that ship with the program."""
    return tuple(
        recipe_from(tomllib.loads(path.read_text("utf-8")), ships=True)
        for path in sorted(resource("recipes").glob("*.toml"))
    )


def titles_of(layout: Layout) -> tuple[str, ...]:
    """The titles by which a layout is recognised: all but those of period columns."""
    return tuple(
        column.title
        for column in layout.columns
        if column.title and column.role is not ColumnRole.FIGURES
    )


def recognised(titles: Iterable[str], recipes: Iterable[Recipe]) -> Recipe | None:
    """The first of the recipes that matches a table with these titles."""
    found = tuple(titles)
    return next((recipe for recipe in recipes if recipe.matches(found)), None)


def usable(kept: Iterable[Recipe | Mapping[str, Any]]) -> tuple[Recipe, ...]:
    """Kept recipes, as records or plain data, and after them those that ship.

    One that cannot be read (it was kept by a newer program) is passed over and logged: the file is
    then read as if for the first time.
    """
    found: list[Recipe] = []
    for recipe in kept:
        try:
            found.append(recipe if isinstance(recipe, Recipe) else recipe_from(recipe))
        except ValueError as error:
            _log.warning("a kept recipe is passed over: %s", error)
    return (*found, *built_in())
