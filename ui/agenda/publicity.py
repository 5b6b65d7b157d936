"""Who may read an item or a paper: public, partnership, or restricted with paragraph and reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from db.vocabulary import Publicity
from ui.theme import label, theme
from ui.widgets.buttons import PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from ui.operations import Operations

_MEANS = {
    None: "Not said yet: the public edition leaves it out",
    Publicity.PUBLIC: "Public: in every edition",
    Publicity.PARTNERSHIP: "Partnership: not in the public edition",
    Publicity.RESTRICTED: "Restricted: withheld, with paragraph and reason",
}


def publicity_words(publicity: Publicity | None, paragraph: str, reason: str) -> str:
    """ "Restricted under paragraph 7 (…): a witness is named." in one line."""
    from cspdesk.agenda.restricting import paragraph_words

    if publicity is not Publicity.RESTRICTED:
        return _MEANS[publicity]
    under = f" under {paragraph_words(paragraph)}" if paragraph else ", with no paragraph yet"
    return f"Restricted{under}" + (f": {reason}" if reason else ", with no reason yet")


class PublicityDialog(QDialog):
    """Publicity, paragraph and reason in one form, kept in one step; a paper’s name besides.

    `make(values)` builds the command from the fields EditItem and EditPaper share.
    """

    def __init__(
        self,
        operations: Operations,
        title: str,
        said: tuple[Publicity | None, str, str],
        make: Callable[[dict[str, Any]], Command],
        parent: QWidget,
        *,
        name: str | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._operations, self._make, self._named = operations, make, name is not None
        self.name, self.reason = QLineEdit(name or ""), QLineEdit(said[2])
        self.publicity, self.paragraph = QComboBox(), QComboBox()
        for kind, words in _MEANS.items():
            self.publicity.addItem(words, kind)
        self._offer_paragraphs()
        self.publicity.setCurrentIndex(list(_MEANS).index(said[0]))
        self.paragraph.setCurrentIndex(max(0, self.paragraph.findData(said[1])))
        self._lay_out()
        self.publicity.currentIndexChanged.connect(self._fit)
        self._fit()

    def _offer_paragraphs(self) -> None:
        from cspdesk.agenda.restricting import PARAGRAPHS

        self.paragraph.addItem("Choose a paragraph of Schedule 12A", "")
        for number, words in PARAGRAPHS:
            self.paragraph.addItem(f"{number}: {words}", number)

    def _lay_out(self) -> None:
        self.fields = Fields(
            {
                "title": Field("&Name of the paper", self.name),
                "publicity": Field("&Who may read it", self.publicity),
                "exempt_paragraph": Field("&Paragraph", self.paragraph),
                "exempt_reason": Field(
                    "&Reason", self.reason, hint="Printed in place of what is withheld."
                ),
            },
            ProblemLabel(),
        )
        box, look = QVBoxLayout(self), theme()
        box.setContentsMargins(*(look.px(side) for side in (20, 16, 20, 16)))
        box.setSpacing(look.px(12))
        heading = label(self.windowTitle(), "inspector")
        heading.setWordWrap(True)
        box.addWidget(heading)
        for name in ("title", "publicity", "exempt_paragraph", "exempt_reason"):
            box.addWidget(self.fields.field(name))
        self.fields.field("title").setVisible(self._named)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(SecondaryButton("Cancel", self.reject))
        self.save = PrimaryButton("Save", self._save)
        self.save.setDefault(True)
        row.addWidget(self.save)
        box.addLayout(row)
        self.setMinimumWidth(look.px(460))

    def _fit(self) -> None:
        restricted = self.publicity.currentIndex() == list(_MEANS).index(Publicity.RESTRICTED)
        for name in ("exempt_paragraph", "exempt_reason"):
            self.fields.field(name).setEnabled(restricted)

    def values(self) -> dict[str, Any]:
        """What the form says; what is not restricted keeps neither paragraph nor reason."""
        kind = list(_MEANS)[self.publicity.currentIndex()]
        restricted = kind is Publicity.RESTRICTED
        said: dict[str, Any] = {
            "publicity": kind,
            "exempt_paragraph": self.paragraph.currentData() if restricted else "",
            "exempt_reason": self.reason.text() if restricted else "",
        }
        return {**said, "title": self.name.text()} if self._named else said

    def _save(self) -> None:
        if self._operations.run(self._make(self.values()), fields=self.fields) is not None:
            self.accept()
