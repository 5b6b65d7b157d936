"""What every test relies on: no display, no user folder, and nothing that goes wrong in silence."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt: drawing into memory, at one size on every machine.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(QT_SCALE_FACTOR="1", QT_FONT_DPI="96", LC_ALL="C.UTF-8")

import pytest
from hypothesis import settings

OURS = ("cspdesk", "db", "ui", "main")

# Qt messages that say nothing about our program. Every other warning of Qt's fails the test.
QUIET_QT = [
    # The platform plug-in without a display has no window manager to pass these on to.
    r"This plugin does not support (propagateSizeHints|raise|grabbing the keyboard)",
]

settings.register_profile("desk", deadline=None)
# Half the usual examples: what a developer runs, which is not derandomised, looks further.
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True, max_examples=50)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "expects_log: this test makes our code log an error")
    for line in QUIET_QT:
        config.addinivalue_line("qt_log_ignore", line)


@pytest.fixture(autouse=True)
def desk_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The application-data folder of this test alone: the person's own is never touched."""
    folder = tmp_path / "desk-folder"
    monkeypatch.setenv("CSPDESK_HOME", str(folder))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(folder / name.lower()))
    return folder


class Errors(logging.Handler):
    """Keeps the error records of our own loggers, wherever they would have gone."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.name.partition(".")[0] in OURS:
            self.said.append(f"{record.name}: {record.getMessage()}")


@pytest.fixture(autouse=True)
def no_error_is_logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """An error that our code logs fails the test, unless it is marked `expects_log`."""
    errors = Errors()
    logging.getLogger().addHandler(errors)
    yield
    logging.getLogger().removeHandler(errors)
    if errors.said and not request.node.get_closest_marker("expects_log"):
        pytest.fail("our code logged errors:\n" + "\n".join(errors.said))
