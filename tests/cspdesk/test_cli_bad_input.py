"""Whatever is wrong with a file or a place: one sentence, exit 1, nothing changed, soon."""

from __future__ import annotations

import json
import os
import platform
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_shell import LINUX, MAIN, Told, contents, obey_permissions, shell

from db.lock import Holder, born

FILE = "csp 2016-17.cspdesk"
Make = Callable[[Path], object]
linux_only = pytest.mark.skipif(not LINUX, reason="made with means of Linux")


@pytest.fixture
def folder(sample_file: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the sample, a return with two figures, and a letter."""
    here = tmp_path / "desk"
    here.mkdir()
    shutil.copy(sample_file, here / FILE)
    (here / "return.csv").write_text("Indicator,Mar-17\nBurglary,201\nRobbery,77\n", "utf-8")
    (here / "letter.docx").write_bytes(b"PK\x03\x04 Dear Police")
    return here


def assert_refused(told: Told, folder: Path, before: dict[str, str], words: str) -> None:
    assert told.err.strip(), "nothing was said"
    assert words in told.err
    assert told.err.count("\n") == 1
    assert told.err.strip().endswith((".", ")"))
    assert "Traceback" not in told.err
    assert "fault of the program" not in told.err
    assert told.out == ""
    assert told.code == 1
    assert contents(folder) == before
    assert told.seconds < 10
    assert told.megabytes < 1000


# -- a bad partnership's file -----------------------------------------------------------------


def spoilt(how: Callable[[bytearray], bytes | bytearray]) -> Make:
    def make(folder: Path) -> None:
        path = folder / FILE
        path.write_bytes(how(bytearray(path.read_bytes())))

    return make


def flipped(data: bytearray) -> bytearray:
    """The first bytes of each page but the first: what a page is can no longer be told."""
    for at in range(4096, len(data), 4096):
        data[at] ^= 0xFF
    return data


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("PRAGMA user_version=99")


def other_program(folder: Path) -> None:
    (folder / FILE).unlink()
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("CREATE TABLE contacts (name)")
        connection.commit()


def a_folder(folder: Path) -> None:
    (folder / FILE).unlink()
    (folder / FILE).mkdir()


BAD_FILES: dict[str, tuple[Make, str]] = {
    "none": (lambda folder: (folder / FILE).unlink(), "There is no file"),
    "a folder": (a_folder, "is a folder"),
    "zero bytes": (spoilt(lambda data: b""), "is empty"),
    "text": (spoilt(lambda data: b"Dear Police, please find attached"), "not a CSP Desk file"),
    "cut in half": (spoilt(lambda data: data[: len(data) // 2]), "is damaged"),
    "cut to one page": (spoilt(lambda data: data[:4096]), "is damaged"),
    "flipped bytes": (spoilt(flipped), "is damaged"),
    "of a newer program": (newer, "newer CSP Desk"),
    "of another program": (other_program, "not a CSP Desk file"),
}
ON_A_FILE = {
    "check": ("check", FILE),
    "import": ("import", FILE, "return.csv"),
    "pack": ("pack", FILE, "--out", "pack.pdf"),
    "backup": ("backup", FILE),
}


@pytest.mark.parametrize("bad", BAD_FILES)
def test_a_bad_file_is_refused(folder: Path, bad: str) -> None:
    make, words = BAD_FILES[bad]
    make(folder)
    before = contents(folder)
    # Opening is the same for all of them, so one command stands for each kind of damage…
    command = list(ON_A_FILE.values())[list(BAD_FILES).index(bad) % len(ON_A_FILE)]
    assert_refused(shell(*command, folder=folder), folder, before, words)


@pytest.mark.parametrize("command", ON_A_FILE)
def test_each_command_refuses_a_bad_file(folder: Path, command: str) -> None:
    # … and one kind of damage for each command.
    BAD_FILES["cut in half"][0](folder)
    before = contents(folder)
    assert_refused(shell(*ON_A_FILE[command], folder=folder), folder, before, "is damaged")


# -- a bad spreadsheet ------------------------------------------------------------------------


def workbook(sheet: bytes, again: int = 1) -> Make:
    """A workbook whose only sheet is this, so many times over."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    book = (
        f'<workbook xmlns="{main}" xmlns:r="x"><sheets><sheet name="Return" sheetId="1" '
        'r:id="rId1"/></sheets></workbook>'
    )

    def make(folder: Path) -> None:
        with zipfile.ZipFile(folder / "bad.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/workbook.xml", book)
            with archive.open("xl/worksheets/sheet1.xml", "w") as part:
                for _ in range(again):
                    part.write(sheet)

    return make


