"""The KPI sheets: one for each indicator, tagged, with what was said and what is odd."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from pack_demo import page_words

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.queries import indicator_groups
from cspdesk.packs.kpi_sheets import export_kpi_sheets
from cspdesk.packs.pdf.check import audit


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.create(tmp_path_factory.mktemp("sheets") / "s.cspdesk", sample=True) as made:
        yield made


def _words(path: Path) -> list[str]:
    return [" ".join(text.split()) for text in page_words(path.read_bytes())]


def test_one_sheet_says_everything_of_one_indicator(desk: Desk, tmp_path: Path) -> None:
    lines = [line for group in desk.ask(indicator_groups) for line in group.lines]
    ids = [line.id for line in lines if line.code == "M4"]
    made = export_kpi_sheets(desk, tmp_path / "m4.pdf", ids)
    assert made.title == "KPI sheet, M4 Theft of vehicles"
    said = " ".join(_words(made.path))
    for part in ("1,009", "997", "Upper limit 103", "PMG’s judgement", "Dec 2016", "Provisional",
                 "Answered for by: Police.", "In the highlight report"):  # fmt: skip
        assert part in said


def test_the_suite_has_a_sheet_for_each_indicator_and_passes_the_checkers(
    desk: Desk, tmp_path: Path
) -> None:
    made = export_kpi_sheets(desk, tmp_path / "all.pdf")
    words = _words(made.path)
    lines = [line for group in desk.ask(indicator_groups) for line in group.lines]
    for line in lines:
        assert any(f"{line.code}. " in text and line.name in text for text in words)
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert [one.message for one in found.failures] == []
    assert audit(made.path).faults == []


def test_a_fault_of_the_source_stands_on_the_sheet(desk: Desk, tmp_path: Path) -> None:
    lines = [line for group in desk.ask(indicator_groups) for line in group.lines]
    ids = [line.id for line in lines if line.code in ("P5", "C6")]
    said = " ".join(_words(export_kpi_sheets(desk, tmp_path / "two.pdf", ids).path))
    for line in (line for line in lines if line.code in ("P5", "C6")):
        for warning in line.warnings:
            assert warning in said


def test_without_indicators_there_is_nothing_to_write(tmp_path: Path) -> None:
    with (
        Desk.create(tmp_path / "blank.cspdesk", preset="blank", name="Testborough") as blank,
        pytest.raises(WorldError, match="no KPI"),
    ):
        export_kpi_sheets(blank, tmp_path / "none.pdf")
    assert not (tmp_path / "none.pdf").exists()
