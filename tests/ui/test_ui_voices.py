"""Community voice by keyboard: voices are kept, answered, copied; who was not heard is named."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, nameless, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.pages import PageSpec
from ui.voices.page import VoicesPage

KEY = Qt.Key
PAGES = [PageSpec("voices", "Community voice", "Ctrl+9", VoicesPage)]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[VoicesPage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("voices")
        made = window.open_pages["voices"]
        assert isinstance(made, VoicesPage)
        yield made


def said(page: VoicesPage) -> list[str]:
    return [line.said for line in page.said.list.rows.records()]


def choose(page: VoicesPage, start: str) -> None:
    lines = page.said.list.rows.records()
    assert page.said.list.choose(next(line.id for line in lines if line.said.startswith(start)))


def form_of(page: VoicesPage, qtbot: QtBot, key: Qt.Key) -> Any:
    qtbot.keyClick(page.said.list, key)
    assert page.said.form is not None
    assert page.said.form.isVisible()
    assert_reachable(page.said.form)
    assert same_alt_keys(page.said.form) == []
    return page.said.form


def test_voices_stand_under_their_themes_and_controls_have_names(page: VoicesPage) -> None:
    QAbstractItemModelTester(page.said.list.model())
    QAbstractItemModelTester(page.coverage.list.model())
    assert said(page)[0] == "You consult us, then it goes quiet."
    assert page.said.sentence.text() == "4 of 8 answered"
    assert nameless(page) == []


def test_a_voice_is_kept_by_keyboard_and_a_name_waits_for_the_officers_word(
    page: VoicesPage, qtbot: QtBot
) -> None:
    page.said.add()
    form: Any = page.said.form
    qtbot.keyClicks(form.said, "As John Smith told us, the lights are out")
    form.press()
    assert form.isVisible()
    assert "“John Smith” looks like a name" in form.fields.field("said").problem.text()
    assert form.said.words == "As John Smith told us, the lights are out"
    form.said.setPlainText("A shopkeeper told us that the lights are out")
    form.press()
    assert "A shopkeeper told us that the lights are out" in said(page)
    assert page.operations.undo() is not None
    assert "A shopkeeper told us that the lights are out" not in said(page)


def test_a_telephone_number_is_refused_and_nothing_typed_is_lost(
    page: VoicesPage, qtbot: QtBot
) -> None:
    page.said.add()
    form: Any = page.said.form
    form.said.setPlainText("Ring me on 020 8489 1000")
    form.no_name.setChecked(True)
    form.press()
    assert "looks like a telephone number" in form.fields.field("said").problem.text()
    assert form.said.words == "Ring me on 020 8489 1000"
    assert len(said(page)) == 8


def test_what_we_did_is_said_and_copied_when_the_public_may_read_it(
    page: VoicesPage, qtbot: QtBot
) -> None:
    choose(page, "You consult us")
    form = form_of(page, qtbot, KEY.Key_W)
    qtbot.keyClicks(form.did, "Panels now write back")
    form.press()
    assert page.said.sentence.text() == "5 of 8 answered"
    page.copy.click()
    copied = QApplication.clipboard().text()
    assert copied.count("You said:") == 3
    assert "Panels now write back" not in copied
    choose(page, "You consult us")
    form = form_of(page, qtbot, KEY.Key_F2)
    form.readers.setCurrentIndex(1)
    form.press()
    page.copy.click()
    assert "We did: Panels now write back" in QApplication.clipboard().text()


def test_the_filter_finds_words_and_shows_only_what_waits(page: VoicesPage, qtbot: QtBot) -> None:
    page.said.show_.button("open").click()
    assert len(said(page)) == 4
    page.said.search.setText("drainpipe")
    only = ["I chain it to the drainpipe. They took the drainpipe."]
    qtbot.waitUntil(lambda: said(page) == only)
    page.show_target(f"voice:{page.said.list.current_record().id}")
    assert page.said.list.current_record().theme == "Secure parking"


def test_a_ward_that_was_not_heard_is_pointed_out(page: VoicesPage, qtbot: QtBot) -> None:
    page.show_target("coverage")
    lines = page.coverage.list.rows.records()
    heard = {line.heard.name for line in lines if line.is_ward and not line.heard.is_hole}
    assert heard == {"Noel Park", "Northumberland Park", "Tottenham Green"}
    assert page.coverage.list.choose((True, next(iter(lines)).id))
    qtbot.keyClick(page.coverage.list, KEY.Key_F2)
    form: Any = page.coverage.form
    qtbot.keyClicks(form.panel, "First Tuesday, library")
    form.press()
    assert page.coverage.list.current_record().panel == "First Tuesday, library"
    qtbot.keyClick(page.coverage.list, KEY.Key_Delete)
    assert len(page.coverage.list.rows.records()) == len(lines) - 1
