"""The comms plan and the good news as rows: what a cell shows of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line, Lines, Piece, rag_words, two_lines, work_state
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.comms.records import GoodNews, PlanLine

_CHANNELS = 2
_GAP = 3  # columns that the words of an item without a message run over
_CHANNELS_FROM = 760  # px of the list at 100 % below which channels are left to the inspector

# By the value of cspdesk.comms.rules.CommsState, which the first paint need not import.
_MARKS = {"published": "done", "ready": "half", "to_sign_off": "half", "to_decide": "todo"}


class PlanView(RowsView):
    """The plan: the items in order, then what stands beside the agenda."""

    def __init__(self) -> None:
        model: RowsModel[PlanLine] = RowsModel(_PLAN, key=lambda line: line.key)
        super().__init__(model, name="Comms plan", kind="agenda", sortable=False)
        self.empty_text = "No item on this agenda yet."

    def show_lines(self, lines: Sequence[PlanLine]) -> None:
        self.rows.set_records(lines)
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        self.setColumnHidden(_CHANNELS, room < _CHANNELS_FROM)


class OffersView(RowsView):
    """Good news that the figures offer; Enter takes it into the plan."""

    def __init__(self) -> None:
        model: RowsModel[GoodNews] = RowsModel(_OFFERS, key=lambda one: one.indicator_id)
        super().__init__(model, name="Good news offered", kind="agenda", sortable=False)
        self.empty_text = "No figure is well better than its target, or all of it is told."


def state_piece(line: PlanLine) -> Piece:
    """How the line stands, as mark and words."""
    state, words = line.standing.state.value, line.standing.words
    if state == "overdue":
        return rag_words("red", words)
    if state == "incomplete" or (state == "to_decide" and words == "Not decided"):
        return rag_words("amber", words)
    if state == "none_needed":
        return Piece(words, tone="hint")
    return work_state(_MARKS[state], words)


def _item(line: PlanLine) -> Lines:
    return two_lines(line.place, line.about)


def _message(line: PlanLine) -> Lines | Line:
    if line.message is not None:
        audience = line.message.audience
        for_whom = f"For {_small(audience)}" if audience else "For nobody named yet"
        return two_lines(_flat(line.message.message), for_whom, strong=False)
    if line.standing.state.value == "none_needed":
        return Line((Piece("Nothing needed", tone="second"),), span=_GAP)
    asked = (Piece(_flat(line.asked), tone="second"),) if line.asked else ()
    return Line((Piece("No decision yet", tone="second", box="dashed"), *asked), span=_GAP)


def _message_words(line: PlanLine) -> str:
    if line.message is not None:
        return _flat(line.message.message)
    settled = line.standing.state.value == "none_needed"
    return "Nothing needed" if settled else "No decision yet"


def _channels(line: PlanLine) -> Line | Lines | None:
    if line.message is None:
        return None
    named = line.message.all_channels
    if not named:
        return Line((Piece("No channel yet", tone="second", box="dashed"),))
    rest = ", ".join(_short(name) for name in named[1:])
    return two_lines(_short(named[0]), rest, strong=False)


def _channel_words(line: PlanLine) -> str:
    return ", ".join(line.message.all_channels) if line.message else ""


def _who(line: PlanLine) -> Lines | Line | None:
    if line.message is None:
        return None
    who, when = line.message.who, _when(line)
    if not who:
        return Lines(
            (Piece("Nobody yet", tone="second", box="dashed"),), (Piece(when, tone="second"),)
        )
    return two_lines(who, when, strong=False)


def _who_words(line: PlanLine) -> str:
    return (
        ", ".join(part for part in (line.message.who, _when(line)) if part) if line.message else ""
    )


def _when(line: PlanLine) -> str:
    from cspdesk.calendar import short_date

    due = line.message.due_on if line.message else None
    return f"by {short_date(due)}" if due else "no date yet"


def _offer(one: GoodNews) -> Lines:
    caution = one.cautions[0] if one.cautions else one.why
    return two_lines(one.draft, caution, strong=False)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _short(name: str) -> str:
    """A channel's name without what explains it: "Haringey People"."""
    return name.split(",", 1)[0]


def _small(text: str) -> str:
    """A first letter small, unless the word is written in capitals ("GPs")."""
    first = text.split(" ", 1)[0]
    return text if first[:2].isupper() else text[:1].lower() + text[1:]


_USE = Line((Piece("Use it", tone="accent", style="label-strong", link="use"),))
_PLAN: tuple[Column[PlanLine], ...] = (
    Column("Item", lambda line: f"{line.place}, {line.about}", cell=_item, width=212,
           tooltip=lambda line: line.about),
    Column("Message, and for whom", _message_words, cell=_message,
           tooltip=lambda line: line.message.message if line.message else line.asked),
    Column("Channels", _channel_words, cell=_channels, width=176,
           tooltip=lambda line: "\n".join(line.message.all_channels) if line.message else ""),
    Column("Who, and by when", _who_words, cell=_who, width=164, tooltip=_who_words),
    Column("State", lambda line: line.standing.words, width=172,
           cell=lambda line: Line((state_piece(line),)),
           tooltip=lambda line: line.standing.words),
)  # fmt: skip

_OFFERS: tuple[Column[GoodNews], ...] = (
    Column("KPI", lambda one: f"{one.code} {one.name}", width=212,
           cell=lambda one: two_lines(one.code, one.name)),
    Column("Draft, and what to settle first", lambda one: one.draft, cell=_offer,
           tooltip=lambda one: "\n".join((one.draft, *one.cautions))),
    Column("", lambda one: "Use it", cell=lambda one: _USE, width=82),
)  # fmt: skip
