"""What CSP Desk brings with it from others: writes the list, and copies the licence texts.

    python packaging/collect_licences.py --list            write packaging/licences/THIRD-PARTY.md
    python packaging/collect_licences.py --texts FOLDER    copy list and texts into a built program

Run it with the Python whose packages are bundled: names and texts come from what it has installed.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePath

PACKAGING = Path(__file__).resolve().parent
LOCK = PACKAGING / "requirements.lock"
LIST = PACKAGING / "licences" / "THIRD-PARTY.md"
FORM = PACKAGING / "licences" / "THIRD-PARTY.in.md"
TEXTS = PACKAGING / "licences" / "texts"
FONTS = PACKAGING.parent / "resources" / "fonts"

# Packages whose metadata leave the licence unsaid or say it loosely; read from their own texts.
SAID_BY_THEIR_TEXTS = {
    "colorama": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
    "reportlab": "BSD-3-Clause",
    "rl-accel": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only",
}
# Wheels that carry no licence text of their own: the texts under packaging/licences/texts.
TEXTS_OF_OURS = {
    "pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("LGPL-3.0.txt", "GPL-3.0.txt"),
}
IS_A_TEXT = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
IS_CODE = (".py", ".pyc", ".pyi", ".so", ".pyd")


@dataclass(frozen=True)
class Part:
    """One bundled package: what it is called, what it is under, and the texts that say so."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, Path], ...]


def locked(lock: Path = LOCK) -> dict[str, str]:
    """Name to version of every package in a lock file."""
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {str(name): str(version) for name, version in found}


def licence_of(name: str, package: Distribution) -> str:
    """The licence as the package says it, or as the table above read it from its text."""
    fields = package.metadata.json
    said = str(fields.get("license_expression") or fields.get("license") or "")
    licence = SAID_BY_THEIR_TEXTS.get(name) or said.strip()
    if not licence or "\n" in licence:
        raise SystemExit(f"{name} does not say its licence: read its text, add it to the table")
    return licence


def texts_of(name: str, package: Distribution) -> tuple[tuple[str, Path], ...]:
    """Short name and place of each licence text of a package."""
    if name in TEXTS_OF_OURS:
        return tuple((text, TEXTS / text) for text in TEXTS_OF_OURS[name])
    # By name: some wheels carry the same text twice, beside the code and in the licence folder.
    found = {
        short(file): Path(str(file.locate()))
        for file in package.files or ()
        if is_licence(file) and file.suffix not in IS_CODE
    }
    if not found:
        raise SystemExit(f"{name} brings no licence text: add one under {TEXTS}")
    return tuple(sorted(found.items()))


def is_licence(file: PurePath) -> bool:
    """A text in the package's own licence folder, or one named like a licence anywhere else."""
    in_info = file.parts[0].endswith(".dist-info")
    return (in_info and "licenses" in file.parts[:-1]) or bool(IS_A_TEXT.search(file.name))


def short(file: PurePath) -> str:
    """A text's path without the versioned folder that holds it."""
    parts = [part for part in file.parts if not part.endswith(".dist-info")]
    return "/".join(parts[1:] if parts[0] == "licenses" and len(parts) > 1 else parts)


def bundled() -> list[Part]:
    """Every package of the running lock, as installed here; any other version is refused."""
    parts = []
    for name, version in locked().items():
        found = distribution(name)
        if found.version != version:
            raise SystemExit(f"{name} {found.version} is installed, {version} is locked")
        parts.append(Part(name, version, licence_of(name, found), texts_of(name, found)))
    return parts


def as_list(parts: list[Part]) -> str:
    """The whole of THIRD-PARTY.md."""
    rows = "\n".join(f"| {p.name} | {p.version} | {p.licence} | `{p.name}/` |" for p in parts)
    table = "| package | version | licence | texts |\n|---|---|---|---|\n" + rows
    return FORM.read_text(encoding="utf-8").replace("{packages}", table)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def python_text() -> Path:
    """The licence of the Python that runs this, which is the one that gets bundled."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    places = [
        Path(sysconfig.get_path("stdlib")) / "LICENSE.txt",
        Path(sys.base_prefix) / "LICENSE.txt",
        Path("/usr/share/doc") / version / "copyright",
        Path("/usr/share/doc") / f"lib{version}-minimal" / "copyright",
    ]
    found = next((place for place in places if place.exists()), None)
    if found is None:
        raise SystemExit("Python's own licence text was not found")
    return found


def copy_texts(folder: Path) -> int:
    """Copy the list and every text into a folder; returns how many texts."""
    parts = bundled()
    texts = [(f"{part.name}/{text}", place) for part in parts for text, place in part.texts]
    texts.append(("python/LICENSE.txt", python_text()))
    texts += [(f"fonts/{path.name}", path) for path in sorted(FONTS.rglob("OFL*.txt"))]
    # Only where a program is being built; its own hooks are not part of what it makes.
    for builder in Distribution.discover(name="pyinstaller"):
        own = [file for file in builder.files or () if file.name == "COPYING.txt"]
        texts += [("pyinstaller/COPYING.txt", Path(str(file.locate()))) for file in own]
    for name, place in texts:
        copy(place, folder / name)
    (folder / LIST.name).write_text(as_list(parts), encoding="utf-8")
    return len(texts)


def main() -> int:
    parser = argparse.ArgumentParser(description="Write the list of licences, or copy the texts.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--list", action="store_true", help=f"write {LIST.name}")
    what.add_argument("--texts", type=Path, metavar="FOLDER", help="copy list and texts there")
    asked = parser.parse_args()
    if asked.list:
        LIST.write_text(as_list(bundled()), encoding="utf-8")
    else:
        print(f"{copy_texts(asked.texts)} licence texts copied to {asked.texts}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
