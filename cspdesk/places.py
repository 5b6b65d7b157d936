"""Whether a file lies where it can be lost: on a network share, or in a folder that is synced.

SQLite's locks cannot be relied on over a network, and a syncing program copies a file while it is
being written or keeps two diverging ones. Neither stops the work; the officer is advised once.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

_DRIVE_REMOTE = 4  # GetDriveTypeW
_SHARES = frozenset({"cifs", "smb3", "smbfs", "nfs", "nfs4", "afs", "ncpfs", "davfs"})
_SHARES_BY_FUSE = frozenset({"fuse.sshfs", "fuse.davfs2", "fuse.smbnetfs", "fuse.rclone"})
# Folders that the syncing programs make, as they are named on Windows, macOS and Linux.
_SYNCED = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud",
    "icloud drive": "iCloud",
    "com~apple~clouddocs": "iCloud",
}
_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
# Windows marks every file and folder that a syncing program looks after (SharePoint libraries too).
_CLOUD_TAG, _CLOUD_TAG_MASK = 0x9000001A, 0xFFFF0FFF


class Place(StrEnum):
    """Where a file lies."""

    LOCAL = "local"
    SHARE = "share"
    SYNCED = "synced"


def place_of(path: Path) -> tuple[Place, str]:
    """Where a file lies, and the name of the syncing program where it is known.

    Asks the system; whatever it cannot tell counts as local.
    """
    found = path.resolve()
    name = synced_by(found, os.environ) or ("a cloud service" if _is_cloud_folder(found) else "")
    if name:
        return Place.SYNCED, name
    return (Place.SHARE if is_on_share(found) else Place.LOCAL), ""


def advice(path: Path) -> str:
    """One or two sentences for a file that lies where it can be lost; "" for any other."""
    place, name = place_of(path)
    if place is Place.SHARE:
        return (
            "This file is on a network share, where a lost connection can damage it. "
            "Keep it on this computer and save copies to the share."
        )
    if place is Place.SYNCED:
        return (
            f"This folder is synced by {name}, which can keep two versions of the file or an "
            "unfinished one. Keep it outside and save copies here."
        )
    return ""


def synced_by(path: PurePath, variables: Mapping[str, str]) -> str:
    """The program that syncs the folder of a path, by the folders' names; "" when none is known."""
    for name in _ONEDRIVE_VARIABLES:
        root = variables.get(name, "")
        if root and path.is_relative_to(type(path)(root)):
            return "OneDrive"
    for part in path.parts[:-1]:
        # "OneDrive - Haringey Council", "Dropbox (Personal)", "OneDrive-Personal"
        folder = part.casefold()
        for known, program in _SYNCED.items():
            if folder == known or folder.startswith((f"{known} - ", f"{known} (", f"{known}-")):
                return program
    return ""


def is_on_share(path: Path) -> bool:
    """Whether the path leads over the network."""
    if sys.platform == "win32":
        return is_unc(path) or _is_remote_drive(path)
    try:
        mounts = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    kind = file_system_of(path, mounts)
    return kind in _SHARES or kind in _SHARES_BY_FUSE


def is_unc(path: PurePath) -> bool:
    r"""Whether a Windows path names a server: \\server\share\file, \\?\UNC\server\share\file."""
    drive = PureWindowsPath(path).drive
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive[4:].casefold().startswith("unc\\")
    return drive.startswith("\\\\")


def file_system_of(path: PurePosixPath | Path, mountinfo: str) -> str:
    """The kind of file system a path lies on, from the text of /proc/self/mountinfo; "" if none."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        mount, _, rest = line.partition(" - ")
        fields = mount.split()
        if len(fields) < 5 or not rest:
            continue
        point = PurePosixPath(_unescaped(fields[4]))
        # A later mount over the same point hides the earlier one.
        if PurePosixPath(path).is_relative_to(point) and len(point.parts) >= best:
            best, kind = len(point.parts), rest.split()[0]
    return kind


def _unescaped(point: str) -> str:
    """Blanks and the like stand as octal numbers in mountinfo."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, sign)
    return point


def _is_remote_drive(path: Path) -> bool:
    """A drive letter that stands for a share."""
    import ctypes

    windll = getattr(ctypes, "windll", None)
    root = f"{path.drive}\\" if path.drive else ""
    return bool(windll and root and windll.kernel32.GetDriveTypeW(root) == _DRIVE_REMOTE)


def _is_cloud_folder(path: Path) -> bool:
    """Whether Windows says that a syncing program looks after the folder or one above it."""
    return any(has_cloud_mark(folder) for folder in path.parents)


def has_cloud_mark(folder: Path) -> bool:
    """Whether the folder carries the mark of a syncing program; elsewhere than on Windows never."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    attributes = getattr(found, "st_file_attributes", 0)
    tag = getattr(found, "st_reparse_tag", 0)
    marked = bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)
    return marked and tag & _CLOUD_TAG_MASK == _CLOUD_TAG
