"""The end of an indicator and what comes after it: retire, replace, merge, bring back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from cspdesk.errors import RuleBroken
from cspdesk.kpis.indicator_commands import BringBackIndicator, MergeIndicator, RetireIndicator
from ui.kpis.editor_fields import Choice, DayLine, FormPart, row_of
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.commanding import Command
    from cspdesk.kpis.drafts import IndicatorDraft
    from cspdesk.kpis.editing import EditForm


class LifePart(FormPart):
    """The fourth tab, of an indicator that exists. Each button is a step of its own.

    `do(command)` runs one and closes the editor; `replace_with(day, reason)` opens a new form.
    """

    title = "Retire or &merge"

    def __init__(
        self,
        form: EditForm,
        do: Callable[[Command], None],
        replace_with: Callable[[date, str], None],
    ) -> None:
        super().__init__()
        self.form, self._do, self._replace_with = form, do, replace_with
        self.buttons: list[SecondaryButton] = []
        box = QVBoxLayout(self)
        look = theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 12, 20, 12)))
        box.setSpacing(look.px(10))
        for sentence in _story(form):
            box.addWidget(wrapped(sentence))
        if form.retired_on or form.merged_into:
            box.addWidget(self._bring_back())
        else:
            self._retiring(box)
            if form.others:
                self._merging(box)
        box.addStretch(1)

    def _button(self, words: str, act: Callable[[], None]) -> SecondaryButton:
        made = SecondaryButton(words, act)
        self.buttons.append(made)
        return made

    def _bring_back(self) -> QWidget:
        words = "&Separate it again" if self.form.merged_into else "&Bring it back"
        assert self.form.id is not None
        key = self.form.id
        return self._button(words, lambda: self._do(BringBackIndicator(key)))

    # -- retiring -----------------------------------------------------------------------------

    def _retiring(self, box: QVBoxLayout) -> None:
        self.on, self.reason = DayLine("on"), QLineEdit()
        self.on.show_value(self.form.today)
        box.addWidget(label("Retire it", "strong"))
        box.addWidget(
            wrapped(
                "It is measured and rated no longer. Its figures, charts and judgements stay "
                "readable under Retired indicators.",
                "body",
                "second",
            )
        )
        box.addLayout(
            row_of(
                (self.field("on", "Measured &until", self.on), 1),
                (self.field("reason", "&Why", self.reason), 4),
            )
        )
        buttons = row_of(
            (self._button("&Retire", self._retire), 0),
            (self._button("Retire and re&place…", self._replace), 0),
        )
        buttons.addStretch(1)
        box.addLayout(buttons)
        box.addSpacing(theme().px(14))

    def _retire(self) -> None:
        day = self._day()
        if day is not None and self.form.id is not None:
            self._do(RetireIndicator(self.form.id, day, self.reason.text()))

    def _replace(self) -> None:
        """The reason is asked for before the new form is filled in, not after."""
        day = self._day()
        if day is None:
            return
        if not self.reason.text().strip():
            self.fields.show("reason", "Say why it is measured no longer.")
            return
        self._replace_with(day, self.reason.text())

    def _day(self) -> date | None:
        self.fields.clear()
        try:
            day: date | None = self.on.read()
        except RuleBroken as broken:
            self.fields.show("on", broken.message)
            return None
        if day is None:
            self.fields.show("on", "Say until which day it was measured.")
        return day

    # -- merging ------------------------------------------------------------------------------

    def _merging(self, box: QVBoxLayout) -> None:
        others = [(f"{other.code} {other.name}", other.id) for other in self.form.others]
        self.into = Choice([("Choose an indicator", None), *others])
        self.into.choose(self.form.twin)
        box.addWidget(label("Merge a doubled row", "strong"))
        box.addWidget(
            wrapped(
                "It is counted with the other from then on. Figures that the other lacks go over "
                "to it; the row itself stays in the list and says where it went.",
                "body",
                "second",
            )
        )
        row = row_of((self.field("into", "Into", self.into), 1))
        row.addStretch(1)
        box.addLayout(row)
        buttons = row_of((self._button("M&erge", self._merge), 0))
        buttons.addStretch(1)
        box.addLayout(buttons)

    def _merge(self) -> None:
        self.fields.clear()
        if self.into.value is None:
            self.fields.show("into", "Choose the indicator it is counted with.")
        elif self.form.id is not None:
            self._do(MergeIndicator(self.form.id, self.into.value))

    # -- as a part of the form ----------------------------------------------------------------

    def allow(self, allowed: bool) -> None:
        """These steps stand alone: what was typed elsewhere is saved or thrown away first."""
        for button in self.buttons:
            button.set_allowed(allowed, "Save the changes first.")

    @property
    def typed(self) -> bool:
        """Whether a reason stands here that none of the steps has taken yet."""
        reason = getattr(self, "reason", None)
        return reason is not None and bool(reason.text().strip())

    def fill(self, draft: IndicatorDraft) -> IndicatorDraft:
        return draft

    def state(self) -> tuple[object, ...]:
        return ()


def _story(form: EditForm) -> list[str]:
    found = []
    if form.replaces and form.continues:
        found.append(f"Goes on from {form.replaces} of the framework before, with its figures.")
    elif form.replaces:
        found.append(f"Took the place of {form.replaces}.")
    if form.retired_on:
        day = form.retired_on
        found.append(f"Retired on {day.day} {day:%B %Y}: {form.retired_reason}")
    if form.replaced_by:
        found.append(f"Followed by {form.replaced_by}.")
    if form.merged_into:
        found.append(f"Counted with {form.merged_into}.")
    return found
