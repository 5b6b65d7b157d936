"""A membership list, chosen or pasted: every row with what becomes of it, then taken in as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.charts.mark_names import MarkName
from db.vocabulary import RowFate
from ui.delegates.cells import Line, Piece
from ui.delegates.wrapping import Wrapped, use_wrapping
from ui.kpis.import_rows import fate_piece
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import ProblemLabel
from ui.widgets.forms import Choice
from ui.widgets.segments import SegmentedControl
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from cspdesk.people.member_plan import MembershipPlan, PlannedMember
    from cspdesk.people.member_rows import MemberList
    from db.changes import ChangeSet
    from ui.jobs import Token
    from ui.people.page import PeoplePage

KINDS = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")
_ALL = "all"
_SEGMENTS = (
    (_ALL, "All"),
    (RowFate.NEW.value, "New"),
    (RowFate.CHANGED.value, "Changed"),
    (RowFate.SAME.value, "Unchanged"),
    (RowFate.REJECTED.value, "Rejected"),
)
_START = (
    "Choose a spreadsheet, drop it here, or copy the table and press Ctrl+V. It needs titles such "
    "as Organisation, Seat, Name, Job title, E-mail, Phone, From and Statutory over its columns. "
    "Nothing is written before you have seen what becomes of each row."
)


class MembersDialog(QDialog):
    """`read` and `paste` show the plan; `take_in` writes it."""

    def __init__(self, page: PeoplePage) -> None:
        super().__init__(page.window())
        self.page = page
        self.source: MemberList | None = None
        self.plan: MembershipPlan | None = None
        self.choices: dict[str, int | None] = {}  # a name as written → what it is, None for new
        self.changes: ChangeSet | None = None
        self.token: Token | None = None
        self.setWindowTitle("Import a membership list")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        look = theme()
        self.resize(look.px(1060), look.px(620))
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        self.box.setSpacing(look.px(10))
        self.box.addWidget(label("Import a membership list", "inspector"))
        self._make_source()
        self._make_table()
        self._make_foot()
        self._show_plan()

    # -- making -------------------------------------------------------------------------------

    def _make_source(self) -> None:
        from cspdesk.people.queries import groups

        self.choose_button = SecondaryButton("&Choose a file…", self.choose_file)
        self.paste_button = SecondaryButton("&Paste", self.paste)
        self.paste_button.setToolTip("Ctrl+V")
        named = [(one.id, one.short_name) for one in self.page.desk.ask(groups)]
        self.group = Choice(named)
        self.group.setMinimumContentsLength(18)
        self.group.setAccessibleName("Rows that name no group are for")
        self.group.currentIndexChanged.connect(lambda _place: self._plan_again())
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for part in (self.choose_button, self.paste_button):
            row.addWidget(part)
        row.addStretch(1)
        caption = label("Rows that name no &group are for", "body", "second")
        caption.setBuddy(self.group)
        row.addWidget(caption)
        row.addWidget(self.group)
        self.box.addLayout(row)
        self.said = label(_START, "body", "second")
        self.said.setWordWrap(True)
        self.box.addWidget(self.said)
        self.problem = ProblemLabel()
        self.box.addWidget(self.problem)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self, self.paste)

    def _make_table(self) -> None:
        self.fates = SegmentedControl(list(_SEGMENTS), name="Show rows")
        self.fates.chosen.connect(lambda _key: self._show_rows())
        self.table = RowsView(RowsModel(_COLUMNS, key=_key), name="Rows of the list")
        use_wrapping(self.table)
        self.table.add_key("F8", lambda _row: self.next_problem())
        self.table.record_chosen.connect(self._show_row)
        self.detail = label("", "body")
        self.detail.setWordWrap(True)
        self.detail.setMinimumHeight(3 * self.fontMetrics().lineSpacing())
        self.detail.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.box.addWidget(self.fates)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.detail)
        self._make_decision()
        self.room = QWidget()  # takes the height while there is no list
        self.box.addWidget(self.room, 1)

    def _make_decision(self) -> None:
        """Whose a row is where no organisation is called so: one that is here, or a new one."""
        from cspdesk.people.queries import organisations

        named = [(one.id, one.name) for one in self.page.desk.ask(organisations)]
        self.owner = Choice(named, none="Choose an organisation")
        self.owner.setAccessibleName("Which organisation it is")
        self.owner.setMinimumWidth(theme().px(300))
        self.use = SecondaryButton("&Use this organisation", self.use_owner)
        self.is_new = QCheckBox("It is a &new organisation")
        self.is_new.clicked.connect(self.tick_new)
        self.decision = QWidget()
        row = QHBoxLayout(self.decision)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for part in (self.owner, self.use, self.is_new):
            row.addWidget(part)
        row.addStretch(1)
        self.box.addWidget(self.decision)

    def _make_foot(self) -> None:
        self.apply = PrimaryButton("Import", self.take_in)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.apply)
        self.box.addLayout(row)

    # -- reading ------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for a file, then read it."""
        kinds = " ".join(f"*.{kind}" for kind in KINDS)
        name, _kind = QFileDialog.getOpenFileName(
            self, "Choose a membership list", "", f"Spreadsheets ({kinds});;All files (*)"
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
        words = held.text()

        def pasted(_token: Token) -> MemberList:
            from cspdesk.people.member_queries import members_of_text

            return members_of_text(words)

        self._start("Pasted list", pasted)

    def read(self, path: Path) -> None:
        """Read the file in the background; its plan is shown when it is ready."""

        def reading(token: Token) -> MemberList:
            from cspdesk.people.member_queries import read_members

            return read_members(path, cancelled=lambda: token.cancelled)

        self._start(path.name, reading)

    def _start(self, name: str, work: Callable[[Token], MemberList]) -> None:
        if self.token is not None:
            return
        self.problem.say("")
        self.said.setText(f"Reading {name}…")
        token = self.page.context.jobs.start(
            f"Read {name}",
            lambda token: _answered(work, token),
            on_done=self._read_done,
            on_failed=lambda _problem: self._ended("The list could not be read."),
            on_cancelled=lambda: self._ended("Reading was stopped. Nothing was changed."),
        )
        if token in self.page.context.jobs.running():
            self.token = token

    def _read_done(self, answer: MemberList | Exception) -> None:
        if not isValid(self):
            return
        if isinstance(answer, Exception):
            self._ended(str(answer))
            return
        self.token = None
        self.source = answer
        self.choices = {}
        self._plan_again()
        self.table.setFocus()

    def _ended(self, words: str) -> None:
        if isValid(self):
            self.token = None
            self.source = self.plan = None
            self._show_plan()
            self.problem.say(words)

    # -- the plan -----------------------------------------------------------------------------

    def _plan_again(self) -> None:
        """Hold the list against what is known now, for the group that is chosen."""
        from cspdesk.people.member_plan import plan_members
        from cspdesk.people.member_queries import known_people

        if self.source is None or self.group.key is None:
            return
        known = self.page.desk.ask(known_people)
        self.plan = plan_members(self.source, known, self.group.key, self.choices)
        self._show_plan()

    def _show_plan(self) -> None:
        plan = self.plan
        for part in (self.fates, self.table, self.detail, self.decision):
            part.setVisible(plan is not None)
        self.room.setVisible(plan is None)
        used = len(plan.to_do) if plan else 0
        words = "Import 1 row" if used == 1 else f"Import {used} rows"
        self.apply.setText(words if used else "Import")
        why = "Choose a list first." if plan is None else "All that the list tells is here."
        self.apply.set_allowed(used > 0, why)
        if plan is None:
            self.said.setText(_START)
            return
        self.said.setText(" ".join((plan.sentence, *plan.source.sentences)))
        for key, words in _SEGMENTS:
            count = len(plan.rows) if key == _ALL else plan.count(RowFate(key))
            self.fates.set_text(key, words, str(count))
        self._show_rows()

    def _show_rows(self) -> None:
        if self.plan is None:
            return
        wanted = self.fates.current
        rows = [row for row in self.plan.rows if wanted in (_ALL, row.fate.value)]
        self.table.set_empty_text("No row of this kind.")
        self.table.rows.set_records(rows)
        self.table.choose_first()
        self._show_row(self.table.current_record())

    def _show_row(self, row: PlannedMember | None) -> None:
        self._show_decision(row)
        if row is None:
            self.detail.setText("")
            return
        notes = "; ".join(row.notes)
        read = f"\nRead with a change: {notes}." if notes else ""
        self.detail.setText(f"Row {row.row}: {row.words}{read}")

    def _show_decision(self, row: PlannedMember | None) -> None:
        asks = row is not None and row.asks
        for part in (self.owner, self.use, self.is_new):
            part.setEnabled(asks)
        said = row.member.organisation if row is not None and asks else ""
        chosen = self.choices.get(said)
        self.is_new.setChecked(bool(said) and said in self.choices and chosen is None)
        if row is not None and asks:
            self.owner.choose(chosen or next(iter(row.suggestions), None))

    def use_owner(self) -> None:
        """Every row of this name is of the chosen organisation."""
        if self.owner.key is not None:
            self._decide(self.owner.key, known=True)

    def tick_new(self, ticked: bool) -> None:
        """Every row of this name is of a new organisation, or it is asked again."""
        self._decide(None, known=ticked)

    def _decide(self, key: int | None, *, known: bool) -> None:
        row = self.table.current_record()
        if row is None or not row.asks:
            return
        self.choices.pop(row.member.organisation, None)
        if known:
            self.choices[row.member.organisation] = key
        self._plan_again()
        self.table.choose(_key(row))

    def next_problem(self) -> None:
        """Go to the next row that is not used, round and round."""
        rows: list[PlannedMember] = self.table.rows.records()
        chosen = self.table.current_record()
        start = rows.index(chosen) + 1 if chosen in rows else 0
        for row in (*rows[start:], *rows[:start]):
            if row.fate is RowFate.REJECTED:
                self.table.choose(_key(row))
                return

    def done(self, result: int) -> None:
        """However it is closed, nothing goes on being read for it."""
        if self.token is not None:
            self.token.cancel()
        super().done(result)

    def take_in(self) -> None:
        """Write the plan as it is shown; one step, undone as one."""
        from cspdesk.people.member_commands import ApplyMembership

        if self.plan is None:
            return
        self.changes = self.page.operations.run(ApplyMembership(self.plan))
        if self.changes is not None:
            self.accept()
        else:
            self._plan_again()


def _answered(work: Callable[[Token], MemberList], token: Token) -> MemberList | Exception:
    """The list, or why there is none: what is wrong with a file is no failure of the program."""
    from cspdesk.errors import WorldError
    from cspdesk.sheets.errors import ReadCancelled

    try:
        return work(token)
    except WorldError as refused:
        return refused
    except ReadCancelled:
        from ui.jobs import Cancelled

        raise Cancelled from None


def _key(row: PlannedMember) -> tuple[int, str, str]:
    return row.row, row.member.kind.value, row.member.name


def _seat(row: PlannedMember) -> str:
    return row.role or row.member.role or row.member.job


def _name(row: PlannedMember) -> str:
    return "Vacant" if row.member.vacant else row.member.name


def _fate(row: PlannedMember) -> Line:
    piece = fate_piece(row.fate)
    if row.notes and row.fate is not RowFate.REJECTED:
        piece = Piece(piece.text, MarkName.AMBER, "amber", style="label-strong")
    return Line((piece,))


def _becomes(row: PlannedMember) -> Wrapped:
    used = row.fate is not RowFate.REJECTED  # a question has both lines for itself
    return Wrapped(row.words, note="; ".join(row.notes) if used else "")


_COLUMNS: tuple[Column[PlannedMember], ...] = (
    Column("Row", lambda row: str(row.row), sort=lambda row: row.row, align="right", width=48),
    Column("Organisation", lambda row: row.member.organisation, width=170, strong=True),
    Column("Seat", _seat, cell=lambda row: Wrapped(_seat(row)), width=150),
    Column("Name", _name, width=136),
    Column("", lambda row: row.fate.label, cell=_fate, width=100),
    Column(
        "What becomes of it", lambda row: _becomes(row).spoken, cell=_becomes,
        tooltip=lambda row: "\n".join((row.words, *row.notes)),
    ),
)  # fmt: skip
