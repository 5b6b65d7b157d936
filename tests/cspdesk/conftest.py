"""The sample for tests of areas: one to read, or a copy of one's own to change."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.desk import Desk


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("areas") / "sample.cspdesk"
    Desk.create(path, sample=True).close()
    return path


@pytest.fixture(scope="session")
def read_desk(sample_file: Path) -> Iterator[Desk]:
    """The sample for all tests that only read it."""
    opened = Desk.open(sample_file)
    yield opened
    opened.close()


@pytest.fixture
def desk(sample_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of the sample."""
    opened = Desk.open(Path(shutil.copy(sample_file, tmp_path / "copy.cspdesk")))
    yield opened
    opened.close()
