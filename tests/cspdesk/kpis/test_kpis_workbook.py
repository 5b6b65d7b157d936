"""The KPI workbook holds everything, and nothing in it is a formula."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.commands import NoteFigure
from cspdesk.kpis.entry import entry_grid
from cspdesk.kpis.workbook import save_kpi_book
from cspdesk.meetings.queries import current_cycle
from cspdesk.sheets.book_out import ColumnOut, SheetOut, write_book
from db.vocabulary import Frequency


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk.create(tmp_path / "sample.cspdesk", sample=True)
    yield made
    made.close()


def _rows(path: Path, sheet: str) -> list[dict[str, object]]:
    page = load_workbook(path)[sheet]
    head, *rows = page.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]  # type: ignore[arg-type]


def test_every_kpi_figure_and_assessment_is_in_the_workbook(desk: Desk, tmp_path: Path) -> None:
    strip = desk.ask(current_cycle)
    assert strip is not None
    out = save_kpi_book(desk, tmp_path / "kpis.xlsx", strip.cycle.id)
    kpis = {row["Ref"]: row for row in _rows(out, "KPIs")}
    assert len(kpis) == 29
    assert (kpis["M4"]["Latest"], kpis["M4"]["Calculated RAG"], kpis["M4"]["RAG by PMG"]) == (
        1009,
        "Amber",
        "Red",
    )
    figures = [row for row in _rows(out, "Figures") if row["Ref"] == "M4"]
    assert figures[-1]["First day"] == datetime(2016, 12, 1)
    assert (figures[-1]["Figure"], figures[-1]["State"]) == (100, "Provisional")
    assert {"M4", "R2"} <= {row["Ref"] for row in _rows(out, "PMG assessments")}


def test_what_an_officer_typed_is_never_a_formula(desk: Desk, tmp_path: Path) -> None:
    row = desk.ask(entry_grid, Frequency.MONTHLY).rows[0]
    desk.run(NoteFigure(row.id, date(2016, 12, 1), "=cmd|'/c calc'!A1"))
    out = save_kpi_book(desk, tmp_path / "kpis.xlsx")
    page = load_workbook(out)["Figures"]
    found = [cell for cells in page.iter_rows() for cell in cells if "calc" in str(cell.value)]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
    assert not [cell for cells in page.iter_rows() for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+44 20", "-5 to 5", "@home", "#N/A", "a\x00b", "x" * 40000]
)
def test_any_text_survives_as_text(text: str, tmp_path: Path) -> None:
    sheet = SheetOut("Odd", (ColumnOut("Text"),), ((text,),))
    out = write_book(tmp_path / "odd.xlsx", [sheet], title="Odd", created=datetime(2017, 2, 9))
    cell = load_workbook(out)["Odd"]["A2"]
    assert cell.data_type == "s"
    assert str(cell.value) == text.replace("\x00", "")[:32767]


def test_a_folder_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    sheet = SheetOut("One", (ColumnOut("Text"),), (("a",),))
    with pytest.raises(WorldError, match="cannot be written"):
        write_book(tmp_path / "gone" / "x.xlsx", [sheet], title="", created=datetime(2017, 2, 9))


def test_an_empty_partnership_has_an_empty_workbook(tmp_path: Path) -> None:
    blank = Desk.create(tmp_path / "blank.cspdesk", preset="blank", name="Testborough CSP")
    try:
        out = save_kpi_book(blank, tmp_path / "kpis.xlsx")
    finally:
        blank.close()
    assert _rows(out, "KPIs") == []
