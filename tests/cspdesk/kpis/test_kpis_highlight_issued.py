"""Once its pack is issued, the highlight report stays as the Board was given it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from kpi_issuing import issue

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.commands import EnterFigures, Entry
from cspdesk.kpis.highlight_report import highlight_report, report_now
from cspdesk.kpis.records import HighlightReport
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.export import meeting_for
from cspdesk.packs.highlight_edition import export_highlight_report


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def latest(report: HighlightReport, code: str) -> str:
    return next(held.line.latest for held in report.taken if held.line.code == code)


def key(desk: Desk, code: str) -> int:
    report = desk.ask(report_now, cycle(desk))
    return next(held.line.id for held in report.taken if held.line.code == code)


def test_a_figure_changed_after_issue_does_not_change_the_report(desk: Desk) -> None:
    here = cycle(desk)
    before = desk.ask(highlight_report, here)
    issue(desk)
    desk.run(EnterFigures((Entry(key(desk, "R2"), date(2016, 10, 1), "39%"),)))
    after, now = desk.ask(highlight_report, here), desk.ask(report_now, here)
    assert (after.taken, after.left_out, after.groups, after.finding) == (
        before.taken,
        before.left_out,
        before.groups,
        before.finding,
    )
    assert after.state.issued_on == desk.today
    assert latest(after, "R2") == "44.7%"
    assert latest(now, "R2") == "39.0%"


def test_what_is_kept_comes_back_whole(desk: Desk) -> None:
    here = cycle(desk)
    issue(desk)
    now = desk.ask(report_now, here)
    assert desk.ask(highlight_report, here) == now


def test_a_second_edition_of_the_pack_keeps_the_report_it_brings(desk: Desk) -> None:
    issue(desk)
    desk.run(EnterFigures((Entry(key(desk, "R2"), date(2016, 10, 1), "39%"),)))
    issue(desk, b"%PDF-1.7 the second edition")
    assert latest(desk.ask(highlight_report, cycle(desk)), "R2") == "39.0%"


def test_its_pdf_is_not_made_again_but_points_to_the_issued_copy(
    desk: Desk, tmp_path: Path
) -> None:
    meeting = meeting_for(desk, "next")
    issue(desk)
    out = tmp_path / "again.pdf"
    with pytest.raises(WorldError, match=r"pack issued on 9 February 2017") as refused:
        export_highlight_report(desk, out, meeting_id=meeting)
    assert "pack.pdf" in refused.value.advice
    assert not out.exists()
