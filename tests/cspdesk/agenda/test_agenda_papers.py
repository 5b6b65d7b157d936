"""Papers of an item: what is taken in, what is refused in one sentence; nothing is lost."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from cspdesk.agenda import paper_files
from cspdesk.agenda.paper_commands import AddPaper, EditPaper, MovePaper, RemovePaper
from cspdesk.agenda.paper_files import read_paper
from cspdesk.agenda.plan_queries import paper_body
from cspdesk.agenda.queries import agenda, item
from cspdesk.agenda.records import ItemCard
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from db.vocabulary import PaperState, Publicity

BOARD = 4


def pdf_bytes(pages: int = 2, password: str = "") -> bytes:
    held = io.BytesIO()
    with pikepdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        lock = pikepdf.Encryption(owner=password, user=password) if password else False
        pdf.save(held, encryption=lock)
    return held.getvalue()


def card(desk: Desk, number: int = 5) -> ItemCard:
    view = desk.ask(agenda, BOARD)
    assert view is not None
    found = desk.ask(item, view.lines[number - 1].id)
    assert found is not None
    return found


def add(desk: Desk, path: Path, number: int = 5) -> ItemCard:
    paper = read_paper(path)
    digest = desk.keep_file(paper.body)
    assert digest == paper.sha256
    key = card(desk, number).id
    size = len(paper.body)
    desk.run(AddPaper(key, paper.title, paper.name, paper.sha256, paper.pages, size))
    return card(desk, number)


def file(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def test_a_paper_is_kept_whole_with_its_hash_and_pages(desk: Desk, tmp_path: Path) -> None:
    body = pdf_bytes(3)
    (paper,) = add(desk, file(tmp_path, "change-offer_v2.pdf", body)).papers
    assert (paper.title, paper.pages, paper.size) == ("change offer v2", 3, len(body))
    assert desk.ask(paper_body, paper.id) == body
    assert desk.undo_label == "Added “change offer v2” (3 pages) to item 5"


def test_undo_takes_the_paper_away_and_redo_brings_its_bytes_back(
    desk: Desk, tmp_path: Path
) -> None:
    body = pdf_bytes()
    paper = add(desk, file(tmp_path, "a.pdf", body)).papers[0]
    desk.undo()
    assert card(desk).papers == ()
    assert desk.ask(paper_body, paper.id) is None
    desk.redo()
    assert desk.ask(paper_body, paper.id) == body


def test_the_history_of_a_paper_does_not_carry_its_bytes(desk: Desk) -> None:
    before = desk.path.stat().st_size
    big = b"x" * 3_000_000
    digest = desk.keep_file(big)
    desk.run(AddPaper(card(desk).id, "Big", "big.pdf", digest, 2, len(big)))
    paper = card(desk).papers[0]
    desk.run(RemovePaper(paper.id, paper.version))
    assert desk.path.stat().st_size - before < 1.2 * len(big)


def test_a_file_of_several_pieces_comes_back_as_it_was(desk: Desk) -> None:
    body = bytes(range(256)) * 10_000
    steps: list[tuple[int, int]] = []
    digest = desk.keep_file(body, lambda done, of: steps.append((done, of)))
    assert steps[-1] == (len(body), len(body))
    assert len(steps) > 2
    desk.run(AddPaper(card(desk).id, "Long", "long.pdf", digest, 2, len(body)))
    assert desk.ask(paper_body, card(desk).papers[0].id) == body


def test_what_was_stopped_half_way_is_no_paper_and_can_be_added_again(desk: Desk) -> None:
    body = bytes(3_000_000)

    def stop(done: int, _of: int) -> None:
        if done:
            raise KeyError("stopped")

    with pytest.raises(KeyError):
        desk.keep_file(body, stop)
    digest = paper_files.hashlib.sha256(body).hexdigest()
    command = AddPaper(card(desk).id, "Half", "half.pdf", digest, 1, len(body))
    with pytest.raises(RuleBroken, match="not kept whole"):
        desk.run(command)
    desk.keep_file(body)
    desk.run(command)
    assert desk.ask(paper_body, card(desk).papers[0].id) == body


def test_bytes_that_nothing_speaks_of_are_swept_away_after_a_day(desk: Desk) -> None:
    from db.files import file_of, keep_file

    lost, wanted = b"lost" * 9, b"wanted" * 9
    engine, long_ago = desk._store.engine, datetime(2017, 1, 1)
    gone, kept = (keep_file(engine, body, now=long_ago) for body in (lost, wanted))
    desk.run(AddPaper(card(desk).id, "Wanted", "w.pdf", kept, 1, len(wanted)))
    desk.undo()
    desk.keep_file(b"another")
    assert desk.ask(lambda reading: file_of(reading.session, gone)) is None
    assert desk.ask(lambda reading: file_of(reading.session, kept)) == wanted, "redo needs it"


def damaged() -> bytes:
    whole = pdf_bytes(4)
    return whole[: len(whole) // 2]


REFUSED = [
    ("secret.pdf", pdf_bytes(1, "x"), "needs a password"),
    ("half.pdf", damaged(), "damaged or not whole"),
    ("rubbish.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 400, "damaged or not whole"),
    ("empty.pdf", b"", "is empty"),
    ("Minutes.docx", b"PK\x03\x04 word", "is a Word document, not a PDF: open it in Word"),
    ("figures.xlsx", b"PK\x03\x04 sheet", "is a spreadsheet, not a PDF: open it in Excel"),
    ("talk.pptx", b"PK\x03\x04 slide", "open it in PowerPoint and choose File, Save as, PDF"),
    ("photo.pdf", b"\xff\xd8\xff\xe0 jpeg", "is a picture, not a PDF"),
    ("notes.txt", "Şükrü’s notes".encode(), "is not a PDF: open it where it was made"),
]


@pytest.mark.parametrize(("name", "body", "words"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_is_no_good_pdf_is_refused_in_one_sentence(
    tmp_path: Path, name: str, body: bytes, words: str
) -> None:
    with pytest.raises(RuleBroken) as broken:
        read_paper(file(tmp_path, name, body))
    assert words in broken.value.message
    assert name in broken.value.message
    assert broken.value.message.endswith(".")
    assert broken.value.message.count(". ") == 0


def test_an_enormous_file_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "huge.pdf"
    with path.open("wb") as held:
        held.truncate(paper_files.MOST_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_a, **_k: pytest.fail("it was read"))
    with pytest.raises(RuleBroken, match="more than the 100 MB"):
        read_paper(path)


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(RuleBroken, match="cannot be read"):
        read_paper(tmp_path / "gone.pdf")


def test_the_same_paper_is_not_added_twice(desk: Desk, tmp_path: Path) -> None:
    path = file(tmp_path, "a.pdf", pdf_bytes())
    add(desk, path)
    with pytest.raises(RuleBroken, match="a paper of item 5 already"):
        add(desk, path)


def test_a_paper_is_restricted_only_with_paragraph_and_reason(desk: Desk, tmp_path: Path) -> None:
    paper = add(desk, file(tmp_path, "a.pdf", pdf_bytes())).papers[0]
    secret = Publicity.RESTRICTED
    for paragraph, reason, field in (
        ("", "", "exempt_paragraph"),
        ("8", "Because.", "exempt_paragraph"),
        ("3", " ", "exempt_reason"),
    ):
        with pytest.raises(RuleBroken) as broken:
            desk.run(
                EditPaper(paper.id, paper.version, "New", secret, paragraph, reason),
            )
        assert broken.value.field == field
    assert card(desk).papers[0].title == "a", "nothing of a refused edit is written"
    desk.run(EditPaper(paper.id, paper.version, publicity=secret, exempt_paragraph="3",
                       exempt_reason="Prices are being agreed."))  # fmt: skip
    assert card(desk).papers[0].publicity is secret


def test_the_last_paper_taken_off_leaves_it_to_follow(desk: Desk, tmp_path: Path) -> None:
    add(desk, file(tmp_path, "a.pdf", pdf_bytes(1)))
    first, second = add(desk, file(tmp_path, "b.pdf", pdf_bytes(2))).papers
    desk.run(MovePaper(second.id, 1))
    assert [paper.title for paper in card(desk).papers] == ["b", "a"]
    for _ in range(2):
        paper = card(desk).papers[0]
        desk.run(RemovePaper(paper.id, paper.version))
    assert first.id != second.id
    assert card(desk).paper_state is PaperState.TO_FOLLOW
