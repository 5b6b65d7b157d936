"""Where the program keeps its own things, and what the window remembers between runs.

Window size, splitter widths, recent files, text size: an ini file in the local (not roaming, not
synced) application-data folder. Nothing about the partnership is kept here but its title.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

RECENT_LIMIT = 8
EXTENSION = ".cspdesk"


def home_folder() -> Path:
    """Folder for files, snapshots and logs; CSPDESK_HOME overrides it. Made when missing."""
    override = os.environ.get("CSPDESK_HOME")
    folder = Path(override) if override else _local_data() / "CSP Desk"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _local_data() -> Path:
    from PySide6.QtCore import QStandardPaths

    place = QStandardPaths.StandardLocation.GenericDataLocation
    return Path(QStandardPaths.writableLocation(place))


class WindowState:
    """Remembered sizes, places and choices. A damaged or missing ini file means the defaults."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or home_folder()
        self._ini = QSettings(str(self.folder / "window.ini"), QSettings.Format.IniFormat)

    # -- plain values -------------------------------------------------------------------------

    def text(self, key: str, default: str = "") -> str:
        return str(self._ini.value(key, default))

    def number(self, key: str, default: float) -> float:
        try:
            return float(str(self._ini.value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool) -> bool:
        return self.text(key, str(default)).lower() == "true"

    def keep(self, key: str, value: str | float | bool) -> None:
        self._ini.setValue(key, str(value))

    # -- the window ---------------------------------------------------------------------------

    def keep_window(self, window: QMainWindow) -> None:
        self._ini.setValue("window/geometry", window.saveGeometry())

    def restore_window(self, window: QMainWindow) -> bool:
        """True when there was a size to restore; Qt brings a lost window back on screen."""
        kept = self._ini.value("window/geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def keep_splitter(self, name: str, splitter: QSplitter) -> None:
        self._ini.setValue(f"splitter/{name}", [str(size) for size in splitter.sizes()])

    def splitter_sizes(self, name: str, panes: int) -> list[int] | None:
        """Kept widths in pixels, or None when none fit that number of panes."""
        kept = self._ini.value(f"splitter/{name}")
        sizes = [int(size) for size in kept if str(size).isdigit()] if _is_list(kept) else []
        return sizes if len(sizes) == panes and sum(sizes) > 0 else None

    # -- the title of a file ------------------------------------------------------------------

    def keep_title(self, path: Path, day: date, title: str) -> None:
        """Remember what the window called this file, as it lies on disk now, seen on that day."""
        self._ini.setValue("files/title", [*_stamp(path), day.isoformat(), title])

    def title_of(self, path: Path, day: date) -> str:
        """What the window called this file, "" when it or the day is another than then."""
        kept = self._ini.value("files/title")
        if not _is_list(kept) or not path.is_file():
            return ""
        *stamp, title = (str(part) for part in kept)
        return title if stamp == [*_stamp(path), day.isoformat()] else ""

    # -- recent files -------------------------------------------------------------------------

    def recent(self) -> list[Path]:
        """Files opened lately and still there, newest first."""
        kept = self._ini.value("files/recent")
        names = [kept] if isinstance(kept, str) else list(kept) if _is_list(kept) else []
        return [path for name in names if (path := Path(str(name))).is_file()]

    def add_recent(self, path: Path) -> None:
        found = path.resolve()
        paths = [found, *(other for other in self.recent() if other != found)]
        self._ini.setValue("files/recent", [str(other) for other in paths[:RECENT_LIMIT]])

    # -- advice -------------------------------------------------------------------------------

    def was_advised(self, path: Path) -> bool:
        """Whether the officer has closed the advice on where this file lies."""
        return self.flag(_advice_key(path), False)

    def keep_advised(self, path: Path) -> None:
        self.keep(_advice_key(path), True)

    def flush(self) -> None:
        self._ini.sync()


def _stamp(path: Path) -> list[str]:
    """The file as it lies on disk: changed by anybody, it has another stamp."""
    found = path.resolve()
    about = found.stat()
    return [str(found), str(about.st_size), str(about.st_mtime_ns)]


def _advice_key(path: Path) -> str:
    """A path has signs that a key of an ini file cannot have."""
    from hashlib import sha256

    return f"advised/{sha256(str(path.resolve()).encode()).hexdigest()[:16]}"


def _is_list(value: object) -> bool:
    return isinstance(value, list | tuple)
