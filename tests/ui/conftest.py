"""What every test of the window does beside the rest: leave nothing of its windows behind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def windows_are_gone_afterwards() -> Iterator[None]:
    """Deletes what was asked to go: no event loop runs between tests that would.

    Windows of earlier tests would be restyled and told of changes in every later one.
    """
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
