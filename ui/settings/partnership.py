"""The partnership: its name, whom to ask, how its papers are marked, when its years begin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cspdesk.calendar import MONTHS
from db.vocabulary import Marking
from ui.settings.form import SettingsForm
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.settings.queries import PartnershipCard
    from ui.settings.page import SettingsPage

_MONTHS = [(name, number) for number, name in enumerate(MONTHS, 1)]
_YEARS = ("municipal_year_start", "financial_year_start")


class PartnershipView(QWidget):
    """Who the partnership is, as its documents say it."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        self.card: PartnershipCard | None = None
        self.form = form = SettingsForm(page.operations, self._command, self.refresh)
        form.heading("On every document")
        form.row(
            (form.line("name", "&Name of the partnership"), 2),
            (form.line("borough", "&Borough", hint="As police spreadsheets spell it"), 1),
        )
        form.row(
            (form.line("secretariat", "&Secretariat"), 1),
            (form.line("contact", "&Contact", hint="Where questions and apologies go"), 1),
        )
        marks = [(mark.label, mark) for mark in Marking]
        form.row(
            (form.choice("marking", "&Marking", marks, hint="At top and foot of every page"), 1),
            (QWidget(), 1),
        )
        form.heading("Years")
        form.row(
            (form.choice("municipal_year_start", "M&unicipal year begins in", _MONTHS), 1),
            (form.choice("financial_year_start", "&Financial year begins in", _MONTHS), 1),
        )
        form.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(form))

    def refresh(self) -> None:
        from cspdesk.settings.queries import partnership

        self.card = card = self.page.desk.ask(partnership)
        names = [*self.form.lines, *self.form.choices]
        self.form.show_values({name: getattr(card, name) for name in names})

    def _command(self, name: str, value: Any) -> Command:
        from cspdesk.settings.commands import SetMeetingDefaults, SetPartnership

        card, changed = self.card, {name: value}
        assert card is not None
        kind: Any = SetMeetingDefaults if name in _YEARS else SetPartnership
        made: Command = kind(card.id, card.version, **changed)
        return made

    def panes(self) -> list[QWidget]:
        return [self.form]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "keep"), ("Esc", "as it was")]
