"""Seats under their groups: whose, who holds them since when, who substitutes, who came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line, Piece, chip, text
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel, Tally
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.people.seat_records import SeatCard

# Columns that give way, with the room in px at 100 % from which they are shown.
_FROM = {2: 800, 4: 1120, 5: 700}


class SeatList(GroupedView):
    """Every seat, under the groups in the order of the structure."""

    def __init__(self) -> None:
        model: GroupedModel[SeatCard] = GroupedModel(_COLUMNS, key=lambda card: card.id)
        super().__init__(model, name="Seats", kind="general")
        self.setUniformRowHeights(True)

    def show_cards(self, cards: Sequence[SeatCard]) -> None:
        """Show these seats; the chosen one stays chosen while it is there."""
        held: dict[int, list[SeatCard]] = {}
        for card in cards:
            held.setdefault(card.seat.group_id, []).append(card)
        self.rows.set_groups([_group(key, mine) for key, mine in held.items()])
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def _group(key: int, cards: Sequence[SeatCard]) -> Group[SeatCard]:
    vacant = sum(card.is_vacant for card in cards)
    named = sum(card.holder is not None for card in cards)
    seats = "1 seat" if len(cards) == 1 else f"{len(cards)} seats"
    tallies = (Tally(f"{vacant} vacant"),) if vacant else ()
    return Group(key, cards[0].seat.group, tuple(cards), f"{seats}, {named} with a name", tallies)


def _role(card: SeatCard) -> Line:
    return Line((Piece(card.seat.role, style="strong"), *seat_chips(card)))


def seat_chips(card: SeatCard) -> tuple[Piece, ...]:
    """What is particular about a seat: co-chair, key for the quorum, co-opted."""
    said = (
        ("Co-chair", card.seat.co_chair),
        ("Key partner", card.seat.key_partner),
        ("Co-opted", card.seat.co_opted),
    )
    return tuple(chip(words) for words, so in said if so)


def _role_words(card: SeatCard) -> str:
    return ", ".join([card.seat.role, *(piece.text for piece in seat_chips(card))])


def _organisation(card: SeatCard) -> Line:
    if card.is_vacant:
        kept = f"for {card.seat.organisation}" if card.seat.organisation else ""
        pieces = [Piece("Vacant", tone="second", box="dashed")]
        return Line(tuple(pieces + ([Piece(kept, tone="second")] if kept else [])))
    return text(card.seat.organisation)


def sector_words(card: SeatCard) -> str:
    """ "Fire, statutory", "Voluntary", or "" for a seat that nobody has."""
    if card.sector is None:
        return ""
    return f"{card.sector.label}, statutory" if card.statutory else card.sector.label


def _holder(card: SeatCard) -> Line:
    if card.holder is not None:
        return text(card.holder.person.name)
    if card.is_vacant:
        return text("")
    return Line((Piece("No name yet", tone="second", box="dashed"),))


def _since(card: SeatCard) -> str:
    day = card.holder.from_on if card.holder else None
    return f"{day.day} {day:%b %Y}" if day else ""


def _substitutes(card: SeatCard) -> str:
    """Names, and how often any substitute came."""
    names = [one.person.name for one in card.substitutes]
    came = sum(times for _name, times in card.sent)
    said = ", ".join(names)
    if came:
        often = {1: "once", 2: "twice"}.get(came, f"{came} times")
        said = f"{said}, {often}" if said else f"Came {often}"
    return said


def _attended(card: SeatCard) -> str:
    """ "2 of 3"; nothing for a seat where nobody could come."""
    if card.is_vacant and not card.attendance.recorded:
        return ""
    return card.attendance.short


_COLUMNS: tuple[Column[SeatCard], ...] = (
    Column("Seat", _role_words, cell=_role, tooltip=lambda card: card.seat.note),
    Column(
        "Organisation",
        lambda card: "Vacant" if card.is_vacant else card.seat.organisation,
        cell=_organisation,
        width=140,
    ),
    Column("Sector", sector_words, cell=lambda c: text(sector_words(c), small=True), width=144),
    Column(
        "Held by",
        lambda card: card.holder.person.name if card.holder else card.state,
        cell=_holder,
        width=132,
    ),
    Column("Since", _since, cell=lambda card: text(_since(card), small=True), width=92),
    Column(
        "Substitutes",
        _substitutes,
        cell=lambda card: text(_substitutes(card), small=True),
        tooltip=_substitutes,
        width=120,
    ),
    Column(
        "Attendance",
        _attended,
        cell=lambda card: text(
            _attended(card), small=True, tone="" if card.attendance.recorded else "hint"
        ),
        spoken=lambda card: card.attendance.words,
        tooltip=lambda card: card.attendance.words,
        sort=lambda card: card.attendance.there,
        width=104,
    ),
)
