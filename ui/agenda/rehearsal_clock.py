"""The clock of the rehearsal with all that was thought of for the item it is in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.charts.widget import ChartView
from ui.theme import label, set_style_property, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Pane, Scroll, Section

if TYPE_CHECKING:
    from cspdesk.agenda.rehearsing import Contribution, Rehearsal, RehearsedItem, Run
    from cspdesk.charts.primitives import Drawing
    from cspdesk.charts.text import TextMeasure
    from ui.agenda.rehearsal import RehearsalView


class ClockPane(Pane):
    """Item, clock, the parts of its time, and beneath them what the chair is told."""

    def __init__(self, view: RehearsalView) -> None:
        super().__init__()
        self.setAccessibleName("Clock")
        self._shown: RehearsedItem | None = None
        self._make_clock()
        self._make_buttons(view)
        self.told = QWidget()
        self._told_box = QVBoxLayout(self.told)
        self._told_box.setContentsMargins(0, 0, 0, 0)
        self._told_box.setSpacing(0)
        self.add(Scroll(self.told), 1)
        self.focus_target = self.start

    def _make_clock(self) -> None:
        self.eyebrow = label("", "label", "second")
        self.name = wrapped("", "inspector")
        self.used = label("", "figure")
        self.against = label("", "strong", "second")
        self.bar = ChartView()
        self.bar.setFixedHeight(theme().px(34))
        self.part = wrapped("", "strong")
        head = Section()
        for part in (self.eyebrow, self.name):
            head.box.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(theme().px(10))
        row.addWidget(self.used)
        row.addWidget(self.against, 1)
        head.box.addLayout(row)
        head.box.addWidget(self.bar)
        head.box.addWidget(self.part)
        self.add(head)

    def _make_buttons(self, view: RehearsalView) -> None:
        self.start = PrimaryButton("&Start", view.start_or_pause)
        self.previous = SecondaryButton("Pre&vious", view.previous_item)
        self.following = SecondaryButton("&Next item", view.next_item)
        self.less = SecondaryButton("− 1 min", lambda: view.add_time(-60))
        self.more = SecondaryButton("+ 1 min", lambda: view.add_time(60))
        self.less.setAccessibleName("A minute less")
        self.more.setAccessibleName("A minute more")
        held = Section()
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for button in (self.start, self.previous, self.following, self.less, self.more):
            row.addWidget(button)
        row.addStretch(1)
        held.box.addLayout(row)
        self.add(held)

    # -- showing ------------------------------------------------------------------------------

    def show_item(self, seen: Rehearsal, run: Run, *, running: bool) -> None:
        """The item that the clock is in; its words are made anew only when they differ."""
        item = seen.item(run.at)
        self.start.setText("Pau&se" if running else "&Start")
        if item is None:
            return
        seconds = run.seconds(item.id)
        if item != self._shown:
            self._shown = item
            self._show_told(item)
        self._show_clock(item, seconds)
        at = seen.ids.index(item.id)
        self.previous.set_allowed(at > 0, "This is the first item.")
        self.following.set_allowed(at + 1 < len(seen.ids), "This is the last item.")
        self.less.set_allowed(seconds > 0, "No time has been used.")

    def _show_clock(self, item: RehearsedItem, seconds: int) -> None:
        from cspdesk.agenda.rehearsing import against_plan, clock_words, part_names, part_words

        line = item.card.line
        self.eyebrow.setText(f"{item.card.heading}, {line.lead or 'no lead yet'}")
        self.name.setText(line.title)
        self.used.setText(clock_words(seconds))
        over = seconds > item.minutes * 60
        beside = against_plan(item.minutes, seconds)
        self.against.setText(f"of {item.minutes} minutes" + (f", {beside}" if beside else ""))
        set_style_property(self.against, "tone", "amber" if over else "second")
        self.used.setAccessibleName(f"{clock_words(seconds)} {self.against.text()}")
        timed = [part for part in item.card.split if part.minutes]
        minutes = [part.minutes for part in timed]
        parts = tuple(zip(part_names(timed), minutes, strict=True))
        self.bar.setVisible(bool(parts))
        if parts:
            self.bar.set_chart(partial(_bar, parts, seconds / 60), "Time inside the item")
        words = part_words(timed, seconds) or "The time inside this item is not split."
        self.part.setText(words)

    def _show_told(self, item: RehearsedItem) -> None:
        while (old := self._told_box.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        card = item.card
        self._tell("Steer, in the chair’s words", (card.steer,))
        self._tell("Must speak", item.speakers)
        self._tell("Likely sidetrack", (card.sidetrack,))
        self._tell("Decision sought", card.decisions)
        self._tell_contributions(item.contributions)
        self._told_box.addStretch(1)

    def _tell(self, caption: str, lines: tuple[str, ...]) -> None:
        said = [words for words in lines if words]
        section = Section()
        section.box.addWidget(label(caption, "label-strong", "second"))
        for words in said:
            section.box.addWidget(wrapped(words))
        if not said:
            section.box.addWidget(label("Nothing yet", "body", "hint"))
        self._told_box.addWidget(section)

    def _tell_contributions(self, parts: tuple[Contribution, ...]) -> None:
        section = Section(line=False)
        section.box.addWidget(label("What each partner could contribute", "label-strong", "second"))
        for part in parts:
            section.box.addWidget(wrapped(_contribution(part)))
            if part.question:
                answer = f"Answer: {part.answer}" if part.answer else "No answer yet."
                section.box.addWidget(wrapped(answer, "label", "" if part.answer else "second"))
        if not parts:
            section.box.addWidget(label("Nobody is asked anything", "body", "hint"))
        self._told_box.addWidget(section)


def _bar(
    parts: tuple[tuple[str, int], ...],
    gone: float,
    width: float,
    height: float,
    measure: TextMeasure,
) -> Drawing:
    from cspdesk.charts.rehearsal import rehearsal_bar

    return rehearsal_bar(parts, width, height, measure=measure, elapsed=gone)


def _contribution(part: Contribution) -> str:
    """ "Police: share the weekly list (1 Mar 2017)"; a homework question as it was put."""
    words = part.question or part.what
    by = f" ({part.by})" if part.by and not part.question else ""
    return f"{part.partner}: {words}{by}" if part.partner else f"{words}{by}"
