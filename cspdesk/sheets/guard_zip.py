"""Look into a zipped workbook without unpacking it to disk: declared sizes, true sizes, far cells.

The parts are inflated here and counted, because the sizes in a zip's directory may lie. The cell
scan reads addresses only; it also finds what the fast reader would hide: error cells and formulas
that were saved without a value.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from cspdesk.sheets import limits
from cspdesk.sheets.errors import SheetRefused

_CHUNK = 1 << 20
# Only addresses that could be far: two letters or more, or a row of six digits. An address
# written with character references is refused, since no spreadsheet program writes one. The quick
# patterns begin with plain text, which makes them five times faster; the slow ones take any XML.
_ADDRESS = rb"(?:([A-Za-z]{2,3})(\d{1,7})|([A-Za-z]?)(\d{6,7})|([A-Za-z0-9]{0,10}&#))"
_FAR_QUICK = re.compile(rb'r="' + _ADDRESS)
_FAR_SLOW = re.compile(rb"\br\s*=\s*[\"']" + _ADDRESS)
# Every capital an A, every figure a 0, every white space and ' a space: a few searches for plain
# text then tell whether any address could be far. (A pattern of plain text searches twice as fast
# as `in`, and these run over every byte of a large workbook.)
_SHAPE = bytes.maketrans(
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789\t\r\n'",
    b"AAAAAAAAAAAAAAAAAAAAAAAAAA000000000    ",
)
_ODD_QUOTES = (re.compile(b"= "), re.compile(b" ="))
_MAY_BE_FAR = (re.compile(b'r="AA'), re.compile(b'000000"'), re.compile(b"&#"))
_DECLARATION = re.compile(b"<!")
_FORMULA_END = re.compile(b"</f>")
_ROOT = re.compile(rb"<(?:[\w.-]+:)?worksheet\b")
_ROW_QUICK = re.compile(rb"<row\b")
_ROW_SLOW = re.compile(rb"<[\w.-]+:row\b")
_ERROR = re.compile(rb't="e"')
_UNSAVED = re.compile(rb"</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>")
_CELL_START = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>')
_DAMAGED = "The workbook is damaged or was not fully downloaded"
_GET_AGAIN = "Open it in Excel and save it again, or download it again."


@dataclass(slots=True)
class PartNotes:
    """What the scan saw in one worksheet: rows, farthest row and column, odd cells by address."""

    rows: int = 0
    bottom: int = 0
    right: int = 0
    errors: list[str] = field(default_factory=list)
    unsaved: list[str] = field(default_factory=list)


def open_zip(path: Path) -> list[zipfile.ZipInfo]:
    """Directory of the zip; refuses a truncated one, doubled names and too many parts."""
    try:
        _check_directory(path)
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, struct.error) as error:
        raise SheetRefused(f"{_DAMAGED}.", _GET_AGAIN) from error
    if len(infos) > limits.ZIP_ENTRIES:
        raise SheetRefused(
            f"The workbook has {len(infos):,} parts; the limit is {limits.ZIP_ENTRIES:,}.",
            "Copy the figures into a new workbook.",
        )
    if len({info.filename for info in infos}) < len(infos):
        raise SheetRefused("The workbook holds two parts of the same name.", _GET_AGAIN)
    return infos


def _check_directory(path: Path) -> None:
    """Refuse a directory of a million parts before it is read into memory."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
        # As zipfile looks for it: at the very end, else the last one before a comment.
        at = len(tail) - 22
        if tail[at : at + 4] != b"PK\x05\x06" or tail[-2:] != b"\0\0":
            at = tail.rfind(b"PK\x05\x06")
        if at < 0:
            raise zipfile.BadZipFile
        length = struct.unpack_from("<I", tail, at + 12)[0]
        if tail[max(0, at - 20) : at][:4] == b"PK\x06\x07":
            file.seek(struct.unpack_from("<Q", tail, at - 12)[0])
            length = struct.unpack_from("<Q", file.read(56), 40)[0]
    if length > limits.DIRECTORY_BYTES:
        raise SheetRefused(
            f"The workbook has more than {limits.ZIP_ENTRIES:,} parts.",
            "Copy the figures into a new workbook.",
        )


