"""A new framework beside the old one: what goes over, what stays, and which is in force."""

from __future__ import annotations

from datetime import date

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.editing import EditForm, edit_form
from cspdesk.kpis.framework_commands import CarryOver, RenameFramework, StartFramework
from cspdesk.kpis.framework_words import read_lines, read_priorities
from cspdesk.kpis.frameworks import Framework, frameworks, indicators_of
from cspdesk.kpis.imports import indicator_keys
from cspdesk.kpis.queries import indicator_card, indicator_groups

APRIL = date(2017, 4, 1)
WORDS = "High-harm crimes: Domestic abuse; Knife crime\nBurglary\n+ Confidence"


def codes(desk: Desk, framework: Framework | None = None) -> dict[str, int]:
    ids = desk.ask(indicators_of, framework.id) if framework else None
    groups = desk.ask(indicator_groups, None, ids)
    return {line.code: line.id for group in groups for line in group.lines}


def start(desk: Desk, *carry: tuple[str, int | None], keep: bool = True) -> Framework:
    known = codes(desk)
    chosen = tuple(CarryOver(known[code], place) for code, place in carry)
    outcomes = ("Prevent and minimise gang-related activity and victimisation", "Feel safe")
    desk.run(StartFramework("Plan 2017–21", APRIL, read_priorities(WORDS), outcomes, chosen, keep))
    return desk.ask(frameworks)[0]


def form_of(desk: Desk, key: int) -> EditForm:
    form = desk.ask(edit_form, key)
    assert form is not None
    return form


def test_priorities_are_read_from_lines_and_said_back() -> None:
    found = read_priorities("1. High-harm crimes: Domestic abuse;  Knife crime\n\n2) Burglary\n+ B")
    assert [words.said for words in found] == [
        "Priority 1: High-harm crimes (H), with 2 themes: Domestic abuse, Knife crime",
        "Priority 2: Burglary (B)",
        "Beside them: B (B2)",
    ]


@pytest.mark.parametrize("text", ["A\nB\na", ": Themes only"])
def test_a_priority_has_a_name_of_its_own(text: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_priorities(text)
    assert broken.value.field == "priorities"


def test_outcomes_lose_their_bullets() -> None:
    assert read_lines("• Safer\n\n - Safer \n* Happier") == ("Safer", "Happier")


def test_a_framework_that_has_not_started_leaves_the_list_alone(desk: Desk) -> None:
    before = codes(desk)
    new = start(desk, ("P4", 0), ("M1", 1))
    assert not new.in_force
    assert codes(desk) == before
    assert list(codes(desk, new)) == ["P4", "M1"]
    old = desk.ask(frameworks)[1]
    assert old.in_force
    assert old.ends_on == date(2017, 3, 31)


def test_on_its_first_day_it_is_the_one_in_force_and_the_old_one_stays_readable(
    desk: Desk,
) -> None:
    before = codes(desk)
    new = start(desk, ("P4", 0))
    desk.as_at = APRIL
    assert list(codes(desk)) == ["P4"]
    old = desk.ask(frameworks)[1]
    assert codes(desk, old) == before
    card = desk.ask(indicator_card, before["M4"])
    assert card is not None
    assert card.line.latest == "1,009"
    assert desk.ask(frameworks)[0].id == new.id


def test_what_goes_over_keeps_figures_owner_definition_and_target(desk: Desk) -> None:
    old_key = codes(desk)["M1"]
    old = form_of(desk, old_key)
    new = start(desk, ("M1", 1))
    form = form_of(desk, codes(desk, new)["M1"])
    assert form.figures == old.figures
    assert len(form.figures) > 60
    assert (form.replaces, form.continues) == ("M1 Burglary", True)
    for name in ("owner_id", "definition", "target", "unit", "caveats", "baseline_from"):
        assert getattr(form.draft, name) == getattr(old.draft, name)
    assert form.draft.priority_id == new.priorities[1].block.id


def test_a_figure_entered_later_changes_the_new_one_only(desk: Desk) -> None:
    old_key = codes(desk)["M1"]
    before = form_of(desk, old_key).figures
    new = start(desk, ("M1", 1))
    key = codes(desk, new)["M1"]
    desk.run(EnterFigures((Entry(key, date(2016, 12, 1), "9"),)))
    assert form_of(desk, old_key).figures == before
    assert {p.start: v for p, v in form_of(desk, key).figures}[date(2016, 12, 1)] == 9


def test_outcomes_and_themes_go_over_where_the_new_one_has_them_by_name(desk: Desk) -> None:
    new = start(desk, ("P1", 0), ("C3", None))
    gangs = form_of(desk, codes(desk, new)["P1"])
    assert gangs.draft.outcome_ids == (new.outcomes[0].id,)
    assert gangs.draft.theme == ""
    pride = form_of(desk, codes(desk, new)["C3"])
    assert (pride.draft.priority_id, pride.draft.outcome_ids) == (None, ())


def test_targets_stay_behind_when_they_should(desk: Desk) -> None:
    new = start(desk, ("M1", 1), keep=False)
    assert form_of(desk, codes(desk, new)["M1"]).draft.target is None


def test_a_spreadsheet_finds_the_indicators_in_force_only(desk: Desk) -> None:
    start(desk, ("M1", 1))
    named = [key.code for key in desk.ask(indicator_keys)]
    assert named.count("M1") == 1
    desk.as_at = APRIL
    assert [key.code for key in desk.ask(indicator_keys)] == ["M1"]


@pytest.mark.parametrize(
    ("name", "day", "words", "field"),
    [
        (" ", APRIL, "A", "name"),
        ("Plan", date(2013, 4, 1), "A", "starts_on"),
        ("Plan", APRIL, "", "priorities"),
    ],
)
def test_a_framework_needs_a_name_a_day_of_its_own_and_a_priority(
    desk: Desk, name: str, day: date, words: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(StartFramework(name, day, read_priorities(words)))
    assert broken.value.field == field
    assert len(desk.ask(frameworks)) == 1


def test_a_framework_can_be_renamed_but_not_start_after_its_end(desk: Desk) -> None:
    (old,) = desk.ask(frameworks)
    desk.run(RenameFramework(old.id, "Strategy", old.starts_on, old.version))
    (named,) = desk.ask(frameworks)
    assert named.name == "Strategy"
    with pytest.raises(RuleBroken):
        desk.run(RenameFramework(old.id, "Strategy", date(2018, 1, 1), named.version))
