"""The highlight report on its way: to the Executive, back with questions, into the papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cspdesk.calendar import date_for, plain_date
from cspdesk.commanding import Command, handles
from cspdesk.errors import Conflict, RuleBroken
from cspdesk.fields import required
from cspdesk.kpis.closing import refuse_closed, refuse_issued, report_row
from cspdesk.kpis.highlight_report import open_ends
from cspdesk.reading import Reading
from db.tables import CycleRow, HighlightReportRow, HighlightRequestRow, IndicatorRow
from db.unit_of_work import UnitOfWork
from db.vocabulary import HighlightState

DRAFT, WITH_EXECUTIVE, REVIEWED, APPROVED = HighlightState
_DATES = {WITH_EXECUTIVE: "sent_on", REVIEWED: "reviewed_on", APPROVED: "approved_on"}
_WRONG_STEP = {
    WITH_EXECUTIVE: "The report is with the Executive already.",
    REVIEWED: "Send the report to the Executive first: it reviews it before the Board does.",
    APPROVED: "The Executive reviews the report before it goes into the papers.",
}


@dataclass(frozen=True, slots=True)
class SendToExecutive(Command):
    """Hand the report to the Executive; `seen_version` is the report's, 0 for a fresh draft."""

    cycle_id: int
    seen_version: int | None = None


@handles(SendToExecutive)
def send_to_executive(command: SendToExecutive, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    row = _report(work, command.cycle_id, command.seen_version)
    _step(row, WITH_EXECUTIVE, work.today, allowed=(DRAFT, REVIEWED))
    row.reviewed_on = None
    return "Sent the highlight report to the Executive"


@dataclass(frozen=True, slots=True)
class RecordReview(Command):
    """The Executive has looked at the report, or did on another day than was recorded.

    Without a day it is that of the Executive's meeting, or today before it.
    """

    cycle_id: int
    reviewed_on: date | None = None
    seen_version: int | None = None


@handles(RecordReview)
def record_review(command: RecordReview, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    row = _report(work, command.cycle_id, command.seen_version)
    sent = row.sent_on or work.today
    met = work.get(CycleRow, command.cycle_id).executive_on
    day = command.reviewed_on or (met if sent <= met <= work.today else work.today)
    if not sent <= day <= work.today:
        raise RuleBroken(
            "reviewed_on",
            f"The review is between {date_for(sent, work.today)}, when it was sent, and today.",
        )
    _step(row, REVIEWED, day, allowed=(WITH_EXECUTIVE, REVIEWED))
    return f"Recorded the Executive’s review of the highlight report on {plain_date(day)}"


@dataclass(frozen=True, slots=True)
class ApproveReport(Command):
    """Let the report into the Board papers, as it is now."""

    cycle_id: int
    seen_version: int | None = None


@handles(ApproveReport)
def approve_report(command: ApproveReport, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    row = _report(work, command.cycle_id, command.seen_version)
    _step(row, APPROVED, work.today, allowed=(REVIEWED,))
    ends = open_ends(Reading(work.session, work.today), command.cycle_id)
    if ends:
        raise RuleBroken("", " ".join(ends))
    return "Approved the highlight report for the papers"


@dataclass(frozen=True, slots=True)
class TakeBackReport(Command):
    """One step back: from approved to reviewed, to the Executive, to draft."""

    cycle_id: int
    seen_version: int | None = None


@handles(TakeBackReport)
def take_back_report(command: TakeBackReport, work: UnitOfWork) -> str:
    refuse_issued(work, command.cycle_id)
    row = _report(work, command.cycle_id, command.seen_version)
    if row.state is DRAFT:
        raise RuleBroken("", "The report is a draft: there is nothing to take back.")
    setattr(row, _DATES[row.state], None)
    was = row.state
    row.state = list(HighlightState)[list(HighlightState).index(was) - 1]
    said = {APPROVED: "approval", REVIEWED: "review", WITH_EXECUTIVE: "sending"}[was]
    return f"Took back the {said} of the highlight report"


def _report(work: UnitOfWork, cycle_id: int, seen_version: int | None) -> HighlightReportRow:
    work.get(CycleRow, cycle_id)
    row = report_row(work.session, cycle_id)
    if row is None:
        return work.add(HighlightReportRow(cycle_id=cycle_id))
    if seen_version is not None and row.version != seen_version:
        raise Conflict("The highlight report has moved on in the meantime; look at it again.")
    return row


def _step(
    row: HighlightReportRow, to: HighlightState, day: date, allowed: tuple[HighlightState, ...]
) -> None:
    if row.state not in allowed:
        raise RuleBroken("", _WRONG_STEP[to])
    row.state = to
    setattr(row, _DATES[to], day)


# -- "more information needed: …" -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AskForMore(Command):
    """The Executive needs more: on one indicator, or on the report when `indicator_id` is None."""

    cycle_id: int
    text: str
    indicator_id: int | None = None


@handles(AskForMore)
def ask_for_more(command: AskForMore, work: UnitOfWork) -> str:
    refuse_closed(work, command.cycle_id)
    row = report_row(work.session, command.cycle_id)
    if row is None or row.state is DRAFT:
        raise RuleBroken("text", "Send the report to the Executive first; then note what it asks.")
    code = ""
    if command.indicator_id is not None:
        code = work.get(IndicatorRow, command.indicator_id).code
    request = HighlightRequestRow(
        cycle_id=command.cycle_id,
        indicator_id=command.indicator_id,
        text=required("text", command.text, "Say what more the Executive needs to know."),
        asked_on=work.today,
    )
    work.add(request)
    return f"Noted that the Executive needs more on {code or 'the highlight report'}"


@dataclass(frozen=True, slots=True)
class AnswerRequest(Command):
    """What the Executive was told; an empty answer opens the request again."""

    request_id: int
    answer: str
    seen_version: int | None = None


@handles(AnswerRequest)
def answer_request(command: AnswerRequest, work: UnitOfWork) -> str:
    row = work.get(HighlightRequestRow, command.request_id, command.seen_version)
    refuse_closed(work, row.cycle_id)
    row.answer = command.answer.strip()
    row.answered_on = work.today if row.answer else None
    verb = "Answered" if row.answer else "Opened again"
    return f"{verb} what the Executive asked on {_about(work, row)}"


@dataclass(frozen=True, slots=True)
class RemoveRequest(Command):
    """Take a request off the list."""

    request_id: int
    seen_version: int | None = None


@handles(RemoveRequest)
def remove_request(command: RemoveRequest, work: UnitOfWork) -> str:
    row = work.get(HighlightRequestRow, command.request_id, command.seen_version)
    refuse_closed(work, row.cycle_id)
    about = _about(work, row)
    work.delete(row)
    return f"Removed what the Executive asked on {about}"


def _about(work: UnitOfWork, row: HighlightRequestRow) -> str:
    if row.indicator_id is None:
        return "the highlight report"
    return work.get(IndicatorRow, row.indicator_id).code
