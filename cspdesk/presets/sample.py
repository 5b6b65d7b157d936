"""The sample: Haringey's trial year 2016/17 on top of the preset, as at 9 February 2017."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlalchemy import select

from cspdesk.paths import resource
from cspdesk.presets.attendance import load_attendance
from cspdesk.presets.boards import load_boards
from cspdesk.presets.business import load_business
from cspdesk.presets.comms import load_comms
from cspdesk.presets.figures import load_figures
from cspdesk.presets.minutes import load_minutes
from cspdesk.presets.records import Loader, Record, split, without
from cspdesk.presets.targets import load_targets
from cspdesk.statutory.rules import KNOWN_DUTIES
from db.tables import (
    ActionRow,
    ActionUpdateRow,
    AgendaItemRow,
    AssessmentRow,
    BoardMessageRow,
    CommunityRow,
    CycleRow,
    FrameworkRow,
    GovernanceBodyRow,
    GroupRow,
    HighlightReportRow,
    HighlightRequestRow,
    HomeworkRow,
    IndicatorRow,
    MeetingRow,
    OrganisationRow,
    PartnershipRow,
    PriorityRow,
    ReportBackRow,
    StatutoryDutyRow,
    StatutoryRecordRow,
    VoiceRow,
    WardRow,
)
from db.tables.base import Row
from db.unit_of_work import UnitOfWork
from db.vocabulary import HomeworkState, MeetingState


def load_sample(work: UnitOfWork) -> None:
    """Add the trial year to a file that was just filled from the preset "haringey".

    Raises DataFault (a WorldError) when a data file cannot be right.
    """
    loader = Loader(work)
    _learn_preset(loader)
    folder = resource("sample")
    with loader.reading(folder / "cycles.toml") as data:
        _partnership(loader, data)
        _cycles(loader, data)
    for path in sorted((folder / "agendas").glob("*.toml")):
        with loader.reading(path) as data:
            _agenda(loader, path.stem.removeprefix("cycle-"), data)
    for file, load in _PARTS.items():
        with loader.reading(folder / file) as data:
            load(loader, data)
    figures = load_figures(loader, folder)
    with loader.reading(folder / "targets.toml") as data:
        load_targets(loader, data, figures)
    for path in sorted((folder / "assessments").glob("*.toml")):
        with loader.reading(path) as data:
            _assessments(loader, data)
    load_business(loader, folder / "business")
    # Last: minutes are drafted from what the other files say of a meeting.
    with loader.reading(folder / "minutes.toml") as data:
        load_minutes(loader, data)


def _learn_preset(loader: Loader) -> None:
    """The codes of what the preset has already stored."""
    for kind, code in _CODES.items():
        for row in loader.work.all(select(kind)):
            loader.learn(kind, code(row), row.id)
    # One body an organisation, so the organisation's code names it.
    named = {row.id: row.code for row in loader.work.all(select(OrganisationRow))}
    for body in loader.work.all(select(GovernanceBodyRow)):
        loader.learn(GovernanceBodyRow, named[body.organisation_id], body.id)


_CODES: dict[type[Row], Callable[[Any], str]] = {
    FrameworkRow: lambda row: "framework",
    PriorityRow: lambda row: row.code,
    OrganisationRow: lambda row: row.code,
    GroupRow: lambda row: row.short_name,
    IndicatorRow: lambda row: row.code,
    WardRow: lambda row: row.name,
    CommunityRow: lambda row: row.name,
}


def _partnership(loader: Loader, data: dict[str, Any]) -> None:
    work = loader.work
    for partnership in work.all(select(PartnershipRow)):
        _change(loader, partnership, data["partnership"])
    for record in data["organisation"]:
        key = loader.find(OrganisationRow.__tablename__, record["code"])
        _change(loader, work.get(OrganisationRow, key), without(record, "code", "next_meets_on"))
        body = loader.find(GovernanceBodyRow.__tablename__, record["code"])
        meets = {"next_meets_on": record["next_meets_on"]}
        _change(loader, work.get(GovernanceBodyRow, body), meets)
    for record in data["group"]:
        key = loader.find(GroupRow.__tablename__, record["short_name"])
        _change(loader, work.get(GroupRow, key), without(record, "short_name"))


def _change(loader: Loader, row: Row, record: Record) -> None:
    for name, value in loader.columns(type(row), record).items():
        setattr(row, name, value)


def _cycles(loader: Loader, data: dict[str, Any]) -> None:
    records = data["cycle"]
    codes = [record["code"] for record in records]
    rows = [{**without(record, "code", "state"), "framework": "framework"} for record in records]
    loader.put(CycleRow, rows, codes)
    meetings = [
        {
            **data["meeting"],
            "cycle": record["code"],
            "held_on": record["board_on"],
            "state": record["state"],
        }
        for record in records
    ]
    loader.put(MeetingRow, meetings, codes)


def _agenda(loader: Loader, cycle: str, data: dict[str, Any]) -> None:
    bare, questions = split(data["item"], "homework")
    codes = [f"{cycle}/{position}" for position in range(1, len(bare) + 1)]
    meeting = loader.find(MeetingRow.__tablename__, cycle)
    issued = loader.work.get(MeetingRow, meeting).state is not MeetingState.PLANNING
    rows = [
        {
            **record,
            "meeting": cycle,
            "position": position,
            # Numbers are frozen once papers have gone out; a planned agenda counts positions.
            "number": str(position) if issued else "",
        }
        for position, record in enumerate(bare, 1)
    ]
    loader.put(AgendaItemRow, rows, codes)
    homework = [
        {**_dates(data["homework"], question), **question, "item": codes[place]}
        for place, question in questions
    ]
    loader.put(HomeworkRow, homework)


def _dates(usual: Record, question: Record) -> Record:
    """When the agenda's questions went out and are due; a draft has not gone out."""
    draft = question["state"] == HomeworkState.DRAFT
    return without(usual, "sent_on") if draft else usual


