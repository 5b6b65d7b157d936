"""The sub-groups: who gave an account this cycle, who is silent, when each was last scrutinised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from db.vocabulary import RequestKind
from ui.boards.sub_group_forms import AccountForm
from ui.boards.sub_group_inspector import SubGroupInspector
from ui.delegates.cells import Line, Lines, Piece, rag_words, two_lines, work_state
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.boards.sub_groups import AccountLine, SubGroupLine, SubGroups
    from cspdesk.commanding import Command
    from ui.boards.page import BoardsPage
    from ui.widgets.forms import FormDialog

_NO_CYCLE = "No Board is planned yet. Sub-groups account for their progress before each Executive."
_NO_GROUPS = "No sub-group is recorded yet: add them under People and seats."
_PAPERS = {RequestKind.MINUTES: "Minutes", RequestKind.ACTION_PLAN: "Action plan"}
# Columns that give way in a narrow list, and from which width at 100 % they are shown.
_FROM = {3: 1040, 1: 860, 5: 690}


class SubGroupsView(QWidget):
    """Part of the page: `form` is the dialog opened last."""

    def __init__(self, page: BoardsPage) -> None:
        super().__init__()
        self.page = page
        self.groups: SubGroups | None = None
        self.form: FormDialog | None = None
        self.list, self.inspector = SubGroupTable(), SubGroupInspector(page.operations)
        self.record = SecondaryButton("Record an account", self.record_account)
        self.record.setToolTip("A")
        pane = Pane()
        pane.setAccessibleName("Sub-groups")
        pane.add(self.list, 1)
        self.splitter = Splitter(
            "sub-groups", (pane, self.inspector), (0, 400), page.context.state, inspector=1
        )
        self.empty = EmptyState(_NO_CYCLE)
        self.stack = QStackedLayout(self)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self._connect()
        if page.operations.refusal:
            self.record.set_allowed(False, page.operations.refusal)

    def tools(self) -> list[QWidget]:
        return [self.record]

    def _connect(self) -> None:
        self.list.record_chosen.connect(self._show)
        self.list.record_opened.connect(lambda _line: self.record_account())
        self.list.add_key("A", lambda _line: self.record_account())
        self.list.add_key("M", lambda _line: self.ask_paper(RequestKind.MINUTES, "next"))
        self.list.add_key("P", lambda _line: self.ask_paper(RequestKind.ACTION_PLAN, "next"))
        self.list.add_key("Del", lambda _line: self.take_back())
        self.inspector.account_wanted.connect(self.record_account)
        self.inspector.account_gone.connect(self.take_back)
        self.inspector.paper_wanted.connect(self.ask_paper)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, cycle_id: int | None) -> None:
        """Read the sub-groups in a cycle, None for nothing planned."""
        from cspdesk.boards.sub_groups import sub_groups

        found = self.page.desk.ask(sub_groups, cycle_id) if cycle_id is not None else None
        self.groups = found
        self.stack.setCurrentIndex(0 if found else 1)
        self.list.rows.set_records(found.lines if found else ())
        self.list.choose_first()
        self._show(self.list.current_record())

    def sentence(self) -> str:
        return self.groups.sentence if self.groups else ""

    def _show(self, line: SubGroupLine | None) -> None:
        self.inspector.show_line(line)
        refusal = self.page.operations.refusal
        why = refusal or ("" if line and line.account is None else "It has given its account.")
        self.record.set_allowed(not why, why)

    def choose(self, group_id: int) -> None:
        self.list.choose(group_id)

    # -- doing --------------------------------------------------------------------------------

    def _run(self, command: Command) -> None:
        if not self.page.operations.refuse():
            self.page.operations.run(command)

    def record_account(self) -> None:
        """The account of the chosen group; one that is in is edited where it stands."""
        line = self.list.current_record()
        if line is None or self.groups is None or self.page.operations.refuse():
            return
        if line.account is not None:
            self.inspector.parts["progress"].start_editing()
            return
        self.form = AccountForm(self.page, self.groups, line)
        self.form.open()

    def take_back(self) -> None:
        """The account was recorded in error."""
        from cspdesk.boards.account_commands import RemoveAccount

        line = self.list.current_record()
        account: AccountLine | None = line.account if line else None
        if account is not None:
            self._run(RemoveAccount(account.id, account.version))

    def ask_paper(self, kind: RequestKind, act: str) -> None:
        """Minutes or the action plan: asked for, asked again, or here; "next" is the first two."""
        from cspdesk.agenda.business_request_commands import AskGroups, RecordCame, RemindGroups

        line = self.list.current_record()
        if line is None or self.groups is None:
            return
        cycle_id, standing = self.groups.cycle.id, line.request(kind).standing
        if act == "came":
            self._run(RecordCame(cycle_id, line.id, kind))
        elif not standing.asked:
            self._run(AskGroups(cycle_id, (line.id,), kind))
        elif standing.open:
            self._run(RemindGroups(cycle_id, (line.id,), kind))

    # -- the page's questions -----------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        if self.stack.currentIndex() == 1:
            return [self.empty]
        return [self.list, self.inspector]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("A", "account"), ("M", "ask minutes"), ("P", "ask plan"), ("F9", "pane")]

    def escape(self) -> None:
        self.list.setFocus()

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()


class SubGroupTable(RowsView):
    """A sub-group a row, in the order of the structure chart."""

    def __init__(self) -> None:
        model: RowsModel[SubGroupLine] = RowsModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Sub-groups", kind="agenda")
        self.set_empty_text(_NO_GROUPS)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def _name(line: SubGroupLine) -> Lines:
    return two_lines(line.short_name, f"Reports to {line.reports_to}" if line.reports_to else "")


def _chair(line: SubGroupLine) -> Line:
    if line.chair_vacant:
        return Line((Piece("Chair vacant", tone="second", box="dashed"),))
    return Line((Piece(line.chair),))


def _account(line: SubGroupLine) -> Lines | Line:
    if line.account is None:
        late = rag_words("red", line.words) if line.days_late else work_state("todo", line.words)
        return Line((late,))
    said = line.account.progress or line.account.challenges or line.account.support
    return Lines((work_state("done", line.words),), (Piece(said, tone="second"),))


def _account_words(line: SubGroupLine) -> str:
    said = f": {line.account.progress}" if line.account and line.account.progress else ""
    return f"{line.words}{said}"


def _papers(line: SubGroupLine) -> Lines | Line:
    found = [
        work_state(
            "half" if one.standing.open else "done", f"{_PAPERS[kind]} {_small(one.standing.words)}"
        )
        for kind in _PAPERS
        if (one := line.request(kind)).standing.asked
    ]
    if not found:
        return Line((Piece("Not asked for", tone="hint"),))
    return Lines((found[0],), tuple(found[1:])) if len(found) > 1 else Line(tuple(found))


def _papers_words(line: SubGroupLine) -> str:
    return ", ".join(f"{_PAPERS[k]} {_small(line.request(k).standing.words)}" for k in _PAPERS)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _scrutinised(line: SubGroupLine) -> Lines:
    """Last and next time before the Board; what was never there is pointed out."""
    last = line.last_words[:1].upper() + line.last_words[1:]
    mark = rag_words("amber", last) if line.neglected else Piece(last)
    following = f"Next: {line.next_words}" if line.next_words else "Not planned"
    return Lines((mark,), (Piece(following, tone="second"),))


def _silence(line: SubGroupLine) -> Line:
    if line.is_silent:
        return Line((rag_words("amber", line.silence),))
    return Line((work_state("done", "Heard"),))


_COLUMNS: tuple[Column[SubGroupLine], ...] = (
    Column("Sub-group", lambda line: line.name, cell=_name, tooltip=lambda line: line.name),
    Column("Chair", lambda line: line.chair_words, cell=_chair, width=176,
           tooltip=lambda line: line.chair_words),
    Column("Account this cycle", _account_words, cell=_account, width=200,
           tooltip=lambda line: _account_words(line)),
    Column("Minutes and plan", _papers_words, cell=_papers, width=176),
    Column("Heard", lambda line: line.silence or "Heard", cell=_silence, width=146),
    Column("Before the Board", lambda line: line.last_words, cell=_scrutinised, width=164),
)  # fmt: skip