def written(data: bytes) -> Make:
    return lambda folder: (folder / "bad.xlsx").write_bytes(data)


def cut_short(folder: Path) -> None:
    workbook(b"<worksheet>" + os.urandom(5000).hex().encode() + b"</worksheet>")(folder)
    whole = (folder / "bad.xlsx").read_bytes()
    (folder / "bad.xlsx").write_bytes(whole[: len(whole) * 2 // 3])


def unreadable(folder: Path) -> None:
    shutil.copy(folder / "return.csv", folder / "bad.xlsx")
    (folder / "bad.xlsx").chmod(0)


ENTITIES = (
    b'<!DOCTYPE lolz [<!ENTITY a "lol">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><worksheet><sheetData><row><c><v>&j;</v></c></row></sheetData></worksheet>"
)
FAR_CELL = (
    b'<worksheet><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + "EncryptedPackage".encode("utf-16-le")

BAD_SHEETS: dict[str, tuple[Make, str]] = {
    "none": (lambda folder: None, "There is no file"),
    "a folder": (lambda folder: (folder / "bad.xlsx").mkdir(), "is a folder"),
    "zero bytes": (written(b""), "is empty"),
    "text": (written(b"Dear Police,\nplease find attached\nthe figures.\n"), "bad.xlsx"),
    "random bytes": (written(bytes(range(256)) * 40), "neither a spreadsheet nor"),
    "a PDF": (written(b"%PDF-1.7\n"), "is a PDF"),
    "encrypted": (written(OLE), "has a password"),
    "a truncated zip": (cut_short, "not fully downloaded"),
    "an entity bomb": (workbook(ENTITIES), "document type"),
    "a zip bomb": (workbook(b" " * 1_000_000, again=250), "unpacks to"),
    "one cell at the far corner": (workbook(FAR_CELL), "row 1,048,576"),
}


@pytest.mark.parametrize("bad", BAD_SHEETS)
def test_a_bad_spreadsheet_is_refused(folder: Path, bad: str) -> None:
    make, words = BAD_SHEETS[bad]
    make(folder)
    before = contents(folder)
    told = shell("import", FILE, "bad.xlsx", folder=folder)
    assert_refused(told, folder, before, words)


@linux_only
def test_a_spreadsheet_that_may_not_be_read_is_refused(folder: Path) -> None:
    before = contents(folder)
    unreadable(folder)
    told = shell("import", FILE, "bad.xlsx", folder=folder, before=obey_permissions)
    (folder / "bad.xlsx").unlink()
    assert_refused(told, folder, before, "not allowed to read it")


# -- a bad place, name or wish ----------------------------------------------------------------

BAD_WISHES: dict[str, tuple[tuple[str, ...], str]] = {
    "pack into no folder": (("pack", FILE, "--out", "nowhere/p.pdf"), "does not exist"),
    "pack onto a folder": (("pack", FILE, "--out", "."), "is a folder"),
    "pack onto the file itself": (("pack", FILE, "--out", FILE), "is no PDF"),
    "pack onto a letter": (("pack", FILE, "--out", "letter.docx"), "is no Word document"),
    "pack under too long a name": (("pack", FILE, "--out", "p" * 300 + ".pdf"), "too long"),
    "pack of no Board": (("pack", FILE, "--out", "p.pdf", "--meeting", "2017-02-24"), "No Board"),
    "pack of no date": (("pack", FILE, "--out", "p.pdf", "--meeting", "soon"), "nor a date"),
    "pack after the last": (("pack", FILE, "--out", "p", "--as-at", "2030-01-01"), "to come"),
    "new over a file": (("new", FILE), "exists already"),
    "new in no folder": (("new", "nowhere/a.cspdesk"), "There is no folder"),
    "backup onto itself": (("backup", FILE, FILE), "its own backup"),
    "backup onto a letter": (("backup", FILE, "letter.docx"), "is no backup"),
    "restore from nothing": (("restore", FILE, "none.cspdesk"), "There is no file"),
    "restore from a letter": (("restore", FILE, "letter.docx"), "not a CSP Desk file"),
    "restore from itself": (("restore", FILE, FILE), "is the file itself"),
    "an unknown recipe": (("import", FILE, "return.csv", "--recipe", "Nobody’s"), "Nobody’s"),
    "an unknown column": (("import", FILE, "return.csv", "--where", "Ward=1"), "Ward"),
}


@pytest.mark.parametrize("wish", BAD_WISHES)
def test_a_wish_that_cannot_be_met_is_refused(folder: Path, wish: str) -> None:
    words, said = BAD_WISHES[wish]
    before = contents(folder)
    assert_refused(shell(*words, folder=folder), folder, before, said)


@linux_only
@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("pack", FILE, "--out", "closed/pack.pdf"), "could not be saved"),
        (("backup", FILE, "closed/copy.cspdesk"), "could not be written"),
        (("new", "closed/new.cspdesk"), "cannot be written"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_folder_that_may_not_be_written_is_said(
    folder: Path, command: tuple[str, ...], said: str
) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o500)
    before = contents(folder)
    told = shell(*command, folder=folder, before=obey_permissions)
    assert_refused(told, folder, before, said)


# -- a file that can only be read -------------------------------------------------------------


def held_here(folder: Path) -> None:
    """As another window of this computer would hold it: this very process stands for it."""
    lock = Holder("officer", platform.node(), os.getpid(), "2017-02-09 09:00", born(os.getpid()))
    said = {name: getattr(lock, name) for name in Holder.__slots__}
    (folder / f"{FILE}.lock").write_text(json.dumps(said), encoding="utf-8")


CHANGES = {
    "import": ("import", FILE, "return.csv"),
    "restore": ("restore", FILE, "copy.cspdesk"),
}


@pytest.mark.parametrize("command", CHANGES)
def test_a_file_that_another_window_holds_is_not_changed(folder: Path, command: str) -> None:
    shutil.copy(folder / FILE, folder / "copy.cspdesk")
    held_here(folder)
    before = contents(folder)
    assert_refused(shell(*CHANGES[command], folder=folder), folder, before, "officer on")


def test_a_backup_does_not_replace_a_file_that_is_open(folder: Path) -> None:
    shutil.copy(folder / FILE, folder / "mine.cspdesk")
    held_here(folder)
    before = contents(folder)
    told = shell("backup", "mine.cspdesk", FILE, folder=folder)
    assert_refused(told, folder, before, "is open (officer on")


def test_a_pack_can_be_made_of_a_file_that_another_window_holds(folder: Path) -> None:
    held_here(folder)
    told = shell("pack", FILE, "--out", "pack.pdf", folder=folder)
    assert (told.code, told.err) == (0, "")
    assert (folder / "pack.pdf").read_bytes()[:5] == b"%PDF-"


@linux_only
@pytest.mark.parametrize("what", ["the file", "its folder"])
def test_a_file_that_may_only_be_read_is_read_and_not_changed(folder: Path, what: str) -> None:
    (folder / FILE).chmod(0o400)
    folder.chmod(0o500 if what == "its folder" else 0o700)
    before = contents(folder)
    try:
        checked = shell("check", FILE, folder=folder, before=obey_permissions)
        told = shell("import", FILE, "return.csv", folder=folder, before=obey_permissions)
    finally:
        folder.chmod(0o700)
    assert (checked.code, checked.err) == (0, "")
    assert_refused(told, folder, before, "can only be read here")


# -- a full disk ------------------------------------------------------------------------------


@pytest.fixture
def full_disk(folder: Path) -> Iterator[Path]:
    """A disk with the file on it and no more than a few kilobytes left."""
    disk = folder / "disk"
    disk.mkdir()
    made = (
        LINUX
        and subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(disk)],
            stderr=subprocess.DEVNULL,
            check=False,
        ).returncode
        == 0
    )
    if not made:
        pytest.skip("only root can mount a small disk")
    try:
        shutil.copy(folder / FILE, disk / FILE)
        with (disk / "filler").open("wb", buffering=0) as filler:
            try:
                while True:
                    filler.write(bytes(4096))
            except OSError:
                pass
        yield disk
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.parametrize(
    "command",
    [
        ("import", FILE, "../return.csv"),
        ("pack", FILE, "--out", "pack.pdf"),
        ("backup", FILE),
        ("new", "second.cspdesk", "--sample"),
    ],
    ids=lambda words: words[0],
)
def test_on_a_full_disk_nothing_changes(full_disk: Path, command: tuple[str, ...]) -> None:
    before = contents(full_disk)
    told = shell(*command, folder=full_disk.parent / "disk")
    assert_refused(told, full_disk, before, "")
    assert "disk is full" in told.err or "space" in told.err


