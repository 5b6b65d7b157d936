"""The highlight report of the sample: what is in, in which order, what stays out, its way on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.kpis.assessment_commands import AssessIndicator
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.executive_commands import (
    AnswerRequest,
    ApproveReport,
    AskForMore,
    RecordReview,
    RemoveRequest,
    SendToExecutive,
    TakeBackReport,
)
from cspdesk.kpis.highlight_commands import DecideHighlight, EditHighlight
from cspdesk.kpis.highlight_report import highlight_report, open_ends, split_reason
from cspdesk.kpis.records import HighlightReport
from cspdesk.meetings.queries import current_cycle, cycles
from cspdesk.packs.commands import IssueDocument
from cspdesk.packs.queries import issued_body, issued_documents
from db.vocabulary import DocumentKind, HighlightState, Marking, Rag


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "sample.cspdesk", preset="haringey", sample=True) as made:
        yield made


def cycle(desk: Desk, number: int | None = None) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    if number is None:
        return strip.cycle.id
    return next(line.id for line in desk.ask(cycles) if line.number == number)


def next_cycle(desk: Desk) -> int:
    ids = [line.id for line in desk.ask(cycles)]
    return ids[ids.index(cycle(desk)) + 1]


def report(desk: Desk, cycle_id: int | None = None) -> HighlightReport:
    return desk.ask(highlight_report, cycle_id or cycle(desk))


def indicator(desk: Desk, code: str) -> int:
    lines = (line for group in report(desk).groups for line in group.lines)
    return next(line.id for line in lines if line.code == code)


def codes(found: HighlightReport) -> list[str]:
    return [held.line.code for held in found.taken]


def group_of(desk: Desk, code: str) -> str:
    groups = report(desk).left_out
    return next(g.reason for g in groups if code in [line.code for line in g.lines])


# -- what is in it --------------------------------------------------------------------------------


def test_the_priorities_come_first_then_mopac_7(desk: Desk) -> None:
    assert codes(report(desk)) == ["R2", "R3", "R5", "P2", "P3", "P4", "M2", "M4"]


def test_everything_is_either_in_or_left_out_with_a_reason(desk: Desk) -> None:
    found = report(desk)
    out = [line.code for group in found.left_out for line in group.lines]
    assert len(out) == len(set(out)) == 21
    assert not set(out) & set(codes(found))
    assert all(group.reason for group in found.left_out)


def test_the_title_leads_with_the_priorities_not_with_mopac_7(desk: Desk) -> None:
    assert report(desk).finding == "Three Reoffending indicators are Red and eight need the Board"


def test_before_pmg_decides_the_rules_propose(desk: Desk) -> None:
    fresh = report(desk, next_cycle(desk))
    assert fresh.taken == ()
    proposed = {held.line.code: held for held in fresh.undecided}
    assert "Risk red" in proposed["R2"].reasons
    assert proposed["M2"].needs_value
    assert not proposed["R2"].needs_value


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("One unusual month: December only.", ("One unusual month", "December only.")),
        ("Not now.", ("Not now", "")),
        ("Same story: M2: and M4", ("Same story", "M2: and M4")),
    ],
)
def test_a_reason_is_a_heading_and_what_is_said_under_it(
    words: str, parts: tuple[str, str]
) -> None:
    assert split_reason(words) == parts


# -- deciding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("take", [True, False])
def test_a_decision_needs_a_reason(desk: Desk, take: bool) -> None:
    with pytest.raises(RuleBroken) as broken:
        desk.run(DecideHighlight(indicator(desk, "R1"), cycle(desk), take, "  "))
    assert broken.value.field == "reason"


def test_mopac_7_is_taken_only_with_a_stated_partnership_value(desk: Desk) -> None:
    key, here = indicator(desk, "M5"), cycle(desk)
    with pytest.raises(RuleBroken, match="say what the partnership can add") as broken:
        desk.run(DecideHighlight(key, here, True, "Still rising"))
    assert broken.value.field == "partnership_value"
    desk.run(DecideHighlight(key, here, True, "Still rising", "Transport for London: staff."))
    assert codes(report(desk))[-1] == "M5"


def test_the_value_of_mopac_7_cannot_be_emptied_while_it_is_in(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="M4 is reviewed by the Police"):
        desk.run(AssessIndicator(indicator(desk, "M4"), cycle(desk), partnership_value=""))


def test_a_priority_needs_no_stated_value(desk: Desk) -> None:
    desk.run(DecideHighlight(indicator(desk, "R1"), cycle(desk), True, "Off its path"))
    assert codes(report(desk))[0] == "R1"


def test_a_decision_on_what_has_moved_on_is_refused(desk: Desk) -> None:
    held = report(desk).taken[0]
    desk.run(EditHighlight(held.line.id, cycle(desk), ask="Schools: who knew?"))
    with pytest.raises(Conflict):
        desk.run(
            DecideHighlight(held.line.id, cycle(desk), False, "Later", seen_version=held.version)
        )


def test_an_empty_headline_brings_the_computed_sentence_back(desk: Desk) -> None:
    key = indicator(desk, "R2")
    desk.run(EditHighlight(key, cycle(desk), headline=""))
    assert report(desk).taken[0].headline.startswith("Risk red and trend of concern: 44.7%")


@pytest.mark.parametrize(("field", "limit"), [("headline", 110), ("ask", 160)])
def test_words_are_short_enough_for_a_page_read_in_a_minute(
    desk: Desk, field: str, limit: int
) -> None:
    key, here = indicator(desk, "R2"), cycle(desk)
    desk.run(EditHighlight(key, here, **{field: "x" * limit}))
    with pytest.raises(RuleBroken, match=f"At most {limit} characters") as broken:
        desk.run(EditHighlight(key, here, **{field: "x" * (limit + 1)}))
    assert broken.value.field == field


# -- its way --------------------------------------------------------------------------------------


def test_the_report_goes_by_the_executive_into_the_papers(desk: Desk) -> None:
    fresh = next_cycle(desk)
    for take_in in report(desk, fresh).undecided:
        desk.run(DecideHighlight(take_in.line.id, fresh, False, "Not this time"))
    assert report(desk, fresh).state.state is HighlightState.DRAFT
    with pytest.raises(RuleBroken, match="Send the report to the Executive first"):
        desk.run(RecordReview(fresh))
    with pytest.raises(RuleBroken, match="reviews the report before"):
        desk.run(ApproveReport(fresh))
    desk.run(SendToExecutive(fresh))
    with pytest.raises(RuleBroken, match="with the Executive already"):
        desk.run(SendToExecutive(fresh))
    desk.run(RecordReview(fresh))
    desk.run(ApproveReport(fresh))
    state = report(desk, fresh).state
    assert state.state is HighlightState.APPROVED
    assert (state.sent_on, state.reviewed_on, state.approved_on) == (desk.today,) * 3


def test_candidates_that_nobody_decided_keep_it_from_the_papers(desk: Desk) -> None:
    here = cycle(desk)
    desk.run(DecideHighlight(indicator(desk, "R2"), here, None))
    assert desk.ask(open_ends, here) == ("R2 is a candidate: take or leave it, with the reason.",)
    with pytest.raises(RuleBroken, match="R2 is a candidate"):
        desk.run(ApproveReport(here))


def test_what_the_executive_waits_for_keeps_it_from_the_papers(desk: Desk) -> None:
    here = cycle(desk)
    desk.run(AskForMore(here, "what do schools say?", indicator(desk, "R2")))
    desk.run(AskForMore(here, "how does London compare?"))
    assert [one.code for one in report(desk).requests] == ["", "R5", "R2"]
    with pytest.raises(RuleBroken, match="waits for an answer on the report and R2"):
        desk.run(ApproveReport(here))
    for one in report(desk).requests:
        if not one.answer:
            desk.run(AnswerRequest(one.id, "Told on 8 February.", one.version))
    desk.run(ApproveReport(here))


def test_an_emptied_answer_opens_the_request_again(desk: Desk) -> None:
    one = report(desk).requests[0]
    assert (
        desk.run(AnswerRequest(one.id, " ")).label == "Opened again what the Executive asked on R5"
    )
    with pytest.raises(Conflict):
        desk.run(RemoveRequest(one.id, one.version))
    desk.run(RemoveRequest(one.id))
    assert report(desk).requests == ()


def test_the_executive_asks_only_about_what_it_was_sent(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="Send the report to the Executive first"):
        desk.run(AskForMore(next_cycle(desk), "more"))
    with pytest.raises(RuleBroken, match="Say what more") as broken:
        desk.run(AskForMore(cycle(desk), "  "))
    assert broken.value.field == "text"


def test_the_day_of_the_review_can_be_corrected_but_not_invented(desk: Desk) -> None:
    here = cycle(desk)
    desk.run(RecordReview(here, date(2017, 2, 3)))
    assert report(desk).state.reviewed_on == date(2017, 2, 3)
    for day in (date(2017, 1, 23), date(2017, 2, 10)):
        with pytest.raises(RuleBroken, match="between") as broken:
            desk.run(RecordReview(here, day))
        assert broken.value.field == "reviewed_on"


def test_each_step_can_be_taken_back_to_the_draft(desk: Desk) -> None:
    here = cycle(desk)
    desk.run(ApproveReport(here))
    said = []
    for _step in range(3):
        said.append(desk.run(TakeBackReport(here)).label)
    assert said == [
        f"Took back the {what} of the highlight report"
        for what in ("approval", "review", "sending")
    ]
    state = report(desk).state
    assert (state.state, state.sent_on, state.reviewed_on) == (HighlightState.DRAFT, None, None)
    with pytest.raises(RuleBroken, match="nothing to take back"):
        desk.run(TakeBackReport(here))


def test_two_who_move_the_report_at_once_do_not_overtake_each_other(desk: Desk) -> None:
    seen = report(desk).state.version
    desk.run(TakeBackReport(cycle(desk), seen))
    with pytest.raises(Conflict, match="moved on"):
        desk.run(ApproveReport(cycle(desk), seen))


def test_an_issued_report_is_frozen(desk: Desk) -> None:
    before = cycle(desk, 3)
    found = report(desk, before)
    assert found.state.issued_on is not None
    key = found.taken[0].line.id
    for command in (
        DecideHighlight(key, before, False, "Later"),
        EditHighlight(key, before, headline="Other words"),
        SendToExecutive(before),
        TakeBackReport(before),
        AskForMore(before, "more"),
    ):
        with pytest.raises(RuleBroken, match="What was issued stays as it was"):
            desk.run(command)


def test_issuing_the_pack_freezes_the_report_and_its_bytes_stay(desk: Desk) -> None:
    here = cycle(desk)
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    body = b"%PDF-1.7 the pack as it went out"
    desk.run(
        IssueDocument(
            kind=DocumentKind.BOARD,
            meeting_id=strip.cycle.meeting_id,
            title="Board pack",
            file_name="pack.pdf",
            marking=Marking.OFFICIAL,
            pages=1,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            overrule_reason="The paper on item 4 comes on the day.",
        )
    )
    assert report(desk).state.issued_on == desk.today
    key = indicator(desk, "R2")
    with pytest.raises(RuleBroken, match=r"went out on Thu 9 Feb\."):
        desk.run(EditHighlight(key, here, headline="Other words"))
    desk.run(EnterFigures((Entry(key, date(2016, 10, 1), "39%"),)))
    (issued,) = desk.ask(issued_documents, strip.cycle.meeting_id)
    assert desk.ask(issued_body, issued.id) == body


# -- reasons that say which way -------------------------------------------------------------------


def test_no_reason_of_the_sample_says_below_or_above_where_lower_is_better(desk: Desk) -> None:
    for number in (3, 4):
        for held in report(desk, cycle(desk, number)).taken:
            assert "below target" not in held.why.lower(), held.line.code
            assert "above target" not in held.why.lower(), held.line.code
            if "target" in held.why:
                way = "better" if held.line.shown is Rag.GREEN else "worse"
                assert f"{way} than target" in held.why.lower(), held.line.code


def test_one_left_out_as_just_off_target_moves_when_its_figures_change(desk: Desk) -> None:
    assert group_of(desk, "R1") == "Just off target"
    desk.run(EnterFigures((Entry(indicator(desk, "R1"), date(2016, 10, 1), "1%"),)))
    assert group_of(desk, "R1") in ("On or better than target", "Look again")
    desk.undo()
    assert group_of(desk, "R1") == "Just off target"


def test_one_left_out_that_turns_red_asks_to_be_looked_at_again(desk: Desk) -> None:
    desk.run(EnterFigures((Entry(indicator(desk, "R1"), date(2016, 10, 1), "90%"),)))
    assert group_of(desk, "R1") == "Look again"


def test_a_reason_in_pmgs_own_words_stays_whatever_the_figures_do(desk: Desk) -> None:
    here, key = cycle(desk), indicator(desk, "R1")
    desk.run(DecideHighlight(key, here, False, "Same story as R2: one family"))
    desk.run(EnterFigures((Entry(key, date(2016, 10, 1), "90%"),)))
    assert group_of(desk, "R1") == "Same story as R2"
