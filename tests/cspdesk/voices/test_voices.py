"""Voices: kept in general terms, linked, answered; wards and communities without one are named."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cspdesk.commanding import Command
from cspdesk.desk import Desk
from cspdesk.errors import RuleBroken
from cspdesk.meetings.queries import current_cycle
from cspdesk.voices.commands import AddVoice, AnswerVoice, EditVoice, RemoveVoice
from cspdesk.voices.personal import checked_words, suspected_names
from cspdesk.voices.place_commands import AddCommunity, AddWard, EditWard, RemoveWard
from cspdesk.voices.queries import VoiceLine, voice_choices, voice_coverage, voices
from cspdesk.voices.rules import CoverageLine, answer_words, coverage, holes_sentence
from db.vocabulary import VoiceSource

DAY = date(2017, 2, 9)
KNOWN = ("Noel Park", "Homes for Haringey", "Turkish and Kurdish residents")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("voices") / "made.cspdesk"
    Desk.create(path, sample=True).close()
    return path


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "p.cspdesk"
    path.write_bytes(made.read_bytes())
    with Desk.open(path) as opened:
        yield opened


def cycle(desk: Desk) -> int:
    strip = desk.ask(current_cycle)
    assert strip is not None
    return strip.cycle.id


def a_voice(desk: Desk, **more: Any) -> AddVoice:
    fields: dict[str, Any] = {
        "heard_on": date(2017, 2, 7),
        "source": VoiceSource.WARD_PANEL,
        "said": "You consult us, then it goes quiet.",
        "by_whom": "residents",
    }
    return AddVoice(cycle(desk), **{**fields, **more})


def latest(desk: Desk) -> VoiceLine:
    return max(desk.ask(voices), key=lambda line: line.id)


# -- names, numbers, addresses ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Mr Yilmaz told us", ("Mr Yilmaz",)),
        ("PC Okafor never comes", ("PC Okafor",)),
        ("my name is Ayşe", ("Ayşe",)),
        ("We met John Smith at the shops", ("John Smith",)),
        ("Siobhán O’Neill said so", ("Siobhán O’Neill",)),
        ("My niece Ayşe was followed", ("Ayşe",)),
        ("ask my son, Tom Brown, about it", ("Tom Brown",)),
        ("A girl called Zeynep told us", ("Zeynep",)),
        ("her friend Esra saw it", ("Esra",)),
        ("My name is Tom", ("Tom",)),
        ("My mother and I", ()),
        ("My sister I saw there", ()),
        ("our partner Homes for Haringey", ()),
        ("In 2016 Tottenham High Road was dark", ()),
        ("The lighting in Noel Park is poor", ()),
        ("Homes for Haringey repaired the door", ()),
        ("Wood Green High Road after dark", ()),
        ("Somali mothers at Tiverton Estate", ()),
        ("On Monday the CCTV was off", ()),
        ("You consult us, then it goes quiet.", ()),
        ("Police Ward Panels work", ()),
        ("", ()),
    ],
)
def test_what_looks_like_a_name_is_pointed_out(text: str, names: tuple[str, ...]) -> None:
    assert suspected_names(text, KNOWN) == names


@pytest.mark.parametrize(
    "text",
    [
        "Ring me on 020 8489 1000",
        "07700 900123 is my number",
        "write to me@example.org",
        "I live at N17 8AA",
        "I live at 12 High Road",
        "the dealers at 12a Park Lane, Tottenham",
        "noise from 7 high road",
        "Flat 3 is empty",
        "they moved to flat 12B",
    ],
)
def test_a_number_or_address_is_refused_even_when_it_is_said_to_be_no_name(text: str) -> None:
    with pytest.raises(RuleBroken, match="in general terms"):
        checked_words("said", text, (), no_name=True)


@pytest.mark.parametrize(
    "text",
    [
        "5 High Road traders said so",
        "On 23 February Park Road was dark",
        "In 2016 Tottenham Lane was dark",
        "3 Crown Court cases fell through",
        "2 Muswell Hill shops closed",
        "29 young people in the street",
        "It rose by 1.5 Green Lanes stops",
    ],
)
def test_a_count_or_date_before_a_street_is_no_address(text: str) -> None:
    assert checked_words("said", text, (), no_name=True) == text


def test_all_that_leads_to_a_person_is_said_at_once() -> None:
    text = "My niece Ayşe, 12 High Road, 07700 900123, a@b.org or c@d.org"
    with pytest.raises(RuleBroken) as refused:
        checked_words("said", text, (), no_name=False)
    assert refused.value.message == (
        "“a@b.org” and “c@d.org” look like e-mail addresses, “07700 900123” like a telephone "
        "number, “12 High Road” like an address and “Ayşe” like a name: say it in general terms, "
        "please."
    )
    with pytest.raises(RuleBroken, match=r"^(?!.*Ayşe)"):
        checked_words("said", text, (), no_name=True)


def test_a_name_is_refused_until_the_officer_says_that_it_is_none() -> None:
    with pytest.raises(RuleBroken, match="“Marcus Garvey” looks like a name"):
        checked_words("said", "They meet at Marcus Garvey", (), no_name=False)
    assert checked_words("said", " Marcus Garvey ", (), no_name=True) == "Marcus Garvey"


@given(st.text())
def test_any_text_that_holds_no_number_and_no_name_is_kept_as_it_is(text: str) -> None:
    assume(not suspected_names(text) and "@" not in text and not any(c.isdigit() for c in text))
    assert checked_words("said", text, (), no_name=False) == text.strip()


# -- coverage ---------------------------------------------------------------------------------


def test_coverage_counts_the_cycle_and_the_year_and_names_who_was_never_heard() -> None:
    heard = [
        ("Noel Park", date(2017, 2, 1)),
        ("noel park", date(2016, 9, 1)),
        ("Highgate", date(2016, 2, 9)),
        ("Hornsey", date(2016, 2, 10)),
    ]
    names = ("Noel Park", "Highgate", "Hornsey", "Woodside")
    found = coverage(names, heard, (date(2017, 1, 1), date(2017, 2, 23)), DAY)
    assert [(line.in_cycle, line.in_year, line.is_hole) for line in found] == [
        (1, 2, False),
        (0, 0, True),
        (0, 1, False),
        (0, 0, True),
    ]
    assert found[1].last == date(2016, 2, 9)
    assert holes_sentence(found, "ward") == (
        "2 of 4 wards heard in a year. Not heard: Highgate and Woodside."
    )


def test_many_holes_are_named_in_short() -> None:
    lines = [CoverageLine(name, 0, 0, None) for name in "ABCDEF"]
    words = holes_sentence(lines, "community", "communities")
    assert words == "0 of 6 communities heard in a year. Not heard: A, B, C and 3 more."
    assert holes_sentence((), "ward") == "No wards are listed yet."


@pytest.mark.parametrize(
    ("did", "on", "words"),
    [
        ("", None, "No answer yet"),
        ("We will ask", None, "Answer drafted"),
        ("Lights mended", DAY, "Answered"),
    ],
)
def test_what_became_of_a_voice_is_said(did: str, on: date | None, words: str) -> None:
    assert answer_words(did, on) == words


# -- kept in the file -------------------------------------------------------------------------


def test_a_voice_is_kept_with_what_it_is_linked_to_and_answered(desk: Desk) -> None:
    choices = desk.ask(voice_choices, cycle(desk))
    ward = next(key for key, name in choices.wards if name == "Noel Park")
    item, priority = choices.items[3][0], choices.priorities[0][0]
    desk.run(a_voice(desk, ward_id=ward, item_id=item, priority_id=priority, theme="Trust"))
    line = latest(desk)
    assert (line.ward, line.item, line.theme) == ("Noel Park", choices.items[3][1], "Trust")
    assert line.who == "residents, Noel Park"
    desk.run(AnswerVoice(line.id, line.version, "Panels now report back", DAY))
    assert latest(desk).answer == "Answered"
    assert "Trust" in desk.ask(voice_choices, cycle(desk)).themes


def test_a_ward_that_was_heard_is_no_hole_and_stays_in_the_list(desk: Desk) -> None:
    before = desk.ask(voice_coverage, cycle(desk)).wards
    alexandra = next(line for line in before if line.heard.name == "Alexandra")
    assert alexandra.heard.is_hole
    desk.run(a_voice(desk, ward_id=alexandra.id))
    after = desk.ask(voice_coverage, cycle(desk)).wards
    line = next(line for line in after if line.heard.name == "Alexandra")
    assert (line.heard.in_cycle, line.heard.last) == (1, date(2017, 2, 7))
    with pytest.raises(RuleBroken, match="Alexandra has 1 record: it stays"):
        desk.run(RemoveWard(line.id, line.version))


def test_a_known_place_is_no_name_and_a_persons_name_changes_nothing(desk: Desk) -> None:
    desk.run(AddWard("Finsbury Gate"))
    desk.run(a_voice(desk, said="Lighting at Finsbury Gate is poor"))
    before = desk.ask(voices)
    with pytest.raises(RuleBroken, match="“John Smith” looks like a name"):
        desk.run(a_voice(desk, said="As John Smith told the panel"))
    assert desk.ask(voices) == before
    desk.run(a_voice(desk, said="As John Smith told the panel", no_name=True))


BAD: list[tuple[Callable[[Desk, VoiceLine], Command], str]] = [
    (lambda desk, line: a_voice(desk, said="  "), "said"),
    (lambda desk, line: a_voice(desk, heard_on=date(2017, 2, 10)), "heard_on"),
    (lambda desk, line: a_voice(desk, by_whom="a shopkeeper, 020 8489 1000"), "by_whom"),
    (lambda desk, line: a_voice(desk, place="flat 3, N17 8AA"), "place"),
    (lambda desk, line: EditVoice(line.id, line.version, said=""), "said"),
    (lambda desk, line: EditVoice(line.id, line.version, said="ring 020 8489 1000"), "said"),
    (lambda desk, line: EditVoice(line.id, line.version, heard_on=date(2020, 1, 1)), "heard_on"),
    (lambda desk, line: AnswerVoice(line.id, line.version, " "), "did"),
    (lambda desk, line: AnswerVoice(line.id, line.version, "Done", date(2020, 1, 1)), "did_on"),
    (lambda desk, line: AddWard(" "), "name"),
    (lambda desk, line: AddWard("noel park"), "name"),
    (lambda desk, line: AddCommunity("TRADERS"), "name"),
]


@pytest.mark.parametrize(("bad", "field"), BAD)
def test_what_is_wrong_is_said_at_its_field_and_changes_nothing(
    desk: Desk, bad: Callable[[Desk, VoiceLine], Command], field: str
) -> None:
    desk.run(a_voice(desk))
    line, before = latest(desk), desk.ask(voices)
    with pytest.raises(RuleBroken) as refused:
        desk.run(bad(desk, line))
    assert refused.value.field == field
    assert desk.ask(voices) == before


def test_a_voice_that_is_removed_comes_back(desk: Desk) -> None:
    desk.run(a_voice(desk))
    line = latest(desk)
    desk.run(RemoveVoice(line.id, line.version))
    assert line.id not in {one.id for one in desk.ask(voices)}
    desk.undo()
    assert latest(desk).said == line.said


def test_a_wards_panel_is_told(desk: Desk) -> None:
    line = desk.ask(voice_coverage, None).wards[0]
    desk.run(EditWard(line.id, line.version, panel="First Tuesday, library"))
    assert desk.ask(voice_coverage, None).wards[0].panel == "First Tuesday, library"
