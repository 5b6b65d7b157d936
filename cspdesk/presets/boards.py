"""The sample's parallel boards and sub-groups: a joint meeting, calendars, members, accounts."""

from __future__ import annotations

from typing import Any

from cspdesk.presets.records import Loader
from db.tables import (
    BodyMeetingRow,
    GroupAccountRow,
    JointGuestRow,
    JointQuestionRow,
    JointStepRow,
    SeatRow,
)
from db.tables.base import Row

_KINDS: dict[str, type[Row]] = {
    "question": JointQuestionRow,
    "guest": JointGuestRow,
    "step": JointStepRow,
    "day": BodyMeetingRow,
    "seat": SeatRow,
    "account": GroupAccountRow,
}


def load_boards(loader: Loader, data: dict[str, Any]) -> None:
    """Every record of the file into its table. Raises DataFault when one cannot be right."""
    for kind, table in _KINDS.items():
        loader.put(table, data[kind])
