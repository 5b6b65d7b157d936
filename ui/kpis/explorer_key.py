"""The key under the explorer's plot: each line's sample, its name, and its value at the cross."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.kpis.explorer_look import Swatch
from ui.kpis.explorer_plot import PlotView
from ui.theme import label, theme
from ui.widgets.flow import FlowLayout


class LineKey(QWidget):
    """One entry a line, wrapped; `read` puts in the values of a period."""

    def __init__(self) -> None:
        super().__init__()
        self.period = label("", "strong")
        self._flow = FlowLayout(self, 18)
        self._entries: list[_Entry] = []
        self._view = PlotView()

    def show_view(self, view: PlotView) -> None:
        self._view = view
        self._flow.clear()
        self._entries = [_Entry(Swatch(place), line.name) for place, line in enumerate(view.lines)]
        if view.target is not None:
            self._entries.append(_Entry(Swatch(0, "target"), view.target.name))
        for entry in self._entries:
            self._flow.addWidget(entry)

    def read(self, place: float) -> str:
        """Show the values at a place; gives them in words, "" for nowhere."""
        target = (self._view.target,) if self._view.target is not None else ()
        said, when = [], ""
        for entry, line in zip(self._entries, (*self._view.lines, *target), strict=True):
            pair = line.at(place)
            entry.value.setText("" if pair is None else line.write(pair[1]))
            if pair is not None:
                when = when or pair[0]
                said.append(f"{line.name} {line.write(pair[1])}")
        if self._view.names and when:
            when = self._view.names[int(place)]
        self.period.setText(when)
        return f"{when}: {'; '.join(said)}" if said else ""


class _Entry(QWidget):
    def __init__(self, swatch: Swatch, name: str) -> None:
        super().__init__()
        self.value = label("", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(6))
        for part in (swatch, label(name, "body", "second"), self.value):
            row.addWidget(part)
