"""A document that has left the house stays as it was, and so do the numbers printed in it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from content import content
from examples_agenda import board, item

from cspdesk.agenda.checks import stopping
from cspdesk.agenda.commands import AddItem, DeleteItem, EditItem, MoveItem
from cspdesk.agenda.queries import agenda
from cspdesk.desk import Desk
from cspdesk.errors import Conflict, RuleBroken, WorldError
from cspdesk.meetings.commands import RescheduleBoard
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.commands import IssueDocument
from cspdesk.packs.export import save_issued
from cspdesk.packs.queries import issued_body, issued_documents
from db.vocabulary import DocumentKind, Marking, MeetingState

BODY = b"%PDF-1.7 O\xe2\x80\x99Neill"


def issue(desk: Desk, body: bytes = BODY, **changes: object) -> IssueDocument:
    fields = {
        "kind": DocumentKind.BOARD,
        "meeting_id": board(desk),
        "title": "Board pack",
        "file_name": "CSP Board pack 2017-02-23 – OFFICIAL.pdf",
        "marking": Marking.OFFICIAL,
        "pages": 42,
        "body": body,
        "sha256": hashlib.sha256(body).hexdigest(),
        "overrule_reason": "The late papers follow as a supplement.",
        **changes,
    }
    return IssueDocument(**fields)  # type: ignore[arg-type]


def numbers(desk: Desk) -> list[str]:
    view = desk.ask(agenda, board(desk))
    assert view is not None
    return [line.number for line in view.lines]


def test_an_issued_document_cannot_be_taken_back(desk: Desk) -> None:
    desk.run(issue(desk))
    after = content(desk)
    with pytest.raises(Conflict, match="It has left the house"):
        desk.undo()
    assert content(desk) == after


def test_its_bytes_and_hash_are_kept_and_the_list_does_not_carry_them(desk: Desk) -> None:
    desk.run(issue(desk))
    (line,) = desk.ask(issued_documents, board(desk))
    assert (line.number, line.size, line.pages) == (1, len(BODY), 42)
    assert line.issued_at.date() == date(2017, 2, 9), "the sample's day, not the clock's"
    assert desk.ask(issued_body, line.id) == BODY


def test_the_numbers_of_the_agenda_are_frozen_and_a_late_item_goes_between(desk: Desk) -> None:
    desk.run(issue(desk))
    view = desk.ask(agenda, board(desk))
    assert view is not None
    assert view.meeting.state is MeetingState.ISSUED
    desk.run(AddItem(board(desk), "Late business", position=5))
    desk.run(AddItem(board(desk), "Later business", position=6))
    assert numbers(desk) == ["1", "2", "3", "4", "4.1", "4.2", "5", "6", "7", "8"]


def test_items_keep_their_order_and_place_after_issue_but_can_be_edited(desk: Desk) -> None:
    desk.run(issue(desk))
    row = item(desk, 4)
    with pytest.raises(RuleBroken, match="order of the items is fixed"):
        desk.run(MoveItem(row.id, 2))
    with pytest.raises(RuleBroken, match="item 4 stays in the agenda"):
        desk.run(DeleteItem(row.id, row.version))
    assert desk.run(EditItem(row.id, row.version, steer="Who counts?")).label == (
        "Changed the steer of item 4"
    )


def test_the_board_cannot_move_once_its_papers_are_out(desk: Desk) -> None:
    desk.run(issue(desk))
    strip = desk.ask(current_cycle)
    assert strip is not None
    with pytest.raises(RuleBroken, match="papers have gone out"):
        desk.run(RescheduleBoard(strip.cycle.id, date(2017, 3, 2), strip.cycle.version))


def test_papers_are_done_on_the_strip_as_soon_as_they_are_issued(desk: Desk) -> None:
    desk.run(issue(desk))
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.next is not None
    assert (strip.next.name, strip.next_words) == ("Board", "10 working days")


def test_each_edition_of_a_meeting_has_the_next_number(desk: Desk) -> None:
    desk.run(issue(desk))
    desk.run(issue(desk, b"second"))
    assert [line.number for line in desk.ask(issued_documents)] == [2, 1]


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("sha256", {"sha256": "0" * 64}),
        ("body", {"body": b""}),
        ("body", {"pages": 0}),
        ("title", {"title": "  "}),
        ("file_name", {"file_name": ""}),
    ],
)
def test_a_document_that_is_not_whole_is_not_issued(
    desk: Desk, field: str, changes: dict[str, object]
) -> None:
    before = content(desk)
    with pytest.raises(RuleBroken) as broken:
        desk.run(issue(desk, **changes))  # type: ignore[arg-type]
    assert broken.value.field == field
    assert content(desk) == before


def test_a_pack_goes_out_in_spite_of_a_check_only_with_a_reason_which_is_kept(desk: Desk) -> None:
    before = content(desk)
    with pytest.raises(RuleBroken, match="the final papers") as broken:
        desk.run(issue(desk, overrule_reason="  "))
    assert broken.value.field == "overrule_reason"
    assert content(desk) == before
    view = desk.ask(agenda, board(desk))
    assert view is not None
    desk.run(issue(desk, overrule_reason=" Agreed by the co-chairs. "))
    (line,) = desk.ask(issued_documents)
    assert line.overruled == tuple(check.sentence for check in stopping(view.checks))
    assert len(line.overruled) > 0
    assert line.overrule_reason == "Agreed by the co-chairs."


def test_the_audit_keeps_the_hash_and_size_of_a_document_and_not_its_bytes(
    desk: Desk, sample_path: Path
) -> None:
    body = b"%PDF-1.7 " + bytes(200_000)
    desk.run(issue(desk, body))
    with closing(sqlite3.connect(sample_path)) as raw:
        query = "select new from audit where entity = 'issued_document'"
        ((kept,),) = raw.execute(query).fetchall()
    assert len(kept) < 2_000
    told = json.loads(kept)["body"]
    assert told == f"{len(body)} bytes, sha256 {hashlib.sha256(body).hexdigest()}"


def test_a_copy_of_an_issued_document_is_the_same_and_replaces_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    key = desk.run(issue(desk)).created
    assert key is not None
    copy = save_issued(desk, key, tmp_path / "copy.pdf")
    assert copy.read_bytes() == BODY
    with pytest.raises(WorldError, match="there already"):
        save_issued(desk, key, copy)
    with pytest.raises(WorldError, match="does not exist"):
        save_issued(desk, key, tmp_path / "nowhere" / "copy.pdf")


def test_a_damaged_or_missing_document_is_not_handed_out(desk: Desk, sample_path: Path) -> None:
    key = desk.run(issue(desk)).created
    with pytest.raises(WorldError, match="not in the file"):
        desk.ask(issued_body, 999)
    desk.close()
    with closing(sqlite3.connect(sample_path)) as raw, raw:
        raw.execute("update issued_document set body = ?", (b"%PDF-1.7 another",))
    with Desk.open(sample_path) as again, pytest.raises(WorldError, match="not as it was issued"):
        again.ask(issued_body, key or 0)
