"""Models over frozen records: what they announce must be what they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QTableView, QTreeView
from pytestqt.qtbot import QtBot

from ui.models.columns import GROUP, KEY, RECORD, Column
from ui.models.diff import MOVES_LIMIT, Insert, Move, Remove, Reorder, runs, steps
from ui.models.grouped import Group, GroupedModel, every_index
from ui.models.proxy import RowsProxy
from ui.models.rows import RowsModel

QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Line:
    ref: int
    title: str
    days: int | None = None
    done: bool = False


COLUMNS: tuple[Column[Line], ...] = (
    Column("Ref", lambda line: str(line.ref), sort=lambda line: line.ref),
    Column("Action", lambda line: line.title, check=lambda line: line.done),
    Column(
        "Days late",
        lambda line: "None late" if line.days is None else str(line.days),
        sort=lambda line: line.days,
        align="right",
        edit=lambda line: line.days,
    ),
)

lines = st.lists(
    st.builds(Line, st.integers(0, 40), st.sampled_from("abc"), st.none() | st.integers(0, 9)),
    unique_by=lambda line: line.ref,
    max_size=25,
)


@pytest.fixture
def model(qapp: object) -> RowsModel[Line]:
    made = RowsModel(COLUMNS, key=lambda line: line.ref)
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return made


@pytest.fixture
def grouped(qapp: object) -> GroupedModel[Line]:
    made = GroupedModel(COLUMNS, key=lambda line: line.ref)
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    return made


# -- the difference ---------------------------------------------------------------------------


def played(old: list[int], new: list[int]) -> list[int]:
    """The list that comes of playing the steps on the old one."""
    current = list(old)
    for step in steps(old, new):
        if isinstance(step, Remove):
            del current[step.first : step.last + 1]
        elif isinstance(step, Move):
            current.insert(step.end, current.pop(step.start))
        elif isinstance(step, Reorder):
            current = [current[place] for place in step.order]
        else:
            current[step.first : step.first] = new[step.first : step.last + 1]
    return current


keys = st.lists(st.integers(0, 60), unique=True, max_size=50)


@given(keys, keys)
def test_playing_the_steps_gives_the_new_list(old: list[int], new: list[int]) -> None:
    assert played(old, new) == new


@given(keys)
def test_the_same_list_needs_no_step(same: list[int]) -> None:
    assert steps(same, list(same)) == []


def test_taking_the_first_to_the_end_is_one_move() -> None:
    assert steps([1, 2, 3, 4, 5], [2, 3, 4, 5, 1]) == [Move(0, 4)]


def test_taking_the_last_to_the_front_is_one_move() -> None:
    assert steps([1, 2, 3, 4, 5], [5, 1, 2, 3, 4]) == [Move(4, 0)]


def test_neighbours_come_and_go_as_one_run() -> None:
    assert steps([1, 2, 3, 4], [1, 4, 7, 8, 9]) == [Remove(1, 2), Insert(2, 4)]


def test_a_list_turned_round_is_one_reordering() -> None:
    many = list(range(MOVES_LIMIT + 5))
    found = steps(many, many[::-1])
    assert len(found) == 1
    assert isinstance(found[0], Reorder)


def test_two_records_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="share one key"):
        steps([1], [2, 2])


@pytest.mark.parametrize(
    ("places", "expected"),
    [([], []), ([3], [(3, 3)]), ([0, 1, 2], [(0, 2)]), ([0, 2, 3, 7], [(0, 0), (2, 3), (7, 7)])],
)
def test_runs_of_following_numbers(places: list[int], expected: list[tuple[int, int]]) -> None:
    assert list(runs(places)) == expected


# -- rows -------------------------------------------------------------------------------------


def shown(model: RowsModel[Line]) -> list[Line]:
    return [model.index(row, 0).data(RECORD) for row in range(model.rowCount())]


@QUICK
@given(st.lists(lines, min_size=2, max_size=4))
def test_rows_follow_any_series_of_lists(model: RowsModel[Line], series: list[list[Line]]) -> None:
    for records in series:
        held = {
            index.data(KEY): QPersistentModelIndex(index)
            for index in (model.index(row, 0) for row in range(model.rowCount()))
        }
        model.set_records(records)
        assert shown(model) == records
        for key, index in held.items():
            survives = key in [line.ref for line in records]
            assert index.isValid() == survives
            if survives:
                assert index.data(KEY) == key


def test_selection_survives_a_new_order_and_a_changed_record(
    model: RowsModel[Line], qtbot: QtBot
) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    model.set_records([Line(1, "a"), Line(2, "b"), Line(3, "c")])
    view.setCurrentIndex(model.index_of(2))
    model.set_records([Line(4, "d"), Line(3, "c"), Line(2, "b, moved on", 5)])
    assert view.currentIndex().data(KEY) == 2
    assert view.currentIndex().data(RECORD).days == 5


def test_a_long_list_turned_round_keeps_its_selection(model: RowsModel[Line], qtbot: QtBot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(model)
    many = [Line(number, "a") for number in range(MOVES_LIMIT * 3)]
    model.set_records(many)
    view.setCurrentIndex(model.index_of(7))
    model.set_records(many[::-1])
    assert shown(model) == many[::-1]
    assert view.currentIndex().data(KEY) == 7
    assert view.currentIndex().row() == len(many) - 8


def test_only_the_changed_rows_are_announced(model: RowsModel[Line], qtbot: QtBot) -> None:
    before = [Line(number, "a") for number in range(10)]
    model.set_records(before)
    after = [replace(line, title="b") if line.ref in (3, 4, 8) else line for line in before]
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last, *_: told.append((first.row(), last.row())))
    model.set_records(after)
    assert told == [(3, 4), (8, 8)]


def test_a_tick_is_asked_for_and_not_taken(model: RowsModel[Line], qtbot: QtBot) -> None:
    model.set_records([Line(1, "a")])
    with qtbot.waitSignal(model.check_requested) as asked:
        model.setData(model.index(0, 1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert asked.args == [Line(1, "a"), True]
    assert model.index(0, 1).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked.value


def test_an_edit_is_asked_for_with_the_column_it_was_made_in(
    model: RowsModel[Line], qtbot: QtBot
) -> None:
    model.set_records([Line(1, "a", 4)])
    index = model.index(0, 2)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    with qtbot.waitSignal(model.edit_requested) as asked:
        model.setData(index, 7)
    assert asked.args == [Line(1, "a", 4), "Days late", 7]
    assert not model.setData(model.index(0, 0), 7)


# -- groups -----------------------------------------------------------------------------------


@st.composite
def some_groups(draw: st.DrawFn) -> list[Group[Line]]:
    records = draw(lines)
    titles = draw(st.lists(st.sampled_from("PQRSTU"), unique=True, min_size=1, max_size=5))
    homes = [draw(st.sampled_from(titles)) for _ in records]
    return [
        Group(t, t, tuple(r for r, home in zip(records, homes, strict=True) if home == t))
        for t in titles
    ]


@QUICK
@given(st.lists(some_groups(), min_size=2, max_size=4))
def test_groups_follow_any_series_of_groups(
    grouped: GroupedModel[Line], series: list[list[Group[Line]]]
) -> None:
    for groups in series:
        held = {
            index.data(KEY): QPersistentModelIndex(index)
            for index in every_index(grouped)
            if index.data(RECORD) is not None
        }
        grouped.set_groups(groups)
        assert grouped.groups() == groups
        assert grouped.records() == [line for group in groups for line in group.rows]
        alive = {line.ref for line in grouped.records()}
        for key, index in held.items():
            assert index.isValid() == (key in alive)
            assert not index.isValid() or index.data(KEY) == key


def test_a_record_that_changes_group_keeps_selection_and_groups_stay_open(
    grouped: GroupedModel[Line], qtbot: QtBot
) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(grouped)
    police, council = Line(1, "Brief ward panels"), Line(2, "Map commissioning")
    grouped.set_groups([Group("P", "Police", (police,)), Group("C", "Council", (council,))])
    view.expand(grouped.index_of_group("C"))
    view.selectionModel().setCurrentIndex(
        grouped.index_of(1), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    grouped.set_groups(
        [Group("F", "Fire", ()), Group("C", "Council", (council, police)), Group("P", "Police", ())]
    )
    assert view.currentIndex().data(KEY) == 1
    assert view.currentIndex().parent().data(KEY) == "C"
    assert view.isExpanded(grouped.index_of_group("C"))
    assert not view.isExpanded(grouped.index_of_group("P"))


def test_many_groups_turned_round_keep_their_open_ones(
    grouped: GroupedModel[Line], qtbot: QtBot
) -> None:
    view = QTreeView()
    qtbot.addWidget(view)
    view.setModel(grouped)
    groups = [Group(n, f"Partner {n}", (Line(n, "a"),)) for n in range(MOVES_LIMIT + 3)]
    grouped.set_groups(groups)
    view.expand(grouped.index_of_group(4))
    grouped.set_groups(groups[::-1])
    assert view.isExpanded(grouped.index_of_group(4))
    assert not view.isExpanded(grouped.index_of_group(5))


def test_a_group_row_says_its_title_and_tallies(grouped: GroupedModel[Line]) -> None:
    grouped.set_groups([Group("P", "Prevention", (), detail="3 of 7")])
    index = grouped.index(0, 0)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Prevention, 3 of 7"
    assert index.data(GROUP).title == "Prevention"
    assert grouped.record(index) is None


def test_one_key_in_two_groups_is_refused(grouped: GroupedModel[Line]) -> None:
    with pytest.raises(ValueError, match="share one key"):
        grouped.set_groups([Group("P", "P", (Line(1, "a"),)), Group("Q", "Q", (Line(1, "a"),))])


# -- sorting and filtering --------------------------------------------------------------------


def visible(proxy: RowsProxy, parent: QModelIndex | None = None) -> list[object]:
    at = parent or QModelIndex()
    return [proxy.index(row, 0, at).data(KEY) for row in range(proxy.rowCount(at))]


@pytest.fixture
def proxy(model: RowsModel[Line]) -> RowsProxy:
    made = RowsProxy()
    made.setSourceModel(model)
    made.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        made, QAbstractItemModelTester.FailureReportingMode.Warning
    )
    model.set_records(
        [Line(1, "Robbery", 12), Line(2, "Burglary"), Line(10, "Robbery plan", 3), Line(3, "b", 20)]
    )
    return made


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, [10, 1, 3, 2]),
        (Qt.SortOrder.DescendingOrder, [3, 1, 10, 2]),
    ],
)
def test_figures_sort_as_figures_and_nothing_goes_last(
    proxy: RowsProxy, order: Qt.SortOrder, expected: list[int]
) -> None:
    proxy.sort(2, order)
    assert visible(proxy) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("", [1, 2, 10, 3]), ("robb", [1, 10]), ("plan ROBBERY", [10]), ("late", [2]), ("zz", [])],
)
def test_words_match_in_any_column_and_order(
    proxy: RowsProxy, words: str, expected: list[int]
) -> None:
    proxy.set_filter(words)
    assert visible(proxy) == expected


def test_a_rule_and_words_hold_together(proxy: RowsProxy) -> None:
    proxy.set_filter("robbery")
    proxy.set_rule(lambda line: (line.days or 0) > 5)
    assert visible(proxy) == [1]
    proxy.set_rule(None)
    assert visible(proxy) == [1, 10]


def test_a_rule_that_fails_is_reported_and_the_row_stays_in_view(
    proxy: RowsProxy, qtbot: QtBot
) -> None:
    with qtbot.captureExceptions() as caught:
        proxy.set_rule(lambda line: line.days > 15)
    assert visible(proxy) == [2, 3]
    assert [kind for kind, *_ in caught] == [TypeError]


def test_groups_show_while_a_row_does_and_keep_their_order_when_rows_sort(
    grouped: GroupedModel[Line],
) -> None:
    proxy = RowsProxy()
    proxy.setSourceModel(grouped)
    grouped.set_groups(
        [
            Group("P", "Police", (Line(1, "Robbery", 2), Line(2, "Burglary", 9))),
            Group("C", "Council", (Line(3, "Lighting", 4),)),
            Group("F", "Fire", ()),
        ]
    )
    assert visible(proxy) == ["P", "C", "F"]
    proxy.sort(2, Qt.SortOrder.DescendingOrder)
    assert visible(proxy) == ["P", "C", "F"]
    assert visible(proxy, proxy.index(0, 0)) == [2, 1]
    proxy.set_filter("lighting")
    assert visible(proxy) == ["C"]
    # Words of a group's own title are no reason to show rows that do not hold them.
    proxy.set_filter("police")
    assert visible(proxy) == []
