"""Ratings and charts: the tolerance of ratings, and the conventions of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.settings.form import SettingsForm
from ui.theme import theme
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.settings.queries import PartnershipCard
    from ui.settings.page import SettingsPage

_RUNS = [("7 points", 7), ("6 points", 6)]


class RatingsView(QWidget):
    """What holds for every indicator that has no tolerance of its own, and for every chart."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        self.card: PartnershipCard | None = None
        self.form = form = SettingsForm(page.operations, self._command, self.refresh)
        form.heading(
            "Red, amber and green",
            "Amber is off target by up to the tolerance, red is beyond it. An indicator can have "
            "its own.",
        )
        form.box.addWidget(
            form.number("tolerance", "&Tolerance", "per cent, or percentage points of a share")
        )
        form.lines["tolerance"].whole = False
        form.heading(
            "Control charts",
            "Authorities differ on these three. Whatever is chosen, chart, table and paper agree.",
        )
        form.row((form.choice("spc_run", "A t&rend or a shift is", _RUNS), 1), (QWidget(), 2))
        self._tick(
            "spc_screening",
            "&Leave out extreme moving ranges once when limits are worked out",
            "One freak month then does not widen the limits of all the others.",
        )
        self._tick(
            "spc_two_of_three_outside",
            "&Points beyond a limit count as close to it",
            "For the rule that two of three points close to a limit are a signal.",
        )
        form.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(form))

    def _tick(self, name: str, words: str, detail: str) -> None:
        tick, told = self.form.tick(name, words), wrapped(detail, "label", "second")
        tick.setAccessibleDescription(detail)
        told.setContentsMargins(theme().px(23), 0, 0, 0)  # under the words of the tick
        held = QVBoxLayout()
        held.setSpacing(0)
        held.addWidget(tick)
        held.addWidget(told)
        self.form.box.addLayout(held)

    def refresh(self) -> None:
        from cspdesk.settings.queries import partnership

        self.card = card = self.page.desk.ask(partnership)
        names = [*self.form.choices, *self.form.ticks]
        shown = {name: getattr(card, name) for name in names}
        self.form.show_values({**shown, "tolerance": f"{card.tolerance:g}"})

    def _command(self, name: str, value: Any) -> Command:
        from cspdesk.settings.commands import SetRatingDefaults

        card = self.card
        assert card is not None
        changed: dict[str, Any] = {name: _number(value) if name == "tolerance" else value}
        return SetRatingDefaults(card.id, card.version, **changed)

    def panes(self) -> list[QWidget]:
        return [self.form]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "keep"), ("Esc", "as it was")]


def _number(typed: str) -> float:
    """What was typed, "5 %" or "2.5"; minus one for anything else, which the command refuses."""
    try:
        return float(typed.removesuffix("%").strip())
    except ValueError:
        return -1.0
