"""The highlight report of a cycle: candidates by rule, what PMG took or left and why."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select

from cspdesk.kpis.closing import issued_on, report_row
from cspdesk.kpis.facts import Facts, Judgement
from cspdesk.kpis.findings import join_words
from cspdesk.kpis.highlight import Candidate, candidates, is_at_hand, still_out, why_out
from cspdesk.kpis.highlight import Standing as Weighed
from cspdesk.kpis.highlight_kept import kept_report
from cspdesk.kpis.known import Known, read_known
from cspdesk.kpis.lines import line_of
from cspdesk.kpis.queries import grouped
from cspdesk.kpis.records import (
    ExecutiveRequest,
    Highlight,
    HighlightReport,
    IndicatorGroup,
    IndicatorLine,
    LeftOut,
    ReportState,
    Tally,
)
from cspdesk.kpis.standing import Standing
from cspdesk.reading import Reading
from cspdesk.words import number_word
from db.tables import HighlightRequestRow, IndicatorRow
from db.vocabulary import Rag


def highlight_report(
    reading: Reading, cycle_id: int, known: Known | None = None
) -> HighlightReport:
    """What goes before the Board, in the order of the priorities, then MOPAC 7.

    Once the pack is issued it is what went out, whatever its figures are now. `known` saves
    reading the figures again.
    """
    kept = kept_report(reading, cycle_id)
    if kept is not None:
        return replace(kept, state=report_state(reading, cycle_id))
    return report_now(reading, cycle_id, known)


def report_now(reading: Reading, cycle_id: int, known: Known | None = None) -> HighlightReport:
    """The report from the figures as they are: what a pack made today would say."""
    pairs = (known or read_known(reading)).pairs
    held = {facts.code: (facts, standing) for facts, standing in pairs}
    weighed = {code: _weigh(*pair, cycle_id) for code, pair in held.items()}
    proposed = {found.code: found for found in candidates(weighed.values())}
    lines = {code: line_of(*pair, cycle_id) for code, pair in held.items()}
    groups = grouped((held[code][0].block, line) for code, line in lines.items())
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
    state = report_state(reading, cycle_id)
    # Issued, but not from this file: nothing says how the figures were, so the words stay.
    frozen = state.issued_on is not None and kept_report(reading, cycle_id) is None
    return HighlightReport(
        title="Highlight report",
        finding=finding_of(groups, taken),
        taken=taken,
        undecided=undecided,
        left_out=_left_out(held, weighed, rest, cycle_id, frozen),
        cannot_be_rated=tuple(line for line in rest if line.shown is Rag.GREY),
        groups=groups,
        requests=requests(reading, cycle_id),
        state=state,
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
    stated = judgement.partnership_value.strip() if judgement else ""
    return Highlight(
        line=line,
        block=facts.block,
        reasons=tuple(reason.label for reason in candidate.reasons) if candidate else (),
        sentence=candidate.sentence if candidate else line.rating.reason,
        judgement=judgement,
        needs_value=facts.is_block and not stated,
    )


def _left_out(
    held: dict[str, tuple[Facts, Standing]],
    weighed: dict[str, Weighed],
    rest: list[IndicatorLine],
    cycle_id: int,
    frozen: bool,
) -> tuple[LeftOut, ...]:
    """Everything that is not in, gathered by PMG's reason or the rule's.

    `frozen`: the papers are out, and so are the words.
    """
    reasons: dict[tuple[str, str], list[IndicatorLine]] = {}
    for line in rest:
        judgement = held[line.code][0].judgements.get(cycle_id)
        given = judgement.highlight_reason if judgement and judgement.highlight is False else ""
        key = split_reason(given) if given else ("", "")
        if not given or (not frozen and _is_stale(key[0], judgement, line)):
            standing = weighed[line.code]
            why = still_out(standing) if given else why_out(standing)
            key = why.label, why.sentence
        reasons.setdefault(key, []).append(line)
    return tuple(LeftOut(head, tuple(lines), more) for (head, more), lines in reasons.items())


def _is_stale(heading: str, judgement: Judgement | None, line: IndicatorLine) -> bool:
    """Whether a reason that the rules offered was given for a rating that is another by now."""
    changed = judgement is not None and judgement.calculated is not line.rating.rag
    return changed and is_at_hand(heading)


def split_reason(words: str) -> tuple[str, str]:
    """ "One unusual month: December only." is a heading and what is said under it."""
    head, _colon, rest = words.strip().partition(":")
    more = rest.strip()
    return head.strip().removesuffix("."), more[:1].upper() + more[1:]


def requests(reading: Reading, cycle_id: int) -> tuple[ExecutiveRequest, ...]:
    """What the Executive asked for more on: the report as a whole first, then as it came."""
    kind = HighlightRequestRow
    query = (
        select(kind, IndicatorRow.code)
        .outerjoin(IndicatorRow, kind.indicator_id == IndicatorRow.id)
        .where(kind.cycle_id == cycle_id)
        .order_by(kind.indicator_id.is_not(None), kind.id)
    )
    return tuple(
        ExecutiveRequest(
            id=row.id,
            version=row.version,
            indicator_id=row.indicator_id,
            code=code or "",
            text=row.text,
            asked_on=row.asked_on,
            answer=row.answer,
            answered_on=row.answered_on,
        )
        for row, code in reading.rows(query)
    )


def report_state(reading: Reading, cycle_id: int) -> ReportState:
    """How far the report of a cycle is, and whether its papers are out."""
    row, out = report_row(reading.session, cycle_id), issued_on(reading.session, cycle_id)
    if row is None:
        return ReportState(issued_on=out)
    return ReportState(
        state=row.state,
        version=row.version,
        sent_on=row.sent_on,
        reviewed_on=row.reviewed_on,
        approved_on=row.approved_on,
        issued_on=out,
    )


def open_ends(reading: Reading, cycle_id: int) -> tuple[str, ...]:
    """What keeps the report from the papers, a sentence each."""
    report = highlight_report(reading, cycle_id)
    found = []
    if report.undecided:
        codes = join_words([held.line.code for held in report.undecided])
        what = (
            "is a candidate: take or leave it"
            if len(report.undecided) == 1
            else ("are candidates: take or leave them")
        )
        found.append(f"{codes} {what}, with the reason.")
    waiting = [one.code or "the report" for one in report.requests if not one.answer]
    if waiting:
        found.append(f"The Executive waits for an answer on {join_words(waiting)}.")
    return tuple(found)


def finding_of(groups: tuple[IndicatorGroup, ...], taken: tuple[Highlight, ...]) -> str:
    """The report in one sentence: "Three Reoffending indicators are Red, and 8 need the Board"."""
    # The Board thinks in its priorities: MOPAC 7 leads only where nothing in them is red.
    red_groups = sorted((group for group in groups if group.tally.red), key=_lead)
    reddest = red_groups[0] if red_groups else None
    if reddest is None:
        return _need(len(taken)) or "Nothing needs the Board's attention"
    red = _red_sentence(reddest.name, reddest.tally)
    need = _need(len(taken))
    return join_words([red, need[:1].lower() + need[1:]]) if need else red


def _lead(group: IndicatorGroup) -> tuple[bool, int]:
    beside = group.block is None or group.block.number is None
    return beside, -len(group.tally.red)


def _red_sentence(name: str, tally: Tally) -> str:
    count = len(tally.red)
    verb = "indicator is" if count == 1 else "indicators are"
    return f"{number_word(count).capitalize()} {name} {verb} Red"


def _need(count: int) -> str:
    if not count:
        return ""
    return f"{number_word(count).capitalize()} {'needs' if count == 1 else 'need'} the Board"
