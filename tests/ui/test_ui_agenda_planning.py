"""The agenda as a whole on screen: dragging, papers, readers, carrying, templates, locking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from cspdesk.agenda.paper_files import MOST_BYTES
from db.vocabulary import MeetingState, PaperState, Publicity
from ui.agenda.disseminating import DisseminateDialog
from ui.agenda.fixing import FIELDS
from ui.agenda.inbox import InboxView
from ui.agenda.page import AgendaPage
from ui.agenda.planning import CarryDialog
from ui.agenda.publicity import PublicityDialog
from ui.agenda.readiness import ReadinessView
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.widgets.dialogs import ExplainDialog
from ui.window import MainWindow

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
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
    made.list.setFocus()
    yield made
    desk.close()


def numbers(page: AgendaPage) -> list[str]:
    return [line.number for line in page.list.rows.records()]


def titles(page: AgendaPage) -> list[str]:
    return [line.title for line in page.list.rows.records()]


def choose(page: AgendaPage, place: int) -> None:
    page.list.choose(page.list.rows.records()[place].id)


def a_pdf(folder: Path, name: str, pages: int = 2) -> Path:
    path = folder / name
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page()
        pdf.save(path)
    return path


def papers(page: AgendaPage) -> list[str]:
    card = page.inspector.card
    assert card is not None
    return [f"{paper.title}, {paper.pages}" for paper in card.papers]


# Order


def test_an_item_dropped_in_a_gap_goes_there_as_one_step(page: AgendaPage) -> None:
    before = titles(page)
    page.list.dropped.emit(page.list.rows.records()[0], 3)
    assert titles(page) == [before[1], before[2], before[0], *before[3:]]
    assert page.desk.undo_label == "Moved item 1 to 3"
    assert page.list.current_record().title == before[0]
    page.list.dropped.emit(page.list.current_record(), 3)
    assert page.desk.undo_label == "Moved item 1 to 3", "a drop beside itself is no step"


def test_the_gap_is_the_nearest_to_the_pointer(page: AgendaPage) -> None:
    height = page.list.rowHeight(0)
    top = page.list.rowViewportPosition(1)
    assert page.list.gap_at(top + 2) == 1
    assert page.list.gap_at(top + height - 2) == 2
    assert page.list.gap_at(page.list.viewport().height() + 9999) == len(numbers(page))


def test_items_can_be_dragged_until_the_agenda_is_locked(page: AgendaPage) -> None:
    index = page.list.proxy.index(0, 0)
    assert index.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert page.list.can_move
    page.planning._lock()
    assert not page.list.can_move


def test_alt_right_puts_an_item_under_the_one_above_and_alt_left_back(
    page: AgendaPage, qtbot: QtBot
) -> None:
    choose(page, 4)
    qtbot.keyClick(page.list, KEY.Key_Right, ALT)
    assert numbers(page)[:6] == ["1", "2", "3", "4", "4a", "5"]
    choose(page, 3)
    qtbot.keyClick(page.list, KEY.Key_Up, ALT)
    assert numbers(page)[2:5] == ["3", "3a", "4"]
    choose(page, 3)
    qtbot.keyClick(page.list, KEY.Key_Left, ALT)
    assert numbers(page) == [str(n) for n in range(1, 9)]


# Papers


def test_a_pdf_dropped_on_an_item_becomes_its_paper(page: AgendaPage, tmp_path: Path) -> None:
    path = a_pdf(tmp_path, "Şükrü’s offer.pdf", 3)
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path))])
    row = page.list.rowViewportPosition(4) + 4
    event = QDropEvent(
        QPointF(QPoint(60, row)),
        Qt.DropAction.CopyAction,
        held,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.list.dropEvent(event)
    assert page.list.current_record().number == "5"
    assert papers(page) == ["Şükrü’s offer, 3"]
    page.operations.undo()
    assert papers(page) == []


def test_papers_are_chosen_ordered_and_taken_off_by_keyboard(
    page: AgendaPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [str(a_pdf(tmp_path, "one.pdf", 1)), str(a_pdf(tmp_path, "two.pdf", 2))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_a, **_k: (chosen, ""))
    choose(page, 2)
    section = page.inspector.papers
    section.add.click()
    assert papers(page) == ["one, 1", "two, 2"]
    assert page.inspector.card is not None
    assert page.inspector.card.paper_state is PaperState.IN
    section.list.choose(page.inspector.card.papers[1].id)
    qtbot.keyClick(section.list, KEY.Key_Up, ALT)
    assert papers(page) == ["two, 2", "one, 1"]
    qtbot.keyClick(section.list, KEY.Key_Delete)
    assert papers(page) == ["one, 1"]


def test_a_copy_of_a_paper_is_saved_as_it_was(
    page: AgendaPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = a_pdf(tmp_path, "one.pdf"), tmp_path / "out.pdf"
    page.inspector.papers.add_files([path])
    assert page.inspector.card is not None
    page.inspector.papers.list.choose(page.inspector.card.papers[0].id)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(out), ""))
    page.inspector.papers.copy.click()
    assert out.read_bytes() == path.read_bytes()


def test_what_is_no_paper_is_said_beside_the_papers_and_nothing_is_added(
    page: AgendaPage, tmp_path: Path
) -> None:
    word, huge = tmp_path / "Minutes.docx", tmp_path / "huge.pdf"
    word.write_bytes(b"PK\x03\x04")
    with huge.open("wb") as held:
        held.truncate(MOST_BYTES + 1)
    secret, half = tmp_path / "secret.pdf", tmp_path / "half.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(secret, encryption=pikepdf.Encryption(owner="x", user="x"))
    half.write_bytes(a_pdf(tmp_path, "whole.pdf").read_bytes()[:300])
    step = page.desk.undo_label
    for path, words in (
        (word, "is a Word document, not a PDF: open it in Word and choose File, Save as, PDF."),
        (huge, "more than the 100 MB that can be sent round"),
        (secret, "needs a password"),
        (half, "is damaged or not whole"),
    ):
        page.inspector.papers.add_files([path])
        said = page.inspector.papers.problem.text()
        assert words in said
        assert said.count(".pdf”") + said.count(".docx”") == 1, "one sentence on one file"
        assert not page.inspector.papers.problem.isHidden()
    assert page.desk.undo_label == step
    choose(page, 5)
    assert page.inspector.papers.problem.isHidden(), "another item has no such problem"


def test_a_paper_is_restricted_in_one_step_and_refused_without_its_reason(
    page: AgendaPage, tmp_path: Path
) -> None:
    page.inspector.papers.add_files([a_pdf(tmp_path, "one.pdf")])
    assert page.inspector.card is not None
    page.inspector.papers.edit(page.inspector.card.papers[0])
    dialog = page.inspector.papers.dialog
    assert dialog is not None
    assert not dialog.fields.field("exempt_reason").isEnabled()
    dialog.publicity.setCurrentIndex(3)
    dialog.save.click()
    assert not dialog.fields.field("exempt_paragraph").problem.isHidden()
    dialog.paragraph.setCurrentIndex(3)
    dialog.save.click()
    assert not dialog.fields.field("exempt_reason").problem.isHidden()
    dialog.reason.setText("Prices are being agreed.")
    dialog.name.setText("The offer")
    dialog.save.click()
    assert not dialog.isVisible()
    (paper,) = page.inspector.card.papers
    assert (paper.title, paper.publicity) == ("The offer", Publicity.RESTRICTED)
    assert page.desk.undo_label == "Changed the paper “The offer”"


def test_who_may_read_an_item_is_said_and_changed(page: AgendaPage) -> None:
    choose(page, 2)
    assert page.inspector.readers.text.startswith("Restricted under paragraph 7")
    page.inspector.change_readers.click()
    dialog = page.inspector.dialog
    assert dialog is not None
    dialog.publicity.setCurrentIndex(1)
    dialog.save.click()
    assert page.inspector.readers.text == "Public: in every edition"
    card = page.inspector.card
    assert card is not None
    assert (card.exempt_paragraph, card.exempt_reason) == ("", "")


def test_each_type_is_explained_beside_the_choice(page: AgendaPage) -> None:
    for place in range(len(titles(page))):
        choose(page, place)
        assert page.inspector.means.text()
    page.inspector.type.setCurrentIndex(0)
    tips = {page.inspector.type.itemData(n, Qt.ItemDataRole.ToolTipRole) for n in range(4)}
    assert len(tips) == 4


def test_the_new_controls_are_reached_by_keyboard_and_named(page: AgendaPage) -> None:
    assert_reachable(page.inspector.papers)
    page.views.show_view("readiness")
    view = page.views.made()
    assert isinstance(view, ReadinessView)
    assert_reachable(view)


def test_an_item_for_noting_is_disseminated_from_its_challenge(page: AgendaPage) -> None:
    assert page.note is not None
    page.note.accepted.emit()
    dialog = page.dialog
    assert isinstance(dialog, DisseminateDialog)
    dialog.save.click()
    assert not dialog.fields.field("channel").problem.isHidden()
    dialog.channel.setText("Members’ bulletin")
    dialog.to_whom.setText("All members")
    dialog.save.click()
    assert numbers(page) == [str(n) for n in range(1, 8)]
    assert page.note is None, "nothing is for noting only any more"
    page.views.show_view("inbox")
    inbox = page.views.made()
    assert isinstance(inbox, InboxView)
    inbox.choose("ways")
    tracked = {way.channel: way.words for way in inbox.ways.rows.records()}
    assert tracked["Members’ bulletin"] == "Due 23 Feb"


# Carrying and templates


def test_an_item_is_carried_to_the_next_board(page: AgendaPage, qtbot: QtBot) -> None:
    choose(page, 5)
    title = titles(page)[5]
    qtbot.keyClick(page.list, KEY.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = page.planning.dialog
    assert isinstance(dialog, CarryDialog)
    assert dialog.board.currentText() == "Thu 8 Jun 2017, Prevention"
    dialog.save.click()
    assert title not in titles(page)
    page.operations.undo()
    assert titles(page)[5] == title


def test_templates_are_kept_used_and_deleted_from_the_menu(page: AgendaPage) -> None:
    page.planning.ask_name()
    page.planning.naming.answered.emit(" ")
    assert not page.planning.naming.field.problem.isHidden()
    page.planning.naming.answered.emit("Usual")
    assert page.planning.naming.isHidden()
    count = len(titles(page))
    menu = page.planning.menu()
    (start,) = [action for action in menu.actions() if "template" in action.text()][:1]
    inside = start.menu()
    assert inside is not None
    inside.actions()[0].trigger()
    assert len(titles(page)) == count + 5, "its standing items are there already"
    menu.deleteLater()


def test_standing_items_of_the_library_are_added_from_the_menu(page: AgendaPage) -> None:
    assert page.view is not None
    key = page.view.standing_choices[0].key
    page.planning.add_standing(key)
    assert page.list.rows.records()[-1].standing_key == key


# Locking


def test_locking_says_what_is_not_met_and_unlocking_asks_why(
    page: AgendaPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.list, KEY.Key_L, CTRL)
    dialog = page.planning.dialog
    assert isinstance(dialog, ExplainDialog)
    assert "Two papers are late" in dialog.accessibleDescription()
    dialog.do.click()
    assert page.view is not None
    assert page.view.meeting.state is MeetingState.LOCKED
    assert page.planning.lock.text() == "&Unlock…"
    qtbot.keyClick(page.list, KEY.Key_L, CTRL)
    assert page.planning.unlocking.isVisible()
    page.planning.unlocking.answered.emit("")
    assert not page.planning.unlocking.field.problem.isHidden()
    page.planning.unlocking.answered.emit("The chair asked.")
    assert page.view.meeting.state is MeetingState.PLANNING


def test_an_item_added_to_a_locked_agenda_is_marked_as_late(page: AgendaPage) -> None:
    page.planning._lock()
    choose(page, 3)
    page.start_adding()
    page.adding.edit.setText("Late business")
    page.adding.answered.emit("Late business")
    assert numbers(page)[4] == "4.1"
    assert "Late item" in page.list.row_text(page.list.proxy.index(4, 1)) or (
        page.list.rows.records()[4].is_late
    )


# Readiness


def readiness(page: AgendaPage) -> ReadinessView:
    page.views.show_view("readiness")
    view = page.views.made()
    assert isinstance(view, ReadinessView)
    return view


def fixed(page: AgendaPage, qtbot: QtBot, key: str) -> None:
    """Press Enter on this check; its item is chosen after that."""
    view = readiness(page)
    assert view.list.choose(key)
    check = view.list.current_record()
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_Return)
    assert page.views.current == "agenda"
    assert page.list.current_record().id == check.item_id


@pytest.mark.parametrize(
    ("key", "form"), [("publicity", PublicityDialog), ("noting", DisseminateDialog)]
)
def test_a_fix_that_has_a_form_opens_it(
    page: AgendaPage, qtbot: QtBot, key: str, form: type[QDialog]
) -> None:
    fixed(page, qtbot, key)
    opened = page.dialog if key == "noting" else page.inspector.dialog
    assert isinstance(opened, form)
    assert opened.isVisible()
    opened.reject()


@pytest.mark.parametrize("key", ["papers", "heard"])
def test_a_fix_leads_to_the_field(page: AgendaPage, qtbot: QtBot, key: str) -> None:
    fixed(page, qtbot, key)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page.inspector.isAncestorOf(focus)


def test_a_check_is_overruled_with_a_reason_and_stands_again(
    page: AgendaPage, qtbot: QtBot
) -> None:
    view = readiness(page)
    assert page.view is not None
    before = page.view.to_clear
    view.list.choose("limit")
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_O)
    qtbot.keyClick(view.prompt.edit, KEY.Key_Return)
    assert not view.prompt.field.problem.isHidden()
    qtbot.keyClicks(view.prompt.edit, "Eight short items.")
    qtbot.keyClick(view.prompt.edit, KEY.Key_Return)
    assert page.view.to_clear == before - 1
    view.list.choose("limit")
    assert view.list.current_record().overruled == "Eight short items."
    view.list.setFocus()
    qtbot.keyClick(view.list, KEY.Key_O)
    assert page.view.to_clear == before


def test_every_check_that_has_a_field_names_one_that_is_there(page: AgendaPage) -> None:
    for name in FIELDS.values():
        choose(page, 0)
        assert page.inspector.edit_field(name), name
