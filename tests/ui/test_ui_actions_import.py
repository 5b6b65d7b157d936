"""The wizard of action logs and the actions out of minutes, worked as an officer works them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cspdesk.actions.log_columns import Holds
from cspdesk.actions.queries import action, open_actions
from cspdesk.desk import Desk
from db.vocabulary import RowFate
from ui.actions.action_forms import ActionForm
from ui.actions.log_import import LogImport
from ui.actions.minutes_import import MinutesImport
from ui.actions.page import ActionsPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

PAGES = [PageSpec("actions", "Action tracking", "Ctrl+4", ActionsPage)]
TABLE = (
    "No\tAction agreed\tBy whom\tDeadline\tRAG\tNews\n"
    "9.01\tShare the profile, Ms Şükrü\tPolice\t01/03/2017\tOpen\tBegun\n"
    "9.02\tBrief the panels\tMet Police\t15/03/17\tOpen\t\n"
    "9.03\tTell the panels\tMet Police\tnext meeting\tOpen\t\n"
    "9.04\tWrite to Ms O'Neill\t\tasap\tOpen\t\n"
    "9.05\tBuy it\tCouncil\t32/13/2017\tOpen\t\n"
)


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[ActionsPage]:
    desk = a_desk(tmp_path / "file", sample=True, preset="haringey")
    window = MainWindow(
        desk,
        PAGES,
        state=WindowState(tmp_path),
        jobs=InlineRunner(),
        shell=lambda desk, _chosen=None: ShellView(desk.path.stem),
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.go("actions")
    made = window.open_pages["actions"]
    assert isinstance(made, ActionsPage)
    yield made
    desk.close()


def chasers_and_form(page: ActionsPage) -> list[QWidget]:
    page.draft_chasers()
    page.actions.choose(page.desk.ask(open_actions).lines[0].id)
    page.actions.do("edit")
    assert page.actions.form is not None
    return [page.chasers, page.actions.form]


def test_every_control_of_the_dialogs_has_a_name_and_a_key_of_its_own(page: ActionsPage) -> None:
    for dialog in chasers_and_form(page):
        assert_reachable(dialog)
        assert same_alt_keys(dialog) == []


def pasted(page: ActionsPage, text: str = TABLE) -> LogImport:
    page.import_log()
    dialog = page.importing
    assert isinstance(dialog, LogImport)
    QGuiApplication.clipboard().setText(text)
    dialog.paste()
    return dialog


def fates(dialog: LogImport) -> list[str]:
    return [row.fate.value for row in dialog.table.rows.records()]


def refs(desk: Desk) -> dict[str, str]:
    return {line.ref: line.organisation for line in desk.ask(open_actions).lines}


def test_a_pasted_log_is_planned_decided_imported_and_undone(page: ActionsPage) -> None:
    dialog = pasted(page)
    QAbstractItemModelTester(dialog.table.rows)
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    assert fates(dialog) == ["new", "rejected", "rejected", "rejected", "rejected"]
    dialog.next_problem()
    assert dialog.result.text() == "Row 3: rejected. “Met Police” is perhaps Police: confirm it."
    assert dialog.owner.currentText() == "Metropolitan Police, Haringey"
    assert dialog.use.text() == "&Use for 2 rows"
    dialog.use.click()
    assert fates(dialog) == ["new", "new", "new", "rejected", "rejected"]
    dialog.next_problem()
    assert "perhaps Police, as in the row above" in dialog.result.text()
    dialog.owner.choose(1)
    dialog.use.click()
    dialog.next_problem()
    assert not dialog.use.isEnabled()  # a day that cannot be read is not mended by a partner
    assert dialog.apply.text() == "Import 4 actions"
    before = refs(page.desk)
    dialog.apply.click()
    after = refs(page.desk)
    assert {ref: after[ref] for ref in after.keys() - before.keys()} == {
        "9.01": "Police", "9.02": "Police", "9.03": "Police", "9.04": "Council",
    }  # fmt: skip
    page.operations.undo()
    assert refs(page.desk) == before


def test_the_counts_filter_the_rows_and_a_name_can_be_left_out(page: ActionsPage) -> None:
    dialog = pasted(page)
    dialog.band.button(RowFate.REJECTED.value).click()
    assert dialog.table.proxy.rowCount() == 4
    dialog.table.choose(3)
    dialog.leave.click()
    reasons = {row.row: row.reason for row in dialog.table.rows.records()}
    assert reasons[3] == reasons[4] == "Left out, as you chose"


def test_a_column_that_was_not_known_is_told_and_the_board_chosen(page: ActionsPage) -> None:
    dialog = pasted(page)
    assert "Not used: F News" in dialog.outcome.text()
    dialog.column.choose(5)
    dialog.holds.choose(Holds.UPDATE)
    assert dialog.plan is not None
    first = dialog.plan.rows[0].values
    assert first is not None
    assert first.updates == ("Begun",)
    dialog.board.setCurrentIndex(1)
    first = dialog.plan.rows[0].values
    assert first is not None
    assert first.agreed_at_id == dialog.board.key
    assert first.agreed_at_id is not None


@pytest.mark.parametrize(
    ("text", "says"), [("", "nothing to paste"), ("Name\tSize\nA\t1", "has no action log")]
)
def test_what_is_no_action_log_is_said_in_the_dialog(
    page: ActionsPage, text: str, says: str
) -> None:
    dialog = pasted(page, text)
    assert says in dialog.problem.text()
    assert not dialog.apply.isEnabled()


def test_nothing_is_imported_into_a_file_that_is_only_read(
    page: ActionsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(page.operations), "refusal", property(lambda _self: "Only read."))
    dialog = LogImport(page)
    QGuiApplication.clipboard().setText(TABLE)
    dialog.paste()
    assert not dialog.apply.isEnabled()
    dialog.reject()


MINUTES = """
4. BME engagement
The panels shall have the ward profile. (Action: Police)
ACTION: Council to map support by 3 March 2017.
ACTION: Met Police to brief the panels by the next meeting.
Action – Ms Şükrü
"""


def minutes(page: ActionsPage, text: str = MINUTES) -> MinutesImport:
    page.import_minutes()
    dialog = page.importing
    assert isinstance(dialog, MinutesImport)
    dialog.minutes.setPlainText(text)
    dialog.look()
    return dialog


def test_marked_minutes_become_actions_once_each_is_put_right(page: ActionsPage) -> None:
    dialog = minutes(page)
    QAbstractItemModelTester(dialog.list.rows)
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    assert [one.text for one in dialog.proposals][:3] == [
        "The panels shall have the ward profile.", "Map support.", "Brief the panels.",
    ]  # fmt: skip
    assert not dialog.add.isEnabled()
    assert dialog.add.toolTip() == "Action 3: Say whose it is."
    dialog.list.choose(3)
    assert dialog.organisation.currentText() == "Choose a partner"
    assert dialog.organisation.itemText(1) == "Police"  # the likely one is offered first
    dialog.organisation.setCurrentIndex(1)
    model = dialog.list.rows
    model.setData(model.index_of(4), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    dialog.list.choose(1)
    dialog.lead.setText("Ch Insp O’Neill")
    dialog.lead.textEdited.emit("Ch Insp O’Neill")
    assert dialog.add.text() == "Add 3 actions"
    known = {line.id for line in page.desk.ask(open_actions).lines}
    dialog.add.click()
    made = [line for line in page.desk.ask(open_actions).lines if line.id not in known]
    told = {line.text: (line.organisation, line.lead, line.due_on) for line in made}
    assert told == {
        "The panels shall have the ward profile.": ("Police", "Ch Insp O’Neill", None),
        "Map support.": ("Council", "", date(2017, 3, 3)),
        "Brief the panels.": ("Police", "Met Police", date(2017, 2, 23)),
    }
    assert {line.agreed_on for line in made} == {date(2016, 11, 24)}
    again = minutes(page)
    assert [one.source.known_ref != "" for one in again.proposals][:3] == [True] * 3
    page.operations.undo()
    assert {line.id for line in page.desk.ask(open_actions).lines} == known


@pytest.mark.parametrize("text", ["The Board noted the report.", "Nothing more to say about it."])
def test_minutes_without_marks_say_what_to_mark(page: ActionsPage, text: str) -> None:
    dialog = minutes(page, text)
    assert dialog.problem.text().startswith("No action is marked in this text. Write “Action:”")
    assert dialog.list.isHidden()


def test_a_day_before_the_meeting_is_said_beside_the_day(page: ActionsPage) -> None:
    dialog = minutes(page, "ACTION: Council to map support by 3 March 2016.")
    dialog.add.click()
    problem = dialog.fields.field("due_on").findChild(type(dialog.problem))
    assert problem is not None
    assert "is before the meeting that agreed it" in problem.text()


def test_supporting_organisations_are_ticked_and_others_kept_in_words(page: ActionsPage) -> None:
    line = next(one for one in page.desk.ask(open_actions).lines if one.ref == "3.03")
    page.actions.choose(line.id)
    page.actions.do("edit")
    form = page.actions.form
    assert isinstance(form, ActionForm)
    assert form.supporting.text == line.supporting == "Haringey CCG"
    form.supporting.ticks["Police"].setChecked(True)
    form.supporting.others.setText("Street Pastors, ")
    assert not form.supporting.ticks["Council"].isEnabled()  # it leads the action
    form.save.click()
    card = page.desk.ask(action, line.id)
    assert card is not None
    assert card.line.supporting == "Police, Haringey CCG, Street Pastors"


def test_who_is_to_be_reminded_today_is_a_filter_of_the_log(page: ActionsPage) -> None:
    from cspdesk.actions.chase_queries import reminders_due

    due = {line.id for one in page.desk.ask(reminders_due) for line in one.actions}
    page.actions.show_.button("remind").click()
    shown = {line.id for line in page.actions.list.rows.records()}
    assert shown == due
    assert getattr(page.actions.show_.button("remind"), "count", "") == str(len(due))
