"""Match and preview: the columns, the counts, every row with its fate, and what can be decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.charts.mark_names import MarkName
from cspdesk.words import counted
from db.vocabulary import RowFate
from ui.delegates.cells import Piece
from ui.kpis.import_columns import ColumnStrip
from ui.kpis.import_decide import DecidePane
from ui.kpis.import_rows import COLUMNS, PlanRow, plan_rows
from ui.kpis.import_steps import CountBand
from ui.models.columns import RECORD
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from cspdesk.kpis.importing import Opened, Settings
    from cspdesk.sheets.plan import ImportPlan

CHANGED_READING, REPORTED = "read", "reported"
_DIGITS = range(1, 10)


class PreviewPage(QWidget):
    """Signals: apply_wanted, back_wanted, rejects_wanted; the answers come from `decide` and
    `strip`."""

    apply_wanted = Signal()
    back_wanted = Signal()
    rejects_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.plan: ImportPlan | None = None
        self.settings: Settings | None = None
        self.strip = ColumnStrip()
        self.decide = DecidePane()
        self.table = RowsView(
            RowsModel(COLUMNS, key=lambda row: row.number), name="Figures of the file"
        )
        self.table.set_empty_text("The file has no figures for the indicators kept here.")
        self.table.add_key("F8", lambda _row: self.next_problem())
        for digit in _DIGITS:
            self.table.add_key(str(digit), lambda _row, digit=digit: self.decide.answer(digit))
        self.table.record_chosen.connect(self._show_row)
        self.table.record_opened.connect(lambda _row: self.decide.take_answer_focus())
        self._build()

    # -- making -------------------------------------------------------------------------------

    def _build(self) -> None:
        lower = QHBoxLayout()
        lower.setContentsMargins(0, 0, 0, 0)
        lower.setSpacing(0)
        lower.addWidget(self.table, 1)
        lower.addWidget(self.decide)
        self.decide.box.addWidget(self._foot())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.strip)
        box.addWidget(self._band())
        box.addLayout(lower, 1)

    def _band(self) -> QWidget:
        choices = [("", "All rows"), *((fate.value, fate.label) for fate in RowFate)]
        choices += [(CHANGED_READING, "Read with a change"), (REPORTED, "Change a pack")]
        self.fates = CountBand(choices, name="Show figures")
        self.fates.chosen.connect(self.show_fate)
        self.stays = PieceLabel()
        whole = _Band()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, theme().px(16), 1)
        row.setSpacing(theme().px(16))
        row.addWidget(self.fates)
        row.addWidget(self.stays)
        row.addStretch(1)
        return whole

    def _foot(self) -> QWidget:
        foot = _Foot()
        look = theme()
        box = QVBoxLayout(foot)
        box.setContentsMargins(look.px(16), look.px(10), look.px(16), look.px(10))
        box.setSpacing(look.px(8))
        self.outcome = label("", "body", "second")
        self.outcome.setWordWrap(True)
        self.back = SecondaryButton("Back", self.back_wanted.emit)
        self.rejects = SecondaryButton("Rejects…", self.rejects_wanted.emit)
        self.apply = PrimaryButton("Import", self.apply_wanted.emit)
        row = QHBoxLayout()
        row.setSpacing(look.px(8))
        row.addWidget(self.back)
        row.addWidget(self.rejects)
        row.addStretch(1)
        row.addWidget(self.apply)
        box.addWidget(self.outcome)
        box.addLayout(row)
        return foot

    # -- showing ------------------------------------------------------------------------------

    def show_plan(
        self, plan: ImportPlan, file: Opened, settings: Settings, *, read_only: bool
    ) -> None:
        """Show a plan; the row at hand stays when the plan is made again."""
        kept = self.table.current_record()
        fate = self.fates.current if self.plan is not None else ""
        self.plan, self.settings = plan, settings
        self._show_columns(file)
        self.decide.set_indicators(file.context.indicators)
        self.decide.show_words(plan.sentences, _left_out(plan))
        name = str(plan.recipe.get("name", "")) or settings.recipe
        self.decide.show_keep(settings.keep, name, possible=bool(plan.recipe) or not settings.keep)
        self._show_counts(plan)
        self.table.rows.set_records(plan_rows(plan))
        self.fates.choose(fate if not self.fates.button(fate).isHidden() else "")
        self.show_fate(self.fates.current)
        self._stay_at(kept)
        self._show_row(self.table.current_record())
        self._show_buttons(plan, read_only)

    def _show_columns(self, file: Opened) -> None:
        from cspdesk.sheets.hints import cards

        plan = self.plan
        assert plan is not None
        layout = plan.layout
        saved = "Not kept"
        if plan.recipe_name:
            saved = f"Read as “{plan.recipe_name}”"
        elif plan.recipe:
            saved = f"Kept as “{plan.recipe.get('name', '')}” when imported"
        sheet = file.table(layout.sheet).sheet
        self.strip.show_cards(cards(plan, layout, sheet), saved)

    def _show_counts(self, plan: ImportPlan) -> None:
        counts = plan.counts
        shown = {
            "": ("All rows", len(plan.rows)),
            RowFate.NEW.value: ("New", counts.new),
            RowFate.CHANGED.value: ("Changed", counts.changed),
            RowFate.SAME.value: ("Unchanged", counts.same),
            RowFate.REJECTED.value: ("Rejected", counts.rejected),
            CHANGED_READING: ("Read with a change", counts.read_with_change),
            REPORTED: ("Change an issued pack", counts.reported),
        }
        for key, (words, count) in shown.items():
            self.fates.set_text(key, words, f"{count:,}")
            extra = key in (CHANGED_READING, REPORTED)
            self.fates.button(key).setVisible(bool(count) or not extra)
        self.stays.set_pieces(_stays(plan))

    def _stay_at(self, kept: PlanRow | None) -> None:
        if kept is not None:
            wanted = (kept.figure.sheet, kept.figure.where, kept.figure.label)
            for row in self.table.rows.records():
                if (row.figure.sheet, row.figure.where, row.figure.label) == wanted:
                    self.table.choose(row.number)
                    return
        self.table.choose_first()

    def _show_row(self, row: PlanRow | None) -> None:
        from cspdesk.sheets.decisions import question_for

        question = None
        if row is not None and self.plan is not None and self.settings is not None:
            question = question_for(self.plan, row.figure, self.settings.choices)
        self.decide.show_row(row, question)

    def _show_buttons(self, plan: ImportPlan, read_only: bool) -> None:
        self.apply.setText(f"Import {counted(len(plan.changes), 'figure')}")
        self.rejects.set_allowed(bool(plan.problems), "No row is rejected.")
        if read_only:
            self.apply.set_allowed(False, "The file is open for reading only.")
        else:
            why = "Every figure of this file is here already, or was rejected."
            self.apply.set_allowed(not plan.nothing_to_do, why)
        many = len(plan.changes)
        undo = "You can undo the whole import." if many else "There is nothing to import."
        verb = "row will change" if many == 1 else "rows will change"
        self.outcome.setText(f"{many:,} {verb} the data. {undo}" if many else undo)

    def show_fate(self, key: str) -> None:
        """Show only the rows of that count; "" shows all."""
        self.table.proxy.set_rule(_rule(key))

    def next_problem(self) -> None:
        """Go to the next rejected row, round from the last to the first."""
        proxy = self.table.proxy
        here, count = self.table.currentIndex().row(), proxy.rowCount()
        for step in range(1, count + 1):
            record = proxy.index((here + step) % count, 0).data(RECORD)
            if isinstance(record, PlanRow) and record.figure.fate is RowFate.REJECTED:
                self.table.choose(record.number)
                return


def _rule(key: str) -> Callable[[PlanRow], bool] | None:
    """Which rows a count stands for."""
    if key == CHANGED_READING:
        return lambda row: bool(row.figure.notes) and row.figure.fate is not RowFate.REJECTED
    if key == REPORTED:
        from cspdesk.sheets.fates import changes_report

        return lambda row: (
            row.figure.fate is RowFate.CHANGED and changes_report(row.figure.value, row.figure.old)
        )
    if key:
        fate = RowFate(key)
        return lambda row: row.figure.fate is fate
    return None


def _stays(plan: ImportPlan) -> list[Piece]:
    """What needs looking at before it is imported."""
    found = []
    if plan.counts.rejected:
        one = plan.counts.rejected == 1
        verbs = "needs a decision or stays" if one else "need a decision or stay"
        words = f"{counted(plan.counts.rejected, 'row')} {verbs} out"
        found.append(Piece(words, MarkName.RED, "red", style="label-strong"))
    if plan.counts.reported:
        words = f"{counted(plan.counts.reported, 'figure')} reported otherwise"
        found.append(Piece(words, MarkName.AMBER, "amber", style="label-strong"))
    elif plan.counts.read_with_change:
        words = f"{counted(plan.counts.read_with_change, 'row')} read with a change"
        found.append(Piece(words, MarkName.AMBER, "amber", style="label-strong"))
    return found


def _left_out(plan: ImportPlan) -> list[str]:
    return [
        f"{left.label}: {left.why} ({counted(left.figures, 'figure')})" for left in plan.left_out
    ]


class _Band(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("panel"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, look.colour("line2"))


class _Foot(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme()
        painter.fillRect(self.rect(), look.colour("subtle"))
        painter.fillRect(0, 0, self.width(), 1, look.colour("line"))
