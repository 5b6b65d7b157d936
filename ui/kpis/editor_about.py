"""What an indicator is: code, name, where it belongs, who owns it, how it is measured and read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import Direction, Frequency, Publicity, Unit
from ui.kpis.editor_fields import Choice, FormPart, Tick, WholeLine, Words, row_of
from ui.theme import label, theme
from ui.widgets.fields import Field

if TYPE_CHECKING:
    from cspdesk.kpis.drafts import IndicatorDraft
    from cspdesk.kpis.editing import EditForm

_DIRECTIONS = (
    ("Lower is better", Direction.LOWER),
    ("Higher is better", Direction.HIGHER),
    ("Neither", Direction.NEITHER),
)
_PUBLICITY = (
    ("Not set: partnership", None),
    ("Public", Publicity.PUBLIC),
    ("Partnership", Publicity.PARTNERSHIP),
    ("Restricted", Publicity.RESTRICTED),
)
# Fields of the draft that are plain text in a line or in several.
_LINES = ("code", "name", "source", "data_source", "unit_words", "exempt_paragraph",
          "exempt_reason")  # fmt: skip
_TEXTS = ("words", "definition", "good_looks_like", "caveats")
_CHOICES = ("priority_id", "owner_id", "publicity", "unit", "direction", "frequency")


class AboutPart(FormPart):
    """The first tab. `fill` puts what it holds into a draft."""

    title = "&Indicator"

    def __init__(self, form: EditForm) -> None:
        super().__init__()
        self.form = form
        self._make_controls(form)
        self._make_outcomes(form)
        self._lay_out()
        self.load(form.draft)
        self.choice("priority_id").currentIndexChanged.connect(self._offer_themes)
        self.choice("publicity").currentIndexChanged.connect(self._show_exemption)

    # -- making -------------------------------------------------------------------------------

    def _make_controls(self, form: EditForm) -> None:
        self.lines = {name: QLineEdit() for name in _LINES}
        self.texts = {name: Words(2 if name == "words" else 4) for name in _TEXTS}
        self.decimals, self.lag = WholeLine("decimals"), WholeLine("lag_days")
        self.theme_box = Choice()
        self.theme_box.setEditable(True)
        self.theme_box.lineEdit().setPlaceholderText("None")
        blocks = [(choice.block.title, choice.block.id) for choice in form.priorities]
        self.choices = {
            "priority_id": Choice([("No priority", None), *blocks]),
            "owner_id": Choice([("None", None), *((o.name, o.id) for o in form.owners)]),
            "publicity": Choice(_PUBLICITY),
            "unit": Choice([(unit.label, unit) for unit in Unit]),
            "direction": Choice(_DIRECTIONS),
            "frequency": Choice([(often.label, often) for often in Frequency]),
        }

    def choice(self, name: str) -> Choice:
        return self.choices[name]

    def _make_outcomes(self, form: EditForm) -> None:
        self.outcomes: dict[int, Tick] = {}
        self.outcome_host = QWidget()
        grid = QGridLayout(self.outcome_host)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(4))
        for place, outcome in enumerate(form.outcomes):
            words = f"{outcome.code} {outcome.short_name or outcome.name}".replace("&", "&&")
            box = Tick(words)
            box.setToolTip(outcome.name)
            self.outcomes[outcome.id] = box
            self.listen(box)
            grid.addWidget(box, *divmod(place, 3))
        if not self.outcomes:
            grid.addWidget(label("This framework has no outcomes.", "body", "hint"))

    def _line(self, name: str, words: str, hint: str = "") -> Field:
        return self.field(name, words, self.lines[name], hint)

    def _choice(self, name: str, words: str) -> Field:
        return self.field(name, words, self.choices[name])

    def _text(self, name: str, words: str) -> Field:
        return self.field(name, words, self.texts[name])

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        look = theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 12, 20, 12)))
        box.setSpacing(look.px(10))
        box.addLayout(row_of((self._line("code", "&Code"), 1), (self._line("name", "&Name"), 6)))
        box.addWidget(self._text("words", "&Words of the source, to the letter"))
        box.addLayout(
            row_of(
                (self._choice("priority_id", "&Priority"), 1),
                (self.field("theme", "T&heme", self.theme_box), 1),
                (self._choice("owner_id", "Own&er"), 1),
            )
        )
        self.outcome_field = self.field("outcome_ids", "Outcomes it serves", self.outcome_host)
        box.addWidget(self.outcome_field)
        box.addLayout(self._measure_row())
        box.addLayout(
            row_of(
                (self._text("definition", "De&finition"), 1),
                (self._text("good_looks_like", "What &good looks like"), 1),
                (self._text("caveats", "Ca&veats, printed with the number"), 1),
            )
        )
        box.addLayout(
            row_of(
                (self._line("source", "&Source of the indicator"), 1),
                (self._line("data_source", "Figures come from"), 1),
                (self._choice("publicity", "Who may read it"), 1),
            )
        )
        box.addLayout(self._exemption_row())
        box.addStretch(1)

    def _measure_row(self) -> QHBoxLayout:
        return row_of(
            (self._choice("unit", "&Unit"), 3),
            (self._line("unit_words", "Counte&d as"), 3),
            (self._choice("direction", "Di&rection"), 3),
            (self._choice("frequency", "Me&asured"), 3),
            (self.field("decimals", "Decima&ls", self.decimals), 1),
            (self.field("lag_days", "Due after (da&ys)", self.lag), 2),
        )

    def _exemption_row(self) -> QHBoxLayout:
        paragraph = self._line("exempt_paragraph", "Schedule 12A paragraph")
        reason = self._line("exempt_reason", "Reason it is restricted")
        self.exemption = (paragraph, reason)
        return row_of((paragraph, 1), (reason, 3))

    # -- the draft ----------------------------------------------------------------------------

    def load(self, draft: IndicatorDraft) -> None:
        for name, line in self.lines.items():
            line.setText(getattr(draft, name))
        for name, text in self.texts.items():
            text.setPlainText(getattr(draft, name))
        for name, choice in self.choices.items():
            choice.choose(getattr(draft, name))
        self.decimals.show_value(draft.decimals)
        self.lag.show_value(draft.lag_days)
        for key, box in self.outcomes.items():
            box.setChecked(key in draft.outcome_ids)
        self._offer_themes()
        self.theme_box.setEditText(draft.theme)
        self._show_exemption()

    def fill(self, draft: IndicatorDraft) -> IndicatorDraft:
        """The draft with what stands in these fields."""
        return replace(
            draft,
            **{name: line.text().strip() for name, line in self.lines.items()},
            **{name: text.text for name, text in self.texts.items()},
            **{name: choice.value for name, choice in self.choices.items()},
            decimals=self.decimals.read(),
            lag_days=self.lag.read(),
            theme=self.theme_box.currentText().strip(),
            outcome_ids=tuple(sorted(k for k, box in self.outcomes.items() if box.isChecked())),
        )

    def state(self) -> tuple[object, ...]:
        """Everything as it stands, readable or not."""
        return (
            *(line.text() for line in self.lines.values()),
            *(text.toPlainText() for text in self.texts.values()),
            *(choice.value for choice in self.choices.values()),
            self.decimals.text(),
            self.lag.text(),
            self.theme_box.currentText(),
            *(box.isChecked() for box in self.outcomes.values()),
        )

    def take(self, draft: IndicatorDraft) -> None:
        """What the words of a target said of a new indicator."""
        self.choices["unit"].choose(draft.unit)
        self.choices["direction"].choose(draft.direction)

    # -- what depends on what -----------------------------------------------------------------

    def _offer_themes(self, *_: object) -> None:
        """The themes of the priority; what was typed stays."""
        typed = self.theme_box.currentText()
        chosen = self.choices["priority_id"].value
        names = next((p.themes for p in self.form.priorities if p.block.id == chosen), ())
        self.theme_box.offer([(name, name) for name in names])
        self.theme_box.setEditText(typed)

    def _show_exemption(self, *_: object) -> None:
        restricted = self.choices["publicity"].value is Publicity.RESTRICTED
        for part in self.exemption:
            part.setVisible(restricted)
