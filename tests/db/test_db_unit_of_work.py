"""One action is one transaction; every row's image is captured and audited with it."""

from __future__ import annotations

import json

import pytest
from db_files import TODAY, organisation
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from db.errors import Conflict
from db.store import Store
from db.tables import AuditRow, HistoryRow, OrganisationRow, SeatRow
from db.unit_of_work import BulkRefused
from db.vocabulary import Origin, Sector


def codes(store: Store) -> list[str]:
    with store.read() as session:
        return [row.code for row in session.scalars(select(OrganisationRow))]


def test_a_step_tells_which_rows_it_changed(store: Store) -> None:
    with store.write(TODAY) as (work, step):
        added = work.add(organisation("NPS"))
        work.get(OrganisationRow, 1).email = "desk@police.example"
        work.delete(work.get(OrganisationRow, 2))
        step.label = "Changed three"
    changes = step.changes
    assert changes is not None
    assert {(row.key, row.op) for row in changes.rows} == {
        (added.id, "insert"),
        (1, "update"),
        (2, "delete"),
    }
    assert changes.created == added.id
    assert changes.touches("organisation")
    assert not changes.touches("seat")
    assert changes.keys("organisation") == {1, 2, added.id}


def test_an_error_leaves_no_row_no_audit_and_no_history(store: Store) -> None:
    before = _everything(store)
    with pytest.raises(ZeroDivisionError), store.write(TODAY) as (work, _step):
        work.add(organisation("NPS"))
        raise ZeroDivisionError
    assert _everything(store) == before


def _everything(store: Store) -> list[tuple[int, int, int]]:
    with store.read() as session:
        return [
            (session.query(kind).count(), 0, 0) for kind in (OrganisationRow, AuditRow, HistoryRow)
        ]


def test_the_audit_says_who_changed_what_from_what_to_what(store: Store) -> None:
    with store.write(TODAY) as (work, step):
        work.get(OrganisationRow, 1).sector = Sector.FIRE
        step.label = "Moved POL to the fire sector"
    with store.read() as session:
        entry = session.scalars(select(AuditRow).order_by(AuditRow.id.desc())).first()
        assert entry is not None
        assert (entry.entity, entry.key, entry.op) == ("organisation", 1, "update")
        assert entry.origin is Origin.DO
        assert entry.user
        assert json.loads(entry.old or "")["sector"] == "police"
        assert json.loads(entry.new or "")["sector"] == "fire"
        assert "name" not in json.loads(entry.new or "")


@pytest.mark.parametrize("statement", ["UPDATE audit SET label='x'", "DELETE FROM audit"])
def test_the_audit_is_never_rewritten(store: Store, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="never changed"),
        store.engine.begin() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        update(OrganisationRow).values(name="x"),
        delete(OrganisationRow),
        insert(OrganisationRow).values(code="X", name="X", short_name="X", sector=Sector.FIRE),
    ],
)
def test_bulk_statements_that_pass_the_capture_by_are_refused(
    store: Store, statement: object
) -> None:
    with pytest.raises(BulkRefused), store.write(TODAY) as (work, _step):
        work.session.execute(statement)  # type: ignore[call-overload]
    assert codes(store) == ["POL", "LFB", "CCG"]


def test_many_rows_go_in_fast_and_are_captured_all_the_same(store: Store) -> None:
    rows = [
        {"code": f"N{i}", "name": "n", "short_name": "n", "sector": Sector.HEALTH}
        for i in range(300)
    ]
    with store.write(TODAY) as (work, step):
        ids = work.insert_rows(OrganisationRow, rows)
        step.label = "Added 300"
    assert step.changes is not None
    assert len(set(ids)) == len(step.changes.rows) == 300
    store.undo(TODAY)
    assert codes(store) == ["POL", "LFB", "CCG"]
    store.redo(TODAY)
    with store.read() as session:
        row = session.get(OrganisationRow, ids[7])
        assert row is not None
        assert (row.code, row.email, row.statutory) == ("N7", "", False)


def test_a_row_that_moved_on_since_it_was_seen_is_a_conflict(store: Store) -> None:
    with store.write(TODAY) as (work, _step):
        work.get(OrganisationRow, 1).email = "a@b.example"
    with pytest.raises(Conflict), store.write(TODAY) as (work, _step):
        work.get(OrganisationRow, 1, seen_version=1)


def test_a_deleted_row_is_a_conflict(store: Store) -> None:
    with pytest.raises(Conflict, match="deleted"), store.write(TODAY) as (work, _step):
        work.get(OrganisationRow, 999)


def test_an_id_is_never_used_twice(store: Store) -> None:
    with store.write(TODAY) as (work, _step):
        work.delete(work.get(OrganisationRow, 3))
    with store.write(TODAY) as (work, _step):
        assert work.add(organisation("NEW")).id == 4


def test_setting_a_field_to_what_it_was_makes_no_step(store: Store) -> None:
    with store.read() as session:
        steps = session.query(HistoryRow).count()
    with store.write(TODAY) as (work, step):
        row = work.get(OrganisationRow, 1)
        row.email = "x"
        work.session.flush()
        row.email = ""
        step.label = "Nothing really"
    assert step.changes is not None
    assert step.changes.rows == ()
    with store.read() as session:
        assert session.query(HistoryRow).count() == steps


def test_a_broken_reference_raises_instead_of_deleting_children(store: Store) -> None:
    with store.write(TODAY) as (work, _step):
        from db.tables import GroupRow
        from db.vocabulary import GroupKind

        board = work.add(GroupRow(name="Board", short_name="Board", kind=GroupKind.BOARD))
        work.add(SeatRow(group_id=board.id, organisation_id=1, role="Commander"))
    with pytest.raises(IntegrityError), store.write(TODAY) as (work, _step):
        work.delete(work.get(OrganisationRow, 1))
    assert codes(store) == ["POL", "LFB", "CCG"]
