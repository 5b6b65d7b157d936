"""What PyInstaller would take along and the program never uses; `cspdesk.spec` asks here.

An entry is PyInstaller's own: where it goes in the built folder, where it comes from, what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

Entry = tuple[str, str, str]

# Promised for rooms of the program that may not be there yet; they go in as soon as one of our
# own modules imports them. (openpyxl takes numpy when it is there and does without it.)
ONLY_IF_OURS = ("numpy", "pandas", "pyqtgraph")

# Qt's plug-ins that a window with painted widgets, PNG icons and files on disk needs. Everything
# else (other screens, touch tables, pictures of other kinds, GTK's theme) stays out.
PLUGINS = re.compile(
    r"platforms/(lib)?q(windows|xcb|wayland|offscreen)\b|styles/|xcbglintegrations/"
    r"|wayland-(shell-integration/libxdg|graphics-integration-client/libqt-plugin|decoration)"
    r"|platforminputcontexts/|platformthemes/libqxdgdesktopportal|imageformats/(lib)?q(ico|jpeg)\b"
)
# Qt speaks English without its translations; opengl32sw draws OpenGL, which no widget of ours asks.
NEVER = re.compile(r"PySide6/(Qt/)?translations/|opengl32sw\.dll$|PySide6/(Qt/)?qml/")
# The boot loader, which is no entry, asks for Python itself.
_LIBRARY = re.compile(r"^(PySide6/Qt/lib/|[\w.]+\.libs/)?lib(?!python)[^/]+\.so[.\d]*$")


def imported_by(folders: Iterable[Path], names: Iterable[str]) -> set[str]:
    """Which of these packages a module in the folders imports."""
    text = "\n".join(
        path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")
    )
    return {n for n in names if re.search(rf"^\s*(import|from) {n}\b", text, re.MULTILINE)}


def is_wanted(place: str) -> bool:
    """Whether a file of the built folder is one that the program can use."""
    posix = PurePath(place).as_posix()
    if NEVER.search(posix):
        return False
    plugin = re.search(r"PySide6/(?:Qt/)?plugins/(.+)", posix)
    return plugin is None or bool(PLUGINS.match(plugin[1]))


def wanted(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if is_wanted(entry[0])]


def reached(entries: list[Entry], imports: Callable[[str], Iterable[str]]) -> list[Entry]:
    """The entries without shared libraries that nothing asks for any more.

    `imports` says the places on disk of the libraries a file asks for. Only Linux names its
    libraries so that they are told apart here; elsewhere everything stays.
    """
    by_source = {str(Path(source).resolve()): entry for entry in entries for source in [entry[1]]}
    to_do = [entry for entry in entries if not _LIBRARY.match(PurePath(entry[0]).as_posix())]
    found = set(to_do)
    while to_do:
        for source in imports(to_do.pop()[1]):
            entry = by_source.get(str(Path(source).resolve()))
            if entry is not None and entry not in found:
                found.add(entry)
                to_do.append(entry)
    return [entry for entry in entries if entry in found]
