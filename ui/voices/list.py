"""Voices as rows under their themes; wards and communities with how often they were heard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line, Lines, Piece, rag_words, text, two_lines, work_state
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.voices.queries import Coverage, PlaceLine, VoiceLine

_ITEM, _DID = 2, 4
_FROM = {_ITEM: 620, _DID: 1180}  # px of the list at 100 % from which a column is shown
OTHER = "Other themes"


class VoiceList(GroupedView):
    """Voices grouped by theme; those without an answer first."""

    def __init__(self) -> None:
        model: GroupedModel[VoiceLine] = GroupedModel(_VOICES, key=lambda line: line.id)
        super().__init__(model, name="Voices", kind="agenda")

    def show_lines(self, lines: Sequence[VoiceLine]) -> None:
        held: dict[str, list[VoiceLine]] = {}
        for line in lines:
            held.setdefault(line.theme or OTHER, []).append(line)
        order = sorted(held, key=lambda theme_: (theme_ == OTHER, -len(held[theme_]), theme_))
        self.rows.set_groups(
            [Group(key, key, tuple(held[key]), detail=_detail(held[key])) for key in order]
        )
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


class CoverageList(GroupedView):
    """Wards, then communities: those not heard for a year carry a mark and say so."""

    def __init__(self) -> None:
        model: GroupedModel[PlaceLine] = GroupedModel(
            _PLACES, key=lambda line: (line.is_ward, line.id)
        )
        super().__init__(model, name="Who has been heard", kind="agenda")

    def show_coverage(self, found: Coverage) -> None:
        from cspdesk.voices.rules import holes_sentence

        wards = holes_sentence([line.heard for line in found.wards], "ward")
        communities = holes_sentence(
            [line.heard for line in found.communities], "community", "communities"
        )
        self.rows.set_groups(
            [
                Group("wards", "Wards", found.wards, detail=wards),
                Group("communities", "Communities", found.communities, detail=communities),
            ]
        )
        self.choose_first()


def _detail(lines: Sequence[VoiceLine]) -> str:
    open_ = sum(not line.did for line in lines)
    return f"{open_} without an answer" if open_ else ""


def answer_piece(line: VoiceLine) -> Piece:
    """What became of it, as mark and words."""
    if not line.did:
        return work_state("todo", line.answer)
    return work_state("done" if line.did_on else "half", line.answer)


def _day(line: VoiceLine) -> str:
    from cspdesk.calendar import SHORT_MONTHS

    day = line.heard_on
    return f"{day.day} {SHORT_MONTHS[day.month - 1]} {day.year}"


def _said(line: VoiceLine) -> Lines:
    return two_lines(f"“{line.said}”", line.who, strong=False)


def _did(line: VoiceLine) -> Line:
    if line.did:
        return text(line.did, small=True)
    return Line((Piece("No answer yet", tone="second", box="dashed"),))


def _about(line: VoiceLine) -> str:
    return ", ".join(part for part in (line.item, line.priority, line.indicator) if part)


def _last(line: PlaceLine) -> str:
    from cspdesk.calendar import plain_date

    return plain_date(line.heard.last) if line.heard.last else "Never"


def _hole(line: PlaceLine) -> str:
    never = "Never heard" if line.heard.last is None else "Not heard for a year"
    return never if line.heard.is_hole else "Heard"


def _hole_cell(line: PlaceLine) -> Line:
    if line.heard.is_hole:
        return Line((rag_words("amber", _hole(line)),))
    return Line((work_state("done", "Heard"),))


_VOICES: tuple[Column[VoiceLine], ...] = (
    Column("What was said", lambda line: f"{line.said} ({line.who})", cell=_said,
           tooltip=lambda line: line.said),
    Column("Heard", _day, width=110, sort=lambda line: line.heard_on),
    Column("About", _about, width=220, cell=lambda line: text(_about(line), small=True),
           tooltip=_about),
    Column("State", lambda line: line.answer, width=130,
           cell=lambda line: Line((answer_piece(line),))),
    Column("What we did", lambda line: line.did, width=260, cell=_did,
           tooltip=lambda line: line.did),
)  # fmt: skip
_PLACES: tuple[Column[PlaceLine], ...] = (
    Column("Ward or community", lambda line: line.heard.name, strong=True),
    Column("State", _hole, cell=_hole_cell, width=190),
    Column("This cycle", lambda line: str(line.heard.in_cycle), align="right", width=90),
    Column("In a year", lambda line: str(line.heard.in_year), align="right", width=90),
    Column("Last heard", _last, width=150),
    Column("Police Ward Panel", lambda line: line.panel, width=230,
           cell=lambda line: text(line.panel, small=True)),
)  # fmt: skip
