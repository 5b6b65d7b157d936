"""The minutes of one Board as a page of paragraphs, each edited where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ui.minutes.editing import MinuteEdit
from ui.theme import theme
from ui.widgets.notes import EmptyState, Note
from ui.widgets.pane import Pane, Scroll

if TYPE_CHECKING:
    from cspdesk.minutes.records import MinutesCard, MinutesLine


class MinutesPaper(Pane):
    """`changed(id, field, text)` and `differs(id)` of a minute; `draft_wanted` while none are."""

    changed = Signal(int, str, str)
    differs = Signal(int)
    draft_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("Minutes")
        self.edits: dict[int, MinuteEdit] = {}
        self._column = QWidget()
        self._box = QVBoxLayout(self._column)
        self._box.setContentsMargins(0, theme().px(8), 0, theme().px(24))
        self._box.setSpacing(0)
        self.locked = Note("", "", info=True)
        notice = QVBoxLayout()
        notice.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        notice.addWidget(self.locked)
        self.locked.hide()
        self._box.addLayout(notice)
        self._box.addStretch(1)
        self.scroll = Scroll(self._column)
        self.empty = EmptyState("")
        self.empty.pressed.connect(self.draft_wanted)
        host = QWidget()
        self._stack = QStackedLayout(host)
        self._stack.addWidget(self.scroll)
        self._stack.addWidget(self.empty)
        self.add(host, 1)
        self._meeting: int | None = None

    # -- showing ------------------------------------------------------------------------------

    def show_none(self, line: MinutesLine | None, refusal: str) -> None:
        """No minutes yet: say so, and offer to draft them."""
        self._clear()
        self._meeting = None
        self._stack.setCurrentWidget(self.empty)
        if line is None:
            self.set_title("Minutes")
            self.empty.set_text("No Board has met yet. Minutes are drafted after a meeting.")
            return
        self.set_title(f"Minutes of {line.title}")
        words = "These minutes are not drafted yet. The draft is written from what was recorded."
        offered = not refusal and not line.refusal
        self.empty.set_text(line.refusal or words, "Draft them (D)" if offered else "")

    def show_card(self, card: MinutesCard, refusal: str) -> None:
        """Show these minutes; what is being typed in one of them stays."""
        if card.meeting.id != self._meeting:
            self._clear()
            self._meeting = card.meeting.id
            self.scroll.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self.scroll)
        why = refusal or card.refusal
        self.locked.question.setText(card.refusal)
        self.locked.consequence.hide()
        self.locked.setVisible(bool(card.refusal))
        self.locked.setAccessibleName(card.refusal)
        self._drop({one.id for one in card.minutes})
        for place, one in enumerate(card.minutes, 1):
            edit = self.edits.get(one.id) or self._make(one.id, card, place)
            if self._box.indexOf(edit) != place:
                self._box.insertWidget(place, edit)
            edit.show_card(one, why)

    def _make(self, key: int, card: MinutesCard, place: int) -> MinuteEdit:
        edit = MinuteEdit(card.minutes[place - 1])
        edit.changed.connect(self.changed)
        edit.differs.connect(self.differs)
        edit.step.connect(self.go_from)
        self.edits[key] = edit
        self._box.insertWidget(place, edit)
        return edit

    def _clear(self) -> None:
        self.keep_what_waits()
        self._drop(set())

    def _drop(self, kept: set[int]) -> None:
        for key in [key for key in self.edits if key not in kept]:
            edit = self.edits.pop(key)
            edit.hide()
            self._box.removeWidget(edit)
            edit.deleteLater()

    # -- going about --------------------------------------------------------------------------

    def keep_what_waits(self) -> None:
        """Keep what is being typed, before the minutes of another Board come."""
        for edit in self.edits.values():
            edit.text.keep_what_waits()

    def go_from(self, key: int, by: int) -> None:
        """To the minute after or before; at an end it stays."""
        order = self.in_order()
        at = next(place for place, edit in enumerate(order) if edit.card.id == key)
        self.go_to(order[max(0, min(len(order) - 1, at + by))])

    def go_to(self, edit: MinuteEdit) -> None:
        edit.take_focus()
        self.scroll.ensureWidgetVisible(edit, 0, theme().px(24))

    def in_order(self) -> list[MinuteEdit]:
        return sorted(self.edits.values(), key=self._box.indexOf)

    def current(self) -> MinuteEdit | None:
        """The minute the keyboard is in."""
        return next((edit for edit in self.in_order() if edit.isAncestorOf(_focus(self))), None)

    def take_focus(self) -> None:
        """Into the first numbered minute, or the button that drafts them."""
        order = self.in_order()
        first = next((edit for edit in order if edit.card.number), order[0] if order else None)
        if first is not None:
            self.go_to(first)
        elif self.empty.button.isVisible():
            self.empty.button.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _focus(widget: QWidget) -> QWidget:
    return widget.window().focusWidget() or widget
