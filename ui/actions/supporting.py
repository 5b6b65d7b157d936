"""Which organisations support an action: ticked among the partners, others in words."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ui.theme import theme
from ui.widgets.pane import Scroll

_COLUMNS = 4
_ROWS = 3  # that are seen without scrolling


class SupportingFields(QWidget):
    """`text` joins what is ticked and the others as the log keeps it: "Police, Street Pastors"."""

    def __init__(self, text: str, partners: Iterable[tuple[int, str]]) -> None:
        super().__init__()
        self.ticks = {name: QCheckBox(name.replace("&", "&&")) for _key, name in partners}
        known = {name.casefold(): name for name in self.ticks}
        parts = [part.strip() for part in text.split(",") if part.strip()]
        self._before = text, {part.casefold() for part in parts}
        for part in parts:
            if part.casefold() in known:
                self.ticks[known[part.casefold()]].setChecked(True)
        self.others = QLineEdit(", ".join(part for part in parts if part.casefold() not in known))
        self.others.setPlaceholderText("Others, who are no partners")
        self.others.setAccessibleName("Other supporting organisations")
        self._lay_out()

    def _lay_out(self) -> None:
        look, host = theme(), QWidget()
        grid = QGridLayout(host)
        grid.setContentsMargins(look.px(8), look.px(4), look.px(8), look.px(4))
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(4))
        for place, tick in enumerate(self.ticks.values()):
            grid.addWidget(tick, place // _COLUMNS, place % _COLUMNS)
        scroll = Scroll(host)
        lines = min(_ROWS, -(-len(self.ticks) // _COLUMNS))
        each = max((tick.sizeHint().height() for tick in self.ticks.values()), default=0)
        scroll.setFixedHeight(lines * (each + look.px(4)) + look.px(8))
        scroll.setVisible(bool(self.ticks))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(4))
        box.addWidget(scroll)
        box.addWidget(self.others)
        first = next(iter(self.ticks.values()), None)
        self.setFocusProxy(first or self.others)

    @property
    def text(self) -> str:
        ticked = [name for name, tick in self.ticks.items() if tick.isChecked()]
        others = self.others.text().strip().strip(",").strip()
        made = [*ticked, *(part.strip() for part in others.split(",") if part.strip())]
        text, before = self._before
        # The same names in another order are no change.
        return text if {name.casefold() for name in made} == before else ", ".join(made)

    def leave_out(self, lead: str) -> None:
        """The lead organisation supports no action of its own."""
        for name, tick in self.ticks.items():
            tick.setEnabled(name != lead)
            if name == lead:
                tick.setChecked(False)
