"""Which indicators the highlight report should weigh, why, and why the rest may stay out.

The source wants only what is exceptional, noteworthy or in need of deeper scrutiny; MOPAC 7, which
the Police review already, only where the partnership can add something. A person takes or leaves
each candidate.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from cspdesk.kpis.findings import Finding, findings, join_words
from cspdesk.kpis.periods import Period
from cspdesk.kpis.rag import Rating
from cspdesk.kpis.spc import Signal, Spc
from db.vocabulary import Rag

WELL_BETTER = 10.0
_MEETINGS_A_YEAR = 4


class Reason(StrEnum):
    """Why an indicator is a candidate, in the order in which reasons are said."""

    RED = "red"
    AMBER_WORSENING = "amber_worsening"
    CONCERN = "concern"
    OVERDUE = "overdue"
    WELL_BETTER = "well_better"

    @property
    def label(self) -> str:
        return _REASON_WORDS[self]


_REASON_WORDS = {
    Reason.RED: "Risk red",
    Reason.AMBER_WORSENING: "Off target and worsening",
    Reason.CONCERN: "Trend of concern",
    Reason.OVERDUE: "Data overdue",
    Reason.WELL_BETTER: "Well better than target",
}


RULES = (
    "The report shows the Board only what is exceptional, noteworthy or in need of deeper "
    "scrutiny. The desk proposes an indicator that is red; amber and getting worse; with a trend "
    "of concern in its chart; with figures overdue; or well better than target, by 10 or by a "
    "signal of improvement. PMG takes or leaves each, and keeps the reason. The Police review the "
    "MOPAC 7 each month: one of them goes in only with a stated value that the partnership can "
    "add. The order is that of the priorities, then MOPAC 7. What is left out is listed with why."
)


class WhyOut(StrEnum):
    """Why an indicator is not proposed, or which reason for leaving it out is at hand."""

    ON_TARGET = "on_target"
    JUST_OFF = "just_off"
    NOTHING_YET = "nothing_yet"
    POLICE_REVIEW = "police_review"
    NOW_PROPOSED = "now_proposed"

    @property
    def label(self) -> str:
        return _OUT_WORDS[self][0]

    @property
    def sentence(self) -> str:
        return _OUT_WORDS[self][1]


_OUT_WORDS = {
    WhyOut.ON_TARGET: ("On or better than target", "Nothing unusual in the chart."),
    WhyOut.JUST_OFF: ("Just off target", "Within the tolerance and not getting worse."),
    WhyOut.NOTHING_YET: ("Nothing to report yet", "No target, no figure or no indicator."),
    WhyOut.POLICE_REVIEW: (
        "Police already review it",
        "MOPAC 7, with nothing stated that the partnership can add.",
    ),
    WhyOut.NOW_PROPOSED: (
        "Look again",
        "The figures have changed since it was left out: a rule proposes it now.",
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How one indicator stands, as the rules for the highlight report need it.

    `rag` is the PMG's where it differs from the calculated one in `rating`. `priority` is 1, 2 or
    3, None outside the priorities. `periods` stand beside the points of `spc`. `value_added` is
    what the partnership can add, as the PMG stated it.
    """

    code: str
    rating: Rating
    rag: Rag
    worsening: bool = False
    spc: Spc | None = None
    periods: tuple[Period, ...] = ()
    priority: int | None = None
    mopac7: bool = False
    value_added: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator to take or leave. `needs_value`: not before its partnership value is stated."""

    code: str
    reasons: tuple[Reason, ...]
    sentence: str
    needs_value: bool = False

    @property
    def headline(self) -> str:
        """ "Risk red, trend of concern"."""
        return ", ".join(reason.label for reason in self.reasons).capitalize()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An indicator that no rule proposes, with the reason at hand."""

    code: str
    why: WhyOut


def candidates(standings: Iterable[Standing]) -> tuple[Candidate, ...]:
    """The candidates in order: priorities 1 to 3, then MOPAC 7; within each as they came."""
    found = []
    for standing in sorted(standings, key=_place):
        reasons = reasons_for(standing)
        if reasons:
            needs_value = standing.mopac7 and not standing.value_added.strip()
            sentence = _sentence(standing, reasons)
            found.append(Candidate(standing.code, reasons, sentence, needs_value))
    return tuple(found)


