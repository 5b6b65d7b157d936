"""A front sheet for each item, on one page: what is decided first, the background last.

An item with much to say keeps its background for the pages behind the front sheets.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from cspdesk.agenda.plan_queries import PaperPages
from cspdesk.agenda.queries import ItemCard
from cspdesk.agenda.restricting import paragraph_words
from cspdesk.homework.queries import HomeworkCard
from cspdesk.packs import blocks as b
from cspdesk.packs.board.facts import PackFacts
from cspdesk.packs.board.parts import item_key, paragraphs, short_day, text_row, type_chip
from cspdesk.phrases import joined, lines_of, spoken_time
from cspdesk.voices.conversation_rules import none_words
from cspdesk.words import counted
from db.vocabulary import HomeworkState, ItemType, PaperState, Publicity

_MOST_WORDS = 330  # what a front sheet with its background may hold


class _Wording(IntEnum):
    """How fully a front sheet says what it has to."""

    FULL = 0
    BRIEF = 1  # asks across the page, homework by name with the page of its questions


def front_sheet(card: ItemCard, facts: PackFacts, *, joins: bool = False) -> b.Section:
    """The front sheet of an item; a short one may share its page."""
    full, brief = (_blocks(card, facts, wording) for wording in _Wording)
    return b.Section(
        full, running=f"Item {card.line.number}, front sheet", fit=1, shorter=(brief,), joins=joins
    )


def paper_sections(card: ItemCard, facts: PackFacts) -> tuple[b.Section, ...]:
    """The papers of an item as they were supplied, each under "Item 5, paper 5.1"."""
    return tuple(_paper_section(card, found) for found in facts.papers.get(card.id, ()))


def _paper_section(card: ItemCard, found: PaperPages) -> b.Section:
    running = f"Item {card.line.number}, paper {card.line.number}.{found.number}"
    title = f"{running}. {found.card.title}"
    if found.card.publicity is Publicity.RESTRICTED:
        title += f" (restricted, {paragraph_words(found.card.exempt_paragraph)})"
    eyebrow = b.Eyebrow(title, is_heading=True, key=f"paper-{found.card.id}")
    return b.Section((eyebrow, b.AttachedPages(found.body, found.card.title)), running=running)


def background_section(facts: PackFacts) -> tuple[b.Section, ...]:
    """What stands behind the items with much to say, each under its own label."""
    held = [card for card in facts.items if _is_apart(card)]
    if not held:
        return ()
    rows = tuple(_background_row(card) for card in held)
    head = (
        b.Eyebrow("Behind the front sheets"),
        b.Heading(1, "Background to the items", key="background"),
    )
    return (b.Section((*head, *rows), running="Background to the items"),)


def _background_row(card: ItemCard) -> b.LabelRow:
    _first, *rest = paragraphs(card.purpose_words) or (b.Paragraph(""),)
    plan = (_named("How communities are heard: ", card.community_plan),)
    front = b.Note(b.PageRef(item_key(card.id), words="Front sheet: "))
    return b.LabelRow(
        f"Item {card.line.number}. {card.line.short_title}",
        (*rest, *(plan if card.community_plan else ())),
        aside=(front,),
        key=_background_key(card),
    )


def _background_key(card: ItemCard) -> str:
    return f"background-{card.id}"


def _is_apart(card: ItemCard) -> bool:
    """Whether the background has a place of its own: one page cannot hold everything."""
    asks = " ".join(f"{ask.partner} {ask.what}" for ask in card.asks)
    said = (
        card.purpose_words, card.decision_sought, asks, card.time_split, card.value_added,
        card.communities, card.community_plan, card.community_heard, card.comms_question,
        *(one.heard or one.who for one in card.conversations),
    )  # fmt: skip
    has_more = len(lines_of(card.purpose_words)) > 1 or bool(card.community_plan)
    return has_more and sum(len(text.split()) for text in said) > _MOST_WORDS


# ---- the sheet ----------------------------------------------------------------------------------


def _blocks(card: ItemCard, facts: PackFacts, wording: _Wording) -> tuple[b.Block, ...]:
    line = card.line
    title = b.Heading(
        1, line.title, key=item_key(card.id), bookmark=f"Item {line.number}: {line.title}"
    )
    return (
        b.Eyebrow((f"Item {line.number}", type_chip(line.type))),
        title,
        b.FactStrip(_facts(card)),
        *_purpose(card),
        *_decision(card),
        *_asks(card, facts, wording),
        *_split(card),
        *text_row("Added value", card.value_added),
        *_communities(card),
        *_homework(card, facts, wording),
        *text_row("Communications question", card.comms_question),
        *_background(card),
    )


def _facts(card: ItemCard) -> tuple[b.Fact, ...]:
    line = card.line
    return (
        b.Fact("Starts", f"{spoken_time(line.starts)}, {counted(line.minutes, 'minute')}"),
        b.Fact("Led by", line.lead or "No lead yet"),
        b.Fact("Priority", line.priority or "All priorities"),
        b.Fact("Paper", _paper_words(card)),
    )


def _purpose(card: ItemCard) -> tuple[b.Block, ...]:
    lines = lines_of(card.purpose_words)
    if not lines:
        return ()
    if not _is_apart(card):
        # Standing wording is a list of what happens: its first line alone would say too little.
        shown = lines if card.line.standing_key and not card.decisions else lines[:1]
        return (b.LabelRow("Purpose", tuple(b.Paragraph(words) for words in shown)),)
    more = b.PageRef(_background_key(card), words="Background: ")
    return (b.LabelRow("Purpose", (b.Paragraph((f"{lines[0]} ", more, ".")),)),)


def _background(card: ItemCard) -> tuple[b.Block, ...]:
    rest = lines_of(card.purpose_words)[1:]
    if not rest or _is_apart(card) or (card.line.standing_key and not card.decisions):
        return ()
    return (b.LabelRow("Background", tuple(b.Paragraph(words) for words in rest)),)


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


def _asks(card: ItemCard, facts: PackFacts, wording: _Wording) -> tuple[b.Block, ...]:
    if not card.asks:
        return ()
    rows = tuple(
        b.Row((ask.partner, ask.what or "To be agreed", _by(ask.by, facts.today.year)))
        for ask in card.asks
    )
    label = "Partner actions sought"
    if wording is _Wording.FULL:
        return (b.LabelRow(label, (_ask_table(rows, 35),)),)
    # Across the whole page most asks are one line.
    heading = b.Heading(2, label, look="label", in_contents=False)
    return (b.KeepTogether((heading, _ask_table(rows, 42))),)


def _ask_table(rows: tuple[b.Row, ...], partner: float) -> b.DataTable:
    columns = (
        b.Column("Partner", partner, header=True),
        b.Column("We ask them to"),
        b.Column("By", 15, align="right", tabular=True),
    )
    said = "What each partner is asked to do"
    return b.DataTable(columns, rows, look="compact", summary=said, closed=False)


def _by(words: str, year: int) -> str:
    """ "31 Mar": the year goes without saying in a paper of the same year."""
    return words.removesuffix(f" {year}") or "No date"


def _split(card: ItemCard) -> tuple[b.Block, ...]:
    """ "5 minutes: introduction; 10 minutes: answers"; what takes no time is said after."""
    timed = list(_timed_parts(card))
    if not timed:
        return text_row("How we will use the time", card.time_split)
    words = "; ".join(f"{counted(minutes, 'minute')}: {what}" for minutes, what in timed)
    untimed = " ".join(_sentence(part.what) for part in card.split if not part.minutes)
    aside = _sentence(f"Not for today: {card.sidetrack}") if card.sidetrack else ""
    label = f"How we will use {counted(card.line.minutes, 'minute')}"
    said = b.Paragraph(" ".join(filter(None, (_sentence(words), untimed, aside))))
    return (b.LabelRow(label, (said,)),)


def _timed_parts(card: ItemCard) -> Iterator[tuple[int, str]]:
    """Minutes and what for; "2 minutes" in an item's split is two minutes for the minutes."""
    for part, line in zip(card.split, lines_of(card.time_split), strict=True):
        if part.minutes and part.what:
            yield part.minutes, part.what
        elif part.minutes:
            yield part.minutes, "the minutes" if line.endswith(" minutes") else "still open"


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", "”")) else f"{words}."


