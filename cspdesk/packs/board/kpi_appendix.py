"""The appendix: every indicator, by priority and theme, then ratings by outcome and the gaps."""

from __future__ import annotations

from cspdesk.charts.figures import Figures
from cspdesk.charts.spark import sparkline
from cspdesk.kpis.queries import tallies_by
from cspdesk.kpis.records import IndicatorGroup, IndicatorLine, Tally
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import LEGEND, rag_cell
from db.vocabulary import Rag, Unit

_COLUMNS = (
    b.Column("Theme", 25),
    b.Column("Ref", 17, tabular=True),
    b.Column("Indicator", header=True),
    b.Column("Latest", 19, align="right", tabular=True),
    b.Column("Target", 17, align="right", tabular=True),
    b.Column("Trend", 19),
    b.Column("Status", 28),
)


def appendix_section(facts: PackFacts) -> b.Section:
    """All indicators in one table, a band for each priority."""
    groups = facts.report.groups
    total = sum(group.tally.total for group in groups)
    green = sum(len(group.tally.green) for group in groups)
    finding = f"{green} of {total} indicators are Green" if total else "No indicators yet"
    head: tuple[b.Block, ...] = (
        b.Eyebrow("Appendix. All indicators"),
        b.Heading(1, finding, key="appendix", bookmark=f"All indicators: {finding}"),
    )
    if not total:
        return b.Section((*head, b.Paragraph("No indicator has been set up.")))
    table = b.DataTable(_COLUMNS, tuple(_band(group) for group in groups), look="appendix")
    return b.Section((*head, table, LEGEND, *_outcomes(facts), *_gaps(facts)))


def _band(group: IndicatorGroup) -> b.Band:
    themes: dict[str, list[IndicatorLine]] = {}
    for line in group.lines:
        themes.setdefault(line.theme or "No theme", []).append(line)
    rows = tuple(
        b.Group(theme, tuple(_row(line) for line in lines)) for theme, lines in themes.items()
    )
    return b.Band(group.title, rows)


def _row(line: IndicatorLine) -> b.Row:
    outcomes = ", ".join(line.outcome_codes) or "none"
    figures = Figures(suffix="%") if line.unit is Unit.PERCENT else Figures()
    trend = sparkline(line.spark, target=line.spark_target, figures=figures)
    cells: tuple[b.CellLike, ...] = (
        b.lines_cell(line.code, outcomes),
        line.name,
        line.latest or "no data",
        line.target or "none",
        b.Picture(trend),
        rag_cell(line),
    )
    return b.Row(cells)


def _outcomes(facts: PackFacts) -> tuple[b.Block, ...]:
    held = tallies_by(facts.report.groups, lambda line: line.outcome_codes)
    rows = tuple(
        _outcome(f"{code}: {name}", held.get(code, Tally())) for code, name in facts.outcomes
    )
    if not rows:
        return ()
    figures = (b.Column(word, 18, align="right", tabular=True)
               for word in ("Red", "Amber", "Green", "Not rated"))  # fmt: skip
    columns = (b.Column("Outcome", header=True), *figures)
    note = "An indicator that serves two outcomes is counted under both."
    return (b.Heading(2, "Ratings by outcome"), b.DataTable(columns, rows, footnote=note))


def _outcome(name: str, tally: Tally) -> b.Row:
    order = (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
    return b.Row((name, *(str(len(tally.of(rag))) for rag in order)))


def _gaps(facts: PackFacts) -> tuple[b.Block, ...]:
    if not facts.gaps:
        return ()
    items = tuple(b.RefItem(line.code, f"{line.name}. {words}") for line, words in facts.gaps)
    return (b.Heading(2, "What is still missing"), b.RefList(items))
