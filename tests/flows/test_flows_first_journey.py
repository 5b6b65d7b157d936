"""From nothing to a Board pack and back, as an officer goes; and what a killed command leaves."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from content import changed_tables, content
from finding import first
from sqlalchemy import select

from cspdesk.agenda.commands import EditItem
from cspdesk.agenda.queries import agenda
from cspdesk.checking import check_file
from cspdesk.desk import Desk
from cspdesk.packs.export import meeting_for
from cspdesk.packs.pdf.check import structure_text
from cspdesk.reading import Reading
from db.backup import snapshots
from db.tables import AgendaItemRow, AuditRow, IndicatorRow, MeasurementRow
from db.vocabulary import Origin

MAIN = Path(__file__).parents[2] / "main.py"
TITLE = "Burglary in Şükrü’s street: who does what by Easter"
IMPORTED = "Imported 4 figures from police.csv"

# A borough table as the police publish it, with another borough, and rows that make up one KPI.
POLICE = """\
MajorText,MinorText,BoroughName,201612,201701
BURGLARY,BURGLARY BUSINESS AND COMMUNITY,Barnet,31,29
BURGLARY,BURGLARY BUSINESS AND COMMUNITY,Haringey,52,51
BURGLARY,RES BURGLARY OF A HOME,Barnet,310,322
BURGLARY,RES BURGLARY OF A HOME,Haringey,201,1600
THEFT,THEFT FROM THE PERSON,Haringey,160,1717
"""


def shell(folder: Path, *words: str) -> str:
    """Run a headless command as the officer's scheduled task would; what it says."""
    done = subprocess.run(
        [sys.executable, str(MAIN), *words], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout


def words_of(pack: Path) -> str:
    """Everything that a screen reader would say of a PDF, in order."""
    with pikepdf.open(pack) as pdf:
        return "\n".join(said for _role, said in structure_text(pdf))


def twelve_months_of_theft(desk: Desk) -> str:
    """Theft from the person, February 2016 to January 2017, as a document prints it."""
    theft = first(desk, IndicatorRow, code="M5")

    def query(reading: Reading) -> str:
        of_the_year = select(MeasurementRow.value).where(
            MeasurementRow.indicator_id == theft.id,
            MeasurementRow.period_start >= date(2016, 2, 1),
            MeasurementRow.period_start <= date(2017, 1, 31),
        )
        values = reading.all(of_the_year)
        assert len(values) == 12
        return f"{sum(float(value) for value in values if value is not None):,.0f}"

    return desk.ask(query)


def audit_of_the_title(desk: Desk) -> list[tuple[Origin, str]]:
    """Who changed titles of agenda items, oldest first: by a command, by undo…"""

    def query(reading: Reading) -> list[tuple[Origin, str]]:
        found = select(AuditRow.origin, AuditRow.new).where(
            AuditRow.entity == AgendaItemRow.__tablename__, AuditRow.op == "update"
        )
        return [(row[0], row[1]) for row in reading.rows(found.order_by(AuditRow.id))]

    return desk.ask(query)


def test_from_nothing_to_a_board_pack_and_back(tmp_path: Path) -> None:
    file = tmp_path / "csp.cspdesk"
    assert "lives as at 9 February 2017" in shell(tmp_path, "new", "csp.cspdesk", "--sample")
    shell(tmp_path, "pack", "csp.cspdesk", "--out", "before.pdf")

    with Desk.open(file) as desk:
        at_first = content(desk)
        view = desk.ask(agenda, meeting_for(desk, "next"))
        assert view is not None
        line = view.lines[3]
        desk.run(EditItem(line.id, line.version, title=TITLE))

    (tmp_path / "police.csv").write_text(POLICE, encoding="utf-8")
    command = ("import", "csp.cspdesk", "police.csv", "--where", "BoroughName=Haringey")
    assert "Would import 4 figures" in shell(tmp_path, *command, "--dry-run")
    assert IMPORTED in shell(tmp_path, *command)
    assert "Nothing changed" in shell(tmp_path, *command)

    shell(tmp_path, "pack", "csp.cspdesk", "--out", "after.pdf")
    before, after = words_of(tmp_path / "before.pdf"), words_of(tmp_path / "after.pdf")
    with Desk.open(file) as desk:
        figure = twelve_months_of_theft(desk)
        assert TITLE in after
        assert TITLE not in before
        assert figure in after
        assert figure not in before
        assert desk.undo_label == IMPORTED
        desk.undo()
        desk.undo()
        assert content(desk)["agenda_item"] == at_first["agenda_item"]
        assert content(desk)["measurement"] == at_first["measurement"]

    assert "is in good order" in shell(tmp_path, "check", "csp.cspdesk")
    with Desk.open(file) as desk:
        # What was taken back is still told, and can be done again after the restart.
        assert desk.redo_label is not None
        by = [origin for origin, new in audit_of_the_title(desk) if new and "Şükrü’s" in new]
        assert by == [Origin.DO]
        assert Origin.UNDO in [origin for origin, _new in audit_of_the_title(desk)]
        desk.redo()
        desk.redo()
        assert desk.undo_label == IMPORTED
        assert first(desk, AgendaItemRow, id=line.id).title == TITLE
        assert changed_tables(at_first, content(desk)) >= {"agenda_item", "measurement"}
    shell(tmp_path, "pack", "csp.cspdesk", "--out", "again.pdf")
    assert words_of(tmp_path / "again.pdf") == after


def test_before_an_import_a_snapshot_keeps_what_was_there(sample_path: Path) -> None:
    (sample_path.parent / "police.csv").write_text(POLICE, encoding="utf-8")
    with Desk.open(sample_path) as desk:
        before = content(desk)
    shell(sample_path.parent, "import", sample_path.name, "police.csv")
    kept = [file for _taken, file in snapshots(sample_path) if "before import" in file.name]
    assert len(kept) == 1
    with Desk.open(kept[0]) as desk:
        assert changed_tables(before, content(desk)) == set()


# -- killed -----------------------------------------------------------------------------------

Moment = Callable[[Path, float], bool]


def after_seconds(seconds: float) -> Moment:
    return lambda folder, passed: passed >= seconds


def when_there_is(pattern: str) -> Moment:
    """As soon as a file with some bytes in it appears: in the middle of the writing."""
    return lambda folder, _passed: any(
        path.stat().st_size > 0 for path in folder.glob(pattern) if path.exists()
    )


def killed(folder: Path, moment: Moment, *words: str) -> bool:
    """Start a command and kill it at a moment; False when it had ended before."""
    began = time.monotonic()
    with subprocess.Popen([sys.executable, str(MAIN), *words], cwd=folder) as process:
        while process.poll() is None and not _now(moment, folder, time.monotonic() - began):
            if time.monotonic() - began > 30:
                process.kill()
                raise TimeoutError("the command did not end")
        ended = process.poll() is not None
        process.kill()
    return not ended


def _now(moment: Moment, folder: Path, passed: float) -> bool:
    try:
        return moment(folder, passed)
    except FileNotFoundError:
        return False


def many_months() -> str:
    """Two years of two KPIs, so that the writing takes a while."""
    months = [f"{year}{month:02}" for year in (2015, 2016) for month in range(1, 13)]
    lines = [",".join(["MajorText", "MinorText", "BoroughName", *months])]
    for minor in ("ROBBERY OF PERSONAL PROPERTY", "ROBBERY OF BUSINESS PROPERTY"):
        lines.append(",".join(["ROBBERY", minor, "Haringey", *("777" for _ in months)]))
    lines.append(",".join(["THEFT", "THEFT FROM THE PERSON", "Haringey", *("999" for _ in months)]))
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(after_seconds(0.45), id="while it reads"),
        pytest.param(when_there_is("*.cspdesk-journal"), id="in its transaction"),
        pytest.param(when_there_is("* snapshots/*.partial"), id="in its snapshot"),
    ],
)
def test_a_killed_import_has_happened_whole_or_not_at_all(
    sample_path: Path, moment: Moment
) -> None:
    folder = sample_path.parent
    (folder / "police.csv").write_text(many_months(), encoding="utf-8")
    with Desk.open(sample_path) as desk:
        before = content(desk)["measurement"]
    killed(folder, moment, "import", sample_path.name, "police.csv")
    assert check_file(sample_path).faults == ()
    with Desk.open(sample_path) as desk:
        assert not desk.read_only
        after = content(desk)["measurement"]
        if after != before:
            assert "Imported" in (desk.undo_label or "")
            desk.undo()
            assert content(desk)["measurement"] == before
    assert [path.name for path in folder.glob("*.lock")] == []


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(after_seconds(0.6), id="while it lays out"),
        pytest.param(when_there_is("pack.pdf*"), id="while it writes"),
    ],
)
def test_a_killed_pack_leaves_no_half_file_under_its_name(
    sample_path: Path, moment: Moment
) -> None:
    folder = sample_path.parent
    bytes_before = sample_path.read_bytes()
    killed(folder, moment, "pack", sample_path.name, "--out", "pack.pdf")
    if (folder / "pack.pdf").exists():
        assert "Board edition" in words_of(folder / "pack.pdf")
    assert sample_path.read_bytes() == bytes_before
    shell(folder, "pack", sample_path.name, "--out", "pack.pdf")
    assert [path.name for path in folder.glob("*.partial")] == []


@pytest.mark.parametrize("seconds", [0.0, 0.3])
def test_a_killed_new_leaves_no_file_that_looks_made(tmp_path: Path, seconds: float) -> None:
    seen: list[float] = []

    def moment(folder: Path, passed: float) -> bool:
        if when_there_is("*.partial")(folder, passed):
            seen.append(passed)
        return bool(seen) and passed >= seen[0] + seconds

    words = ("new", "csp.cspdesk", "--sample")
    if killed(tmp_path, moment, *words):
        assert not (tmp_path / "csp.cspdesk").exists()
        assert "Made csp.cspdesk" in shell(tmp_path, *words)
    assert check_file(tmp_path / "csp.cspdesk").faults == ()
    assert [path.name for path in tmp_path.iterdir() if ".partial" in path.name] == []
