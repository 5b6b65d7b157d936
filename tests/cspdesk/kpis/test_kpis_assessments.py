"""PMG's own rating beside the calculated one: reasons, versions, and until when it may change."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.kpis.assessment_commands import NO_ROW, AssessIndicator
from cspdesk.kpis.assessments import AssessmentCard, assessment_card, assessment_sheet
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.executive_commands import ApproveReport
from cspdesk.kpis.queries import indicator_groups
from cspdesk.meetings.queries import current_cycle, cycles
from db.vocabulary import Rag


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "sample.cspdesk", preset="haringey", sample=True) as made:
        yield made


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def next_cycle(desk: Desk) -> int:
    """The first cycle after the sample year, for which PMG has not met."""
    lines = desk.ask(cycles)
    ids = [line.id for line in lines]
    return ids[ids.index(cycle(desk)) + 1]


def indicator(desk: Desk, code: str) -> int:
    lines = (line for group in desk.ask(indicator_groups) for line in group.lines)
    return next(line.id for line in lines if line.code == code)


def card(desk: Desk, code: str, cycle_id: int) -> AssessmentCard:
    found = desk.ask(assessment_card, indicator(desk, code), cycle_id)
    assert found is not None
    return found


def test_a_rating_that_agrees_with_the_sum_needs_no_reason(desk: Desk) -> None:
    fresh = next_cycle(desk)
    desk.run(AssessIndicator(indicator(desk, "M1"), fresh, NO_ROW, rag=Rag.GREEN))
    held = card(desk, "M1", fresh).judgement
    assert held is not None
    assert (held.rag, held.calculated, held.assessed_on) == (Rag.GREEN, Rag.GREEN, desk.today)


@pytest.mark.parametrize("rag", [Rag.AMBER, Rag.RED, Rag.GREY])
def test_a_rating_that_differs_needs_a_reason_and_a_role(desk: Desk, rag: Rag) -> None:
    fresh, key = next_cycle(desk), indicator(desk, "M1")
    with pytest.raises(RuleBroken, match="Say why PMG rates it") as broken:
        desk.run(AssessIndicator(key, fresh, NO_ROW, rag=rag))
    assert broken.value.field == "reason"
    with pytest.raises(RuleBroken, match="by role") as broken:
        desk.run(AssessIndicator(key, fresh, NO_ROW, rag=rag, reason="Two wards rise."))
    assert broken.value.field == "by_role"
    assert card(desk, "M1", fresh).judgement is None
    desk.run(
        AssessIndicator(key, fresh, NO_ROW, rag=rag, reason="Two wards rise.", by_role="PMG chair")
    )
    shown = card(desk, "M1", fresh)
    assert shown.judgement is not None
    assert (shown.judgement.rag, shown.calculated) == (rag, Rag.GREEN)


def test_a_reason_cannot_be_taken_from_under_a_differing_rating(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="Say why PMG rates it Red where Amber"):
        desk.run(AssessIndicator(indicator(desk, "M4"), cycle(desk), reason=" "))


def test_context_may_be_prepared_before_pmg_meets(desk: Desk) -> None:
    fresh = next_cycle(desk)
    desk.run(AssessIndicator(indicator(desk, "R2"), fresh, context="A smaller cohort."))
    sheet = desk.ask(assessment_sheet, fresh)
    assert sheet is not None
    assert sheet.progress == "0 of 29 assessed"
    assert card(desk, "R2", fresh).judgement is not None


def test_progress_counts_what_pmg_rated_and_taking_back_uncounts_it(desk: Desk) -> None:
    fresh, key = next_cycle(desk), indicator(desk, "M1")
    desk.run(AssessIndicator(key, fresh, rag=Rag.GREEN))
    sheet = desk.ask(assessment_sheet, fresh)
    assert sheet is not None
    assert (sheet.progress, sheet.assessed) == ("1 of 29 assessed", {key})
    desk.run(AssessIndicator(key, fresh, rag=None))
    sheet = desk.ask(assessment_sheet, fresh)
    assert sheet is not None
    assert sheet.progress == "0 of 29 assessed"


def test_agreement_by_business_intelligence_has_three_states(desk: Desk) -> None:
    key, here = indicator(desk, "R1"), cycle(desk)
    for agrees in (False, None, True):
        desk.run(AssessIndicator(key, here, bi_agrees=agrees))
        held = card(desk, "R1", here).judgement
        assert held is not None
        assert held.bi_agrees is agrees


def test_the_cycle_before_is_shown_beside_it(desk: Desk) -> None:
    shown = card(desk, "R2", cycle(desk))
    assert shown.before is not None
    assert shown.before.reason.startswith("44.2%")
    assert shown.before_on is not None
    assert shown.before_on.isoformat() == "2016-10-18"


def test_an_assessment_that_moved_on_is_not_overwritten(desk: Desk) -> None:
    here, key = cycle(desk), indicator(desk, "R1")
    seen = card(desk, "R1", here).version
    desk.run(AssessIndicator(key, here, seen, trend_note="Falling."))
    with pytest.raises(Conflict):
        desk.run(AssessIndicator(key, here, seen, trend_note="Rising."))
    with pytest.raises(Conflict):
        desk.run(AssessIndicator(key, here, NO_ROW, trend_note="Rising."))


def test_figures_that_came_later_are_pointed_out_not_taken_over(desk: Desk) -> None:
    here, key = cycle(desk), indicator(desk, "M1")
    before = card(desk, "M1", here)
    assert before.moved == ""
    assert before.judgement is not None
    assert before.judgement.calculated is Rag.GREEN
    start = before.card.standing.at
    assert start is not None
    desk.run(EnterFigures((Entry(key, start.start, "2500"),)))
    after = card(desk, "M1", here)
    assert after.moved.startswith("Green was calculated when PMG rated it")
    desk.run(AssessIndicator(key, here, context="Recounted."))
    assert card(desk, "M1", here).moved
    desk.run(AssessIndicator(key, here, rag=after.calculated))
    assert card(desk, "M1", here).moved == ""


def test_an_approved_report_holds_the_assessments_still(desk: Desk) -> None:
    here = cycle(desk)
    desk.run(ApproveReport(here))
    assert "Take the approval back" in card(desk, "R1", here).closed
    with pytest.raises(RuleBroken, match="Take the approval back"):
        desk.run(AssessIndicator(indicator(desk, "R1"), here, trend_note="Falling."))


def test_what_was_issued_is_not_assessed_again(desk: Desk) -> None:
    before = next(line.id for line in desk.ask(cycles) if line.number == 3)
    assert card(desk, "R1", before).closed.startswith("The papers of this cycle went out on")
    with pytest.raises(RuleBroken, match="What was issued stays as it was"):
        desk.run(AssessIndicator(indicator(desk, "R1"), before, trend_note="Falling."))


def test_the_label_says_what_changed(desk: Desk) -> None:
    here, key = cycle(desk), indicator(desk, "M4")
    done = desk.run(AssessIndicator(key, here, context="Mopeds.", trend_note="Down."))
    assert done.label == "Changed the trend note and BI context of M4"
    assert desk.run(AssessIndicator(key, here, rag=Rag.AMBER)).label == (
        "Recorded PMG’s Amber for M4"
    )
