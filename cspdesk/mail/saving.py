"""Drafts written into a folder, one file each; nothing that lies there is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cspdesk.errors import WorldError
from cspdesk.mail.drafts import Draft, eml, file_name


def write_drafts(folder: Path, drafts: Iterable[Draft], what: str) -> tuple[Path, ...]:
    """Write each draft as .eml and return the files in order. Raises WorldError.

    `what` is a word for the file names ("actions"). When one cannot be written those before it
    stay, and the sentence says how many there are.
    """
    written: list[Path] = []
    for draft in drafts:
        path = _free(folder, file_name(draft, what))
        try:
            with path.open("xb") as file:
                file.write(eml(draft))
        except OSError as trouble:
            done = f"{len(written)} were written before it. " if written else ""
            raise WorldError(
                f"{path.name} could not be written: {trouble.strerror or trouble}.",
                f"{done}Choose another folder.",
            ) from trouble
        written.append(path)
    return tuple(written)


def _free(folder: Path, name: str) -> Path:
    """The name, or with " 2", " 3" at its end when it is taken."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} {number}.eml"
        number += 1
    return path
