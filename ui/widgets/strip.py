"""The cycle strip: which cycle, its six dated steps on a rail, what comes next.

One painted widget. The steps are buttons inside it, so keyboard and screen reader meet real
controls: one Tab stop, Left and Right between steps, Enter to go to a step's work.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from cspdesk.charts.mark_names import MarkName
from ui.delegates.painting import lay_out, paint_focus, paint_pieces, paint_text
from ui.keys import keys_in_use
from ui.marks import draw_mark
from ui.theme import Theme, theme

if TYPE_CHECKING:
    from ui.delegates.cells import Piece

HEIGHT = 58
YEARS_AT_HAND = 2  # the rest of the years open from a menu of their own
LEFT, RIGHT = 218, 236  # widths of the ends; narrower below 1180 px
RAIL_TOP = 15  # centre line of the rail


class StepState(StrEnum):
    DONE = "done"
    CURRENT = "next"
    TO_COME = "to come"


class StripStep(NamedTuple):
    """One step: "Papers out", "Wed 15 Feb".

    `page` and `target` say where its work is done; without a page it shows its date and is not a
    button. `about` says in a tooltip what happens at the step.
    """

    key: str
    title: str
    when: str
    state: StepState
    checks: int = 0
    page: str = ""
    target: str = ""
    about: str = ""

    @property
    def leads(self) -> bool:
        return bool(self.page)

    @property
    def spoken(self) -> str:
        """ "Papers out, Wed 15 Feb, next, 7 checks"."""
        checks = f"{self.checks} check{'s' if self.checks != 1 else ''}" if self.checks else ""
        return ", ".join(filter(None, [self.title, self.when, self.state.value, checks]))


class CycleChoice(NamedTuple):
    """A cycle in the menu at the left, under its year."""

    key: str
    label: str
    chosen: bool = False
    year: str = ""


class StripView(NamedTuple):
    """All the strip shows.

    `today_at` counts steps from the first: 1.5 is half way from the second to the third; None
    hides the tick (another cycle's dates). `next_detail` pieces follow each other without a gap.
    `back_to` is the key of the current cycle while another one is looked at: the right end then
    says so and leads back.
    """

    cycle: str
    focus: str
    steps: tuple[StripStep, ...]
    today_at: float | None = None
    today: str = ""
    next_title: str = ""
    next_detail: tuple[Piece, ...] = ()
    choices: tuple[CycleChoice, ...] = ()
    back_to: str = ""


class CycleStrip(QWidget):
    """Shows a `StripView`. step_pressed(StripStep) · cycle_chosen(key).

    The menu also offers to plan a cycle and to change the one shown: plan_wanted, change_wanted.
    """

    step_pressed = Signal(object)
    cycle_chosen = Signal(str)
    plan_wanted = Signal()
    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Cycle")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.view: StripView | None = None
        self.who = _End(self)
        self.who.setToolTip("Choose another cycle, plan one, or change its dates")
        self.who.clicked.connect(self._open_menu)
        self.next = _End(self)
        self.next.clicked.connect(self._go_next)
        self.steps: list[_Step] = []
        theme().changed.connect(self._fit)
        self._fit()

    def set_view(self, view: StripView | None) -> None:
        """Show another moment of the cycle; None shows an empty strip (no file yet)."""
        had_focus = next((s.step.key for s in self.steps if s.hasFocus()), None)
        self.view = view
        steps = view.steps if view else ()
        while len(self.steps) > len(steps):
            self.steps.pop().deleteLater()
        while len(self.steps) < len(steps):
            self.steps.append(_Step(self))
        for button, step in zip(self.steps, steps, strict=True):
            button.set_step(step)
        for end in (self.who, self.next):
            end.setVisible(view is not None)
        if view:
            self._name_ends(view)
        self._set_tab_stop(had_focus)
        self._arrange()
        self.update()

    def _name_ends(self, view: StripView) -> None:
        self.who.setAccessibleName(f"{view.cycle}, {view.focus}. Change cycle")
        self.who.setEnabled(bool(view.choices))
        detail = "".join(piece.text for piece in view.next_detail)
        self.next.setAccessibleName(f"{view.next_title}. {detail}")
        self.next.setToolTip(detail)
        current = self._current()
        leads = bool(view.back_to) or (current is not None and current.leads)
        self.next.setEnabled(leads)
        # Steps that lead nowhere cannot be stepped on; the strip itself still says their days.
        self.setAccessibleDescription(". ".join(step.spoken for step in view.steps))

    # -- geometry -----------------------------------------------------------------------------

    def _fit(self) -> None:
        self.setFixedHeight(theme().px(HEIGHT))
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _ends(self) -> tuple[int, int]:
        look = theme()
        narrow = self.width() < look.px(1180)
        return look.px(176 if narrow else LEFT), look.px(196 if narrow else RIGHT)

    def rail(self) -> tuple[int, float]:
        """Where the rail begins, and how far apart its steps are."""
        left, right = self._ends()
        start = left + theme().px(22)
        return start, (self.width() - right - start) / max(1, len(self.steps))

    def _arrange(self) -> None:
        look, (left, right) = theme(), self._ends()
        inner = self.height() - 2
        self.who.setGeometry(0, 1, left, inner)
        self.next.setGeometry(self.width() - right + 1, 1, right - 1, inner)
        start, gap = self.rail()
        for place, button in enumerate(self.steps):
            x = round(start + place * gap)
            button.setGeometry(x - look.px(4), 1, int(gap) - look.px(4), inner)
            button.setVisible(True)

    # -- acting -------------------------------------------------------------------------------

    def _current(self) -> StripStep | None:
        steps = self.view.steps if self.view else ()
        return next((step for step in steps if step.state is StepState.CURRENT), None)

    def _go_next(self) -> None:
        step = self._current()
        if self.view is not None and self.view.back_to:
            self.cycle_chosen.emit(self.view.back_to)
        elif step is not None:
            self.step_pressed.emit(step)

    def _set_tab_stop(self, key: str | None) -> None:
        """One step takes Tab: the one that had focus, else the current, else the first."""
        current = self._current()
        wanted = key or (current.key if current else None)
        leading = [button for button in self.steps if button.step.leads]
        keys = [button.step.key for button in leading]
        stop = leading[keys.index(wanted) if wanted in keys else 0] if leading else None
        for button in self.steps:
            policy = Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus
            button.setFocusPolicy(policy if button.step.leads else Qt.FocusPolicy.NoFocus)

    def step_by(self, button: _Step, by: int) -> None:
        """Move the keyboard from a step to its neighbour; beyond the last one to the ends."""
        leading = [step for step in self.steps if step.step.leads]
        place = leading.index(button) + by
        if 0 <= place < len(leading):
            target = leading[place]
            self._set_tab_stop(target.step.key)
            target.setFocus(Qt.FocusReason.TabFocusReason)
            return
        end = self.who if by < 0 else self.next
        if end.isEnabled():
            end.setFocus(Qt.FocusReason.TabFocusReason)

    def take_focus(self) -> None:
        stops = [b for b in self.steps if b.focusPolicy() == Qt.FocusPolicy.StrongFocus]
        (stops[0] if stops else self.who).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.popup(self.who.mapToGlobal(QPoint(theme().px(8), self.who.height())))
        chosen = next((action for action in menu.actions() if action.isChecked()), None)
        if chosen is not None:
            menu.setActiveAction(chosen)

    def menu(self) -> QMenu:
        """The cycles by year, the one shown ticked; years further back in menus of their own."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName("Cycles")
        group = QActionGroup(menu)
        choices = self.view.choices if self.view else ()
        for place, (year, cycles) in enumerate(_by_year(choices).items()):
            at_hand = place < YEARS_AT_HAND or any(choice.chosen for choice in cycles)
            inside = menu if at_hand else menu.addMenu(year)
            if at_hand and year:
                menu.addSeparator()
                menu.addAction(year).setEnabled(False)
            for choice in cycles:
                inside.addAction(self._choosing(choice, group, menu))
        menu.addSeparator()
        menu.addAction("&Change this cycle’s dates and Board…", self.change_wanted.emit)
        menu.addAction("&Plan another cycle…", self.plan_wanted.emit)
        return menu

    def _choosing(self, choice: CycleChoice, group: QActionGroup, menu: QMenu) -> QAction:
        action = QAction(choice.label.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(choice.chosen)
        action.triggered.connect(lambda _on=False: self.cycle_chosen.emit(choice.key))
        group.addAction(action)
        return action

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        painter.fillRect(self.rect(), look.colour("strip"))
        for y in (0, self.height() - 1):
            painter.fillRect(0, y, self.width(), 1, look.colour("line"))
        if self.view is None:
            return
        left, right = self._ends()
        for x in (left - 1, self.width() - right):
            painter.fillRect(x, 1, 1, self.height() - 2, look.colour("line"))
        self._paint_who(painter, look, left, self.view)
        self._paint_rail(painter, look, self.width() - right, self.view)
        self._paint_next(painter, look, self.width() - right, self.view)

    def _paint_who(self, painter: QPainter, look: Theme, width: int, view: StripView) -> None:
        x, room = look.px(16), width - look.px(36)
        top = QRect(x, look.px(9), room, look.px(17))
        paint_pieces(painter, look, lay_out(look, [_piece(view.cycle, tone="second")], top))
        line = QRect(x, look.px(27), room, look.px(19))
        placed = lay_out(look, [_piece(view.focus, style="focus")], line)
        paint_pieces(painter, look, placed)
        if view.choices:
            size = look.px(11)
            at = placed[0].box.right() + look.px(7)
            square = QRectF(at, line.center().y() - size / 2 + 1, size, size)
            draw_mark(painter, MarkName.CHEVRON_DOWN, square, look.colour("text"))

    def _paint_rail(self, painter: QPainter, look: Theme, end: int, view: StripView) -> None:
        start, gap = self.rail()
        begin, top = start + look.px(6), look.px(RAIL_TOP)
        thick = look.px(2)
        painter.fillRect(begin, top, end - begin, thick, look.colour("line2"))
        if view.today_at is None:
            return
        x = round(start + look.px(7) + max(0.0, view.today_at) * gap)
        x = min(x, end - look.px(4))
        painter.fillRect(begin, top, x - begin, thick, look.colour("accent"))
        painter.fillRect(x, top - look.px(5), thick, look.px(12), look.colour("text"))
        self._paint_today(painter, look, x, view)

    def _paint_today(self, painter: QPainter, look: Theme, x: int, view: StripView) -> None:
        """The day beside its tick; only "Today" when the date has no room before the next mark."""
        start, gap = self.rail()
        following = [start + p * gap for p in range(len(self.steps)) if start + p * gap > x]
        room = (min(following) if following else self.width() - self._ends()[1]) - x
        metrics = look.metrics("tick-strong")
        words = f"Today, {view.today}"
        if metrics.horizontalAdvance(words) + look.px(10) > room:
            words = "Today"
        width = metrics.horizontalAdvance(words)
        if width + look.px(8) > room:
            return
        area = QRect(x + look.px(4), look.px(4), width + look.px(6), look.px(13))
        painter.fillRect(area, look.colour("strip"))
        inner = area.adjusted(look.px(3), 0, 0, 0)
        paint_text(painter, look, inner, words, "tick-strong")

    def _paint_next(self, painter: QPainter, look: Theme, left: int, view: StripView) -> None:
        x, room = left + look.px(14), self.width() - left - look.px(24)
        top = QRect(x, look.px(10), room, look.px(19))
        paint_pieces(painter, look, lay_out(look, [_piece(view.next_title, style="strong")], top))
        line = QRect(x, look.px(30), room, look.px(17))
        paint_pieces(painter, look, lay_out(look, view.next_detail, line, gap=0))


def _piece(text: str, tone: str = "", style: str = "label") -> Piece:
    """A run of text. Imported when a cycle is shown: an empty strip is painted without."""
    from ui.delegates.cells import Piece

    return Piece(text, tone=tone, style=style)


class _End(QAbstractButton):
    """An end of the strip as a button; the strip paints what it says."""

    def __init__(self, strip: CycleStrip) -> None:
        super().__init__(strip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self.hasFocus() and keys_in_use(self):
            paint_focus(QPainter(self), theme(), self.rect().adjusted(2, 2, -2, -2))


class _Step(QAbstractButton):
    """A step: its mark on the rail, its name, its date."""

    step: StripStep

    def __init__(self, strip: CycleStrip) -> None:
        super().__init__(strip)
        self._strip = strip
        self.clicked.connect(lambda: strip.step_pressed.emit(self.step))

    def set_step(self, step: StripStep) -> None:
        self.step = step
        self.setAccessibleName(step.spoken)
        self.setAccessibleDescription(step.about)
        self.setToolTip("\n".join(filter(None, [step.spoken, step.about])))
        self.setEnabled(step.leads)
        hand, arrow = Qt.CursorShape.PointingHandCursor, Qt.CursorShape.ArrowCursor
        self.setCursor(hand if step.leads else arrow)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if by is not None:
            self._strip.step_by(self, by)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        look, painter = theme(), QPainter(self)
        self._paint_mark(painter, look)
        state = self.step.state
        style = "body" if state is StepState.TO_COME else "strong"
        tone = {StepState.DONE: "", StepState.CURRENT: "accent"}.get(state, "second")
        room = self.width() - look.px(4)
        title = QRect(look.px(4), look.px(24), room, look.px(16))
        when = QRect(look.px(4), look.px(40), room, look.px(15))
        words = (_piece(self.step.title, tone=tone, style=style), title)
        for piece, area in (words, (_piece(self.step.when, tone="second"), when)):
            paint_pieces(painter, look, lay_out(look, [piece], area))
        if self.hasFocus() and keys_in_use(self):
            paint_focus(painter, look, self.rect().adjusted(0, 1, 0, -1))

    def _paint_mark(self, painter: QPainter, look: Theme) -> None:
        size = look.px(14)
        frame = QRectF(look.px(4), look.px(RAIL_TOP) + look.px(2) / 2 - size / 2 - 1, size, size)
        state = self.step.state
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = {StepState.CURRENT: 2.5, StepState.TO_COME: 1.5}.get(state, 0.0) * look.scale
        filled = state is StepState.DONE
        painter.setBrush(look.colour("accent" if filled else "strip"))
        ring = "accent" if state is StepState.CURRENT else "ctl"
        painter.setPen(QPen(look.colour(ring), width) if width else Qt.PenStyle.NoPen)
        half = width / 2 + 0.5
        painter.drawEllipse(frame if filled else frame.adjusted(half, half, -half, -half))
        if filled:
            inner = frame.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2)
            draw_mark(painter, MarkName.TICK, inner, look.colour("on_accent"))


def _by_year(choices: Sequence[CycleChoice]) -> dict[str, list[CycleChoice]]:
    found: dict[str, list[CycleChoice]] = {}
    for choice in choices:
        found.setdefault(choice.year, []).append(choice)
    return found
