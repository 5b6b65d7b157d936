"""What the partnership does not have yet: indicators, figures, seats filled, partners at work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import exists, select

from cspdesk.actions.records import ActionLine
from cspdesk.boards.queries import Ledger
from cspdesk.boards.rules import Flow
from cspdesk.home.rules import Gap, Target
from cspdesk.meetings.forward_rules import MONTHS_WITHOUT
from cspdesk.people.gaps import (
    WANTED,
    GroupFact,
    SeatFact,
    chair_vacancies,
    representation_gaps,
)
from cspdesk.people.gaps import Gap as Asked
from cspdesk.people.rules import Partner
from cspdesk.phrases import joined
from cspdesk.reading import Reading
from cspdesk.statutory.rules import months_later
from cspdesk.words import counted, number_word
from db.tables import (
    ConversationRow,
    GroupRow,
    IndicatorRow,
    MeasurementRow,
    OrganisationRow,
    PriorityRow,
    SeatRow,
    TargetRow,
    ThemeRow,
    VoiceRow,
    WardRow,
)
from db.vocabulary import GroupKind, TargetKind


@dataclass(frozen=True, slots=True)
class Table:
    """Who sits at the Board's table, who has a duty to, and the groups with their chairs."""

    seats: tuple[SeatFact, ...]
    statutory: tuple[tuple[int, str], ...]
    seated: frozenset[int]
    groups: tuple[GroupFact, ...]

    @property
    def vacant(self) -> tuple[SeatFact, ...]:
        return tuple(seat for seat in self.seats if seat.vacant)


@dataclass(frozen=True, slots=True)
class Known:
    """What other areas say, and gaps are seen in. `items` of the agenda are (id, number, title)."""

    table: Table
    partners: tuple[Partner, ...]
    without_part: tuple[Partner, ...]
    with_body: frozenset[int]
    ledger: Ledger | None
    actions: Sequence[ActionLine]
    items: tuple[tuple[int, str, str], ...]


def gaps(reading: Reading, known: Known) -> tuple[Gap, ...]:
    """Every gap, with where it can be closed; what a new file needs first comes first."""
    asked = _asked(known.table)
    return (
        *_first_things(reading, known.partners),
        *_missing_indicators(reading, known.items),
        *_missing_voices((gap for gap in asked if gap.missing), known.actions),
        *_idle(known.without_part),
        *_unmeasured(reading),
        *_unheard_wards(reading),
        *_without_body(known),
        *_silent_boards(known.ledger),
        *_missing_voices((gap for gap in asked if not gap.missing), known.actions),
    )


def board_table(reading: Reading) -> Table:
    """The Board's seats, responsible authorities and groups, as the questions about gaps need."""
    seats, seated = _seats(reading)
    law = select(OrganisationRow.id, OrganisationRow.short_name).where(OrganisationRow.statutory)
    chairs = select(GroupRow.id, GroupRow.short_name, GroupRow.kind, GroupRow.chair)
    in_order = chairs.order_by(GroupRow.position, GroupRow.id)
    return Table(
        seats=tuple(seats),
        statutory=tuple(
            (key, name) for key, name in reading.rows(law.order_by(OrganisationRow.position))
        ),
        seated=frozenset(seated),
        groups=tuple(GroupFact(*found) for found in reading.rows(in_order)),
    )


def _seats(reading: Reading) -> tuple[list[SeatFact], set[int]]:
    query = (
        select(SeatRow, OrganisationRow.short_name, OrganisationRow.sector)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .outerjoin(OrganisationRow, SeatRow.organisation_id == OrganisationRow.id)
        .where(GroupRow.kind == GroupKind.BOARD)
        .order_by(GroupRow.position, SeatRow.position, SeatRow.id)
    )
    facts, seated = [], set()
    for row, name, sector in reading.rows(query):
        vacant = row.vacant or row.organisation_id is None
        facts.append(SeatFact(row.id, row.role, name or "", sector, vacant, row.note.strip()))
        if not vacant:
            seated.add(row.organisation_id)
    return facts, seated


def _first_things(reading: Reading, partners: Sequence[Partner]) -> list[Gap]:
    """What nothing else can be without."""
    found = []
    if not partners:
        detail = "Partners are the organisations with a seat on the Board."
        found.append(
            Gap("No partners yet", detail, "Add partners", Target("people", "organisations"))
        )
    if not reading.rows(select(PriorityRow.id).limit(1)):
        detail = "The Board’s focus, the KPIs and the highlight report follow them."
        found.append(Gap("No priorities yet", detail, "KPIs", Target("kpis")))
    if not reading.rows(select(IndicatorRow.id).limit(1)):
        detail = "Enter them one by one, or import a spreadsheet."
        found.append(Gap("No indicators yet", detail, "KPIs", Target("kpis")))
    return found


