"""Whatever we hand on is named, with its licence, and its licence text goes with it."""

from __future__ import annotations

import importlib.util
import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType

import pytest

PACKAGING = Path(__file__).parents[2] / "packaging"


@pytest.fixture(scope="module")
def collector() -> ModuleType:
    """packaging/collect_licences.py, which is a script and no package."""
    name = "collect_licences"
    spec = importlib.util.spec_from_file_location(name, PACKAGING / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def installed(collector: ModuleType) -> None:
    """The exact locked packages are here: true in .venv, not in any Python one may test with."""
    for name, version in collector.locked().items():
        try:
            here = distribution(name).version
        except PackageNotFoundError:
            here = "not installed"
        if here != version:
            pytest.skip(f"{name} {version} is locked, here it is {here}")


def test_every_locked_package_is_listed_with_its_licence(collector: ModuleType) -> None:
    rows = re.findall(
        r"^\| ([\w.-]+) \| (\S+) \| (.+?) \| `", collector.LIST.read_text("utf-8"), re.MULTILINE
    )
    assert {name: version for name, version, _ in rows} == collector.locked()
    assert [name for name, _, licence in rows if not re.search("[A-Z]", licence)] == []


def test_the_list_says_how_to_replace_qt(collector: ModuleType) -> None:
    text = collector.LIST.read_text("utf-8")
    assert "GNU Lesser General Public License" in text
    assert "_internal/PySide6" in text


@pytest.mark.usefixtures("installed")
def test_the_list_is_what_the_script_makes(collector: ModuleType) -> None:
    assert collector.LIST.read_text("utf-8") == collector.as_list(collector.bundled())


@pytest.mark.usefixtures("installed")
def test_every_package_brings_its_text(collector: ModuleType, tmp_path: Path) -> None:
    count = collector.copy_texts(tmp_path)
    copied = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(copied) == count + 1
    assert [path for path in copied if path.stat().st_size == 0] == []
    folders = {path.name for path in tmp_path.iterdir() if path.is_dir()}
    assert set(collector.locked()) <= folders
    assert {"python", "fonts"} <= folders
    lesser = (tmp_path / "pyside6-essentials" / "LGPL-3.0.txt").read_text("utf-8")
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser


def test_a_package_that_hides_its_licence_stops_the_build(
    collector: ModuleType, tmp_path: Path
) -> None:
    info = tmp_path / "mystery-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mystery\nVersion: 1.0\n")
    (info / "RECORD").write_text("mystery-1.0.dist-info/METADATA,,\n")
    package = next(iter(Distribution.discover(path=[str(tmp_path)])))
    with pytest.raises(SystemExit, match="does not say its licence"):
        collector.licence_of("mystery", package)
    with pytest.raises(SystemExit, match="no licence text"):
        collector.texts_of("mystery", package)
