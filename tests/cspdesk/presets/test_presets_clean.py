"""Nothing in the sample names a person, and everything in it hangs together."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from sqlalchemy import inspect, select, text
from sqlalchemy.orm import Session

from cspdesk.desk import Desk
from db.tables import (
    AgendaItemRow,
    Base,
    BoardMessageRow,
    MeetingRow,
    ReportBackRow,
)

# Nothing that should not be there


def all_text(session: Session) -> list[tuple[str, str]]:
    """Every text of every record, with where it stands."""
    found = []
    for mapper in Base.registry.mappers:
        table = mapper.local_table.name  # type: ignore[attr-defined]
        if table in ("audit", "history"):
            continue
        for row in session.scalars(select(mapper.class_)):
            for column in inspect(mapper.class_).columns:
                value = getattr(row, column.key)
                if isinstance(value, str):
                    found.append((f"{table}.{column.key}", str(value)))
    return found


def test_no_person_is_named(sample: Session) -> None:
    titled = re.compile(
        r"\b(?:Cllr|Councillor|Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Insp|Supt|PC|DCI|DI)\.? [A-Z][a-z]"
    )
    known = re.compile(
        r"Vanier|Kowalska|Millichap|McDonnell|Abbey|Gibson|Treena|Claire|Stephen|Helen|Strang"
    )
    for where, words in all_text(sample):
        assert not titled.search(words), (where, words)
        assert not known.search(words), (where, words)


def test_every_address_is_in_the_reserved_domain(sample: Session) -> None:
    found = [
        word.strip(".,;()")
        for _where, words in all_text(sample)
        for word in words.split()
        if "@" in word
    ]
    assert len(found) == 9
    assert all(re.fullmatch(r"[a-z.]+@[a-z]+\.example", word) for word in found)


def test_typography_is_the_printers_and_no_text_has_stray_space(sample: Session) -> None:
    for where, words in all_text(sample):
        if where in ("indicator.words", "target.words"):
            continue  # the partnership's own, to the letter
        assert "'" not in words, (where, words)
        assert '"' not in words, (where, words)
        assert words == words.strip(), (where, words)
        assert "  " not in words, (where, words)


def test_every_key_leads_somewhere(sample: Session) -> None:
    assert list(sample.execute(text("PRAGMA foreign_key_check"))) == []


def test_every_row_of_a_cycle_hangs_together(sample: Session) -> None:
    """A question's item, a report-back's item and a message's item are of their own meeting."""
    on = {row.id: row.meeting_id for row in sample.scalars(select(AgendaItemRow))}
    cycle_of = {row.id: row.cycle_id for row in sample.scalars(select(MeetingRow))}
    for back in sample.scalars(select(ReportBackRow)):
        assert back.item_id is not None
        assert on[back.item_id] == back.meeting_id
    for message in sample.scalars(select(BoardMessageRow)):
        if message.item_id is not None:
            assert cycle_of[on[message.item_id]] == message.cycle_id


def test_a_desk_made_with_the_sample_lives_on_the_sample_day(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "sample.cspdesk", preset="haringey", sample=True) as desk:
        assert desk.is_sample
        assert desk.today == date(2017, 2, 9)
        assert desk.undo_label is None
