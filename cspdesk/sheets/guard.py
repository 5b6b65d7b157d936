"""What a file really is and whether it is safe to read: the bytes are looked at before any parser.

Two steps: `look` reads the first bytes and a zip's directory (milliseconds, in the program itself);
`check` streams the whole file (in the child process, under its time and memory limits).
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from cspdesk.sheets import limits
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.guard_ods import TableNotes, check_ods
from cspdesk.sheets.guard_ole import MAGIC as OLE_MAGIC
from cspdesk.sheets.guard_ole import check_ole
from cspdesk.sheets.guard_zip import PartNotes, check_sizes, check_xlsx, open_zip

__all__ = ["FileKind", "Looked", "Seen", "SheetRefused", "check", "look"]


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLSM = "xlsm"
    XLS = "xls"
    ODS = "ods"
    CSV = "csv"
    TSV = "tsv"

    @property
    def is_text(self) -> bool:
        return self in (FileKind.CSV, FileKind.TSV)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a first look tells: the kind by content, size in bytes, and sentences worth saying."""

    path: Path
    kind: FileKind
    size: int
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Seen:
    """What the scan of the file tells the reader: worksheets of .xlsx, tables of .ods."""

    parts: dict[str, PartNotes] = field(default_factory=dict)
    tables: list[TableNotes] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Rows in all worksheets together; decides which reader is used."""
        return sum(max(part.rows, part.bottom) for part in self.parts.values())

    @property
    def cells(self) -> int:
        """Cells of the rectangles around the worksheets' cells, an upper bound."""
        return sum(max(part.rows, part.bottom) * part.right for part in self.parts.values())


_EXCEL = frozenset({"xlsx", "xlsm", "xltx", "xltm"})
_TEXT = frozenset({"csv", "tsv", "txt", "tab", "text"})
_ENDINGS = {FileKind.XLSX: _EXCEL, FileKind.XLSM: _EXCEL, FileKind.CSV: _TEXT, FileKind.TSV: _TEXT}
# What other files begin with, and what to call them.
_OTHERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "a compressed file (.gz)"),
    (b"7z\xbc\xaf\x27\x1c", "a compressed file (.7z)"),
    (b"Rar!", "a compressed file (.rar)"),
    (b"SQLite format 3\0", "a database, not a table of figures"),
)
_MARKUP = re.compile(
    rb"\s*<(?:!doctype html|html|head|body|table|meta|div|\?xml|!--)", re.IGNORECASE
)
_CHOOSE = "Choose the spreadsheet with the figures."
_RESAVE = "Open it in Excel and save it as .xlsx, then import that."


def look(path: Path) -> Looked:
    """Kind of the file by its content, or SheetRefused; reads a few kilobytes."""
    path = Path(path)
    size = _size(path)
    head = _head(path)
    # Before the kind is known: telling it reads a compound file whole.
    is_text = head[:4] != b"PK\x03\x04" and head[:8] != OLE_MAGIC
    limit = limits.TEXT_BYTES if is_text else limits.WORKBOOK_BYTES
    if size > limit:
        raise SheetRefused(
            f"{path.name} is {size // limits.MB:,} MB; the limit for "
            f"{'text files' if is_text else 'workbooks'} is {limit // limits.MB} MB.",
            "Keep only the rows of your borough and try again.",
        )
    kind, notes = _kind(path, head)
    if path.with_name("~$" + path.name).exists():
        notes += (f"{path.name} is open in Excel: what is not saved there is not read.",)
    return Looked(path, kind, size, notes)


def check(looked: Looked) -> Seen:
    """Stream the whole file; SheetRefused when it would blow up in a reader or is damaged."""
    try:
        if looked.kind in (FileKind.XLSX, FileKind.XLSM):
            infos = open_zip(looked.path)
            check_sizes(infos)
            return Seen(parts=check_xlsx(looked.path, infos))
        if looked.kind is FileKind.ODS:
            infos = open_zip(looked.path)
            check_sizes(infos)
            return Seen(tables=check_ods(looked.path, infos))
        if looked.kind is FileKind.XLS:
            check_ole(looked.path)
    except OSError as error:
        raise _cannot_open(looked.path, error) from error
    return Seen()


