"""The pack's screen on a real file: what it shows, where it saves, what it makes, what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cspdesk.agenda.commands import AddItem, EditItem
from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.commands import IssueDocument
from cspdesk.packs.pdf.check import _decoders
from cspdesk.packs.queries import issued_body, issued_documents
from db.vocabulary import DocumentKind, Marking
from ui.agenda.disseminating import DisseminateDialog
from ui.agenda.page import AgendaPage
from ui.home.shell import shell_view
from ui.homework.model import Place
from ui.homework.page import HomeworkPage
from ui.jobs import InlineRunner
from ui.packs.issued import about, issued_words
from ui.packs.page import CHANGED, PackPage
from ui.packs.panes import standing_words
from ui.packs.saving import draft_name, final_name, folder_fault, name_fault, with_suffix
from ui.pages import standard_pages
from ui.state import WindowState
from ui.theme import theme
from ui.window import MainWindow

BOARD = date(2017, 2, 23)
REASON = "The co-chairs agreed that the late papers follow."


def pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def first_page_words(path: Path) -> list[str]:
    """What the cover shows, running lines too: each shown string through its font."""
    with pikepdf.open(path) as pdf:
        page, font, shown = pdf.pages[0], "", []
        decoders = _decoders(page)
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) == "Tj":
                shown.append(decoders[font](bytes(operands[0])))
        return shown


def shown_issued(page: PackPage) -> list[str]:
    proxy = page.contents.issued.list.proxy
    return [proxy.index(row, 1).data() for row in range(proxy.rowCount())]


@pytest.fixture(autouse=True)
def the_look_as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    theme().set_compact(False)


@pytest.fixture
def make_page(qtbot: QtBot, tmp_path: Path) -> Callable[[Desk], PackPage]:
    def make(desk: Desk) -> PackPage:
        window = MainWindow(
            desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner()
        )
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        qtbot.keyClick(window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        page = window.current_page()
        assert isinstance(page, PackPage)
        return page

    return make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "file", preset="haringey", sample=True) as made:
        yield made


@pytest.fixture
def page(make_page: Callable[[Desk], PackPage], desk: Desk) -> PackPage:
    return make_page(desk)


# -- what is shown ----------------------------------------------------------------------------


def test_the_contents_are_the_agenda_of_the_next_board(page: PackPage, desk: Desk) -> None:
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    view = desk.ask(agenda, strip.cycle.meeting_id)
    assert view is not None
    shown = page.contents.list.proxy
    titles = [shown.index(row, 1).data() for row in range(shown.rowCount())]
    assert titles == [line.title for line in view.lines]
    assert len(titles) > 3
    assert "23 Feb 2017" in page.header.detail.text()


def test_the_checks_count_those_met_and_say_what_stops_the_final_papers(page: PackPage) -> None:
    assert page.view is not None
    checks = page.view.checks
    met = [check for check in checks if check.met]
    assert page.checks.count.text() == f"{len(met)} of {len(checks)} checks met"
    assert page.checks.standing.text() == standing_words(checks)
    for view, of in ((page.checks.unmet, False), (page.checks.met, True)):
        shown = view.proxy
        words = [shown.index(row, 0).data() for row in range(shown.rowCount())]
        expected = [check for check in checks if check.met is of]
        assert expected
        for check, said in zip(expected, words, strict=True):
            assert check.sentence in said
            assert said.endswith(("must be met", "should be met")) is not of


def test_nothing_met_stops_the_final_papers(page: PackPage) -> None:
    assert page.view is not None
    met = tuple(check for check in page.view.checks if check.met)
    assert standing_words(met).startswith("Nothing stops the final papers.")


def test_every_control_has_a_name_and_a_way_to_it(page: PackPage) -> None:
    assert_reachable(page)
    assert same_alt_keys(page) == []


def test_a_desk_without_a_meeting_says_so_and_offers_nothing_to_make(
    make_page: Callable[[Desk], PackPage], tmp_path: Path
) -> None:
    with a_desk(tmp_path / "blank") as blank:
        page = make_page(blank)
        assert page.empty.isVisible()
        assert not page.checks.make.isVisible()
        assert page.make_draft() is None
        assert_reachable(page)


# -- where it is saved ------------------------------------------------------------------------


def test_the_proposed_name_takes_the_first_free_draft_number(tmp_path: Path) -> None:
    assert draft_name(BOARD, tmp_path) == "Board pack 2017-02-23 draft 1.pdf"
    (tmp_path / "Board pack 2017-02-23 draft 1.pdf").touch()
    assert draft_name(BOARD, tmp_path) == "Board pack 2017-02-23 draft 2.pdf"


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("Pack", "Pack.pdf"), (" Pack.PDF ", "Pack.PDF"), ("Pack.", "Pack.pdf"), ("  ", "")],
)
def test_a_name_ends_in_pdf(typed: str, saved: str) -> None:
    assert with_suffix(typed) == saved


@pytest.mark.parametrize("name", ["", "a/b.pdf", "what?.pdf", "there.pdf"])
def test_a_name_that_cannot_be_used_is_refused_in_one_sentence(name: str, tmp_path: Path) -> None:
    (tmp_path / "there.pdf").touch()
    assert name_fault(name, tmp_path)
    assert name_fault("free.pdf", tmp_path) == ""


def test_a_folder_that_cannot_be_used_is_told_beside_it(page: PackPage, tmp_path: Path) -> None:
    page.edition.use_folder(tmp_path / "not there")
    assert page.make_draft() is None
    assert page.edition.folder_field.problem.text() == folder_fault(tmp_path / "not there")
    page.edition.use_folder(tmp_path)
    assert page.edition.folder_field.problem.text() == ""


def test_a_typed_name_survives_a_refresh_and_an_existing_file_is_never_replaced(
    page: PackPage, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "Mine.pdf").write_text("keep me")
    page.edition.use_folder(tmp_path)
    page.edition.name.clear()
    qtbot.keyClicks(page.edition.name, "Mine")
    page.refresh(None)
    assert page.edition.name.text() == "Mine"
    assert page.make_draft() is None
    assert "already" in page.edition.name_field.problem.text()
    assert (tmp_path / "Mine.pdf").read_text() == "keep me"


def test_each_fix_leads_to_its_very_place(page: PackPage, qtbot: QtBot) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    assert page.panes() == [page.edition, page.contents, page.checks]
    assert page.checks.focus_target is page.checks.unmet
    assert page.view is not None
    late = next(line for line in page.view.lines if line.paper.is_late)
    crc = page.view.without_part[0]

    def follow(key: str) -> object:
        window.go("packs")
        assert page.checks.unmet.choose(key)
        qtbot.keyClick(page.checks.unmet, Qt.Key.Key_Return)
        return window.current_page()

    homework = follow("papers")  # chased with the questions that the same partner has
    assert isinstance(homework, HomeworkPage)
    assert homework.grid.place == Place(late.lead_organisation_id, late.id)
    assert follow("part") is homework
    assert homework.grid.place == Place(crc.id)
    agenda = follow("noting")
    assert isinstance(agenda, AgendaPage)
    assert isinstance(agenda.dialog, DisseminateDialog)
    agenda.dialog.reject()


# -- making it --------------------------------------------------------------------------------


def test_the_draft_is_made_and_opened(
    page: PackPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.packs.page.QDesktopServices.openUrl",
        lambda url: opened.append(url.toLocalFile()) or True,
    )
    page.edition.use_folder(tmp_path)
    path = tmp_path / page.edition.name.text()
    qtbot.mouseClick(page.checks.make, Qt.MouseButton.LeftButton)
    assert path.read_bytes().startswith(b"%PDF-")
    assert page.saved == path
    assert page.contents.result.text() == f"Draft made: {path.name}, {pages_of(path)} pages."
    assert page.checks.make.isEnabled()
    assert page.edition.name.text().endswith("draft 2 – OFFICIAL.pdf")
    qtbot.mouseClick(page.contents.open, Qt.MouseButton.LeftButton)
    assert opened == [str(path)]


def test_a_draft_that_was_taken_away_says_so(page: PackPage, tmp_path: Path) -> None:
    page.edition.use_folder(tmp_path)
    page.make_draft()
    assert page.saved is not None
    page.saved.unlink()
    page.open_saved()
    assert "could not be opened" in page.contents.problem.text()


def test_cancel_leaves_no_file(page: PackPage, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    page.edition.use_folder(folder)
    page.context.jobs.progress.connect(lambda token, *_: token.cancel())
    page.make_draft()
    assert list(folder.iterdir()) == []
    assert page.saved is None
    assert page.contents.result.text() == "Stopped. No file was made."
    assert page.checks.make.isEnabled()


# -- issuing it -------------------------------------------------------------------------------


def issue(page: PackPage, folder: Path, reason: str = REASON) -> Path:
    """Issue as an officer does: the button, the reason, the place, the button."""
    page.checks.issue.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.folder.setText(str(folder))
    dialog.reason.setPlainText(reason)
    path = folder / dialog.name.text()
    dialog.issue.click()
    return path


def test_the_pack_is_issued_saved_and_listed(page: PackPage, desk: Desk, tmp_path: Path) -> None:
    assert not page.contents.issued.isVisible()
    path = issue(page, tmp_path)
    assert path.name == "Board pack 2017-02-23 – OFFICIAL.pdf"
    (line,) = desk.ask(issued_documents)
    assert path.read_bytes() == desk.ask(issued_body, line.id)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == line.sha256
    assert line.pages == pages_of(path)
    assert line.overrule_reason == REASON
    assert page.contents.result.text() == (
        f"Issued: edition 1, {line.pages} pages. Saved as {path.name}."
    )
    assert page.contents.issued.isVisible()
    assert shown_issued(page) == [issued_words(line)]
    assert REASON in about(line)
    assert "The papers are out" in page.header.detail.text()
    assert page.checks.issue.text() == "Issue edition 2…"
    assert_reachable(page)


def test_after_the_issue_the_checks_are_for_the_edition_that_follows(
    page: PackPage, desk: Desk, tmp_path: Path
) -> None:
    assert "checks to clear" in shell_view(desk).counts["agenda"].words
    issue(page, tmp_path)
    said = page.checks.standing.text()
    assert said.startswith("Issued on ")
    assert "edition 1." in said
    assert "final papers" not in said
    assert page.checks.title.text() == "For edition 2"
    assert shell_view(desk).counts["agenda"].words == "3 pieces of business to decide"


def test_an_issued_pack_does_not_say_draft_and_a_draft_does(page: PackPage, tmp_path: Path) -> None:
    page.edition.use_folder(tmp_path)
    page.make_draft()
    assert page.saved is not None
    assert "DRAFT" in first_page_words(page.saved)
    assert "DRAFT" not in first_page_words(issue(page, tmp_path))


def test_while_a_check_stops_it_the_pack_is_not_issued_without_a_reason(
    page: PackPage, desk: Desk, tmp_path: Path
) -> None:
    path = issue(page, tmp_path, reason="  ")
    dialog = page.dialog
    assert dialog is not None
    assert dialog.isVisible()
    assert "Say why" in dialog.fields.field("overrule_reason").problem.text()
    assert not path.exists()
    assert desk.ask(issued_documents) == ()
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("name", ["", "a/b", "there"])
def test_a_pack_is_not_issued_under_a_name_that_cannot_be_used(
    page: PackPage, desk: Desk, tmp_path: Path, name: str
) -> None:
    (tmp_path / "there.pdf").write_text("keep me")
    page.checks.issue.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.reason.setPlainText(REASON)
    dialog.folder.setText(str(tmp_path))
    dialog.name.setText(name)
    dialog.issue.click()
    assert dialog.fields.field("name").problem.text()
    assert desk.ask(issued_documents) == ()
    dialog.reject()


def test_nothing_is_issued_when_the_file_changed_while_the_pack_was_made(
    page: PackPage, desk: Desk, tmp_path: Path
) -> None:
    assert page.view is not None
    line = page.view.lines[3]

    def meddle(*_: object) -> None:
        page.context.jobs.progress.disconnect(meddle)
        page.operations.run(EditItem(line.id, line.version, title="Something else"))

    page.context.jobs.progress.connect(meddle)
    path = issue(page, tmp_path)
    assert page.contents.problem.text() == CHANGED
    assert desk.ask(issued_documents) == ()
    assert not path.exists()


def test_issuing_offers_no_undo_and_says_that_there_is_none(
    page: PackPage, desk: Desk, tmp_path: Path
) -> None:
    window = page.window()
    assert isinstance(window, MainWindow)
    issue(page, tmp_path)
    assert not window.toast.isVisible()
    assert not window.menus.undo.isEnabled()
    assert "cannot be undone" in window.menus.undo.text()


def test_what_comes_after_the_issue_goes_out_as_a_supplement(
    page: PackPage, desk: Desk, tmp_path: Path
) -> None:
    view, body = page.view, b"%PDF-1.7 as it went out"
    assert view is not None
    assert page.edition.edition_field.isHidden()
    sent = ("Board pack", "pack.pdf", Marking.OFFICIAL, 30, body, hashlib.sha256(body).hexdigest())
    page.operations.run(IssueDocument(DocumentKind.BOARD, view.meeting.id, *sent, REASON))
    assert page.edition.edition_field.isHidden()
    assert page.checks.issue.text() == "Issue edition 2…"
    page.operations.run(AddItem(view.meeting.id, "Knife crime in schools", position=5))
    assert page.edition.edition.currentText() == "Supplement 1: 1 late item"
    assert [line.number for line in page.contents.list.rows.records()] == ["4.1"]
    assert {check.key for check in page.checks.unmet.rows.records()} == {"sought", "value", "lead"}
    page.edition.use_folder(tmp_path)
    page.make_draft()
    assert page.saved is not None
    assert page.saved.name == "Supplement 1 2017-02-23 draft 1 – OFFICIAL.pdf"
    path = issue(page, tmp_path)
    assert path.name == "Supplement 1 2017-02-23 – OFFICIAL.pdf"
    assert page.contents.result.text().startswith("Issued: supplement 1, 2 pages.")
    line = desk.ask(issued_documents)[0]
    assert (line.kind, line.number) == (DocumentKind.SUPPLEMENT, 1)
    assert path.read_bytes() == desk.ask(issued_body, line.id)
    # All of it is out now: the next thing to make is the pack again.
    assert page.edition.kind is DocumentKind.BOARD
    assert page.edition.edition_field.isHidden()
    assert len(page.contents.list.rows.records()) == 9
    assert page.checks.issue.text() == "Issue edition 2…"


def test_a_copy_is_saved_by_the_link_or_enter_and_replaces_nothing(
    page: PackPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    first = issue(page, tmp_path)
    copy = tmp_path / "copy.pdf"
    monkeypatch.setattr(
        "ui.packs.page.QFileDialog.getSaveFileName", lambda *_: (str(copy), "PDF (*.pdf)")
    )
    issued = page.contents.issued.list
    issued.setFocus()
    issued.choose_first()
    qtbot.keyClick(issued, Qt.Key.Key_Return)
    assert copy.read_bytes() == first.read_bytes()
    assert page.contents.result.text() == "Copy of edition 1 saved as copy.pdf."
    qtbot.keyClick(issued, Qt.Key.Key_Return)
    assert "there already" in page.contents.problem.text()


def test_a_later_edition_says_which_it_is_in_its_name() -> None:
    assert final_name(BOARD, 2, "OFFICIAL") == "Board pack 2017-02-23 edition 2 – OFFICIAL.pdf"
    assert final_name(BOARD) == "Board pack 2017-02-23.pdf"


def test_a_file_open_elsewhere_makes_drafts_and_issues_nothing(
    make_page: Callable[[Desk], PackPage], desk: Desk
) -> None:
    with Desk.open(desk.path) as reader:
        assert reader.read_only
        page = make_page(reader)
        assert not page.checks.issue.isEnabled()
        assert "reading only" in page.checks.issue.toolTip()
        assert page.checks.make.isEnabled()
