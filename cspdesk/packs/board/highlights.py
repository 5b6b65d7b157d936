"""The highlight report: one page to decide from, then a panel for each indicator taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from cspdesk.agenda.queries import AgendaLine
from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.kpis.records import Highlight, HighlightReport, IndicatorLine
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.kpi_charts import kpi_chart, kpi_subtitle
from cspdesk.packs.board.parts import (
    ARROW_MARKS,
    item_key,
    item_words,
    paragraphs,
    rag_cell,
    rag_mark,
)
from cspdesk.packs.board.parts import rag_word as word_of
from cspdesk.phrases import counted_in_words
from db.vocabulary import Rag

_CHART_WIDTH, _CHART_HEIGHT = 357.0, 122.0
# Notes that mean the same under every chart: said once, at the end of the section.
_KEYS = ("Diamonds", "Hollow", "Rings")


def highlight_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """The summary, then the panels of each priority."""
    blocks = [
        tuple(held)
        for _title, held in groupby(
            facts.report.taken, key=lambda found: found.block.title if found.block else "Other"
        )
    ]
    panels = (_panels(facts, taken, first=taken is blocks[0]) for taken in blocks)
    return (_summary(facts), *panels)


def _summary(facts: PackFacts) -> b.Section:
    report = facts.report
    item = facts.standing(HIGHLIGHT_REPORT)
    blocks: tuple[b.Block, ...] = (
        b.Eyebrow((*item_words(item, "highlight report"), *_sought(item))),
        b.Heading(
            1, report.finding, key="highlights", bookmark=f"Highlight report: {report.finding}"
        ),
        *((_units(report),) if report.groups else ()),
        *_taken(report),
        *_left(report),
    )
    return b.Section(blocks)


def _sought(item: AgendaLine | None) -> tuple[b.Inline, ...]:
    """Where the decision sought stands, without taking a line from the one page there is."""
    if item is None or not item.decisions:
        return ()
    return (". Decision sought: ", b.PageRef(item_key(item.id)))


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
            b.Column("Indicator", 36, header=True),
            b.Column("Status", 21),
            b.Column("Why it is here"),
            b.Column("What we ask of you", 56),
        ),
        tuple(_taken_row(held) for held in report.taken),
        look="compact",
    )
    title = f"{counted_in_words(len(report.taken), 'indicator')} to discuss, and why"
    return (b.Heading(2, title), table)


def _taken_row(held: Highlight) -> b.Row:
    ask = held.judgement.ask if held.judgement else ""
    name = b.lines_cell(held.line.name, held.line.code)
    return b.Row((name, rag_cell(held.line), held.headline, ask or "To be agreed"))


def _left(report: HighlightReport) -> tuple[b.Block, ...]:
    """What is not discussed: still undecided, left out by reason, and what cannot be rated."""
    rated = [
        (group.reason, [line for line in group.lines if line.shown is not Rag.GREY])
        for group in report.left_out
    ]
    parts = [
        ("Not yet decided", [held.line for held in report.undecided]),
        *rated,
        ("Cannot be rated", list(report.cannot_be_rated)),
    ]
    runs = tuple(
        run for reason, lines in parts if lines for run in (b.bold(f"{reason}: "), _names(lines))
    )
    return (b.Paragraph((b.bold("Left out, and why. "), *runs)),) if runs else ()


def _names(lines: Sequence[IndicatorLine]) -> str:
    return f"{', '.join(line.name for line in lines)}. " if lines else ""


def _panels(facts: PackFacts, taken: tuple[Highlight, ...], *, first: bool) -> b.Section:
    """The panels of one priority; the next follows on the same page, for a report of few pages."""
    block = taken[0].block
    title = block.title if block else "Other"
    item = facts.standing(HIGHLIGHT_REPORT)
    head = b.Eyebrow(
        (*item_words(item, "highlight report"), f". {title}"),
        is_heading=True,
        key=f"highlights-{taken[0].line.id}",
        bookmark=f"Highlight report, {title}",
    )
    drawings = [kpi_chart(facts.cards[held.line.id], _CHART_WIDTH, _CHART_HEIGHT) for held in taken]
    panels = tuple(
        _panel(facts, held, drawing, last=held is taken[-1])
        for held, drawing in zip(taken, drawings, strict=True)
    )
    keys = dict.fromkeys(
        note for drawing in drawings for note in drawing.notes if note.startswith(_KEYS)
    )
    foot = (b.Note(" ".join(keys)),) if keys else ()
    return b.Section((head, *panels, *foot), new_page=first)


def _panel(facts: PackFacts, held: Highlight, drawing: b.Drawing, *, last: bool) -> b.KeepTogether:
    """A chart and what was said of it: one thought, so one page."""
    card = facts.cards[held.line.id]
    line, judged = held.line, held.judgement
    notes = [note for note in drawing.notes if not note.startswith(_KEYS)]
    panel = b.KpiPanel(
        finding=held.headline,
        drawing=drawing,
        subtitle=kpi_subtitle(card),
        period=line.latest_period,
        value=line.latest,
        target_label="Target",
        target=line.target,
        rating=rag_mark(line),
        rating_word=word_of(line),
        way=ARROW_MARKS.get(line.arrow),
        way_word=line.verdict,
        note=" ".join((card.finding, *notes)),
        key=f"kpi-{line.id}",
    )
    if judged is None:
        return b.KeepTogether((panel,))
    rows = [
        b.LabelRow(label, found, level=3)
        for label, words in (("PMG’s judgement", judged.reason), ("BI context", judged.context))
        if (found := paragraphs(words))
    ]
    if judged.partnership_value:
        box = b.KeyBox(paragraphs(judged.partnership_value))
        rows.append(b.LabelRow("What the partnership can add", (box,), level=3))
    if rows and not last:
        # The heavy rule of the next panel would make this one's closing rule one too many.
        rows[-1] = replace(rows[-1], rule_below=False)
    return b.KeepTogether((panel, *rows))
