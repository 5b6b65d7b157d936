"""Partner homework: who is asked what on which item, the question at the right, who is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from cspdesk.words import counted
from db.vocabulary import HomeworkState
from ui.agenda.cycles import CycleDialog, plan_cycle
from ui.homework.asking import QuestionDialog
from ui.homework.earlier import EarlierDialog
from ui.homework.grid import MatrixView
from ui.homework.inspector import HomeworkInspector
from ui.homework.mail import MailMenu
from ui.homework.model import Place
from ui.homework.saving import SheetSaving
from ui.homework.standings import StandingList
from ui.homework.states import most_urgent
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.notes import EmptyState
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.homework.queries import HomeworkCard, HomeworkMatrix, PartnerHomework
    from cspdesk.homework.standing import PartnerStanding
    from cspdesk.reading import Reading
    from db.changes import ChangeSet

_UNSENT = (HomeworkState.DRAFT, HomeworkState.SET)
_LEAST = 150  # px of the list under the grid: its header and three partners
_NO_BOARD = "No Board is planned yet. Homework belongs to the items of a Board’s agenda."
_NO_ITEMS = "The agenda of this Board has no items yet, so there is nothing to ask about."


def read_homework(
    reading: Reading, cycle_id: int | None
) -> tuple[HomeworkMatrix | None, tuple[PartnerHomework, ...]]:
    """For `Desk.ask`: the grid of the cycle's Board and every question; None without a Board."""
    from cspdesk.homework.queries import by_partner, matrix
    from cspdesk.meetings.queries import cycle_in_view

    strip = cycle_in_view(reading, cycle_id)
    meeting_id = strip.cycle.meeting_id if strip else None
    if meeting_id is None:
        return None, ()
    return matrix(reading, meeting_id), by_partner(reading, meeting_id)


