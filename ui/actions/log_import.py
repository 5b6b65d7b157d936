"""Import an action log: choose or paste, look at every row's fate, say whose is what, import.

Nothing is written before the plan was seen; the whole import is one step that can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from cspdesk.errors import WorldError
from cspdesk.words import counted
from db.vocabulary import RowFate
from ui.actions.log_rows import COLUMNS, FATES
from ui.delegates.wrapping import use_wrapping
from ui.jobs import Cancelled, Token
from ui.kpis.import_steps import CountBand
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, ProblemLabel
from ui.widgets.forms import Choice, fit
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.actions.log_importing import LogSettings, OpenedLog
    from cspdesk.actions.log_plan import LogPlan, PlannedAction
    from cspdesk.actions.log_planning import LogContext
    from cspdesk.desk import Desk
    from ui.widgets.page import Page

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
_START = (
    "Choose a spreadsheet with an action log, or copy its table and paste it here. You see what "
    "becomes of every row before anything is written."
)
_NOT_USED = "Not used"


class LogImport(QDialog):
    """The plan of a file: counts over the rows, what can be decided beneath, import as one step."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.window())
        self.page = page
        self.opened: OpenedLog | None = None
        self.context: LogContext | None = None
        self.settings: LogSettings | None = None
        self.plan: LogPlan | None = None
        self.token: Token | None = None
        self._again = False
        self.setWindowTitle("Import an action log")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._make_start()
        self._make_reading()
        self._make_rows()
        self._make_decision()
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        page.context.jobs.progress.connect(self._on_progress)
        self._show()

    # -- making -------------------------------------------------------------------------------

    def _make_start(self) -> None:
        self.title = label("Import an action log", "inspector")
        self.about = label(_START)
        self.about.setWordWrap(True)
        self.file = SecondaryButton("Choose a &file…", self.choose_file)
        self.paste_button = SecondaryButton("&Paste a table (Ctrl+V)", self.paste)
        self.problem = ProblemLabel()

    def _make_reading(self) -> None:
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Reading the file")

    def _make_rows(self) -> None:
        self.sheet = Choice(())
        self.board = Choice((), none="No Board")
        self.column, self.holds = Choice(()), Choice(())
        self.fields = (
            Field("&Sheet", self.sheet),
            Field("&Agreed at, where no row says", self.board),
            Field("Co&lumn", self.column),
            Field("&Holds", self.holds),
        )
        choices = [("", "All rows"), *((fate.value, FATES[fate]) for fate in RowFate)]
        self.band = CountBand(choices, name="Show rows")
        self.band.chosen.connect(self.show_fate)
        self.table = RowsView(RowsModel(COLUMNS, key=lambda row: row.row), name="Rows of the file")
        use_wrapping(self.table)
        self.table.set_empty_text("No row of the sheet is like this.")
        self.table.add_key("F8", lambda _row: self.next_problem())
        self.table.record_chosen.connect(self._show_row)
        self.sheet.currentIndexChanged.connect(lambda _place: self._on_sheet())
        self.board.currentIndexChanged.connect(lambda _place: self._on_board())
        self.column.currentIndexChanged.connect(lambda _place: self._show_holds())
        self.holds.currentIndexChanged.connect(lambda _place: self._on_holds())

    def _make_decision(self) -> None:
        self.result = label("", "body")
        self.result.setWordWrap(True)
        self.owner = Choice((), none="Choose a partner")
        self.owner.setAccessibleName("Whose it is")
        self.owner.setMinimumWidth(theme().px(300))
        self.use = SecondaryButton("&Use this partner", self.decide)
        self.leave = SecondaryButton("Lea&ve out", self.leave_out)
        self.outcome = label("", "body", "second")
        self.outcome.setWordWrap(True)
        self.cancel = SecondaryButton("Close", self.reject)
        self.apply = PrimaryButton("Import", self.import_log)

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.file)
        head.addWidget(self.paste_button)
        box.addLayout(head)
        for part in (self.about, self.problem, self.progress):
            box.addWidget(part)
        self.rest = QWidget()  # holds the words at the top while there is no table
        box.addWidget(self.rest, 1)
        row = QHBoxLayout()
        row.setSpacing(look.px(12))
        for field, stretch in zip(self.fields, (3, 4, 3, 3), strict=True):
            row.addWidget(field, stretch)
        box.addLayout(row)
        box.addWidget(self.band)
        box.addWidget(self.table, 1)
        box.addWidget(self.result)
        decide = QHBoxLayout()
        decide.setSpacing(look.px(8))
        decide.addWidget(self.owner)
        decide.addWidget(self.use)
        decide.addWidget(self.leave)
        decide.addStretch(1)
        box.addLayout(decide)
        foot = QHBoxLayout()
        foot.addWidget(self.outcome, 1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.apply)
        box.addLayout(foot)
        fit(self, 1060, 680)

    # -- choosing and reading -----------------------------------------------------------------

    def choose_file(self) -> None:
        kinds = " ".join(f"*.{kind}" for kind in KINDS)
        name, _kind = QFileDialog.getOpenFileName(
            self, "Choose an action log", "", f"Spreadsheets ({kinds});;All files (*)"
        )
        if name:
            self.read(Path(name))

    def paste(self) -> None:
        """Read the table that was copied, or the file."""
        held = QGuiApplication.clipboard().mimeData()
        urls = [url for url in held.urls() if url.isLocalFile()]
        if len(urls) == 1:
            self.read(Path(urls[0].toLocalFile()))
            return
        text = held.text()
        self._start("the pasted table", lambda _token: _opened_text(text))

    def read(self, path: Path) -> None:
        """Read the file in the background; its plan is shown when it is ready."""
        self._start(path.name, lambda token: _opened_file(path, token))

    def _start(self, name: str, work: Callable[[Token], Any]) -> None:
        if self.token is not None:
            return
        desk = self.page.desk.reader()
        self.problem.say("")
        self.opened = self.plan = None
        self._run(f"Read {name}", lambda token: _with_context(desk, work(token)), self._read_done)

    def _run(self, words: str, work: Callable[[Token], Any], done: Callable[[Any], None]) -> None:
        token = self.page.context.jobs.start(
            words,
            work,
            on_done=lambda answer: self._ended(done, answer),
            on_failed=lambda _problem: self._ended(self._refuse, WorldError("It failed.", "")),
            on_cancelled=lambda: self._ended(self._refuse, None),
        )
        if token in self.page.context.jobs.running():
            self.token = token
            self._show()

    def _ended(self, done: Callable[[Any], None], answer: Any) -> None:
        from shiboken6 import isValid

        if not isValid(self):
            return
        self.token = None
        if isinstance(answer, WorldError):
            self._refuse(answer)
        else:
            done(answer)
        self._show()

    def _refuse(self, problem: WorldError | None) -> None:
        words = str(problem) if problem is not None else "Reading was stopped. Nothing was changed."
        self.problem.say(words)

    def _on_progress(self, token: Token, done: int, total: int, words: str) -> None:
        if token is self.token:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _read_done(self, answer: tuple[OpenedLog, LogContext]) -> None:
        from cspdesk.actions.log_importing import LogSettings

        self.opened, self.context = answer
        self.settings = LogSettings(sheet=self.opened.best.sheet)
        self.title.setText(f"Import {self.opened.book.file_name}")
        self.sheet.offer(
            [(one.sheet, one.sheet) for one in self.opened.layouts], self.settings.sheet
        )
        held = [one for one in self.context.boards.items() if one[0] <= self.page.desk.today]
        boards = sorted(held, reverse=True)
        self.board.offer([(key, f"Board of {_day(day)}") for day, key in boards])
        partners = self.context.finder.partners
        self.owner.offer([(one.id, one.name) for one in partners])
        self._plan()

    # -- the plan -----------------------------------------------------------------------------

    def _plan(self) -> None:
        """Make the plan again, in the background; a decision made meanwhile is planned after it."""
        from cspdesk.actions.log_importing import plan_log

        opened, context, settings = self.opened, self.context, self.settings
        if opened is None or context is None or settings is None:
            return
        if self.token is not None:
            self._again = True
            return
        self._show_columns()
        work = lambda _token: _answered(lambda: plan_log(opened, context, settings))  # noqa: E731
        self._run(f"Plan {opened.book.file_name}", work, self._planned)

    def _planned(self, plan: LogPlan) -> None:
        if self._again:
            self._again = False
            self._plan()
            return
        self.problem.say("")
        self.plan = plan
        for key, words, count in self._counts(plan):
            self.band.set_text(key, words, f"{count:,}")
        self.table.rows.set_records(list(plan.rows))
        self.show_fate(self.band.current)
        if self.table.current_record() is None:
            self.table.choose_first()
        self._show_row(self.table.current_record())

    def _counts(self, plan: LogPlan) -> list[tuple[str, str, int]]:
        found = [("", "All rows", len(plan.rows))]
        return found + [(fate.value, FATES[fate], plan.counts[fate]) for fate in RowFate]

    def _change(self, **values: Any) -> None:
        if self.settings is not None:
            self.settings = replace(self.settings, **values)
            self._plan()

    def _on_sheet(self) -> None:
        self._change(sheet=self.sheet.key, columns={})

    def _on_board(self) -> None:
        if self.settings is not None:
            self._change(choices=replace(self.settings.choices, agreed_at_id=self.board.key))

    def _show_columns(self) -> None:
        from cspdesk.actions.log_importing import layout_of
        from cspdesk.sheets.grid import letter

        if self.opened is None or self.settings is None:
            return
        layout = layout_of(self.opened, self.settings)
        chosen = self.column.key
        named = [(one.index, f"{letter(one.index)}  {one.title}") for one in layout.columns]
        self.column.offer(named, chosen)
        self._layout = layout
        self._show_holds()

    def _show_holds(self) -> None:
        from cspdesk.actions.log_columns import Holds

        held = {one.index: one.holds for one in self._layout.columns}
        kinds = [(None, _NOT_USED), *((one, one.label) for one in Holds)]
        self.holds.offer(kinds, held.get(self.column.key))

    def _on_holds(self) -> None:
        if self.settings is None or self.column.key is None:
            return
        told = {one.index: one.holds for one in self._layout.columns}
        wanted = self.holds.key
        told = {key: None if holds is wanted else holds for key, holds in told.items()}
        told[self.column.key] = wanted
        self._change(columns=told)

    # -- showing ------------------------------------------------------------------------------

    def _show(self) -> None:
        """Only what belongs to the moment: nothing read yet, reading, or a plan."""
        reading, planned = self.token is not None, self.plan is not None
        self.about.setVisible(self.opened is None and not reading)
        self.rest.setVisible(self.opened is None)
        self.progress.setVisible(reading and self.opened is None)
        for part in (*self.fields, self.band, self.table, self.result, self.owner, self.use):
            part.setVisible(self.opened is not None)
        self.leave.setVisible(self.opened is not None)
        self.file.setEnabled(not reading)
        self.paste_button.setEnabled(not reading)
        self._allow(planned and not reading)

    def _allow(self, ready: bool) -> None:
        plan = self.plan
        many = len(plan.changes) if plan else 0
        self.apply.setText(f"Import {counted(many, 'action')}" if many else "Import")
        refusal = self.page.operations.refusal
        why = refusal or "Every action of this file is here already, or was rejected."
        self.apply.set_allowed(ready and bool(many) and not refusal, why)
        self.outcome.setText(_outcome(plan) if plan else "")

    def _show_row(self, row: PlannedAction | None) -> None:
        self.result.setText(_told(row) if row else "")
        asks = row is not None and _asks_owner(row)
        for part in (self.owner, self.use, self.leave):
            part.setEnabled(asks)
        if row is None or not asks:
            return
        suggestions = row.owner.suggestions if row.owner else ()
        self.owner.choose(suggestions[0] if suggestions else None)
        same = self._same_name(row)
        self.use.setText(f"&Use for {counted(same, 'row')}" if same > 1 else "&Use this partner")
        self.leave.setText(f"Lea&ve {same} rows out" if same > 1 else "Lea&ve out")

    def _same_name(self, row: PlannedAction) -> int:
        if self.plan is None or not row.owner_words:
            return 1
        return sum(one.owner_words == row.owner_words for one in self.plan.rows)

    def show_fate(self, key: str) -> None:
        """Show only the rows of that fate; "" shows all."""
        fate = RowFate(key) if key else None
        self.table.proxy.set_rule((lambda row: row.fate is fate) if fate else None)

    def next_problem(self) -> None:
        """Go to the next rejected row, round from the last to the first."""
        wrong = [row for row in self.plan.rows if row.fate is RowFate.REJECTED] if self.plan else []
        here = self.table.current_record()
        place = here.row if here else 0
        after = [row for row in wrong if row.row > place] or wrong
        if after:
            self.table.choose(after[0].row)

    # -- deciding -----------------------------------------------------------------------------

    def decide(self) -> None:
        """The chosen partner owns this row, or every row of this name."""
        if self.owner.key is not None:
            self._own(self.owner.key)

    def leave_out(self) -> None:
        self._own(None)

    def _own(self, key: int | None) -> None:
        row = self.table.current_record()
        if row is None or self.settings is None:
            return
        choices = self.settings.choices
        if row.owner_words and row.owner is not None and row.owner.how.value != "missing":
            made = replace(choices, owners={**choices.owners, row.owner.words: key})
        else:
            made = replace(choices, rows={**choices.rows, row.row: key})
        self._change(choices=made)

    def import_log(self) -> None:
        """Write what the plan says, as one step."""
        from cspdesk.actions.log_commands import ApplyLog

        if self.plan is None or not self.apply.isEnabled():
            return
        if self.page.operations.run(ApplyLog(self.plan)) is not None:
            self.accept()


