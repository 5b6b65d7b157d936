"""The neutral document: what a paper says, without saying how it is drawn.

Builders make these frozen records from what was read; a renderer (PDF, Word) turns them into pages.
Lengths are millimetres. Text is a plain string, or a tuple of strings and inline parts.
`key` names a place for links, page references and bookmarks; it must be unique in a document.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from cspdesk.charts.primitives import Drawing
from cspdesk.packs.grids import (
    Band,
    Cell,
    CellLike,
    CellPart,
    ChipLine,
    Column,
    DataTable,
    Figure,
    Group,
    KpiPanel,
    Picture,
    Row,
    UnitChart,
    UnitColumn,
    UnitRow,
    lines_cell,
    status_cell,
)
from cspdesk.packs.inline import (
    Align,
    Chip,
    Inline,
    Mark,
    PageCount,
    PageRef,
    Run,
    Sign,
    Size,
    Text,
    Tone,
    Weight,
    bold,
    inlines,
    plain,
    quiet,
)

__all__ = [
    "Align",
    "AskBox",
    "AttachedPages",
    "Band",
    "BigFigure",
    "Block",
    "BulletList",
    "Cell",
    "CellLike",
    "CellPart",
    "Chip",
    "ChipLine",
    "Column",
    "Contents",
    "Cover",
    "DataTable",
    "Document",
    "Drawing",
    "Eyebrow",
    "Fact",
    "FactStrip",
    "Figure",
    "FormField",
    "FormRow",
    "Group",
    "Heading",
    "Inline",
    "KeepTogether",
    "KeyBox",
    "KpiPanel",
    "LabelRow",
    "Lead",
    "Legend",
    "Mark",
    "Note",
    "NumberedList",
    "PageBreak",
    "PageCount",
    "PageRef",
    "Paragraph",
    "Picture",
    "RefItem",
    "RefList",
    "Row",
    "Run",
    "Section",
    "Sign",
    "Signpost",
    "Size",
    "Space",
    "Text",
    "Tile",
    "Tone",
    "UnitChart",
    "UnitColumn",
    "UnitRow",
    "Weight",
    "bold",
    "inlines",
    "lines_cell",
    "plain",
    "quiet",
    "status_cell",
]


# ---- words --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Eyebrow:
    """The line above a heading: what this page belongs to, with its chips.

    On KPI pages it is the only first-level heading there is: set `is_heading` and, if linked to,
    `key`.
    """

    text: Text
    is_heading: bool = False
    key: str = ""
    bookmark: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1, 2 or 3; levels are never skipped.

    `bookmark` replaces the text in the outline and the contents; `in_contents` keeps it out of the
    contents page.
    `look` "question" is a second-level heading of homework sheets (13 pt), "label" one that looks
    like the label of a row whose content takes the whole width.
    """

    level: int
    text: Text
    key: str = ""
    bookmark: str = ""
    in_contents: bool = True
    look: Literal["", "question", "label"] = ""


@dataclass(frozen=True, slots=True)
class Lead:
    """One sentence under a first-level heading, larger than the text."""

    text: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    lang: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Small secondary text: sources, keys, exceptions."""

    text: Text


@dataclass(frozen=True, slots=True)
class BulletList:
    """Items are texts; a tuple of blocks is not an item (use paragraphs and shorter lists)."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """ "a." for what a board is asked to do, "(a)" for resolutions, "1." for steps."""

    items: tuple[Text, ...]
    style: Literal["a.", "(a)", "1."] = "a."
    start: int = 1


@dataclass(frozen=True, slots=True)
class RefItem:
    """One line: a reference, its text, and (often a date) at the right."""

    ref: Text
    text: Text
    right: Text = ""


@dataclass(frozen=True, slots=True)
class RefList:
    """References in a column of `ref_width`, their texts beside them: actions of a minute,
    decisions of a meeting.
    """

    items: tuple[RefItem, ...]
    ref_width: float = 13.0


@dataclass(frozen=True, slots=True)
class Legend:
    """What the marks mean, in one line or more."""

    items: tuple[tuple[Mark, str], ...]


# ---- the label column and boxes -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label at the left (38 mm) and blocks beside it (126 mm).

    `level` is the heading level of the label, 0 when the heading is among the blocks (homework
    questions).
    `aside` stands under the label. `look` "number" sets the label as a large figure.
    Rows that follow each other share their rules; `rule_above=False` opens a group without one,
    `rule_below=False` closes it without one.
    """

    label: Text
    blocks: tuple[Block, ...]
    level: int = 2
    aside: tuple[Block, ...] = ()
    look: Literal["", "number"] = ""
    rule_above: bool = True
    rule_below: bool = True
    key: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    value: Text


