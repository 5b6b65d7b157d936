"""The highlight report: one page to decide from, then a panel for each indicator taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cspdesk.agenda.queries import AgendaLine
from cspdesk.agenda.rules import HIGHLIGHT_REPORT
from cspdesk.kpis.records import Highlight, HighlightReport, IndicatorLine
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.kpi_charts import kpi_chart, kpi_note, kpi_subtitle
from cspdesk.packs.board.parts import (
    ARROW_MARKS,
    item_key,
    item_words,
    paragraphs,
    rag_cell,
    rag_mark,
)
from cspdesk.packs.board.parts import rag_word as word_of
from cspdesk.phrases import counted_in_words, joined
from cspdesk.words import number_word
from db.vocabulary import Rag

_WIDTH, _FULL, _COMPACT = 357.0, 136.0, 104.0  # of a chart, in points
_ON_A_PAGE = 2
# Notes that mean the same under every chart: said once, at the end of the page.
_KEYS = ("Diamonds", "Hollow", "Rings")


def highlight_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """The summary, then the panels, two to a page in the order of the priorities."""
    taken = facts.report.taken
    pages = [taken[i : i + _ON_A_PAGE] for i in range(0, len(taken), _ON_A_PAGE)]
    return (_summary(facts), *(_panels(facts, held) for held in pages))


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
        *_sought(facts, item),
    )
    return b.Section(blocks, fit=1)


def _sought(facts: PackFacts, item: AgendaLine | None) -> tuple[b.Block, ...]:
    """Where the decisions stand and where the charts are, in one line."""
    words: list[b.Inline] = []
    if item is not None and item.decisions:
        count = len(item.decisions)
        which = "the decision" if count == 1 else f"the {number_word(count)} decisions"
        place = b.PageRef(item_key(item.id), words=f"item {item.number}, ")
        words += [b.bold("Decision sought: "), f"{which} of ", place, "."]
    taken = facts.report.taken
    if taken:
        last = (len(taken) - 1) // _ON_A_PAGE * _ON_A_PAGE
        words += [" Charts: " if words else "Charts: ",
                  b.PageRef(_page_key(taken[0]), to_key=_page_key(taken[last])), "."]  # fmt: skip
    return (b.AskBox((b.Paragraph(tuple(words)),)),) if words else ()


def _page_key(first: Highlight) -> str:
    """The place of a page of panels: it begins with this one."""
    return f"highlights-{first.line.id}"


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
            b.Column("Indicator", 39, header=True),
            b.Column("Status", 21),
            b.Column("Why it is here"),
            b.Column("What we ask of you", 55),
        ),
        tuple(_taken_row(held) for held in report.taken),
        look="compact",
        closed=not (report.undecided or report.left_out or report.cannot_be_rated),
    )
    title = f"{counted_in_words(len(report.taken), 'indicator')} to discuss, and why"
    return (b.Heading(2, title), table)


def _taken_row(held: Highlight) -> b.Row:
    ask = held.judgement.ask if held.judgement else ""
    name = b.lines_cell(held.line.name, held.line.code)
    return b.Row((name, rag_cell(held.line), held.headline, ask or "To be agreed"))


def _left(report: HighlightReport) -> tuple[b.Block, ...]:
    """What is not discussed: undecided, left out by reason, and what cannot be rated."""
    rated = [
        (group.reason, [line for line in group.lines if line.shown is not Rag.GREY])
        for group in report.left_out
    ]
    groups = [(reason, lines) for reason, lines in rated if lines]
    rows: list[b.Block] = []
    if report.undecided:
        names = _names([held.line for held in report.undecided])
        rows.append(b.LabelRow("Not yet decided", (b.Paragraph(names),)))
    if groups:
        runs = tuple(
            run for reason, lines in groups for run in (b.bold(f"{reason}: "), f"{_names(lines)} ")
        )
        rows.append(b.LabelRow("Left out, and why", (b.Paragraph(runs),)))
    if report.cannot_be_rated:
        rows.append(b.LabelRow("Cannot be rated", (b.Paragraph(_names(report.cannot_be_rated)),)))
    return tuple(rows)


def _names(lines: Sequence[IndicatorLine]) -> str:
    return f"{joined([line.name for line in lines])}."


def _panels(facts: PackFacts, taken: tuple[Highlight, ...]) -> b.Section:
    """A page of panels; lower charts where their words need the room."""
    item = facts.standing(HIGHLIGHT_REPORT)
    blocks = [held.block.name if held.block else "Other" for held in taken]
    names = joined([held.line.name for held in taken])
    head = b.Eyebrow(
        (*item_words(item, "highlight report"), f". {joined(list(dict.fromkeys(blocks)))}"),
        is_heading=True,
        key=_page_key(taken[0]),
        bookmark=f"Charts: {names}",
    )
    full, compact = ((head, *_page_of_panels(facts, taken, height)) for height in (_FULL, _COMPACT))
    return b.Section(full, fit=1, shorter=(compact,))


def _page_of_panels(
    facts: PackFacts, taken: tuple[Highlight, ...], height: float
) -> tuple[b.Block, ...]:
    drawings = [
        kpi_chart(facts.cards[held.line.id], _WIDTH, height, facts.targets.get(held.line.id))
        for held in taken
    ]
    panels = tuple(
        _panel(facts, held, drawing, last=held is taken[-1])
        for held, drawing in zip(taken, drawings, strict=True)
    )
    keys = _said_once([note for drawing in drawings for note in drawing.notes])
    return (*panels, b.Note(keys)) if keys else panels


def _said_once(notes: Sequence[str]) -> str:
    """What the shapes mean, once for the page; months and quarters together are periods."""
    found: list[str] = []
    for key in _KEYS:
        said = list(dict.fromkeys(note for note in notes if note.startswith(key)))
        if len(said) > 1:
            said = [said[0].replace("quarters", "periods").replace("months", "periods")]
        found += said
    return " ".join(found)


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
        note=" ".join((kpi_note(card, facts.targets.get(line.id)), *notes)),
        key=f"kpi-{line.id}",
        compact=drawing.height <= _COMPACT,
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
