"""Indicators with targets, measurements and PMG assessments; imports and their recipes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.tables.base import Row, refers
from db.vocabulary import (
    Comparator,
    Direction,
    Frequency,
    Measured,
    MeasurementState,
    Publicity,
    Rag,
    RowFate,
    TargetKind,
    Unit,
)


class IndicatorRow(Row):
    """A key performance indicator.

    `words` is the wording of its source, kept to the letter; `name` is what people call it;
    `measure_key` ("mopac7.burglary") lets a recipe find it in a known spreadsheet.
    """

    __tablename__ = "indicator"

    framework_id: Mapped[int] = refers("framework")
    priority_id: Mapped[int | None] = refers("priority", optional=True)
    theme_id: Mapped[int | None] = refers("theme", optional=True)
    position: Mapped[int] = mapped_column(default=0)
    code: Mapped[str]
    measure_key: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    name: Mapped[str]
    source: Mapped[str] = mapped_column(default="")
    data_source: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = refers("organisation", optional=True)
    definition: Mapped[str] = mapped_column(default="")
    good_looks_like: Mapped[str] = mapped_column(default="")
    unit: Mapped[Unit] = mapped_column(default=Unit.COUNT)
    unit_words: Mapped[str] = mapped_column(default="")
    direction: Mapped[Direction] = mapped_column(default=Direction.NEITHER)
    frequency: Mapped[Frequency] = mapped_column(default=Frequency.QUARTERLY)
    decimals: Mapped[int] = mapped_column(default=0)
    caveats: Mapped[str] = mapped_column(default="")
    lag_days: Mapped[int] = mapped_column(default=45)
    baseline_points: Mapped[int | None]
    baseline_from: Mapped[date | None]
    publicity: Mapped[Publicity | None]
    exempt_paragraph: Mapped[str] = mapped_column(default="")
    exempt_reason: Mapped[str] = mapped_column(default="")
    merged_into_id: Mapped[int | None] = refers("indicator", optional=True)
    retired_on: Mapped[date | None]
    retired_reason: Mapped[str] = mapped_column(default="")
    # The indicator that this one took the place of; with `continues` its figures are this one's
    # history, otherwise the two are not compared.
    replaces_id: Mapped[int | None] = refers("indicator", optional=True)
    continues: Mapped[bool] = mapped_column(default=False)


class IndicatorOutcomeRow(Row):
    """An indicator may serve more than one outcome."""

    __tablename__ = "indicator_outcome"

    indicator_id: Mapped[int] = refers("indicator")
    outcome_id: Mapped[int] = refers("outcome")


class IndicatorWarningRow(Row):
    """A fault of the source that is shown, not corrected ("listed twice in Appendix 2")."""

    __tablename__ = "indicator_warning"

    indicator_id: Mapped[int] = refers("indicator")
    kind: Mapped[str]
    text: Mapped[str]


class TargetRow(Row):
    """What an indicator should reach. `assumption` says how unclear words were read."""

    __tablename__ = "target"

    indicator_id: Mapped[int] = refers("indicator")
    kind: Mapped[TargetKind]
    value: Mapped[float | None]
    by_date: Mapped[date | None]
    baseline: Mapped[float | None]
    baseline_at: Mapped[date | None]
    change_percent: Mapped[float | None]
    relative: Mapped[bool] = mapped_column(default=False)
    tolerance: Mapped[float] = mapped_column(default=5.0)
    measured: Mapped[Measured] = mapped_column(default=Measured.LATEST)
    words: Mapped[str] = mapped_column(default="")
    assumption: Mapped[str] = mapped_column(default="")


class MilestoneRow(Row):
    """A step of a target by milestones: `done` is the day it was, empty while it is open."""

    __tablename__ = "milestone"

    indicator_id: Mapped[int] = refers("indicator")
    position: Mapped[int] = mapped_column(default=0)
    words: Mapped[str]
    due: Mapped[date | None]
    done: Mapped[date | None]


class ComparatorRow(Row):
    """A figure of London or of the most similar group for one period, in the indicator's unit."""

    __tablename__ = "comparator"
    __table_args__ = (UniqueConstraint("indicator_id", "area", "period_start"),)

    indicator_id: Mapped[int] = refers("indicator")
    area: Mapped[Comparator]
    period_start: Mapped[date]
    value: Mapped[float]


