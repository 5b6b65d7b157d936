"""Minutes as PDF and Word: DRAFT on each page until they are confirmed, then never again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import page
import pytest
from pack_demo import page_words
from unminuted import forget_minutes
from word_reading import misplaced, opened, words

from cspdesk import cli
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.minutes.commands import (
    CirculateMinutes,
    ClearMinutes,
    ConfirmMinutes,
    DraftMinutes,
    EditMinute,
)
from cspdesk.minutes.queries import minutes_list, minutes_of
from cspdesk.minutes.records import MinutesCard
from cspdesk.packs.export import meeting_for
from cspdesk.packs.minutes_edition import export_minutes, minutes_meeting
from cspdesk.packs.pdf.check import audit

TEXT = """Members heard O’Neill’s team.
RESOLVED: that
(a) six lead partners be agreed, from 1 January 2017
(b) one weekly list be shared.
ACTION 2.09, CCG: Name a MARAC lead. By 1 December 2016.
Communications: first tenancies to be good news."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample with the minutes of September drafted, and two of them written by hand."""
    with Desk.create(tmp_path_factory.mktemp("minutes") / "s.cspdesk", sample=True) as made:
        forget_minutes(made)
        with pytest.raises(WorldError, match="No minutes"):
            minutes_meeting(made, "next")
        made.run(DraftMinutes(meeting_for(made, "2016-09-22")))
        card = _card(made)
        seats = "Police | Borough Commander | Present\nBusiness | Seat | Vacant"
        for place, text in ((1, seats), (4, TEXT)):
            one = card.minutes[place]
            made.run(EditMinute(one.id, one.version, text=text))
        yield made


def _card(desk: Desk) -> MinutesCard:
    card = desk.ask(minutes_of, meeting_for(desk, "2016-09-22"))
    assert card is not None
    return card


def _pages(desk: Desk, out: Path) -> list[str]:
    made = export_minutes(desk, out, meeting_id=_card(desk).meeting.id)
    told = [" ".join(one.split()) for one in page_words(out.read_bytes())]
    assert made.pages == len(told)
    return told


def test_draft_minutes_pass_the_checkers_and_say_draft_on_each_page(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "draft.pdf"
    told = _pages(desk, out)
    assert all("DRAFT" in one for one in told)
    assert "until agreed by the Board on 24 November 2016" in told[0]
    assert "Minutes of the Board, 22 September 2016" in told[0]
    found = page.validate_pdf(str(out), profile=page.ValidationProfile.PDF_UA_1)
    assert [fault.message for fault in found.failures] == []
    assert audit(out).faults == []


def test_the_minutes_in_word_have_headings_tables_and_lettered_parts(
    desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "draft.docx"
    export_minutes(desk, out, meeting_id=_card(desk).meeting.id)
    data = out.read_bytes()
    assert misplaced(data) == []
    word = opened(data)
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 2"]
    assert headings == [one.title for one in _card(desk).minutes if one.number]
    assert [cell.text for cell in word.tables[0].rows[1].cells] == [
        "Police",
        "Borough Commander",
        "Present",
    ]
    lettered = [p.text for p in word.paragraphs if p.style.name == "Key box" and _is_item(p)]
    assert lettered == [
        "six lead partners be agreed, from 1 January 2017",
        "one weekly list be shared.",
    ]
    assert "2.09\tCCG: Name a MARAC lead.\t1 December 2016" in [p.text for p in word.paragraphs]
    assert "DRAFT" in word.sections[0].header.paragraphs[0].text
    assert "O’Neill’s team" in words(data)


def _is_item(paragraph: object) -> bool:
    properties = paragraph._p.pPr  # type: ignore[attr-defined]
    return properties.numPr is not None


def test_the_command_line_makes_the_last_minutes(
    desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, size in (("m.pdf", "page"), ("m.docx", "for Word")):
        out = tmp_path / name
        arguments = ["pack", str(desk.path), "--edition", "minutes", "--out", str(out)]
        assert cli.run(arguments) == 0
        assert size in capsys.readouterr().out
        assert out.stat().st_size > 5000
    arguments += ["--meeting", "2016-07-07"]
    assert cli.run(arguments) == 1
    assert "not drafted yet" in capsys.readouterr().err


def test_confirmed_minutes_are_no_draft_and_tell_what_was_corrected(
    desk: Desk, tmp_path: Path
) -> None:
    at = next(line for line in desk.ask(minutes_list) if line.held_on == date(2016, 11, 24))
    card = _card(desk)
    desk.run(ClearMinutes(card.id, card.version, "the Cabinet Member"))
    desk.run(CirculateMinutes(card.id, _card(desk).version))
    wrong = "Minute 2: “Murrant” is “Mariner”."
    desk.run(ConfirmMinutes(card.id, _card(desk).version, at.meeting_id, wrong))
    told = _pages(desk, tmp_path / "confirmed.pdf")
    assert not any("DRAFT" in one for one in told)
    assert "Confirmed as a correct record on 24 November 2016" in told[0]
    assert f"Corrected when they were confirmed: {wrong}" in told[0]
