"""Action tracking worked by keyboard on real rows: filters, groups, every form, undo, chasers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cspdesk.actions.grouping import GroupBy
from cspdesk.actions.queries import action, open_actions
from cspdesk.desk import Desk
from db.vocabulary import ActionState
from ui.actions.forms import AT_MEETING
from ui.actions.page import ActionsPage
from ui.pages import PageSpec

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
PAGES = [PageSpec("actions", "Action tracking", "Ctrl+4", ActionsPage)]

MakePage = Callable[..., ActionsPage]


@pytest.fixture
def make_page(qtbot: QtBot, tmp_path: Path) -> Iterator[MakePage]:
    desks: list[Desk] = []

    def make(*, sample: bool = True) -> ActionsPage:
        desk = a_desk(tmp_path / "file", sample=sample, preset="haringey" if sample else "blank")
        desks.append(desk)
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("actions")
        page = window.open_pages["actions"]
        assert isinstance(page, ActionsPage)
        return page

    yield make
    for desk in desks:
        desk.close()


@pytest.fixture
def page(make_page: MakePage) -> ActionsPage:
    made = make_page()
    made.actions.list.setFocus()
    return made


def shown(page: ActionsPage) -> list[str]:
    return [line.ref for line in page.actions.list.rows.records()]


def choose(page: ActionsPage, ref: str) -> None:
    lines = page.actions.list.rows.records()
    assert page.actions.list.choose(next(line.id for line in lines if line.ref == ref))


def form_of(page: ActionsPage, qtbot: QtBot, key: Qt.Key) -> Any:
    """The form that a key opens over the list."""
    qtbot.keyClick(page.actions.list, key)
    form: Any = page.actions.form
    assert form is not None
    assert form.isVisible()
    assert_reachable(form)
    assert same_alt_keys(form) == []
    return form


def test_the_list_shows_the_log_overdue_first(page: ActionsPage) -> None:
    log = page.desk.ask(open_actions)
    assert sorted(shown(page)) == sorted(line.ref for line in log.lines)
    assert page.tabs.button("actions").accessibleName() == "Actions 16 open"
    groups = page.actions.list.rows.groups()
    assert groups[0].spoken == (
        "London Community Rehabilitation Company, 2 open, 1 overdue, 0 of 2 closed"
    )
    assert page.actions.list.current_record().ref == "2.08"
    assert page.actions.inspector.title.text() == "Name a board member who can commit resources"
    QAbstractItemModelTester(page.actions.list.rows)


@pytest.mark.parametrize(
    ("segment", "count"), [("overdue", 7), ("soon", 4), ("closed", 31), ("open", 16)]
)
def test_segments_show_what_they_count(page: ActionsPage, segment: str, count: int) -> None:
    button = page.actions.show_.button(segment)
    button.click()
    assert len(shown(page)) == count
    assert button.accessibleName().endswith(f" {count}")


@pytest.mark.parametrize("by", GroupBy)
def test_the_log_is_grouped_without_losing_the_chosen_action(
    page: ActionsPage, by: GroupBy
) -> None:
    choose(page, "3.04")
    before = sorted(shown(page))
    page.actions.by.choose(by)
    assert sorted(shown(page)) == before
    assert page.actions.list.current_record().ref == "3.04"
    assert page.actions.list.isColumnHidden(2) is (by is GroupBy.PARTNER)


def test_another_grouping_fills_the_list_at_once_and_a_change_only_what_it_touches(
    page: ActionsPage, qtbot: QtBot
) -> None:
    model = page.actions.list.rows
    tester = QAbstractItemModelTester(model)
    filled: list[str] = []
    model.modelReset.connect(lambda: filled.append("afresh"))
    model.rowsMoved.connect(lambda *_: filled.append("one by one"))
    page.actions.by.choose(GroupBy.STATE)
    page.actions.show_.button("closed").click()
    page.actions.show_.button("open").click()
    assert filled == ["afresh"] * 3
    choose(page, "3.05")
    form = form_of(page, qtbot, KEY.Key_U)
    qtbot.keyClicks(form.text, "Begun")
    form.save.click()
    assert filled == ["afresh"] * 3
    assert page.actions.list.current_record().update_words == "9 Feb: Begun"
    assert tester.model() is model


def test_a_group_that_was_closed_stays_closed_when_the_list_is_filled_afresh(
    page: ActionsPage,
) -> None:
    view = page.actions.list
    choose(page, "3.04")  # the group of the chosen action would open for it
    view.collapse(view.proxy.index(0, 0))
    page.actions.search.setText("a")
    page.actions._filter_changed()
    assert not view.isExpanded(view.proxy.index(0, 0))
    assert view.isExpanded(view.proxy.index(1, 0))


def test_typing_filters_and_esc_brings_all_back(page: ActionsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.actions.list, KEY.Key_F, CTRL)
    assert page.actions.search.hasFocus()
    qtbot.keyClicks(page.actions.search, "panels offer")
    qtbot.keyClick(page.actions.search, KEY.Key_Return)
    assert shown(page) == ["3.04"]
    assert page.actions.inspector.reference.text() == "Action 3.04"
    qtbot.keyClicks(page.actions.search, " nothing like it")
    qtbot.keyClick(page.actions.search, KEY.Key_Return)
    assert shown(page) == []
    assert page.actions.list.empty_text == "Nothing matches the filter."
    assert page.actions.inspector.card is None
    qtbot.keyClick(page.actions.search, KEY.Key_Escape)
    qtbot.keyClick(page.actions.search, KEY.Key_Return)
    assert len(shown(page)) == 16


def test_boards_and_priorities_narrow_the_list(page: ActionsPage) -> None:
    page.actions.boards.choose(3)
    assert {line.agreed_at_id for line in page.actions.list.rows.records()} == {3}
    page.actions.priorities.setCurrentIndex(1)
    lines = page.actions.list.rows.records()
    assert lines
    assert {line.priority_id for line in lines} == {page.actions.priorities.key}


def test_an_action_is_added_by_keyboard_and_chosen(page: ActionsPage, qtbot: QtBot) -> None:
    form = form_of(page, qtbot, KEY.Key_A)
    assert form.focusWidget() is form.text
    form.save.click()
    assert form.fields.field("text").problem.text() == "Say what is to be done."
    qtbot.keyClicks(form.text, "Ask O'Neill's team")
    form.lead.setText("Şükrü’s office")
    form.agreed.choose(3)
    form.due.day.set_day(date(2016, 11, 1))
    form.save.click()
    assert "before the meeting that agreed it" in form.fields.field("due_on").problem.text()
    form.due.kind.choose(AT_MEETING)
    form.due.meeting.choose(4)
    form.save.click()
    line = page.actions.list.current_record()
    assert (line.text, line.lead, line.ref) == ("Ask O'Neill's team", "Şükrü’s office", "3.20")
    assert line.due_on == date(2017, 2, 23)
    page.operations.undo()
    assert len(shown(page)) == 16


def test_an_update_is_recorded_and_corrected(page: ActionsPage, qtbot: QtBot) -> None:
    choose(page, "3.05")
    form = form_of(page, qtbot, KEY.Key_U)
    form.save.click()
    assert form.fields.field("text").problem.text() == "Write what the owner says."
    qtbot.keyClicks(form.text, "List begun")
    form.part_done.setChecked(True)
    form.save.click()
    line = page.actions.list.current_record()
    assert (line.ref, line.update_words) == ("3.05", "9 Feb: List begun")
    assert line.state is ActionState.PART_DONE
    step = page.actions.inspector.history.steps[0]
    link = page.actions.inspector.history.link(step.key)
    assert link is not None
    link.click()
    correcting: Any = page.actions.form
    correcting.text.setPlainText("List done")
    correcting.save.click()
    assert page.actions.list.current_record().update_words == "9 Feb: List done"


def test_a_chase_is_recorded_and_answered(page: ActionsPage, qtbot: QtBot) -> None:
    choose(page, "3.04")
    form = form_of(page, qtbot, KEY.Key_C)
    assert form.whom.text() == "Superintendent, Neighbourhoods"
    qtbot.keyClicks(form.text, "Three panels?")
    form.save.click()
    assert page.actions.list.current_record().chases == 1
    step = page.actions.inspector.history.steps[0]
    assert (step.title, step.link) == ("Chased by phone", "Answer…")
    page.actions.do_step(step.key)
    answering: Any = page.actions.form
    assert_reachable(answering)
    qtbot.keyClicks(answering.answer, "By Friday")
    answering.save.click()
    after = page.actions.inspector.history.steps[0]
    assert "Answered 9 Feb: By Friday" in after.words
    assert after.link == ""


def test_a_date_moves_and_the_old_one_stays_in_sight(page: ActionsPage, qtbot: QtBot) -> None:
    choose(page, "3.04")
    form = form_of(page, qtbot, KEY.Key_M)
    form.due.day.set_day(date(2017, 3, 10))
    qtbot.keyClicks(form.reason, "Panels meet in March")
    form.save.click()
    card = page.actions.inspector.card
    assert card is not None
    assert card.was_words == "First due Fri 20 Jan 2017"
    facts = page.actions.inspector.facts.findChildren(QWidget)
    assert any("First due Fri 20 Jan 2017" in fact.accessibleName() for fact in facts)
    assert not card.line.standing.is_overdue


def test_everything_about_an_action_is_edited_in_one_form(page: ActionsPage, qtbot: QtBot) -> None:
    choose(page, "3.04")
    before = page.actions.inspector.card
    form = form_of(page, qtbot, KEY.Key_F2)
    assert form.command().due_on == date(2017, 1, 20)
    form.save.click()  # nothing changed: no step, nothing said
    assert page.actions.inspector.card == before
    form = form_of(page, qtbot, KEY.Key_F2)
    form.supporting.ticks["London CRC"].setChecked(True)
    form.save.click()
    kept = page.actions.list.current_record().supporting
    assert kept == "Probation (NPS), London CRC"
    assert page.actions.list.current_record().ref == "3.04"


def test_an_action_is_closed_with_evidence_and_opened_again(
    page: ActionsPage, qtbot: QtBot
) -> None:
    choose(page, "3.04")
    form = form_of(page, qtbot, KEY.Key_D)
    form.save.click()
    assert form.fields.field("evidence").problem.text() == "Say how we know that it is done."
    qtbot.keyClicks(form.evidence, "Eight notes received")
    form.save.click()
    assert "3.04" not in shown(page)
    page.actions.show_.button("closed").click()
    choose(page, "3.04")
    assert page.actions.inspector.buttons["close"].isHidden()
    form = form_of(page, qtbot, KEY.Key_O)
    qtbot.keyClicks(form.reason, "One panel was missed")
    form.save.click()
    page.actions.show_.button("open").click()
    assert "3.04" in shown(page)


def test_a_duplicate_is_found_by_its_reference(page: ActionsPage, qtbot: QtBot) -> None:
    choose(page, "3.10")
    form = form_of(page, qtbot, KEY.Key_D)
    assert not form.successor.isVisible()
    form.choose(ActionState.DUPLICATE)
    assert form.successor.isVisible()
    form.save.click()
    assert "duplicate of" in form.fields.field("successor_id").problem.text()
    form.successor.setText("99.9")
    form.save.click()
    assert form.fields.field("successor_id").problem.text() == "There is no action “99.9”."
    form.successor.setText("3.02")
    form.save.click()
    closed = page.desk.ask(action, form.card.id)
    assert closed is not None
    assert closed.line.successor == "3.02"


def test_what_is_closed_is_neither_chased_nor_moved(page: ActionsPage, qtbot: QtBot) -> None:
    page.actions.show_.button("closed").click()
    page.actions.form = None
    page.actions.list.setFocus()
    for key in (KEY.Key_C, KEY.Key_M, KEY.Key_D):
        qtbot.keyClick(page.actions.list, key)
    assert page.actions.form is None


def test_drafts_are_written_for_chosen_partners_and_recorded(
    page: ActionsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.chasers_button.click()
    dialog = page.chasers
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    assert len(dialog.reminders) == 6
    crc = next(one for one in dialog.reminders if one.partner.short_name == "London CRC")
    dialog.list.choose(crc.partner.organisation_id)
    dialog.copy.click()
    assert QGuiApplication.clipboard().text() == crc.draft.text
    qtbot.keyClick(dialog.list, KEY.Key_Space)
    assert dialog.write.text() == "Write 5 drafts"
    dialog.folder.setText(str(tmp_path / "nowhere"))
    assert dialog.write_drafts() == ()
    assert "not there" in dialog.fields.field("folder").problem.text()
    folder = tmp_path / "drafts"
    folder.mkdir()
    dialog.folder.setText(str(folder))
    wanted = {line.ref for one in dialog.chosen() for line in one.partner.actions}
    dialog.write.click()
    files = sorted(folder.glob("*.eml"))
    assert len(files) == 5
    assert all(message_from_bytes(file.read_bytes())["X-Unsent"] == "1" for file in files)
    chased = {line.ref for line in page.desk.ask(open_actions).lines if line.chases}
    assert chased == wanted
    assert "2.08" not in chased
    page.operations.undo()
    assert not any(line.chases for line in page.desk.ask(open_actions).lines)


def test_days_that_are_no_number_are_refused_beside_the_field(page: ActionsPage) -> None:
    page.draft_chasers()
    dialog = page.chasers
    dialog.days.setText("soon")
    dialog.read()
    assert "whole number" in dialog.fields.field("days").problem.text()
    dialog.days.setText("30")
    dialog.read()
    assert dialog.fields.field("days").problem.text() == ""
    dialog.reject()


def test_a_target_leads_to_an_action_whatever_is_filtered(page: ActionsPage) -> None:
    page.actions.search.setText("nothing at all")
    page.actions._filter_changed()
    key = next(line.id for line in page.desk.ask(open_actions).lines if line.ref == "3.09")
    page.show_target(f"action:{key}")
    assert page.actions.list.current_record().ref == "3.09"


def test_an_earlier_cycle_shows_what_its_board_agreed(page: ActionsPage) -> None:
    page.context.cycle.choose(2)
    page.refresh(None)
    assert page.actions.boards.key is not None
    assert {line.agreed_at_id for line in page.actions.list.rows.records()} == {
        page.actions.boards.key
    }
    page.context.cycle.choose(None)
    page.refresh(None)
    assert len(shown(page)) == 16


def test_every_control_has_a_name_and_tab_reaches_it(page: ActionsPage) -> None:
    assert_reachable(page.window())


def test_a_file_without_actions_says_what_to_do(make_page: MakePage, qtbot: QtBot) -> None:
    page = make_page(sample=False)
    assert shown(page) == []
    assert page.actions.list.empty_text == "No action is open. Press A to add one."
    assert page.actions.inspector.card is None
    page.actions.list.setFocus()
    qtbot.keyClick(page.actions.list, KEY.Key_U)
    assert page.actions.form is None
    assert_reachable(page.window())
