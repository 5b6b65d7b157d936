"""One item of the agenda in full; every part is edited where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import RuleBroken
from db.vocabulary import ItemType
from ui.agenda.conversations import ConversationsSection
from ui.agenda.council_fields import CouncilFields
from ui.agenda.homework import HomeworkSection
from ui.agenda.list import files_in, paper_piece
from ui.agenda.papers import PapersSection
from ui.agenda.publicity import PublicityDialog, publicity_words
from ui.charts.widget import ChartView
from ui.delegates.cells import Piece, chip
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.fields import Field
from ui.widgets.inspector import EditableText, Inspector, wrapped
from ui.widgets.pane import Section

if TYPE_CHECKING:
    from cspdesk.agenda.records import ItemCard
    from cspdesk.charts.primitives import Drawing
    from cspdesk.charts.text import TextMeasure
    from ui.jobs import JobRunner
    from ui.operations import Operations

# Field of the command, caption, what to write there.
_TEXTS = (
    ("decision_sought", "Decision sought", "What the Board is asked to decide"),
    (
        "partner_actions",
        "Partner actions sought",
        "A line for each: Police | what they do | 31 Mar 2017",
    ),
    ("value_added", "Value the partnership adds", "Why this needs more than one agency"),
    ("time_split", "Time split", "A line for each part of the time: 15 discuss"),
    ("sidetrack", "Likely sidetrack", "Where the talk may run off to"),
    ("steer", "Steer", "What the chair says then"),
    ("speakers", "Who must speak", "A line for each"),
    (
        "communities",
        "Communities with views",
        "A line for each community",
    ),
    (
        "community_none",
        "No views expected, because",
        "Why nobody outside has a view on it",
    ),
    (
        "community_plan",
        "Conversation before the Board",
        "Who is invited, or which partner asks whom, and by when",
    ),
    ("community_heard", "What they said", "In general terms, never who said it"),
    ("comms_question", "Comms question", "What residents will be told, by whom"),
    ("purpose", "Purpose", "What the item is for"),
)


_NO_LEAD = "Nobody leads this item now: name a lead before the papers go out."


def read_forms(card: ItemCard) -> dict[str, str]:
    """What is read where it differs from what is typed: asks, purpose, split and communities."""
    asks = [
        "".join(
            (f"{ask.partner}: " * bool(ask.partner), ask.what, f" (by {ask.by})" * bool(ask.by))
        )
        for ask in card.asks
    ]
    split = [f"{part.minutes} {part.what}".strip() for part in card.split]
    forms = {
        "partner_actions": "\n".join(asks),
        "purpose": card.purpose_words,
        "time_split": ", ".join(split),
        "communities": ", ".join(card.named_communities),
    }
    return {name: words for name, words in forms.items() if words}


class _TypeBox(QComboBox):
    """The types of item. The wheel scrolls the pane; it never changes the type in passing."""

    def __init__(self) -> None:
        super().__init__()
        for kind in ItemType:
            self.addItem(kind.label, kind)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class _Places:
    """Where a broken rule's sentence goes: a field of the form, else a part of the inspector."""

    def __init__(self, inspector: ItemInspector) -> None:
        self._inspector = inspector

    def clear(self) -> None:
        self._inspector.fields.clear()
        for field in self._inspector.form.values():
            field.set_problem("")

    def show(self, name: str, words: str) -> bool:
        field = self._inspector.form.get(name)
        if field is None:
            return self._inspector.fields.show(name, words)
        field.set_problem(words)
        return True


