"""Is the agenda ready? Every check as a sentence, its fix a key away, and what was overruled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cspdesk.charts.mark_names import MarkName
from ui.agenda.prompts import LinePrompt
from ui.delegates.cells import Lines, Piece
from ui.models.columns import Column
from ui.models.rows import RowsModel
from ui.theme import label, theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.pane import Pane, Section
from ui.widgets.tables import RowsView

if TYPE_CHECKING:
    from cspdesk.agenda.checks import Check
    from db.changes import ChangeSet
    from ui.agenda.page import AgendaPage

FIX = "fix"


def check_cell(check: Check) -> Lines:
    """The sentence with its weight, what stands behind it, and the fix at the right."""
    mark, tone = (MarkName.RED, "red") if check.must else (MarkName.AMBER, "amber")
    if check.met:
        mark, tone = MarkName.DONE, "second"
    second = check.detail
    if check.overruled:
        second = f"Overruled: {check.overruled}"
    met = check.met and not check.overruled
    words = Piece(check.sentence, tone="second" if met else "", style="body" if met else "strong")
    fix = Piece(check.fix, tone="accent", style="label-strong", link=FIX)
    return Lines(
        (Piece("", mark, tone), words),
        (Piece(second or weight_words(check), tone="second"),),
        right_second=None if check.met or not check.fix else fix,
    )


def weight_words(check: Check) -> str:
    if check.overruled:
        return "overruled"
    return "Met" if check.met else "Must be met" if check.must else "Should be met"


def spoken(check: Check) -> str:
    parts = (check.sentence, check.detail, weight_words(check), check.overruled)
    return ", ".join(part for part in parts if part)


class ReadinessView(Pane):
    """The checks of the agenda shown: those in the way first, then those met or overruled."""

    def __init__(self, page: AgendaPage) -> None:
        super().__init__()
        self.setAccessibleName("Readiness")
        self.page, self.operations = page, page.operations
        columns: list[Column[Check]] = [
            Column("Check", lambda check: check.sentence, cell=check_cell, spoken=spoken)
        ]
        model: RowsModel[Check] = RowsModel(columns, key=lambda check: check.key)
        self.list = RowsView(model, name="Checks", kind="next", sortable=False, header=False)
        self.list.set_empty_text("No Board is planned yet, so there is nothing to check.")
        self.prompt = LinePrompt(
            "Why do the papers go out all the same?", "Overrule", ("reason", "")
        )
        self.standing = label("", "strong")
        self.standing.setWordWrap(True)
        self.past = label("", "label", "second")
        self.past.setWordWrap(True)
        self.overrule_button = SecondaryButton("Overrule…", self._overrule_chosen)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head, foot = Section(), Section(line=False)
        head.box.addWidget(self.standing)
        foot.box.addWidget(self.past)
        self.add(head)
        self.add(self.list, 1)
        self.add(self.prompt)
        self.add(foot)
        self.foot = foot
        self.focus_target = self.list
        self.list.setMinimumHeight(theme().px(80))

    def _connect(self) -> None:
        self.list.record_opened.connect(self.fix)
        self.list.link_pressed.connect(lambda check, _link: self.fix(check))
        self.list.record_chosen.connect(self._allow)
        self.list.add_key("O", self.overrule)
        self.prompt.answered.connect(self._overruled)
        self.prompt.closed.connect(self.list.setFocus)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, _changes: ChangeSet | None) -> None:
        view = self.page.view
        self.list.rows.set_records(view.checks if view else ())
        self.list.choose_first()
        self._allow(self.list.current_record())
        self.standing.setText(self._standing())
        self._show_locks()

    def _standing(self) -> str:
        from cspdesk.agenda.checks import stopping
        from cspdesk.phrases import counted_in_words

        view = self.page.view
        if view is None:
            return ""
        musts, open_ = len(stopping(view.checks)), view.to_clear
        if not open_:
            return "The agenda is ready: every check is met or overruled with a reason."
        verb = "stops" if musts == 1 else "stop"
        stops = f"{counted_in_words(musts, 'check')} {verb} the final papers"
        left = open_ - musts
        asks = "" if not left else f"; {counted_in_words(left, 'other').lower()} should be met"
        return f"{stops}{asks}. Drafts can be made at any time."

    def _show_locks(self) -> None:
        from cspdesk.agenda.plan_queries import locks
        from cspdesk.calendar import date_for

        view, today = self.page.view, self.page.desk.today
        held = self.page.desk.ask(locks, view.meeting.id) if view else ()
        said = []
        for one in held:
            words = f"Locked on {date_for(one.locked_on, today)}"
            if one.unlocked_on:
                words += f", unlocked on {date_for(one.unlocked_on, today)}: {one.reason}"
            said.append(words)
        self.past.setText("\n".join(said))
        self.foot.setVisible(bool(said))

    def _allow(self, check: Check | None) -> None:
        why = self.operations.refusal
        can = check is not None and (not check.met or bool(check.overruled))
        self.overrule_button.setText("Stand again" if check and check.overruled else "Overrule…")
        self.overrule_button.set_allowed(can and not why, why or "This check is met.")

    # -- doing --------------------------------------------------------------------------------

    def fix(self, check: Check) -> None:
        """Lead to the place where it is put right."""
        if not check.met or check.overruled:
            self.page.fix(check.key, check.item_id)

    def _overrule_chosen(self) -> None:
        check = self.list.current_record()
        if check is not None:
            self.overrule(check)

    def overrule(self, check: Check) -> None:
        """Ask why it goes out all the same; one that is overruled stands again."""
        from cspdesk.agenda.readiness_commands import TakeBackOverruling

        view = self.page.view
        if view is None or self.operations.refuse():
            return
        if check.overruled:
            self.operations.run(TakeBackOverruling(view.meeting.id, check.key))
        elif not check.met:
            self.prompt.ask()

    def _overruled(self, reason: str) -> None:
        from cspdesk.agenda.readiness_commands import OverruleCheck

        check, view = self.list.current_record(), self.page.view
        if check is None or view is None:
            return
        command = OverruleCheck(view.meeting.id, check.key, reason)
        if self.operations.run(command, fields=self.prompt.fields) is not None:
            self.prompt.put_away()

    # -- the page's questions -----------------------------------------------------------------

    def tools(self) -> list[QWidget]:
        return [self.overrule_button]

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "fix"), ("O", "overrule, or let it stand again")]

    def panes(self) -> list[QWidget]:
        return [self]

    def show_target(self, key: str) -> None:
        """ "papers": one check."""
        self.list.choose(key)

    def escape(self) -> None:
        if self.prompt.isHidden():
            self.list.setFocus()
        else:
            self.prompt.put_away()
