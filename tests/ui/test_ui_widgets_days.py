"""The field for a day by keyboard, in a form that grows for what it has to say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from accessibility import nameless
from desks import a_desk, a_window
from PySide6.QtCore import QDate, QPoint, QRect, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.commanding import Command
from cspdesk.settings.commands import AddToLibrary
from ui.widgets.days import DayEdit
from ui.widgets.forms import FormDialog, Words
from ui.window import MainWindow

KEY, CTRL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
DAY = date(2017, 2, 23)


class DayForm(FormDialog):
    """Three fields, whose text is kept in the library when it is saved."""

    def __init__(self, window: MainWindow) -> None:
        assert window.operations is not None
        super().__init__(window.operations, "A form", window)
        self.day, self.text, self.other = DayEdit(DAY), Words(lines=3), QLineEdit()
        self.place(
            [("day", "&Day", self.day)], [("title", "&Text", self.text)], [("o", "&O", self.other)]
        )
        self.finish("Save")

    def command(self) -> Command:
        return AddToLibrary(self.text.words)


@pytest.fixture
def form(qtbot: QtBot, tmp_path: Path) -> Iterator[DayForm]:
    with a_desk(tmp_path / "file") as desk:
        window = a_window(qtbot, tmp_path, desk, [])
        made = DayForm(window)
        made.open()
        qtbot.waitUntil(made.isActiveWindow)
        made.day.setFocus(Qt.FocusReason.TabFocusReason)
        yield made


def problem(form: DayForm) -> str:
    return form.fields.field("day").problem.text()


@pytest.mark.parametrize("typed", ["14 Apr 2017", "14/04/2017", "14/4/17", "14 april"])
def test_a_day_typed_after_tab_is_the_day_meant(form: DayForm, qtbot: QtBot, typed: str) -> None:
    qtbot.keyClicks(form.day, typed)
    qtbot.keyClick(form.day, KEY.Key_Tab)
    assert form.day.text() == "Fri 14 Apr 2017"
    assert form.day.day == date(2017, 4, 14)
    assert problem(form) == ""


def test_ctrl_a_types_the_whole_day_anew_and_it_is_told_once(form: DayForm, qtbot: QtBot) -> None:
    told: list[QDate] = []
    form.day.dateChanged.connect(told.append)
    qtbot.keyClick(form.day, KEY.Key_A, CTRL)
    qtbot.keyClicks(form.day, "9 March")
    assert form.day.day == form.day.day == date(2017, 3, 9)
    assert told == [QDate(2017, 3, 9)]


def test_keys_step_days_and_months(form: DayForm, qtbot: QtBot) -> None:
    for key, day in (
        (KEY.Key_Up, "Fri 24 Feb 2017"),
        (KEY.Key_Down, "Thu 23 Feb 2017"),
        (KEY.Key_PageUp, "Thu 23 Mar 2017"),
        (KEY.Key_PageDown, "Thu 23 Feb 2017"),
    ):
        qtbot.keyClick(form.day, key)
        assert form.day.text() == day


def test_the_calendar_opens_by_key_and_its_day_is_taken(form: DayForm, qtbot: QtBot) -> None:
    kept: list[date] = []
    form.day.editingFinished.connect(lambda: kept.append(form.day.day))
    qtbot.keyClick(form.day, KEY.Key_Down, ALT)
    calendar = form.day._calendar
    assert calendar is not None
    assert calendar.isVisible()
    assert calendar.selectedDate() == QDate(2017, 2, 23)
    calendar.clicked.emit(QDate(2017, 3, 1))
    assert not calendar.isVisible()
    assert form.day.day == date(2017, 3, 1)
    assert kept[-1] == date(2017, 3, 1)


def test_what_is_no_day_stays_as_typed_and_nothing_is_saved(form: DayForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.day, "31 Feb")
    qtbot.keyClick(form.day, KEY.Key_Return)
    assert form.isVisible()
    form.text.setPlainText("Hate crime")
    form.text.setFocus()
    assert form.day.text() == "31 Feb"
    assert problem(form) == "“31 Feb” is no day: write one like 14 Apr 2017 or 14/4/17."
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    form.press()
    assert form.isVisible()
    assert form.changes is None
    assert form.day.hasFocus()
    qtbot.keyClicks(form.day, "28 Feb")
    assert problem(form) == ""
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    assert form.changes is not None
    assert form.day.day == date(2017, 2, 28)


def test_a_set_day_takes_away_what_could_not_be_read(form: DayForm, qtbot: QtBot) -> None:
    qtbot.keyClicks(form.day, "soon")
    assert not form.day.settle()
    form.day.set_day(date(2017, 5, 1))
    assert (form.day.text(), problem(form)) == ("Mon 1 May 2017", "")


def test_everything_of_the_field_has_a_name_and_its_text_has_room(form: DayForm) -> None:
    assert nameless(form) == []
    words = form.day.fontMetrics().horizontalAdvance("Wed 28 Sep 2016")
    assert form.day.width() > words + form.day.height()


def test_the_form_grows_for_its_problems(form: DayForm, qtbot: QtBot) -> None:
    form.fields.field("title").set_problem("A long sentence about these words. " * 8)
    form.fields.field("day").set_problem("Another sentence about this day. " * 6)

    def nothing_is_cut() -> bool:
        shown = [one for one in form.findChildren(QLabel) if one.isVisible()]
        tall = all(one.height() >= one.heightForWidth(one.width()) for one in shown)
        parts: list[QWidget] = [*shown, form.day, form.text, form.other, form.save]
        places = [QRect(one.mapTo(form, QPoint(0, 0)), one.size()) for one in parts]
        apart = not any(a.intersects(b) for i, a in enumerate(places) for b in places[:i])
        return tall and apart and all(form.rect().contains(place) for place in places)

    qtbot.waitUntil(nothing_is_cut)


def test_ctrl_enter_saves_from_several_lines_of_text(form: DayForm, qtbot: QtBot) -> None:
    form.text.setFocus()
    qtbot.keyClicks(form.text, "Hate crime")
    qtbot.keyClick(form.text, KEY.Key_Return)
    assert form.isVisible()
    qtbot.keyClick(form.text, KEY.Key_Return, CTRL)
    assert form.changes is not None
    assert not form.isVisible()
