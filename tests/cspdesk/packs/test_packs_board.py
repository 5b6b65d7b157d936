"""The Board pack of the sample year and of an empty partnership, as people will read it."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import page
import pytest
from pack_demo import page_words

from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.queries import indicator_groups
from cspdesk.meetings.commands import StartCycle
from cspdesk.packs.export import Exported, export_board_pack, meeting_for
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.pdf.render import RenderCancelled
from cspdesk.phrases import spoken_time


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    with Desk.create(tmp_path_factory.mktemp("pack") / "sample.cspdesk", sample=True) as made:
        yield made


@pytest.fixture(scope="module")
def made(desk: Desk) -> Exported:
    return export_board_pack(
        desk, desk.path.parent / "pack.pdf", meeting_id=meeting_for(desk, "next")
    )


@pytest.fixture(scope="module")
def words(made: Exported) -> list[str]:
    return [" ".join(text.split()) for text in page_words(made.path.read_bytes())]


def test_the_pack_of_the_sample_is_whole_and_its_digest_is_that_of_the_file(
    made: Exported, words: list[str]
) -> None:
    data = made.path.read_bytes()
    assert made.pages >= 20
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert "Time plan" in words[0]
    assert made.title == "Board pack, 23 February 2017"


def test_the_pack_passes_an_independent_pdf_ua_checker_and_our_own_walk(made: Exported) -> None:
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert [f"{one.rule_id}: {one.message}" for one in found.failures] == []
    assert audit(made.path).faults == []


def test_the_agenda_page_has_every_clock_time_and_title(desk: Desk, words: list[str]) -> None:
    found = desk.ask(agenda, meeting_for(desk, "next"))
    assert found is not None
    assert found.lines
    shown = " ".join(text for text in words if "Item and decision sought" in text)
    for line in found.lines:
        assert spoken_time(line.starts) in shown
    assert "At the end of each item we ask" in shown
    assert [text for text in words if "Item and decision sought" in text] == [shown]


def test_seats_to_fill_and_the_next_board_stand_before_the_agenda(words: list[str]) -> None:
    assert "Seats to fill Business seat: " in words[1]
    assert "Next Board 8 June 2017, in focus: Prevention" in words[1]


def test_the_highlight_report_is_one_page_to_decide_from(words: list[str]) -> None:
    (page_text,) = [text for text in words if "Each symbol is one indicator" in text]
    for part in ("What we ask of you", "Left out, and why", "Cannot be rated", "Decision sought"):
        assert part in page_text
    for reason in ("Just off target", "On or better than target"):
        assert page_text.count(f"{reason}: ") == 1


def test_a_panel_stays_on_a_page_with_what_was_said_of_it(words: list[str]) -> None:
    pages = [text for text in words if "PMG’s judgement" in text]
    assert len(pages) <= 5
    for text in pages:
        assert text.count("PMG’s judgement") == text.count("What the partnership can add")


def test_the_split_of_an_items_time_reads_as_minutes(words: list[str]) -> None:
    everything = " ".join(words)
    split = "2 minutes: welcome and interests; 2 minutes: the minutes; 6 minutes: late actions."
    assert split in everything


def test_a_meeting_of_an_empty_partnership_makes_a_pack(tmp_path: Path) -> None:
    path, name = tmp_path / "blank.cspdesk", "Şükrü’s CSP 🦊"
    with Desk.create(path, preset="blank", name=name, as_at=date(2017, 2, 9)) as blank:
        blank.run(StartCycle(date(2017, 6, 8), None))
        made = export_board_pack(
            blank, tmp_path / "pack.pdf", meeting_id=meeting_for(blank, "2017-06-08")
        )
    said = " ".join(" ".join(page_words(made.path.read_bytes())).split())
    assert "Şükrü’s CSP" in said
    assert "[fox face]" in said
    assert "no parallel board has been set up." in said
    assert made.pages <= 6
    assert audit(made.path).faults == []


def test_every_decision_and_every_indicator_is_in_the_pack(desk: Desk, words: list[str]) -> None:
    everything = " ".join(words)
    found = desk.ask(agenda, meeting_for(desk, "next"))
    assert found is not None
    for line in found.lines:
        for decision in line.decisions:
            assert decision[-25:] in everything
    codes = [line.code for group in desk.ask(indicator_groups) for line in group.lines]
    assert len(codes) == 29
    appendix = everything[everything.index("Appendix. All indicators") :].split()
    assert set(codes) <= set(appendix)


def test_a_pack_before_issue_says_draft_and_sample_on_each_page(words: list[str]) -> None:
    for text in words:
        assert "DRAFT" in text
        assert "Board edition. Sample figures" in text


def test_the_same_desk_on_the_same_day_makes_the_same_bytes(desk: Desk, made: Exported) -> None:
    again = export_board_pack(
        desk, desk.path.parent / "again.pdf", meeting_id=meeting_for(desk, "2017-02-23")
    )
    assert again.sha256 == made.sha256


def test_a_pack_told_to_be_final_does_not_say_draft(desk: Desk) -> None:
    out = desk.path.parent / "final.pdf"
    export_board_pack(desk, out, meeting_id=meeting_for(desk, "next"), draft=False)
    assert not any("DRAFT" in text for text in page_words(out.read_bytes()))


def test_every_meeting_of_the_sample_year_makes_a_pack(desk: Desk) -> None:
    for day in ("2016-07-07", "2017-06-08"):
        out = desk.path.parent / f"{day}.pdf"
        assert export_board_pack(desk, out, meeting_id=meeting_for(desk, day)).pages >= 5
        assert audit(out).faults == []


@pytest.mark.parametrize("words", ["2017-02-24", "tomorrow", ""])
def test_a_day_without_a_board_is_refused_in_a_sentence(desk: Desk, words: str) -> None:
    with pytest.raises(WorldError):
        meeting_for(desk, words)


def test_a_partnership_without_meetings_has_none_to_make_a_pack_of(tmp_path: Path) -> None:
    with (
        Desk.create(tmp_path / "blank.cspdesk", name="Blank", borough="Blank") as blank,
        pytest.raises(WorldError, match="No Board"),
    ):
        meeting_for(blank, "2017-02-23")


def test_a_folder_or_a_missing_folder_is_refused_and_nothing_is_left(
    desk: Desk, tmp_path: Path
) -> None:
    next_board = meeting_for(desk, "next")
    for target in (tmp_path, tmp_path / "missing" / "pack.pdf"):
        with pytest.raises(WorldError):
            export_board_pack(desk, target, meeting_id=next_board)
    with pytest.raises(WorldError):
        export_board_pack(desk, tmp_path / "pack.pdf", meeting_id=999)
    assert list(tmp_path.iterdir()) == []


def test_stopping_leaves_no_file(desk: Desk, tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    with pytest.raises(RenderCancelled):
        export_board_pack(desk, out, meeting_id=meeting_for(desk, "next"), cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
