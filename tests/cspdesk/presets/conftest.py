"""Files made from the presets, once for all tests that only read them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from cspdesk.presets.load import load_preset
from cspdesk.presets.sample import load_sample
from db.store import Store, create_store

TODAY = date(2017, 2, 9)


def filled(path: Path, preset: str, *, sample: bool = False) -> Store:
    store = create_store(path)
    with store.write(TODAY) as (work, step):
        load_preset(work, preset)
        if sample:
            load_sample(work)
        step.label = "Started"
    return store


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
