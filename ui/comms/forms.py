"""The forms of comms: a new message, through which channels it goes, where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ui.theme import label, theme
from ui.widgets.days import DayEdit
from ui.widgets.fields import Field
from ui.widgets.forms import Choice, FormDialog, Words
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.comms.records import CommsMessage, CommsPlan, PartnerChannels
    from ui.widgets.page import Page

WARD_PANELS = "Police Ward Panels"


class MessageForm(FormDialog):
    """A message of an item, or beside the agenda."""

    def __init__(self, page: Page, plan: CommsPlan, item_id: int | None) -> None:
        super().__init__(page.operations, "Add a message", page.window())
        self.meeting_id = plan.meeting.id
        items = {
            line.item_id: f"{line.item_number} {line.item_title}"
            for line in plan.lines
            if line.item_id is not None
        }
        self.item = Choice(items.items(), item_id, none="Beside the agenda")
        self.message, self.audience = Words(lines=4), QLineEdit()
        self.place(
            [("item_id", "&Item", self.item)],
            [("message", "The &message, in the words that people are to read", self.message)],
            [("audience", "&For whom", self.audience)],
        )
        self.finish("Add")
        self.message.setFocus()

    def command(self) -> Command:
        from cspdesk.comms.commands import RecordComms

        return RecordComms(self.meeting_id, self.item.key, self.message.words, self.audience.text())


class ChannelsForm(FormDialog):
    """Ticks for the channels of every partner, the ward panels, and a line for any other."""

    def __init__(
        self, page: Page, message: CommsMessage, offered: tuple[PartnerChannels, ...]
    ) -> None:
        super().__init__(page.operations, "Which channels carry it", page.window())
        self.message = message
        self.ticks: dict[str, QCheckBox] = {}
        self.panels = QCheckBox(WARD_PANELS)
        self.panels.setChecked(message.ward_panels)
        self.box.addWidget(self.panels)
        self.box.addWidget(
            self.fields.add("channels", Field("Channels of partners", self._list(offered)))
        )
        known = set(self.ticks)
        others = ", ".join(name for name in message.channels if name not in known)
        self.other = QLineEdit(others)
        self.place([("other", "&Other channels, with commas between", self.other)])
        self.finish("Save")
        self.panels.setFocus()

    def _list(self, offered: tuple[PartnerChannels, ...]) -> QWidget:
        host = QWidget()
        column = QVBoxLayout(host)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(3))
        for partner in offered:
            column.addWidget(label(partner.organisation, "label-strong", "second"))
            for name in partner.channels:
                column.addWidget(self._tick(name, partner.organisation))
        if not offered:
            column.addWidget(label("No partner has named a channel yet.", "label", "second"))
        scroll = Scroll(host)
        scroll.setFixedHeight(min(host.sizeHint().height(), theme().px(340)) + theme().px(4))
        return scroll

    def _tick(self, name: str, organisation: str) -> QCheckBox:
        # Two partners may own a channel of one name: one tick is enough.
        tick = self.ticks.get(name) or QCheckBox(name.replace("&", "&&"))
        tick.setChecked(name in self.message.channels)
        tick.setAccessibleDescription(organisation)
        self.ticks[name] = tick
        return tick

    @property
    def chosen(self) -> tuple[str, ...]:
        ticked = [name for name, tick in self.ticks.items() if tick.isChecked()]
        others = [part.strip() for part in self.other.text().split(",") if part.strip()]
        return tuple(dict.fromkeys((*ticked, *others)))

    def command(self) -> Command:
        from cspdesk.comms.commands import EditComms

        return EditComms(
            self.message.id,
            self.message.version,
            channels=self.chosen,
            ward_panels=self.panels.isChecked(),
        )


class PublishForm(FormDialog):
    """Where and when a message was published."""

    def __init__(self, page: Page, message: CommsMessage) -> None:
        super().__init__(page.operations, "Where it was published", page.window())
        self.message = message
        named = ", ".join(message.all_channels)
        self.where = QLineEdit(message.published_where or named)
        self.where.setCursorPosition(0)
        self.day = DayEdit(message.published_on or page.desk.today)
        self.place(
            [("where", "&Where", self.where)],
            [("on", "&On", self.day)],
        )
        self.finish("Mark as published")
        self.where.setFocus()

    def command(self) -> Command:
        from cspdesk.comms.commands import MarkPublished

        return MarkPublished(self.message.id, self.message.version, self.where.text(), self.day.day)
