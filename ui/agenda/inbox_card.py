"""One piece of business in full: asked what, the verdict, its ways out, the reply, its history."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.calendar import date_for
from db.vocabulary import BusinessSource, Verdict
from ui.agenda.inbox_columns import came_words, verdict_chip
from ui.agenda.inbox_verdict import VerdictForm
from ui.delegates.cells import chip, rag_words, work_state
from ui.theme import theme
from ui.widgets.buttons import FlatButton, LinkButton, SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.inspector import Inspector, wrapped

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import BusinessCard, VerdictChoices, WayOut
    from ui.agenda.page import AgendaPage

# Field of the command, caption, what to write there.
_TEXTS = (
    ("asked", "What is asked", "The decision or action wanted"),
    ("asked_of", "Of whom", "Which partners would have to act"),
    ("why_whole", "Why the whole partnership", "What one agency alone cannot do"),
    ("title", "In a few words", "Subject: what about it"),
)


class BusinessInspector(Inspector):
    """Shows a `BusinessCard`; each edit and each verdict is one step."""

    left = Signal()  # the keyboard goes back to the list

    def __init__(self, page: AgendaPage) -> None:
        super().__init__("Business")
        self.page = page
        self.card: BusinessCard | None = None
        self.form = VerdictForm()
        self.form.given.connect(self._give)
        self.form.closed.connect(self.left)
        self.said = wrapped("", "body")
        self.again = LinkButton("Decide again", self._take_back)
        self._put(self.form)
        self._make_said()
        self._make_ways()
        for name, caption, hint in _TEXTS:
            self.add_text(name, caption, hint=hint).committed.connect(partial(self.edit, name))
        self._make_reply()
        self.history = self.add_section("When it came before")
        self.before = wrapped("")
        self.history.box.addWidget(self.before)
        self.places = _Places(self)
        self.show_card(None, None)

    def _put(self, section: QWidget) -> None:
        self.sections.insertWidget(self.sections.count() - 1, section)

    def _make_said(self) -> None:
        self.verdict = self.add_section()
        head = QHBoxLayout()
        head.addWidget(self.said, 1)
        head.addWidget(self.again, 0, Qt.AlignmentFlag.AlignTop)
        self.verdict.box.addLayout(head)

    def _make_ways(self) -> None:
        self.ways = self.add_section("Goes out another way")
        self._way_box = QVBoxLayout()
        self._way_box.setSpacing(theme().px(6))
        self.ways.box.addLayout(self._way_box)
        self.more = LinkButton("Add another way", self.form.open_for_way)
        self.ways.box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_reply(self) -> None:
        self.reply_section = self.add_section("What goes back to the source")
        self.reply = wrapped("")
        self.reply.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.copy = SecondaryButton("Cop&y the reply", self._copy)
        self.told = SecondaryButton("Mark as &told", self._mark_told)
        self.told_words = PieceLabel()
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for part in (self.copy, self.told, self.told_words):
            row.addWidget(part)
        row.addStretch(1)
        self.reply_section.box.addWidget(self.reply)
        self.reply_section.box.addLayout(row)

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: BusinessCard | None, choices: VerdictChoices | None) -> None:
        """Show this piece; what is being typed for the same one stays."""
        same = card is not None and self.card is not None and card.line.key == self.card.line.key
        self.card = card
        if not same:
            self._let_go()
        self.body.setVisible(card is not None)
        if card is None or choices is None:
            self.set_head("", "No business chosen")
            return
        self._show_head(card)
        self._show_verdict(card, choices)
        self._show_ways(card)
        for name, _caption, _hint in _TEXTS:
            part = self.parts[name]
            part.set_read_only(bool(self.page.operations.refusal))
            part.set_text(card.line.title if name == "title" else getattr(card, name))
        self._show_reply(card)
        self._show_history(card)

    def _let_go(self) -> None:
        """What was typed belongs to the piece before: it must never go into this one."""
        self.fields.clear()
        for part in self.parts.values():
            if part.editing:
                part.editor.given_up.emit()
        if self.form.is_open:
            self.form.blockSignals(True)
            self.form.put_away()
            self.form.blockSignals(False)

    def _show_head(self, card: BusinessCard) -> None:
        line, today = card.line, self.page.desk.today
        who = ", ".join(word for word in (line.raised_by, card.raised_by_words) if word)
        if line.raised_by == card.raised_by_words:
            who = line.raised_by
        chips = [verdict_chip(line)]
        if line.came_before:
            chips.append(chip(came_words(line.came_before)))
        raised = f"{who}, raised {date_for(line.raised_on, today)}"
        self.set_head(raised, line.title, chips)

    def _show_verdict(self, card: BusinessCard, choices: VerdictChoices) -> None:
        self.form.offer(choices, card.line.source is BusinessSource.PMG)
        self.form.show_verdict(card.line.verdict, self._board_day())
        self.form.setEnabled(not self.page.operations.refusal)
        decided = card.line.verdict is not None and card.decided_on is not None
        self.verdict.setVisible(decided)
        if card.decided_on is not None:
            where = f" ({card.line.outcome})" if card.item_id or card.deferred_to_id else ""
            day = date_for(card.decided_on, self.page.desk.today)
            self.said.setText(f"{card.line.chip}{where}, {day}. {card.reason}")
        back = card.line.verdict is Verdict.SEND_BACK
        self.again.setText("More has come" if back else "Decide again")
        self.again.set_allowed(not self.page.operations.refusal, self.page.operations.refusal)

    def _board_day(self) -> date:
        """By when a thing goes out, unless the officer says otherwise."""
        view = self.page.view
        return view.meeting.held_on if view else self.page.desk.today

    def _show_ways(self, card: BusinessCard) -> None:
        self.ways.setVisible(card.line.verdict is Verdict.DISSEMINATE)
        while (item := self._way_box.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for way in card.ways:
            self._way_box.addWidget(self._way(way, alone=len(card.ways) == 1))
        self.more.set_allowed(not self.page.operations.refusal, self.page.operations.refusal)

    def _way(self, way: WayOut, *, alone: bool) -> QWidget:
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(wrapped(way.channel))
        words.addWidget(wrapped(f"to {way.to_whom}", "label", "second"))
        row.addLayout(words, 1)
        state = rag_words("red", way.words) if way.days_late else None
        mark = state or work_state("done" if way.is_done else "todo", way.words)
        row.addWidget(PieceLabel([mark]))
        if not way.is_done and not self.page.operations.refusal:
            done = SecondaryButton("Done", partial(self.mark_done, way), compact=True)
            done.setAccessibleName(f"Done: {way.channel}")
            row.addWidget(done)
            if not alone:
                remove = FlatButton("Remove", partial(self._remove, way), compact=True)
                remove.setAccessibleName(f"Remove: {way.channel}")
                row.addWidget(remove)
        return host

    def _show_reply(self, card: BusinessCard) -> None:
        self.reply_section.setVisible(bool(card.reply))
        self.reply.setText(card.reply)
        told = card.told_on
        today = self.page.desk.today
        self.told.setVisible(told is None)
        self.told.set_allowed(not self.page.operations.refusal, self.page.operations.refusal)
        words = f"Told {date_for(told, today)}" if told else ""
        self.told_words.set_pieces([work_state("done", words)] if told else [])

    def _show_history(self, card: BusinessCard) -> None:
        lines = [f"{one.cycle}: {one.title}\n{one.words}" for one in card.history]
        if card.source_words:
            lines.append(f"{card.line.raised_by}: {card.source_words}")
        self.before.setText("\n\n".join(lines) or "This subject has not come before.")

    # -- doing --------------------------------------------------------------------------------

    def edit(self, name: str, value: Any) -> None:
        """Change one part of the piece shown."""
        from cspdesk.agenda.business_commands import EditBusiness

        card = self.card
        if card is not None:
            words: dict[str, Any] = {name: value}
            command = EditBusiness(card.line.piece, card.line.version, **words)
            self.page.operations.run(command, fields=self.fields)

    def decide(self, verdict: Verdict) -> None:
        """Open the form for this verdict."""
        if self.card is not None and not self.page.operations.refuse():
            self.form.open_for(verdict)

    def _give(self, values: dict[str, Any]) -> None:
        from cspdesk.agenda.business_commands import AddWayOut, GiveVerdict

        card = self.card
        if card is None:
            return
        command = (
            GiveVerdict(card.line.piece, card.line.version, **values)
            if "verdict" in values
            else AddWayOut(card.line.piece.business_id or 0, **values)
        )
        # The answer is shown by the form itself once it is put away, whatever piece comes next.
        if self.page.operations.run(command, fields=self.form.fields) is not None:
            self.form.put_away()

    def _take_back(self) -> None:
        from cspdesk.agenda.business_commands import TakeVerdictBack

        card = self.card
        if card is not None and card.line.piece.business_id is not None:
            command = TakeVerdictBack(card.line.piece.business_id, card.line.version)
            self.page.operations.run(command, fields=self.places)

    def mark_done(self, way: WayOut) -> None:
        """It has gone out, today."""
        from cspdesk.agenda.business_commands import MarkWayOutDone

        self.page.operations.run(MarkWayOutDone(way.id, way.version))

    def _remove(self, way: WayOut) -> None:
        from cspdesk.agenda.business_commands import RemoveWayOut

        self.page.operations.run(RemoveWayOut(way.id, way.version))

    def _mark_told(self) -> None:
        from cspdesk.agenda.business_commands import MarkTold

        card = self.card
        if card is not None and card.line.piece.business_id is not None:
            self.page.operations.run(MarkTold(card.line.piece.business_id, card.line.version))

    def _copy(self) -> None:
        if self.card is not None:
            QGuiApplication.clipboard().setText(self.card.reply)
            self.copy.setText("Copied")

    def take_focus(self) -> None:
        chosen = self.form.choice.current or Verdict.BOARD.value
        self.form.choice.button(chosen).setFocus(Qt.FocusReason.ShortcutFocusReason)


class _Places:
    """Where a broken rule's sentence goes: beside its part, else under the verdict."""

    def __init__(self, inspector: BusinessInspector) -> None:
        self._inspector = inspector

    def clear(self) -> None:
        self._inspector.fields.clear()
        self._inspector.form.fields.clear()

    def show(self, name: str, words: str) -> bool:
        if not self._inspector.fields.show(name, words):
            self._inspector.form.whole.say(words)
        return True
