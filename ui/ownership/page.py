"""Partner ownership: who carries the work, who has none, and what Police and Council leave over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.ownership.columns import PartnersView, SharesView
from ui.ownership.inspector import OwnershipInspector
from ui.theme import theme
from ui.widgets.buttons import PrimaryButton
from ui.widgets.forms import Choice
from ui.widgets.inspector import wrapped
from ui.widgets.page import Page, focus_pane
from ui.widgets.pane import PageHeader, Pane, Section
from ui.widgets.splitter import Splitter

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.ownership.records import Ledger, Ownership
    from db.changes import ChangeSet
    from ui.jobs import Token

_ALL = "all"
_SHARES_SHOWN, _FEWEST = 5, 3  # rows of the shares in a high and in a low window
_LOW = 720  # px of the page at 100 %


class OwnershipPage(Page):
    """Partners over the shares of Police and Council; the chosen partner's records at the right."""

    title = "Partner ownership"
    tables = frozenset(
        {"attendance", "homework_question", "action", "report_back", "indicator", "seat",
         "organisation", "governance_body", "meeting", "cycle", "agenda_item", "framework",
         "partnership_group"}
    )  # fmt: skip
    ledger: Ledger | None = None
    view: Ownership | None = None

    def build(self) -> None:
        self._making = False
        self._followed: object = ()
        self.header = PageHeader(self.title)
        self.save = PrimaryButton("Save as &workbook…", self.save_workbook)
        self.time = Choice((), _ALL)
        self.time.setAccessibleName("Which time")
        self.time.setMinimumContentsLength(18)
        self.header.end(self.time, self.save)
        self.time.currentIndexChanged.connect(lambda _place: self._show())
        self.list, self.shares = PartnersView(), SharesView()
        self.inspector = OwnershipInspector()
        self.inspector.place_wanted.connect(self._lead)
        self.list.record_chosen.connect(self.inspector.show_partner)
        self.list.record_opened.connect(lambda _one: self.inspector.take_focus())
        self._lay_out()

    def _lay_out(self) -> None:
        self.finding = wrapped("", "strong")
        self.notes = wrapped("", "label", "second")
        said = Section()
        said.box.addWidget(self.finding)
        said.box.addWidget(self.notes)
        self.pane = Pane()
        self.pane.setAccessibleName("Partners")
        self.pane.add(said)
        self.pane.add(self.list, 1)
        self.pane.focus_target = self.list
        self.carried = Pane(
            "What Police and Council carry", "by year and cycle; the tick is an even share"
        )
        self.carried.add(self.shares, 1)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pane, 1)
        column.addWidget(self.carried)
        self.splitter = Splitter(
            "ownership", (left, self.inspector), (0, 372), self.context.state, inspector=1
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.header)
        box.addWidget(self.splitter, 1)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, changes: ChangeSet | None) -> None:
        from cspdesk.ownership.queries import ownership_ledger

        self.ledger = self.desk.ask(ownership_ledger)
        chosen = self.time.key
        if self._followed != self.context.cycle.cycle_id:
            self._followed = self.context.cycle.cycle_id
            chosen = self._followed if self._followed is not None else _ALL
        self.time.offer(_times(self.ledger), chosen)
        self._show()

    def _show(self) -> None:
        from cspdesk.ownership.records import ownership_of

        if self.ledger is None:
            return
        self.view = ownership_of(self.ledger, self.cycle_ids())
        self.finding.setText(f"{self.view.finding} {self.view.kpi_words} {self.view.idle_words}")
        self.notes.setText(" ".join(self.view.notes))
        self.notes.setVisible(bool(self.view.notes))
        self.list.rows.set_records(self.view.partners)
        self.shares.rows.set_records(self.view.shares)
        self.list.choose_first()
        self.inspector.show_partner(self.list.current_record())
        self._rest()
        self._fit_shares()

    def cycle_ids(self) -> frozenset[int] | None:
        """The cycles of the chosen time; None for all, with what belongs to no meeting."""
        key = self.time.key
        if self.ledger is None or key in (None, _ALL):
            return None
        return self.ledger.cycles_of(key) if isinstance(key, str) else frozenset((key,))

    def _fit_shares(self) -> None:
        look = theme()
        rows = self.shares.rows.rowCount()
        most = _SHARES_SHOWN if self.height() >= look.px(_LOW) else _FEWEST
        tall = look.row("header") + max(1, min(rows, most)) * look.row("partner") + look.px(44)
        self.carried.setFixedHeight(tall)

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit_shares()

    # -- doing --------------------------------------------------------------------------------

    def _lead(self, page: str, target: str, cycle_id: int | None) -> None:
        """To the record's own place; homework and a Board are shown by their own cycle."""
        if page in ("homework", "meeting") and cycle_id is not None:
            self.context.cycle.choose(cycle_id)
        self.context.go(page, target)

    def save_workbook(self) -> Token | None:
        """Partners, shares and every record as an .xlsx, made on a worker."""
        chosen, _kind = QFileDialog.getSaveFileName(
            self,
            "Save partner ownership",
            str(self.desk.path.parent / "Partner ownership.xlsx"),
            "Excel workbook (*.xlsx)",
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(".xlsx")
        desk, cycle_ids, label = self.desk, self.cycle_ids(), self.time.currentText()
        self._making = True
        self.save.set_allowed(False, "The workbook is being made.")
        return self.context.jobs.start(
            f"Make {target.name}",
            lambda token: _make(desk.reader(), target, cycle_ids, label, token),
            on_done=self._saved,
            on_failed=self._failed,
            on_cancelled=self._at_rest,
        )

    def _at_rest(self) -> None:
        self._making = False
        if isValid(self):
            self._rest()

    def _rest(self) -> None:
        if not self._making:
            there = self.view is not None and bool(self.view.partners)
            self.save.set_allowed(there, "There is no partner to save yet.")

    def _saved(self, path: Path) -> None:
        self._at_rest()
        if isValid(self):
            self.operations.tell(f"Saved {path.name}.")

    def _failed(self, problem: Exception) -> None:
        self._at_rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self):
            self.operations.tell(str(problem))

    # -- the window's questions ---------------------------------------------------------------

    def key_hints(self) -> list[tuple[str, str]]:
        return [("Enter", "records of the partner"), ("Ctrl+C", "copy row")]

    def panes(self) -> list[QWidget]:
        return [self.pane, self.carried, self.inspector]

    def escape(self) -> None:
        focus_pane(self.pane)

    def toggle_inspector(self) -> None:
        self.splitter.toggle_inspector()

    def show_target(self, target: str) -> None:
        """ "organisation:5" one partner, "cycle:3" a time."""
        self.bring_up_to_date()
        kind, _, key = target.partition(":")
        if not key.isdecimal():
            return
        if kind == "organisation":
            self.list.choose(int(key))
        elif kind == "cycle":
            self.time.choose(int(key))


def _times(ledger: Ledger) -> list[tuple[int | str, str]]:
    """All cycles, each year, each cycle, the newest first."""
    found: list[tuple[int | str, str]] = [(_ALL, "All cycles")]
    for year in ledger.years:
        found.append((year, f"Year {year}"))
        found += [
            (one.id, f"Cycle {one.number}, {one.year_label}")
            for one in reversed(ledger.cycles)
            if one.year_label == year
        ]
    return found


def _make(
    desk: Desk, out: Path, cycle_ids: frozenset[int] | None, label: str, token: Token
) -> Path:
    from cspdesk.ownership.workbook import save_ownership_book

    token.step(0, 1, out.name)
    return save_ownership_book(desk, out, cycle_ids, label)
