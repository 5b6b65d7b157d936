"""The partnership's words as enumerations: the same word in database, code, screen and document.

The value is what the database stores; `label` is what people read.
"""

from __future__ import annotations

from enum import StrEnum


class Word(StrEnum):
    """A stored word with the label that people read (sentence case)."""

    @property
    def label(self) -> str:
        # Keyed by class too: members of two words that share a value ("none") are equal.
        return _LABELS.get((type(self), self.value), self.value.replace("_", " ").capitalize())


class ItemType(Word):
    """What an agenda item is for."""

    DECISION = "decision"
    DISCUSSION = "discussion"
    STANDING = "standing"
    INFORMATION = "information"


class Publicity(Word):
    """Who may read a record in print. Unset counts as PARTNERSHIP: public is default-deny."""

    PUBLIC = "public"
    PARTNERSHIP = "partnership"
    RESTRICTED = "restricted"


class Marking(Word):
    """Protective marking, printed at the top and bottom of every page."""

    NONE = "none"
    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official_sensitive"


class MeetingState(Word):
    PLANNING = "planning"
    LOCKED = "locked"
    ISSUED = "issued"
    IN_PROGRESS = "in_progress"
    MINUTES_DRAFT = "minutes_draft"
    CONFIRMED = "confirmed"


class PaperState(Word):
    """What stands behind an agenda item."""

    NONE = "none"
    IN = "in"
    TO_FOLLOW = "to_follow"
    VERBAL = "verbal"


class HomeworkState(Word):
    DRAFT = "draft"
    SET = "set"
    SENT = "sent"
    ANSWERED = "answered"
    NO_ANSWER = "no_answer"


class ActionState(Word):
    OPEN = "open"
    PART_DONE = "part_done"
    DONE = "done"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    DROPPED = "dropped"

    @property
    def is_open(self) -> bool:
        return self in (ActionState.OPEN, ActionState.PART_DONE)


class ReportBackState(Word):
    """What a partner's governance body did with a decision of the Board."""

    DUE = "due"
    TAKEN_ON = "taken_on"
    REPORTED = "reported"
    NONE_YET = "none_yet"


class MessageWay(Word):
    """Direction of a message between the Board and a parallel board."""

    IN = "in"
    OUT = "out"


class MessageKind(Word):
    ASK = "ask"
    TELL = "tell"


class MessageState(Word):
    SOUGHT = "sought"
    RECEIVED = "received"
    TO_PASS = "to_pass"
    PASSED = "passed"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"


class GroupKind(Word):
    BOARD = "board"
    EXECUTIVE = "executive"
    PMG = "pmg"
    SUB_GROUP = "sub_group"
    PARALLEL_BOARD = "parallel_board"


class Sector(Word):
    POLICE = "police"
    COUNCIL = "council"
    FIRE = "fire"
    PROBATION = "probation"
    HEALTH = "health"
    HOUSING = "housing"
    VOLUNTARY = "voluntary"
    COMMUNITY = "community"
    BUSINESS = "business"
    EDUCATION = "education"
    JUSTICE = "justice"


class Frequency(Word):
    """How often an indicator is measured."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"


class Direction(Word):
    """Which way the figure should move."""

    LOWER = "lower"
    HIGHER = "higher"
    NEITHER = "neither"


class Unit(Word):
    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    MILESTONES = "milestones"
    NARRATIVE = "narrative"


class TargetKind(Word):
    """The seven kinds of target of the design, section 3."""

    LEVEL_BY_DATE = "level_by_date"
    CHANGE_ON_BASELINE = "change_on_baseline"
    COUNT_UP_TO = "count_up_to"
    DIRECTION_ONLY = "direction_only"
    MILESTONES = "milestones"
    NARRATIVE = "narrative"
    GAP = "gap"


class Measured(Word):
    """The window that a figure is judged over."""

    LATEST = "latest"
    YEAR_TO_DATE = "year_to_date"
    ROLLING_12 = "rolling_12"


class Rag(Word):
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    GREY = "grey"


class MeasurementState(Word):
    PROVISIONAL = "provisional"
    FINAL = "final"
    REVISED = "revised"
    NOT_AVAILABLE = "not_available"
    SUPPRESSED = "suppressed"  # the publisher hides a small number; never 0


class RowFate(Word):
    """What becomes of one row of an imported sheet."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    REJECTED = "rejected"


class DocumentKind(Word):
    """The editions a document can be issued in."""

    BOARD = "board"
    SUPPLEMENT = "supplement"
    MINUTES = "minutes"


class Comparator(Word):
    """Whose figures an indicator is held beside."""

    LONDON = "london"
    SIMILAR = "similar"


class HighlightState(Word):
    """How far the highlight report of a cycle is."""

    DRAFT = "draft"
    WITH_EXECUTIVE = "with_executive"
    REVIEWED = "reviewed"
    APPROVED = "approved"


