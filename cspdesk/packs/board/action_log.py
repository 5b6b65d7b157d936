"""The action log, overdue first, and what governance bodies reported back."""

from __future__ import annotations

from cspdesk.actions.queries import ActionLine, PartnerActions, ReportBackLine
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import RAG_MARKS, item_words, short_day
from cspdesk.phrases import counted_in_words, joined
from db.vocabulary import Rag

_WELCOME = "welcome"  # the standing item under which late actions are taken
_COLUMNS = (
    b.Column("Partner", 31),
    b.Column("Ref", 14, tabular=True),
    b.Column("Action", header=True),
    b.Column("Due", 18, tabular=True),
    b.Column("Status", 31),
)


def action_section(facts: PackFacts) -> b.Section:
    """Open actions by partner, those with the most days late at the top."""
    log = facts.actions
    eyebrow = item_words(facts.standing(_WELCOME), f"action log at {plain_date(facts.today)}")
    closed = counted_in_words(log.closed_since_last, "action")
    blocks: list[b.Block] = [
        b.Eyebrow(eyebrow),
        b.Heading(1, log.finding, key="actions", bookmark=f"Action log: {log.finding}"),
    ]
    if log.groups:
        since = f" {closed} closed since the last Board."
        blocks.append(b.Lead(f"Partners with overdue actions come first.{since}"))
        blocks.append(b.DataTable(_COLUMNS, tuple(_group(one) for one in log.groups)))
    late = [line.ref for line in log.lines if line.standing.is_overdue]
    if late:
        words = (b.bold("Decision sought: "), f"for {joined(late)}, close or agree a new date.")
        blocks.append(b.AskBox((b.Paragraph(words),)))
    return b.Section((*blocks, *_report_backs(facts)))


def _group(group: PartnerActions) -> b.Group:
    label = b.lines_cell(b.bold(group.short_name), group.paper_words)
    return b.Group(label, tuple(_row(line) for line in group.lines))


def _row(line: ActionLine) -> b.Row:
    action = b.lines_cell(line.text, f"{line.lead or 'No lead'}. {line.update_words}")
    status = b.status_cell(RAG_MARKS[line.standing.rag], line.standing.paper_words)
    return b.Row((line.ref, action, short_day(line.due_on), status))


def _report_backs(facts: PackFacts) -> tuple[b.Block, ...]:
    view = facts.report_backs
    if view is None or not view.lines:
        return ()
    columns = (
        b.Column("Governance body", 40, header=True),
        b.Column("Met", 16, tabular=True),
        b.Column("What they decided, and what changed"),
        b.Column("Report-back", 36),
    )
    rows = tuple(_back(line) for line in view.lines)
    since = f"{view.finding} since {plain_date(view.meeting.held_on)}"
    return (b.Heading(2, since), b.DataTable(columns, rows))


def _back(line: ReportBackLine) -> b.Row:
    mark = b.Mark.RED if line.is_late else b.Mark.NOT_RATED
    if line.standing.is_in:
        mark = RAG_MARKS[Rag.GREEN]
    said = line.said or "Nothing heard yet."
    words = b.Cell((said, b.quiet(f"Changed: {line.changed}"))) if line.changed else said
    met = short_day(line.met_on) if line.met_on else "not yet"
    name = b.lines_cell(line.body, line.organisation)
    return b.Row((name, met, words, b.status_cell(mark, line.standing.words)))
