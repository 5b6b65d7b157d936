"""Start a framework: its priorities and outcomes as lines of words, and what goes on into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from cspdesk.errors import RuleBroken
from cspdesk.kpis.framework_commands import CarryOver, RenameFramework, StartFramework
from cspdesk.kpis.framework_words import PriorityWords, read_lines, read_priorities
from cspdesk.kpis.frameworks import Framework, indicators_of
from cspdesk.kpis.queries import indicator_groups
from cspdesk.kpis.records import IndicatorGroup, IndicatorLine
from ui.delegates.rows import RowDelegate, toggle
from ui.kpis.editor_fields import Choice, DayLine, Tick, Words, row_of
from ui.models.columns import Index
from ui.theme import label, theme
from ui.widgets.buttons import FlatButton, PrimaryButton, SecondaryButton
from ui.widgets.fields import Field, Fields, ProblemLabel
from ui.widgets.focus_ring import FocusRing
from ui.widgets.inspector import wrapped
from ui.widgets.pane import Bar, Scroll

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from ui.kpis.page import KpisPage

_NOWHERE = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


class CarryModel(QAbstractListModel):
    """The indicators of the old framework, each with a tick: it goes on into the new one."""

    ticked = Signal()

    def __init__(self, groups: tuple[IndicatorGroup, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[tuple[IndicatorLine, IndicatorGroup]] = [
            (line, group) for group in groups for line in group.lines
        ]
        self.chosen: set[int] = set()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, group = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{line.code}  {line.name}, {group.name}"
        if role == _CHECK:
            on = line.id in self.chosen
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != _CHECK or not index.isValid():
            return False
        key = self.lines[index.row()][0].id
        on = Qt.CheckState(value) is Qt.CheckState.Checked
        (self.chosen.add if on else self.chosen.discard)(key)
        self.dataChanged.emit(index, index, [_CHECK])
        self.ticked.emit()
        return True

    def tick_all(self, on: bool) -> None:
        self.chosen = {line.id for line, _group in self.lines} if on else set()
        if self.lines:
            self.dataChanged.emit(self.index(0), self.index(len(self.lines) - 1), [_CHECK])
        self.ticked.emit()


class TickList(QListView):
    """Space ticks the chosen row, as in the program's other lists."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            toggle(self.model(), self.currentIndex())
        else:
            super().keyPressEvent(event)


