"""Look into an OLE compound file: an old .xls workbook, an encrypted workbook, or something else.

Reads the directory and the first records of the workbook stream, following chains with a bound on
every loop, since a hostile file may link a chain to itself.
"""

from __future__ import annotations

import struct
from pathlib import Path

from cspdesk.sheets.errors import SheetRefused

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
"""Sector numbers from here on are marks, not sectors."""
_FILEPASS = 0x2F
_DAMAGED = SheetRefused(
    "The .xls workbook is damaged or was not fully downloaded.",
    "Open it in Excel and save it as .xlsx, or download it again.",
)


def check_ole(path: Path) -> None:
    """Refuse everything but a readable .xls workbook without a password."""
    with path.open("rb") as file:
        data = file.read()
    if "EncryptedPackage".encode("utf-16-le") in data[: 1 << 20]:
        raise _password()
    try:
        compound = _Compound(data)
        names = compound.entries
        stream = names.get("Workbook") or names.get("Book")
        if "EncryptedPackage" in names:
            raise _password()
        if stream is None:
            raise SheetRefused(_what_else(names), "Choose the spreadsheet with the figures.")
        _check_records(compound.head_of(*stream))
    except (struct.error, IndexError, ValueError) as error:
        raise _DAMAGED from error


def _what_else(names: dict[str, tuple[int, int]]) -> str:
    if "WordDocument" in names:
        return "This is a Word document, not a spreadsheet."
    if "PowerPoint Document" in names:
        return "This is a PowerPoint presentation, not a spreadsheet."
    if any(name.startswith("__substg1.0") for name in names):
        return "This is an Outlook message, not a spreadsheet."
    return "This is not a spreadsheet."


def _password() -> SheetRefused:
    return SheetRefused(
        "The workbook has a password.",
        "Open it in Excel, remove the password, save a copy and import that.",
    )


def _check_records(head: bytes) -> None:
    """The encryption record stands among the first records of the stream, if anywhere."""
    at = 0
    while at + 4 <= len(head):
        kind, length = struct.unpack_from("<HH", head, at)
        if kind == _FILEPASS:
            raise _password()
        if at == 0 and kind not in (0x0809, 0x0409, 0x0209, 0x0009):
            raise _DAMAGED
        at += 4 + length


class _Compound:
    """The sectors, chains and directory of one compound file, held in memory."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.sector = 1 << struct.unpack_from("<H", data, 30)[0]
        if self.sector not in (512, 4096):
            raise ValueError("sector size")
        self.fat = self._table(self._fat_sectors())
        directory = self._chain(struct.unpack_from("<I", data, 48)[0], 4096)
        self.root, self.entries = self._directory(directory)

    def _at(self, number: int) -> bytes:
        start = (number + 1) * self.sector
        block = self.data[start : start + self.sector]
        if len(block) < self.sector and start + len(block) < len(self.data):
            raise ValueError("sector outside the file")
        if not block:
            raise ValueError("sector outside the file")
        return block

    def _fat_sectors(self) -> list[int]:
        sectors = [n for n in struct.unpack_from("<109I", self.data, 76) if n < _END]
        following, left = struct.unpack_from("<II", self.data, 68)
        while following < _END and left > 0 and len(sectors) < 4096:
            numbers = struct.unpack_from(f"<{self.sector // 4}I", self._at(following))
            sectors += [n for n in numbers[:-1] if n < _END]
            following, left = numbers[-1], left - 1
        return sectors

    def _table(self, sectors: list[int]) -> list[int]:
        whole = b"".join(self._at(n) for n in sectors)
        return list(struct.unpack(f"<{len(whole) // 4}I", whole[: len(whole) // 4 * 4]))

    def _chain(self, start: int, most: int) -> bytes:
        blocks: list[bytes] = []
        while start < _END and len(blocks) < most:
            blocks.append(self._at(start))
            start = self.fat[start]
        return b"".join(blocks)

    def _directory(self, data: bytes) -> tuple[tuple[int, int], dict[str, tuple[int, int]]]:
        root = (_END, 0)
        entries: dict[str, tuple[int, int]] = {}
        for at in range(0, len(data) - 127, 128):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if not 2 <= length <= 64:
                continue
            name = data[at : at + length - 2].decode("utf-16-le", "replace")
            start, size = struct.unpack_from("<II", data, at + 116)
            if data[at + 66] == 5:
                root = (start, size)
            entries.setdefault(name, (start, size))
        return root, entries

    def head_of(self, start: int, size: int) -> bytes:
        """First 64 KB of a stream; small streams lie in the root's own, in 64-byte blocks."""
        if size >= 4096:
            return self._chain(start, max(1, (1 << 16) // self.sector))[:size]
        small = self._table_of_small()
        store = self._chain(self.root[0], 4096)
        blocks: list[bytes] = []
        while start < _END and len(blocks) < 64:
            blocks.append(store[start * 64 : start * 64 + 64])
            start = small[start]
        return b"".join(blocks)[:size]

    def _table_of_small(self) -> list[int]:
        whole = self._chain(struct.unpack_from("<I", self.data, 60)[0], 1024)
        return list(struct.unpack(f"<{len(whole) // 4}I", whole))
