"""What a chart says in words: its finding, its note, its alternative text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cspdesk.charts.view import XmrPoint, XmrView
from cspdesk.kpis.spc import Signal, SpcRule
from db.vocabulary import Frequency

MOST_WORDS = 50  # of an alternative text
SMALL = 20  # no percentages on counts under this
FEWEST = 6  # figures behind limits that may be spoken of
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def month(point: XmrPoint) -> str:
    """The month alone: "Sep"."""
    return _MONTHS[point.start.month - 1]


def periods_in_words(points: Sequence[XmrPoint], frequency: Frequency) -> str:
    """ "Sep, Oct and Nov 2016"; a long run is given as its two ends."""
    if frequency is not Frequency.MONTHLY:
        names = [p.short for p in points]
        return _listed(names) if len(names) <= 3 else f"{names[0]} to {names[-1]}"
    if len(points) > 4 and points[0].start.year == points[-1].start.year:
        return f"{month(points[0])} to {_month_year(points[-1])}"
    if len(points) > 4:
        return f"{_month_year(points[0])} to {_month_year(points[-1])}"
    return _listed([_month_year(p) if _last_of_year(points, i) else month(p)
                    for i, p in enumerate(points)])  # fmt: skip


def _last_of_year(points: Sequence[XmrPoint], index: int) -> bool:
    return index == len(points) - 1 or points[index + 1].start.year != points[index].start.year


def _month_year(point: XmrPoint) -> str:
    return f"{month(point)} {point.start.year}"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


@dataclass(frozen=True, slots=True)
class Finding:
    """The last thing that chance does not explain: which points, and how to say it."""

    places: tuple[int, ...]
    short: str  # six words or fewer, for the chart itself
    sentence: str


def finding(view: XmrView) -> Finding | None:
    """The latest signal, or None when all is chance or no limits are drawn."""
    run = _last_run(view)
    if not run:
        return None
    by_rule = {rules: tuple(i for i in run if view.points[i].rule in rules) for rules in _KINDS}
    above = _is_above(view.points[run[-1]])
    if by_rule[_RUNS]:  # points of a run that lie outside are named by the stronger rule
        side = _one_side(view, by_rule[_RUNS][-1], run[-1])
        return _run_finding(view, side, f"{'Above' if above else 'Below'} average")
    if by_rule[_OUTSIDE]:
        return _named_finding(view, by_rule[_OUTSIDE], _limit_words(view, by_rule[_OUTSIDE]))
    if by_rule[_TRENDS]:
        rising = view.points[by_rule[_TRENDS][-1]].rule is SpcRule.RISING
        return _run_finding(view, by_rule[_TRENDS], "Rising" if rising else "Falling")
    words = f"Close to the {'upper' if above else 'lower'} limit"
    return _named_finding(view, run, words)


_RUNS = frozenset((SpcRule.RUN_ABOVE, SpcRule.RUN_BELOW))
_OUTSIDE = frozenset((SpcRule.ABOVE_LIMIT, SpcRule.BELOW_LIMIT))
_TRENDS = frozenset((SpcRule.RISING, SpcRule.FALLING))
_KINDS = (_RUNS, _OUTSIDE, _TRENDS)


def _limit_words(view: XmrView, places: Sequence[int]) -> str:
    sides = {_is_above(view.points[i]) for i in places}
    if len(sides) == 2:
        return "Outside the limits"
    return "Above the limit" if sides == {True} else "Below the limit"


def _last_run(view: XmrView) -> tuple[int, ...]:
    """The last unbroken run of points with the same signal."""
    run: list[int] = []
    sizes = Counter(point.group for _, point, _ in view.measured)
    for index in range(len(view.points) - 1, -1, -1):
        point = view.points[index]
        silent = point.signal is Signal.COMMON or sizes[point.group] < FEWEST
        if silent or point.value is None:
            if run:
                break
            continue
        if run and point.signal is not view.points[run[0]].signal:
            break
        run.append(index)
    return tuple(reversed(run))


def _one_side(view: XmrView, inside: int, last: int) -> tuple[int, ...]:
    """The unbroken points on one side of the average that a run is part of, up to a place."""
    wanted = _is_above(view.points[inside])
    places: list[int] = []
    for index in range(last, -1, -1):
        point = view.points[index]
        level = point.value is None or point.mean is None or point.value == point.mean
        if level or _is_above(point) is not wanted or point.group != view.points[last].group:
            if index < inside:
                break
            places.clear()
            continue
        places.append(index)
    return tuple(reversed(places))


def _is_above(point: XmrPoint) -> bool:
    return point.value is not None and point.mean is not None and point.value > point.mean


def _run_finding(view: XmrView, places: tuple[int, ...], words: str) -> Finding:
    short = f"{words} for {len(places)} {view.period_word}s"
    until = view.points[places[-1]].short
    return Finding(places, short, f"{short} to {until}.")


def _named_finding(view: XmrView, places: tuple[int, ...], words: str) -> Finding:
    named = periods_in_words([view.points[i] for i in places], view.frequency)
    return Finding(places, words, f"{words} in {named}.")


def count_words(text: str) -> int:
    return len(text.split())


def within(sentences: Sequence[str], most: int = MOST_WORDS) -> str:
    """The sentences in order, leaving out any that would pass the number of words."""
    kept: list[str] = []
    used = 0
    for sentence in sentences:
        if sentence and used + count_words(sentence) <= most:
            kept.append(sentence)
            used += count_words(sentence)
    return " ".join(kept)


def xmr_alt(view: XmrView, *, limits: bool) -> str:
    """Alternative text: finding, range, latest and target, in 50 words or fewer."""
    measured = view.measured
    if not measured:
        return within([f"{view.name or 'Chart'}: no data."])
    write = view.figures.write
    values = [value for _, _, value in measured]
    _, last, latest = measured[-1]
    low, high = write(min(values)), write(max(values))
    span = f"Between {low} and {high}" if low != high else f"Always {low}"
    first = measured[0][1]
    when = f", {first.short} to {last.short}" if first is not last else ""
    state = ", provisional" if last.provisional else ""
    return within([
        _said(view, limits),
        f"Latest {write(latest)} in {last.label}{state}.",
        target_sentence(view),
        f"{span}{when}.",
    ])  # fmt: skip


def xmr_title(view: XmrView, *, limits: bool) -> str:
    """What the chart shows, as its title: one sentence without a full stop."""
    return _said(view, limits).rstrip(".")


def _said(view: XmrView, limits: bool) -> str:
    since = in_last_group(view)
    if limits and since < FEWEST:
        many = f"{since} figure{'' if since == 1 else 's'}"
        return f"Too few for limits: {many} since the series started anew."
    if view.stated:
        return view.stated
    found = finding(view) if limits else None
    if found is not None:
        return found.sentence
    return "Only normal ups and downs." if limits else "Too few points for limits."


def in_last_group(view: XmrView) -> int:
    """How many figures the present average and limits may be made from."""
    last = view.points[-1].group if view.points else 0
    return sum(point.group == last for _, point, _ in view.measured)


def target_sentence(view: XmrView) -> str:
    """The twelve months and their target where both are known, else the latest target."""
    if view.yearly:
        total, goal = view.yearly
        aim = f", target {view.figures.write(goal)}" if goal is not None else ""
        return f"12 months {view.figures.write(total)}{aim}."
    target = latest_target(view)
    return f"Target {write_target(view, target)}." if target is not None else ""


def latest_target(view: XmrView) -> float | None:
    return next((p.target for p in reversed(view.points) if p.target is not None), None)


def write_target(view: XmrView, target: float) -> str:
    """A target with no more decimals than it needs: 28, but 83.1."""
    shown = round(target, view.figures.decimals)
    exact = abs(shown - target) <= 1e-9 * max(1.0, abs(target))
    return view.figures.write(target, extra=0 if exact or view.figures.decimals else 1)


def change_in_words(view: XmrView, now: float, before: float) -> str:
    """ "up 39%"; on counts under 20 the difference itself; "the same" where there is none."""
    if now == before:
        return "the same as"
    way = "up" if now > before else "down"
    if view.figures.suffix == "%":
        return f"{way} {view.figures.write(abs(now - before)).rstrip('%')} points on"
    if abs(before) < SMALL:
        return f"{way} {view.figures.write(abs(now - before))} on"
    return f"{way} {abs(now - before) / abs(before):.0%} on"
