"""What stays out of the built folder, and that what the program needs stays in."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def lean() -> ModuleType:
    """packaging/lean.py, which is no package."""
    spec = importlib.util.spec_from_file_location("lean", ROOT / "packaging" / "lean.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/plugins/styles/qmodernwindowsstyle.dll",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/Qt6Widgets.dll",
        "resources/fonts/AtkinsonHyperlegibleNext-Regular.ttf",
        "db/migrations/env.py",
        "holidays/locale/en_GB/LC_MESSAGES/GB.mo",
    ],
)
def test_what_the_program_needs_stays_in(lean: ModuleType, place: str) -> None:
    assert lean.is_wanted(place)


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/platforms/libqeglfs.so",
        "PySide6/Qt/plugins/platforms/libqminimalegl.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/imageformats/libqtiff.so",
        "PySide6/Qt/plugins/generic/libqtuiotouchplugin.so",
        "PySide6/plugins/platforms/qdirect2d.dll",
        "PySide6/plugins/tls/qopensslbackend.dll",
        "PySide6/Qt/translations/qtbase_cy.qm",
        "PySide6/translations/qtbase_cy.qm",
        "PySide6/opengl32sw.dll",
    ],
)
def test_what_it_never_uses_stays_out(lean: ModuleType, place: str) -> None:
    assert not lean.is_wanted(place)


def test_a_library_goes_when_nothing_asks_for_it_any_more(lean: ModuleType, tmp_path: Path) -> None:
    asks = {
        "qxcb": ["libQt6Gui.so.6", "libxcb.so.1"],
        "libQt6Gui.so.6": ["libicudata.so.73"],
        "libgtk-3.so.0": ["libcairo.so.2"],
    }

    def entry(place: str, kind: str = "BINARY") -> tuple[str, str, str]:
        return place, str(tmp_path / Path(place).name), kind

    kept = [
        entry("PySide6/Qt/plugins/platforms/qxcb", "EXTENSION"),
        entry("PySide6/Qt/lib/libQt6Gui.so.6"),
        entry("PySide6/Qt/lib/libicudata.so.73"),
        entry("libxcb.so.1"),
        entry("libpython3.11.so.1.0"),
    ]
    gone = [entry("libgtk-3.so.0"), entry("libcairo.so.2"), entry("pillow.libs/libavif-c6.so.16")]
    found = lean.reached(
        [*gone, *kept],
        lambda source: [str(tmp_path / name) for name in asks.get(Path(source).name, [])],
    )
    assert found == kept


def test_a_package_goes_in_as_soon_as_one_of_our_modules_imports_it(
    lean: ModuleType, tmp_path: Path
) -> None:
    (tmp_path / "shaping.py").write_text(
        "def shape():\n    import pandas as pd\n    from numpy.typing import NDArray\n"
    )
    (tmp_path / "other.py").write_text("# import pyqtgraph\nimportant = 'import pyqtgraph'\n")
    assert lean.imported_by([tmp_path], lean.ONLY_IF_OURS) == {"pandas", "numpy"}


def test_every_module_is_loaded_when_a_build_is_tried() -> None:
    told = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "_load-all"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )
    there = [
        path
        for floor in ("db", "cspdesk", "ui")
        for path in (ROOT / floor).rglob("*.py")
        if "migrations" not in path.parts and path.parent.joinpath("__init__.py").exists()
    ]
    floors = 3  # their own __init__.py
    assert told.stdout == f"{len(there) - floors} modules load.\n"
