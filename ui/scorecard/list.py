"""The scorecard's measures under the findings they answer, and the records behind one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QResizeEvent

from ui.delegates.cells import Line as CellLine
from ui.delegates.cells import Picture, Piece, text, two_lines, work_state
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.scorecard.measures import Evidence
    from cspdesk.scorecard.rules import Line, Point

_CHANGES = {"better": "Better", "worse": "Worse", "same": "Same", "": "Cannot be said yet"}
_WORDS = 4
_WORDS_FROM = 700  # px of the list at 100 % from which the sentence has a column


class MeasureList(GroupedView):
    """One line a measure, grouped by what partners said in the interviews."""

    def __init__(self) -> None:
        model: GroupedModel[Line] = GroupedModel(_MEASURES, key=lambda line: line.measure.key)
        super().__init__(model, name="Measures", kind="agenda")

    def show_lines(self, lines: Sequence[Line]) -> None:
        held: dict[Any, list[Line]] = {}
        for line in lines:
            held.setdefault(line.measure.finding, []).append(line)
        self.rows.set_groups(
            [
                Group(finding, f"{int(finding)}. {finding.words}", tuple(found))
                for finding, found in held.items()
            ]
        )
        self.choose_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        self.setColumnHidden(_WORDS, room < _WORDS_FROM)


class EvidenceList(GroupedView):
    """The records behind a measure, cycle by cycle, the latest first."""

    def __init__(self) -> None:
        model: GroupedModel[tuple[int, Evidence]] = GroupedModel(
            _RECORDS, key=lambda record: record[0]
        )
        super().__init__(model, name="Records behind it", kind="agenda")

    def show_points(self, points: Sequence[Point]) -> None:
        """Group by cycle; a cycle without a record says why in its group row."""
        number, groups = 0, []
        for point in reversed(points):
            rows = tuple(enumerate(point.value.evidence, number + 1))
            number += len(rows)
            detail = f"{point.words}. {point.value.detail}".removesuffix(".")
            groups.append(Group(point.label, point.label, rows, detail=detail))
        self.rows.set_groups(groups)
        self.choose_first()


def change_piece(line: Line) -> Piece:
    """Better or worse in words; an improvement is not green: the scorecard must not flatter."""
    return Piece(_CHANGES[line.change], tone="" if line.change else "second")


def _picture(line: Line) -> Picture:
    from cspdesk.scorecard.pictures import line_picture

    return Picture(line_picture(line))


def _alt(line: Line) -> str:
    return _picture(line).drawing.alt


def _latest(line: Line) -> str:
    return line.latest.words if line.latest else "Missing"


def _latest_cell(line: Line) -> CellLine:
    if line.latest is None:
        return CellLine((Piece("Missing", tone="second", box="dashed"),))
    return text(line.latest.words, strong=True)


def _record(record: tuple[int, Evidence]) -> Any:
    return two_lines(record[1].title, record[1].detail, strong=False)


def _counts(record: tuple[int, Evidence]) -> str:
    return "Counted" if record[1].counts else "Not counted"


_MEASURES: tuple[Column[Line], ...] = (
    Column("Measure", lambda line: line.measure.title, strong=True, width=226),
    Column("Cycle by cycle", _alt, cell=_picture, spoken=_alt, width=132, tooltip=_alt),
    Column("Latest", _latest, cell=_latest_cell, width=80),
    Column("Since the first", lambda line: _CHANGES[line.change], width=140,
           cell=lambda line: CellLine((change_piece(line),))),
    Column("In words", lambda line: line.sentence, tooltip=lambda line: line.sentence,
           cell=lambda line: text(line.sentence, small=True)),
)  # fmt: skip
_RECORDS: tuple[Column[tuple[int, Evidence]], ...] = (
    Column("Record", lambda record: f"{record[1].title}, {record[1].detail}", cell=_record,
           tooltip=lambda record: record[1].title),
    Column("", _counts, width=128, cell=lambda record: CellLine(
        (work_state("done" if record[1].counts else "todo", _counts(record)),))),
)  # fmt: skip
