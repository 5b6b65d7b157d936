"""People and seats worked by keyboard: holders, organisations, dates, the structure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from accessibility import assert_reachable, nameless, same_alt_keys
from desks import a_desk, a_window
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.people.queries import groups, organisations, seats
from cspdesk.people.seat_queries import people
from db.tables import GroupRow
from db.vocabulary import GroupKind
from ui.pages import PageSpec
from ui.people.page import PeoplePage

KEY = Qt.Key
PAGES = [PageSpec("people", "People and seats", "Ctrl+Shift+1", PeoplePage)]


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[PeoplePage]:
    with a_desk(tmp_path / "file", sample=True, preset="haringey") as desk:
        window = a_window(qtbot, tmp_path, desk, PAGES)
        window.go("people", "seats")
        made = window.open_pages["people"]
        assert isinstance(made, PeoplePage)
        yield made


def form_of(view: Any) -> Any:
    assert view.form is not None
    assert view.form.isVisible()
    assert_reachable(view.form)
    assert same_alt_keys(view.form) == []
    return view.form


def choose_seat(page: PeoplePage, role: str) -> None:
    card = next(one for one in page.view.list.rows.records() if one.seat.role == role)
    assert page.view.choose(card.id)


def test_seats_stand_under_their_groups_with_the_questions_over_them(page: PeoplePage) -> None:
    view = page.view
    assert len(view.list.rows.records()) == len(page.desk.ask(seats))
    asked = [chip.text() for chip in view.questions.chips]
    assert "Who takes the vacant seat for business?" in asked
    assert view.questions.title.text().startswith("The Board has 14 seats, 12 filled")
    assert page.tabs.button("seats").accessibleName() == "Seats 2 vacant"
    assert view.list.hasFocus()
    assert nameless(page) == []
    QAbstractItemModelTester(view.list.rows)


def test_a_question_leads_to_the_seat_or_to_a_new_one(page: PeoplePage) -> None:
    view = page.view
    chips = {chip.text(): chip for chip in view.questions.chips}
    chips["Who takes the vacant seat for schools?"].click()
    assert view.inspector.card.seat.role == "Schools seat"
    chips["Who speaks for the community on the Board?"].click()
    form = form_of(view)
    assert form.group.key == view.inspector.card.seat.group_id
    form.role.setText("Residents’ forum")
    form.save.click()
    assert view.inspector.card.seat.role == "Residents’ forum"


def test_a_holder_takes_over_and_ends_by_keyboard(page: PeoplePage, qtbot: QtBot) -> None:
    view = page.view
    choose_seat(page, "Borough Fire Commander")
    qtbot.keyClick(view.list, KEY.Key_H)
    form = form_of(view)
    assert form.replaces.isHidden()
    form.save.click()
    assert form.fields.field("name").problem.text() == "Give the person a name."
    form.name.setText("Ş. O’Neill")
    form.from_on.set_day(date(2016, 4, 1))
    form.save.click()
    assert view.inspector.card.holder.person.name == "Ş. O’Neill"
    qtbot.keyClick(view.list, KEY.Key_H)
    form = form_of(view)
    form.name.setText("B. Demir")
    form.replaces.setChecked(False)
    form.save.click()
    said = form.fields.field("from_on").problem.text()
    assert said.startswith("Ş. O’Neill holds the seat of Borough Fire Commander")
    form.replaces.setChecked(True)
    form.save.click()
    assert [step.title for step in view.inspector.people.steps] == ["B. Demir", "Ş. O’Neill"]
    qtbot.keyClick(view.list, KEY.Key_E)
    form_of(view).save.click()
    assert view.inspector.card.holder.to_on == page.desk.today
    page.operations.undo()
    assert view.inspector.card.holder.to_on is None


def test_whoever_takes_a_vacant_seat_brings_an_organisation(page: PeoplePage, qtbot: QtBot) -> None:
    view = page.view
    choose_seat(page, "Schools seat")
    qtbot.keyClick(view.list, KEY.Key_H)
    form = form_of(view)
    form.name.setText("A head teacher")
    form.save.click()
    assert "no organisation yet" in form.fields.field("organisation_id").problem.text()
    form.organisation.choose(next(one.id for one in page.desk.ask(organisations)))
    form.save.click()
    assert not view.inspector.card.is_vacant
    assert view.inspector.card.holder.person.name == "A head teacher"
    assert page.tabs.button("seats").accessibleName() == "Seats 1 vacant"


def test_a_substitute_who_is_known_brings_what_is_known(page: PeoplePage, qtbot: QtBot) -> None:
    view = page.view
    choose_seat(page, "Borough Fire Commander")
    for key in (KEY.Key_H, KEY.Key_S):
        qtbot.keyClick(view.list, key)
        form = form_of(view)
        form.name.setText("A. Bell")
        form.name.editingFinished.emit()
        if key == KEY.Key_H:
            form.email.setText("a.bell@fire.example")
        else:
            assert form.email.text() == "a.bell@fire.example"
            assert not form.email.isEnabled()
        form.save.click()
    assert len(page.desk.ask(people)) == 1
    line = view.inspector.card.substitutes[0]
    view.inspector.people.link(str(line.id)).click()
    form = form_of(view)
    form.remove.click()
    assert view.inspector.card.substitutes == ()


def test_a_seat_is_changed_where_it_stands_and_a_refusal_puts_the_tick_back(
    page: PeoplePage, qtbot: QtBot
) -> None:
    view = page.view
    choose_seat(page, "Business seat")
    ticks = view.inspector.ticks.boxes
    ticks["vacant"].click()
    assert "is vacant" in view.inspector.organisation_field.problem.text()
    assert ticks["vacant"].isChecked()
    ticks["co_opted"].click()
    assert view.inspector.card.seat.co_opted
    qtbot.keyClick(view.list, KEY.Key_F2)
    part = view.inspector.parts["role"]
    assert part.editing
    part.editor.setPlainText("Traders’ seat")
    qtbot.keyClick(part.editor, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert view.inspector.card.seat.role == "Traders’ seat"
    qtbot.keyClick(view.list, KEY.Key_Delete)
    assert "Traders’ seat" not in [one.role for one in page.desk.ask(seats)]


# ---- organisations ------------------------------------------------------------------------------


def test_an_organisation_is_changed_in_place_and_gets_dates(page: PeoplePage, qtbot: QtBot) -> None:
    page.show_target("organisations")
    view = page.view
    QAbstractItemModelTester(view.list.rows)
    assert [group.title for group in view.list.rows.groups()][:2] == ["Police", "Council"]
    fire = next(one for one in view.list.rows.records() if one.code == "LFB")
    view.choose(fire.id)
    view.inspector.parts["channels"].committed.emit("Home fire safety visits\nOpen days")
    assert view.inspector.card.line.channels == ("Home fire safety visits", "Open days")
    view.inspector.parts["code"].committed.emit("MPS")
    assert "has the code MPS" in view.inspector.parts["code"].problem.text()
    view.inspector.parts["code"].editor.given_up.emit()
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_D)
    form = form_of(view)
    form.days.setPlainText("7 Mar 2017\nsoon")
    form.save.click()
    assert form.fields.field("days").problem.text() == "“soon” is not a day such as 7 March 2017."
    form.days.setPlainText("Tue 7 Mar 2017\n02/05/2017")
    form.save.click()
    first = view.inspector.bodies.steps[0]
    assert first.words == "Meets next 7 Mar 2017"
    day = view.inspector.card.bodies[0].dates[0]
    view.inspector.bodies.link(f"date:{day.id}").click()
    form_of(view).remove.click()
    assert view.inspector.bodies.steps[0].words == "Meets next 2 May 2017"
    assert nameless(page) == []


def test_two_organisations_become_one_and_two_again(page: PeoplePage, qtbot: QtBot) -> None:
    page.show_target("organisations")
    view = page.view
    before = len(view.list.rows.records())
    crc = next(one for one in view.list.rows.records() if one.code == "CRC")
    view.choose(crc.id)
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_M)
    form = form_of(view)
    form.into.choose(next(one.id for one in page.desk.ask(organisations) if one.code == "NPS"))
    form.save.click()
    assert len(view.list.rows.records()) == before - 1
    page.operations.undo()
    assert len(view.list.rows.records()) == before


# ---- structure ----------------------------------------------------------------------------------


def group_id(page: PeoplePage, short_name: str) -> int:
    return next(one.id for one in page.desk.ask(groups) if one.short_name == short_name)


def test_arrows_walk_the_chart_and_the_outline_follows(page: PeoplePage, qtbot: QtBot) -> None:
    page.show_target("structure")
    view = page.view
    assert view.chart.hasFocus()
    assert view.inspector.line.kind is GroupKind.BOARD
    qtbot.keyClick(view.chart, KEY.Key_Down)
    assert view.inspector.line.kind is GroupKind.EXECUTIVE
    assert "Reports to Community Safety Partnership Board" in view.chart.accessibleDescription()
    qtbot.keyClick(view.chart, KEY.Key_Right)
    assert view.inspector.line.short_name == "Safer Neighbourhood Board"
    assert view.outline.rows.line(view.outline.currentIndex()).id == view.inspector.line.id
    qtbot.keyClick(view.chart, KEY.Key_Up)
    assert view.inspector.line.kind is GroupKind.BOARD
    QAbstractItemModelTester(view.outline.rows)
    view.shown.button("outline").click()
    view.outline.setFocus()
    qtbot.keyClick(view.outline, KEY.Key_Down)
    assert view.inspector.line.kind is GroupKind.EXECUTIVE
    assert nameless(page) == []


def test_a_group_moves_under_another_and_never_under_itself(page: PeoplePage) -> None:
    page.show_target(f"group:{group_id(page, 'Executive')}")
    view = page.view
    view.inspector.edit(parent_id=group_id(page, "PMG"))
    said = view.inspector.parent_field.problem.text()
    assert said == "PMG reports to Executive: not both ways."
    assert view.inspector.parent_.key == group_id(page, "Board")
    view.choose(group_id(page, "PMG"))
    view.inspector.edit(parent_id=group_id(page, "Board"))
    assert view.inspector.line.parent_id == group_id(page, "Board")
    assert view.inspector.parent_field.problem.text() == ""


def test_sixty_groups_are_drawn_at_once(page: PeoplePage) -> None:
    above = group_id(page, "Executive")
    rows = [
        {"name": f"Group {number}", "short_name": f"O’Neill and Şükrü’s Group {number}",
         "kind": GroupKind.SUB_GROUP, "parent_id": above}
        for number in range(60 - len(page.desk.ask(groups)))
    ]  # fmt: skip
    with page.desk._store.write(page.desk.today) as (work, step):
        step.label = "Added many groups"
        work.insert_rows(GroupRow, rows)
    page.show_target("structure")
    page.view.refresh()
    started = process_time()
    page.view.chart._laid = page.view.chart._built_for = None
    page.view.chart.grab()
    assert process_time() - started < 0.2, "50 ms, and room for a machine that is shared"
    assert len(page.view.chart.drawing().hot) == 60
    assert page.view.chart.height() > page.view.chart.scroll.viewport().height()


def test_the_chart_is_saved_as_a_pdf_and_a_folder_that_is_gone_is_told(
    page: PeoplePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_target("structure")
    told: list[str] = []
    monkeypatch.setattr(page.operations, "tell", told.append)
    page.view.save_to(tmp_path / "chart.pdf")
    page.view.save_to(tmp_path / "gone" / "chart.pdf")
    assert told[0].startswith("Saved chart.pdf, 2 pages")
    assert "does not exist" in told[1]
    assert (tmp_path / "chart.pdf").read_bytes()[:5] == b"%PDF-"


# ---- a membership list --------------------------------------------------------------------------

LIST = (
    "Organisation\tSeat\tName\tE-mail\n"
    "LFB\tBorough Fire Commander\tŞ. O’Neill (Chair)\tmailto:s@fire.example\n"
    "Haringey CCG\tDirector of Commissioning\tA. Bell and B. Demir\t\n"
    "Tottenham Traders’ Association\tBusiness seat\tC. Clark\tnone yet\n"
)


def test_a_list_is_pasted_looked_at_and_taken_in_as_one(page: PeoplePage, qtbot: QtBot) -> None:
    page.view.import_button.click()
    dialog: Any = page.dialog
    assert dialog.isVisible()
    assert not dialog.apply.isEnabled()
    assert_reachable(dialog)
    QApplication.clipboard().setText(LIST)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    qtbot.keyClick(dialog, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert dialog.said.text().startswith("3 rows: 1 new, 2 rejected.")
    assert dialog.table.choose((4, "holder", "C. Clark"))
    dialog.is_new.click()
    assert dialog.said.text().startswith("3 rows: 2 new, 1 rejected.")
    assert dialog.is_new.isChecked()
    shown = dialog.table.current_record()
    assert "“none yet” is no e-mail address and is left out" in shown.notes
    dialog.table.choose((2, "holder", "Ş. O’Neill"))
    assert not dialog.use.isEnabled(), "its organisation is known"
    assert dialog.fates.button("rejected").accessibleName() == "Rejected 1"
    assert same_alt_keys(dialog) == []
    assert nameless(dialog) == []
    QAbstractItemModelTester(dialog.table.rows)
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, KEY.Key_F8)
    assert "A. Bell and B. Demir are in one cell" in dialog.detail.text()
    dialog.fates.button("new").click()
    assert len(dialog.table.rows.records()) == 2
    assert dialog.apply.text() == "Import 2 rows"
    dialog.apply.click()
    choose_seat(page, "Borough Fire Commander")
    assert page.view.inspector.card.holder.person.name == "Ş. O’Neill"
    page.operations.undo()
    choose_seat(page, "Borough Fire Commander")
    assert page.view.inspector.card.holder is None


def test_a_file_that_is_no_list_is_refused_in_one_sentence_and_nothing_changes(
    page: PeoplePage, tmp_path: Path
) -> None:
    path = tmp_path / "figures.csv"
    path.write_text("month,burglaries\nJan,12\n", encoding="utf-8")
    page.view.import_button.click()
    dialog: Any = page.dialog
    dialog.read(path)
    assert "no row that names the columns" in dialog.problem.text()
    assert not dialog.apply.isEnabled()
    dialog.read(tmp_path / "gone.xlsx")
    assert dialog.problem.text()
    good = tmp_path / "list.csv"
    good.write_text(LIST.replace("\t", ","), encoding="utf-8")
    dialog.read(good)
    assert dialog.problem.text() == ""
    assert len(dialog.plan.rows) == 3
    dialog.group.setCurrentIndex(1)
    assert {row.group_id for row in dialog.plan.to_do} == {dialog.group.key}
    dialog.reject()
    assert page.desk.ask(people) == ()
