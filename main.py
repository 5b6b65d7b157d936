"""CSP Desk: starts the window, or does one thing without it (`main.py --help`)."""

from __future__ import annotations

import os
import sys

# What is done without a window; anything else is a file to open in one.
HEADLESS = frozenset(
    {"new", "import", "pack", "check", "backup", "restore", "selftest", "-h", "--help", "--version"}
)


def main(arguments: list[str]) -> int:
    """Exit 0 done; 1 the input or the world is at fault, in one line on stderr; 2 usage."""
    first = arguments[0] if arguments else ""
    if first == "_read-sheet":
        # Hidden: the process that parses one spreadsheet, so that a bad one cannot hurt the window.
        from cspdesk.sheets.child import serve

        return serve(arguments[1:])
    if first == "_load-all":
        return _load_all()
    if first in HEADLESS:
        try:
            from cspdesk.cli import run

            return run(arguments)
        except KeyboardInterrupt:
            return _stop("Stopped. What was not finished was not kept.")
        except BrokenPipeError:
            # The reader went away ("… | head"): nothing is left to say, and nobody to say it to.
            sys.stderr.close()
            return 0
    if not _has_display(arguments):
        return _stop("There is no display, so the window cannot open. Without one: see --help.")
    from ui.starting import hurry

    hurry()
    from ui.app import main as window

    return window(arguments)


def _load_all() -> int:
    """Hidden: load every module of ours, so that a build which forgot one fails when it is made."""
    import importlib
    import pkgutil

    loaded = 0
    for floor in ("db", "cspdesk", "ui"):
        package = importlib.import_module(floor)
        for found in pkgutil.walk_packages(package.__path__, f"{floor}."):
            if "migrations" not in found.name:
                importlib.import_module(found.name)
                loaded += 1
    print(f"{loaded} modules load.")
    return 0


def _has_display(arguments: list[str]) -> bool:
    """Qt would end the process without a word of ours where Linux has no display."""
    if not sys.platform.startswith("linux") or "-platform" in arguments:
        return True
    return any(os.environ.get(n) for n in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _stop(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
