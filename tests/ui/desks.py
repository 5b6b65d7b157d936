"""Real desks on real files for the window's tests: made once a run, copied for each test."""

from __future__ import annotations

import shutil
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

from cspdesk.desk import Desk

DAY = date(2017, 2, 9)


@lru_cache(maxsize=4)
def _made(preset: str, sample: bool) -> Path:
    path = Path(mkdtemp(prefix="desk-")) / f"{preset}.cspdesk"
    Desk.create(path, preset=preset, sample=sample, name="Testborough CSP").close()
    return path


def a_desk(folder: Path, *, preset: str = "blank", sample: bool = False) -> Desk:
    """An open desk on a file of its own in that folder."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "partnership.cspdesk"
    shutil.copyfile(_made(preset, sample), path)
    return Desk.open(path, as_at=None if sample else DAY)
