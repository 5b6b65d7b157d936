"""Home: the headline, next steps, what is overdue, gaps, ratings and the next cycle."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from cspdesk.home.records import HomeView, NextCycle
from cspdesk.home.rules import Target
from cspdesk.home.steps import most_urgent
from cspdesk.kpis.records import Changed, IndicatorGroup
from ui.agenda.cycles import CycleDialog, look_at, plan_cycle
from ui.home.folding import Folding
from ui.home.panes import changed_view, gaps_view, overdue_view, steps_view
from ui.home.sight import (
    HomeSight,
    changed_title,
    indicator_target,
    late_target,
    rag_words,
    read_home,
    step_groups,
    way_of,
)
from ui.home.tiles import TileRow
from ui.pages import standard_pages
from ui.theme import label, theme
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page
from ui.widgets.pane import Bar, Pane, Scroll, Section, YieldingLabel
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from db.changes import ChangeSet


class HomePage(Page):
    """What waits for the officer today; every line leads to its screen, where there is one."""

    title = "Home"
    dialog: CycleDialog | None = None

    def build(self) -> None:
        self.screens = {spec.key for spec in standard_pages()}
        self.head = HomeHeader()
        self.chasers = SecondaryButton("Draft chasers (.eml)…", self._press_chasers)
        self.plan = PrimaryButton("Open agenda planning", self._press_plan)
        self.head.end(self.chasers, self.plan)
        self.planned = False
        self.view: HomeView | None = None
        self.sight: HomeSight | None = None
        self.steps, self.overdue = steps_view(self.leads), overdue_view()
        self.gaps, self.changed = gaps_view(self.leads), changed_view()
        for view in (self.steps, self.gaps):
            view.record_opened.connect(self._open)
            view.link_pressed.connect(lambda record, _link: self._open(record))
        self.overdue.record_opened.connect(lambda row: self.follow(late_target(row)))
        self.overdue.place_opened.connect(lambda row, at: self.follow(late_target(row, at)))
        self.changed.record_opened.connect(self._open_changed)
        self.steps_fold = Folding(self.steps, "step", self._height_of_steps, self._show_steps)
        self.steps_pane = Pane("Next steps")
        self.steps_pane.add(self.steps_fold, 1)
        self.steps_pane.focus_target = self.steps
        self.middle, self.right = self._make_middle(), self._make_right()
        panes = (self.steps_pane, self.middle, self.right)
        self.splitter = Splitter("home", panes, (472, 0, 411), self.context.state)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.head)
        box.addWidget(self.splitter, 1)

    def _make_middle(self) -> QWidget:
        self.overdue_pane = Pane("Overdue by partner")
        self.overdue_pane.add(self.overdue)
        self.gaps_pane = Pane("Gaps", "what the partnership does not have yet")
        self.gaps_fold = Folding(self.gaps, "gap", self._height_of_gaps, self._show_gaps)
        self.gaps_pane.add(self.gaps_fold, 1)
        self.gaps_pane.focus_target = self.gaps
        held = QWidget()
        box = QVBoxLayout(held)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self.overdue_pane.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        # The table takes the height of its rows; gaps the rest, and never less than two of them.
        box.addWidget(self.overdue_pane)
        box.addWidget(self.gaps_pane, 1)
        theme().changed.connect(self._fit)
        return held

    def _make_right(self) -> Scroll:
        self.rag_pane, self.changed_pane = Pane("RAG by priority"), Pane("Changed")
        self.next_pane = Pane("Next cycle")
        self.changed_pane.add(self.changed)
        self.next = NextCycleSection(self._open_next)
        self.next_pane.add(self.next)
        self.no_indicators = EmptyState(
            "No indicators yet. Enter them one by one, or import a spreadsheet.",
            "Open KPIs and RAG" if "kpis" in self.screens else "",
        )
        self.no_indicators.pressed.connect(lambda: self.follow(Target("kpis")))
        self.rag_pane.box.addWidget(self.no_indicators)
        self.tile_rows: list[TileRow] = []
        self._groups: tuple[IndicatorGroup, ...] = ()
        held = Pane()
        for pane in (self.rag_pane, self.changed_pane, self.next_pane):
            held.add(pane)
        held.box.addStretch(1)
        return Scroll(held)

    def _fit(self) -> None:
        self.overdue.fit()
        self.changed.fit()

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, _changes: ChangeSet | None) -> None:
        sight = self.sight = self.desk.ask(read_home, self.context.cycle.cycle_id)
        self._show_cycle(sight.view)
        self._show_ratings(sight)

    def _show_cycle(self, view: HomeView | None) -> None:
        if view is None:
            self.head.say(
                "No cycle is planned yet", "Dates and next steps follow from the day of a Board."
            )
        else:
            self.head.say(view.headline, view.sentence)
        self.planned, self.view = view is not None, view
        self._say_buttons(view)
        self._say_when_empty(planned=view is not None)
        self.steps_fold.set_total(view.open_steps if view else 0)
        self.steps_pane.set_title("Next steps", f"{view.open_steps} open" if view else "")
        self.overdue.show_records(view.overdue if view else ())
        self.overdue_pane.set_title("Overdue by partner", view.overdue_words if view else "")
        self.gaps_fold.set_total(len(view.gaps) if view else 0)
        self.next.say(view.next_cycle if view else None, planned=self.planned)

    def _say_buttons(self, view: HomeView | None) -> None:
        """The primary button is the first thing to do of this cycle."""
        waits = self._waiting_inbox(view)
        words = "Open business inbox" if waits else "Open agenda planning"
        self.plan.setText(words if view else "Plan the first cycle…")
        self.plan.setVisible(self.leads(Target("agenda")))
        self.chasers.setVisible(self.leads(Target("actions")) and view is not None)

    def _waiting_inbox(self, view: HomeView | None) -> bool:
        steps = [step for group in view.groups for step in group.steps] if view else []
        return any(step.key == "inbox" for step in steps)

    # What fits of the two lists; the rest stands behind "n more".

    def _height_of_steps(self, count: int) -> int:
        groups = most_urgent(self.view.groups, count) if self.view else ()
        return len(groups) * theme().row("group") + count * theme().row("next")

    def _show_steps(self, count: int) -> None:
        groups = most_urgent(self.view.groups, count) if self.view else ()
        self.steps.rows.set_groups(step_groups(groups))

    def _height_of_gaps(self, count: int) -> int:
        return count * theme().row("next")

    def _show_gaps(self, count: int) -> None:
        self.gaps.rows.set_records(self.view.gaps[:count] if self.view else ())

    def _say_when_empty(self, *, planned: bool) -> None:
        """An empty list without a cycle is not good news, so it must not read like it."""
        words = (
            (self.steps, "Nothing waits for you in this cycle.", "Next steps"),
            (self.overdue, "There are no partners yet.", "What is overdue"),
            (self.gaps, "Nothing is missing.", "Gaps"),
        )
        for view, when_planned, what in words:
            later = "follows" if what.startswith("What") else "follow"
            view.set_empty_text(when_planned if planned else f"{what} {later} once a Board is set.")

    def _show_ratings(self, sight: HomeSight) -> None:
        self.rag_pane.set_title("RAG by priority", rag_words(sight))
        self.changed.show_records(sight.changed)
        self.changed_pane.set_title(changed_title(sight))
        self.no_indicators.setVisible(not sight.groups)
        self.changed_pane.setVisible(bool(sight.groups))
        if sight.groups != self._groups:  # tiles made anew would lose the keyboard
            self._groups = sight.groups
            self._show_tiles(sight.groups)

    def _show_tiles(self, groups: tuple[IndicatorGroup, ...]) -> None:
        for row in self.tile_rows:
            row.hide()
            row.deleteLater()
        opened = self._open_indicator if "kpis" in self.screens else None
        self.tile_rows = [TileRow(group, opened) for group in groups]
        for row in self.tile_rows:
            self.rag_pane.box.addWidget(row)
            row.show()
        # Now, not when Qt next has time: a busy machine would paint the pane empty first.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)

    # -- cycles -------------------------------------------------------------------------------

    def _press_plan(self) -> None:
        if not self.planned:
            self.plan_cycle()
        elif self._waiting_inbox(self.view):
            self.follow(Target("agenda", "inbox"))
        else:
            self.follow(Target("agenda"))

    def _press_chasers(self) -> None:
        self.follow(Target("actions", "chasers"))

    def plan_cycle(self) -> None:
        """Ask for the day of the next Board."""
        self.dialog = plan_cycle(self.context, self.window())

    def _open_next(self) -> None:
        """The cycle after this one: its agenda, or the plan of it."""
        following = self.next.following
        if following is None:
            self.plan_cycle()
        else:
            look_at(self.context, following.cycle.id)
            self.follow(Target("agenda"))

    # -- leading on ---------------------------------------------------------------------------

    def leads(self, target: Target, check: str = "") -> bool:
        """Whether the screen of a target exists."""
        return way_of(target, check)[0] in self.screens

    def follow(self, target: Target, check: str = "") -> None:
        """Go to where a line leads; nothing happens while that screen does not exist."""
        if not self.leads(target, check):
            return
        if target.cycle_id is not None:  # what belongs to another cycle is shown in its own
            look_at(self.context, target.cycle_id)
        self.context.go(*way_of(target, check))

    def _open(self, record: Any) -> None:
        line = record[1] if isinstance(record, tuple) else record
        if line is not None:
            self.follow(line.target, getattr(line, "key", ""))

    def _open_changed(self, row: Changed) -> None:
        if self.sight is not None:
            self.follow(indicator_target(self.sight, row.code))

    def _open_indicator(self, indicator_id: int) -> None:
        self.follow(Target("kpis", "indicator", indicator_id))

    # -- keys ---------------------------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        return [self.steps_pane, self.overdue_pane, self.gaps_pane, self.right]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "open")]


class HomeHeader(Bar):
    """What comes next, in one large line, and the day and place under it."""

    def __init__(self) -> None:
        super().__init__(76)
        self.headline = YieldingLabel("", "headline")
        self.sentence = YieldingLabel("", "body", "second")
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme().px(2))
        for made in (self.headline, self.sentence):
            box.addWidget(made)
        self.add(words)
        # Room is asked for in small letters, before the headline has its own: give it all there is.
        self.box.setStretchFactor(words, 100)

    def say(self, headline: str, sentence: str) -> None:
        self.headline.setText(headline)
        self.sentence.setText(sentence)


class NextCycleSection(Section):
    """The cycle after this one, and how its invitations stand."""

    def __init__(self, opened: Callable[[], None]) -> None:
        super().__init__(line=False)
        self.following: NextCycle | None = None
        self.box.setSpacing(0)
        self.name, self.detail = label("", "strong"), label("", "label", "second")
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.addWidget(self.name)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        self.link = LinkButton("Plan", opened)
        row.addWidget(self.link, 0, Qt.AlignmentFlag.AlignVCenter)
        self.box.addLayout(row)

    def say(self, following: NextCycle | None, *, planned: bool) -> None:
        """`planned`: there is a cycle now; the first one is planned from the head of the screen."""
        self.following = following
        self.link.setVisible(planned)
        self.link.setText("Open" if following else "Plan…")
        self.link.setAccessibleName("Open the next cycle" if following else "Plan the next cycle")
        self.name.setText(following.title if following else "Not planned yet")
        self.detail.setText(following.detail if following else "")
        self.detail.setVisible(following is not None)