class _Form(QDialog):
    """A form that asks before it loses what was typed: Esc, Cancel and the window's cross alike."""

    def __init__(self, title: str, page: KpisPage, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.page = page
        self.whole = ProblemLabel()
        self.fields = Fields({}, self.whole)
        self._before: tuple[object, ...] = ()
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(0)
        head = Bar(46, edge=20)
        head.add(label(title, "inspector"))
        self.box.addWidget(head)
        self._ring = FocusRing(self)

    def _feet(self, save: str) -> None:
        self.save = PrimaryButton(save, self._save)
        self.save.setDefault(True)
        foot = Bar(52, ground="subtle", line="", edge=20)
        foot.end(SecondaryButton("Cancel", self.reject), self.save)
        asks = Bar(52, ground="subtle", line="", edge=20)
        self.go_on = PrimaryButton("Go on editing", self._go_on)
        self.throw = SecondaryButton("Throw it away", self._close)
        asks.add(label("What you typed is not saved.", "strong"))
        asks.end(self.throw, self.go_on)
        self.feet = QStackedWidget()
        self.feet.setFixedHeight(theme().px(52))
        for bar in (foot, asks):
            self.feet.addWidget(bar)
        self.box.addWidget(self.feet)
        self._before = self.state()

    def state(self) -> tuple[object, ...]:
        """Everything as it stands."""
        raise NotImplementedError

    def command(self) -> Command:
        """What the form asks for. Raises RuleBroken where a field cannot be read."""
        raise NotImplementedError

    def _save(self) -> None:
        self.fields.clear()
        try:
            command = self.command()
        except RuleBroken as broken:
            self.fields.show(broken.field, broken.message)
            return
        changes = self.page.operations.run(command, fields=self.fields)
        if changes is not None:
            self._close()
            self.done_with(changes.created)

    def done_with(self, created: int | None) -> None:
        """What follows success."""

    @property
    def changed(self) -> bool:
        return self.state() != self._before

    def reject(self) -> None:
        if self.feet.currentIndex() == 1:
            self._go_on()
        elif self.changed:
            self.feet.setCurrentIndex(1)
            self.save.setDefault(False)
            self.go_on.setDefault(True)
            self.go_on.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().reject()

    def _go_on(self) -> None:
        self.feet.setCurrentIndex(0)
        self.go_on.setDefault(False)
        self.save.setDefault(True)
        self.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        self._before = self.state()
        self.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.changed:
            event.ignore()
            if self.feet.currentIndex() == 0:
                self.reject()
        else:
            super().closeEvent(event)


class StartFrameworkDialog(_Form):
    """Name, first day, priorities and outcomes in words, read back; what is carried over.

    `started(framework id)` follows success.
    """

    started = Signal(int)

    def __init__(self, page: KpisPage, parent: QWidget, old: Framework | None) -> None:
        super().__init__("New framework", page, parent)
        self.old = old
        ids = page.desk.ask(indicators_of, old.id) if old else ()
        self.groups = page.desk.ask(indicator_groups, None, ids)
        self._make_fields()
        self._lay_out()
        self._feet("Start the framework")
        self._read_back()
        look, window = theme(), parent.window()
        self.resize(
            min(look.px(1000), window.width() - 40), min(look.px(700), window.height() - 40)
        )
        self.name.setFocus()

    def _make_fields(self) -> None:
        self.name, self.starts = QLineEdit(), DayLine("starts_on")
        self.name.setPlaceholderText("Police and Crime Plan 2017–21")
        self.starts.setPlaceholderText("1 April 2017")
        self.priorities, self.outcomes = Words(5), Words(4)
        self.priorities.setPlaceholderText(
            "High-harm crimes: Domestic abuse; Knife crime\nLocal priority: burglary"
        )
        self.said = wrapped("", "label", "second")
        self.model = CarryModel(self.groups, self)
        self.list = TickList()
        self.list.setModel(self.model)
        self.list.setItemDelegate(RowDelegate("entry", parent=self.list))
        self.list.setMinimumHeight(theme().px(180))
        self.keep = Tick("&Keep their targets")
        self.keep.setChecked(True)
        self.goes: dict[int | None, Choice] = {}
        self.priorities.textChanged.connect(self._read_back)
        self.outcomes.textChanged.connect(self._read_back)
        self.model.ticked.connect(self._show_places)

    def _field(self, key: str, words: str, control: QWidget, hint: str = "") -> Field:
        return self.fields.add(key, Field(words, control, hint=hint))

    def _lay_out(self) -> None:
        look = theme()
        content = QWidget()
        columns = QHBoxLayout(content)
        columns.setContentsMargins(*(look.px(side) for side in (20, 14, 20, 14)))
        columns.setSpacing(look.px(28))
        columns.addLayout(self._left(), 1)
        columns.addLayout(self._right(), 1)
        self.box.addWidget(Scroll(content), 1)
        self.whole.setContentsMargins(*(look.px(side) for side in (20, 6, 20, 6)))
        self.box.addWidget(self.whole)

    def _left(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(12))
        box.addLayout(
            row_of(
                (self._field("name", "&Name", self.name), 3),
                (self._field("starts_on", "&Starts on", self.starts), 2),
            )
        )
        box.addWidget(
            self._field(
                "priorities",
                "&Priorities, one a line",
                self.priorities,
                "Themes after a colon, parted by semicolons. A line that begins with + is a block "
                "beside the priorities, as MOPAC 7 is.",
            )
        )
        box.addWidget(self._field("outcomes", "&Outcomes, one a line", self.outcomes))
        box.addWidget(label("Read as", "label-strong", "second"))
        box.addWidget(self.said)
        box.addStretch(1)
        return box

    def _right(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(8))
        box.addWidget(
            self._field(
                "carry",
                "&Indicators that go on",
                self.list,
                "Each keeps its figures so far. The old framework stays readable as it is.",
            )
        )
        row = QHBoxLayout()
        row.addWidget(FlatButton("&All", lambda: self.model.tick_all(True), compact=True))
        row.addWidget(FlatButton("Non&e", lambda: self.model.tick_all(False), compact=True))
        row.addStretch(1)
        row.addWidget(self.keep)
        box.addLayout(row)
        self.places = QGridLayout()
        self.places.setVerticalSpacing(theme().px(6))
        self._make_places()
        box.addLayout(self.places)
        box.addStretch(1)
        return box

    def _make_places(self) -> None:
        """For each old priority, where its indicators go."""
        self._rows: dict[int | None, tuple[QWidget, QWidget]] = {}
        for place, group in enumerate(self.groups):
            key = group.block.id if group.block else None
            choice = Choice()
            caption = label(f"{group.name} goes to", "label-strong", "second")
            choice.setAccessibleName(caption.text())
            self.goes[key] = choice
            self._rows[key] = (caption, choice)
            self.places.addWidget(caption, place, 0)
            self.places.addWidget(choice, place, 1)
        self.places.setColumnStretch(1, 1)
        self._show_places()

    def _show_places(self) -> None:
        """Only the priorities of which something was ticked."""
        ticked = {
            group.block.id if group.block else None
            for line, group in self.model.lines
            if line.id in self.model.chosen
        }
        for key, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(key in ticked)

    # -- read back ----------------------------------------------------------------------------

    def _read_back(self) -> None:
        try:
            found = read_priorities(self.priorities.toPlainText())
        except RuleBroken as broken:
            self.said.setText(broken.message)
            return
        outcomes = read_lines(self.outcomes.toPlainText())
        said = [words.said for words in found]
        said += [f"O{number}: {words}" for number, words in enumerate(outcomes, 1)]
        self.said.setText("\n".join(said) or "Nothing yet.")
        self._offer_places(found)

    def _offer_places(self, found: tuple[PriorityWords, ...]) -> None:
        """The new priorities; one of the same name is proposed, a choice made is kept."""
        names = [words.name for words in found]
        for key, choice in self.goes.items():
            before = choice.currentText()
            own = next((g.name for g in self.groups if g.block and g.block.id == key), "")
            choice.offer([("No priority yet", None), *((n, at) for at, n in enumerate(names))])
            wanted = before if before in names else own
            choice.choose(names.index(wanted) if wanted in names else None)

    def done_with(self, created: int | None) -> None:
        if created is not None:
            self.started.emit(created)

    # -- the command --------------------------------------------------------------------------

    def state(self) -> tuple[object, ...]:
        return (
            self.name.text(),
            self.starts.text(),
            self.priorities.toPlainText(),
            self.outcomes.toPlainText(),
            tuple(sorted(self.model.chosen)),
        )

    def command(self) -> StartFramework:
        starts = self.starts.read()
        if starts is None:
            raise RuleBroken("starts_on", "Say on which day it starts.")
        return StartFramework(
            name=self.name.text(),
            starts_on=starts,
            priorities=read_priorities(self.priorities.toPlainText()),
            outcomes=read_lines(self.outcomes.toPlainText()),
            carry=tuple(
                CarryOver(line.id, self.goes[group.block.id if group.block else None].value)
                for line, group in self.model.lines
                if line.id in self.model.chosen
            ),
            keep_targets=self.keep.isChecked(),
        )


class RenameFrameworkDialog(_Form):
    """Name and first day of a framework that exists."""

    def __init__(self, page: KpisPage, parent: QWidget, framework: Framework) -> None:
        super().__init__("Rename the framework", page, parent)
        self.framework = framework
        self.name, self.starts = QLineEdit(framework.name), DayLine("starts_on")
        self.starts.show_value(framework.starts_on)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(*(theme().px(side) for side in (20, 14, 20, 14)))
        row.setSpacing(theme().px(16))
        row.addWidget(self.fields.add("name", Field("&Name", self.name)), 3)
        row.addWidget(self.fields.add("starts_on", Field("&Starts on", self.starts)), 1)
        self.box.addWidget(holder)
        self.box.addWidget(self.whole)
        self._feet("Save")
        self.resize(theme().px(640), self.sizeHint().height())
        self.name.setFocus()

    def state(self) -> tuple[object, ...]:
        return (self.name.text(), self.starts.text())

    def command(self) -> RenameFramework:
        starts = self.starts.read()
        if starts is None:
            raise RuleBroken("starts_on", "Say on which day it starts.")
        framework = self.framework
        return RenameFramework(framework.id, self.name.text(), starts, framework.version)
