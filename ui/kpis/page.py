"""KPIs and RAG: the indicators with one in detail, entering figures, importing them."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from cspdesk.kpis.queries import indicator_card
from cspdesk.kpis.records import IndicatorGroup, IndicatorLine
from cspdesk.meetings.queries import cycle_in_view
from ui.kpis.detail import KpiDetail
from ui.kpis.frameworks_bar import FrameworkBar
from ui.kpis.list import KpiList
from ui.kpis.pmg_panel import AssessmentPanel
from ui.kpis.saving import KpiSaving
from ui.pages import module_exists
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import Bar
from ui.widgets.segments import SubTabs
from ui.widgets.splitter import Splitter
from ui.widgets.statusbar import StatusLine

if TYPE_CHECKING:
    from db.changes import ChangeSet

KPIS = "kpis"
# Key, title, module and class of the views that are made when first chosen.
_VIEWS = (
    ("dashboard", "Dashboard", "ui.kpis.dashboard", "DashboardView"),
    ("entry", "Enter data", "ui.kpis.entry", "EntryView"),
    ("import", "Import", "ui.kpis.importing", "ImportView"),
    ("pmg", "PMG review", "ui.kpis.pmg_review", "PmgReviewView"),
    ("highlight", "Highlight report", "ui.kpis.highlight_page", "HighlightView"),
)
_NO_KPIS = (
    "This partnership has no indicators yet. The Haringey preset brings its 29; choose it when"
    " starting a file."
)

_NOT_IN_FORCE = "PMG assesses the indicators of the framework in force."
_NO_CYCLE = "PMG assesses the indicators of a board cycle: plan a cycle first."


class KpisPage(Page):
    """Three views in one stack; a view whose module is missing has no sub-tab."""

    title = "KPIs and RAG"

    def build(self) -> None:
        self.makers = {
            key: (module, name) for key, _title, module, name in _VIEWS if module_exists(module)
        }
        self._made: dict[str, Any] = {}
        self._stale: set[str] = set()
        titles = {key: title for key, title, *_rest in _VIEWS}
        self.tabs = SubTabs(
            [(KPIS, "KPIs"), *((key, titles[key]) for key in self.makers)],
            name="Views of the KPIs",
        )
        self.tabs.chosen.connect(self.show_view)
        self.count = label("", "body", "second")
        self.copy = SecondaryButton("&Chart to clipboard", self._copy_chart)
        self.record = PrimaryButton("&Record PMG assessment", self.toggle_assessment)
        self.saving = KpiSaving(self)
        tools = [self.count, self.saving.button, self.copy, self.record]
        self._tools: dict[str, list[QWidget]] = {KPIS: tools}
        self.bar = Bar(44, edge=8)
        self.bar.add(self.tabs)
        self.bar.end(*self._tools[KPIS])
        self.views = QStackedWidget()
        self.views.addWidget(self._kpis_view())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.bar)
        box.addWidget(self.views, 1)
        self._toggle = QShortcut(QKeySequence("Ctrl+T"), self, self._toggle_figures)
        self._toggle.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _kpis_view(self) -> QWidget:
        self.list = KpiList(can_change=not self.operations.refusal)
        self.detail = KpiDetail(self.context)
        self.list.chosen.connect(self._show_line)
        self.list.opened.connect(self.detail.take_focus)
        self.assessment = AssessmentPanel(self)
        self.assessment.hide()
        self._widths: list[int] = []
        panes = [self.list, self.detail, self.assessment]
        self.splitter = Splitter("kpis", panes, [694, 0, 350], self.context.state)
        for pane in (self.list, self.detail):
            key = QShortcut(QKeySequence("F2"), pane, self.toggle_assessment)
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.framework = FrameworkBar(self)
        self.list.box.insertWidget(1, self.framework)
        self.empty = EmptyState(_NO_KPIS, "&New indicator… (Ctrl+N)")
        self.empty.pressed.connect(self.framework.new_indicator)
        self.kpis = QStackedWidget()
        self.kpis.addWidget(self.splitter)
        self.kpis.addWidget(self.empty)
        return self.kpis

    # -- the bar ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_bar()

    def _fit_bar(self) -> None:
        """Without room for all beside the sub-tabs the count goes, then the copy of the chart,
        which the chart's own menu has too.
        """
        look, tools = theme(), self._tools[self.view]
        room = self.width() - self.tabs.sizeHint().width() - look.px(8 * (len(tools) + 3))
        room -= sum(tool.sizeHint().width() for tool in tools)
        for tool in (self.count, self.copy):
            if tool in tools:
                tool.setVisible(room >= 0)
                room += 0 if room >= 0 else tool.sizeHint().width() + look.px(8)

    # -- views --------------------------------------------------------------------------------

    @property
    def view(self) -> str:
        """The key of the view shown: "kpis", or one of `_VIEWS`."""
        return self.tabs.current

    def show_view(self, key: str) -> None:
        """Bring a view to the front; an unknown key changes nothing."""
        if key != KPIS and key not in self.makers:
            return
        self.tabs.choose(key)
        self.views.setCurrentWidget(self._view_of(key))
        for other, tools in self._tools.items():
            for tool in tools:
                tool.setVisible(other == key)
        self._fit_bar()
        if key in self._stale:
            self._stale.discard(key)
            self._refresh_view(key, None)
        self._tell_keys()

    def _tell_keys(self) -> None:
        """Each view has its own keys; the window only asks when it changes the screen."""
        status = self.window().findChild(StatusLine)
        if status is not None:
            status.set_hints([*self.key_hints(), ("F6", "next pane"), ("F1", "keys")])

    def _view_of(self, key: str) -> QWidget:
        if key == KPIS:
            return self.kpis
        if key not in self._made:
            module, name = self.makers[key]
            self._made[key] = getattr(import_module(module), name)(self)
            self.views.addWidget(self._made[key])
            tools = getattr(self._made[key], "tools", list)
            self._tools[key] = tools()
            self.bar.end(*self._tools[key])
            self._stale.add(key)
        view: QWidget = self._made[key]
        return view

    def refresh(self, changes: ChangeSet | None) -> None:
        """The view shown reads now; the others when they come to the front."""
        self._stale |= {KPIS, *self._made}
        self._stale.discard(self.view)
        self._refresh_view(self.view, changes)

    def _refresh_view(self, key: str, changes: ChangeSet | None) -> None:
        if key == KPIS:
            self._refresh_kpis()
        else:
            self._made[key].refresh(changes)

    # -- the list and the detail --------------------------------------------------------------

    def shown_cycle(self) -> int | None:
        """The cycle whose assessments are shown; None before the first is planned."""
        strip = self.desk.ask(cycle_in_view, self.context.cycle.cycle_id)
        return strip.cycle.id if strip else None

    def _refresh_kpis(self) -> None:
        in_force = self.framework.shown is None
        self.cycle_id = self.shown_cycle() if in_force else None
        groups = self.framework.groups(self.cycle_id)
        self.count.setText(_count_words(groups))
        why_not = _NO_CYCLE if in_force else _NOT_IN_FORCE
        allowed = bool(groups) and self.cycle_id is not None
        refusal = self.operations.refusal
        self.record.set_allowed(allowed and not refusal, refusal or why_not)
        if in_force:
            self.tell_highlighted(groups)
        listed = groups or not self.framework.is_only
        self.kpis.setCurrentWidget(self.splitter if listed else self.empty)
        self._answered = False
        self.list.show_groups(groups)
        if not self._answered:  # the same row as before: its figures may be others
            self._show_line(self.list.view.current_record())

    def _show_line(self, line: IndicatorLine | None) -> None:
        """A group row leaves the last indicator in place."""
        self._answered = True
        if line is None and self.list.view.rows.records():
            return
        self.saving.set_line(line)
        card = self.desk.ask(indicator_card, line.id, self.cycle_id) if line else None
        self.detail.show_card(card)
        # PMG's words stand in the open assessment already: the chart has their room.
        self.detail.words.setVisible(card is not None and self.assessment.isHidden())
        drawn = card is not None and card.series is not None
        self.copy.set_allowed(drawn, "This indicator has no chart yet.")
        self._show_assessment(line)

    def tell_highlighted(self, groups: Sequence[IndicatorGroup]) -> None:
        """ "Highlight report 8 in": the count beside the sub-tab."""
        if "highlight" in self.makers:
            taken = sum(line.highlight is True for group in groups for line in group.lines)
            self.tabs.set_text("highlight", "Highlight report", f"{taken} in" if taken else "")
            self._fit_bar()

    # -- PMG's assessment beside the detail -----------------------------------------------------

    def toggle_assessment(self) -> None:
        """Open PMG's assessment of the chosen indicator beside its chart, or close it (F2)."""
        if self.cycle_id is None or self.list.view.current_record() is None:
            return
        opens = self.assessment.isHidden()
        if opens:
            self._widths = self.splitter.sizes()[:2]
        self.assessment.setVisible(opens)
        self.detail.words.setHidden(opens)
        self._make_room(opens)
        if opens:
            self._show_assessment(self.list.view.current_record())
            self.assessment.take_focus()
        else:
            focus_pane(self.list)

    def _make_room(self, opens: bool) -> None:
        """The list gives up its trend so that chart and assessment are both readable."""
        if not opens:
            self.splitter.setSizes([*self._widths, 0])
            return
        side, least = theme().px(350), theme().px(470)
        room = self.splitter.width() - side
        narrow = min(self._widths[0], least)
        self.splitter.setSizes([narrow, room - narrow, side])

    def _show_assessment(self, line: IndicatorLine | None) -> None:
        if line is None or self.cycle_id is None or self.assessment.isHidden():
            return
        from cspdesk.kpis.assessments import assessment_card

        self.assessment.show_card(self.desk.ask(assessment_card, line.id, self.cycle_id))

    def _copy_chart(self) -> None:
        self.detail.chart.copy_picture()

    def _toggle_figures(self) -> None:
        if self.view == KPIS:
            self.detail.toggle_figures()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        if self.view != KPIS:
            hints: list[tuple[str, str]] = self._made[self.view].key_hints()
            return hints
        return [
            ("↑ ↓", "next indicator"),
            ("F2", "PMG assessment"),
            ("Ctrl+E", "edit"),
            ("Ctrl+T", "chart or figures"),
        ]

    def panes(self) -> list[QWidget]:
        if self.view != KPIS:
            view = self._view_of(self.view)
            own = getattr(view, "panes", None)
            return list(own()) if callable(own) else [view]
        if self.kpis.currentWidget() is self.empty:
            return [self.tabs]
        beside = [] if self.assessment.isHidden() else [self.assessment]
        return [self.list, self.detail, *beside]

    def show_target(self, target: str) -> None:
        """ "entry", "import" or "kpis" shows a view; "indicator:12" one indicator."""
        kind, _, key = target.partition(":")
        if kind == "indicator" and key.isdigit():
            self.show_view(KPIS)
            self.bring_up_to_date()
            self.list.view.choose(int(key))
        else:
            self.show_view(kind)

    def escape(self) -> None:
        if self.view == KPIS and not self.assessment.isHidden():
            self.toggle_assessment()
            return
        focus_pane(self.panes()[0])


def _count_words(groups: tuple[IndicatorGroup, ...]) -> str:
    """ "29 KPIs"."""
    count = sum(len(group.lines) for group in groups)
    return f"{count} KPI{'' if count == 1 else 's'}" if count else ""
