"""A parallel board's sheet: what is between it and us, nothing of others, tagged, by command."""

from __future__ import annotations

from pathlib import Path

import page
import pytest
from pack_demo import page_words

from cspdesk import cli
from cspdesk.boards.tab import BoardsTab, boards_tab
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs.board_sheet import export_board_sheet
from cspdesk.packs.export import meeting_for
from cspdesk.packs.pdf.check import audit


@pytest.fixture(scope="module")
def sheets(read_desk: Desk, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The sheet of each board, made once."""
    folder, next_board = tmp_path_factory.mktemp("sheets"), meeting_for(read_desk, "next")
    return {
        line.board.short_name: export_board_sheet(
            read_desk,
            folder / f"{line.id}.pdf",
            meeting_id=next_board,
            code=line.board.short_name.lower(),
        ).path
        for line in _tab(read_desk).lines
    }


def _tab(desk: Desk) -> BoardsTab:
    tab = desk.ask(boards_tab, 4)
    assert tab is not None
    return tab


def _words(path: Path) -> str:
    return " ".join(" ".join(page_words(path.read_bytes())).split())


def test_a_sheet_says_what_is_between_its_board_and_us_and_no_others(
    read_desk: Desk, sheets: dict[str, Path]
) -> None:
    lines = _tab(read_desk).lines
    for line in lines:
        said = _words(sheets[line.board.short_name])
        for message in (*line.board.incoming, *line.board.outgoing):
            assert message.text.rstrip(".") in said
        for other in lines:
            if other.id != line.id:
                assert all(one.text not in said for one in other.board.incoming)
        assert line.board.scheme_label in said
    joint = _tab(read_desk).joint
    assert joint is not None
    for place in joint.places:
        brought = [name for name, path in sheets.items() if place.brings in _words(path)]
        assert len(brought) == 1


def test_every_sheet_passes_the_checkers(sheets: dict[str, Path]) -> None:
    for out in sheets.values():
        found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
        assert [fault.message for fault in found.failures] == []
        assert audit(out).faults == []


def test_what_was_never_passed_on_is_said_as_such(sheets: dict[str, Path]) -> None:
    said = _words(sheets["HWB"])
    assert "Prevention needs your help. Was not passed on" in said
    assert "answered 11 Oct. School nursing and two weight clubs." in said
    assert "DRAFT" in said
    assert "Your place: confirmed" in said


def test_what_is_awaited_is_not_said_to_have_come(sheets: dict[str, Path]) -> None:
    said = _words(sheets["CSB"])
    assert "We still wait for: No update yet." in said
    assert "An invitation follows." in said


def test_a_board_that_is_not_there_is_named_with_those_that_are(
    read_desk: Desk, tmp_path: Path
) -> None:
    with pytest.raises(WorldError, match="No parallel board is called “XYZ”") as error:
        export_board_sheet(read_desk, tmp_path / "x.pdf", meeting_id=4, code="XYZ")
    assert "HWB, CE, ASB and CSB" in str(error.value.advice)
    assert not (tmp_path / "x.pdf").exists()


def test_the_command_line_makes_the_same_sheet(
    read_desk: Desk, sheets: dict[str, Path], tmp_path: Path
) -> None:
    copy, out = read_desk.snapshot(tmp_path / "copy.cspdesk"), tmp_path / "sheet.pdf"
    assert cli.run(["pack", str(copy), "--out", str(out), "--edition", "boards:HWB"]) == 0
    assert out.read_bytes() == sheets["HWB"].read_bytes()
