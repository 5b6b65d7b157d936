"""The highlight report: in and out by Space, words edited in place, its way to the Board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from accessibility import assert_reachable
from desks import a_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.kpis.highlight_report import highlight_report
from cspdesk.kpis.records import Highlight, HighlightReport
from cspdesk.meetings.queries import current_cycle, cycles
from db.vocabulary import HighlightState
from ui.jobs import InlineRunner
from ui.kpis import highlight_paper
from ui.kpis.highlight_page import HighlightView
from ui.kpis.highlight_rows import HighlightRow, NoteRow, wrap_lines
from ui.kpis.page import KpisPage
from ui.pages import PageSpec, ShellView
from ui.state import WindowState
from ui.theme import theme
from ui.window import MainWindow

PAGES = [PageSpec("kpis", "KPIs and RAG", "Ctrl+6", KpisPage)]


def shown(qtbot: QtBot, desk: Desk, folder: Path) -> KpisPage:
    window = MainWindow(
        desk, PAGES, state=WindowState(folder), jobs=InlineRunner(), shell=lambda *_: ShellView("T")
    )
    qtbot.addWidget(window)
    window.resize(1440, 870)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    page = window.current_page()
    assert isinstance(page, KpisPage)
    page.show_view("highlight")
    return page


def highlight_view(page: KpisPage) -> HighlightView:
    view = page.views.currentWidget()
    assert isinstance(view, HighlightView)
    return view


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> Iterator[HighlightView]:
    desk = a_desk(tmp_path, preset="haringey", sample=True)
    made = highlight_view(shown(qtbot, desk, tmp_path))
    made.take_focus()
    yield made
    desk.close()


def report(view: HighlightView) -> HighlightReport:
    """What the file says now."""
    assert view.cycle_id is not None
    return view.page.desk.ask(highlight_report, view.cycle_id)


def codes(view: HighlightView) -> list[str]:
    return [held.line.code for held in report(view).taken]


def choose(view: HighlightView, code: str) -> None:
    rows = view.view.rows.records()
    row = next(r for r in rows if isinstance(r, HighlightRow) and r.held.line.code == code)
    assert view.view.choose(row.key)


def choose_left(view: HighlightView, code: str) -> None:
    lines = view.left.view.rows.records()
    assert view.left.view.choose(next(line.id for line in lines if line.code == code))
    view.left.view.setFocus()


def taken(view: HighlightView, code: str) -> Highlight:
    return next(held for held in report(view).taken if held.line.code == code)


def fill(view: HighlightView, name: str, words: str) -> None:
    control = view.bar.controls[name]
    if isinstance(control, QComboBox):
        control.setCurrentText(words)
    else:
        control.setText(words)


def editor(view: HighlightView) -> QPlainTextEdit:
    found = [e for e in view.view.viewport().findChildren(QPlainTextEdit) if e.isVisible()]
    assert len(found) == 1
    return found[0]


# -- what is shown ------------------------------------------------------------------------------


def test_the_report_stands_by_priority_with_gaps_and_what_is_left_out(view: HighlightView) -> None:
    groups = view.view.rows.groups()
    assert [(group.title, group.detail) for group in groups] == [
        ("Reoffending", "3 of 9"),
        ("Prevention", "3 of 7"),
        ("Public confidence", "none of 6"),
        ("MOPAC 7", "2 of 7, only where partners can add something"),
    ]
    notes = [row for group in groups for row in group.rows if isinstance(row, NoteRow)]
    assert [note.title for note in notes] == ["Gap: BME engagement"]
    assert sum(len(group.rows) for group in view.left.view.rows.groups()) == 21
    heads = {group.title: group.detail for group in view.left.view.rows.groups()}
    assert heads["Same story as one that is in 1"] == "P6 moves with P4."
    assert view.page.tabs.button("highlight").accessibleName() == "Highlight report 8 in"


def test_the_models_keep_qts_rules(view: HighlightView) -> None:
    QAbstractItemModelTester(view.view.rows, view)
    QAbstractItemModelTester(view.left.view.rows, view)
    view.refresh(None)


# -- in and out ---------------------------------------------------------------------------------


def test_space_takes_a_row_out_once_the_reason_is_given(view: HighlightView, qtbot: QtBot) -> None:
    choose(view, "R5")
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    assert view.bar.isVisible()
    fill(view, "reason", " ")
    view.bar.give()
    assert view.bar.fields.field("reason").problem.text() == ("Say why R5 stays out of the report.")
    fill(view, "reason", "Same story as one that is in: R5 moves with R4.")
    view.bar.give()
    assert "R5" not in codes(view)
    assert view.bar.isHidden()
    assert view.view.hasFocus()
    assert view.page.desk.undo_label == "Left R5 out of the highlight report"
    view.page.operations.undo()
    assert "R5" in codes(view)


def test_escape_leaves_everything_as_it_was(view: HighlightView, qtbot: QtBot) -> None:
    choose(view, "R5")
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    qtbot.keyClick(view.bar.controls["reason"], Qt.Key.Key_Escape)
    assert view.bar.isHidden()
    assert "R5" in codes(view)


def test_space_takes_a_left_out_indicator_in_with_a_reason(
    view: HighlightView, qtbot: QtBot
) -> None:
    choose_left(view, "R1")
    qtbot.keyClick(view.left.view, Qt.Key.Key_Space)
    assert list(view.bar.controls) == ["reason"]
    fill(view, "reason", "Asked for by the Chair")
    control = view.bar.controls["reason"]
    assert isinstance(control, QLineEdit)
    qtbot.keyClick(control, Qt.Key.Key_Return)
    assert taken(view, "R1").why == "Asked for by the Chair"


def test_mopac_7_goes_in_only_with_a_stated_partnership_value(
    view: HighlightView, qtbot: QtBot
) -> None:
    choose_left(view, "M5")
    qtbot.keyClick(view.left.view, Qt.Key.Key_Space)
    fill(view, "reason", "Still rising")
    view.bar.give()
    assert "M5" not in codes(view)
    assert (
        view.bar.fields.field("partnership_value")
        .problem.text()
        .startswith("M5 is reviewed by the Police each month")
    )
    fill(view, "partnership_value", "Transport for London: staff at the two stations.")
    view.bar.give()
    assert codes(view)[-3:] == ["M2", "M4", "M5"]


def test_a_candidate_is_taken_at_once_with_the_rules_reason(
    view: HighlightView, qtbot: QtBot
) -> None:
    from cspdesk.kpis.highlight_commands import DecideHighlight

    key = taken(view, "R2").line.id
    assert view.cycle_id is not None
    view.page.operations.run(DecideHighlight(key, view.cycle_id, None))
    choose(view, "R2")
    row = view.view.current_record()
    assert not row.taken
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    assert view.bar.isHidden()
    assert taken(view, "R2").why == "Risk red, trend of concern"


# -- words --------------------------------------------------------------------------------------


def test_e_edits_the_headline_where_it_stands(view: HighlightView, qtbot: QtBot) -> None:
    choose(view, "R2")
    qtbot.keyClick(view.view, Qt.Key.Key_E)
    edit = editor(view)
    assert edit.toPlainText() == "Youth reoffending is still rising, at 44.7%"
    edit.setPlainText("Youth reoffending has risen for two years")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert taken(view, "R2").headline == "Youth reoffending has risen for two years"
    assert view.page.desk.undo_label == "Changed the headline of R2 in the highlight report"


def test_tab_leads_from_the_headline_to_the_ask(view: HighlightView, qtbot: QtBot) -> None:
    choose(view, "R2")
    qtbot.keyClick(view.view, Qt.Key.Key_E)
    qtbot.keyClick(editor(view), Qt.Key.Key_Tab)
    qtbot.waitUntil(
        lambda: any(
            e.isVisible() and e.accessibleName() == "What we ask of partners"
            for e in view.view.viewport().findChildren(QPlainTextEdit)
        )
    )


def test_a_headline_that_is_too_long_is_refused_and_kept_to_mend(
    view: HighlightView, qtbot: QtBot
) -> None:
    choose(view, "R2")
    qtbot.keyClick(view.view, Qt.Key.Key_E)
    long = "Very long " * 20
    editor(view).setPlainText(long)
    qtbot.keyClick(editor(view), Qt.Key.Key_Return)
    assert "At most 110 characters, this has 199" in view.way.problem.text()
    qtbot.waitUntil(
        lambda: any(
            e.isVisible() and e.toPlainText() == long.strip()
            for e in view.view.viewport().findChildren(QPlainTextEdit)
        )
    )
    assert taken(view, "R2").headline == "Youth reoffending is still rising, at 44.7%"


def test_w_words_the_reason(view: HighlightView, qtbot: QtBot) -> None:
    choose(view, "R2")
    qtbot.keyClick(view.view, Qt.Key.Key_W)
    fill(view, "highlight_reason", "Red for the third quarter")
    view.bar.give()
    assert taken(view, "R2").why == "Red for the third quarter"


# -- the way to the Board -------------------------------------------------------------------------


def test_the_report_goes_to_the_executive_and_comes_back(view: HighlightView, qtbot: QtBot) -> None:
    view.way.back.click()
    view.way.back.click()
    assert report(view).state.state is HighlightState.DRAFT
    assert view.way.step.text() == "Send to the Executive"
    assert not view.way.more.isVisible()
    view.way.step.click()
    assert view.way.said.text() == "With the Executive since Thu 9 Feb"
    choose(view, "R2")
    qtbot.keyClick(view.view, Qt.Key.Key_M)
    fill(view, "text", "what do schools say?")
    view.bar.give()
    row = view.view.current_record()
    assert row.more == "what do schools say?"
    view.way.step.click()
    assert view.way.said.text() == "Executive reviewed on Thu 9 Feb"
    view.way.step.click()
    assert view.way.problem.text() == "The Executive waits for an answer on R2."
    waiting = next(one for one in report(view).requests if not one.answer)
    view.answer(waiting)
    fill(view, "answer", "Two in three were known to a school.")
    view.bar.give()
    view.way.step.click()
    assert report(view).state.state is HighlightState.APPROVED
    assert not view.way.step.isEnabled()


def test_an_approved_report_is_left_alone_until_the_approval_is_taken_back(
    view: HighlightView, qtbot: QtBot
) -> None:
    view.way.step.click()
    choose(view, "R5")
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    assert view.bar.isHidden()
    assert "Take the approval back first" in view.way.problem.text()
    view.way.back.click()
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    assert view.bar.isVisible()


def test_what_was_issued_no_longer_changes_and_says_so(view: HighlightView, qtbot: QtBot) -> None:
    before = next(line.id for line in view.page.desk.ask(cycles) if line.number == 3)
    view.page.context.cycle.choose(before)
    assert view.way.said.text().startswith("Issued on ")
    assert view.way.said.text().endswith("it no longer changes")
    assert not view.way.step.isEnabled()
    view.view.choose_first()
    qtbot.keyClick(view.view, Qt.Key.Key_E)
    assert "What was issued stays as it was" in view.way.problem.text()


def test_a_request_is_removed_with_del_and_undone(view: HighlightView, qtbot: QtBot) -> None:
    view.left.requests.setFocus()
    qtbot.keyClick(view.left.requests, Qt.Key.Key_Delete)
    assert report(view).requests == ()
    assert view.left.asked.isHidden()
    view.page.operations.undo()
    assert len(report(view).requests) == 1


# -- paper ----------------------------------------------------------------------------------------


def test_the_report_is_saved_as_a_pdf_of_its_own(
    view: HighlightView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "report.pdf"
    monkeypatch.setattr(
        highlight_paper.QFileDialog, "getSaveFileName", lambda *_: (str(out.with_suffix("")), "")
    )
    view.paper.save_as()
    assert out.read_bytes().startswith(b"%PDF-")
    assert view.way.told.text().startswith("Saved report.pdf, ")
    assert view.paper.save.isEnabled()


def test_the_preview_is_made_and_handed_to_the_viewer(
    view: HighlightView, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(
        highlight_paper.QDesktopServices,
        "openUrl",
        lambda url: bool(opened.append(Path(url.toLocalFile())) or True),
    )
    view.paper.preview.click()
    assert [path.name for path in opened] == ["Highlight report preview 1.pdf"]
    assert opened[0].read_bytes().startswith(b"%PDF-")


# -- looks ----------------------------------------------------------------------------------------


def test_every_control_is_named_and_reached_by_keyboard(view: HighlightView, qtbot: QtBot) -> None:
    assert_reachable(view.page)
    choose(view, "R5")
    qtbot.keyClick(view.view, Qt.Key.Key_Space)
    assert_reachable(view.page)


def test_rows_are_spoken_in_full(view: HighlightView) -> None:
    choose(view, "R5")
    index = view.view.currentIndex()
    role = Qt.ItemDataRole.AccessibleTextRole
    spoken = [str(index.siblingAtColumn(place).data(role)) for place in range(6)]
    assert spoken[1] == "R5 IOM cohort size, 204, target 245"
    assert spoken[2] == "Red"
    assert spoken[4].startswith("Risk red, stalled. The IOM cohort has stalled")


@pytest.mark.parametrize("width", [60, 120, 400])
def test_wrapped_words_lose_nothing_until_the_last_line(qtbot: QtBot, width: int) -> None:
    metrics = theme().metrics("label")
    text = "Schools and Early Help: who is known before the first offence?"
    whole = wrap_lines(metrics, text, width, 20)
    assert " ".join(whole) == text
    cut = wrap_lines(metrics, text, width, 2)
    assert len(cut) <= 2
    assert cut[0] == whole[0]


def test_without_a_cycle_the_report_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    made = highlight_view(shown(qtbot, desk, tmp_path))
    assert desk.ask(current_cycle) is None
    assert made.empty.isVisible()
    assert not made.way.step.isEnabled()
    assert_reachable(made.page)
    desk.close()
