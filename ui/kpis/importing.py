"""Import figures: choose, look, decide, import. Nothing is written before every row's fate is seen.

The steps are pages of one stack; `ImportView` holds what was opened and decided, and makes the
plan again, in the background, at each decision.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.errors import WorldError
from cspdesk.words import counted
from ui.jobs import Cancelled, Token
from ui.kpis.import_preview import PreviewPage
from ui.kpis.import_sheets import SheetLine, SheetsPage
from ui.kpis.import_start import StartPage
from ui.kpis.import_steps import StepLine
from ui.theme import label
from ui.widgets.page import Page
from ui.widgets.pane import Bar
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable

    from cspdesk.desk import Desk
    from cspdesk.kpis.importing import Opened, Settings
    from cspdesk.sheets.mapping import Choices
    from cspdesk.sheets.plan import ImportPlan
    from db.changes import ChangeSet

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
FILE, SHEETS, PREVIEW = range(3)
_SURE = 0.5
"""Confidence from which a table is shown at once, without asking which sheet and header."""


class ImportView(QWidget):
    """Choose, drop or paste; put sheets and columns right; decide; import as one step."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self.file: Opened | None = None
        self.settings: Settings | None = None
        self.plan: ImportPlan | None = None
        self.token: Token | None = None
        self._name = ""  # of the file that is read
        self._again: Settings | None = None
        self.setAccessibleName("Import figures")
        self.setAcceptDrops(True)
        self._build()
        self.show_step(FILE)

    # -- making -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.title = label("Import KPI figures", "page")
        self.steps = StepLine()
        self.detail = label("", "body", "second")
        self.detail.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.detail.setMinimumWidth(1)
        self.header = Bar(46)
        self.header.add(self.title, self.steps)
        self.header.end(self.detail)
        self.start, self.sheets, self.preview = StartPage(), SheetsPage(), PreviewPage()
        self.stack = QStackedWidget()
        for made in (self.start, self.sheets, self.preview):
            self.stack.addWidget(made)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.stack, 1)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._connect()

    def _connect(self) -> None:
        self.start.file_wanted.connect(self.choose_file)
        self.start.paste_wanted.connect(self.paste)
        self.start.cancel_wanted.connect(self.cancel_reading)
        self.start.form_wanted.connect(self.make_form)
        self.sheets.ticked.connect(self._on_ticked)
        self.sheets.header_chosen.connect(self._on_header)
        self.sheets.sheet_shown.connect(self._on_sheet_shown)
        self.sheets.went_on.connect(self._to_preview)
        self.sheets.went_back.connect(lambda: self.show_step(FILE))
        preview = self.preview
        preview.apply_wanted.connect(self.import_figures)
        preview.back_wanted.connect(lambda: self.show_step(SHEETS))
        preview.rejects_wanted.connect(self.save_rejects)
        preview.strip.chosen.connect(self._on_role)
        preview.decide.decided.connect(self._on_decided)
        preview.decide.named.connect(self._on_named)
        preview.decide.keeping.connect(self._on_keeping)
        self.page.context.jobs.progress.connect(self._on_progress)

    # -- the screen's part --------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Figures that changed meanwhile change the plan: it is made again against them."""
        if self.plan is None and changes is not None and self.token is None:
            self.start.say("")  # what was said of the last import may have been undone
        self._show_past()
        touched = changes is None or changes.touches("measurement", "indicator", "assessment")
        if self.file is not None and self.settings is not None and touched:
            from cspdesk.kpis.importing import context

            self.file = replace(self.file, context=context(self.page.desk))
            if self.plan is not None:
                self._plan(self.settings)

    def _show_past(self) -> None:
        from cspdesk.kpis.imports import imports
        from cspdesk.kpis.return_form import partners_owing

        self.start.past.rows.set_records(list(self.page.desk.ask(imports)))
        self.start.show_partners(self.page.desk.ask(partners_owing))

    def key_hints(self) -> list[tuple[str, str]]:
        if self.step == PREVIEW:
            return [("F8", "next rejected"), ("1…9", "decide"), ("Enter", "answers")]
        return [("Ctrl+V", "paste a table")]

    def take_focus(self) -> None:
        targets = (self.start.button, self.sheets.list, self.preview.table)
        targets[self.step].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def step(self) -> int:
        return self.stack.currentIndex()

    def show_step(self, step: int, words: str = "") -> None:
        """Show a step; going back to the file lets go of what was read."""
        if step == FILE:
            self.file = self.plan = self.settings = None
            self.start.say(words)
            self.detail.setText("")
        self.stack.setCurrentIndex(step)
        self.steps.set_current(step)
        if step == SHEETS:
            self._show_sheets()
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Each step has its own keys; the window only asks when it changes the view."""
        status = self.window().findChild(StatusLine) if self.isVisible() else None
        if status is not None:
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def say(self, words: str) -> None:
        """Tell on the step at hand what came of something."""
        places = (self.start.say, self.sheets.words.setText, self.preview.outcome.setText)
        places[self.step](words)

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

    def paste(self) -> None:
        """Read what was copied: a table, or a file from the folder."""
        held = QGuiApplication.clipboard().mimeData()
        urls = [url for url in held.urls() if url.isLocalFile()]
        if len(urls) == 1:
            self.read(Path(urls[0].toLocalFile()))
            return
        text = held.text()
        self._start("Pasted table", lambda desk, _token: _opened_text(desk, text))

    def read(self, path: Path) -> None:
        """Read the file in the background; its plan is shown when it is ready."""
        self._start(path.name, lambda desk, token: _opened_file(desk, path, token))

    def _start(self, name: str, work: Callable[[Desk, Token], Any]) -> None:
        if self.token is not None:
            return
        self.show_step(FILE)
        self._name = name
        self.start.set_reading(True, f"Reading {name}")
        desk = self.page.desk.reader()
        token = self.page.context.jobs.start(
            f"Read {name}",
            lambda token: work(desk, token),
            on_done=self._read_done,
            on_failed=lambda _problem: self._ended("The file could not be read."),
            on_cancelled=lambda: self._ended("Reading was stopped. Nothing was changed."),
        )
        if token in self.page.context.jobs.running():
            self.token = token

    def cancel_reading(self) -> None:
        if self.token is not None:
            self.token.cancel()
            self.start.cancel.setEnabled(False)

    def _on_progress(self, token: Token, done: int, total: int, words: str) -> None:
        if token is self.token and self.step == FILE:
            self.start.show_progress(done, total, f"{token.label}: {words}")

    def _ended(self, words: str) -> None:
        self.token = None
        self.start.set_reading(False)
        self.show_step(FILE, words)
        self.take_focus()

    def _read_done(self, answer: Opened | WorldError) -> None:
        from cspdesk.kpis.importing import Settings

        if isinstance(answer, WorldError):
            self._ended("")
            self.start.refuse(self._name, str(answer))
            return
        self.token = None
        self.start.set_reading(False)
        self.file, self.settings = answer, Settings(sheets=answer.chosen)
        layouts = [answer.table(name).layout for name in answer.chosen]
        if all(layout.confidence >= _SURE for layout in layouts):
            self._plan(self.settings)
        else:
            self.show_step(SHEETS)
            self.take_focus()

    # -- sheets and headers -------------------------------------------------------------------

    def _show_sheets(self) -> None:
        from cspdesk.kpis.importing import looked

        if self.file is None or self.settings is None:
            return
        lines = []
        for one in self.file.tables:
            layout = looked(self.file, self.settings, one.sheet.name).layout
            possible = layout.confidence > 0
            words = " ".join(said for said in layout.sentences if not said.startswith("The header"))
            words = words.replace(f"Sheet “{one.sheet.name}” has no", "No")
            words = words if one.sheet.rows else "Empty"
            hidden = "Hidden. " if one.sheet.hidden else ""
            lines.append(
                SheetLine(
                    one.sheet.name,
                    len(one.sheet.rows),
                    hidden + words,
                    possible and one.sheet.name in self.settings.sheets,
                    possible,
                    layout.header_rows[-1] if layout.header_rows else -1,
                    layout.first_row,
                )
            )
        self.detail.setText(self.file.book.file_name)
        self.sheets.show_lines(lines)

    def _on_sheet_shown(self, name: str) -> None:
        if self.file is not None:
            self.sheets.show_cells(self.file.table(name).sheet)

    def _on_ticked(self, name: str, read: bool) -> None:
        if self.settings is None or self.file is None:
            return
        wanted = {*self.settings.sheets, name} if read else {*self.settings.sheets} - {name}
        order = [one.sheet.name for one in self.file.tables]
        self.settings = replace(self.settings, sheets=tuple(n for n in order if n in wanted))
        self._show_sheets()

    def _on_header(self, name: str, row: int) -> None:
        if self.settings is None:
            return
        self.settings = replace(
            self.settings,
            headers={**self.settings.headers, name: row},
            roles={sheet: roles for sheet, roles in self.settings.roles.items() if sheet != name},
        )
        self._show_sheets()

    def _to_preview(self) -> None:
        if self.settings is not None and self.sheets.go.isEnabled():
            self._plan(self.settings)

    # -- the plan -----------------------------------------------------------------------------

    def _plan(self, settings: Settings) -> None:
        """Make the plan in the background; a decision made meanwhile is planned after it."""
        from cspdesk.kpis.importing import plan_opened

        if self.token is not None:
            self._again = settings
            return
        file = self.file
        if file is None:
            return
        token = self.page.context.jobs.start(
            f"Plan {file.book.file_name}",
            lambda _token: _answered(lambda: plan_opened(file, settings)),
            on_done=lambda answer: self._planned(answer, settings),
            on_failed=lambda _problem: self._plan_ended(),
            on_cancelled=self._plan_ended,
        )
        if token in self.page.context.jobs.running():
            self.token = token

    def _plan_ended(self) -> None:
        self.token, self._again = None, None

    def _planned(self, answer: ImportPlan | WorldError, settings: Settings) -> None:
        again, self._again, self.token = self._again, None, None
        if again is not None and again != settings:
            self._plan(again)
            return
        if self.file is None:
            return
        if isinstance(answer, WorldError):
            self.show_step(SHEETS)
            self.say(str(answer))
            return
        first = self.step != PREVIEW
        self.plan, self.settings = answer, settings
        self.preview.show_plan(answer, self.file, settings, read_only=self.page.desk.read_only)
        self.detail.setText(_what(answer))
        if first:
            self.show_step(PREVIEW)
            self.take_focus()

    def _change(self, **values: Any) -> None:
        if self.settings is not None:
            self._plan(replace(self.settings, **values))

    def _on_decided(self, choices: Choices) -> None:
        self._change(choices=choices)

    def _on_named(self, name: str, indicator_id: int) -> None:
        from cspdesk.sheets.decisions import with_name

        if self.plan is not None and self.settings is not None:
            made = with_name(self.plan, self.settings.choices, name, indicator_id)
            self._change(choices=made)

    def _on_keeping(self, keep: bool, name: str) -> None:
        settings = self.settings
        if settings is not None and (keep, name) != (settings.keep, settings.recipe):
            self._change(keep=keep, recipe=name)

    def _on_role(self, letters: str, role: str) -> None:
        """A column's role, on every sheet that is read: they are alike."""
        from cspdesk.sheets.layout import ColumnRole

        if self.settings is None:
            return
        roles = {sheet: dict(known) for sheet, known in self.settings.roles.items()}
        for sheet in self.settings.sheets:
            roles.setdefault(sheet, {})[letters] = ColumnRole(role)
        self._change(roles=roles)

    # -- what comes of it ---------------------------------------------------------------------

    def import_figures(self) -> None:
        """Write what the plan says, as one step that can be undone."""
        from cspdesk.kpis.import_commands import ApplyImport

        plan = self.plan
        if plan is None or self.token is not None:
            return
        # The plan is let go first: hearing of its own change it must not be made again.
        kept = (self.file, self.settings)
        self.file = self.plan = None
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            done = self.page.operations.run(ApplyImport(plan))
        finally:
            QGuiApplication.restoreOverrideCursor()
        if done is None:
            self.plan, (self.file, self.settings) = plan, kept
            return
        self.show_step(
            FILE,
            f"Imported {counted(len(plan.changes), 'figure')} from {plan.file_name}. "
            "Ctrl+Z takes the whole import back.",
        )
        self._show_past()
        self.take_focus()

    def save_rejects(self) -> None:
        """Ask where, then write the rejected rows as a workbook to mend."""
        from cspdesk.sheets.writing import save_rejects

        plan = self.plan
        if plan is None:
            return
        path = self._where("Save the rejected rows", f"Rejected from {Path(plan.file_name).stem}")
        if path is not None:
            self._write(lambda: save_rejects(plan, path), path, "rejected row")

    def make_form(self, organisation_id: int) -> None:
        """Ask where, then write the return form of a partner."""
        from cspdesk.kpis.return_form import form_facts, save_form

        def written() -> int:
            return save_form(facts, path)

        try:
            facts = self.page.desk.ask(form_facts, organisation_id)
        except WorldError as problem:
            self.start.say(str(problem))
            return
        found = self._where("Save the return form", f"KPI return {facts.organisation}")
        if found is not None:
            path = found
            self._write(written, path, "awaited figure")

    def _where(self, title: str, name: str) -> Path | None:
        text, _kind = QFileDialog.getSaveFileName(self, title, f"{name}.xlsx", "Excel (*.xlsx)")
        return Path(text).with_suffix(".xlsx") if text else None

    def _write(self, write: Callable[[], int], path: Path, noun: str) -> None:
        answer = _answered(write)
        if isinstance(answer, WorldError):
            self.say(str(answer))
            return
        self.say(f"Wrote {counted(answer, noun)} to {path.name}.")


def _what(plan: ImportPlan) -> str:
    """ "return.xlsx, sheet “Return”, header in row 4"."""
    if plan.tables:
        return f"{plan.file_name}, {len(plan.tables)} sheets"
    header = f", header in row {plan.layout.header_number}" if plan.layout.header_rows else ""
    return f"{plan.file_name}, sheet “{plan.sheet}”{header}"


def _answered(work: Callable[[], Any]) -> Any:
    """The answer, or why it is refused: that is an answer too, not a failure of the program."""
    try:
        return work()
    except WorldError as refused:
        return refused


def _opened_file(desk: Desk, path: Path, token: Token) -> Opened | WorldError:
    from cspdesk.kpis.importing import open_file
    from cspdesk.sheets.errors import ReadCancelled

    try:
        return open_file(desk, path, progress=token.step, cancelled=lambda: token.cancelled)
    except ReadCancelled as stopped:
        raise Cancelled(token.label) from stopped
    except WorldError as refused:
        return refused


def _opened_text(desk: Desk, text: str) -> Opened | WorldError:
    from cspdesk.kpis.importing import open_text

    answer: Opened | WorldError = _answered(lambda: open_text(desk, text))
    return answer