class SeriesBreakRow(Row):
    """A change of definition or a deliberate re-base: no comparison across `period_start`."""

    __tablename__ = "series_break"

    indicator_id: Mapped[int] = refers("indicator")
    period_start: Mapped[date]
    rebase: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str]


class MeasurementRow(Row):
    """One figure: indicator × period. `period_start` is the first day of the period.

    `confirmed`: the officer was asked about an unlikely figure and kept it.
    """

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("indicator_id", "period_start"),)

    indicator_id: Mapped[int] = refers("indicator")
    period_start: Mapped[date]
    value: Mapped[float | None]
    numerator: Mapped[float | None]
    denominator: Mapped[float | None]
    state: Mapped[MeasurementState] = mapped_column(default=MeasurementState.FINAL)
    data_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="typed")
    is_example: Mapped[bool] = mapped_column(default=False)
    confirmed: Mapped[bool] = mapped_column(default=False)
    import_id: Mapped[int | None] = refers("import_run", optional=True)


class MeasurementRevisionRow(Row):
    """A value that a measurement had before it was changed."""

    __tablename__ = "measurement_revision"

    measurement_id: Mapped[int] = refers("measurement")
    value: Mapped[float | None]
    state: Mapped[MeasurementState]
    source: Mapped[str] = mapped_column(default="")
    replaced_at: Mapped[datetime]


class AssessmentRow(Row):
    """PMG's judgement of an indicator for a period, beside the calculated rating.

    `highlight` is True (taken into the highlight report), False (left out) or None (not decided);
    `highlight_reason` is obligatory with a decision.
    """

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("indicator_id", "cycle_id"),)

    indicator_id: Mapped[int] = refers("indicator")
    cycle_id: Mapped[int] = refers("cycle")
    period_start: Mapped[date | None]
    calculated: Mapped[Rag] = mapped_column(default=Rag.GREY)
    rag: Mapped[Rag | None]
    reason: Mapped[str] = mapped_column(default="")
    by_role: Mapped[str] = mapped_column(default="")
    assessed_on: Mapped[date | None]
    trend_note: Mapped[str] = mapped_column(default="")
    context: Mapped[str] = mapped_column(default="")
    partnership_value: Mapped[str] = mapped_column(default="")
    bi_agrees: Mapped[bool | None]
    highlight: Mapped[bool | None]
    highlight_reason: Mapped[str] = mapped_column(default="")
    headline: Mapped[str] = mapped_column(default="")
    ask: Mapped[str] = mapped_column(default="")


class RecipeRow(Row):
    """How a known spreadsheet is read; `body` is JSON, `signature` recognises the sheet."""

    __tablename__ = "recipe"

    name: Mapped[str]
    signature: Mapped[str]
    body: Mapped[str]


class ImportRow(Row):
    """One spreadsheet brought in; every row's fate is kept in `import_row`."""

    __tablename__ = "import_run"

    file_name: Mapped[str]
    sha256: Mapped[str]
    size: Mapped[int]
    sheet: Mapped[str] = mapped_column(default="")
    recipe_id: Mapped[int | None] = refers("recipe", optional=True)
    imported_at: Mapped[datetime]
    new: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    same: Mapped[int] = mapped_column(default=0)
    rejected: Mapped[int] = mapped_column(default=0)


class ImportRowFateRow(Row):
    """What became of one figure (or row) of an import, and why."""

    __tablename__ = "import_row"

    import_id: Mapped[int] = refers("import_run")
    where: Mapped[str]
    words: Mapped[str] = mapped_column(default="")
    indicator_id: Mapped[int | None] = refers("indicator", optional=True)
    period_start: Mapped[date | None]
    fate: Mapped[RowFate]
    reason: Mapped[str] = mapped_column(default="")
    old_value: Mapped[float | None]
    new_value: Mapped[float | None]
