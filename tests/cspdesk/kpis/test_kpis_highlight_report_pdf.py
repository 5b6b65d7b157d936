"""The highlight report as a PDF of its own: what it says, its tags, the command that makes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import page
import pikepdf
import pytest

from cspdesk.cli import run
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.executive_commands import ApproveReport, AskForMore
from cspdesk.kpis.highlight_commands import EditHighlight
from cspdesk.kpis.highlight_report import highlight_report
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.export import export_board_pack, meeting_for
from cspdesk.packs.highlight_edition import export_highlight_report
from cspdesk.packs.pdf.check import audit, structure_text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "sample.cspdesk", preset="haringey", sample=True) as made:
        yield made


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def made(desk: Desk, folder: Path) -> Path:
    out = folder / "report.pdf"
    export_highlight_report(desk, out, meeting_id=meeting_for(desk, "next"))
    return out


def words(pdf_path: Path) -> str:
    """All that is read out, in order."""
    with pikepdf.open(pdf_path) as pdf:
        return " ".join(" ".join(text for _role, text in structure_text(pdf)).split())


def test_it_passes_an_independent_pdf_ua_checker_and_our_own(desk: Desk, tmp_path: Path) -> None:
    out = made(desk, tmp_path)
    found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
    assert [f"{fault.rule_id}: {fault.message}" for fault in found.failures] == []
    assert audit(out).faults == []


def test_it_holds_a_panel_for_each_indicator_that_is_in_and_no_other(
    desk: Desk, tmp_path: Path
) -> None:
    said = words(made(desk, tmp_path))
    report = desk.ask(highlight_report, cycle(desk))
    places = [said.rindex(held.headline) for held in report.taken]
    assert places == sorted(places)
    assert said.count("PMG’s judgement") == len(report.taken)
    assert all(line.name in said for group in report.left_out for line in group.lines)


def test_edited_words_are_printed_in_the_report_and_in_the_pack(desk: Desk, tmp_path: Path) -> None:
    held = desk.ask(highlight_report, cycle(desk)).taken[0]
    headline, ask = (
        "Reoffending has risen for two years",
        "Schools: who knew, and whom did you tell?",
    )
    desk.run(EditHighlight(held.line.id, cycle(desk), headline=headline, ask=ask))
    pack = tmp_path / "pack.pdf"
    export_board_pack(desk, pack, meeting_id=meeting_for(desk, "next"))
    for path in (made(desk, tmp_path), pack):
        said = words(path)
        assert said.count(headline) >= 2, "in the table and over the panel"
        assert ask in said


def test_what_the_executive_asked_stands_under_its_panel(desk: Desk, tmp_path: Path) -> None:
    desk.run(AskForMore(cycle(desk), "how does London compare?"))
    said = words(made(desk, tmp_path))
    asked = said.index("More information needed: how many of those eligible")
    assert said.rindex("The IOM cohort has stalled") < asked
    assert asked < said.rindex("Fewer children enter the justice system each quarter")
    assert "18 of the last 60" in said
    assert said.index("What the Executive asked for more on") < said.index(
        "More information needed: how does London compare?"
    )


def test_it_is_a_draft_until_it_is_approved(desk: Desk, tmp_path: Path) -> None:
    def furniture(path: Path) -> str:
        with pikepdf.open(path) as pdf:
            return pdf.pages[0].Contents.read_bytes().decode("latin-1")

    draft = len(furniture(made(desk, tmp_path)))
    desk.run(ApproveReport(cycle(desk)))
    assert len(furniture(made(desk, tmp_path))) < draft


def test_the_same_facts_on_the_same_day_make_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    first = made(desk, tmp_path).read_bytes()
    assert made(desk, tmp_path).read_bytes() == first


def test_a_folder_is_refused_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="is a folder"):
        export_highlight_report(desk, tmp_path, meeting_id=meeting_for(desk, "next"))


def test_the_command_line_makes_it(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.close()
    out = tmp_path / "h.pdf"
    args = ["pack", str(tmp_path / "sample.cspdesk"), "--out", str(out), "--edition", "highlight"]
    assert run(args) == 0
    assert "Highlight report, 23 February 2017" in capsys.readouterr().out
    assert audit(out).faults == []
