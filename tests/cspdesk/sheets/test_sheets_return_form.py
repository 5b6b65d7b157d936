"""The return form: it asks for what is awaited and comes back without a question."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.kpis.import_commands import ApplyImport
from cspdesk.kpis.importing import Settings, open_file, open_text, plan_for, plan_opened
from cspdesk.kpis.imports import indicator_keys, kept_recipes
from cspdesk.kpis.return_form import form_facts, partners_owing, save_form
from cspdesk.sheets.errors import SheetRefused
from cspdesk.sheets.writing import save_rejects
from db.vocabulary import RowFate, Unit


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.cspdesk"
    Desk.create(path, preset="haringey", sample=True).close()
    return path


@pytest.fixture
def desk(sample: Path, tmp_path: Path) -> Iterator[Desk]:
    with Desk.open(Path(shutil.copy(sample, tmp_path / "mine.cspdesk"))) as made:
        yield made


def _form(desk: Desk, folder: Path) -> tuple[Path, int]:
    owing = desk.ask(partners_owing)[0]
    path = folder / "form.xlsx"
    return path, save_form(desk.ask(form_facts, owing.id), path)


def _fill(path: Path, values: list[object]) -> None:
    book = load_workbook(path)
    page = book["Return"]
    first = next(row[0].row for row in page.iter_rows() if row[0].value == "KPI") + 1
    for number, value in enumerate(values, start=first):
        page.cell(number, 6).value = value
    book.save(path)


def test_a_filled_form_imports_without_a_question(desk: Desk, tmp_path: Path) -> None:
    path, asked = _form(desk, tmp_path)
    facts = desk.ask(form_facts, desk.ask(partners_owing)[0].id)
    values = [0.45 if f.unit is Unit.PERCENT else 40 + n for n, f in enumerate(facts.figures)]
    _fill(path, values)
    plan = plan_for(desk, path)
    assert [row.fate for row in plan.rows] == [RowFate.NEW] * asked
    read = {(row.indicator.id, row.period.start): row.value for row in plan.rows
            if row.indicator and row.period}  # fmt: skip
    assert read == {
        (f.indicator_id, f.period.start): 45 if f.unit is Unit.PERCENT else 40 + n
        for n, f in enumerate(facts.figures)
    }
    assert plan.recipe == {}
    desk.run(ApplyImport(plan))
    assert desk.ask(kept_recipes) == ()
    assert plan_for(desk, path).nothing_to_do


def test_a_form_with_gaps_says_how_many_are_empty(desk: Desk, tmp_path: Path) -> None:
    path, asked = _form(desk, tmp_path)
    _fill(path, ["<5"])
    plan = plan_for(desk, path)
    assert (plan.counts.new, plan.counts.blank) == (1, asked - 1)
    assert plan.changes[0].value is None


def test_only_the_cells_to_fill_in_are_open(desk: Desk, tmp_path: Path) -> None:
    path, _ = _form(desk, tmp_path)
    book = load_workbook(path)
    page = book["Return"]
    assert page.protection.sheet
    openings = {c.column for row in page.iter_rows() for c in row if not c.protection.locked}
    assert openings == {6, 7, 8}
    assert book["cspdesk-form"].sheet_state == "veryHidden"


def test_a_name_like_a_formula_stays_text(desk: Desk, tmp_path: Path) -> None:
    from dataclasses import replace

    facts = desk.ask(form_facts, desk.ask(partners_owing)[0].id)
    bad = replace(facts.figures[0], name='=HYPERLINK("http://x")')
    path = tmp_path / "f.xlsx"
    save_form(replace(facts, figures=(bad,)), path)
    cell = load_workbook(path)["Return"].cell(11, 2)
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://x")')


def test_a_partner_that_owes_nothing_gets_no_form(desk: Desk) -> None:
    quiet = [one for one in desk.ask(partners_owing) if not one.awaited]
    with pytest.raises(WorldError):
        desk.ask(form_facts, quiet[0].id if quiet else 10_000)


def test_a_form_whose_hidden_sheet_was_altered_is_refused(desk: Desk, tmp_path: Path) -> None:
    path, _ = _form(desk, tmp_path)
    book = load_workbook(path)
    book["cspdesk-form"]["A2"] = "{}"
    book.save(path)
    with pytest.raises(SheetRefused, match="altered"):
        plan_for(desk, path)


def test_a_form_of_another_file_is_matched_by_key_and_name_not_by_number(
    desk: Desk, tmp_path: Path
) -> None:
    import json

    path, asked = _form(desk, tmp_path)
    book = load_workbook(path)
    said = json.loads(book["cspdesk-form"]["A2"].value)
    numbers = [key.id for key in desk.ask(indicator_keys)]
    for place, line in enumerate(said["indicators"]):
        line["id"] = numbers[(numbers.index(line["id"]) + 1 + place) % len(numbers)]
    book["cspdesk-form"]["A2"] = json.dumps(said)
    book.save(path)
    _fill(path, [1] * asked)
    facts = desk.ask(form_facts, desk.ask(partners_owing)[0].id)
    plan = plan_for(desk, path)
    assert {row.indicator.code for row in plan.rows if row.indicator} <= {
        f.code for f in facts.figures
    }
    assert plan.changes


def test_the_rejected_rows_are_saved_as_text_and_can_be_mended(desk: Desk, tmp_path: Path) -> None:
    file = open_text(
        desk, "Indicator\tPeriod\tValue\nBurglary\tJan-17\ttwo hundred\n=1+1\tJan-17\t4\n"
    )
    plan = plan_opened(file, Settings())
    path = tmp_path / "rejected.xlsx"
    assert save_rejects(plan, path) == 2
    book = load_workbook(path)
    page = book.worksheets[0]
    rows = list(page.iter_rows(min_row=5, values_only=True))
    assert [row[0] for row in rows] == ["Burglary", "=1+1"]
    assert page["A6"].data_type == "s"
    assert rows[0][4] == "Not a number"
    page["C5"] = 211
    book.save(path)
    again = plan_for(desk, path)
    assert [(row.indicator.code, row.value) for row in again.changes if row.indicator] == [
        ("M1", 211)
    ]


def test_decisions_are_kept_under_the_name_the_officer_gives(desk: Desk, tmp_path: Path) -> None:
    from cspdesk.sheets.mapping import Choices

    text = "Measure\tJan-17\tFeb-17\nBreak-ins\t211\t\n"
    file = open_text(desk, text)
    burglary = next(key for key in file.context.indicators if key.code == "M1")
    chosen = Choices(names={"Break-ins": burglary.id})
    plan = plan_opened(file, Settings(choices=chosen, recipe="BI quarterly return"))
    desk.run(ApplyImport(plan))
    again = plan_opened(open_text(desk, text), Settings())
    assert again.recipe_name == "BI quarterly return"
    assert again.rows[0].fate is RowFate.SAME
    forgotten = plan_opened(open_text(desk, text), Settings(keep=False))
    assert forgotten.recipe == {}


def test_a_column_and_a_header_row_can_be_put_right(desk: Desk, tmp_path: Path) -> None:
    from cspdesk.sheets.layout import ColumnRole

    file = open_text(desk, "Indicator\tPeriod\tThis\tLast\nBurglary\tJan-17\t5\t6\n")
    sheet = file.chosen[0]
    roles = {sheet: {"C": ColumnRole.UNUSED, "D": ColumnRole.VALUE}}
    assert plan_opened(file, Settings(roles=roles)).rows[0].value == 6
    with pytest.raises(SheetRefused, match="No figures are found"):
        plan_opened(file, Settings(headers={sheet: 1}))


def test_a_form_opened_in_the_wizard_is_its_one_table(desk: Desk, tmp_path: Path) -> None:
    path, _ = _form(desk, tmp_path)
    file = open_file(desk, path)
    assert file.chosen == ("Return",)


def test_a_figure_printed_in_an_issued_pack_is_called_out_with_what_it_said(desk: Desk) -> None:
    from cspdesk.kpis.commands import EnterFigures, Entry
    from cspdesk.kpis.imports import existing_figures

    _issue(desk)
    burglary = next(key for key in desk.ask(indicator_keys) if key.code == "M1")
    month = max(start for number, start in desk.ask(existing_figures) if number == burglary.id)
    before = desk.ask(existing_figures)[burglary.id, month].value
    assert before is not None
    text = f"Indicator\tPeriod\tValue\nBurglary\t{month:%b-%y}\t{before + 6:.0f}\n"
    plan = plan_opened(open_text(desk, text), Settings())
    said = f"Was {before:.0f}. Reported as {before:.0f} on 9 February 2017"
    assert plan.rows[0].reason.startswith(said)
    desk.run(EnterFigures((Entry(burglary.id, month, f"{before + 2:.0f}"),)))
    plan = plan_opened(open_text(desk, text), Settings())
    said = f"Was {before + 2:.0f}. Reported as {before:.0f} on 9 February 2017"
    assert plan.rows[0].reason.startswith(said)
    assert plan.counts.reported == 1


def _issue(desk: Desk) -> None:
    import hashlib

    from cspdesk.meetings.queries import board_meetings
    from cspdesk.packs.commands import IssueDocument
    from db.vocabulary import DocumentKind, Marking

    body = b"%PDF-1.7 the pack as it went out"
    meeting = desk.ask(board_meetings)[-1]
    desk.run(
        IssueDocument(
            kind=DocumentKind.BOARD,
            meeting_id=meeting.id,
            title="Board pack",
            file_name="pack.pdf",
            marking=Marking.OFFICIAL,
            pages=1,
            body=body,
            overrule_reason="The Chair wants it out today",
            sha256=hashlib.sha256(body).hexdigest(),
        )
    )
