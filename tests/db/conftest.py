"""A file with one small partnership, made once and copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from db_files import TODAY, organisation

from db.store import Store, create_store, open_store
from db.tables import PartnershipRow


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "small.cspdesk"
    store = create_store(path)
    with store.write(TODAY) as (work, step):
        work.add(PartnershipRow(name="Haringey Community Safety Partnership", borough="Haringey"))
        for code in ("POL", "LFB", "CCG"):
            work.add(organisation(code))
        step.label = "Started"
    store.changed = False
    store.close()
    return path


@pytest.fixture
def path(made_once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_once, tmp_path / "O’Neill 50% #1.cspdesk"))


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = open_store(path)
    yield opened
    opened.close()
