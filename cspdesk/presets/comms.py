"""The sample's comms decisions: messages, and the items of which nothing need be published."""

from __future__ import annotations

from typing import Any

from cspdesk.presets.records import Loader
from db.tables import CommsDecisionRow, ItemRecordRow


def load_comms(loader: Loader, data: dict[str, Any]) -> None:
    """Load comms.toml: `message` tables, and `nothing_needed` as items such as "3/5"."""
    loader.put(CommsDecisionRow, data["message"])
    loader.put(
        ItemRecordRow,
        [
            {"meeting": item.partition("/")[0], "item": item, "no_comms": True}
            for item in data["nothing_needed"]
        ],
    )
