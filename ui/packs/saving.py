"""Where a document is saved: a name that is free, a name any file system takes, a folder to use."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

SUFFIX = ".pdf"
_FORBIDDEN = '<>:"/\\|?*'


PACK = "Board pack"


def supplement_name(number: int) -> str:
    """What a supplement's file name begins with: "Supplement 1"."""
    return f"Supplement {number}"


def draft_name(held_on: date, folder: Path, marking: str = "", what: str = PACK) -> str:
    """ "Board pack 2017-02-23 draft 2 – OFFICIAL.pdf": the first number not yet in the folder."""
    number = 1
    while (folder / _draft(held_on, number, marking, what)).exists():
        number += 1
    return _draft(held_on, number, marking, what)


def final_name(held_on: date, edition: int = 1, marking: str = "", what: str = PACK) -> str:
    """ "Board pack 2017-02-23 – OFFICIAL.pdf"; later editions say which they are."""
    later = f" edition {edition}" if edition > 1 else ""
    return f"{what} {held_on:%Y-%m-%d}{later}{_marked(marking)}{SUFFIX}"


def with_suffix(name: str) -> str:
    """The name with ".pdf" at its end, whatever was typed."""
    bare = name.strip().rstrip(".")
    return bare if bare.casefold().endswith(SUFFIX) or not bare else f"{bare}{SUFFIX}"


def name_fault(name: str, folder: Path) -> str:
    """What is wrong with the name, in one sentence; "" when it can be used."""
    if not name:
        return "Give the file a name."
    if any(sign in _FORBIDDEN or ord(sign) < 32 for sign in name):
        return f"A file name cannot have any of {' '.join(_FORBIDDEN)}"
    if (folder / name).exists():
        return "A file of this name is there already: give it another name."
    return ""


def folder_fault(folder: Path) -> str:
    """Why nothing can be saved in the folder, in one sentence; "" when it can."""
    if not folder.is_dir():
        return "This folder is not there: choose another."
    if not os.access(folder, os.W_OK):
        return "You cannot save in this folder: choose another."
    return ""


def _draft(held_on: date, number: int, marking: str, what: str) -> str:
    return f"{what} {held_on:%Y-%m-%d} draft {number}{_marked(marking)}{SUFFIX}"


def _marked(marking: str) -> str:
    """The protective marking belongs into the file's name (design, 5)."""
    return f" – {marking}" if marking else ""
