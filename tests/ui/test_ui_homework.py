"""The homework screen on a real file: the grid by keyboard, every state, the bank, the sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.homework.commands import EditHomework
from cspdesk.homework.earlier import earlier_questions
from cspdesk.homework.queries import HomeworkCard, by_partner, matrix
from cspdesk.homework.reply_word import filled_in
from cspdesk.meetings.queries import current_cycle
from db.vocabulary import HomeworkState
from ui.homework.asking import QuestionDialog
from ui.homework.earlier import EVERY, EarlierDialog
from ui.homework.grid import MatrixView
from ui.homework.model import FOOT, Place
from ui.homework.page import HomeworkPage
from ui.homework.states import ASK, word_of
from ui.jobs import InlineRunner
from ui.models.columns import RECORD
from ui.pages import standard_pages
from ui.state import WindowState
from ui.window import MainWindow

Key = Qt.Key


@pytest.fixture
def make_page(qtbot: QtBot, tmp_path: Path) -> Callable[[Desk], HomeworkPage]:
    def make(desk: Desk) -> HomeworkPage:
        window = MainWindow(
            desk, standard_pages(), state=WindowState(tmp_path), jobs=InlineRunner()
        )
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        qtbot.keyClick(window, Key.Key_3, Qt.KeyboardModifier.ControlModifier)
        page = window.current_page()
        assert isinstance(page, HomeworkPage)
        return page

    return make


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with a_desk(tmp_path / "file", preset="haringey", sample=True) as made:
        yield made


@pytest.fixture
def page(make_page: Callable[[Desk], HomeworkPage], desk: Desk) -> HomeworkPage:
    return make_page(desk)


def board(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    return strip.cycle.meeting_id


def cards(desk: Desk, state: HomeworkState | None = None) -> list[HomeworkCard]:
    found = [card for one in desk.ask(by_partner, board(desk)) for card in one.questions]
    return [card for card in found if state in (None, card.state)]


def now(desk: Desk, key: int) -> HomeworkCard:
    return next(card for card in cards(desk) if card.id == key)


def shown(view: MatrixView) -> list[list[str]]:
    model = view.cells
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def place_of(card: HomeworkCard) -> Place:
    return Place(card.organisation_id, card.item_id)


def go(page: HomeworkPage, card: HomeworkCard) -> None:
    page.grid.setFocus()
    assert page.grid.choose(place_of(card))
    assert page.inspector.card is not None
    assert page.inspector.card.id == card.id


# -- what is shown ----------------------------------------------------------------------------


def test_the_grid_is_every_partner_by_every_item_with_its_state_in_words(
    page: HomeworkPage, desk: Desk
) -> None:
    view = desk.ask(matrix, board(desk))
    assert view is not None
    rows = shown(page.grid)
    assert [row[0] for row in rows[: len(view.rows)]] == [one.short_name for one in view.rows]
    assert rows[-1] == [FOOT, *(one.words for one in view.columns), str(view.totals.total)]
    words = [word for row in rows[: len(view.rows)] for word in row[1:-1] if word]
    assert len(words) == view.totals.total
    assert words.count("Answered") == view.totals.answered
    assert words.count("Sent") == view.totals.sent
    assert words.count("Draft") == view.totals.draft
    assert page.header.detail.text().startswith(view.sentence)


def test_the_pill_of_the_tab_counts_the_answers_to_come(page: HomeworkPage, desk: Desk) -> None:
    from ui.home.shell import shell_view

    to_come = [card for card in cards(desk) if card.state is not HomeworkState.ANSWERED]
    assert shell_view(desk).counts["homework"].number == len(to_come)


def test_the_model_keeps_qts_rules(page: HomeworkPage, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(page.grid.cells)


def test_every_control_has_a_name_and_a_way_to_it(page: HomeworkPage) -> None:
    assert_reachable(page)
    assert same_alt_keys(page) == []


def test_a_cell_is_read_out_with_its_partner_item_and_state(page: HomeworkPage, desk: Desk) -> None:
    card = cards(desk, HomeworkState.SENT)[0]
    spoken = page.grid.cells.spoken(page.grid.cells.index_of(place_of(card)))
    assert spoken == (
        f"{card.organisation}, item {card.item_number}, {card.item_short_title}: Sent"
    )


def test_partners_without_a_question_are_named(page: HomeworkPage) -> None:
    first = page.list.rows.records()[0]
    assert (first.short_name, first.asked) == ("London CRC", 0)
    assert page.needs.count.text() == "1 partner without a question"


def test_what_should_have_come_is_late_in_the_grid_the_list_and_the_header(
    make_page: Callable[[Desk], HomeworkPage], desk: Desk, tmp_path: Path
) -> None:
    path, day = desk.path, max(card.due_on for card in cards(desk) if card.due_on)
    desk.close()
    with Desk.open(path, as_at=day + timedelta(days=2)) as later:
        page = make_page(later)
        sent = cards(later, HomeworkState.SENT)
        words = [word for row in shown(page.grid) for word in row]
        assert words.count("Late") == len(sent)
        assert page.header.detail.text().endswith(f"{len(sent)} answers late.")
        assert "late, by 2 days" in page.list.rows.records()[0].words


def test_a_partner_and_an_item_show_all_their_questions_and_answers(
    page: HomeworkPage, desk: Desk
) -> None:
    card = cards(desk, HomeworkState.ANSWERED)[0]
    for place in (Place(card.organisation_id), Place(None, card.item_id)):
        assert page.grid.choose(place)
        assert page.inspector.card is None
        words = [one.text() for one in page.inspector.summary.findChildren(_label())]
        assert card.question in words
        assert card.answer in words


def _label() -> type:
    from PySide6.QtWidgets import QLabel

    return QLabel


def test_a_target_leads_to_its_question_or_partner(page: HomeworkPage, desk: Desk) -> None:
    card = cards(desk)[-1]
    page.show_target(f"homework_question:{card.id}")
    assert page.inspector.card is not None
    assert page.inspector.card.id == card.id
    page.show_target(f"organisation:{card.organisation_id}")
    assert page.grid.place == Place(card.organisation_id)


# -- by keyboard ------------------------------------------------------------------------------


def test_arrows_go_over_the_grid_and_the_inspector_follows(
    page: HomeworkPage, qtbot: QtBot
) -> None:
    page.grid.choose(Place(page.grid.cells.partners[0].organisation_id))
    page.grid.setFocus()
    for _step in page.grid.cells.items:
        qtbot.keyClick(page.grid, Key.Key_Right)
        place = page.grid.place
        held = page.grid.cells.cards_at(place)
        card = page.inspector.card
        assert (card.id if card else None) in ({one.id for one in held} or {None})
    qtbot.keyClick(page.grid, Key.Key_Down)
    assert page.grid.currentIndex().row() == 1


def test_a_question_is_set_by_keyboard_and_can_be_undone(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    before = len(cards(desk))
    item = page.grid.cells.items[1].id
    crc = page.list.rows.records()[0].organisation_id
    page.grid.choose(Place(crc, item))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Key.Key_Return)
    dialog = page.dialog
    assert isinstance(dialog, QuestionDialog)
    dialog.question.setPlainText("Who on your books lives in these wards?")
    dialog.contribution.setPlainText("A count by ward.")
    qtbot.keyClick(dialog.question, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert len(cards(desk)) == before + 1
    card = page.inspector.card
    assert card is not None
    assert (card.organisation_id, card.item_id) == (crc, item)
    assert card.state is HomeworkState.SET
    assert card.question == "Who on your books lives in these wards?"
    assert page.header.detail.text().startswith(f"{before + 1} questions")
    page.operations.undo()
    assert len(cards(desk)) == before
    assert page.grid.place == Place(crc, item)


def test_a_question_without_words_stays_in_the_form(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    before = len(cards(desk))
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Key.Key_N)
    dialog = page.dialog
    assert isinstance(dialog, QuestionDialog)
    dialog.save.click()
    assert dialog.isVisible()
    assert dialog.fields.field("question").problem.text() == "Write the question."
    dialog.question.setPlainText("Late?")
    dialog.due.set_day(date(2017, 3, 1))
    dialog.save.click()
    assert "before the Board" in dialog.fields.field("due_on").problem.text()
    assert len(cards(desk)) == before
    dialog.reject()


def test_s_marks_a_question_sent(page: HomeworkPage, desk: Desk, qtbot: QtBot) -> None:
    card = cards(desk, HomeworkState.DRAFT)[0]
    go(page, card)
    qtbot.keyClick(page.grid, Key.Key_S)
    assert now(desk, card.id).state is HomeworkState.SENT
    qtbot.keyClick(page.grid, Key.Key_S)
    assert now(desk, card.id).sent_on == desk.today


def test_drafts_stay_when_all_that_is_set_is_marked_sent(page: HomeworkPage, desk: Desk) -> None:
    drafts = cards(desk, HomeworkState.DRAFT)
    assert not page.send.isEnabled()
    go(page, drafts[0])
    page.inspector.is_draft.click()
    assert now(desk, drafts[0].id).state is HomeworkState.SET
    assert page.send.text() == "Mark 1 question as sent"
    page.send.click()
    assert now(desk, drafts[0].id).state is HomeworkState.SENT
    assert len(cards(desk, HomeworkState.DRAFT)) == len(drafts) - 1


def test_a_types_the_answer(page: HomeworkPage, desk: Desk, qtbot: QtBot) -> None:
    card = cards(desk, HomeworkState.SENT)[0]
    go(page, card)
    qtbot.keyClick(page.grid, Key.Key_A)
    editor = page.inspector.parts["answer"].editor
    assert editor.isVisible()
    qtbot.keyClicks(editor, "Six sites.")
    qtbot.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    kept = now(desk, card.id)
    assert (kept.state, kept.answer) == (HomeworkState.ANSWERED, "Six sites.")
    assert kept.answered_on == desk.today


def test_a_reply_is_pasted_and_kept_only_when_confirmed(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    card = cards(desk, HomeworkState.SENT)[0]
    go(page, card)
    QGuiApplication.clipboard().setText("O’Neill Road, and\nŞükrü’s shop.\n")
    qtbot.keyClick(page.grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, card.id).answer == ""
    editor = page.inspector.parts["answer"].editor
    qtbot.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, card.id).answer == "O’Neill Road, and\nŞükrü’s shop."


def test_no_answer_is_recorded_as_such(page: HomeworkPage, desk: Desk) -> None:
    card = cards(desk, HomeworkState.SENT)[0]
    go(page, card)
    page.inspector.no_answer.click()
    assert now(desk, card.id).state is HomeworkState.NO_ANSWER
    assert page.grid.currentIndex().data() == "None"


def test_a_question_is_edited_where_it_stands(page: HomeworkPage, desk: Desk, qtbot: QtBot) -> None:
    card = cards(desk, HomeworkState.DRAFT)[0]
    go(page, card)
    qtbot.keyClick(page.grid, Key.Key_F2)
    editor = page.inspector.parts["question"].editor
    editor.setPlainText("Which two outcomes would you keep?")
    qtbot.keyClick(editor, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert now(desk, card.id).question == "Which two outcomes would you keep?"
    page.inspector.due.set_day(date(2017, 2, 16))
    page.inspector.due.editingFinished.emit()
    assert now(desk, card.id).due_on == date(2017, 2, 16)
    page.inspector.due.set_day(date(2017, 3, 16))
    page.inspector.due.editingFinished.emit()
    assert "before the Board" in page.inspector.due_field.problem.text()
    assert now(desk, card.id).due_on == date(2017, 2, 16)


def test_what_is_typed_is_not_lost_when_the_question_changes_elsewhere(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    card = cards(desk, HomeworkState.SENT)[0]
    go(page, card)
    qtbot.keyClick(page.grid, Key.Key_A)
    editor = page.inspector.parts["answer"].editor
    qtbot.keyClicks(editor, "Half an ans")
    page.operations.run(EditHomework(card.id, card.version, contribution="Another reason."))
    assert editor.isVisible()
    assert editor.toPlainText() == "Half an ans"


def test_del_takes_a_question_back_but_never_an_answered_one(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    draft = cards(desk, HomeworkState.DRAFT)[0]
    go(page, draft)
    qtbot.keyClick(page.grid, Key.Key_Delete)
    assert draft.id not in {card.id for card in cards(desk)}
    page.operations.undo()
    assert now(desk, draft.id).question == draft.question
    answered = cards(desk, HomeworkState.ANSWERED)[0]
    go(page, answered)
    assert not page.inspector.delete.isEnabled()


def test_previous_and_next_go_through_the_questions(page: HomeworkPage, desk: Desk) -> None:
    first = next(card for card in cards(desk) if card.previous_id is None)
    go(page, first)
    assert not page.inspector.before.isEnabled()
    seen = [first.id]
    while page.inspector.after.isEnabled():
        page.inspector.after.click()
        assert page.inspector.card is not None
        seen.append(page.inspector.card.id)
    assert sorted(seen) == sorted(card.id for card in cards(desk))


def test_enter_on_a_partner_leads_to_the_question_to_see_to(
    page: HomeworkPage, qtbot: QtBot
) -> None:
    waiting = next(one for one in page.list.rows.records() if one.next_id is not None)
    page.list.choose(waiting.organisation_id)
    page.list.setFocus()
    qtbot.keyClick(page.list, Key.Key_Return)
    assert page.inspector.card is not None
    assert page.inspector.card.id == waiting.next_id
    assert page.grid.hasFocus()


def test_the_offer_to_ask_is_drawn_where_a_partner_has_nothing(page: HomeworkPage) -> None:
    model = page.grid.cells
    crc = page.list.rows.records()[0].organisation_id
    row = model.index_of(Place(crc)).row()
    cells = [
        page.grid.matrix_delegate.cell_of(model.index(row, place + 1))
        for place in range(len(model.items))
    ]
    offered = [cell for cell in cells if getattr(cell, "spoken", "") == ASK]
    assert 1 < len(offered) < len(cells)


# -- the bank ---------------------------------------------------------------------------------


def test_earlier_questions_are_ticked_and_copied_as_drafts(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    before = {card.id for card in cards(desk)}
    crc, item = page.list.rows.records()[0].organisation_id, page.grid.cells.items[0].id
    page.grid.choose(Place(crc, item))
    page.open_bank()
    dialog = page.dialog
    assert isinstance(dialog, EarlierDialog)
    dialog.kinds.choose(EVERY)
    dialog.show_kind()
    lines = dialog.list.rows.records()
    assert lines
    assert not dialog.save.isEnabled()
    qtbot.keyClick(dialog.list, Key.Key_Space)
    dialog.save.click()
    made = [card for card in cards(desk) if card.id not in before]
    assert [(one.organisation_id, one.item_id, one.state) for one in made] == [
        (crc, item, HomeworkState.DRAFT)
    ]
    assert made[0].question == lines[0].one.question


def test_a_question_whose_item_is_gone_asks_where_to_go(page: HomeworkPage, desk: Desk) -> None:
    page.open_bank()
    dialog = page.dialog
    assert isinstance(dialog, EarlierDialog)
    dialog.kinds.choose(EVERY)
    dialog.show_kind()
    homeless = [one.one for one in dialog.list.rows.records() if one.one.item_id is None]
    before = len(cards(desk))
    dialog.item.setCurrentIndex(0)
    dialog.tick(homeless[0].id, True)
    dialog.save.click()
    assert "not on this agenda" in dialog.fields.field("item_id").problem.text()
    assert dialog.isVisible()
    assert len(cards(desk)) == before
    dialog.reject()


def test_the_bank_says_of_each_question_whom_when_and_what_came(
    page: HomeworkPage, desk: Desk, qtbot: QtBot
) -> None:
    page.open_bank()
    dialog = page.dialog
    assert isinstance(dialog, EarlierDialog)
    bank = desk.ask(earlier_questions, board(desk))
    for kind, of in (("worked", lambda one: one.worked), ("last", lambda one: one.is_last)):
        dialog.kinds.choose(kind)
        dialog.show_kind()
        assert [line.one for line in dialog.list.rows.records()] == [o for o in bank if of(o)]
    index = dialog.list.proxy.index(0, 0)
    line = index.data(RECORD)
    said = dialog.list.delegate.cell_of(index).spoken
    for part in (line.one.question, line.one.organisation, "2016", word_of(line.one.state).text):
        assert part in said
    assert not dialog.list.grab().isNull()
    dialog.search.setText("no such words")
    qtbot.waitUntil(lambda: dialog.list.proxy.rowCount() == 0)
    assert_reachable(dialog)
    assert same_alt_keys(dialog) == []
    dialog.reject()


# -- sheets, and nothing to show --------------------------------------------------------------


def test_a_sheet_for_each_partner_goes_into_the_folder(
    page: HomeworkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    page.sheets.save_all()
    asked = [one for one in page.standings if one.asked]
    names = sorted(path.name for path in folder.iterdir())
    assert names == sorted(f"Homework {one.name}.pdf" for one in asked)
    assert all(path.read_bytes().startswith(b"%PDF-") for path in folder.iterdir())
    stamps = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    page.sheets.save_all()
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps


def test_the_chosen_partners_sheet_comes_in_word_to_fill_in(
    page: HomeworkPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = next(one for one in page.standings if one.asked)
    page.list.choose(asked.organisation_id)
    page.list.setFocus()
    out = tmp_path / "sheet"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    lines = {line.text().replace("&", ""): line for line in page.sheets.menu().actions()}
    lines[f"Sheet of {asked.short_name} in Word, to fill in…"].trigger()
    told = filled_in(out.with_suffix(".docx").read_bytes(), "sheet.docx")
    assert told == {}, "the boxes are there, and nobody has written in them"


def test_without_a_board_the_screen_says_what_to_do(
    make_page: Callable[[Desk], HomeworkPage], tmp_path: Path
) -> None:
    with a_desk(tmp_path / "none") as desk:
        page = make_page(desk)
        assert page.stack.currentWidget() is page.empty
        assert "No Board is planned yet" in page.empty.why.text()
        assert not page.add.isVisible()
        assert page.panes() == [page.empty]


def test_a_file_that_is_open_elsewhere_is_only_read(
    make_page: Callable[[Desk], HomeworkPage], desk: Desk, qtbot: QtBot
) -> None:
    with Desk.open(desk.path) as second:
        page = make_page(second)
        assert page.operations.refusal
        assert not page.add.isEnabled()
        card = cards(second, HomeworkState.SENT)[0]
        go(page, card)
        assert not page.inspector.delete.isEnabled()
        assert not page.inspector.due.isEnabled()
        page.inspector.parts["answer"].start_editing()
        assert not page.inspector.editing
        assert page.key_hints() == []
