"""The statutory calendar by keyboard: what is overdue is on top, what is done moves on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from accessibility import assert_reachable, nameless, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from cspdesk.statutory.rules import duties_in_force
from ui.pages import PageSpec
from ui.statutory.page import StatutoryPage

KEY = Qt.Key
PAGES = [PageSpec("statutory", "Statutory calendar", "Ctrl+Shift+4", StatutoryPage)]


def a_page(qtbot: QtBot, folder: Path, *, sample: bool) -> Iterator[StatutoryPage]:
    preset = "haringey" if sample else "blank"
    with a_desk(folder / "file", sample=sample, preset=preset) as desk:
        window = a_window(qtbot, folder, desk, PAGES)
        window.go("statutory")
        made = window.open_pages["statutory"]
        assert isinstance(made, StatutoryPage)
        yield made


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[StatutoryPage]:
    yield from a_page(qtbot, tmp_path, sample=True)


@pytest.fixture
def empty(qtbot: QtBot, tmp_path: Path) -> Iterator[StatutoryPage]:
    yield from a_page(qtbot, tmp_path, sample=False)


def titles(page: StatutoryPage) -> list[str]:
    return [line.title for line in page.list.rows.records()]


def choose(page: StatutoryPage, title: str) -> None:
    found = next(line for line in page.list.rows.records() if line.title == title)
    assert page.list.choose(found.id)


def form_of(page: StatutoryPage, qtbot: QtBot, key: Qt.Key) -> Any:
    qtbot.keyClick(page.list, key)
    assert page.form is not None
    assert page.form.isVisible()
    assert_reachable(page.form)
    assert same_alt_keys(page.form) == []
    return page.form


def test_what_is_overdue_is_on_top_and_every_control_has_a_name(page: StatutoryPage) -> None:
    QAbstractItemModelTester(page.list.model())
    assert titles(page)[0] == "Crime and disorder scrutiny"
    assert page.inspector.line is not None
    assert page.inspector.line.state.words == "9 days late"
    assert page.header.detail.text() == "8 duties, 1 overdue, 2 without a day"
    assert nameless(page) == []


def test_a_duty_is_recorded_by_keyboard_and_undone(page: StatutoryPage, qtbot: QtBot) -> None:
    choose(page, "Crime and disorder scrutiny")
    form = form_of(page, qtbot, KEY.Key_R)
    qtbot.keyClicks(form.evidence, "Panel minutes, 7 February, item 6")
    form.press()
    line = page.list.current_record()
    assert line.title == "Crime and disorder scrutiny"
    assert (line.due_on, line.last.days_late) == (date(2018, 1, 31), 9)
    assert page.operations.undo() is not None
    assert page.list.current_record().due_on == date(2017, 1, 31)


def test_a_record_without_evidence_is_refused_beside_its_field(
    page: StatutoryPage, qtbot: QtBot
) -> None:
    form = form_of(page, qtbot, KEY.Key_R)
    form.press()
    assert form.isVisible()
    assert form.fields.field("evidence").problem.text().startswith("Say what shows")


def test_a_duty_is_changed_and_a_record_corrected(page: StatutoryPage, qtbot: QtBot) -> None:
    choose(page, "Meeting with the public")
    form = form_of(page, qtbot, KEY.Key_F2)
    form.has_day.choose(True)
    form.day.set_day(date(2017, 6, 8))
    form.press()
    assert page.list.current_record().state.words == "Due 8 June 2017"
    choose(page, "Youth justice plan")
    record = page.inspector.line.records[0] if page.inspector.line else None
    assert record is not None
    link = page.inspector.history.link(str(record.id))
    assert link is not None
    link.click()
    assert page.form is not None
    page.form.note.setPlainText("Also on the council's site")  # type: ignore[attr-defined]
    page.form.press()
    assert page.list.current_record().records[0].note == "Also on the council's site"


def test_a_new_partnership_takes_the_duties_in_force_at_once(empty: StatutoryPage) -> None:
    assert titles(empty) == []
    assert empty.known.isVisible()
    empty.known.click()
    assert len(titles(empty)) == len(duties_in_force(empty.desk.today))
    assert not empty.known.isVisible()


def test_a_target_leads_to_one_duty(page: StatutoryPage) -> None:
    wanted = next(line for line in page.list.rows.records() if line.key == "prevent")
    page.show_target(f"duty:{wanted.id}")
    assert page.list.current_record().key == "prevent"