def _actions(loader: Loader, data: dict[str, Any]) -> None:
    bare, updates = split(data["action"], "update")
    loader.put(ActionRow, bare, [record["ref"] for record in bare])
    loader.put(
        ActionUpdateRow, [{**update, "action": bare[place]["ref"]} for place, update in updates]
    )


def _report_backs(loader: Loader, data: dict[str, Any]) -> None:
    rows = [
        {**without(record, "organisation"), "governance_body": record["organisation"]}
        for record in data["report_back"]
    ]
    loader.put(ReportBackRow, rows)


def _messages(loader: Loader, data: dict[str, Any]) -> None:
    rows = [
        {**without(record, "board", "boards"), "group": board}
        for record in data["message"]
        for board in _boards(record)
    ]
    loader.put(BoardMessageRow, rows)


def _highlight_reports(loader: Loader, data: dict[str, Any]) -> None:
    loader.put(HighlightReportRow, data["highlight_report"])
    loader.put(HighlightRequestRow, data["highlight_request"])


def _statutory(loader: Loader, data: dict[str, Any]) -> None:
    """Duties in the words of the known ones, with what the sample says of each."""
    known = {one.key: one for one in KNOWN_DUTIES}
    bare, records = split(data["duty"], "record")
    duties = [
        {
            "title": known[duty["key"]].title,
            "basis": known[duty["key"]].basis,
            "months": known[duty["key"]].months,
            "note": known[duty["key"]].note,
            "position": place,
            **duty,
        }
        for place, duty in enumerate(bare, 1)
    ]
    loader.put(StatutoryDutyRow, duties, [duty["key"] for duty in bare])
    loader.put(StatutoryRecordRow, [{**one, "duty": bare[place]["key"]} for place, one in records])


def _voices(loader: Loader, data: dict[str, Any]) -> None:
    loader.put(VoiceRow, data["voice"])


def _boards(record: Record) -> Iterator[str]:
    yield from record["boards"] if "boards" in record else [record["board"]]


def _assessments(loader: Loader, data: dict[str, Any]) -> None:
    shared = without(data, "period", "assessment")
    frequency = {row.code: row.frequency for row in loader.work.all(select(IndicatorRow))}
    rows = [
        {
            **shared,
            "period_start": _period(data["period"], frequency.get(record["indicator"])),
            **record,
        }
        for record in data["assessment"]
    ]
    loader.put(AssessmentRow, rows)


def _period(periods: Mapping[str, Any], frequency: str | None) -> Any:
    return periods.get(frequency or "")


_PARTS = {
    "actions.toml": _actions,
    "report_backs.toml": _report_backs,
    "board_messages.toml": _messages,
    "comms.toml": load_comms,
    "attendance.toml": load_attendance,
    "boards_and_groups.toml": load_boards,
    "highlight_reports.toml": _highlight_reports,
    "statutory.toml": _statutory,
    "voices.toml": _voices,
}
