"""The highlight report: what goes before the Board and why, what stays out, and its way there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.kpis.highlight_bar import Question, QuestionBar, Wanted
from ui.kpis.highlight_left import LeftPane
from ui.kpis.highlight_paper import ReportPaper
from ui.kpis.highlight_rows import (
    ASK,
    COLUMNS,
    WHY,
    HighlightDelegate,
    HighlightRow,
    NoteRow,
    Row,
)
from ui.kpis.highlight_way import WayBar
from ui.kpis.knowing import Knowing
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane
from ui.widgets.splitter import Splitter
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.kpis.records import (
        ExecutiveRequest,
        HighlightReport,
        IndicatorGroup,
        IndicatorLine,
    )
    from db.changes import ChangeSet
    from ui.kpis.page import KpisPage

_NO_CYCLE = "A highlight report belongs to a board cycle. Plan a cycle first, on Agenda planning."
_TREND, _TREND_FROM = 3, 900  # the trend gives way in a narrow list (px at 100 %)
_LEFT, _LEFT_NARROW, _NARROW = 410, 264, 1000  # px at 100 %: the pane at the right, the window
_FIELDS = {WHY: "headline", ASK: "ask"}


class HighlightView(QWidget):
    """The report at the left, what it leaves out at the right, its way to the Board above both."""

    def __init__(self, page: KpisPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Highlight report")
        self.knowing = Knowing(page.desk)
        self.report: HighlightReport | None = None
        self.cycle_id: int | None = None
        self._edited = WHY
        self._narrow = False
        self.way = WayBar(self)
        self.paper = ReportPaper(self)
        self.bar = QuestionBar()
        self.bar.closed.connect(self.take_focus)
        self.list = self._list()
        self.left = self._left()
        self.splitter = Splitter(
            "highlight", [self.list, self.left], [0, _LEFT], page.context.state
        )
        self.empty = EmptyState(_NO_CYCLE)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.way, self.stack, self.bar):
            box.addWidget(part, 1 if part is self.stack else 0)

    def _list(self) -> Pane:
        model: GroupedModel[Row] = GroupedModel(COLUMNS, key=lambda row: row.key)
        model.check_requested.connect(lambda row, _ticked: self.toggle(row))
        model.edit_requested.connect(self._typed)
        self.view = GroupedView(model, name="In the report", kind="highlight", collapsible=False)
        self.delegate = HighlightDelegate(self.view)
        self.view.delegate = self.delegate
        self.view.setItemDelegate(self.delegate)
        self.view.setUniformRowHeights(False)
        self.delegate.next_wanted.connect(lambda _editor: QTimer.singleShot(0, self.edit_next))
        self.view.set_empty_text("There are no indicators.")
        self.view.record_opened.connect(lambda _row: self.edit(WHY))
        for key, act in (
            ("E", lambda _row: self.edit(WHY)),
            ("A", lambda _row: self.edit(ASK)),
            ("L", self.leave),
            ("W", self.ask_reason),
            ("M", lambda row: self.ask_more(row)),
        ):
            self.view.add_key(key, act)
        return _ListPane(self.view)

    def _left(self) -> LeftPane:
        left = LeftPane()
        left.take_wanted.connect(self.take_line)
        left.open_wanted.connect(lambda line: self.page.show_target(f"indicator:{line.id}"))
        left.answer_wanted.connect(self.answer)
        left.remove_wanted.connect(self._remove)
        left.rules_wanted.connect(self.show_rules)
        return left

    def tools(self) -> list[QWidget]:
        """What the page puts at the right of its bar."""
        return [self.way.said, self.paper.preview, self.paper.save, self.way.step]

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the report afresh; the chosen row stays."""
        from cspdesk.kpis.highlight_report import highlight_report

        self.cycle_id = self.page.shown_cycle()
        self.report = self.page.desk.ask(highlight_report, self.cycle_id) if self.cycle_id else None
        report = self.report
        self.stack.setCurrentWidget(self.splitter if report else self.empty)
        self.way.show_report(report)
        self.paper.allow(report is not None)
        if report is None:
            return
        self.view.rows.set_groups([_group(report, group) for group in report.groups])
        self.view.choose_first()
        self.left.show_left(report.left_out, report.requests)
        self.page.tell_highlighted(report.groups)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window what is left out gives way to what is in."""
        super().resizeEvent(event)
        narrow = self.width() / theme().scale < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.paper.shorten(narrow)
            side = theme().px(_LEFT_NARROW if narrow else _LEFT)
            QTimer.singleShot(0, self, lambda: self.splitter.setSizes([self.width() - side, side]))

    def key_hints(self) -> list[tuple[str, str]]:
        return [
            ("Space", "in or out"),
            ("E", "headline"),
            ("A", "ask"),
            ("W", "why"),
            ("M", "more needed"),
        ]

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return [self.empty]
        return [self.list, self.left, *([] if self.bar.isHidden() else [self.bar])]

    def take_focus(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.bar.isHidden():
            self.bar.close_bar()
        else:
            super().keyPressEvent(event)

    # -- in or out ----------------------------------------------------------------------------

    @property
    def writable(self) -> bool:
        return self.way.open and not self.page.desk.read_only

    def toggle(self, row: Row) -> None:
        """Space: what is in goes out, what is not decided goes in."""
        if isinstance(row, NoteRow):
            return
        if row.taken:
            self.leave(row)
        else:
            self.take_line(row.held.line)

    def leave(self, row: Row) -> None:
        """Leave an indicator out, once the reason is given."""
        if isinstance(row, NoteRow) or not self._may_write():
            return
        line, version = row.held.line, row.held.version
        self.bar.ask(
            Question(
                f"Why does {line.code} {line.name} stay out of the report?",
                "Leave it out",
                [Wanted("reason", "Reason", offers=self._reasons())],
                partial(self._decide, line.id, version, False),
            )
        )

    def take_line(self, line: IndicatorLine) -> None:
        """Take an indicator in: a candidate at once, others once their words are given."""
        from cspdesk.kpis.assessments import before_deciding

        cycle_id, held = self.cycle_id, self._held(line.id)
        if cycle_id is None or not self._may_write():
            return
        version, needs_value = self.page.desk.ask(before_deciding, line.id, cycle_id)
        why = held.why if held else ""
        if why and not needs_value:
            self._decide(line.id, version, True, {"reason": why})
            return
        wanted = [Wanted("reason", "Why it is in", why)]
        if needs_value:
            wanted.append(Wanted("partnership_value", "Value the partnership can add"))
        self.bar.ask(
            Question(
                f"Take {line.code} {line.name} into the report",
                "Take it in",
                wanted,
                partial(self._decide, line.id, version, True),
            )
        )

    def _decide(self, key: int, version: int, take: bool, texts: dict[str, str]) -> bool:
        from cspdesk.kpis.highlight_commands import DecideHighlight

        assert self.cycle_id is not None
        command = DecideHighlight(key, self.cycle_id, take, seen_version=version, **texts)
        return self._run(command)

    def _run(self, command: Any) -> bool:
        fields = self.bar.fields if not self.bar.isHidden() else None
        return self.page.operations.run(command, fields=fields) is not None

    def _may_write(self) -> bool:
        if not self.writable:
            self.way.say_closed()
        return self.writable

    def _held(self, key: int) -> Any:
        report = self.report
        rows = (*report.taken, *report.undecided) if report else ()
        return next((held for held in rows if held.line.id == key), None)

    def _reasons(self) -> list[str]:
        """The reasons in use first, then those of the rules."""
        from cspdesk.kpis.highlight import WhyOut

        groups = self.report.left_out if self.report else ()
        used = [": ".join(filter(None, (group.reason, group.detail))) for group in groups]
        ruled = [f"{why.label}: {why.sentence}" for why in WhyOut]
        return list(dict.fromkeys([*used, *ruled, "Same story as one that is in: "]))

    # -- words --------------------------------------------------------------------------------

    def edit(self, column: int) -> None:
        """Edit the headline or the ask of the chosen row in its cell."""
        row = self.view.current_record()
        if not isinstance(row, HighlightRow) or not self._may_write():
            return
        self._edited = column
        self.view.edit(self.view.currentIndex().siblingAtColumn(column))

    def edit_next(self) -> None:
        """Tab in the headline leads to the ask, in the ask to the next row's headline."""
        if self._edited == WHY:
            self.edit(ASK)
            return
        ids = [r.key for r in self.view.rows.records() if isinstance(r, HighlightRow)]
        row = self.view.current_record()
        place = ids.index(row.key) + 1 if isinstance(row, HighlightRow) else len(ids)
        if place < len(ids):
            self.view.choose(ids[place])
            self.edit(WHY)

    def _typed(self, row: Row, title: str, text: str) -> None:
        from cspdesk.kpis.highlight_commands import EditHighlight

        assert isinstance(row, HighlightRow)
        assert self.cycle_id is not None
        column = next(place for place, one in enumerate(COLUMNS) if one.title == title)
        changed: dict[str, Any] = {_FIELDS[column]: text}
        command = EditHighlight(
            row.held.line.id, self.cycle_id, seen_version=row.held.version, **changed
        )
        places = _CellPlaces(self, column, text)
        self.page.operations.run(command, fields=places, quiet=True)

    def ask_reason(self, row: Row) -> None:
        """Word why an indicator is in."""
        from cspdesk.kpis.highlight_commands import EditHighlight

        if not isinstance(row, HighlightRow) or not row.taken or not self._may_write():
            return
        line, version, cycle_id = row.held.line, row.held.version, self.cycle_id
        assert cycle_id is not None
        self.bar.ask(
            Question(
                f"Why is {line.code} {line.name} in the report?",
                "Keep",
                [Wanted("highlight_reason", "Reason", row.held.why)],
                lambda texts: self._run(
                    EditHighlight(line.id, cycle_id, seen_version=version, **texts)
                ),
            )
        )

    # -- the Executive ------------------------------------------------------------------------

    def ask_more(self, row: Row | None) -> None:
        """Note that the Executive needs more, on an indicator or on the report."""
        from cspdesk.kpis.executive_commands import AskForMore

        line = row.held.line if isinstance(row, HighlightRow) else None
        cycle_id = self.cycle_id
        if cycle_id is None or not self._may_write():
            return
        about = f"{line.code} {line.name}" if line else "the report as a whole"
        self.bar.ask(
            Question(
                f"The Executive needs more information on {about}",
                "Note it",
                [Wanted("text", "More information needed")],
                lambda texts: self._run(
                    AskForMore(cycle_id, texts["text"], line.id if line else None)
                ),
            )
        )

    def answer(self, request: ExecutiveRequest) -> None:
        """Write what the Executive was told."""
        from cspdesk.kpis.executive_commands import AnswerRequest

        if not self._may_write():
            return
        about = f"{request.code}: " if request.code else ""
        self.bar.ask(
            Question(
                f"The Executive asked: {about}{request.text}",
                "Keep the answer",
                [Wanted("answer", "Answer", request.answer)],
                lambda texts: self._run(
                    AnswerRequest(request.id, texts["answer"], request.version)
                ),
            )
        )

    def _remove(self, request: ExecutiveRequest) -> None:
        from cspdesk.kpis.executive_commands import RemoveRequest

        if self._may_write():
            self._run(RemoveRequest(request.id, request.version))

    def show_rules(self) -> None:
        """What makes a candidate, in words."""
        from cspdesk.kpis.highlight import RULES
        from ui.widgets.dialogs import ExplainDialog

        ExplainDialog("What goes into the highlight report", RULES, parent=self.window()).open()


