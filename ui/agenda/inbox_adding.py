"""Put business into the inbox: from whom, what is asked, and why it needs more than one agency."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from db.vocabulary import BusinessSource
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.agenda.business_records import SourceChoices
    from ui.agenda.page import AgendaPage

# PMG is not among them: its lines arrive from the highlight report by themselves.
_SOURCES = tuple(source for source in BusinessSource if source is not BusinessSource.PMG)
_NAMED = (BusinessSource.SUB_GROUP, BusinessSource.PARALLEL_BOARD, BusinessSource.PARTNER)


class RaiseDialog(QDialog):
    """The form of a new piece. `done(id)` follows success."""

    def __init__(
        self,
        page: AgendaPage,
        cycle_id: int,
        done: Callable[[int | None], None],
        group_id: int | None = None,
    ) -> None:
        super().__init__(page.window())
        from cspdesk.agenda.business_queries import source_choices

        self.setWindowTitle("Add business")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._page, self._cycle_id, self._done = page, cycle_id, done
        self.choices: SourceChoices = page.desk.ask(source_choices)
        self._make_fields()
        self._lay_out()
        self.source.currentIndexChanged.connect(lambda _place: self._offer())
        self._offer()
        if group_id is not None:
            self._choose_group(group_id)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        (self.title if self.who.currentIndex() > 0 else self.source).setFocus()

    def _make_fields(self) -> None:
        self.source, self.who = QComboBox(), QComboBox()
        for source in _SOURCES:
            self.source.addItem(source.label, source)
        self.raised_by, self.title = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText("Subject: what about it")
        self.raised_on = DayEdit(self._page.desk.today)
        self.asked, self.asked_of, self.why = QLineEdit(), QLineEdit(), QLineEdit()
        self.whole = ProblemLabel()
        made: dict[str, tuple[str, QWidget]] = {
            "source": ("&Source", self.source),
            "who": ("&From", self.who),
            "raised_by": ("&Raised by (a role or forum)", self.raised_by),
            "raised_on": ("Raised &on", self.raised_on),
            "title": ("&In a few words", self.title),
            "asked": ("&What is asked", self.asked),
            "asked_of": ("Of w&hom", self.asked_of),
            "why_whole": ("Why the whole &partnership", self.why),
        }
        self.fields = Fields(
            {name: Field(words, control) for name, (words, control) in made.items()}, self.whole
        )

    def _lay_out(self) -> None:
        look = theme()
        box = QVBoxLayout(self)
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.px(12))
        grid.setVerticalSpacing(look.px(8))
        places = {"source": (0, 0, 1), "who": (0, 1, 1), "raised_by": (1, 0, 1),
                  "raised_on": (1, 1, 1), "title": (2, 0, 2), "asked": (3, 0, 2),
                  "asked_of": (4, 0, 2), "why_whole": (5, 0, 2)}  # fmt: skip
        for name, (row, column, span) in places.items():
            grid.addWidget(self.fields.field(name), row, column, 1, span)
        box.addLayout(grid)
        box.addWidget(self.whole)
        self.save = PrimaryButton("Add to the inbox", self._save)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(560))

    @property
    def chosen(self) -> BusinessSource:
        """Qt hands a word of ours back as plain text."""
        return BusinessSource(self.source.currentData())

    # -- who ----------------------------------------------------------------------------------

    def _offer(self) -> None:
        """The groups or partners of the source; the others are named in words."""
        source = self.chosen
        offered = {
            BusinessSource.SUB_GROUP: self.choices.sub_groups,
            BusinessSource.PARALLEL_BOARD: self.choices.parallel_boards,
            BusinessSource.PARTNER: self.choices.partners,
        }.get(source, ())
        self.who.clear()
        self.who.addItem("Choose…", None)
        for choice in offered:
            self.who.addItem(choice.name, choice.id)
        self.fields.field("who").setVisible(source in _NAMED)

    def _choose_group(self, group_id: int) -> None:
        for source in (BusinessSource.SUB_GROUP, BusinessSource.PARALLEL_BOARD):
            self.source.setCurrentIndex(self.source.findData(source))
            place = self.who.findData(group_id)
            if place >= 0:
                self.who.setCurrentIndex(place)
                return

    # -- saving -------------------------------------------------------------------------------

    def _save(self) -> None:
        from cspdesk.agenda.business_commands import RaiseBusiness

        source, who = self.chosen, self.who.currentData()
        of: dict[str, Any] = {
            "organisation_id" if source is BusinessSource.PARTNER else "group_id": who
        }
        command = RaiseBusiness(
            self._cycle_id,
            source,
            self.title.text(),
            raised_by=self.raised_by.text(),
            raised_on=self.raised_on.day,
            asked=self.asked.text(),
            asked_of=self.asked_of.text(),
            why_whole=self.why.text(),
            **(of if source in _NAMED else {}),
        )
        changes = self._page.operations.run(command, fields=_Places(self))
        if changes is not None:
            self.accept()
            self._done(changes.created)


class _Places:
    """The sentence about who raises it goes beside the list of names while that is shown."""

    def __init__(self, dialog: RaiseDialog) -> None:
        self._dialog = dialog

    def clear(self) -> None:
        self._dialog.fields.clear()

    def show(self, name: str, words: str) -> bool:
        named = self._dialog.chosen in _NAMED
        place = "who" if name == "raised_by" and named else name
        return self._dialog.fields.show(place, words)
