"""The counts of a plan and the sentences that tell it: nothing is dropped without being said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from cspdesk.sheets.fates import changes_report
from cspdesk.sheets.layout import Layout
from cspdesk.sheets.plan import Counts, LeftOut, PlannedFigure
from cspdesk.sheets.source import Tally
from db.vocabulary import RowFate


def counts_of(
    rows: Sequence[PlannedFigure],
    left_out: Iterable[LeftOut],
    tally: Tally,
    *,
    blank: int,
    notes: int,
) -> Counts:
    """How many figures meet each fate, and what yields no figure."""
    fates = Counter(row.fate for row in rows)
    writes = (RowFate.NEW, RowFate.CHANGED)
    return Counts(
        figures=len(rows),
        new=fates[RowFate.NEW],
        changed=fates[RowFate.CHANGED],
        same=fates[RowFate.SAME],
        rejected=fates[RowFate.REJECTED],
        read_with_change=sum(bool(row.notes) and row.fate is not RowFate.REJECTED for row in rows),
        signed_off=sum(
            row.fate in writes and row.old is not None and row.old.signed_off for row in rows
        ),
        reported=sum(row.fate in writes and changes_report(row.value, row.old) for row in rows),
        left_out=sum(found.figures for found in left_out),
        other_areas=sum(tally.other_areas.values()),
        blank=blank,
        notes=notes,
    )


def sentences_of(
    layout: Layout,
    rows: Sequence[PlannedFigure],
    counts: Counts,
    tally: Tally,
    left_out: Sequence[LeftOut],
) -> tuple[str, ...]:
    """The plan in sentences, the outcome first."""
    return (
        outcome(counts, layout),
        *fates_said(counts),
        *_sums(rows),
        *_outside(counts, tally, left_out),
        *layout.sentences,
    )


def outcome(counts: Counts, layout: Layout) -> str:
    """What the import would do, in one sentence."""
    if counts.new or counts.changed:
        todo = counts.new + counts.changed
        return f"{_many(todo, 'figure')} will change the data."
    if counts.same and not counts.rejected:
        return "Every figure in the file is already here: there is nothing to do."
    if counts.same:
        return f"Nothing will change: {_many(counts.same, 'figure')} of the file are already here."
    if counts.figures == 0 and counts.other_areas and layout.filters:
        return f"The file has no row for {layout.filters[0].value}: there is nothing to do."
    return "No figure of the file can be used: nothing will change."


def fates_said(counts: Counts) -> list[str]:
    """How many figures meet which fate."""
    said = [
        f"{number:,} {word}"
        for number, word in (
            (counts.new, "new"),
            (counts.changed, "changed"),
            (counts.same, "unchanged"),
            (counts.rejected, "rejected"),
        )
        if number
    ]
    found = [f"{', '.join(said)}."] if said else []
    if counts.rejected:
        verbs = "needs a decision or stays" if counts.rejected == 1 else "need a decision or stay"
        found.append(f"{_many(counts.rejected, 'row')} {verbs} out.")
    if counts.read_with_change:
        found.append(f"{_many(counts.read_with_change, 'figure')} read with a change.")
    if counts.signed_off:
        found.append(
            f"{_many(counts.signed_off, 'changed figure')} in periods which PMG has signed off."
        )
    if counts.reported:
        verb = "changes" if counts.reported == 1 else "change"
        found.append(f"{_many(counts.reported, 'figure')} {verb} what an issued pack has reported.")
    return found


def ahead_said(number: int, today: str) -> str:
    """That figures lie after the day which the file lives on, given as "9 February 2017"."""
    one = number == 1
    what, kept = ("figure lies", "it is") if one else ("figures lie", "they are")
    whose = "its" if one else "their"
    return (
        f"{number:,} {what} after {today}, the day this file lives on; {kept} kept and shown from "
        f"{whose} day on."
    )


def skipped_said(number: int, today: str) -> str:
    """That cells without a figure, of periods to come, are left out."""
    one = number == 1
    what = (
        "cell has no figure for a period that begins"
        if one
        else ("cells have no figure for periods that begin")
    )
    return f"{number:,} {what} after {today}: {'it is' if one else 'they are'} left out."


def _outside(counts: Counts, tally: Tally, left_out: Sequence[LeftOut]) -> list[str]:
    found: list[str] = []
    if counts.other_areas:
        places = len(tally.other_areas)
        found.append(
            f"{_many(counts.other_areas, 'row')} of {_many(places, 'other area')} left out."
        )
    if tally.totals:
        found.append(f"{_many(tally.totals, 'total row')} left out: the places are added up.")
    if filtered := sum(tally.filtered.values()):
        found.append(f"{_many(filtered, 'row')} left out by the filter.")
    found += _left_out(left_out)
    if counts.blank:
        verb = "says nothing and changes" if counts.blank == 1 else "say nothing and change"
        found.append(f"{_many(counts.blank, 'empty cell')} {verb} nothing.")
    for text, number in tally.odd_marks.items():
        found.append(
            f"“{text}” in the provisional column is not understood in {_many(number, 'row')}: "
            "read as final."
        )
    return found


def _left_out(left_out: Sequence[LeftOut]) -> list[str]:
    """One sentence for each kind of reason, with the names it concerns."""
    kinds: dict[str, list[str]] = {}
    for one in left_out:
        kind, _, name = one.why.partition(" for ")
        kinds.setdefault(kind, []).append(name or one.label)
    return [
        f"Left out, {kind}: {', '.join(labels[:12])}"
        f"{f' and {len(labels) - 12} more' if len(labels) > 12 else ''}."
        for kind, labels in kinds.items()
    ]


def _sums(rows: Sequence[PlannedFigure]) -> list[str]:
    """Which names are added up, once per indicator."""
    added: dict[int, tuple[str, dict[str, None]]] = {}
    for row in rows:
        if len(row.parts) > 1 and row.indicator is not None:
            name = f"{row.indicator.code} {row.indicator.name}".strip()
            added.setdefault(row.indicator.id, (name, {}))[1].update(dict.fromkeys(row.parts))
    return [f"Added up to {name}: {'; '.join(labels)}." for name, labels in added.values()]


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"
