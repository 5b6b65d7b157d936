"""The comms plan as a PDF, made on a worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ui.jobs import Token
from ui.widgets.buttons import SecondaryButton
from ui.widgets.saving import PDF, FileSaving

if TYPE_CHECKING:
    from cspdesk.comms.records import CommsPlan
    from cspdesk.desk import Desk
    from ui.comms.page import CommsPage

_NO_PLAN = "There is no plan to save yet."


class PlanSaving:
    """The button that saves the plan, and the job behind it."""

    def __init__(self, page: CommsPage) -> None:
        self._page = page
        self.button = SecondaryButton("Save as &PDF…", self.save)
        self._saving = FileSaving(
            page, self.button, lambda: self.show_plan(page.plan), "The plan is being made."
        )

    def show_plan(self, plan: CommsPlan | None) -> None:
        if not self._saving.making:
            self.button.set_allowed(plan is not None and bool(plan.lines), _NO_PLAN)

    def save(self) -> Token | None:
        """Ask where, make it on a worker with a reader of its own, and say that it is there."""
        plan = self._page.plan
        if plan is None:
            return None
        name, meeting_id = f"Comms plan {plan.meeting.held_on.isoformat()}.pdf", plan.meeting.id
        return self._saving.ask(
            name,
            PDF,
            lambda desk, out, token: _make(desk, out, meeting_id, token),
            "Save the comms plan",
        )


def _make(desk: Desk, out: Path, meeting_id: int, token: Token) -> Path:
    from cspdesk.packs.comms_plan import export_comms_plan

    return export_comms_plan(
        desk,
        out,
        meeting_id=meeting_id,
        progress=token.step,
        cancelled=lambda: token.cancelled,
    ).path
