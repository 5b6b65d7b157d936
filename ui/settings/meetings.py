"""Meetings and steps: what a Board starts with, how far each step is from it, how minutes count."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.settings.form import NumberField, SettingsForm
from ui.widgets.inspector import wrapped
from ui.widgets.notes import Note
from ui.widgets.pane import Scroll

if TYPE_CHECKING:
    from cspdesk.commanding import Command
    from cspdesk.meetings.replanning import CycleReplan
    from cspdesk.meetings.rules import Step
    from cspdesk.settings.queries import PartnershipCard
    from ui.settings.page import SettingsPage
    from ui.settings.replanning import ReplanDialog

# How minutes are numbered: the form's names are those of the rules that may refuse.
_NUMBERING = {"style": "minute_numbering", "prefix": "minute_prefix"}
# Field of the command, the step it sets, what is counted.
_STEPS = (
    ("pmg_before", "pmg", "PMG: working days before the Board"),
    ("executive_before", "executive", "Executive: working days before the Board"),
    ("clear_days", "papers", "Papers out: clear working days before the Board"),
    ("minutes_after", "minutes", "Minutes and actions: working days after the Board"),
    ("report_backs_after", "report_backs", "Report-backs: working days after the Board"),
)


class MeetingsView(QWidget):
    """The first view of the settings."""

    def __init__(self, page: SettingsPage) -> None:
        super().__init__()
        self.page = page
        self.card: PartnershipCard | None = None
        self.dialog: ReplanDialog | None = None
        self.steps: dict[str, NumberField] = {}
        self.form = SettingsForm(page.operations, self._command, self.refresh)
        self._add_board()
        self._add_steps()
        self._add_minutes()
        self.form.box.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(Scroll(self.form))

    # -- making -------------------------------------------------------------------------------

    def _add_board(self) -> None:
        form = self.form
        form.heading("A new Board", "Each Board can be given others when its cycle is planned.")
        form.row(
            (form.number("meeting_minutes", "&Minutes available"), 1),
            (form.number("item_limit", "&Items at most"), 1),
            (form.number("decision_aim", "Time on &decisions", "per cent, or more"), 1),
        )

    def _add_steps(self) -> None:
        form = self.form
        form.heading("Steps of a cycle")
        self.whose = wrapped("", "label", "second")
        form.box.addWidget(self.whose)
        for name, step, words in _STEPS:
            self.steps[step] = form.number(name, words)
            form.box.addWidget(self.steps[step])
        self.offer = Note("", "", "Re-plan the cycles to come…", keep="", info=True)
        self.offer.accepted.connect(self.replan)
        form.box.addWidget(self.offer)
        form.heading("Reminders")
        form.box.addWidget(
            form.number(
                "remind_before",
                "&Remind",
                "days before an action or a report-back is due",
            )
        )

    def _add_minutes(self) -> None:
        from cspdesk.minutes.rules import NUMBERINGS

        form = self.form
        form.heading("Numbers of minutes", "Drafts are numbered anew; what went out keeps its own.")
        styles = [(words, style) for style, words in NUMBERINGS]
        form.row(
            (form.choice("style", "Minutes are &numbered", styles), 2),
            (form.line("prefix", "&Letters in front"), 1),
        )

    # -- showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        from cspdesk.minutes.rules import PREFIX
        from cspdesk.settings.queries import partnership

        self.card = card = self.page.desk.ask(partnership)
        names = [*self.form.lines, *self.form.choices]
        kept = {name: getattr(card, _NUMBERING.get(name, name)) for name in names}
        self.form.show_values(kept)
        self.form.places["prefix"].setVisible(card.minute_numbering == PREFIX)
        self._show_steps()
        self._show_offer()

    def _show_steps(self) -> None:
        from cspdesk.calendar import short_date
        from cspdesk.meetings.replanning import steps_of_next_board

        counted = self.page.desk.ask(steps_of_next_board)
        if counted is None:
            self.whose.setText("No Board is planned: the days appear here once one is.")
            for field in self.steps.values():
                field.after.setText("")
            return
        board = short_date(counted.board_on, year=True)
        self.whose.setText(
            f"With the days they give for the Board of {board}. Weekends and England’s bank "
            "holidays do not count; nor do the day of issue and the day of the Board for papers."
        )
        for day in counted.days:
            if day.step.value in self.steps:
                words = f"{short_date(day.on, year=True)}, counting {day.counted}"
                self.steps[day.step.value].after.setText(words)

    def _show_offer(self) -> None:
        from cspdesk.meetings.replanning import cycles_to_replan

        found = self.page.desk.ask(cycles_to_replan)
        moving = {line.step for one in found for line in one.lines}
        self.offer.setVisible(bool(found))
        self.offer.question.setText(f"{_named(found)} planned otherwise: {_listed(moving)}.")
        self.offer.consequence.setText(
            "Nothing moves by itself. You see what would move before it does."
        )
        why = self.page.operations.refusal
        self.offer.action.set_allowed(not why, why)

    # -- doing --------------------------------------------------------------------------------

    def _command(self, name: str, value: Any) -> Command:
        from cspdesk.minutes.numbering_commands import SetMinuteNumbering
        from cspdesk.settings.commands import SetMeetingDefaults

        card = self.card
        assert card is not None
        if name in _NUMBERING:
            return SetMinuteNumbering(card.id, card.version, *self._numbering(name, value))
        changed: dict[str, Any] = {name: value}
        return SetMeetingDefaults(card.id, card.version, **changed)

    def _numbering(self, name: str, value: str) -> tuple[str, str]:
        """Style and prefix; letters that were never given are those that most use."""
        from cspdesk.minutes.rules import PREFIX

        card = self.card
        assert card is not None
        if name == "prefix":
            return card.minute_numbering, value
        needs = value == PREFIX and not card.minute_prefix
        return value, "CSP" if needs else card.minute_prefix

    def replan(self) -> None:
        """Show what would move, and move it when that is wanted."""
        from ui.settings.replanning import ReplanDialog

        if self.page.operations.refuse():
            return
        self.dialog = ReplanDialog(self.page)
        self.dialog.open()

    # -- the page's questions -----------------------------------------------------------------

    def panes(self) -> list[QWidget]:
        return [self.form]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "keep"), ("Esc", "as it was")]


def _named(found: tuple[CycleReplan, ...]) -> str:
    from cspdesk.calendar import short_date

    if len(found) == 1:
        return f"The Board of {short_date(found[0].board_on, year=True)} is"
    return f"{len(found)} cycles to come are"


def _listed(moving: set[Step]) -> str:
    from cspdesk.meetings.rules import Step
    from cspdesk.phrases import joined

    return joined([step.label for step in Step if step in moving])
