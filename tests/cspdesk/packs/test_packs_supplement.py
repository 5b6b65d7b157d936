"""The supplement: what came after the pack was issued, and nothing that was in it."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import page
import pikepdf
import pytest
from pack_demo import page_words

from cspdesk import cli
from cspdesk.agenda.commands import AddItem, EditItem
from cspdesk.agenda.paper_commands import AddPaper
from cspdesk.agenda.queries import ItemCard, item_cards
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken, WorldError
from cspdesk.homework.commands import SetHomework
from cspdesk.packs.commands import IssueDocument
from cspdesk.packs.export import meeting_for
from cspdesk.packs.late import late_business
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.supplement import export_supplement
from cspdesk.people.queries import organisations
from db.vocabulary import DocumentKind, ItemType, Marking

NEW = "Knife crime: what schools can do by Easter"
PACK_PAGES = 30


def board(desk: Desk) -> int:
    return meeting_for(desk, "next")


def issue(
    desk: Desk, kind: DocumentKind = DocumentKind.BOARD, reason: str = "It must go.", pages: int = 0
) -> None:
    """What was sent matters not here: that it was sent, and how many pages it had."""
    body = b"%PDF-1.7 as it went out"
    said = ("Papers", "papers.pdf", Marking.OFFICIAL, pages or PACK_PAGES, body)
    desk.run(IssueDocument(kind, board(desk), *said, hashlib.sha256(body).hexdigest(), reason))


def card(desk: Desk, number: str) -> ItemCard:
    return next(one for one in desk.ask(item_cards, board(desk)) if one.line.number == number)


def add_paper(desk: Desk, number: str, title: str, pages: int = 2) -> None:
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842 - len(title)))
        pdf.save(held)
    body = held.getvalue()
    digest = desk.keep_file(body)
    desk.run(AddPaper(card(desk, number).id, title, f"{title}.pdf", digest, pages, len(body)))


def add_late_item(desk: Desk) -> ItemCard:
    desk.run(
        AddItem(board(desk), NEW, position=5, type=ItemType.DECISION, lead="Borough Commander")
    )
    new = card(desk, "4.1")
    police = next(one for one in desk.ask(organisations) if one.code == "MPS")
    desk.run(SetHomework(new.id, police.id, "Which schools have asked for an officer?"))
    return new


def make(desk: Desk, out: Path) -> list[str]:
    made = export_supplement(desk, out, meeting_id=board(desk))
    found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
    assert [fault.message for fault in found.failures] == []
    assert audit(out).faults == []
    words = [" ".join(text.split()) for text in page_words(out.read_bytes())]
    assert made.pages == len(words)
    return words


def test_a_supplement_holds_what_is_late_and_goes_on_from_the_packs_pages(
    desk: Desk, tmp_path: Path
) -> None:
    add_paper(desk, "6", "In the pack already")
    issue(desk)
    add_late_item(desk)
    add_paper(desk, "4.1", "What schools said")
    add_paper(desk, "6", "Outcomes after consultation")
    words = make(desk, tmp_path / "s.pdf")
    first, everything = words[0], " ".join(words)
    assert "Supplement 1 to the Board pack" in first
    assert "One late item and one late paper. This goes" in first
    assert "pages go on from page 30" in first
    assert NEW in first
    assert "Outcomes after consultation" in first
    assert "In the pack already" not in everything
    assert "Noel Park project" not in everything
    assert "Which schools have asked for an officer?" in everything
    last = PACK_PAGES + len(words)
    assert [f"Page {at} of {last}" in text for at, text in enumerate(words, 31)] == [True] * len(
        words
    )
    assert all("DRAFT" in text for text in words)
    with pikepdf.open(tmp_path / "s.pdf") as pdf:
        assert int(pdf.Root.PageLabels.Nums[1].St) == 31


def test_an_issued_supplement_is_kept_and_the_next_goes_on_from_it(desk: Desk) -> None:
    issue(desk)
    new = add_late_item(desk)
    with pytest.raises(RuleBroken, match="stop") as broken:
        issue(desk, DocumentKind.SUPPLEMENT, "")
    assert broken.value.field == "overrule_reason"
    decided = "Agree which schools have an officer from April."
    desk.run(
        EditItem(new.id, card(desk, "4.1").version, decision_sought=decided, value_added="Schools.")
    )
    issue(desk, DocumentKind.SUPPLEMENT, "", pages=3)  # the pack's own late papers stop it no more
    assert (late := desk.ask(late_business, board(desk)))
    assert late.is_nothing
    add_paper(desk, "4.1", "What schools said")
    assert (late := desk.ask(late_business, board(desk)))
    assert (late.number, late.first_page, late.words) == (2, 34, "1 late paper")


def test_after_a_second_edition_of_the_pack_nothing_is_late(desk: Desk) -> None:
    issue(desk)
    add_late_item(desk)
    issue(desk, pages=33)
    assert (late := desk.ask(late_business, board(desk)))
    assert late.is_nothing
    assert (late.first_page, late.pack.number) == (34, 2)


def test_a_late_paper_that_is_undone_and_done_again_is_late_again(desk: Desk) -> None:
    add_paper(desk, "6", "In the pack already")
    issue(desk)
    add_paper(desk, "6", "Late")
    desk.undo()
    assert (late := desk.ask(late_business, board(desk)))
    assert late.is_nothing
    desk.redo()
    assert (late := desk.ask(late_business, board(desk)))
    assert late.words == "1 late paper"


def test_without_a_pack_or_without_anything_late_there_is_no_supplement(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "s.pdf"
    with pytest.raises(WorldError, match="No pack has been issued"):
        export_supplement(desk, out, meeting_id=board(desk))
    issue(desk)
    with pytest.raises(WorldError, match="Nothing has come since 9 February 2017"):
        export_supplement(desk, out, meeting_id=board(desk))
    assert not out.exists()


def test_the_command_line_makes_a_supplement(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(desk)
    add_late_item(desk)
    desk.close()
    out = tmp_path / "s.pdf"
    words = ["pack", str(desk.path), "--edition", "supplement", "--out", str(out)]
    assert cli.run(words) == 0
    assert "Supplement 1 to the Board pack, 23 February 2017" in capsys.readouterr().out
    assert out.read_bytes().startswith(b"%PDF-")
