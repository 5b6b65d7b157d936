"""Hostile and wrong files: each ends as one clear sentence, quickly, and changes nothing."""

from __future__ import annotations

import hashlib
import os
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sheet_makers as make

from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.mapping import IndicatorKey
from cspdesk.sheets.read import plan_text, read_plan
from db.errors import WorldError

M1 = IndicatorKey(1, "M1", "Burglary", "mopac7.burglary")


def _far_corner(path: Path) -> Path:
    return make.raw_xlsx(
        path,
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    )


def _far_corner_in_single_quotes(path: Path) -> Path:
    return make.raw_xlsx(path, "<row r='1'><c r = 'XFD1048576'><v>1</v></c></row>")


def _far_corner_in_references(path: Path) -> Path:
    return make.raw_xlsx(path, '<row><c r="&#88;FD1048576"><v>1</v></c></row>')


def _entity_bomb(path: Path) -> Path:
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return make.raw_xlsx(path, prolog=f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]>')


def _late_doctype(path: Path) -> Path:
    comment = f"<!--{random.Random(1).randbytes(1_500_000).hex()}-->"
    return make.raw_xlsx(path, prolog=f'{comment}<!DOCTYPE x [<!ENTITY a "b">]>')


def _bomb_of_spaces(path: Path) -> Path:
    return make.lying_xlsx(path, true_mb=1024, declared=1 << 30)


def _many_rows(path: Path) -> Path:
    some = random.Random(1)
    rows = (f"<row><c><v>{some.random()}</v></c></row>" for _ in range(250_000))
    return make.raw_xlsx(path, "".join(rows))


def _far_corner_elsewhere(path: Path) -> Path:
    """The worksheet is a part of another name, where its relation says it is."""
    far = make.sheet_xml('<row r="9"><c r="XFD1048576"><v>1</v></c></row>')
    rels = make.WORKBOOK_RELS.replace("worksheets/sheet1.xml", "media/picture.xml")
    return make.zipped(path, {"xl/media/picture.xml": far, "xl/_rels/workbook.xml.rels": rels})


def _many_parts(path: Path) -> Path:
    return make.zipped(path, {f"xl/media/image{n:06}.png": "" for n in range(15_000)})


def _ods_repeated_rows(path: Path) -> Path:
    row = '<table:table-row table:number-rows-repeated="1000000">'
    return make.ods(path, row + make.ods_text("x") + "</table:table-row>")


def _ods_repeated_columns(path: Path) -> Path:
    cell = make.ods_text("x").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="16000"'
    )
    return make.ods(path, f"<table:table-row>{cell}</table:table-row>")


def _ods_far_corner(path: Path) -> Path:
    gap = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/>'
    last = f"<table:table-row>{make.ods_text('x')}</table:table-row>"
    return make.ods(path, f"{gap}</table:table-row>{last}")


def _truncated(path: Path) -> Path:
    whole = make.xlsx(path, [["a", "b"], [1, 2]]).read_bytes()
    path.write_bytes(whole[: len(whole) * 2 // 3])
    return path


def _flipped(path: Path) -> Path:
    """The worksheet's bytes are not what the file's own check sum says."""
    import zipfile

    make.raw_xlsx(path, '<row r="1"><c r="A1"><v>12345</v></c></row>' * 50)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    data = bytearray(path.read_bytes())
    data[info.header_offset + 60] ^= 0xFF
    path.write_bytes(bytes(data))
    return path


def _encrypted(path: Path) -> Path:
    return make.ole(path, "EncryptedPackage", b"secret" * 900)


def _encrypted_header_only(path: Path) -> Path:
    path.write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1")
        + bytes(1000)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(3000)
    )
    return path


def _xls_with_password(path: Path) -> Path:
    records = b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x06\x00" + bytes(6)
    return make.ole(path, "Workbook", records)


def _broken_xls(path: Path) -> Path:
    return make.ole(path, "Workbook", b"\x09\x08\x10\x00" + os.urandom(4000))


def _looping_ole(path: Path) -> Path:
    data = bytearray(make.ole(path, "Workbook", b"\x09\x08\x10\x00" + bytes(8000)).read_bytes())
    data[512 + 4 : 512 + 8] = (1).to_bytes(4, "little")  # the directory follows itself
    path.write_bytes(bytes(data))
    return path


def _word_document(path: Path) -> Path:
    return make.ole(path, "WordDocument", b"text")


def _docx(path: Path) -> Path:
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _late_nul(path: Path) -> Path:
    path.write_bytes(b"month,Burglary\n" + b"2016-04,1\n" * 20_000 + b"2016-05,\0\n")
    return path


HOSTILE: list[tuple[str, str, Callable[[Path], Path], str]] = [
    ("a cell at the far corner", "r.xlsx", _far_corner, "1,048,576"),
    ("the far corner in single quotes", "r.xlsx", _far_corner_in_single_quotes, "1,048,576"),
    ("the far corner in references", "r.xlsx", _far_corner_in_references, "address"),
    ("the far corner under another name", "r.xlsx", _far_corner_elsewhere, "1,048,576"),
    ("fifteen thousand parts", "r.xlsx", _many_parts, "2,000 parts"),
    ("an entity bomb", "r.xlsx", _entity_bomb, "document type"),
    ("a document type behind a comment", "r.xlsx", _late_doctype, "document type"),
    ("a gigabyte of spaces", "r.xlsx", _bomb_of_spaces, "unpacks to"),
    ("sizes that lie", "r.xlsx", make.lying_xlsx, "not the size"),
    ("250,000 rows without addresses", "r.xlsx", _many_rows, "200,000 rows"),
    ("repeated rows in ods", "r.ods", _ods_repeated_rows, "1,000,000"),
    ("repeated columns in ods", "r.ods", _ods_repeated_columns, "16,000"),
    ("the far corner in ods", "r.ods", _ods_far_corner, "1,048,576"),
    ("a truncated workbook", "r.xlsx", _truncated, "damaged"),
    ("a flipped byte", "r.xlsx", _flipped, "worksheets/sheet1.xml"),
    ("an encrypted workbook", "r.xlsx", _encrypted, "password"),
    ("an encrypted workbook, barely", "r.xlsx", _encrypted_header_only, "password"),
    ("a password in xls", "r.xls", _xls_with_password, "password"),
    ("a broken xls", "r.xls", _broken_xls, "damaged"),
    ("a compound file in a loop", "r.xls", _looping_ole, "r.xls"),
    ("a Word document as xls", "r.xls", _word_document, "Word document"),
    ("a docx", "r.xlsx", _docx, "Word document"),
    ("a web page as xls", "r.xls", _bytes(b"<html><table><tr><td>1</td></tr></table>"), "web page"),
    ("a pdf", "r.xlsx", _bytes(b"%PDF-1.7\n1 0 obj"), "a PDF"),
    ("a picture", "r.csv", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(50)), "a picture"),
    ("a program", "r.csv", _bytes(b"MZ\x90\x00" + bytes(200)), "a program"),
    ("random bytes", "r.csv", _bytes(bytes(range(256)) * 20), "neither"),
    ("an empty file", "r.xlsx", _bytes(b""), "empty"),
    ("prose", "r.txt", _bytes(b"Dear all,\nplease find the figures below.\n"), "no table"),
    ("a NUL late in a text", "r.csv", _late_nul, "no text file"),
    ("Excel's own lock file", "~$r.xlsx", _bytes(b"\x05Jane"), "Close it in Excel"),
]


