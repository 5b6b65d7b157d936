"""Examples of the commands of the indicator editor and of new frameworks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from finding import first

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.kpis import framework_commands as frameworks
from cspdesk.kpis import indicator_commands as indicators
from cspdesk.kpis.drafts import BreakDraft, ComparatorFigure, IndicatorDraft, TargetDraft
from cspdesk.kpis.editing import edit_form
from cspdesk.kpis.framework_words import read_priorities
from cspdesk.kpis.targets import Milestone
from db.tables import FrameworkRow, IndicatorRow, PriorityRow
from db.vocabulary import Comparator, TargetKind

_DAY = date(2017, 1, 31)


def _id(desk: Desk, code: str) -> int:
    return first(desk, IndicatorRow, code=code, retired_on=None).id


def _draft(desk: Desk, code: str) -> IndicatorDraft:
    return IndicatorDraft(
        code=code,
        name="Moped-enabled theft",
        priority_id=first(desk, PriorityRow, code="P").id,
        theme="Mopeds",
    )


def _edit(desk: Desk) -> Command:
    """Columns, a theme of its own, outcomes, target, milestones, a break and a comparator."""
    form = desk.ask(edit_form, _id(desk, "M4"))
    assert form is not None
    draft = replace(
        form.draft,
        caveats="From 2016 with mopeds.",
        theme="Vehicles",
        outcome_ids=(form.outcomes[0].id,),
        target=TargetDraft(TargetKind.LEVEL_BY_DATE, 900, date(2018, 3, 31)),
        milestones=(Milestone("Ground anchors put in", date(2017, 3, 31)),),
        breaks=(BreakDraft(date(2016, 9, 1), True, "A new way of stealing"),),
        comparators=(ComparatorFigure(Comparator.LONDON, date(2016, 12, 1), 3312),),
    )
    return indicators.EditIndicator(form.id or 0, draft, form.seen)


def _bring_back(desk: Desk) -> Command:
    """Needs a step of its own before it, so it has no place in a day of single steps."""
    if desk.undo_label is not None:
        raise IndexError
    desk.run(indicators.RetireIndicator(_id(desk, "C5"), _DAY, "No longer asked."))
    return indicators.BringBackIndicator(first(desk, IndicatorRow, code="C5").id)


def _start(desk: Desk) -> Command:
    return frameworks.StartFramework(
        name="Police and Crime Plan 2017–21",
        starts_on=date(2017, 4, 1),
        priorities=read_priorities("High-harm crimes: Domestic abuse; Knife crime\n+ Local"),
        outcomes=("Fewer victims of high-harm crime",),
        carry=(
            frameworks.CarryOver(_id(desk, "P4"), 0),
            frameworks.CarryOver(_id(desk, "M1"), 1),
        ),
    )


def _rename(desk: Desk) -> Command:
    row = first(desk, FrameworkRow)
    return frameworks.RenameFramework(row.id, "The first strategy", row.starts_on, row.version)


EXAMPLES: dict[type[Command], Callable[[Desk], Command]] = {
    indicators.AddIndicator: lambda desk: indicators.AddIndicator(
        first(desk, FrameworkRow).id, _draft(desk, "P8")
    ),
    indicators.EditIndicator: _edit,
    indicators.RetireIndicator: lambda desk: indicators.RetireIndicator(
        _id(desk, "C2"), _DAY, "The survey has ended."
    ),
    indicators.ReplaceIndicator: lambda desk: indicators.ReplaceIndicator(
        _id(desk, "C4"), _DAY, "Measured otherwise.", _draft(desk, "C4")
    ),
    indicators.BringBackIndicator: _bring_back,
    indicators.MergeIndicator: lambda desk: indicators.MergeIndicator(
        _id(desk, "P5"), _id(desk, "P4")
    ),
    frameworks.StartFramework: _start,
    frameworks.RenameFramework: _rename,
}
