"""Commands and their handlers: one frozen record an officer's action, one function that does it.

@dataclass(frozen=True, slots=True)
class MoveItem(Command):
    item_id: int
    to_position: int

@handles(MoveItem)
def move_item(command: MoveItem, work: UnitOfWork) -> str:
    ...
    return "Moved item 4 to 2"      # the label of the step: undo menu, audit, toast
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Command:
    """What the officer wants done. Subclasses are frozen and hold plain values only.

    `snapshot_first` says before what a snapshot is taken ("before import"), "" for none: undo
    takes any step back, a snapshot also helps when what was done is noticed much later.
    """

    snapshot_first: ClassVar[str] = ""


C = TypeVar("C", bound=Command)
Handler = Callable[[Any, UnitOfWork], str]

_HANDLERS: dict[type[Command], Handler] = {}

# Every module that defines commands; the registry is whole only when they are all imported.
COMMAND_MODULES = (
    "cspdesk.actions.commands",
    "cspdesk.actions.log_commands",
    "cspdesk.agenda.business_commands",
    "cspdesk.agenda.business_request_commands",
    "cspdesk.agenda.carrying_commands",
    "cspdesk.agenda.commands",
    "cspdesk.agenda.disseminating_commands",
    "cspdesk.agenda.paper_commands",
    "cspdesk.agenda.readiness_commands",
    "cspdesk.agenda.rehearsing_commands",
    "cspdesk.boards.account_commands",
    "cspdesk.boards.asking_commands",
    "cspdesk.boards.calendar_commands",
    "cspdesk.boards.commands",
    "cspdesk.boards.joint_commands",
    "cspdesk.comms.commands",
    "cspdesk.homework.commands",
    "cspdesk.kpis.assessment_commands",
    "cspdesk.kpis.commands",
    "cspdesk.kpis.executive_commands",
    "cspdesk.kpis.highlight_commands",
    "cspdesk.kpis.framework_commands",
    "cspdesk.kpis.import_commands",
    "cspdesk.kpis.indicator_commands",
    "cspdesk.kpis.spc_commands",
    "cspdesk.meetings.commands",
    "cspdesk.meetings.forward_commands",
    "cspdesk.meetings.recording_commands",
    "cspdesk.meetings.recording_decision_commands",
    "cspdesk.meetings.recording_people_commands",
    "cspdesk.meetings.year_plan",
    "cspdesk.minutes.commands",
    "cspdesk.packs.commands",
    "cspdesk.people.commands",
    "cspdesk.people.member_commands",
    "cspdesk.presets.commands",
    "cspdesk.settings.commands",
    "cspdesk.settings.front_sheet_commands",
    "cspdesk.statutory.commands",
    "cspdesk.voices.commands",
    "cspdesk.voices.conversation_commands",
    "cspdesk.voices.place_commands",
)


def handles(
    kind: type[C],
) -> Callable[[Callable[[C, UnitOfWork], str]], Callable[[C, UnitOfWork], str]]:
    """Register the handler of a command. A command has exactly one."""

    def register(handler: Callable[[C, UnitOfWork], str]) -> Callable[[C, UnitOfWork], str]:
        if kind in _HANDLERS:
            raise TypeError(f"{kind.__name__} has two handlers")
        _HANDLERS[kind] = handler
        return handler

    return register


def handler_of(command: Command) -> Handler:
    """The handler of this command; KeyError when it has none (a fault of the code).

    A command's own module registers its handler, so whoever has a command has that too.
    """
    return _HANDLERS[type(command)]


def all_commands() -> frozenset[type[Command]]:
    """Every command that exists, after importing every module that defines some."""
    for name in COMMAND_MODULES:
        importlib.import_module(name)
    return frozenset(_HANDLERS)
