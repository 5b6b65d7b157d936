"""Starting: first paint with nothing heavy, then the file; first-run page; failures; logs."""

from __future__ import annotations

import gc
import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import assert_reachable, same_alt_keys
from desks import a_desk
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt, qWarning
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from cspdesk.settings.queries import partnership
from ui import errors
from ui.app import Loader, Program, _parse
from ui.first_run import FirstRunPage, NewPartnership, file_name, likely_board
from ui.opening import OpeningPage
from ui.pages import standard_pages
from ui.state import RECENT_LIMIT, WindowState, home_folder
from ui.window import MainWindow

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("sqlalchemy", "alembic", "pandas", "numpy", "pyqtgraph", "reportlab", "openpyxl",
         "pikepdf", "holidays", "rapidfuzz", "python_calamine", "sqlite3", "dataclasses",
         "cspdesk.desk", "db.store", "ui.home.page", "ui.agenda.page", "ui.kpis.page",
         "ui.first_run", "ui.widgets.tables", "ui.widgets.dialogs", "ui.charts")  # fmt: skip

PROBE = """
import gc, json, sys
import main
from ui.starting import hurry
hurry()
import ui.window
heavy = {heavy!r}
def at_first_paint(window):
    found = [name for name in heavy if name in sys.modules]
    names = [window.tabs.tabs.tabText(place) for place in range(window.tabs.tabs.count())]
    seen = {{
        "heavy": found, "title": window.windowTitle(), "tabs": names, "path": window.status.path,
        "pressable": window.tabs.isEnabled(), "collecting": gc.isenabled(),
        "frame": window.tabs.isVisible() and window.status.isVisible(),
    }}
    window.painted.disconnect()
    window.close()
    print(json.dumps(seen))
ui.window.MainWindow._on_painted = at_first_paint
sys.exit(main.main({arguments!r}))
"""


def probed(folder: Path, *arguments: str) -> dict[str, object]:
    """What the window is at its first paint, in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY, arguments=list(arguments))],
        cwd=ROOT,
        env={**os.environ, "CSPDESK_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    found: dict[str, object] = json.loads(ran.stdout)
    return found


def test_nothing_heavy_is_imported_before_the_first_paint(desk_folder: Path) -> None:
    found = probed(desk_folder)
    assert found["heavy"] == []
    assert found["title"] == "CSP Desk"
    assert not found["frame"]
    assert not found["collecting"]
    assert (desk_folder / "window.ini").exists()
    assert (desk_folder / "crash.log").read_text() == ""


def test_the_frame_of_a_file_is_painted_before_the_file_is_read(
    desk_folder: Path, tmp_path: Path
) -> None:
    with a_desk(tmp_path) as desk:
        path = desk.path
    found = probed(desk_folder, str(path))
    assert found["heavy"] == []
    assert found["title"] == "partnership – CSP Desk"
    assert found["tabs"] == [spec.title for spec in standard_pages() if spec.tab]
    assert found["path"] == str(path)
    assert found["frame"]
    assert not found["pressable"]


def test_the_frame_has_the_title_of_last_time_unless_the_file_has_changed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, desk_folder: Path
) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    started(window, qtbot, desk.path)
    title = window.windowTitle()
    assert title == "Testborough CSP – CSP Desk"
    window.close()
    assert probed(home_folder(), str(desk.path))["title"] == title
    os.utime(desk.path, (1, 1))
    assert probed(home_folder(), str(desk.path))["title"] == "partnership – CSP Desk"


def test_garbage_is_collected_again_once_the_first_screen_is_up(
    window: MainWindow, qtbot: QtBot
) -> None:
    gc.disable()
    try:
        started(window, qtbot)
        qtbot.waitUntil(gc.isenabled)
        settle(qtbot)
    finally:
        gc.enable()
        gc.unfreeze()


def test_pyside_does_not_read_the_sources_of_our_modules() -> None:
    """It would take as long as importing them; a built program has none to read."""
    code = (
        "from ui.starting import hurry; hurry(); import linecache, ui.window;"
        "print([name for name in linecache.cache if 'ui' in name.split('/')])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == "[]"


# -- the program ------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, desk_folder: Path) -> Iterator[MainWindow]:
    made = MainWindow(None, [], state=WindowState(home_folder()))
    qtbot.addWidget(made)
    yield made
    if made.desk is not None:
        made.desk.close()


def settle(qtbot: QtBot) -> None:
    """The loader's threads have ended and their answers were heard."""
    qtbot.waitUntil(
        lambda: all(thread.name != "loader" for thread in threading.enumerate()), timeout=30_000
    )
    QApplication.processEvents()


