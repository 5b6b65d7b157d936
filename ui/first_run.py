"""What is seen before any file is open: the sample, a start of one's own, a file to open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui.state import EXTENSION
from ui.theme import label, theme
from ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.pane import Scroll, Section

WIDTH = 760  # px of the column
PRESETS = (
    ("haringey", "Haringey’s priorities, outcomes and indicators of 2016/17"),
    ("blank", "Blank: only the groups and standing items"),
)
_THURSDAY = 3
_FEASTS = ((12, 25), (12, 26), (1, 1))
BOARD_HINT = "PMG, Executive, papers and minutes are dated from it."


@dataclass(frozen=True, slots=True)
class NewPartnership:
    """What the officer gave to start a partnership; without `board_on` no Board is planned yet."""

    name: str
    borough: str
    preset: str
    path: Path
    board_on: date | None = None


class FirstRunPage(QWidget):
    """Three offers. Signals say which was taken; `show_problem` puts a sentence beside it."""

    sample_wanted = Signal()
    start_wanted = Signal(object)  # NewPartnership
    open_wanted = Signal(object)  # Path

    def __init__(
        self, folder: Path, recent: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName("Welcome")
        self._folder = folder
        self._path_chosen = False
        self.problems: dict[str, ProblemLabel] = {}
        self._column = QWidget()
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, theme().px(28), 0, theme().px(28))
        column.setSpacing(0)
        column.addWidget(self._welcome())
        for section in (self._sample(), self._start(), self._open(recent)):
            column.addWidget(section)
        column.addStretch(1)
        host = QWidget()
        row = QHBoxLayout(host)
        row.setContentsMargins(theme().px(16), 0, theme().px(16), 0)
        row.addStretch(1)
        row.addWidget(self._column, 1000)  # all there is, up to its width
        row.addStretch(1)
        self._column.setMaximumWidth(theme().px(WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroll(host))

    # -- the three offers ---------------------------------------------------------------------

    def _welcome(self) -> Section:
        section = Section()
        section.box.addWidget(label("Welcome to CSP Desk", "headline"))
        words = label(
            "One file holds one partnership. It stays on this computer; every change is saved as "
            "you make it, and can be undone.",
            tone="second",
        )
        words.setWordWrap(True)
        section.box.addWidget(words)
        return section

    def _sample(self) -> Section:
        self.sample = SecondaryButton("Open the &sample", self.sample_wanted.emit)
        return self._offer(
            "sample",
            "Look around a sample partnership",
            "Haringey in February 2017, two weeks before a Board. Change what you like: it is "
            "a copy of your own.",
            self.sample,
        )

    def _start(self) -> Section:
        self.start = PrimaryButton("S&tart", self._press_start)
        section = self._offer(
            "start",
            "Start your partnership",
            "What you choose here can all be changed later.",
            self.start,
        )
        self.name, self.borough = QLineEdit(), QLineEdit()
        self.preset = QComboBox()
        for key, words in PRESETS:
            self.preset.addItem(words, key)
        self.board, self.not_yet = DayEdit(likely_board(date.today())), QCheckBox("Not &yet")
        self.not_yet.toggled.connect(self.board.setDisabled)
        self.path = QLineEdit()
        change = SecondaryButton("Change…", self._ask_place)
        self.fields = Fields(
            {
                "name": Field("&Name of the partnership", self.name),
                "borough": Field("&Borough or district", self.borough),
                "preset": Field("Start &with", self.preset),
                "board_on": Field("First Boar&d on", self.board, hint=BOARD_HINT),
                "path": Field("&Keep it in", self.path),
            },
            self.problems["start"],
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(theme().px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, key in enumerate(("name", "borough", "preset", "board_on")):
            grid.addWidget(self.fields.field(key), *divmod(place, 2))
        self.fields.field("board_on").put_beside(self.not_yet)
        self.fields.field("path").put_beside(change)
        grid.addWidget(self.fields.field("path"), 2, 0, 1, 2)
        section.box.insertSpacing(section.box.count() - 1, theme().px(8))
        section.box.insertLayout(section.box.count() - 1, grid)
        self.name.textEdited.connect(lambda _text: self._propose_place())
        self.path.textEdited.connect(lambda _text: setattr(self, "_path_chosen", True))
        for key in ("name", "path"):  # a mended field is not called wrong any longer
            line = self.fields.field(key)
            line.control.textChanged.connect(lambda _text, line=line: line.set_problem(""))  # type: ignore[attr-defined]
        self._propose_place()
        return section

    def _open(self, recent: Sequence[Path]) -> Section:
        self.open = SecondaryButton("&Open a file…", self._ask_file)
        section = self._offer("open", "Open a file", "", self.open)
        self.recent: list[LinkButton] = []
        for path in recent:
            link = LinkButton(path.stem.replace("&", "&&"), partial(self._go, path))
            link.setAccessibleDescription(str(path))
            link.setToolTip(str(path))
            self.recent.append(link)
            row = QHBoxLayout()
            row.addWidget(link)
            row.addWidget(label(str(path.parent), "label", "hint"), 1)
            section.box.insertLayout(section.box.count() - 1, row)
        return section

    def _offer(self, key: str, title: str, words: str, button: QWidget) -> Section:
        section = Section()
        head = QHBoxLayout()
        said = QVBoxLayout()
        said.setSpacing(theme().px(2))
        said.addWidget(label(title, "pane"))
        if words:
            detail = label(words, tone="second")
            detail.setWordWrap(True)
            said.addWidget(detail)
        head.addLayout(said, 1)
        head.addSpacing(theme().px(16))
        head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        section.box.addLayout(head)
        self.problems[key] = ProblemLabel()
        section.box.addWidget(self.problems[key])
        return section

    # -- answers ------------------------------------------------------------------------------

    def show_problem(self, offer: str, words: str, field: str = "") -> None:
        """One sentence beside the offer ("sample", "start", "open") or one of its fields."""
        self.clear_problems()
        if offer == "start":
            self.fields.show(field, words)
        else:
            self.problems[offer].say(words)

    def clear_problems(self) -> None:
        self.fields.clear()
        for problem in self.problems.values():
            problem.say("")

    def _press_start(self) -> None:
        self.clear_problems()
        name = self.name.text().strip()
        if not name:
            self.fields.show("name", "Give the partnership a name, as it stands on its papers.")
            return
        path = Path(self.path.text().strip()).expanduser()
        if path.suffix != EXTENSION:
            path = path.with_name(path.name + EXTENSION)
        if path.exists():
            self.fields.show("path", f"{path.name} is there already: open it below, or rename.")
            return
        preset = str(self.preset.currentData())
        borough = self.borough.text().strip()
        self.start_wanted.emit(NewPartnership(name, borough, preset, path, self._board_on()))

    def _board_on(self) -> date | None:
        return None if self.not_yet.isChecked() else self.board.day

    def _propose_place(self) -> None:
        """A file named after the partnership in the program's own folder, until one is chosen."""
        if not self._path_chosen:
            self.path.setText(str(self._folder / f"{file_name(self.name.text())}{EXTENSION}"))

    def _ask_place(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, "Keep it in", self.path.text(), f"Partnership (*{EXTENSION})"
        )
        if chosen:
            self._path_chosen = True
            self.path.setText(chosen)

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, "Open a partnership", str(self._folder), f"Partnership (*{EXTENSION})"
        )
        if chosen:
            self._go(Path(chosen))

    def _go(self, path: Path) -> None:
        self.clear_problems()
        self.open_wanted.emit(path)

    def take_focus(self) -> None:
        self.sample.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colour("panel"))


def likely_board(today: date) -> date:
    """A Thursday two months ahead: time for PMG, the Executive and the papers.

    Not a bank holiday by its date; those that move about never fall on a Thursday.
    """
    day = today + timedelta(weeks=8)
    day += timedelta(days=(_THURSDAY - day.weekday()) % 7)
    while (day.month, day.day) in _FEASTS:
        day += timedelta(weeks=1)
    return day


def file_name(name: str) -> str:
    """A file name out of a partnership's name: letters, digits, hyphens."""
    words = re.findall(r"\w+", name.casefold())
    return "-".join(words)[:60] or "partnership"