def left_out(standings: Iterable[Standing]) -> tuple[LeftOut, ...]:
    """The indicators that are no candidates, in the same order, each with why."""
    return tuple(
        LeftOut(standing.code, why_out(standing))
        for standing in sorted(standings, key=_place)
        if not reasons_for(standing)
    )


def _place(standing: Standing) -> tuple[bool, float]:
    priority = float("inf") if standing.priority is None else standing.priority
    return standing.mopac7, priority


def reasons_for(standing: Standing) -> tuple[Reason, ...]:
    """Every rule that an indicator meets; empty for none."""
    concern = any(found.signal is Signal.CONCERN for found in recent_findings(standing))
    holds = {
        Reason.RED: standing.rag is Rag.RED,
        Reason.AMBER_WORSENING: standing.rag is Rag.AMBER and standing.worsening,
        Reason.CONCERN: concern,
        Reason.OVERDUE: bool(standing.rating.overdue_days),
        Reason.WELL_BETTER: _is_well_better(standing),
    }
    return tuple(reason for reason in Reason if holds[reason])


def recent_findings(standing: Standing) -> tuple[Finding, ...]:
    """Special causes since the last Board: three months, one quarter or one year back.

    Limits without width say nothing about a process, so they propose nothing.
    """
    spc = standing.spc
    if spc is None or not standing.periods or not spc.range_mean:
        return ()
    recent = max(standing.periods[0].per_year // _MEETINGS_A_YEAR, 1)
    return findings(standing.periods, spc, recent=recent)


def _is_well_better(standing: Standing) -> bool:
    """Green, and better by 10 (points or %) or by a special cause in the latest figure."""
    if standing.rag is not Rag.GREEN:
        return False
    variance = standing.rating.variance
    if variance is not None and variance <= -WELL_BETTER:
        return True
    spc = standing.spc
    return bool(spc and spc.range_mean and spc.variation is Signal.IMPROVEMENT)


def why_out(standing: Standing) -> WhyOut:
    """The reason at hand for leaving an indicator out."""
    if standing.mopac7 and standing.rag in (Rag.RED, Rag.AMBER):
        return WhyOut.POLICE_REVIEW
    if standing.rag is Rag.GREEN:
        return WhyOut.ON_TARGET
    return WhyOut.NOTHING_YET if standing.rag is Rag.GREY else WhyOut.JUST_OFF


def still_out(standing: Standing) -> WhyOut:
    """Why one that was left out by a reason at hand stays out, as its figures are now.

    The calculated rating goes before PMG's: "just off target" is a matter of figures, and the
    words were chosen for those of their day.
    """
    if reasons_for(standing) and not standing.mopac7:
        return WhyOut.NOW_PROPOSED
    calculated = standing.rating.rag
    return why_out(standing if calculated is Rag.GREY else replace(standing, rag=calculated))


def is_at_hand(heading: str) -> bool:
    """Whether a reason is one that the rules offer, not PMG's own."""
    return heading in {why.label for why in WhyOut}


def _sentence(standing: Standing, reasons: Sequence[Reason]) -> str:
    """One sentence: the reasons, the rating with its numbers, and what the chart shows."""
    first, *rest = (reason.label for reason in reasons)
    parts = [standing.rating.reason.removesuffix(".")]
    if standing.rag is not standing.rating.rag:
        parts.append(f"the PMG rates it {standing.rag.label.lower()}")
    parts += [_lower_first(found.sentence) for found in _told(standing, reasons)]
    return f"{join_words([first, *map(_lower_first, rest)])}: {'; '.join(parts)}."


def _told(standing: Standing, reasons: Sequence[Reason]) -> tuple[Finding, ...]:
    wanted = {Signal.CONCERN} if Reason.CONCERN in reasons else set()
    if Reason.WELL_BETTER in reasons:
        wanted.add(Signal.IMPROVEMENT)
    return tuple(found for found in recent_findings(standing) if found.signal in wanted)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