class _ListPane(Pane):
    """The list; in a narrow one the trend gives way to the words."""

    def __init__(self, view: GroupedView) -> None:
        super().__init__()
        self.setAccessibleName("In the report")
        self._view = view
        self.add(view, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._view.setColumnHidden(_TREND, self.width() / theme().scale < _TREND_FROM)


class _CellPlaces:
    """Says under the list why a cell was refused, and opens it again with what was typed."""

    def __init__(self, view: HighlightView, column: int, typed: str) -> None:
        self._view, self._column, self._typed = view, column, typed

    def clear(self) -> None:
        self._view.way.say("")

    def show(self, name: str, words: str) -> bool:
        self._view.way.say(words)
        if name in _FIELDS.values():
            self._view.delegate.offer(self._typed)
            QTimer.singleShot(0, partial(self._view.edit, self._column))
        return True


def _group(report: HighlightReport, group: IndicatorGroup) -> Group[Row]:
    ids = {line.id for line in group.lines}
    waiting = {one.indicator_id: one.text for one in report.requests if not one.answer}
    rows: list[Row] = [
        HighlightRow(held, waiting.get(held.line.id, ""))
        for held in _in_order(report, group)
        if held.line.id in ids
    ]
    taken = sum(isinstance(row, HighlightRow) and row.taken for row in rows)
    count = f"{taken or 'none'} of {len(group.lines)}"
    is_block = group.block is not None and group.block.number is None
    detail = f"{count}, only where partners can add something" if is_block else count
    return Group(group.name, group.name, (*rows, *_notes(group, bool(rows))), detail=detail)


def _in_order(report: HighlightReport, group: IndicatorGroup) -> list[Any]:
    held = {one.line.id: one for one in (*report.taken, *report.undecided)}
    return [held[line.id] for line in group.lines if line.id in held]


def _notes(group: IndicatorGroup, has_rows: bool) -> list[NoteRow]:
    """What the report says of gaps, and of a priority with nothing in it."""
    gaps = [
        NoteRow(f"gap-{line.id}", f"Gap: {line.name}", f"{line.gap.sentence} The report says so.")
        for line in group.lines
        if line.gap is not None and line.gap.label == "No indicator"
    ]
    if has_rows or gaps:
        return gaps
    return [NoteRow(f"none-{group.name}", "", "Nothing exceptional.")]
