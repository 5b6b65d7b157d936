"""One example of every command, made for a copy of the sample: command type to desk → command.

Each area keeps its examples in its own module beside this one, `examples_<area>.py`, with a
dictionary EXAMPLES. An example must change something: a step that changes nothing is no step.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from cspdesk.commanding import Command
from cspdesk.desk import Desk

Example = Callable[[Desk], Command]

# Commands that cannot be taken back, each with where that is tested.
FIXED = {
    "IssueDocument": "tests/flows/test_issue_freezes.py",
    "StartPartnership": "tests/cspdesk/presets",
}


def collected() -> dict[type[Command], Example]:
    """The examples of every area. Raises ValueError when two areas claim one command."""
    found: dict[type[Command], Example] = {}
    for path in sorted(Path(__file__).parent.glob("examples_*.py")):
        for kind, example in importlib.import_module(path.stem).EXAMPLES.items():
            if kind in found:
                raise ValueError(f"{kind.__name__} has two examples")
            found[kind] = example
    return found
