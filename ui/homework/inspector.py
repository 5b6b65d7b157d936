"""One question in full, edited where it stands; or all questions of a partner or of an item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from cspdesk.calendar import short_date
from db.vocabulary import HomeworkState
from ui.homework.states import state_piece
from ui.theme import label, set_style_property
from ui.widgets.buttons import FlatButton, SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.inspector import Inspector, KeyValueList, wrapped
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.homework.queries import HomeworkCard
    from ui.operations import Operations

_OPEN = (HomeworkState.DRAFT, HomeworkState.SET)
_SENT = "This question has been sent."
_HAS_ANSWER = "The partner has answered this question: it stays."


class HomeworkInspector(Inspector):
    """step_wanted(question id): the one before or after · add_wanted: ask something here."""

    step_wanted = Signal(int)
    add_wanted = Signal()

    def __init__(self, operations: Operations, today: date) -> None:
        super().__init__("Homework question")
        self.operations, self.today = operations, today
        self.card: HomeworkCard | None = None
        self.title.hide()
        self._make_question()
        self._make_answer()
        self._make_summary()
        self._make_foot()
        self.places = _Places(self)
        self._parts = [self.parts[name] for name in ("question", "contribution", "answer")]
        if operations.refusal:
            self._only_read(operations.refusal)
        self.show_nothing()

    def _make_question(self) -> None:
        asked = self.add_text("question", "Question", hint="What the partner is asked")
        set_style_property(asked.shown, "role", "inspector")
        self.add_text(
            "contribution", "What we expect them to bring", hint="Why this partner is asked"
        )
        for name in ("question", "contribution"):
            self.parts[name].committed.connect(lambda text, n=name: self.edit(**{n: text}))
        self.dates = self.add_section()
        self.due = DayEdit(self.today)
        self.due_field = Field("Due", self.due)
        self.due.editingFinished.connect(self._keep_due)
        self.is_draft = QCheckBox("Still a draft")
        self.is_draft.clicked.connect(lambda on: self.edit(draft=on))
        row = QHBoxLayout()
        row.addWidget(self.due_field)
        row.addStretch(1)
        row.addWidget(self.is_draft, 0, Qt.AlignmentFlag.AlignBottom)
        self.dates.box.addLayout(row)
        self.facts = KeyValueList()
        self.dates.box.addWidget(self.facts)

    def _make_answer(self) -> None:
        part = self.add_text("answer", "Answer", hint="No answer yet. Press Enter to type or paste")
        part.committed.connect(self._keep_answer)
        self.no_answer = FlatButton("No answer will come", self.say_no_answer, compact=True)
        home = part.parentWidget()
        assert isinstance(home, Section)
        home.box.addWidget(self.no_answer, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_summary(self) -> None:
        self.summary = QWidget()
        self._summary_box = QVBoxLayout(self.summary)
        self._summary_box.setContentsMargins(0, 0, 0, 0)
        self._summary_box.setSpacing(0)
        self.sections.insertWidget(self.sections.count() - 1, self.summary)
        self.adding = SecondaryButton("Add question…", self.add_wanted.emit)
        self.offer = self.add_section()
        self.offer.box.addWidget(self.adding, 0, Qt.AlignmentFlag.AlignLeft)

    def _make_foot(self) -> None:
        self.before = SecondaryButton("Previous", lambda: self._step("previous_id"))
        self.after = SecondaryButton("Next", lambda: self._step("next_id"))
        self.delete = SecondaryButton("Delete", self.withdraw)
        self.send = SecondaryButton("Mark as sent", self.mark_sent)
        self.add_actions(self.before, self.after, right=(self.delete, self.send))

    def _only_read(self, why: str) -> None:
        for part in self._parts:
            part.set_read_only(True)
            part.setToolTip(why)
        for box in (self.due, self.is_draft):
            box.setEnabled(False)
            box.setToolTip(why)

    # -- showing ------------------------------------------------------------------------------

    def show_nothing(self, words: str = "Choose a cell of the grid.") -> None:
        self.show_summary("", (), words, may_ask=False)

    def show_card(self, card: HomeworkCard) -> None:
        """Show this question; what is being typed for the same question stays."""
        if self.card is not None and self.card.id != card.id:
            self._let_go()
        self.card = card
        self._swap(one=True)
        where = f"{card.organisation}, item {card.item_number}: {card.item_short_title}"
        self.set_head(where, "", state=state_piece(card, self.today))
        for name in ("question", "contribution", "answer"):
            self.parts[name].set_text(getattr(card, name))
        self._show_dates(card)
        self._show_buttons(card)

    def _show_dates(self, card: HomeworkCard) -> None:
        with QSignalBlocker(self.due):
            self.due.set_day(card.due_on or self.today)
        self.is_draft.setChecked(card.state is HomeworkState.DRAFT)
        unsent = card.state in _OPEN
        self.is_draft.setVisible(unsent)
        sent = short_date(card.sent_on) if card.sent_on else "Not yet"
        pairs = [("Sent", sent)]
        if card.answered_on:
            pairs.append(("Answered", f"{short_date(card.answered_on)}, {card.timing}"))
        elif card.timing:
            pairs.append(("Answer", card.timing))
        if card.chased_on:
            often = f"{card.chases} times, last " if card.chases > 1 else ""
            pairs.append(("Chased", f"{often}{short_date(card.chased_on)}"))
        self.facts.set_pairs(pairs)

    def _show_buttons(self, card: HomeworkCard) -> None:
        why = self.operations.refusal
        self.before.set_allowed(card.previous_id is not None, "This is the first question.")
        self.after.set_allowed(card.next_id is not None, "This is the last question.")
        unsent = card.state in _OPEN
        self.send.set_allowed(unsent and not why, why or _SENT)
        answered = card.state is HomeworkState.ANSWERED
        self.delete.set_allowed(not answered and not why, why or _HAS_ANSWER)
        self.no_answer.setVisible(card.state is HomeworkState.SENT and not why)

    def show_summary(
        self, reference: str, cards: Sequence[HomeworkCard], words: str, *, may_ask: bool
    ) -> None:
        """All questions of a partner or an item with their answers; `words` when there are none."""
        self._let_go()
        self.card = None
        self._swap(one=False)
        self.set_head(reference or "Homework", "")
        while (item := self._summary_box.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for card in cards:
            self._summary_box.addWidget(self._short(card))
        if not cards:
            empty = Section(line=False)
            empty.box.addWidget(wrapped(words, "body", "second"))
            self._summary_box.addWidget(empty)
        self.offer.setVisible(may_ask and not self.operations.refusal)

    def _short(self, card: HomeworkCard) -> Section:
        section = Section()
        head = QHBoxLayout()
        who = f"{card.organisation}, item {card.item_number}"
        head.addWidget(label(who, "label-strong", "second"), 1)
        head.addWidget(PieceLabel([state_piece(card, self.today)]))
        section.box.addLayout(head)
        section.box.addWidget(wrapped(card.question, "strong"))
        if card.answer:
            section.box.addWidget(wrapped(card.answer))
        elif card.timing:
            section.box.addWidget(label(f"Answer {card.timing}", "label", "second"))
        return section

    def _swap(self, *, one: bool) -> None:
        for part in self._parts if hasattr(self, "_parts") else ():
            home = part.parentWidget()
            if home is not None:
                home.setVisible(one)
        self.dates.setVisible(one)
        self.summary.setVisible(not one)
        self.offer.setVisible(not one)
        self.foot.setVisible(one)

    def _let_go(self) -> None:
        """An editor left open belongs to the question before: it must not write into this one."""
        self.places.clear()
        for part in self._parts:
            if part.editing:
                part.editor.given_up.emit()

    # -- editing ------------------------------------------------------------------------------

    def start_answer(self, pasted: str | None = None) -> None:
        """Type the answer, or go on from what was copied out of the partner's reply."""
        if self.card is not None:
            self.parts["answer"].start_editing(pasted)

    def edit(self, **changed: Any) -> None:
        """Change parts of the question shown."""
        from cspdesk.homework.commands import EditHomework

        card = self.card
        if card is None:
            return
        command = EditHomework(card.id, card.version, **changed)
        if self.operations.run(command, fields=self.places) is None:
            self.is_draft.setChecked(card.state is HomeworkState.DRAFT)

    def _keep_due(self) -> None:
        card = self.card
        if card is not None and self.due.day != (card.due_on or self.today):
            self.edit(due_on=self.due.day)

    def _keep_answer(self, text: str) -> None:
        from cspdesk.homework.commands import RecordAnswer

        card = self.card
        if card is None:
            return
        command = RecordAnswer(card.id, card.version, text, card.answered_on)
        self.operations.run(command, fields=self.places)

    def say_no_answer(self) -> None:
        """Record that the partner will not answer."""
        from cspdesk.homework.commands import RecordAnswer

        card = self.card
        if card is not None and card.state is HomeworkState.SENT:
            self.operations.run(RecordAnswer(card.id, card.version, "", no_answer=True))

    def mark_sent(self) -> None:
        from cspdesk.homework.commands import MarkSent

        if self.card is not None:
            self.operations.run(MarkSent((self.card.id,)))

    def withdraw(self) -> None:
        from cspdesk.homework.commands import WithdrawHomework

        if self.card is not None:
            self.operations.run(WithdrawHomework(self.card.id, self.card.version))

    def _step(self, name: str) -> None:
        key = getattr(self.card, name, None)
        if key is not None:
            self.step_wanted.emit(key)


class _Places:
    """Where the sentence of a broken rule goes: the parts, and the day."""

    def __init__(self, inspector: HomeworkInspector) -> None:
        self._inspector = inspector

    def clear(self) -> None:
        self._inspector.fields.clear()
        self._inspector.due_field.set_problem("")

    def show(self, name: str, words: str) -> bool:
        if name == "due_on":
            self._inspector.due_field.set_problem(words)
            return True
        return self._inspector.fields.show(name, words)
