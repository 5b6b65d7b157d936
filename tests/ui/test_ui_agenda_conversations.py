"""Conversations with communities in the item's inspector: by button, by key, by a check's fix."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.vocabulary import ConversationWay
from ui.agenda.conversation_forms import ConversationForm, HeardForm
from ui.agenda.conversations import ConversationsSection
from ui.agenda.page import AgendaPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
PAGES = [PageSpec("agenda", "Agenda planning", "Ctrl+2", AgendaPage)]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[AgendaPage]:
    desk = a_desk(tmp_path / "file", sample=True, preset="haringey")
    window = MainWindow(
        desk,
        PAGES,
        state=WindowState(tmp_path),
        jobs=InlineRunner(),
        shell=lambda desk: ShellView(desk.path.stem),
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.go("agenda")
    made = window.open_pages["agenda"]
    assert isinstance(made, AgendaPage)
    made.list.choose(made.list.rows.records()[4].id)
    yield made
    desk.close()


def section(page: AgendaPage) -> ConversationsSection:
    return page.inspector.conversations


def said(page: AgendaPage) -> list[tuple[str, str]]:
    return [(card.community, card.standing.words) for card in section(page).list.rows.records()]


def planned(page: AgendaPage, community: str = "Traders") -> None:
    section(page).plan.click()
    form = section(page).dialog
    assert isinstance(form, ConversationForm)
    form.community.setText(community)
    form.way.choose(ConversationWay.EVENT)
    form.save.click()


def test_a_conversation_is_planned_and_heard_by_its_buttons(page: AgendaPage) -> None:
    planned(page)
    assert said(page) == [("Traders", "Due Wed 15 Feb")]
    section(page).record.click()
    form = section(page).dialog
    assert isinstance(form, HeardForm)
    form.heard.setPlainText("Shutters are dear.")
    form.people.setText("a few")
    form.save.click()
    assert form.fields.field("people").problem.text().startswith("Write a whole number")
    form.people.setText("9")
    form.save.click()
    assert said(page) == [("Traders", "Held Thu 9 Feb, 9 people")]
    assert section(page).said.text() == "Shutters are dear."
    page.operations.undo()
    assert said(page) == [("Traders", "Due Wed 15 Feb")]


def test_what_is_wrong_with_a_plan_is_said_beside_its_field_and_stays(page: AgendaPage) -> None:
    section(page).plan.click()
    form = section(page).dialog
    assert isinstance(form, ConversationForm)
    form.community.setText("Traders")
    form.save.click()
    assert form.fields.field("organisation_id").problem.text() == "Name the partner that asks them."
    assert form.community.text() == "Traders"
    assert_reachable(form)
    form.reject()
    assert said(page) == []


def test_keys_record_change_and_take_away_a_conversation(page: AgendaPage, qtbot: QtBot) -> None:
    planned(page)
    listed = section(page).list
    listed.setFocus()
    qtbot.keyClick(listed, KEY.Key_R)
    assert isinstance(section(page).dialog, HeardForm)
    section(page).dialog.reject()
    qtbot.keyClick(listed, KEY.Key_F2)
    form = section(page).dialog
    assert isinstance(form, ConversationForm)
    form.question.setPlainText("What would bring trade back?")
    form.save.click()
    assert section(page).said.text() == "What would bring trade back?"
    qtbot.keyClick(listed, KEY.Key_Delete)
    assert said(page) == []
    assert section(page).said.text() == "None planned yet."


def test_why_no_views_are_expected_is_asked_only_where_no_conversation_is(page: AgendaPage) -> None:
    part = page.inspector.parts["community_none"]
    part.start_editing()
    part.editor.setPlainText("None expected, because it is about our own seats.")
    part.editor.done.emit()
    assert part.text == "it is about our own seats."
    planned(page)
    assert part.text == ""
    assert part.isHidden() or not part.isVisible()


def test_the_fix_of_a_missing_record_opens_its_form(page: AgendaPage) -> None:
    planned(page)
    item_id = page.inspector.card.id if page.inspector.card else None
    page.fix("heard", item_id)
    form = section(page).dialog
    assert isinstance(form, HeardForm)
    form.reject()
    page.show_target(f"fix:plan:{item_id}")
    assert isinstance(section(page).dialog, ConversationForm)


def test_in_another_item_the_conversations_are_that_items_own(page: AgendaPage) -> None:
    planned(page)
    page.list.choose(page.list.rows.records()[5].id)
    assert said(page) == []
    page.list.choose(page.list.rows.records()[4].id)
    assert [one for one, _words in said(page)] == ["Traders"]
