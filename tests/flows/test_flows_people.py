"""A partnership from nothing: its groups, a membership list, a change of holder, the chart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pikepdf
from content import content

from cspdesk.desk import Desk
from cspdesk.packs.structure_sheet import export_structure
from cspdesk.people.commands import AddGroup, Appoint, EditGroup, MergeOrganisations
from cspdesk.people.member_commands import ApplyMembership
from cspdesk.people.member_plan import plan_members
from cspdesk.people.member_queries import known_people, read_members
from cspdesk.people.queries import groups, organisations
from cspdesk.people.seat_queries import questions, seats_view
from db.vocabulary import GroupKind

_NEW = dict.fromkeys(
    (
        "Testborough Council",
        "Metropolitan Police",
        "Metropolitan Police Service",
        "Testborough Traders' Association",
    )
)

LIST = """\
Members of the partnership
Organisation,Seat,Name,Job title,E-mail,From,Statutory,Named deputy
Testborough Council,Cabinet Member,Cllr A. Bell (Co-chair),Member,a@council.example,20 May 2016,Y,
Metropolitan Police,Borough Commander,Ş. O'Neill,Commander,,1/4/2016,Y,B. Demir
Metropolitan Police Service,Detective,C. Clark,,,,,
Testborough Traders' Association,Business,vacant,,,,N,
"""


def test_a_partnership_is_set_up_changed_drawn_and_taken_back(tmp_path: Path) -> None:
    path = tmp_path / "Mitglieder Şükrü.csv"
    path.write_text(LIST, encoding="utf-8")
    with Desk.create(tmp_path / "new.cspdesk", name="New", as_at=date(2017, 2, 9)) as desk:
        before = content(desk)

        board = next(one for one in desk.ask(groups) if one.kind is GroupKind.BOARD)
        plan = plan_members(read_members(path), desk.ask(known_people), board.id, _NEW)
        desk.run(ApplyMembership(plan))
        assert plan.sentence == "5 rows: 5 new."
        assert {one.code for one in desk.ask(organisations)} == {"TC", "MP", "MPS", "TTA"}
        asked = [gap.question for gap in desk.ask(questions)]
        assert "Who takes the vacant seat for business?" in asked

        police, service = (
            next(one for one in desk.ask(organisations) if one.code == wanted)
            for wanted in ("MP", "MPS")
        )
        desk.run(MergeOrganisations(service.id, police.id, service.version))
        commander = next(
            card for card in desk.ask(seats_view).cards if card.seat.role == "Borough Commander"
        )
        assert [one.person.name for one in commander.substitutes] == ["B. Demir"]
        desk.run(Appoint(commander.id, name="D. Dunn", from_on=date(2017, 1, 9), replaces=True))
        made = desk.run(AddGroup("Hate Crime Group", "Hate crime", GroupKind.SUB_GROUP)).created
        group = next(one for one in desk.ask(groups) if one.id == made)
        desk.run(EditGroup(group.id, group.version, parent_id=board.id))

        drawn = export_structure(desk, tmp_path / "chart.pdf")
        with pikepdf.open(drawn.path) as pdf:
            assert len(pdf.pages) == drawn.pages == 2

        for _step in range(5):
            assert desk.undo() is not None
        assert content(desk) == before
