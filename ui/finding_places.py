"""The screens and their parts as the palette finds them: by name and by what they are for."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from cspdesk.finding.rules import Entry, Kind, entry

# (name, screen it is on, page, target, other words for it)
_PLACES = (
    ("Home", "", "home", "", "next steps overdue gaps"),
    ("Agenda planning", "", "agenda", "agenda", "items order minutes lock"),
    ("Business inbox", "Agenda planning", "agenda", "inbox", "verdict filter decide"),
    ("Forward plan", "Agenda planning", "agenda", "forward", "year topics"),
    ("Rehearsal", "Agenda planning", "agenda", "rehearsal", "time split sidetrack steer"),
    ("Readiness", "Agenda planning", "agenda", "readiness", "checks to clear"),
    ("Partner homework", "", "homework", "", "questions answers"),
    ("Action tracking", "", "actions", "actions", "log overdue"),
    ("Report-backs", "Action tracking", "actions", "report_backs", "governance bodies"),
    ("Draft chasers", "Action tracking", "actions", "chasers", "reminders e-mail eml"),
    ("Parallel boards", "", "boards", "ledger", "updates messages to pass"),
    ("Joint meeting", "Parallel boards", "boards", "joint", "prevention guests"),
    ("Sub-groups", "Parallel boards", "boards", "groups", "accounts silent chairs"),
    ("KPIs and RAG", "", "kpis", "kpis", "indicators ratings red amber green"),
    ("KPI dashboard", "KPIs and RAG", "kpis", "dashboard", "pictures charts"),
    ("PMG assessment", "KPIs and RAG", "kpis", "pmg", "performance management group rates"),
    ("Highlight report", "KPIs and RAG", "kpis", "highlight", "exceptions"),
    ("Enter data", "KPIs and RAG", "kpis", "entry", "figures measurements type"),
    ("Import figures", "KPIs and RAG", "kpis", "import", "spreadsheet excel csv recipe"),
    ("Minutes", "", "minutes", "", "draft circulate confirm matters arising"),
    ("Communications", "", "comms", "", "messages publish channels plan"),
    ("Community voice", "", "voices", "", "you said we did"),
    ("Conversations with communities", "Community voice", "voices", "conversations", "planned"),
    ("Who was heard", "Community voice", "voices", "coverage", "wards communities holes"),
    ("People and seats", "", "people", "seats", "members appointments vacant"),
    ("Organisations", "People and seats", "people", "organisations", "partners bodies"),
    ("Structure chart", "People and seats", "people", "structure", "groups tree"),
    ("Partner ownership", "", "ownership", "", "shares police council"),
    ("Refresh scorecard", "", "scorecard", "", "measures findings"),
    ("Statutory calendar", "", "statutory", "", "duties law"),
    ("Settings", "", "settings", "", "clear days numbering front sheets"),
    ("Meeting mode", "", "meeting", "", "record register board projector"),
    ("Board pack", "", "packs", "", "pdf issue papers supplement public edition"),
)


def screens(pages: Collection[str]) -> tuple[Entry, ...]:
    """The screens and parts of screens of a window that has these pages."""
    return tuple(one for one in _every() if one.page in pages)


@cache
def _every() -> tuple[Entry, ...]:
    return tuple(
        entry(Kind.SCREEN, place, name, screen, (page, target), rest=words)
        for place, (name, screen, page, target, words) in enumerate(_PLACES)
    )
