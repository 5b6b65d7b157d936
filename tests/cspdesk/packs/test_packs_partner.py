"""A partner's homework sheet: its own questions and nobody else's, tagged, by command line too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import page
import pytest
from pack_demo import page_words

from cspdesk import cli
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.homework.queries import PartnerHomework, by_partner
from cspdesk.packs.export import meeting_for
from cspdesk.packs.partner_sheet import export_partner_sheet
from cspdesk.packs.pdf.check import audit
from db.vocabulary import HomeworkState


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with Desk.create(tmp_path_factory.mktemp("sheet") / "s.cspdesk", sample=True) as made:
        yield made


def _asked(desk: Desk) -> tuple[PartnerHomework, ...]:
    return desk.ask(by_partner, meeting_for(desk, "next"))


def _words(path: Path) -> str:
    return " ".join(" ".join(page_words(path.read_bytes())).split())


def _sheet(desk: Desk, out: Path, code: str) -> str:
    made = export_partner_sheet(desk, out, meeting_id=meeting_for(desk, "next"), code=code)
    assert made.pages >= 1
    return _words(made.path)


def test_a_sheet_has_every_question_of_its_partner_and_none_of_another(
    desk: Desk, tmp_path: Path
) -> None:
    asked = _asked(desk)
    assert len(asked) > 4
    mine = asked[0]
    said = _sheet(desk, tmp_path / "one.pdf", mine.code)
    others = [card.question for one in asked[1:] for card in one.questions]
    for card in mine.questions:
        assert " ".join(card.question.split()) in said
    assert [words for words in others if " ".join(words.split()) in said] == []
    assert f"Homework for {mine.name}" in said


def test_every_partners_sheet_passes_the_checkers(desk: Desk, tmp_path: Path) -> None:
    for one in _asked(desk):
        out = tmp_path / f"{one.organisation_id}.pdf"
        _sheet(desk, out, one.code.lower())
        found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
        assert [fault.message for fault in found.failures] == []
        assert audit(out).faults == []


def test_a_sheet_says_draft_while_one_of_its_questions_is_a_draft(
    desk: Desk, tmp_path: Path
) -> None:
    drafts = {
        one.code: any(card.state is HomeworkState.DRAFT for card in one.questions)
        for one in _asked(desk)
    }
    assert set(drafts.values()) == {True, False}
    for code, unfinished in drafts.items():
        assert ("DRAFT" in _sheet(desk, tmp_path / "d.pdf", code)) is unfinished


def test_the_same_facts_make_the_same_bytes(desk: Desk, tmp_path: Path) -> None:
    code = _asked(desk)[0].code
    for name in ("a.pdf", "b.pdf"):
        _sheet(desk, tmp_path / name, code)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize(
    ("code", "words"),
    [("NOBODY", "No partner has the code “NOBODY”"), ("CRC", "has no homework question")],
)
def test_a_sheet_nobody_can_have_says_why(
    desk: Desk, tmp_path: Path, code: str, words: str
) -> None:
    with pytest.raises(WorldError, match=words):
        _sheet(desk, tmp_path / "none.pdf", code)
    assert not (tmp_path / "none.pdf").exists()


def test_the_command_line_makes_the_sheet(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, out = _asked(desk)[0], tmp_path / "by line.pdf"
    arguments = ["pack", str(desk.path), "--edition", f"partner:{one.code}", "--out", str(out)]
    assert cli.run(arguments) == 0
    assert f"Homework for {one.name}" in capsys.readouterr().out
    assert f"Homework for {one.name}" in _words(out)
    arguments[3] = "partner:nobody"
    assert cli.run(arguments) == 1
    assert "No partner has the code" in capsys.readouterr().err
