"""CSP Desk: starts the window, or does one thing without it (`main.py --help`)."""

from __future__ import annotations

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
    if first in HEADLESS:
        from cspdesk.cli import run

        try:
            return run(arguments)
        except BrokenPipeError:
            # The reader went away ("… | head"): nothing is left to say, and nobody to say it to.
            sys.stderr.close()
            return 0
    from ui.app import main as window

    return window(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
