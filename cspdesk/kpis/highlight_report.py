"""The highlight report of a cycle: candidates by rule, what PMG took or left and why."""

from __future__ import annotations

from cspdesk.kpis.facts import Facts, Judgement
from cspdesk.kpis.findings import join_words
from cspdesk.kpis.highlight import Candidate, candidates, why_out
from cspdesk.kpis.highlight import Standing as Weighed
from cspdesk.kpis.lines import line_of
from cspdesk.kpis.queries import indicator_groups, standings
from cspdesk.kpis.records import (
    Highlight,
    HighlightReport,
    IndicatorGroup,
    IndicatorLine,
    LeftOut,
    Tally,
)
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from cspdesk.words import number_word
from db.vocabulary import Rag


def highlight_report(reading: Reading, cycle_id: int) -> HighlightReport:
    """What goes before the Board, in the order of the priorities, then MOPAC 7."""
    held = {facts.code: (facts, standing) for facts, standing in standings(reading)}
    weighed = {code: _weigh(*pair, cycle_id) for code, pair in held.items()}
    proposed = {found.code: found for found in candidates(weighed.values())}
    lines = {code: line_of(*pair, cycle_id) for code, pair in held.items()}
    groups = indicator_groups(reading, cycle_id)
    order = [line.code for group in groups for line in group.lines]
    marked = [
        _highlight(held[code][0], lines[code], proposed.get(code), cycle_id) for code in order
    ]
    taken = tuple(found for found in marked if found.line.highlight)
    undecided = tuple(
        found for found in marked if found.line.highlight is None and found.line.code in proposed
    )
    shown = {found.line.code for found in (*taken, *undecided)}
    rest = [lines[code] for code in order if code not in shown]
    return HighlightReport(
        title="Highlight report",
        finding=finding_of(groups, taken),
        taken=taken,
        undecided=undecided,
        left_out=_left_out(held, weighed, rest, cycle_id),
        cannot_be_rated=tuple(line for line in rest if line.shown is Rag.GREY),
        groups=groups,
    )


def _weigh(facts: Facts, standing: Standing, cycle_id: int) -> Weighed:
    judgement = facts.judgements.get(cycle_id)
    return Weighed(
        code=facts.code,
        rating=standing.rating,
        rag=(judgement.rag if judgement else None) or standing.rating.rag,
        worsening=bool(standing.travel and standing.travel.worsening),
        spc=standing.series.spc if standing.series else None,
        periods=standing.series.periods if standing.series else (),
        priority=facts.block.number if facts.block else None,
        mopac7=facts.is_block,
        value_added=judgement.partnership_value if judgement else "",
    )


def _highlight(
    facts: Facts, line: IndicatorLine, candidate: Candidate | None, cycle_id: int
) -> Highlight:
    judgement: Judgement | None = facts.judgements.get(cycle_id)
    return Highlight(
        line=line,
        block=facts.block,
        reasons=tuple(reason.label for reason in candidate.reasons) if candidate else (),
        sentence=candidate.sentence if candidate else line.rating.reason,
        judgement=judgement,
    )


def _left_out(
    held: dict[str, tuple[Facts, Standing]],
    weighed: dict[str, Weighed],
    rest: list[IndicatorLine],
    cycle_id: int,
) -> tuple[LeftOut, ...]:
    """Everything that is not in, gathered by PMG's reason or the rule's."""
    reasons: dict[str, list[IndicatorLine]] = {}
    for line in rest:
        judgement = held[line.code][0].judgements.get(cycle_id)
        given = judgement.highlight_reason if judgement and judgement.highlight is False else ""
        reasons.setdefault(given or why_out(weighed[line.code]).label, []).append(line)
    return tuple(LeftOut(reason, tuple(lines)) for reason, lines in reasons.items())


def finding_of(groups: tuple[IndicatorGroup, ...], taken: tuple[Highlight, ...]) -> str:
    """The report in one sentence: "Three Reoffending indicators are Red, and 8 need the Board"."""
    reddest = max(groups, key=lambda group: len(group.tally.red), default=None)
    if reddest is None or not reddest.tally.red:
        return _need(len(taken)) or "Nothing needs the Board's attention"
    red = _red_sentence(reddest.name, reddest.tally)
    need = _need(len(taken))
    return join_words([red, need[:1].lower() + need[1:]]) if need else red


def _red_sentence(name: str, tally: Tally) -> str:
    count = len(tally.red)
    verb = "indicator is" if count == 1 else "indicators are"
    return f"{number_word(count).capitalize()} {name} {verb} Red"


def _need(count: int) -> str:
    if not count:
        return ""
    return f"{number_word(count).capitalize()} {'needs' if count == 1 else 'need'} the Board"
