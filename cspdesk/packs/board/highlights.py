"""The highlight report: one page to decide from, then a panel for each indicator taken."""

from __future__ import annotations

from itertools import groupby

from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.charts.figures import Figures
from cspdesk.charts.style import PAPER
from cspdesk.charts.view import xmr_view
from cspdesk.charts.xmr import xmr_chart
from cspdesk.kpis.records import Highlight, HighlightReport, IndicatorCard
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import ARROW_MARKS, item_words, paragraphs, rag_cell, rag_mark
from cspdesk.packs.board.parts import rag_word as word_of
from cspdesk.phrases import counted_in_words
from db.vocabulary import Rag, Unit

_CHART_WIDTH, _CHART_HEIGHT = 357.0, 148.0


def highlight_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """The summary, then the panels of each priority."""
    panels = (
        _panels(facts, title, tuple(held))
        for title, held in groupby(
            facts.report.taken, key=lambda found: found.block.title if found.block else "Other"
        )
    )
    return (_summary(facts), *panels)


def _summary(facts: PackFacts) -> b.Section:
    report = facts.report
    item = facts.standing(HIGHLIGHT_REPORT)
    blocks: tuple[b.Block, ...] = (
        b.Eyebrow(item_words(item, "highlight report")),
        b.Heading(
            1, report.finding, key="highlights", bookmark=f"Highlight report: {report.finding}"
        ),
        *((_units(report),) if report.groups else ()),
        *_taken(report),
        *_left(report),
    )
    if item and item.decisions:
        asked = b.NumberedList(item.decisions)
        blocks += (b.AskBox((b.Paragraph(b.bold("The Board is asked to:")), asked)),)
    return b.Section(blocks)


def _units(report: HighlightReport) -> b.UnitChart:
    columns = (
        b.UnitColumn((b.Mark.RED,), "Red"),
        b.UnitColumn((b.Mark.AMBER,), "Amber"),
        b.UnitColumn((b.Mark.GREEN,), "Green"),
        b.UnitColumn((b.Mark.NOT_RATED, b.Mark.GAP), "No rating"),
    )
    rows = tuple(
        b.UnitRow(
            group.name,
            tuple(
                tuple(rag_mark(line) for line in group.lines if line.shown is rag)
                for rag in (Rag.RED, Rag.AMBER, Rag.GREEN, Rag.GREY)
            ),
        )
        for group in report.groups
    )
    return b.UnitChart("Each symbol is one indicator", columns, rows)


def _taken(report: HighlightReport) -> tuple[b.Block, ...]:
    if not report.taken:
        return (b.Paragraph("PMG has put no indicator before the Board."),)
    table = b.DataTable(
        (
            b.Column("Indicator", 42, header=True),
            b.Column("Status", 25),
            b.Column("Why it is here"),
            b.Column("What we ask of you", 48),
        ),
        tuple(_taken_row(held) for held in report.taken),
    )
    title = f"{counted_in_words(len(report.taken), 'indicator')} to discuss, and why"
    return (b.Heading(2, title), table)


def _taken_row(held: Highlight) -> b.Row:
    ask = held.judgement.ask if held.judgement else ""
    name = b.lines_cell(held.line.name, held.line.code)
    return b.Row((name, rag_cell(held.line), held.headline, ask or "To be agreed"))


def _left(report: HighlightReport) -> tuple[b.Block, ...]:
    rows: list[b.Block] = []
    if report.undecided:
        names = ", ".join(f"{held.line.name} ({held.line.code})" for held in report.undecided)
        rows.append(b.LabelRow("Not yet decided", (b.Paragraph(f"{names}."),)))
    for group in report.left_out:
        rated = [line for line in group.lines if line.shown is not Rag.GREY]
        if rated:
            names = ", ".join(f"{line.name} ({line.code})" for line in rated)
            words = (b.bold(f"{group.reason}: "), names, ".")
            label = "Left out, and why" if not any(_is_left(row) for row in rows) else "Left out"
            rows.append(b.LabelRow(label, (b.Paragraph(words),)))
    if report.cannot_be_rated:
        names = ", ".join(f"{line.name} ({line.code})" for line in report.cannot_be_rated)
        rows.append(b.LabelRow("Cannot be rated", (b.Paragraph(f"{names}."),)))
    return tuple(rows)


def _is_left(row: b.Block) -> bool:
    return isinstance(row, b.LabelRow) and str(row.label).startswith("Left out")


def _panels(facts: PackFacts, title: str, taken: tuple[Highlight, ...]) -> b.Section:
    item = facts.standing(HIGHLIGHT_REPORT)
    head = b.Eyebrow(
        (*item_words(item, "highlight report"), f". {title}"),
        is_heading=True,
        key=f"highlights-{taken[0].line.id}",
        bookmark=f"Highlight report, {title}",
    )
    return b.Section((head, *(part for held in taken for part in _panel(facts, held))))


def _panel(facts: PackFacts, held: Highlight) -> tuple[b.Block, ...]:
    card = facts.cards[held.line.id]
    line, judged = held.line, held.judgement
    drawing = _chart(card)
    panel = b.KpiPanel(
        finding=held.headline,
        drawing=drawing,
        subtitle=_subtitle(card),
        period=line.latest_period,
        value=line.latest,
        target_label="Target",
        target=line.target,
        rating=rag_mark(line),
        rating_word=word_of(line),
        way=ARROW_MARKS.get(line.arrow),
        way_word=line.verdict,
        note=" ".join((card.finding, *drawing.notes)),
        key=f"kpi-{line.id}",
    )
    if judged is None:
        return (panel,)
    rows = [
        b.LabelRow(label, found, level=3)
        for label, words in (("PMG’s judgement", judged.reason), ("BI context", judged.context))
        if (found := paragraphs(words))
    ]
    if judged.partnership_value:
        box = b.KeyBox(paragraphs(judged.partnership_value))
        rows.append(b.LabelRow("What the partnership can add", (box,), level=3))
    return (panel, *rows)


def _subtitle(card: IndicatorCard) -> str:
    parts = [f"{card.line.code}. {card.line.words}", card.line.frequency.label.lower()]
    if card.data_source:
        parts.append(f"source: {card.data_source}")
    return ", ".join(parts) + "."


def _chart(card: IndicatorCard) -> b.Drawing:
    """The process behaviour chart; an indicator without figures says so in its place."""
    percent = card.line.unit is Unit.PERCENT
    figures = Figures(card.decimals, "%" if percent else "")
    series = card.series
    if series is None:
        from cspdesk.charts.empty import no_data
        from cspdesk.charts.text import PRINT_MEASURE

        return no_data(card.line.name, _CHART_WIDTH, _CHART_HEIGHT, PAPER, PRINT_MEASURE)
    view = xmr_view(
        series.spc,
        series.periods,
        name=card.line.name,
        target=series.target,
        provisional=[period.start in card.provisional for period in series.periods],
        improve=card.direction,
        figures=figures,
        ceiling=100.0 if percent else None,
    )
    return xmr_chart(view, _CHART_WIDTH, _CHART_HEIGHT, PAPER)
