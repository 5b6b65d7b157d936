"""PMG's assessment of one indicator: rated by a key, every other part edited where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from db.vocabulary import Rag
from ui.delegates.cells import Piece, rag_piece
from ui.theme import label, set_style_property
from ui.widgets.chips import PieceLabel
from ui.widgets.fields import ProblemLabel
from ui.widgets.inspector import Inspector, wrapped
from ui.widgets.pane import Section
from ui.widgets.segments import SegmentedControl
from ui.widgets.tables import LETTER_KEYS

if TYPE_CHECKING:
    from cspdesk.kpis.assessments import AssessmentCard
    from cspdesk.kpis.facts import Judgement
    from ui.widgets.page import Page

# Field of the command, caption, what to write there.
_TEXTS = (
    ("reason", "Reason", "Why PMG rates it so: obligatory where it differs from the calculated"),
    ("by_role", "Rated by", "A role, not a name: PMG chair"),
    ("trend_note", "Trend", "What the figures have been doing, in a sentence"),
    ("context", "Context from Business Intelligence", "Needs, demography, where and when"),
    ("partnership_value", "Value the partnership can add", "Who can shed light on it or help"),
)
RATING_KEYS = {
    Qt.Key.Key_G: Rag.GREEN,
    Qt.Key.Key_A: Rag.AMBER,
    Qt.Key.Key_R: Rag.RED,
    Qt.Key.Key_N: Rag.GREY,
}
_BI = {"yes": True, "no": False, "open": None}


class AssessmentPanel(Inspector):
    """Shows an `AssessmentCard`; each edit is one AssessIndicator, one step to undo.

    A rating that differs from the calculated one waits for its reason and is recorded with it.
    """

    def __init__(self, page: Page, *, with_before: bool = True) -> None:
        super().__init__("PMG assessment")
        self.page = page
        self.with_before = with_before
        self.card: AssessmentCard | None = None
        self.waiting: dict[int, Rag] = {}
        self._make_rating()
        for name, caption, hint in _TEXTS:
            self.add_text(name, caption, hint=hint).committed.connect(partial(self.edit, name))
        self._make_agreement()
        self._make_before()
        self.places = _Places(self)
        self.show_card(None)

    # -- building -----------------------------------------------------------------------------

    def _make_rating(self) -> None:
        self.rating = SegmentedControl(
            [(rag.value, rag.label) for rag in RATING_KEYS.values()], name="PMG’s rating"
        )
        for key, rag in RATING_KEYS.items():
            self.rating.button(rag.value).setToolTip(f"Key {key.name.removeprefix('Key_')}")
        self.rating.chosen.connect(lambda key: self.rate(Rag(key)))
        self.problem = ProblemLabel()
        self.said = wrapped("", "label", "second")
        section = self.add_section("PMG’s rating")
        for part in (self.rating, self.problem, self.said):
            section.box.addWidget(part)

    def _make_agreement(self) -> None:
        self.agreement = SegmentedControl(
            [("yes", "Agrees"), ("no", "Does not agree"), ("open", "Not said")],
            name="Business Intelligence",
            compact=True,
        )
        self.agreement.chosen.connect(lambda key: self.edit("bi_agrees", _BI[key]))
        self.add_section("Business Intelligence on the rating").box.addWidget(self.agreement)

    def _make_before(self) -> None:
        self.before = BeforeSection(self.page)
        self.sections.insertWidget(self.sections.count() - 1, self.before)

    # -- showing ------------------------------------------------------------------------------

    def show_card(self, card: AssessmentCard | None) -> None:
        """Show this indicator; what is being typed for the same one stays."""
        same = card is not None and self.card is not None and _key(card) == _key(self.card)
        self.card = card
        if not same:
            self._let_go()
        self.body.setVisible(card is not None)
        if card is None:
            self.set_head("", "No indicator chosen")
            return
        line, held = card.card.line, card.judgement
        chips = [Piece("Calculated", tone="second"), rag_piece(line.rating.rag.value)]
        self.set_head(f"{line.code}, {line.latest_period or 'no figure yet'}", line.name, chips)
        for name, part in self.parts.items():
            part.set_read_only(bool(card.closed) or self.page.desk.read_only)
            part.set_text(getattr(held, name) if held else "")
        self._show_choices(card)
        self.before.show_card(card if self.with_before else None)
        waiting = self.waiting.get(line.id)
        if waiting is not None and not same:
            self._wait(waiting)

    def _show_choices(self, card: AssessmentCard) -> None:
        held = card.judgement
        rag = self.waiting.get(card.card.line.id) or (held.rag if held else None)
        self.rating.choose(rag.value if rag else "")
        agrees = held.bi_agrees if held else None
        self.agreement.choose(next(key for key, value in _BI.items() if value is agrees))
        open_ = not card.closed and not self.page.desk.read_only
        for choice in (self.rating, self.agreement):
            choice.setEnabled(open_)
            choice.setToolTip("" if open_ else card.closed or self.page.operations.refusal)
        self._say(card.closed or card.moved or _rated(held, self.page))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _let_go(self) -> None:
        """An editor left open belongs to the indicator before: it never writes into this one."""
        self.fields.clear()
        self.problem.say("")
        for part in self.parts.values():
            if part.editing:
                part.editor.given_up.emit()

    # -- recording ----------------------------------------------------------------------------

    @property
    def can_rate(self) -> bool:
        card = self.card
        return card is not None and not card.closed and not self.page.desk.read_only

    def rate(self, rag: Rag) -> None:
        """Record PMG's rating, or ask for the reason that it needs first."""
        card = self.card
        if card is None or not self.can_rate:
            return
        self.waiting.pop(card.card.line.id, None)
        if rag is not card.calculated and not self.parts["reason"].text:
            self.waiting[card.card.line.id] = rag
            self._wait(rag)
            return
        self._run(rag=rag, **self._role())

    def _wait(self, rag: Rag) -> None:
        card = self.card
        assert card is not None
        self.rating.choose(rag.value)
        self.parts["reason"].set_problem(
            f"Say why PMG rates it {rag.label} where {card.calculated.label} was calculated. "
            "The rating is recorded with the reason."
        )

    def _role(self) -> dict[str, Any]:
        card = self.card
        return {} if card is None or self.parts["by_role"].text else {"by_role": card.role}

    def edit(self, name: str, value: Any) -> None:
        """Record one part of the assessment."""
        card = self.card
        if card is None:
            return
        changes: dict[str, Any] = {name: value}
        waiting = self.waiting.get(card.card.line.id)
        if name == "reason" and waiting is not None and value:
            changes |= {"rag": waiting, **self._role()}
        if self._run(**changes) and "rag" in changes:
            self.waiting.pop(card.card.line.id, None)
            self._show_choices(self.card or card)

    def _run(self, **changes: Any) -> bool:
        from cspdesk.kpis.assessment_commands import AssessIndicator

        card = self.card
        assert card is not None
        command = AssessIndicator(card.card.line.id, card.cycle_id, card.version, **changes)
        done = self.page.operations.run(command, fields=self.places, quiet=True)
        if done is None and self.card is not None:
            self._show_choices(self.card)
        return done is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """G, A, R and N rate, wherever in the panel the keyboard is but in an editor."""
        rag = RATING_KEYS.get(Qt.Key(event.key()))
        if rag is not None and not event.modifiers() and self.can_rate and letters_allowed():
            self.rate(rag)
        else:
            super().keyPressEvent(event)

    def take_focus(self) -> None:
        chosen = self.rating.current or Rag.GREEN.value
        target = self.rating.button(chosen) if self.can_rate else self.parts["reason"]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)


