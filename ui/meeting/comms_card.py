"""What is published of the item: the message, kept while it is typed, where, and who leads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget

from cspdesk.comms.commands import EditComms, RecordComms, RemoveComms, SayNoComms
from cspdesk.meetings.recording_rules import Part
from ui.delegates.cells import Piece, rag_words
from ui.meeting.card import Card, Entry, recorded_mark, row_of, to_record
from ui.meeting.typing import TypedText
from ui.theme import label
from ui.widgets.buttons import FlatButton
from ui.widgets.chips import PieceLabel
from ui.widgets.flow import FlowLayout
from ui.widgets.forms import Choice
from ui.widgets.segments import SegmentedControl

if TYPE_CHECKING:
    from cspdesk.meetings.recording_records import CommsLine, ItemNow, RecordingChoices

PUBLISH, NOTHING = "publish", "nothing"
WARD_PANELS = "Police ward panels"


class CommsCard(Card):
    title = "Comms decision"
    number = 3
    at: int | None = None  # the message being typed; None before its first words
    every_channel = False
    _offered: RecordingChoices | None = None

    def make_form(self) -> None:
        self.way = SegmentedControl(
            [(PUBLISH, "Publish"), (NOTHING, "Nothing to publish")], "Comms", compact=True
        )
        self.message = TypedText("Message", "What residents are to know, in their words", 2)
        self.panels = QCheckBox(WARD_PANELS)
        self.panels.clicked.connect(lambda _on: self._keep())
        self.channels: dict[str, QCheckBox] = {}
        self.host = QWidget()
        self.flow = FlowLayout(self.host, spacing=10)
        self.more = FlatButton("More channels", self._show_every_channel, compact=True)
        self.lead = Choice((), none="Choose…")
        self.lead.setAccessibleName("Lead partner")
        self.needed = PieceLabel([rag_words("amber", "Needed")])
        self.way.chosen.connect(self._choose_way)
        self.message.rested.connect(lambda _text: self._keep())
        self.message.entered.connect(self.lead.setFocus)
        self.lead.currentIndexChanged.connect(lambda _place: self._keep())
        self.rest = QWidget()
        rest = row_of(label("Lead partner", "label", "second"), self.lead, self.needed, None)
        rest.addWidget(self.more)
        rest.setContentsMargins(0, 0, 0, 0)
        self.rest.setLayout(rest)
        for part in (self.way, self.message, self.host, self.rest):
            self.form_box.addWidget(part)

    # -- showing ------------------------------------------------------------------------------

    def entries(self, item: ItemNow) -> Sequence[Entry]:
        return [
            Entry(line.id, line.message, _where(line), line.organisation or "No lead")
            for line in item.comms
            if not (self.active and line.id == self.at)
        ]

    def state(self, item: ItemNow) -> Piece:
        if item.comms and not item.line.recorded.comms_without_lead:
            return recorded_mark("Recorded")
        none = Part.COMMS in item.line.recorded.none and not item.comms
        return recorded_mark("Nothing to publish") if none else to_record()

    def show_form(self, item: ItemNow) -> None:
        assert self.choices is not None
        if self.at is None and item.comms:
            self.at = item.comms[0].id
        line = self._line()
        if line is None:
            self.at = None
        self._offer(line)
        none = Part.COMMS in item.line.recorded.none and not item.comms
        self.way.choose(NOTHING if none else PUBLISH)
        self.way.button(NOTHING).setEnabled(not item.comms)
        self._show_line(line)
        for part in (self.message, self.host, self.rest):
            part.setVisible(not none)

    def _show_line(self, line: CommsLine | None) -> None:
        self.message.show_text(line.message if line else "")
        self.panels.setChecked(bool(line and line.ward_panels))
        self.lead.blockSignals(True)
        self.lead.choose(line.organisation_id if line else None)
        self.lead.blockSignals(False)
        self.needed.setVisible(bool(line and line.organisation_id is None))

    def _offer(self, line: CommsLine | None) -> None:
        """The ward panels, the first channel of each partner, those in use; or all of them."""
        assert self.choices is not None
        if self._offered is not self.choices:
            self._offered = self.choices
            self.lead.offer(self.choices.organisations, line.organisation_id if line else None)
        used = line.channels if line else ()
        wanted = self._wanted(used)
        if list(self.channels) != wanted:
            self.flow.clear()
            self.channels = {name: QCheckBox(name) for name in wanted}
            self.panels = QCheckBox(WARD_PANELS)
            for box in (self.panels, *self.channels.values()):
                box.clicked.connect(lambda _on: self._keep())
                self.flow.addWidget(box)
        for name, box in self.channels.items():
            box.setChecked(name in used)
        self.more.setVisible(not self.every_channel)

    def _wanted(self, used: Sequence[str]) -> list[str]:
        assert self.choices is not None
        names: dict[str, None] = {}
        owners: set[int] = set()
        for owner, name in self.choices.channels:
            if name.casefold() == "ward panels":
                continue
            if self.every_channel or owner not in owners or name in used:
                names[name] = None
            owners.add(owner)
        few = list(names) if self.every_channel else list(names)[:4]
        return list(dict.fromkeys([*few, *(name for name in used if name not in few)]))

    def _line(self) -> CommsLine | None:
        lines = self.item.comms if self.item else ()
        return next((line for line in lines if line.id == self.at), None)

    # -- at work ------------------------------------------------------------------------------

    def begin(self) -> None:
        if self.message.isHidden():
            self.way.button(NOTHING).setFocus()
        else:
            self.message.setFocus()

    def finish(self) -> None:
        self.message.keep_what_waits()
        line = self._line()
        if line is not None and not self.message.words:
            self.keep(RemoveComms(line.id, line.version))

    def _keep(self) -> None:
        """All of it in one step; nothing before the message has its first words."""
        text = self.message.words
        view = self.page.view
        if self.item is None or view is None or not text:
            return
        values: dict[str, Any] = {
            "message": text,
            "channels": tuple(name for name, box in self.channels.items() if box.isChecked()),
            "ward_panels": self.panels.isChecked(),
            "organisation_id": self.lead.key,
        }
        line = self._line()
        if line is None:
            done = self.keep(RecordComms(view.meeting.id, self.item.id, **values))
            self.at = done.created if done else None
            self.page.show_again()
        elif any(getattr(line, name) != value for name, value in values.items()):
            self.keep(EditComms(line.id, line.version, **values))

    def _choose_way(self, way: str) -> None:
        if self.item is not None:
            self.message.keep_what_waits()
            self.keep(SayNoComms(self.item.id, way == NOTHING))
            self.begin()

    def _show_every_channel(self) -> None:
        self.every_channel = True
        self.page.show_again()
        next(iter(self.channels.values()), self.panels).setFocus(Qt.FocusReason.OtherFocusReason)

    def open_entry(self, entry_id: int) -> None:
        self.message.keep_what_waits()
        self.at = entry_id
        line = self._line()
        self.message.begin_with(line.message if line else "")
        self.page.show_again()
        self.message.setFocus()

    def remove_entry(self, entry_id: int) -> None:
        lines = self.item.comms if self.item else ()
        line = next((one for one in lines if one.id == entry_id), None)
        if line is not None:
            self.run(RemoveComms(line.id, line.version))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a channel ticks it."""
        box = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers()
        if enter and isinstance(box, QCheckBox):
            box.click()
        else:
            super().keyPressEvent(event)


def _where(line: CommsLine) -> str:
    names = [*(["Ward panels"] if line.ward_panels else []), *line.channels]
    return names[0] if len(names) == 1 else f"{len(names)} channels" if names else ""
