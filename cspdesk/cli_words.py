"""The words of the command line: which commands there are and what each takes."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from cspdesk import __version__
from cspdesk.phrases import joined

EDITIONS = ("board", "supplement", "highlight", "executive", "chair", "minutes")
"""The editions of an agenda that this program makes."""

_CODED = ("partner:", "boards:")  # with the code of a partner or parallel board behind it
_MADE = (*EDITIONS, *(f"{kind}CODE" for kind in _CODED))
_TO_COME = ("public", "actions", "summary")

Does = Mapping[str, Callable[[argparse.Namespace], Any]]


class _Words(argparse.ArgumentParser):
    """Says what is wrong in one line; the whole of what a command takes is behind --help."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see {self.prog} --help)\n")


def parser(does: Does) -> argparse.ArgumentParser:
    """The parser; `does` gives what is called for each command, kept as `options.does`."""
    words = _Words(
        prog="cspdesk",
        description="The desk of a Community Safety Partnership's secretariat. "
        "With a FILE or nothing it opens its window.",
    )
    words.add_argument("--version", action="version", version=f"CSP Desk {__version__}")
    commands = words.add_subparsers(required=True, metavar="COMMAND")
    common = _Words(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument(
        "--as-at", type=_day, metavar="DATE", help="the day to live on (2017-02-09)"
    )
    for name, (purpose, add) in _COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=purpose, description=purpose)
        add(command)
        command.set_defaults(does=does[name])
    return words


def _new(new: argparse.ArgumentParser) -> None:
    new.add_argument("file", type=_cspdesk_file, metavar="FILE")
    new.add_argument("--preset", choices=("haringey", "blank"), default="blank")
    new.add_argument("--sample", action="store_true", help="with the trial year 2016/17")
    new.add_argument("--name", default="", help="name of the partnership")
    new.add_argument("--borough", default="", help="borough, as police spreadsheets spell it")


def _import(bring: argparse.ArgumentParser) -> None:
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("sheet_file", type=Path, metavar="SHEET")
    bring.add_argument("--recipe", help="name of a kept recipe")
    bring.add_argument("--where", type=_where, metavar="COL=VALUE", help="rows to keep")
    bring.add_argument("--dry-run", action="store_true", help="show the plan, change nothing")


def _pack(pack: argparse.ArgumentParser) -> None:
    pack.add_argument("file", type=Path, metavar="FILE")
    pack.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="a .pdf, or a .docx for Word"
    )
    pack.add_argument(
        "--meeting",
        default="next",
        help="next (for minutes: the last), or a date such as 2017-02-23",
    )
    pack.add_argument(
        "--edition", type=_edition, default="board", metavar="EDITION", help=", ".join(_MADE)
    )


def _check(check: argparse.ArgumentParser) -> None:
    check.add_argument("file", type=Path, metavar="FILE")


def _backup(backup: argparse.ArgumentParser) -> None:
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("out", type=Path, nargs="?", metavar="OUT", help="a file or a folder")


def _restore(restore: argparse.ArgumentParser) -> None:
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("snapshot", type=Path, metavar="SNAPSHOT")


def _selftest(_test: argparse.ArgumentParser) -> None:
    pass


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "new": ("make a partnership's file", _new),
    "import": ("import a KPI spreadsheet", _import),
    "pack": ("make the board pack, the minutes or another paper, as PDF or Word", _pack),
    "check": ("check a file for faults", _check),
    "backup": ("write a checked snapshot", _backup),
    "restore": ("go back to a snapshot", _restore),
    "selftest": ("test this program on a temporary partnership", _selftest),
}


# -- values -----------------------------------------------------------------------------------


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date like 2017-02-09") from None


def _where(text: str) -> tuple[str, str]:
    column, equals, value = text.partition("=")
    if not (column and equals and value):
        raise argparse.ArgumentTypeError(f"{text} is not COL=VALUE, such as BoroughName=Haringey")
    return column, value


def _edition(text: str) -> str:
    made = joined(_MADE)
    if text in EDITIONS or text.startswith(_CODED):
        return text
    if text in _TO_COME:
        raise argparse.ArgumentTypeError(
            f"this version does not make the edition {text} yet, only {made}"
        )
    raise argparse.ArgumentTypeError(f"there is no edition {text}; this version makes {made}")


def _cspdesk_file(text: str) -> Path:
    path = Path(text)
    if not path.name:
        raise argparse.ArgumentTypeError(f"“{text}” is no name for a file")
    return path if path.suffix == ".cspdesk" else path.with_name(path.name + ".cspdesk")
