"""A front sheet for each item: what is decided first, the background last."""

from __future__ import annotations

from cspdesk.agenda.queries import ItemCard
from cspdesk.calendar import plain_date
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import item_key, paragraphs, text_row, type_chip
from cspdesk.phrases import spoken_time
from cspdesk.words import counted
from db.vocabulary import HomeworkState, ItemType, PaperState


def front_sheets(facts: PackFacts) -> tuple[b.Section, ...]:
    """One section for each item, in the order of the agenda."""
    return tuple(_sheet(card, facts) for card in facts.items)


def _sheet(card: ItemCard, facts: PackFacts) -> b.Section:
    line = card.line
    purpose = paragraphs(card.purpose_words)
    blocks: tuple[b.Block, ...] = (
        b.Eyebrow((f"Item {line.number}", type_chip(line.type))),
        b.Heading(
            1, line.title, key=item_key(card.id), bookmark=f"Item {line.number}: {line.title}"
        ),
        b.FactStrip(_facts(card)),
        *((b.LabelRow("Purpose", purpose[:1]),) if purpose else ()),
        *_decision(card),
        *_asks(card),
        *_split(card),
        *text_row("Added value", card.value_added),
        *text_row("Communities", card.communities),
        *text_row("How they are involved", card.community_plan),
        *text_row("What they said", card.community_heard),
        *_homework(card, facts),
        *text_row("Communications question", card.comms_question),
        _paper(card),
        *((b.LabelRow("Background", purpose[1:]),) if purpose[1:] else ()),
    )
    return b.Section(blocks, running=f"Item {line.number}, front sheet")


def _facts(card: ItemCard) -> tuple[b.Fact, ...]:
    line = card.line
    return (
        b.Fact("Starts", f"{spoken_time(line.starts)}, {counted(line.minutes, 'minute')}"),
        b.Fact("Led by", line.lead or "No lead yet"),
        b.Fact("Priority", line.priority or "All priorities"),
        b.Fact("Paper from", line.paper_from or "No author yet"),
    )


def _decision(card: ItemCard) -> tuple[b.Block, ...]:
    if not card.decisions:
        return ()
    wording = "The Board is asked to:"
    items = tuple(_lowered(words) for words in card.decisions)
    box = b.AskBox((b.Paragraph(b.bold(wording)), b.NumberedList(items)))
    label = "Decision sought" if card.line.type is ItemType.DECISION else "What we ask"
    return (b.LabelRow(label, (box,)),)


def _lowered(words: str) -> str:
    """A decision after "asked to:" begins small, but a short form such as "PMG" stays."""
    head = words.split(" ", 1)[0]
    return words if head.isupper() and len(head) > 1 else words[:1].lower() + words[1:]


def _asks(card: ItemCard) -> tuple[b.Block, ...]:
    if not card.asks:
        return ()
    table = b.DataTable(
        (
            b.Column("Partner", 36, header=True),
            b.Column("We ask them to"),
            b.Column("By", 24, align="right", tabular=True),
        ),
        tuple(b.Row((ask.partner, ask.what or "To be agreed", ask.by or "No date"))
              for ask in card.asks),
        look="compact",
    )  # fmt: skip
    return (b.LabelRow("Partner actions sought", (table,)),)


def _split(card: ItemCard) -> tuple[b.Block, ...]:
    if not card.split:
        return text_row("How we will use the time", card.time_split)
    words = ", ".join(f"{part.minutes} to {part.what}".strip() for part in card.split) + "."
    extra = paragraphs(f"Not for today: {card.sidetrack}") if card.sidetrack else ()
    label = f"How we will use {counted(card.line.minutes, 'minute')}"
    return (b.LabelRow(label, (b.Paragraph(words), *extra)),)


def _homework(card: ItemCard, facts: PackFacts) -> tuple[b.Block, ...]:
    """The questions every partner brings an answer to, each with how far it is."""
    questions = [
        found
        for partner in facts.homework
        for found in partner.questions
        if found.item_id == card.id
    ]
    if not questions:
        return ()
    lines = tuple(
        b.Paragraph((b.bold(f"{found.organisation}: "), found.question)) for found in questions
    )
    answered = sum(found.state is HomeworkState.ANSWERED for found in questions)
    total = b.Note(f"{answered} of {len(questions)} answered.")
    return (b.LabelRow("Homework for all partners", (*lines, total)),)


def _paper(card: ItemCard) -> b.LabelRow:
    statement, detail = _paper_words(card)
    return b.LabelRow("Paper", (b.Signpost(statement, detail),))


def _paper_words(card: ItemCard) -> tuple[str, str]:
    line = card.line
    by = f"From {line.paper_from}. " if line.paper_from else ""
    due = f"Due {plain_date(card.paper_due_on)}." if card.paper_due_on else ""
    if card.paper_state is PaperState.IN:
        return "The paper is with the secretariat", by.strip()
    if card.paper_state is PaperState.TO_FOLLOW:
        return "The paper is to follow", f"{by}{due}".strip()
    if card.paper_state is PaperState.VERBAL:
        return "A verbal report", by.strip()
    return "No paper", "This front sheet is all there is to read."
