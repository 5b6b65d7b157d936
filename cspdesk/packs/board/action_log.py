"""The action log, overdue first, and what governance bodies reported back."""

from __future__ import annotations

from cspdesk.actions.queries import ActionLine, ActionLog, PartnerActions, ReportBackLine
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import RAG_MARKS, item_words, short_day
from cspdesk.phrases import counted_in_words, joined
from db.vocabulary import Rag

WELCOME = "welcome"  # the standing item under which late actions are taken
_COLUMNS = (
    b.Column("Partner", 34, tone=b.Tone.NAVY),
    b.Column("Ref", 12, tabular=True, tone=b.Tone.SECONDARY),
    b.Column("Action", header=True, weight=b.Weight.REGULAR),
    b.Column("Status, and due", 30),
)
_PAGES = 2  # actions and report-backs together, where they can be set so close


def action_sections(facts: PackFacts) -> tuple[b.Section, ...]:
    """Open actions by partner, those with the most days late at the top; then report-backs."""
    log, backs = facts.actions, _report_backs(facts)
    if not log.groups and not backs:
        return ()
    words = f"action log and report-backs at {plain_date(facts.today)}"
    blocks: list[b.Block] = [
        b.Eyebrow(item_words(facts.standing(WELCOME), words)),
        b.Heading(1, log.finding, key="actions", bookmark=f"Action log: {log.finding}"),
    ]
    if log.groups:
        blocks.append(b.Paragraph(_lead(log)))
        blocks.append(b.DataTable(_COLUMNS, tuple(_group(one) for one in log.groups)))
    late = [line.ref for line in log.lines if line.standing.is_overdue]
    if late:
        sought = (b.bold("Decision sought: "), f"for {joined(late)}, close or agree a new date.")
        blocks.append(b.AskBox((b.Paragraph(sought),)))
    return (b.Section((*blocks, *backs), fit=_PAGES),)


def _lead(log: ActionLog) -> str:
    closed = counted_in_words(log.closed_since_last, "more action")
    verb = "has" if log.closed_since_last == 1 else "have"
    when = f" since {plain_date(log.last_board_on)}" if log.last_board_on else ""
    first = "Partners with overdue actions come first. " if log.overdue else ""
    return f"{first}{closed} {verb} closed{when}."


def _group(group: PartnerActions) -> b.Group:
    label = b.lines_cell(group.short_name, group.paper_words)
    return b.Group(label, tuple(_row(line) for line in group.lines))


def _row(line: ActionLine) -> b.Row:
    update = line.update_words.removesuffix(".")
    action = b.lines_cell(line.text, f"{line.lead or 'No lead'}. {update}.")
    due = f"due {short_day(line.due_on)}" if line.due_on else "no date"
    # Under the status, so that an action has the width to be read in a line or two.
    status = b.status_cell(RAG_MARKS[line.standing.rag], line.standing.paper_words, way_word=due)
    return b.Row((line.ref, action, status))


def _report_backs(facts: PackFacts) -> tuple[b.Block, ...]:
    view = facts.report_backs
    if view is None or not view.lines:
        return ()
    columns = (
        b.Column("Governance body", 45, header=True),
        b.Column("Met", 17, tabular=True),
        b.Column("What they decided, and what changed"),
        b.Column("Report-back", 30),
    )
    rows = tuple(_back(line) for line in view.lines)
    since = f"{view.finding} since {plain_date(view.meeting.held_on)}"
    return (b.Heading(2, since), b.DataTable(columns, rows))


def _back(line: ReportBackLine) -> b.Row:
    mark = b.Mark.RED if line.is_late else b.Mark.NOT_RATED
    if line.standing.is_in:
        mark = RAG_MARKS[Rag.GREEN]
    said = line.said or "Nothing heard yet."
    words: b.Text = said
    if line.changed:
        words = (f"{said} ", b.Run("Changed: ", b.Weight.SEMIBOLD), line.changed)
    met: b.Text = short_day(line.met_on) if line.met_on else b.quiet("not yet")
    name = b.lines_cell(line.body, line.organisation)
    state = line.standing.words.replace("Received ", "In\u00a0")
    return b.Row((name, met, words, b.status_cell(mark, state)))
