"""Where an item lands: by key, by drop, with what stands under it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.agenda.order import block_at, check_can_be_sub, moved, place_for_drop, place_for_step
from cspdesk.errors import RuleBroken

# A, B with two under it, C.
SUBS = (False, False, True, True, False)
agendas = st.lists(st.booleans(), min_size=1, max_size=9).map(lambda subs: [False, *subs[1:]])


def named(order: list[int]) -> str:
    return "".join("ABbcC"[place] for place in order)


@pytest.mark.parametrize(
    ("place", "to", "order"),
    [
        (0, 1, "BbcAC"),  # not between B and what is under it
        (4, 3, "ACBbc"),
        (1, 0, "BbcAC"),
        (1, 2, "ACBbc"),
        (2, 3, "ABcbC"),
        (2, 0, "AbBcC"),  # a sub-item never comes first
        (0, 99, "BbcCA"),
    ],
)
def test_an_item_lands_as_near_as_it_can(place: int, to: int, order: str) -> None:
    assert named(moved(SUBS, place, to)) == order


@pytest.mark.parametrize(
    ("place", "by", "to"),
    [(0, 1, 3), (0, -1, None), (4, -1, 1), (4, 1, None), (1, 1, 2), (2, -1, 1), (3, 1, 4)],
)
def test_a_step_goes_over_the_next_whole_item(place: int, by: int, to: int | None) -> None:
    assert place_for_step(SUBS, place, by) == to


def test_a_drop_beside_itself_moves_nothing() -> None:
    assert place_for_drop(SUBS, 1, 1) == place_for_drop(SUBS, 1, 3) == 1
    assert place_for_drop(SUBS, 1, 4) == 1, "just behind its own block"
    assert place_for_drop(SUBS, 0, 5) == 4
    assert place_for_drop(SUBS, 4, 0) == 0


@given(agendas, st.data())
def test_every_move_keeps_all_items_and_every_block_whole(
    subs: list[bool], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(subs) - 1))
    order = moved(subs, place, data.draw(st.integers(-2, len(subs) + 2)))
    assert sorted(order) == list(range(len(subs)))
    block = list(block_at(subs, place))
    at = order.index(place)
    assert order[at : at + len(block)] == block
    assert len(subs) == 1 or not subs[order[0]]
    if not subs[place]:
        rest = [old for old in order if old not in block]
        others = [old for old in range(len(subs)) if old not in block]
        assert rest == others, "the others stay in their order"


@given(agendas, st.data())
def test_a_step_and_a_step_back_change_nothing_for_whole_items(
    subs: list[bool], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(subs) - 1))
    to = place_for_step(subs, place, 1)
    if subs[place] or to is None:
        return
    order = moved(subs, place, to)
    after = [subs[old] for old in order]
    back = place_for_step(after, order.index(place), -1)
    assert back is not None
    assert [order[old] for old in moved(after, order.index(place), back)] == list(range(len(subs)))


def test_what_cannot_stand_under_another_says_why() -> None:
    with pytest.raises(RuleBroken, match="none above it"):
        check_can_be_sub(SUBS, 0)
    with pytest.raises(RuleBroken, match="items under it itself"):
        check_can_be_sub(SUBS, 1)
    check_can_be_sub(SUBS, 4)
