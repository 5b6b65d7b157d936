"""Every table of a partnership's file, one module an area."""

from __future__ import annotations

from db.tables.actions import ActionRow, ActionUpdateRow, ChaseRow, ReportBackRow
from db.tables.agenda import (
    AgendaItemRow,
    AgendaLockRow,
    AgendaTemplateRow,
    FrontSheetFieldRow,
    HomeworkRow,
    ItemFieldRow,
    OverruledCheckRow,
    PaperPieceRow,
    PaperRow,
    TemplateItemRow,
)
from db.tables.base import Base, Row
from db.tables.boards import BoardMessageRow, JointGuestRow, JointQuestionRow, JointStepRow
from db.tables.business import BusinessRow, DisseminationRow, GroupRequestRow
from db.tables.cycles import CycleRow, MeetingRow
from db.tables.documents import IssuedDocumentRow
from db.tables.forward import PlannedTopicRow, RehearsalRow
from db.tables.framework import FrameworkRow, OutcomeRow, PriorityRow, ThemeRow
from db.tables.highlights import HighlightReportRow, HighlightRequestRow
from db.tables.keeping import AuditRow, HistoryRow
from db.tables.kpis import (
    AssessmentRow,
    ComparatorRow,
    ImportRow,
    ImportRowFateRow,
    IndicatorOutcomeRow,
    IndicatorRow,
    IndicatorWarningRow,
    MeasurementRevisionRow,
    MeasurementRow,
    MilestoneRow,
    RecipeRow,
    SeriesBreakRow,
    TargetRow,
)
from db.tables.meeting import (
    AttendanceRow,
    CommsDecisionRow,
    DecisionRow,
    DeclarationRow,
    ItemRecordRow,
)
from db.tables.minutes import MatterArisingRow, MinuteRow, MinutesRow
from db.tables.partnership import PartnershipRow, StandingItemRow
from db.tables.people import (
    AppointmentRow,
    BodyMeetingRow,
    GovernanceBodyRow,
    GroupAccountRow,
    GroupRow,
    OrganisationRow,
    PersonRow,
    SeatRow,
)
from db.tables.statutory import StatutoryDutyRow, StatutoryRecordRow
from db.tables.voices import CommunityRow, ConversationRow, VoiceRow, WardRow

__all__ = [
    "ActionRow",
    "ActionUpdateRow",
    "AgendaItemRow",
    "AgendaLockRow",
    "AgendaTemplateRow",
    "AppointmentRow",
    "AssessmentRow",
    "AttendanceRow",
    "AuditRow",
    "Base",
    "BoardMessageRow",
    "BodyMeetingRow",
    "BusinessRow",
    "ChaseRow",
    "CommsDecisionRow",
    "CommunityRow",
    "ComparatorRow",
    "ConversationRow",
    "CycleRow",
    "DecisionRow",
    "DeclarationRow",
    "DisseminationRow",
    "FrameworkRow",
    "FrontSheetFieldRow",
    "GovernanceBodyRow",
    "GroupAccountRow",
    "GroupRequestRow",
    "GroupRow",
    "HighlightReportRow",
    "HighlightRequestRow",
    "HistoryRow",
    "HomeworkRow",
    "ImportRow",
    "ImportRowFateRow",
    "IndicatorOutcomeRow",
    "IndicatorRow",
    "IndicatorWarningRow",
    "IssuedDocumentRow",
    "ItemFieldRow",
    "ItemRecordRow",
    "JointGuestRow",
    "JointQuestionRow",
    "JointStepRow",
    "MatterArisingRow",
    "MeasurementRevisionRow",
    "MeasurementRow",
    "MeetingRow",
    "MilestoneRow",
    "MinuteRow",
    "MinutesRow",
    "OrganisationRow",
    "OutcomeRow",
    "OverruledCheckRow",
    "PaperPieceRow",
    "PaperRow",
    "PartnershipRow",
    "PersonRow",
    "PlannedTopicRow",
    "PriorityRow",
    "RecipeRow",
    "RehearsalRow",
    "ReportBackRow",
    "Row",
    "SeatRow",
    "SeriesBreakRow",
    "StandingItemRow",
    "StatutoryDutyRow",
    "StatutoryRecordRow",
    "TargetRow",
    "TemplateItemRow",
    "ThemeRow",
    "VoiceRow",
    "WardRow",
]
