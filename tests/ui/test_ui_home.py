"""Home and the window's frame on real files: the sample year on its day, and a blank file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from accessibility import assert_reachable, nameless, spoken_name
from desks import a_desk
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from cspdesk.desk import Desk
from cspdesk.home.rules import Target
from cspdesk.kpis.queries import indicator_groups
from db.changes import ChangeSet
from ui.home.page import HomePage
from ui.home.shell import shell_view, today_at
from ui.home.sight import late_target, place_of, way_of
from ui.jobs import InlineRunner
from ui.pages import PageSpec, standard_pages
from ui.state import WindowState
from ui.widgets.page import Page
from ui.widgets.strip import StepState
from ui.widgets.tabs import TabCount
from ui.window import MainWindow

Home = Callable[[Desk], HomePage]


class Visited(Page):
    """A screen that remembers what it was asked to show."""

    title = "Visited"

    def build(self) -> None:
        self.targets: list[str] = []

    def refresh(self, changes: ChangeSet | None) -> None:
        pass

    def show_target(self, target: str) -> None:
        self.targets.append(target)


PAGES = [
    PageSpec("home", "Home", "Ctrl+1", HomePage),
    PageSpec("agenda", "Agenda planning", "Ctrl+2", Visited),
    PageSpec("homework", "Partner homework", "Ctrl+3", Visited),
    PageSpec("actions", "Action tracking", "Ctrl+4", Visited),
    PageSpec("kpis", "KPIs and RAG", "Ctrl+6", Visited),
]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "sample", preset="haringey", sample=True)
    yield desk
    desk.close()


@pytest.fixture
def blank(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path / "blank")
    yield desk
    desk.close()


@pytest.fixture
def show(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("ui.home.page.standard_pages", lambda: PAGES)

    def made(desk: Desk) -> HomePage:
        state = WindowState(tmp_path)
        window = MainWindow(desk, PAGES, state=state, jobs=InlineRunner(), shell=shell_view)
        qtbot.addWidget(window)
        window.resize(1440, 870)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        page = window.current_page()
        assert isinstance(page, HomePage)
        return page

    return made


def window_of(page: HomePage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def visited(page: HomePage, key: str) -> list[str]:
    made = window_of(page).open_pages[key]
    assert isinstance(made, Visited)
    return made.targets


# -- the frame --------------------------------------------------------------------------------


def test_the_frame_names_the_partnership_and_its_year(sample: Desk) -> None:
    view = shell_view(sample)
    assert view.title == "Haringey Community Safety Partnership 2016-17"
    assert view.marking == "OFFICIAL"


def test_the_strip_says_where_the_cycle_stands(sample: Desk) -> None:
    strip = shell_view(sample).strip
    assert strip is not None
    assert (strip.cycle, strip.focus) == ("Cycle 4 of 4, 2016/17", "Public confidence")
    assert [(step.title, step.when) for step in strip.steps] == [
        ("PMG", "Tue 17 Jan"),
        ("Executive", "Thu 2 Feb"),
        ("Papers out", "Wed 15 Feb"),
        ("Board", "Thu 23 Feb, 14:00"),
        ("Minutes and actions", "Thu 2 Mar"),
        ("Report-backs", "Fri 7 Apr"),
    ]
    done, ahead = [StepState.DONE] * 2, [StepState.TO_COME] * 3
    assert [step.state for step in strip.steps] == [*done, StepState.CURRENT, *ahead]
    assert strip.today == "9 Feb"
    assert strip.next_title == "Next: papers out"
    said = "".join(piece.text for piece in strip.next_detail)
    assert said == "4 working days, 8 checks to clear"


def test_pills_count_what_waits(sample: Desk) -> None:
    counts = shell_view(sample).counts
    waits = {key: (count.number, count.words) for key, count in counts.items()}
    assert waits == {
        "agenda": (3, "3 pieces of business to decide, 8 checks to clear"),
        "homework": (11, "11 answers to come"),
        "actions": (7, "7 actions overdue"),
        "boards": (2, "2 updates to come"),
    }


def test_a_blank_file_has_neither_strip_nor_pills(blank: Desk) -> None:
    view = shell_view(blank)
    assert view.title == "Testborough CSP"
    assert view.strip is None
    assert view.counts == {}


DAYS = tuple(date(2017, 1, 17) + timedelta(days=gap) for gap in (0, 16, 29, 37, 44, 80))


@pytest.mark.parametrize(
    ("today", "place"),
    [
        (date(2017, 1, 16), None),
        (date(2017, 1, 17), 0.0),
        (date(2017, 1, 25), 0.5),
        (date(2017, 2, 2), 1.0),
        (date(2017, 4, 7), 5.0),
        (date(2017, 4, 8), None),
    ],
)
def test_today_lies_between_the_steps(today: date, place: float | None) -> None:
    assert today_at(DAYS, today) == place


@given(st.dates(DAYS[0], DAYS[-1]), st.dates(DAYS[0], DAYS[-1]))
def test_a_later_day_never_lies_further_left(one: date, other: date) -> None:
    early, late = today_at(DAYS, min(one, other)), today_at(DAYS, max(one, other))
    assert early is not None
    assert late is not None
    assert early <= late


# -- what Home says ---------------------------------------------------------------------------


def test_the_headline_counts_working_days(sample: Desk, show: Home) -> None:
    head = show(sample).head
    assert head.headline.text() == "Papers go out in 4 working days"
    assert head.sentence.text().startswith(
        "Wednesday 15 February: five clear working days before the Board on Thursday 23 February, "
        "14:00, Civic Centre"
    )


def test_next_steps_stand_under_what_they_come_before(sample: Desk, show: Home) -> None:
    page = show(sample)
    page.steps_fold.turn()
    groups = page.steps.rows.groups()
    assert [(group.title, group.detail) for group in groups] == [
        ("Before papers go out", "Wed 15 Feb"),
        ("Before the Board", "Thu 23 Feb"),
        ("After the Board", ""),
    ]
    titles = [step.title for _group, step in page.steps.rows.records()]
    assert titles[:2] == ["Decide 3 items still in the business inbox", "Get 2 late papers"]
    assert "Give London CRC a homework question or a part in an item" in titles
    assert "Collect 8 homework answers" in titles
    assert page.steps_pane.count.text() == f"{len(titles)} open"


def test_partners_who_are_late_come_first(sample: Desk, show: Home) -> None:
    page = show(sample)
    first, *_rest, last = page.overdue.rows.records()
    assert (first.name, first.action_words, first.report_back_words, first.homework_words) == (
        "London CRC", "1 late, 27 days", "34 days", "None set"
    )  # fmt: skip
    assert last.vacant
    assert page.overdue_pane.count.text() == "7 actions, 2 report-backs"


def test_gaps_and_changed_ratings_are_named(sample: Desk, show: Home) -> None:
    page = show(sample)
    assert "No indicator for BME Engagement" in [gap.title for gap in page.gaps.rows.records()]
    assert page.changed_pane.title.text() == "Changed since PMG in October"
    shown = [(row.code, page.changed.row_text(page.changed.proxy.index(place, 0)))
             for place, row in enumerate(page.changed.rows.records())]  # fmt: skip
    assert ("M4", "M4\tTheft of vehicles\tAmber to Red") in shown
    assert ("P2", "P2\tFirst time entrants\tAmber to Green") in shown


def test_tiles_run_from_red_to_not_rated_with_a_tally(sample: Desk, show: Home) -> None:
    page = show(sample)
    assert page.rag_pane.count.text() == "29 KPIs, assessed by PMG on 17 Jan"
    said = {row.name.text(): spoken_name(row.tally) for row in page.tile_rows}
    assert said["Prevention"] == "1 red, 4 amber, 1 green, 1 not rated"
    first = page.tile_rows[0]
    codes = [tile.line.code for tile in first.tiles]
    assert codes == ["R2", "R3", "R5", "R1", "R4", "R6", "R8", "R7", "R9"]
    assert spoken_name(first.tiles[0]).endswith(": red")
    total = sum(len(group.lines) for group in sample.ask(indicator_groups))
    assert sum(len(row.tiles) for row in page.tile_rows) == total == 29


def test_the_next_cycle_is_named(sample: Desk, show: Home) -> None:
    following = show(sample).next
    assert following.name.text() == "Prevention, Thu 8 Jun 2017"
    assert following.detail.text() == "3 of 4 parallel boards have been asked"


def test_home_of_a_blank_file_says_that_nothing_is_planned(blank: Desk, show: Home) -> None:
    page = show(blank)
    assert page.head.headline.text() == "No cycle is planned yet"
    assert page.steps.rows.records() == []
    assert page.overdue.rows.records() == []
    assert page.steps.empty_text == "Next steps follow once a Board is set."
    assert page.overdue.empty_text == "What is overdue follows once a Board is set."
    assert page.rag_pane.count.text() == "none yet"
    assert page.next.name.text() == "Not planned yet"
    assert nameless(page) == []


def test_the_table_of_partners_shows_all_its_rows_in_a_usual_window(
    sample: Desk, show: Home
) -> None:
    page = show(sample)
    assert page.overdue.verticalScrollBar().maximum() == 0
    assert page.gaps.viewport().height() >= 2 * page.gaps.rowHeight(0)


# -- leading on -------------------------------------------------------------------------------


def test_enter_on_a_step_leads_to_its_item(sample: Desk, show: Home, qtbot: QtBot) -> None:
    page = show(sample)
    page.steps.setFocus()
    qtbot.keyClick(page.steps, Qt.Key.Key_Return)
    assert window_of(page).current_key() == "agenda"
    qtbot.keyClick(page.steps, Qt.Key.Key_Down)
    step = page.steps.current_record()[1]
    qtbot.keyClick(page.steps, Qt.Key.Key_Return)
    assert visited(page, "agenda") == ["inbox", f"fix:papers:{step.target.record_id}"]


def links_of(page: HomePage) -> dict[str, str]:
    page.steps_fold.whole = True
    page.steps_fold.fit()
    cell = page.steps.rows.columns[0].cell
    assert cell is not None
    shown = {row[1].key: cell(row).right_second for row in page.steps.rows.records()}
    return {key: piece.text for key, piece in shown.items() if piece is not None}


def press(page: HomePage, key: str) -> None:
    row = next(row for row in page.steps.rows.records() if row[1].key == key)
    page.steps.record_opened.emit(row)


def test_a_line_whose_screen_does_not_exist_has_no_link(sample: Desk, show: Home) -> None:
    page = show(sample)
    page.screens = {"home", "agenda", "kpis"}
    links = links_of(page)
    assert "drafts" not in links
    assert "updates" not in links
    press(page, "drafts")
    assert window_of(page).current_key() == "home"


def test_every_next_step_leads_where_it_can_be_done(sample: Desk, show: Home) -> None:
    page = show(sample)
    page.screens = {spec.key for spec in PAGES}
    links = links_of(page)
    assert links["papers"] == "Open item"
    assert {"part", "drafts", "late_actions", "answers"} <= set(links)
    steps = {row[1].key: row[1].target for row in page.steps.rows.records()}
    for key, where, what in (
        ("highlight", "kpis", "highlight"),
        ("drafts", "homework", f"homework_question:{steps['drafts'].record_id}"),
        ("late_actions", "actions", f"action:{steps['late_actions'].record_id}"),
    ):
        press(page, key)
        assert window_of(page).current_key() == where
        assert visited(page, where) == [what]


def test_only_the_rows_that_fit_are_shown_the_most_urgent_ones(sample: Desk, show: Home) -> None:
    page = show(sample)
    fold, view = page.steps_fold, page.sight.view if page.sight else None
    assert view is not None
    shown = [row[1] for row in page.steps.rows.records()]
    hidden = [s for group in view.groups for s in group.steps if s not in shown]
    assert fold.more.text() == f"{len(hidden)} more steps"
    assert max(step.due_on for step in shown) <= min(step.due_on for step in hidden)
    assert page.steps.verticalScrollBar().maximum() == 0
    fold.more.click()
    assert len(page.steps.rows.records()) == view.open_steps
    assert fold.more.text() == "Show fewer"
    assert page.steps.hasFocus()
    fold.more.click()
    assert [row[1] for row in page.steps.rows.records()] == shown


def test_a_row_of_what_is_overdue_leads_to_what_its_cell_says(sample: Desk, show: Home) -> None:
    page = show(sample)
    first, *_rest, seat = page.overdue.rows.records()
    assert place_of(late_target(first)) == f"action:{first.action_id}"
    assert place_of(late_target(first, 2)) == f"report_back:{first.report_back_id}"
    assert late_target(first, 3) == Target("homework", "organisation", first.organisation_id)
    assert late_target(seat) == Target("people", "seat", seat.seat_id)
    page.overdue.doubleClicked.emit(page.overdue.proxy.index(0, 1))
    assert visited(page, "actions") == [f"action:{first.action_id}"]


def test_a_changed_rating_leads_to_its_indicator(sample: Desk, show: Home) -> None:
    page = show(sample)
    row = page.changed.rows.records()[0]
    page.changed.record_opened.emit(row)
    (target,) = visited(page, "kpis")
    lines = [line for group in sample.ask(indicator_groups) for line in group.lines]
    assert target == f"indicator:{next(line.id for line in lines if line.code == row.code)}"


def test_what_belongs_to_another_cycle_is_shown_in_that_cycle(sample: Desk, show: Home) -> None:
    page = show(sample)
    page.screens = {*page.screens, "comms"}
    page.follow(Target("agenda", "agenda_item", 20, cycle_id=3))
    assert window_of(page).cycle.cycle_id == 3
    assert visited(page, "agenda") == ["item:20"]


def test_the_first_button_opens_the_inbox_while_something_is_to_decide(
    sample: Desk, show: Home
) -> None:
    page = show(sample)
    assert page.plan.text() == "Open business inbox"
    page.plan.click()
    page.chasers.click()
    assert visited(page, "agenda") == ["inbox"]
    assert visited(page, "actions") == ["chasers"]


def test_a_step_of_the_strip_leads_to_the_part_where_its_work_is_done(sample: Desk) -> None:
    strip = shell_view(sample).strip
    assert strip is not None
    assert [(step.page, step.target) for step in strip.steps] == [
        ("kpis", "pmg"),
        ("agenda", "inbox"),
        ("packs", ""),
        ("agenda", "agenda"),
        ("minutes", "meeting:4"),
        ("actions", "report_backs"),
    ]


def test_arrows_go_between_tiles_and_enter_opens_one(
    sample: Desk, show: Home, qtbot: QtBot
) -> None:
    page = show(sample)
    row = page.tile_rows[0]
    row.tiles[0].setFocus()
    qtbot.keyClick(row.tiles[0], Qt.Key.Key_Right)
    assert row.tiles[1].hasFocus()
    qtbot.keyClick(row.tiles[1], Qt.Key.Key_Return)
    assert visited(page, "kpis") == [f"indicator:{row.tiles[1].line.id}"]


def test_a_change_elsewhere_leaves_the_keyboard_on_its_tile(sample: Desk, show: Home) -> None:
    page = show(sample)
    tile = page.tile_rows[0].tiles[0]
    tile.setFocus()
    page.refresh(None)
    assert page.tile_rows[0].tiles[0] is tile
    assert tile.hasFocus()


@pytest.mark.parametrize(
    ("target", "place"),
    [
        (Target("agenda", "agenda_item", 4), "item:4"),
        (Target("kpis", "indicator", 12), "indicator:12"),
        (Target("agenda"), ""),
        (Target("people", "seat", 3), "seat:3"),
        (Target("agenda", "inbox"), "inbox"),
        (Target("minutes", "meeting", None), ""),
    ],
)
def test_a_target_is_told_as_screens_take_it(target: Target, place: str) -> None:
    assert place_of(target) == place


def test_a_view_of_another_screen_is_led_to() -> None:
    assert way_of(Target("report_backs")) == ("actions", "report_backs")


def test_f6_goes_round_the_panes(sample: Desk, show: Home, qtbot: QtBot) -> None:
    page = show(sample)
    reached: list[QWidget] = []
    for pane in page.panes():
        inside = QApplication.focusWidget()
        assert inside is not None
        assert pane.isAncestorOf(inside)
        reached.append(pane)
        qtbot.keyClick(inside, Qt.Key.Key_F6)
    assert reached == page.panes()


def test_every_control_of_home_can_be_reached(sample: Desk, show: Home) -> None:
    assert_reachable(window_of(show(sample)))


def test_home_is_the_first_of_the_standard_screens() -> None:
    assert standard_pages()[0].key == "home"


def test_a_sentence_without_room_ends_in_an_ellipsis_and_is_whole_in_the_tooltip(
    sample: Desk, show: Home
) -> None:
    page = show(sample)
    window_of(page).resize(1024, 600)
    QApplication.processEvents()
    sentence = page.head.sentence
    shown = QLabel.text(sentence)
    assert shown.endswith("…")
    assert sentence.text() == sentence.toolTip() == spoken_name(sentence)
    assert sentence.text().startswith(shown[:-1])


def test_a_headline_longer_than_its_sentence_is_whole_where_there_is_room(
    sample: Desk, show: Home
) -> None:
    page = show(sample)
    page.head.say("Minutes and actions go out in 33 working days", "The Board has met.")
    QApplication.processEvents()
    assert QLabel.text(page.head.headline) == page.head.headline.text()


def test_in_a_small_window_every_pane_gives_way(sample: Desk, tmp_path: Path, qtbot: QtBot) -> None:
    small = MainWindow(sample, PAGES, state=WindowState(tmp_path), jobs=InlineRunner())
    qtbot.addWidget(small)
    small.resize(1024, 600)
    small.show()
    QApplication.processEvents()
    home = small.current_page()
    assert isinstance(home, HomePage)
    left, middle, right = home.splitter.sizes()
    assert min(left, right) >= 0.6 * 411
    assert middle >= 300
    assert home.overdue.isColumnHidden(3)
    assert not home.overdue.isColumnHidden(1)


@pytest.mark.parametrize(("width", "height"), [(1440, 870), (1366, 738), (1024, 600)])
def test_the_right_pane_scrolls_no_further_than_its_content(
    width: int, height: int, sample: Desk, show: Home, qtbot: QtBot
) -> None:
    page = show(sample)
    page.window().resize(width, height)
    last = page.next_pane

    def stands_at_the_foot() -> None:
        content = page.right.widget()
        assert content.height() <= max(last.geometry().bottom() + 2, page.right.viewport().height())

    qtbot.waitUntil(stands_at_the_foot, timeout=2000)


def test_new_tiles_are_in_their_place_before_the_next_paint(sample: Desk, show: Home) -> None:
    page = show(sample)
    page._show_tiles(page._groups)
    for row in page.tile_rows:
        assert row.isVisible()
        assert all(row.rect().contains(tile.parentWidget().geometry()) for tile in row.tiles)
        assert row.tiles[0].height() > 20
    tops = [row.y() for row in page.tile_rows]
    assert tops == sorted(set(tops))


def test_tabs_scroll_only_where_there_is_no_room_for_them(sample: Desk, show: Home) -> None:
    window = window_of(show(sample))
    tabs = window.tabs.tabs
    tabs.set_count("agenda", TabCount(888, "888 checks to clear"))
    assert not tabs.usesScrollButtons()
    window.resize(1440, 800)
    assert not tabs.usesScrollButtons()
    window.tabs.setFixedWidth(320)
    QApplication.processEvents()
    assert tabs.usesScrollButtons()