def _missing_indicators(reading: Reading, items: Sequence[tuple[int, str, str]]) -> Iterable[Gap]:
    """Indicators that are required and do not exist; an item that is about one leads to itself."""
    query = (
        select(
            IndicatorRow.id, IndicatorRow.code, IndicatorRow.name, ThemeRow.name, TargetRow.words
        )
        .join(TargetRow, TargetRow.indicator_id == IndicatorRow.id)
        .outerjoin(ThemeRow, IndicatorRow.theme_id == ThemeRow.id)
        .where(TargetRow.kind == TargetKind.GAP, IndicatorRow.retired_on.is_(None))
        .order_by(IndicatorRow.position, IndicatorRow.id)
    )
    for key, code, name, theme, words in reading.rows(query):
        about = (theme or name).casefold()
        item = next((one for one in items if about in one[2].casefold()), None)
        title, detail = f"No indicator for {theme or name}", f"{code}: {words or name}"
        if item is None:
            yield Gap(title, detail, "KPIs", Target("kpis", "indicator", key))
        else:
            item_id, number, _title = item
            target = Target("agenda", "agenda_item", item_id)
            yield Gap(title, detail, f"Item {number}", target)


def _asked(table: Table) -> tuple[Asked, ...]:
    """Who is missing at the table, and chairs that nobody has taken; none while nobody sits."""
    if not table.seats:
        return ()
    missing = representation_gaps(table.seats, table.statutory, table.seated)
    return (*missing, *chair_vacancies(table.groups))


def _missing_voices(asked: Iterable[Asked], actions: Sequence[ActionLine]) -> Iterable[Gap]:
    """The questions about the table; one that an action is under way for leads to the action."""
    for gap in asked:
        action = _under_way(gap, actions)
        if action is None:
            yield Gap(gap.question, gap.detail, _PEOPLE_LINKS[gap.missing], _place_of(gap))
        else:
            detail = f"Action {action.ref}: {action.text}"
            target = Target("actions", "action", action.id)
            yield Gap(gap.question, detail, f"Action {action.ref}", target)


_PEOPLE_LINKS = {True: "Fill the seat", False: "Seats"}


def _under_way(gap: Asked, actions: Sequence[ActionLine]) -> ActionLine | None:
    """An open action that is about this very seat: it names the sector and a seat."""
    wanted = next((one for one in WANTED if gap.key == f"sector:{one.sector.value}"), None)
    if wanted is None:
        return None
    for line in actions:
        said = set(re.findall(r"[a-z]+", line.text.casefold()))
        if said & {"seat", "representative", "representation"} and said & set(wanted.words):
            return line
    return None


def _place_of(gap: Asked) -> Target:
    kind, _, key = gap.target.partition(":")
    return Target("people", kind, int(key)) if key else Target("people", "seats")


def _idle(without_part: Sequence[Partner]) -> Iterable[Gap]:
    """A partner with neither part nor homework; several of them are one line."""
    if not without_part:
        return
    first, *others = without_part
    detail, link = "Ask what only this partner can bring.", "Set homework"
    title = f"{first.short_name} has neither homework nor a part"
    if others:
        title = f"{len(without_part)} partners have neither homework nor a part"
        detail = joined([partner.short_name for partner in without_part])
    yield Gap(title, detail, link, Target("homework", "organisation", first.id))


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


def _unheard_wards(reading: Reading) -> Iterable[Gap]:
    """Wards from which nothing was heard for a year: the holes of the coverage of voices."""
    since = months_later(reading.today, -MONTHS_WITHOUT) + timedelta(days=1)
    heard = (
        select(VoiceRow.ward_id)
        .where(VoiceRow.heard_on >= since, VoiceRow.ward_id.is_not(None))
        .union(
            select(ConversationRow.ward_id).where(
                ConversationRow.held_on >= since, ConversationRow.ward_id.is_not(None)
            )
        )
    )
    query = select(WardRow.name, WardRow.id.in_(heard)).order_by(WardRow.position, WardRow.name)
    found = reading.rows(query)
    names = [name for name, was_heard in found if not was_heard]
    if names:
        shown = names[:3] if len(names) > 4 else names
        rest = [f"{len(names) - len(shown)} more"] if len(shown) < len(names) else []
        title = f"{len(names)} of {len(found)} wards not heard for a year"
        detail = f"{joined([*shown, *rest])}: their panels can be asked."
        yield Gap(title, detail, "Who was heard", Target("voices", "coverage"))


def _without_body(known: Known) -> list[Gap]:
    without = [partner for partner in known.partners if partner.id not in known.with_body]
    if not without:
        return []
    names = joined([partner.short_name for partner in without])
    return [
        Gap(
            f"No governance body for {counted(len(without), 'partner')}",
            f"{names}: nobody there can be asked to report back.",
            "Add it",
            Target("people", "organisation", without[0].id),
        )
    ]


def _silent_boards(ledger: Ledger | None) -> list[Gap]:
    """Parallel boards that nothing has come from or gone to, or is planned to, in this cycle."""
    if ledger is None:
        return []
    silent = [
        board
        for board in ledger.boards
        for flow in board.flow
        if flow.cycle_id == ledger.cycle.id
        and flow.came_in is Flow.NONE
        and flow.went_out is Flow.NONE
    ]
    return [
        Gap(
            f"Nothing to or from the {board.name}",
            "Ask for an update.",
            "Open ledger",
            Target("boards", "board", board.group_id),
        )
        for board in silent
    ]
