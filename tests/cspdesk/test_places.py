"""Where a file can be lost: synced folders by name, shares by path, drive and mount."""

from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from cspdesk import places
from cspdesk.places import Place, advice, file_system_of, is_unc, place_of, synced_by

MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw - proc proc rw
40 22 0:50 / /mnt/council rw,relatime - cifs //server/share rw,vers=3.0
41 22 0:51 / /mnt/team\\040files rw,relatime - nfs4 server:/export rw
42 22 0:52 / /media/usb rw - vfat /dev/sdb1 rw
43 40 0:53 / /mnt/council/local rw - tmpfs tmpfs rw
44 22 0:54 / /mnt/over rw - ext4 /dev/sdc1 rw
45 22 0:55 / /mnt/over rw - fuse.sshfs user@server: rw
"""


@pytest.mark.parametrize(
    ("path", "program"),
    [
        (r"C:\Users\Jo\OneDrive\csp.cspdesk", "OneDrive"),
        (r"C:\Users\Jo\OneDrive - Haringey Council\CSP\csp.cspdesk", "OneDrive"),
        (r"C:\Users\Jo\Dropbox (Personal)\csp.cspdesk", "Dropbox"),
        (r"C:\Users\Jo\Google Drive\csp.cspdesk", "Google Drive"),
        (r"G:\My Drive\CSP\csp.cspdesk", "Google Drive"),
        (r"C:\Users\Jo\iCloudDrive\csp.cspdesk", "iCloud"),
        (r"C:\Users\Jo\AppData\Local\CSP Desk\csp.cspdesk", ""),
        (r"C:\Users\Jo\OneDriveway plans\csp.cspdesk", ""),
        (r"C:\Users\Jo\Documents\OneDrive.cspdesk", ""),
    ],
)
def test_a_synced_folder_on_windows_is_known_by_its_name(path: str, program: str) -> None:
    assert synced_by(PureWindowsPath(path), {}) == program


@pytest.mark.parametrize(
    ("path", "program"),
    [
        ("/Users/jo/Library/Mobile Documents/com~apple~CloudDocs/csp.cspdesk", "iCloud"),
        ("/Users/jo/Library/CloudStorage/OneDrive-Personal/csp.cspdesk", "OneDrive"),
        ("/Users/jo/Library/CloudStorage/GoogleDrive-jo@example.org/csp.cspdesk", "Google Drive"),
        ("/home/jo/Dropbox/csp.cspdesk", "Dropbox"),
        ("/home/jo/csp.cspdesk", ""),
    ],
)
def test_a_synced_folder_elsewhere_is_known_by_its_name(path: str, program: str) -> None:
    assert synced_by(PurePosixPath(path), {}) == program


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer"])
def test_onedrive_is_known_by_its_variable_whatever_its_folder_is_called(variable: str) -> None:
    variables = {variable: r"D:\Work cloud"}
    assert synced_by(PureWindowsPath(r"D:\Work cloud\CSP\csp.cspdesk"), variables) == "OneDrive"
    assert synced_by(PureWindowsPath(r"D:\Work\csp.cspdesk"), variables) == ""


@pytest.mark.parametrize(
    ("path", "unc"),
    [
        (r"\\server\share\csp.cspdesk", True),
        (r"\\?\UNC\server\share\csp.cspdesk", True),
        ("//server/share/csp.cspdesk", True),
        (r"\\?\C:\CSP\csp.cspdesk", False),
        (r"S:\Community Safety\csp.cspdesk", False),
    ],
)
def test_a_path_that_names_a_server_is_on_a_share(path: str, unc: bool) -> None:
    assert is_unc(PureWindowsPath(path)) is unc


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/jo/csp.cspdesk", "ext4"),
        ("/mnt/council/CSP/csp.cspdesk", "cifs"),
        ("/mnt/councillors/csp.cspdesk", "ext4"),
        ("/mnt/council/local/csp.cspdesk", "tmpfs"),
        ("/mnt/team files/csp.cspdesk", "nfs4"),
        ("/mnt/over/csp.cspdesk", "fuse.sshfs"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(path: str, kind: str) -> None:
    assert file_system_of(PurePosixPath(path), MOUNTS) == kind


def test_a_mount_table_that_makes_no_sense_names_nothing() -> None:
    assert file_system_of(PurePosixPath("/home/jo/csp.cspdesk"), "rubbish\n - \n\n1 2 3 - x") == ""


@pytest.mark.skipif(sys.platform == "win32", reason="mounts are those of Linux")
@pytest.mark.parametrize("kind", ["cifs", "nfs", "nfs4", "smb3", "fuse.sshfs"])
def test_a_file_on_a_mounted_share_is_advised_on(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = f"22 1 8:1 / / rw - ext4 /dev/sda1 rw\n40 22 0:50 / {tmp_path} rw - {kind} //s/x rw\n"
    real = Path.read_text
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda self, **kw: table if str(self) == "/proc/self/mountinfo" else real(self, **kw),
    )
    assert place_of(tmp_path / "csp.cspdesk") == (Place.SHARE, "")
    assert "network share" in advice(tmp_path / "csp.cspdesk")


def test_a_file_in_a_synced_folder_is_advised_on_by_name(tmp_path: Path) -> None:
    path = tmp_path / "OneDrive - Testborough" / "csp.cspdesk"
    path.parent.mkdir()
    assert place_of(path) == (Place.SYNCED, "OneDrive")
    assert "synced by OneDrive" in advice(path)


def test_a_folder_that_windows_marks_as_synced_is_one_whatever_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "has_cloud_mark", lambda folder: folder == tmp_path)
    assert place_of(tmp_path / "CSP" / "csp.cspdesk") == (Place.SYNCED, "a cloud service")


def test_a_file_on_this_computer_needs_no_advice(tmp_path: Path) -> None:
    assert place_of(tmp_path / "csp.cspdesk") == (Place.LOCAL, "")
    assert advice(tmp_path / "csp.cspdesk") == ""
