"""Voices: what was said, by whom in general terms, and what the partnership did with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from cspdesk.fields import KEEP, Check, Keep, apply_edit, edit_label, known, required
from cspdesk.voices.personal import checked_words
from db.tables import (
    AgendaItemRow,
    CommunityRow,
    ConversationRow,
    CycleRow,
    GroupRow,
    IndicatorRow,
    OrganisationRow,
    PriorityRow,
    VoiceRow,
    WardRow,
)
from db.unit_of_work import UnitOfWork
from db.vocabulary import Publicity, VoiceSource

_NOTHING_SAID = "Write what was said."


@dataclass(frozen=True, slots=True)
class AddVoice(Command):
    """Keep what was said. `no_name`: what looks like a person's name is none."""

    cycle_id: int
    heard_on: date
    source: VoiceSource
    said: str
    by_whom: str = ""
    place: str = ""
    ward_id: int | None = None
    community_id: int | None = None
    theme: str = ""
    item_id: int | None = None
    priority_id: int | None = None
    indicator_id: int | None = None
    conversation_id: int | None = None
    publicity: Publicity | None = None
    no_name: bool = False


@dataclass(frozen=True, slots=True)
class EditVoice(Command):
    """Change some fields of a voice."""

    voice_id: int
    seen_version: int
    heard_on: date | Keep = KEEP
    source: VoiceSource | Keep = KEEP
    said: str | Keep = KEEP
    by_whom: str | Keep = KEEP
    place: str | Keep = KEEP
    ward_id: int | Keep | None = KEEP
    community_id: int | Keep | None = KEEP
    theme: str | Keep = KEEP
    item_id: int | Keep | None = KEEP
    priority_id: int | Keep | None = KEEP
    indicator_id: int | Keep | None = KEEP
    publicity: Publicity | Keep | None = KEEP
    no_name: bool = False


@dataclass(frozen=True, slots=True)
class AnswerVoice(Command):
    """Say what the partnership did ("you said, we did"); without a day it is still to be done."""

    voice_id: int
    seen_version: int
    did: str
    did_on: date | None = None


@dataclass(frozen=True, slots=True)
class RemoveVoice(Command):
    """Take a voice away."""

    voice_id: int
    seen_version: int


@handles(AddVoice)
def add_voice(command: AddVoice, work: UnitOfWork) -> str:
    _check_day(command.heard_on, work.today)
    cycle = work.get(CycleRow, command.cycle_id)
    names = _known_names(work)
    said = required("said", command.said, _NOTHING_SAID)
    work.add(
        VoiceRow(
            cycle_id=cycle.id,
            conversation_id=known(work, ConversationRow)(command.conversation_id),
            heard_on=command.heard_on,
            source=command.source,
            said=checked_words("said", said, names, no_name=command.no_name),
            by_whom=checked_words("by_whom", command.by_whom, names, no_name=command.no_name),
            place=checked_words("place", command.place, names, no_name=command.no_name),
            ward_id=known(work, WardRow)(command.ward_id),
            community_id=known(work, CommunityRow)(command.community_id),
            theme=command.theme.strip(),
            item_id=known(work, AgendaItemRow)(command.item_id),
            priority_id=known(work, PriorityRow)(command.priority_id),
            indicator_id=known(work, IndicatorRow)(command.indicator_id),
            publicity=command.publicity,
        )
    )
    return f"Kept the voice “{_short(said)}”"


@handles(EditVoice)
def edit_voice(command: EditVoice, work: UnitOfWork) -> str:
    row = work.get(VoiceRow, command.voice_id, command.seen_version)
    if isinstance(command.heard_on, date):
        _check_day(command.heard_on, work.today)
    changed = apply_edit(row, command, _WORDS, _checks(work, no_name=command.no_name))
    return edit_label(changed, f"the voice “{_short(row.said)}”")


@handles(AnswerVoice)
def answer_voice(command: AnswerVoice, work: UnitOfWork) -> str:
    row = work.get(VoiceRow, command.voice_id, command.seen_version)
    if command.did_on is not None and command.did_on > work.today:
        raise RuleBroken("did_on", "This day has not come yet: leave the day out until it is done.")
    row.did = required("did", command.did, "Say what was done with it, or why nothing can be.")
    row.did_on = command.did_on
    return f"Said what was done about “{_short(row.said)}”"


@handles(RemoveVoice)
def remove_voice(command: RemoveVoice, work: UnitOfWork) -> str:
    row = work.get(VoiceRow, command.voice_id, command.seen_version)
    label = f"Removed the voice “{_short(row.said)}”"
    work.delete(row)
    return label


# Parts

_WORDS = {
    "heard_on": "day",
    "source": "source",
    "said": "words",
    "by_whom": "speaker",
    "place": "place",
    "ward_id": "ward",
    "community_id": "community",
    "theme": "theme",
    "item_id": "item",
    "priority_id": "priority",
    "indicator_id": "KPI",
    "publicity": "publicity",
}


def _checks(work: UnitOfWork, *, no_name: bool) -> dict[str, Check]:
    names = _known_names(work)

    def said(text: str) -> str:
        return checked_words("said", required("said", text, _NOTHING_SAID), names, no_name=no_name)

    return {
        "said": said,
        "by_whom": lambda text: checked_words("by_whom", text, names, no_name=no_name),
        "place": lambda text: checked_words("place", text, names, no_name=no_name),
        "ward_id": known(work, WardRow),
        "community_id": known(work, CommunityRow),
        "item_id": known(work, AgendaItemRow),
        "priority_id": known(work, PriorityRow),
        "indicator_id": known(work, IndicatorRow),
    }


def _known_names(work: UnitOfWork) -> tuple[str, ...]:
    """Names that are no person's: wards, communities, organisations and groups."""
    kinds = (WardRow, CommunityRow, OrganisationRow, GroupRow)
    return tuple(name for kind in kinds for name in work.session.scalars(select(kind.name)))


def _check_day(heard_on: date, today: date) -> None:
    if heard_on > today:
        raise RuleBroken("heard_on", "This day has not come yet.")


def _short(words: str, limit: int = 40) -> str:
    return words if len(words) <= limit else f"{words[: limit - 1].rstrip()}…"
