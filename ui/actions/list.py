"""The action log as a list under group rows: overdue first, each with how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent

from db.vocabulary import ActionState
from ui.delegates.cells import Line, rag_chip, text, work_state
from ui.models.columns import KEY, Column
from ui.models.grouped import Group, GroupedModel, Tally, _Node
from ui.theme import theme
from ui.widgets.tables import GroupedView

if TYPE_CHECKING:
    from cspdesk.actions.grouping import LineGroup
    from cspdesk.actions.records import ActionLine

_PARTNER, _OWNER, _UPDATE, _CHASES = 2, 3, 6, 7
# Columns that give way in a narrow list, and from which width in px at 100 % they are shown.
_FROM = {_CHASES: 560, _UPDATE: 900, _OWNER: 620}


class _LogModel(GroupedModel["ActionLine"]):
    """Can also be filled afresh: grouped another way, thousands of rows would move one by one."""

    def fill_afresh(self, groups: Sequence[Group[ActionLine]]) -> None:
        """Show these groups; indexes of before are gone."""
        self.beginResetModel()
        self._nodes = [_Node(place, one, list(one.rows)) for place, one in enumerate(groups, 1)]
        self._by_number = {node.number: node for node in self._nodes}
        self._last_number = len(self._nodes)
        self.endResetModel()


class ActionList(GroupedView):
    """Actions under partners, priorities, meetings or states."""

    def __init__(self) -> None:
        model = _LogModel(_COLUMNS, key=lambda line: line.id)
        super().__init__(model, name="Actions", kind="action")
        # One height for all rows: a log of thousands is laid out at once, not row by row.
        self.setUniformRowHeights(True)
        self.show_partner(False)

    def show_groups(
        self, groups: Sequence[LineGroup], by_partner: bool, *, afresh: bool = False
    ) -> None:
        """Show these groups; the chosen action stays chosen while it is among them.

        `afresh` where another filter or grouping was asked for, so that most rows are others.
        """
        made = [_group(group) for group in groups]
        if afresh:
            chosen = self.currentIndex().data(KEY)
            self.rows.fill_afresh(made)
            self._open_new()
            self.choose(chosen)
        else:
            self.rows.set_groups(made)
        self.show_partner(not by_partner)
        self.choose_first()

    def show_partner(self, shown: bool) -> None:
        """Grouped by partner the partner's own column would say it twice."""
        self.setColumnHidden(_PARTNER, not shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow list the action and its state come before who, what was said, how often."""
        super().resizeEvent(event)
        room = self.viewport().width() / theme().scale
        for column, width in _FROM.items():
            self.setColumnHidden(column, room < width)


def _group(group: LineGroup) -> Group[ActionLine]:
    tallies = (Tally(group.progress_words),) if group.progress_words else ()
    return Group(group.key, group.name, group.lines, detail=group.words, tallies=tallies)


def _standing(line: ActionLine) -> Line:
    if not line.state.is_open:
        return Line((work_state("done", line.standing.words),))
    partly = line.state is ActionState.PART_DONE and not line.standing.is_overdue
    return rag_chip(line.standing.rag.value, "Part done" if partly else line.standing.words)


def _standing_words(line: ActionLine) -> str:
    part = ", part done" if line.state is ActionState.PART_DONE else ""
    return f"{line.standing.words}{part}"


def _update(line: ActionLine) -> Line:
    return text(line.update_words, small=True, tone="" if line.last_update_on else "hint")


_COLUMNS: tuple[Column[ActionLine], ...] = (
    Column("Ref", lambda line: line.ref, width=48, tone="second"),
    Column("Action", lambda line: line.text, tooltip=lambda line: line.text),
    Column(
        "Partner",
        lambda line: line.organisation,
        cell=lambda line: text(line.organisation, small=True),
        width=130,
    ),
    Column(
        "Owner", lambda line: line.lead, cell=lambda line: text(line.lead, small=True), width=180
    ),
    Column("Due", lambda line: line.due_words, width=60),
    Column("Status", _standing_words, cell=_standing, width=150),
    Column("Last update", lambda line: line.update_words, cell=_update, width=180),
    Column(
        "Chases",
        lambda line: str(line.chases) if line.chases else "",
        spoken=lambda line: f"{line.chases} chases" if line.chases else "not chased",
        align="right",
        width=70,
    ),
)
