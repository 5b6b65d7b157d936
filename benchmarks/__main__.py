"""Runs every benchmark, or those named: `python -m benchmarks [NAME ...] [--json]`.

Each is a module bench_NAME.py whose measure() returns figures by name. A figure ending in "ratio"
is a cost divided by a floor measured in the same run, so it means the same on any machine. Each
runs in a process of its own, so that none pays for another's imports.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
NAMES = sorted(path.stem.removeprefix("bench_") for path in FOLDER.glob("bench_*.py"))


def measure(name: str) -> dict[str, float]:
    """One benchmark's figures, measured in a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "benchmarks", "--only", name]
    done = subprocess.run(command, cwd=FOLDER.parent, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def here(name: str) -> dict[str, float]:
    """One benchmark's figures, measured in this process."""
    module = importlib.import_module(f"benchmarks.bench_{name}")
    return dict(module.measure())


def show(name: str, figures: dict[str, float]) -> None:
    print(name, flush=True)
    for figure, value in figures.items():
        print(f"    {figure:20} {value:10.3f}", flush=True)


def main() -> int:
    """Exit 0; 1 when a benchmark failed; 2 usage."""
    parser = argparse.ArgumentParser(prog="benchmarks", description="What things cost.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--only", choices=NAMES, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.only:
        print(json.dumps(here(asked.only)))
        return 0
    if unknown := sorted(set(asked.names) - set(NAMES)):
        parser.error(f"no benchmark called {', '.join(unknown)}; there are {', '.join(NAMES)}")
    found: dict[str, dict[str, float]] = {}
    failed = 0
    for name in asked.names or NAMES:
        try:
            found[name] = measure(name)
        except subprocess.CalledProcessError:
            print(f"{name} failed", file=sys.stderr)
            failed = 1
            continue
        if not asked.json:
            show(name, found[name])
    if asked.json:
        print(json.dumps(found, indent=1))
    return failed


if __name__ == "__main__":
    sys.exit(main())