def check_sizes(infos: list[zipfile.ZipInfo]) -> None:
    """Refuse by the sizes which the directory declares, before a byte is inflated."""
    if any(info.flag_bits & 1 for info in infos):
        raise SheetRefused(
            "The workbook has a password.", "Save a copy without the password and import that."
        )
    if sum(info.file_size for info in infos) > limits.UNPACKED_BYTES:
        raise SheetRefused(
            f"The workbook unpacks to more than {limits.UNPACKED_BYTES // limits.MB} MB.",
            "Copy the figures into a new workbook.",
        )
    for info in infos:
        _check_part_size(info.filename, info.file_size, info.compress_size)


def _check_part_size(name: str, unpacked: int, packed: int) -> None:
    swollen = unpacked > limits.RATIO_GRACE and unpacked > limits.PART_RATIO * packed
    if unpacked > limits.PART_BYTES or swollen:
        raise SheetRefused(
            f"Part {name} of the workbook unpacks to {max(1, unpacked // limits.MB):,} MB "
            f"from {max(1, packed // 1024):,} KB.",
            "Copy the figures into a new workbook.",
        )


def inflate(file: BinaryIO, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Bytes of one part in chunks; refuses as soon as they disagree with what was declared."""
    left = info.compress_size
    _to_data(file, info)
    unpack = zlib.decompressobj(-zlib.MAX_WBITS) if info.compress_type == 8 else None
    if unpack is None and info.compress_type != 0:
        raise SheetRefused(f"{_DAMAGED}: part {info.filename} is packed oddly.", _GET_AGAIN)
    done = crc = 0
    while left > 0:
        raw = file.read(min(left, 1 << 16))
        if not raw:
            raise SheetRefused(f"{_DAMAGED}: part {info.filename} ends early.", _GET_AGAIN)
        left -= len(raw)
        for piece in _pieces(unpack, raw, info.filename):
            done += len(piece)
            crc = zlib.crc32(piece, crc)
            if done > info.file_size:
                raise _liar(info.filename)
            yield piece
    if done != info.file_size or crc != info.CRC or (unpack is not None and not unpack.eof):
        raise _liar(info.filename)


def _pieces(unpack: zlib._Decompress | None, raw: bytes, name: str) -> Iterator[bytes]:
    if unpack is None:
        yield raw
        return
    try:
        while raw:
            yield unpack.decompress(raw, _CHUNK)
            raw = unpack.unconsumed_tail
    except zlib.error as error:
        raise SheetRefused(f"{_DAMAGED}: part {name} cannot be unpacked.", _GET_AGAIN) from error


def _to_data(file: BinaryIO, info: zipfile.ZipInfo) -> None:
    file.seek(info.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise SheetRefused(f"{_DAMAGED}: part {info.filename} is missing.", _GET_AGAIN)
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    file.seek(name_length + extra_length, 1)


def _liar(name: str) -> SheetRefused:
    return SheetRefused(
        f"Part {name} of the workbook is not the size or content which the file declares.",
        _GET_AGAIN,
    )


def read_part(path: Path, info: zipfile.ZipInfo, limit: int = 16 * limits.MB) -> bytes:
    """One small part whole (workbook list, relations); refuses a larger one."""
    if info.file_size > limit:
        raise SheetRefused(f"Part {info.filename} of the workbook is too large.", _GET_AGAIN)
    with path.open("rb") as file:
        return b"".join(inflate(file, info))


def checked_xml(file: BinaryIO, info: zipfile.ZipInfo, cut: bytes = b">") -> Iterator[bytes]:
    """Chunks of an XML part of about a megabyte, each ending with `cut` so that no token is split.

    Refuses document types and entities (the makings of an entity bomb) and XML not in UTF-8.
    """
    rest = b""
    waiting: list[bytes] = []
    size = 0
    for piece in inflate(file, info):
        waiting.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            chunk, rest = _cut(rest + b"".join(waiting), cut)
            _check_xml(info.filename, chunk)
            yield chunk
            waiting, size = [], 0
    last = rest + b"".join(waiting)
    _check_xml(info.filename, last)
    yield last


def _cut(buffer: bytes, cut: bytes) -> tuple[bytes, bytes]:
    """The buffer up to its last `cut`, and the rest; whole when the rest would grow without end."""
    end = buffer.rfind(cut) + len(cut)
    if end < len(cut) or len(buffer) - end > 4 * _CHUNK:
        end = len(buffer) if len(buffer) > 4 * _CHUNK else 0
    return buffer[:end], buffer[end:]


def _check_xml(name: str, chunk: bytes) -> None:
    if _DECLARATION.search(chunk) and (b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk):
        raise SheetRefused(
            f"Part {name} of the workbook holds an XML document type, "
            "which no spreadsheet program writes.",
            "Do not use this file; ask the sender for a new one.",
        )
    # UTF-16 would hide both words, and the addresses, from this scan.
    if b"\0" in chunk[:64]:
        raise SheetRefused(f"Part {name} of the workbook is not written in UTF-8.", _GET_AGAIN)


def check_xlsx(path: Path, infos: list[zipfile.ZipInfo]) -> dict[str, PartNotes]:
    """Stream every XML part of a workbook; what was seen in each worksheet, by part name."""
    notes: dict[str, PartNotes] = {}
    with path.open("rb") as file:
        for info in infos:
            if not info.filename.lower().endswith((".xml", ".rels", ".vml")):
                continue
            found = _scan(file, info)
            if found is not None:
                notes[info.filename] = found
    return notes


def _scan(file: BinaryIO, info: zipfile.ZipInfo) -> PartNotes | None:
    """Check one part; notes when it is a worksheet, which its root tells and not its name."""
    notes: PartNotes | None = None
    usual = "/worksheets/" in info.filename
    for chunk in checked_xml(file, info, cut=b"</c>" if usual else b">"):
        if notes is None and _ROOT.search(chunk):
            notes = PartNotes(right=26)
        if notes is None:
            continue
        notes.rows += len(_ROW_QUICK.findall(chunk) or _ROW_SLOW.findall(chunk))
        _farthest(chunk, notes)
        rows = max(notes.rows, notes.bottom)
        if rows > limits.ROWS or notes.right > limits.COLUMNS:
            raise _too_far(info.filename, notes)
        if rows * notes.right > limits.CELLS:
            raise _too_wide(info.filename, notes)
        _odd_cells(chunk, notes)
    return notes


def _farthest(chunk: bytes, notes: PartNotes) -> None:
    shape = chunk.translate(_SHAPE)
    plain = not any(odd.search(shape) for odd in _ODD_QUOTES)
    if plain and not any(far.search(shape) for far in _MAY_BE_FAR):
        return
    for match in (_FAR_QUICK if plain else _FAR_SLOW).finditer(chunk):
        letters, row, letter, far_row, reference = match.groups()
        if reference is not None:
            raise SheetRefused(
                "A cell’s address in the workbook is written in a way "
                "which no spreadsheet program uses.",
                "Do not use this file; ask the sender for a new one.",
            )
        notes.right = max(notes.right, column_number((letters or letter or b"A").decode()))
        notes.bottom = max(notes.bottom, int(row or far_row))


def _odd_cells(chunk: bytes, notes: PartNotes) -> None:
    """Addresses of error cells and of formulas without a saved value, a thousand at most."""
    if not _ERROR.search(chunk) and not _FORMULA_END.search(chunk):
        return
    for pattern, found in ((_ERROR, notes.errors), (_UNSAVED, notes.unsaved)):
        for match in pattern.finditer(chunk):
            if len(found) >= 1000:
                break
            start = chunk.rfind(b"<c ", 0, match.start() + 1)
            cell = _CELL_START.match(chunk, start) if start >= 0 else None
            if cell is not None and (address := cell[1].decode()) not in found[-50:]:
                found.append(address)


def column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def _too_far(part: str, notes: PartNotes) -> SheetRefused:
    return SheetRefused(
        f"A cell lies at row {max(notes.rows, notes.bottom):,}, column {notes.right:,} of "
        f"{Path(part).name}; the limit is {limits.ROWS:,} rows and {limits.COLUMNS} columns.",
        "Delete the cells outside the table, or copy the table into a new workbook.",
    )


def _too_wide(part: str, notes: PartNotes) -> SheetRefused:
    return SheetRefused(
        f"The cells of {Path(part).name} spread over {max(notes.rows, notes.bottom):,} rows and "
        f"{notes.right:,} columns, more than can be read.",
        "Copy the table into a new workbook.",
    )
