"""What is asked of an agenda: its list with meters and checks, one item, what to choose from."""

from __future__ import annotations

from sqlalchemy import select

from cspdesk.agenda.checks import challenge
from cspdesk.agenda.loading import (
    LoadedAgenda,
    load_agenda,
    organisation_names,
    priority_names,
)
from cspdesk.agenda.records import (
    AgendaLine,
    AgendaView,
    Choice,
    HomeworkMark,
    ItemCard,
    ItemChoices,
)
from cspdesk.agenda.rules import (
    communities_named,
    filled_wording,
    is_late_number,
    paper_standing,
    partner_asks,
    split_parts,
    urgent_item,
)
from cspdesk.calendar import plain_date
from cspdesk.phrases import lines_of
from cspdesk.reading import Reading
from cspdesk.settings.queries import standing_library
from db.tables import AgendaItemRow, GroupRow, SeatRow
from db.vocabulary import GroupKind

__all__ = [
    "AgendaLine",
    "AgendaView",
    "Choice",
    "HomeworkMark",
    "ItemCard",
    "ItemChoices",
    "agenda",
    "agenda_and_item",
    "checks_to_clear",
    "item",
    "item_cards",
    "item_choices",
]


def agenda(reading: Reading, meeting_id: int) -> AgendaView | None:
    """The agenda of a meeting; None when the meeting is gone."""
    loaded = load_agenda(reading, meeting_id)
    return None if loaded is None else _view(loaded)


def agenda_and_item(
    reading: Reading, meeting_id: int, item_id: int | None
) -> tuple[AgendaView | None, ItemCard | None]:
    """The agenda with one of its items in full, read once: after each move both are shown."""
    loaded = load_agenda(reading, meeting_id)
    if loaded is None:
        return None, None
    places = [place for place, row in enumerate(loaded.items) if row.id == item_id]
    cards = _cards(loaded, range(places[0], places[0] + 1)) if places else ()
    return _view(loaded), cards[0] if cards else None


def _view(loaded: LoadedAgenda) -> AgendaView:
    there = {row.standing_key for row in loaded.items}
    return AgendaView(
        meeting=loaded.meeting,
        lines=_lines(loaded, range(len(loaded.items))),
        meters=loaded.meters,
        checks=loaded.checks,
        without_part=loaded.without_part,
        standing_choices=tuple(
            choice for choice in standing_library(loaded.reading) if choice.key not in there
        ),
    )


def checks_to_clear(reading: Reading, meeting_id: int) -> int:
    """How many checks of the agenda are not met; 0 when the meeting is gone."""
    loaded = load_agenda(reading, meeting_id)
    return 0 if loaded is None else sum(not check.met for check in loaded.checks)


def item(reading: Reading, item_id: int) -> ItemCard | None:
    """Everything about one item; None when it is gone."""
    row = reading.one(select(AgendaItemRow).where(AgendaItemRow.id == item_id))
    loaded = load_agenda(reading, row.meeting_id) if row else None
    if loaded is None:
        return None
    place = next(at for at, one in enumerate(loaded.items) if one.id == item_id)
    return _cards(loaded, range(place, place + 1))[0]


def item_cards(reading: Reading, meeting_id: int) -> tuple[ItemCard, ...]:
    """Every item of a meeting in full, in order: for the front sheets of the pack."""
    loaded = load_agenda(reading, meeting_id)
    return () if loaded is None else _cards(loaded, range(len(loaded.items)))


def item_choices(reading: Reading) -> ItemChoices:
    """Leads, organisations and priorities to choose from."""
    roles = (
        select(SeatRow.role)
        .join(GroupRow, SeatRow.group_id == GroupRow.id)
        .where(GroupRow.kind == GroupKind.BOARD, SeatRow.vacant.is_(False))
    )
    used = select(AgendaItemRow.lead).where(AgendaItemRow.lead != "").distinct()
    leads = {lead for (lead,) in reading.rows(roles)} | {lead for (lead,) in reading.rows(used)}
    return ItemChoices(
        leads=tuple(sorted(leads, key=str.casefold)),
        organisations=tuple(Choice(*pair) for pair in organisation_names(reading).items()),
        priorities=tuple(
            Choice(key, name) for key, (_number, name) in priority_names(reading).items()
        ),
    )


