"""A front sheet for each item: what is decided first, the background last."""

from __future__ import annotations

from cspdesk.agenda.queries import ItemCard
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import item_key, paragraphs, short_day, text_row, type_chip
from cspdesk.phrases import lines_of, spoken_time
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
        *_asks(card, facts),
        *_split(card),
        *text_row("Added value", card.value_added),
        *_communities(card),
        *_homework(card, facts),
        *text_row("Communications question", card.comms_question),
        *((b.LabelRow("Background", purpose[1:]),) if purpose[1:] else ()),
    )
    return b.Section(blocks, running=f"Item {line.number}, front sheet")


def _facts(card: ItemCard) -> tuple[b.Fact, ...]:
    line = card.line
    return (
        b.Fact("Starts", f"{spoken_time(line.starts)}, {counted(line.minutes, 'minute')}"),
        b.Fact("Led by", line.lead or "No lead yet"),
        b.Fact("Priority", line.priority or "All priorities"),
        b.Fact("Paper", _paper_words(card)),
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


def _asks(card: ItemCard, facts: PackFacts) -> tuple[b.Block, ...]:
    if not card.asks:
        return ()
    table = b.DataTable(
        (
            b.Column("Partner", 31, header=True),
            b.Column("We ask them to"),
            b.Column("By", 15, align="right", tabular=True),
        ),
        tuple(
            b.Row((ask.partner, ask.what or "To be agreed", _by(ask.by, facts.today.year)))
            for ask in card.asks
        ),
        look="compact",
    )
    return (b.LabelRow("Partner actions sought", (table,)),)


def _by(words: str, year: int) -> str:
    """ "31 Mar": the year goes without saying in a paper of the same year."""
    return words.removesuffix(f" {year}") or "No date"


def _split(card: ItemCard) -> tuple[b.Block, ...]:
    """ "5 minutes: introduction; 10 minutes: answers"; what takes no time is said after."""
    timed = [part for part in card.split if part.minutes and part.what]
    if not timed:
        return text_row("How we will use the time", card.time_split)
    words = "; ".join(f"{counted(part.minutes, 'minute')}: {part.what}" for part in timed)
    untimed = " ".join(_sentence(part.what) for part in card.split if not part.minutes)
    aside = _sentence(f"Not for today: {card.sidetrack}") if card.sidetrack else ""
    label = f"How we will use {counted(card.line.minutes, 'minute')}"
    said = b.Paragraph(" ".join(filter(None, (_sentence(words), untimed, aside))))
    return (b.LabelRow(label, (said,)),)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _communities(card: ItemCard) -> tuple[b.Block, ...]:
    """Who is expected to have views, how they are heard, and what they said, in one row."""
    parts = (
        ("", "; ".join(card.named_communities)),
        ("How they are heard: ", card.community_plan),
        ("They said: ", card.community_heard),
    )
    said = tuple(
        b.Paragraph((b.bold(name), _sentence(line)) if name and not place else _sentence(line))
        for name, text in parts
        for place, line in enumerate(lines_of(text))
    )
    return (b.LabelRow("Communities", said),) if said else ()


def _homework(card: ItemCard, facts: PackFacts) -> tuple[b.Block, ...]:
    """The questions every partner brings an answer to, run on in one paragraph."""
    questions = [
        found
        for partner in facts.homework
        for found in partner.questions
        if found.item_id == card.id
    ]
    if not questions:
        return ()
    runs = tuple(
        run
        for found in questions
        for run in (b.bold(f"{found.organisation}: "), found.question, " ")
    )
    answered = sum(found.state is HomeworkState.ANSWERED for found in questions)
    total = b.Note(f"{answered} of {len(questions)} answered.")
    return (b.LabelRow("Homework for all partners", (b.Paragraph(runs), total)),)


def _paper_words(card: ItemCard) -> str:
    """ "With the secretariat", "To follow, 15 Feb", "Verbal", "None"."""
    if card.paper_state is PaperState.IN:
        return "With the secretariat"
    if card.paper_state is PaperState.TO_FOLLOW:
        return f"To follow, {short_day(card.paper_due_on)}" if card.paper_due_on else "To follow"
    return "Verbal report" if card.paper_state is PaperState.VERBAL else "None"
