"""What the partnership does not have yet: indicators, figures, seats filled, partners at work."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import exists, select

from cspdesk.boards.queries import Ledger
from cspdesk.boards.rules import Flow
from cspdesk.home.rules import Gap, Target
from cspdesk.people.queries import SeatLine, governance_bodies
from cspdesk.people.rules import Partner
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.words import counted, number_word
from db.tables import IndicatorRow, MeasurementRow, PriorityRow, TargetRow, ThemeRow
from db.vocabulary import TargetKind


def gaps(
    reading: Reading,
    vacant: Sequence[SeatLine],
    without_part: Sequence[Partner],
    partners: Sequence[Partner],
    ledger: Ledger | None,
) -> tuple[Gap, ...]:
    """Every gap, with where it can be closed; what a new file needs first comes first."""
    return (
        *_first_things(reading, partners),
        *_missing_indicators(reading),
        *(_vacant(seat) for seat in vacant),
        *(_idle(partner) for partner in without_part[:3]),
        *_unmeasured(reading),
        *_without_body(reading, partners),
        *_silent_boards(ledger),
    )


def _first_things(reading: Reading, partners: Sequence[Partner]) -> list[Gap]:
    """What nothing else can be without."""
    found = []
    if not partners:
        detail = "Partners are the organisations with a seat on the Board."
        found.append(Gap("No partners yet", detail, "Add partners", Target("people")))
    if not reading.rows(select(PriorityRow.id).limit(1)):
        detail = "The Board’s focus, the KPIs and the highlight report follow them."
        found.append(Gap("No priorities yet", detail, "KPIs", Target("kpis")))
    if not reading.rows(select(IndicatorRow.id).limit(1)):
        detail = "Enter them one by one, or import a spreadsheet."
        found.append(Gap("No indicators yet", detail, "KPIs", Target("kpis")))
    return found


def _missing_indicators(reading: Reading) -> list[Gap]:
    query = (
        select(
            IndicatorRow.id, IndicatorRow.code, IndicatorRow.name, ThemeRow.name, TargetRow.words
        )
        .join(TargetRow, TargetRow.indicator_id == IndicatorRow.id)
        .outerjoin(ThemeRow, IndicatorRow.theme_id == ThemeRow.id)
        .where(TargetRow.kind == TargetKind.GAP, IndicatorRow.retired_on.is_(None))
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    return [
        Gap(
            f"No indicator for {theme or name}",
            f"{code}: {words or name}",
            "KPIs",
            Target("kpis", "indicator", key),
        )
        for key, code, name, theme, words in reading.rows(query)
    ]


def _vacant(seat: SeatLine) -> Gap:
    role = seat.role[0].lower() + seat.role[1:] if seat.role[1:2].islower() else seat.role
    return Gap(
        f"Nobody in the {role} of the {seat.group}",
        seat.note or "Fill the seat, or take it out.",
        "Fill the seat",
        Target("people", "seat", seat.id),
    )


def _idle(partner: Partner) -> Gap:
    return Gap(
        f"{partner.short_name} has neither homework nor a part",
        "Ask what only this partner can bring.",
        "Set homework",
        Target("homework", "organisation", partner.id),
    )


def _unmeasured(reading: Reading) -> list[Gap]:
    """Indicators that have words but no figure at all, and those without any target."""
    measured = exists().where(MeasurementRow.indicator_id == IndicatorRow.id)
    aimed = exists().where(TargetRow.indicator_id == IndicatorRow.id)
    gap = exists().where(
        TargetRow.indicator_id == IndicatorRow.id, TargetRow.kind == TargetKind.GAP
    )
    rows = reading.rows(
        select(IndicatorRow.id, IndicatorRow.code, measured, aimed)
        .where(IndicatorRow.retired_on.is_(None), ~gap)
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    bare = [(key, code) for key, code, has_figures, _has_target in rows if not has_figures]
    aimless = [(key, code) for key, code, _has_figures, has_target in rows if not has_target]
    found = []
    if bare:
        title = f"No measure yet for {_kpis(len(bare))}"
        detail = f"{joined([code for _key, code in bare])}: words without a figure."
        found.append(Gap(title, detail, "KPIs", Target("kpis", "indicator", bare[0][0])))
    if aimless:
        verb = "is" if len(aimless) == 1 else "are"
        detail = f"{joined([code for _key, code in aimless])} {verb} measured and not rated."
        title = f"No target for {_kpis(len(aimless))}"
        found.append(Gap(title, detail, "KPIs", Target("kpis", "indicator", aimless[0][0])))
    return found


def _kpis(count: int) -> str:
    return f"{number_word(count)} {'KPI' if count == 1 else 'KPIs'}"


def _without_body(reading: Reading, partners: Sequence[Partner]) -> list[Gap]:
    having = {body.organisation_id for body in governance_bodies(reading)}
    names = [partner.short_name for partner in partners if partner.id not in having]
    if not names:
        return []
    return [
        Gap(
            f"No governance body for {counted(len(names), 'partner')}",
            f"{joined(names)}: nobody there can be asked to report back.",
            "Add it",
            Target("people"),
        )
    ]


def _silent_boards(ledger: Ledger | None) -> list[Gap]:
    """Parallel boards that nothing has come from or gone to, or is planned to, in this cycle."""
    if ledger is None:
        return []
    silent = [
        board.name
        for board in ledger.boards
        for flow in board.flow
        if flow.cycle_id == ledger.cycle.id
        and flow.came_in is Flow.NONE
        and flow.went_out is Flow.NONE
    ]
    return [
        Gap(f"Nothing to or from the {name}", "Ask for an update.", "Open ledger", Target("boards"))
        for name in silent
    ]
