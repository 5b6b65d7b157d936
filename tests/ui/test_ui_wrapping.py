"""Words that need room get it: a second line, a row high enough, a column as wide as its cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from pytestqt.qtbot import QtBot

from ui.agenda.forward_columns import shared_out
from ui.delegates.wrapping import Wrapped, placed_lines
from ui.ownership.bars import _EDGE, Bar, BarDelegate, _tall
from ui.theme import theme

REASON = "The due date “32/13/2017” cannot be read as a date, and nobody owns it: say whose it is"


@pytest.mark.parametrize(("width", "lines", "cut"), [(900, 1, False), (340, 2, False),
                                                     (120, 2, True)])  # fmt: skip
def test_words_run_on_in_a_second_line_before_any_is_cut(
    qtbot: QtBot, width: int, lines: int, cut: bool
) -> None:
    look = theme()
    placed = placed_lines(look, Wrapped(REASON), QRect(0, 0, look.px(width), look.row("agenda")))
    assert len(placed) == lines
    assert any(one.cut for one in placed) is cut
    assert " ".join(one.piece.text for one in placed) == REASON
    assert placed[-1].box.bottom() <= look.row("agenda")


def test_a_note_stands_under_the_words_with_a_mark(qtbot: QtBot) -> None:
    look = theme()
    cell = Wrapped("New holder", note="the e-mail is left out")
    upper, lower = placed_lines(look, cell, QRect(0, 0, look.px(400), look.row("agenda")))
    assert (upper.text, lower.text) == ("New holder", "the e-mail is left out")
    assert lower.piece.mark is not None
    assert upper.box.bottom() < lower.box.top()


@pytest.mark.parametrize("kind", ["general", "partner", "agenda"])
def test_a_row_holds_its_figure_its_bar_and_the_line_under_it(qtbot: QtBot, kind: str) -> None:
    look = theme()
    tall = _tall(look, Bar("3 of 5 answered", "1 never came", 0.6))
    assert BarDelegate(kind).row_height() >= tall + look.px(_EDGE)


@given(
    st.lists(st.integers(min_value=60, max_value=400), max_size=8),
    st.integers(min_value=0, max_value=2000),
)
def test_columns_get_what_they_want_or_the_widest_give_way(wanted: list[int], room: int) -> None:
    given_out = shared_out(wanted, room, 60)
    assert all(got <= want for got, want in zip(given_out, wanted, strict=True))
    if sum(wanted) <= room:
        assert given_out == wanted
    else:
        assert sum(given_out) <= room or set(given_out) == {60}
        assert all(got == want or got == max(given_out)
                   for got, want in zip(given_out, wanted, strict=True))  # fmt: skip
