"""Answers out of a reply: in line, numbered, quoted, in a Word sheet; hostile files refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.homework.queries import questions_for
from cspdesk.homework.replies import Asked, MatchedBy, read_reply, sheet_answers
from cspdesk.homework.reply_files import read_reply_file
from cspdesk.homework.reply_word import filled_in
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.partner_sheet import export_partner_sheet

ASKED = (
    Asked(12, 1, 1, "3", "What will you do about moped theft on the A10 this spring?"),
    Asked(15, 1, 2, "4", "Which three wards should the panels look at first, and why?"),
    Asked(19, 1, 3, "5", "Who in your service can sign the protocol?", "Ch Supt O’Neill"),
)
SENT = (
    "Dear Police colleagues,\n\nQuestion 1 [H12], item 3: Moped theft\n"
    "What will you do about moped theft on the A10 this spring?\n"
    "Why we ask you: you have the analysts.\nAnswer by Fri 17 Feb 2017.\n"
)
Answers = dict[int, tuple[str, MatchedBy]]


def read(text: str, asked: tuple[Asked, ...] = ASKED) -> tuple[Answers, str]:
    found = read_reply(text, asked, SENT)
    return {one.asked.id: (one.answer, one.by) for one in found.proposals}, found.rest


def test_numbered_answers_go_to_their_questions_and_the_signature_to_none() -> None:
    text = (
        "Dear all,\n\nPlease see below.\n\nQ1: Two operations a week.\nMore officers.\n"
        "2) Northumberland Park\n3. Ch Supt O'Neill\n\nKind regards\nMs Şükrü\nTel 020"
    )
    answers, rest = read(text)
    assert answers == {
        12: ("Two operations a week.\nMore officers.", MatchedBy.NUMBER),
        15: ("Northumberland Park", MatchedBy.NUMBER),
        19: ("Ch Supt O'Neill", MatchedBy.NUMBER),
    }
    assert rest == "Please see below."


@pytest.mark.parametrize("mark", ["", "> "])
def test_answers_between_the_lines_of_our_letter_are_taken_without_our_words(mark: str) -> None:
    ours = [f"{mark}{line}" for line in SENT.splitlines()]
    text = "\n".join(
        ["Answers below.", "-----Original Message-----", "From: a@b.org", "Subject: x", *ours[:4]]
    )
    answers, rest = read(f"{text}\nTwo operations a week.\n" + "\n".join(ours[4:]))
    assert answers == {12: ("Two operations a week.", MatchedBy.REFERENCE)}
    assert rest == "Answers below."


def test_a_question_copied_word_for_word_is_known_by_its_wording() -> None:
    answers, _rest = read(f"{ASKED[1].question}\nA, B and C.\n")
    assert answers == {15: ("A, B and C.", MatchedBy.WORDING)}


def test_with_one_question_the_whole_reply_is_its_answer() -> None:
    answers, rest = read("Hello,\nBy the spring.\nThanks\nJo", ASKED[:1])
    assert answers == {12: ("By the spring.", MatchedBy.ONLY)}
    assert rest == ""


@pytest.mark.parametrize("text", ["Nothing useful here", "1.5 million is needed, 2/3 of it now"])
def test_what_belongs_to_no_question_is_kept_and_matched_with_none(text: str) -> None:
    assert read(text) == ({}, text)


def test_an_answer_that_is_here_is_known_and_another_would_replace_it() -> None:
    same, other = (
        read_reply(text, ASKED).proposals[0]
        for text in ("3. Ch Supt O'Neill", "3. Somebody else altogether")
    )
    assert (same.is_same, same.replaces) == (True, False)
    assert (other.is_same, other.replaces) == (False, True)


@given(st.text(max_size=300), st.sampled_from([ASKED, ASKED[:1], ()]))
def test_every_word_of_any_reply_is_answer_greeting_or_rest(
    text: str, asked: tuple[Asked, ...]
) -> None:
    found = read_reply(text, asked, SENT)
    assert all(one.answer.strip() for one in found.proposals)
    assert {one.asked.id for one in found.proposals} <= {one.id for one in asked}


# Files

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def control(key: str, answer: str, extra: str = "") -> str:
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in answer.split("\n"))
    tag = f'<w:sdtPr><w:tag w:val="{key}"/>{extra}</w:sdtPr>'
    return f"<w:sdt>{tag}<w:sdtContent>{lines}</w:sdtContent></w:sdt>"


def word(body: str, name: str = "word/document.xml", head: str = "") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        text = f'{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        file.writestr(name, text)
    return packed.getvalue()


SHEET = word(
    control("homework:12", "Two operations\na week, Şükrü")
    + control("homework:15", "Click here", "<w:showingPlcHdr/>")
    + control("homework:999", "Old answer")
    + control("other", "Not ours")
)


def test_a_word_sheet_gives_its_answers_by_the_question() -> None:
    filled = filled_in(SHEET, "sheet.docx")
    assert filled == {12: "Two operations\na week, Şükrü", 999: "Old answer"}
    found = sheet_answers(filled, ASKED)
    assert [(one.asked.id, one.by) for one in found.proposals] == [(12, MatchedBy.SHEET)]
    assert found.rest == "Old answer"
    assert found.notes


def mail(attached: bytes | None = None, *, html: str = "") -> bytes:
    message = EmailMessage()
    message["From"] = "Ms Şükrü <sukru@police.example>"
    message["Subject"] = "RE: questions"
    message["Date"] = "Fri, 10 Feb 2017 09:00:00 +0000"
    message.set_content("Q1: Two operations – weekly.\n")
    if html:
        message.set_content(html, subtype="html")
    if attached:
        message.add_attachment(
            attached, maintype="application", subtype="octet-stream", filename="Antwort Ş.docx"
        )
    return message.as_bytes()


def saved(folder: Path, name: str, body: bytes) -> Path:
    path = folder / name
    path.write_bytes(body)
    return path


def test_an_email_is_read_with_its_sender_its_day_and_the_sheet_attached(tmp_path: Path) -> None:
    found = read_reply_file(saved(tmp_path, "reply.eml", mail(SHEET)))
    assert found.text.strip() == "Q1: Two operations – weekly."
    assert (found.sender, found.sent_on) == ("sukru@police.example", date(2017, 2, 10))
    assert found.filled[12].startswith("Two operations")


def test_an_email_of_html_alone_is_read_by_its_words(tmp_path: Path) -> None:
    body = "<style>p{}</style><p>Q1: Two a week &amp; more</p><blockquote>Q2: ours</blockquote>"
    found = read_reply_file(saved(tmp_path, "reply.eml", mail(html=body)))
    answers, _rest = read(found.text)
    assert answers == {12: ("Two a week & more", MatchedBy.NUMBER)}


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("a.docx", lambda: b"PK\x03\x04nonsense", "damaged"),
        ("a.docx", lambda: word("", "xl/workbook.xml"), "no Word document"),
        ("a.docx", lambda: word("<w:p/>"), "not a homework sheet"),
        ("a.docx", lambda: word("<w:p>"), "damaged"),
        ("a.docx", lambda: word(" " * (31 << 20)), "unpacks to more than"),
        (
            "a.docx",
            lambda: word("&x;", head='<!DOCTYPE d [<!ENTITY x "y">]>'),
            "damaged",
        ),
        ("a.msg", lambda: b"\xd0\xcf\x11\xe0", "no reply that can be read"),
        ("a.eml", lambda: b"\x00\x01\x02", "no e-mail"),
        ("a.txt", lambda: b"x" * (3 << 20), "larger than 2 MB"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    tmp_path: Path, name: str, body: Callable[[], bytes], says: str
) -> None:
    with pytest.raises(WorldError, match=says):
        read_reply_file(saved(tmp_path, name, body()))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_whatever_wrote_it(tmp_path: Path, encoding: str) -> None:
    path = saved(tmp_path, "reply.txt", "Q1: O’Neill – soon".encode(encoding))
    assert read_reply_file(path).text == "Q1: O’Neill – soon"


def test_our_own_word_sheet_comes_back_with_what_was_written_in_it(
    read_desk: Desk, tmp_path: Path
) -> None:
    strip = read_desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    meeting_id = strip.cycle.meeting_id
    path = tmp_path / "sheet.docx"
    export_partner_sheet(read_desk, path, meeting_id=meeting_id, code="MPS")
    partner = read_desk.ask(questions_for, 2, meeting_id)
    assert partner is not None
    assert filled_in(path.read_bytes(), path.name) == {}
    wanted = {card.id: f"Answer of Ş & O’Neill to {card.id}" for card in partner.questions}
    sheet = docx.Document(str(path))
    for box in sheet.element.iter(f"{{{W}}}sdt"):
        tag = box.find(f"{{{W}}}sdtPr/{{{W}}}tag").get(f"{{{W}}}val")
        hint = box.find(f"{{{W}}}sdtPr/{{{W}}}showingPlcHdr")
        if tag.startswith("homework:"):
            hint.getparent().remove(hint)
            next(box.iter(f"{{{W}}}t")).text = wanted[int(tag.partition(":")[2])]
    sheet.save(str(path))
    assert filled_in(path.read_bytes(), path.name) == wanted
