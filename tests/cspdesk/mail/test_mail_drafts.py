"""Drafts read back by the standard library: the right partner, subject and items, never sent."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cspdesk.actions.commands import AddAction
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.mail.drafts import Draft, address_fault, eml, file_name
from cspdesk.mail.queries import reminders
from cspdesk.mail.saving import write_drafts
from cspdesk.people.commands import EditOrganisation
from cspdesk.people.queries import organisations
from db.vocabulary import Marking


def parsed(body: bytes) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(body, policy=cast(Any, default)))


def body_of(message: EmailMessage) -> str:
    text: str = message.get_content()
    return text.replace("\r\n", "\n")


def test_each_partner_gets_one_draft_with_only_its_own_items(
    read_desk: Desk, tmp_path: Path
) -> None:
    found = read_desk.ask(reminders)
    paths = write_drafts(tmp_path, [one.draft for one in found], "reminder")
    assert len(paths) == len(found) == 6
    every = {line.ref: line for one in found for line in one.partner.actions}
    for path, one in zip(paths, found, strict=True):
        message = parsed(path.read_bytes())
        assert message["X-Unsent"] == "1"
        to = message["To"].addresses
        assert [(a.display_name, a.addr_spec) for a in to] == [
            (one.partner.name, one.partner.email)
        ]
        assert message["Subject"].startswith("OFFICIAL: ")
        assert one.partner.words in message["Subject"]
        assert message["From"] is None
        said = body_of(message)
        mine = {line.ref for line in one.partner.actions}
        for ref, line in every.items():
            assert (line.text in said) is (ref in mine)
        for back in one.partner.report_backs:
            assert back.taken_back in said


def test_a_partner_without_an_address_is_named_and_its_text_can_be_copied(desk: Desk) -> None:
    crc = next(one for one in desk.ask(organisations) if one.short_name == "London CRC")
    desk.run(EditOrganisation(crc.id, crc.version, email=""))
    one = next(x for x in desk.ask(reminders) if x.partner.short_name == "London CRC")
    assert one.sentence == "London CRC has no e-mail address: copy the text instead."
    assert "Name a board member" in one.draft.text
    assert "To:" not in one.draft.text
    with pytest.raises(ValueError, match="no e-mail address"):
        eml(one.draft)


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "someone",
        "a@b",
        "two words@x.org",
        "a@x.org, b@x.org",
        "şükrü@x.org",
        "a@x.org\nBcc: b",
    ],
)
def test_an_address_that_cannot_be_used_is_a_fault(address: str) -> None:
    assert address_fault(address)


def test_names_of_all_kinds_come_back_as_they_were(desk: Desk) -> None:
    police = next(one for one in desk.ask(organisations) if one.short_name == "Police")
    desk.run(EditOrganisation(police.id, police.version, name="O’Neill, Şükrü & Co"))
    desk.run(AddAction("Ask Şükrü’s group “now”", police.id, date(2017, 2, 9)))
    one = next(x for x in desk.ask(reminders) if x.partner.short_name == "Police")
    message = parsed(eml(one.draft))
    assert message["To"].addresses[0].display_name == "O’Neill, Şükrü & Co"
    assert "Ask Şükrü’s group “now”" in body_of(message)


TEXT = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=60)


@given(
    TEXT, TEXT, st.text(st.characters(blacklist_categories=["Cs", "Cc"])), st.sampled_from(Marking)
)
def test_what_is_written_is_read_back(name: str, subject: str, body: str, marking: Marking) -> None:
    draft = Draft(name, "someone@partner.example", subject, body, marking)
    message = parsed(eml(draft))
    assert message["Subject"] == draft.whole_subject
    assert message["To"].addresses[0].addr_spec == "someone@partner.example"
    assert body_of(message).rstrip("\n") == body.rstrip("\n")
    assert message.defects == []


@pytest.mark.parametrize("sign", ["a", "ü", "a ", "ü "])
@pytest.mark.parametrize("length", range(30, 120, 3))
def test_the_marking_stands_at_the_very_start_of_a_subject_of_any_length(
    sign: str, length: int
) -> None:
    draft = Draft("P", "a@x.org", f"Haringey {sign * length}", "B", Marking.OFFICIAL_SENSITIVE)
    body = eml(draft)
    assert parsed(body)["Subject"] == draft.whole_subject
    assert parsed(body)["Subject"].startswith("OFFICIAL-SENSITIVE: ")
    assert max(len(line) for line in body.split(b"\r\n")) < 998


def test_a_line_break_in_a_name_adds_no_header() -> None:
    draft = Draft("Police\r\nBcc: all@x.org", "a@x.org", "One\nX-Evil: 1", "Hello")
    message = parsed(eml(draft))
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    assert message["Subject"] == "One X-Evil: 1"


def test_file_names_carry_the_marking_and_never_overwrite(tmp_path: Path) -> None:
    draft = Draft('A/B: "C"?', "a@x.org", "S", "B", Marking.OFFICIAL_SENSITIVE)
    assert file_name(draft, "reminder") == "A B C – reminder – OFFICIAL-SENSITIVE.eml"
    first = write_drafts(tmp_path, [draft], "reminder")
    before = first[0].read_bytes()
    second = write_drafts(tmp_path, [draft], "reminder")
    assert second[0].name == "A B C – reminder – OFFICIAL-SENSITIVE 2.eml"
    assert first[0].read_bytes() == before
    with pytest.raises(WorldError, match="could not be written"):
        write_drafts(tmp_path / "not there", [draft], "reminder")


def test_only_actions_or_only_report_backs_can_be_asked_for(read_desk: Desk) -> None:
    asked = read_desk.ask(reminders, actions=False)
    assert {one.partner.short_name for one in asked} == {"London CRC", "Haringey CCG"}
    assert not any(one.partner.actions for one in asked)
    alone = read_desk.ask(reminders, report_backs=False)
    assert not any(one.partner.report_backs for one in alone)
