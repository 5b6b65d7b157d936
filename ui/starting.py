"""What makes the start quick: no garbage collection and no reading of sources while it lasts.

Starting makes some hundred thousand objects that live as long as the program: class objects, code,
Qt's enumerations. Collecting garbage among them finds none and takes a fifth of the time, so it
waits until the first screen is up; `settle` then sets them aside for good and collects as usual.
"""

from __future__ import annotations

import gc
import sys
from typing import Any


def hurry() -> None:
    """Start without collecting garbage. Call before anything of Qt is imported; once."""
    gc.disable()
    _leave_sources_unread()


def settle() -> None:
    """The first screen is up: collect garbage from now on, but not what starting made."""
    gc.freeze()
    gc.enable()


def _leave_sources_unread() -> None:
    """Keep PySide from reading the source of each module imported after it.

    It looks there for code that may use its snake_case names (`from __feature__ import …`). We use
    none, and a built program has no sources: PySide then finds nothing, which is what it is told.
    """
    import PySide6.QtCore  # noqa: F401  (makes the module below)

    feature: Any = sys.modules.get("PySide6.support.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False
