"""The program tests itself on a temporary partnership; used on built programs too.

Make the sample, import a small spreadsheet, undo it, make the board pack and a Word document, check
the file.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cspdesk.agenda.queries import agenda
from cspdesk.calendar import bank_holiday, papers_due
from cspdesk.checking import check_file
from cspdesk.desk import Desk
from cspdesk.home.queries import home
from cspdesk.kpis.importing import import_sheet
from cspdesk.kpis.queries import indicator_groups
from cspdesk.packs.export import export_board_pack, meeting_for
from cspdesk.packs.minutes_edition import export_minutes, minutes_meeting
from cspdesk.words import counted

_SHEET = "Indicator,Jan-17\nBurglary,211\nTheft of motor vehicles,80\nTheft from person,n/a\n"


class SelfTestFailed(Exception):
    """A step did not do what it should; the text says which."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what was done, what came of it, seconds."""

    name: str
    result: str
    seconds: float
    passed: bool


@dataclass(frozen=True, slots=True)
class Report:
    steps: tuple[Step, ...]

    @property
    def passed(self) -> bool:
        return all(step.passed for step in self.steps)

    @property
    def sentences(self) -> tuple[str, ...]:
        lines = [
            f"{'ok  ' if step.passed else 'FAIL'} {step.name}: {step.result} ({step.seconds:.1f} s)"
            for step in self.steps
        ]
        return (*lines, self._outcome())

    def _outcome(self) -> str:
        failed = next((step for step in self.steps if not step.passed), None)
        if failed is None:
            return "All steps passed."
        return f"The self-test failed at “{failed.name}”: {failed.result}."

    def as_dict(self) -> dict[str, Any]:
        return {
            "ok": self.passed,
            "steps": [
                {"name": s.name, "result": s.result, "seconds": round(s.seconds, 2), "ok": s.passed}
                for s in self.steps
            ],
        }


def selftest() -> Report:
    """Run every step until one fails; everything happens in a temporary folder."""
    steps: list[Step] = []
    with tempfile.TemporaryDirectory(prefix="cspdesk-selftest-") as folder:
        trial = _Trial(Path(folder))
        for name, does in trial.steps():
            step = _timed(name, does)
            steps.append(step)
            if not step.passed:
                break
        trial.close()
    return Report(tuple(steps))


def _timed(name: str, does: Callable[[], str]) -> Step:
    start = time.perf_counter()
    try:
        result, passed = does(), True
    except Exception as error:
        result, passed = f"{type(error).__name__}: {error}", False
    return Step(name, result, time.perf_counter() - start, passed)


class _Trial:
    """The temporary partnership and what is done to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / "self-test.cspdesk"
        self._desk: Desk | None = None

    def steps(self) -> tuple[tuple[str, Callable[[], str]], ...]:
        return (
            ("Make the sample", self.make),
            ("Read the rooms", self.read),
            ("Work back the dates of a Board", self.dates),
            ("Import a spreadsheet", self.bring_in),
            ("Import it again", self.bring_in_again),
            ("Undo the import", self.undo),
            ("Make the board pack", self.pack),
            ("Make a Word document", self.word),
            ("Check the file", self.check),
        )

    def make(self) -> str:
        self._desk = Desk.create(self._file, sample=True)
        count = sum(len(group.lines) for group in self._desk.ask(indicator_groups))
        _expect(count == 29, f"{count} indicators instead of 29")
        return f"{count} indicators"

    def read(self) -> str:
        board = self.desk.ask(home)
        items = self.desk.ask(agenda, meeting_for(self.desk, "next"))
        if board is None or items is None or not items.lines:
            raise SelfTestFailed("the cycle or its agenda is empty")
        return f"home, and an agenda of {counted(len(items.lines), 'item')}"

    def dates(self) -> str:
        # The bank holidays come from a catalogue beside the code, which a build can forget.
        due = papers_due(date(2017, 1, 4)).due
        _expect(due == date(2016, 12, 22), f"papers for 4 January 2017 due on {due}")
        far = date(2061, 12, 26)  # no table has it: only the library
        _expect(bank_holiday(far) is not None, "Boxing Day 2061 is no bank holiday")
        return "papers for Wed 4 Jan 2017 go out on Thu 22 Dec 2016"

    def bring_in(self) -> str:
        done = import_sheet(self.desk, self._sheet())
        counts = done.plan.counts
        _expect(done.applied and counts.new == 3, f"{counts.new} figures instead of 3")
        return f"{counts.new} figures"

    def bring_in_again(self) -> str:
        _expect(not import_sheet(self.desk, self._sheet()).applied, "it changed something")
        return "nothing changed"

    def undo(self) -> str:
        changes = self.desk.undo()
        _expect(changes is not None and changes.touches("measurement"), "nothing was undone")
        return self.desk.redo_label or ""

    def pack(self) -> str:
        out = self._folder / "pack.pdf"
        made = export_board_pack(self.desk, out, meeting_id=meeting_for(self.desk, "next"))
        _expect(made.pages >= 20 and out.read_bytes()[:5] == b"%PDF-", f"{made.pages} pages")
        return f"{made.pages} pages"

    def word(self) -> str:
        """A built program must have brought along the empty document that Word files start from."""
        out = self._folder / "minutes.docx"
        export_minutes(self.desk, out, meeting_id=minutes_meeting(self.desk, "next"))
        _expect(out.read_bytes()[:2] == b"PK", "it is no Word document")
        return "minutes"

    def check(self) -> str:
        self.close()
        health = check_file(self._file)
        _expect(not health.faults, "; ".join(health.faults))
        return "in good order"

    def close(self) -> None:
        if self._desk is not None:
            self._desk.close()
            self._desk = None

    @property
    def desk(self) -> Desk:
        assert self._desk is not None
        return self._desk

    def _sheet(self) -> Path:
        path = self._folder / "return.csv"
        path.write_text(_SHEET, encoding="utf-8")
        return path


def _expect(good: bool, otherwise: str) -> None:
    if not good:
        raise SelfTestFailed(otherwise)
