"""The indicator editor: everything of one indicator in a dialog, saved as one step to undo.

open_editor(context, edit_form_of(desk, id), window)      # "Edit indicator…"
open_editor(context, new_form_of(desk, framework_id), window)   # "New indicator…"
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QStackedWidget, QVBoxLayout, QWidget

from cspdesk.errors import RuleBroken
from cspdesk.kpis.drafts import IndicatorDraft
from cspdesk.kpis.editing import EditForm
from cspdesk.kpis.indicator_commands import AddIndicator, EditIndicator, ReplaceIndicator
from ui.kpis.editor_about import AboutPart
from ui.kpis.editor_fields import FormPart
from ui.kpis.editor_life import LifePart
from ui.kpis.editor_series import SeriesPart
from ui.kpis.editor_target import TargetPart
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import ProblemLabel
from ui.widgets.focus_ring import FocusRing
from ui.widgets.pane import Bar, Scroll
from ui.widgets.segments import SubTabs

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.commanding import Command
    from db.changes import ChangeSet
    from ui.operations import Operations

_WIDTH, _HEIGHT = 1040, 690
Done = Callable[["ChangeSet"], None]


class IndicatorEditor(QDialog):
    """Four tabs over one draft. Save (or Enter) runs one command; Esc asks before it loses words.

    `replacing` (day, reason) makes a new form retire the indicator `form` was read from.
    """

    def __init__(
        self,
        operations: Operations,
        form: EditForm,
        parent: QWidget,
        *,
        done: Done | None = None,
        replacing: tuple[date, str] | None = None,
        replaced: int | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.operations, self.form = operations, form
        self._done, self._replacing, self._replaced = done, replacing, replaced
        self._successor: IndicatorEditor | None = None
        self._asked_from: QWidget | None = None
        self.setWindowTitle(self._title())
        self._make_parts()
        self._make_tabs()
        self._lay_out()
        self._ring = FocusRing(self)
        self._fit_to(parent)
        self._before = self._state()
        self._show_state()
        self.show_tab("about")
        self.about.lines["name" if form.id else "code"].setFocus()

    def _title(self) -> str:
        draft = self.form.draft
        if self._replacing:
            return "New indicator in place of the old one"
        return f"{draft.code} {draft.name}" if self.form.id else "New indicator"

    # -- making -------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.about = AboutPart(self.form)
        self.target = TargetPart(self.form, self._about_it)
        self.series = SeriesPart(self.form, self._about_it)
        self.parts: dict[str, FormPart] = {
            "about": self.about,
            "target": self.target,
            "series": self.series,
        }
        self.life: LifePart | None = None
        if self.form.id is not None and self._replacing is None:
            self.life = LifePart(self.form, self._do, self._replace)
            self.parts["life"] = self.life
        self.about.edited.connect(self.target.follow)
        self.about.edited.connect(self._follow)
        self.target.on_read = self._take
        for part in (self.about, self.target, self.series):
            part.edited.connect(self._show_state)
        self.target.words_read.connect(self._show_state)

    def _make_tabs(self) -> None:
        titles = {key: part.title for key, part in self.parts.items()}  # type: ignore[attr-defined]
        self.tabs = SubTabs(list(titles.items()), name="Parts of the indicator")
        self.tabs.chosen.connect(self.show_tab)
        for place, key in enumerate(self.parts, 1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place}"), self)
            shortcut.activated.connect(lambda key=key: self.show_tab(key))
            self.tabs.button(key).setToolTip(f"Ctrl+{place}")
        self.stack = QStackedWidget()
        self.pages = {key: Scroll(part) for key, part in self.parts.items()}
        for page in self.pages.values():
            self.stack.addWidget(page)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        head = Bar(46, line="")
        head.add(label(self._title(), "inspector"))
        head.end(label(self.form.framework.name, "label", "second"))
        tabs = Bar(44, edge=10)
        tabs.add(self.tabs)
        self.whole = ProblemLabel()
        self.whole.setContentsMargins(*(theme().px(side) for side in (20, 6, 20, 6)))
        for part in (head, tabs):
            box.addWidget(part)
        box.addWidget(self.stack, 1)
        box.addWidget(self.whole)
        self.feet = QStackedWidget()
        self.feet.addWidget(self._foot())
        self.feet.addWidget(self._question())
        self.feet.setFixedHeight(theme().px(52))
        box.addWidget(self.feet)

    def _foot(self) -> Bar:
        bar = Bar(52, ground="subtle", line="", edge=20)
        self.told = label("", "label", "second")
        self.save = PrimaryButton("Save", self._save)
        self.save.setDefault(True)
        self.cancel = SecondaryButton("Cancel", self.reject)
        bar.add(self.told)
        bar.end(self.cancel, self.save)
        return bar

    def _question(self) -> Bar:
        """Asked by Esc: the answer that loses nothing has the keyboard."""
        bar = Bar(52, ground="subtle", line="", edge=20)
        self.question = label("What you typed is not saved.", "strong")
        self.go_on = PrimaryButton("Go on editing", self._go_on)
        self.throw = SecondaryButton("Throw it away", self._throw_away)
        bar.add(self.question)
        bar.end(self.throw, self.go_on)
        return bar

    def _fit_to(self, parent: QWidget) -> None:
        look, window = theme(), parent.window()
        width = min(look.px(_WIDTH), max(640, window.width() - 40))
        height = min(look.px(_HEIGHT), max(420, window.height() - 40))
        self.resize(width, height)

    # -- tabs ---------------------------------------------------------------------------------

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front; its first field gets the keyboard, unless the tabs have it."""
        on_tabs = self.tabs.isAncestorOf(self.focusWidget() or self)
        self.tabs.choose(key)
        # Enter saves the fields; the steps of the last tab are pressed, so that none is by chance.
        self.save.setDefault(key != "life")
        self._show_state()
        self.stack.setCurrentWidget(self.pages[key])
        if self.isVisible() and not on_tabs:
            first = self.parts[key].nextInFocusChain()
            while first is not None and not first.focusPolicy() & Qt.FocusPolicy.TabFocus:
                first = first.nextInFocusChain()
            if first is not None and self.parts[key].isAncestorOf(first):
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- what is typed ------------------------------------------------------------------------

    def draft(self) -> IndicatorDraft:
        """What the tabs hold. Raises RuleBroken where a field cannot be read."""
        draft = self.about.fill(self.form.draft)
        return self.series.fill(self.target.fill(draft))

    def _state(self) -> tuple[object, ...]:
        return tuple(part.state() for part in self.parts.values())  # type: ignore[attr-defined]

    @property
    def changed(self) -> bool:
        """Whether anything was typed since the form opened."""
        return self._state() != self._before

    @property
    def _unused_reason(self) -> bool:
        return self.life is not None and self.life.typed

    def _show_state(self) -> None:
        changed = self.changed
        self.told.setText("Not saved yet. Enter saves." if changed else "Nothing changed.")
        # Its own buttons act: Save beneath them would look as if it were what retires.
        acts = self.tabs.current == "life" and not changed
        if acts:
            self.told.setText("The buttons above act at once, each as one step to undo.")
        self.save.setVisible(not acts)
        self.cancel.setText("Close" if acts else "Cancel")
        if self.life is not None:
            self.life.allow(not changed)

    def _about_it(self) -> IndicatorDraft:
        """The first tab's draft; while a number in it cannot be read, as the form was opened."""
        try:
            return self.about.fill(self.form.draft)
        except RuleBroken:
            return self.form.draft

    def _follow(self) -> None:
        self.series.follow(self._about_it())

    def _take(self, draft: IndicatorDraft) -> None:
        if self.form.id is None:
            self.about.take(draft)

    # -- saving -------------------------------------------------------------------------------

    def _save(self) -> None:
        self._clear()
        if self._unused_reason:
            self.show_problem("reason", "Save does not retire it: press Retire, or clear this.")
            return
        if not self.changed and self.form.id is not None:
            self._close()
            return
        if self.target.unread:
            self.show_problem("words_of_target", self.target.unread)
            return
        try:
            draft = self.draft()
        except RuleBroken as broken:
            self.show_problem(broken.field, broken.message)
            return
        self._do(self._command(draft))

    def _command(self, draft: IndicatorDraft) -> Command:
        if self._replacing is not None and self._replaced is not None:
            day, reason = self._replacing
            return ReplaceIndicator(self._replaced, day, reason, draft)
        if self.form.id is None:
            return AddIndicator(self.form.framework.id, draft)
        return EditIndicator(self.form.id, draft, self.form.seen)

    def _do(self, command: Command) -> None:
        """Run it; the editor closes when it happened and stays, with every word, when not."""
        changes = self.operations.run(command, fields=_Places(self))
        if changes is None:
            return
        self._close()
        if self._done is not None:
            self._done(changes)

    def _replace(self, day: date, reason: str) -> None:
        from dataclasses import replace

        draft = replace(self.form.draft, target=None, milestones=(), breaks=(), comparators=())
        form = replace(self.form, id=None, seen="", draft=draft, figures=())
        self._successor = IndicatorEditor(
            self.operations, form, self.parentWidget(), done=self._done,
            replacing=(day, reason), replaced=self.form.id,
        )  # fmt: skip
        self._close()
        self._successor.open()

    # -- problems -----------------------------------------------------------------------------

    def _clear(self) -> None:
        self.whole.say("")
        for part in self.parts.values():
            part.fields.clear()

    def show_problem(self, name: str, words: str) -> bool:
        """Put the sentence beside its field, on whatever tab that is."""
        for key, part in self.parts.items():
            if name in part.places:
                self.show_tab(key)
                part.fields.show(name, words)
                self.pages[key].ensureWidgetVisible(part.places[name])
                return True
        self.whole.say(words)
        return True

    # -- closing ------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc or Cancel: asks when something would be lost; a second Esc goes on editing."""
        if self.feet.currentIndex() == 1:
            self._go_on()
        elif self.changed or self._unused_reason:
            self._asked_from = self.focusWidget()
            self.feet.setCurrentIndex(1)
            self.save.setDefault(False)
            self.go_on.setDefault(True)
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
            self.go_on.setAccessibleDescription(self.question.text())
        else:
            super().reject()

    def _go_on(self) -> None:
        self.feet.setCurrentIndex(0)
        self.go_on.setDefault(False)
        self.save.setDefault(self.tabs.current != "life")
        if self._asked_from is not None:
            self._asked_from.setFocus(Qt.FocusReason.OtherFocusReason)

    def _throw_away(self) -> None:
        self._close()

    def _close(self) -> None:
        self._before = self._state()
        if self.life is not None and self.life.typed:
            self.life.reason.clear()
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's own cross asks like Esc."""
        if self.changed or self._unused_reason:
            event.ignore()
            if self.feet.currentIndex() == 0:
                self.reject()
        else:
            super().closeEvent(event)


class _Places:
    """Where a broken rule's sentence goes: the field of whatever tab it is on."""

    def __init__(self, editor: IndicatorEditor) -> None:
        self._editor = editor

    def clear(self) -> None:
        self._editor._clear()

    def show(self, name: str, words: str) -> bool:
        return self._editor.show_problem(name, words)


def open_editor(
    operations: Operations, form: EditForm | None, parent: QWidget, done: Done | None = None
) -> IndicatorEditor | None:
    """Show the editor over the window; None when the indicator is gone."""
    if form is None:
        return None
    editor = IndicatorEditor(operations, form, parent, done=done)
    editor.open()
    return editor
