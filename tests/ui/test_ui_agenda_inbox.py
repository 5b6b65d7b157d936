"""The Executive's inbox worked by keyboard: decided, sent another way, asked, searched, undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from cspdesk.agenda.business_queries import inbox, to_decide
from cspdesk.desk import Desk
from db.vocabulary import BusinessSource, RequestKind, Verdict
from ui.agenda.inbox import InboxView
from ui.agenda.page import AgendaPage
from ui.jobs import InlineRunner
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.window import MainWindow

KEY = Qt.Key
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PAGES = [PageSpec("agenda", "Agenda planning", "Ctrl+2", AgendaPage)]
IRIS = "IRIS GP training: funding ends in March"

MakeView = Callable[..., InboxView]


@pytest.fixture
def make_view(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeView]:
    desks: list[Desk] = []

    def make(*, sample: bool = True, width: int = 1440, height: int = 870) -> InboxView:
        desk = a_desk(tmp_path / "file", sample=sample, preset="haringey" if sample else "blank")
        desks.append(desk)
        window = MainWindow(
            desk,
            PAGES,
            state=WindowState(tmp_path),
            jobs=InlineRunner(),
            shell=lambda desk, _cycle=None: ShellView(desk.path.stem),
        )
        qtbot.addWidget(window)
        window.resize(width, height)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        window.go("agenda", "inbox")
        view = page_of(window).views.made()
        assert isinstance(view, InboxView)
        return view

    yield make
    for desk in desks:
        desk.close()


def page_of(window: QWidget) -> AgendaPage:
    assert isinstance(window, MainWindow)
    page = window.open_pages["agenda"]
    assert isinstance(page, AgendaPage)
    return page


@pytest.fixture
def view(make_view: MakeView) -> InboxView:
    return make_view()


def titles(view: InboxView) -> list[str]:
    return [line.title for line in view.pieces.rows.records()]


def choose(view: InboxView, title: str) -> None:
    line = next(one for one in view.pieces.rows.records() if one.title == title)
    assert view.pieces.choose(line.key)


def sub_tab(view: InboxView) -> str:
    return view.page.views.tabs.button("inbox").accessibleName()


def agenda_titles(view: InboxView) -> list[str]:
    assert view.page.view is not None
    return [line.title for line in view.page.view.lines]


def test_the_sub_tab_says_how_many_are_to_decide_and_the_list_shows_them(view: InboxView) -> None:
    assert sub_tab(view) == "Inbox 3"
    assert len(titles(view)) == 3
    assert view.what.current == "decide"
    assert view.card.card is not None
    assert view.card.card.line == view.pieces.current_record()


def test_b_and_a_reason_put_it_on_the_agenda_and_undo_takes_it_off(
    view: InboxView, qtbot: QtBot
) -> None:
    choose(view, IRIS)
    before = agenda_titles(view)
    qtbot.keyClick(view.pieces, KEY.Key_B)
    assert view.card.form.reason.hasFocus()
    qtbot.keyClicks(view.card.form.reason, "Two partners have to pay.")
    qtbot.keyClick(view.card.form.reason, KEY.Key_Return)
    assert IRIS not in titles(view)
    assert sub_tab(view) == "Inbox 2"
    assert agenda_titles(view) == [*before[:-1], IRIS, before[-1]]
    assert view.pieces.hasFocus()
    assert not view.card.form.is_open
    view.page.operations.undo()
    assert IRIS in titles(view)
    assert agenda_titles(view) == before


def test_s_asks_for_channel_whom_and_reason_and_keeps_what_was_typed(
    view: InboxView, qtbot: QtBot
) -> None:
    choose(view, IRIS)
    form = view.card.form
    qtbot.keyClick(view.pieces, KEY.Key_S)
    assert form.channel.hasFocus()
    qtbot.keyClicks(form.channel, "VAWG bulletin")
    qtbot.keyClick(form.channel, KEY.Key_Return)
    assert form.fields.field("reason").problem.text().startswith("Say why")
    qtbot.keyClicks(form.reason, "For noting only.")
    qtbot.keyClick(form.reason, KEY.Key_Return)
    assert form.fields.field("to_whom").problem.isVisible()
    assert form.to_whom.hasFocus()
    assert (form.channel.text(), form.reason.text()) == ("VAWG bulletin", "For noting only.")
    qtbot.keyClicks(form.to_whom, "practice managers")
    qtbot.keyClick(form.to_whom, KEY.Key_Return)
    assert IRIS not in titles(view)
    view.choose("all")
    choose(view, IRIS)
    assert view.card.form.choice.current == Verdict.DISSEMINATE.value
    assert [way.channel for way in view.card.card.ways] == ["VAWG bulletin"]


@pytest.mark.parametrize(
    ("key", "verdict"),
    [(KEY.Key_D, Verdict.DEFER), (KEY.Key_C, Verdict.DECLINE), (KEY.Key_M, Verdict.SEND_BACK)],
)
def test_each_other_verdict_has_its_key(
    view: InboxView, qtbot: QtBot, key: Qt.Key, verdict: Verdict
) -> None:
    choose(view, IRIS)
    qtbot.keyClick(view.pieces, key)
    assert view.card.form.reason.hasFocus()
    qtbot.keyClicks(view.card.form.reason, "In June we know more.")
    qtbot.keyClick(view.card.form.reason, KEY.Key_Return)
    view.choose("all")
    choose(view, IRIS)
    assert view.pieces.current_record().verdict is verdict
    assert "In June we know more." in view.card.reply.text()


def test_esc_puts_the_form_away_and_nothing_is_decided(view: InboxView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.pieces, KEY.Key_C)
    qtbot.keyClicks(view.card.form.reason, "Not")
    qtbot.keyClick(view.card.form.reason, KEY.Key_Escape)
    assert not view.card.form.is_open
    assert view.pieces.hasFocus()
    assert len(titles(view)) == 3


def test_what_was_typed_for_one_piece_never_goes_to_another(view: InboxView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.pieces, KEY.Key_C)
    qtbot.keyClicks(view.card.form.reason, "Half a reason")
    choose(view, titles(view)[1])
    assert not view.card.form.is_open
    assert view.card.form.reason.text() == ""


def test_a_line_of_the_highlight_report_joins_the_item_of_that_report_at_first(
    view: InboxView, qtbot: QtBot
) -> None:
    view.choose("all")
    line = next(one for one in view.pieces.rows.records() if one.source is BusinessSource.PMG)
    view.pieces.choose(line.key)
    view.take_focus()
    qtbot.keyClick(view.pieces, KEY.Key_B)
    assert view.card.form.item.currentText() == "Item 2, PMG highlight report"


def test_decided_business_shows_its_reply_and_history_and_is_decided_again(
    view: InboxView, qtbot: QtBot
) -> None:
    view.choose("all")
    choose(view, "Noel Park project: what worked")
    assert "Cycle 1, 2016/17" in view.card.before.text()
    qtbot.mouseClick(view.card.copy, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == view.card.card.reply
    qtbot.mouseClick(view.card.again, Qt.MouseButton.LeftButton)
    assert view.pieces.current_record().to_decide
    assert view.card.reply_section.isHidden()


def test_words_are_edited_where_they_stand(view: InboxView, qtbot: QtBot) -> None:
    choose(view, IRIS)
    part = view.card.parts["why_whole"]
    part.setFocus()
    qtbot.keyClick(part, KEY.Key_F2)
    part.editor.setPlainText("GPs see them first.")
    qtbot.keyClick(part.editor, KEY.Key_Return, CTRL)
    assert part.text == "GPs see them first."
    assert view.page.desk.ask(inbox, None, search="gps them first").total == 1


def test_search_finds_in_every_cycle_and_says_when_nothing_is_found(
    view: InboxView, qtbot: QtBot
) -> None:
    view.choose("all")
    qtbot.keyClick(view.pieces, KEY.Key_F, CTRL)
    assert view.search.hasFocus()
    qtbot.keyClicks(view.search, "iris")
    qtbot.keyClick(view.search, KEY.Key_Return)
    assert titles(view) == [IRIS]
    view.scope.button("every").click()
    assert titles(view) == [IRIS, "IRIS GP training: practices that have not joined"]
    view.search.setText("zeppelin")
    qtbot.keyClick(view.search, KEY.Key_Return)
    assert titles(view) == []
    assert view.pieces.empty_text == "No business holds “zeppelin”."
    assert view.card.card is None


def test_space_says_that_it_has_gone_out(view: InboxView, qtbot: QtBot) -> None:
    view.choose("ways")
    open_before = [way for way in view.ways.rows.records() if not way.is_done]
    view.ways.choose(open_before[0].id)
    assert open_before[0].days_late == 2
    qtbot.keyClick(view.ways, KEY.Key_Space)
    still = [way.id for way in view.ways.rows.records() if not way.is_done]
    assert still == [way.id for way in open_before[1:]]
    assert "3" in view.what.button("ways").accessibleName()


def test_one_more_way_is_added_under_the_verdict(view: InboxView, qtbot: QtBot) -> None:
    view.choose("ways")
    qtbot.mouseClick(view.card.more, Qt.MouseButton.LeftButton)
    assert view.card.form.reason.isHidden() or not view.card.form.reason.isVisible()
    qtbot.keyClicks(view.card.form.channel, "Desk cards")
    qtbot.keyClicks(view.card.form.to_whom, "Staff")
    qtbot.keyClick(view.card.form.to_whom, KEY.Key_Return)
    assert "Desk cards" in [way.channel for way in view.ways.rows.records()]


def group(view: InboxView, name: str) -> None:
    line = next(one for one in view.asked.rows.records() if one.short_name == name)
    assert view.asked.choose(line.id)
    view.take_focus()


def standing(view: InboxView, kind: RequestKind = RequestKind.BUSINESS) -> str:
    return view.asked.current_record().request(kind).standing.words


def test_groups_are_asked_reminded_and_recorded_by_a_key(view: InboxView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.pieces, KEY.Key_4, ALT)
    assert view.asked.hasFocus()
    group(view, "Channel Panel")
    assert view.asked.current_record().silence == "Silent for 4 cycles"
    qtbot.keyClick(view.asked, KEY.Key_A)
    assert standing(view) == "Asked 9 Feb"
    qtbot.keyClick(view.asked, KEY.Key_R)
    assert standing(view) == "Reminded 9 Feb"
    assert view.group.letter.text().startswith("To: Channel Panel\nSubject: Reminder:")
    qtbot.keyClick(view.asked, KEY.Key_C)
    assert standing(view) == "Came 9 Feb"
    assert not view.asked.current_record().silent
    assert view.what.button("groups").accessibleName() == "Silent groups 4"


def test_minutes_are_asked_for_once_the_segments_say_so(view: InboxView, qtbot: QtBot) -> None:
    view.choose("groups")
    group(view, "CSB")
    view.group.kind.button(RequestKind.MINUTES.value).click()
    view.take_focus()
    qtbot.keyClick(view.asked, KEY.Key_A)
    assert standing(view, RequestKind.MINUTES) == "Asked 9 Feb"
    qtbot.keyClicks(view.group.answer, "Minutes of 12 January")
    qtbot.keyClick(view.group.answer, KEY.Key_Return)
    assert view.asked.current_record().request(RequestKind.MINUTES).answer


def test_all_that_were_not_asked_are_asked_at_once_then_the_silent_reminded(
    view: InboxView, qtbot: QtBot
) -> None:
    view.choose("groups")
    assert view.ask_all.text() == "Ask all 2 not asked"
    qtbot.mouseClick(view.ask_all, Qt.MouseButton.LeftButton)
    assert view.ask_all.text() == "Remind 5 silent"
    qtbot.mouseClick(view.ask_all, Qt.MouseButton.LeftButton)
    words = {one.short_name: one.request(RequestKind.BUSINESS).standing.words
             for one in view.groups()}  # fmt: skip
    assert words["CSB"] == "Reminded twice, 9 Feb"
    assert words["Channel Panel"] == "Reminded 9 Feb"
    assert words["IOM Board"] == "Answered"


def test_ins_adds_business_and_a_slip_is_said_beside_its_field(
    view: InboxView, qtbot: QtBot
) -> None:
    qtbot.keyClick(view.pieces, KEY.Key_Insert)
    dialog = view.dialog
    assert dialog is not None
    dialog.title.setText("Knife crime: a week of action")
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert dialog.fields.field("who").problem.isVisible()
    dialog.who.setCurrentIndex(2)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    assert "Knife crime: a week of action" in titles(view)
    assert view.pieces.current_record().title == "Knife crime: a week of action"
    assert sub_tab(view) == "Inbox 4"


def test_ctrl_n_adds_business_here_and_an_item_on_the_agenda(view: InboxView, qtbot: QtBot) -> None:
    qtbot.keyClick(view.page, KEY.Key_N, CTRL)
    assert view.dialog is not None
    view.dialog.reject()
    view.page.views.show_view("agenda")
    qtbot.keyClick(view.page.list, KEY.Key_N, CTRL)
    assert view.page.adding.isVisible()


def test_del_takes_out_what_was_put_in_by_mistake(view: InboxView, qtbot: QtBot) -> None:
    choose(view, IRIS)
    qtbot.keyClick(view.pieces, KEY.Key_Delete)
    assert IRIS not in titles(view)
    view.page.operations.undo()
    assert IRIS in titles(view)


def test_an_item_taken_off_the_agenda_is_to_decide_again(view: InboxView, qtbot: QtBot) -> None:
    view.page.views.show_view("agenda")
    lines = view.page.list.rows.records()
    funding = next(line for line in lines if line.title == "MOPAC funding for 2017/18")
    view.page.list.choose(funding.id)
    view.page.list.setFocus()
    qtbot.keyClick(view.page.list, KEY.Key_Delete)
    assert sub_tab(view) == "Inbox 4"
    view.page.views.show_view("inbox")
    assert "MOPAC funding for 2017/18" in titles(view)


def test_an_empty_file_says_what_to_do(make_view: MakeView) -> None:
    view = make_view(sample=False)
    assert view.stack.currentWidget() is view.empty
    assert view.empty.button.text() == "Plan the first cycle…"
    assert not view.add.isEnabled()
    assert sub_tab(view) == "Inbox"


def test_another_cycle_shows_its_own_business(view: InboxView) -> None:
    view.page.context.cycle.choose(5)
    view.page.refresh(None)
    assert len(titles(view)) == view.page.desk.ask(to_decide, 5) == 3
    assert all(line.came_before for line in view.pieces.rows.records())


def test_a_target_leads_to_a_list_or_to_one_piece(view: InboxView) -> None:
    view.page.show_target("inbox:ways")
    assert view.show_what == "ways"
    found = view.page.desk.ask(inbox, 4).lines[-1]
    view.page.show_target(f"inbox:{found.piece.business_id}")
    assert view.pieces.current_record() == found


def test_the_models_hold(view: InboxView, qtmodeltester: ModelTester) -> None:
    for what in ("all", "ways", "groups"):
        view.choose(what)
        qtmodeltester.check(view.list.rows)


def test_everything_is_reached_by_keyboard(view: InboxView) -> None:
    for what in ("decide", "all", "ways", "groups"):
        view.choose(what)
        assert_reachable(view.page)


@pytest.mark.parametrize(("width", "height"), [(1366, 728), (1024, 600)])
def test_list_and_piece_fit_a_small_window(make_view: MakeView, width: int, height: int) -> None:
    view = make_view(width=width, height=height)
    right = view.side.mapTo(view, QPoint(view.side.width(), 0)).x()
    assert right <= view.width()
    assert view.pieces.width() >= 300
    assert view.card.form.choice.width() <= view.side.width()
