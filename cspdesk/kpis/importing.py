"""From a spreadsheet to figures in one call, for the command line and the self-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cspdesk.desk import Desk
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.imports import existing_figures, indicator_keys, kept_recipes
from cspdesk.settings.queries import partnership
from cspdesk.sheets.plan import ImportPlan
from cspdesk.words import counted


@dataclass(frozen=True, slots=True)
class ImportDone:
    """What an import did, or would do (`applied` False)."""

    plan: ImportPlan
    applied: bool
    dry_run: bool

    @property
    def sentences(self) -> tuple[str, ...]:
        """What was read, sentence by sentence, then what was done."""
        return (*self.plan.sentences, self._outcome())

    def _outcome(self) -> str:
        plan = self.plan
        if plan.nothing_to_do:
            return f"Nothing changed: {self._same()} of {plan.file_name} were here already."
        verb = "Would import" if self.dry_run else "Imported"
        return (
            f"{verb} {counted(len(plan.changes), 'figure')} from {plan.file_name}: "
            f"{plan.counts.new:,} new, {plan.counts.changed:,} changed, "
            f"{plan.counts.same:,} unchanged, {plan.counts.rejected:,} rejected."
        )

    def _same(self) -> str:
        return f"all {self.plan.counts.same:,} figures" if self.plan.counts.same else "no figures"

    def as_dict(self) -> dict[str, Any]:
        counts = self.plan.counts
        return {
            "file": self.plan.file_name,
            "sha256": self.plan.sha256,
            "recipe": self.plan.recipe_name,
            "applied": self.applied,
            "new": counts.new,
            "changed": counts.changed,
            "same": counts.same,
            "rejected": counts.rejected,
            "left_out": counts.left_out,
            "other_areas": counts.other_areas,
            "rejections": [
                {"where": row.where, "name": row.label, "reason": row.reason}
                for row in self.plan.problems
            ],
        }


def plan_for(
    desk: Desk,
    path: Path,
    *,
    recipe: str | None = None,
    where: tuple[str, str] | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportPlan:
    """Read a spreadsheet against what is kept; nothing is written. Raises SheetRefused."""
    from cspdesk.sheets.read import read_plan

    return read_plan(
        path,
        borough=desk.ask(partnership).borough,
        indicators=desk.ask(indicator_keys),
        existing=desk.ask(existing_figures),
        recipes=desk.ask(kept_recipes),
        where=dict([where]) if where else None,
        recipe=recipe,
        progress=progress,
        cancelled=cancelled,
    )


def import_sheet(
    desk: Desk,
    path: Path,
    *,
    recipe: str | None = None,
    where: tuple[str, str] | None = None,
    dry_run: bool = False,
) -> ImportDone:
    """Plan and apply an import. The same file twice changes nothing and says so."""
    plan = plan_for(desk, path, recipe=recipe, where=where)
    applied = not dry_run and not plan.nothing_to_do
    if applied:
        desk.run(ApplyImport(plan))
    return ImportDone(plan, applied, dry_run)
