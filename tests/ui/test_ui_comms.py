"""The comms plan worked by keyboard: worded, given channels, signed off, published, copied."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, same_alt_keys, tab_order
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.comms.queries import comms_plan, messages_of
from cspdesk.comms.records import CommsMessage, PlanLine
from cspdesk.comms.rules import CommsState
from ui.comms.page import CommsPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
PAGES = [PageSpec("comms", "Communications", "Ctrl+8", CommsPage)]
DUE = date(2017, 3, 9)  # two weeks after the Board


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[CommsPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("comms", "")
        made = window.open_pages["comms"]
        assert isinstance(made, CommsPage)
        yield made


def lines(page: CommsPage) -> list[PlanLine]:
    found: list[PlanLine] = page.list.rows.records()
    return found


def messages(page: CommsPage) -> tuple[CommsMessage, ...]:
    assert page.plan is not None
    return page.desk.ask(messages_of, page.plan.meeting.id)


def write(page: CommsPage, qtbot: QtBot, text: str, number: str = "2") -> None:
    """Word the message of an item where it stands, by keyboard alone."""
    line = next(line for line in lines(page) if line.item_number == number)
    assert page.list.choose(line.key)
    page.list.setFocus()
    qtbot.keyClick(page.list, KEY.Key_Return)
    editor = page.inspector.parts["message"].editor
    assert editor.hasFocus()
    editor.setPlainText(text)
    qtbot.keyClick(editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)


def press(page: CommsPage, qtbot: QtBot, key: Qt.Key) -> Any:
    page.list.setFocus()
    qtbot.keyClick(page.list, key)
    form = page.dialog
    if form is not None and form.isVisible():
        assert_reachable(form)
        assert same_alt_keys(form) == []
    return form


def test_every_item_of_the_coming_board_waits_for_a_decision(page: CommsPage) -> None:
    assert page.plan is not None
    assert lines(page) == list(page.plan.lines)
    assert page.header.detail.text() == "Board of Thu 23 Feb 2017. 8 to decide."
    assert page.list.hasFocus()
    QAbstractItemModelTester(page.list.rows)
    QAbstractItemModelTester(page.news.rows)
    assert_reachable(page)


def test_a_message_is_worded_where_it_stands_and_told_how_it_reads(
    page: CommsPage, qtbot: QtBot
) -> None:
    write(page, qtbot, "The IOM cohort grows.")
    (made,) = messages(page)
    assert (made.message, made.due_on, made.channels) == ("The IOM cohort grows.", None, ())
    line = page.inspector.line
    assert line is not None
    assert line.key == f"message:{made.id}"
    assert page.list.hasFocus()
    assert "“cohort”: perhaps “group of people”." in page.inspector.hint.text()
    assert "an audience, a channel, an owner and by when" in page.inspector.missing_words.text()
    write(page, qtbot, "More people get help.")
    assert page.inspector.hint.text() == "Reads plainly. 4 words a sentence."
    assert [one.message for one in messages(page)] == ["More people get help."]


def test_owner_lead_and_day_are_given_in_place_until_nothing_is_missing(
    page: CommsPage, qtbot: QtBot
) -> None:
    write(page, qtbot, "Lock it.")
    inspector = page.inspector
    for name, text in (("audience", "Riders"), ("owner", "Press officer"), ("sign_off", "Chair")):
        part = inspector.parts[name]
        part.setFocus()
        qtbot.keyClick(part, KEY.Key_Return)
        part.editor.setPlainText(text)
        qtbot.keyClick(part.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    inspector.lead.setFocus()
    qtbot.keyClicks(inspector.lead, "Police")
    qtbot.keyClick(inspector.has_day, KEY.Key_Space)
    (made,) = messages(page)
    assert (made.audience, made.owner, made.sign_off) == ("Riders", "Press officer", "Chair")
    assert (made.organisation, made.due_on) == ("Police", DUE)
    assert inspector.missing_words.text() == "Still to say: a channel."
    form = press(page, qtbot, KEY.Key_C)
    qtbot.keyClick(form.panels, KEY.Key_Space)
    qtbot.keyClick(form.ticks["GP bulletin"], KEY.Key_Space)
    form.other.setText("Local radio, , Local radio")
    form.save.click()
    (made,) = messages(page)
    assert made.all_channels == ("GP bulletin", "Local radio", "Police Ward Panels")
    assert page.inspector.missing.isHidden()
    assert lines(page)[1].standing.state is CommsState.TO_SIGN_OFF


def test_the_hint_follows_the_typing_and_goes_back_with_it(page: CommsPage, qtbot: QtBot) -> None:
    write(page, qtbot, "More people get help.")
    page.inspector.edit_message()
    editor = page.inspector.parts["message"].editor
    editor.setPlainText("The cohort grew.")
    assert "“cohort”" in page.inspector.hint.text()
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert page.inspector.hint.text() == "Reads plainly. 4 words a sentence."


def test_tab_goes_down_the_inspector_as_it_is_seen(page: CommsPage, qtbot: QtBot) -> None:
    write(page, qtbot, "Lock it.")
    inside = [one for one in tab_order(page.inspector.body) if page.inspector.isAncestorOf(one)]
    places = [one.mapTo(page.inspector, one.rect().topLeft()) for one in inside]
    tops = [place.y() // 30 for place in places]  # a field and what stands beside it are one row
    assert len(tops) >= 8
    assert tops == sorted(tops)


def test_a_day_before_the_board_is_refused_beside_the_field(page: CommsPage, qtbot: QtBot) -> None:
    write(page, qtbot, "Lock it.")
    qtbot.keyClick(page.inspector.has_day, KEY.Key_Space)
    page.inspector.due.set_day(date(2017, 2, 1))
    page.inspector.due.editingFinished.emit()
    assert "before the meeting" in page.inspector.form["due_on"].problem.text()
    assert messages(page)[0].due_on == DUE


def test_what_is_signed_off_and_published_keeps_its_wording(page: CommsPage, qtbot: QtBot) -> None:
    """At the Board of September, which was held: nothing can be published before it."""
    page.context.cycle.choose(2)
    write(page, qtbot, "Read the GP bulletin.", number="1")
    press(page, qtbot, KEY.Key_S)
    made = messages(page)[-1]
    assert made.signed_off_on == page.desk.today
    form = press(page, qtbot, KEY.Key_P)
    form.save.click()
    assert form.fields.field("where").problem.text() == "Say where it was published."
    form.where.setText("GP bulletin")
    form.save.click()
    made = messages(page)[-1]
    assert (made.published_where, made.published_on) == ("GP bulletin", page.desk.today)
    write(page, qtbot, "Something else.", number="1")
    assert messages(page)[-1].message == "Read the GP bulletin."
    assert not page.inspector.buttons["remove"].isVisible()


def test_nothing_needed_is_said_with_one_key_and_taken_back_with_it(
    page: CommsPage, qtbot: QtBot
) -> None:
    press(page, qtbot, KEY.Key_N)
    assert lines(page)[0].standing.state is CommsState.NONE_NEEDED
    assert page.inspector.buttons["undecide"].isVisible()
    press(page, qtbot, KEY.Key_N)
    assert lines(page)[0].standing.state is CommsState.TO_DECIDE


def test_good_news_goes_into_the_plan_and_is_offered_no_longer(
    page: CommsPage, qtbot: QtBot
) -> None:
    page.show_target("good_news")
    assert page.news.hasFocus()
    first = page.offers[0]
    qtbot.keyClick(page.news, KEY.Key_Return)
    made = messages(page)[-1]
    assert (made.message, made.indicator_id) == (first.draft, first.indicator_id)
    assert first not in page.offers
    assert lines(page)[-1].place == "Good news"


def test_a_message_is_added_removed_and_undone(page: CommsPage, qtbot: QtBot) -> None:
    form = press(page, qtbot, KEY.Key_A)
    form.save.click()
    assert form.fields.field("message").problem.text()
    form.item.choose(None)
    form.message.setPlainText("We meet in public in June.")
    form.save.click()
    assert lines(page)[-1].place == "Meeting"
    press(page, qtbot, KEY.Key_Delete)
    assert messages(page) == ()
    page.operations.undo()
    assert [one.message for one in messages(page)] == ["We meet in public in June."]


def test_text_is_copied_for_where_it_is_published(page: CommsPage, qtbot: QtBot) -> None:
    write(page, qtbot, "Ring 101.\nRing 999 in danger.")
    press(page, qtbot, KEY.Key_T)
    assert QApplication.clipboard().text() == "Ring 101.\nRing 999 in danger."
    page.copy_plan.click()
    copied = QApplication.clipboard().text()
    assert "Ring 101." in copied
    assert "Items 1, 3, 4, 5, 6, 7 and 8: still to be decided." in copied


def test_what_is_typed_for_one_item_is_never_written_into_another(
    page: CommsPage, qtbot: QtBot
) -> None:
    page.inspector.edit_message()
    page.inspector.parts["message"].editor.setPlainText("For item 1 only.")
    page.list.choose(lines(page)[4].key)
    assert all(one.item_id != lines(page)[4].item_id for one in messages(page))
    assert not page.inspector.parts["message"].editing


def test_the_plan_is_saved_as_a_pdf(
    page: CommsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "plan"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.saving.button.click()
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF-")
    assert page.saving.button.isEnabled()


def test_a_target_leads_to_an_item_and_to_a_message(page: CommsPage, qtbot: QtBot) -> None:
    fifth = lines(page)[4].item_id
    page.show_target(f"item:{fifth}")
    assert page.inspector.line is not None
    assert page.inspector.line.item_id == fifth
    write(page, qtbot, "Lock it.")
    page.show_target(f"item:{fifth}")
    page.show_target(f"message:{messages(page)[0].id}")
    assert page.inspector.message == messages(page)[0]


def test_without_a_board_there_is_a_way_on(qtbot: QtBot, tmp_path: Path) -> None:
    with a_desk(tmp_path / "file") as desk:
        window = MainWindow(desk, PAGES, state=WindowState(tmp_path), jobs=InlineRunner())
        qtbot.addWidget(window)
        window.show()
        window.go("comms", "")
        page = window.open_pages["comms"]
        assert isinstance(page, CommsPage)
        assert page.empty.isVisible()
        assert page.empty.button.text() == "Plan the first cycle…"
        assert not page.add_button.isVisible()
        assert desk.ask(comms_plan, 1) is None