# -- the words of the command line ------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pack", FILE), "--out"),
        (("pack", FILE, "--out", "p.pdf", "--edition", "public"), "does not make the edition"),
        (("pack", FILE, "--out", "p.pdf", "--edition", "gold"), "no edition gold"),
        (("check", FILE, "--as-at", "9.2.2017"), "not a date like 2017-02-09"),
        (("import", FILE, "return.csv", "--where", "Haringey"), "is not COL=VALUE"),
        (("check", FILE, "--colour"), "--colour"),
        (("new", ""), "no name for a file"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    folder: Path, words: tuple[str, ...], said: str
) -> None:
    before = contents(folder)
    told = shell(*words, folder=folder)
    assert told.code == 2
    assert said in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    assert contents(folder) == before


def test_a_failure_as_json_is_one_object(folder: Path) -> None:
    told = shell("check", "none.cspdesk", "--json", folder=folder)
    assert told.code == 1
    assert json.loads(told.out) == {"ok": False, "error": told.err.strip()}


@linux_only
@pytest.mark.parametrize(
    ("ending", "code"), [("| true", 0), ("| head -c 1 >/dev/null", 0), ("> /dev/full", 1)]
)
def test_a_reader_that_goes_away_is_no_failure_and_a_full_disk_is_said(
    folder: Path, ending: str, code: int
) -> None:
    line = f'"{sys.executable}" "{MAIN}" check "{FILE}" {ending}'
    shell_line = ["bash", "-o", "pipefail", "-c", line]
    told = subprocess.run(shell_line, cwd=folder, capture_output=True, text=True, check=False)
    assert told.returncode == code
    assert "Traceback" not in told.stderr
    assert told.stderr.count("\n") == (1 if code else 0)


@linux_only
def test_ctrl_c_stops_in_one_sentence_and_leaves_nothing(folder: Path) -> None:
    before = contents(folder)
    command = [sys.executable, str(MAIN), "pack", FILE, "--out", "pack.pdf"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as process:
        # The lock is there once the file is open: the pack is being made.
        while process.poll() is None and not (folder / f"{FILE}.lock").exists():
            time.sleep(0.005)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (1, "Stopped. What was not finished was not kept.\n")
    assert contents(folder) == before


@linux_only
def test_a_window_without_a_display_is_one_sentence(folder: Path) -> None:
    without = {n: v for n, v in os.environ.items() if n not in ("DISPLAY", "QT_QPA_PLATFORM")}
    without.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, str(MAIN), FILE]
    told = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=without
    )
    assert told.returncode == 1
    assert told.stderr.startswith("There is no display")
    assert told.stderr.count("\n") == 1
