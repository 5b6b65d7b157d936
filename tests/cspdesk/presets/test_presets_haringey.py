"""The preset is what the partnership wrote: 29 rows to the letter, with their faults shown."""

from __future__ import annotations

from collections import Counter

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from cspdesk.kpis.target_words import parse_target
from cspdesk.kpis.targets import Target, final_value
from db.tables import (
    GovernanceBodyRow,
    GroupRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    IndicatorWarningRow,
    MeasurementRow,
    MeetingRow,
    OrganisationRow,
    OutcomeRow,
    PriorityRow,
    SeatRow,
    StandingItemRow,
    TargetRow,
    ThemeRow,
)
from db.vocabulary import GroupKind, TargetKind

MOPAC, CORPORATE, MET = "MOPAC", "Corporate Plan", "Met Police Measurement"

# code, theme, words, source: Appendix 2 of the refresh, in its order
APPENDIX_2 = (
    ("M1", None, "Reduce burglary", "MOPAC 7"),
    ("M2", None, "Reduce robbery (personal and commercial)", "MOPAC 7"),
    ("M3", None, "Reduce theft from motor vehicle", "MOPAC 7"),
    ("M4", None, "Reduce theft of motor vehicles", "MOPAC 7"),
    ("M5", None, "Reduce theft from person", "MOPAC 7"),
    ("M6", None, "Reduce criminal damage", "MOPAC 7"),
    ("M7", None, "Reduce violence with injury", "MOPAC 7"),
    (
        "R1",
        "Youth Offending",
        "10% improvement in the perception of ASB by 2018 (2013/14 - 22% very/fairly worried)",
        MET,
    ),
    ("R2", "Youth Offending", "Improve % of young people in cohort reoffending", CORPORATE),
    ("R3", "Youth Offending", "Contribute to a reduction in youth violence", CORPORATE),
    (
        "R4",
        "Integrated Offender Management",
        "Reduce re-offending by IOM cohort (by 40% over 4 years)",
        MOPAC,
    ),
    (
        "R5",
        "Integrated Offender Management",
        "Increase the number of cases in the IOM cohort from 70 to 310 (over 4 years)",
        MOPAC,
    ),
    (
        "R6",
        "Integrated Offender Management",
        "Reduce re-offending among the Gang Exit caseload (local ambition for 60%)",
        MOPAC,
    ),
    (
        "R7",
        "VAWG",
        "IDVA – 80% of closed cases where there was an increase in the victim's safety level",
        MOPAC,
    ),
    (
        "R8",
        "VAWG",
        "80% of victim-survivors do not withdraw from the CJ process by 2016/17",
        MOPAC,
    ),
    ("R9", "VAWG", "MARAC repeat victimisation rate 28% by 2016/17", CORPORATE),
    (
        "P1",
        "Gang Activity",
        "Achieve a reduction in reoffending by the Gang Exit Project and Gang Worker Caseload"
        " by 20% over four years",
        CORPORATE,
    ),
    (
        "P2",
        "Gang Activity",
        "Reduction in first time entrants to Youth Justice System",
        CORPORATE,
    ),
    (
        "P3",
        "Gang Activity",
        "Reduction in the use of custody (rate per 1000 Of 10-17 year olds)",
        CORPORATE,
    ),
    (
        "P4",
        "VAWG",
        "10% reduction in the number of reported domestic violence offences",
        MET,
    ),
    (
        "P5",
        "VAWG",
        "10% reduction in the number of reported domestic violence offences",
        MET,
    ),
    (
        "P6",
        "VAWG",
        "10% reduction in the number of reported rape and sexual offences",
        MET,
    ),
    (
        "P7",
        "PREVENT",
        "Performance will be monitored through the delivery plan and quarterly via the Home"
        " Office. Milestones will be agreed for all additional HO funded projects",
        "PREVENT",
    ),
    (
        "C1",
        "Police Confidence",
        "Confidence in policing will improve by 10% by 2018 (2013/14 – 60%)",
        CORPORATE,
    ),
    (
        "C2",
        "Police Confidence",
        "Public attitude survey*: to what extent are you worried about crime in the area?",
        "CSP",
    ),
    (
        "C3",
        "Police Confidence",
        "Improved % of residents who are proud of where they live",
        CORPORATE,
    ),
    (
        "C4",
        "Youth Engagement",
        "Ensure that there are excellent opportunities in education, employment and training"
        " for young people by working with schools and other providers",
        CORPORATE,
    ),
    (
        "C5",
        "Youth Engagement",
        "Increase the awareness of young people about the detrimental impact that gangs can"
        " have on them and their families",
        CORPORATE,
    ),
    ("C6", "BME Engagement", "Currently no indicators - indicators are required", "NA"),
)


def indicators(session: Session) -> list[IndicatorRow]:
    return list(session.scalars(select(IndicatorRow).order_by(IndicatorRow.position)))


