"""Start a partnership's file from a preset."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from cspdesk.commanding import Command, handles
from cspdesk.errors import RuleBroken
from db.tables import PartnershipRow
from db.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class StartPartnership(Command):
    """Fill an empty file from `preset` ("blank", "haringey"); `sample` adds the year 2016/17."""

    preset: str = "blank"
    sample: bool = False
    name: str = ""
    borough: str = ""


@handles(StartPartnership)
def start_partnership(command: StartPartnership, work: UnitOfWork) -> str:
    from cspdesk.presets.load import load_preset, preset_names
    from cspdesk.presets.sample import load_sample

    if work.session.scalars(select(PartnershipRow)).first() is not None:
        raise RuleBroken("", "This file already holds a partnership.")
    # The sample is the trial year of the partnership that the haringey preset describes.
    preset = "haringey" if command.sample else command.preset
    if preset not in preset_names():
        raise RuleBroken(
            "preset", f"There is no preset {preset}; choose {', '.join(preset_names())}."
        )
    load_preset(
        work, preset, partnership_name=command.name or None, borough=command.borough or None
    )
    if command.sample:
        load_sample(work)
    partnership = work.session.scalars(select(PartnershipRow)).one()
    return f"Started {partnership.name}"
