"""The few questions of the minutes: who cleared them, when they were confirmed, how to number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from cspdesk.minutes.rules import CONTINUOUS, NUMBERINGS, PREFIX
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog, Words
from ui.widgets.inspector import wrapped

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.minutes.records import MinuteCard, MinutesCard
    from cspdesk.settings.queries import PartnershipCard
    from ui.operations import Operations


class ClearForm(FormDialog):
    """The chair has cleared the draft."""

    def __init__(self, operations: Operations, card: MinutesCard, parent: QWidget) -> None:
        super().__init__(operations, "The chair has cleared these minutes", parent)
        self.card = card
        self.who = QLineEdit()
        self.who.setPlaceholderText("the Cabinet Member")
        self.day = DayEdit(operations.desk.today)
        self.place([("cleared_by", "Cleared &by", self.who), ("cleared_on", "&On", self.day)])
        self.finish("Cleared")

    def command(self) -> Command:
        from cspdesk.minutes.commands import ClearMinutes

        return ClearMinutes(self.card.id, self.card.version, self.who.text(), self.day.day)


class CirculateForm(FormDialog):
    """The draft has gone to the members."""

    def __init__(self, operations: Operations, card: MinutesCard, parent: QWidget) -> None:
        super().__init__(operations, "The draft has gone to the members", parent)
        self.card = card
        self.day = DayEdit(operations.desk.today)
        self.place([("circulated_on", "&On", self.day)])
        self.finish("Circulated")

    def command(self) -> Command:
        from cspdesk.minutes.commands import CirculateMinutes

        return CirculateMinutes(self.card.id, self.card.version, self.day.day)


class ConfirmForm(FormDialog):
    """A Board confirmed them as a correct record: they are locked then."""

    def __init__(
        self,
        operations: Operations,
        card: MinutesCard,
        boards: Sequence[tuple[int, str]],
        parent: QWidget,
    ) -> None:
        super().__init__(operations, "Confirmed as a correct record", parent)
        self.card = card
        self.board = Choice(boards)
        self.corrections = Words(lines=4)
        self.corrections.setPlaceholderText("Minute 34: “Murrant” is “Mariner”.")
        self.box.addWidget(
            wrapped("Make the corrections in the minutes first: once confirmed, they are locked.")
        )
        self.place([("at_meeting_id", "Confirmed by the &Board of", self.board)])
        self.place([("corrections", "What was &corrected, if anything", self.corrections)])
        self.finish("Confirm and lock")

    def command(self) -> Command:
        from cspdesk.minutes.commands import ConfirmMinutes

        words = self.corrections.words
        return ConfirmMinutes(self.card.id, self.card.version, self.board.key or 0, words)


class BackForm(FormDialog):
    """A step back is asked for twice; confirmed minutes need a reason."""

    def __init__(self, operations: Operations, card: MinutesCard, parent: QWidget) -> None:
        super().__init__(operations, "Take these minutes back a step?", parent)
        self.card = card
        self.reason = QLineEdit()
        self.box.addWidget(wrapped(_BACK[card.state.value]))
        if card.is_confirmed:
            self.place([("reason", "&Why", self.reason)])
        self.finish("Back a step")

    def command(self) -> Command:
        from cspdesk.minutes.commands import StepBack

        return StepBack(self.card.id, self.card.version, self.reason.text())


_BACK = {
    "cleared": "They become a draft again, and the chair clears them afresh.",
    "circulated": "They count as cleared and not circulated. Members keep what they were sent.",
    "confirmed": "They are unlocked, and a Board has to confirm them afresh.",
}


class AddForm(FormDialog):
    """A minute for what was not on the agenda."""

    def __init__(
        self, operations: Operations, card: MinutesCard, after: MinuteCard | None, parent: QWidget
    ) -> None:
        super().__init__(operations, "Add a minute", parent)
        self.card, self.after = card, after
        self.heading = QLineEdit()
        self.heading.setPlaceholderText("Urgent business")
        self.place([("heading", "&Heading", self.heading)])
        where = f"It comes after {after.title}." if after else "It comes last."
        self.box.addWidget(label(where, "label", "second"))
        self.finish("Add")

    def command(self) -> Command:
        from cspdesk.minutes.commands import AddMinute

        key = self.after.id if self.after else None
        return AddMinute(self.card.id, self.heading.text(), after_id=key)


class NumberingForm(FormDialog):
    """How the partnership numbers its minutes; where numbers that go on begin."""

    def __init__(
        self,
        operations: Operations,
        held: PartnershipCard,
        card: MinutesCard | None,
        parent: QWidget,
    ) -> None:
        super().__init__(operations, "How minutes are numbered", parent)
        self.held, self.card = held, card
        self.style_of = Choice(NUMBERINGS, held.minute_numbering)
        self.style_of.setMinimumContentsLength(40)
        self.prefix = QLineEdit(held.minute_prefix)
        self.prefix.setPlaceholderText("CSP")
        self.first = QSpinBox()
        self.first.setRange(1, 99_999)
        self.first.setValue(_first(card))
        self.place([("style", "&Numbers", self.style_of)])
        self.place(
            [
                ("prefix", "&Letters in front", self.prefix),
                ("first", "These minutes &begin with", self.first),
            ]
        )
        self.finish("Number them so")
        self.style_of.currentIndexChanged.connect(lambda _place: self._show())
        self._show()

    def _show(self) -> None:
        self.prefix.setEnabled(self.style_of.key == PREFIX)
        goes_on = self.style_of.key in (PREFIX, CONTINUOUS)
        own = self.card is not None and (self.card.own_first or not _goes_on(self.card))
        self.first.setEnabled(goes_on and own and not (self.card and self.card.refusal))

    def command(self) -> Command:
        from cspdesk.minutes.commands import SetMinuteNumbering

        style, prefix = self.style_of.key, self.prefix.text()
        return SetMinuteNumbering(self.held.id, self.held.version, style, prefix)

    @property
    def first_wanted(self) -> int | None:
        """The number these minutes are to begin with, where that is theirs to choose."""
        changed = self.first.isEnabled() and self.first.value() != _first(self.card)
        return self.first.value() if changed else None


def _goes_on(card: MinutesCard) -> bool:
    return card.numbering in (PREFIX, CONTINUOUS)


def _first(card: MinutesCard | None) -> int:
    from cspdesk.minutes.rules import value_of

    numbers = [one.number for one in card.minutes if one.number] if card else []
    return (value_of(numbers[0]) if numbers else None) or 1


class RecordDialog(QDialog):
    """What the record says of a minute that the officer has written otherwise."""

    def __init__(self, card: MinuteCard, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"What the record says: {card.title}")
        self.setAccessibleDescription("The words of a new draft, to be taken or left")
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        heading = label(f"What the record says: {card.title}", "inspector")
        heading.setWordWrap(True)
        box.addWidget(heading)
        self.words = Words(card.fresh or "The record says nothing.", lines=12)
        self.words.setReadOnly(True)
        box.addWidget(Field("The &record’s words", self.words))
        self.take = PrimaryButton("Take these instead of mine", self.accept)
        self.keep = SecondaryButton("Keep mine", self.reject)
        self.keep.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.keep)
        row.addWidget(self.take)
        box.addLayout(row)
        self.setMinimumWidth(look.px(560))