def _size(path: Path) -> int:
    if path.name.startswith("~$"):
        raise SheetRefused(
            f"{path.name} is only the mark which Excel leaves while {path.name[2:]} is open.",
            f"Close it in Excel and choose {path.name[2:]}.",
        )
    try:
        if path.is_dir():
            raise SheetRefused(f"{path.name or path} is a folder, not a file.", _CHOOSE)
        size = path.stat().st_size
        regular = path.is_file()
    except OSError as error:
        raise _cannot_open(path, error) from error
    if not regular:
        raise SheetRefused(f"{path.name} is not an ordinary file.", _CHOOSE)
    if size == 0:
        raise SheetRefused(
            f"{path.name} is empty.", "Ask for the file again, or save it again from Excel."
        )
    return size


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8192)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _cannot_open(path: Path, error: OSError) -> SheetRefused:
    if isinstance(error, FileNotFoundError):
        return SheetRefused(f"There is no file {path}.", "Check the name and the folder.")
    if isinstance(error, PermissionError):
        return SheetRefused(
            f"{path.name} cannot be opened: it is open in another program, "
            "or you are not allowed to read it.",
            "Close it in Excel and try again.",
        )
    return SheetRefused(
        f"{path.name} cannot be read ({error.strerror or error}).",
        "Copy the file to this computer and try again.",
    )


def _kind(path: Path, head: bytes) -> tuple[FileKind, tuple[str, ...]]:
    ending = path.suffix.lower().lstrip(".")
    if head[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        kind = _zip_kind(path)
    elif head[:8] == OLE_MAGIC:
        check_ole(path)
        kind = FileKind.XLS
    else:
        _refuse_others(path, head)
        tabs = head.count(b"\t") > head.count(b",") + head.count(b";")
        kind = FileKind.TSV if ending == "tsv" or (tabs and ending != "csv") else FileKind.CSV
    if ending in _ENDINGS.get(kind, {kind.value}) or not ending:
        return kind, ()
    what = "text" if kind.is_text else f"a .{kind.value} workbook"
    return kind, (f"The name ends in .{ending}, but the file is {what} and is read as that.",)


def _zip_kind(path: Path) -> FileKind:
    names = {info.filename for info in _directory(path)}
    if "xl/workbook.xml" in names:
        return FileKind.XLSM if "xl/vbaProject.bin" in names else FileKind.XLSX
    if "content.xml" in names:
        return FileKind.ODS
    if "xl/workbook.bin" in names:
        raise SheetRefused(f"{path.name} is a binary workbook (.xlsb).", _RESAVE)
    for folder, what in (("word/", "a Word document"), ("ppt/", "a PowerPoint presentation")):
        if any(name.startswith(folder) for name in names):
            raise SheetRefused(f"{path.name} is {what}, not a spreadsheet.", _CHOOSE)
    raise SheetRefused(
        f"{path.name} is a zip file, not a spreadsheet.", "Unpack it and choose what is inside."
    )


def _directory(path: Path) -> list[zipfile.ZipInfo]:
    try:
        return open_zip(path)
    except OSError as error:
        raise _cannot_open(path, error) from error


def _refuse_others(path: Path, head: bytes) -> None:
    for magic, what in _OTHERS:
        if head.startswith(magic):
            raise SheetRefused(f"{path.name} is {what}, not a spreadsheet.", _CHOOSE)
    start = head.removeprefix(b"\xef\xbb\xbf")
    if _MARKUP.match(start):
        raise SheetRefused(f"{path.name} is a web page or XML under a spreadsheet’s name.", _RESAVE)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1a" for byte in head)
    if b"\0" in head or odd > len(head) // 100 + 1:
        raise SheetRefused(
            f"{path.name} is neither a spreadsheet nor a text file with figures.", _CHOOSE
        )