def _opened_file(path: Path, token: Token) -> Any:
    from cspdesk.actions.log_importing import open_log
    from cspdesk.sheets.errors import ReadCancelled

    def cancelled() -> bool:
        return token.cancelled

    try:
        return _answered(lambda: open_log(path, progress=token.step, cancelled=cancelled))
    except ReadCancelled:
        raise Cancelled(token.label) from None


def _opened_text(text: str) -> Any:
    from cspdesk.actions.log_importing import open_pasted

    return _answered(lambda: open_pasted(text))


def _with_context(desk: Desk, opened: Any) -> Any:
    from cspdesk.actions.log_importing import log_context

    if isinstance(opened, WorldError):
        return opened
    return opened, desk.ask(log_context)


def _answered(act: Callable[[], Any]) -> Any:
    """What the work brings, or the sentence why it brings nothing."""
    try:
        return act()
    except WorldError as problem:
        return problem


def _asks_owner(row: PlannedAction) -> bool:
    """Whether saying whose it is would help."""
    chosen = row.owner is not None and row.owner.how.value == "chosen"
    nobody = row.owner is None or row.owner.organisation_id is None
    return chosen or (row.fate is RowFate.REJECTED and nobody and bool(row.text))


def _told(row: PlannedAction) -> str:
    words = f"Row {row.row}: {FATES[row.fate].lower()}"
    return f"{words}. {row.result}." if row.result else f"{words}."


def _outcome(plan: LogPlan) -> str:
    said = list(plan.sentences)
    if plan.changes:
        said.append("You can undo the whole import.")
    return " ".join(said)


def _day(day: Any) -> str:
    from cspdesk.calendar import short_date

    return short_date(day, year=True)
