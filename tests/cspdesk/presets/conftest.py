"""Files made from the presets, once for all tests that only read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from cspdesk.desk import Desk
from db.store import Store, open_store


def filled(path: Path, preset: str, *, sample: bool = False) -> Store:
    """A file made as the officer makes it, opened again for reading."""
    Desk.create(path, preset=preset, sample=sample).close()
    return open_store(path)


@pytest.fixture(scope="session")
def haringey_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = filled(tmp_path_factory.mktemp("haringey") / "haringey.cspdesk", "haringey")
    yield store
    store.close()


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    store = filled(path, "haringey", sample=True)
    yield store
    store.close()


@pytest.fixture
def haringey(haringey_store: Store) -> Iterator[Session]:
    with haringey_store.read() as session:
        yield session


@pytest.fixture
def sample(sample_store: Store) -> Iterator[Session]:
    with sample_store.read() as session:
        yield session
