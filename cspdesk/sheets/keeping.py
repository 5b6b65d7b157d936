"""Make a recipe of a plan, so that next month's file of the same shape is read the same way."""

from __future__ import annotations

from dataclasses import replace

from cspdesk.sheets import names
from cspdesk.sheets.layout import ColumnRole, Layout
from cspdesk.sheets.mapping import How, IndicatorKey, Match
from cspdesk.sheets.plan import ImportPlan
from cspdesk.sheets.recipes import Recipe, SumRule, Target, titles_of


def recipe_of(plan: ImportPlan, used: Recipe | None, borough: str) -> Recipe | None:
    """The recipe of this plan: its columns, its filters, and what each name was taken to mean.

    A recipe that recognised the file is kept with what was chosen since; None when it is one that
    ships and nothing was chosen, since it will be there next time too.
    """
    chosen = {match.label: _target(match) for match in plan.matches if _worth_keeping(match)}
    if used is not None and used.built_in:
        own = {match.label: _target(match) for match in plan.matches if _is_own(match)}
        if not own:
            return None
        name = f"{used.name} ({borough or 'ours'})"
        return replace(used, name=name, names=own, built_in=False, extends=used.name)
    if used is not None:
        return replace(used, names={**used.names, **chosen})
    summed = {label for label in chosen if _is_summed(plan, label)}
    return Recipe(
        name=_name(plan),
        all_of=titles_of(plan.layout),
        exact=True,
        sheet="",
        roles=_roles(plan.layout),
        sums=tuple(_sum_rules(plan, summed)),
        names={label: target for label, target in chosen.items() if label not in summed},
        where={
            found.title: found.value
            for found in plan.layout.filters
            if found.title and names.area_key(found.value) != names.area_key(borough)
        },
    )


def _name(plan: ImportPlan) -> str:
    stem = plan.file_name.rsplit(".", 1)[0]
    return stem or "Recipe"


def _roles(layout: Layout) -> dict[str, ColumnRole]:
    return {
        column.title: column.role
        for column in layout.columns
        if column.title and column.role is not ColumnRole.FIGURES
    }


def _worth_keeping(match: Match) -> bool:
    """What is found by name will be found again; what a person chose must be remembered."""
    return bool(match.label) and (
        match.how in (How.CHOSEN, How.NAME)
        or (match.how is How.LEFT_OUT and match.reason.endswith(("you chose", "the recipe")))
    )


def _is_own(match: Match) -> bool:
    """A person's own decision, beyond what a recipe that ships can know."""
    return match.how is How.CHOSEN or match.reason.endswith("you chose")


def _target(match: Match) -> Target | None:
    return target_of(match.indicator) if match.indicator else None


def target_of(indicator: IndicatorKey) -> Target:
    """An indicator as recipes name it."""
    return Target(indicator.key, indicator.id, (indicator.name,))


def _is_summed(plan: ImportPlan, label: str) -> bool:
    return any(match.label == label and match.summed for match in plan.matches)


def _sum_rules(plan: ImportPlan, labels: set[str]) -> list[SumRule]:
    rows: dict[int, list[tuple[str, ...]]] = {}
    known: dict[int, IndicatorKey] = {}
    for match in plan.matches:
        if match.label in labels and match.indicator is not None:
            parts = tuple(part for part in match.parts if part)
            rows.setdefault(match.indicator.id, []).append(parts)
            known[match.indicator.id] = match.indicator
    return [SumRule(target_of(known[number]), tuple(found)) for number, found in rows.items()]
