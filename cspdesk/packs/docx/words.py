"""Words in a line: runs with weight, colour and language, links, page references, marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run as WordRun

from cspdesk.packs.docx.looks import INK, NAVY, SECONDARY, WHITE
from cspdesk.packs.docx.xml import add_field, element, fit_text, link_runs, put, shade
from cspdesk.packs.inline import (
    Chip,
    Inline,
    Mark,
    PageCount,
    PageRef,
    Run,
    Sign,
    Text,
    Tone,
    Weight,
    inlines,
)

if TYPE_CHECKING:
    from cspdesk.packs.docx.pen import Pen

_TONES = {Tone.INK: INK, Tone.SECONDARY: SECONDARY, Tone.NAVY: NAVY, Tone.WHITE: WHITE}
_SIZES = {"note": 9.5, "body": 11, "lead": 12, "figure": 16, "big": 26}
# The word for a mark always stands beside it; the letter only repeats its form and colour.
MARKS = {
    Mark.RED: ("◆", "A8121C"),
    Mark.AMBER: ("▲", "6E4300"),
    Mark.GREEN: ("●", "0B6B3A"),
    Mark.NOT_RATED: ("○", SECONDARY),
    Mark.GAP: ("□", SECONDARY),
    Mark.UP: ("↑", INK),
    Mark.DOWN: ("↓", INK),
    Mark.FLAT: ("→", INK),
    Mark.BACK: ("←", INK),
    Mark.TICK_BOX: ("☐", INK),
}
_WEB = ("https://", "http://", "mailto:")


def write(pen: Pen, paragraph: Paragraph, text: Text, *, bold: bool | None = None) -> None:
    """Add a text to a paragraph; `bold` is for the parts that do not say their weight."""
    for part in inlines(text):
        _write_part(pen, paragraph, part, bold)


def _write_part(pen: Pen, paragraph: Paragraph, part: Inline, bold: bool | None) -> None:
    if isinstance(part, str):
        plain_run(paragraph, part, bold)
    elif isinstance(part, Run):
        _write_run(pen, paragraph, part, bold)
    elif isinstance(part, PageRef):
        _write_reference(pen, paragraph, part)
    elif isinstance(part, PageCount):
        add_field(paragraph, "NUMPAGES", "–", stale=True)
        plain_run(paragraph, part.words, bold)
    elif isinstance(part, Sign):
        letter, colour = MARKS[part.mark]
        plain_run(paragraph, f"{letter}\u00a0").font.color.rgb = RGBColor.from_string(colour)
    else:
        write_chip(paragraph, part)


def plain_run(paragraph: Paragraph, text: str, bold: bool | None = None) -> WordRun:
    """A run of typed text, made fit for XML."""
    run = paragraph.add_run(fit_text(text))
    run.bold = bold
    return run


def write_chip(paragraph: Paragraph, chip: Chip) -> None:
    """A tag: white on navy when it is solid, bold navy otherwise."""
    run = plain_run(paragraph, f"\u00a0{chip.text}\u00a0" if chip.solid else chip.text, True)
    run.font.color.rgb = RGBColor.from_string(WHITE if chip.solid else NAVY)
    if chip.solid:
        put(run._r.get_or_add_rPr(), shade(NAVY))
    plain_run(paragraph, " ")


def _write_run(pen: Pen, paragraph: Paragraph, part: Run, bold: bool | None) -> None:
    run = plain_run(paragraph, part.text, bold)
    if part.weight is not None:
        run.bold = part.weight is not Weight.REGULAR
    if part.tone is not None:
        run.font.color.rgb = RGBColor.from_string(_TONES[part.tone])
    if part.size:
        run.font.size = Pt(_SIZES[part.size])
    if part.lang:
        put(run._r.get_or_add_rPr(), element("w:lang", val=part.lang))
    _link(pen, paragraph, run, part.link)


def _link(pen: Pen, paragraph: Paragraph, run: WordRun, link: str) -> None:
    if link.startswith("#"):
        link_runs(paragraph, [run], place=pen.place(link[1:]))
    elif link:
        address = link if link.lower().startswith(_WEB) else f"mailto:{link}" * ("@" in link)
        if address:
            link_runs(paragraph, [run], address=address)
            run.font.underline = True


def _write_reference(pen: Pen, paragraph: Paragraph, ref: PageRef) -> None:
    """ "item 5, page 11": the number is Word's own, worked out when the file is opened."""
    place = pen.place(ref.key)
    lead = ref.words if ref.number_only else f"{ref.words}page\u00a0"
    runs = [plain_run(paragraph, lead)] if lead else []
    runs += add_field(paragraph, f"PAGEREF {place} \\h", "–", stale=True)
    link_runs(paragraph, runs, place=place)


def set_language(paragraph: Paragraph, language: str) -> None:
    """The language of all that stands in the paragraph so far."""
    for run in paragraph.runs:
        put(run._r.get_or_add_rPr(), element("w:lang", val=language))
