"""Small pieces that several pages of the pack share."""

from __future__ import annotations

from datetime import date

from cspdesk.agenda.queries import AgendaLine
from cspdesk.calendar import SHORT_MONTHS, plain_date
from cspdesk.kpis.records import IndicatorLine
from cspdesk.packs import blocks as b
from cspdesk.phrases import lines_of
from db.vocabulary import ItemType, Rag

RAG_MARKS = {
    Rag.RED: b.Mark.RED,
    Rag.AMBER: b.Mark.AMBER,
    Rag.GREEN: b.Mark.GREEN,
    Rag.GREY: b.Mark.NOT_RATED,
}
ARROW_MARKS = {"up": b.Mark.UP, "down": b.Mark.DOWN, "flat": b.Mark.FLAT}
LEGEND = b.Legend(
    (
        (b.Mark.RED, "Red: off target"),
        (b.Mark.AMBER, "Amber: at risk"),
        (b.Mark.GREEN, "Green: on target"),
        (b.Mark.NOT_RATED, "Not rated"),
        (b.Mark.GAP, "None yet"),
    )
)


def item_key(item_id: int) -> str:
    """The place of an item's front sheet."""
    return f"item-{item_id}"


def type_chip(kind: ItemType) -> b.Chip:
    """Decisions are solid; everything else is outlined."""
    return b.Chip(kind.label, kind is ItemType.DECISION)


def item_words(line: AgendaLine | None, words: str) -> tuple[b.Inline, ...]:
    """ "Item 2, highlight report", or just the words when no item on the agenda holds it."""
    if line is None:
        return (words[:1].upper() + words[1:],)
    return (b.Run(f"Item {line.number}, ", link=f"#{item_key(line.id)}"), words)


def rag_mark(line: IndicatorLine) -> b.Mark:
    """The mark of an indicator; one without a figure or a target has the dashed square."""
    if line.shown is Rag.GREY and line.gap is not None:
        return b.Mark.GAP
    return RAG_MARKS[line.shown]


def rag_word(line: IndicatorLine) -> str:
    """The word beside the mark; for a gap what is missing, which is more use than "not rated"."""
    if line.shown is Rag.GREY and line.gap is not None:
        return line.gap.label
    return "Not rated" if line.shown is Rag.GREY else line.shown.label


def rag_cell(line: IndicatorLine) -> b.Cell:
    """Status and direction as a cell."""
    return b.status_cell(rag_mark(line), rag_word(line), ARROW_MARKS.get(line.arrow), line.verdict)


def short_day(day: date | None) -> str:
    """ "13 Jan" for narrow columns, "No date" without one."""
    return f"{day.day} {SHORT_MONTHS[day.month - 1]}" if day else "No date"


def day_without_its_year(day: date, today: date) -> str:
    """ "16 March": the year is said only where it is another than this one."""
    return plain_date(day) if day.year != today.year else plain_date(day).rsplit(" ", 1)[0]


def paragraphs(text: str) -> tuple[b.Block, ...]:
    """A field as paragraphs, one for each line that holds something."""
    return tuple(b.Paragraph(line) for line in lines_of(text))


def text_row(label: str, text: str, level: int = 2) -> tuple[b.LabelRow, ...]:
    """A label row for a field, or nothing when the field is empty."""
    found = paragraphs(text)
    return (b.LabelRow(label, found, level=level),) if found else ()
