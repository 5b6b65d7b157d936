"""One partner: its seats, and the records behind each figure, each a way to its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.delegates.cells import rag_words
from ui.ownership.columns import TITLES
from ui.theme import label, theme
from ui.widgets.buttons import LinkButton
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.ownership.records import Entry, PartnerRecord

_SHOWN = 12  # records of a measure; the rest is in the workbook and at its place
_LONG = 56  # letters of a title before it is cut


class OwnershipInspector(Inspector):
    """`place_wanted(page, target, cycle id or None)` when a record is pressed."""

    place_wanted = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__("Partner")
        self.partner: PartnerRecord | None = None
        self.links: list[LinkButton] = []
        self._lists: dict[str, tuple[Section, QVBoxLayout]] = {}
        seats = self.add_section("Seats on the Board")
        self.seats = wrapped("")
        self.people = LinkButton("Seats and people", self._press_people)
        seats.box.addWidget(self.seats)
        seats.box.addWidget(self.people)
        self.missing = wrapped("", "label", "second")
        for name, title in TITLES.items():
            section = self.add_section(title)
            host = QWidget()
            box = QVBoxLayout(host)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(theme().px(5))
            section.box.addWidget(host)
            if name == "attendance":
                section.box.addWidget(self.missing)
            self._lists[name] = (section, box)
        self.show_partner(None)

    def show_partner(self, one: PartnerRecord | None) -> None:
        self.body.setVisible(one is not None)
        self.partner = one
        self.links = []
        if one is None:
            self.set_head("", "No partner chosen")
            return
        nothing = rag_words("amber", "Owns nothing") if one.has_nothing else None
        self.set_head(f"{one.owner.code}, {one.owner.sector.label}", one.owner.name, state=nothing)
        self.seats.setText("\n".join(one.owner.seats) or "None")
        self.missing.setText(one.missing)
        self.missing.setVisible(bool(one.missing))
        for name, (_section, box) in self._lists.items():
            self._fill(box, name, one)

    def _fill(self, box: QVBoxLayout, name: str, one: PartnerRecord) -> None:
        from cspdesk.ownership.rules import Measure, figure_words

        while (item := box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        measure = Measure(name)
        first, second = figure_words(measure, one.tallies[measure])
        box.addWidget(wrapped(", ".join(part for part in (first, second) if part), "strong"))
        entries = one.of(measure)
        for entry in entries[:_SHOWN]:
            box.addWidget(self._row(entry))
        if len(entries) > _SHOWN:
            box.addWidget(label(f"and {len(entries) - _SHOWN} more", "label", "second"))

    def _row(self, entry: Entry) -> QWidget:
        """The record's words under its title; the title leads to its place."""
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        link = LinkButton(_cut(entry.heading), lambda: self._press(entry))
        link.setAccessibleName(f"{entry.heading}: {entry.words}")
        link.setToolTip(entry.heading)
        self.links.append(link)
        column.addWidget(link)
        column.addWidget(wrapped(entry.words, "label", "second"))
        return row

    def _press_people(self) -> None:
        if self.partner is not None:
            self.place_wanted.emit("people", f"organisation:{self.partner.owner.id}", None)

    def _press(self, entry: Entry) -> None:
        self.place_wanted.emit(entry.page, entry.target, entry.cycle_id)

    def take_focus(self) -> None:
        if self.links:
            self.links[0].setFocus()


def _cut(title: str) -> str:
    flat = " ".join(title.split())
    return flat if len(flat) <= _LONG else f"{flat[: _LONG - 1].rstrip()}…"
