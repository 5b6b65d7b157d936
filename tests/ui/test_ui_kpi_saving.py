"""KPIs saved as files from their screen, on a real desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from desks import a_desk
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from ui.jobs import InlineRunner
from ui.kpis.page import KpisPage
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = a_desk(tmp_path / "desk", preset="haringey", sample=True)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path, desk: Desk) -> KpisPage:
    window = MainWindow(desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(window)
    window.show()
    window.go("kpis", "kpis")
    found = window.findChild(KpisPage)
    assert found is not None
    return found


def _choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))


def test_the_menu_names_the_chosen_indicator_first(page: KpisPage) -> None:
    words = [action.text() for action in page.saving.menu().actions()]
    assert words[0] == "&Sheet of R1 as PDF…"
    assert len(words) == 3


def test_the_sheet_of_the_chosen_indicator_is_saved(
    page: KpisPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "R1")
    page.saving.save_sheet()
    assert (tmp_path / "R1.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert page.saving.button.isEnabled()


def test_all_kpis_are_saved_as_a_workbook(
    page: KpisPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "all.xlsx")
    page.saving.save_workbook()
    assert load_workbook(tmp_path / "all.xlsx").sheetnames == [
        "KPIs",
        "Figures",
        "PMG assessments",
    ]


@pytest.mark.expects_log
def test_a_folder_that_is_gone_is_said_and_nothing_is_left(
    page: KpisPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(monkeypatch, tmp_path / "gone" / "all.xlsx")
    page.saving.save_workbook()
    assert not (tmp_path / "gone").exists()
    assert page.saving.button.isEnabled()
