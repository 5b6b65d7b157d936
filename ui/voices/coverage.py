"""Who has been heard: wards and communities, those without a voice for a year pointed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.voices.list import CoverageList
from ui.widgets.pane import Pane

if TYPE_CHECKING:
    from cspdesk.voices.queries import PlaceLine
    from ui.widgets.forms import FormDialog
    from ui.widgets.page import Page

EMPTY = "No wards or communities are listed yet. Add them with the buttons above."


class CoverageView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self.holes = 0
        self.list = CoverageList()
        self.list.set_empty_text(EMPTY)
        self.pane = Pane()
        self.pane.setAccessibleName("Who has been heard")
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.pane)
        self.list.record_opened.connect(self.change)
        self.list.add_key("F2", self.change)
        self.list.add_key("Del", self.remove)

    def refresh(self) -> None:
        from cspdesk.meetings.queries import cycle_in_view
        from cspdesk.voices.queries import voice_coverage

        desk = self.page.desk
        strip = desk.ask(cycle_in_view, self.page.context.cycle.cycle_id)
        found = desk.ask(voice_coverage, strip.cycle.id if strip else None)
        self.holes = sum(line.heard.is_hole for line in (*found.wards, *found.communities))
        self.list.show_coverage(found)

    def add(self, *, ward: bool) -> None:
        """Ask for a new ward or community."""
        from ui.voices.forms import PlaceForm

        if not self.page.operations.refuse():
            self._open(PlaceForm(self.page, ward=ward))

    def change(self, line: PlaceLine) -> None:
        from ui.voices.forms import PlaceForm

        if not self.page.operations.refuse():
            self._open(PlaceForm(self.page, ward=line.is_ward, line=line))

    def remove(self, line: PlaceLine) -> None:
        from cspdesk.voices.place_commands import RemoveCommunity, RemoveWard

        if not self.page.operations.refuse():
            kind = RemoveWard if line.is_ward else RemoveCommunity
            self.page.operations.run(kind(line.id, line.version))

    def _open(self, form: FormDialog) -> None:
        self.form = form
        form.finished.connect(lambda _result: self.list.setFocus())
        form.open()

    def key_hints(self) -> list[tuple[str, str]]:
        return [("F2", "change"), ("Del", "remove"), ("Ctrl+N", "keep a voice")]

    def panes(self) -> list[QWidget]:
        return [self.pane]
