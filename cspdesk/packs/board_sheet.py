"""A parallel board's sheet: what came from it, what goes to it, and what it is asked to bring.

It goes to that board: what is said of or to the others is not on it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from cspdesk.boards.joint import JointPlan
from cspdesk.boards.queries import messages_of
from cspdesk.boards.records import MessageLine
from cspdesk.boards.tab import BoardLine, BoardsTab, boards_tab
from cspdesk.calendar import long_date, plain_date
from cspdesk.desk import Desk
from cspdesk.errors import WorldError
from cspdesk.meetings.queries import MeetingCard, cycles, meeting
from cspdesk.packs import blocks as b
from cspdesk.packs.board.pack import MARKINGS
from cspdesk.packs.writing import Exported, refuse_target, save_document
from cspdesk.phrases import counted_in_words, joined
from cspdesk.reading import Reading
from cspdesk.settings.queries import PartnershipCard, partnership
from db.vocabulary import GuestState, MessageKind, MessageWay


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the sheet of one board is made from; `past` are its messages of earlier cycles."""

    today: dt.date
    owner: PartnershipCard
    meeting: MeetingCard
    line: BoardLine
    joint: JointPlan | None
    past: tuple[tuple[str, MessageLine], ...]


def read_sheet(reading: Reading, meeting_id: int, code: str) -> SheetFacts:
    """Read one board's sheet, whatever the case of its short name. Raises WorldError."""
    card = meeting(reading, meeting_id)
    tab = boards_tab(reading, card.cycle_id) if card else None
    if card is None or tab is None:
        raise WorldError("This meeting is not in the file.", "Choose another meeting.")
    line = _line(tab, code)
    return SheetFacts(
        today=reading.today,
        owner=partnership(reading),
        meeting=card,
        line=line,
        joint=tab.joint,
        past=_past(reading, line.id, card),
    )


def _line(tab: BoardsTab, code: str) -> BoardLine:
    wanted = code.strip().casefold()
    for line in tab.lines:
        if wanted in (line.board.short_name.casefold(), line.board.name.casefold()):
            return line
    known = joined([line.board.short_name for line in tab.lines])
    advice = f"The parallel boards are {known}." if known else "No parallel board is recorded."
    raise WorldError(f"No parallel board is called “{code}”.", advice)


def _past(
    reading: Reading, group_id: int, card: MeetingCard
) -> tuple[tuple[str, MessageLine], ...]:
    """The messages of the year's earlier cycles, each with its cycle."""
    names = {
        one.id: f"Cycle {one.number}"
        for one in cycles(reading)
        if one.year_label == card.year_label and one.board_on < card.held_on
    }
    return tuple(
        (names[one.cycle_id], one)
        for one in messages_of(reading, group_id)
        if one.cycle_id in names
    )


def board_sheet(facts: SheetFacts, *, draft: bool) -> b.Document:
    """The sheet of one board. The same facts make the same document."""
    owner, name = facts.owner, facts.line.board.name
    day = plain_date(facts.meeting.held_on)
    return b.Document(
        title=f"Sheet for the {name}, {day}",
        partnership=owner.name,
        sections=(b.Section(_blocks(facts)),),
        created=dt.datetime.combine(facts.today, dt.time(12), dt.UTC),
        running=f"Board meeting, {day}",
        marking=MARKINGS[owner.marking],
        edition_line=f"For the {name}. Sample content" if owner.is_sample else f"For the {name}",
        draft=draft,
        subject="What a parallel board told the partnership, and what the partnership passes on",
    )


def _blocks(facts: SheetFacts) -> tuple[b.Block, ...]:
    board = facts.line.board
    return (
        b.Eyebrow(_eyebrow(facts)),
        b.Heading(1, board.name, key="sheet"),
        b.Lead("What you told us, what we pass on to you, and when we meet."),
        b.LabelRow("From you", _said(board.incoming, "Nothing has come yet in this cycle.")),
        b.LabelRow("From us", _told(board.outgoing)),
        *_papers(facts.line),
        *_joint(facts),
        b.LabelRow("Between us", (b.BulletList(tuple(_links(facts.line))),)),
        b.LabelRow("When you meet", (_days(facts.line, facts.meeting),), rule_below=False),
        *_year(facts),
    )


def _eyebrow(facts: SheetFacts) -> str:
    """ "Before the Board of 23 February 2017. Corporate Plan Priority 2 Board"."""
    scheme = facts.line.board.scheme_label
    before = f"Before the Board of {plain_date(facts.meeting.held_on)}"
    return f"{before}. {scheme}" if scheme else before


def _said(lines: Iterable[MessageLine], nothing: str) -> tuple[b.Block, ...]:
    found = []
    for line in lines:
        end = " " if line.text.endswith((".", "?", "!")) else ". "
        awaited = (b.bold("We still wait for: "),) if line.is_waiting else ()
        found.append(b.Paragraph((*awaited, f"{line.text}{end}", b.quiet(_state(line)))))
    return tuple(found) or (b.Paragraph(nothing),)