@dataclass(frozen=True, slots=True)
class FactStrip:
    """Starts, led by, priority, full paper: small labels with bold values in one row, or in an
    outlined box.
    """

    facts: tuple[Fact, ...]
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class AskBox:
    """ "Decision sought": the one outlined text box of a page."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class KeyBox:
    """What to remember (RESOLVED, what the partnership can add, good news): pale with a navy
    bar.
    """

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class BigFigure:
    """One large figure, what it counts, and perhaps a small picture beside it."""

    value: str
    text: Text
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Signpost:
    """Stands where a paper will be: "to follow", "verbal", "withheld", with the reason and what to
    expect.
    """

    statement: Text
    detail: Text = ""


# ---- forms, cover, contents ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FormField:
    """A box to write in, on screen or on paper. `tooltip` is the whole question; `name` is
    unique.
    """

    name: str
    label: str
    tooltip: str
    height: float = 30.0


@dataclass(frozen=True, slots=True)
class FormRow:
    """Fields side by side, of one height."""

    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class Tile:
    """A priority on the cover; the one in focus is tinted."""

    title: str
    detail: str
    in_focus: bool = False


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page: who meets, when and where, what will be decided and how the time is spent."""

    title: str
    edition: str
    date: str
    venue: str
    tiles: tuple[Tile, ...] = ()
    decisions_title: str = ""
    decisions: tuple[RefItem, ...] = ()
    plan_title: str = ""
    plan: Drawing | None = None
    reading_note: Text = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A line for each heading down to `depth`, with its page or range of pages, each a link."""

    depth: int = 1
    ranges: bool = True


@dataclass(frozen=True, slots=True)
class AttachedPages:
    """The pages of a paper that came as PDF, one to a page, smaller so that header and footer stay.

    `title` names it for those who cannot see the pages. Put an Eyebrow with `is_heading` before it.
    Rendering raises WorldError when `data` is no PDF or needs a password.
    """

    data: bytes = field(repr=False)
    title: str


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True)
class Space:
    """White space in millimetres; none at the top of a page."""

    height: float


@dataclass(frozen=True, slots=True)
class KeepTogether:
    """On one page if they fit on one."""

    blocks: tuple[Block, ...]


Block: TypeAlias = (
    Eyebrow | Heading | Lead | Paragraph | Note | BulletList | NumberedList | RefList | Legend
    | LabelRow | FactStrip | AskBox | KeyBox | BigFigure | Signpost
    | DataTable | Figure | KpiPanel | UnitChart | FormField | FormRow
    | Cover | Contents | AttachedPages | PageBreak | Space | KeepTogether
)  # fmt: skip


# ---- the whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """One item or paper. `running` replaces the document's name at the right of the header: "Item
    5, paper 5.1".

    `scale` "public" is larger throughout. A cover section has `bare_header`: no names in the
    header. With `fit` the section is set closer until it takes no more than so many pages, then
    tried again with each of `shorter` in place of `blocks`; these have the same headings.
    With `joins` it begins on the page of the section before it when it fits there whole.
    """

    blocks: tuple[Block, ...]
    new_page: bool = True
    running: str = ""
    scale: Literal["", "public"] = ""
    bare_header: bool = False
    lang: str = ""
    fit: int = 0
    shorter: tuple[tuple[Block, ...], ...] = ()
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    `marking` stands at the top and bottom of every page ("OFFICIAL-SENSITIVE", "PUBLIC EDITION" or
    nothing), `running`
    at the right of the header, `edition_line` at the left of the footer. `created` is the date the
    document says it
    was made, so the same document is the same bytes. A supplement goes on from `first_page`.
    """

    title: str
    partnership: str
    sections: tuple[Section, ...]
    created: dt.datetime
    running: str = ""
    marking: str = ""
    edition_line: str = ""
    draft: bool = False
    language: str = "en-GB"
    subject: str = ""
    first_page: int = 1