@pytest.mark.parametrize(("name", "file", "maker", "word"), HOSTILE, ids=[h[0] for h in HOSTILE])
def test_a_hostile_file_is_refused_in_one_sentence(
    tmp_path: Path, name: str, file: str, maker: Callable[[Path], Path], word: str
) -> None:
    path = maker(tmp_path / file)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    start = time.monotonic()
    with pytest.raises(SheetRefused) as refused:
        read_plan(path, borough="Haringey", indicators=[M1])
    assert time.monotonic() - start < 10
    said = str(refused.value)
    assert word in said
    assert refused.value.message.endswith(".")
    assert "\n" not in said
    assert "Traceback" not in said
    assert len(said) < 300
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_a_refusal_is_a_failure_of_the_world_with_advice(tmp_path: Path) -> None:
    with pytest.raises(WorldError) as refused:
        read_plan(tmp_path / "missing.xlsx", borough="Haringey", indicators=[M1])
    assert "There is no file" in refused.value.message
    assert refused.value.advice


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SheetRefused, match="is a folder"):
        read_plan(tmp_path, borough="Haringey", indicators=[M1])


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(b"month,Burglary\n" * 1000)
        file.truncate(201 << 20)
    with pytest.raises(SheetRefused, match="201 MB; the limit for text files is 200 MB"):
        read_plan(path, borough="Haringey", indicators=[M1])


def test_a_compound_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.xls"
    with path.open("wb") as file:
        file.write(bytes.fromhex("d0cf11e0a1b11ae1"))
        file.truncate(51 << 20)
    with pytest.raises(SheetRefused, match="limit for workbooks is 50 MB"):
        read_plan(path, borough="Haringey", indicators=[M1])


def test_a_file_that_may_not_be_read_advises_to_close_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make.xlsx(tmp_path / "r.xlsx", [["month", "Burglary"], ["2016-04", 1]])

    def locked(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    # Tests run as root, whom no permission stops; Windows raises this while Excel has the file.
    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(SheetRefused, match="Close it in Excel"):
        read_plan(path, borough="Haringey", indicators=[M1])


def test_a_named_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    path = tmp_path / "r.csv"
    os.mkfifo(path)
    with pytest.raises(SheetRefused, match="not an ordinary file"):
        read_plan(path, borough="Haringey", indicators=[M1])


def test_text_named_xlsx_is_read_as_text_and_said(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("month,Burglary\n2016-04,12\n2016-05,13\n")
    plan = read_plan(path, borough="Haringey", indicators=[M1])
    assert plan.counts.new == 2
    assert any("ends in .xlsx" in said for said in plan.sentences)


def test_a_workbook_named_xls_is_read_as_what_it_is(tmp_path: Path) -> None:
    made = make.xlsx(tmp_path / "r.xlsx", [["month", "Burglary"], ["2016-04", 1], ["2016-05", 2]])
    path = made.rename(tmp_path / "r.xls")
    plan = read_plan(path, borough="Haringey", indicators=[M1])
    assert plan.counts.new == 2
    assert any(".xlsx workbook" in said for said in plan.sentences)


def test_a_workbook_that_is_open_in_excel_is_read_and_said(tmp_path: Path) -> None:
    path = make.xlsx(tmp_path / "r.xlsx", [["month", "Burglary"], ["2016-04", 1], ["2016-05", 2]])
    (tmp_path / "~$r.xlsx").write_bytes(b"\x05Jane")
    plan = read_plan(path, borough="Haringey", indicators=[M1])
    assert any("is open in Excel" in said for said in plan.sentences)


def test_pasted_nul_is_refused() -> None:
    with pytest.raises(SheetRefused):
        plan_text("month\tBurglary\n2016-04\t1\0\n", borough="Haringey", indicators=[M1])


def test_nothing_pasted_is_refused() -> None:
    with pytest.raises(SheetRefused, match="nothing to paste"):
        plan_text("  \n", borough="Haringey", indicators=[M1])