def started(window: MainWindow, qtbot: QtBot, path: Path | None = None) -> Program:
    program = Program(window, path)
    window.show()
    qtbot.waitUntil(
        lambda: window.desk is not None or program.first_run is not None, timeout=30_000
    )
    settle(qtbot)
    return program


def test_the_file_asked_for_opens_after_the_first_paint(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    program = Program(window, desk.path)
    opening = window.stack.currentWidget()
    assert isinstance(opening, OpeningPage)
    assert opening.words.text() == "Opening partnership.cspdesk…"
    assert window.desk is None
    window.show()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=30_000)
    settle(qtbot)
    assert window.desk is not None
    assert window.desk.path == desk.path
    assert program.file_to_open() == desk.path


def test_the_last_file_opens_by_itself(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    window.state.add_recent(desk.path)
    started(window, qtbot)
    assert window.desk is not None
    assert window.desk.path == desk.path.resolve()


def test_without_any_file_the_three_offers_are_made(window: MainWindow, qtbot: QtBot) -> None:
    program = started(window, qtbot)
    assert window.stack.currentWidget() is program.first_run
    assert window.desk is None


def test_the_sample_is_made_once_and_then_reopened(window: MainWindow, qtbot: QtBot) -> None:
    program = started(window, qtbot)
    assert program.first_run is not None
    qtbot.mouseClick(program.first_run.sample, Qt.MouseButton.LeftButton)
    first = window.desk
    assert first is not None
    assert first.is_sample
    assert first.today == date(2017, 2, 9)
    assert first.path == home_folder() / "sample.cspdesk"
    made = first.path.stat().st_ino
    first.close()
    program.open_sample()
    assert window.desk is not None
    assert window.desk is not first
    assert window.desk.path.stat().st_ino == made
    assert not window.desk.read_only


def test_a_partnership_of_ones_own_is_made_where_asked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    program = started(window, qtbot)
    page = program.first_run
    assert page is not None
    qtbot.keyClicks(page.name, "Camden CSP")
    qtbot.keyClicks(page.borough, "Camden")
    page.preset.setCurrentIndex(page.preset.findData("blank"))
    assert page.path.text() == str(home_folder() / "camden-csp.cspdesk")
    qtbot.keyClick(page.start, Qt.Key.Key_Space)
    assert window.desk is not None
    card = window.desk.ask(partnership)
    assert (card.name, card.borough) == ("Camden CSP", "Camden")
    assert window.desk.path == home_folder() / "camden-csp.cspdesk"
    assert window.state.recent() == [window.desk.path.resolve()]
    strip = window.desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.board_on == likely_board(date.today())
    assert not window.menus.undo.isEnabled()
    assert strip.cycle.meeting_id is not None
    view = window.desk.ask(agenda, strip.cycle.meeting_id)
    assert view is not None
    assert len(view.lines) > 1, "the Board starts with the standing items"


def test_a_first_board_at_a_weekend_is_refused_beside_its_date_and_leaves_no_file(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = started(window, qtbot).first_run
    assert page is not None
    qtbot.keyClicks(page.name, "Camden CSP")
    saturday = likely_board(date.today()) + timedelta(days=2)
    page.board.setDate(QDate(saturday.year, saturday.month, saturday.day))
    qtbot.keyClick(page.start, Qt.Key.Key_Space)
    assert window.desk is None
    assert "weekend" in page.fields.field("board_on").problem.text()
    assert list(home_folder().glob("*.cspdesk*")) == []


@given(st.dates(date(2016, 1, 1), date(2045, 1, 1)))
def test_the_proposed_first_board_is_a_working_day_with_time_before_it(today: date) -> None:
    day = likely_board(today)
    assert day.weekday() == 3
    assert day >= today + timedelta(weeks=8)
    assert (day.month, day.day) not in ((12, 25), (12, 26), (1, 1))


def test_a_file_that_cannot_be_opened_is_said_beside_the_offer(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    bad = tmp_path / "letters.cspdesk"
    bad.write_text("This is no partnership.")
    program = started(window, qtbot, bad)
    assert program.first_run is not None
    said = program.first_run.problems["open"]
    assert said.text()
    assert "Traceback" not in said.text()
    assert said.isVisible()
    assert bad.read_text() == "This is no partnership."


def test_a_bad_file_leaves_the_open_one_open(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    program = started(window, qtbot, desk.path)
    before = window.desk
    program.open(tmp_path / "missing.cspdesk")
    assert window.desk is before
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.windowTitle() == "That file could not be opened"
    dialog.close()


def test_a_second_start_on_the_same_file_reads_only(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    holder = a_desk(tmp_path)
    started(window, qtbot, holder.path)
    assert window.desk is not None
    assert window.desk.read_only
    assert "reading only" in window.row.reading.words
    holder.close()


@pytest.mark.expects_log
def test_a_program_that_cannot_load_says_so(window: MainWindow, qtbot: QtBot) -> None:
    loader = Loader()
    with qtbot.waitSignal(loader.loaded) as told:
        loader.start(("no_such_module_at_all",))
    assert isinstance(told.args[0], ModuleNotFoundError)
    program = Program(window)
    program._on_loaded(told.args[0])
    assert window.errors.dialog is not None
    window.errors.dialog.close()


@pytest.mark.parametrize(
    ("arguments", "file", "as_at"),
    [
        ([], None, None),
        (["a.cspdesk"], Path("a.cspdesk"), None),
        (["--as-at", "2017-02-09", "a.cspdesk"], Path("a.cspdesk"), date(2017, 2, 9)),
    ],
)
def test_the_arguments_of_the_window(
    arguments: list[str], file: Path | None, as_at: date | None
) -> None:
    asked = _parse(arguments)
    assert (asked.file, asked.as_at) == (file, as_at)


def test_a_day_that_is_none_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        _parse(["--as-at", "9/2/17"])
    assert ended.value.code == 2
    assert "9/2/17 is not a day like 2017-02-09" in capsys.readouterr().err


# -- the first-run page -----------------------------------------------------------------------


@pytest.fixture
def offers(qtbot: QtBot, tmp_path: Path) -> FirstRunPage:
    recent = tmp_path / "csp-2016-17.cspdesk"
    recent.write_bytes(b"")
    page = FirstRunPage(tmp_path, [recent])
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    return page


def test_a_start_needs_a_name(offers: FirstRunPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(offers.start_wanted):
        offers.start.click()
    problem = offers.fields.field("name").problem
    assert problem.isVisible()
    assert offers.name.accessibleDescription() == problem.text()
    qtbot.keyClicks(offers.name, "Camden CSP")
    assert not problem.isVisible(), "it is mended as soon as there is a name"
    assert offers.name.property("problem") == "false"
    with qtbot.waitSignal(offers.start_wanted) as wanted:
        offers.start.click()
    place = Path(offers.path.text())
    board_on = likely_board(date.today())
    assert wanted.args == [NewPartnership("Camden CSP", "", "haringey", place, board_on)]
    offers.not_yet.click()
    assert not offers.board.isEnabled()
    with qtbot.waitSignal(offers.start_wanted) as wanted:
        offers.start.click()
    assert wanted.args == [NewPartnership("Camden CSP", "", "haringey", place)]


def test_a_place_that_is_taken_is_refused_before_anything_happens(
    offers: FirstRunPage, qtbot: QtBot, tmp_path: Path
) -> None:
    offers.name.setText("Camden CSP")
    offers.path.setText(str(tmp_path / "csp-2016-17"))
    with qtbot.assertNotEmitted(offers.start_wanted):
        offers.start.click()
    assert "is there already" in offers.fields.field("path").problem.text()


def test_a_place_that_was_chosen_is_kept_when_the_name_changes(
    offers: FirstRunPage, qtbot: QtBot
) -> None:
    offers.path.clear()
    qtbot.keyClicks(offers.path, "D:/csp.cspdesk")
    qtbot.keyClicks(offers.name, "Camden")
    assert offers.path.text() == "D:/csp.cspdesk"


def test_a_recent_file_is_one_press_away(
    offers: FirstRunPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(offers.open_wanted) as wanted:
        offers.recent[0].click()
    assert wanted.args == [tmp_path / "csp-2016-17.cspdesk"]


def test_every_offer_can_be_reached_by_keyboard(offers: FirstRunPage) -> None:
    assert_reachable(offers)
    assert same_alt_keys(offers) == []


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Haringey Community Safety Partnership", "haringey-community-safety-partnership"),
        ("", "partnership"),
        ("../\\:*?", "partnership"),
        ("Brighton & Hove", "brighton-hove"),
        ("A" * 200, "a" * 60),
    ],
)
def test_a_name_makes_a_safe_file_name(name: str, file: str) -> None:
    assert file_name(name) == file


# -- what the window remembers ----------------------------------------------------------------


def test_the_folder_can_be_given_from_outside(desk_folder: Path) -> None:
    assert home_folder() == desk_folder
    assert desk_folder.is_dir()


def test_recent_files_are_newest_first_few_and_there(tmp_path: Path) -> None:
    state = WindowState(tmp_path)
    paths = [tmp_path / f"{number}.cspdesk" for number in range(RECENT_LIMIT + 3)]
    for path in paths:
        path.write_bytes(b"")
        state.add_recent(path)
    state.add_recent(paths[5])
    state.flush()
    expected = [paths[5], *(p for p in reversed(paths) if p != paths[5])][:RECENT_LIMIT]
    assert WindowState(tmp_path).recent() == [path.resolve() for path in expected]
    paths[5].unlink()
    assert WindowState(tmp_path).recent()[0] == expected[1].resolve()


def test_window_and_splitters_come_back(qtbot: QtBot, tmp_path: Path) -> None:
    state, window, splitter = WindowState(tmp_path), QMainWindow(), QSplitter()
    qtbot.addWidget(window)
    qtbot.addWidget(splitter)
    assert not state.restore_window(window)
    window.resize(700, 500)
    state.keep_window(window)
    for _ in range(2):
        splitter.addWidget(QWidget())
    splitter.resize(600, 100)
    splitter.setSizes([200, 400])
    state.keep_splitter("kpis", splitter)
    state.flush()
    again = WindowState(tmp_path)
    other = QMainWindow()
    qtbot.addWidget(other)
    assert again.restore_window(other)
    assert (other.width(), other.height()) == (700, 500)
    assert again.splitter_sizes("kpis", 2) == splitter.sizes()
    assert again.splitter_sizes("kpis", 3) is None


@pytest.mark.parametrize("damage", [b"\x00\xff\x00garbage", b"[look]\nzoom=many\n", b""])
def test_a_damaged_memory_gives_the_defaults(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "window.ini").write_bytes(damage)
    state = WindowState(tmp_path)
    assert state.number("look/zoom", 1.0) == 1.0
    assert state.recent() == []
    assert state.splitter_sizes("kpis", 2) is None


# -- hooks ------------------------------------------------------------------------------------


@pytest.fixture
def hooked(qtbot: QtBot, tmp_path: Path) -> Iterator[errors.ErrorDesk]:
    root = logging.getLogger()
    before, level, hook = list(root.handlers), root.level, sys.excepthook
    desk = errors.ErrorDesk(None)
    desk.install(tmp_path)
    yield desk
    errors.uninstall()
    sys.excepthook = hook
    for handler in [handler for handler in root.handlers if handler not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)
    if desk.dialog is not None:
        desk.dialog.close()


@pytest.mark.expects_log
def test_a_failure_in_a_thread_is_shown_with_its_trace(
    hooked: errors.ErrorDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    def fail() -> None:
        raise ValueError("slip in a thread")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooked.dialog is not None)
    assert "slip in a thread" in hooked.details()
    assert "slip in a thread" in (tmp_path / "cspdesk.log").read_text()


@pytest.mark.expects_log
def test_a_failure_of_the_program_is_shown_and_clean_up_failures_are_only_logged(
    hooked: errors.ErrorDesk, tmp_path: Path
) -> None:
    class Stubborn:
        def __del__(self) -> None:
            raise ValueError("will not go")

    stubborn = Stubborn()
    del stubborn
    assert hooked.dialog is None
    assert "will not go" in (tmp_path / "cspdesk.log").read_text()
    problem = ValueError("slip")
    sys.excepthook(ValueError, problem, None)
    assert hooked.failures == [problem]


def test_qts_messages_go_to_the_log(hooked: errors.ErrorDesk, tmp_path: Path) -> None:
    qWarning("a pixmap is null")
    assert "WARNING qt: a pixmap is null" in (tmp_path / "cspdesk.log").read_text()


def test_what_a_crash_left_is_kept_and_told(tmp_path: Path) -> None:
    (tmp_path / "crash.log").write_text("Fatal Python error: Segmentation fault\n")
    assert errors.watch_for_crashes(tmp_path) == "Fatal Python error: Segmentation fault"
    errors.stop_watching()
    assert "Segmentation" in (tmp_path / "crash-previous.log").read_text()
    assert errors.watch_for_crashes(tmp_path) == ""
    errors.stop_watching()


def test_a_hard_crash_leaves_its_trace(tmp_path: Path) -> None:
    crash = f"""
import os, signal
from pathlib import Path
from ui import errors
errors.watch_for_crashes(Path({str(tmp_path)!r}))
os.kill(os.getpid(), signal.SIGSEGV)
"""
    ran = subprocess.run([sys.executable, "-c", crash], cwd=ROOT, check=False, timeout=60)
    assert ran.returncode != 0
    assert "Segmentation fault" in (tmp_path / "crash.log").read_text()


def test_the_failure_dialog_can_be_worked_by_keyboard(
    hooked: errors.ErrorDesk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    hooked._show(ValueError("slip"))
    dialog = hooked.dialog
    assert dialog is not None
    assert_reachable(dialog)
    names = {button.text() for button in dialog.findChildren(QPushButton)}
    assert names == {"Copy details", "Close"}
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert hooked.dialog is None


def test_a_desk_of_the_tests_is_a_real_one(tmp_path: Path) -> None:
    with a_desk(tmp_path) as desk:
        assert isinstance(desk, Desk)
        assert desk.ask(partnership).name == "Testborough CSP"
