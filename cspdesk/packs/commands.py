"""Issue a document: its bytes are kept, the agenda's numbers are frozen, nothing takes it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from sqlalchemy import func, select

from cspdesk.agenda.checks import stopping
from cspdesk.agenda.commands import items_of
from cspdesk.agenda.loading import load_agenda
from cspdesk.agenda.rules import numbers
from cspdesk.calendar import plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import required
from cspdesk.kpis.highlight_kept import keep_report
from cspdesk.kpis.highlight_report import report_now
from cspdesk.packs.late import late_business, stopping_supplement
from cspdesk.phrases import counted_in_words
from cspdesk.reading import Reading
from db.tables import IssuedDocumentRow, MeetingRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import DocumentKind, Marking, MeetingState

LEFT_THE_HOUSE = "It has left the house."


@dataclass(frozen=True, slots=True)
class IssueDocument(Command):
    """Keep a document as it went out. `sha256` is that of `body`, in hex.

    A Board pack freezes the numbers of the agenda's items and marks the meeting as issued. While
    a check that must be met is not, it goes out only with `overrule_reason`, which is kept with
    those checks (design, 4).
    """

    kind: DocumentKind
    meeting_id: int
    title: str
    file_name: str
    marking: Marking
    pages: int
    body: bytes = field(repr=False)
    sha256: str
    overrule_reason: str = ""


@handles(IssueDocument)
def issue_document(command: IssueDocument, work: UnitOfWork) -> str:
    meeting = work.get(MeetingRow, command.meeting_id)
    _check_body(command)
    overruled = _overruled(command, work)
    row = work.add(
        IssuedDocumentRow(
            meeting_id=meeting.id,
            kind=command.kind,
            number=_next_number(work, command.kind, meeting.id),
            title=required("title", command.title, "Give the document a title."),
            file_name=required("file_name", command.file_name, "Give the file a name."),
            marking=command.marking,
            pages=command.pages,
            sha256=command.sha256.lower(),
            body=command.body,
            issued_at=work.now,
            overruled="\n".join(overruled),
            overrule_reason=command.overrule_reason.strip() if overruled else "",
        )
    )
    if command.kind is DocumentKind.BOARD:
        _keep_report(work, meeting)
        _freeze(work, meeting)
    work.fixed = LEFT_THE_HOUSE
    return f"Issued {row.title}, edition {row.number}, for {plain_date(meeting.held_on)}"


def _check_body(command: IssueDocument) -> None:
    if not command.body or command.pages < 1:
        raise RuleBroken("body", "The document is empty: make it again.")
    if hashlib.sha256(command.body).hexdigest() != command.sha256.lower():
        raise RuleBroken("sha256", "The document has changed since it was made: make it again.")


def _overruled(command: IssueDocument, work: UnitOfWork) -> list[str]:
    """The sentences of the checks that it goes out in spite of."""
    reading = Reading(work.session, work.today)
    agenda = load_agenda(reading, command.meeting_id)
    stops = stopping(agenda.checks) if agenda else ()
    if command.kind is DocumentKind.SUPPLEMENT:
        stops = stopping_supplement(stops, late_business(reading, command.meeting_id))
    if stops and not command.overrule_reason.strip():
        verb = "stops" if len(stops) == 1 else "stop"
        raise RuleBroken(
            "overrule_reason",
            f"{counted_in_words(len(stops), 'check')} {verb} the final papers: clear what is in "
            "the way, or say why they go out all the same.",
        )
    overruled = [check for check in agenda.checks if check.overruled] if agenda else []
    kept = [check for check in overruled if check.must]
    return [
        *(check.sentence for check in stops),
        *(f"{check.sentence}: {check.overruled}" for check in kept),
    ]


def _next_number(work: UnitOfWork, kind: DocumentKind, meeting_id: int) -> int:
    highest = select(func.max(IssuedDocumentRow.number)).filter_by(kind=kind, meeting_id=meeting_id)
    return (work.session.scalar(highest) or 0) + 1


def _keep_report(work: UnitOfWork, meeting: MeetingRow) -> None:
    """What the highlight report showed: later figures must not change what the Board was told."""
    if meeting.cycle_id is not None:
        reading = Reading(work.session, work.today)
        keep_report(work, meeting.cycle_id, report_now(reading, meeting.cycle_id))


def _freeze(work: UnitOfWork, meeting: MeetingRow) -> None:
    items = items_of(work, meeting.id)
    frozen = numbers([item.number for item in items], [item.is_sub for item in items])
    for item, number in zip(items, frozen, strict=True):
        item.number = number
    if meeting.state in (MeetingState.PLANNING, MeetingState.LOCKED):
        meeting.state = MeetingState.ISSUED
