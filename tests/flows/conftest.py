"""The sample, made once and copied for each journey."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from cspdesk.desk import Desk


@pytest.fixture(scope="session")
def sample_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "sample.cspdesk"
    Desk.create(path, sample=True).close()
    return path


@pytest.fixture
def sample_path(sample_made_once: Path, tmp_path: Path) -> Path:
    """A copy of the sample under a name as people give them."""
    return Path(shutil.copy(sample_made_once, tmp_path / "Şükrü’s year 50% #1.cspdesk"))


@pytest.fixture
def desk(sample_path: Path) -> Iterator[Desk]:
    opened = Desk.open(sample_path)
    yield opened
    opened.close()
