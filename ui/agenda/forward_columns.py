"""The lists of the forward plan: subjects by Board, Boards, topics, and what moved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent

from cspdesk.calendar import short_date
from cspdesk.charts.marks import MarkName
from cspdesk.meetings.forward_records import BoardColumn, ForwardPlan, SubjectLine, TopicLine
from cspdesk.meetings.forward_rules import MoveLine, SubjectKind
from ui.delegates.cells import Line, Lines, Piece, text, two_lines
from ui.delegates.painting import piece_width
from ui.delegates.rows import EDGE, PAD
from ui.models.columns import Column
from ui.models.grouped import Group, GroupedModel, Tally
from ui.models.rows import RowsModel
from ui.theme import Theme, theme
from ui.widgets.tables import GroupedView, RowsView
from ui.widgets.whole_rows import WholeRows

WAITING = 0  # the key of the row for topics without a Board


# -- subjects -------------------------------------------------------------------------------------


_NARROW, _SUBJECT = 64, 220  # px: the least of a Board's column, and of the subjects beside it


class SubjectsView(GroupedView):
    """Each Board's column is as wide as what it holds, as far as the subjects leave it room."""

    _boards = 0

    def show_groups(self, groups: Sequence[Group[SubjectLine]]) -> None:
        """Show these; the columns fit them."""
        self.rows.set_groups(list(groups))
        self.fit_columns()

    def _resize_all(self) -> None:
        super()._resize_all()
        self.fit_columns()

    def watch(self, boards: int) -> None:
        self._boards = boards

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every Board what it needs; where that is too much, the widest give way first."""
        look, header = theme(), self.header()
        first = header.count() - self._boards
        wanted = [self._wanted(first + place) for place in range(self._boards)]
        room = self.viewport().width() - header.sectionSize(1) - look.px(_SUBJECT)
        for place, width in enumerate(shared_out(wanted, max(room, 0), look.px(_NARROW))):
            header.resizeSection(first + place, width)

    def _wanted(self, column: int) -> int:
        """Pixels of the widest cell, and of the title."""
        look, last = theme(), column == self.header().count() - 1
        beside = look.px(PAD + (EDGE if last else PAD))
        title = str(self.rows.columns[column].title)
        found = look.metrics("label-strong").horizontalAdvance(title)
        for row in self.rows.records():
            cell = self.rows.columns[column].cell(row)
            if isinstance(cell, Line):
                found = max(found, line_width(look, cell.pieces))
        return max(found + beside + look.px(4), look.px(_NARROW))


def line_width(look: Theme, pieces: Sequence[Piece]) -> int:
    """Pixels that pieces want on one line."""
    gaps = look.px(8) * max(0, len(pieces) - 1)
    return sum(piece_width(look, piece) for piece in pieces) + gaps


def shared_out(wanted: Sequence[int], room: int, least: int) -> list[int]:
    """What each gets of the room: all it wants, or the widest cut to one width, never below."""
    given, most = list(wanted), max(wanted, default=0)
    while sum(given) > room and most > least:
        most -= 1
        given = [min(width, most) for width in wanted]
    return given


def subjects_view(boards: Sequence[BoardColumn]) -> SubjectsView:
    """A row for each priority, outcome, sub-group and yearly duty, a column for each Board."""
    columns = [
        Column[SubjectLine]("Subject", _subject_words, cell=_subject),
        Column[SubjectLine](
            "Last",
            lambda row: row.last_words,
            cell=_last,
            tooltip=lambda row: row.last_words,
            width=92,
        ),
        *(_board_column(place, board) for place, board in enumerate(boards)),
    ]
    model = GroupedModel(columns, key=lambda row: row.subject)
    view = SubjectsView(model, name="Subjects by Board", kind="kpi")
    view.watch(len(boards))
    view.set_empty_text("There are no priorities yet.")
    return view


def subject_groups(plan: ForwardPlan) -> list[Group[SubjectLine]]:
    """By kind; each says how many of it have no Board."""
    found = []
    for kind in SubjectKind:
        rows = plan.lines_of(kind)
        missing = sum(row.neglected for row in rows)
        tally = (Tally(f"{missing} without a Board", MarkName.AMBER, "amber"),) if missing else ()
        if rows:
            found.append(Group(kind, kind.label, rows, tallies=tally))
    return found


def _subject_words(row: SubjectLine) -> str:
    return f"{row.detail} {row.name}" if row.kind is SubjectKind.OUTCOME else row.name


def _subject(row: SubjectLine) -> Line:
    return Line((Piece(_subject_words(row), style="strong" if row.neglected else "body"),))


def _last(row: SubjectLine) -> Line:
    words = row.last_words.partition(",")[0]
    if row.neglected:
        never = "never" if row.last_on is None else words
        return Line((Piece(never, MarkName.AMBER, "amber", style="label-strong"),))
    return text(words, tone="second", small=True)


def _board_column(place: int, board: BoardColumn) -> Column[SubjectLine]:
    def words(row: SubjectLine) -> str:
        return row.cells[place]

    def cell(row: SubjectLine) -> Line | None:
        return _short(words(row), strong=not board.is_past) if words(row) else None

    return Column(
        board.label,
        words,
        cell=cell,
        tooltip=lambda row: f"{board.words}: {words(row) or 'nothing'}",
        spoken=words,
        width=104,
    )


_FOCUS = "in focus"
_SHORTER = (("Items ", ""), ("Item ", ""), (" and ", ", "), ("highlight report", "highlights"))


def _short(words: str, *, strong: bool) -> Line:
    """What fits a narrow cell: numbers of items, a chip for the focus; the tooltip says it all."""
    said = words.replace(f", {_FOCUS}", "").replace(_FOCUS, "")
    for long, short in _SHORTER:
        said = said.replace(long, short)
    pieces = [Piece(said, style="label-strong" if strong else "label")] if said else []
    if _FOCUS in words:
        pieces.append(Piece("focus", tone="second", box="outline"))
    return Line(tuple(pieces))


# -- Boards ---------------------------------------------------------------------------------------


def boards_view() -> RowsView:
    """Boards to come, and at the end what waits for one."""
    columns = [
        Column[BoardColumn]("Board", lambda row: row.words, cell=_board, spoken=_board_spoken),
    ]
    model = RowsModel(columns, key=lambda row: row.meeting_id)
    return RowsView(model, name="Boards to come", kind="agenda", sortable=False, header=False)


def _board(row: BoardColumn) -> Lines:
    pieces = [Piece(part, tone="second") for part in _board_parts(row)]
    if row.clashes:
        words = "1 clash" if len(row.clashes) == 1 else f"{len(row.clashes)} clashes"
        pieces.append(Piece(words, MarkName.AMBER, "amber", style="label-strong"))
    return two_lines(row.words, tuple(pieces))


def _board_parts(row: BoardColumn) -> list[str]:
    topics = f"{len(row.topics)} planned" if row.topics else "nothing planned"
    if row.meeting_id == WAITING:
        return [topics]
    items = f"{row.items} items on the agenda" if row.items != 1 else "1 item on the agenda"
    return [part for part in (row.focus, items, topics) if part]


def _board_spoken(row: BoardColumn) -> str:
    return _board(row).spoken


# -- topics ---------------------------------------------------------------------------------------


def topics_view() -> WholeRows:
    """Topics of one Board, in the order in which they were planned."""
    columns = [
        Column[TopicLine]("Topic", lambda row: row.title, cell=_topic, spoken=_topic_spoken),
    ]
    model = RowsModel(columns, key=lambda row: row.id)
    view = WholeRows(model, name="Planned topics", kind="agenda", sortable=False, header=False)
    view.set_empty_text("Nothing is planned here yet. Press Ins to plan a topic.")
    return view


def _topic(row: TopicLine) -> Lines:
    pieces = [Piece(words, tone="second") for words in (row.subject_name, row.note) if words]
    if row.item_number:
        pieces.insert(0, Piece(f"Item {row.item_number}", MarkName.DONE))
    return two_lines(row.title, tuple(pieces or [Piece("No subject", tone="hint")]))


def _topic_spoken(row: TopicLine) -> str:
    return _topic(row).spoken


# -- what moved -----------------------------------------------------------------------------------


def moves_view() -> WholeRows:
    """Each step whose day changed: before, after, and by how much."""
    columns = [
        Column[MoveLine]("Step", lambda row: row.step.label),
        Column[MoveLine]("Before", lambda row: short_date(row.was), width=88, tone="second"),
        Column[MoveLine]("After", lambda row: short_date(row.now), width=88, strong=True),
        Column[MoveLine](
            "Working days",
            lambda row: row.words.replace("working days ", "").replace("working day ", ""),
            spoken=lambda row: row.words,
            width=106,
            tone="second",
        ),
    ]
    model = RowsModel(columns, key=lambda row: row.step)
    view = WholeRows(model, name="What moved", sortable=False)
    view.set_empty_text("This Board has not moved.")
    return view