def _communities(card: ItemCard) -> tuple[b.Block, ...]:
    """Who is expected to have views, how they are heard, and what they said, in one row."""
    who = "; ".join(card.named_communities) or none_words(card.community_none)
    held = tuple(one for one in card.conversations if one.heard)
    heard = card.community_heard or held
    rows: list[b.Block] = [b.Paragraph(_sentence(who))] if who else []
    if card.community_plan and not _is_apart(card):
        rows.append(_named("How they are heard: ", card.community_plan))
    rows += [_to_come(card)] if len(held) < len(card.conversations) else []
    if card.community_heard:
        rows.append(_named("They said: ", card.community_heard))
    rows += [_named(f"{one.heard_from}: ", one.heard) for one in held]
    label = "Communities’ views heard" if heard else "Communities"
    return (b.LabelRow(label, tuple(rows)),) if rows else ()


def _to_come(card: ItemCard) -> b.Paragraph:
    """The conversations that are still to be held, with whom and how."""
    plans = [
        f"{one.community} ({one.who}; {_lowered(one.standing.words)})"
        for one in card.conversations
        if not one.heard
    ]
    return b.Paragraph((b.bold("Still to be heard: "), _sentence("; ".join(plans))))


def _named(name: str, text: str) -> b.Paragraph:
    """A field of several lines as one paragraph that begins with its name."""
    return b.Paragraph((b.bold(name), " ".join(_sentence(line) for line in lines_of(text))))