# Parts


def _lines(loaded: LoadedAgenda, places: range) -> tuple[AgendaLine, ...]:
    organisations = organisation_names(loaded.reading)
    priorities = priority_names(loaded.reading)
    return tuple(_line(loaded, place, organisations, priorities) for place in places)


def _line(
    loaded: LoadedAgenda,
    place: int,
    organisations: dict[int, str],
    priorities: dict[int, tuple[int | None, str]],
) -> AgendaLine:
    row, (starts, ends) = loaded.items[place], loaded.times[place]
    question, consequence = challenge(loaded.facts[place], loaded.meters)
    unmet = [check for check in loaded.checks if not check.met and row.id in check.item_ids]
    focus = loaded.meeting.focus_priority_id
    return AgendaLine(
        id=row.id,
        version=row.version,
        position=row.position,
        number=loaded.numbers[place],
        is_sub=row.is_sub,
        is_late=is_late_number(row.number),
        title=row.title,
        short_title=row.short_title or row.title,
        type=row.type,
        lead=row.lead,
        lead_organisation_id=row.lead_organisation_id,
        lead_organisation=organisations.get(row.lead_organisation_id or 0, ""),
        minutes=row.minutes,
        starts=starts,
        ends=ends,
        priority_id=row.priority_id,
        priority=priorities.get(row.priority_id or 0, (None, ""))[1],
        in_focus=focus is not None and row.priority_id == focus,
        paper=paper_standing(row.paper_state, row.paper_due_on, loaded.reading.today),
        paper_from=row.paper_from,
        publicity=row.publicity,
        standing_key=row.standing_key,
        decisions=lines_of(row.decision_sought),
        challenge=question,
        challenge_detail=consequence,
        must=sum(check.must for check in unmet),
        should=sum(not check.must for check in unmet),
    )


def _cards(loaded: LoadedAgenda, places: range) -> tuple[ItemCard, ...]:
    priorities = priority_names(loaded.reading)
    before = loaded.board_before
    urgent = urgent_item([row.standing_key for row in loaded.items], loaded.numbers)
    last = plain_date(before.held_on) if before else "the last meeting"
    keyed = zip((row.standing_key for row in loaded.items), loaded.numbers, strict=True)
    standing = {key: number for key, number in keyed if key}
    rows = [loaded.items[place] for place in places]
    return tuple(
        _card(loaded, row, line, priorities, filled_wording(row.purpose, urgent, last, standing))
        for row, line in zip(rows, _lines(loaded, places), strict=True)
    )


def _card(
    loaded: LoadedAgenda,
    row: AgendaItemRow,
    line: AgendaLine,
    priorities: dict[int, tuple[int | None, str]],
    purpose_words: str,
) -> ItemCard:
    return ItemCard(
        id=row.id,
        version=row.version,
        meeting_id=row.meeting_id,
        line=line,
        priority_number=priorities.get(row.priority_id or 0, (None, ""))[0],
        purpose=row.purpose,
        purpose_words=purpose_words,
        decision_sought=row.decision_sought,
        decisions=line.decisions,
        partner_actions=row.partner_actions,
        asks=partner_asks(row.partner_actions),
        value_added=row.value_added,
        time_split=row.time_split,
        split=split_parts(row.time_split),
        sidetrack=row.sidetrack,
        steer=row.steer,
        speakers=row.speakers,
        communities=row.communities,
        named_communities=communities_named(row.communities),
        community_plan=row.community_plan,
        community_heard=row.community_heard,
        community_none=row.community_none,
        conversations=loaded.conversations.get(row.id, ()),
        comms_question=row.comms_question,
        paper_state=row.paper_state,
        paper_due_on=row.paper_due_on,
        papers=loaded.papers.get(row.id, ()),
        exempt_paragraph=row.exempt_paragraph,
        exempt_reason=row.exempt_reason,
        keep_reason=row.keep_reason,
        homework=loaded.marks.get(row.id, ()),
        checks=tuple(c for c in loaded.checks if not c.met and row.id in c.item_ids),
    )
