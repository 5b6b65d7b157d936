"""The private editions: what they say, that they are tagged, and that nobody else is given it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import page
import pikepdf
import pytest

from cspdesk.agenda.commands import DeleteItem, EditItem
from cspdesk.agenda.queries import agenda
from cspdesk.agenda.rehearsing import rehearsal
from cspdesk.agenda.rehearsing_commands import KeepRehearsal
from cspdesk.cli import run
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.commands import StartCycle
from cspdesk.packs.blocks import Document
from cspdesk.packs.chair_edition import (
    chair_brief,
    export_chair_brief,
    export_rehearsal_sheet,
    read_chair,
    rehearsal_sheet,
)
from cspdesk.packs.export import Exported, export_board_pack, meeting_for
from cspdesk.packs.highlight_edition import export_highlight_report
from cspdesk.packs.pdf.check import audit, structure_text

EDITIONS = [export_chair_brief, export_rehearsal_sheet]
Export = Callable[..., Exported]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk.create(tmp_path / "sample.cspdesk", preset="haringey", sample=True) as made:
        yield made


def made(desk: Desk, out: Path, export: Export = export_chair_brief) -> Path:
    export(desk, out, meeting_id=meeting_for(desk, "next"))
    return out


def words(pdf_path: Path) -> str:
    """All that is read out, in order."""
    with pikepdf.open(pdf_path) as pdf:
        return " ".join(" ".join(text for _role, text in structure_text(pdf)).split())


@pytest.mark.parametrize("export", EDITIONS)
def test_they_pass_an_independent_pdf_ua_checker_and_our_own(
    desk: Desk, tmp_path: Path, export: Export
) -> None:
    out = made(desk, tmp_path / "brief.pdf", export)
    found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
    assert [f"{fault.rule_id}: {fault.message}" for fault in found.failures] == []
    assert audit(out).faults == []


@pytest.mark.parametrize("export", EDITIONS)
def test_an_empty_agenda_makes_a_page_that_says_so(tmp_path: Path, export: Export) -> None:
    with Desk.create(
        tmp_path / "blank.cspdesk", preset="haringey", as_at=date(2017, 2, 9)
    ) as blank:
        blank.run(StartCycle(date(2017, 6, 8)))
        meeting_id = meeting_for(blank, "next")
        while (view := blank.ask(agenda, meeting_id)) and view.lines:
            blank.run(DeleteItem(view.lines[0].id, view.lines[0].version))
        out = made(blank, tmp_path / "empty.pdf", export)
    assert "No item is on the agenda yet." in words(out)
    assert audit(out).faults == []


def test_the_brief_says_steer_speakers_sidetrack_times_and_answers(
    desk: Desk, tmp_path: Path
) -> None:
    said = words(made(desk, tmp_path / "brief.pdf"))
    found = desk.ask(rehearsal, meeting_for(desk, "next"))
    assert found is not None
    for item in found.items:
        for part in (item.card.steer.strip("“”"), item.card.sidetrack, *item.speakers):
            assert part in said
        for asked in item.contributions:
            for line in (asked.what.rstrip("."), asked.question, asked.answer):
                assert all(piece.strip() in said for piece in line.splitlines())
    assert "2:50pm introduce (3 min); 2:53pm discuss (15 min)" in said
    assert "London Community Rehabilitation Company has no part in any item" in said
    assert "Not planned Item 7: no time is split and no words are thought of." in said
    assert "rehearsed" not in said.casefold(), "no clock was run yet"


def test_the_rehearsal_sheet_says_what_was_planned_and_what_was_used(
    desk: Desk, tmp_path: Path
) -> None:
    meeting_id = meeting_for(desk, "next")
    found = desk.ask(rehearsal, meeting_id)
    assert found is not None
    desk.run(KeepRehearsal(meeting_id, ((found.ids[2], 28 * 60),), found.ids[2]))
    said = words(made(desk, tmp_path / "sheet.pdf", export_rehearsal_sheet))
    assert "28:00" in said
    assert "3 minutes over" in said
    assert "1 of 8 items rehearsed. The Board would end at 15:58, 2 minutes to spare." in said
    assert said.count("Not rehearsed yet") == 7


@pytest.mark.parametrize("export", [export_board_pack, export_highlight_report])
def test_no_other_edition_holds_a_private_word(desk: Desk, tmp_path: Path, export: Export) -> None:
    """Each private field gets a word of its own; the whole file is searched, not the pages only.

    What is not for today is told to the Board on the front sheet, as is how the time is used.
    """
    meeting_id = meeting_for(desk, "next")
    found = desk.ask(rehearsal, meeting_id)
    assert found is not None
    for item in found.items:
        desk.run(
            EditItem(
                item.id,
                item.card.version,
                steer="“Zwetschge, please.”",
                speakers="Borough Commander: the ombudsperson",
            )
        )
    brief = words(made(desk, tmp_path / "brief.pdf"))
    private = ("Zwetschge", "ombudsperson")
    assert all(word in brief for word in private), "else this test could not fail"
    out = made(desk, tmp_path / "other.pdf", export)
    said = words(out) + _everything(out)
    assert [word for word in (*private, "sidetrack", "Must speak", "Say:") if word in said] == []


def _everything(path: Path) -> str:
    """All strings outside the pages: bookmarks, metadata, names, alternative texts."""
    with pikepdf.open(path) as pdf:
        plain = [thing for thing in pdf.objects if not isinstance(thing, pikepdf.Stream)]
        return f"{plain!r} {pdf.open_metadata()}"


@pytest.mark.parametrize(
    ("edition", "title"), [("chair", "Chair’s brief"), ("executive", "Rehearsal sheet")]
)
def test_the_command_line_makes_them(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str], edition: str, title: str
) -> None:
    desk.close()
    out = tmp_path / "private.pdf"
    args = ["pack", str(tmp_path / "sample.cspdesk"), "--out", str(out), "--edition", edition]
    assert run(args) == 0
    assert f"{title}, 23 February 2017" in capsys.readouterr().out
    assert audit(out).faults == []


@pytest.mark.parametrize("build", [chair_brief, rehearsal_sheet])
def test_the_foot_of_every_page_says_that_it_is_private(
    desk: Desk, build: Callable[..., Document]
) -> None:
    facts = desk.ask(read_chair, meeting_for(desk, "next"))
    document = build(facts, draft=True)
    assert document.edition_line.startswith("Private: for the chair and the secretariat only")
    assert not any(section.bare_header for section in document.sections)


def test_the_same_facts_on_the_same_day_make_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    first = made(desk, tmp_path / "brief.pdf").read_bytes()
    assert made(desk, tmp_path / "brief.pdf").read_bytes() == first


def test_a_folder_is_refused_in_one_sentence(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="is a folder"):
        export_chair_brief(desk, tmp_path, meeting_id=meeting_for(desk, "next"))
