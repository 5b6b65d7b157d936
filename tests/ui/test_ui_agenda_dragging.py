"""Items dragged with the mouse itself, on a display: pressed, moved over the list and let go."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
XVFB = shutil.which("Xvfb")


@pytest.fixture
def display() -> Iterator[str]:
    """A display in memory, under a number that is free."""
    assert XVFB is not None
    read, write = os.pipe()
    with subprocess.Popen(
        [XVFB, "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield f":{number}"
        server.terminate()


@pytest.mark.skipif(XVFB is None, reason="Xvfb is not installed: Qt drags only on a display")
def test_items_are_dragged_with_the_mouse_until_the_agenda_is_locked(
    display: str, tmp_path: Path
) -> None:
    paths = f"{ROOT}{os.pathsep}{Path(__file__).parent}"
    here = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("mouse_drags.py")), str(tmp_path)],
        env=here,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "Could not load the Qt platform plugin" in done.stderr:
        pytest.skip("this machine has no libraries for a window on an X display")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    # The gap that was shown, the items by their places before, and no gap after it.
    assert found["up"] == [1, [1, 4, 2, 3, 5, 6, 7, 8], None]
    assert found["down"] == [5, [1, 3, 4, 5, 2, 6, 7, 8], None]
    assert found["nowhere"] == [2, [1, 2, 3, 4, 5, 6, 7, 8], None]
    assert found["undo"][0] == "Moved item 2 to 5"  # going nowhere is no step
    assert found["locked"] == [None, [1, 2, 3, 4, 5, 6, 7, 8], None]