class HomeworkPage(Page):
    """The grid over the partners in order of need; the chosen question in the inspector."""

    title = "Partner homework"
    matrix: HomeworkMatrix | None = None
    standings: tuple[PartnerStanding, ...] = ()
    dialog: QuestionDialog | EarlierDialog | CycleDialog | None = None

    def build(self) -> None:
        self.cards: dict[int, HomeworkCard] = {}
        self.shown_id: int | None = None
        self.header = PageHeader(self.title)
        self.sheets = SheetSaving(self)
        self.earlier = SecondaryButton("Earlier &questions…", self.open_bank)
        self.send = SecondaryButton("Mark as sent", self.send_all)
        self.add = PrimaryButton("Add question", self.start_asking)
        self.add.setToolTip("N, Ins or Ctrl+N")
        self.mail = MailMenu(self)
        self.header.end(self.sheets.button, self.mail.button, self.earlier, self.send, self.add)
        self.grid, self.list = MatrixView(), StandingList()
        self.grid.cells.may_ask = not self.operations.refusal
        self.inspector = HomeworkInspector(self.operations, self.desk.today)
        self.empty = EmptyState("")
        self._lay_out()
        self._connect()
        self._add_keys()
        if self.operations.refusal:
            for button in (self.add, self.earlier, self.empty.button):
                button.set_allowed(False, self.operations.refusal)

    def _lay_out(self) -> None:
        self.work = Pane()
        self.work.setAccessibleName("Questions")
        self.work.add(self.grid, 10)
        self.needs = Pane("Where each partner stands")
        self.needs.add(self.list, 1)
        self.needs.setMinimumHeight(theme().px(_LEAST))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.work, 100)  # all of the grid first, then the list gets the rest
        column.addWidget(self.needs, 1)
        self.splitter = Splitter(
            "homework", (left, self.inspector), (0, 452), self.context.state, inspector=1
        )
        host = QWidget()
        self.stack = QStackedLayout(host)
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(host, 1)

    def _connect(self) -> None:
        self.grid.place_chosen.connect(self._show_place)
        self.grid.opened.connect(self.open_place)
        self.grid.ask_wanted.connect(self.start_asking)
        self.list.record_opened.connect(self._see_to)
        self.inspector.step_wanted.connect(self.show_question)
        self.inspector.add_wanted.connect(self.start_asking)
        self.empty.pressed.connect(self._start_from_nothing)

    def _add_keys(self) -> None:
        keys = {
            "N": self.start_asking,
            "Ins": self.start_asking,
            "S": self.send_place,
            "A": lambda _place: self.start_answer(),
            "F2": lambda _place: self._edit("question"),
            "C": lambda _place: self.chase(),
            "Del": lambda _place: self._withdraw(),
        }
        for key, act in keys.items():
            self.grid.add_key(key, act)
        self.grid.add_key("Ctrl+V", lambda _place: self.paste_answer())
        shortcut = QShortcut(QKeySequence("Ctrl+N"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.start_asking)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.homework.standing import late_cards, standings

        today = self.desk.today
        before = self.matrix.meeting.id if self.matrix else None
        self.matrix, held = self.desk.ask(read_homework, self.context.cycle.cycle_id)
        view = self.matrix
        self.cards = {card.id: card for one in held for card in one.questions}
        self.standings = standings(view, held, today) if view else ()
        self._show_stack()
        self.grid.cells.show(view, list(self.cards.values()), today)
        self.work.setMaximumHeight(self.grid.maximumHeight())
        self.list.rows.set_records(self.standings)
        late = late_cards(held, today)
        self.mail.show(len(late))
        self._show_header(len(late))
        if view is None or view.meeting.id != before:
            self.shown_id = None
        if changes is not None and changes.created in self.cards:
            self.show_question(changes.created)
        self.grid.choose_first()
        self._show_place(self.grid.place)

    def _show_stack(self) -> None:
        view = self.matrix
        has_items = view is not None and bool(view.columns)
        self.stack.setCurrentWidget(self.splitter if has_items else self.empty)
        tools = (self.add, self.earlier, self.send, self.sheets.button, self.mail.button)
        for button in tools:
            button.setVisible(has_items)
        if view is None:
            self.empty.set_text(_NO_BOARD, "Plan the first cycle…")
        elif not has_items:
            self.empty.set_text(_NO_ITEMS, "Open agenda planning")

    def _show_header(self, late: int) -> None:
        view = self.matrix
        words = view.sentence if view else ""
        if late:
            words += f" {counted(late, 'answer')} late."
        self.header.set_text(self.title, words)
        ready = len(self.ready())
        self.send.setText(f"Mark {counted(ready, 'question')} as sent" if ready else "Mark as sent")
        why = self.operations.refusal or "No question is set and not sent."
        self.send.set_allowed(bool(ready) and not self.operations.refusal, why)
        silent = sum(not one.asked for one in self.standings)
        named = f"{counted(silent, 'partner')} without a question" if silent else "all are asked"
        self.needs.set_title("Where each partner stands", named)
        self.sheets.show()

    def _show_place(self, place: Place) -> None:
        """One question in full; a partner's or an item's as a list; or that there is none."""
        cards = self.grid.cells.cards_at(place) if place != Place() else []
        whole = place.organisation_id is None or place.item_id is None
        if not whole and cards:
            card = self._card_of(cards)
            self.shown_id = card.id
            self.inspector.show_card(card)
            return
        self.shown_id = None
        if place == Place():
            self.inspector.show_nothing()
            return
        name = self._place_name(place)
        words = f"No question yet: {name}." if whole else "No question here yet."
        self.inspector.show_summary(name, cards, words, may_ask=place.organisation_id is not None)

    def _card_of(self, cards: list[HomeworkCard]) -> HomeworkCard:
        """The question shown before when it is here, else the most urgent one."""
        same = next((card for card in cards if card.id == self.shown_id), None)
        return same or most_urgent(cards, self.desk.today)

    def _place_name(self, place: Place) -> str:
        """ "Police, item 3: Moped theft", "Police", "Item 3: Moped theft"."""
        partners = {row.organisation_id: row.name for row in self.grid.cells.partners}
        items = {one.id: f"item {one.number}: {one.short_title}" for one in self.grid.cells.items}
        found = [partners.get(place.organisation_id or 0), items.get(place.item_id or 0)]
        words = ", ".join(part for part in found if part)
        return words[:1].upper() + words[1:]

    def chosen_partner(self) -> PartnerStanding | None:
        """The partner the keyboard is at, in the list or in the grid."""
        if self.list.hasFocus():
            return self.list.current_record()
        key = self.grid.place.organisation_id
        return next((one for one in self.standings if one.organisation_id == key), None)

    # -- going about --------------------------------------------------------------------------

    def show_question(self, key: int) -> None:
        """Choose this question's cell and show it."""
        card = self.cards.get(key)
        if card is not None:
            self.shown_id = key
            self.grid.choose(Place(card.organisation_id, card.item_id))
            self.inspector.show_card(card)

    def open_place(self, place: Place) -> None:
        """Enter: into the answer that is waited for, else the question; or ask where none is."""
        card = self.inspector.card
        if card is None:
            if place.organisation_id is not None and place.item_id is not None:
                self.start_asking(place)
            return
        waits = card.state not in _UNSENT
        self._bring_inspector()
        part = self.inspector.parts["answer" if waits else "question"]
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _bring_inspector(self) -> None:
        if self.inspector.isHidden():
            self.splitter.toggle_inspector()

    def _see_to(self, one: PartnerStanding) -> None:
        if one.next_id is not None:
            self.show_question(one.next_id)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.grid.choose(Place(one.organisation_id)):
            self.start_asking(Place(one.organisation_id))

    def _start_from_nothing(self) -> None:
        if self.matrix is None:
            self.dialog = plan_cycle(self.context, self.window())
        else:
            self.context.go("agenda", "")

    # -- doing --------------------------------------------------------------------------------

    def start_asking(self, place: Place | None = None) -> None:
        """A new question, for the chosen partner and item unless told."""
        if self.matrix is None or not self.matrix.columns or self.operations.refuse():
            return
        self.dialog = QuestionDialog(
            self.operations, self.matrix, place or self.grid.place, self._asked, self.window()
        )
        self.dialog.open()

    def _asked(self, place: Place) -> None:
        self.grid.choose(place)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_bank(self) -> None:
        """Questions of earlier Boards, to be copied as drafts."""
        from cspdesk.homework.earlier import earlier_questions

        if self.matrix is None or self.operations.refuse():
            return
        place = self.grid.place
        bank = self.desk.ask(earlier_questions, self.matrix.meeting.id)
        empty = Place() if self.grid.cells.cards_at(place) else place
        self.dialog = EarlierDialog(
            self.operations, self.matrix, bank, empty, self.grid.setFocus, self.window()
        )
        self.dialog.open()

    def ready(self) -> list[int]:
        """The questions that are set and have not gone out: drafts stay."""
        return [card.id for card in self.cards.values() if card.state is HomeworkState.SET]

    def send_all(self) -> None:
        self._send(self.ready())

    def send_place(self, place: Place) -> None:
        """S: the question shown, or all that are set for the chosen partner or item."""
        card = self.inspector.card
        if card is not None:
            self._send([card.id] if card.state in _UNSENT else [])
        elif place != Place():
            held = self.grid.cells.cards_at(place)
            self._send([one.id for one in held if one.state is HomeworkState.SET])

    def _send(self, keys: list[int]) -> None:
        from cspdesk.homework.commands import MarkSent

        if not keys:
            self.operations.tell("Nothing here is set and not sent.")
        elif not self.operations.refuse():
            self.operations.run(MarkSent(tuple(keys)))

    def start_answer(self, pasted: str | None = None) -> None:
        """A: type the answer to the question shown."""
        if self.inspector.card is not None and not self.operations.refuse():
            self._bring_inspector()
            self.inspector.start_answer(pasted)

    def paste_answer(self) -> None:
        """Ctrl+V: what was copied out of the reply becomes the answer, once it is confirmed."""
        copied = QGuiApplication.clipboard().text().strip()
        if copied:
            self.start_answer(copied)

    def _edit(self, name: str) -> None:
        if self.inspector.card is not None and not self.operations.refuse():
            self._bring_inspector()
            self.inspector.parts[name].start_editing()

    def chase(self) -> None:
        """C: record that the answer to the question shown was chased, by phone or otherwise."""
        from ui.actions.action_forms import ChaseForm

        card = self.inspector.card
        if card is None or self.operations.refuse():
            return
        if card.state is not HomeworkState.SENT:
            self.operations.tell("Only an answer that is waited for can be chased.")
            return
        about = f"{card.organisation}, item {card.item_number}"
        self.form = ChaseForm(self, about, card.organisation_name, homework_id=card.id)
        self.form.finished.connect(lambda _result: self.grid.setFocus())
        self.form.open()

    def _withdraw(self) -> None:
        if self.inspector.card is not None and not self.operations.refuse():
            self.inspector.withdraw()

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        if self.matrix is None or self.operations.refusal:
            return []
        return [
            ("Enter", "open"),
            ("N", "new question"),
            ("S", "mark sent"),
            ("A", "answer"),
            ("C", "chase"),
            ("Del", "delete"),
        ]

    def panes(self) -> list[QWidget]:
        if self.stack.currentWidget() is self.empty:
            return [self.empty]
        return [self.work, self.needs, self.inspector]

    def activated(self) -> None:
        focus_pane(self.panes()[0])

    def show_target(self, target: str) -> None:
        """ "homework_question:7" one question, "organisation:5" a partner, "item:4" an item,
        "organisation:5,item:4" what that partner is asked on that item.
        """
        named = (part.partition(":") for part in target.split(","))
        keys = {kind: int(key) for kind, _, key in named if key.isdecimal()}
        if "homework_question" in keys:
            self.show_question(keys["homework_question"])
        elif keys:
            self.grid.choose(Place(keys.get("organisation"), keys.get("item")))

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()
