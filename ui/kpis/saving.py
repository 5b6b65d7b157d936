"""KPIs as files: the sheet of one, the sheets of all, and the whole suite as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from cspdesk.charts.mark_names import MarkName
from ui.jobs import Token
from ui.widgets.buttons import SecondaryButton
from ui.widgets.saving import PDF, XLSX, FileSaving

if TYPE_CHECKING:
    from cspdesk.desk import Desk
    from cspdesk.kpis.records import IndicatorLine
    from ui.kpis.page import KpisPage

_NO_KPIS = "There is no KPI to save yet."


class KpiSaving:
    """One button with a menu, and the jobs behind its lines."""

    def __init__(self, page: KpisPage) -> None:
        self._page = page
        self.line: IndicatorLine | None = None
        self.button = SecondaryButton("Sa&ve as…", self._ask, mark=MarkName.CHEVRON_DOWN)
        self.button.setAccessibleDescription("Save KPI sheets as PDF, or all KPIs as a workbook")
        self._saving = FileSaving(page, self.button, lambda: self.set_line(self.line))

    def set_line(self, line: IndicatorLine | None) -> None:
        """The indicator whose sheet the first line of the menu saves."""
        self.line = line
        if not self._saving.making:
            self.button.set_allowed(line is not None, _NO_KPIS)

    def menu(self) -> QMenu:
        """What can be saved, the indicator chosen first."""
        menu = QMenu(self.button)
        if self.line is not None:
            menu.addAction(f"&Sheet of {self.line.code} as PDF…", self.save_sheet)
        menu.addAction("&All KPI sheets as one PDF…", self.save_sheets)
        menu.addAction("All KPIs as a &workbook…", self.save_workbook)
        return menu

    def _ask(self) -> None:
        menu = self.menu()
        menu.exec(self.button.mapToGlobal(QPoint(0, self.button.height())))
        menu.deleteLater()

    def save_sheet(self) -> Token | None:
        if self.line is None:
            return None
        line = self.line
        name = f"KPI sheet {line.code}.pdf"
        return self._saving.ask(
            name, PDF, lambda desk, out, token: _sheets(desk, out, (line.id,), token)
        )

    def save_sheets(self) -> Token | None:
        return self._saving.ask(
            "KPI sheets.pdf", PDF, lambda desk, out, token: _sheets(desk, out, (), token)
        )

    def save_workbook(self) -> Token | None:
        cycle_id = self._page.cycle_id
        return self._saving.ask(
            "KPIs.xlsx", XLSX, lambda desk, out, token: _workbook(desk, out, cycle_id, token)
        )


def _sheets(desk: Desk, out: Path, ids: tuple[int, ...], token: Token) -> Path:
    from cspdesk.packs.kpi_sheets import export_kpi_sheets

    return export_kpi_sheets(
        desk, out, ids, progress=token.step, cancelled=lambda: token.cancelled
    ).path


def _workbook(desk: Desk, out: Path, cycle_id: int | None, token: Token) -> Path:
    from cspdesk.kpis.workbook import save_kpi_book

    token.step(0, 1, out.name)
    return save_kpi_book(desk, out, cycle_id)
