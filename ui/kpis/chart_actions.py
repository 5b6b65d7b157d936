"""What can be done from an indicator's chart: copy it, re-base it, take a re-base back, explore."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from cspdesk.charts.marks import MarkName
from cspdesk.kpis.facts import Break
from cspdesk.kpis.records import IndicatorCard
from ui.agenda.prompts import LinePrompt
from ui.charts.widget import ChartView
from ui.pages import module_exists
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.page import PageContext

_ENOUGH = 13  # figures from which limits are no longer called trial limits


class ChartActions(QObject):
    """Buttons for the chart's head and lines for its menu; `set_card` says of which indicator."""

    def __init__(self, chart: ChartView, context: PageContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart, self.context = chart, context
        self.card: IndicatorCard | None = None
        self.can_rebase = False  # only the XmR chart has limits to start anew
        self.explorer: Any = None
        self.explores = module_exists("ui.kpis.explorer")
        self.explore = SecondaryButton("E&xplore…", self.open_explorer, compact=True)
        self.more = SecondaryButton("&More", self._show_menu, compact=True,
                                    mark=MarkName.CHEVRON_DOWN)  # fmt: skip
        self.more.setAccessibleName("More to do with this chart")
        self.prompt = RebasePrompt()
        self.prompt.line.answered.connect(self._rebase)
        chart.menu_made.connect(self.fill)
        self._key = QShortcut(QKeySequence("Ctrl+Shift+E"), parent, self.open_explorer)
        self.explore.setToolTip("Zoom, compare and look far back (Ctrl+Shift+E)")

    def set_card(self, card: IndicatorCard | None, *, can_rebase: bool) -> None:
        """The indicator shown; another one puts an open question away."""
        drawn = card is not None and card.series is not None
        if card is None or self.card is None or card.line.id != self.card.line.id:
            self.prompt.hide()
        self.card, self.can_rebase = card, can_rebase and drawn
        self.explore.setVisible(drawn and self.explores)
        self.more.setVisible(drawn)

    # -- the menu -----------------------------------------------------------------------------

    def _show_menu(self) -> None:
        menu = self.chart.menu()
        menu.exec(self.more.mapToGlobal(QPoint(0, self.more.height())))
        menu.deleteLater()

    def fill(self, menu: QMenu) -> None:
        """Add what belongs to the indicator to the chart's own menu."""
        if self.explores:
            menu.addAction("E&xplore…\tCtrl+Shift+E", self.open_explorer)
        if self.card is None or not self.can_rebase:
            return
        menu.addSeparator()
        at = self._period()
        words = f"&Re-base from {at[1]}…" if at else "&Re-base from here…"
        why = self._why_not(at)
        rebase = menu.addAction(words, self.ask_rebase)
        rebase.setEnabled(not why)
        rebase.setToolTip(why)
        if why:
            rebase.setText(f"{words}  ({why})")
        for held in self.card.breaks:
            if held.rebase:
                self._add_take_back(menu, held)

    def _add_take_back(self, menu: QMenu, held: Break) -> None:
        name = self._name(held.start)
        taken = menu.addAction(f"&Take back the re-base from {name}", self._taking_back(held))
        taken.setToolTip(held.reason)
        taken.setEnabled(not self.context.operations.refusal)

    def _taking_back(self, held: Break) -> Callable[[], None]:
        def take_back() -> None:
            from cspdesk.kpis.spc_commands import TakeBackRebase

            self.context.operations.run(TakeBackRebase(held.id))

        return take_back

    def _period(self) -> tuple[date, str, int] | None:
        """Start, name and place of the period being read."""
        point = self.chart.read_point()
        series = self.card.series if self.card else None
        if point is None or series is None:
            return None
        for place, period in enumerate(series.periods):
            if period.start.isoformat() == point.key:
                return period.start, period.label, place
        return None

    def _name(self, start: date) -> str:
        series = self.card.series if self.card else None
        periods = series.periods if series else ()
        return next((p.label for p in periods if p.holds(start)), f"{start:%b %Y}")

    def _why_not(self, at: tuple[date, str, int] | None) -> str:
        if self.context.operations.refusal:
            return "this file can only be read"
        if at is None:
            return "go to a point first"
        if at[2] == 0:
            return "nothing is before it"
        assert self.card is not None
        if any(held.start == at[0] for held in self.card.breaks):
            return "limits start anew here already"
        return ""

    # -- re-basing ----------------------------------------------------------------------------

    def ask_rebase(self) -> None:
        """Ask why average and limits should start anew at the period being read."""
        at, card = self._period(), self.card
        if at is None or card is None or card.series is None or self._why_not(at):
            return
        since = sum(value is not None for value in card.series.values[at[2] :])
        self._start = at[0]
        self.prompt.ask(_question(card.line.code, at[1], since))

    def _rebase(self, reason: str) -> None:
        from cspdesk.kpis.spc_commands import RebaseSeries

        if self.card is None:
            return
        command = RebaseSeries(self.card.line.id, self._start, reason)
        self.context.operations.run(
            command, fields=self.prompt.line.fields, on_done=lambda _changes: self._done()
        )

    def _done(self) -> None:
        self.prompt.hide()
        self.chart.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- exploring ----------------------------------------------------------------------------

    def open_explorer(self) -> None:
        """The explorer in a window of its own; its libraries are loaded only now."""
        if self.card is None or self.card.series is None or not self.explores:
            return
        if self.explorer is None:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
            try:
                module = import_module("ui.kpis.explorer")
            finally:
                QGuiApplication.restoreOverrideCursor()
            # Of the chart, not of the window: it goes when another file is opened.
            made = module.Explorer(self.context, self.chart)
            made.destroyed.connect(self._explorer_gone)
            self.explorer = made
        self.explorer.show_indicator(self.card.line.id)
        self.explorer.show()
        self.explorer.raise_()
        self.explorer.activateWindow()

    def _explorer_gone(self) -> None:
        self.explorer = None


def _question(code: str, name: str, since: int) -> str:
    """What a re-base does, before it is done."""
    figures = f"{since} figure{'' if since == 1 else 's'}"
    trial = "" if since >= _ENOUGH else f": trial limits until there are {_ENOUGH}"
    return (
        f"{code}: average and limits start anew at {name}, from the {figures} since then{trial}. "
        "What was before keeps its own."
    )


class RebasePrompt(QWidget):
    """What is about to happen, and a line for the reason."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("")
        self.words.setWordWrap(True)
        self.words.setContentsMargins(theme().px(16), theme().px(6), theme().px(16), 0)
        self.line = LinePrompt("Why re-base here?", "Re-base", ("reason", "period", ""))
        self.line.closed.connect(self.hide)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.words)
        box.addWidget(self.line)
        self.hide()

    def ask(self, words: str) -> None:
        self.words.setText(words)
        self.show()
        self.line.ask()
        self.line.edit.setAccessibleDescription(words)
