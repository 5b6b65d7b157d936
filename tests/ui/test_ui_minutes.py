"""Minutes worked by keyboard: drafted, written, kept at pauses, taken to the lock, saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from unminuted import forget_minutes

from cspdesk.meetings.queries import board_meetings
from cspdesk.meetings.recording_commands import StartMeeting
from cspdesk.minutes.commands import DraftMinutes
from cspdesk.minutes.queries import matters, minutes_of
from cspdesk.minutes.records import MinuteCard, MinutesCard
from db.vocabulary import MinutesState
from ui.minutes.page import MinutesPage
from ui.pages import PageSpec

KEY = Qt.Key
PAGES = [PageSpec("minutes", "Minutes", "Ctrl+7", MinutesPage)]
JULY, SEPTEMBER, NOVEMBER = 1, 2, 3


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[MinutesPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        forget_minutes(desk)
        for meeting in (SEPTEMBER, NOVEMBER):
            desk.run(DraftMinutes(meeting))
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("minutes", "")
        made = window.open_pages["minutes"]
        assert isinstance(made, MinutesPage)
        yield made


def kept(page: MinutesPage, meeting: int) -> MinutesCard:
    card = page.desk.ask(minutes_of, meeting)
    assert card is not None
    return card


def numbered(card: MinutesCard, number: str) -> MinuteCard:
    return next(one for one in card.minutes if one.number == number)


def text_of(page: MinutesPage, number: str) -> Any:
    assert page.card is not None
    return page.paper.edits[numbered(page.card, number).id].text


def form(page: MinutesPage) -> Any:
    assert page.dialog is not None
    assert page.dialog.isVisible()
    assert_reachable(page.dialog)
    assert same_alt_keys(page.dialog) == []
    return page.dialog


def test_the_page_is_reached_whole_by_keyboard(page: MinutesPage) -> None:
    assert page.list.hasFocus()
    QAbstractItemModelTester(page.list.rows)
    assert_reachable(page)
    assert same_alt_keys(page.window()) == []
    page.paper.take_focus()
    assert text_of(page, "1").hasFocus()


def test_a_board_without_minutes_gets_its_draft(page: MinutesPage, qtbot: QtBot) -> None:
    assert page.list.choose(JULY)
    assert page.card is None
    assert "not drafted yet" in page.paper.empty.why.text()
    qtbot.keyClick(page.list, KEY.Key_D)
    assert page.card is not None
    assert page.card.meeting.held_on == date(2016, 7, 7)


def test_what_is_typed_is_kept_at_a_pause_and_stays_where_it_is(
    page: MinutesPage, qtbot: QtBot
) -> None:
    page.list.choose(NOVEMBER)
    before = numbered(kept(page, NOVEMBER), "1")
    qtbot.keyClick(page.list, KEY.Key_Return)
    text = text_of(page, "1")
    assert text.hasFocus()
    text.insertPlainText(" Şükrü")
    assert text.waits
    qtbot.waitUntil(lambda: not text.waits, timeout=3000)
    after = numbered(kept(page, NOVEMBER), "1")
    assert after.text == f"{before.text} Şükrü"
    assert after.edited
    qtbot.keyClicks(text, " ON")  # goes on where it was, the cursor has not moved
    qtbot.keyClick(text, KEY.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert text_of(page, "2").hasFocus()
    assert numbered(kept(page, NOVEMBER), "1").text == f"{before.text} Şükrü ON"


def test_choosing_another_board_keeps_what_was_being_typed(page: MinutesPage, qtbot: QtBot) -> None:
    page.list.choose(NOVEMBER)
    text = text_of(page, "2")
    qtbot.keyClicks(text, "Heard. ")
    page.list.choose(SEPTEMBER)
    assert "Heard." in numbered(kept(page, NOVEMBER), "2").text
    assert "Heard." not in numbered(kept(page, SEPTEMBER), "2").text


def test_a_heading_is_written_in_its_place(page: MinutesPage, qtbot: QtBot) -> None:
    page.list.choose(NOVEMBER)
    text = text_of(page, "2")
    qtbot.keyClick(text, KEY.Key_F2)
    edit = page.paper.edits[numbered(kept(page, NOVEMBER), "2").id]
    assert edit.heading.isVisible()
    edit.heading.setText("Highlights")
    qtbot.keyClick(edit.heading, KEY.Key_Return)
    assert numbered(kept(page, NOVEMBER), "2").heading == "Highlights"
    assert edit.title.text() == "2. Highlights"


def test_the_records_words_can_be_taken_instead(page: MinutesPage) -> None:
    page.list.choose(NOVEMBER)
    one = numbered(kept(page, NOVEMBER), "2")
    page.edit(one.id, "text", "Mine.")
    edit = page.paper.edits[one.id]
    assert edit.own.isVisibleTo(page)
    assert edit.link.isVisibleTo(page)
    edit.link.click()
    dialog = form(page)
    assert dialog.words.words == one.text
    dialog.take.click()
    assert numbered(kept(page, NOVEMBER), "2").text == one.text
    assert not edit.own.isVisibleTo(page)


def test_a_minute_is_added_after_the_one_at_hand(page: MinutesPage, qtbot: QtBot) -> None:
    page.list.choose(NOVEMBER)
    text_of(page, "3").setFocus()
    qtbot.keyClick(text_of(page, "3"), KEY.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = form(page)
    asked.press()
    assert asked.fields.field("heading").problem.text() == "Give the minute a heading."
    asked.heading.setText("A petition")
    asked.press()
    assert numbered(kept(page, NOVEMBER), "3.1").heading == "A petition"
    assert text_of(page, "3.1").hasFocus()


def test_the_steps_lead_to_the_lock(page: MinutesPage, qtbot: QtBot) -> None:
    page.list.choose(SEPTEMBER)
    qtbot.keyClick(page.list, KEY.Key_N)
    asked = form(page)
    asked.press()
    assert asked.fields.field("cleared_by").problem.text() == "Say who cleared them."
    asked.who.setText("the Cabinet Member")
    asked.press()
    assert text_of(page, "1").isReadOnly()
    qtbot.keyClick(page.list, KEY.Key_N)
    form(page).press()
    assert not text_of(page, "1").isReadOnly()
    qtbot.keyClick(page.list, KEY.Key_N)
    asked = form(page)
    asked.corrections.setPlainText("Minute 2: a spelling.")
    asked.press()
    locked = kept(page, SEPTEMBER)
    assert (locked.state, locked.corrections) == (MinutesState.CONFIRMED, "Minute 2: a spelling.")
    assert text_of(page, "1").isReadOnly()
    assert page.paper.locked.isVisible()
    assert not page.next.isVisible()
    assert [one.pieces[0].text for one in page.side.steps][1] == (
        "Cleared Thu 9 Feb by the Cabinet Member"
    )
    qtbot.keyClick(page.list, KEY.Key_B)
    asked = form(page)
    asked.press()
    assert asked.fields.field("reason").problem.text() == "Say why they are opened again."
    asked.reason.setText("The wrong Board")
    asked.press()
    assert kept(page, SEPTEMBER).state is MinutesState.CIRCULATED


def test_minutes_of_a_board_under_way_wait_for_its_end(page: MinutesPage) -> None:
    board = next(one for one in page.desk.ask(board_meetings) if one.held_on.year == 2017)
    page.operations.run(StartMeeting(board.id, board.version))
    assert page.list.choose(board.id)
    page.draft()
    assert kept(page, board.id).state is MinutesState.DRAFT
    page.go_on()
    assert page.dialog is None
    assert page.next.toolTip() == (
        "The meeting of 23 February 2017 has not ended: end it in meeting mode first."
    )


def test_what_was_said_of_an_old_minute_is_kept(page: MinutesPage, qtbot: QtBot) -> None:
    page.list.choose(NOVEMBER)
    one = page.desk.ask(matters, NOVEMBER)[0]
    edit = page.side.matters[one.minute_id]
    assert len(edit.findChildren(type(page.side.steps[0]))) == len(one.actions)
    edit.take.click()
    assert page.desk.ask(matters, NOVEMBER)[0].text == one.proposed
    assert edit.text.toPlainText() == one.proposed
    qtbot.keyClicks(edit.text, "Agreed. ")
    edit.text.keep_what_waits()
    assert page.desk.ask(matters, NOVEMBER)[0].text.startswith("Agreed. ")


def test_numbers_are_chosen_for_the_partnership(page: MinutesPage) -> None:
    page.list.choose(SEPTEMBER)
    page.numbering.click()
    asked = form(page)
    assert not asked.prefix.isEnabled()
    asked.style_of.choose("prefix")
    assert asked.prefix.isEnabled()
    asked.press()
    assert asked.fields.field("prefix").problem.text() == "Give up to ten letters, such as CSP."
    asked.prefix.setText("CSP")
    asked.press()
    assert any(one.number.startswith("CSP") for one in kept(page, NOVEMBER).minutes)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_minutes_are_saved_where_the_officer_says(
    page: MinutesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    proposed: list[str] = []

    def chosen(_parent: object, _title: str, start: str, _kind: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return str(tmp_path / "Minutes"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    page.list.choose(NOVEMBER)
    (page.saving.pdf if suffix == ".pdf" else page.saving.word).click()
    assert proposed == [f"Minutes 2016-11-24 draft{suffix}"]
    assert (tmp_path / f"Minutes{suffix}").stat().st_size > 5000
