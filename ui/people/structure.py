"""The structure of the partnership: drawn or as an outline, the group at hand at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.people.group_inspector import GroupInspector
from ui.people.outline import OutlineView
from ui.people.structure_chart import StructureChartView
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import focus_pane
from ui.widgets.pane import Bar, Pane, YieldingLabel
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.errors import WorldError
    from cspdesk.packs.export import Exported
    from cspdesk.people.queries import GroupLine
    from ui.jobs import Token
    from ui.people.page import PeoplePage
    from ui.widgets.forms import FormDialog

CHART, OUTLINE = "chart", "outline"


class StructureView(QWidget):
    """Part of a page: `refresh()` reads again; `form` is the dialog opened last."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__()
        self.page = page
        self.form: FormDialog | None = None
        self.groups: tuple[GroupLine, ...] = ()
        self.chosen: int | None = None
        self.chart, self.outline = StructureChartView(), OutlineView()
        self.empty = EmptyState("No group is recorded yet.", "Add the Board…")
        self.empty.pressed.connect(self.add)
        self.stack = QStackedWidget()
        for part in (self._framed(), self.outline, self.empty):
            self.stack.addWidget(part)
        self.shown = SegmentedControl([(CHART, "Chart"), (OUTLINE, "Outline")], name="Show as")
        self.sentence = YieldingLabel("", "body", "second")
        bar = Bar(42, line="line2")
        bar.add(self.shown, self.sentence)
        self.inspector = GroupInspector(page.operations)
        self.pane = Pane()
        self.pane.setAccessibleName("Structure")
        self.pane.add(bar)
        self.pane.add(self.stack, 1)
        self.splitter = Splitter(
            "people-structure", (self.pane, self.inspector), (0, 352), page.context.state,
            inspector=1,
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.splitter)
        self._make_tools()
        self._connect()

    def _framed(self) -> QWidget:
        host = QWidget()
        box = QVBoxLayout(host)
        box.setContentsMargins(*(theme().px(side) for side in (16, 14, 16, 12)))
        box.addWidget(self.chart.scroll)
        return host

    def _make_tools(self) -> None:
        self.add_button = SecondaryButton("Add group…", self.add)
        self.add_button.setToolTip("Ctrl+N")
        if self.page.operations.refusal:
            self.add_button.set_allowed(False, self.page.operations.refusal)
        self.save_button = PrimaryButton("Save as PDF…", self.save)

    def tools(self) -> list[QWidget]:
        return [self.add_button, self.save_button]

    def _connect(self) -> None:
        self.chart.point_chosen.connect(lambda key: self.choose(int(key.partition(":")[2])))
        self.outline.group_chosen.connect(self.choose)
        self.shown.chosen.connect(lambda _key: self.show_as())
        self.inspector.wanted.connect(self.do)
        keys = {"Ctrl+N": self.add, "F2": lambda: self.do("edit"), "Del": lambda: self.do("remove")}
        for key, act in keys.items():
            for place in (self.chart, self.outline) if key != "Ctrl+N" else (self,):
                shortcut = QShortcut(QKeySequence(key), place)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(act)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.people.queries import groups
        from cspdesk.people.structure_pages import outline
        from cspdesk.people.structure_queries import structure_groups

        self.groups = self.page.desk.ask(groups)
        drawn = self.page.desk.ask(structure_groups)
        if self.chosen not in {one.id for one in self.groups}:
            self.chosen = self.groups[0].id if self.groups else None
        self.chart.show_groups(drawn, self.chosen)
        self.outline.show_lines(outline(drawn), self.chosen)
        lacks = sum(bool(one.note) for one in drawn)
        said = "1 group" if len(drawn) == 1 else f"{len(drawn)} groups"
        vacancies = f", {lacks} with a vacancy" if lacks else ""
        self.sentence.setText(f"{said}{vacancies}" if drawn else "")
        self.save_button.set_allowed(bool(drawn), "There is no group to draw.")
        self.show_as()
        self._show_group()

    def show_as(self) -> None:
        """As a chart or as an outline, as chosen."""
        if not self.groups:
            self.stack.setCurrentWidget(self.empty)
            return
        self.stack.setCurrentIndex(0 if self.shown.current == CHART else 1)
        self.pane.focus_target = self.work

    @property
    def work(self) -> QWidget:
        """The chart or the outline, whichever is shown."""
        return self.chart if self.shown.current == CHART else self.outline

    def choose(self, group_id: int) -> bool:
        """Show one group; False when it is gone."""
        if group_id not in {one.id for one in self.groups}:
            return False
        self.chosen = group_id
        self.chart.choose(group_id)
        self.outline.choose(group_id)
        self._show_group()
        return True

    def _show_group(self) -> None:
        above = [(one.id, one.short_name) for one in self.groups]
        line = next((one for one in self.groups if one.id == self.chosen), None)
        self.inspector.show_group(line, above)

    # -- doing --------------------------------------------------------------------------------

    def add(self, parent_id: int | None = None) -> None:
        """Add a group, under another where one is given."""
        from ui.people.forms import GroupForm

        if self.page.operations.refuse():
            return
        form = GroupForm(self.page, parent_id)
        form.accepted.connect(lambda: self._show_made(form))
        self.form = form
        form.finished.connect(lambda _result: self.work.setFocus())
        form.open()

    def _show_made(self, form: FormDialog) -> None:
        if form.changes is not None and form.changes.created is not None:
            self.choose(form.changes.created)

    def do(self, what: str) -> None:
        """Do with the chosen group: under, seats, edit, remove."""
        from cspdesk.people.commands import RemoveGroup

        line = self.inspector.line
        if line is None:
            return
        if what == "seats":
            self.page.show_target(f"seats_of:{line.id}")
        elif self.page.operations.refuse():
            return
        elif what == "under":
            self.add(line.id)
        elif what == "edit":
            self.splitter.widget(1).show()
            self.inspector.parts["name"].start_editing()
        elif what == "remove":
            self.page.operations.run(RemoveGroup(line.id, line.version))

    def save(self) -> Token | None:
        """Ask where to, then write the chart as a PDF in the background."""
        name = f"Structure of the partnership {self.page.desk.today.isoformat()}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, "Save", str(self.page.desk.path.parent / name), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        out = Path(chosen)
        return self.save_to(out if out.suffix else out.with_suffix(".pdf"))

    def save_to(self, out: Path) -> Token:
        """Write the chart to `out` on a worker with a reader of its own."""
        desk = self.page.desk
        return self.page.context.jobs.start(
            f"Make {out.name}",
            lambda _token: _write(desk.reader(), out),
            on_done=self._saved,
        )

    def _saved(self, made: Exported | WorldError) -> None:
        from cspdesk.errors import WorldError

        if not isValid(self):
            return
        if isinstance(made, WorldError):
            self.page.operations.tell(str(made))
            return
        pages = "1 page" if made.pages == 1 else f"{made.pages} pages"
        self.page.operations.tell(f"Saved {made.path.name}, {pages}.")

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [("↑ ↓ ← →", "walk"), ("F2", "edit"), ("Ctrl+N", "add group"), ("Del", "remove")]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)


def _write(desk: Desk, out: Path) -> Exported | WorldError:
    """The file, or why there is none: a folder that is gone is no failure of the program."""
    from cspdesk.errors import WorldError
    from cspdesk.packs.structure_sheet import export_structure

    try:
        return export_structure(desk, out)
    except WorldError as refused:
        return refused