def test_all_29_rows_stand_word_for_word_in_the_order_of_the_appendix(haringey: Session) -> None:
    themes = {row.id: row.name for row in haringey.scalars(select(ThemeRow))}
    found = tuple(
        (row.code, themes.get(row.theme_id or 0), row.words, row.source)
        for row in indicators(haringey)
    )
    assert found == APPENDIX_2


def test_the_three_priorities_have_numbers_and_mopac_7_has_none(haringey: Session) -> None:
    rows = haringey.scalars(select(PriorityRow).order_by(PriorityRow.position))
    found = {row.code: (row.number, row.name) for row in rows}
    assert found == {
        "R": (1, "Reoffending"),
        "P": (2, "Prevention"),
        "C": (3, "Public confidence"),
        "M": (None, "MOPAC 7"),
    }


def test_every_indicator_belongs_to_the_priority_of_its_code(haringey: Session) -> None:
    priority = {row.id: row for row in haringey.scalars(select(PriorityRow))}
    for row in indicators(haringey):
        assert row.priority_id is not None
        assert priority[row.priority_id].code == row.code[0]


def test_a_theme_lies_within_the_priority_of_its_indicator(haringey: Session) -> None:
    theme = {row.id: row for row in haringey.scalars(select(ThemeRow))}
    themed = [row for row in indicators(haringey) if row.theme_id is not None]
    assert len(themed) == 22
    for row in themed:
        assert row.theme_id is not None
        assert theme[row.theme_id].priority_id == row.priority_id


def test_every_outcome_is_served_by_at_least_one_indicator(haringey: Session) -> None:
    outcomes = {row.id: row.code for row in haringey.scalars(select(OutcomeRow))}
    assert sorted(outcomes.values()) == ["O1", "O2", "O3", "O4", "O5", "O6"]
    codes = {row.id: row.code for row in indicators(haringey)}
    served: dict[str, set[str]] = {}
    for link in haringey.scalars(select(IndicatorOutcomeRow)):
        served.setdefault(outcomes[link.outcome_id], set()).add(codes[link.indicator_id])
    assert set(served) == set(outcomes.values())
    assert served["O5"] == {"R1", *(f"M{n}" for n in range(1, 8))}
    assert served["O6"] == {"P7"}
    assert set().union(*served.values()) == set(codes.values())


def test_mopac_7_can_be_found_in_a_known_spreadsheet(haringey: Session) -> None:
    keys = {row.code: row.measure_key for row in indicators(haringey) if row.measure_key}
    assert keys == {
        "M1": "mopac7.burglary",
        "M2": "mopac7.robbery",
        "M3": "mopac7.theft_from_motor_vehicle",
        "M4": "mopac7.theft_of_motor_vehicle",
        "M5": "mopac7.theft_from_person",
        "M6": "mopac7.criminal_damage",
        "M7": "mopac7.violence_with_injury",
    }


@pytest.mark.parametrize("field", ["name", "definition", "good_looks_like", "data_source"])
def test_every_indicator_says_what_it_is(haringey: Session, field: str) -> None:
    assert [row.code for row in indicators(haringey) if not getattr(row, field)] == []


def test_a_rise_that_can_mean_trust_and_a_change_of_recording_travel_with_the_figure(
    haringey: Session,
) -> None:
    caveats = {row.code: row.caveats for row in indicators(haringey)}
    assert "trust" in caveats["P4"]
    assert "trust" in caveats["P6"]
    assert "Recording changed" in caveats["M7"]


# Targets


def targets(session: Session) -> dict[str, TargetRow]:
    codes = {row.id: row.code for row in indicators(session)}
    return {codes[row.indicator_id]: row for row in session.scalars(select(TargetRow))}


@pytest.mark.parametrize("code", [row[0] for row in APPENDIX_2])
def test_a_target_says_no_more_than_its_words(haringey: Session, code: str) -> None:
    indicator = next(row for row in indicators(haringey) if row.code == code)
    parsed = parse_target(indicator.words, direction=indicator.direction).target
    stated = targets(haringey).get(code)
    if parsed is None:
        assert stated is None
        return
    assert stated is not None
    ours = Target(
        kind=stated.kind,
        value=stated.value,
        baseline=stated.baseline,
        change_percent=stated.change_percent,
        relative=stated.relative,
    )
    assert (stated.kind, final_value(ours)) == (parsed.kind, final_value(parsed))
    assert (stated.by_date, stated.baseline_at) == (parsed.by, parsed.baseline_at)
    assert (stated.baseline, stated.change_percent) == (parsed.baseline, parsed.change_percent)
    if stated.kind is TargetKind.CHANGE_ON_BASELINE:
        assert stated.relative == parsed.relative


def test_every_target_keeps_the_words_it_was_read_from(haringey: Session) -> None:
    words = {row.code: row.words for row in indicators(haringey)}
    assert {code: row.words for code, row in targets(haringey).items()} == {
        code: said for code, said in words.items() if code != "C2"
    }


