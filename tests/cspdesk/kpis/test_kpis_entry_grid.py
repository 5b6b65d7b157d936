"""The entry grid on a real file: nothing rounds, old values stay, what is awaited is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cspdesk.desk import Desk
from cspdesk.kpis.commands import ConfirmFigure, EnterFigures, Entry, MarkFigures
from cspdesk.kpis.entry import entry_grid
from cspdesk.kpis.entry_preview import entry_preview
from cspdesk.kpis.entry_records import EntryCell, EntryRow
from cspdesk.packs.commands import IssueDocument
from cspdesk.packs.export import meeting_for
from db.vocabulary import DocumentKind, Frequency, Marking, MeasurementState, Rag

JANUARY, DECEMBER, QUARTER = date(2017, 1, 1), date(2016, 12, 1), date(2016, 10, 1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("grid") / "sample.cspdesk"
    Desk.create(path, sample=True).close()
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "sample.cspdesk"
    path.write_bytes(made.read_bytes())
    opened = Desk.open(path)
    yield opened
    opened.close()


def _row(desk: Desk, code: str, back: int = 0) -> EntryRow:
    for frequency in Frequency:
        for row in desk.ask(entry_grid, frequency, 6, back).rows:
            if row.code == code:
                return row
    raise AssertionError(code)


def _cell(desk: Desk, code: str, start: date) -> EntryCell:
    return next(cell for cell in _row(desk, code).cells if cell.start == start)


def _enter(desk: Desk, code: str, start: date, text: str) -> None:
    desk.run(EnterFigures((Entry(_row(desk, code).id, start, text),)))


def test_a_figure_shows_all_the_decimals_it_was_typed_with(desk: Desk) -> None:
    _enter(desk, "R8", QUARTER, "7.75")
    assert _cell(desk, "R8", QUARTER).text == "7.75"


def test_an_old_value_stays_visible_after_a_revision(desk: Desk) -> None:
    _enter(desk, "M1", JANUARY, "211")
    _enter(desk, "M1", JANUARY, "213")
    cell = _cell(desk, "M1", JANUARY)
    assert (cell.text, cell.state) == ("213", MeasurementState.REVISED)
    assert [held.text for held in cell.earlier] == ["211"]
    assert cell.earlier[0].words.startswith("211, final, until ")
    desk.undo()
    assert _cell(desk, "M1", JANUARY).earlier == ()


def test_settling_a_provisional_figure_keeps_that_it_was_provisional(desk: Desk) -> None:
    row = _row(desk, "M1")
    desk.run(MarkFigures(((row.id, DECEMBER),), MeasurementState.FINAL))
    cell = _cell(desk, "M1", DECEMBER)
    assert cell.state is MeasurementState.FINAL
    assert cell.earlier[0].words.startswith("222, provisional, until ")


def test_a_share_is_edited_as_it_was_typed(desk: Desk) -> None:
    _enter(desk, "R6", QUARTER, "29/50")
    cell = _cell(desk, "R6", QUARTER)
    assert (cell.text, cell.typed) == ("58", "29/50")
    _enter(desk, "R6", QUARTER, "57")
    assert _cell(desk, "R6", QUARTER).typed == "57"


def test_what_has_not_come_is_awaited_from_its_owner_since_its_day(
    made: Path, tmp_path: Path
) -> None:
    path = tmp_path / "later.cspdesk"
    path.write_bytes(made.read_bytes())
    later = Desk.open(path, as_at=date(2017, 3, 20))
    try:
        waited = _row(later, "M1").awaited
        assert waited is not None
        assert (waited.owner, waited.due_on) == ("Police", date(2017, 3, 28))
        assert waited.days_late == 0
        assert _row(later, "P5").awaited is None
    finally:
        later.close()


def test_a_figure_that_came_is_no_longer_awaited(desk: Desk) -> None:
    assert _row(desk, "M1").awaited is not None
    _enter(desk, "M1", JANUARY, "n/a")
    assert _row(desk, "M1").awaited is None


def test_a_doubt_is_asked_once_and_again_after_another_figure(desk: Desk) -> None:
    _enter(desk, "R8", QUARTER, "7.7")
    row = _row(desk, "R8")
    assert (row.doubtful, row.doubt.instead, row.doubted) == (True, 77, QUARTER)
    desk.run(ConfirmFigure(row.id, QUARTER))
    assert not _row(desk, "R8").doubtful
    _enter(desk, "R8", QUARTER, "7.6")
    assert _row(desk, "R8").doubtful


def test_looking_back_shows_earlier_periods_and_no_period_is_due(desk: Desk) -> None:
    now = desk.ask(entry_grid, Frequency.MONTHLY, 6)
    before = desk.ask(entry_grid, Frequency.MONTHLY, 6, 3)
    assert (now.current, before.current) == (5, None)
    assert [start for start, _ in before.periods][3:] == [start for start, _ in now.periods][:3]


def test_the_preview_tells_the_rating_before_anything_is_kept(desk: Desk) -> None:
    row = _row(desk, "M4")
    seen = desk.ask(entry_preview, row.id, JANUARY, "80")
    assert seen is not None
    assert (seen.window_label, seen.window_text, seen.window_before) == (
        "12 months",
        "1,035",
        "1,009",
    )
    assert seen.rating.rag is Rag.AMBER
    assert seen.limits == "limits 17.9 to 103.5"
    assert _cell(desk, "M4", JANUARY).text == ""


@pytest.mark.parametrize("text", ["eighty", "=1", "1/0"])
def test_what_is_no_figure_has_no_preview(desk: Desk, text: str) -> None:
    assert desk.ask(entry_preview, _row(desk, "M4").id, JANUARY, text) is None


def test_a_suppressed_figure_shows_its_mark_and_a_figure_over_it_is_final(desk: Desk) -> None:
    _enter(desk, "M1", JANUARY, "*")
    cell = _cell(desk, "M1", JANUARY)
    assert (cell.text, cell.state) == ("*", MeasurementState.SUPPRESSED)
    _enter(desk, "M1", JANUARY, "12")
    cell = _cell(desk, "M1", JANUARY)
    assert (cell.text, cell.state) == ("12", MeasurementState.FINAL)


def test_an_older_figure_typed_here_is_doubted_too(desk: Desk) -> None:
    _enter(desk, "M4", JANUARY, "84")
    _enter(desk, "M4", DECEMBER, "1000")
    row = _row(desk, "M4")
    assert (row.doubtful, row.doubted) == (True, DECEMBER)


def test_what_an_issued_pack_said_of_a_figure_is_kept_in_sight(desk: Desk) -> None:
    assert _cell(desk, "R1", QUARTER).printed == ""
    body = b"%PDF-1.7 as it went out"
    desk.run(
        IssueDocument(
            kind=DocumentKind.BOARD,
            meeting_id=meeting_for(desk, "next"),
            title="Board pack",
            file_name="Board pack.pdf",
            marking=Marking.OFFICIAL,
            pages=1,
            body=body,
            sha256=sha256(body).hexdigest(),
            overrule_reason="The papers are late.",
        )
    )
    _enter(desk, "R1", QUARTER, "20.9")
    assert _cell(desk, "R1", QUARTER).printed == "20.4 in the pack of Thu 9 Feb 2017"
