"""Questions drafted with their sheets, replies read and confirmed, late answers chased."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.homework.commands import EditHomework
from cspdesk.homework.queries import HomeworkCard, by_partner
from cspdesk.homework.reply_word import filled_in
from cspdesk.people.commands import EditOrganisation
from cspdesk.people.queries import organisations
from db.vocabulary import HomeworkState
from ui.homework.model import Place
from ui.homework.page import HomeworkPage
from ui.homework.replies import RepliesDialog
from ui.homework.sending import LettersDialog
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

PAGES = [PageSpec("homework", "Partner homework", "Ctrl+3", HomeworkPage)]
POLICE = 2


@pytest.fixture
def page(qtbot: QtBot, tmp_path: Path) -> Iterator[HomeworkPage]:
    with a_desk(tmp_path / "file", preset="haringey", sample=True) as desk:
        window = MainWindow(
            desk,
            PAGES,
            state=WindowState(tmp_path),
            jobs=InlineRunner(),
            shell=lambda desk, _chosen=None: ShellView(desk.path.stem),
        )
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.go("homework")
        made = window.open_pages["homework"]
        assert isinstance(made, HomeworkPage)
        yield made


def cards(desk: Desk, page: HomeworkPage) -> dict[int, HomeworkCard]:
    assert page.matrix is not None
    held = desk.ask(by_partner, page.matrix.meeting.id)
    return {card.id: card for one in held for card in one.questions}


def letters(page: HomeworkPage) -> LettersDialog:
    page.mail.draft()
    dialog = page.mail.dialog
    assert isinstance(dialog, LettersDialog)
    return dialog


def replies(page: HomeworkPage, partner: int = POLICE) -> RepliesDialog:
    page.grid.choose(Place(partner))
    page.mail.read_reply()
    dialog = page.mail.dialog
    assert isinstance(dialog, RepliesDialog)
    return dialog


def tick(dialog: LettersDialog, place: int) -> None:
    model = dialog.list.rows
    model.setData(
        model.index(place, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole
    )


def test_questions_go_out_as_drafts_with_the_sheet_and_are_marked_as_sent(
    page: HomeworkPage, tmp_path: Path, qtmodeltester: ModelTester
) -> None:
    desk = page.desk
    draft = next(one for one in cards(desk, page).values() if one.state is HomeworkState.DRAFT)
    page.operations.run(EditHomework(draft.id, draft.version, draft=False))
    dialog = letters(page)
    qtmodeltester.check(dialog.list.rows)
    assert_reachable(dialog)
    assert not same_alt_keys(dialog)
    (one,) = dialog.chosen()  # only who has a question that is set; the others were sent before
    assert one.unsent == (draft.id,)
    dialog.folder.setText(str(tmp_path / "nowhere"))
    dialog.write.click()
    assert dialog.fields.field("folder").problem.text()
    out = tmp_path / "drafts"
    out.mkdir()
    dialog.folder.setText(str(out))
    dialog.write.click()
    (path,) = out.iterdir()
    message = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=cast(Any, default)))
    assert message["X-Unsent"] == "1"
    assert message["Subject"].startswith("OFFICIAL: ")
    assert [each.addr_spec for each in message["To"].addresses] == [one.draft.to_address]
    files = {each.get_filename(): each.get_content() for each in message.iter_attachments()}
    assert files[f"Homework {one.partner.name}.pdf"].startswith(b"%PDF-")
    filled = filled_in(files[f"Homework {one.partner.name}.docx"], "sheet")
    assert filled == {}  # nobody has written in it yet
    assert cards(desk, page)[draft.id].state is HomeworkState.SENT
    page.operations.undo()
    assert cards(desk, page)[draft.id].state is HomeworkState.SET


def test_without_sheets_the_letter_does_not_speak_of_one(
    page: HomeworkPage, tmp_path: Path
) -> None:
    dialog = letters(page)
    dialog.pdf.setChecked(False)
    dialog.word.setChecked(False)
    tick(dialog, 0)
    dialog.folder.setText(str(tmp_path))
    dialog.write.click()
    (path,) = tmp_path.glob("*.eml")
    message = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=cast(Any, default)))
    assert "attached" not in message.get_content()
    assert "[H" in message.get_content()


def test_a_partner_without_an_address_is_named_and_its_text_copied(page: HomeworkPage) -> None:
    police = next(one for one in page.desk.ask(organisations) if one.id == POLICE)
    page.operations.run(EditOrganisation(police.id, police.version, email=""))
    dialog = letters(page)
    dialog.list.choose(POLICE)
    assert dialog.unaddressed.text() == "Police has no e-mail address: copy the text instead."
    dialog.copy.click()
    assert "Dear Police colleagues" in QGuiApplication.clipboard().text()
    tick(dialog, 0)
    assert dialog.write.text() == "Write 1 draft"


REPLY = "Dear all,\n\nSee below.\n\nQ1: Two a week, Şükrü.\nQ2: Park.\n\nKind regards\nO’Neill"


def test_a_pasted_reply_is_matched_put_right_and_recorded_in_one_step(
    page: HomeworkPage, qtmodeltester: ModelTester
) -> None:
    dialog = replies(page)
    qtmodeltester.check(dialog.list.rows)
    assert_reachable(dialog)
    assert not same_alt_keys(dialog)
    assert not dialog.record.isEnabled()
    dialog.text.setPlainText(REPLY)
    assert [one.answer for one in dialog.proposals] == ["Two a week, Şükrü.", "Park."]
    assert dialog.rest.text() == "Belongs to no question: See below."
    second = dialog.proposals[1].asked.id
    dialog.list.choose(second)
    dialog.answer.setPlainText("Northumberland Park.")
    dialog.day.set_day(date(2017, 2, 8))
    dialog.record.click()
    held = cards(page.desk, page)
    assert [held[one.asked.id].answer for one in dialog.proposals] == [
        "Two a week, Şükrü.", "Northumberland Park.",
    ]  # fmt: skip
    assert held[second].state is HomeworkState.ANSWERED
    assert held[second].answered_on == date(2017, 2, 8)
    again = replies(page)
    again.text.setPlainText(REPLY)
    assert [one.note for one in again.proposals] == [
        "The answer is here already", "Replaces an answer. Found by its number",
    ]  # fmt: skip
    assert [one.ticked for one in again.proposals] == [False, True]
    page.operations.undo()
    assert cards(page.desk, page)[second].state is HomeworkState.SENT


def test_a_reply_as_a_file_chooses_its_partner_and_its_day(
    page: HomeworkPage, tmp_path: Path
) -> None:
    message = EmailMessage()
    message["From"] = "O’Neill <c.oneill@police.example>"
    message["Subject"] = "RE: questions"
    message["Date"] = "Wed, 08 Feb 2017 09:00:00 +0000"
    message.set_content("1. Weekly.\n")
    path = tmp_path / "reply.eml"
    path.write_bytes(message.as_bytes())
    dialog = replies(page, partner=1)
    dialog.read(path)
    assert dialog.partner.key == POLICE
    assert dialog.day.day == date(2017, 2, 8)
    assert dialog.proposals[0].answer == "Weekly."
    wrong = tmp_path / "reply.msg"
    wrong.write_bytes(b"\xd0\xcf\x11\xe0")
    dialog.read(wrong)
    assert "no reply that can be read" in dialog.problem.text()


def test_a_reply_without_numbers_says_what_to_do(page: HomeworkPage) -> None:
    dialog = replies(page)
    dialog.text.setPlainText("We shall talk about all of this at the meeting.")
    assert dialog.problem.text().startswith("No answer was found for a question.")
    assert not dialog.record.isEnabled()


def test_late_answers_are_chased_from_the_menu_and_the_chase_is_shown(
    page: HomeworkPage, tmp_path: Path
) -> None:
    menu = page.mail.menu()
    assert [each.isEnabled() for each in menu.actions()] == [True, True, False]
    sent = next(one for one in cards(page.desk, page).values() if one.state is HomeworkState.SENT)
    page.operations.run(EditHomework(sent.id, sent.version, due_on=date(2017, 2, 6)))
    menu = page.mail.menu()
    chase = menu.actions()[2]
    assert chase.text() == "Chase 1 late answer…"
    chase.trigger()
    dialog = page.mail.dialog
    assert dialog is not None
    dialog.folder.setText(str(tmp_path))  # type: ignore[attr-defined]
    dialog.write.click()  # type: ignore[attr-defined]
    assert len(list(tmp_path.glob("*homework*.eml"))) == 1
    assert cards(page.desk, page)[sent.id].chases == 1
    page.show_question(sent.id)
    told = [each.accessibleName() for each in page.inspector.facts.findChildren(QLabel)]
    assert "Chased: Thu 9 Feb" in told


def test_a_question_is_chased_by_phone_from_the_grid(page: HomeworkPage, qtbot: QtBot) -> None:
    held = cards(page.desk, page).values()
    sent = next(one for one in held if one.state is HomeworkState.SENT)
    page.show_question(sent.id)
    qtbot.keyClick(page.grid, Qt.Key.Key_C)
    assert page.form.windowTitle() == f"Chase {sent.organisation}, item {sent.item_number}"
    assert_reachable(page.form)
    page.form.whom.setText("Ch Insp O’Neill")
    page.form.save.click()
    assert cards(page.desk, page)[sent.id].chases == 1
    draft = next(one for one in held if one.state is HomeworkState.DRAFT)
    page.show_question(draft.id)
    before = page.form
    page.chase()
    assert page.form is before
