"""CSV and other text: encoding and separator are found out, every value stays text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from cspdesk.sheets import limits
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.grid import Raw, SheetData, trimmed
from cspdesk.sheets.guard import FileKind, Looked

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


def read(looked: Looked) -> Iterator[SheetData]:
    """The one sheet of a text file, named after the file."""
    encoding = encoding_of(looked.path)
    try:
        with looked.path.open(encoding=encoding, errors="replace", newline="") as file:
            sample = file.read(1 << 16)
            file.seek(0)
            if "\0" in sample:
                raise _binary(looked.path.name)
            separator = "\t" if looked.kind is FileKind.TSV else separator_of(sample)
            yield _sheet(looked.path.stem, csv.reader(_clean(file, looked), delimiter=separator))
    except csv.Error as error:
        raise SheetRefused(
            f"{looked.path.name} cannot be read as a table ({error}).",
            "Open it in Excel and save it as .xlsx, then import that.",
        ) from error


def read_text(text: str, name: str) -> SheetData:
    """Pasted text as a sheet; tabs as Excel copies them, or any separator of CSV."""
    if "\0" in text:
        raise _binary(name)
    try:
        return _sheet(name, csv.reader(io.StringIO(text), delimiter=separator_of(text[: 1 << 16])))
    except csv.Error as error:
        raise SheetRefused(
            f"The pasted text cannot be read as a table ({error}).", "Copy the table again."
        ) from error


def _clean(lines: Iterable[str], looked: Looked) -> Iterator[str]:
    for line in lines:
        if "\0" in line:
            raise _binary(looked.path.name)
        yield line


def _binary(name: str) -> SheetRefused:
    return SheetRefused(
        f"{name} holds bytes which no text file has.", "Choose the spreadsheet with the figures."
    )


def _sheet(name: str, table: Iterable[list[str]]) -> SheetData:
    rows: list[list[Raw]] = []
    cells = 0
    for line in table:
        rows.append(list(line))
        cells += len(line)
        if len(rows) > limits.TEXT_ROWS or cells > limits.CELLS or len(line) > limits.COLUMNS:
            raise SheetRefused(
                f"{name} has more than {limits.TEXT_ROWS:,} rows, {limits.COLUMNS} columns "
                f"or {limits.CELLS:,} cells.",
                "Keep only the rows of your borough and try again.",
            )
    return SheetData(name=name, rows=trimmed(rows))


def encoding_of(path: Path) -> str:
    """utf-8-sig, utf-16, utf-8 or cp1252: by the mark at the start, else the first that fits."""
    with path.open("rb") as file:
        head = file.read(4)
        if head.startswith(codecs.BOM_UTF8):
            return "utf-8-sig"
        if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        decode = codecs.getincrementaldecoder("utf-8")().decode
        try:
            while piece := file.read(1 << 20):
                decode(piece)
            decode(b"", True)
        except UnicodeDecodeError:
            return "cp1252"
    return "utf-8"


def separator_of(sample: str) -> str:
    """The separator that cuts the first lines into the most even rows; a comma when none does."""
    lines = sample.splitlines()[:50] or [""]
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        score = wide.count(usual) / len(widths) + min(usual, 50) / 1000
        if score > best_score:
            best, best_score = separator, score
    return best
