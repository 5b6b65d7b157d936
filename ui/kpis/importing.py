"""Import figures: read a spreadsheet into a plan, show what would become of it, then do it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.errors import WorldError
from cspdesk.words import counted
from db.vocabulary import RowFate
from ui.jobs import Cancelled, Token
from ui.kpis.import_rows import COLUMNS, PlanRow, plan_rows
from ui.models.columns import RECORD
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page
from ui.widgets.pane import Bar, PageHeader, Pane, Scroll
from ui.widgets.segments import SegmentedControl
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.sheets.plan import ImportPlan
    from db.changes import ChangeSet

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
_INVITE = (
    "Choose a return or a published table (Excel, OpenDocument or CSV), or drop the file here. "
    "Nothing is written before you have seen what would become of every figure."
)
_SIDE = 330


class ImportView(QWidget):
    """Choose or drop a file, look at its plan, import it as one step."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.plan: ImportPlan | None = None
        self.token: Token | None = None
        self.setAccessibleName("Import figures")
        self.setAcceptDrops(True)
        self._build()
        self.show_plan(None)

    # -- making -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Import figures")
        self.choose = SecondaryButton("Choose a file…", self.choose_file)
        self.cancel = SecondaryButton("Cancel", self.cancel_reading)
        self.cancel.setAccessibleName("Cancel reading the file")
        self.apply = PrimaryButton("Import", self.import_figures)
        self.header.end(self.choose, self.cancel, self.apply)
        self.start = EmptyState(_INVITE, "Choose a file…")
        self.start.pressed.connect(self.choose_file)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self._plan_view())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.stack, 1)

    def _plan_view(self) -> QWidget:
        choices = [("", "All"), *((fate.value, fate.value.title()) for fate in RowFate)]
        self.fates = SegmentedControl(choices, name="Show figures")
        self.fates.chosen.connect(self.show_fate)
        bar = Bar(44)
        bar.add(self.fates)
        self.table = RowsView(
            RowsModel(COLUMNS, key=lambda row: row.number), name="Figures of the file"
        )
        self.table.set_empty_text("The file has no figures for the indicators kept here.")
        self.table.add_key("F8", lambda _row: self.next_problem())
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(bar)
        box.addWidget(self.table, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        row.addWidget(self._side())
        return whole

    def _side(self) -> Pane:
        pane = SideRead("What was read")
        pane.box.setContentsMargins(1, 0, 0, 0)  # the line at the left
        inside = QWidget()
        box = QVBoxLayout(inside)
        look = theme()
        box.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        box.setSpacing(look.px(8))
        self.sentences, self.left_out = label(), label(tone="second")
        self.left_heading = label("Left out", "strong")
        for part in (self.sentences, self.left_heading, self.left_out):
            if part is not self.left_heading:
                part.setWordWrap(True)
            box.addWidget(part)
        box.addStretch(1)
        pane.add(Scroll(inside), 1)
        pane.setFixedWidth(look.px(_SIDE))
        return pane

    # -- the screen's part --------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """A plan made before figures changed would be refused: say so while it is on show."""
        if changes is None or self.token is not None:
            return
        if self.plan is None:  # what was said of the last import may have been undone
            self.start.set_text(_INVITE, "Choose a file…")
        elif changes.touches("measurement"):
            self.apply.set_allowed(False, "Figures have changed since. Read the file again.")
            self.header.set_text("Import figures", "Figures have changed since: read it again")

    def key_hints(self) -> list[tuple[str, str]]:
        return [("F8", "next rejected")]

    def take_focus(self) -> None:
        target = self.table if self.plan else self.start.button
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- choosing and reading -----------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file, then read it."""
        kinds = " ".join(f"*.{kind}" for kind in KINDS)
        name, _kind = QFileDialog.getOpenFileName(
            self, "Choose a file of figures", "", f"Spreadsheets ({kinds});;All files (*)"
        )
        if name:
            self.read(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        urls = event.mimeData().urls()
        if self.token is None and len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.read(Path(event.mimeData().urls()[0].toLocalFile()))

    def read(self, path: Path) -> None:
        """Read the file in the background; its plan is shown when it is ready."""
        if self.token is not None:
            return
        self.show_plan(None, f"Reading {path.name}")
        desk = self.page.desk.reader()
        self._reading(True)
        token = self.page.context.jobs.start(
            f"Read {path.name}",
            lambda token: read_plan(desk, path, token),
            on_done=self._read_done,
            on_failed=lambda _problem: self._ended("The file could not be read."),
            on_cancelled=lambda: self._ended("Reading was stopped. Nothing was changed."),
        )
        if token in self.page.context.jobs.running():
            self.token = token

    def cancel_reading(self) -> None:
        if self.token is not None:
            self.token.cancel()
            self.cancel.setEnabled(False)

    def _reading(self, on: bool) -> None:
        self.cancel.setVisible(on)
        self.cancel.setEnabled(on)
        self.choose.setEnabled(not on)
        self.start.button.setEnabled(not on)

    def _ended(self, words: str) -> None:
        self.token = None
        self._reading(False)
        self.show_plan(None, words)

    def _read_done(self, answer: ImportPlan | WorldError) -> None:
        if isinstance(answer, WorldError):
            self._ended(str(answer))
            return
        self.token = None
        self._reading(False)
        self.show_plan(answer)
        self.take_focus()

    # -- the plan -----------------------------------------------------------------------------

    def show_plan(self, plan: ImportPlan | None, words: str = "") -> None:
        """Show a plan; without one, the invitation under what there is to say."""
        self.plan = plan
        self.cancel.setVisible(self.token is not None)
        self.choose.setVisible(plan is not None)
        self.apply.setVisible(plan is not None)
        self.stack.setCurrentIndex(1 if plan else 0)
        if plan is None:
            self.header.set_text("Import figures")
            self.start.set_text(f"{words}\n\n{_INVITE}" if words else _INVITE, "Choose a file…")
            self.table.rows.set_records([])
            return
        self.header.set_text("Import figures", f"{plan.file_name}, sheet “{plan.sheet}”")
        self._show_counts(plan)
        self.table.rows.set_records(plan_rows(plan))
        self.fates.choose("")
        self.show_fate("")
        self.table.choose_first()
        self._show_words(plan)
        self._show_button(plan)

    def _show_counts(self, plan: ImportPlan) -> None:
        counts = plan.counts
        shown = {
            "": ("All", len(plan.rows)),
            RowFate.NEW.value: ("New", counts.new),
            RowFate.CHANGED.value: ("Changed", counts.changed),
            RowFate.SAME.value: ("Unchanged", counts.same),
            RowFate.REJECTED.value: ("Rejected", counts.rejected),
        }
        for key, (words, count) in shown.items():
            self.fates.set_text(key, words, f"{count:,}")

    def _show_words(self, plan: ImportPlan) -> None:
        self.sentences.setText("\n".join(plan.sentences))
        lines = [
            f"{left.label}: {left.why} ({counted(left.figures, 'figure')})"
            for left in plan.left_out
        ]
        self.left_heading.setVisible(bool(lines))
        self.left_out.setText("\n".join(lines))

    def _show_button(self, plan: ImportPlan) -> None:
        self.apply.setText(f"Import {counted(len(plan.changes), 'figure')}")
        if self.page.desk.read_only:
            self.apply.set_allowed(False, "The file is open for reading only.")
        else:
            why = "Every figure of this file is here already, or was rejected."
            self.apply.set_allowed(not plan.nothing_to_do, why)

    def show_fate(self, fate: str) -> None:
        """Show only the figures of that fate; "" shows all."""
        wanted = RowFate(fate) if fate else None
        self.table.proxy.set_rule((lambda row: row.figure.fate is wanted) if wanted else None)

    def next_problem(self) -> None:
        """Go to the next rejected row, round from the last to the first."""
        proxy = self.table.proxy
        here, count = self.table.currentIndex().row(), proxy.rowCount()
        for step in range(1, count + 1):
            row = self.table.proxy.index((here + step) % count, 0)
            record = row.data(RECORD)
            if isinstance(record, PlanRow) and record.figure.fate is RowFate.REJECTED:
                self.table.choose(record.number)
                return

    def import_figures(self) -> None:
        """Write what the plan says, as one step that can be undone."""
        from cspdesk.kpis.import_commands import ApplyImport

        plan = self.plan
        if plan is None:
            return
        # The plan is let go first: hearing of its own change it must not call itself out of date.
        self.plan = None
        if self.page.operations.run(ApplyImport(plan)) is None:
            self.plan = plan
            return
        self.show_plan(
            None,
            f"Imported {counted(len(plan.changes), 'figure')} from {plan.file_name}. "
            "Ctrl+Z takes the whole import back.",
        )
        self.take_focus()


class SideRead(Pane):
    """The pane at the right, with a line at its left."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QPainter(self).fillRect(0, 0, 1, self.height(), theme().colour("line2"))


def read_plan(desk: Desk, path: Path, token: Token) -> ImportPlan | WorldError:
    """The plan, or why the file is refused: that is an answer, not a failure of the program."""
    from cspdesk.kpis.importing import plan_for
    from cspdesk.sheets.errors import ReadCancelled

    try:
        return plan_for(desk, path, progress=token.step, cancelled=lambda: token.cancelled)
    except ReadCancelled as stopped:
        raise Cancelled(token.label) from stopped
    except WorldError as refused:
        return refused
