"""The figures of ownership, counted a second time from the raw rows of the sample."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from cspdesk.actions.commands import AddAction
from cspdesk.desk import Desk
from cspdesk.ownership.queries import ownership_ledger
from cspdesk.ownership.records import Ledger, PartnerRecord, ownership_of
from cspdesk.ownership.rules import Measure, Rate
from cspdesk.ownership.workbook import save_ownership_book

TODAY = "2017-02-09"


@pytest.fixture(scope="module")
def ledger(read_desk: Desk) -> Ledger:
    return read_desk.ask(ownership_ledger)


def raw(desk: Desk, sql: str) -> list[Any]:
    """What the file itself says, past every class of ours."""
    return desk.ask(lambda reading: [tuple(row) for row in reading.session.execute(text(sql))])


def partner(ledger: Ledger, code: str, cycle_ids: set[int] | None = None) -> PartnerRecord:
    view = ownership_of(ledger, cycle_ids)
    return next(one for one in view.partners if one.owner.code == code)


def by_code(desk: Desk, sql: str) -> Counter[str]:
    return Counter(dict(raw(desk, sql)))


def figures(ledger: Ledger, figure: Callable[[PartnerRecord], int]) -> Counter[str]:
    return Counter(
        {one.owner.code: figure(one) for one in ownership_of(ledger).partners if figure(one)}
    )


def test_questions_set_and_answered_are_those_of_the_file(read_desk: Desk, ledger: Ledger) -> None:
    sql = (
        "select o.code, count(*) from homework_question h join organisation o"
        " on o.id = h.organisation_id where h.state {} group by o.code"
    )
    assert figures(ledger, lambda one: one.tallies[Measure.HOMEWORK].total) == by_code(
        read_desk, sql.format("<> 'draft'")
    )
    assert figures(ledger, lambda one: one.tallies[Measure.HOMEWORK].finished.got) == by_code(
        read_desk, sql.format("= 'answered'")
    )


def test_actions_done_in_time_and_overdue_are_those_of_the_file(
    read_desk: Desk, ledger: Ledger
) -> None:
    sql = (
        "select o.code, count(*) from action a join organisation o on o.id = a.organisation_id"
        " left join meeting m on m.id = a.due_meeting_id where {} group by o.code"
    )
    due = "coalesce(m.held_on, a.due_on)"
    in_time = sql.format(f"a.state = 'done' and a.closed_on <= {due}")
    overdue = sql.format(f"a.state in ('open', 'part_done') and {due} < '{TODAY}'")
    assert figures(ledger, lambda one: one.tallies[Measure.ACTIONS].done) == by_code(
        read_desk, in_time
    )
    assert figures(ledger, lambda one: one.tallies[Measure.ACTIONS].late) == by_code(
        read_desk, overdue
    )


def test_report_backs_and_kpis_are_those_of_the_file(read_desk: Desk, ledger: Ledger) -> None:
    backs = (
        "select o.code, count(*) from report_back r join governance_body b"
        " on b.id = r.governance_body_id join organisation o on o.id = b.organisation_id"
        " {} group by o.code"
    )
    assert figures(ledger, lambda one: one.tallies[Measure.REPORT_BACKS].total) == by_code(
        read_desk, backs.format("")
    )
    assert figures(ledger, lambda one: one.tallies[Measure.REPORT_BACKS].finished.got) == by_code(
        read_desk, backs.format("where r.state = 'reported'")
    )
    owned = (
        "select o.code, count(*) from indicator i join organisation o on o.id = i.owner_id"
        " where i.retired_on is null group by o.code"
    )
    assert figures(ledger, lambda one: one.tallies[Measure.KPIS].total) == by_code(read_desk, owned)


def test_attendance_is_that_of_the_register_and_what_it_lacks_is_said(
    read_desk: Desk, ledger: Ledger
) -> None:
    sql = (
        "select o.code, count(*) from attendance a join organisation o on o.id = a.organisation_id"
        " where a.seat_id is not null and a.presence {} group by o.code"
    )
    filled = by_code(read_desk, sql.format("in ('present', 'substitute')"))
    recorded = by_code(read_desk, sql.format("<> 'in_attendance'"))
    for one in ownership_of(ledger).partners:
        code = one.owner.code
        assert one.tallies[Measure.ATTENDANCE].finished == Rate(filled[code], recorded[code])
        if not recorded[code]:
            assert one.missing.startswith("No attendance was recorded")


def test_the_share_of_police_and_council_is_the_sum_of_theirs(
    read_desk: Desk, ledger: Ledger
) -> None:
    actions = raw(
        read_desk,
        "select c.id, sum(o.sector in ('police', 'council')), count(*) from action a"
        " join organisation o on o.id = a.organisation_id join meeting m on m.id = a.agreed_at_id"
        " join cycle c on c.id = m.cycle_id where a.state in ('open', 'part_done', 'done')"
        " group by c.id",
    )
    lines = {line.key: line for line in ownership_of(ledger).shares}
    for cycle_id, pair, count in actions:
        assert lines[f"cycle:{cycle_id}"].splits[Measure.ACTIONS].rate == Rate(pair, count)
    year = lines["year:2016/17"]
    cycles = [line for line in lines.values() if not line.is_year]
    assert year.work.pair == sum(line.work.pair for line in cycles)
    assert year.work.rest == sum(line.work.rest for line in cycles)


def test_the_parts_of_all_partners_are_the_whole(ledger: Ledger) -> None:
    view = ownership_of(ledger)
    assert sum(one.share_of_work.got for one in view.partners) == view.split.rate.of
    assert {one.share_of_work.of for one in view.partners} == {view.split.rate.of}
    assert sum((one.even_share or 0) for one in view.partners) == pytest.approx(1)


def test_a_partner_without_anything_in_a_cycle_is_named(ledger: Ledger) -> None:
    """London CRC has no question for the coming Board, and no action comes from it yet."""
    fourth = next(one.id for one in ledger.cycles if one.board_on == date(2017, 2, 23))
    view = ownership_of(ledger, {fourth})
    assert view.idle == ("London CRC",)
    assert view.idle_words == "London CRC owns nothing in this time."
    assert partner(ledger, "CRC", {fourth}).missing == "No Board has been held in this time."


def test_what_belongs_to_no_meeting_counts_under_all_cycles_only(desk: Desk) -> None:
    before = desk.ask(ownership_ledger)
    police = partner(before, "MPS")
    desk.run(AddAction("Ask O’Neill’s team", police.owner.id, date(2017, 3, 1)))
    after = desk.ask(ownership_ledger)
    count = police.tallies[Measure.ACTIONS].total
    assert partner(after, "MPS").tallies[Measure.ACTIONS].total == count + 1
    year = set(after.cycles_of("2016/17"))
    assert partner(after, "MPS", year).tallies[Measure.ACTIONS].total == count
    assert "One action belongs to no meeting" in " ".join(ownership_of(after, year).notes)


def test_every_record_leads_somewhere_and_is_counted_once(ledger: Ledger) -> None:
    targets = [
        (entry.page, entry.target)
        for entry in ledger.entries
        if entry.measure is not Measure.ATTENDANCE
    ]
    assert len(set(targets)) == len(targets)
    assert {page for page, _target in targets} == {"homework", "actions", "kpis"}


def test_an_empty_partnership_owns_nothing_without_stumbling(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "blank.cspdesk", preset="blank") as blank:
        view = ownership_of(blank.ask(ownership_ledger))
        assert view.partners == ()
        assert view.idle_words == "No partner has a seat yet."
        assert view.shares == ()


def test_the_workbook_has_the_same_figures_and_no_formula(read_desk: Desk, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = save_ownership_book(read_desk, tmp_path / "Ownership O’Neill.xlsx")
    book = load_workbook(out)
    view = ownership_of(read_desk.ask(ownership_ledger))
    rows = list(book["Partners"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [one.owner.code for one in view.partners]
    answered = rows[0].index("Questions answered")
    assert [row[answered] for row in rows[1:]] == [
        one.tallies[Measure.HOMEWORK].finished.got for one in view.partners
    ]
    counted = sum(one.tallies[m].total for one in view.partners for m in Measure)
    records = list(book["Records"].iter_rows(values_only=True))[1:]
    assert sum(row[5] == "yes" for row in records) == counted
    shares = list(book["Police and Council"].iter_rows(values_only=True))
    assert ("Year 2016/17", "All work", view.shares[0].work.pair, view.shares[0].work.rest) in [
        row[:4] for row in shares
    ]
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
