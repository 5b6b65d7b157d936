"""Take indicators into the highlight report or leave them out, and word what it says of them."""

from __future__ import annotations

from dataclasses import dataclass

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Keep, apply_edit, needs
from cspdesk.kpis.assessment_commands import assessment_of, check_value_kept
from cspdesk.kpis.closing import refuse_closed
from db.tables import IndicatorRow
from db.unit_of_work import UnitOfWork

# A co-chair takes the page in within a minute: a headline is one line, an ask two.
HEADLINE_LIMIT, ASK_LIMIT = 110, 160


@dataclass(frozen=True, slots=True)
class DecideHighlight(Command):
    """Take an indicator into the highlight report (True), leave it out (False), or decide later.

    Both decisions need a reason. `seen_version` is that of the assessment, 0 where there was none.
    """

    indicator_id: int
    cycle_id: int
    take: bool | None
    reason: str = ""
    partnership_value: str | Keep = KEEP
    seen_version: int | None = None


@handles(DecideHighlight)
def decide_highlight(command: DecideHighlight, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    indicator = work.get(IndicatorRow, command.indicator_id)
    row = assessment_of(work, indicator.id, command.cycle_id, command.seen_version)
    reason = command.reason.strip()
    if command.take is not None and not reason:
        stays = "goes into" if command.take else "stays out of"
        raise RuleBroken("reason", f"Say why {indicator.code} {stays} the report.")
    apply_edit(row, command, {"partnership_value": "partnership value"})
    row.highlight = command.take
    row.highlight_reason = reason
    check_value_kept(work, row, indicator)
    if command.take is None:
        return f"Put {indicator.code} back to be decided"
    verb, tail = ("Took", "into") if command.take else ("Left", "out of")
    return f"{verb} {indicator.code} {tail} the highlight report"


@dataclass(frozen=True, slots=True)
class EditHighlight(Command):
    """Word what the report says of an indicator: headline, why it is in, the ask of partners.

    An empty headline brings back the computed sentence.
    """

    indicator_id: int
    cycle_id: int
    headline: str | Keep = KEEP
    ask: str | Keep = KEEP
    highlight_reason: str | Keep = KEEP
    seen_version: int | None = None


_WORDS = {"headline": "headline", "ask": "ask", "highlight_reason": "reason"}


@handles(EditHighlight)
def edit_highlight(command: EditHighlight, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    indicator = work.get(IndicatorRow, command.indicator_id)
    row = assessment_of(work, indicator.id, command.cycle_id, command.seen_version)
    _check_length("headline", command.headline, HEADLINE_LIMIT)
    _check_length("ask", command.ask, ASK_LIMIT)
    why = needs("highlight_reason", "Say in a few words why it is in.")
    changed = apply_edit(row, command, _WORDS, {"highlight_reason": why})
    said = " and ".join(changed) or "words"
    return f"Changed the {said} of {indicator.code} in the highlight report"


def _check_length(field: str, text: str | Keep, limit: int) -> None:
    if isinstance(text, str) and len(text.strip()) > limit:
        raise RuleBroken(
            field,
            f"At most {limit} characters, this has {len(text.strip())}: the page must be read "
            "in a minute.",
        )
