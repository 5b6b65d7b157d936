"""The comms plan on paper: every message and open item, tagged, the same bytes each time."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import page
import pytest
from pack_demo import page_words

from cspdesk.comms.commands import MarkPublished, RecordComms, SayNoComms
from cspdesk.comms.queries import comms_plan
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.queries import board_meetings
from cspdesk.packs.comms_plan import export_comms_plan
from cspdesk.packs.pdf.check import audit

HELD = date(2016, 11, 24)


@pytest.fixture(scope="module")
def desk(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    path = tmp_path_factory.mktemp("plan") / "s.cspdesk"
    with Desk.open(Path(shutil.copy(sample_file, path))) as made:
        yield made


def _words(path: Path) -> str:
    return " ".join(" ".join(page_words(path.read_bytes())).split())


def test_the_plan_tells_every_message_and_what_is_open(desk: Desk, tmp_path: Path) -> None:
    meeting = next(one.id for one in desk.ask(board_meetings) if one.held_on == HELD)
    plan = desk.ask(comms_plan, meeting)
    assert plan is not None
    first, second, *_rest = (line.item_id for line in plan.lines if line.message is None)
    assert first is not None
    assert second is not None
    done = desk.run(
        RecordComms(meeting, first, "Şükrü & O’Neill: “<b>together</b>”.", ward_panels=True)
    )
    assert done.created is not None
    desk.run(MarkPublished(done.created, 1, "Ward panels of Tottenham", date(2016, 12, 6)))
    desk.run(SayNoComms(second))
    made = export_comms_plan(desk, tmp_path / "a.pdf", meeting_id=meeting)
    said = _words(made.path)
    for words in ("Şükrü & O’Neill: “<b>together</b>”.", "Ward panels of Tottenham"):
        assert words in said
    after = desk.ask(comms_plan, meeting)
    assert after is not None
    for line in (*after.messages, *after.to_decide):
        assert " ".join(line.about.split()) in said
    assert ("DRAFT" in said) == bool(after.to_decide)
    found = page.validate_pdf(str(made.path), profile=page.ValidationProfile.PDF_UA_1)
    assert [fault.message for fault in found.failures] == []
    assert audit(made.path).faults == []
    export_comms_plan(desk, tmp_path / "b.pdf", meeting_id=meeting)
    assert (tmp_path / "b.pdf").read_bytes() == made.path.read_bytes()


def test_a_meeting_that_is_gone_makes_no_file(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="not in the file"):
        export_comms_plan(desk, tmp_path / "none.pdf", meeting_id=99_999)
    assert not (tmp_path / "none.pdf").exists()
