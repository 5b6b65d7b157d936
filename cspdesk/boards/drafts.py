"""What the parallel boards are asked, as drafts of e-mails: updates, and guests of a joint day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.boards.asking_commands import UPDATE_SOUGHT
from cspdesk.boards.joint import GuestLine, JointPlan
from cspdesk.boards.tab import BoardLine, BoardsTab
from cspdesk.calendar import long_date
from cspdesk.mail.chasers import Sender
from cspdesk.mail.drafts import Draft, address_fault
from cspdesk.mail.queries import sender_of
from cspdesk.meetings.queries import CycleLine
from cspdesk.people.queries import groups, organisations
from cspdesk.people.rules import Partner, partners_named
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from db.tables import AppointmentRow, PersonRow, SeatRow
from db.vocabulary import AppointmentKind, GroupKind, MessageState

_ADDRESS = re.compile(r"[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+")


@dataclass(frozen=True, slots=True)
class BoardDraft:
    """A draft to one board. `what_for` says what it asks in a few words; `days_late` the worst."""

    group_id: int
    name: str
    what_for: str
    days_late: int
    draft: Draft
    fault: str

    @property
    def sentence(self) -> str:
        if not self.fault:
            return ""
        return f"{self.name} {self.fault}: copy the text instead."


def update_requests(reading: Reading, tab: BoardsTab) -> tuple[BoardDraft, ...]:
    """A request to each board whose update of the cycle has not come."""
    sender, addresses = sender_of(reading), board_addresses(reading)
    cycle = tab.ledger.cycle
    return tuple(
        _update_request(line, cycle, sender, addresses.get(line.id, ""), reading)
        for line in tab.lines
        if not line.has_answered
    )


def _update_request(
    line: BoardLine, cycle: CycleLine, sender: Sender, address: str, reading: Reading
) -> BoardDraft:
    board = line.board
    sought = [one for one in board.incoming if one.is_waiting]
    late = max((one.days_late for one in sought), default=0)
    awaited = [one for one in line.requests if one.standing.open]
    unanswered = [one for one in board.outgoing if one.state is MessageState.PASSED]
    questions = [one.text for one in sought if one.text != UPDATE_SOUGHT]
    executive, day = cycle.dates.executive_on, reading.today
    before = (
        f"The Executive meets on {long_date(executive)} and plans our Board of "
        f"{long_date(cycle.board_on)}."
        if day <= executive
        else f"Our Board meets on {long_date(cycle.board_on)}."
    )
    parts = [
        f"Dear {_greeted(board.attends)},",
        f"{before} What has the {board.name} decided or begun since your last update that touches "
        "community safety, and what should our partners know?",
        _listed("What we asked you, or have from you so far:", questions),
        _listed("Please also send:", [one.kind.label.lower() for one in awaited]),
        _listed("Please tell us whether these reached the board:", [x.text for x in unanswered]),
        "Three or four lines are enough. If there is nothing, please say so: then nobody has to "
        "ask again.",
        "\n".join(part for part in (sender.secretariat, sender.contact) if part),
    ]
    return BoardDraft(
        group_id=line.id,
        name=board.name,
        what_for="Update"
        if not awaited
        else f"Update, {joined([a.kind.label.lower() for a in awaited])}",
        days_late=late,
        draft=Draft(
            to_name=_greeted(board.attends) if board.attends else board.name,
            to_address=address,
            subject=f"{sender.partnership}: update from the {board.name}",
            body="\n\n".join(part for part in parts if part) + "\n",
            marking=sender.marking,
        ),
        fault=address_fault(address),
    )


def _greeted(attends: str) -> str:
    """Who is written to; a free address in the contact is no name."""
    return _ADDRESS.sub("", attends).strip(" ,;<>") or "colleague"


def _listed(head: str, lines: Sequence[str]) -> str:
    return "\n".join([head, *(f"– {line}" for line in lines)]) if lines else ""


# -- invitations to a joint meeting ---------------------------------------------------------------


def invitations(reading: Reading, plan: JointPlan) -> tuple[BoardDraft, ...]:
    """An invitation for each board with a guest who was not invited yet."""
    sender, addresses = sender_of(reading), board_addresses(reading)
    boards = dict.fromkeys(guest.group_id for guest in plan.to_invite)
    return tuple(
        _invitation(plan, plan.of_board(key), sender, addresses.get(key, "")) for key in boards
    )


def _invitation(
    plan: JointPlan, guests: Sequence[GuestLine], sender: Sender, address: str
) -> BoardDraft:
    meeting, board = plan.meeting, guests[0].group
    who = joined([guest.who for guest in guests if guest.who])
    bring = [guest.brings for guest in guests if guest.brings]
    where = f", {meeting.venue}" if meeting.venue else ""
    parts = [
        "Dear colleague,",
        f"We should like members of the {board} at our {plan.title}: "
        f"{meeting.paper_words}{where}." + (f" We thought of {who}." if who else ""),
        _listed("Every board is asked:", [one.text for one in plan.questions]),
        _listed("We ask you to bring:", bring),
        "Please tell us who comes.",
        "\n".join(part for part in (sender.secretariat, sender.contact) if part),
    ]
    return BoardDraft(
        group_id=guests[0].group_id,
        name=board,
        what_for="Invitation",
        days_late=0,
        draft=Draft(
            to_name=board,
            to_address=address,
            subject=f"{sender.partnership}: {plan.title}, {long_date(meeting.held_on)}",
            body="\n\n".join(part for part in parts if part) + "\n",
            marking=sender.marking,
        ),
        fault=address_fault(address),
    )


# -- addresses ------------------------------------------------------------------------------------


def board_addresses(reading: Reading) -> dict[int, str]:
    """Where each parallel board is written to, as far as the file knows.

    An address in the board's contact, else that of a person who holds a seat on it, else that of
    the partner from which our member comes.
    """
    seated = _addresses_of_members(reading)
    known = organisations(reading)
    partners = [Partner(one.id, one.code, one.name, one.short_name) for one in known]
    email = {one.id: one.email for one in known}
    found = {}
    for group in groups(reading, GroupKind.PARALLEL_BOARD):
        written = _ADDRESS.search(group.contact)
        named = partners_named(group.link[1].partition(".")[0], partners)
        from_partner = next((email[key] for key in sorted(named) if email[key]), "")
        found[group.id] = written.group() if written else seated.get(group.id, from_partner)
    return found


def _addresses_of_members(reading: Reading) -> dict[int, str]:
    query = (
        select(SeatRow.group_id, PersonRow.email)
        .join(AppointmentRow, AppointmentRow.seat_id == SeatRow.id)
        .join(PersonRow, AppointmentRow.person_id == PersonRow.id)
        .where(
            AppointmentRow.kind == AppointmentKind.HOLDER,
            AppointmentRow.to_on.is_(None) | (AppointmentRow.to_on >= reading.today),
            PersonRow.email != "",
        )
        .order_by(SeatRow.position.desc(), SeatRow.id.desc())
    )
    return {row.group_id: row.email for row in reading.rows(query)}
