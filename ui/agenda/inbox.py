"""The Executive's inbox: business by source, a verdict by one key, what went out, who is silent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from db.vocabulary import GroupKind, RequestKind
from ui.agenda.inbox_adding import RaiseDialog
from ui.agenda.inbox_card import BusinessInspector
from ui.agenda.inbox_columns import GROUPS, PIECES, WAYS
from ui.agenda.inbox_groups import GroupInspector, silent_and_asked
from ui.agenda.inbox_verdict import VERDICTS
from ui.models.grouped import Group, GroupedModel
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.flow import FlowLayout
from ui.widgets.notes import EmptyState
from ui.widgets.pane import Pane, Section
from ui.widgets.search import SearchField
from ui.widgets.segments import SegmentedControl
from ui.widgets.splitter import Splitter
from ui.widgets.tables import GroupedView, RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import (
        BusinessLine,
        GroupLine,
        Inbox,
        InboxCounts,
        WayOut,
    )
    from db.changes import ChangeSet
    from ui.agenda.page import AgendaPage

DECIDE, ALL, WAYS_OUT, ASKED = "decide", "all", "ways", "groups"
_NO_CYCLE = "Business is raised with the Executive of a cycle. Plan the first cycle."
_EMPTY = {
    DECIDE: "Nothing is to decide. Press Ins to add business, or ask the groups (Alt+4).",
    ALL: "No business yet. Press Ins to add some; PMG’s lines arrive from its highlight report.",
}


class InboxView(QWidget):
    """Lists at the left, what is chosen at the right. `show` says which list."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName("Inbox")
        self.cycle_id: int | None = None
        self.counts: InboxCounts | None = None
        self.inbox: Inbox | None = None
        self.dialog: RaiseDialog | None = None
        self.show_what = DECIDE
        self._make_bar()
        self._make_lists()
        self.card, self.group = BusinessInspector(page), GroupInspector(page)
        self.card.left.connect(self.take_focus)
        self.side = QStackedWidget()
        self.side.addWidget(self.card)
        self.side.addWidget(self.group)
        panes = (self._left(), self.side)
        self.splitter = Splitter("inbox", panes, (0, 440), page.context.state)
        self.empty = EmptyState(_NO_CYCLE, "Plan the first cycle…")
        self.empty.pressed.connect(page.plan_cycle)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        self.add = PrimaryButton("Add &business…", self.start_adding)
        self.add.setToolTip("Ins or Ctrl+N")
        self.ask_all = SecondaryButton("", lambda: self.group.ask_all(self.groups()))
        self._asking = QWidget()
        row = QHBoxLayout(self._asking)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.ask_all)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack)

    # -- building -----------------------------------------------------------------------------

    def _make_bar(self) -> None:
        self.what = SegmentedControl(
            [(DECIDE, "To decide"), (ALL, "All"), (WAYS_OUT, "Another way"), (ASKED, "Groups")],
            name="What is shown",
            compact=True,
        )
        self.what.chosen.connect(self.choose)
        for place, key in enumerate((DECIDE, ALL, WAYS_OUT, ASKED), start=1):
            shortcut = QShortcut(QKeySequence(f"Alt+{place}"), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda key=key: self.choose(key))
            self.what.button(key).setToolTip(f"Alt+{place}")
        self.scope = SegmentedControl(
            [("cycle", "This cycle"), ("every", "All cycles")], name="Cycles", compact=True
        )
        self.scope.chosen.connect(lambda _key: self._read())
        self.search = SearchField("Find business")
        self.search.setToolTip("Ctrl+F")
        self.search.searched.connect(lambda _text: self._read())
        self.search.left_downwards.connect(self.take_focus)
        find = QShortcut(QKeySequence("Ctrl+F"), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self.search.setFocus)
        self.more = label("", "label", "second")

    def _make_lists(self) -> None:
        pieces: GroupedModel[BusinessLine] = GroupedModel(PIECES, key=lambda line: line.key)
        self.pieces = GroupedView(pieces, name="Business", kind="next")
        self.pieces.record_chosen.connect(lambda line: self._show_piece(line))
        self.pieces.record_opened.connect(lambda _line: self.card.take_focus())
        for key, (verdict, _words) in VERDICTS.items():
            self.pieces.add_key(key, lambda _line, verdict=verdict: self.card.decide(verdict))
        self.pieces.add_key("F2", lambda _line: self.card.parts["title"].start_editing())
        self.pieces.add_key("Del", self._delete)
        ways: RowsModel[WayOut] = RowsModel(WAYS, key=lambda way: way.id)
        self.ways = RowsView(ways, name="What goes out another way", kind="next", sortable=True)
        self.ways.set_empty_text("Nothing goes out another way. The verdict is S, Disseminate.")
        self.ways.record_chosen.connect(lambda way: self._show_way(way))
        self.ways.record_opened.connect(lambda _way: self.card.take_focus())
        for key in ("Space", "X"):
            self.ways.add_key(key, self._done)
        asked: GroupedModel[GroupLine] = GroupedModel(GROUPS, key=lambda group: group.id)
        self.asked = GroupedView(asked, name="Groups and what they were asked for", kind="next")
        self.asked.set_empty_text("There are no sub-groups and parallel boards yet.")
        self.asked.record_chosen.connect(lambda group: self._show_group(group))
        self.asked.record_opened.connect(lambda _group: self.group.take_focus())
        acts: dict[str, Callable[[], Any]] = {
            "A": lambda: self.group.ask_now(),
            "R": lambda: self.group.remind_now(),
            "C": lambda: self.group.record_came(),
        }
        for key, act in acts.items():
            self.asked.add_key(key, lambda _group, act=act: act())
        for view in (self.pieces, self.ways, self.asked):
            insert = QShortcut(QKeySequence("Ins"), view)
            insert.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            insert.activated.connect(self.start_adding)

    def _left(self) -> Pane:
        pane = Pane()
        pane.setAccessibleName("Business")
        head = Section()
        head.box.setContentsMargins(*(theme().px(side) for side in (16, 8, 16, 9)))
        host = QWidget()
        # A flow: in a narrow window the search goes into a second line.
        flow = FlowLayout(host, spacing=theme().px(8))
        for part in (self.what, self.scope, self.search, self.more):
            flow.addWidget(part)
        head.box.addWidget(host)
        self.lists = QStackedWidget()
        for view in (self.pieces, self.ways, self.asked):
            self.lists.addWidget(view)
        pane.add(head)
        pane.add(self.lists, 1)
        return pane

    def tools(self) -> list[QWidget]:
        return [self._asking, self.add]

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        """Read the list shown afresh, and what is chosen in it."""
        view = self.page.view
        self.cycle_id = view.meeting.cycle_id if view else None
        self.stack.setCurrentWidget(self.splitter if self.cycle_id else self.empty)
        refusal = self.page.operations.refusal
        self.add.set_allowed(bool(self.cycle_id) and not refusal, refusal or _NO_CYCLE)
        self._read()

    def _read(self) -> None:
        if self.cycle_id is None:
            self._asking.hide()
            return
        from cspdesk.agenda.business_queries import inbox_counts

        self.counts = self.page.desk.ask(inbox_counts, self.cycle_id)
        self._show_counts(self.counts)
        if self.show_what == ASKED:
            self._read_groups(self.cycle_id)
        elif self.show_what == WAYS_OUT:
            self._read_ways()
        else:
            self._read_pieces()

    def _show_counts(self, counts: InboxCounts) -> None:
        shown = {
            DECIDE: ("To decide", counts.to_decide),
            ALL: ("All", counts.pieces),
            WAYS_OUT: ("Another way", counts.ways_open),
            ASKED: ("Silent groups" if counts.silent else "Groups", counts.silent),
        }
        for key, (words, count) in shown.items():
            self.what.set_text(key, words, str(count) if count else "")
        self.page.views.tell_count("inbox", counts.to_decide)
        self._asking.setVisible(self.show_what == ASKED and self.page.views.current == "inbox")

    def scope_cycle(self) -> int | None:
        """The cycle whose business is listed; None for all of them."""
        return None if self.scope.current == "every" else self.cycle_id

    def _read_pieces(self) -> None:
        from cspdesk.agenda.business_queries import inbox

        text = self.search.text()
        self.inbox = found = self.page.desk.ask(
            inbox, self.scope_cycle(), only_open=self.show_what == DECIDE, search=text
        )
        empty = f"No business holds “{text.strip()}”." if text.strip() else _EMPTY[self.show_what]
        self.pieces.set_empty_text(empty)
        self.pieces.rows.set_groups(
            [
                Group(group.source, group.source.label, group.lines, detail=group.words)
                for group in found.groups
            ]
        )
        hidden = found.total - len(found.lines)
        self.more.setText(
            f"The latest {len(found.lines)} of {found.total:,}; search for more." if hidden else ""
        )
        self.pieces.choose_first()
        self._show_piece(self.pieces.current_record())

    def _read_ways(self) -> None:
        from cspdesk.agenda.business_queries import ways_out

        words = self.search.text().casefold().split()
        found = [
            way
            for way in self.page.desk.ask(ways_out, self.scope_cycle())
            if all(word in f"{way.title} {way.channel} {way.to_whom}".casefold() for word in words)
        ]
        self.more.setText("")
        self.ways.rows.set_records(found)
        self.ways.choose_first()
        self._show_way(self.ways.current_record())

    def _read_groups(self, cycle_id: int) -> None:
        from cspdesk.agenda.business_requests import group_lines

        lines = self.page.desk.ask(group_lines, cycle_id)
        words = self.search.text().casefold().split()
        shown = [one for one in lines if all(word in one.name.casefold() for word in words)]
        self.more.setText("")
        self.asked.rows.set_groups([_group(kind, shown) for kind in _KINDS])
        self.asked.choose_first()
        self._show_group(self.asked.current_record())
        self._offer_asking(lines)

    def _offer_asking(self, lines: tuple[GroupLine, ...]) -> None:
        refusal = self.page.operations.refusal
        fresh = [one for one in lines if not one.request(RequestKind.BUSINESS).standing.asked]
        waiting = silent_and_asked(lines)
        words = f"Ask all {len(fresh)} not asked" if fresh else f"Remind {len(waiting)} silent"
        self.ask_all.setText(words)
        none = "Every group has been asked and has answered."
        self.ask_all.set_allowed(bool(fresh or waiting) and not refusal, refusal or none)

    def groups(self) -> list[GroupLine]:
        """Every group in the list."""
        return self.asked.rows.records()

    # -- what is chosen -----------------------------------------------------------------------

    def _show_piece(self, line: BusinessLine | None) -> None:
        if self.show_what not in (DECIDE, ALL):
            return
        if line is None and self.pieces.rows.records():
            return  # a heading: the last piece stays in place
        from cspdesk.agenda.business_queries import business_card, verdict_choices

        self.side.setCurrentWidget(self.card)
        card = self.page.desk.ask(business_card, line.piece) if line else None
        cycle = line.piece.cycle_id if line else 0
        self.card.show_card(card, self.page.desk.ask(verdict_choices, cycle) if card else None)

    def _show_way(self, way: WayOut | None) -> None:
        if self.show_what != WAYS_OUT:
            return
        from cspdesk.agenda.business_queries import business_card, verdict_choices
        from cspdesk.agenda.business_records import Piece

        self.side.setCurrentWidget(self.card)
        piece = Piece(way.cycle_id, way.business_id) if way else None
        card = self.page.desk.ask(business_card, piece) if piece else None
        choices = self.page.desk.ask(verdict_choices, piece.cycle_id) if piece else None
        self.card.show_card(card, choices)

    def _show_group(self, group: GroupLine | None) -> None:
        if self.show_what != ASKED or self.cycle_id is None:
            return
        if group is None and self.asked.rows.records():
            return
        self.side.setCurrentWidget(self.group)
        self.group.show_group(group, self.cycle_id)

    # -- doing --------------------------------------------------------------------------------

    def choose(self, key: str) -> None:
        """Show another of the lists, with the keyboard in it."""
        self.what.choose(key)
        self.show_what = key
        self.lists.setCurrentWidget(self.list)
        self.scope.setVisible(key != ASKED)
        self._read()
        self.page.views.shown.emit("inbox")
        self.take_focus()

    @property
    def list(self) -> GroupedView | RowsView:
        """The list shown."""
        return {WAYS_OUT: self.ways, ASKED: self.asked}.get(self.show_what, self.pieces)

    def start_adding(self) -> None:
        """Ask for a new piece of business; from the list of groups, of the chosen group."""
        if self.cycle_id is None or self.page.operations.refuse():
            return
        chosen = self.asked.current_record() if self.show_what == ASKED else None
        self.dialog = RaiseDialog(
            self.page, self.cycle_id, self._added, chosen.id if chosen else None
        )
        self.dialog.open()

    def _added(self, created: int | None) -> None:
        if self.show_what not in (DECIDE, ALL):
            self.choose(DECIDE)
        self.search.clear()
        self._read()
        self.pieces.choose(f"b{created}")
        self.take_focus()

    def _delete(self, line: BusinessLine) -> None:
        from cspdesk.agenda.business_commands import DeleteBusiness

        if line.piece.business_id is not None:
            self.page.operations.run(DeleteBusiness(line.piece.business_id, line.version))

    def _done(self, way: WayOut) -> None:
        if not way.is_done:
            self.card.mark_done(way)

    # -- the page's questions -----------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        if self.show_what == ASKED:
            return [("A", "ask"), ("R", "remind"), ("C", "came"), ("Ins", "add business")]
        if self.show_what == WAYS_OUT:
            return [("Space", "done"), ("Enter", "open"), ("Alt+1", "to decide")]
        letters = [(key, words.replace("&", "").lower()) for key, (_v, words) in VERDICTS.items()]
        return [*letters, ("Ins", "add")]

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return [self.empty]
        return [self.list, self.side.currentWidget()]

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def escape(self) -> None:
        """Out of a form first, then back to the list."""
        if self.card.form.is_open:
            self.card.form.put_away()
        self.take_focus()

    def toggle_inspector(self) -> None:
        self.side.setVisible(self.side.isHidden())

    def show_target(self, target: str) -> None:
        """A list by its name, or a piece by its number."""
        if target in (DECIDE, ALL, WAYS_OUT, ASKED):
            self.choose(target)
        elif target.isdecimal():
            self.choose(ALL)
            self.pieces.choose(f"b{target}")


_KINDS = {GroupKind.SUB_GROUP: "Sub-groups", GroupKind.PARALLEL_BOARD: "Parallel boards"}


def _group(kind: GroupKind, lines: list[GroupLine]) -> Group[GroupLine]:
    own = tuple(line for line in lines if line.kind is kind)
    silent = sum(line.silent for line in own)
    detail = f"{silent} of {len(own)} silent" if silent else f"{len(own)}, none silent"
    return Group(kind, _KINDS[kind], own, detail=detail)