class Origin(Word):
    """How a change came about."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"


class BusinessSource(Word):
    """Where a piece of business comes from, in the order in which the Executive takes it."""

    PMG = "pmg"
    SUB_GROUP = "sub_group"
    PARALLEL_BOARD = "parallel_board"
    PARTNER = "partner"
    COMMUNITY = "community"
    SCRUTINY = "scrutiny"
    STANDING = "standing"


class Verdict(Word):
    """What the Executive does with a piece of business."""

    BOARD = "board"
    DEFER = "defer"
    DISSEMINATE = "disseminate"
    DECLINE = "decline"
    SEND_BACK = "send_back"


class RequestKind(Word):
    """What a group is asked for before the Executive meets."""

    BUSINESS = "business"
    MINUTES = "minutes"
    ACTION_PLAN = "action_plan"


class ChaseWay(Word):
    """How a partner was reminded."""

    EMAIL = "email"
    PHONE = "phone"
    IN_PERSON = "in_person"
    LETTER = "letter"


class Presence(Word):
    """How a seat was filled at a meeting."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    APOLOGIES = "apologies"
    ABSENT = "absent"
    IN_ATTENDANCE = "in_attendance"

    @property
    def is_there(self) -> bool:
        return self in (Presence.PRESENT, Presence.SUBSTITUTE)


class DecisionKind(Word):
    """What the Board did with an item: the verbs of its minutes."""

    RECEIVED = "received"
    NOTED = "noted"
    RESOLVED = "resolved"
    AGREED = "agreed"


class MinutesState(Word):
    DRAFT = "draft"
    CLEARED = "cleared"
    CIRCULATED = "circulated"
    CONFIRMED = "confirmed"


class AppointmentKind(Word):
    HOLDER = "holder"
    SUBSTITUTE = "substitute"


class GuestState(Word):
    """How far the invitation of a guest to a joint meeting is."""

    TO_INVITE = "to_invite"
    INVITED = "invited"
    CONFIRMED = "confirmed"
    DECLINED = "declined"


class ConversationWay(Word):
    """How the views of a community are gathered."""

    INVITE = "invite"
    PARTNER_ASKS = "partner_asks"
    WARD_PANEL = "ward_panel"
    SURVEY = "survey"
    EVENT = "event"


class VoiceSource(Word):
    """Where something was said."""

    CONVERSATION = "conversation"
    WARD_PANEL = "ward_panel"
    PUBLIC_MEETING = "public_meeting"
    SURVEY = "survey"
    PARTNER = "partner"
    COUNCILLOR = "councillor"
    LETTER = "letter"


_LABELS: dict[tuple[type, str], str] = {
    (Marking, Marking.OFFICIAL): "OFFICIAL",
    (Marking, Marking.OFFICIAL_SENSITIVE): "OFFICIAL-SENSITIVE",
    (Marking, Marking.NONE): "No marking",
    (GroupKind, GroupKind.PMG): "PMG",
    (MinutesState, MinutesState.CLEARED): "Cleared by the chair",
    (GuestState, GuestState.TO_INVITE): "Not invited",
    (ConversationWay, ConversationWay.INVITE): "Invite them to the Board",
    (ConversationWay, ConversationWay.PARTNER_ASKS): "A partner asks them",
    (ConversationWay, ConversationWay.WARD_PANEL): "Police Ward Panel",
    (VoiceSource, VoiceSource.WARD_PANEL): "Police Ward Panel",
    (VoiceSource, VoiceSource.LETTER): "Letter or e-mail",
    (HighlightState, HighlightState.WITH_EXECUTIVE): "With the Executive",
    (HighlightState, HighlightState.APPROVED): "Approved for papers",
    (Comparator, Comparator.SIMILAR): "Most similar group",
    (Rag, Rag.GREY): "Not rated",
    (Measured, Measured.ROLLING_12): "12 months",
    (TargetKind, TargetKind.LEVEL_BY_DATE): "Level by a date",
    (TargetKind, TargetKind.CHANGE_ON_BASELINE): "Change on a baseline",
    (TargetKind, TargetKind.GAP): "Gap (no indicator yet)",
    (MessageState, MessageState.TO_PASS): "To pass on",
    (MessageState, MessageState.PASSED): "Passed on",
    (HomeworkState, HomeworkState.NO_ANSWER): "No answer",
    (BusinessSource, BusinessSource.PMG): "PMG highlight report",
    (BusinessSource, BusinessSource.SUB_GROUP): "Sub-groups",
    (BusinessSource, BusinessSource.PARALLEL_BOARD): "Parallel boards",
    (BusinessSource, BusinessSource.PARTNER): "Partners",
    (BusinessSource, BusinessSource.STANDING): "Standing business",
}
