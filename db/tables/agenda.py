"""Agenda items with their papers, checks that were overruled, locks, templates and homework."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Base, Row, refers
from db.vocabulary import HomeworkState, ItemType, PaperState, Publicity


class AgendaItemRow(Row):
    """An item of a meeting's agenda.

    `number` is empty while planning (counted from `position`) and frozen when the agenda is locked
    or issued, so that printed references hold. `is_sub` puts it under the item before it ("4a").
    `time_split` is lines of "minutes what" ("5 introduce"). `standing_key` names the standing item
    it was made from.
    """

    __tablename__ = "agenda_item"

    meeting_id: Mapped[int] = refers("meeting")
    position: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    is_sub: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str]
    short_title: Mapped[str] = mapped_column(default="")
    type: Mapped[ItemType]
    lead: Mapped[str] = mapped_column(default="")
    lead_organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    minutes: Mapped[int] = mapped_column(default=10)
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    purpose: Mapped[str] = mapped_column(default="")
    decision_sought: Mapped[str] = mapped_column(default="")
    partner_actions: Mapped[str] = mapped_column(default="")
    value_added: Mapped[str] = mapped_column(default="")
    time_split: Mapped[str] = mapped_column(default="")
    sidetrack: Mapped[str] = mapped_column(default="")
    steer: Mapped[str] = mapped_column(default="")
    speakers: Mapped[str] = mapped_column(default="")
    communities: Mapped[str] = mapped_column(default="")
    community_plan: Mapped[str] = mapped_column(default="")
    community_heard: Mapped[str] = mapped_column(default="")
    community_none: Mapped[str] = mapped_column(default="")
    comms_question: Mapped[str] = mapped_column(default="")
    paper_state: Mapped[PaperState] = mapped_column(default=PaperState.NONE)
    paper_from: Mapped[str] = mapped_column(default="")
    paper_due_on: Mapped[date | None]
    publicity: Mapped[Publicity | None]
    exempt_paragraph: Mapped[str] = mapped_column(default="")
    exempt_reason: Mapped[str] = mapped_column(default="")
    keep_reason: Mapped[str] = mapped_column(default="")
    standing_key: Mapped[str] = mapped_column(default="")


class PaperRow(Row):
    """One paper of an item, in its order. Its bytes are the pieces of `PaperPieceRow`.

    `publicity` unset follows the item. `size` is in bytes.
    """

    __tablename__ = "paper"

    item_id: Mapped[int] = refers("agenda_item")
    position: Mapped[int]
    title: Mapped[str]
    file_name: Mapped[str]
    sha256: Mapped[str] = mapped_column(index=True)
    pages: Mapped[int]
    size: Mapped[int]
    added_on: Mapped[date]
    publicity: Mapped[Publicity | None]
    exempt_paragraph: Mapped[str] = mapped_column(default="")
    exempt_reason: Mapped[str] = mapped_column(default="")


class PaperPieceRow(Base):
    """A piece of a file, found by the file's hash: no record the officer changes.

    So neither undo nor audit carries megabytes: taking a paper away leaves its bytes for a redo.
    """

    __tablename__ = "paper_piece"
    __table_args__ = (UniqueConstraint("sha256", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str]
    place: Mapped[int]
    body: Mapped[bytes]
    kept_at: Mapped[datetime]


class FrontSheetFieldRow(Row):
    """A field that the council's own front sheets ask for ("Equality comments"), if it is shown."""

    __tablename__ = "front_sheet_field"

    key: Mapped[str]
    title: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    shown: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class ItemFieldRow(Row):
    """What an item's front sheet says in one of the council's fields."""

    __tablename__ = "item_field"
    __table_args__ = (UniqueConstraint("item_id", "field_id"),)

    item_id: Mapped[int] = refers("agenda_item")
    field_id: Mapped[int] = refers("front_sheet_field")
    text: Mapped[str]


class OverruledCheckRow(Row):
    """A check of one agenda that was overruled, and why. It holds for `items` ("30,31") alone."""

    __tablename__ = "overruled_check"
    __table_args__ = (UniqueConstraint("meeting_id", "key"),)

    meeting_id: Mapped[int] = refers("meeting")
    key: Mapped[str]
    items: Mapped[str] = mapped_column(default="")
    sentence: Mapped[str]
    reason: Mapped[str]
    overruled_on: Mapped[date]


class AgendaLockRow(Row):
    """One time that an agenda was locked, and unlocked again with a reason."""

    __tablename__ = "agenda_lock"

    meeting_id: Mapped[int] = refers("meeting")
    locked_on: Mapped[date]
    unlocked_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")


class AgendaTemplateRow(Row):
    """An agenda kept to start others from."""

    __tablename__ = "agenda_template"

    name: Mapped[str]


class TemplateItemRow(Row):
    """One item of a template: what is the same at every meeting."""

    __tablename__ = "template_item"

    template_id: Mapped[int] = refers("agenda_template")
    position: Mapped[int]
    is_sub: Mapped[bool] = mapped_column(default=False)
    title: Mapped[str]
    type: Mapped[ItemType]
    lead: Mapped[str] = mapped_column(default="")
    lead_organisation_id: Mapped[int | None] = refers("organisation", optional=True)
    minutes: Mapped[int] = mapped_column(default=10)
    purpose: Mapped[str] = mapped_column(default="")
    time_split: Mapped[str] = mapped_column(default="")
    publicity: Mapped[Publicity | None]
    standing_key: Mapped[str] = mapped_column(default="")


class HomeworkRow(Row):
    """One question for one partner on one agenda item."""

    __tablename__ = "homework_question"

    item_id: Mapped[int] = refers("agenda_item")
    organisation_id: Mapped[int] = refers("organisation")
    question: Mapped[str]
    contribution: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    state: Mapped[HomeworkState] = mapped_column(default=HomeworkState.DRAFT)
    sent_on: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered_on: Mapped[date | None]
    heard: Mapped[bool] = mapped_column(default=False)
