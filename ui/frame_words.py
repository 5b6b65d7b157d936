"""What the window's frame says of its file, in words, and what of the cycle leads anywhere."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from ui.widgets.strip import StripView


def sample_words(desk: Desk | None) -> str:
    """ "Sample partnership, as at Thursday 9 February 2017", "As at …" on another file, or ""."""
    if desk is None or not (desk.is_sample or desk.as_at):
        return ""
    day = f"as at {long_date(desk.today)}"
    return f"Sample partnership, {day}" if desk.is_sample else f"Seen {day}"


def reading_words(desk: Desk | None) -> str:
    """Why this file can only be read here, or ""."""
    if desk is None or not desk.read_only:
        return ""
    if desk.held_by:
        return f"Open in another window by {since_words(desk.held_by)}: reading only"
    return "This file can only be read here"


def since_words(holder: str, now: datetime | None = None) -> str:
    """ "officer on DESK-7 since 14:09 today", or "… since Mon 23 Nov, 14:09" on a later day.

    `holder` ends in " since 2026-11-23 14:09" (`db.lock.Holder`); other words stay as they are.
    """
    who, since, stamp = holder.rpartition(" since ")
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return holder
    if at.date() == (now or datetime.now()).date():
        return f"{who}{since}{at:%H:%M} today"
    return f"{who}{since}{at:%a} {at.day} {at:%b}, {at:%H:%M}"


def leading_only(strip: StripView | None, pages: Container[str]) -> StripView | None:
    """The strip without ways to screens that this program does not have."""
    if strip is None:
        return None
    steps = (step if step.page in pages else step._replace(page="") for step in strip.steps)
    return strip._replace(steps=tuple(steps))


def long_date(day: date) -> str:
    """ "Thursday 9 February 2017"."""
    return f"{day:%A} {day.day} {day:%B %Y}"