class BeforeSection(Section):
    """What PMG recorded of the indicator in the cycle before; hidden when it recorded nothing."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.title = label("", "label-strong", "second")
        self.chip = PieceLabel()
        self.words = wrapped("")
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addWidget(self.chip)
        head.addStretch(1)
        self.box.addLayout(head)
        self.box.addWidget(self.words)

    def show_card(self, card: AssessmentCard | None) -> None:
        before = card.before if card else None
        self.setVisible(before is not None)
        if card is None or before is None or card.before_on is None:
            return
        self.title.setText(f"PMG on {_day(card.before_on, self._page)}")
        chips = [rag_piece(before.shown.value)]
        if before.rag is not None and before.rag is not before.calculated:
            chips.append(Piece(f"calc. {before.calculated.label}", tone="second"))
        self.chip.set_pieces(chips)
        words = [before.reason or "No reason recorded."]
        if before.partnership_value:
            words.append(f"Partnership: {before.partnership_value}")
        self.words.setText("\n".join(words))


class _Places:
    """Where a broken rule's sentence goes: beside its part, else under the rating."""

    def __init__(self, panel: AssessmentPanel) -> None:
        self._panel = panel

    def clear(self) -> None:
        self._panel.fields.clear()
        self._panel.problem.say("")

    def show(self, name: str, words: str) -> bool:
        if self._panel.fields.show(name, words):
            return True
        self._panel.problem.say(words)
        set_style_property(self._panel.rating, "problem", "true")
        return True


def letters_allowed() -> bool:
    """Whether single letters act; the View menu switches them off."""
    app = QApplication.instance()
    return app is None or app.property(LETTER_KEYS) is not False


def _key(card: AssessmentCard) -> tuple[int, int]:
    return card.card.line.id, card.cycle_id


def _rated(held: Judgement | None, page: Page) -> str:
    if held is None or held.assessed_on is None:
        return "PMG has not rated it in this cycle."
    return f"Rated on {_day(held.assessed_on, page)}" + (
        f" by the {held.by_role}." if held.by_role else "."
    )


def _day(day: Any, page: Page) -> str:
    from cspdesk.calendar import date_for

    return date_for(day, page.desk.today)