def _homework(card: ItemCard, facts: PackFacts, wording: _Wording) -> tuple[b.Block, ...]:
    """The questions every partner brings an answer to, run on in one paragraph."""
    asked = [
        found
        for partner in facts.homework
        for found in partner.questions
        if found.item_id == card.id
    ]
    if not asked:
        return ()
    answered = sum(found.state is HomeworkState.ANSWERED for found in asked)
    said = f"{answered} of {len(asked)} answered."
    if wording is _Wording.FULL:
        runs = tuple(
            run
            for found in asked
            for run in (b.bold(f"{found.organisation}: "), found.question, " ")
        )
        rows: tuple[b.Block, ...] = (b.Paragraph((*runs, b.quiet(said))),)
    else:
        rows = (b.Paragraph((*_questions_at(asked), " ", b.quiet(said))),)
    return (b.LabelRow("Homework for all partners", rows),)


def _questions_at(asked: list[HomeworkCard]) -> tuple[b.Inline, ...]:
    """Who brings an answer, and where the questions are."""
    names = joined(list(dict.fromkeys(found.organisation for found in asked)))
    verb = "brings an answer" if len(asked) == 1 else "bring answers"
    first, last = asked[0].organisation_id, asked[-1].organisation_id
    where = b.PageRef(f"homework-{first}", to_key=f"homework-{last}", words="questions, ")
    return (b.bold(names), f" {verb} (", where, ").")


def _paper_words(card: ItemCard) -> str:
    """ "Behind this sheet, 4 pages", "With the secretariat", "To follow, 15 Feb", "None"."""
    if card.paper_state is PaperState.IN and card.papers:
        return f"Behind this sheet, {counted(sum(p.pages for p in card.papers), 'page')}"
    if card.paper_state is PaperState.IN:
        return "With the secretariat"
    if card.paper_state is PaperState.TO_FOLLOW:
        return f"To follow, {short_day(card.paper_due_on)}" if card.paper_due_on else "To follow"
    return "Verbal report" if card.paper_state is PaperState.VERBAL else "None"
