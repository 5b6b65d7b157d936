"""The desk without its window: new, import, pack, check, backup, restore, selftest.

Exit 0 done; 1 the input or the world is at fault, said in one line on stderr, nothing changed;
2 usage. `--json` prints one object on stdout.
"""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from cspdesk import __version__
from cspdesk.errors import Conflict, RuleBroken, WorldError

Answer = dict[str, Any]


def run(arguments: list[str]) -> int:
    """Do one headless command; returns the exit code. Never a traceback for a user's fault."""
    _speak_utf8()
    options = _parser().parse_args(arguments)
    try:
        answer, sentences = options.does(options)
    except (WorldError, Conflict, RuleBroken) as error:
        return _fail(str(error), options)
    except KeyboardInterrupt:
        return _fail("Stopped; nothing was changed.", options)
    except Exception as error:
        logging.getLogger(__name__).debug("headless command failed", exc_info=True)
        return _fail(
            f"CSP Desk failed ({type(error).__name__}: {error}). Nothing was kept.", options
        )
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, default=str))
    else:
        print("\n".join(sentences))
    return 0 if answer.get("ok", True) else 1


def _speak_utf8() -> None:
    # A Windows console may be in code page 1252, which has no “≥” nor Turkish letters.
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _fail(sentence: str, options: argparse.Namespace) -> int:
    one_line = " ".join(sentence.split())
    if getattr(options, "json", False):
        print(json.dumps({"ok": False, "error": one_line}, ensure_ascii=False))
    print(one_line, file=sys.stderr)
    return 1


# -- the commands -----------------------------------------------------------------------------


def _new(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.calendar import plain_date
    from cspdesk.desk import Desk
    from cspdesk.settings.queries import partnership

    with Desk.create(
        options.file,
        preset=options.preset,
        sample=options.sample,
        name=options.name,
        borough=options.borough,
        as_at=options.as_at,
    ) as desk:
        name = desk.ask(partnership).name
        today = desk.today
    sentence = f"Made {options.file} for {name}."
    if options.sample:
        sentence += f" It is a sample and lives as at {plain_date(today)}."
    return {"ok": True, "file": str(options.file), "partnership": name, "as_at": today}, [sentence]


def _import(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.desk import Desk
    from cspdesk.kpis.importing import import_sheet

    with Desk.open(options.file, as_at=options.as_at) as desk:
        done = import_sheet(
            desk,
            options.sheet_file,
            recipe=options.recipe,
            where=options.where,
            dry_run=options.dry_run,
        )
    return {"ok": True, **done.as_dict()}, list(done.sentences)


def _pack(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.desk import Desk
    from cspdesk.packs.export import export_board_pack, meeting_for

    with Desk.open(options.file, as_at=options.as_at) as desk:
        made = export_board_pack(desk, options.out, meeting_id=meeting_for(desk, options.meeting))
    answer = {"ok": True, "out": str(made.path), "pages": made.pages, "sha256": made.sha256}
    return answer, [f"Made {made.path}: {made.title}, {made.pages} pages."]


def _check(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.checking import check_file

    found = check_file(options.file, as_at=options.as_at)
    return found.as_dict(), list(found.sentences)


def _backup(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from datetime import datetime

    from db import backup
    from db.store import refuse_bad

    refuse_bad(options.file)
    if options.out:
        made = backup.snapshot(options.file, options.out)
    else:
        made = backup.take_snapshot(options.file, "by hand", datetime.now())
    return {"ok": True, "snapshot": str(made)}, [f"Backed up {options.file.name} to {made}."]


def _restore(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from datetime import datetime

    from db.store import restore

    kept = restore(options.file, options.snapshot, now=datetime.now())
    sentence = f"Restored {options.file.name} from {options.snapshot.name}."
    if kept:
        sentence += f" What it held before is kept in {kept}."
    return {"ok": True, "kept": str(kept) if kept else None}, [sentence]


def _selftest(_options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.selftest import selftest

    report = selftest()
    return report.as_dict(), list(report.sentences)


# -- the words of the command line ------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cspdesk",
        description="The desk of a Community Safety Partnership's secretariat. "
        "With a FILE or nothing it opens its window.",
    )
    parser.add_argument("--version", action="version", version=f"CSP Desk {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--json", action="store_true", help="print one JSON object")
    common.add_argument(
        "--as-at", type=_day, metavar="DATE", help="the day to live on (2017-02-09)"
    )
    for add in (_add_new, _add_import, _add_pack, _add_check, _add_backup, _add_restore):
        add(commands, common)
    test = commands.add_parser(
        "selftest", parents=[common], help="test this program on a temporary partnership"
    )
    test.set_defaults(does=_selftest)
    return parser


def _add_new(commands: Any, common: argparse.ArgumentParser) -> None:
    new = commands.add_parser("new", parents=[common], help="make a partnership's file")
    new.add_argument("file", type=_cspdesk_file, metavar="FILE")
    new.add_argument("--preset", choices=("haringey", "blank"), default="blank")
    new.add_argument("--sample", action="store_true", help="with the trial year 2016/17")
    new.add_argument("--name", default="", help="name of the partnership")
    new.add_argument("--borough", default="", help="borough, as police spreadsheets spell it")
    new.set_defaults(does=_new)


def _add_import(commands: Any, common: argparse.ArgumentParser) -> None:
    bring = commands.add_parser("import", parents=[common], help="import a KPI spreadsheet")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("sheet_file", type=Path, metavar="SHEET")
    bring.add_argument("--recipe", help="name of a kept recipe")
    bring.add_argument("--where", type=_where, metavar="COL=VALUE", help="rows to keep")
    bring.add_argument("--dry-run", action="store_true", help="show the plan, change nothing")
    bring.set_defaults(does=_import)


def _add_pack(commands: Any, common: argparse.ArgumentParser) -> None:
    pack = commands.add_parser("pack", parents=[common], help="make the board pack as PDF")
    pack.add_argument("file", type=Path, metavar="FILE")
    pack.add_argument("--out", type=Path, required=True, metavar="PDF")
    pack.add_argument("--meeting", default="next", help="next, or a date such as 2017-02-23")
    pack.add_argument("--edition", choices=("board",), default="board")
    pack.set_defaults(does=_pack)


def _add_check(commands: Any, common: argparse.ArgumentParser) -> None:
    check = commands.add_parser("check", parents=[common], help="check a file for faults")
    check.add_argument("file", type=Path, metavar="FILE")
    check.set_defaults(does=_check)


def _add_backup(commands: Any, common: argparse.ArgumentParser) -> None:
    backup = commands.add_parser("backup", parents=[common], help="write a checked snapshot")
    backup.add_argument("file", type=Path, metavar="FILE")
    backup.add_argument("out", type=Path, nargs="?", metavar="OUT")
    backup.set_defaults(does=_backup)


def _add_restore(commands: Any, common: argparse.ArgumentParser) -> None:
    restore = commands.add_parser("restore", parents=[common], help="go back to a snapshot")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument("snapshot", type=Path, metavar="SNAPSHOT")
    restore.set_defaults(does=_restore)


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


def _cspdesk_file(text: str) -> Path:
    path = Path(text)
    return path if path.suffix else path.with_suffix(".cspdesk")