def _state(line: MessageLine) -> str:
    """ "Received 30 Jan: Minutes, 24 January 2017"."""
    return f"{line.trail}: {line.source}" if line.source else line.trail


def _told(lines: Iterable[MessageLine]) -> tuple[b.Block, ...]:
    found: list[b.Block] = []
    for line in lines:
        what = "We ask: " if line.kind is MessageKind.ASK else "We tell you: "
        carried = f", carried by the {line.carried_by}" if line.carried_by else ""
        end = "" if line.text.endswith((".", "?", "!")) else "."
        words = (b.bold(what), f"{line.text}{end} ", b.quiet(f"{line.trail}{carried}"))
        found.append(b.Paragraph(words))
        if line.answer:
            found.append(b.Note(f"You answered: {line.answer}"))
    return tuple(found) or (b.Paragraph("No message to you in this cycle."),)


def _papers(line: BoardLine) -> tuple[b.Block, ...]:
    asked = [one for one in line.requests if one.standing.asked]
    if not asked:
        return ()
    said = tuple(
        f"{one.kind.label}: {one.standing.words[:1].lower()}{one.standing.words[1:]}"
        for one in asked
    )
    return (b.LabelRow("Papers we asked for", (b.BulletList(said),)),)


def _joint(facts: SheetFacts) -> tuple[b.Block, ...]:
    """What this board is asked to bring; nothing of what the others bring."""
    plan = facts.joint
    mine = plan.of_board(facts.line.id) if plan else ()
    if plan is None or not mine:
        return ()
    words: list[b.Block] = [b.Paragraph(b.bold(f"{plan.title}, {plan.meeting.paper_words}"))]
    if plan.questions:
        words.append(b.Paragraph("Every board is asked:"))
        words.append(b.NumberedList(tuple(one.text for one in plan.questions), style="1."))
    brings = [f"{one.who or 'Members'}: {one.brings}" if one.brings else one.who for one in mine]
    words.append(b.Paragraph("We ask you to bring:"))
    words.append(b.BulletList(tuple(one for one in brings if one) or ("To be agreed",)))
    words.append(b.Note(_place(facts)))
    return (b.LabelRow("Joint meeting", tuple(words)),)


def _place(facts: SheetFacts) -> str:
    places = facts.joint.places if facts.joint else ()
    found = next(one for one in places if one.group_id == facts.line.id)
    if found.state is GuestState.TO_INVITE:
        return "An invitation follows."
    return f"Your place: {found.words[:1].lower()}{found.words[1:]}"


def _links(line: BoardLine) -> Iterable[str]:
    board = line.board
    who = ", ".join(part for part in (board.attends, board.attends_from) if part)
    yield f"Our link: {who or 'nobody yet'}"
    for member in line.on_both:
        yield f"{member.words}: sits on your board and on our {joined(member.ours)}"
    if board.owes:
        yield f"What you send us: {board.owes[:1].lower()}{board.owes[1:]}"


def _days(line: BoardLine, ours: MeetingCard) -> b.Block:
    told = line.board.next_meets_on
    days = sorted({day.held_on for day in line.days} | ({told} if told else set()))
    said = joined([long_date(day) for day in days])
    yours = f"You: {said}. " if said else "We do not know when you meet next. "
    return b.Paragraph(f"{yours}Our Board: {ours.paper_words}.")


_COLUMNS = (
    b.Column("Cycle", 18, header=True),
    b.Column("Way", 22),
    b.Column("Message", 68),
    b.Column("What became of it"),
)


def _year(facts: SheetFacts) -> tuple[b.Block, ...]:
    """What passed between the two earlier in the year."""
    if not facts.past:
        return ()
    head = f"Earlier this year: {counted_in_words(len(facts.past), 'message').lower()}"
    rows = tuple(
        b.Row(
            (cycle, "from you" if one.way is MessageWay.IN else "from us", one.text, _became(one))
        )
        for cycle, one in facts.past
    )
    table = b.DataTable(_COLUMNS, rows, summary="Messages of the year’s earlier cycles, in order")
    return (b.Heading(2, head), table)


def _became(line: MessageLine) -> str:
    if line.is_waiting:  # its Board has met
        return "Did not come" if line.way is MessageWay.IN else "Was not passed on"
    return f"{line.trail}. {line.answer}" if line.answer else line.trail


def export_board_sheet(
    desk: Desk,
    out: Path,
    *,
    meeting_id: int,
    code: str,
    draft: bool | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Exported:
    """Write the sheet of the board with that short name to `out`.

    It says DRAFT until the Board has met, unless told. Raises WorldError when there is no such
    board or the sheet cannot be written; RenderCancelled when `cancelled` says stop.
    """
    refuse_target(out)
    facts = desk.ask(read_sheet, meeting_id, code)
    unmet = facts.meeting.held_on > facts.today
    document = board_sheet(facts, draft=unmet if draft is None else draft)
    return save_document(document, out, facts.owner.marking, progress=progress, cancelled=cancelled)
