"""The papers of an item are printed behind its front sheet, each page under its item and number."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from pack_demo import page_words

from cspdesk.agenda.paper_commands import AddPaper, EditPaper
from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts, read_pack
from cspdesk.packs.board.front_sheets import paper_sections
from cspdesk.packs.board.pack import board_pack
from cspdesk.packs.export import meeting_for
from cspdesk.packs.pdf.check import audit
from cspdesk.packs.pdf.render import render_pdf
from db.tables import PaperPieceRow
from db.vocabulary import Publicity


def a_pdf(pages: int) -> bytes:
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        pdf.save(held)
    return held.getvalue()


@pytest.fixture
def facts(desk: Desk) -> PackFacts:
    """Item 5 has two papers, the second restricted."""
    view = desk.ask(agenda, meeting_for(desk, "next"))
    assert view is not None
    key = view.lines[4].id
    for title, pages in (("What worked", 2), ("Costs", 1)):
        body = a_pdf(pages)
        digest = desk.keep_file(body)
        done = desk.run(AddPaper(key, title, f"{title}.pdf", digest, pages, len(body)))
    assert done.created is not None
    secret = Publicity.RESTRICTED
    desk.run(EditPaper(done.created, 1, "Costs", secret, "3", "Prices are being agreed."))
    return desk.ask(read_pack, view.meeting.id)


def test_papers_stand_behind_their_front_sheet_in_order(facts: PackFacts) -> None:
    running = [section.running for section in board_pack(facts, draft=True).sections]
    at = running.index("Item 5, front sheet")
    assert running[at + 1 : at + 3] == ["Item 5, paper 5.1", "Item 5, paper 5.2"]
    assert running[at + 3] == "Item 6, front sheet"


def test_each_page_of_a_paper_is_printed_and_named(facts: PackFacts) -> None:
    sections = paper_sections(facts.items[4], facts)
    whole = replace(board_pack(facts, draft=True), sections=sections)
    out = io.BytesIO()
    found = render_pdf(whole, out)
    words = [" ".join(text.split()) for text in page_words(out.getvalue())]
    assert found.pages == 3
    assert ["paper 5.1" in words[0], "paper 5.1" in words[1], "paper 5.2" in words[2]] == [True] * 3
    assert "Costs (restricted, paragraph 3" in words[2]
    assert audit(out.getvalue()).faults == []


def test_the_front_sheet_says_how_many_pages_are_behind_it(facts: PackFacts) -> None:
    (sheet,) = [
        section
        for section in board_pack(facts, draft=True).sections
        if section.running == "Item 5, front sheet"
    ]
    strip = next(block for block in sheet.blocks if isinstance(block, b.FactStrip))
    assert "Behind this sheet, 3 pages" in str(strip)


def test_a_paper_that_is_not_whole_stops_the_pack_with_one_sentence(
    desk: Desk, facts: PackFacts
) -> None:
    with desk._store.write(desk.today) as (work, step):
        step.label = "Lost"
        work.session.delete(work.session.query(PaperPieceRow).first())
    with pytest.raises(WorldError, match="is not whole in this file"):
        desk.ask(read_pack, facts.front.meeting.id)
