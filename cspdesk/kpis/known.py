"""Where every indicator stands, kept between two looks: PMG's words change no figure.

At 200 indicators reading the figures is nearly all the work; after an assessment or a decision only
the judgements of one cycle are read again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cspdesk.kpis.facts import Facts, Judgement, judgements
from cspdesk.kpis.queries import standings
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from db.tables import AssessmentRow

# What may change without a figure, target or indicator having changed.
JUDGING = frozenset(("assessment", "highlight_report", "highlight_request"))


@dataclass(frozen=True, slots=True)
class Known:
    """Every indicator with where it stands."""

    pairs: tuple[tuple[Facts, Standing], ...]


def read_known(reading: Reading) -> Known:
    """Everything, afresh."""
    return Known(standings(reading))


def judged_again(reading: Reading, known: Known, cycle_id: int) -> Known:
    """The same with the judgements of a cycle as they are now."""
    now = judgements(reading, AssessmentRow.cycle_id == cycle_id)
    return Known(
        tuple((_judged(facts, cycle_id, now), standing) for facts, standing in known.pairs)
    )


def _judged(facts: Facts, cycle_id: int, now: dict[int, dict[int, Judgement]]) -> Facts:
    others = {key: held for key, held in facts.judgements.items() if key != cycle_id}
    return replace(facts, judgements={**others, **now.get(facts.row.id, {})})
