"""Adding, changing, retiring, replacing and merging indicators, each as one step on the sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.kpis.drafts import BreakDraft, ComparatorFigure, IndicatorDraft, TargetDraft, doubts
from cspdesk.kpis.editing import EditForm, edit_form, new_form
from cspdesk.kpis.frameworks import frameworks, retired_indicators
from cspdesk.kpis.indicator_commands import (
    AddIndicator,
    BringBackIndicator,
    EditIndicator,
    MergeIndicator,
    ReplaceIndicator,
    RetireIndicator,
)
from cspdesk.kpis.queries import indicator_card, indicator_groups
from cspdesk.kpis.records import IndicatorLine
from cspdesk.kpis.targets import Milestone
from db.vocabulary import (
    Comparator,
    Direction,
    Frequency,
    Measured,
    Publicity,
    Rag,
    TargetKind,
    Unit,
)

LEVEL, CHANGE = TargetKind.LEVEL_BY_DATE, TargetKind.CHANGE_ON_BASELINE
JANUARY, MARCH_2018 = date(2017, 1, 31), date(2018, 3, 31)


def lines(desk: Desk) -> dict[str, IndicatorLine]:
    return {line.code: line for group in desk.ask(indicator_groups) for line in group.lines}


def form_of(desk: Desk, code: str) -> EditForm:
    form = desk.ask(edit_form, lines(desk)[code].id)
    assert form is not None
    return form


def save(desk: Desk, form: EditForm, **changes: object) -> str:
    assert form.id is not None
    draft = replace(form.draft, **changes)  # type: ignore[arg-type]
    return desk.run(EditIndicator(form.id, draft, form.seen)).label


# Editing


def test_saving_an_untouched_form_changes_nothing(desk: Desk) -> None:
    for code in lines(desk):
        form = form_of(desk, code)
        assert form.id is not None
        assert not desk.run(EditIndicator(form.id, form.draft, form.seen)).rows


def test_what_was_saved_stands_in_the_form_again(desk: Desk) -> None:
    form = form_of(desk, "M4")
    wished = replace(
        form.draft,
        code="M4a",
        theme="Mopeds",
        outcome_ids=(form.outcomes[0].id, form.outcomes[1].id),
        publicity=Publicity.RESTRICTED,
        exempt_paragraph="7",
        exempt_reason="Names an operation",
        target=TargetDraft(LEVEL, 900, MARCH_2018, words="900 by March 2018"),
        milestones=(Milestone("Anchors", JANUARY), Milestone("Bays", None, JANUARY)),
        breaks=(BreakDraft(date(2016, 9, 1), True, "Mopeds"),),
        comparators=(
            ComparatorFigure(Comparator.LONDON, date(2016, 12, 1), 3312.0),
            ComparatorFigure(Comparator.SIMILAR, date(2016, 12, 1), 88.5),
        ),
    )
    desk.run(EditIndicator(form.id or 0, wished, form.seen))
    again = desk.ask(edit_form, form.id or 0)
    assert again is not None
    assert again.draft == wished


@pytest.mark.parametrize(
    ("changes", "label"),
    [
        ({"caveats": "Mind the mopeds."}, "Changed the caveats of M4"),
        ({"name": "Vehicle theft", "lag_days": 30}, "Changed the name and lag of M4"),
        ({"target": None}, "Changed the target of M4"),
        ({"theme": "Mopeds"}, "Changed the theme of M4"),
        (
            {"name": "A", "caveats": "B", "definition": "C"},
            "Changed M4",
        ),
        ({"code": "M44"}, "Changed the code of M44"),
    ],
)
def test_the_step_is_named_by_what_changed(
    desk: Desk, changes: dict[str, object], label: str
) -> None:
    assert save(desk, form_of(desk, "M4"), **changes) == label
    assert desk.undo_label == label


def test_a_form_that_is_out_of_date_saves_nothing(desk: Desk) -> None:
    first, second = form_of(desk, "M4"), form_of(desk, "M4")
    breaks = (BreakDraft(date(2016, 4, 1), False, "Counting rules"),)
    save(desk, first, breaks=breaks)
    with pytest.raises(Conflict):
        save(desk, second, caveats="Mine")
    assert form_of(desk, "M4").draft.breaks == breaks
    assert form_of(desk, "M4").draft.caveats == first.draft.caveats


def test_a_theme_that_exists_is_used_again_whatever_its_capitals(desk: Desk) -> None:
    save(desk, form_of(desk, "P1"), theme="vawg")
    assert form_of(desk, "P1").draft.theme == "VAWG"
    assert form_of(desk, "P1").priorities == form_of(desk, "P4").priorities


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"code": " "}, "code", "Give it a code"),
        ({"code": "M 4"}, "code", "one word"),
        ({"code": "m5"}, "code", "M5 is taken by Theft from person."),
        ({"name": ""}, "name", "Give it the name"),
        ({"priority_id": None, "theme": "X"}, "priority_id", "theme belongs to a priority"),
        ({"decimals": 9}, "decimals", "0 to 4"),
        ({"lag_days": -1}, "lag_days", "0 to 730"),
        ({"baseline_points": 6}, "baseline_points", "12 to 60"),
        ({"exempt_reason": "Secret"}, "exempt_paragraph", "Schedule 12A"),
        ({"frequency": Frequency.QUARTERLY}, "frequency", "monthly figures"),
        ({"target": TargetDraft(LEVEL)}, "value", "what is to be reached"),
        ({"target": TargetDraft(CHANGE)}, "change_percent", "by how much"),
        ({"target": TargetDraft(LEVEL, float("nan"))}, "value", "not a number"),
        ({"target": TargetDraft(LEVEL, 1, tolerance=101)}, "tolerance", "0 to 100"),
        (
            {"target": TargetDraft(LEVEL, 1, JANUARY, 2, MARCH_2018)},
            "baseline_at",
            "earlier than the day",
        ),
        ({"milestones": (Milestone(" "),)}, "milestones", "what each milestone is"),
        ({"breaks": (BreakDraft(JANUARY, True, ""),)}, "breaks", "Say why"),
        (
            {"breaks": (BreakDraft(JANUARY, True, "a"), BreakDraft(JANUARY, False, "b"))},
            "breaks",
            "same period",
        ),
    ],
)
def test_a_broken_rule_names_its_field_and_changes_nothing(
    desk: Desk, changes: dict[str, object], field: str, words: str
) -> None:
    form = form_of(desk, "M4")
    with pytest.raises(RuleBroken) as broken:
        save(desk, form, **changes)
    assert broken.value.field == field
    assert words in broken.value.message
    assert form_of(desk, "M4") == form
    assert desk.undo_label is None


def test_an_outcome_or_priority_of_another_framework_is_refused(desk: Desk) -> None:
    from cspdesk.kpis.framework_commands import StartFramework
    from cspdesk.kpis.framework_words import read_priorities

    desk.run(StartFramework("Next", date(2018, 4, 1), read_priorities("A"), ("Safer",)))
    other = desk.ask(frameworks)[0]
    for changes, field in (
        ({"priority_id": other.priorities[0].block.id, "theme": ""}, "priority_id"),
        ({"outcome_ids": (other.outcomes[0].id,)}, "outcome_ids"),
    ):
        with pytest.raises(RuleBroken) as broken:
            save(desk, form_of(desk, "M4"), **changes)
        assert broken.value.field == field


# What a changed target does


def test_a_new_target_is_rated_at_once(desk: Desk) -> None:
    target = TargetDraft(LEVEL, 1100, date(2016, 12, 31), measured=form_window(desk))
    save(desk, form_of(desk, "M4"), target=target)
    assert lines(desk)["M4"].rating.rag is Rag.GREEN
    assert lines(desk)["M4"].target == "1,100"
    desk.undo()
    assert lines(desk)["M4"].rating.rag is Rag.AMBER


def form_window(desk: Desk) -> Measured:
    target = form_of(desk, "M4").draft.target
    assert target is not None
    return target.measured


def test_a_tolerance_decides_between_amber_and_red(desk: Desk) -> None:
    form = form_of(desk, "M5")
    assert form.draft.target is not None
    assert lines(desk)["M5"].rating.rag is Rag.RED
    save(desk, form, target=replace(form.draft.target, tolerance=100.0))
    assert lines(desk)["M5"].rating.rag is Rag.AMBER


def test_the_end_of_a_change_is_worked_out_and_kept(desk: Desk) -> None:
    target = TargetDraft(CHANGE, None, MARCH_2018, 200, date(2014, 3, 31), -25)
    save(desk, form_of(desk, "P3"), target=target)
    card = desk.ask(indicator_card, lines(desk)["P3"].id)
    assert card is not None
    expected = card.standing.rating.expected
    assert expected is not None
    assert 150 < expected < 200


def test_milestones_are_counted_where_there_are_no_figures(desk: Desk) -> None:
    steps = (Milestone("Plan", JANUARY, JANUARY), Milestone("Fund", date(2017, 1, 9)))
    save(
        desk,
        form_of(desk, "C5"),
        unit=Unit.MILESTONES,
        target=TargetDraft(TargetKind.MILESTONES),
        milestones=steps,
    )
    line = lines(desk)["C5"]
    assert line.latest == "1 of 2"
    assert line.gap is None
    assert line.rating.reason == "1 of 2 milestones done, 1 late by up to 31 days: the PMG judges."


def test_a_break_stops_the_comparison_with_a_year_earlier(desk: Desk) -> None:
    assert lines(desk)["M4"].verdict == "Worse"
    save(desk, form_of(desk, "M4"), breaks=(BreakDraft(date(2016, 4, 1), False, "New rules"),))
    assert lines(desk)["M4"].verdict == ""


# New ones


def test_a_new_indicator_stands_at_the_end_of_its_priority(desk: Desk) -> None:
    framework = desk.ask(frameworks)[0]
    priority = framework.priorities[1].block.id
    form = desk.ask(new_form, framework.id, priority)
    assert form is not None
    assert form.draft.priority_id == priority
    draft = replace(form.draft, code="P8", name="Knife injuries", direction=Direction.LOWER)
    changes = desk.run(AddIndicator(framework.id, draft))
    assert changes.label == "Added indicator P8, Knife injuries"
    group = desk.ask(indicator_groups)[1]
    assert [line.code for line in group.lines][-2:] == ["P7", "P8"]
    assert changes.created == group.lines[-1].id
    assert group.lines[-1].words == "Knife injuries"


def test_the_code_of_a_retired_indicator_may_be_used_again(desk: Desk) -> None:
    framework = desk.ask(frameworks)[0]
    desk.run(RetireIndicator(lines(desk)["C2"].id, JANUARY, "The survey ended"))
    desk.run(AddIndicator(framework.id, IndicatorDraft(code="C2", name="Worry")))
    assert lines(desk)["C2"].name == "Worry"


# The end of one


def test_a_retired_indicator_leaves_the_list_and_keeps_its_history(desk: Desk) -> None:
    key = lines(desk)["M4"].id
    before = desk.ask(indicator_card, key)
    desk.run(RetireIndicator(key, JANUARY, "Counted with M3 from now on"))
    assert "M4" not in lines(desk)
    assert desk.ask(retired_indicators) == (key,)
    card = desk.ask(indicator_card, key)
    assert card is not None
    assert before is not None
    assert card.points == before.points
    form = desk.ask(edit_form, key)
    assert form is not None
    assert (form.retired_on, form.retired_reason) == (JANUARY, "Counted with M3 from now on")


def test_a_retired_indicator_is_never_late(desk: Desk) -> None:
    desk.as_at = date(2017, 6, 30)
    late = lines(desk)["M4"]
    assert late.overdue_days
    desk.run(RetireIndicator(late.id, date(2016, 12, 31), "Stopped"))
    card = desk.ask(indicator_card, late.id)
    assert card is not None
    assert card.line.overdue_days is None
    assert card.line.latest == late.latest


@pytest.mark.parametrize(
    ("on", "reason", "field"),
    [(date(2017, 2, 10), "Later", "on"), (JANUARY, "  ", "reason")],
)
def test_retiring_needs_a_day_that_has_come_and_a_reason(
    desk: Desk, on: date, reason: str, field: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(RetireIndicator(lines(desk)["M4"].id, on, reason))
    assert broken.value.field == field


def test_a_replacement_takes_the_place_and_both_are_linked(desk: Desk) -> None:
    old = lines(desk)["C3"]
    draft = IndicatorDraft(
        code="C3", name="Satisfied with area", priority_id=form_of(desk, "C3").draft.priority_id
    )
    label = desk.run(ReplaceIndicator(old.id, JANUARY, "A new survey", draft)).label
    assert label == "Replaced C3, Proud of area with Satisfied with area"
    group = next(g for g in desk.ask(indicator_groups) if g.name == "Public confidence")
    assert [line.name for line in group.lines][2] == "Satisfied with area"
    new = form_of(desk, "C3")
    assert (new.replaces, new.continues) == ("C3 Proud of area", False)
    card = desk.ask(indicator_card, new.id or 0)
    assert card is not None
    assert card.replaces == "C3"
    before = desk.ask(edit_form, old.id)
    assert before is not None
    assert before.replaced_by == "C3 Satisfied with area"
    desk.undo()
    assert lines(desk)["C3"].id == old.id


def test_a_retired_indicator_comes_back_unless_its_code_was_taken(desk: Desk) -> None:
    key = lines(desk)["C2"].id
    desk.run(RetireIndicator(key, JANUARY, "Stopped"))
    assert desk.run(BringBackIndicator(key)).label == "Brought C2 back"
    assert lines(desk)["C2"].id == key
    desk.run(RetireIndicator(key, JANUARY, "Stopped"))
    desk.run(AddIndicator(desk.ask(frameworks)[0].id, IndicatorDraft(code="C2", name="Other")))
    with pytest.raises(RuleBroken, match="C2 is now Other"):
        desk.run(BringBackIndicator(key))


# Doubled rows


def test_the_row_listed_twice_is_merged_into_its_twin(desk: Desk) -> None:
    form = form_of(desk, "P5")
    assert form.twin == lines(desk)["P4"].id
    label = desk.run(MergeIndicator(form.id or 0, form.twin or 0)).label
    assert label == "Merged P5 into P4"
    gap = lines(desk)["P5"].gap
    assert gap is not None
    assert (gap.label, gap.sentence) == ("Merged", "Counted with P4.")
    assert desk.run(BringBackIndicator(form.id or 0)).label == "Separated P5 again"


def test_figures_that_the_other_lacks_go_over_and_none_is_overwritten(desk: Desk) -> None:
    from cspdesk.kpis.commands import EnterFigures, Entry

    p4, p5 = lines(desk)["P4"].id, lines(desk)["P5"].id
    old, new = date(2016, 12, 1), date(2017, 1, 1)
    before = form_of(desk, "P4").figures
    desk.run(EnterFigures((Entry(p5, old, "999"), Entry(p5, new, "241"))))
    assert desk.run(MergeIndicator(p5, p4)).label == "Merged P5 into P4 with 1 figure"
    after = {period.start: value for period, value in form_of(desk, "P4").figures}
    assert after[new] == 241
    assert after[old] == {period.start: value for period, value in before}[old] != 999
    left = desk.ask(edit_form, p5)
    assert left is not None
    assert [(period.start, value) for period, value in left.figures] == [(old, 999)]


@pytest.mark.parametrize(
    ("code", "into", "why"),
    [
        ("P5", "P5", "another indicator"),
        ("P5", "P6x", "merged or retired itself"),
        ("P5", "C1", "measured differently"),
    ],
)
def test_only_what_is_the_same_can_be_merged(desk: Desk, code: str, into: str, why: str) -> None:
    known = lines(desk)
    desk.run(RetireIndicator(known["P6"].id, JANUARY, "Stopped"))
    target = known[into.removesuffix("x")].id
    with pytest.raises(RuleBroken, match=why):
        desk.run(MergeIndicator(known[code].id, target))


# Worth a second look


def test_a_target_against_the_good_direction_is_doubted_not_refused(desk: Desk) -> None:
    target = TargetDraft(CHANGE, None, MARCH_2018, 100, date(2014, 3, 31), -10)
    draft = IndicatorDraft(code="X1", name="Reports", direction=Direction.HIGHER, target=target)
    assert doubts(draft) == ("The target is below its baseline, but higher is better.",)
    assert doubts(replace(draft, direction=Direction.LOWER)) == ()
    neither = doubts(replace(draft, direction=Direction.NEITHER))
    assert neither == ("Neither way is better, so it cannot be rated against a number.",)
    rising = replace(draft, direction=Direction.LOWER, target=replace(target, change_percent=10.0))
    assert doubts(rising) == ("The target is above its baseline, but lower is better.",)
    assert doubts(replace(draft, target=None)) == ()
