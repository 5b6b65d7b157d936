"""Issue the pack of the sample's current cycle."""

from __future__ import annotations

import hashlib

from cspdesk.desk import Desk
from cspdesk.meetings.queries import current_cycle
from cspdesk.packs.commands import IssueDocument
from db.vocabulary import DocumentKind, Marking


def issue(desk: Desk, body: bytes = b"%PDF-1.7 the pack as it went out") -> None:
    strip = desk.ask(current_cycle)
    assert strip is not None
    assert strip.cycle.meeting_id is not None
    desk.run(
        IssueDocument(
            kind=DocumentKind.BOARD,
            meeting_id=strip.cycle.meeting_id,
            title="Board pack",
            file_name="pack.pdf",
            marking=Marking.OFFICIAL,
            pages=1,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            overrule_reason="The paper on item 4 comes on the day.",
        )
    )
