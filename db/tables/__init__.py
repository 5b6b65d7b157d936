"""Every table of a partnership's file, one module an area."""

from __future__ import annotations

from db.tables.actions import ActionRow, ActionUpdateRow, ChaseRow, ReportBackRow
from db.tables.agenda import (
    AgendaItemRow,
    AgendaLockRow,
    AgendaTemplateRow,
    HomeworkRow,
    OverruledCheckRow,
    PaperPieceRow,
    PaperRow,
    TemplateItemRow,
)
from db.tables.base import Base, Row
from db.tables.boards import BoardMessageRow
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
from db.tables.partnership import PartnershipRow, StandingItemRow
from db.tables.people import GovernanceBodyRow, GroupRow, OrganisationRow, SeatRow

__all__ = [
    "ActionRow",
    "ActionUpdateRow",
    "AgendaItemRow",
    "AgendaLockRow",
    "AgendaTemplateRow",
    "AssessmentRow",
    "AuditRow",
    "Base",
    "BoardMessageRow",
    "BusinessRow",
    "ChaseRow",
    "ComparatorRow",
    "CycleRow",
    "DisseminationRow",
    "FrameworkRow",
    "GovernanceBodyRow",
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
    "MeasurementRevisionRow",
    "MeasurementRow",
    "MeetingRow",
    "MilestoneRow",
    "OrganisationRow",
    "OutcomeRow",
    "OverruledCheckRow",
    "PaperPieceRow",
    "PaperRow",
    "PartnershipRow",
    "PlannedTopicRow",
    "PriorityRow",
    "RecipeRow",
    "RehearsalRow",
    "ReportBackRow",
    "Row",
    "SeatRow",
    "SeriesBreakRow",
    "StandingItemRow",
    "TargetRow",
    "TemplateItemRow",
    "ThemeRow",
]
