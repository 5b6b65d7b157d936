"""The desk without its window: new, import, pack, check, backup, restore, selftest.

Exit 0 done; 1 the input or the world is at fault, said in one line on stderr, nothing changed;
2 usage. `--json` prints one object on stdout.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import json
import logging
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

from cspdesk.cli_words import parser
from cspdesk.errors import Conflict, RuleBroken, WorldError

Answer = dict[str, Any]
_ROOT = Path(__file__).parent.parent


def run(arguments: list[str]) -> int:
    """Do one headless command; returns the exit code. Never a traceback."""
    _speak_utf8()
    options = parser(_DOES).parse_args(arguments)
    try:
        answer, sentences = options.does(options)
        _print(json.dumps(answer, ensure_ascii=False, default=str), sentences, options)
    except (Exception, KeyboardInterrupt) as error:
        return _fail(failure(error), options)
    if not answer.get("ok", True):
        _say(sentences[-1], sys.stderr)
        return 1
    return 0


def failure(error: BaseException) -> str:
    """What went wrong in one line: the world's fault, or ours with the place to look at."""
    if isinstance(error, (WorldError, Conflict, RuleBroken)):
        return " ".join(str(error).split())
    if isinstance(error, KeyboardInterrupt):
        return "Stopped. What was not finished was not kept."
    if isinstance(error, MemoryError):
        return "There was not enough memory. Close other programs and try again."
    if isinstance(error, OSError):
        return _of_the_world(error)
    logging.getLogger(__name__).debug("headless command failed", exc_info=error)
    words = " ".join(str(error).split())[:200]
    return (
        f"CSP Desk failed; this is a fault of the program, please report it "
        f"({type(error).__name__}: {words}{_place(error)})."
    )


def _of_the_world(error: OSError) -> str:
    name = Path(os.fsdecode(error.filename)).name if error.filename else "A file"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full. Free some space and try again."
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{name} may not be read or written here. Choose another place or ask for access."
    if error.errno == errno.ENAMETOOLONG:
        return f"The name {name[:40]}… is too long. Choose a shorter one."
    return f"{name} cannot be used ({error.strerror or error}). Check the name and the folder."


def _place(error: BaseException) -> str:
    """The innermost of our own lines that led to a failure, as ", kpis/queries.py line 12"."""
    ours = [
        frame
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT) and ".venv" not in frame.filename
    ]
    if not ours:
        return ""
    return f", {Path(ours[-1].filename).relative_to(_ROOT).as_posix()} line {ours[-1].lineno}"


# -- saying it --------------------------------------------------------------------------------


def _speak_utf8() -> None:
    # A Windows console may be in code page 1252, which has no “≥” nor Turkish letters.
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _print(as_json: str, sentences: list[str], options: argparse.Namespace) -> None:
    """The answer on stdout. Raises WorldError when that is a file on a full disk."""
    try:
        _say(as_json if options.json else "\n".join(sentences), sys.stdout)
    except OSError as error:
        raise WorldError(
            f"It was done, but the answer could not be written ({error.strerror or error})."
        ) from error


def _say(words: str, stream: TextIO | None) -> None:
    """Print, and never mind a reader that went away ("… | head"). A window has no streams."""
    if stream is None:
        return
    try:
        print(words, file=stream, flush=True)
    except BrokenPipeError:
        _hush(stream)
    except OSError:
        _hush(stream)
        raise


def _hush(stream: TextIO) -> None:
    # Python tries to write what is left when it ends, and would complain about that too.
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _fail(sentence: str, options: argparse.Namespace) -> int:
    with contextlib.suppress(OSError):
        if options.json:
            _say(json.dumps({"ok": False, "error": sentence}, ensure_ascii=False), sys.stdout)
    with contextlib.suppress(OSError):
        _say(sentence, sys.stderr)
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
    from cspdesk.packs.export import meeting_for
    from cspdesk.packs.minutes_edition import minutes_meeting
    from cspdesk.words import counted

    export = _edition(options.edition)
    find = minutes_meeting if options.edition == "minutes" else meeting_for
    with Desk.open(options.file, as_at=options.as_at) as desk:
        made = export(desk, options.out, meeting_id=find(desk, options.meeting))
    answer = {"ok": True, "out": str(made.path), "pages": made.pages, "sha256": made.sha256}
    size = counted(made.pages, "page") if made.pages else "for Word"
    return answer, [f"Made {made.path}: {made.title}, {size}."]


def _edition(name: str) -> Callable[..., Any]:
    """What writes the edition of that name."""
    from functools import partial

    from cspdesk.packs.board_sheet import export_board_sheet
    from cspdesk.packs.chair_edition import export_chair_brief, export_rehearsal_sheet
    from cspdesk.packs.export import export_board_pack
    from cspdesk.packs.highlight_edition import export_highlight_report
    from cspdesk.packs.minutes_edition import export_minutes
    from cspdesk.packs.partner_sheet import export_partner_sheet
    from cspdesk.packs.supplement import export_supplement

    kind, _, code = name.partition(":")
    if kind == "partner":
        return partial(export_partner_sheet, code=code)
    if kind == "boards":
        return partial(export_board_sheet, code=code)
    whole: dict[str, Callable[..., Any]] = {
        "highlight": export_highlight_report,
        "executive": export_rehearsal_sheet,
        "chair": export_chair_brief,
        "supplement": export_supplement,
        "minutes": export_minutes,
    }
    return whole.get(kind, export_board_pack)


def _check(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from cspdesk.checking import check_file

    found = check_file(options.file, as_at=options.as_at)
    return found.as_dict(), list(found.sentences)


def _backup(options: argparse.Namespace) -> tuple[Answer, list[str]]:
    from datetime import datetime

    from db import backup
    from db.store import back_up_to, refuse_bad

    if options.out:
        made = back_up_to(options.file, options.out, now=datetime.now())
    else:
        refuse_bad(options.file)
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


_DOES = {
    "new": _new,
    "import": _import,
    "pack": _pack,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "selftest": _selftest,
}
