"""Terms on a seat, attendance, and who is missing at the table."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.people.attending import Attendance, substitutes_sent
from cspdesk.people.gaps import (
    GroupFact,
    SeatFact,
    chair_vacancies,
    representation_gaps,
    share_words,
)
from cspdesk.people.rules import first_to_come
from cspdesk.people.terms import (
    Term,
    clash_words,
    clashing,
    common_days,
    holder_on,
    is_over,
    runs_on,
    substitutes_on,
)
from db.vocabulary import AppointmentKind, GroupKind, Presence, Sector

HOLDER, SUBSTITUTE = AppointmentKind.HOLDER, AppointmentKind.SUBSTITUTE
DAY = date(2017, 2, 9)


def term(
    number: int, first: date | None, last: date | None, kind: AppointmentKind = HOLDER
) -> Term:
    return Term(number, f"Person {number}", kind, first, last)


DAYS = st.dates(date(2016, 1, 1), date(2016, 2, 10))
ENDS = st.tuples(st.none() | DAYS, st.none() | DAYS).map(
    lambda pair: pair if None in pair else tuple(sorted(pair))
)


@given(ENDS, ENDS)
def test_two_terms_share_exactly_the_days_that_both_cover(
    one: tuple[date | None, date | None], other: tuple[date | None, date | None]
) -> None:
    a, b = term(1, *one), term(2, *other)
    shared = common_days(a, b)
    for step in range(-1, 43):
        day = date(2016, 1, 1) + timedelta(step)
        both = runs_on(a, day) and runs_on(b, day)
        within = shared is not None and runs_on(term(3, *shared), day)
        assert both == within
    assert common_days(b, a) == shared


def test_a_seat_held_by_two_people_is_told_in_one_sentence_with_both_names_and_the_days() -> None:
    old = Term(1, "A. Demir", HOLDER, date(2016, 4, 1), None)
    new = Term(0, "B. O’Neill", HOLDER, date(2017, 1, 1), date(2017, 3, 31))
    assert clashing(new, [old]) is old
    assert clash_words("Borough Commander", new, old) == (
        "A. Demir holds the seat of Borough Commander (since 1 April 2016) and B. O’Neill would "
        "hold it too, 1 January 2017 to 31 March 2017: end the one before the other begins."
    )


@pytest.mark.parametrize(
    ("new", "old", "clash"),
    [
        (term(0, date(2017, 1, 1), None), term(1, None, date(2016, 12, 31)), False),
        (term(0, date(2017, 1, 1), None), term(1, None, date(2017, 1, 1)), True),
        (term(0, None, None), term(1, None, None), True),
        (term(0, None, None, SUBSTITUTE), term(1, None, None), False),
        (term(0, None, None), term(1, None, None, SUBSTITUTE), False),
        (term(1, None, None), term(1, None, None), False),
    ],
    ids=["follows", "one day in common", "open", "substitute", "beside a substitute", "itself"],
)
def test_only_two_holders_on_one_day_clash(new: Term, old: Term, clash: bool) -> None:
    assert (clashing(new, [old]) is not None) is clash


def test_the_holder_of_a_day_is_who_began_last() -> None:
    terms = (
        term(1, None, None),
        term(2, date(2016, 9, 1), None),
        term(3, date(2018, 1, 1), None),
        term(4, None, None, SUBSTITUTE),
        term(5, None, date(2016, 1, 1), SUBSTITUTE),
    )
    assert holder_on(terms, DAY) == terms[1]
    assert substitutes_on(terms, DAY) == (terms[3],)
    assert holder_on((), DAY) is None
    assert is_over(terms[4], DAY)
    assert not is_over(terms[1], DAY)


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2016, 4, 1), None, "since 1 April 2016"),
        (None, date(2016, 4, 1), "until 1 April 2016"),
        (date(2016, 4, 1), date(2017, 3, 31), "1 April 2016 to 31 March 2017"),
        (None, None, "days not recorded"),
    ],
)
def test_a_term_says_its_days(first: date | None, last: date | None, words: str) -> None:
    assert term(1, first, last).words == words


P, S, A, X = Presence.PRESENT, Presence.SUBSTITUTE, Presence.APOLOGIES, Presence.ABSENT


@pytest.mark.parametrize(
    ("entries", "short", "words", "warning"),
    [
        ((), "No meetings", "No meeting of this group has been held yet.", ""),
        ((None, None), "Not recorded", "Not recorded at any of 2 meetings.", ""),
        (
            (P, S, A, None),
            "2 of 4",
            "Filled at 2 of 4 meetings: 1 present, 1 by a substitute, 1 with apologies, "
            "1 not recorded.",
            "",
        ),
        ((X,), "0 of 1", "Filled at 0 of 1 meeting: 1 absent.", ""),
        ((P, S, S), "3 of 3", "Filled at 3 of 3 meetings: 1 present, 2 by a substitute.",
         "A substitute came to two meetings in a row."),
        ((S, P, S, P, S), "5 of 5", "Filled at 5 of 5 meetings: 2 present, 3 by a substitute.",
         "A substitute came to three meetings."),
        ((S, S, S), "3 of 3", "Filled at 3 of 3 meetings: 3 by a substitute.",
         "A substitute came to three meetings, two of them in a row."),
        ((S, P, S), "3 of 3", "Filled at 3 of 3 meetings: 1 present, 2 by a substitute.", ""),
    ],
)  # fmt: skip
def test_attendance_says_what_the_registers_say_and_what_they_do_not(
    entries: tuple[Presence | None, ...], short: str, words: str, warning: str
) -> None:
    found = Attendance(entries)
    assert (found.short, found.words, found.warning) == (short, words, warning)


@given(st.lists(st.none() | st.sampled_from(list(Presence)), max_size=12))
def test_what_is_not_recorded_never_counts_as_there(entries: list[Presence | None]) -> None:
    found = Attendance(tuple(entries))
    assert found.there + found.count(A) + found.count(X) + found.count(
        Presence.IN_ATTENDANCE
    ) + found.count(None) == len(entries)
    better = Attendance((*entries, None))
    assert better.there == found.there
    assert better.meetings == found.meetings + 1


def test_substitutes_are_counted_by_name() -> None:
    names = ["Ş. Yılmaz", "", "B. O’Neill", "Ş. Yılmaz ", "A. Bell"]
    assert substitutes_sent(names) == (("Ş. Yılmaz", 2), ("A. Bell", 1), ("B. O’Neill", 1))


def seat(number: int, sector: Sector | None, role: str = "Seat", **more: object) -> SeatFact:
    name = sector.value if sector else ""
    return SeatFact(number, role, name, sector, vacant=sector is None, **more)  # type: ignore[arg-type]


def test_who_is_missing_is_asked_until_somebody_sits_there() -> None:
    seats = [
        seat(1, Sector.COUNCIL),
        seat(2, Sector.POLICE),
        seat(3, Sector.VOLUNTARY),
        seat(4, None, "Traders’ seat", note="Ask a traders’ association."),
    ]
    found = representation_gaps(seats, [(7, "Police"), (8, "London CRC")], {7})
    assert [(gap.question, gap.target, gap.missing) for gap in found] == [
        ("Who takes the vacant seat for business?", "seat:4", True),
        ("Who speaks for schools on the Board?", "", True),
        ("Who else could speak for the voluntary sector?", "seat:3", False),
        ("Who speaks for the community on the Board?", "", True),
        ("When will London CRC take a seat on the Board?", "organisation:8", True),
    ]
    assert found[0].detail == "Ask a traders’ association."
    assert "One of three filled seats: voluntary." in found[2].detail


def test_a_vacant_seat_of_another_sector_is_not_taken_for_the_community() -> None:
    kept = SeatFact(5, "Community Engagement Lead", "Trust", Sector.VOLUNTARY, vacant=True)
    found = {gap.key: gap.target for gap in representation_gaps([kept], (), ())}
    assert found["sector:voluntary"] == "seat:5"
    assert found["sector:community"] == ""


def test_a_sector_with_two_filled_seats_is_asked_for_no_more() -> None:
    wanted = (Sector.BUSINESS, Sector.EDUCATION, Sector.VOLUNTARY, Sector.COMMUNITY)
    seats = [seat(n, sector) for n, sector in enumerate(wanted * 2)]
    assert representation_gaps(seats, (), ()) == ()
    assert len(representation_gaps((), (), ())) == 4


def test_the_shares_of_council_and_police_are_named() -> None:
    seats = [seat(n, Sector.COUNCIL) for n in range(6)] + [seat(9, Sector.POLICE), seat(10, None)]
    assert share_words(seats) == "8 seats, 7 filled: 6 Council, 1 Police, 0 others"
    assert share_words([]) == "no seats yet"


@pytest.mark.parametrize("chair", ["", " ", "Vacant", "TBC", "to be confirmed", "-"])
def test_a_vacant_chair_is_asked_for(chair: str) -> None:
    groups = [
        GroupFact(3, "Channel Panel", GroupKind.SUB_GROUP, chair),
        GroupFact(4, "PMG", GroupKind.PMG, "Head of Community Safety"),
    ]
    (gap,) = chair_vacancies(groups)
    assert gap.question == "Who chairs the Channel Panel?"
    assert gap.target == "group:3"


def test_a_body_meets_next_on_the_first_day_to_come() -> None:
    days = [date(2017, 3, 1), date(2017, 2, 9), date(2017, 1, 1)]
    assert first_to_come(days, DAY) == DAY
    assert first_to_come(days[2:], DAY) is None
