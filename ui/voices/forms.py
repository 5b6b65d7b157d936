"""The forms of community voice: a voice, what was done with it, a ward or community."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit

from db.vocabulary import Publicity, VoiceSource
from ui.theme import label
from ui.widgets.days import DayEdit
from ui.widgets.forms import Choice, FormDialog, Words, completed

if TYPE_CHECKING:
    from datetime import date

    from cspdesk.commanding import Command
    from cspdesk.voices.queries import PlaceLine, VoiceChoices, VoiceLine
    from ui.widgets.page import Page

_NOT_YET, _ON_DAY = "later", "day"


class VoiceForm(FormDialog):
    """What was said, by whom in general terms, and what it is about."""

    def __init__(self, page: Page, cycle_id: int, line: VoiceLine | None = None) -> None:
        from cspdesk.voices.personal import REMINDER
        from cspdesk.voices.queries import voice_choices

        title = "Change the voice" if line else "Keep a voice"
        super().__init__(page.operations, title, page.window())
        self.line, self.cycle_id = line, cycle_id
        reminder = label(REMINDER, "body", "second")
        reminder.setWordWrap(True)
        self.box.addWidget(reminder)
        self._make(page, page.desk.ask(voice_choices, line.cycle_id if line else cycle_id))
        self.place(
            [("said", "&What was said", self.said)],
            [("by_whom", "&By whom, in general terms", self.by_whom)],
            [("heard_on", "&Heard on", self.day), ("source", "H&ow", self.source)],
            [("ward_id", "War&d", self.ward), ("place", "&Place", self.place_)],
            [("community_id", "&Community", self.community), ("theme", "&Theme", self.theme)],
            [("item_id", "Agenda &item", self.item), ("priority_id", "P&riority", self.priority)],
            [
                ("indicator_id", "&KPI", self.indicator),
                ("publicity", "Who &may read it", self.readers),
            ],
        )
        self.no_name = QCheckBox("What looks like a name is &no person’s name")
        self.box.addWidget(self.no_name)
        self.finish("Save" if line else "Keep it")
        self.said.setFocus()

    def _make(self, page: Page, choices: VoiceChoices) -> None:
        line = self.line
        self.said = Words(line.said if line else "", 3)
        self.by_whom = QLineEdit(line.by_whom if line else "")
        self.day = DayEdit(line.heard_on if line else page.desk.today)
        source = line.source if line else VoiceSource.CONVERSATION
        self.source = Choice([(one, one.label) for one in VoiceSource], source)
        self.ward = Choice(choices.wards, line.ward_id if line else None, "No ward")
        self.place_ = QLineEdit(line.place if line else "")
        chosen = line.community_id if line else None
        self.community = Choice(choices.communities, chosen, "None named")
        self.theme = completed(line.theme if line else "", choices.themes)
        self.item = Choice(choices.items, line.item_id if line else None, "No item")
        self.priority = Choice(choices.priorities, line.priority_id if line else None, "None")
        self.indicator = Choice(choices.indicators, line.indicator_id if line else None, "None")
        may_read = [(one, one.label) for one in Publicity]
        self.readers = Choice(may_read, line.publicity if line else None, "As the partnership")

    def command(self) -> Command:
        from cspdesk.voices.commands import AddVoice, EditVoice

        words = {
            "heard_on": self.day.day,
            "source": self.source.key,
            "said": self.said.words,
            "by_whom": self.by_whom.text(),
            "place": self.place_.text(),
            "ward_id": self.ward.key,
            "community_id": self.community.key,
            "theme": self.theme.text(),
            "item_id": self.item.key,
            "priority_id": self.priority.key,
            "indicator_id": self.indicator.key,
            "publicity": self.readers.key,
            "no_name": self.no_name.isChecked(),
        }
        if self.line is None:
            return AddVoice(self.cycle_id, **words)
        return EditVoice(self.line.id, self.line.version, **words)


class AnswerForm(FormDialog):
    """What the partnership did with what was said."""

    def __init__(self, page: Page, line: VoiceLine) -> None:
        super().__init__(page.operations, "You said, we did", page.window())
        self.line = line
        said = label(f"“{line.said}”", "body", "second")
        said.setWordWrap(True)
        self.box.addWidget(said)
        self.did = Words(line.did, 3)
        done = _ON_DAY if line.did_on or not line.did else _NOT_YET
        self.when = Choice([(_ON_DAY, "Done on a day"), (_NOT_YET, "Still to be done")], done)
        self.day = DayEdit(line.did_on or page.desk.today)
        self.place(
            [("did", "&What we did, or why nothing can be done", self.did)],
            [("when", "D&one", self.when), ("did_on", "Da&y", self.day)],
        )
        self.when.currentIndexChanged.connect(lambda _place: self._show_day())
        self._show_day()
        self.finish("Save")
        self.did.setFocus()

    def _show_day(self) -> None:
        self.fields.field("did_on").setVisible(self.when.key == _ON_DAY)

    def command(self) -> Command:
        from cspdesk.voices.commands import AnswerVoice

        did_on: date | None = self.day.day if self.when.key == _ON_DAY else None
        return AnswerVoice(self.line.id, self.line.version, self.did.words, did_on)


class PlaceForm(FormDialog):
    """A ward with its panel, or a community."""

    def __init__(self, page: Page, *, ward: bool, line: PlaceLine | None = None) -> None:
        noun = "ward" if ward else "community"
        title = f"Change the {noun}" if line else f"Add a {noun}"
        super().__init__(page.operations, title, page.window())
        self.ward, self.line = ward, line
        self.name = QLineEdit(line.heard.name if line else "")
        self.panel = QLineEdit(line.panel if line else "")
        self.place([("name", "&Name", self.name)])
        if ward:
            self.place([("panel", "&Police Ward Panel: when and where it meets", self.panel)])
        self.finish("Save" if line else "Add it")
        self.name.setFocus()

    def command(self) -> Command:
        from cspdesk.voices.place_commands import AddCommunity, AddWard, EditCommunity, EditWard

        name, panel, line = self.name.text(), self.panel.text(), self.line
        if self.ward:
            made = AddWard(name, panel)
            return EditWard(line.id, line.version, name, panel) if line else made
        return EditCommunity(line.id, line.version, name) if line else AddCommunity(name)
