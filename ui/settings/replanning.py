"""What would move if the cycles to come were planned by the settings; each is ticked or left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.kpis.editor_fields import Tick
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Fields, ProblemLabel
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.meetings.replanning import CycleReplan
    from ui.settings.page import SettingsPage

_WIDTH, _MOST = 560, 420


class ReplanDialog(QDialog):
    """A tick for each cycle with what would move in it; one command for all that are ticked."""

    def __init__(self, page: SettingsPage) -> None:
        from cspdesk.meetings.replanning import cycles_to_replan

        super().__init__(page.window())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Re-plan the cycles to come")
        self.page = page
        self.found = page.desk.ask(cycles_to_replan)
        self.ticks: dict[int, Tick] = {}
        self.whole = ProblemLabel()
        look, box = theme(), QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        box.addWidget(label(self.windowTitle(), "inspector"))
        words = "Days set by hand are among them. A step that has been stays where it was."
        box.addWidget(wrapped(words, "body", "second"))
        self._list(box)
        box.addWidget(self.whole)
        self.save = PrimaryButton("Re-plan what is ticked", self._save)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setFixedWidth(look.px(_WIDTH))
        self._allow()

    def _list(self, box: QVBoxLayout) -> None:
        held = QWidget()
        rows = QVBoxLayout(held)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(theme().px(4))
        for one in self.found:
            rows.addWidget(self._tick(one))
            for line in self._lines(one):
                said = wrapped(line, "label", "second")
                said.setContentsMargins(theme().px(23), 0, 0, 0)
                rows.addWidget(said)
            rows.addSpacing(theme().px(6))
        rows.addStretch(1)
        scroll = Scroll(held)
        width = theme().px(_WIDTH - 40)
        scroll.setFixedHeight(min(theme().px(_MOST), rows.totalHeightForWidth(width)))
        box.addWidget(scroll)

    def _tick(self, one: CycleReplan) -> Tick:
        from cspdesk.calendar import short_date

        tick = Tick(f"{one.label}: Board on {short_date(one.board_on, year=True)}")
        tick.setChecked(not one.why_not)
        tick.setEnabled(not one.why_not)
        tick.setAccessibleDescription("; ".join(self._lines(one)))
        tick.toggled.connect(lambda _on: self._allow())
        self.ticks[one.cycle_id] = tick
        return tick

    def _lines(self, one: CycleReplan) -> list[str]:
        from cspdesk.calendar import short_date

        if one.why_not:
            return [f"Stays as it is. {one.why_not}"]
        return [
            f"{line.step.label}: {short_date(line.was)} → {short_date(line.now)}, {line.words}"
            for line in one.lines
        ]

    def _allow(self) -> None:
        chosen = any(tick.isChecked() for tick in self.ticks.values())
        self.save.set_allowed(chosen, "Tick a cycle first.")

    def _save(self) -> None:
        from cspdesk.meetings.commands import ReplanCycles

        chosen = tuple(
            (one.cycle_id, one.version)
            for one in self.found
            if self.ticks[one.cycle_id].isChecked()
        )
        done = self.page.operations.run(ReplanCycles(chosen), fields=Fields({}, self.whole))
        if done is not None:
            self.accept()
