"""The child process: what it may not do, what becomes of its end, and how fast it is stopped."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sheet_makers as make

from cspdesk.sheets import process
from cspdesk.sheets.errors import ReadCancelled, SheetRefused
from cspdesk.sheets.grid import CellError, CellKind
from cspdesk.sheets.process import read_book

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return make.xlsx(tmp_path / "r.xlsx", [["month", "Burglary"], ["2016-04", 1]])


def _child_that(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(process, "command_line", lambda path: [sys.executable, "-c", code])


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "raise SystemExit(3)",
        "print('not json')",
        "print('[[1]]')",
        "print('{\"sheet\": 1}')",
        "print('{\"end\": true}x')",
        "print('null')",
        "print('[' * 100000)",
        "pass",
    ],
)
def test_a_child_that_ends_badly_is_one_sentence(
    table: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    _child_that(monkeypatch, code)
    with pytest.raises(SheetRefused, match="damaged, or needs more memory"):
        read_book(table)


def test_a_child_that_takes_too_long_is_ended(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _child_that(monkeypatch, "import time; time.sleep(60)")
    start = time.monotonic()
    with pytest.raises(SheetRefused, match="took longer than"):
        read_book(table, seconds=0.3)
    assert time.monotonic() - start < 3


def test_a_cancel_ends_the_child(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _child_that(monkeypatch, "import time; time.sleep(60)")
    asked: list[float] = []

    def cancelled() -> bool:
        asked.append(time.monotonic())
        return len(asked) > 3

    with pytest.raises(ReadCancelled):
        read_book(table, cancelled=cancelled)
    assert time.monotonic() - asked[0] < 3


@pytest.mark.skipif(sys.platform != "linux", reason="the limit is Linux's")
def test_the_child_cannot_take_more_memory_than_it_may() -> None:
    code = (
        "from cspdesk.sheets.child import _limit_memory\n"
        "_limit_memory(1 << 28)\n"
        "try:\n    bytearray(1 << 29)\n"
        "except MemoryError:\n    raise SystemExit(7)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 7


def test_the_child_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    path = make.csv_file(tmp_path / "r.csv", [["month", "Burglary"], ["2016-04", 1]])
    code = (
        "import sys\nfrom cspdesk.sheets.child import serve\n"
        f"serve([{str(path)!r}])\n"
        "heavy = {'pandas', 'numpy', 'openpyxl', 'python_calamine', 'sqlalchemy', 'PySide6'}\n"
        "sys.exit(9 if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False, capture_output=True)
    assert done.returncode == 0


def test_the_built_program_calls_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/cspdesk/cspdesk")
    assert process.command_line(Path("/a/b.xlsx")) == [
        "/opt/cspdesk/cspdesk",
        "_read-sheet",
        "/a/b.xlsx",
    ]


def test_progress_is_told_in_order(table: Path) -> None:
    steps: list[int] = []
    read_book(table, progress=lambda done, total, words: steps.append(done))
    assert steps == [0, 1, 2, 3]


def test_a_workbook_keeps_kinds_percents_errors_and_hidden_rows(tmp_path: Path) -> None:
    from datetime import date

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["KPI", "Jan-17", "Feb-17", "Mar-17", "Apr-17"])
    sheet.append(["Share", 0.77, "=1/0", True, date(2017, 1, 1)])
    sheet["B2"].number_format = "0.0%"
    sheet["F2"] = "#N/A"
    sheet["F2"].data_type = "e"
    sheet.append(["Late", 5])
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("A5:C5")
    book.create_sheet("Notes").sheet_state = "hidden"
    book.save(tmp_path / "r.xlsx")
    read = read_book(tmp_path / "r.xlsx")
    first, notes = read.sheets
    kinds = [first.cell(1, column).kind for column in range(7)]
    assert kinds == [
        CellKind.TEXT,
        CellKind.NUMBER,
        CellKind.ERROR,
        CellKind.BOOL,
        CellKind.DATE,
        CellKind.ERROR,
        CellKind.BLANK,
    ]
    assert first.cell(1, 1).percent
    assert first.cell(1, 1).where == "B2"
    unsaved = first.raw(1, 2)
    assert isinstance(unsaved, CellError)
    assert "no saved value" in unsaved.reason
    assert first.hidden_rows == {2}
    assert first.merged == ((4, 0, 4, 2),)
    assert notes.hidden
    assert len(read.sha256) == 64


def test_the_fast_reader_shows_errors_and_unsaved_formulas_too(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 10_101))
    rows += (
        '<row r="10101"><c r="A10101" t="e"><v>#N/A</v></c>'
        '<c r="B10101"><f>SUM(A1:A2)</f><v></v></c><c r="C10101"><v>7</v></c></row>'
    )
    read = read_book(make.raw_xlsx(tmp_path / "r.xlsx", rows))
    sheet = read.sheets[0]
    assert not sheet.knows_formats
    last = sheet.rows[-1]
    assert len(sheet.rows) == 10_101
    assert isinstance(last[0], CellError)
    assert isinstance(last[1], CellError)
    assert "no saved value" in last[1].reason
    assert last[2] == 7


def test_an_open_document_sheet_keeps_its_percentages_and_its_empty_repeats(
    tmp_path: Path,
) -> None:
    head = f"<table:table-row>{make.ods_text('KPI')}{make.ods_text('Jan-17')}</table:table-row>"
    row = (
        f"<table:table-row>{make.ods_text('Share')}{make.ods_number(0.77, 'percentage')}"
        '<table:table-cell table:number-columns-repeated="16382"/></table:table-row>'
    )
    rest = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    sheet = read_book(make.ods(tmp_path / "r.ods", head + row + rest)).sheets[0]
    assert sheet.rows == [["KPI", "Jan-17"], ["Share", 0.77]]
    assert sheet.cell(1, 1).percent


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_text_is_read_in_any_usual_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    table = [["KPI", "Jan-17"], ["Café “safer” – £", "1"], ['quoted, "x"; y|z', "2"]]
    path = make.csv_file(tmp_path / "r.txt", table, separator=separator, encoding=encoding)
    assert read_book(path).sheets[0].rows == table


def test_an_excel_97_workbook_is_read(tmp_path: Path) -> None:
    table = [["month", "Burglary", "Robbery"], ["2016-04", 211.0, 120.0], ["2016-05", 0.5, 3.0]]
    read = read_book(make.xls(tmp_path / "r.xls", table))
    assert read.kind == "xls"
    assert read.sheets[0].rows == table


def test_a_wide_workbook_is_left_to_the_fast_reader(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="700"><c r="WB700"><v>2</v></c></row>'
    sheet = read_book(make.raw_xlsx(tmp_path / "r.xlsx", rows)).sheets[0]
    assert not sheet.knows_formats
    assert sheet.cell(699, 599).value == 2
