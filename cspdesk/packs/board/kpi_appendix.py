"""The appendix: every indicator, by priority and theme, then ratings by outcome and the gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.charts.figures import Figures
from cspdesk.charts.spark import sparkline
from cspdesk.kpis.queries import tallies_by
from cspdesk.kpis.records import IndicatorGroup, IndicatorLine, Tally
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import LEGEND, rag_cell
from cspdesk.phrases import joined
from db.vocabulary import Rag, Unit

_COLUMNS = (
    b.Column("Theme", 27, tone=b.Tone.NAVY),
    b.Column("Ref", 17, tabular=True),
    b.Column("Indicator", header=True, weight=b.Weight.REGULAR),
    b.Column("Latest", 20, align="right", weight=b.Weight.SEMIBOLD, tabular=True),
    b.Column("Target", 17, align="right", tabular=True),
    b.Column("Trend", 20),
    b.Column("Status", 29),
)
_ROWS_ON_A_PAGE = 17


def appendix_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """All indicators, a page for one priority or for several short ones, then the outcomes."""
    if not facts.report.groups:
        return ()
    pages = _pages(facts.report.groups)
    sections = [_page(n, pages) for n in range(len(pages))]
    last = sections[-1]
    sections[-1] = replace(last, blocks=(*last.blocks, *_outcomes(facts), *_gaps(facts)))
    return tuple(sections)


def _pages(groups: Sequence[IndicatorGroup]) -> list[list[IndicatorGroup]]:
    """Whole priorities together while a page holds them: a band is not torn apart."""
    pages: list[list[IndicatorGroup]] = []
    for group in groups:
        held = sum(len(one.lines) for one in pages[-1]) if pages else 0
        if not pages or held + len(group.lines) > _ROWS_ON_A_PAGE:
            pages.append([])
        pages[-1].append(group)
    return pages


def _page(number: int, pages: list[list[IndicatorGroup]]) -> b.Section:
    groups = pages[number]
    finding = _finding(groups)
    of = f", page {number + 1} of {len(pages)}" if len(pages) > 1 else ""
    key = f"appendix-{number + 1}" if number else "appendix"
    blocks = (
        b.Eyebrow(f"Appendix. All indicators{of}"),
        b.Heading(1, finding, key=key, bookmark=f"All indicators. {finding}"),
        b.DataTable(_COLUMNS, tuple(_band(group) for group in groups), look="appendix"),
        *((LEGEND, _KEY) if not number else (b.Note(("Key: ", b.PageRef("appendix"), ".")),)),
    )
    return b.Section(blocks, fit=1)


_KEY = b.Note(
    "Arrow: which way the figure moves. Word: whether that is better or worse. Dashed line: "
    "target. O1 to O6: the outcomes of the strategy."
)


def _finding(groups: Sequence[IndicatorGroup]) -> str:
    """ "Reoffending and Prevention: 4 of 16 are Green"."""
    total = sum(group.tally.total for group in groups)
    green = sum(len(group.tally.green) for group in groups)
    verb = "is" if green == 1 else "are"
    return f"{joined([group.name for group in groups])}: {green} of {total} {verb} Green"


def _band(group: IndicatorGroup) -> b.Band:
    themes: dict[str, list[IndicatorLine]] = {}
    for line in group.lines:
        themes.setdefault(line.theme or group.name, []).append(line)
    rows = tuple(
        b.Group(theme, tuple(_row(line) for line in lines)) for theme, lines in themes.items()
    )
    return b.Band(group.title, rows)


def _row(line: IndicatorLine) -> b.Row:
    outcomes = ", ".join(line.outcome_codes) or "none"
    figures = Figures(suffix="%") if line.unit is Unit.PERCENT else Figures()
    trend = sparkline(line.spark, target=line.spark_target, figures=figures)
    known = [value for value in line.spark if value is not None]
    cells: tuple[b.CellLike, ...] = (
        b.lines_cell(line.code, outcomes),
        line.name,
        _figure(line.latest),
        _figure(line.target),
        b.Picture(trend) if known else b.quiet("no data"),
        rag_cell(line),
    )
    return b.Row(cells)


def _figure(words: str) -> b.Inline:
    """A figure that does not break ("10 of 11"), or quietly what stands in its place."""
    if any(character.isdigit() for character in words):
        return words.replace(" ", "\u00a0")
    return b.Run(words.lower() or "none", b.Weight.REGULAR, b.Tone.SECONDARY)


def _outcomes(facts: PackFacts) -> tuple[b.Block, ...]:
    if not facts.outcomes:
        return ()
    held = tallies_by(facts.report.groups, lambda line: line.outcome_codes)
    order = [line.code for group in facts.report.groups for line in group.lines]
    rows = tuple(
        _outcome(code, name, held.get(code, Tally()), order) for code, name in facts.outcomes
    )
    figures = (b.Column(word, width, align="right", tabular=True)
               for word, width in (("Red", 11), ("Amber", 15), ("Green", 15), ("Unrated", 16))
               )  # fmt: skip
    columns = (
        b.Column("No.", 8, weight=b.Weight.SEMIBOLD, tabular=True),
        b.Column("Outcome", header=True, weight=b.Weight.REGULAR),
        b.Column("Indicators", 46),
        *figures,
    )
    note = "An indicator that serves two outcomes is counted under both."
    heading = b.Heading(2, "Ratings by outcome", key="outcomes")
    table = b.DataTable(columns, rows, footnote=note, look="compact")
    return (b.KeepTogether((heading, table)),)


def _outcome(code: str, name: str, tally: Tally, order: Sequence[str]) -> b.Row:
    ratings = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
    held = {one for rag in ratings for one in tally.of(rag)}
    counts = (str(len(tally.of(rag))) for rag in ratings)
    codes = runs_of([one for one in order if one in held])
    return b.Row((code, name, codes or b.quiet("none"), *counts))


def runs_of(codes: Sequence[str]) -> str:
    """ "R1, R4 to R6, M1": codes in the order given, neighbours drawn together from three up."""
    parts: list[list[tuple[str, int]]] = []
    for letters, number in map(_split_code, codes):
        if parts and parts[-1][-1] == (letters, number - 1):
            parts[-1].append((letters, number))
        else:
            parts.append([(letters, number)])
    return ", ".join(_run(part) for part in parts)


def _split_code(code: str) -> tuple[str, int]:
    head = code.rstrip("0123456789")
    tail = code[len(head) :]
    return head, int(tail) if tail else -1


def _run(part: list[tuple[str, int]]) -> str:
    codes = [f"{letters}{number if number >= 0 else ''}" for letters, number in part]
    return f"{codes[0]} to\u00a0{codes[-1]}" if len(codes) > 2 else ", ".join(codes)


def _gaps(facts: PackFacts) -> tuple[b.Block, ...]:
    if not facts.gaps:
        return ()
    said = " ".join(f"{line.code} {line.name}: {_small(words)}" for line, words in facts.gaps)
    return (b.Note((b.Run("Still missing. ", b.Weight.SEMIBOLD), said)),)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
