"""One sub-group in full: its account edited where it stands, papers, chair, earlier accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from db.vocabulary import RequestKind
from ui.delegates.cells import rag_words, work_state
from ui.theme import theme
from ui.widgets.buttons import SecondaryButton
from ui.widgets.chips import PieceLabel
from ui.widgets.inspector import Inspector, KeyValueList, wrapped

if TYPE_CHECKING:
    from cspdesk.boards.sub_groups import AccountLine, SubGroupLine
    from ui.operations import Operations

_PARTS = {
    "progress": ("Progress", "What has moved since the last account"),
    "challenges": ("Challenges", "What stands in the way"),
    "support": ("Support needed", "What it needs, and of whom"),
    "given_by": ("Given by", "A role"),
}
_PAPERS = {RequestKind.MINUTES: "Minutes", RequestKind.ACTION_PLAN: "Action plan"}


class SubGroupInspector(Inspector):
    """account_wanted() · account_gone() · paper_wanted(kind, "next" | "came")"""

    account_wanted = Signal()
    account_gone = Signal()
    paper_wanted = Signal(object, str)

    def __init__(self, operations: Operations) -> None:
        super().__init__("Sub-group")
        self._operations = operations
        self.line: SubGroupLine | None = None
        self.facts = KeyValueList()
        self.add_section().box.addWidget(self.facts)
        for key, (caption, hint) in _PARTS.items():
            part = self.add_text(key, caption, hint=hint, read_only=bool(operations.refusal))
            part.committed.connect(lambda words, key=key: self._keep(key, words))
        self._make_papers()
        self.earlier = wrapped("", "label")
        self.add_section("Earlier accounts").box.addWidget(self.earlier)
        self.record = SecondaryButton("Record an account…", self.account_wanted.emit, compact=True)
        self.remove = SecondaryButton("Take back", self.account_gone.emit, compact=True)
        self.add_actions(self.record, right=(self.remove,))
        self.show_line(None)

    def _make_papers(self) -> None:
        section = self.add_section("Minutes and action plan")
        self.standings: dict[RequestKind, PieceLabel] = {}
        self.asks: dict[RequestKind, SecondaryButton] = {}
        self.came: dict[RequestKind, SecondaryButton] = {}
        for kind, name in _PAPERS.items():
            host = QWidget()
            row = QHBoxLayout(host)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme().px(6))
            self.standings[kind] = PieceLabel()
            self.asks[kind] = SecondaryButton(
                "Ask", lambda kind=kind: self.paper_wanted.emit(kind, "next"), compact=True
            )
            self.came[kind] = SecondaryButton(
                "It came", lambda kind=kind: self.paper_wanted.emit(kind, "came"), compact=True
            )
            self.came[kind].setAccessibleName(f"{name}: it came")
            row.addWidget(self.standings[kind])
            row.addStretch(1)
            row.addWidget(self.asks[kind])
            row.addWidget(self.came[kind])
            section.box.addWidget(host)

    # -- showing ------------------------------------------------------------------------------

    def show_line(self, line: SubGroupLine | None) -> None:
        """Show this group; what is being typed in an editor stays."""
        self.line = line
        self.setEnabled(line is not None)
        self.body.setVisible(line is not None)
        self.foot.setVisible(line is not None)
        if line is None:
            self.set_head("", "No sub-group chosen")
            return
        state = rag_words("amber", line.silence) if line.is_silent else work_state("done", "Heard")
        self.set_head(_reports(line), line.name, state=state)
        self.facts.set_pairs(
            [
                ("Chair", line.chair_words),
                ("Owes us", line.owes),
                ("Account", line.words),
                ("Before the Board", _before(line)),
            ]
        )
        self._show_account(line.account)
        for kind in _PAPERS:
            self._show_paper(line, kind)
        self.earlier.setText("\n\n".join(_told(one) for one in line.earlier) or "None is recorded.")

    def _show_account(self, account: AccountLine | None) -> None:
        for key in _PARTS:
            part = self.parts[key]
            part.set_text(getattr(account, key) if account else "")
            section = part.parentWidget()
            if section is not None:
                section.setVisible(account is not None)
        refusal = self._operations.refusal
        self.record.setVisible(account is None)
        self.remove.setVisible(account is not None)
        for button in (self.record, self.remove):
            button.set_allowed(not refusal, refusal)

    def _show_paper(self, line: SubGroupLine, kind: RequestKind) -> None:
        found, name, refusal = line.request(kind), _PAPERS[kind], self._operations.refusal
        standing = found.standing
        came = standing.asked and not standing.open
        mark = "done" if came else "half" if standing.asked else "todo"
        self.standings[kind].set_pieces([work_state(mark, f"{name}: {_small(standing.words)}")])
        ask = self.asks[kind]
        ask.setText("Remind" if standing.asked else "Ask")
        ask.setAccessibleName(f"{name}: {ask.text().lower()}")
        for button in (ask, self.came[kind]):
            button.setVisible(not came)
            button.set_allowed(not refusal, refusal)

    # -- doing --------------------------------------------------------------------------------

    def _keep(self, key: str, words: str) -> None:
        """A part of the account as typed; its sentence stands beside it when it is refused."""
        from cspdesk.boards.account_commands import EditAccount

        account = self.line.account if self.line else None
        if account is not None and not self._operations.refuse():
            command = EditAccount(account.id, account.version, **{key: words})
            self._operations.run(command, fields=self.fields)


def _reports(line: SubGroupLine) -> str:
    return f"Sub-group, reports to {line.reports_to}" if line.reports_to else "Sub-group"


def _before(line: SubGroupLine) -> str:
    """ "Nov 2016, 2 months ago. Not planned for any Board."."""
    last = line.last_words[:1].upper() + line.last_words[1:]
    following = f"Next: {line.next_words}" if line.next_words else "Not planned for any Board."
    return f"{last}. {following}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _told(account: AccountLine) -> str:
    """ "Cycle 3, 2016/17: …" in one paragraph."""
    said = [account.progress]
    said += [f"Challenges: {account.challenges}"] if account.challenges else []
    said += [f"Support: {account.support}"] if account.support else []
    return f"{account.cycle}: {' '.join(part for part in said if part)}"
