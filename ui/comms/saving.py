"""The comms plan as a PDF, made on a worker; and as text for an e-mail."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog
from shiboken6 import isValid

from cspdesk.errors import WorldError
from ui.jobs import Cancelled, Token
from ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from cspdesk.comms.records import CommsPlan
    from cspdesk.desk import Desk
    from ui.comms.page import CommsPage

_NO_PLAN = "There is no plan to save yet."


class PlanSaving:
    """The button that saves the plan, and the job behind it."""

    def __init__(self, page: CommsPage) -> None:
        self._page = page
        self._making = False
        self.button = SecondaryButton("Save as &PDF…", self.save)

    def show_plan(self, plan: CommsPlan | None) -> None:
        if not self._making:
            self.button.set_allowed(plan is not None and bool(plan.lines), _NO_PLAN)

    def save(self) -> Token | None:
        """Ask where, make it on a worker with a reader of its own, and say that it is there."""
        plan, desk = self._page.plan, self._page.desk
        if plan is None:
            return None
        name = f"Comms plan {plan.meeting.held_on.isoformat()}.pdf"
        chosen, _kind = QFileDialog.getSaveFileName(
            self._page, "Save the comms plan", str(desk.path.parent / name), "PDF (*.pdf)"
        )
        if not chosen:
            return None
        out = Path(chosen)
        target = out if out.suffix else out.with_suffix(".pdf")
        meeting_id = plan.meeting.id
        self._making = True
        self.button.set_allowed(False, "The plan is being made.")
        return self._page.context.jobs.start(
            f"Make {target.name}",
            lambda token: _make(desk.reader(), target, meeting_id, token),
            on_done=self._saved,
            on_failed=self._failed,
            on_cancelled=self._rest,
        )

    def _rest(self) -> None:
        self._making = False
        if isValid(self._page):
            self.show_plan(self._page.plan)

    def _saved(self, path: Path) -> None:
        self._rest()
        if isValid(self._page):
            self._page.operations.tell(f"Saved {path.name}.")

    def _failed(self, problem: Exception) -> None:
        self._rest()
        if not isinstance(problem, WorldError):
            raise problem  # nobody foresaw it: the window's own dialog takes it
        if isValid(self._page):
            self._page.operations.tell(str(problem))


def _make(desk: Desk, out: Path, meeting_id: int, token: Token) -> Path:
    from cspdesk.packs.comms_plan import export_comms_plan
    from cspdesk.packs.pdf.render import RenderCancelled

    try:
        made = export_comms_plan(
            desk,
            out,
            meeting_id=meeting_id,
            progress=token.step,
            cancelled=lambda: token.cancelled,
        )
    except RenderCancelled:
        raise Cancelled(token.label) from None
    return made.path
