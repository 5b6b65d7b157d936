"""A sheet for each KPI: what it is, what good looks like, target, chart, history, what was said.

One page that answers a partner's "what is this number?"; the whole suite is a document of them.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cspdesk.calendar import plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.kpis.records import IndicatorCard, SeriesPoint
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs import blocks as b
from cspdesk.packs.board.kpi_charts import kpi_chart, kpi_subtitle
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.board.parts import ARROW_MARKS, paragraphs, rag_mark, rag_word, text_row
from cspdesk.packs.export import Exported, refuse_target
from cspdesk.packs.pdf.render import write_pdf
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from db.vocabulary import MeasurementState

_CHART = (357.0, 168.0)  # points
_POINTS = 24  # of the history on paper: two years of months
_DECISIONS = {True: "in the highlight report", False: "left out of the highlight report"}


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the sheets are made from."""

    owner: PartnershipCard
    cards: tuple[IndicatorCard, ...]
    today: dt.date


def read_sheets(reading: Reading, ids: Sequence[int] = ()) -> SheetFacts:
    """The cards of these indicators, or of all in the order of the list."""
    strip = current_cycle(reading)
    cycle_id = strip.cycle.id if strip else None
    wanted = ids or [line.id for group in indicator_groups(reading) for line in group.lines]
    cards = (indicator_card(reading, key, cycle_id) for key in wanted)
    found = tuple(card for card in cards if card is not None)
    return SheetFacts(partnership(reading), found, reading.today)


def kpi_sheets(facts: SheetFacts) -> b.Document:
    """One section a KPI. The same facts on the same day make the same document."""
    single = facts.cards[0] if len(facts.cards) == 1 else None
    title = f"KPI sheet, {single.line.code} {single.line.name}" if single else "KPI sheets"
    contents = (b.Section((b.Heading(1, "Contents", in_contents=False), b.Contents())),)
    edition = f"KPIs at {plain_date(facts.today)}"
    return b.Document(
        title=title,
        partnership=facts.owner.name,
        sections=(*(() if single else contents), *(_sheet(card) for card in facts.cards)),
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=title,
        marking=MARKINGS[facts.owner.marking],
        edition_line=f"{edition}. Sample figures" if facts.owner.is_sample else edition,
        subject="Definition, target, chart, history and judgement of each indicator",
    )


def _sheet(card: IndicatorCard) -> b.Section:
    line = card.line
    place = card.block.title if card.block else "No priority"
    theme = f", {line.theme}" if line.theme else ""
    return b.Section(
        (
            b.Eyebrow(f"{line.code}. {place}{theme}"),
            b.Heading(1, line.name, key=f"sheet-{line.id}", bookmark=f"{line.code} {line.name}"),
            _panel(card),
            *_judgement(card),
            *text_row("What it counts", card.definition),
            *text_row("What good looks like", card.good_looks_like),
            *_target(card),
            *_belongs(card),
            *_issues(card),
            *_history(card),
        ),
        running=f"KPI sheet, {line.code}",
    )


def _panel(card: IndicatorCard) -> b.KpiPanel:
    line, drawing = card.line, kpi_chart(card, *_CHART)
    return b.KpiPanel(
        finding=card.finding or rag_word(line),
        drawing=drawing,
        subtitle=kpi_subtitle(card),
        period=line.latest_period,
        value=line.latest,
        target_label="Target",
        target=line.target,
        rating=rag_mark(line),
        rating_word=rag_word(line),
        way=ARROW_MARKS.get(line.arrow),
        way_word=line.verdict,
        note=" ".join(drawing.notes),
        key=f"kpi-{line.id}",
    )


def _judgement(card: IndicatorCard) -> tuple[b.Block, ...]:
    said = card.judgement
    rows: list[b.Block] = [*text_row("Calculated", card.line.rating.reason)]
    if said is None:
        return tuple(rows)
    rating = f"{said.rag.label}. " if said.rag else ""
    by = f" ({said.by_role})" if said.by_role else ""
    rows += text_row("PMG’s judgement", f"{rating}{said.reason}{by}".strip())
    rows += text_row("BI context", said.context)
    rows += text_row("What the partnership can add", said.partnership_value)
    if said.highlight is not None:
        why = f": {said.highlight_reason}" if said.highlight_reason else ""
        rows += text_row("This cycle", f"{_DECISIONS[said.highlight].capitalize()}{why}")
    return tuple(rows)


def _target(card: IndicatorCard) -> tuple[b.Block, ...]:
    words = card.line.target_words or "The source gives no target."
    words = words if words.endswith(".") else f"{words}."
    kind = f" Read as: {card.target_kind.label.lower()}." if card.target_kind else ""
    assumed = f"\n{card.assumption}" if card.assumption else ""
    return text_row("Target", f"{words}{kind}{assumed}")


def _belongs(card: IndicatorCard) -> tuple[b.Block, ...]:
    outcomes = "; ".join(f"{held.code} {held.short_name or held.name}" for held in card.outcomes)
    facts = (
        ("Outcomes", outcomes or "None"),
        ("Answered for by", card.line.owner or "Nobody yet"),
        ("From", card.source),
        ("Data", card.data_source),
    )
    runs = tuple(
        run
        for name, text in facts
        if text
        for run in (b.bold(f"{name}: "), f"{text.rstrip('.')}. ")
    )
    return (b.LabelRow("Where it belongs", (b.Paragraph(runs),)),)


def _issues(card: IndicatorCard) -> tuple[b.Block, ...]:
    lines = [*card.line.warnings]
    lines += [f"{'Re-based' if held.rebase else 'Series break'} {plain_date(held.start)}: "
              f"{held.reason}" for held in card.breaks]  # fmt: skip
    lines += [card.caveats] if card.caveats else []
    lines += ["The figures are examples, not published ones."] if card.line.is_example else []
    found = tuple(part for words in lines for part in paragraphs(words))
    return (b.LabelRow("To keep in mind", found),) if found else ()


def _history(card: IndicatorCard) -> tuple[b.Block, ...]:
    if not card.points:
        return ()
    shown = card.points[-_POINTS:]
    columns = (
        b.Column("Period", 34, header=True, tabular=True),
        b.Column("Figure", 24, align="right", tabular=True),
        b.Column("State", 30),
        b.Column("Note"),
    )
    rows = tuple(b.Row((p.label, p.text, _state(p), p.note)) for p in reversed(shown))
    more = len(card.points) - len(shown)
    note = f"{more} earlier figures are not printed." if more else ""
    table = b.DataTable(columns, rows, look="compact", footnote=note)
    return (b.Heading(2, "History", in_contents=False), table)


def _state(point: SeriesPoint) -> str:
    return "" if point.state is MeasurementState.FINAL else point.state.label


def export_kpi_sheets(
    desk: Desk,
    out: Path,
    ids: Sequence[int] = (),
    *,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the sheets of these indicators, or of all, to `out`.

    Raises WorldError when there is nothing to write or it cannot be written, RenderCancelled when
    `cancelled` says stop.
    """
    refuse_target(out)
    facts = desk.ask(read_sheets, ids)
    if not facts.cards:
        raise WorldError("There is no KPI to make a sheet of.", "Add an indicator first.")
    document = kpi_sheets(facts)
    rendered = write_pdf(document, out, progress=progress, cancelled=cancelled)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    return Exported(out, document.title, rendered.pages, digest, facts.owner.marking)
