"""Makes the files of these tests: honest workbooks, and hostile ones byte by byte."""

from __future__ import annotations

import csv
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Table = Sequence[Sequence[object]]

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
WORKBOOK = (
    f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Return" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>"
)


_MANIFEST = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'


def xlsx(path: Path, table: Table, sheet: str = "Return") -> Path:
    """An honest workbook of one sheet."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in table:
        page.append(list(row))
    book.save(path)
    return path


def csv_file(path: Path, table: Table, *, separator: str = ",", encoding: str = "utf-8") -> Path:
    """A text file of the table."""
    with path.open("w", newline="", encoding=encoding) as file:
        csv.writer(file, delimiter=separator).writerows(table)
    return path


def sheet_xml(rows: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def raw_xlsx(path: Path, rows: str = "", *, prolog: str = "") -> Path:
    """A workbook whose one worksheet has these rows of XML."""
    return zipped(path, {"xl/worksheets/sheet1.xml": prolog + sheet_xml(rows)})


def zipped(path: Path, parts: dict[str, str]) -> Path:
    """A workbook's zip with its usual parts and these."""
    usual = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELS,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (usual | parts).items():
            archive.writestr(name, text)
    return path


def lying_xlsx(path: Path, *, true_mb: int = 300, declared: int = 2_000) -> Path:
    """A workbook whose worksheet of spaces inflates to `true_mb` megabytes and declares, in both
    headers, `declared` bytes and the check sum of their first two thousand."""
    pack = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = b" " * (1 << 20)
    packed = b"".join(pack.compress(block) for _ in range(true_mb)) + pack.flush()
    name = b"xl/worksheets/sheet1.xml"
    parts = [
        (n.encode(), t.encode())
        for n, t in (
            ("[Content_Types].xml", CONTENT_TYPES),
            ("_rels/.rels", RELS),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        )
    ]
    entries = [(n, t, t, 0, zlib.crc32(t), len(t)) for n, t in parts]
    entries.append((name, packed, packed, 8, zlib.crc32(b" " * 2_000), declared))
    path.write_bytes(_zip_bytes(entries))
    return path


def _zip_bytes(entries: Iterable[tuple[bytes, bytes, bytes, int, int, int]]) -> bytes:
    body, directory, count = b"", b"", 0
    for name, data, _, method, crc, declared in entries:
        common = struct.pack(
            "<HHHHHIIIHH", 20, 0, method, 0, 0x21, crc, len(data), declared, len(name), 0
        )
        directory += (
            b"PK\x01\x02"
            + struct.pack("<H", 20)
            + common
            + struct.pack("<HHHII", 0, 0, 0, 0, len(body))
            + name
        )
        body += b"PK\x03\x04" + common + name + data
        count += 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body), 0)
    return body + directory + b"PK\x05\x06" + end


def ods(path: Path, rows: str) -> Path:
    """An OpenDocument sheet with these rows of XML."""
    namespaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f"<office:document-content {namespaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Return">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<m:manifest {_MANIFEST}/>")
        archive.writestr("content.xml", content)
    return path


def ods_text(text: str) -> str:
    return (
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def ods_number(value: float, kind: str = "float") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" office:value="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ole(path: Path, stream: str, content: bytes) -> Path:
    """A compound file of 512-byte sectors with one stream of at least 4,096 bytes."""
    content = content.ljust(4096, b"\0")
    sectors = -(-len(content) // 512)
    fat = [0xFFFFFFFD, 0xFFFFFFFE]  # the table itself, then the directory
    fat += [n + 3 for n in range(sectors - 1)] + [0xFFFFFFFE]
    fat += [0xFFFFFFFF] * (128 - len(fat))
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    directory = _ole_entry("Root Entry", 5, 0xFFFFFFFE, 0) + _ole_entry(stream, 2, 2, len(content))
    body = struct.pack("<128I", *fat) + directory.ljust(512, b"\0")
    path.write_bytes(header + body + content.ljust(sectors * 512, b"\0"))
    return path


def xls(path: Path, table: Table) -> Path:
    """An honest workbook of Excel 97, with one sheet "Return"."""

    def record(kind: int, data: bytes) -> bytes:
        return struct.pack("<HH", kind, len(data)) + data

    def start(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0x41, 0x06))

    end = record(0x000A, b"")
    name = struct.pack("<BB", 6, 0) + b"Return"
    head_length = len(start(5)) + len(record(0x0085, bytes(6) + name)) + len(end)
    head = start(5) + record(0x0085, struct.pack("<IBB", head_length, 0, 0) + name) + end
    cells = b""
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            place = struct.pack("<HHH", r, c, 0)
            if isinstance(value, int | float):
                cells += record(0x0203, place + struct.pack("<d", value))
            elif value:
                text = str(value).encode("latin-1")
                cells += record(0x0204, place + struct.pack("<HB", len(text), 0) + text)
    size = record(0x0200, struct.pack("<IIHHH", 0, len(table), 0, max(map(len, table)), 0))
    return ole(path, "Workbook", head + start(0x10) + size + cells + end)


def _ole_entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF).ljust(48, b"\0")
    return entry + struct.pack("<IQ", start, size)


def merged_xlsx(path: Path, table: Table, ranges: Sequence[str], sheet: str = "Return") -> Path:
    """An honest workbook of one sheet with these ranges merged."""
    return book_xlsx(path, {sheet: table}, merged={sheet: ranges})


def book_xlsx(
    path: Path,
    tables: Mapping[str, Table],
    *,
    merged: Mapping[str, Sequence[str]] | None = None,
    hidden: Sequence[str] = (),
) -> Path:
    """An honest workbook of several sheets, in order."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in tables.items():
        page = book.create_sheet(name)
        for row in table:
            page.append(list(row))
        for cells in (merged or {}).get(name, ()):
            page.merge_cells(cells)
        if name in hidden:
            page.sheet_state = "hidden"
    book.save(path)
    return path
