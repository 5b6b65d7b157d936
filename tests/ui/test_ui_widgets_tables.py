"""Lists and tables: what a press, a key and a screen reader meet in a painted row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from accessibility import nameless
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QHelpEvent, QImage
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip
from pytestqt.qtbot import QtBot

from cspdesk.charts.marks import MarkName
from cspdesk.charts.primitives import Drawing, Ink, Rect
from ui.delegates.cells import Line, Picture, Piece, Spark, gap, rag_chip, two_lines
from ui.delegates.painting import lay_out, piece_width
from ui.models.columns import KEY, Column
from ui.models.grouped import Group, GroupedModel, Tally
from ui.models.rows import RowsModel
from ui.theme import theme
from ui.widgets.tables import LETTER_KEYS, GroupedView, RowsView


@dataclass(frozen=True)
class Kpi:
    ref: str
    name: str
    value: float | None = None
    rag: str = "grey"
    taken: bool = False
    why: str = ""


COLUMNS: tuple[Column[Kpi], ...] = (
    Column("In", lambda k: "", check=lambda k: k.taken, width=40),
    Column("Indicator", lambda k: k.name),
    Column(
        "Latest",
        lambda k: "None" if k.value is None else f"{k.value:g}",
        sort=lambda k: k.value,
        align="right",
        width=80,
        cell=lambda k: gap("No measure", k.why, "merge", "Merge", span=3) if k.why else None,
    ),
    Column("RAG", lambda k: k.rag, width=120, cell=lambda k: rag_chip(k.rag)),
    Column("Trend", lambda k: "", width=90, cell=lambda k: Spark((1, 2, None, 3, 2))),
)
KPIS = [
    Kpi("M1", "Burglary", 2473, "green", taken=True),
    Kpi("M4", "Theft of motor vehicles", 1009, "red"),
    Kpi("C5", "Gang awareness", why="Narrative due from youth services"),
    Kpi("C1", "Confidence", 63, "amber"),
]


@pytest.fixture(autouse=True)
def the_look_as_it_was(qapp: QApplication) -> Iterator[None]:
    theme().set_appearance("light")
    yield
    theme().set_appearance("system")
    theme().set_zoom(1.0)
    theme().set_compact(False)
    qapp.setProperty(LETTER_KEYS, None)


def shown(view: RowsView | GroupedView, qtbot: QtBot, width: int = 640) -> None:
    qtbot.addWidget(view)
    view.resize(width, 400)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is view)
    view.setFocus()


@pytest.fixture
def table(qtbot: QtBot) -> RowsView:
    view = RowsView(RowsModel(COLUMNS, key=lambda k: k.ref), name="KPIs", kind="kpi")
    view.rows.set_records(KPIS)
    shown(view, qtbot)
    return view


@pytest.fixture
def tree(qtbot: QtBot) -> GroupedView:
    view = GroupedView(GroupedModel(COLUMNS, key=lambda k: k.ref), name="KPIs by priority")
    tallies = (Tally("1 red", MarkName.RED, "red"),)
    view.rows.set_groups(
        [
            Group("m", "MOPAC 7", tuple(KPIS[:2]), tallies=tallies),
            Group("c", "Confidence", (KPIS[3],)),
        ]
    )
    shown(view, qtbot)
    return view


def image_of(view: RowsView | GroupedView) -> QImage:
    return view.viewport().grab().toImage()


def colours(image: QImage, area: QRect) -> set[str]:
    inside = area.intersected(image.rect())
    across = range(inside.left(), inside.right() + 1)
    down = range(inside.top(), inside.bottom() + 1)
    return {image.pixelColor(x, y).name() for x in across for y in down}


def named(token: str) -> str:
    return theme().colour(token).name()


def press(view: RowsView, row: int, column: int, qtbot: QtBot, at: QPoint | None = None) -> None:
    rect = view.visualRect(view.proxy.index(row, column))
    place = at or rect.center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


# -- choosing ---------------------------------------------------------------------------------


def test_arrows_choose_records_and_enter_opens_one(table: RowsView, qtbot: QtBot) -> None:
    chosen: list[Kpi] = []
    table.record_chosen.connect(chosen.append)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Up)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert chosen == [KPIS[1], KPIS[0], KPIS[1]]
    with qtbot.waitSignal(table.record_opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [KPIS[1]]


def test_moving_inside_a_row_does_not_choose_it_again(table: RowsView, qtbot: QtBot) -> None:
    table.choose("M4")
    with qtbot.assertNotEmitted(table.record_chosen):
        qtbot.keyClick(table, Qt.Key.Key_Right)


def test_a_list_that_gets_the_keyboard_has_a_choice(
    table: RowsView, tree: GroupedView, qtbot: QtBot
) -> None:
    assert table.current_record() == tree.current_record() == KPIS[0]
    for view in (table, tree):
        assert view.selectionModel().isRowSelected(
            view.currentIndex().row(), view.currentIndex().parent()
        )
    table.rows.set_records([])
    table.clearFocus()
    table.setFocus()
    assert table.current_record() is None


def test_choosing_by_key_fails_softly(table: RowsView) -> None:
    assert table.choose("C1")
    assert table.current_record() == KPIS[3]
    assert not table.choose("no such")
    table.proxy.set_filter("burglary")
    assert not table.choose("M4")


def test_the_choice_survives_a_refresh_that_reorders(table: RowsView) -> None:
    table.choose("M4")
    moved = replace(KPIS[1], value=1020)
    table.rows.set_records([KPIS[3], moved, KPIS[0]])
    assert table.current_record() == moved


# -- keys of a row ----------------------------------------------------------------------------


def test_a_letter_acts_on_the_chosen_record_and_can_be_switched_off(
    table: RowsView, qtbot: QtBot, qapp: QApplication
) -> None:
    done: list[Kpi] = []
    table.add_key("U", done.append)
    qtbot.keyClick(table, Qt.Key.Key_U)
    assert done == [KPIS[0]]
    qapp.setProperty(LETTER_KEYS, False)
    qtbot.keyClick(table, Qt.Key.Key_U)
    assert done == [KPIS[0]]


@pytest.mark.parametrize(
    ("name", "key", "modifier"),
    [
        ("Alt+Up", Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier),
        ("Ins", Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier),
        ("F2", Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier),
        ("Del", Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_keys_are_named_as_in_the_hints(
    table: RowsView, qtbot: QtBot, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    done: list[Kpi] = []
    table.add_key(name, done.append)
    table.choose("M4")
    qtbot.keyClick(table, key, modifier)
    assert done == [KPIS[1]]
    assert table.current_record() == KPIS[1]


def test_space_asks_to_turn_the_tick_of_the_row(table: RowsView, qtbot: QtBot) -> None:
    table.choose("M1")
    with qtbot.waitSignal(table.rows.check_requested) as asked:
        qtbot.keyClick(table, Qt.Key.Key_Space)
    assert asked.args == [KPIS[0], False]


def test_ctrl_c_copies_the_row_as_text(table: RowsView, qtbot: QtBot) -> None:
    table.choose("M4")
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "\tTheft of motor vehicles\t1009\tred\t"


def test_tab_leaves_the_list(table: RowsView) -> None:
    assert not table.tabKeyNavigation()


# -- presses ----------------------------------------------------------------------------------


def test_a_press_anywhere_in_a_tick_cell_turns_it(table: RowsView, qtbot: QtBot) -> None:
    rect = table.visualRect(table.proxy.index(1, 0))
    with qtbot.waitSignal(table.rows.check_requested) as asked:
        press(table, 1, 0, qtbot, rect.topLeft() + QPoint(3, 3))
    assert asked.args == [KPIS[1], True]


def test_beside_a_ticks_text_the_press_chooses_the_row(qtbot: QtBot) -> None:
    columns = (Column[Kpi]("Step", lambda k: k.name, check=lambda k: k.taken),)
    view = RowsView(RowsModel(columns, key=lambda k: k.ref), name="Next steps", kind="next")
    view.rows.set_records(KPIS)
    shown(view, qtbot)
    with qtbot.assertNotEmitted(view.rows.check_requested):
        press(view, 0, 0, qtbot, QPoint(300, 12))
    assert view.current_record() == KPIS[0]
    with qtbot.waitSignal(view.rows.check_requested):
        press(view, 0, 0, qtbot, QPoint(22, 12))


def test_a_link_in_a_gap_is_pressed_wherever_the_gap_covers(table: RowsView, qtbot: QtBot) -> None:
    found = []
    for column in (2, 3, 4):
        index = table.proxy.index(2, column)
        option = option_of(table, 2, column)
        for x in range(option.rect.left(), option.rect.right()):
            point = QPoint(x, option.rect.center().y())
            if table.delegate.link_at(option, index, point) == "merge":
                found.append(point)
    assert found
    with qtbot.waitSignal(table.link_pressed) as pressed:
        press(table, 2, 0, qtbot, found[len(found) // 2])
    assert pressed.args == [KPIS[2], "merge"]


def option_of(view: RowsView, row: int, column: int) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    option.rect = view.visualRect(view.proxy.index(row, column))
    option.widget = view
    return option


def test_text_that_is_cut_is_told_in_a_tooltip(table: RowsView, qtbot: QtBot) -> None:
    table.resize(460, 300)
    QApplication.processEvents()
    index, option = table.proxy.index(1, 1), option_of(table, 1, 1)
    assert table.delegate.cut_text(option, index) == "Theft of motor vehicles"
    assert table.delegate.cut_text(option_of(table, 0, 1), table.proxy.index(0, 1)) == ""
    place = option.rect.center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, table.viewport().mapToGlobal(place))
    assert table.delegate.helpEvent(event, table, option, index)
    assert QToolTip.text() == "Theft of motor vehicles"
    QToolTip.hideText()


# -- sorting ----------------------------------------------------------------------------------


def test_a_heading_sorts_rising_then_falling_then_as_given(table: RowsView) -> None:
    header = table.horizontalHeader()

    def order() -> list[str]:
        return [table.proxy.index(row, 0).data(KEY) for row in range(table.proxy.rowCount())]

    given = order()
    header.sectionClicked.emit(2)
    assert order() == ["C1", "M4", "M1", "C5"]
    header.sectionClicked.emit(2)
    assert order() == ["M1", "M4", "C1", "C5"]
    header.sectionClicked.emit(2)
    assert order() == given == ["M1", "M4", "C5", "C1"]


# -- groups -----------------------------------------------------------------------------------


def test_groups_open_and_close_by_keys_and_stay_closed(tree: GroupedView, qtbot: QtBot) -> None:
    group = tree.proxy.index(0, 0)
    assert tree.isExpanded(group)
    tree.setCurrentIndex(group)
    assert tree.current_record() is None
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert not tree.isExpanded(group)
    tree.rows.set_groups([*tree.rows.groups()[::-1], Group("p", "Prevention", (KPIS[2],))])
    states = {
        tree.proxy.index(r, 0).data(): tree.isExpanded(tree.proxy.index(r, 0)) for r in range(3)
    }
    assert states == {"MOPAC 7": False, "Confidence": True, "Prevention": True}


def test_a_press_on_a_group_opens_and_closes_it(tree: GroupedView, qtbot: QtBot) -> None:
    group = tree.proxy.index(1, 0)
    place = tree.visualRect(group).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not tree.isExpanded(group)
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert tree.isExpanded(group)


def test_the_first_record_is_chosen_not_the_group_above_it(tree: GroupedView) -> None:
    assert tree.choose_first()
    assert tree.current_record() == KPIS[0]


def test_a_filter_keeps_groups_open(tree: GroupedView) -> None:
    tree.proxy.set_filter("theft")
    assert tree.proxy.rowCount() == 1
    assert tree.isExpanded(tree.proxy.index(0, 0))
    tree.proxy.set_filter("")
    assert all(tree.isExpanded(tree.proxy.index(row, 0)) for row in range(2))


def test_a_group_row_is_painted_over_the_whole_width(tree: GroupedView) -> None:
    rect = tree.visualRect(tree.proxy.index(0, 0))
    image = image_of(tree)
    top = rect.top() + 2
    seen = {image.pixelColor(x, top).name() for x in range(tree.viewport().width())}
    assert seen == {named("subtle")}
    assert rect.height() == 27


# -- what is painted --------------------------------------------------------------------------


def test_the_chosen_row_has_its_fill_and_the_bar_at_the_left(table: RowsView) -> None:
    table.choose("M4")
    image, rect = image_of(table), table.visualRect(table.proxy.index(1, 0))
    bar = QRect(0, rect.top() + 2, 3, rect.height() - 4)
    assert colours(image, bar) == {named("accent")}
    last = table.visualRect(table.proxy.index(1, 4))
    assert image.pixelColor(last.right() - 2, last.top() + 2).name() == named("sel")
    other = table.visualRect(table.proxy.index(0, 0))
    assert image.pixelColor(1, other.center().y()).name() == named("panel")


def test_rows_are_divided_by_one_line_and_nothing_else(table: RowsView) -> None:
    image = image_of(table)
    rect = table.visualRect(table.proxy.index(3, 1))
    assert image.pixelColor(rect.right(), rect.bottom()).name() == named("line")
    assert image.pixelColor(rect.right(), rect.top() + 3).name() == named("panel")


def test_the_frame_shows_only_while_keys_are_used(table: RowsView, qtbot: QtBot) -> None:
    table.choose("M4")
    rect = table.visualRect(table.proxy.index(1, 2))
    top = QRect(rect.left(), rect.top(), rect.width(), 1)
    table.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, False)
    assert named("accent") not in colours(image_of(table), top)
    table.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange, True)
    assert colours(image_of(table), top) == {named("accent")}


def test_a_chosen_cell_of_a_grid_is_framed(qtbot: QtBot) -> None:
    view = RowsView(RowsModel(COLUMNS, key=lambda k: k.ref), name="Entry", kind="entry", grid=True)
    view.rows.set_records(KPIS)
    shown(view, qtbot)
    view.setCurrentIndex(view.proxy.index(1, 2))
    rect, image = view.visualRect(view.proxy.index(1, 2)), image_of(view)
    assert image.pixelColor(rect.left(), rect.center().y()).name() == named("accent")
    assert image.pixelColor(1, rect.center().y()).name() == named("panel")
    beside = view.visualRect(view.proxy.index(1, 3))
    assert image.pixelColor(beside.right(), beside.center().y()).name() == named("line")


def test_every_cell_paints_in_each_appearance_and_size(table: RowsView) -> None:
    seen = set()
    for appearance in ("light", "dark"):
        for zoom in (1.0, 1.5):
            theme().set_appearance(appearance)
            theme().set_zoom(zoom)
            QApplication.processEvents()
            rect = table.visualRect(table.proxy.index(1, 3))
            assert named("red") in colours(image_of(table), rect)
            seen.add((named("red"), rect.height()))
    assert len(seen) == 4


def test_a_spark_needs_two_figures_and_breaks_where_one_is_missing(qtbot: QtBot) -> None:
    @dataclass(frozen=True)
    class Series:
        key: int
        points: tuple[float | None, ...]

    columns = (Column[Series]("Trend", lambda s: "", cell=lambda s: Spark(s.points)),)
    view = RowsView(RowsModel(columns, key=lambda s: s.key), name="Trends", kind="kpi")
    whole, broken = (1.0, 5.0, 1.0, 5.0, 1.0, 5.0), (1.0, 5.0, None, None, 1.0, 5.0)
    view.rows.set_records([Series(1, (3.0,)), Series(2, whole), Series(3, broken), Series(4, ())])
    shown(view, qtbot)
    image = image_of(view)

    def inked(row: int) -> int:
        rect = view.visualRect(view.proxy.index(row, 0)).adjusted(8, 2, -8, -3)
        across, down = range(rect.left(), rect.right()), range(rect.top(), rect.bottom())
        blank = image.pixelColor(rect.right() + 4, rect.top()).name()  # the row is chosen or not
        return sum(image.pixelColor(x, y).name() != blank for x in across for y in down)

    assert inked(0) == inked(3) == 0
    assert 0 < inked(2) < inked(1)


def test_a_drawing_fills_its_cell(qtbot: QtBot) -> None:
    drawing = Drawing(80, 20, (Rect(0, 0, 80, 20, fill=Ink.ACCENT),), "A block")
    columns = (Column[Kpi]("Chart", lambda k: "", cell=lambda k: Picture(drawing)),)
    view = RowsView(RowsModel(columns, key=lambda k: k.ref), name="Charts", kind="general")
    view.rows.set_records(KPIS[:1])
    shown(view, qtbot, width=112)
    rect = view.visualRect(view.proxy.index(0, 0))
    assert named("accent") in colours(image_of(view), rect)


# -- sizes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "ordinary", "compact"), [("kpi", 26, 25), ("agenda", 51, 38)])
def test_rows_have_the_heights_of_the_design(
    qtbot: QtBot, kind: str, ordinary: int, compact: int
) -> None:
    view = RowsView(RowsModel(COLUMNS, key=lambda k: k.ref), name="Rows", kind=kind)
    view.rows.set_records(KPIS)
    shown(view, qtbot)
    assert view.rowHeight(0) == ordinary
    assert view.horizontalHeader().height() == 28
    theme().set_compact(True)
    assert view.rowHeight(0) == compact
    theme().set_compact(False)
    theme().set_zoom(1.5)
    assert view.rowHeight(0) == theme().px(ordinary)


def test_the_column_without_a_width_takes_the_rest(table: RowsView) -> None:
    widths = [table.columnWidth(column) for column in range(5)]
    assert widths[0] == 40
    assert sum(widths) == table.viewport().width()
    table.resize(900, 400)
    QApplication.processEvents()
    assert table.columnWidth(1) > widths[1]
    assert table.columnWidth(0) == 40


# -- layout of pieces -------------------------------------------------------------------------


@pytest.mark.parametrize("width", [600, 200, 120, 70])
def test_pieces_stay_inside_their_area_and_never_overlap(qapp: object, width: int) -> None:
    look = theme()
    pieces = [
        Piece("Head of Community Safety", tone="second"),
        *rag_chip("red", calculated="Amber").pieces,
        Piece("Open", link="open"),
    ]
    placed = lay_out(look, pieces, QRect(10, 0, width, 26))
    for before, after in pairwise(placed):
        assert before.box.right() < after.box.left()
    least = 28 * len(pieces) + 8 * (len(pieces) - 1)
    assert placed[-1].box.right() <= 10 + max(width, least)


def test_words_are_cut_before_a_rating_is(qapp: object) -> None:
    look = theme()
    words, rating = Piece("Head of Community Safety"), rag_chip("red").pieces[0]
    room = piece_width(look, rating) + 80
    placed = lay_out(look, [words, rating], QRect(0, 0, room, 26))
    assert placed[0].cut
    assert not placed[1].cut


def test_what_fits_exactly_is_not_cut(qapp: object) -> None:
    look, words = theme(), Piece("Minutes and actions")
    for style in ("label", "body", "strong", "tick"):
        piece = replace(words, style=style)
        placed = lay_out(look, [piece], QRect(0, 0, piece_width(look, piece), 20))
        assert not placed[0].cut


def test_the_end_of_a_two_line_row_keeps_its_place(qtbot: QtBot) -> None:
    cell = two_lines("Decide 3 items " * 20, "why " * 60, right="Fri 10 Feb")
    columns = (Column[Kpi]("Step", lambda k: k.name, cell=lambda k: cell),)
    view = RowsView(RowsModel(columns, key=lambda k: k.ref), name="Steps", kind="next")
    view.rows.set_records(KPIS[:1])
    shown(view, qtbot, width=300)
    placed = view.delegate._placed(option_of(view, 0, 0), view.proxy.index(0, 0))
    end = next(item for item in placed if item.piece.text == "Fri 10 Feb")
    assert not end.cut
    assert end.box.right() == view.viewport().width() - 17
    assert [item.cut for item in placed if item is not end] == [True, True]


# -- screen readers ---------------------------------------------------------------------------


def test_a_screen_reader_meets_headings_and_cells(table: RowsView) -> None:
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface is not None
    assert interface.text(QAccessible.Text.Name) == "KPIs"
    read = [interface.child(n) for n in range(interface.childCount())]
    names = [child.text(QAccessible.Text.Name) for child in read if child is not None]
    assert "Indicator" in names
    assert "Theft of motor vehicles" in names
    assert nameless(table) == []


def test_what_a_column_says_may_differ_from_what_it_shows(qapp: object) -> None:
    column = Column[Kpi]("Trend", lambda k: "", spoken=lambda k: f"{k.name} rising")
    model = RowsModel((column,), key=lambda k: k.ref)
    model.set_records(KPIS[:1])
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Burglary rising"


# -- nothing there ----------------------------------------------------------------------------


def test_an_empty_list_says_why(table: RowsView) -> None:
    table.rows.set_records([])
    table.set_empty_text("No KPI is red. Nothing to explain.")
    assert table.accessibleDescription() == "No KPI is red. Nothing to explain."
    inked = colours(image_of(table), QRect(0, 0, 400, 40))
    assert len(inked) > 1
    table.set_empty_text("")
    assert colours(image_of(table), QRect(0, 0, 400, 40)) == {named("panel")}
    assert table.current_record() is None
    assert not table.choose_first()


def test_a_line_is_read_as_its_pieces() -> None:
    assert gap("No measure", "Due in June", "merge", "Merge").spoken == (
        "No measure, Due in June, Merge"
    )
    assert two_lines("Title", "Why", right="Today").spoken == "Title, Why, Today"
    assert Line(()).spoken == ""
