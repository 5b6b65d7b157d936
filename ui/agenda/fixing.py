"""Where each check of an agenda is put right: screen, item, and the form or field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.agenda.views import AGENDA

if TYPE_CHECKING:
    from cspdesk.agenda.records import AgendaView
    from cspdesk.desk import Desk
    from ui.agenda.page import AgendaPage

# Where the keyboard goes to put a check right: the field of the item it points to.
FIELDS = {
    "papers": "paper_state",
    "exempt": "publicity",
    "sought": "decision_sought",
    "value": "value_added",
    "lead": "lead",
    "time": "minutes",
    "noting": "type",
    "communities": "communities",
    "plan": "conversations",
    "heard": "community_heard",
    "rehearsed": "time_split",
    "publicity": "publicity",
}


def elsewhere(desk: Desk, view: AgendaView, key: str, item_id: int | None) -> tuple[str, str]:
    """The other screen on which a check is put right, and what to show there; ("", "") for none."""
    if key == "highlight":
        return "kpis", "highlight"
    if key == "part" and view.without_part:
        return "homework", f"organisation:{view.without_part[0].id}"
    if key == "drafts" and item_id is not None:
        return "homework", _first_draft(desk, item_id)
    return "", ""


def _first_draft(desk: Desk, item_id: int) -> str:
    from cspdesk.agenda.queries import item
    from db.vocabulary import HomeworkState

    card = desk.ask(item, item_id)
    for mark in card.homework if card else ():
        if mark.state is HomeworkState.DRAFT:
            return f"homework_question:{mark.id}"
    return f"item:{item_id}"


def chasing(view: AgendaView, item_id: int | None) -> str:
    """Where a paper is chased from: its partner's homework on that item; "" when nobody is named.

    Its e-mail is drafted there, with the questions that wait for the same partner.
    """
    line = view.line(item_id) if item_id is not None else None
    if line is None or line.lead_organisation_id is None:
        return ""
    return f"organisation:{line.lead_organisation_id},item:{line.id}"


def put_right(page: AgendaPage, key: str, item_id: int | None) -> None:
    """Go where a check is put right, and open the form when it has one."""
    view = page.view
    screen, target = elsewhere(page.desk, view, key, item_id) if view else ("", "")
    if screen:
        page.context.go(screen, target)
        return
    page.views.show_view(AGENDA)
    if item_id is not None:
        page.list.choose(item_id)
    chosen = page.list.current_record()
    if key == "standing":
        page.start_adding()
    elif chosen is None or not _open(page, key):
        page.list.setFocus()


def _open(page: AgendaPage, key: str) -> bool:
    """Open the form or the field of the chosen item; False when the check has neither."""
    inspector = page.inspector
    if inspector.isHidden():
        page.splitter.toggle_inspector()
    if key in ("publicity", "exempt"):
        inspector.edit_publicity()
    elif key == "plan":
        inspector.conversations.start_planning()
    elif key == "noting":
        page.disseminate()
    elif not (key == "heard" and inspector.conversations.record_first_open()):
        return inspector.edit_field(FIELDS.get(key, ""))
    return True
