"""Asking before a pack goes out: what stands in its way, where it is saved, that it is for good."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from cspdesk.agenda.checks import Check
from cspdesk.phrases import counted_in_words
from ui.delegates.cells import Piece
from ui.packs.lists import MUST_MARK
from ui.packs.saving import folder_fault, name_fault, with_suffix
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.fields import Field, Fields, ProblemLabel

FOR_GOOD = (
    "The pack goes out without DRAFT. The agenda’s numbers and the order of its items are fixed, "
    "and this edition is kept in the file as it is. Issuing cannot be undone."
)


SUPPLEMENT_FOR_GOOD = (
    "The supplement goes out without DRAFT, with late items and late papers alone. It is kept in "
    "the file as it is. Issuing cannot be undone."
)


class IssueDialog(QDialog):
    """`issue_wanted(path, reason)` once all is in order; the reason is "" where none is needed."""

    issue_wanted = Signal(Path, str)

    def __init__(
        self,
        stops: Sequence[Check],
        name: str,
        folder: Path,
        edition: int,
        parent: QWidget,
        supplement: int = 0,
    ) -> None:
        super().__init__(parent)
        title = "Issue the Board pack" if edition == 1 else f"Issue edition {edition} of the pack"
        self.setWindowTitle(f"Issue supplement {supplement}" if supplement else title)
        self._for_good = SUPPLEMENT_FOR_GOOD if supplement else FOR_GOOD
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.stops = tuple(stops)
        self.reason = QPlainTextEdit()
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(theme().px(64))
        self.name, self.folder = QLineEdit(name), QLineEdit(str(folder))
        self.whole = ProblemLabel()
        self.fields = Fields(
            {
                "overrule_reason": Field(
                    "&Why the papers go out all the same",
                    self.reason,
                    hint="Kept with the pack, beside what stood in its way.",
                ),
                "name": Field("Save &as", self.name),
                "folder": Field("&Folder", self.folder),
            },
            self.whole,
        )
        choose = SecondaryButton("Choose…", self._choose, compact=True)
        choose.setAccessibleName("Choose the folder")
        self.fields.field("folder").put_beside(choose)
        self.issue = PrimaryButton(
            "Issue the supplement" if supplement else "Issue the pack", self._press
        )
        self._lay_out()
        (self.reason if self.stops else self.name).setFocus()

    def _lay_out(self) -> None:
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(10))
        box.addWidget(label(self.windowTitle(), "inspector"))
        box.addWidget(_wrapped(self._for_good))
        if self.stops:
            box.addLayout(self._in_the_way())
            box.addWidget(self.fields.field("overrule_reason"))
        else:
            box.addWidget(label("Every check that must be met is met.", "strong"))
        for name in ("name", "folder"):
            box.addWidget(self.fields.field(name))
        box.addWidget(self.whole)
        box.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        row.addWidget(self.issue)
        box.addLayout(row)
        self.setFixedWidth(look.px(520))

    def _in_the_way(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(theme().px(4))
        verb = "stops" if len(self.stops) == 1 else "stop"
        words = f"{counted_in_words(len(self.stops), 'check')} {verb} the final papers"
        column.addWidget(label(words, "strong"))
        for check in self.stops:
            row = QHBoxLayout()
            row.setSpacing(theme().px(8))
            mark = PieceLabel([Piece("", *MUST_MARK)])
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
            detail = f". {check.detail}" if check.detail else ""
            row.addWidget(_wrapped(f"{check.sentence}{detail}"), 1)
            column.addLayout(row)
        return column

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Save the pack in", self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _press(self) -> None:
        reason = self.reason.toPlainText().strip()
        name = with_suffix(self.name.text())
        folder = Path(self.folder.text().strip()).expanduser()
        self.fields.clear()
        if self.stops and not reason:
            words = "Say why, or clear what stands in the way first."
            self.fields.show("overrule_reason", words)
        elif fault := folder_fault(folder):
            self.fields.show("folder", fault)
        elif fault := name_fault(name, folder):
            self.fields.show("name", fault)
        else:
            self.accept()
            self.issue_wanted.emit(folder / name, reason)


def _wrapped(words: str) -> QLabel:
    made = label(words)
    made.setWordWrap(True)
    return made