def test_mopac_7_has_a_direction_and_no_number(haringey: Session) -> None:
    found = targets(haringey)
    for number in range(1, 8):
        target = found[f"M{number}"]
        assert target.kind is TargetKind.DIRECTION_ONLY
        assert (target.value, target.baseline, target.change_percent) == (None, None, None)


# Faults of the appendix


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("duplicate", {"P4", "P5"}),
        ("misfiled", {"R1"}),
        ("two_targets", {"R6", "P1"}),
        ("aspiration", {"R3", "C4", "C5"}),
        ("milestones", {"P7"}),
        ("gap", {"C6"}),
        ("two_measures", {"P6"}),
        ("reporting", {"P4", "P6"}),
        ("no_baseline", {"R4", "R8", "R9", "P1", "P4", "P5", "P6"}),
        ("no_year", {"R5", "R7"}),
        ("no_number", {"R2", "P2", "P3", "C2", "C3", *(f"M{n}" for n in range(1, 8))}),
        ("ambiguous", {"R1", "R6", "C1"}),
    ],
)
def test_a_fault_of_the_appendix_is_shown_and_not_corrected(
    haringey: Session, kind: str, codes: set[str]
) -> None:
    names = {row.id: row.code for row in indicators(haringey)}
    rows = haringey.scalars(select(IndicatorWarningRow).where(IndicatorWarningRow.kind == kind))
    assert {names[row.indicator_id] for row in rows} == codes


def test_the_doubled_row_is_kept_apart_until_someone_merges_it(haringey: Session) -> None:
    copy = next(row for row in indicators(haringey) if row.code == "P5")
    assert copy.merged_into_id is None


# People and groups


def test_eight_partners_sit_on_the_board_and_two_seats_are_vacant(haringey: Session) -> None:
    board = haringey.scalars(select(GroupRow).where(GroupRow.kind == GroupKind.BOARD)).one()
    seats = list(haringey.scalars(select(SeatRow).where(SeatRow.group_id == board.id)))
    partners = {row.id: row.short_name for row in haringey.scalars(select(OrganisationRow))}
    assert {partners[seat.organisation_id] for seat in seats if seat.organisation_id} == {
        "Council",
        "Police",
        "Fire Brigade",
        "Probation (NPS)",
        "London CRC",
        "Haringey CCG",
        "Homes for Haringey",
        "Bridge Renewal Trust",
    }
    assert [seat.role for seat in seats if seat.vacant] == ["Business seat", "Schools seat"]
    assert all(seat.organisation_id is None for seat in seats if seat.vacant)
    assert {seat.role for seat in seats if seat.co_chair} == {
        "Cabinet Member for Communities",
        "Borough Commander",
    }
    assert {partners[s.organisation_id] for s in seats if s.key_partner and s.organisation_id} >= {
        "Fire Brigade",
        "Probation (NPS)",
    }


def test_every_partner_answers_to_one_governance_body(haringey: Session) -> None:
    bodies = Counter(row.organisation_id for row in haringey.scalars(select(GovernanceBodyRow)))
    assert set(bodies.values()) == {1}
    assert len(bodies) == 8


def test_the_two_numberings_of_priorities_cannot_be_mixed_up(haringey: Session) -> None:
    boards = haringey.scalars(select(GroupRow).where(GroupRow.kind == GroupKind.PARALLEL_BOARD))
    assert {row.name: row.scheme_label for row in boards} == {
        "Health and Wellbeing Board": "Corporate Plan Priority 2 Board",
        "Children’s Executive": "Corporate Plan Priority 1 Board",
        "Adults Safeguarding Board": "",
        "Children’s Safeguarding Board": "",
    }


def test_every_sub_group_hangs_below_another_group(haringey: Session) -> None:
    groups = list(haringey.scalars(select(GroupRow)))
    known = {row.id for row in groups}
    for row in groups:
        below = row.kind not in (GroupKind.BOARD, GroupKind.PARALLEL_BOARD)
        assert (row.parent_id in known) is below


def test_the_standing_items_of_the_refresh_are_in_the_library(haringey: Session) -> None:
    rows = list(haringey.scalars(select(StandingItemRow).order_by(StandingItemRow.position)))
    assert [row.key for row in rows] == [
        "welcome",
        "highlight_report",
        "parallel_boards",
        "communications",
        "urgent_business",
    ]
    assert "item {urgent_item}" in rows[0].wording
    for line in "\n".join(row.wording for row in rows).splitlines():
        heading, said = line.split(": ", 1)
        assert heading
        assert said.endswith(".")


def test_the_preset_brings_no_meeting_no_figure_and_no_address(haringey: Session) -> None:
    assert haringey.scalars(select(MeetingRow)).first() is None
    assert haringey.scalars(select(MeasurementRow)).first() is None
    assert {row.email for row in haringey.scalars(select(OrganisationRow))} == {""}