class ItemInspector(Inspector):
    """Shows an `ItemCard`; each edit is one EditItem, one step to undo."""

    def __init__(self, operations: Operations, jobs: JobRunner | None = None) -> None:
        super().__init__("Agenda item")
        self.operations = operations
        self.card: ItemCard | None = None
        self.form: dict[str, Field] = {}
        self._leads: tuple[str, ...] = ()
        self.dialog: PublicityDialog | None = None
        self.places = _Places(self)
        self.type = _TypeBox()
        self.lines = {name: QLineEdit() for name in ("title", "lead", "minutes")}
        self._make_form()
        for name, caption, hint in _TEXTS:
            self.add_text(name, caption, hint=hint).committed.connect(partial(self.edit, name))
        self.papers = PapersSection(operations, jobs)
        self.readers = EditableText("Who may read it", read_only=True)
        self.change_readers = SecondaryButton("Change…", self.edit_publicity, compact=True)
        self._place_papers()
        self.conversations = ConversationsSection(operations)
        at = self.sections.indexOf(self._section_of("community_none"))
        self.sections.insertWidget(at, self.conversations)
        self.homework = HomeworkSection()
        self.sections.insertWidget(self.sections.count() - 1, self.homework)
        self.council_fields = CouncilFields(operations)
        self.sections.insertWidget(self.sections.count() - 1, self.council_fields)
        self.to_clear = self.add_section("To clear before the papers go out")
        self.sentences = wrapped("")
        self.to_clear.box.addWidget(self.sentences)
        self.rehearsal = ChartView()
        self.rehearsal.setFixedHeight(theme().px(24))
        holder = self.parts["time_split"].layout()
        assert isinstance(holder, QVBoxLayout)
        holder.insertWidget(1, self.rehearsal)
        self.show_item(None)

    def _place_papers(self) -> None:
        """Papers and readers stand before the rehearsal: they are settled first."""
        self.setAcceptDrops(True)
        section = Section()
        section.box.addWidget(self.readers)
        section.box.addWidget(self.change_readers)
        at = self.sections.indexOf(self._section_of("time_split"))
        for place, made in enumerate((self.papers, section)):
            self.sections.insertWidget(at + place, made)
        why = self.operations.refusal
        self.change_readers.set_allowed(not why, why)

    def _section_of(self, name: str) -> QWidget:
        section = self.parts[name].parentWidget()
        assert section is not None
        return section

    def _make_form(self) -> None:
        words = {"title": "Title", "lead": "Lead", "minutes": "Minutes"}
        for name, line in self.lines.items():
            self.form[name] = Field(words[name], line)
            line.editingFinished.connect(partial(self._line_left, name))
        self.form["type"] = Field("Type", self.type)
        self.means = wrapped("", "label", "second")
        self.type.activated.connect(lambda place: self.edit("type", self.type.itemData(place)))
        section = self.add_section()
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        for name, share in (("type", 1), ("minutes", 1)):
            row.addWidget(self.form[name], share)
        section.box.addWidget(self.form["title"])
        section.box.addLayout(row)
        section.box.addWidget(self.means)
        section.box.addWidget(self.form["lead"])

    def set_read_only(self, why: str) -> None:
        """Nothing can be changed, and why; "" leaves everything as it is."""
        if not why:
            return
        for line in self.lines.values():
            line.setReadOnly(True)
            line.setToolTip(why)
        self.type.setEnabled(False)
        self.type.setToolTip(why)
        for part in self.parts.values():
            part.set_read_only(True)
            part.setToolTip(why)

    # -- showing ------------------------------------------------------------------------------

    def show_item(self, card: ItemCard | None) -> None:
        """Show this item; what is being typed for the same item stays."""
        same = card is not None and self.card is not None and card.id == self.card.id
        self.card = card
        if not same:
            self._let_go()
        self.body.setVisible(card is not None)
        if card is None:
            self.set_head("", "No item chosen")
            return
        self._show_head(card)
        self._show_form(card, same)
        for name, part in self.parts.items():
            part.set_text(getattr(card, name))
        for name, words in read_forms(card).items():
            self.parts[name].shown.setText(words)
        self._show_split(card)
        self.papers.show_card(card)
        said = (card.line.publicity, card.exempt_paragraph, card.exempt_reason)
        self.readers.set_text(publicity_words(*said))
        self.conversations.show_card(card)
        self._section_of("community_none").setVisible(not card.conversations)
        self.homework.show_marks(card.homework)
        self.council_fields.show_item(card.id)
        self.sentences.setText("\n".join(check.sentence for check in card.checks))
        self.to_clear.setVisible(bool(card.checks))

    def _show_split(self, card: ItemCard) -> None:
        parts = [(part.what, part.minutes) for part in card.split if part.minutes]

        def build(width: float, height: float, measure: TextMeasure) -> Drawing:
            from cspdesk.charts.rehearsal import rehearsal_bar

            return rehearsal_bar(parts, width, height, measure=measure)

        self.rehearsal.set_chart(build if parts else None, "Rehearsal")
        self.rehearsal.setVisible(bool(parts))
        planned = f"{card.split_minutes} of {card.line.minutes} minutes" if card.split else ""
        self.parts["time_split"].set_aside([Piece(planned, tone="second")] if planned else [])

    def _let_go(self) -> None:
        """An editor left open belongs to the item before: it must never write into this one."""
        self.places.clear()
        for part in self.parts.values():
            if part.editing:
                part.editor.given_up.emit()

    def _show_head(self, card: ItemCard) -> None:
        line = card.line
        kind = "solid" if line.type is ItemType.DECISION else "outline"
        chips = [chip(line.type.label, kind), chip(f"{line.minutes} minutes")]
        if line.priority:
            chips.append(chip(line.priority))
        self.set_head(card.heading, line.title, chips, state=paper_piece(line))

    def _show_form(self, card: ItemCard, same: bool) -> None:
        values = {
            "title": card.line.title,
            "lead": card.line.lead,
            "minutes": str(card.line.minutes),
        }
        for name, line in self.lines.items():
            if not (same and line.isModified()):
                line.setText(values[name])
        self.type.setCurrentIndex(self.type.findData(card.line.type))
        self._explain_type(card.line.type)

    def _explain_type(self, kind: ItemType) -> None:
        """What each type means stands beside the choice, in the list and under it."""
        from cspdesk.agenda.rules import TYPE_MEANS

        self.means.setText(TYPE_MEANS[kind])
        self.type.setAccessibleDescription(TYPE_MEANS[kind])
        if self.type.itemData(0, Qt.ItemDataRole.ToolTipRole) is None:
            for place, one in enumerate(ItemType):
                self.type.setItemData(place, TYPE_MEANS[one], Qt.ItemDataRole.ToolTipRole)

    # -- editing ------------------------------------------------------------------------------

    def offer_leads(self, leads: tuple[str, ...]) -> None:
        """Complete the lead from those used before and the roles on the Board."""
        if leads == self._leads:
            return
        self._leads = leads
        completer = QCompleter(list(leads), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.lines["lead"].setCompleter(completer)

    def edit_title(self) -> None:
        self.lines["title"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.lines["title"].selectAll()

    def edit_field(self, name: str) -> bool:
        """Put the keyboard where this field is edited; False when it has no place here."""
        if name == "paper_state":
            self.papers.add.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name == "conversations":
            self.conversations.plan.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name == "publicity":
            self.change_readers.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name in self.form:
            self.form[name].control.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif name in self.parts:
            self.parts[name].start_editing()
        else:
            return False
        return True

    def edit_publicity(self) -> None:
        """Public, partnership or restricted, with paragraph and reason in one step."""
        from cspdesk.agenda.commands import EditItem

        card = self.card
        if card is None or self.operations.refuse():
            return

        def make(values: dict[str, Any]) -> EditItem:
            return EditItem(card.id, card.version, **values)

        said = (card.line.publicity, card.exempt_paragraph, card.exempt_reason)
        self.dialog = PublicityDialog(
            self.operations, f"Who may read item {card.line.number}", said, make, self.window()
        )
        self.dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.card is not None and not self.operations.refusal and files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.papers.add_files(files_in(event.mimeData()))

    def _line_left(self, name: str) -> None:
        line, card = self.lines[name], self.card
        # Not isModified: a lead taken from the completions does not count as typed.
        if card is None or line.text() == str(getattr(card.line, name)):
            self.form[name].set_problem("")
            return
        typed: Any = line.text().strip()
        if name == "minutes":
            typed = self._minutes(typed)
        if typed is None:
            return
        if typed == getattr(card.line, name):
            line.setText(str(typed))
            self.form[name].set_problem("")
        else:
            self.edit(name, typed)
            if name == "lead" and not typed:
                self.form[name].set_problem(_NO_LEAD)

    def _minutes(self, typed: str) -> int | None:
        from cspdesk.agenda.rules import parse_minutes

        try:
            return parse_minutes(typed)
        except RuleBroken as broken:
            self.places.show("minutes", broken.message)
            return None

    def edit(self, name: str, value: Any) -> None:
        """Change one field of the item shown."""
        from cspdesk.agenda.commands import EditItem

        card = self.card
        if card is None:
            return
        changed: dict[str, Any] = {name: value}
        line = self.lines.get(name)
        if line is not None:
            line.setModified(False)  # so that the answer, not the typing, is shown after it
        done = self.operations.run(EditItem(card.id, card.version, **changed), fields=self.places)
        if done is None and line is not None:
            line.setModified(True)
        elif done is None and name == "type":
            self.type.setCurrentIndex(self.type.findData(card.line.type))
