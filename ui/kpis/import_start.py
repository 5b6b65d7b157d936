"""Where an import starts: a file, a paste, or a form for a partner; what was imported before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from cspdesk.calendar import plain_date
from cspdesk.words import counted
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import ProblemLabel
from ui.widgets.pane import Section
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.kpis.imports import ImportLine
    from cspdesk.kpis.return_form import PartnerOwing

INVITE = (
    "Choose a return or a published table (Excel, OpenDocument or CSV), drop the file here, or "
    "paste a table with Ctrl+V. Nothing is written before you have seen what would become of "
    "every figure."
)


def _when(line: ImportLine) -> str:
    return plain_date(line.imported_at.date())


PAST: tuple[Column[ImportLine], ...] = (
    Column("File", lambda line: line.file_name, width=380, strong=True),
    Column("Imported", _when, sort=lambda line: line.id, width=150),
    Column("New", lambda line: f"{line.new:,}", align="right", width=80),
    Column("Changed", lambda line: f"{line.changed:,}", align="right", width=80),
    Column("Unchanged", lambda line: f"{line.same:,}", align="right", width=90),
    Column("Rejected", lambda line: f"{line.rejected:,}", align="right", width=80),
    Column("", lambda _line: ""),
)


class StartPage(QWidget):
    """`file_wanted`, `paste_wanted`, `cancel_wanted` and `form_wanted(organisation id)`."""

    file_wanted = Signal()
    paste_wanted = Signal()
    cancel_wanted = Signal()
    form_wanted = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._choose(), self._reading(), self._form()):
            box.addWidget(part)
        self.past = RowsView(RowsModel(PAST, key=lambda line: line.id), name="Imports so far")
        self.past.set_empty_text("Nothing has been imported into this file yet.")
        heading = Section(line=False)
        heading.box.addWidget(label("Imported before", "pane"))
        box.addWidget(heading)
        box.addWidget(self.past, 1)
        self.set_reading(False)

    def _choose(self) -> QWidget:
        part = Section()
        self.message = label("", "strong")
        self.why = label(INVITE, "body", "second")
        for words in (self.message, self.why):
            words.setWordWrap(True)
            part.box.addWidget(words)
        self.message.hide()
        self.problem = ProblemLabel()
        part.box.insertWidget(0, self.problem)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        self.button = PrimaryButton("Choose a &file…", self.file_wanted.emit)
        self.paste = SecondaryButton("Paste a table (Ctrl+V)", self.paste_wanted.emit)
        row.addWidget(self.button)
        row.addWidget(self.paste)
        row.addStretch(1)
        part.box.addSpacing(theme().px(4))
        part.box.addLayout(row)
        return part

    def _reading(self) -> QWidget:
        self.reading = Section()
        self.progress_words = label("", "strong")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Reading the file")
        self.cancel = SecondaryButton("Cancel", self.cancel_wanted.emit)
        self.cancel.setAccessibleName("Cancel reading the file")
        row = QHBoxLayout()
        row.setSpacing(theme().px(12))
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        self.reading.box.addWidget(self.progress_words)
        self.reading.box.addLayout(row)
        return self.reading

    def _form(self) -> QWidget:
        self.form = Section()
        self.form.box.addWidget(label("Return form for a partner", "pane"))
        words = label(
            "A workbook with the partner’s KPIs and the periods that are awaited. Filled in, it "
            "imports without a question.", "body", "second",
        )  # fmt: skip
        words.setWordWrap(True)
        self.form.box.addWidget(words)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        self.partners = QComboBox()
        self.partners.setAccessibleName("Partner")
        self.partners.setMinimumWidth(theme().px(340))
        self.make = SecondaryButton("Make the form…", self._on_form)
        row.addWidget(self.partners)
        row.addWidget(self.make)
        row.addStretch(1)
        self.form.box.addLayout(row)
        self.partners.currentIndexChanged.connect(lambda _place: self._allow_form())
        return self.form

    # -- showing ------------------------------------------------------------------------------

    def say(self, words: str) -> None:
        """What there is to say above the invitation; "" for nothing."""
        self.problem.say("")
        self.message.setText(words)
        self.message.setVisible(bool(words))

    def refuse(self, name: str, words: str) -> None:
        """Why a file was not read: marked as wrong, with the name of the file."""
        self.say("")
        self.problem.say(f"✕ {words}" if name in words else f"✕ {name}: {words}")

    def set_reading(self, on: bool, words: str = "") -> None:
        """Show the progress of reading, and nothing else to press but Cancel."""
        self.reading.setVisible(on)
        self.progress_words.setText(words)
        self.progress.setRange(0, 0)
        self.cancel.setEnabled(on)
        self.button.setEnabled(not on)
        self.paste.setEnabled(not on)

    def show_progress(self, done: int, total: int, words: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        self.progress_words.setText(words)

    def show_partners(self, partners: Sequence[PartnerOwing]) -> None:
        """The organisations that own KPIs, with what is awaited from each."""
        kept = self.partners.currentData()
        self.partners.clear()
        for one in partners:
            owed = f"{counted(one.awaited, 'figure')} awaited"
            self.partners.addItem(f"{one.name}: {owed}", (one.id, one.awaited))
        self.partners.setCurrentIndex(max(0, self.partners.findData(kept)))
        self.form.setVisible(bool(partners))
        self._allow_form()

    def _allow_form(self) -> None:
        chosen = self.partners.currentData()
        self.make.set_allowed(bool(chosen and chosen[1]), "No figure is awaited from this partner.")

    def _on_form(self) -> None:
        chosen = self.partners.currentData()
        if chosen:
            self.form_wanted.emit(int(chosen[0]))

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))
